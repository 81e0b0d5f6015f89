//! Optimisation of one function: constant folding, propagation of constants and copies, removal of
//! dead instructions. Runs to a fixed point, bounded.
use super::flow::{self, RegSet};
use super::{Func, Inst, Val, bits, number};

/// Most rounds over a function: each is linear, and few functions need more than three.
const ROUNDS: usize = 8;

/// Optimises `f` in place.
pub(crate) fn run(f: &mut Func) {
    flow::tidy(f);
    for _ in 0..ROUNDS {
        let mut changed = number::run(f);
        changed |= bits::run(f);
        changed |= dead(f);
        if !changed {
            break;
        }
        flow::tidy(f);
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
