//! What a clause's conditions say of a call's argument registers, as lists of tests of which one's all
//! hold ([`wss_abi::clause::CallBind::filter`]): "and" multiplies lists, "or" puts them side by side.
use super::guard;
use crate::sema::typed::{CallOn, Clause, Expr, ExprKind};
use wss_abi::clause::{ArgTest, CallBind, Cmp, keyed};
use wss_abi::ctx::MAX_PARAMS;
use wss_abi::object::limit;

/// Lists of tests; none: nothing is known.
type Lists = Vec<Vec<ArgTest>>;

/// One call of a clause, with its filter.
pub(super) fn bind(m: &CallOn, c: &Clause) -> CallBind {
    let ways = m.when.iter().map(|way| {
        let tests: Vec<ArgTest> = way.tests.iter().map(|(_, t)| *t).collect();
        let own = if tests.is_empty() { Vec::new() } else { vec![tests] };
        way.conditions.iter().fold(own, |all, e| and(all, of(e, c, m)))
    });
    let mut filter = ways.reduce(or).unwrap_or_default();
    if let Some(e) = &c.condition {
        filter = and(filter, of(e, c, m));
    }
    for list in &mut filter {
        // Every test is necessary, so any of them may be left out.
        list.truncate(MAX_PARAMS);
    }
    if keyed(&filter).is_some() {
        filter.sort_by_key(|l| l.first().map(ArgTest::number));
    }
    filter.dedup();
    CallBind { nr: m.nr, sources: m.sources.clone(), filter }
}

/// Lists that hold whenever a condition does.
fn of(e: &Expr, c: &Clause, m: &CallOn) -> Lists {
    match &e.kind {
        ExprKind::And(a, b) => and(of(a, c, m), of(b, c, m)),
        ExprKind::Or(a, b) => or(of(a, c, m), of(b, c, m)),
        ExprKind::Cond(_, a, b) => or(of(a, c, m), of(b, c, m)),
        // What was converted to a number of another size is 0 or 1 still.
        ExprKind::Cast(a)
            if e.ty.as_int().is_some()
                && matches!(a.kind, ExprKind::And(..) | ExprKind::Or(..)) =>
        {
            of(a, c, m)
        }
        _ if guard::scalar_only(e, &c.params) => {
            let mut tests = Vec::new();
            guard::filter(e, &m.sources, &mut tests);
            if tests.is_empty() { Vec::new() } else { vec![tests] }
        }
        _ => Vec::new(),
    }
}

/// What holds where both hold.
fn and(a: Lists, b: Lists) -> Lists {
    // What asks for one of many numbers stands first: by that, lists are found.
    let (many, few) = if b.len() > a.len() { (b, a) } else { (a, b) };
    if few.is_empty() || many.len() * few.len() > limit::FILTER {
        return many;
    }
    let both = many.iter().flat_map(|x| few.iter().map(move |y| [x.as_slice(), y].concat()));
    both.collect()
}

/// What holds where one of both holds.
fn or(mut a: Lists, b: Lists) -> Lists {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    a.extend(b);
    if a.len() <= limit::FILTER {
        return a;
    }
    // Too many: between the least and the largest number, if they are numbers of one argument.
    let Some(key) = keyed(&a).copied() else { return Vec::new() };
    let numbers = || a.iter().filter_map(|l| l.first()).map(ArgTest::number);
    let (Some(low), Some(high)) = (numbers().min(), numbers().max()) else { return Vec::new() };
    vec![vec![
        ArgTest { op: Cmp::Ge, value: low, ..key },
        ArgTest { op: Cmp::Le, value: high, ..key },
    ]]
}
