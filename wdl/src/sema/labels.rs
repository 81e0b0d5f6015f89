//! Labels: a function's (C17 section 6.2.1), a block's, which GNU C declares with `__label__`, and their
//! addresses.
use super::typed::{Expr, LabelId};
use super::{Sema, codes};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::Ty;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Labels by name.
pub(super) type Labels = HashMap<Arc<str>, GotoLabel>;

/// A label that `goto` may name.
#[derive(Default)]
pub(super) struct GotoLabel {
    id: LabelId,
    here: Option<Span>,
    used: Option<Span>,
    /// The statement expression that it stands in.
    within: u32,
    /// From which statement expressions it is gone to.
    from: BTreeMap<u32, Span>,
}

/// How a label is named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It stands here.
    Here,
    Goto,
    Address,
}

impl Sema<'_> {
    pub(super) fn label_id(&mut self) -> LabelId {
        self.current.body.label()
    }

    /// Begins a statement expression; which one was around.
    pub(super) fn enter_expression(&mut self) -> u32 {
        let outer = self.current.within;
        self.current.expressions.push(outer);
        self.current.within = self.current.expressions.len() as u32;
        outer
    }

    /// Whether a statement expression is another, or in it.
    fn is_within(&self, mut inner: u32, outer: u32) -> bool {
        while inner > outer {
            let at = inner as usize - 1;
            inner = self.current.expressions.get(at).copied().unwrap_or(0);
        }
        inner == outer
    }

    /// `&&name`: a constant.
    pub(super) fn label_address(&mut self, name: &ast::Ident) -> Expr {
        if self.scopes.len() == 1 {
            let text = "the address of a label outside of its function";
            self.report(codes::BAD_LABEL, name.span, text);
            return Expr::error(name.span);
        }
        let id = self.goto_label(name, Use::Address);
        let all = &mut self.current.body.addressed;
        let at = all.iter().position(|l| *l == id).unwrap_or_else(|| {
            all.push(id);
            all.len() - 1
        });
        Expr::constant(at as i64 + 1, Ty::void().ptr(), name.span)
    }

    /// `__label__ name;`: in this block, and what it holds, the name is a label of its own.
    pub(super) fn declare_label(&mut self, name: &ast::Ident) {
        let label = GotoLabel { id: self.label_id(), ..GotoLabel::default() };
        let Some(scope) = self.scopes.last_mut() else { return };
        if scope.labels.insert(name.name.clone(), label).is_some() {
            let text = format!("label `{}` is declared twice in this block", name.name);
            self.report(codes::BAD_LABEL, name.span, text);
        }
    }

    /// The label that a name means.
    pub(super) fn goto_label(&mut self, name: &ast::Ident, how: Use) -> LabelId {
        let within = self.current.within;
        let declared = self.scopes.iter_mut().rev().find_map(|s| s.labels.get_mut(&name.name));
        let entry = match declared {
            Some(label) => label,
            None => self.current.labels.entry(name.name.clone()).or_insert_with(|| GotoLabel {
                id: self.current.body.label(),
                ..GotoLabel::default()
            }),
        };
        let id = entry.id;
        let mut again = None;
        if how == Use::Here {
            again = entry.here.replace(name.span);
            entry.within = within;
        } else {
            entry.used = entry.used.or(Some(name.span));
            if how == Use::Goto {
                entry.from.entry(within).or_insert(name.span);
            }
        }
        if let Some(before) = again {
            let text = format!("label `{}` stands twice", name.name);
            let d = Diagnostic::new(codes::BAD_LABEL, name.span, text);
            self.diags.push(d.label(before, "first here"));
        }
        id
    }

    /// Reports labels that are gone to but are nowhere, or from outside of the statement expression that
    /// they are in.
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
            if let Some(near) = self.diags.nearest(name, known) {
                d = d.suggest(span, near, "a label with a similar name exists");
            }
            self.diags.push(d);
        }
        let mut into = Vec::new();
        for label in labels.values() {
            let Some(here) = label.here else { continue };
            let outside = label.from.iter().filter(|(n, _)| !self.is_within(**n, label.within));
            into.extend(outside.map(|(_, from)| (*from, here)));
        }
        into.sort_by_key(|(from, _)| from.lo);
        for (from, here) in into {
            let d =
                Diagnostic::new(codes::BAD_LABEL, from, "this jumps into a statement expression");
            self.diags.push(d.label(here, "to here"));
        }
    }
}
