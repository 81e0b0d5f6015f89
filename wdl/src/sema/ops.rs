//! Operators (C11 6.5.3 to 6.5.16).
use super::convert::{convert, promoted};
use super::expr::Node;
use super::typed::{BinOp, Expr, ExprKind, Place, PlaceKind};
use super::{Sema, codes, width};
use crate::ast::{self, BinaryOp, UnaryOp};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Kind, Ty, convert as rules};

fn plain(op: BinaryOp) -> Option<BinOp> {
    Some(match op {
        BinaryOp::Mul => BinOp::Mul,
        BinaryOp::Div => BinOp::Div,
        BinaryOp::Rem => BinOp::Rem,
        BinaryOp::Add => BinOp::Add,
        BinaryOp::Sub => BinOp::Sub,
        BinaryOp::Shl => BinOp::Shl,
        BinaryOp::Shr => BinOp::Shr,
        BinaryOp::Lt => BinOp::Lt,
        BinaryOp::Gt => BinOp::Gt,
        BinaryOp::Le => BinOp::Le,
        BinaryOp::Ge => BinOp::Ge,
        BinaryOp::Eq => BinOp::Eq,
        BinaryOp::Ne => BinOp::Ne,
        BinaryOp::BitAnd => BinOp::And,
        BinaryOp::BitXor => BinOp::Xor,
        BinaryOp::BitOr => BinOp::Or,
        BinaryOp::And | BinaryOp::Or => return None,
    })
}

fn is_comparison(op: BinOp) -> bool {
    matches!(op, BinOp::Eq | BinOp::Ne | BinOp::Lt | BinOp::Le | BinOp::Gt | BinOp::Ge)
}

impl<'a> Sema<'a> {
    pub(super) fn unary(&mut self, op: UnaryOp, a: &'a ast::Expr, span: Span) -> Node {
        match op {
            UnaryOp::AddrOf => return Node::Value(self.address_of(a, span)),
            UnaryOp::Deref => {
                let node = self.node(a);
                if let f @ (Node::Func(..) | Node::At(_)) = node {
                    return f; // `*f` is `f`
                }
                let pointer = self.load(node);
                if pointer.ty.pointee().is_some_and(Ty::is_func) {
                    return Node::At(pointer);
                }
                return Node::Place(self.deref(pointer, span));
            }
            _ => {}
        }
        let a = self.value(a);
        if a.ty.is_error() {
            return Node::Value(Expr::error(span));
        }
        if op == UnaryOp::Not {
            let a = self.scalar(a);
            let kind = ExprKind::Not(Box::new(a));
            return Node::Value(Expr { kind, ty: Ty::int(), span });
        }
        if a.ty.as_int().is_none() {
            let text = format!("this operator wants an integer, not `{}`", self.spell(&a.ty));
            let mut d = Diagnostic::new(codes::OPERANDS, span, text);
            if op == UnaryOp::BitNot && a.ty.pointee().is_some() {
                d = d.help("a string is matched by `wr_glob(pattern, string)`");
            }
            self.diags.push(d);
            return Node::Value(Expr::error(span));
        }
        let a = promoted(a);
        let ty = a.ty.clone();
        let wide = width::width(&a);
        let kind = match op {
            UnaryOp::Plus if wide.is_some() => return Node::Value(a),
            UnaryOp::Neg => ExprKind::Neg(Box::new(a)),
            UnaryOp::BitNot => ExprKind::BitNot(Box::new(a)),
            _ => ExprKind::Cast(Box::new(a)),
        };
        Node::Value(width::cut(Expr { kind, ty, span }, wide))
    }

    /// An object that can be changed.
    fn target(&mut self, e: &'a ast::Expr) -> Place {
        match self.node(e) {
            Node::Place(p) => {
                if matches!(p.kind, PlaceKind::Error) {
                    return p;
                }
                let mut why = None;
                if p.ty.konst {
                    why = Some("it is const");
                } else if matches!(p.ty.kind, Kind::Array(..)) {
                    why = Some("it is an array");
                } else if self.types.is_konst(&p.ty) {
                    why = Some("it has a const member");
                } else if p.is_value() {
                    why = Some("it is a value, not an object");
                }
                if let Some(why) = why {
                    let text = format!("this cannot be assigned: {why}");
                    self.report(codes::NOT_ASSIGNABLE, e.span, text);
                    return Place::error(e.span);
                }
                p
            }
            Node::Value(v) if v.ty.is_error() => Place::error(e.span),
            _ => {
                let text = "this cannot be assigned: it is a value, not an object";
                self.report(codes::NOT_ASSIGNABLE, e.span, text);
                Place::error(e.span)
            }
        }
    }

    pub(super) fn step(&mut self, up: bool, prefix: bool, a: &'a ast::Expr, span: Span) -> Expr {
        let place = self.target(a);
        let one = Expr::constant(1, Ty::int(), span);
        let op = if up { BinOp::Add } else { BinOp::Sub };
        self.update(place, op, one, !prefix, span)
    }

    pub(super) fn assignment(
        &mut self,
        op: Option<BinaryOp>,
        a: &'a ast::Expr,
        b: &'a ast::Expr,
        span: Span,
    ) -> Expr {
        let place = self.target(a);
        let value = self.value(b);
        if place.ty.is_error() || value.ty.is_error() {
            return Expr::error(span);
        }
        match op.and_then(plain) {
            Some(op) => self.update(place, op, value, false, span),
            None => self.store(place, value, span),
        }
    }

    fn store(&mut self, place: Place, value: Expr, span: Span) -> Expr {
        if let PlaceKind::Slot(slot) = place.kind
            && !self.slot_assignable(slot, &value)
        {
            return Expr::error(span);
        }
        if matches!(place.kind, PlaceKind::Slot(_)) && place.ty.pointee().is_some() {
            let ty = value.ty.clone();
            return Expr { kind: ExprKind::Assign(Box::new(place), Box::new(value)), ty, span };
        }
        let value = self.assign_to(value, &place.ty, "value");
        if value.ty.is_error() {
            return value;
        }
        let ty = place.ty.bare();
        let read = self.bit_field_type(&place, ty.clone());
        convert(Expr { kind: ExprKind::Assign(Box::new(place), Box::new(value)), ty, span }, &read)
    }

    fn update(&mut self, place: Place, op: BinOp, value: Expr, old: bool, span: Span) -> Expr {
        if place.ty.is_error() || value.ty.is_error() {
            return Expr::error(span);
        }
        let ty = place.ty.bare();
        if let Some(to) = ty.pointee() {
            let to = to.clone();
            let pointer_op = matches!(op, BinOp::Add | BinOp::Sub) && value.ty.as_int().is_some();
            if !pointer_op || matches!(place.kind, PlaceKind::Slot(_)) {
                return self.bad_operands(&ty, &value.ty, span);
            }
            let scale = self.element_size(&to, span);
            let value = convert(value, &Ty::long());
            let kind = ExprKind::Update {
                place: Box::new(place),
                op,
                value: Box::new(value),
                common: ty.clone(),
                scale,
                old,
            };
            return Expr { kind, ty, span };
        }
        let (Some(a), Some(b)) = (ty.as_int(), value.ty.as_int()) else {
            return self.bad_operands(&ty, &value.ty, span);
        };
        let shift = matches!(op, BinOp::Shl | BinOp::Shr);
        let int = if shift { rules::promote(a) } else { rules::common(a, b) };
        let common = Ty::new(Kind::Int(int));
        let read = self.bit_field_type(&place, ty.clone());
        let value =
            if shift { promoted(value) } else { width::operand(&place, op, value, &common) };
        let kind = ExprKind::Update {
            place: Box::new(place),
            op,
            value: Box::new(value),
            common,
            scale: 1,
            old,
        };
        convert(Expr { kind, ty, span }, &read)
    }

    pub(super) fn bad_operands(&mut self, a: &Ty, b: &Ty, span: Span) -> Expr {
        let text = format!(
            "operator does not take operands of types `{}` and `{}`",
            self.spell(a),
            self.spell(b)
        );
        let d = Diagnostic::new(codes::OPERANDS, span, text);
        let kinds = [&a.kind, &b.kind];
        let any = |is: fn(&Kind) -> bool| kinds.iter().any(|k| is(k));
        let pointers = kinds.iter().filter(|k| matches!(k, Kind::Ptr(_))).count();
        self.diags.push(if any(|k| matches!(k, Kind::Void)) {
            d.help("what returns `void` has no value to compute with")
        } else if any(|k| matches!(k, Kind::Record(_))) {
            d.help("structures can be assigned and passed, not compared or computed with: name a member")
        } else if pointers == 2 {
            d.help("two pointers can be compared, or subtracted if they are of one type")
        } else if pointers == 1 {
            d.help("to a pointer an integer is added, or subtracted from it")
        } else {
            d
        });
        Expr::error(span)
    }

    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        a: &'a ast::Expr,
        b: &'a ast::Expr,
        span: Span,
    ) -> Expr {
        self.precedence(op, a);
        self.precedence(op, b);
        let (x, y) = (self.value(a), self.value(b));
        if x.ty.is_error() || y.ty.is_error() {
            return Expr::error(span);
        }
        let Some(op) = plain(op) else {
            let (x, y) = (self.scalar(x), self.scalar(y));
            let (x, y) = (Box::new(x), Box::new(y));
            let kind = if op == BinaryOp::And { ExprKind::And(x, y) } else { ExprKind::Or(x, y) };
            return Expr { kind, ty: Ty::int(), span };
        };
        let pointers = x.ty.pointee().is_some() || y.ty.pointee().is_some();
        let literal = |e: &ast::Expr| matches!(e.kind, ast::ExprKind::Str(..));
        if pointers && is_comparison(op) && (literal(a) || literal(b)) {
            let text = "this compares the addresses of strings, not what they say";
            let d = Diagnostic::new(codes::STRING_COMPARED, span, text);
            self.diags
                .push(d.help("compare them with `strcmp(a, b) == 0`, or match with `wr_glob`"));
        }
        match op {
            BinOp::Add if pointers => return self.add(x, y, false, span),
            BinOp::Sub if pointers => {
                if y.ty.pointee().is_some() {
                    return self.distance(x, y, span);
                }
                return self.add(x, y, true, span);
            }
            _ if is_comparison(op) && pointers => return self.compare(op, x, y, span),
            _ => {}
        }
        let (Some(i), Some(j)) = (x.ty.as_int(), y.ty.as_int()) else {
            return self.bad_operands(&x.ty, &y.ty, span);
        };
        if matches!(op, BinOp::Shl | BinOp::Shr) {
            let (x, y) = (promoted(x), promoted(y));
            let (ty, wide) = (x.ty.clone(), width::width(&x));
            let kind = ExprKind::Binary(op, Box::new(x), Box::new(y));
            return width::cut(Expr { kind, ty, span }, wide);
        }
        let (x, y, common, wide) = width::common(x, y, i, j);
        let kind = ExprKind::Binary(op, Box::new(x), Box::new(y));
        if is_comparison(op) {
            return Expr { kind, ty: Ty::int(), span };
        }
        width::cut(Expr { kind, ty: common, span }, wide)
    }

    /// `a | b != 0` means `a | (b != 0)`: hardly what was meant.
    fn precedence(&mut self, op: BinaryOp, operand: &ast::Expr) {
        if !matches!(op, BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor) || operand.parens {
            return;
        }
        let ast::ExprKind::Binary(inner, ..) = &operand.kind else { return };
        let compares = matches!(
            inner,
            BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Lt | BinaryOp::Gt | BinaryOp::Le | BinaryOp::Ge
        );
        if compares {
            let text = format!("`{}` is computed before `{}` in C", inner.text(), op.text());
            let d = Diagnostic::new(codes::PRECEDENCE, operand.span, text)
                .here("this comparison is an operand")
                .help("write parentheses around the part that is meant to come first");
            self.diags.push(d);
        }
    }
}
