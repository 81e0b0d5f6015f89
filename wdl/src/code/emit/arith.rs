//! Operations and comparisons.
use super::super::abi::{S0, S1};
use super::super::alloc::Loc;
use super::super::asm::Label;
use super::{Emit, fits};
use crate::ir::{Cond, Op, Val, Width};
use wss_abi::insn::{SRC_REG, alu, class, jmp};

impl Emit<'_> {
    pub(super) fn binary(&mut self, op: Op, w: Width, d: Loc, a: Val, b: Val) {
        let (mut a, mut b) = (a, b);
        let place = |e: &Self, v: Val| match v {
            Val::Reg(r) => e.alloc.loc(r),
            Val::Imm(_) => Loc::None,
        };
        let in_place = matches!(d, Loc::Reg(_)) && place(self, b) == d;
        if op.commutes() && (in_place || matches!(a, Val::Imm(_))) {
            std::mem::swap(&mut a, &mut b);
        }
        let class = if w == Width::W32 { class::ALU } else { class::ALU64 };
        let (code, off) = match op {
            Op::Add => (alu::ADD, 0),
            Op::Sub => (alu::SUB, 0),
            Op::Mul => (alu::MUL, 0),
            Op::UDiv => (alu::DIV, 0),
            Op::SDiv => (alu::DIV, 1),
            Op::URem => (alu::MOD, 0),
            Op::SRem => (alu::MOD, 1),
            Op::And => (alu::AND, 0),
            Op::Or => (alu::OR, 0),
            Op::Xor => (alu::XOR, 0),
            Op::Shl => (alu::LSH, 0),
            Op::LShr => (alu::RSH, 0),
            Op::AShr => (alu::ARSH, 0),
        };
        let imm = match b {
            Val::Imm(i) if w == Width::W32 => Some(i as i32),
            Val::Imm(i) => fits(i),
            Val::Reg(_) => None,
        };
        // The right operand must not be where the result is built up.
        let mut t = self.target(d);
        if imm.is_none() && matches!(d, Loc::Reg(_)) && place(self, b) == d && place(self, a) != d {
            t = S0;
        }
        if op == Op::Sub && a == Val::Imm(0) {
            let r = self.get(b, t);
            self.mov(t, r);
            self.asm.insn(class | alu::NEG, t, 0, 0, 0);
            self.put(d, t);
            return;
        }
        let r = self.get(a, t);
        self.mov(t, r);
        match imm {
            Some(i) => self.asm.insn(class | code, t, 0, off, i),
            None => {
                let r = self.get(b, S1);
                self.asm.insn(class | code | SRC_REG, t, r, off, 0);
            }
        }
        self.put(d, t);
    }

    pub(super) fn set(&mut self, cond: Cond, w: Width, d: Loc, a: Val, b: Val) {
        let yes = self.asm.label();
        let done = self.asm.label();
        let used = |v: Val| matches!(v, Val::Reg(r) if self.alloc.loc(r) == d);
        let t = self.target(d);
        if t != S0 && !used(a) && !used(b) {
            self.asm.constant(t, 1);
            self.compare(cond, w, a, b, yes);
            self.asm.constant(t, 0);
            self.asm.here(yes);
            return;
        }
        self.compare(cond, w, a, b, yes);
        self.asm.constant(t, 0);
        self.asm.jump(done);
        self.asm.here(yes);
        self.asm.constant(t, 1);
        self.asm.here(done);
        self.put(d, t);
    }

    /// Jumps to `to` if the comparison holds.
    pub(super) fn compare(&mut self, cond: Cond, w: Width, a: Val, b: Val, to: Label) {
        let class = if w == Width::W32 { class::JMP32 } else { class::JMP };
        let code = match cond {
            Cond::Eq => jmp::JEQ,
            Cond::Ne => jmp::JNE,
            Cond::ULt => jmp::JLT,
            Cond::ULe => jmp::JLE,
            Cond::UGt => jmp::JGT,
            Cond::UGe => jmp::JGE,
            Cond::SLt => jmp::JSLT,
            Cond::SLe => jmp::JSLE,
            Cond::SGt => jmp::JSGT,
            Cond::SGe => jmp::JSGE,
            Cond::Set => jmp::JSET,
        };
        let left = self.get(a, S0);
        let imm = match b {
            Val::Imm(i) if w == Width::W32 => Some(i as i32),
            Val::Imm(i) => fits(i),
            Val::Reg(_) => None,
        };
        match imm {
            Some(i) => self.asm.branch(class | code, left, 0, i, to),
            None => {
                let right = self.get(b, S1);
                self.asm.branch(class | code | SRC_REG, left, right, 0, to);
            }
        }
    }
}
