//! Optimisation of a program: callees into callers, then each function by passes over it, each in a
//! file of its own, to a fixed point or a bound.
use super::flow::{self, RegSet};
use super::inline::{self, Inliner};
use super::{Func, Inst, Val, bits, divide, number, slots, thread};

/// Most rounds over a function: each is linear, and few functions need more than three.
const ROUNDS: usize = 8;

/// Optimises all functions and drops those that none of `roots` leads to; the new index of each.
pub(crate) fn program(funcs: &mut Vec<Func>, roots: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut inliner = Inliner::new(funcs);
    for at in inline::order(funcs) {
        inliner.grow(at, funcs);
        if let Some(f) = funcs.get_mut(at) {
            run(f);
        }
    }
    inline::prune(funcs, roots)
}

/// Optimises `f` in place.
fn run(f: &mut Func) {
    flow::tidy(f);
    settle(f);
    if divide::run(f) {
        settle(f);
    }
}

/// Runs the passes until they find nothing more, or long enough.
fn settle(f: &mut Func) {
    for _ in 0..ROUNDS {
        let mut changed = number::run(f);
        changed |= slots::run(f);
        changed |= bits::run(f);
        changed |= thread::run(f);
        changed |= dead(f);
        if !changed {
            break;
        }
        flow::tidy(f);
    }
}

/// Drops pure instructions whose result nobody reads.
pub(crate) fn dead(f: &mut Func) -> bool {
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
