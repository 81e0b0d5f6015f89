//! Conditions of clauses: which conjuncts a guard may judge, and which of those a host may judge
//! from a call's registers alone (necessary conditions, see [`wss_abi::clause::CallBind`]).
use crate::sema::konst;
use crate::sema::typed::{BinOp, Expr, ExprKind, Param, Place, PlaceKind};
use wss_abi::clause::{ArgTest, Cmp, Source, Width};

/// The conjuncts of an expression, left to right.
pub(super) fn conjuncts<'e>(e: &'e Expr, out: &mut Vec<&'e Expr>) {
    match &e.kind {
        ExprKind::And(a, b) => {
            conjuncts(a, out);
            conjuncts(b, out);
        }
        ExprKind::Cast(a) if e.ty.as_int().is_some() && matches!(a.kind, ExprKind::And(..)) => {
            conjuncts(a, out);
        }
        _ => out.push(e),
    }
}

/// The expression reads scalars of the context, variables with static storage and constants only, and
/// does nothing.
pub(crate) fn scalar_only(e: &Expr, c: &[Param]) -> bool {
    match &e.kind {
        ExprKind::Const(_) | ExprKind::Context { .. } => true,
        ExprKind::Load(p) => match p.kind {
            PlaceKind::Slot(n) => c.get(n as usize).is_some_and(|p| !p.captured),
            PlaceKind::Ret | PlaceKind::Errno => true,
            _ => is_variable(p),
        },
        ExprKind::Neg(a)
        | ExprKind::BitNot(a)
        | ExprKind::Not(a)
        | ExprKind::Narrow(a, _)
        | ExprKind::Cast(a) => scalar_only(a, c),
        ExprKind::Binary(_, a, b) | ExprKind::And(a, b) | ExprKind::Or(a, b) => {
            scalar_only(a, c) && scalar_only(b, c)
        }
        ExprKind::Elvis(a, b) => scalar_only(a, c) && scalar_only(b, c),
        ExprKind::Cond(x, a, b) => scalar_only(x, c) && scalar_only(a, c) && scalar_only(b, c),
        _ => false,
    }
}

/// A variable with static storage, or a part of one.
fn is_variable(p: &Place) -> bool {
    match &p.kind {
        PlaceKind::Global(_) => true,
        PlaceKind::Field(inner, ..) => is_variable(inner),
        _ => false,
    }
}

/// The expression reads a variable: what stands before it may change that.
pub(super) fn reads_variable(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Load(p) => is_variable(p),
        ExprKind::Neg(a)
        | ExprKind::BitNot(a)
        | ExprKind::Not(a)
        | ExprKind::Narrow(a, _)
        | ExprKind::Cast(a) => reads_variable(a),
        ExprKind::Binary(_, a, b)
        | ExprKind::And(a, b)
        | ExprKind::Or(a, b)
        | ExprKind::Elvis(a, b) => reads_variable(a) || reads_variable(b),
        ExprKind::Cond(x, a, b) => reads_variable(x) || reads_variable(a) || reads_variable(b),
        _ => false,
    }
}

/// What a comparison looks at: a slot, under a mask, after conversions that keep its low 32 bits.
struct Subject {
    slot: u8,
    mask: Option<u64>,
    /// Only conversions that keep the value.
    exact: bool,
}

fn subject(e: &Expr) -> Option<Subject> {
    match &e.kind {
        ExprKind::Load(p) => match p.kind {
            PlaceKind::Slot(slot) => Some(Subject { slot, mask: None, exact: true }),
            _ => None,
        },
        ExprKind::Cast(a) => {
            let (from, to) = (a.ty.as_int()?, e.ty.as_int()?);
            if to.size() < 4 {
                return None;
            }
            let s = subject(a)?;
            let keeps = (from.is_signed() == to.is_signed() && to.size() >= from.size())
                || (!from.is_signed() && to.size() > from.size());
            Some(Subject { exact: s.exact && keeps, ..s })
        }
        ExprKind::Binary(BinOp::And, a, b) => {
            let (s, m) = match (konst::integer(a), konst::integer(b)) {
                (None, Some(m)) => (subject(a)?, m),
                (Some(m), None) => (subject(b)?, m),
                _ => return None,
            };
            let m = if e.ty.is_wide() { m as u64 } else { u64::from(m as u32) };
            Some(Subject { mask: Some(s.mask.unwrap_or(u64::MAX) & m), ..s })
        }
        _ => None,
    }
}

/// Tests of argument registers that hold whenever `e` does, in a call with these sources.
pub(super) fn filter(e: &Expr, sources: &[Source], out: &mut Vec<ArgTest>) {
    match &e.kind {
        // A bare `x & mask`.
        ExprKind::Binary(BinOp::And, ..) => not_zero(e, BinOp::Ne, sources, out),
        ExprKind::Binary(op, a, b) => {
            let compared = match (konst::integer(a), konst::integer(b)) {
                (None, Some(v)) => subject(a).map(|s| (s, *op, v, a)),
                (Some(v), None) => subject(b).map(|s| (s, swapped(*op), v, b)),
                _ => None,
            };
            if let Some((s, op, v, side)) = compared {
                test(&s, op, v, side.ty.is_wide(), side.ty.is_signed(), sources, out);
            }
        }
        ExprKind::Not(a) => match &a.kind {
            ExprKind::Not(inner) => filter(inner, sources, out),
            _ => not_zero(a, BinOp::Eq, sources, out),
        },
        _ => not_zero(e, BinOp::Ne, sources, out),
    }
}

fn not_zero(e: &Expr, op: BinOp, sources: &[Source], out: &mut Vec<ArgTest>) {
    if let Some(s) = subject(e) {
        test(&s, op, 0, e.ty.is_wide(), e.ty.is_signed(), sources, out);
    }
}

fn swapped(op: BinOp) -> BinOp {
    match op {
        BinOp::Lt => BinOp::Gt,
        BinOp::Le => BinOp::Ge,
        BinOp::Gt => BinOp::Lt,
        BinOp::Ge => BinOp::Le,
        other => other,
    }
}

fn test(
    s: &Subject,
    op: BinOp,
    v: i64,
    wide: bool,
    signed: bool,
    sources: &[Source],
    out: &mut Vec<ArgTest>,
) {
    let Some(Source::Arg { arg, width }) = sources.get(s.slot as usize).copied() else { return };
    let mut push = |op, mask: u64, value: u64| {
        let wide = mask > u64::from(u32::MAX);
        out.push(ArgTest { arg, wide, op, mask, value });
    };
    let own = match width {
        Width::I32 | Width::U32 => u64::from(u32::MAX),
        Width::I64 | Width::U64 => u64::MAX,
        // Rare: left to the guard.
        Width::I16 | Width::U16 | Width::I8 | Width::U8 => return,
    };
    // Bits of the register that the compared value shows as they are.
    let shown = if wide { own } else { own & u64::from(u32::MAX) };
    match (s.mask, op) {
        (Some(m), BinOp::Eq | BinOp::Ne) => {
            // Bits of the mask beyond the register repeat its sign or are 0.
            let beyond = m & !shown & if wide { u64::MAX } else { u64::from(u32::MAX) };
            let value = if wide { v as u64 } else { u64::from(v as u32) };
            if beyond == 0 && value & !m == 0 {
                push(if op == BinOp::Eq { Cmp::Eq } else { Cmp::Ne }, m & shown, value);
            }
        }
        (None, BinOp::Eq) => push(Cmp::Eq, shown, v as u64 & shown),
        (None, BinOp::Ne) => {
            // Different values may have equal low bits, unless nothing was added above them.
            let back = match width {
                Width::I32 => i64::from(v as i32),
                Width::U32 => i64::from(v as u32),
                _ => v,
            };
            if s.exact && (back == v || !wide) && (wide || own == shown) {
                push(Cmp::Ne, shown, v as u64 & shown);
            }
        }
        (None, BinOp::Lt | BinOp::Le | BinOp::Gt | BinOp::Ge) if s.exact && v >= 0 => {
            order(op, v as u64, signed, width, shown, &mut push);
        }
        _ => {}
    }
}

/// Unsigned tests that follow from comparing with a number that is not negative.
fn order(
    op: BinOp,
    v: u64,
    signed: bool,
    width: Width,
    shown: u64,
    push: &mut impl FnMut(Cmp, u64, u64),
) {
    if v > shown {
        return;
    }
    let negative = signed && matches!(width, Width::I32 | Width::I64);
    match op {
        BinOp::Gt | BinOp::Ge => {
            push(if op == BinOp::Gt { Cmp::Gt } else { Cmp::Ge }, shown, v);
            if negative {
                push(Cmp::Le, shown, shown >> 1);
            }
        }
        // Less than: negative numbers are too.
        BinOp::Lt | BinOp::Le if !negative => {
            push(if op == BinOp::Lt { Cmp::Lt } else { Cmp::Le }, shown, v);
        }
        _ => {}
    }
}
