//! What is checked of abstract events besides their use: definitions that nothing names, and names in
//! conditions that are nothing.
use super::abstracts::Way;
use super::slots::{About, Member, Slots};
use super::{Sema, codes};
use crate::ast::{self, BinaryOp, ExprKind};
use crate::diag::Diagnostic;
use crate::types::Ty;
use wss_abi::clause::Phase;

impl<'a> Sema<'a> {
    /// Checks an abstract event that no clause or sequence names as if a clause did.
    pub(super) fn unmeant(&mut self, e: &'a ast::AbstractEvent) {
        if self.meant.contains(&e.name.name) {
            return;
        }
        let ways = self.expand(&e.name.name, e.name.span, &mut Vec::new());
        for way in ways {
            let Way { call, env, test, conditions } = way;
            let members = vec![Member { call, env, sources: Vec::new() }];
            let (about, phase, params) = (About::Calls, Phase::Post, Vec::new());
            self.slots = Some(Slots { about, phase, members, params });
            self.body_of(&e.name.name, Some(Ty::int()), true, e.span, |s| {
                s.unevaluated(|s| s.way(0, &test, &conditions, e.span));
                Vec::new()
            });
            self.slots = None;
        }
    }

    /// Reports a conjunct `name == value` whose name is nothing that could be bound or compared.
    pub(super) fn binds_something(
        &mut self,
        e: &ast::Expr,
        alt: &ast::Alternative,
        params: &[&ast::Ident],
    ) {
        let (ExprKind::Binary(BinaryOp::Eq, a, b) | ExprKind::Assign(None, a, b)) = &e.kind else {
            return;
        };
        let ExprKind::Ident(n) = &a.kind else { return };
        let known = || params.iter().copied().chain(alt.args.iter().flatten()).map(|p| &*p.name);
        let result = matches!(&b.kind, ExprKind::Param(n) if matches!(&**n, "ret" | "fdret"));
        if result || known().any(|k| k == &**n) || self.lookup(n).is_some() {
            return;
        }
        let text = format!("`{n}` is neither bound here nor declared");
        let mut d = Diagnostic::new(codes::UNDECLARED, a.span, text);
        d = match crate::diag::nearest(n, known()) {
            Some(near) => d.suggest(a.span, near, "a similar name is bound here"),
            None => d.help("a condition `name == value` binds a parameter of the event"),
        };
        self.diags.push(d);
    }
}
