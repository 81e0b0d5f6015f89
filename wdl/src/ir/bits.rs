//! Extensions and masks that change nothing are dropped: because the bits that they would clear are
//! clear already, or because nobody reads them.
//!
//! Both analyses say one thing of a register wherever it is, joined over all its assignments (what
//! a value can be) or uses (what of it is read), so they hold at every point; 0, which a register
//! that was never assigned reads as, is in every range. What is learnt of values is used up before
//! anything is dropped for want of readers, which may change the bits of values.
use super::needs::{by_need, read};
use super::{Ext, Func, Inst, Op, Val, Width};

/// Most rounds to a fixed point. Where it takes more, nothing is known.
pub(super) const ROUNDS: u32 = 12;
/// After so many rounds what still grows is taken to be anything.
const PATIENCE: u32 = 4;

/// What a value can be: less than 2^zero; and, as a signed number, it fits `sign` bits.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Fact {
    zero: u32,
    sign: u32,
}

const ANY: Fact = Fact { zero: 64, sign: 64 };
const NONE: Fact = Fact { zero: 0, sign: 1 };

fn below(zero: u32) -> Fact {
    Fact { zero: zero.min(64), sign: (zero + 1).min(64) }
}

fn signed(sign: u32) -> Fact {
    Fact { zero: 64, sign: sign.clamp(1, 64) }
}

fn of_imm(i: i64) -> Fact {
    let sign = 65 - if i < 0 { i.leading_ones() } else { i.leading_zeros() };
    Fact { zero: 64 - i.leading_zeros(), sign }
}

/// Simplifies `f`; says whether anything changed.
pub(crate) fn run(f: &mut Func) -> bool {
    let mut changed = false;
    if let Some(facts) = facts(f) {
        let fact = |v: Val| fact(&facts, v);
        for (inst, _) in f.blocks.iter_mut().flat_map(|b| &mut b.insts) {
            if let Some(new) = by_fact(inst, &fact) {
                *inst = new;
                changed = true;
            }
        }
    }
    if let Some(read) = read(f) {
        for (inst, _) in f.blocks.iter_mut().flat_map(|b| &mut b.insts) {
            if let Some(new) = by_need(inst, &read) {
                *inst = new;
                changed = true;
            }
        }
    }
    changed
}

fn fact(facts: &[Fact], v: Val) -> Fact {
    match v {
        Val::Imm(i) => of_imm(i),
        Val::Reg(r) => facts.get(r.0 as usize).copied().unwrap_or(ANY),
    }
}

fn facts(f: &Func) -> Option<Vec<Fact>> {
    let mut facts = vec![NONE; f.regs as usize];
    for p in &f.params {
        *facts.get_mut(p.0 as usize)? = ANY;
    }
    for round in 0..ROUNDS {
        let mut grew = false;
        for (inst, _) in f.blocks.iter().flat_map(|b| &b.insts) {
            let Some(d) = inst.def() else { continue };
            let new = result(inst, &|v| fact(&facts, v));
            let old = facts.get_mut(d.0 as usize)?;
            let join = Fact { zero: old.zero.max(new.zero), sign: old.sign.max(new.sign) };
            if join != *old {
                *old = if round < PATIENCE { join } else { ANY };
                grew = true;
            }
        }
        if !grew {
            return Some(facts);
        }
    }
    None
}

fn result(inst: &Inst, fact: &dyn Fn(Val) -> Fact) -> Fact {
    match *inst {
        Inst::Copy { a, .. } => fact(a),
        Inst::Ext { ext, a, .. } => {
            let a = fact(a);
            let (n, sign) = ext.bits();
            match sign {
                false => below(n.min(a.zero)),
                true if a.zero < n || a.sign <= n => a,
                true => signed(n),
            }
        }
        Inst::Load { size: 8, .. } | Inst::Addr { .. } | Inst::Call { .. } | Inst::Store { .. } => {
            ANY
        }
        Inst::Load { size, signed: true, .. } => signed(8 * u32::from(size)),
        Inst::Load { size, .. } => below(8 * u32::from(size)),
        Inst::Set { .. } => below(1),
        Inst::Bin { op, w, a, b, .. } => binary(op, w, fact(a), fact(b), b),
    }
}

fn binary(op: Op, w: Width, x: Fact, y: Fact, b: Val) -> Fact {
    let top = if w == Width::W32 { 32 } else { 64 };
    let (xz, yz) = (x.zero.min(top), y.zero.min(top));
    let by = match b {
        Val::Imm(i) => Some(i as u32 & (top - 1)),
        Val::Reg(_) => None,
    };
    let zero = match (op, by) {
        (Op::Add, _) => xz.max(yz) + 1,
        (Op::Mul, _) => xz + yz,
        (Op::And, _) => xz.min(yz),
        (Op::Or | Op::Xor, _) => xz.max(yz),
        (Op::URem, _) if matches!(b, Val::Imm(i) if i as u32 != 0) => xz.min(yz),
        (Op::UDiv | Op::URem, _) | (Op::LShr, None) => xz,
        (Op::SDiv | Op::SRem, _) if xz < top && yz < top => xz,
        (Op::LShr, Some(n)) => xz.saturating_sub(n),
        (Op::AShr, Some(n)) if xz < top => xz.saturating_sub(n),
        (Op::Shl, Some(n)) => xz + n,
        _ => top,
    };
    let mut out = below(zero.min(top));
    if w == Width::W64 {
        let sign = match (op, by) {
            (Op::Add | Op::Sub, _) => x.sign.max(y.sign) + 1,
            (Op::Mul, _) => x.sign + y.sign,
            (Op::And | Op::Or | Op::Xor, _) => x.sign.max(y.sign),
            (Op::AShr, Some(n)) => x.sign.saturating_sub(n).max(1),
            (Op::Shl, Some(n)) => x.sign + n,
            _ => 64,
        };
        out.sign = out.sign.min(sign.min(64));
    }
    out
}

fn by_fact(inst: &Inst, fact: &dyn Fn(Val) -> Fact) -> Option<Inst> {
    match *inst {
        Inst::Ext { ext, d, a } => {
            let (n, sign) = ext.bits();
            let known = fact(a);
            let same = if sign { known.sign <= n } else { known.zero <= n };
            same.then_some(Inst::Copy { d, a })
        }
        Inst::Bin { op: Op::And, w, d, a: a @ Val::Reg(_), b: Val::Imm(mask) } => {
            let top = if w == Width::W32 { 32 } else { 64 };
            let kept = (mask.trailing_ones()).min(top);
            (fact(a).zero <= kept).then_some(Inst::Copy { d, a })
        }
        // Of numbers that are not negative, the signed operation is the unsigned one.
        Inst::Bin { op, w, d, a, b } => {
            let top = if w == Width::W32 { 32 } else { 64 };
            let positive = |v: Val| match v {
                Val::Imm(i) if w == Width::W32 => i as i32 >= 0,
                v => fact(v).zero < top,
            };
            let op = match op {
                Op::SDiv if positive(a) && positive(b) => Op::UDiv,
                Op::SRem if positive(a) && positive(b) => Op::URem,
                Op::AShr if positive(a) => Op::LShr,
                _ => return None,
            };
            Some(Inst::Bin { op, w, d, a, b })
        }
        _ => None,
    }
}

impl Ext {
    /// How many bits it keeps, and whether their sign fills the rest.
    pub(crate) fn bits(self) -> (u32, bool) {
        match self {
            Ext::S8 => (8, true),
            Ext::S16 => (16, true),
            Ext::S32 => (32, true),
            Ext::Z8 => (8, false),
            Ext::Z16 => (16, false),
            Ext::Z32 => (32, false),
        }
    }

    /// The one that gives `size` bytes as a load of them would; of 8 bytes, none.
    pub(crate) fn of(size: u8, signed: bool) -> Option<Ext> {
        Some(match (size, signed) {
            (1, true) => Ext::S8,
            (2, true) => Ext::S16,
            (4, true) => Ext::S32,
            (1, false) => Ext::Z8,
            (2, false) => Ext::Z16,
            (4, false) => Ext::Z32,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::ir::text;

    #[test]
    fn extensions_of_what_is_in_range_are_copies() {
        text::check(
            "f(r0)
            b0 0:
            r1 = load1 r0+0
            r2 = zx8 r1
            r3 = sx32 r1
            r4 = add32 r2, 1
            r5 = zx32 r4
            r6 = sx32 r4
            r7 = sx32 r0
            r8 = sdiv32 r4, 3
            r9 = and64 r2, 255
            call h0(r3, r5, r6, r7, r8, r9)
            ret r9",
            "b0 0:
            r1 = load1 r0+0
            r2 = copy r1
            r3 = copy r1
            r4 = add32 r2, 1
            r5 = copy r4
            r6 = copy r4
            r7 = sx32 r0
            r8 = udiv32 r4, 3
            r9 = copy r2
            call h0(r3, r5, r6, r7, r8, r9)
            ret r9",
            |f| assert!(run(f)),
        );
    }

    #[test]
    fn a_counter_that_may_wrap_is_extended() {
        let text = "b0 0:
            r1 = copy 0
            jump b1
            b1 1:
            r2 = sx32 r1
            store1 r2+0, 0
            r1 = add32 r1, 1
            if.slt32 r1, r0 b1 b2
            b2 0:
            ret 0";
        text::check(&format!("f(r0)\n{text}"), text, |f| assert!(!run(f)));
    }

    #[test]
    fn what_nobody_reads_need_not_be_right() {
        text::check(
            "f(r0)
            b0 0:
            r1 = zx8 r0
            r2 = add32 r1, 1
            r3 = and64 r2, 4095
            store1 r0+0, r3
            r4 = and32 r0, -1
            ret r4",
            "b0 0:
            r1 = copy r0
            r2 = add32 r1, 1
            r3 = copy r2
            store1 r0+0, r3
            r4 = and32 r0, -1
            ret r4",
            |f| assert!(run(f)),
        );
    }
}
