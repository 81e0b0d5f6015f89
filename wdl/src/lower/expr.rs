//! Expressions.
use super::build::Build;
use super::indirect::Shape;
use crate::ir::{BlockId, Callee, Cond, Inst, Op, Term, Val, Width};
use crate::sema::konst;
use crate::sema::typed::{BinOp, Expr, ExprKind, FuncId, FuncKind, Place, PlaceKind};
use crate::types::Ty;
use wss_abi::helper::id;

impl Build<'_, '_> {
    /// The value of a scalar expression (0 of one without a value).
    pub(super) fn value(&mut self, e: &Expr) -> Val {
        if let Some(k) = konst::value(e) {
            return Val::Imm(match k {
                konst::Konst::Int(i) => i,
                konst::Konst::Addr(g, at) => self.l.address(g).wrapping_add(at as u64) as i64,
                konst::Konst::Func(f) => self.l.targets.of(f) as i64,
            });
        }
        let outer = std::mem::replace(&mut self.span, e.span);
        let v = self.compute(e);
        self.span = outer;
        v
    }

    fn compute(&mut self, e: &Expr) -> Val {
        match &e.kind {
            ExprKind::Error => Val::Imm(0),
            ExprKind::Const(i) => Val::Imm(*i),
            ExprKind::Load(p) if e.ty.record().is_some() => {
                let m = self.memory(p);
                self.address(m)
            }
            ExprKind::Load(p) => {
                let loc = self.place(p);
                self.read(loc, &p.ty)
            }
            ExprKind::Addr(p) => {
                let m = self.memory(p);
                self.address(m)
            }
            ExprKind::Neg(a) => {
                let v = self.value(a);
                self.bin(Op::Sub, Self::width(&e.ty), Val::Imm(0), v)
            }
            ExprKind::BitNot(a) => {
                let v = self.value(a);
                self.bin(Op::Xor, Self::width(&e.ty), v, Val::Imm(-1))
            }
            ExprKind::Narrow(a, width) => {
                let v = self.value(a);
                self.extract(v, 0, i64::from(*width), e.ty.is_signed())
            }
            ExprKind::Not(a) if !matches!(a.kind, ExprKind::And(..) | ExprKind::Or(..)) => {
                let v = self.value(a);
                self.set(Cond::Eq, Self::width(&a.ty), v, Val::Imm(0))
            }
            ExprKind::Not(_) | ExprKind::And(..) | ExprKind::Or(..) => self.truth(e),
            ExprKind::Binary(op, a, b) => {
                let w = Self::width(&a.ty);
                let signed = a.ty.is_signed();
                let (x, y) = self.operands(a, b);
                match konst::operation(*op, signed) {
                    Ok(op) => self.bin(op, w, x, y),
                    Err(cond) => self.set(cond, w, x, y),
                }
            }
            ExprKind::Offset { ptr, index, size, negative } => {
                let (p, i) = self.operands(ptr, index);
                let by = self.bin(Op::Mul, Width::W64, i, Val::Imm(*size as i64));
                self.bin(if *negative { Op::Sub } else { Op::Add }, Width::W64, p, by)
            }
            ExprKind::Distance { a, b, size } => {
                let (x, y) = self.operands(a, b);
                let d = self.bin(Op::Sub, Width::W64, x, y);
                if *size > 1 && size.is_power_of_two() {
                    let n = Val::Imm(i64::from(size.trailing_zeros()));
                    return self.bin(Op::AShr, Width::W64, d, n);
                }
                self.bin(Op::SDiv, Width::W64, d, Val::Imm(*size as i64))
            }
            ExprKind::Cond(c, a, b) => {
                let (then, other, done) = (self.block(), self.block(), self.block());
                let d = self.f.reg();
                self.branch(c, then, other);
                self.start(then);
                let v = self.value(a);
                self.emit(Inst::Copy { d, a: v });
                self.end(Term::Jump(done));
                self.start(other);
                let v = self.value(b);
                self.emit(Inst::Copy { d, a: v });
                self.into(done);
                Val::Reg(d)
            }
            ExprKind::Elvis(a, b) => {
                let (other, done) = (self.block(), self.block());
                let d = self.f.reg();
                let v = self.value(a);
                self.emit(Inst::Copy { d, a: v });
                let w = Self::width(&a.ty);
                let (a, b2) = (Val::Reg(d), Val::Imm(0));
                self.end(Term::Branch { cond: Cond::Ne, w, a, b: b2, then: done, other });
                self.start(other);
                let v = self.value(b);
                self.emit(Inst::Copy { d, a: v });
                self.into(done);
                Val::Reg(d)
            }
            ExprKind::Comma(a, b) => {
                self.effect(a);
                self.value(b)
            }
            ExprKind::Assign(place, value) => self.assign(place, value),
            ExprKind::Update { place, op, value, common, scale, old } => {
                self.update(place, *op, value, common, *scale, *old)
            }
            ExprKind::Call(f, args) => {
                if e.ty.record().is_some() {
                    let m = self.record(e);
                    return self.address(m);
                }
                let args = self.arguments_of(*f, args);
                let callee = Callee::Func(self.l.func(*f));
                let d = self.f.reg();
                self.emit(Inst::Call { d: Some(d), callee, args });
                Val::Reg(d)
            }
            // A constant: `value` knew it.
            ExprKind::Func(f) => Val::Imm(self.l.targets.of(*f) as i64),
            ExprKind::Indirect(pointer, args) => {
                if e.ty.record().is_some() {
                    let m = self.record(e);
                    return self.address(m);
                }
                let (to, values) = self.indirect_operands(pointer, args);
                let params = args.iter().map(|a| &a.ty);
                let d = self.f.reg();
                let shape = Shape::of(&e.ty, params);
                self.indirect(Some(d), to, &shape, values, &pointer.ty);
                Val::Reg(d)
            }
            ExprKind::Helper(id, args) => {
                let values = self.stable(args);
                let values = values.into_iter().zip(args);
                let values: Vec<_> = values.map(|(v, a)| self.widen(v, &a.ty)).collect();
                self.helper(*id, values)
            }
            ExprKind::Printf(format, args) => {
                let text = self.value(format);
                let (at, size) = self.packed(args, text);
                self.helper(id::AUDIT_PRINTF, vec![text, at, size])
            }
            ExprKind::Block(stmts, last) => {
                for s in stmts {
                    self.stmt(s);
                }
                last.as_ref().map_or(Val::Imm(0), |e| self.value(e))
            }
            ExprKind::Cast(a) if e.ty.is_void() => {
                self.effect(a);
                Val::Imm(0)
            }
            ExprKind::Cast(a) if e.ty.record().is_some() => self.value(a),
            ExprKind::Cast(a) => {
                let v = self.value(a);
                self.convert(v, &a.ty, &e.ty)
            }
            ExprKind::Context { offset, size } => {
                let m = self.context(*offset);
                self.load_mem(m, *size, e.ty.is_signed())
            }
        }
    }

    /// Two operands; the first is kept safe from what computing the second changes.
    fn operands(&mut self, a: &Expr, b: &Expr) -> (Val, Val) {
        let x = self.value(a);
        let x = if changes(b) { self.copy(x) } else { x };
        let y = self.value(b);
        (x, y)
    }

    /// Values of several expressions, each kept safe from the later ones.
    fn stable(&mut self, args: &[Expr]) -> Vec<Val> {
        let any = args.iter().any(changes);
        args.iter()
            .map(|a| {
                let v = self.value(a);
                if any { self.copy(v) } else { v }
            })
            .collect()
    }

    /// Arguments of a function: structures as addresses of copies.
    pub(super) fn arguments(&mut self, args: &[Expr]) -> Vec<Val> {
        let any = args.iter().any(changes);
        args.iter()
            .map(|a| {
                if a.ty.record().is_some() {
                    let temp = self.temp(self.size(&a.ty));
                    self.record_into(a, temp);
                    self.address(temp)
                } else {
                    let v = self.value(a);
                    if any { self.copy(v) } else { v }
                }
            })
            .collect()
    }

    /// Arguments of that function: without a prototype there may be more, or less, than it takes.
    pub(super) fn arguments_of(&mut self, f: FuncId, args: &[Expr]) -> Vec<Val> {
        let mut values = self.arguments(args);
        if let Some(FuncKind::Defined(body)) =
            self.l.program.funcs.get(f.0 as usize).map(|f| &f.kind)
        {
            values.resize(body.params, Val::Imm(0));
        }
        values
    }

    /// Arguments as an array of 64-bit words: its address and size. `empty` stands for the address
    /// of none.
    pub(super) fn packed(&mut self, args: &[Expr], empty: Val) -> (Val, Val) {
        if args.is_empty() {
            return (empty, Val::Imm(0));
        }
        let size = 8 * args.len() as u64;
        let temp = self.temp(size);
        for (i, a) in args.iter().enumerate() {
            let v = self.value(a);
            let v = self.widen(v, &a.ty);
            self.store_mem(temp.plus(8 * i as i64), 8, v);
        }
        let at = self.address(temp);
        (at, Val::Imm(size as i64))
    }

    /// An expression for what it does.
    pub(super) fn effect(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Cast(a) if e.ty.is_void() => self.effect(a),
            ExprKind::Comma(a, b) => {
                self.effect(a);
                self.effect(b);
            }
            ExprKind::Cond(c, a, b) if e.ty.is_void() => {
                let (then, other, done) = (self.block(), self.block(), self.block());
                self.branch(c, then, other);
                self.start(then);
                self.effect(a);
                self.end(Term::Jump(done));
                self.start(other);
                self.effect(b);
                self.into(done);
            }
            _ if e.ty.record().is_some() => {
                let outer = std::mem::replace(&mut self.span, e.span);
                self.record(e);
                self.span = outer;
            }
            _ => {
                self.value(e);
            }
        }
    }

    fn assign(&mut self, place: &Place, value: &Expr) -> Val {
        if let (PlaceKind::Slot(n), true) = (&place.kind, value.ty.pointee().is_some()) {
            return self.rewrite(*n, value);
        }
        if place.ty.record().is_some() {
            let e = Expr {
                kind: ExprKind::Assign(Box::new(place.clone()), Box::new(value.clone())),
                ty: place.ty.clone(),
                span: value.span,
            };
            let m = self.record(&e);
            return self.address(m);
        }
        let loc = self.place(place);
        let v = self.value(value);
        self.write(loc, &place.ty, v)
    }

    fn update(
        &mut self,
        place: &Place,
        op: BinOp,
        value: &Expr,
        common: &Ty,
        scale: u64,
        old: bool,
    ) -> Val {
        let loc = self.place(place);
        let v = self.value(value);
        let before = self.read(loc, &place.ty);
        let before = if old { self.copy(before) } else { before };
        let new = if place.ty.pointee().is_some() {
            let by = self.bin(Op::Mul, Width::W64, v, Val::Imm(scale as i64));
            let op = if op == BinOp::Sub { Op::Sub } else { Op::Add };
            self.bin(op, Width::W64, before, by)
        } else {
            let a = self.convert(before, &place.ty, common);
            let r = match konst::operation(op, common.is_signed()) {
                Ok(op) => self.bin(op, Self::width(common), a, v),
                Err(cond) => self.set(cond, Self::width(common), a, v),
            };
            self.convert(r, common, &place.ty)
        };
        let stored = self.write(loc, &place.ty, new);
        if old { before } else { stored }
    }

    /// 0 or 1.
    fn truth(&mut self, e: &Expr) -> Val {
        let (yes, no, done) = (self.block(), self.block(), self.block());
        let d = self.f.reg();
        self.branch(e, yes, no);
        self.start(yes);
        self.emit(Inst::Copy { d, a: Val::Imm(1) });
        self.end(Term::Jump(done));
        self.start(no);
        self.emit(Inst::Copy { d, a: Val::Imm(0) });
        self.into(done);
        Val::Reg(d)
    }

    /// Goes to `then` if the expression is not 0, else to `other`.
    pub(super) fn branch(&mut self, e: &Expr, then: BlockId, other: BlockId) {
        if let Some(t) = konst::truth(e) {
            self.end(Term::Jump(if t { then } else { other }));
            return;
        }
        let outer = std::mem::replace(&mut self.span, e.span);
        match &e.kind {
            ExprKind::Not(a) => self.branch(a, other, then),
            ExprKind::And(a, b) => {
                let next = self.block();
                self.branch(a, next, other);
                self.start(next);
                self.branch(b, then, other);
            }
            ExprKind::Or(a, b) => {
                let next = self.block();
                self.branch(a, then, next);
                self.start(next);
                self.branch(b, then, other);
            }
            ExprKind::Cond(c, a, b) => {
                let (yes, no) = (self.block(), self.block());
                self.branch(c, yes, no);
                self.start(yes);
                self.branch(a, then, other);
                self.start(no);
                self.branch(b, then, other);
            }
            ExprKind::Binary(op, a, b) => {
                let w = Self::width(&a.ty);
                match konst::operation(*op, a.ty.is_signed()) {
                    Err(cond) => {
                        let (a, b) = self.operands(a, b);
                        self.end(Term::Branch { cond, w, a, b, then, other });
                    }
                    Ok(Op::And) => {
                        let (a, b) = self.operands(a, b);
                        self.end(Term::Branch { cond: Cond::Set, w, a, b, then, other });
                    }
                    Ok(_) => self.branch_value(e, then, other),
                }
            }
            _ => self.branch_value(e, then, other),
        }
        self.span = outer;
    }

    fn branch_value(&mut self, e: &Expr, then: BlockId, other: BlockId) {
        let a = self.value(e);
        let w = Self::width(&e.ty);
        self.end(Term::Branch { cond: Cond::Ne, w, a, b: Val::Imm(0), then, other });
    }
}

/// Evaluating it may assign a variable.
pub(super) fn changes(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Error | ExprKind::Const(_) | ExprKind::Func(_) | ExprKind::Context { .. } => {
            false
        }
        ExprKind::Load(p) | ExprKind::Addr(p) => place_changes(p),
        ExprKind::Neg(a)
        | ExprKind::BitNot(a)
        | ExprKind::Not(a)
        | ExprKind::Narrow(a, _)
        | ExprKind::Cast(a) => changes(a),
        ExprKind::Binary(_, a, b)
        | ExprKind::And(a, b)
        | ExprKind::Or(a, b)
        | ExprKind::Elvis(a, b)
        | ExprKind::Comma(a, b) => changes(a) || changes(b),
        ExprKind::Offset { ptr, index, .. } => changes(ptr) || changes(index),
        ExprKind::Distance { a, b, .. } => changes(a) || changes(b),
        ExprKind::Cond(a, b, c) => changes(a) || changes(b) || changes(c),
        ExprKind::Assign(..) | ExprKind::Update { .. } | ExprKind::Block(..) => true,
        // A called function cannot assign a variable that is in a register here.
        ExprKind::Call(_, args) | ExprKind::Helper(_, args) => args.iter().any(changes),
        ExprKind::Indirect(to, args) => changes(to) || args.iter().any(changes),
        ExprKind::Printf(_, args) => args.iter().any(changes),
    }
}

fn place_changes(p: &Place) -> bool {
    match &p.kind {
        PlaceKind::Deref(e) | PlaceKind::Value(e) => changes(e),
        PlaceKind::Field(inner, ..) => place_changes(inner),
        PlaceKind::Literal(..) => true,
        _ => false,
    }
}
