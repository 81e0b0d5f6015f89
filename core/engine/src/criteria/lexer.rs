//! Tokens of criteria.

/// A token, with the byte it starts at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    Or,
    And,
    Not,
    Open,
    Close,
    /// `key`, `=` or `~=` if there is one, and the raw value after it (its quotes removed), which
    /// starts at that byte.
    Test {
        key: &'t str,
        op: &'t str,
        value: &'t str,
        value_at: usize,
    },
    End,
}

/// Splits a criterion into tokens.
#[derive(Clone, Debug)]
pub(crate) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

/// A quote that does not end, and where it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OpenQuote(pub(crate) usize);

impl<'t> Lexer<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Lexer { text, at: 0 }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next token and where it starts.
    pub(crate) fn next(&mut self) -> Result<(usize, Token<'t>), OpenQuote> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        let start = self.at;
        let rest = self.rest();
        for (text, token) in [
            ("||", Token::Or),
            ("&&", Token::And),
            ("!", Token::Not),
            ("(", Token::Open),
            (")", Token::Close),
        ] {
            if rest.starts_with(text) {
                self.at += text.len();
                return Ok((start, token));
            }
        }
        if rest.is_empty() {
            return Ok((start, Token::End));
        }
        let word = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let len = rest.find(word).unwrap_or(rest.len());
        let (key, rest) = rest.split_at_checked(len).unwrap_or((rest, ""));
        let op = ["~=", "="].into_iter().find(|op| rest.starts_with(op)).unwrap_or("");
        self.at += key.len() + op.len();
        let (value, value_at) = match op {
            "" => ("", self.at),
            _ => self.value()?,
        };
        if key.is_empty() && op.is_empty() {
            // Something that starts no token: given whole, so that it can be shown.
            let len = rest.chars().next().map_or(0, char::len_utf8);
            self.at += len;
            let key = rest.get(..len).unwrap_or("");
            return Ok((start, Token::Test { key, op, value, value_at }));
        }
        Ok((start, Token::Test { key, op, value, value_at }))
    }

    fn value(&mut self) -> Result<(&'t str, usize), OpenQuote> {
        let rest = self.rest();
        for quote in ['\'', '"'] {
            if let Some(inside) = rest.strip_prefix(quote) {
                let Some(end) = inside.find(quote) else { return Err(OpenQuote(self.at)) };
                let at = self.at + 1;
                self.at = at + end + 1;
                return Ok((inside.get(..end).unwrap_or(""), at));
            }
        }
        let blank = rest.find([' ', '\t', '\n', ')']).unwrap_or(rest.len());
        let and = rest.find("&&").unwrap_or(rest.len());
        let or = rest.find("||").unwrap_or(rest.len());
        let end = blank.min(and).min(or);
        let at = self.at;
        self.at += end;
        Ok((rest.get(..end).unwrap_or(""), at))
    }
}
