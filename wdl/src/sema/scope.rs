//! Scopes: what names, tags and labels mean (C17 sections 6.2.1 and 6.2.3).
use super::typed::{FuncId, GlobalId, LocalId};
use super::{Sema, codes, labels};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{RecordId, Ty};
use std::collections::HashMap;
use std::sync::Arc;

/// What a name means.
#[derive(Clone, Debug)]
pub(super) enum Sym {
    Local(LocalId),
    Global(GlobalId),
    Func(FuncId),
    Const(i64, Ty),
    Typedef(Ty),
    /// A name bound in an abstract event: a slot of the clause.
    Slot(u8, Ty),
    /// A name bound to the call's result.
    Result,
    /// A keyed table, by number.
    Table(usize),
}

/// What a tag means.
#[derive(Clone, Debug)]
pub(super) enum Tag {
    Record(RecordId),
    Enum(EnumTag),
}

/// What is known of an enumeration.
#[derive(Clone, Debug)]
pub(super) enum EnumTag {
    /// Its name (GNU C).
    Named,
    /// Its name, and it was taken for `unsigned int`.
    Assumed,
    /// The type chosen for it.
    Chosen(Ty),
    Defined(Ty),
}

#[derive(Default)]
pub(super) struct Scope {
    pub(super) names: HashMap<Arc<str>, (Sym, Span)>,
    pub(super) tags: HashMap<Arc<str>, (Tag, Span)>,
    /// Those that the block itself declares.
    pub(super) labels: labels::Labels,
    /// No other scope's.
    pub(super) number: u32,
}

impl Sema<'_> {
    pub(super) fn lookup(&self, name: &str) -> Option<&(Sym, Span)> {
        self.scopes.iter().rev().find_map(|s| s.names.get(name))
    }

    pub(super) fn scoped<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        self.opened += 1;
        self.scopes.push(Scope { number: self.opened, ..Scope::default() });
        let result = f(self);
        if let Some(scope) = self.scopes.pop() {
            self.labels_defined(&scope.labels, "block");
        }
        result
    }

    pub(super) fn declare(&mut self, name: &ast::Ident, sym: Sym) {
        let Some(scope) = self.scopes.last_mut() else { return };
        if let Some((_, before)) = scope.names.get(&name.name) {
            let d = Diagnostic::new(
                codes::REDECLARED,
                name.span,
                format!("`{}` is already declared in this scope", name.name),
            );
            self.diags.push(d.label(*before, "first declared here"));
            return;
        }
        scope.names.insert(name.name.clone(), (sym, name.span));
    }

    /// As [`Sema::declare`], of a function or object that the scope may have declared already.
    pub(super) fn redeclare(&mut self, name: &ast::Ident, sym: Sym) {
        let before = self.scopes.last().and_then(|s| s.names.get(&name.name));
        let same = match (before, &sym) {
            (Some((Sym::Func(a), _)), Sym::Func(b)) => a == b,
            (Some((Sym::Global(a), _)), Sym::Global(b)) => a == b,
            _ => false,
        };
        if !same {
            self.declare(name, sym);
        }
    }
}
