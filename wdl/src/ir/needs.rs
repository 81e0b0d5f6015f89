//! How much of each register is read, and what nobody needs done to it.
use super::bits::ROUNDS;
use super::{Base, Func, Inst, Op, Reg, Term, Val, Width};

/// How many low bits of each register are read.
pub(super) fn read(f: &Func) -> Option<Vec<u32>> {
    let mut read = vec![0u32; f.regs as usize];
    let add = |read: &mut Vec<u32>, v: Val, n: u32| match v {
        Val::Reg(r) => match read.get_mut(r.0 as usize) {
            Some(old) if *old < n => {
                *old = n;
                true
            }
            _ => false,
        },
        Val::Imm(_) => false,
    };
    for b in &f.blocks {
        match b.term {
            Term::Jump(_) => {}
            Term::Ret(a) => drop(add(&mut read, a, 64)),
            Term::Branch { w, a, b, .. } => {
                let n = if w == Width::W32 { 32 } else { 64 };
                add(&mut read, a, n);
                add(&mut read, b, n);
            }
        }
    }
    for _ in 0..ROUNDS {
        let mut grew = false;
        for (inst, _) in f.blocks.iter().rev().flat_map(|b| b.insts.iter().rev()) {
            let of = |d: Reg, read: &[u32]| read.get(d.0 as usize).copied().unwrap_or(64);
            match inst {
                Inst::Copy { d, a } => {
                    let n = of(*d, &read);
                    grew |= add(&mut read, *a, n);
                }
                Inst::Ext { ext, d, a } => {
                    let n = ext.bits().0.min(of(*d, &read));
                    grew |= add(&mut read, *a, n);
                }
                Inst::Bin { op, w, d, a, b } => {
                    let (n, m) = operands(*op, *w, *b, of(*d, &read));
                    grew |= add(&mut read, *a, n);
                    grew |= add(&mut read, *b, m);
                }
                Inst::Set { w, a, b, .. } => {
                    let n = if *w == Width::W32 { 32 } else { 64 };
                    grew |= add(&mut read, *a, n) | add(&mut read, *b, n);
                }
                Inst::Addr { .. } => {}
                Inst::Load { base, .. } => {
                    if let Base::Reg(r) = base {
                        grew |= add(&mut read, Val::Reg(*r), 64);
                    }
                }
                Inst::Store { base, size, a, .. } => {
                    if let Base::Reg(r) = base {
                        grew |= add(&mut read, Val::Reg(*r), 64);
                    }
                    grew |= add(&mut read, *a, 8 * u32::from(*size));
                }
                Inst::Call { args, .. } => {
                    args.iter().for_each(|a| grew |= add(&mut read, *a, 64));
                }
            }
        }
        if !grew {
            return Some(read);
        }
    }
    None
}

/// Low bits that an operation reads of its operands when `n` of its result are read.
fn operands(op: Op, w: Width, b: Val, n: u32) -> (u32, u32) {
    let top = if w == Width::W32 { 32 } else { 64 };
    match (op, b) {
        (Op::And, Val::Imm(mask)) => (n.min(top).min(64 - mask.leading_zeros()), 0),
        (Op::Add | Op::Sub | Op::Mul | Op::And | Op::Or | Op::Xor, _) => (n.min(top), n.min(top)),
        (Op::Shl, Val::Imm(_)) => (n.min(top), 0),
        (Op::LShr, Val::Imm(by)) => ((n + (by as u32 & (top - 1))).min(top), 0),
        _ => (top, top),
    }
}

pub(super) fn by_need(inst: &Inst, read: &[u32]) -> Option<Inst> {
    let of = |d: Reg| read.get(d.0 as usize).copied().unwrap_or(64);
    match *inst {
        Inst::Ext { ext, d, a } if of(d) <= ext.bits().0 => Some(Inst::Copy { d, a }),
        Inst::Bin { op: Op::And, w, d, a, b: Val::Imm(mask) } => {
            let top = if w == Width::W32 { 32 } else { 64 };
            (of(d) <= mask.trailing_ones().min(top)).then_some(Inst::Copy { d, a })
        }
        _ => None,
    }
}
