//! Simpler instructions of the same effect, one instruction at a time.
use super::{Ext, Inst, Op, Reg, Val, Width};

/// A simpler instruction that assigns the same register the same value, if there is one.
pub(crate) fn fold(inst: &Inst) -> Option<Inst> {
    match *inst {
        Inst::Bin { op, w, d, a: Val::Imm(a), b: Val::Imm(b) } => {
            let value = op.eval(w, a, b);
            // A 32-bit operation clears the upper half.
            let value = if w == Width::W32 { i64::from(value as u32) } else { value };
            Some(Inst::Copy { d, a: Val::Imm(value) })
        }
        Inst::Bin { op, w, d, a: a @ Val::Imm(_), b: b @ Val::Reg(_) } if op.commutes() => {
            Some(Inst::Bin { op, w, d, a: b, b: a })
        }
        Inst::Bin { op, w, d, a: a @ Val::Reg(_), b: Val::Imm(i) } => identity(op, w, d, a, i),
        Inst::Bin { op: Op::Sub | Op::Xor, d, a, b, .. } if a == b => {
            Some(Inst::Copy { d, a: Val::Imm(0) })
        }
        Inst::Ext { ext, d, a: Val::Imm(i) } => Some(Inst::Copy { d, a: Val::Imm(ext.eval(i)) }),
        Inst::Set { cond, w, d, a: Val::Imm(a), b: Val::Imm(b) } => {
            Some(Inst::Copy { d, a: Val::Imm(i64::from(cond.eval(w, a, b))) })
        }
        Inst::Set { cond, w, d, a: a @ Val::Imm(_), b: b @ Val::Reg(_) } => {
            Some(Inst::Set { cond: cond.swapped(), w, d, a: b, b: a })
        }
        _ => None,
    }
}

fn identity(op: Op, w: Width, d: Reg, a: Val, i: i64) -> Option<Inst> {
    let wide = w == Width::W64;
    let i = if wide { i } else { i64::from(i as i32) };
    let bin = |op, b| Some(Inst::Bin { op, w, d, a, b: Val::Imm(b) });
    let power = (i > 0 && i.count_ones() == 1).then(|| i64::from(i.trailing_zeros()));
    match (op, i, power) {
        (Op::Add | Op::Sub | Op::Or | Op::Xor | Op::Shl | Op::LShr | Op::AShr, 0, _)
        | (Op::Mul | Op::UDiv | Op::SDiv, 1, _)
        | (Op::And, -1, _) => Some(match wide {
            true => Inst::Copy { d, a },
            // A 32-bit operation clears the upper half.
            false => Inst::Ext { ext: Ext::Z32, d, a },
        }),
        (Op::Mul | Op::And, 0, _) | (Op::URem | Op::SRem, 1, _) => {
            Some(Inst::Copy { d, a: Val::Imm(0) })
        }
        (Op::Sub, i, _) if wide && i != i64::MIN => bin(Op::Add, -i),
        (Op::Sub, i, _) if !wide => bin(Op::Add, i64::from((i as i32).wrapping_neg())),
        (Op::Mul, _, Some(n)) => bin(Op::Shl, n),
        (Op::UDiv, _, Some(n)) => bin(Op::LShr, n),
        (Op::URem, i, Some(_)) => bin(Op::And, i - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fold;
    use crate::ir::{Func, text};

    fn all(f: &mut Func) {
        for (i, _) in f.blocks.iter_mut().flat_map(|b| &mut b.insts) {
            while let Some(new) = fold(i) {
                *i = new;
            }
        }
    }

    #[test]
    fn constants_fold_and_identities_vanish() {
        text::check(
            "f(r0)
            b0 0:
            r1 = add32 7, -9
            r2 = mul64 8, r0
            r3 = add64 r0, 0
            r4 = or32 r0, 0
            r5 = urem32 r0, 16
            r6 = sub32 r0, 5
            r7 = set.slt32 3, r0
            r8 = sx8 200
            r9 = udiv32 r0, 0
            ret r1",
            "b0 0:
            r1 = copy 4294967294
            r2 = shl64 r0, 3
            r3 = copy r0
            r4 = zx32 r0
            r5 = and32 r0, 15
            r6 = add32 r0, -5
            r7 = set.sgt32 r0, 3
            r8 = copy -56
            r9 = udiv32 r0, 0
            ret r1",
            all,
        );
    }
}
