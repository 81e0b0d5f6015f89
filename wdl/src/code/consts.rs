//! Constants that no instruction has room for (addresses, masks of 64 bits) and that loops use are
//! brought into registers once, where the function begins. Addresses of one region that lie close
//! together share one: accesses have room for the distance.
//!
//! The allocator makes such a register again at each use where it has no machine register for it, so
//! this costs nothing where registers are scarce.
use crate::ir::{Base, Func, Inst, Reg, Val, flow, opt};
use std::collections::HashMap;
use wss_abi::addr::split;

/// Most constants of a function.
const MOST: usize = 12;

/// Whether a constant takes an instruction of its own.
fn large(i: i64) -> bool {
    i32::try_from(i).is_err()
}

/// Brings constants of `f` into registers.
pub(crate) fn run(f: &mut Func) {
    let bases = bases(f);
    let mut weights: HashMap<i64, u64> = HashMap::new();
    let mut order: Vec<i64> = Vec::new();
    for b in f.blocks.iter_mut().filter(|b| b.depth > 0) {
        let weight = 10u64.saturating_pow(u32::from(b.depth).min(6));
        let mut seen = |i: i64| {
            if large(i) {
                *weights.entry(i).or_insert_with(|| {
                    order.push(i);
                    0
                }) += weight;
            }
        };
        for (inst, _) in &mut b.insts {
            each(inst, &bases, &mut |v, _| {
                if let Val::Imm(i) = v {
                    seen(*i);
                }
            });
        }
        b.term.uses_mut(&mut |v| {
            if let Val::Imm(i) = v {
                seen(*i);
            }
        });
    }
    // The heaviest of those that lie close together is the one that is kept.
    order.sort_by_key(|i| std::cmp::Reverse(weights.get(i).copied()));
    order.truncate(MOST);
    if order.is_empty() {
        return;
    }
    let regs: Vec<(i64, Reg)> = order.into_iter().map(|i| (i, f.reg())).collect();
    let exact = |i: i64| regs.iter().find(|(k, _)| *k == i).map(|(_, r)| *r);
    let near = |i: i64| {
        regs.iter().find_map(|(k, r)| {
            let by = i16::try_from(i.wrapping_sub(*k)).ok()?;
            let (region, _) = split(i as u64);
            (region != 0 && split(*k as u64).0 == region).then_some((*r, i32::from(by)))
        })
    };
    for b in f.blocks.iter_mut().filter(|b| b.depth > 0) {
        for (inst, _) in &mut b.insts {
            each(inst, &bases, &mut |v, off| {
                let Val::Imm(i) = *v else { return };
                match off {
                    Some(off) => {
                        if let Some((r, by)) = near(i)
                            && let Some(sum) = off.checked_add(by)
                            && i16::try_from(sum).is_ok()
                        {
                            (*v, *off) = (Val::Reg(r), sum);
                        }
                    }
                    None => {
                        if let Some(r) = exact(i) {
                            *v = Val::Reg(r);
                        }
                    }
                }
            });
        }
        b.term.uses_mut(&mut |v| {
            if let Val::Imm(i) = *v
                && let Some(r) = exact(i)
            {
                *v = Val::Reg(r);
            }
        });
    }
    let span = f.span;
    if let Some(b) = f.blocks.first_mut() {
        let made = regs.iter().map(|(i, d)| (Inst::Copy { d: *d, a: Val::Imm(*i) }, span));
        b.insts.splice(0..0, made);
    }
    opt::dead(f);
}

/// Registers that are one constant wherever they are read: assigned at one place, before every use.
fn bases(f: &Func) -> HashMap<Reg, i64> {
    let mut found: HashMap<Reg, Option<i64>> = HashMap::new();
    let live = flow::liveness(f);
    let entry = live.ins.first().into_iter().flatten();
    found.extend(entry.chain(&f.params).map(|r| (*r, None)));
    for (inst, _) in f.blocks.iter().flat_map(|b| &b.insts) {
        let Some(d) = inst.def() else { continue };
        let konst = match inst {
            Inst::Copy { a: Val::Imm(i), .. } if !found.contains_key(&d) => Some(*i),
            _ => None,
        };
        found.insert(d, konst);
    }
    found.into_iter().filter_map(|(r, i)| Some((r, i?))).collect()
}

/// Applies `change` to every operand that may be a constant; with the displacement, if it is an
/// access's base. A base that is a constant's register counts as the constant.
fn each(
    inst: &mut Inst,
    bases: &HashMap<Reg, i64>,
    change: &mut dyn FnMut(&mut Val, Option<&mut i32>),
) {
    let mut base = |b: &mut Base, off: &mut i32| {
        if let Base::Reg(r) = *b
            && let Some(i) = bases.get(&r)
        {
            let mut v = Val::Imm(*i);
            change(&mut v, Some(off));
            if let Val::Reg(r) = v {
                *b = Base::Reg(r);
            }
        }
    };
    match inst {
        Inst::Load { base: b, off, .. } => base(b, off),
        Inst::Store { base: b, off, a, .. } => {
            base(b, off);
            if !matches!(a, Val::Imm(_)) {
                return;
            }
            change(a, None);
        }
        // Whatever else reads such a register goes on doing so.
        Inst::Copy { d, a } if !bases.contains_key(d) => change(a, None),
        Inst::Copy { .. } => {}
        other => other.uses_mut(&mut |v| change(v, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::ir::text;

    #[test]
    fn loops_share_addresses() {
        text::check(
            "f(r0)
            b0 0:
            r4 = copy 12884901896
            store4 r4+0, 7
            jump b1
            b1 1:
            r1 = copy 12884901888
            r2 = load4 r1+0
            r3 = copy 12884901904
            store4 r3+0, r2
            r0 = add64 r0, 12884901888
            if.slt32 r0, 5 b1 b2
            b2 0:
            ret r0",
            "b0 0:
            r5 = copy 12884901888
            r4 = copy 12884901896
            store4 r4+0, 7
            jump b1
            b1 1:
            r2 = load4 r5+0
            store4 r5+16, r2
            r0 = add64 r0, r5
            if.slt32 r0, 5 b1 b2
            b2 0:
            ret r0",
            run,
        );
    }
}
