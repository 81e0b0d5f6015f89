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

/// A part of a bit-field that one access reaches.
struct Piece {
    /// First byte, from the unit's.
    offset: i64,
    /// Bytes: 1, 2, 4 or 8.
    size: u8,
    /// First bit in them, and how many.
    at: i64,
    width: i64,
    /// The bit of the value that the first one is.
    low: i64,
    /// Holds the value's highest bits.
    last: bool,
}

/// The accesses that a bit-field takes: one, but for some of packed structures.
fn pieces(bits: Bits) -> Vec<Piece> {
    let (mut offset, mut low, all) = (0, 0, i64::from(bits.width.clamp(1, 64)));
    let mut list = Vec::with_capacity(1);
    while low < all {
        let left = i64::from(bits.bytes) - offset;
        let size = [8, 4, 2, 1].into_iter().find(|s| *s <= left).unwrap_or(1);
        let at = if offset == 0 { i64::from(bits.at) } else { 0 };
        let width = (8 * size - at).min(all - low);
        list.push(Piece { offset, size: size as u8, at, width, low, last: low + width == all });
        (offset, low) = (offset + size, low + width);
    }
    list
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
                let mut value = None;
                for p in pieces(bits) {
                    let unit = self.load_mem(m.plus(p.offset), p.size, false);
                    // The last one brings the sign.
                    let signed = ty.is_signed() && p.last;
                    let part = self.extract(unit, p.at, p.width, signed);
                    value = Some(match value {
                        None => part,
                        Some(low) => {
                            let up = self.bin(Op::Shl, Width::W64, part, Val::Imm(p.low));
                            self.bin(Op::Or, Width::W64, low, up)
                        }
                    });
                }
                value.unwrap_or(Val::Imm(0))
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

    /// `width` bits of a word from `at` on.
    pub(super) fn extract(&mut self, unit: Val, at: i64, width: i64, signed: bool) -> Val {
        let up = self.bin(Op::Shl, Width::W64, unit, Val::Imm(64 - at - width));
        let down = if signed { Op::AShr } else { Op::LShr };
        self.bin(down, Width::W64, up, Val::Imm(64 - width))
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
                for p in pieces(bits) {
                    let mask = u64::MAX >> (64 - p.width);
                    let to = m.plus(p.offset);
                    let unit = self.load_mem(to, p.size, false);
                    let kept = Val::Imm(!(mask << p.at) as i64);
                    let kept = self.bin(Op::And, Width::W64, unit, kept);
                    let part = match p.low {
                        0 => v,
                        low => self.bin(Op::LShr, Width::W64, v, Val::Imm(low)),
                    };
                    let part = self.bin(Op::And, Width::W64, part, Val::Imm(mask as i64));
                    let new = self.bin(Op::Shl, Width::W64, part, Val::Imm(p.at));
                    let whole = self.bin(Op::Or, Width::W64, kept, new);
                    self.store_mem(to, p.size, whole);
                }
                self.extract(v, 0, i64::from(bits.width.clamp(1, 64)), ty.is_signed())
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
