//! Instruction selection for one function: its frame, and how values get to where they are needed.
mod arith;
mod control;

use super::abi::{self, FP, FRAME_ALIGN, S0, S1};
use super::alloc::{self, Alloc, Loc};
use super::asm::{Asm, Assembled, Label};
use super::moves::{self, From};
use super::{coalesce, consts};
use crate::ir::{Base, BlockId, Ext, Func, Inst, SlotId, Val};
use wss_abi::insn::{SRC_REG, alu, class, mode, size};

struct Emit<'a> {
    f: &'a Func,
    alloc: Alloc,
    asm: Asm,
    blocks: Vec<Label>,
    /// Offset from r10 of each slot.
    slots: Vec<i32>,
    /// Offset from r10 of spill place 0; the others lie above it.
    spills: i32,
    /// Offset from r10 of the block for arguments beyond registers.
    outgoing: i32,
}

/// Code of `f`, and the bytes of its frame.
pub(crate) fn function(f: &Func) -> (Assembled, u64) {
    let mut own = f.clone();
    consts::run(&mut own);
    coalesce::run(&mut own);
    let f = &own;
    let alloc = alloc::allocate(f);
    let mut asm = Asm::default();
    let blocks = f.blocks.iter().map(|_| asm.label()).collect();
    let mut depth = 0u64;
    let mut slots = Vec::with_capacity(f.slots.len());
    for s in &f.slots {
        depth =
            (depth + u64::from(s.size)).next_multiple_of(u64::from(s.align.clamp(1, FRAME_ALIGN)));
        slots.push(below(depth));
    }
    depth = depth.next_multiple_of(8) + 8 * u64::from(alloc.spills);
    let spills = below(depth);
    let most = f.blocks.iter().flat_map(|b| &b.insts).filter_map(|(i, _)| match i {
        Inst::Call { args, .. } if args.len() > abi::ARGS.len() => Some(args.len() - abi::SPLIT),
        _ => None,
    });
    depth += 8 * most.max().unwrap_or(0) as u64;
    let outgoing = below(depth);
    depth = depth.next_multiple_of(u64::from(FRAME_ALIGN));
    let mut e = Emit { f, alloc, asm, blocks, slots, spills, outgoing };
    e.asm.span = f.span;
    e.prologue();
    for (i, b) in f.blocks.iter().enumerate() {
        if let Some(l) = e.blocks.get(i) {
            e.asm.here(*l);
        }
        for (inst, span) in &b.insts {
            e.asm.span = *span;
            e.inst(inst);
        }
        e.asm.span = b.span;
        e.term(&b.term, BlockId(i as u32 + 1));
    }
    (e.asm.finish(), depth)
}

/// Offset from r10; frames beyond the limit are refused afterwards, so clamping is harmless.
fn below(depth: u64) -> i32 {
    -i32::try_from(depth).unwrap_or(i32::MAX)
}

fn fits(i: i64) -> Option<i32> {
    i32::try_from(i).ok()
}

impl Emit<'_> {
    fn prologue(&mut self) {
        let n = self.f.params.len();
        let split = n > abi::ARGS.len();
        let in_regs = if split { abi::SPLIT } else { n };
        let params = self.f.params.iter().zip(abi::ARGS).take(in_regs);
        let list: Vec<_> =
            params.map(|(p, m)| (self.alloc.loc(*p), From::Loc(Loc::Reg(m)))).collect();
        // r5 may be a source here: the sequence needs only r0.
        self.moves(&list);
        if split {
            let rest: Vec<Loc> =
                self.f.params.iter().skip(abi::SPLIT).map(|p| self.alloc.loc(*p)).collect();
            for (i, loc) in rest.into_iter().enumerate() {
                let off = i as i32 * 8;
                match loc {
                    Loc::Reg(r) => self.load(r, S1, off, 8, false),
                    Loc::Spill(_) => {
                        self.load(S0, S1, off, 8, false);
                        self.put(loc, S0);
                    }
                    Loc::Const(_) | Loc::None => {}
                }
            }
        }
        for r in self.alloc.undefined.clone() {
            match self.alloc.loc(r) {
                Loc::Reg(m) => self.asm.constant(m, 0),
                loc @ Loc::Spill(_) => {
                    self.asm.constant(S0, 0);
                    self.put(loc, S0);
                }
                Loc::Const(_) | Loc::None => {}
            }
        }
    }

    fn spill(&self, n: u32) -> i32 {
        self.spills.saturating_add(8 * n as i32)
    }

    fn slot(&self, s: SlotId) -> i32 {
        self.slots.get(s.0 as usize).copied().unwrap_or_default()
    }

    /// Stores `r` to `loc`.
    fn put(&mut self, loc: Loc, r: u8) {
        match loc {
            Loc::Reg(m) => self.mov(m, r),
            Loc::Spill(n) => {
                let off = self.spill(n);
                self.store(FP, off, 8, r);
            }
            Loc::Const(_) | Loc::None => {}
        }
    }

    fn mov(&mut self, d: u8, s: u8) {
        if d != s {
            self.asm.insn(class::ALU64 | alu::MOV | SRC_REG, d, s, 0, 0);
        }
    }

    /// Brings `v` into a register: its own, or `scratch`.
    fn get(&mut self, v: Val, scratch: u8) -> u8 {
        match v {
            Val::Imm(i) => {
                self.asm.constant(scratch, i);
                scratch
            }
            Val::Reg(r) => match self.alloc.loc(r) {
                Loc::Reg(m) => m,
                Loc::Spill(n) => {
                    let off = self.spill(n);
                    self.load(scratch, FP, off, 8, false);
                    scratch
                }
                Loc::Const(i) => {
                    self.asm.constant(scratch, i);
                    scratch
                }
                Loc::None => {
                    self.asm.constant(scratch, 0);
                    scratch
                }
            },
        }
    }

    fn moves(&mut self, list: &[moves::Move]) {
        for (to, from) in moves::sequence(list, S0) {
            match (to, from) {
                (Loc::Reg(m), From::Imm(i)) => self.asm.constant(m, i),
                (Loc::Reg(m), From::Loc(Loc::Reg(s))) => self.mov(m, s),
                (Loc::Reg(m), From::Loc(Loc::Spill(n))) => {
                    let off = self.spill(n);
                    self.load(m, FP, off, 8, false);
                }
                (Loc::Reg(m), From::Loc(Loc::Const(i))) => self.asm.constant(m, i),
                (Loc::Reg(m), From::Loc(Loc::None)) => self.asm.constant(m, 0),
                (to, From::Loc(Loc::Reg(s))) => self.put(to, s),
                _ => {}
            }
        }
    }

    fn load(&mut self, d: u8, base: u8, off: i32, bytes: u8, signed: bool) {
        let m = if signed && bytes < 8 { mode::MEMSX } else { mode::MEM };
        let (base, off) = self.reach(base, off, d);
        self.asm.insn(class::LDX | m | size_bits(bytes), d, base, off, 0);
    }

    fn store(&mut self, base: u8, off: i32, bytes: u8, s: u8) {
        let free = if s == S0 || base == S0 { S1 } else { S0 };
        let (base, off) = self.reach(base, off, free);
        self.asm.insn(class::STX | mode::MEM | size_bits(bytes), base, s, off, 0);
    }

    /// A base and 16-bit offset for `base + off`; `free` is overwritten when `off` is too large.
    fn reach(&mut self, base: u8, off: i32, free: u8) -> (u8, i16) {
        if let Ok(off) = i16::try_from(off) {
            return (base, off);
        }
        self.mov(free, base);
        self.asm.insn(class::ALU64 | alu::ADD, free, 0, 0, off);
        (free, 0)
    }

    /// The register in which to compute a result for `d`.
    fn target(&self, d: Loc) -> u8 {
        match d {
            Loc::Reg(m) => m,
            _ => S0,
        }
    }

    fn inst(&mut self, inst: &Inst) {
        match *inst {
            Inst::Copy { d, a } => {
                let d = self.alloc.loc(d);
                if let Loc::Const(_) | Loc::None = d {
                    return;
                }
                let t = self.target(d);
                let r = self.get(a, t);
                self.put(d, r);
            }
            Inst::Bin { op, w, d, a, b } => self.binary(op, w, self.alloc.loc(d), a, b),
            Inst::Ext { ext, d, a } => {
                let d = self.alloc.loc(d);
                let t = self.target(d);
                let r = self.get(a, t);
                let sx = class::ALU64 | alu::MOV | SRC_REG;
                match ext {
                    Ext::S8 => self.asm.insn(sx, t, r, 8, 0),
                    Ext::S16 => self.asm.insn(sx, t, r, 16, 0),
                    Ext::S32 => self.asm.insn(sx, t, r, 32, 0),
                    Ext::Z32 => self.asm.insn(class::ALU | alu::MOV | SRC_REG, t, r, 0, 0),
                    Ext::Z8 | Ext::Z16 => {
                        let mask = if ext == Ext::Z8 { 0xff } else { 0xffff };
                        self.mov(t, r);
                        self.asm.insn(class::ALU64 | alu::AND, t, 0, 0, mask);
                    }
                }
                self.put(d, t);
            }
            Inst::Addr { d, slot, off } => {
                let d = self.alloc.loc(d);
                let t = self.target(d);
                let at = self.slot(slot).saturating_add(off);
                self.mov(t, FP);
                self.asm.insn(class::ALU64 | alu::ADD, t, 0, 0, at);
                self.put(d, t);
            }
            Inst::Load { d, base, off, size, signed } => {
                let d = self.alloc.loc(d);
                let t = self.target(d);
                let (base, off) = self.base(base, off, S1);
                self.load(t, base, off, size, signed);
                self.put(d, t);
            }
            Inst::Store { base, off, size, a } => {
                let (base, off) = self.base(base, off, S1);
                let small = i16::try_from(off);
                if let (Val::Imm(i), Ok(off)) = (a, small)
                    && let Some(imm) = stored(i, size)
                {
                    let op = class::ST | mode::MEM | size_bits(size);
                    self.asm.insn(op, base, 0, off, imm);
                } else if small.is_ok() {
                    let r = self.get(a, S0);
                    self.store(base, off, size, r);
                } else {
                    self.mov(S1, base);
                    self.asm.insn(class::ALU64 | alu::ADD, S1, 0, 0, off);
                    let r = self.get(a, S0);
                    self.store(S1, 0, size, r);
                }
            }
            Inst::Set { cond, w, d, a, b } => self.set(cond, w, self.alloc.loc(d), a, b),
            Inst::Call { d, callee, ref args } => {
                self.call(d.map_or(Loc::None, |d| self.alloc.loc(d)), callee, args);
            }
        }
    }

    fn base(&mut self, base: Base, off: i32, scratch: u8) -> (u8, i32) {
        match base {
            Base::Reg(r) => (self.get(Val::Reg(r), scratch), off),
            Base::Slot(s) => (FP, self.slot(s).saturating_add(off)),
        }
    }
}

fn size_bits(bytes: u8) -> u8 {
    match bytes {
        1 => size::B,
        2 => size::H,
        4 => size::W,
        _ => size::DW,
    }
}

/// The immediate that stores the low `size` bytes of `i`.
fn stored(i: i64, size: u8) -> Option<i32> {
    if size == 8 { fits(i) } else { Some(i as i32) }
}
