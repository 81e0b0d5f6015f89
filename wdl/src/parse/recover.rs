//! Going on after a complaint: where the next statement or item begins.
use super::{Parse, Parser, Reported};
use crate::diag::{Diagnostic, codes::parse as code};
use crate::lex::{Punct, Tok};
use crate::span::Span;

impl Parser<'_> {
    /// How many braces are open that were opened since token `before`.
    fn open_since(&self, before: usize) -> u32 {
        let tokens = self.tokens.get(before..self.at).unwrap_or_default();
        tokens.iter().fold(0, |depth: u32, token| match token.kind {
            Tok::Punct(Punct::LBrace) => depth + 1,
            Tok::Punct(Punct::RBrace) => depth.saturating_sub(1),
            _ => depth,
        })
    }

    /// Skips what is left of an item of file scope that began at `before`.
    pub(super) fn skip_item(&mut self, before: usize) {
        let mut depth = self.open_since(before);
        let mut moved = self.at > before;
        while !self.at_end() {
            if moved && self.at_item_start() && (depth == 0 || self.at_clause()) {
                return;
            }
            moved = true;
            match self.bump().kind {
                Tok::Punct(Punct::LBrace) => depth += 1,
                Tok::Punct(Punct::RBrace) => {
                    depth = depth.saturating_sub(1);
                    // What follows on the same line belongs to it: the body behind a bad head.
                    if depth == 0 && (self.eat(Punct::Semi) || self.peek().starts_line) {
                        return;
                    }
                }
                Tok::Punct(Punct::Semi) if depth == 0 => return,
                _ => {}
            }
        }
    }

    /// Whether the token begins a line and looks like the start of something at file scope.
    pub(super) fn at_item_start(&self) -> bool {
        let token = self.peek();
        token.starts_line
            && (self.at_clause()
                || token.ident().is_some_and(|n| {
                    matches!(
                        &**n,
                        "typedef"
                            | "sequence"
                            | "static"
                            | "struct"
                            | "union"
                            | "enum"
                            | "wrapper"
                            | "on_fault"
                    )
                }))
    }

    pub(super) fn unclosed_block<T>(&mut self, open: Span) -> Parse<T> {
        let what = if self.at_end() { "the file ends" } else { "a clause begins" };
        let span = if self.at_end() { self.last_span().end() } else { self.span() };
        self.diags.push(
            Diagnostic::new(code::UNCLOSED, span, format!("expected `}}`, but {what} here"))
                .here("expected `}`")
                .label(open, "to close this `{`"),
        );
        Err(Reported)
    }

    /// Skips what is left of a statement that began at `before`.
    pub(super) fn skip_statement(&mut self, before: usize) {
        let mut depth = self.open_since(before);
        let mut moved = self.at > before;
        while !self.at_end() && !self.at_clause() {
            let token = self.peek();
            if moved && depth == 0 && token.starts_line && self.begins_statement() {
                return;
            }
            match token.kind {
                Tok::Punct(Punct::Semi) if depth == 0 => {
                    self.bump();
                    return;
                }
                Tok::Punct(Punct::LBrace) => depth += 1,
                Tok::Punct(Punct::RBrace) if depth == 0 => return,
                Tok::Punct(Punct::RBrace) => {
                    depth -= 1;
                    let next = self.peek_at(1);
                    let inside = matches!(
                        next.kind,
                        Tok::Punct(Punct::RParen | Punct::RBracket | Punct::Comma | Punct::Semi)
                    );
                    if depth == 0 && !inside {
                        self.bump();
                        return;
                    }
                }
                _ => {}
            }
            self.bump();
            moved = true;
        }
    }

    /// Whether a keyword that begins a statement, or a declaration, stands here.
    pub(super) fn begins_statement(&self) -> bool {
        let statement = self.peek().ident().is_some_and(|w| {
            matches!(
                &**w,
                "if" | "while"
                    | "for"
                    | "do"
                    | "switch"
                    | "case"
                    | "default"
                    | "return"
                    | "goto"
                    | "break"
                    | "continue"
            )
        });
        statement || self.at_declaration()
    }
}
