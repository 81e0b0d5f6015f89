//! Comments that stand right above what they are about.
use crate::diag::Diags;
use crate::fmt::pieces::{self, Kind, Piece};
use std::sync::Arc;

/// A file's pieces.
pub(super) struct Comments(Vec<Piece>);

impl Comments {
    pub(super) fn of(text: &Arc<str>) -> Comments {
        Comments(pieces::read(text, 0, &mut Diags::new()))
    }

    /// The comment right above what begins at byte `at`.
    pub(super) fn above(&self, at: usize) -> Option<String> {
        self.before(self.0.iter().position(|p| p.at == at)?)
    }

    /// The comment above the statement whose second token begins at byte `at`: `wrapper NAME;`.
    pub(super) fn above_statement(&self, at: usize) -> Option<String> {
        self.before(self.0.iter().position(|p| p.at == at)?.checked_sub(1)?)
    }

    /// The file's first comment, if a blank line follows it.
    pub(super) fn first(&self) -> Option<String> {
        let first = self.0.first().filter(|p| p.is_comment())?;
        let alone = self.0.get(1).is_none_or(|next| next.breaks > 1);
        alone.then(|| words(std::slice::from_ref(first)))
    }

    fn before(&self, index: usize) -> Option<String> {
        let before = self.0.get(..index)?;
        let mut from = index;
        for (at, piece) in before.iter().enumerate().rev() {
            let next = self.0.get(at + 1)?;
            let own_line = piece.breaks > 0 || at == 0;
            if !piece.is_comment() || next.breaks != 1 || !own_line {
                break;
            }
            from = at;
        }
        let found = self.0.get(from..index).filter(|f| !f.is_empty())?;
        Some(words(found))
    }
}

/// What comments say, without their signs.
fn words(comments: &[Piece]) -> String {
    let mut lines = Vec::new();
    for piece in comments {
        if piece.kind == Kind::LineComment {
            lines.push(piece.text.trim_start_matches('/').trim());
            continue;
        }
        let text = piece.text.trim_start_matches('/').trim_end_matches('/');
        let text = text.trim_start_matches('*').trim_end_matches('*').trim();
        lines.extend(text.lines().map(|line| line.trim().trim_start_matches('*').trim()));
    }
    lines.join("\n").trim().to_string()
}
