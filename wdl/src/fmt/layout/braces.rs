//! What opens and closes: blocks, members, values, controls.
use super::super::pieces::{Kind, Piece};
use super::super::roles::Shape;
use super::super::space::Role;
use super::{Control, LEVEL, Layout, ONE_LINE, Open, Statement};
use crate::lex::Punct;

impl Layout<'_> {
    /// What a token opens, closes and ends.
    pub(super) fn after(&mut self, at: usize, piece: &Piece) {
        let indent = self.statement.indent;
        match piece.punct() {
            Some(Punct::LBrace) => self.open_brace(at),
            Some(Punct::LParen | Punct::LBracket) => self.open.push(Open::Parens),
            Some(Punct::RParen | Punct::RBracket) => {
                if matches!(self.open.last(), Some(Open::Parens)) {
                    self.open.pop();
                }
                if self.roles.role(at) == Role::Control && piece.is(Punct::RParen) {
                    let kind = if self.roles.is_if(at) { Control::If } else { Control::Other };
                    self.open.push(Open::Control { indent, kind });
                    self.statement = Statement::default();
                }
            }
            Some(Punct::RBrace) if matches!(self.open.last(), Some(Open::Parens)) => {
                self.open.pop();
            }
            Some(Punct::Semi) if self.roles.goes_on(at) => {}
            Some(Punct::Semi)
                if !matches!(self.open.last(), Some(Open::Parens | Open::Values { .. })) =>
            {
                self.end_statement(at, true);
            }
            Some(Punct::Colon) if self.roles.ends_label(at) => {
                self.statement = Statement::default();
            }
            _ => match piece.word() {
                Some(word @ ("else" | "do")) if self.roles.role(at) == Role::Keyword => {
                    let kind = if word == "do" { Control::Do } else { Control::Else };
                    self.open.push(Open::Control { indent, kind });
                    self.statement = Statement::default();
                }
                _ => {}
            },
        }
    }

    pub(super) fn open_brace(&mut self, at: usize) {
        let indent = match self.roles.shape(at) {
            Some(Shape::Values) => self.line_indent,
            _ => self.statement.indent,
        };
        let open = match self.roles.shape(at) {
            Some(Shape::Names) | None => Open::Parens,
            Some(Shape::Values) => Open::Values { indent },
            Some(Shape::Members) => Open::Members { indent, outer: self.statement },
            Some(Shape::Block) => Open::Block { indent },
        };
        if matches!(open, Open::Block { .. } | Open::Members { .. }) {
            if self.one_line_until.is_none() {
                self.one_line_until = self.one_line(at);
            }
            self.statement = Statement::default();
        }
        self.open.push(open);
    }

    pub(super) fn close_brace(&mut self, at: usize, piece: &Piece) {
        // What is missing before it is not this pass's to say.
        while matches!(self.open.last(), Some(Open::Control { .. } | Open::Parens)) {
            self.open.pop();
        }
        let closed = self.open.pop();
        let same_line = match closed {
            Some(Open::Values { .. }) => piece.breaks == 0,
            _ => self.one_line_until.is_some() || self.opens_right_before(at),
        };
        if self.one_line_until == Some(at) {
            self.one_line_until = None;
        }
        let indent = match closed {
            Some(Open::Block { indent } | Open::Members { indent, .. }) => indent,
            Some(Open::Values { indent }) => indent,
            _ => 0,
        };
        let comment = at.checked_sub(1).and_then(|i| self.pieces.get(i));
        let forced = self.line_taken || comment.is_some_and(|p| p.is_comment() && piece.breaks > 0);
        if forced || !same_line {
            self.line_indent = indent;
            self.new_line(piece, indent * LEVEL);
        } else if self.space_before(at) {
            self.out.push(' ');
        }
        self.out.push_str(&piece.text);
        match closed {
            Some(Open::Block { .. }) => {
                self.end_statement(at, true);
            }
            Some(Open::Members { outer, .. }) => self.statement = outer,
            Some(Open::Values { .. }) => {}
            _ => self.end_statement(at, true),
        }
    }

    pub(super) fn opens_right_before(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|i| self.pieces.get(i)).is_some_and(|p| p.is(Punct::LBrace))
    }

    /// The closing brace of a block at file scope that may stay on one line: written so, with at
    /// most one statement and no block inside.
    pub(super) fn one_line(&self, at: usize) -> Option<usize> {
        if !self.open.is_empty() {
            return None;
        }
        let close = self.roles.partner(at)?;
        let inside = self.pieces.get(at + 1..=close)?;
        let plain = |(i, p): (usize, &Piece)| {
            p.breaks == 0
                && p.kind != Kind::LineComment
                && p.kind != Kind::Directive
                && !p.text.contains('\n')
                && (!p.is(Punct::LBrace) || self.roles.shape(at + 1 + i) == Some(Shape::Values))
        };
        let semicolons = inside.iter().filter(|p| p.is(Punct::Semi)).count();
        let taken = self.column() + inside.iter().map(|p| p.text.len() + 1).sum::<usize>();
        let few = semicolons <= 1 || self.roles.shape(at) == Some(Shape::Members);
        let fits = taken <= ONE_LINE && few;
        (fits && inside.iter().enumerate().all(plain)).then_some(close)
    }
}
