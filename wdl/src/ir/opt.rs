//! Optimisation of one function: constant folding, propagation of constants and copies, removal of
//! dead instructions. Runs to a fixed point, bounded.
use super::flow::{self, RegSet};
use super::{Func, Inst, Op, Reg, Term, Val, Width};
use std::collections::HashMap;

/// Most rounds over a function: each is linear, and few functions need more than three.
const ROUNDS: usize = 8;

/// Optimises `f` in place.
pub(crate) fn run(f: &mut Func) {
    flow::tidy(f);
    for _ in 0..ROUNDS {
        let mut changed = globals(f);
        changed |= locals(f);
        changed |= dead(f);
        if !changed {
            break;
        }
        flow::tidy(f);
    }
}

/// Registers assigned once, by a constant, everywhere.
fn globals(f: &mut Func) -> bool {
    let mut defs: HashMap<Reg, Option<i64>> = f.params.iter().map(|p| (*p, None)).collect();
    for (inst, _) in f.blocks.iter().flat_map(|b| &b.insts) {
        if let Some(d) = inst.def() {
            let value = match inst {
                Inst::Copy { a: Val::Imm(i), .. } if !defs.contains_key(&d) => Some(*i),
                _ => None,
            };
            defs.insert(d, value);
        }
    }
    let mut changed = false;
    let mut subst = |v: &mut Val| {
        if let Val::Reg(r) = *v
            && let Some(Some(i)) = defs.get(&r)
        {
            *v = Val::Imm(*i);
            changed = true;
        }
    };
    for b in &mut f.blocks {
        for (inst, _) in &mut b.insts {
            operands(inst, &mut subst);
        }
        b.term.uses_mut(&mut subst);
    }
    changed
}

/// Operands that may be constants: an address register stays one.
fn operands(inst: &mut Inst, f: &mut dyn FnMut(&mut Val)) {
    match inst {
        Inst::Load { .. } => {}
        Inst::Store { a, .. } => f(a),
        other => other.uses_mut(f),
    }
}

/// Copies and constants within a block, folding as it goes.
fn locals(f: &mut Func) -> bool {
    let mut changed = false;
    for b in &mut f.blocks {
        let mut known: HashMap<Reg, Val> = HashMap::new();
        let mut copies: HashMap<Reg, Vec<Reg>> = HashMap::new();
        for (inst, _) in &mut b.insts {
            let mut subst = |v: &mut Val| {
                if let Val::Reg(r) = *v
                    && let Some(k) = known.get(&r)
                {
                    *v = *k;
                    changed = true;
                }
            };
            operands(inst, &mut subst);
            // Address registers take copies, not constants.
            if matches!(inst, Inst::Load { .. } | Inst::Store { .. }) {
                inst.uses_mut(&mut |v| {
                    if let Val::Reg(r) = *v
                        && let Some(k @ Val::Reg(_)) = known.get(&r)
                    {
                        *v = *k;
                        changed = true;
                    }
                });
            }
            if let Some(new) = fold(inst) {
                *inst = new;
                changed = true;
            }
            if let Some(d) = inst.def() {
                known.remove(&d);
                for r in copies.remove(&d).unwrap_or_default() {
                    if known.get(&r) == Some(&Val::Reg(d)) {
                        known.remove(&r);
                    }
                }
                if let Inst::Copy { d, a } = *inst
                    && a != Val::Reg(d)
                {
                    known.insert(d, a);
                    if let Val::Reg(r) = a {
                        copies.entry(r).or_default().push(d);
                    }
                }
            }
        }
        b.term.uses_mut(&mut |v| {
            if let Val::Reg(r) = *v
                && let Some(k) = known.get(&r)
            {
                *v = *k;
                changed = true;
            }
        });
        if let Term::Branch { cond, w, a, b: rhs, then, other } = b.term {
            match (a, rhs) {
                (Val::Imm(x), Val::Imm(y)) => {
                    b.term = Term::Jump(if cond.eval(w, x, y) { then } else { other });
                    changed = true;
                }
                (Val::Imm(_), Val::Reg(_)) => {
                    b.term = Term::Branch { cond: cond.swapped(), w, a: rhs, b: a, then, other };
                    changed = true;
                }
                _ => {}
            }
        }
    }
    changed
}

/// A simpler instruction of the same effect.
fn fold(inst: &Inst) -> Option<Inst> {
    match *inst {
        Inst::Bin { op, w, d, a: Val::Imm(a), b: Val::Imm(b) } => {
            Some(Inst::Copy { d, a: Val::Imm(op.eval(w, a, b)) })
        }
        Inst::Bin { op, w, d, a: a @ Val::Imm(_), b: b @ Val::Reg(_) } if op.commutes() => {
            Some(Inst::Bin { op, w, d, a: b, b: a })
        }
        Inst::Bin { op, w, d, a: a @ Val::Reg(_), b: Val::Imm(i) } => identity(op, w, d, a, i),
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
    let i = if w == Width::W32 { i64::from(i as i32) } else { i };
    match (op, i) {
        (Op::Add | Op::Sub | Op::Or | Op::Xor | Op::Shl | Op::LShr | Op::AShr, 0)
        | (Op::Mul | Op::UDiv | Op::SDiv, 1)
        | (Op::And, -1) => Some(Inst::Copy { d, a }),
        (Op::Mul | Op::And, 0) => Some(Inst::Copy { d, a: Val::Imm(0) }),
        (Op::Mul, i) if i > 0 && i.count_ones() == 1 => {
            let b = Val::Imm(i64::from(i.trailing_zeros()));
            Some(Inst::Bin { op: Op::Shl, w, d, a, b })
        }
        (Op::UDiv, i) if i > 0 && i.count_ones() == 1 => {
            let b = Val::Imm(i64::from(i.trailing_zeros()));
            Some(Inst::Bin { op: Op::LShr, w, d, a, b })
        }
        (Op::URem, i) if i > 0 && i.count_ones() == 1 => {
            Some(Inst::Bin { op: Op::And, w, d, a, b: Val::Imm(i - 1) })
        }
        _ => None,
    }
}

/// Drops pure instructions whose result nobody reads.
fn dead(f: &mut Func) -> bool {
    let live = flow::liveness(f);
    let mut changed = false;
    let mut now = RegSet::new(f.regs);
    for (b, out) in f.blocks.iter_mut().zip(&live.outs) {
        out.iter().for_each(|r| now.insert(*r));
        b.term.uses(&mut |r| now.insert(r));
        let mut kept = Vec::with_capacity(b.insts.len());
        for (mut inst, span) in b.insts.drain(..).rev() {
            let used = inst.def().is_none_or(|d| now.contains(d));
            let same = matches!(inst, Inst::Copy { d, a } if a == Val::Reg(d));
            if same || (inst.pure() && !used) {
                changed = true;
                continue;
            }
            if !used && let Inst::Call { d, .. } = &mut inst {
                *d = None;
            }
            if let Some(d) = inst.def() {
                now.remove(d);
            }
            inst.uses(&mut |r| now.insert(r));
            kept.push((inst, span));
        }
        kept.reverse();
        b.insts = kept;
        now.clear();
    }
    changed
}
