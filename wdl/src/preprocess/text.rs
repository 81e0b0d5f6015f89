//! Tokens made of the text of others: `#` and `##` (C17 6.10.3.2, 6.10.3.3).
use super::Preprocessor;
use crate::diag::{Diagnostic, codes::preprocess as code};
use crate::lex::{Tok, Token, single};
use crate::span::Span;

/// As much text counts as one token of what macros expand to.
const BYTES_OF_TOKEN: usize = 16;

impl Preprocessor<'_> {
    /// Tokens as a string literal (C17 6.10.3.2).
    pub(super) fn stringify(&mut self, tokens: &[Token]) -> Tok {
        let text = spelled(tokens);
        self.made_text(text.len());
        Tok::Str(text.into())
    }

    /// Text made of others counts as tokens do: parameters may stand in a body many times.
    fn made_text(&mut self, len: usize) {
        self.expanded += len / BYTES_OF_TOKEN;
    }

    /// Joins the last token of `out` with the first of `right`.
    pub(super) fn paste(
        &mut self,
        out: &mut Vec<Token>,
        right: Vec<Token>,
        operator: &Token,
        expansion: u32,
    ) {
        let mut right = right.into_iter();
        let Some(second) = right.next() else { return };
        let Some(first) = out.pop() else {
            out.push(second);
            out.extend(right);
            return;
        };
        let text = first.spelling() + &second.spelling();
        self.made_text(text.len());
        let span = Span { expansion, ..operator.span };
        match single(&text, &mut self.names) {
            Some(kind) => out.push(Token { kind, span, painted: false, ..first }),
            None => {
                self.diags.push(
                    Diagnostic::new(
                        code::BAD_PASTE,
                        span,
                        format!(
                            "joining `{}` and `{}` gives no token",
                            first.spelling(),
                            second.spelling()
                        ),
                    )
                    .here(format!("`{text}` is not one token")),
                );
                out.extend([first, second]);
            }
        }
        out.extend(right);
    }
}

fn spelled(tokens: &[Token]) -> String {
    let mut text = String::new();
    for (i, token) in tokens.iter().enumerate() {
        if i > 0 && token.spaced {
            text.push(' ');
        }
        let spelling = token.spelling();
        if matches!(token.kind, Tok::Str(_) | Tok::Char(_)) {
            text.push_str(&spelling.replace('\\', "\\\\").replace('"', "\\\""));
        } else {
            text.push_str(&spelling);
        }
    }
    format!("\"{text}\"")
}
