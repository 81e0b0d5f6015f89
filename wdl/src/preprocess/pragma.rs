//! Pragmas, as lines and as operators: `once`, `push_macro`, `pop_macro`, `pack`.
use super::Preprocessor;
use crate::diag::{Diagnostic, Diags, codes::preprocess as code};
use crate::lex::{Lexer, Punct, Tok, Token, literal};
use crate::span::Span;
use std::sync::Arc;

/// What `#pragma pack` has said: whether structures are packed now, and what was put aside.
#[derive(Debug, Default)]
pub(super) struct Pack {
    pub(super) now: bool,
    aside: Vec<bool>,
}

/// Deepest `#pragma pack(push)`.
const MAX_ASIDE: usize = 1000;

impl Preprocessor<'_> {
    /// Carries out a pragma.
    pub(super) fn pragma(&mut self, line: &[Token], span: Span) {
        if line.first().is_some_and(|t| t.is_word("once")) {
            let file = self.open.last().and_then(|o| self.map.file(o.file));
            if let Some(file) = file {
                self.once.insert(file.name.clone());
            }
            return;
        }
        if let Some((push, name)) = pushed(line) {
            if push {
                let now = self.macros.get(&name).cloned();
                self.pushed.entry(name).or_default().push(now);
            } else {
                match self.pushed.get_mut(&name).and_then(Vec::pop) {
                    Some(Some(before)) => drop(self.macros.insert(name, before)),
                    Some(None) => drop(self.macros.remove(&name)),
                    None => {}
                }
            }
            return;
        }
        if line.first().is_some_and(|t| t.is_word("pack")) {
            let line = self.expand_list(line.to_vec());
            if self.pack(&line).is_none() {
                let text = "expected `#pragma pack(1)`, `pack()`, `pack(push, 1)` or `pack(pop)`";
                self.diags.push(
                    Diagnostic::new(code::BAD_DIRECTIVE, span, text)
                        .note("members lie at multiples of their own size or, by `pack(1)`, one behind the other")
                        .help("`_Alignas` and `__attribute__((aligned(n)))` place single members"),
                );
            }
            return;
        }
        let what = line.first().map_or("an empty pragma".into(), Token::describe);
        self.diags.push(Diagnostic::new(
            code::UNKNOWN_PRAGMA,
            span,
            format!("`#pragma`: {what} is unknown and ignored"),
        ));
    }

    /// `pack(...)`; `None` if it asks for what there is not.
    fn pack(&mut self, line: &[Token]) -> Option<()> {
        let [_, open, inner @ .., close] = line else { return None };
        if !open.is(Punct::LParen) || !close.is(Punct::RParen) {
            return None;
        }
        let mut parts = inner.split(|t| t.is(Punct::Comma)).peekable();
        let first = parts.peek().and_then(|p| p.first());
        if first.is_some_and(|t| t.is_word("push")) {
            parts.next();
            if self.pack.aside.len() < MAX_ASIDE {
                self.pack.aside.push(self.pack.now);
            }
            if parts.peek().is_none() {
                return Some(());
            }
        } else if first.is_some_and(|t| t.is_word("pop")) {
            self.pack.now = self.pack.aside.pop().unwrap_or(false);
            return (parts.count() == 1).then_some(());
        }
        let now = match parts.next() {
            None | Some([]) => false,
            Some([Token { kind: Tok::Number(n), .. }]) => match literal::number(n).ok()?.value {
                1 => true,
                // No type needs more.
                8 | 16 => false,
                _ => return None,
            },
            Some(_) => return None,
        };
        self.pack.now = now;
        parts.next().is_none().then_some(())
    }

    /// What stands behind `struct` or `union` where `#pragma pack(1)` holds.
    pub(super) fn packed(&mut self, keyword: &Token) -> Vec<Token> {
        use Punct::{LParen, RParen};
        let word = |name: &str| Tok::Ident(name.into());
        let kinds = [
            word("__attribute__"),
            Tok::Punct(LParen),
            Tok::Punct(LParen),
            word("packed"),
            Tok::Punct(RParen),
            Tok::Punct(RParen),
        ];
        kinds.into_iter().map(|kind| self.made(kind, keyword.span)).collect()
    }

    /// `_Pragma("...")` among the tokens of the program (C17 6.10.9).
    pub(super) fn pragma_operator(&mut self, word: &Token) {
        let mut wanted = [Punct::LParen, Punct::RParen].into_iter();
        let mut what = None;
        loop {
            let token = self.next_expanded();
            let fits = match &token.kind {
                Tok::Str(text) => what.replace((text.clone(), token.span)).is_none(),
                _ => wanted
                    .next()
                    .is_some_and(|p| token.is(p) && (p == Punct::LParen) == what.is_none()),
            };
            if !fits {
                let text =
                    format!("expected `(\"...\")` after `_Pragma`, found {}", token.describe());
                self.diags.push(Diagnostic::new(code::BAD_DIRECTIVE, word.span, text));
                return;
            }
            if token.is(Punct::RParen) {
                break;
            }
        }
        let Some((text, span)) = what else { return };
        let said = literal::string(&text).ok().and_then(|(bytes, _)| String::from_utf8(bytes).ok());
        let mut lexer = Lexer::new(said.unwrap_or_default().into(), 0);
        let mut line = Vec::new();
        loop {
            let token = lexer.next(&mut self.names, Some(&mut Diags::new()));
            if token.kind == Tok::Eof {
                break;
            }
            // Its text is in no file.
            line.push(Token { span, starts_line: false, ..token });
        }
        self.pragma(&line, word.span);
    }
}

/// What a pragma `push_macro("NAME")` or `pop_macro("NAME")` says.
fn pushed(line: &[Token]) -> Option<(bool, Arc<str>)> {
    let [word, open, name, close] = line else { return None };
    let Tok::Str(text) = &name.kind else { return None };
    let whole = open.is(Punct::LParen) && close.is(Punct::RParen);
    let push = word.is_word("push_macro");
    if !whole || !(push || word.is_word("pop_macro")) {
        return None;
    }
    let (bytes, _) = literal::string(text).ok()?;
    Some((push, String::from_utf8(bytes).ok()?.into()))
}
