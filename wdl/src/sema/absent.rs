//! Events that the target does not have but another does: a portable wrapper names them, and where
//! they do not exist nothing is to be done. A name that no target knows is a mistake.
use super::pattern::matches;
use super::{Sema, codes};
use crate::diag::Diagnostic;
use crate::span::Span;

impl Sema<'_> {
    /// Whether another target has an event of that name, or one that the pattern matches; it is
    /// noted then.
    pub(super) fn is_absent(&mut self, name: &str) -> bool {
        let known = wss_calls::tables().any(|t| {
            if name.contains(['*', '?']) {
                t.names().any(|n| matches(name.as_bytes(), n.as_bytes()))
            } else {
                t.family_name(name).is_some() || t.tags().any(|tag| tag == name)
            }
        });
        if known && !self.absent.iter().any(|n| **n == *name) {
            self.absent.push(name.into());
        }
        known
    }

    /// Warns of a clause all of whose events are absent: it is left out.
    pub(super) fn nothing_here(&mut self, span: Span) {
        if self.absent.is_empty() {
            return;
        }
        let target = self.table.target().name();
        let text = format!("{target} has no {}: this clause is left out", self.absent.join(", "));
        let d = Diagnostic::new(codes::ABSENT_EVENT, span, text);
        self.diags.push(d.note("other targets do"));
    }
}
