//! `__builtin_add_overflow` and its relatives, of GNU C: arithmetic on integers of any types, as in
//! unlimited precision, and whether the result's type holds what comes out. The predefined macros make
//! one call of all of them, `__builtin_overflow(a, b, result, how)`, whose types only the compiler can
//! tell the function of that name in `libc.c`.
use super::expr::Node;
use super::typed::{Expr, PlaceKind};
use super::{Sema, Sym, codes, konst};
use crate::ast;
use crate::span::Span;
use crate::types::{Int, Kind, Ty};

/// Where `how` has the type of the result only, and not where it goes.
const ONLY_ASKED: i64 = 4;

impl<'a> Sema<'a> {
    /// The call, if it is one of that function.
    pub(super) fn overflow(
        &mut self,
        name: &str,
        args: &'a [ast::Expr],
        span: Span,
    ) -> Option<Expr> {
        let ("__builtin_overflow", [a, b, result, how]) = (name, args) else { return None };
        let Some((Sym::Func(func), _)) = self.lookup(name) else { return None };
        let func = *func;
        let Kind::Func(ty) = self.funcs.get(func.0 as usize)?.ty.kind.clone() else { return None };
        let how = self.constant(how, "the operation")?;
        let (a, b) = (self.value(a), self.value(b));
        let node = self.node(result);
        let field = match &node {
            Node::Place(p) => match p.kind {
                PlaceKind::Field(_, _, bits) => bits.map(|b| (b.width, p.ty.as_int())),
                _ => None,
            },
            _ => None,
        };
        let result = self.load(node);
        if [&a, &b, &result].iter().any(|e| e.ty.is_error()) {
            return Some(Expr::error(span));
        }
        let asked = how & ONLY_ASKED != 0;
        let held =
            if asked { result.ty.as_int() } else { result.ty.pointee().and_then(Ty::as_int) };
        let (Some(x), Some(y), Some(held)) = (a.ty.as_int(), b.ty.as_int(), held) else {
            let what = if asked { "three integers" } else { "two integers and a pointer to one" };
            let text = format!("arithmetic that is checked for overflow takes {what}");
            self.report(codes::ARGUMENTS, span, text);
            return Some(Expr::error(span));
        };
        if !asked && result.ty.pointee().is_some_and(|t| t.konst) {
            let text = "the result goes to what is const";
            self.report(codes::NOT_ASSIGNABLE, result.span, text);
        }
        let (width, held) = match field {
            Some((width, Some(declared))) if asked => (i64::from(width), declared),
            _ => (if held == Int::Bool { 1 } else { 8 * held.size() as i64 }, held),
        };
        if let (Some(m), Some(n), true) = (konst::integer(&a), konst::integer(&b), asked) {
            let wide = |v: i64, int: Int| {
                if int.is_signed() { i128::from(v) } else { i128::from(v as u64) }
            };
            let (m, n) = (wide(m, x), wide(n, y));
            let exact = match how & 3 {
                0 => Some(m + n),
                1 => Some(m - n),
                _ => m.checked_mul(n),
            };
            let (low, high) = match held.is_signed() {
                true => (-1i128 << (width - 1), (1i128 << (width - 1)) - 1),
                false => (0, (1i128 << width) - 1),
            };
            let fits = exact.is_some_and(|v| (low..=high).contains(&v));
            return Some(Expr::constant(i64::from(!fits), Ty::new(Kind::Int(Int::Bool)), span));
        }
        let flag = |int: Int, bit: u32| i64::from(int.is_signed()) << bit;
        let how = how & 3 | flag(x, 2) | flag(y, 3) | flag(held, 4) | width << 8;
        let to = if asked {
            let none = Expr::constant(0, Ty::void().ptr(), span);
            let seen = self.cast(result, Ty::void(), span);
            let kind = super::typed::ExprKind::Comma(Box::new(seen), Box::new(none));
            Expr { kind, ty: Ty::void().ptr(), span }
        } else {
            result
        };
        let how = Expr::constant(how, Ty::uint(), span);
        let values = vec![a, b, to, how].into_iter().zip(&ty.params);
        let values = values.map(|(v, t)| self.assign_to(v, t, "argument")).collect();
        self.use_func(func);
        Some(self.called(func, values, &ty, span))
    }
}
