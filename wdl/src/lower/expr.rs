//! Expressions.
use super::build::Build;
use super::indirect::Shape;
use crate::ir::{Callee, Cond, Inst, Op, Term, Val, Width};
use crate::sema::konst;
use crate::sema::typed::{BinOp, Expr, ExprKind, Place, PlaceKind};
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
}
