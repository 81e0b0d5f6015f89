//! Expressions: names, literals, members, elements, `sizeof` and the like.
use super::typed::{Expr, ExprKind, FuncId, GlobalId, Place, PlaceKind, Stmt};
use super::{Sema, Sym, codes, konst};
use crate::ast::{self, Encoding, ExprKind as A};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Int, Kind, Ty, convert};
use wss_abi::clause::Phase;
use wss_abi::ctx;

/// What an expression gives before it is used.
pub(super) enum Node {
    Value(Expr),
    Place(Place),
    Func(FuncId, Span),
    /// The function that a pointer refers to.
    At(Expr),
}

impl Node {
    pub(super) fn ty(&self, s: &Sema<'_>) -> Ty {
        match self {
            Node::Value(e) => e.ty.clone(),
            Node::Place(p) => p.ty.clone(),
            Node::At(e) => e.ty.pointee().cloned().unwrap_or_else(Ty::error),
            Node::Func(f, _) => s.funcs.get(f.0 as usize).map_or_else(Ty::error, |f| f.ty.clone()),
        }
    }
}

/// What the context says of the process: name, offset, bytes.
const BUILTINS: &[(&str, u32, Int)] = &[
    ("_pid", ctx::PID, Int::Int),
    ("_tid", ctx::TID, Int::Int),
    ("_ppid", ctx::PPID, Int::Int),
    ("_uid", ctx::UID, Int::UInt),
    ("_euid", ctx::EUID, Int::UInt),
    ("_gid", ctx::GID, Int::UInt),
    ("_egid", ctx::EGID, Int::UInt),
    ("_jail", ctx::JAIL, Int::UInt),
    ("_nr", ctx::NR, Int::Int),
];

impl<'a> Sema<'a> {
    /// An expression before conversions.
    pub(super) fn node(&mut self, e: &'a ast::Expr) -> Node {
        let span = e.span;
        let value = |kind, ty| Node::Value(Expr { kind, ty, span });
        match &e.kind {
            A::Int(lit) => {
                let (v, ty) = literal(*lit);
                value(ExprKind::Const(v), ty)
            }
            A::Char(v, encoding) => {
                let ty = match encoding {
                    Encoding::Plain | Encoding::Wide => Ty::int(),
                    Encoding::Utf8 => Ty::new(Kind::Int(Int::UChar)),
                    Encoding::Utf16 => Ty::new(Kind::Int(Int::UShort)),
                    Encoding::Utf32 => Ty::uint(),
                };
                value(ExprKind::Const(*v), ty)
            }
            A::Str(bytes, encoding) => Node::Place(self.string(bytes, *encoding, span)),
            A::Ident(name) => self.name(name, span),
            A::Param(name) => Node::Place(self.slot(name, span)),
            A::Unary(op, a) => self.unary(*op, a, span),
            A::Step { up, prefix, operand } => Node::Value(self.step(*up, *prefix, operand, span)),
            A::Binary(op, a, b) => Node::Value(self.binary(*op, a, b, span)),
            A::Assign(op, a, b) => Node::Value(self.assignment(*op, a, b, span)),
            A::Cond(c, a, b) => Node::Value(self.conditional(c, a.as_deref(), b, span)),
            A::Comma(a, b) => {
                let a = self.effect(a);
                let b = self.value(b);
                let ty = b.ty.clone();
                value(ExprKind::Comma(Box::new(a), Box::new(b)), ty)
            }
            A::Call(f, args) => Node::Value(self.call(f, args, span)),
            A::Index(a, i) => {
                let (a, i) = (self.value(a), self.value(i));
                let sum = self.add(a, i, false, span);
                Node::Place(self.deref(sum, span))
            }
            A::Member(object, name, arrow) => self.member_access(object, name, *arrow, span),
            A::Cast(t, a) => {
                let ty = self.ty(t);
                let a = if ty.is_void() { self.effect(a) } else { self.value(a) };
                Node::Value(self.cast(a, ty, span))
            }
            A::Compound(t, list) => self.compound(t, list, span),
            A::SizeofExpr(a) => {
                let ty = self.unevaluated(|s| s.type_of(a, "sizeof"));
                Node::Value(self.sizeof(&ty, span))
            }
            A::SizeofType(t) => {
                let ty = self.ty(t);
                Node::Value(self.sizeof(&ty, span))
            }
            A::AlignofType(t) => {
                let ty = self.ty(t);
                // 1 of `void`, as GNU C has it.
                let _ = ty.is_void() || self.complete(&ty, span, "operand of _Alignof");
                let align = self.types.align(&ty);
                value(ExprKind::Const(align as i64), Ty::ulong())
            }
            A::Compatible(a, b) => {
                let (a, b) = (self.ty(a), self.ty(b));
                let same = convert::indistinct(&a, &b);
                value(ExprKind::Const(i64::from(same)), Ty::int())
            }
            A::AlignofExpr(a) => {
                let align = self.unevaluated(|s| s.alignment_of(a));
                value(ExprKind::Const(align as i64), Ty::ulong())
            }
            A::LabelAddr(name) => Node::Value(self.label_address(name)),
            A::Block(block) => Node::Value(self.block_value(block, span)),
            A::Offsetof(t, path) => Node::Value(self.offsetof(t, path, span)),
            A::Generic(control, list) => self.generic(control, list, span),
            A::Error => Node::Value(Expr::error(span)),
        }
    }

    /// The value of an expression: objects are read, arrays become pointers (C11 6.3.2.1).
    pub(super) fn value(&mut self, e: &'a ast::Expr) -> Expr {
        let node = self.node(e);
        self.load(node)
    }

    /// An expression whose value is not used.
    pub(super) fn effect(&mut self, e: &'a ast::Expr) -> Expr {
        let node = self.node(e);
        let value = self.load(node);
        let span = value.span;
        Expr { kind: ExprKind::Cast(Box::new(value)), ty: Ty::void(), span }
    }

    /// Reads a place.
    pub(super) fn load(&mut self, node: Node) -> Expr {
        match node {
            Node::Value(e) => e,
            Node::At(pointer) => pointer,
            Node::Func(f, span) => {
                self.use_func(f);
                let Some(func) = self.funcs.get_mut(f.0 as usize) else { return Expr::error(span) };
                func.taken |= self.quiet_use == 0;
                let ty = func.ty.clone().ptr();
                Expr { kind: ExprKind::Func(f), ty, span }
            }
            Node::Place(p) => {
                let span = p.span;
                if let PlaceKind::Error = p.kind {
                    return Expr::error(span);
                }
                self.result_known(&p);
                if let Kind::Array(elem, _) = &p.ty.kind {
                    let ty = Ty::new(Kind::Ptr(elem.clone()));
                    self.mark(&p);
                    return Expr { kind: ExprKind::Addr(Box::new(p)), ty, span };
                }
                let ty = p.ty.bare();
                if ty.is_void() || matches!(ty.kind, Kind::Func(_)) {
                    // `*p` of a pointer to void has no value; it may be cast to void.
                    return Expr { kind: ExprKind::Error, ty: Ty::void(), span };
                }
                if !ty.is_scalar() && !self.complete(&ty, span, "value") {
                    return Expr::error(span);
                }
                let ty = self.bit_field_type(&p, ty);
                Expr { kind: ExprKind::Load(Box::new(p)), ty, span }
            }
        }
    }

    /// Reports a result that is read before there is one.
    fn result_known(&mut self, p: &Place) {
        let early = self.slots.as_ref().is_some_and(|s| s.phase == Phase::Pre);
        if early && matches!(p.kind, PlaceKind::Ret | PlaceKind::Errno) {
            let d = Diagnostic::new(
                codes::WRONG_PHASE,
                p.span,
                "the call has not run: it has no result yet",
            );
            self.diags.push(d.help("look at it in a `post` clause"));
        }
    }

    /// A bit-field no wider than `int` has the type `int`, if that holds its values (6.3.1.1); of wider
    /// ones see `width.rs`.
    pub(super) fn bit_field_type(&self, p: &Place, ty: Ty) -> Ty {
        match (&p.kind, ty.as_int()) {
            (PlaceKind::Field(_, _, Some(bits)), Some(i)) if i != Int::Bool => match bits.width {
                0..32 => Ty::int(),
                32 if i.is_signed() => Ty::int(),
                32 => Ty::uint(),
                _ => ty,
            },
            _ => ty,
        }
    }

    fn name(&mut self, name: &str, span: Span) -> Node {
        let found = self.lookup(name).map(|(sym, _)| sym.clone());
        let place = |kind, ty| Node::Place(Place { kind, ty, span });
        match found {
            Some(Sym::Local(id)) => {
                let ty = self.current.body.locals.get(id.0 as usize).map(|l| l.ty.clone());
                place(PlaceKind::Local(id), ty.unwrap_or_else(Ty::error))
            }
            Some(Sym::Global(id)) => {
                self.use_global(id);
                let ty = self.globals.get(id.0 as usize).map(|g| g.ty.clone());
                place(PlaceKind::Global(id), ty.unwrap_or_else(Ty::error))
            }
            Some(Sym::Func(id)) => Node::Func(id, span),
            Some(Sym::Const(v, ty)) => Node::Value(Expr::constant(v, ty, span)),
            Some(Sym::Slot(slot, ty)) => place(PlaceKind::Slot(slot), ty),
            Some(Sym::Result) => place(PlaceKind::Ret, Ty::long()),
            Some(Sym::Table(_)) => {
                self.table_as_value(name, span);
                Node::Value(Expr::error(span))
            }
            Some(Sym::Typedef(..)) => {
                self.report(codes::UNDECLARED, span, format!("`{name}` is a type, not a value"));
                Node::Value(Expr::error(span))
            }
            // C23's, where the program has none of its own.
            None if matches!(name, "true" | "false") => {
                let ty = Ty::new(Kind::Int(Int::Bool));
                Node::Value(Expr::constant(i64::from(name == "true"), ty, span))
            }
            None if name == "nullptr" => Node::Value(Expr::constant(0, Ty::void().ptr(), span)),
            None => self.builtin_name(name, span),
        }
    }

    fn builtin_name(&mut self, name: &str, span: Span) -> Node {
        if name == "__func__" {
            let text = self.current.name.clone();
            return Node::Place(self.string(text.as_bytes(), Encoding::Plain, span));
        }
        if let Some((_, offset, int)) = BUILTINS.iter().find(|(n, ..)| *n == name) {
            let kind = ExprKind::Context { offset: *offset, size: 4 };
            return Node::Value(Expr { kind, ty: Ty::new(Kind::Int(*int)), span });
        }
        if let Some(v) = self.table.constant(name) {
            let ty = if i32::try_from(v as i64).is_ok() {
                Ty::int()
            } else if u32::try_from(v).is_ok() {
                Ty::uint()
            } else if i64::try_from(v).is_ok() {
                Ty::long()
            } else {
                Ty::ulong()
            };
            return Node::Value(Expr::constant(v as i64, ty, span));
        }
        let mut d = Diagnostic::new(codes::UNDECLARED, span, format!("`{name}` is not declared"));
        let visible = self.visible();
        let constants = self.table.constants().iter().map(|(n, _)| *n);
        let names = visible.iter().map(|n| &**n);
        let builtins = BUILTINS.iter().map(|(n, ..)| *n);
        let wrapper = self.lookup("wr_audit_printf").is_some();
        if let Some(text) = super::unknown::instead(name).filter(|_| wrapper) {
            d = d.help(text);
        } else if let Some(near) = self.diags.nearest(name, names.chain(constants).chain(builtins))
        {
            d = d.suggest(span, near, "a similar name exists");
        } else if self.slots.as_ref().is_some_and(|s| s.knows(name)) {
            d = d.suggest(span, format!("${name}"), "the event has a parameter of this name");
        }
        self.diags.push(d);
        Node::Value(Expr::error(span))
    }

    pub(super) fn use_global(&mut self, id: GlobalId) {
        if self.quiet_use == 0
            && let Some(g) = self.globals.get_mut(id.0 as usize)
        {
            g.used = true;
        }
    }

    pub(super) fn use_func(&mut self, id: FuncId) {
        if self.quiet_use == 0
            && let Some(f) = self.funcs.get_mut(id.0 as usize)
        {
            f.used = true;
        }
    }

    /// The object's address leaves this expression: it must have one.
    pub(super) fn mark(&mut self, p: &Place) {
        let mut at = p;
        while let PlaceKind::Field(inner, ..) = &at.kind {
            at = inner;
        }
        if let PlaceKind::Local(id) = at.kind
            && let Some(l) = self.current.body.locals.get_mut(id.0 as usize)
        {
            l.memory = true;
        }
    }

    /// A constant integer, or a report that it is none.
    pub(super) fn constant(&mut self, e: &'a ast::Expr, what: &str) -> Option<i64> {
        let value = self.value(e);
        if value.ty.is_error() {
            return None;
        }
        let result = value.ty.as_int().and_then(|_| konst::integer(&value));
        if result.is_none() {
            self.report(codes::NOT_CONSTANT, e.span, format!("{what} must be an integer constant"));
        }
        result
    }

    /// Statement of an expression.
    pub(super) fn expression_statement(&mut self, e: &'a ast::Expr) -> Stmt {
        Stmt::Expr(self.effect(e))
    }
}

/// Value and type of an integer constant (C11 6.4.4.1).
fn literal(l: ast::IntLit) -> (i64, Ty) {
    let v = l.value;
    let signed = |int: Int| (!l.unsigned).then_some(int);
    let unsigned = |int: Int| (l.unsigned || !l.decimal).then_some(int);
    let (i, u) = (i32::try_from(v).is_ok(), u32::try_from(v).is_ok());
    let wide = i64::try_from(v).is_ok();
    let int = None
        .or_else(|| signed(Int::Int).filter(|_| l.long == 0 && i))
        .or_else(|| unsigned(Int::UInt).filter(|_| l.long == 0 && u))
        .or_else(|| signed(Int::Long).filter(|_| l.long <= 1 && wide))
        .or_else(|| unsigned(Int::ULong).filter(|_| l.long <= 1))
        .or_else(|| signed(Int::LongLong).filter(|_| wide))
        .unwrap_or(if l.long == 2 { Int::ULongLong } else { Int::ULong });
    (v as i64, Ty::new(Kind::Int(int)))
}
