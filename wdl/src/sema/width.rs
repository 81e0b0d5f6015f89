//! Arithmetic with bit-fields wider than `int`. C leaves their type to the compiler; in gcc it is one
//! as wide as the field, which operands that are no wider are converted to. Here an expression of such
//! a type has the type that the field is declared with, or one like it, and is known by what it is made
//! of; what an operator gives is cut to its width.
use super::convert::convert;
use super::typed::{BinOp, Expr, ExprKind, Place, PlaceKind};
use crate::types::{Int, Kind, Ty, convert as rules};

/// Bits of the value, if they are fewer than its type's and more than `int`'s.
pub(super) fn width(e: &Expr) -> Option<u8> {
    match &e.kind {
        ExprKind::Load(p) => place_width(p),
        ExprKind::Assign(p, _) | ExprKind::Update { place: p, .. } => place_width(p),
        ExprKind::Narrow(_, width) => Some(*width),
        ExprKind::Comma(_, last) => width(last),
        _ => None,
    }
}

fn place_width(p: &Place) -> Option<u8> {
    match &p.kind {
        PlaceKind::Field(_, _, Some(bits)) => (33..64).contains(&bits.width).then_some(bits.width),
        _ => None,
    }
}

/// `e`, made of operands of that width, cut to it.
pub(super) fn cut(e: Expr, width: Option<u8>) -> Expr {
    match width {
        Some(width) => {
            let (ty, span) = (e.ty.clone(), e.span);
            Expr { kind: ExprKind::Narrow(Box::new(e), width), ty, span }
        }
        None => e,
    }
}

/// Both operands converted to their common type, and its width if it is a bit-field's (6.3.1.8).
pub(super) fn common(x: Expr, y: Expr, i: Int, j: Int) -> (Expr, Expr, Ty, Option<u8>) {
    let of = |e: &Expr, int: Int| {
        let int = rules::promote(int);
        (width(e).map_or(8 * int.size(), u64::from), int)
    };
    let ((m, i), (n, j)) = (of(&x, i), of(&y, j));
    let (most, signed) = match m.cmp(&n) {
        std::cmp::Ordering::Less => (n, j.is_signed()),
        std::cmp::Ordering::Greater => (m, i.is_signed()),
        std::cmp::Ordering::Equal => (m, i.is_signed() && j.is_signed()),
    };
    if !(33..64).contains(&most) {
        // What is as wide as a type of C's has that type, next to a bit-field.
        let int = match (width(&x), width(&y)) {
            (Some(_), _) => j,
            (_, Some(_)) => i,
            _ => rules::common(i, j),
        };
        let ty = Ty::new(Kind::Int(int));
        return (convert(x, &ty), convert(y, &ty), ty, None);
    }
    let ty = if signed { Ty::long() } else { Ty::ulong() };
    let fit = |e: Expr| {
        let outside = e.ty.is_signed() && !signed;
        let e = convert(e, &ty);
        if outside { cut(e, Some(most as u8)) } else { e }
    };
    (fit(x), fit(y), ty.clone(), Some(most as u8))
}

/// The value that goes with a bit-field in `place op= value`, which is computed in `common`.
pub(super) fn operand(place: &Place, op: BinOp, value: Expr, common: &Ty) -> Expr {
    let outside = value.ty.is_signed() && !common.is_signed();
    let field = place_width(place)
        .filter(|w| u64::from(*w) >= value.ty.as_int().map_or(64, |i| 8 * i.size()));
    let value = convert(value, common);
    match op {
        BinOp::Div | BinOp::Rem if outside => cut(value, field),
        _ => value,
    }
}
