//! Comments: behind what they stand behind, or on lines of their own at the level of what follows.
use super::super::pieces::{Kind, Piece, width, without_blanks};
use super::{LEVEL, Layout};
use crate::lex::Punct;

impl Layout<'_> {
    pub(super) fn comment(&mut self, at: usize, piece: &Piece) {
        if piece.breaks == 0 && at > 0 {
            // Behind something: it stays there, as far off as it was.
            let next_breaks = piece.kind == Kind::LineComment
                || self.pieces.get(at + 1).is_none_or(|p| p.breaks > 0);
            // The statement behind the comment may get a line of its own.
            let next = self.roles.next(at);
            let starts =
                !self.statement.begun || next.is_some_and(|next| self.begins_definition(next));
            let merges = self.out.ends_with('/');
            let gap = match piece.gap.min(40) {
                gap if next_breaks => gap.max(1),
                gap => usize::from(gap > 0 || starts || merges),
            };
            self.out.push_str(&" ".repeat(gap));
            let columns = if piece.text.contains('\n') { self.column() } else { 0 };
            self.comment_text(piece, piece.column, columns);
            return;
        }
        let columns = self.comment_indent(at) * LEVEL;
        self.new_line(piece, columns);
        self.comment_text(piece, piece.column, columns);
    }

    pub(super) fn column(&self) -> usize {
        self.out.rsplit('\n').next().map_or(0, width)
    }

    /// Writes a comment that began in column `from` and now begins in column `to`.
    pub(super) fn comment_text(&mut self, piece: &Piece, from: usize, to: usize) {
        for (number, line) in piece.text.split('\n').enumerate() {
            let content = line.trim();
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
