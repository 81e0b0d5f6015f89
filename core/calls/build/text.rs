//! Lines and words of the text files.
use std::path::Path;

/// What is wrong, and where.
#[derive(Debug)]
pub(crate) struct Bad {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) what: String,
}

impl std::fmt::Display for Bad {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// A text file without comments.
pub(crate) struct Source {
    pub(crate) lines: Vec<Line>,
}

/// A line that is not empty.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) file: String,
    pub(crate) number: usize,
    /// It continues the entry above.
    pub(crate) indented: bool,
    pub(crate) text: String,
}

impl Line {
    pub(crate) fn bad(&self, what: impl Into<String>) -> Bad {
        Bad { file: self.file.clone(), line: self.number, what: what.into() }
    }
}

impl Source {
    /// Reads `dir/name`.
    pub(crate) fn read(dir: &Path, name: &str) -> Result<Source, Bad> {
        let text = std::fs::read_to_string(dir.join(name)).map_err(|e| Bad {
            file: name.into(),
            line: 0,
            what: e.to_string(),
        })?;
        Ok(Source::parse(name, &text))
    }

    /// Splits a text into lines; `#` starts a comment.
    pub(crate) fn parse(name: &str, text: &str) -> Source {
        let lines = text.lines().enumerate().filter_map(|(i, line)| {
            let code = line.split('#').next().unwrap_or_default();
            let text = code.trim();
            (!text.is_empty()).then(|| Line {
                file: name.into(),
                number: i + 1,
                indented: code.starts_with([' ', '\t']),
                text: text.into(),
            })
        });
        Source { lines: lines.collect() }
    }

    /// Entries: a line that is not indented, with the indented ones below it.
    pub(crate) fn entries(&self) -> Result<Vec<(&Line, &[Line])>, Bad> {
        let mut out = Vec::new();
        let mut rest = self.lines.as_slice();
        while let Some((head, below)) = rest.split_first() {
            if head.indented {
                return Err(head.bad("an indented line belongs below one that is not"));
            }
            let n = below.iter().take_while(|l| l.indented).count();
            let (body, next) = below.split_at(n);
            out.push((head, body));
            rest = next;
        }
        Ok(out)
    }
}

/// A word or a sign.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    Word(String),
    Sign(char),
}

/// Reads tokens of a line.
pub(crate) struct Tokens<'a> {
    line: &'a Line,
    tokens: Vec<Token>,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(line: &'a Line, text: &str) -> Self {
        let mut tokens = Vec::new();
        let mut word = String::new();
        for c in text.chars().chain([' ']) {
            if c.is_ascii_alphanumeric() || c == '_' || c == '?' {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                tokens.push(Token::Word(std::mem::take(&mut word)));
            }
            if !c.is_whitespace() {
                tokens.push(Token::Sign(c));
            }
        }
        Tokens { line, tokens, at: 0 }
    }

    pub(crate) fn bad(&self, what: impl Into<String>) -> Bad {
        self.line.bad(what)
    }

    pub(crate) fn done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(crate) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub(crate) fn word(&mut self, what: &str) -> Result<String, Bad> {
        match self.tokens.get(self.at) {
            Some(Token::Word(w)) => {
                self.at += 1;
                Ok(w.clone())
            }
            other => Err(self.bad(format!("expected {what}, found {}", shown(other)))),
        }
    }

    pub(crate) fn is_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(w)) if w == word);
        self.at += usize::from(found);
        found
    }

    pub(crate) fn is_sign(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(found);
        found
    }

    pub(crate) fn sign(&mut self, sign: char) -> Result<(), Bad> {
        if self.is_sign(sign) {
            return Ok(());
        }
        Err(self.bad(format!("expected `{sign}`, found {}", shown(self.peek()))))
    }

    pub(crate) fn end(&self) -> Result<(), Bad> {
        if self.done() {
            return Ok(());
        }
        Err(self.bad(format!("expected the end of the line, found {}", shown(self.peek()))))
    }
}

fn shown(token: Option<&Token>) -> String {
    match token {
        Some(Token::Word(w)) => format!("`{w}`"),
        Some(Token::Sign(c)) => format!("`{c}`"),
        None => "the end of the line".into(),
    }
}

/// A number as C writes it: decimal, octal, hexadecimal, negative, or `A<<B`.
pub(crate) fn number(text: &str) -> Option<u64> {
    if let Some((a, b)) = text.split_once("<<") {
        return number(a)?.checked_shl(number(b)?.try_into().ok()?);
    }
    if let Some(rest) = text.strip_prefix('-') {
        return Some(number(rest)?.wrapping_neg());
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return u64::from_str_radix(hex, 16).ok();
    }
    if text.len() > 1 && text.starts_with('0') {
        return u64::from_str_radix(text, 8).ok();
    }
    text.parse().ok()
}
