//! Statements: where they begin, go on and end, and at which level.
use super::super::pieces::Piece;
use super::{Control, KEPT, Layout, Open, Statement};
use crate::lex::Punct;

impl Layout<'_> {
    /// Levels of statements in the innermost block.
    pub(super) fn inner(&self) -> usize {
        for open in self.open.iter().rev().take(KEPT) {
            match open {
                Open::Block { indent } | Open::Values { indent } => return indent + 1,
                Open::Members { indent, .. } | Open::Control { indent, .. } => return indent + 1,
                Open::Parens => {}
            }
        }
        0
    }

    pub(super) fn start_indent(&self, at: usize) -> usize {
        let inner = self.inner();
        if let Some(Open::Control { indent, kind }) = self.open.last() {
            let brace = self.pieces.get(at).is_some_and(|p| p.is(Punct::LBrace));
            let else_if =
                *kind == Control::Else && self.pieces.get(at).and_then(Piece::word) == Some("if");
            if brace || else_if || self.waiting(at) {
                return *indent;
            }
        }
        if self.roles.begins_label(at) { inner.saturating_sub(1) } else { inner }
    }

    pub(super) fn start_statement(&mut self, at: usize) {
        let indent = self.start_indent(at);
        let defines = self.open.is_empty() && self.roles.defines(at);
        if self.waiting(at) {
            self.open.pop();
        }
        self.statement = Statement { begun: true, indent, defines };
    }

    /// Whether an abstract event without semicolon ends before this token.
    pub(super) fn begins_definition(&self, at: usize) -> bool {
        self.statement.defines && self.open.is_empty() && self.roles.ends_definition(at)
    }

    /// Levels of a line that goes on with a statement.
    pub(super) fn continued(&self, at: usize) -> usize {
        let piece = self.pieces.get(at);
        let closes = piece.is_some_and(|p| p.is(Punct::RParen) || p.is(Punct::RBracket));
        let mut inside = false;
        for open in self.open.iter().rev().take(KEPT) {
            match open {
                Open::Parens => inside = true,
                Open::Values { indent } => {
                    let element = self.roles.previous(at).and_then(|p| self.pieces.get(p));
                    let first = element.is_some_and(|p| p.is(Punct::Comma) || p.is(Punct::LBrace));
                    return indent + 1 + usize::from(!closes && (inside || !first));
                }
                _ => break,
            }
        }
        let head = self.open.is_empty() && self.statement.begun && self.roles.in_head(at);
        let condition = head && piece.is_some_and(|p| p.is(Punct::LParen));
        if closes || condition { self.statement.indent } else { self.statement.indent + 1 }
    }

    /// A statement is over: so are the controls around it, up to an `if` whose `else` follows.
    pub(super) fn end_statement(&mut self, at: usize, consumed: bool) {
        self.statement = Statement::default();
        let next = if consumed { self.roles.next(at) } else { Some(at) };
        let word = next.and_then(|n| self.pieces.get(n)).and_then(Piece::word);
        while let Some(Open::Control { kind, .. }) = self.open.last() {
            let waits = match kind {
                Control::If => word == Some("else"),
                Control::Do => word == Some("while"),
                _ => false,
            };
            if waits {
                return;
            }
            self.open.pop();
        }
    }
}
