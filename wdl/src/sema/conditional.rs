//! The conditional operator (C11 6.5.15), and GNU C's without a middle.
use super::convert::convert;
use super::typed::{Expr, ExprKind};
use super::{Sema, codes, konst, width};
use crate::ast;
use crate::span::Span;
use crate::types::{Kind, Ty, convert as rules};

impl<'a> Sema<'a> {
    pub(super) fn conditional(
        &mut self,
        c: &'a ast::Expr,
        a: Option<&'a ast::Expr>,
        b: &'a ast::Expr,
        span: Span,
    ) -> Expr {
        let c = self.value(c);
        let c = self.scalar(c);
        let x = match a {
            Some(a) => self.value(a),
            None => c.clone(),
        };
        let y = self.value(b);
        if c.ty.is_error() || x.ty.is_error() || y.ty.is_error() {
            return Expr::error(span);
        }
        if let (Some(i), Some(j)) = (x.ty.as_int(), y.ty.as_int())
            && (width::width(&x).is_some() || width::width(&y).is_some())
        {
            let (x, y, ty, wide) = width::common(x, y, i, j);
            let (x, y) = (Box::new(x), Box::new(y));
            let kind = match a {
                Some(_) => ExprKind::Cond(Box::new(c), x, y),
                None => ExprKind::Elvis(x, y),
            };
            return width::cut(Expr { kind, ty, span }, wide);
        }
        let ty = match (&x.ty.kind, &y.ty.kind) {
            (Kind::Int(i), Kind::Int(j)) => Ty::new(Kind::Int(rules::common(*i, *j))),
            (Kind::Void, _) | (_, Kind::Void) => Ty::void(),
            (Kind::Record(i), Kind::Record(j)) if i == j => x.ty.bare(),
            (Kind::Ptr(_), Kind::Int(_)) => x.ty.bare(),
            (Kind::Int(_), Kind::Ptr(_)) => y.ty.bare(),
            (Kind::Ptr(p), Kind::Ptr(q)) => {
                let null = |e: &Expr, to: &Ty| {
                    konst::integer(e) == Some(0) && to.is_void() && !to.konst && !to.volatile
                };
                let (null_x, null_y) = (null(&x, p), null(&y, q));
                let mut to = if null_x {
                    q.unqualified()
                } else if null_y || rules::compatible(&p.bare(), &q.bare()) {
                    p.unqualified()
                } else if p.is_void() || q.is_void() {
                    Ty::void()
                } else {
                    let text = format!(
                        "alternatives of types `{}` and `{}`",
                        self.spell(&x.ty),
                        self.spell(&y.ty)
                    );
                    self.report(codes::POINTER_TYPES, span, text);
                    Ty::void()
                };
                // The qualifiers of an array are its elements' alone (6.7.3): of `void` they do not become.
                let array = |of: &Ty| to.is_void() && matches!(of.kind, Kind::Array(..));
                let (count_x, count_y) = (!null_x && !array(p), !null_y && !array(q));
                to.konst = (p.konst && count_x) || (q.konst && count_y);
                to.volatile = (p.volatile && count_x) || (q.volatile && count_y);
                to.ptr()
            }
            _ => return self.bad_operands(&x.ty, &y.ty, span),
        };
        let (x, y) = match ty.kind {
            Kind::Int(_) | Kind::Ptr(_) => (convert(x, &ty), convert(y, &ty)),
            Kind::Void => (self.cast(x, Ty::void(), span), self.cast(y, Ty::void(), span)),
            _ => (x, y),
        };
        let kind = match a {
            Some(_) => ExprKind::Cond(Box::new(c), Box::new(x), Box::new(y)),
            // The condition itself, converted: conversions to a common type keep its truth.
            None => ExprKind::Elvis(Box::new(x), Box::new(y)),
        };
        Expr { kind, ty, span }
    }
}
