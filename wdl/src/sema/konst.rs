//! Constant expressions (C11 6.6): integers, with two's complement wrap, and addresses of objects
//! with static storage.
use super::typed::{BinOp, Expr, ExprKind, FuncId, GlobalId, Place, PlaceKind};
use crate::ir::{Cond, Op, Width};
use crate::types::{Int, Kind, Ty};

/// A constant value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Konst {
    /// A number, in the form of its type (see [`crate::types::Int::wrap`]).
    Int(i64),
    /// An object's address plus an addend.
    Addr(GlobalId, i64),
    /// A function's address.
    Func(FuncId),
}

/// The integer value of an expression, if it is constant.
pub(crate) fn integer(e: &Expr) -> Option<i64> {
    integer_with(e, &|_| None)
}

/// The value of an expression, if it is constant.
pub(crate) fn value(e: &Expr) -> Option<Konst> {
    value_with(e, &|_| None)
}

/// What an expression gives that reads an object, where that is known.
pub(super) type Read<'r> = &'r dyn Fn(&Expr) -> Option<Konst>;

/// As [`value`], where `read` knows the values of some objects.
pub(super) fn value_with(e: &Expr, read: Read<'_>) -> Option<Konst> {
    let int = |i| Some(Konst::Int(wrap(&e.ty, i)));
    match &e.kind {
        ExprKind::Const(i) => Some(Konst::Int(*i)),
        ExprKind::Addr(p) => address(p, read),
        ExprKind::Func(f) => Some(Konst::Func(*f)),
        ExprKind::Neg(a) => int(integer_with(a, read)?.wrapping_neg()),
        ExprKind::BitNot(a) => int(!integer_with(a, read)?),
        ExprKind::Narrow(a, width) => {
            let up = 64 - u32::from((*width).clamp(1, 64));
            let high = integer_with(a, read)? << up;
            int(if e.ty.is_signed() { high >> up } else { (high as u64 >> up) as i64 })
        }
        ExprKind::Not(a) => int(i64::from(!truth_with(a, read)?)),
        ExprKind::Binary(op, a, b) => match (value_with(a, read)?, value_with(b, read)?) {
            (Konst::Int(x), Konst::Int(y)) => int(binary(*op, &a.ty, x, y)?),
            // Of one object; whether others are side by side is not known here.
            (Konst::Addr(g, x), Konst::Addr(h, y)) if g == h => {
                let compares = operation(*op, true).is_err();
                compares.then(|| binary(*op, &Ty::long(), x, y)).flatten().and_then(int)
            }
            _ => None,
        },
        ExprKind::Offset { ptr, index, size, negative } => {
            let by = integer_with(index, read)?.wrapping_mul(*size as i64);
            let by = if *negative { by.wrapping_neg() } else { by };
            match value_with(ptr, read)? {
                Konst::Int(i) => Some(Konst::Int(i.wrapping_add(by))),
                Konst::Addr(g, at) => Some(Konst::Addr(g, at.wrapping_add(by))),
                Konst::Func(f) => (by == 0).then_some(Konst::Func(f)),
            }
        }
        ExprKind::Distance { a, b, size } => match (value_with(a, read)?, value_with(b, read)?) {
            (Konst::Addr(g, x), Konst::Addr(h, y)) if g == h => {
                x.wrapping_sub(y).checked_div(*size as i64).map(Konst::Int)
            }
            (Konst::Int(x), Konst::Int(y)) => {
                x.wrapping_sub(y).checked_div(*size as i64).map(Konst::Int)
            }
            _ => None,
        },
        ExprKind::And(a, b) => int(i64::from(truth_with(a, read)? && truth_with(b, read)?)),
        ExprKind::Or(a, b) => int(i64::from(truth_with(a, read)? || truth_with(b, read)?)),
        ExprKind::Cond(c, a, b) => value_with(if truth_with(c, read)? { a } else { b }, read),
        ExprKind::Elvis(a, b) => {
            // Once: each may stand in another.
            let v = value_with(a, read)?;
            if matches!(v, Konst::Int(0)) { value_with(b, read) } else { Some(v) }
        }
        ExprKind::Cast(a) => match value_with(a, read)? {
            Konst::Int(i) => int(i),
            _ if e.ty.kind == Kind::Int(Int::Bool) => int(1), // an address is not 0
            addr if e.ty.is_wide() => Some(addr),
            Konst::Addr(..) | Konst::Func(_) => None,
        },
        _ => read(e),
    }
}

/// Whether a constant is not 0; an address never is.
pub(crate) fn truth(e: &Expr) -> Option<bool> {
    truth_with(e, &|_| None)
}

fn integer_with(e: &Expr, read: Read<'_>) -> Option<i64> {
    match value_with(e, read)? {
        Konst::Int(i) => Some(i),
        Konst::Addr(..) | Konst::Func(_) => None,
    }
}

fn truth_with(e: &Expr, read: Read<'_>) -> Option<bool> {
    match value_with(e, read)? {
        Konst::Int(i) => Some(i != 0),
        Konst::Addr(..) | Konst::Func(_) => Some(true),
    }
}

fn address(p: &Place, read: Read<'_>) -> Option<Konst> {
    match &p.kind {
        PlaceKind::Global(g) => Some(Konst::Addr(*g, 0)),
        PlaceKind::Deref(e) => value_with(e, read),
        PlaceKind::Field(inner, offset, None) => match address(inner, read)? {
            Konst::Int(i) => Some(Konst::Int(i.wrapping_add(*offset as i64))),
            Konst::Addr(g, at) => Some(Konst::Addr(g, at.wrapping_add(*offset as i64))),
            Konst::Func(_) => None,
        },
        _ => None,
    }
}

/// `i` in the form that values of `ty` have.
pub(crate) fn wrap(ty: &Ty, i: i64) -> i64 {
    match ty.kind {
        Kind::Int(int) => int.wrap(i),
        _ => i,
    }
}

/// An operation on constants of type `ty`; `None` for division by zero.
pub(crate) fn binary(op: BinOp, ty: &Ty, a: i64, b: i64) -> Option<i64> {
    let w = if ty.is_wide() { Width::W64 } else { Width::W32 };
    let signed = ty.is_signed();
    if matches!(op, BinOp::Div | BinOp::Rem) && b == 0 {
        return None;
    }
    Some(match operation(op, signed) {
        Ok(op) => op.eval(w, a, b),
        Err(cond) => i64::from(cond.eval(w, a, b)),
    })
}

/// The machine's operation or comparison for a C operator.
pub(crate) fn operation(op: BinOp, signed: bool) -> Result<Op, Cond> {
    Ok(match (op, signed) {
        (BinOp::Add, _) => Op::Add,
        (BinOp::Sub, _) => Op::Sub,
        (BinOp::Mul, _) => Op::Mul,
        (BinOp::Div, true) => Op::SDiv,
        (BinOp::Div, false) => Op::UDiv,
        (BinOp::Rem, true) => Op::SRem,
        (BinOp::Rem, false) => Op::URem,
        (BinOp::And, _) => Op::And,
        (BinOp::Or, _) => Op::Or,
        (BinOp::Xor, _) => Op::Xor,
        (BinOp::Shl, _) => Op::Shl,
        (BinOp::Shr, true) => Op::AShr,
        (BinOp::Shr, false) => Op::LShr,
        (BinOp::Eq, _) => return Err(Cond::Eq),
        (BinOp::Ne, _) => return Err(Cond::Ne),
        (BinOp::Lt, true) => return Err(Cond::SLt),
        (BinOp::Lt, false) => return Err(Cond::ULt),
        (BinOp::Le, true) => return Err(Cond::SLe),
        (BinOp::Le, false) => return Err(Cond::ULe),
        (BinOp::Gt, true) => return Err(Cond::SGt),
        (BinOp::Gt, false) => return Err(Cond::UGt),
        (BinOp::Ge, true) => return Err(Cond::SGe),
        (BinOp::Ge, false) => return Err(Cond::UGe),
    })
}
