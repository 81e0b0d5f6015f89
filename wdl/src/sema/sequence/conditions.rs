//! What a clause of a plan tests: whether an event is a pattern's step, and what its names hold.
use super::super::convert::convert;
use super::super::expr::Node;
use super::super::slots::{Bind, Member};
use super::super::typed::{Alternative, BinOp, Expr, ExprKind, GlobalId, Place, PlaceKind};
use super::super::{Sema, konst};
use super::glue::Parts;
use super::{Role, Value};
use crate::span::Span;
use crate::types::{Int, Kind, Ty};
use wss_abi::clause::{ArgTest, Cmp, Source};

impl<'a> Sema<'a> {
    /// `(array[at] & mask) != 0`
    pub(super) fn bits(&mut self, array: GlobalId, at: usize, mask: u64, span: Span) -> Expr {
        let place = Box::new(self.word(array, at, Ty::ulong(), span));
        let word = Expr { kind: ExprKind::Load(place), ty: Ty::ulong(), span };
        let mask = Expr::constant(mask as i64, Ty::ulong(), span);
        let and = binary(BinOp::And, word, mask, Ty::ulong());
        binary(BinOp::Ne, and, Expr::constant(0, Ty::ulong(), span), Ty::int())
    }

    /// Whether the event is the step of a role: all its tests and conditions.
    pub(super) fn role_test(&mut self, role: &Role<'a>, member: usize) -> Expr {
        let Alternative { tests, conditions } =
            self.way(member, &role.tests, &role.conditions, role.span);
        let tests = tests.into_iter().map(|(slot, t)| arg_test(slot, &t, role.span));
        let and = |a: Expr, b: Expr| Expr {
            span: a.span,
            kind: ExprKind::And(Box::new(a), Box::new(b)),
            ty: Ty::int(),
        };
        let all = tests.chain(conditions).reduce(and);
        all.unwrap_or_else(|| Expr::constant(1, Ty::int(), role.span))
    }

    /// What a partial match carries of a value: the number, or a string's hash.
    pub(super) fn bound_value(
        &mut self,
        value: Value,
        bind: &Bind,
        parts: Parts,
        member: usize,
        span: Span,
    ) -> Expr {
        let (ty, _) = self.bind_type(bind);
        let place = |kind| Place { kind, ty: ty.clone(), span };
        let (place, text) = match value {
            Value::Const(v) => return Expr::constant(v, Ty::ulong(), span),
            Value::Result => (place(PlaceKind::Ret), false),
            Value::Slot(n, text) => (place(PlaceKind::Slot(n)), text),
            Value::Source(source, text) => {
                match self.hidden_slot(member, source, &ty, text, span) {
                    Some(slot) => (place(PlaceKind::Slot(slot)), text),
                    None => return Expr::error(span),
                }
            }
        };
        // A result that is not there yet was reported of the condition that names it.
        let value = match value {
            Value::Result => Expr { kind: ExprKind::Load(Box::new(place)), ty: ty.clone(), span },
            _ => self.load(Node::Place(place)),
        };
        if text {
            self.use_func(parts.text);
            return Expr { kind: ExprKind::Call(parts.text, vec![value]), ty: Ty::ulong(), span };
        }
        convert(value, &Ty::ulong())
    }
}

/// The name that a call has for what a slot holds.
pub(super) fn source_name(m: &Member, source: &Source) -> Option<&'static str> {
    m.call.params.iter().find(|p| p.source == *source).map(|p| p.name)
}

/// Whether any of the tests holds.
pub(super) fn any_of(tests: Vec<Expr>, span: Span) -> Option<Expr> {
    let or = |a: Expr, b: Expr| Expr {
        kind: ExprKind::Or(Box::new(a), Box::new(b)),
        ty: Ty::int(),
        span,
    };
    tests.into_iter().reduce(or)
}

pub(super) fn binary(op: BinOp, a: Expr, b: Expr, ty: Ty) -> Expr {
    let span = a.span;
    Expr { kind: ExprKind::Binary(op, Box::new(a), Box::new(b)), ty, span }
}

/// `(slot & mask) op value`
pub(super) fn arg_test(slot: u8, t: &ArgTest, span: Span) -> Expr {
    let ty = Ty::new(Kind::Int(if t.wide { Int::ULong } else { Int::UInt }));
    let constant = |v: u64| Expr::constant(konst::wrap(&ty, v as i64), ty.clone(), span);
    let place = Box::new(Place { kind: PlaceKind::Slot(slot), ty: ty.clone(), span });
    let register = Expr { kind: ExprKind::Load(place), ty: ty.clone(), span };
    let masked = binary(BinOp::And, register, constant(t.mask), ty.clone());
    let op = match t.op {
        Cmp::Eq => BinOp::Eq,
        Cmp::Ne => BinOp::Ne,
        Cmp::Lt => BinOp::Lt,
        Cmp::Le => BinOp::Le,
        Cmp::Gt => BinOp::Gt,
        Cmp::Ge => BinOp::Ge,
    };
    binary(op, masked, constant(t.value), Ty::int())
}
