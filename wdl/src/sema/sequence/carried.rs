//! Names in sequences: which a step binds, which later steps need.
use crate::ast::{self, BinaryOp, ExprKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Names of a step: arguments, then what conditions bind.
pub(super) fn names(seq: &ast::Sequence, step: &ast::Step) -> Vec<ast::Ident> {
    let mut out: Vec<ast::Ident> = Vec::new();
    for n in step.of.iter().flat_map(|e| event_names(seq, e)) {
        if !out.iter().any(|o| o.name == n.name) {
            out.push(n);
        }
    }
    out
}

/// Names of one event of a step.
pub(super) fn event_names(seq: &ast::Sequence, e: &ast::StepEvent) -> Vec<ast::Ident> {
    let mut out: Vec<ast::Ident> = e.event.args.iter().flatten().cloned().collect();
    if let Some(c) = &e.event.condition {
        equated(seq, c, &mut out);
    }
    out
}

/// Names whose value a condition says: `name == $ret`, or of a name that other steps or the action
/// use.
pub(super) fn equated(seq: &ast::Sequence, e: &ast::Expr, out: &mut Vec<ast::Ident>) {
    let ExprKind::Binary(op, a, b) = &e.kind else { return };
    match (op, &a.kind) {
        (BinaryOp::And, _) => {
            equated(seq, a, out);
            equated(seq, b, out);
        }
        (BinaryOp::Eq, ExprKind::Ident(name)) => {
            let result = matches!(&b.kind, ExprKind::Param(n) if matches!(&**n, "ret" | "fdret"));
            let of = seq.steps.iter().flat_map(|s| &s.of);
            let mut args = of.flat_map(|e| &e.event.args).flatten();
            if result || seq.uses.contains(name) || args.any(|a| a.name == *name) {
                out.push(ast::Ident { name: name.clone(), span: a.span });
            }
        }
        _ => {}
    }
}

/// Names that have to be carried from step to step: those in several steps, and those of an earlier
/// step that the action uses.
pub(super) fn carried(
    seq: &ast::Sequence,
    steps: &[(&ast::Step, Vec<&ast::Step>)],
) -> BTreeSet<Arc<str>> {
    let mut count: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for (step, ends) in steps {
        for s in ends.iter().chain([step]) {
            for n in names(seq, s) {
                *count.entry(n.name).or_default() += 1;
            }
        }
    }
    let last = steps.last().map(|(s, _)| names(seq, s)).unwrap_or_default();
    let in_last = |n: &Arc<str>| last.iter().any(|l| l.name == *n);
    count
        .into_iter()
        .filter(|(n, c)| *c > 1 || (seq.uses.contains(n) && !in_last(n)))
        .map(|(n, _)| n)
        .collect()
}
