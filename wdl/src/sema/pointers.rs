//! Pointers: addresses and what they refer to (C11 6.5.3.2), arithmetic (6.5.6), comparison (6.5.8).
use super::convert::convert;
use super::expr::Node;
use super::typed::{BinOp, Expr, ExprKind, Place, PlaceKind};
use super::{Sema, codes, konst};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Kind, Ty, convert as rules};

impl<'a> Sema<'a> {
    pub(super) fn address_of(&mut self, a: &'a ast::Expr, span: Span) -> Expr {
        match self.node(a) {
            Node::Place(p) => {
                match p.kind {
                    PlaceKind::Error => return Expr::error(span),
                    PlaceKind::Field(_, _, Some(_)) => {
                        self.report(codes::NOT_ASSIGNABLE, span, "a bit-field has no address");
                        return Expr::error(span);
                    }
                    _ if p.is_value() => {
                        self.report(codes::NOT_ASSIGNABLE, span, "only an object has an address");
                        return Expr::error(span);
                    }
                    PlaceKind::Slot(_) | PlaceKind::Ret | PlaceKind::Errno => {
                        let d = Diagnostic::new(
                            codes::NOT_ASSIGNABLE,
                            span,
                            "a $parameter has no address",
                        );
                        self.diags.push(d.help("copy it to a variable first"));
                        return Expr::error(span);
                    }
                    _ => {}
                }
                self.mark(&p);
                let ty = p.ty.clone().ptr();
                if let PlaceKind::Deref(e) = p.kind {
                    return Expr { span, ty, kind: ExprKind::Cast(e) }; // &*p is p
                }
                Expr { kind: ExprKind::Addr(Box::new(p)), ty, span }
            }
            func @ (Node::Func(..) | Node::At(_)) => self.load(func),
            Node::Value(v) => {
                if !v.ty.is_error() {
                    self.report(codes::NOT_ASSIGNABLE, span, "only an object has an address");
                }
                Expr::error(span)
            }
        }
    }

    pub(super) fn deref(&mut self, pointer: Expr, span: Span) -> Place {
        match pointer.ty.pointee() {
            _ if pointer.ty.is_error() => Place::error(span),
            Some(to) => {
                let ty = to.clone();
                if ty.is_func() {
                    self.report(codes::OPERANDS, span, "a function is no object");
                    return Place::error(span);
                }
                Place { kind: PlaceKind::Deref(Box::new(pointer)), ty, span }
            }
            None => {
                let text = format!("`{}` is no pointer", self.spell(&pointer.ty));
                self.report(codes::OPERANDS, span, text);
                Place::error(span)
            }
        }
    }

    /// Pointer plus or minus integer, or integers.
    pub(super) fn add(&mut self, x: Expr, y: Expr, negative: bool, span: Span) -> Expr {
        if x.ty.is_error() || y.ty.is_error() {
            return Expr::error(span);
        }
        let (ptr, index) = if y.ty.pointee().is_some() && !negative { (y, x) } else { (x, y) };
        let (Some(to), true) = (ptr.ty.pointee().cloned(), index.ty.as_int().is_some()) else {
            return self.bad_operands(&ptr.ty, &index.ty, span);
        };
        let size = self.element_size(&to, span);
        let ty = ptr.ty.bare();
        let index = Box::new(convert(index, &Ty::long()));
        Expr { kind: ExprKind::Offset { ptr: Box::new(ptr), index, size, negative }, ty, span }
    }

    pub(super) fn distance(&mut self, a: Expr, b: Expr, span: Span) -> Expr {
        let (Some(x), Some(y)) = (a.ty.pointee(), b.ty.pointee()) else {
            return self.bad_operands(&a.ty, &b.ty, span);
        };
        if !rules::compatible(&x.bare(), &y.bare()) {
            return self.bad_operands(&a.ty, &b.ty, span);
        }
        let to = x.clone();
        let size = self.element_size(&to, span).max(1);
        let kind = ExprKind::Distance { a: Box::new(a), b: Box::new(b), size };
        Expr { kind, ty: Ty::long(), span }
    }

    pub(super) fn compare(&mut self, op: BinOp, x: Expr, y: Expr, span: Span) -> Expr {
        let ok = match (&x.ty.kind, &y.ty.kind) {
            (Kind::Ptr(a), Kind::Ptr(b)) => {
                let fits = a.is_void() || b.is_void() || rules::compatible(&a.bare(), &b.bare());
                if !fits {
                    let text = format!(
                        "comparison of `{}` with `{}`",
                        self.spell(&x.ty),
                        self.spell(&y.ty)
                    );
                    self.report(codes::POINTER_TYPES, span, text);
                }
                true
            }
            (Kind::Ptr(_), Kind::Int(_)) | (Kind::Int(_), Kind::Ptr(_)) => {
                let null = konst::integer(&x) == Some(0) || konst::integer(&y) == Some(0);
                if !null {
                    let text = "comparison of a pointer with an integer";
                    self.report(codes::POINTER_INTEGER, span, text);
                }
                true
            }
            _ => false,
        };
        if !ok {
            return self.bad_operands(&x.ty, &y.ty, span);
        }
        let (x, y) = (convert(x, &Ty::ulong()), convert(y, &Ty::ulong()));
        Expr { kind: ExprKind::Binary(op, Box::new(x), Box::new(y)), ty: Ty::int(), span }
    }

    pub(super) fn element_size(&mut self, to: &Ty, span: Span) -> u64 {
        if to.is_void() || matches!(to.kind, Kind::Func(_)) {
            return 1; // as GNU C has it
        }
        if !self.complete(to, span, "what the pointer refers to") {
            return 1;
        }
        self.types.size(to).unwrap_or(1)
    }
}
