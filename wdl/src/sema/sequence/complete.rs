//! What happens when patterns are complete: their actions, in the order of the source.
use super::super::Sema;
use super::super::konst;
use super::super::typed::{Expr, ExprKind, Place, PlaceKind, Stmt};
use super::Pattern;
use super::conditions::any_of;
use super::glue::{Parts, effect};
use crate::span::Span;
use crate::types::Ty;
use wss_abi::helper::id;

impl<'a> Sema<'a> {
    /// Runs the actions of complete patterns, in the order of the source.
    pub(super) fn actions(
        &mut self,
        parts: Parts,
        list: &[(&Pattern<'a>, usize)],
        span: Span,
    ) -> Vec<Stmt> {
        if let ([left @ .., _], true) = (list, list.len() > 4) {
            // Halves of which none is complete cost a test for each word.
            let (left, right) = list.split_at(left.len().div_ceil(2));
            return [left, right]
                .into_iter()
                .map(|half| {
                    let cond = self.any(parts, half, span);
                    let then = Box::new(Stmt::Block(self.actions(parts, half, span)));
                    Stmt::If { cond, then, other: None }
                })
                .collect();
        }
        let mut out = Vec::new();
        for (p, at) in list {
            let Some(func) = p.action else { continue };
            let span = p.seq.span;
            let cond = self.any(parts, &[(*p, *at)], span);
            let call = Expr { kind: ExprKind::Call(func, Vec::new()), ty: Ty::int(), span };
            let then = if p.verdicts {
                let local = self.local(Ty::int(), 0);
                let place =
                    || Box::new(Place { kind: PlaceKind::Local(local), ty: Ty::int(), span });
                let load = || Expr { kind: ExprKind::Load(place()), ty: Ty::int(), span };
                let assign = effect(ExprKind::Assign(place(), Box::new(call)), span);
                let back = Box::new(Stmt::Return(Some(load()), span));
                Stmt::Block(vec![assign, Stmt::If { cond: load(), then: back, other: None }])
            } else {
                effect(call.kind, span)
            };
            let said = p.clause.map(|n| record_as(n, span));
            let then = Stmt::Block(said.into_iter().chain([then]).collect());
            out.push(Stmt::If { cond, then: Box::new(then), other: None });
        }
        out
    }

    /// Whether any of these patterns is complete.
    fn any(&mut self, parts: Parts, list: &[(&Pattern<'a>, usize)], span: Span) -> Expr {
        let mut words: std::collections::BTreeMap<usize, u64> = Default::default();
        for (_, at) in list {
            *words.entry(at / 64).or_default() |= 1 << (at % 64);
        }
        let tests: Vec<Expr> =
            words.into_iter().map(|(n, mask)| self.bits(parts.done, n, mask, span)).collect();
        any_of(tests, span).unwrap_or_else(|| Expr::constant(0, Ty::int(), span))
    }
}

/// What is recorded from here on is of a sequence.
fn record_as(clause: u32, span: Span) -> Stmt {
    let clause = Expr::constant(i64::from(clause), Ty::ulong(), span);
    effect(ExprKind::Helper(id::RECORD_AS, vec![clause]), span)
}

/// Whether a statement may return a verdict other than to continue.
pub(super) fn gives_verdict(s: &Stmt) -> bool {
    match s {
        Stmt::Return(Some(e), _) => konst::integer(e) != Some(0),
        Stmt::Block(list) => list.iter().any(gives_verdict),
        Stmt::If { then, other, .. } => {
            gives_verdict(then) || other.as_ref().is_some_and(|o| gives_verdict(o))
        }
        Stmt::Loop { body, .. } | Stmt::Switch { body, .. } => gives_verdict(body),
        _ => false,
    }
}
