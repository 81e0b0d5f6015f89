//! Comments: behind what they stand behind, or on lines of their own at the level of what follows.
use super::super::pieces::{Kind, Piece, width, without_blanks};
use super::super::roles::Shape;
use super::{Control, LEVEL, Layout, Open};
use crate::lex::Punct;

impl Layout<'_> {
    pub(super) fn comment(&mut self, at: usize, piece: &Piece) {
        if piece.breaks == 0 && at > 0 {
            // Behind something: it stays there, as far off as it was.
            let next_breaks = piece.kind == Kind::LineComment
                || self.pieces.get(at + 1).is_none_or(|p| p.breaks > 0 && !self.joins(at + 1, p));
            // The statement behind the comment may get a line of its own.
            let next = self.roles.next(at);
            let starts =
                !self.statement.begun || next.is_some_and(|next| self.begins_definition(next));
            let merges = self.out.ends_with('/');
            // How many blanks there are at least must not depend on whether the next token gets a
            // line of its own, which only laying it out tells.
            let line = piece.kind == Kind::LineComment;
            let least = usize::from(piece.gap > 0 || line || starts || merges);
            let gap = if next_breaks { piece.gap.min(40).max(least) } else { least };
            self.out.push_str(&" ".repeat(gap));
            let columns = if piece.text.contains('\n') { self.column() } else { 0 };
            self.comment_text(piece, piece.column, columns);
        } else {
            let columns = self.comment_indent(at) * LEVEL;
            self.new_line(piece, columns);
            self.comment_text(piece, piece.column, columns);
        }
        self.line_taken |= piece.kind == Kind::LineComment;
    }

    /// Whether a token goes on with the line whatever breaks stand before it.
    fn joins(&self, at: usize, piece: &Piece) -> bool {
        let begun = self.statement.begun;
        match piece.punct() {
            Some(Punct::Semi | Punct::Comma) => begun || self.behind_block(at, piece),
            Some(Punct::LBrace) if self.roles.shape(at) != Some(Shape::Values) => {
                begun || matches!(self.open.last(), Some(Open::Control { .. }))
            }
            _ if piece.word() == Some("if") => {
                matches!(self.open.last(), Some(Open::Control { kind: Control::Else, .. }))
            }
            _ => false,
        }
    }

    pub(super) fn column(&self) -> usize {
        self.out.rsplit('\n').next().map_or(0, width)
    }

    /// Writes a comment that began in column `from` and now begins in column `to`.
    pub(super) fn comment_text(&mut self, piece: &Piece, from: usize, to: usize) {
        for (number, line) in piece.text.split('\n').enumerate() {
            let kept = without_blanks(line);
            let content = kept.trim_start();
            if number == 0 || piece.kind == Kind::LineComment {
                if number > 0 {
                    self.out.push('\n');
                }
                self.out.push_str(&without_blanks(line));
                continue;
            }
            self.out.push('\n');
            if content.is_empty() {
                continue;
            }
            let columns = if content.starts_with('*') {
                to + 1
            } else {
                let indent = width(line.get(..line.len() - line.trim_start().len()).unwrap_or(""));
                (indent + to).saturating_sub(from)
            };
            self.out.push_str(&" ".repeat(columns));
            self.out.push_str(content);
        }
    }

    /// Levels of a comment on a line of its own: those of what follows, except before a closing
    /// brace.
    pub(super) fn comment_indent(&self, at: usize) -> usize {
        let next = self.roles.next(at);
        if self.statement.begun {
            if next.is_some_and(|n| self.begins_definition(n)) {
                return 0;
            }
            return next.map_or_else(|| self.continued(at), |n| self.continued(n));
        }
        match next.and_then(|n| self.pieces.get(n)) {
            Some(p) if !p.is(Punct::RBrace) && !p.is(Punct::LBrace) => {
                self.start_indent(next.unwrap_or(at))
            }
            _ => self.inner(),
        }
    }
}
