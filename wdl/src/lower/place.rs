//! Places: reading and writing them.
use super::build::{Build, Mem, MemBase, Var};
use crate::ir::{Base, Inst, Op, Reg, Val, Width};
use crate::sema::typed::{Expr, InitPart, InitValue, LocalId, Place, PlaceKind};
use crate::types::{Bits, Ty};
use wss_abi::ctx;
use wss_abi::helper::id;

/// A place, its addresses computed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Loc {
    Reg(Reg),
    Mem(Mem, Option<Bits>),
    /// A parameter slot of the context.
    Slot(u8),
    Ret,
    Errno,
}

impl Build<'_, '_> {
    pub(super) fn place(&mut self, p: &Place) -> Loc {
        match &p.kind {
            PlaceKind::Local(id) => match self.var(*id) {
                Var::Reg(r) => Loc::Reg(r),
                Var::Mem(m) => Loc::Mem(m, None),
            },
            PlaceKind::Slot(n) => Loc::Slot(*n),
            PlaceKind::Ret => Loc::Ret,
            PlaceKind::Errno => Loc::Errno,
            PlaceKind::Field(_, _, bits) => Loc::Mem(self.memory(p), *bits),
            _ => Loc::Mem(self.memory(p), None),
        }
    }

    /// The memory of a place that has some.
    pub(super) fn memory(&mut self, p: &Place) -> Mem {
        match &p.kind {
            PlaceKind::Global(g) => Mem::at(self.l.address(*g)),
            PlaceKind::Deref(e) => self.pointed(e),
            PlaceKind::Field(inner, offset, _) => {
                let m = self.memory(inner);
                m.plus(*offset as i64)
            }
            PlaceKind::Value(e) => self.record(e),
            PlaceKind::Literal(local, parts) => {
                self.initialise(*local, true, parts);
                match self.var(*local) {
                    Var::Mem(m) => m,
                    Var::Reg(_) => Mem::at(0),
                }
            }
            PlaceKind::Local(id) => match self.var(*id) {
                Var::Mem(m) => m,
                // Scalars whose address is taken are in memory; this one's is not.
                Var::Reg(_) => Mem::at(0),
            },
            PlaceKind::Slot(n) => self.context(ctx::PARAMS + 8 * u32::from(*n)),
            PlaceKind::Ret => self.context(ctx::RET),
            PlaceKind::Errno => self.context(ctx::ERRNO),
            PlaceKind::Error => Mem::at(0),
        }
    }

    /// The memory that a pointer refers to; constant offsets stay offsets.
    fn pointed(&mut self, e: &Expr) -> Mem {
        use crate::sema::typed::ExprKind;
        match &e.kind {
            ExprKind::Addr(p) => self.memory(p),
            ExprKind::Offset { ptr, index, size, negative } => {
                if let Some(i) = crate::sema::konst::integer(index) {
                    let by = i.wrapping_mul(*size as i64);
                    let m = self.pointed(ptr);
                    return m.plus(if *negative { by.wrapping_neg() } else { by });
                }
                let v = self.value(e);
                Self::at_value(v)
            }
            ExprKind::Cast(inner) if inner.ty.is_wide() => self.pointed(inner),
            _ => {
                let v = self.value(e);
                // The pointer may be a variable that changes before the access.
                let v = if matches!(e.kind, ExprKind::Load(_)) { self.copy(v) } else { v };
                Self::at_value(v)
            }
        }
    }

    fn at_value(v: Val) -> Mem {
        match v {
            Val::Reg(r) => Mem { base: MemBase::Base(Base::Reg(r)), off: 0 },
            Val::Imm(i) => Mem::at(i as u64),
        }
    }

    pub(super) fn read(&mut self, loc: Loc, ty: &Ty) -> Val {
        let size = self.size(ty).min(8) as u8;
        match loc {
            Loc::Reg(r) => Val::Reg(r),
            Loc::Mem(m, None) => self.load_mem(m, size, ty.is_signed()),
            Loc::Mem(m, Some(bits)) => {
                let unit = self.load_mem(m, size, false);
                self.extract(unit, bits, ty)
            }
            Loc::Slot(n) => {
                let m = self.context(ctx::PARAMS + 8 * u32::from(n));
                self.load_mem(m, size, ty.is_signed())
            }
            Loc::Ret => {
                let m = self.context(ctx::RET);
                self.load_mem(m, size, true)
            }
            Loc::Errno => {
                let m = self.context(ctx::ERRNO);
                self.load_mem(m, 4, true)
            }
        }
    }

    fn extract(&mut self, unit: Val, bits: Bits, ty: &Ty) -> Val {
        let (at, width) = (i64::from(bits.at), i64::from(bits.width));
        if ty.is_signed() {
            let up = self.bin(Op::Shl, Width::W64, unit, Val::Imm(64 - at - width));
            return self.bin(Op::AShr, Width::W64, up, Val::Imm(64 - width));
        }
        let up = self.bin(Op::Shl, Width::W64, unit, Val::Imm(64 - at - width));
        self.bin(Op::LShr, Width::W64, up, Val::Imm(64 - width))
    }

    /// Writes a value of the place's type; returns what reading it would give.
    pub(super) fn write(&mut self, loc: Loc, ty: &Ty, v: Val) -> Val {
        let size = self.size(ty).min(8) as u8;
        match loc {
            Loc::Reg(d) => {
                self.emit(Inst::Copy { d, a: v });
                v
            }
            Loc::Mem(m, None) => {
                self.store_mem(m, size, v);
                v
            }
            Loc::Mem(m, Some(bits)) => {
                let (at, width) = (i64::from(bits.at), u32::from(bits.width.clamp(1, 64)));
                let mask = u64::MAX >> (64 - width);
                let unit = self.load_mem(m, size, false);
                let kept = Val::Imm(!(mask << bits.at) as i64);
                let kept = self.bin(Op::And, Width::W64, unit, kept);
                let low = self.bin(Op::And, Width::W64, v, Val::Imm(mask as i64));
                let new = self.bin(Op::Shl, Width::W64, low, Val::Imm(at));
                let whole = self.bin(Op::Or, Width::W64, kept, new);
                self.store_mem(m, size, whole);
                self.extract(low, Bits { at: 0, width: bits.width }, ty)
            }
            Loc::Slot(n) => {
                let wide = self.widen(v, ty);
                self.helper(id::SET_ARG, vec![Val::Imm(i64::from(n)), wide]);
                v
            }
            Loc::Ret => {
                let wide = self.widen(v, ty);
                self.helper(id::SET_RET, vec![wide]);
                v
            }
            Loc::Errno => {
                let wide = self.widen(v, ty);
                self.helper(id::SET_ERRNO, vec![wide]);
                v
            }
        }
    }

    /// `$name = value`, where `$name` is a pointer: the bytes are replaced.
    pub(super) fn rewrite(&mut self, slot: u8, value: &Expr) -> Val {
        let text = value.ty.pointee().is_some_and(|t| t.as_int().is_some_and(|i| i.size() == 1));
        let v = self.value(value);
        let v = self.copy(v);
        let len = if text {
            self.helper(id::STRLEN, vec![v])
        } else {
            let size = value.ty.pointee().map_or(0, |t| self.size(t));
            Val::Imm(size as i64)
        };
        self.helper(id::SET_ARG_BYTES, vec![Val::Imm(i64::from(slot)), v, len]);
        v
    }

    /// Initialises a variable.
    pub(super) fn initialise(&mut self, local: LocalId, zero: bool, parts: &[InitPart]) {
        let Some(ty) = self.body.locals.get(local.0 as usize).map(|l| l.ty.clone()) else { return };
        let mem = match self.var(local) {
            Var::Reg(d) => {
                for p in parts {
                    if let InitValue::Expr(e) = &p.value {
                        let v = self.value(e);
                        self.emit(Inst::Copy { d, a: v });
                    }
                }
                return;
            }
            Var::Mem(m) => m,
        };
        if zero {
            let size = self.size(&ty);
            self.zero(mem, size);
        }
        for p in parts {
            let to = mem.plus(p.offset as i64);
            match &p.value {
                InitValue::Bytes(bytes) => self.fill(to, bytes),
                InitValue::Expr(e) if e.ty.record().is_some() => self.record_into(e, to),
                InitValue::Expr(e) => {
                    let v = self.value(e);
                    self.write(Loc::Mem(to, p.bits), &e.ty, v);
                }
            }
        }
    }
}
