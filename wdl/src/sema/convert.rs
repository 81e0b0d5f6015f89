//! Conversions of values: casts, promotions, and assignment (C11 6.3, 6.5.4, 6.5.16.1).
use super::typed::{Expr, ExprKind};
use super::width::width;
use super::{Sema, codes, konst};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Int, Kind, Ty, convert};

impl Sema<'_> {
    /// `(ty)e`, as written by the user.
    pub(super) fn cast(&mut self, e: Expr, ty: Ty, span: Span) -> Expr {
        if e.ty.is_error() || ty.is_error() {
            return Expr::error(span);
        }
        let ty = ty.bare();
        if ty.is_void() {
            return Expr { kind: ExprKind::Cast(Box::new(e)), ty, span };
        }
        let same_record = ty.record().is_some() && ty.record() == e.ty.record();
        if !(same_record || ty.is_scalar() && e.ty.is_scalar()) {
            let text =
                format!("`{}` cannot be converted to `{}`", self.spell(&e.ty), self.spell(&ty));
            self.report(codes::MISMATCH, span, text);
            return Expr::error(span);
        }
        Expr { span, ..convert(e, &ty) }
    }

    /// The value converted as if assigned to an object of type `ty`.
    pub(super) fn assign_to(&mut self, e: Expr, ty: &Ty, what: &str) -> Expr {
        let ty = &ty.bare();
        let span = e.span;
        match (&ty.kind, &e.ty.kind) {
            (Kind::Error, _) | (_, Kind::Error) => return Expr::error(span),
            (Kind::Int(_), Kind::Int(_)) => return convert(e, ty),
            (Kind::Record(a), Kind::Record(b)) if a == b => return e,
            (Kind::Int(Int::Bool), Kind::Ptr(_)) => return convert(e, ty),
            (Kind::Ptr(_), Kind::Int(_)) if konst::integer(&e) == Some(0) => {
                return convert(e, ty);
            }
            (Kind::Ptr(to), Kind::Ptr(from)) => {
                let null = konst::integer(&e) == Some(0);
                let any = to.is_void() || from.is_void();
                if !null && !any && !convert::compatible(&to.bare(), &from.bare()) {
                    if !convert::same_shape(&to.bare(), &from.bare()) {
                        let text = format!(
                            "{what} of type `{}` where `{}` is needed",
                            self.spell(&e.ty),
                            self.spell(ty)
                        );
                        self.report(codes::POINTER_TYPES, span, text);
                    }
                } else if !null && from.konst && !to.konst {
                    let text = format!(
                        "{what} of type `{}` for `{}` drops `const`",
                        self.spell(&e.ty),
                        self.spell(ty)
                    );
                    self.report(codes::DROPS_CONST, span, text);
                }
                return convert(e, ty);
            }
            (Kind::Ptr(_), Kind::Int(_)) | (Kind::Int(_), Kind::Ptr(_)) => {
                let text = format!(
                    "{what} of type `{}` where `{}` is needed",
                    self.spell(&e.ty),
                    self.spell(ty)
                );
                let d = Diagnostic::new(codes::POINTER_INTEGER, span, text);
                self.diags.push(d.help("write a cast if this is meant"));
                return convert(e, ty);
            }
            _ => {}
        }
        let text =
            format!("{what} of type `{}` where `{}` is needed", self.spell(&e.ty), self.spell(ty));
        self.report(codes::MISMATCH, span, text);
        Expr::error(span)
    }

    /// A scalar, for a condition.
    pub(super) fn scalar(&mut self, e: Expr) -> Expr {
        if !e.ty.is_scalar() {
            let text = format!("`{}` is neither true nor false", self.spell(&e.ty));
            self.report(codes::OPERANDS, e.span, text);
            return Expr::error(e.span);
        }
        e
    }
}

/// `e` converted to the scalar type `ty`.
pub(super) fn convert(e: Expr, ty: &Ty) -> Expr {
    if e.ty.kind == ty.kind && width(&e).is_none() {
        return Expr { ty: ty.bare(), ..e };
    }
    let span = e.span;
    if let ExprKind::Const(v) = e.kind {
        return Expr::constant(konst::wrap(ty, v), ty.bare(), span);
    }
    Expr { kind: ExprKind::Cast(Box::new(e)), ty: ty.bare(), span }
}

/// `e` after integer promotion.
pub(super) fn promoted(e: Expr) -> Expr {
    match e.ty.as_int() {
        Some(i) if convert::promote(i) != i => convert(e, &Ty::new(Kind::Int(convert::promote(i)))),
        _ => Expr { ty: Ty { enumeration: None, ..e.ty }, ..e },
    }
}
