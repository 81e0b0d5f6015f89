//! Labels: a function's (C17 section 6.2.1), a block's, which GNU C declares with `__label__`, and their
//! addresses.
use super::typed::{Expr, LabelId};
use super::{Sema, codes, diag};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::Ty;
use std::collections::HashMap;
use std::sync::Arc;

/// Labels by name.
pub(super) type Labels = HashMap<Arc<str>, GotoLabel>;

/// A label that `goto` may name.
pub(super) struct GotoLabel {
    id: LabelId,
    here: Option<Span>,
    used: Option<Span>,
}

impl Sema<'_> {
    pub(super) fn label_id(&mut self) -> LabelId {
        self.current.body.labels += 1;
        LabelId(self.current.body.labels - 1)
    }

    /// `&&name`: a constant.
    pub(super) fn label_address(&mut self, name: &ast::Ident) -> Expr {
        if self.scopes.len() == 1 {
            let text = "the address of a label outside of its function";
            self.report(codes::BAD_LABEL, name.span, text);
            return Expr::error(name.span);
        }
        let id = self.goto_label(name, false);
        let all = &mut self.current.body.addressed;
        let at = all.iter().position(|l| *l == id).unwrap_or_else(|| {
            all.push(id);
            all.len() - 1
        });
        Expr::constant(at as i64 + 1, Ty::void().ptr(), name.span)
    }

    /// `__label__ name;`: in this block, and what it holds, the name is a label of its own.
    pub(super) fn declare_label(&mut self, name: &ast::Ident) {
        let label = GotoLabel { id: self.label_id(), here: None, used: None };
        let Some(scope) = self.scopes.last_mut() else { return };
        if scope.labels.insert(name.name.clone(), label).is_some() {
            let text = format!("label `{}` is declared twice in this block", name.name);
            self.report(codes::BAD_LABEL, name.span, text);
        }
    }

    /// The label that a name means: where it stands, or where it is gone to.
    pub(super) fn goto_label(&mut self, name: &ast::Ident, here: bool) -> LabelId {
        let declared = self.scopes.iter_mut().rev().find_map(|s| s.labels.get_mut(&name.name));
        let entry = match declared {
            Some(label) => label,
            None => self.current.labels.entry(name.name.clone()).or_insert_with(|| {
                self.current.body.labels += 1;
                GotoLabel { id: LabelId(self.current.body.labels - 1), here: None, used: None }
            }),
        };
        let id = entry.id;
        let mut again = None;
        if here {
            again = entry.here.replace(name.span);
        } else {
            entry.used = entry.used.or(Some(name.span));
        }
        if let Some(before) = again {
            let text = format!("label `{}` stands twice in this function", name.name);
            let d = Diagnostic::new(codes::BAD_LABEL, name.span, text);
            self.diags.push(d.label(before, "first here"));
        }
        id
    }

    /// Reports labels that are gone to but are nowhere.
    pub(super) fn labels_defined(&mut self, labels: &Labels, place: &str) {
        let mut missing: Vec<(&Arc<str>, Span)> = labels
            .iter()
            .filter(|(_, l)| l.here.is_none())
            .filter_map(|(n, l)| Some((n, l.used?)))
            .collect();
        missing.sort_by_key(|(_, s)| s.lo);
        for (name, span) in missing {
            let text = format!("there is no label `{name}` in this {place}");
            let mut d = Diagnostic::new(codes::BAD_LABEL, span, text);
            let known = labels.iter().filter(|(_, l)| l.here.is_some()).map(|(n, _)| &**n);
            if let Some(near) = diag::nearest(name, known) {
                d = d.suggest(span, near, "a label with a similar name exists");
            }
            self.diags.push(d);
        }
    }
}
