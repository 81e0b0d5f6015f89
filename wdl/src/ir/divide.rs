//! Division by constants, which processors are slow at. Signed division by a power of two is a shift,
//! after adding what makes it round towards zero (Warren, "Hacker's Delight", 10-1); unsigned division
//! of 32 bits is a multiplication by a reciprocal of 32 bits, where one is exact enough (10-9: that is
//! checked); the remainder of a division that is made anyway is what its quotient leaves.
use super::{Ext, Func, Inst, Op, Reg, Val, Width};
use crate::span::Span;
use std::collections::HashMap;

/// Most remainders that wait for their quotient at once.
const FEW: usize = 16;

/// Replaces divisions of `f`; says whether there were any.
pub(crate) fn run(f: &mut Func) -> bool {
    let mut changed = false;
    let mut blocks = std::mem::take(&mut f.blocks);
    for b in &mut blocks {
        let quotients = quotients(&b.insts);
        let mut out = Vec::with_capacity(b.insts.len());
        for (n, (inst, span)) in b.insts.drain(..).enumerate() {
            let mut list = Steps { f, out: &mut out, span };
            let done = match inst {
                Inst::Bin { op, w, d, a: a @ Val::Reg(_), b: Val::Imm(c) } => {
                    list.divide(op, w, d, a, c, quotients.contains(&n))
                }
                _ => false,
            };
            changed |= done;
            if !done {
                out.push((inst, span));
            }
        }
        b.insts = out;
    }
    f.blocks = blocks;
    changed
}

/// Remainders whose quotient is computed later in the block, of the same value.
fn quotients(insts: &[(Inst, Span)]) -> Vec<usize> {
    let mut open: HashMap<(Reg, i64, Width, bool), usize> = HashMap::new();
    let mut found = Vec::new();
    for (n, (inst, _)) in insts.iter().enumerate() {
        if let Inst::Bin { op, w, a: Val::Reg(a), b: Val::Imm(c), .. } = *inst {
            let signed = matches!(op, Op::SDiv | Op::SRem);
            match op {
                Op::URem | Op::SRem => drop(open.insert((a, c, w, signed), n)),
                Op::UDiv | Op::SDiv => found.extend(open.remove(&(a, c, w, signed))),
                _ => {}
            }
        }
        if open.len() > FEW {
            open.clear();
        }
        if let Some(d) = inst.def() {
            open.retain(|(a, ..), _| *a != d);
        }
    }
    found
}

/// Instructions that take the place of one.
struct Steps<'a> {
    f: &'a mut Func,
    out: &'a mut Vec<(Inst, Span)>,
    span: Span,
}

impl Steps<'_> {
    fn bin(&mut self, op: Op, w: Width, a: Val, b: Val) -> Val {
        let d = self.f.reg();
        self.out.push((Inst::Bin { op, w, d, a, b }, self.span));
        Val::Reg(d)
    }

    fn give(&mut self, d: Reg, a: Val) -> bool {
        self.out.push((Inst::Copy { d, a }, self.span));
        true
    }

    fn divide(&mut self, op: Op, w: Width, d: Reg, a: Val, c: i64, shared: bool) -> bool {
        let c = if w == Width::W32 { i64::from(c as i32) } else { c };
        let bits = if w == Width::W32 { 32 } else { 64 };
        match op {
            Op::SDiv | Op::SRem if c > 1 && c.count_ones() == 1 => {
                let k = i64::from(c.trailing_zeros());
                let sign = self.bin(Op::AShr, w, a, Val::Imm(bits - 1));
                let more = self.bin(Op::LShr, w, sign, Val::Imm(bits - k));
                let sum = self.bin(Op::Add, w, a, more);
                let v = if op == Op::SDiv {
                    self.bin(Op::AShr, w, sum, Val::Imm(k))
                } else {
                    let whole = self.bin(Op::And, w, sum, Val::Imm(-c));
                    self.bin(Op::Sub, w, a, whole)
                };
                self.give(d, v)
            }
            Op::UDiv if w == Width::W32 => {
                let Some((by, shift)) = reciprocal(c as u32) else { return false };
                let wide = self.f.reg();
                self.out.push((Inst::Ext { ext: Ext::Z32, d: wide, a }, self.span));
                let by = Val::Imm(i64::from(by));
                let product = self.bin(Op::Mul, Width::W64, Val::Reg(wide), by);
                let v = self.bin(Op::LShr, Width::W64, product, Val::Imm(shift));
                self.give(d, v)
            }
            Op::URem | Op::SRem if c != 0 && (shared || self.cheap(op, w, c)) => {
                let division = if op == Op::URem { Op::UDiv } else { Op::SDiv };
                let q = self.f.reg();
                if !self.divide(division, w, q, a, c, false) {
                    let inst = Inst::Bin { op: division, w, d: q, a, b: Val::Imm(c) };
                    self.out.push((inst, self.span));
                }
                let whole = self.bin(Op::Mul, w, Val::Reg(q), Val::Imm(c));
                let v = self.bin(Op::Sub, w, a, whole);
                self.give(d, v)
            }
            _ => false,
        }
    }

    /// Whether the quotient is had without dividing.
    fn cheap(&self, op: Op, w: Width, c: i64) -> bool {
        op == Op::URem && w == Width::W32 && reciprocal(c as u32).is_some()
    }
}

/// A factor and a shift that divide every number of 32 bits by `c`, if a factor of 32 bits does.
fn reciprocal(c: u32) -> Option<(u32, i64)> {
    if c < 3 || c.is_power_of_two() {
        return None;
    }
    (0..32).find_map(|s| {
        let whole = 1u128 << (32 + s);
        let factor = whole / u128::from(c) + 1;
        // x * factor / 2^(32+s) is too large by x * excess / (c * 2^(32+s)), which has to be less than
        // 1/c for every x below 2^32.
        let excess = factor * u128::from(c) - whole;
        let exact = excess <= 1u128 << s;
        Some((u32::try_from(factor).ok().filter(|_| exact)?, 32 + s))
    })
}

#[cfg(test)]
mod tests {
    use super::{reciprocal, run};
    use crate::ir::text;

    #[test]
    fn reciprocals_divide() {
        let mut found = 0;
        for c in (1..1000).chain([4095, 65_535, 1_000_000, u32::MAX - 1, u32::MAX]) {
            let Some((by, shift)) = reciprocal(c) else { continue };
            found += 1;
            let near =
                (0..40).flat_map(|n| [n * c.min(1 << 24), (n * c.min(1 << 24)).wrapping_sub(1)]);
            for x in near.chain([u32::MAX, u32::MAX - 1, u32::MAX / 2, u32::MAX / c * c]) {
                assert_eq!((u64::from(x) * u64::from(by)) >> shift, u64::from(x / c), "{x} / {c}");
            }
        }
        assert!(found > 500, "{found}");
    }

    #[test]
    fn powers_of_two_shift_and_remainders_share() {
        text::check(
            "f(r0)
            b0 0:
            r1 = sdiv32 r0, 8
            r2 = urem64 r0, 10
            r3 = udiv64 r0, 10
            r4 = urem64 r0, 7
            r5 = udiv32 r0, 10
            ret r1",
            "b0 0:
            r6 = ashr32 r0, 31
            r7 = lshr32 r6, 29
            r8 = add32 r0, r7
            r9 = ashr32 r8, 3
            r1 = copy r9
            r10 = udiv64 r0, 10
            r11 = mul64 r10, 10
            r12 = sub64 r0, r11
            r2 = copy r12
            r3 = udiv64 r0, 10
            r4 = urem64 r0, 7
            r13 = zx32 r0
            r14 = mul64 r13, 3435973837
            r15 = lshr64 r14, 35
            r5 = copy r15
            ret r1",
            |f| assert!(run(f)),
        );
    }
}
