//! Operators (C11 6.5.3 to 6.5.16).
use super::convert::{convert, promoted};
use super::expr::Node;
use super::typed::{BinOp, Expr, ExprKind, Place, PlaceKind};
use super::{Sema, codes, konst, width};
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

    fn address_of(&mut self, a: &'a ast::Expr, span: Span) -> Expr {
        match self.node(a) {
            Node::Place(p) => {
                match p.kind {
                    PlaceKind::Error => return Expr::error(span),
                    PlaceKind::Field(_, _, Some(_)) => {
                        self.report(codes::NOT_ASSIGNABLE, span, "a bit-field has no address");
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
                } else if matches!(p.kind, PlaceKind::Value(_)) {
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
        Expr { kind: ExprKind::Assign(Box::new(place), Box::new(value)), ty, span }
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
        Expr { kind, ty, span }
    }

    fn bad_operands(&mut self, a: &Ty, b: &Ty, span: Span) -> Expr {
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

    fn element_size(&mut self, to: &Ty, span: Span) -> u64 {
        if to.is_void() || matches!(to.kind, Kind::Func(_)) {
            return 1; // as GNU C has it
        }
        if !self.complete(to, span, "what the pointer refers to") {
            return 1;
        }
        self.types.size(to).unwrap_or(1)
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

    fn distance(&mut self, a: Expr, b: Expr, span: Span) -> Expr {
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

    fn compare(&mut self, op: BinOp, x: Expr, y: Expr, span: Span) -> Expr {
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
                let null_x = konst::integer(&x) == Some(0) && p.is_void();
                let null_y = konst::integer(&y) == Some(0) && q.is_void();
                let mut to = if null_x {
                    q.bare()
                } else if null_y || rules::compatible(&p.bare(), &q.bare()) {
                    p.bare()
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
                to.konst = (p.konst && !null_x) || (q.konst && !null_y);
                to.volatile = (p.volatile && !null_x) || (q.volatile && !null_y);
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
