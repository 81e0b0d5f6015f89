//! The guards of a plan's clauses: whether an event concerns any pattern. Of many conditions that ask
//! which number one parameter is, they ask at once, by bisection; what they ask of a call's registers a
//! host asks before it interrupts the process ([`crate::lower`]).
use super::super::Sema;
use super::super::typed::{BinOp, Expr, ExprKind};
use super::choose::{compare, number};
use super::conditions::any_of;
use super::glue::Parts;
use super::{Event, Plan, Role};
use crate::span::Span;
use crate::types::Ty;
use std::collections::BTreeMap;

/// Up to this many conditions are asked one after the other.
const LINEAR: usize = 4;

impl<'a> Sema<'a> {
    /// Whether any of the bits is set that the event concerns or it begins something, and it is a step
    /// at all. `None`: that takes more than numbers.
    pub(super) fn guard(
        &mut self,
        plan: &Plan<'a>,
        parts: Parts,
        event: &Event<'a>,
        member: usize,
        span: Span,
    ) -> Option<Expr> {
        let mut words: BTreeMap<usize, u64> = BTreeMap::new();
        for g in event.groups.iter().filter(|g| g.level > 0) {
            let base = plan.levels.get(g.level).map_or(0, |l| l.base);
            for (n, w) in &g.words {
                *words.entry(base + n).or_default() |= w.all();
            }
        }
        let waiting: Vec<Expr> =
            words.into_iter().map(|(at, mask)| self.bits(parts.waiting, at, mask, span)).collect();
        let all: Vec<&Role<'a>> = event.roles.iter().collect();
        let starts: Vec<&Role<'a>> = all.iter().filter(|r| r.level == 0).copied().collect();
        if waiting.is_empty() {
            return self.is_one(&starts, member);
        }
        let begins = match starts.as_slice() {
            [] => Some(None),
            some => self.is_one(some, member).map(Some),
        };
        // Each step may have its conditions, and what waits be asked first.
        let concerns =
            begins.and_then(|begins| any_of(waiting.into_iter().chain(begins).collect(), span));
        match (concerns, self.is_one(&all, member)) {
            (Some(a), Some(b)) => {
                let kind = ExprKind::And(Box::new(a), Box::new(b));
                Some(Expr { kind, ty: Ty::int(), span })
            }
            (one, other) => one.or(other),
        }
    }

    /// Whether the event is any of these steps, or may be as far as numbers tell.
    fn is_one(&mut self, roles: &[&Role<'a>], member: usize) -> Option<Expr> {
        if roles.iter().any(|r| !r.is_conditional()) {
            return None;
        }
        let tests: Vec<Expr> = roles.iter().map(|r| self.role_test(r, member)).collect();
        let params = &self.slots.as_ref()?.params;
        let scalar = |e: &Expr| crate::lower::scalar_only(e, params);
        if tests.len() <= LINEAR && tests.iter().all(scalar) {
            return any_of(tests, roles.first()?.span);
        }
        among(&tests).filter(scalar)
    }
}

/// Whether a parameter is among the numbers that each of these conditions asks for.
fn among(tests: &[Expr]) -> Option<Expr> {
    let mut found: Option<(Expr, u8)> = None;
    let mut values = Vec::new();
    for test in tests {
        let (n, slot, _) = number(test)?;
        match &found {
            Some((s, at)) if *at != slot || s.ty != n.subject.ty => return None,
            Some(_) => {}
            None => found = Some((n.subject.clone(), slot)),
        }
        values.push(n.value);
    }
    let (subject, _) = found?;
    match subject.ty.is_signed() {
        true => values.sort_unstable(),
        false => values.sort_unstable_by_key(|v| *v as u64),
    }
    values.dedup();
    bisect(&subject, &values)
}

/// `values` rise.
fn bisect(subject: &Expr, values: &[i64]) -> Option<Expr> {
    let is = |op, v: i64| {
        let v = Expr::constant(v, subject.ty.clone(), subject.span);
        compare(op, subject.clone(), v)
    };
    if values.len() <= LINEAR {
        return any_of(values.iter().map(|v| is(BinOp::Eq, *v)).collect(), subject.span);
    }
    let (low, high) = values.split_at(values.len() / 2);
    let below = is(BinOp::Lt, *high.first()?);
    let (low, high) = (bisect(subject, low)?, bisect(subject, high)?);
    let kind = ExprKind::Cond(Box::new(below), Box::new(low), Box::new(high));
    Some(Expr { kind, ty: Ty::int(), span: subject.span })
}
