//! Pragmas, as lines and as operators: `once`, `push_macro`, `pop_macro`, `pack`.
use super::Preprocessor;
use crate::diag::{Diagnostic, Diags, codes::preprocess as code};
use crate::lex::{Lexer, Punct, Tok, Token, literal};
use crate::span::Span;
use std::sync::Arc;

/// What `#pragma pack` has said: the most that members of structures are aligned to now, in bytes, 0 for
/// as their types are, and what was put aside, by name or not.
#[derive(Debug, Default)]
pub(super) struct Pack {
    pub(super) now: u64,
    aside: Vec<(Option<Arc<str>>, u64)>,
}

/// The attribute of a structure that a `#pragma pack` holds for, with the bytes that it says.
pub(crate) const PACK: &str = "__wss_pack";

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
                let text = "expected `#pragma pack(n)`, `pack()`, `pack(push, n)` or `pack(pop)`";
                self.diags.push(
                    Diagnostic::new(code::BAD_DIRECTIVE, span, text)
                        .note("members are aligned to at most `n` bytes: 1, 2, 4, 8 or 16, or as their types are by 0"),
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
        let (push, pop) =
            (first.is_some_and(|t| t.is_word("push")), first.is_some_and(|t| t.is_word("pop")));
        if push || pop {
            parts.next();
            let name = match parts.peek() {
                Some([only]) => only.ident().cloned(),
                _ => None,
            };
            if name.is_some() {
                parts.next();
            }
            if pop {
                self.unpack(name.as_ref());
                return parts.next().is_none().then_some(());
            }
            if self.pack.aside.len() < MAX_ASIDE {
                self.pack.aside.push((name, self.pack.now));
            }
            if parts.peek().is_none() {
                return Some(());
            }
        }
        self.pack.now = match parts.next() {
            None => 0,
            Some([]) if !push => 0,
            Some([Token { kind: Tok::Number(n), .. }]) => match literal::number(n).ok()?.value {
                n @ (0 | 1 | 2 | 4 | 8 | 16) => n,
                _ => return None,
            },
            Some(_) => return None,
        };
        parts.next().is_none().then_some(())
    }

    /// `pack(pop)`, back to before the push of that name.
    fn unpack(&mut self, name: Option<&Arc<str>>) {
        let last = self.pack.aside.len().checked_sub(1);
        let at = match name {
            None => last,
            // gcc warns of a name that none has, and takes the last.
            Some(name) => {
                self.pack.aside.iter().rposition(|(n, _)| n.as_ref() == Some(name)).or(last)
            }
        };
        if let Some((_, before)) = at.and_then(|at| self.pack.aside.drain(at..).next()) {
            self.pack.now = before;
        }
    }

    /// What stands behind `struct` or `union` where a `#pragma pack` holds: an attribute of our own.
    pub(super) fn packed(&mut self, keyword: &Token) -> Vec<Token> {
        use Punct::{LParen, RParen};
        let word = |name: &str| Tok::Ident(name.into());
        let kinds = [
            word("__attribute__"),
            Tok::Punct(LParen),
            Tok::Punct(LParen),
            word(PACK),
            Tok::Punct(LParen),
            Tok::Number(self.pack.now.to_string().into()),
            Tok::Punct(RParen),
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
