//! Whether control can reach the end of statements: of a function with a result it should not.
use super::konst;
use super::typed::{Expr, ExprKind, Stmt};
use wss_abi::helper::id;

/// The end of `stmts` can be reached; when in doubt, it cannot.
pub(super) fn reached(stmts: &[Stmt]) -> bool {
    let mut live = true;
    for s in stmts {
        live = after(s, live);
    }
    live
}

/// Control can be behind `s`, given whether it can be before it.
fn after(s: &Stmt, before: bool) -> bool {
    match s {
        Stmt::Expr(e) if traps(e) => false,
        Stmt::Expr(_) | Stmt::Init { .. } | Stmt::Raise { .. } => before,
        Stmt::Return(..) | Stmt::Goto(..) | Stmt::GotoPointer(_) => false,
        Stmt::Break(_) | Stmt::Continue(_) => false,
        Stmt::Label(..) => true,
        Stmt::Block(stmts) => stmts.iter().fold(before, |live, s| after(s, live)),
        Stmt::If { cond, then, other } => {
            let truth = konst::truth(cond);
            let yes = after(then, before && truth != Some(false));
            let no = match other {
                Some(o) => after(o, before && truth != Some(true)),
                None => before && truth != Some(true),
            };
            yes || no
        }
        Stmt::Loop { first, cond, body, .. } => {
            let endless = cond.as_ref().is_none_or(|c| konst::truth(c) == Some(true));
            if breaks(body) {
                return true;
            }
            // A loop that tests last is left only if its test is reached.
            let tested = *first || after(body, before) || continues(body);
            !endless && tested
        }
        Stmt::Switch { default, body, .. } => {
            default.is_none() || breaks(body) || after(body, false)
        }
    }
}

/// Evaluating it ends the program.
fn traps(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Helper(id::TRAP, _) => true,
        ExprKind::Cast(a) => traps(a),
        ExprKind::Comma(a, b) => traps(a) || traps(b),
        _ => false,
    }
}

/// Some statement of a loop's or switch's body satisfies `is`, inner loops (and, if `switches`,
/// inner switches) aside.
fn within(s: &Stmt, switches: bool, is: &dyn Fn(&Stmt) -> bool) -> bool {
    if is(s) {
        return true;
    }
    match s {
        Stmt::Block(list) => list.iter().any(|s| within(s, switches, is)),
        Stmt::If { then, other, .. } => {
            within(then, switches, is) || other.as_ref().is_some_and(|o| within(o, switches, is))
        }
        Stmt::Switch { body, .. } if switches => within(body, switches, is),
        _ => false,
    }
}

fn breaks(body: &Stmt) -> bool {
    within(body, false, &|s| matches!(s, Stmt::Break(_)))
}

fn continues(body: &Stmt) -> bool {
    within(body, true, &|s| matches!(s, Stmt::Continue(_)))
}
