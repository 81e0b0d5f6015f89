//! Registers that are copied to one another become one, where they never hold different values at
//! the same time (Chaitin 1982): then the copies vanish. So do the moves that the machine's operations
//! need, which compute in the place of their left operand, where that is not read later.
//!
//! Two registers clash if one is assigned where the other is read later, unless what it is assigned
//! is the other; parameters and what is read before it is assigned are all assigned at the entry.
//! Registers that do not clash can share a place whatever it is; merged ones clash with what either
//! clashed with.
use crate::ir::flow::{self, RegSet};
use crate::ir::{Func, Inst, Reg, Val};

/// Most registers that are looked at: those of the innermost loops first. Bounds the work, which is
/// proportional to it for each instruction.
const MOST: usize = 1024;

/// Merges registers of `f`.
pub(crate) fn run(f: &mut Func) {
    let mut copies: Vec<(u8, bool, Reg, Reg)> = Vec::new();
    for b in &f.blocks {
        for (inst, _) in &b.insts {
            match inst {
                Inst::Copy { d, a: Val::Reg(a) } => copies.push((b.depth, true, *d, *a)),
                Inst::Bin { d, a: Val::Reg(a), .. } => copies.push((b.depth, false, *d, *a)),
                _ => {}
            }
        }
    }
    copies.sort_by_key(|(depth, copy, ..)| std::cmp::Reverse((*depth, *copy)));
    let copies: Vec<(Reg, Reg)> = copies.into_iter().map(|(_, _, d, a)| (d, a)).collect();
    let mut number = vec![None; f.regs as usize];
    let mut regs: Vec<Reg> = Vec::new();
    for r in copies.iter().flat_map(|(d, a)| [*d, *a]) {
        if let Some(n @ None) = number.get_mut(r.0 as usize)
            && regs.len() < MOST
        {
            *n = Some(Reg(regs.len() as u32));
            regs.push(r);
        }
    }
    let dense = |r: Reg| number.get(r.0 as usize).copied().flatten();
    let mut rows = clashes(f, regs.len(), &dense);
    let mut into: Vec<u32> = (0..regs.len() as u32).collect();
    for (d, a) in copies {
        let (Some(d), Some(a)) = (dense(d), dense(a)) else { continue };
        let (d, a) = (root(&mut into, d), root(&mut into, a));
        // The name that is kept is the older one.
        let name = |n: Reg| regs.get(n.0 as usize);
        let (d, a) = if name(a) < name(d) { (a, d) } else { (d, a) };
        let clash = rows.get(d.0 as usize).is_none_or(|row| row.contains(a));
        if d == a || clash {
            continue;
        }
        let row = rows.get(a.0 as usize).cloned().unwrap_or(RegSet::new(0));
        for other in row.iter() {
            if let Some(r) = rows.get_mut(other.0 as usize) {
                r.insert(d);
            }
        }
        if let Some(r) = rows.get_mut(d.0 as usize) {
            r.union(&row);
        }
        if let Some(i) = into.get_mut(a.0 as usize) {
            *i = d.0;
        }
    }
    let mut renamed = |r: &mut Reg| {
        if let Some(n) = dense(*r)
            && let Some(new) = regs.get(root(&mut into, n).0 as usize)
        {
            *r = *new;
        }
    };
    f.params.iter_mut().for_each(&mut renamed);
    for b in &mut f.blocks {
        for (inst, _) in &mut b.insts {
            inst.regs_mut(&mut renamed);
        }
        b.term.uses_mut(&mut |v| {
            if let Val::Reg(r) = v {
                renamed(r);
            }
        });
        b.insts.retain(|(i, _)| !matches!(i, Inst::Copy { d, a } if *a == Val::Reg(*d)));
    }
}

fn root(into: &mut [u32], mut r: Reg) -> Reg {
    while let Some(up) = into.get(r.0 as usize).copied()
        && up != r.0
    {
        let next = into.get(up as usize).copied().unwrap_or(up);
        if let Some(i) = into.get_mut(r.0 as usize) {
            *i = next;
        }
        r = Reg(up);
    }
    r
}

/// For each of `n` registers, which of the others it clashes with.
fn clashes(f: &Func, n: usize, dense: &dyn Fn(Reg) -> Option<Reg>) -> Vec<RegSet> {
    let live = flow::liveness(f);
    let mut rows = vec![RegSet::new(n as u32); n];
    let clash = |rows: &mut Vec<RegSet>, d: Reg, others: &RegSet, but: Option<Reg>| {
        for o in others.iter().filter(|o| *o != d && Some(*o) != but) {
            for (x, y) in [(d, o), (o, d)] {
                if let Some(r) = rows.get_mut(x.0 as usize) {
                    r.insert(y);
                }
            }
        }
    };
    let mut entry = RegSet::new(n as u32);
    let first = live.ins.first().into_iter().flatten().chain(&f.params);
    first.filter_map(|r| dense(*r)).for_each(|r| entry.insert(r));
    for r in entry.iter() {
        clash(&mut rows, r, &entry, None);
    }
    let mut now = RegSet::new(n as u32);
    for (b, out) in f.blocks.iter().zip(&live.outs) {
        now.clear();
        let read = |r: Reg, now: &mut RegSet| dense(r).into_iter().for_each(|r| now.insert(r));
        out.iter().for_each(|r| read(*r, &mut now));
        b.term.uses(&mut |r| read(r, &mut now));
        for (inst, _) in b.insts.iter().rev() {
            if let Some(d) = inst.def().and_then(dense) {
                let but = match inst {
                    Inst::Copy { a: Val::Reg(a), .. } => dense(*a),
                    _ => None,
                };
                clash(&mut rows, d, &now, but);
                now.remove(d);
            }
            inst.uses(&mut |r| read(r, &mut now));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::ir::text;

    #[test]
    fn a_counter_counts_in_place() {
        text::check(
            "f(r0)
            b0 0:
            r1 = copy 0
            jump b1
            b1 1:
            r2 = add32 r1, 1
            r1 = copy r2
            if.slt32 r2, r0 b1 b2
            b2 0:
            ret r1",
            "b0 0:
            r1 = copy 0
            jump b1
            b1 1:
            r1 = add32 r1, 1
            if.slt32 r1, r0 b1 b2
            b2 0:
            ret r1",
            run,
        );
    }

    #[test]
    fn operations_compute_in_place_where_they_can() {
        text::check(
            "f(r0)
            b0 0:
            r1 = mul32 r0, 3
            r2 = add32 r1, 5
            r3 = xor32 r2, r1
            ret r3",
            "b0 0:
            r0 = mul32 r0, 3
            r2 = add32 r0, 5
            r2 = xor32 r2, r0
            ret r2",
            run,
        );
    }

    #[test]
    fn what_is_needed_later_stays_apart() {
        text::check(
            "f(r0)
            b0 0:
            r1 = copy r0
            r1 = add32 r1, 1
            r2 = add32 r0, r1
            ret r2",
            "b0 0:
            r1 = copy r0
            r1 = add32 r1, 1
            r0 = add32 r0, r1
            ret r0",
            run,
        );
    }

    #[test]
    fn parameters_are_never_one() {
        let text = "b0 0:
            r1 = copy r0
            store8 r1+0, r1
            ret r1";
        text::check(&format!("f(r0, r1)\n{text}"), text, run);
    }
}
