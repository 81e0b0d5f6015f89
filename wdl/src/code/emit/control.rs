//! Calls, and where blocks lead to.
use super::super::abi::{self, FP, S0, S1};
use super::super::alloc::Loc;
use super::super::asm::Label;
use super::super::moves::From;
use super::Emit;
use crate::ir::{BlockId, Callee, Term, Val};
use wss_abi::insn::{CALL_HELPER, alu, class, jmp};

impl Emit<'_> {
    pub(super) fn call(&mut self, d: Loc, callee: Callee, args: &[Val]) {
        let split = args.len() > abi::ARGS.len();
        let in_regs = if split { abi::SPLIT } else { args.len() };
        for (i, a) in args.iter().skip(in_regs).enumerate() {
            let off = self.outgoing.saturating_add(8 * i as i32);
            let r = self.get(*a, S0);
            self.store(FP, off, 8, r);
        }
        let list: Vec<_> = args
            .iter()
            .zip(abi::ARGS)
            .take(in_regs)
            .map(|(a, m)| {
                let from = match *a {
                    Val::Imm(i) => From::Imm(i),
                    Val::Reg(r) => From::Loc(self.alloc.loc(r)),
                };
                (Loc::Reg(m), from)
            })
            .collect();
        self.moves(&list);
        if split {
            self.mov(S1, FP);
            self.asm.insn(class::ALU64 | alu::ADD, S1, 0, 0, self.outgoing);
        }
        match callee {
            Callee::Func(f) => self.asm.call(f),
            Callee::Helper(id) => {
                self.asm.insn(class::JMP | jmp::CALL, 0, CALL_HELPER, 0, i32::from(id));
            }
        }
        self.put(d, S0);
    }

    fn label(&self, b: BlockId) -> Label {
        self.blocks.get(b.0 as usize).copied().unwrap_or(Label(0))
    }

    pub(super) fn term(&mut self, term: &Term, next: BlockId) {
        match *term {
            Term::Jump(t) => {
                if t != next {
                    self.asm.jump(self.label(t));
                }
            }
            Term::Branch { cond, w, a, b, then, other } => {
                let inverse = cond.inverse().filter(|_| then == next);
                match inverse {
                    Some(c) => self.compare(c, w, a, b, self.label(other)),
                    None => {
                        self.compare(cond, w, a, b, self.label(then));
                        if other != next {
                            self.asm.jump(self.label(other));
                        }
                    }
                }
            }
            Term::Ret(v) => {
                let r = self.get(v, S0);
                self.mov(S0, r);
                self.asm.insn(class::JMP | jmp::EXIT, 0, 0, 0, 0);
            }
        }
    }
}
