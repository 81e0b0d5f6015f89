//! What conditions ask: `defined`, `__has_include`, `__has_attribute` and the like (C17 6.10.1, C23).
use super::Preprocessor;
use crate::diag::{Diagnostic, codes::preprocess as code};
use crate::lex::{Punct, Tok, Token};
use crate::parse::attribute_known;

/// Names with an answer in conditions only, which count as defined.
const QUESTIONS: &[&str] = &[
    "__has_attribute",
    "__has_builtin",
    "__has_c_attribute",
    "__has_include",
    "__has_include_next",
];

/// Attributes of C23 with the months that say since when they mean what they do.
const C_ATTRIBUTES: &[(&str, &str)] = &[
    ("deprecated", "201904L"),
    ("fallthrough", "201910L"),
    ("maybe_unused", "202106L"),
    ("nodiscard", "202003L"),
    ("noreturn", "202202L"),
    ("_Noreturn", "202202L"),
];

impl Preprocessor<'_> {
    /// Whether `#ifdef` holds of a name.
    pub(super) fn is_defined(&self, name: &str) -> bool {
        self.macros.contains_key(name) || QUESTIONS.contains(&name)
    }

    /// Replaces what a condition asks, as `defined X` and `__has_include(<X>)`, by numbers.
    pub(super) fn answer(&mut self, line: Vec<Token>) -> Option<Vec<Token>> {
        let mut out = Vec::with_capacity(line.len());
        let mut i = 0;
        while let Some(token) = line.get(i) {
            i += 1;
            let word = token.ident().map(|w| &**w).unwrap_or_default();
            let rest = line.get(i..).unwrap_or_default();
            let answer = if word == "defined" {
                let paren = rest.first().is_some_and(|t| t.is(Punct::LParen));
                let name = rest.get(usize::from(paren)).and_then(|t| t.ident());
                let closed = !paren || rest.get(2).is_some_and(|t| t.is(Punct::RParen));
                i += 1 + 2 * usize::from(paren);
                name.filter(|_| closed).map(|name| number(self.is_defined(name)))
            } else if QUESTIONS.contains(&word) {
                let (inner, used) = in_parens(rest);
                i += used;
                inner.and_then(|inner| self.has(word, inner))
            } else {
                out.push(token.clone());
                continue;
            };
            let Some(answer) = answer else {
                let (form, missing) = match word {
                    "defined" => {
                        ("`defined NAME` or `defined(NAME)`".to_string(), "no name stands")
                    }
                    "__has_include" | "__has_include_next" => {
                        (format!("`{word}(\"FILE\")` or `{word}(<FILE>)`"), "no file is named")
                    }
                    _ => (format!("`{word}(NAME)`"), "no name stands"),
                };
                self.diags.push(
                    Diagnostic::new(
                        code::BAD_CONDITION,
                        token.span,
                        format!("expected {form} in `#if`"),
                    )
                    .here(format!("{missing} behind this")),
                );
                return None;
            };
            out.push(Token { kind: Tok::Number(answer.into()), ..token.clone() });
        }
        Some(out)
    }

    /// The answer to `defined NAME` that a macro of the condition brings, its `defined` given; another
    /// form is left to be complained of.
    pub(super) fn defined(&mut self, word: Token) -> Token {
        let mut name = self.next_raw();
        let paren = name.is(Punct::LParen);
        if paren {
            name = self.next_raw();
        }
        let closed = !paren || self.next_raw().is(Punct::RParen);
        match name.ident().filter(|_| closed) {
            Some(name) => Token { kind: Tok::Number(number(self.is_defined(name)).into()), ..word },
            None => word,
        }
    }

    /// The answer to a question, what stands in its parentheses given.
    fn has(&mut self, question: &str, inner: &[Token]) -> Option<&'static str> {
        if let "__has_include" | "__has_include_next" = question {
            return self.has_include(inner, question.ends_with("next")).map(number);
        }
        // `gnu::packed` asks of the attribute without its prefix.
        let (scoped, inner) = match inner {
            [_, scope, name] if scope.is(Punct::Scope) => (true, std::slice::from_ref(name)),
            [_, a, b, name] if a.is(Punct::Colon) && b.is(Punct::Colon) => {
                (true, std::slice::from_ref(name))
            }
            _ => (false, inner),
        };
        let [name] = inner else { return None };
        let name = name.ident()?;
        Some(match question {
            "__has_builtin" => {
                number(self.macros.contains_key(name) || crate::library::is_builtin(name))
            }
            "__has_c_attribute" if !scoped => {
                C_ATTRIBUTES.iter().find(|(n, _)| *n == &**name).map_or("0", |(_, since)| since)
            }
            _ => number(attribute_known(name)),
        })
    }
}

fn number(yes: bool) -> &'static str {
    if yes { "1" } else { "0" }
}

/// What stands in the parentheses that `tokens` begin with, and how many tokens that is in all.
fn in_parens(tokens: &[Token]) -> (Option<&[Token]>, usize) {
    let mut depth = 0u32;
    for (at, token) in tokens.iter().enumerate() {
        if token.is(Punct::LParen) {
            depth += 1;
        } else if token.is(Punct::RParen) {
            depth = depth.saturating_sub(1);
        }
        if depth == 0 {
            return (tokens.get(1..at), at + 1);
        }
    }
    (None, tokens.len())
}
