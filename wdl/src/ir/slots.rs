//! Pieces of frame slots become registers, where nothing but loads and stores of the same pieces
//! reaches them ("scalar replacement of aggregates").
//!
//! A slot whose address is not taken is seen by this function's own accesses alone. If any two of
//! them are of the same bytes or of none in common, each piece can be a register: a store assigns it, a
//! load gives its low bytes, extended as the load says. Before the first store either is undefined.
use super::{Base, Ext, Func, Inst, Reg, SlotId, Val};
use std::collections::{BTreeMap, HashSet};

/// Most pieces of one slot.
const MOST: usize = 16;

/// Turns slots of `f` into registers; says whether there were any.
pub(crate) fn run(f: &mut Func) -> bool {
    let unread = unread(f);
    let mut taken = HashSet::new();
    let mut pieces: BTreeMap<u32, BTreeMap<i32, u8>> = BTreeMap::new();
    for (i, _) in f.blocks.iter().flat_map(|b| &b.insts) {
        match i {
            Inst::Addr { slot, .. } => drop(taken.insert(slot.0)),
            Inst::Load { base: Base::Slot(s), off, size, .. }
            | Inst::Store { base: Base::Slot(s), off, size, .. } => {
                let own = pieces.entry(s.0).or_default();
                if own.insert(*off, *size).is_some_and(|old| old != *size) || own.len() > MOST {
                    taken.insert(s.0);
                }
            }
            _ => {}
        }
    }
    pieces.retain(|s, own| {
        let mut end = 0;
        let size = f.slots.get(*s as usize).map_or(0, |s| i64::from(s.size));
        let apart = own.iter().all(|(off, size)| {
            let fits = i64::from(*off) >= end;
            end = i64::from(*off) + i64::from(*size);
            fits
        });
        apart && end <= size && !taken.contains(s)
    });
    let mut regs: BTreeMap<(u32, i32), Reg> = BTreeMap::new();
    for (s, own) in &pieces {
        for off in own.keys() {
            regs.insert((*s, *off), f.reg());
        }
    }
    if regs.is_empty() {
        return unread;
    }
    let reg = |s: &SlotId, off: &i32| regs.get(&(s.0, *off)).copied();
    for (i, _) in f.blocks.iter_mut().flat_map(|b| &mut b.insts) {
        let new = match i {
            Inst::Load { d, base: Base::Slot(s), off, size, signed } => reg(s, off).map(|r| {
                let (d, a) = (*d, Val::Reg(r));
                match Ext::of(*size, *signed) {
                    Some(ext) => Inst::Ext { ext, d, a },
                    None => Inst::Copy { d, a },
                }
            }),
            Inst::Store { base: Base::Slot(s), off, a, .. } => {
                reg(s, off).map(|d| Inst::Copy { d, a: *a })
            }
            _ => None,
        };
        if let Some(new) = new {
            *i = new;
        }
    }
    // What has no access left takes no room.
    for s in pieces.keys() {
        if let Some(slot) = f.slots.get_mut(*s as usize) {
            slot.size = 0;
        }
    }
    true
}

/// Drops stores to slots that nothing reads.
fn unread(f: &mut Func) -> bool {
    let mut read = HashSet::new();
    for (i, _) in f.blocks.iter().flat_map(|b| &b.insts) {
        if let Inst::Addr { slot, .. } | Inst::Load { base: Base::Slot(slot), .. } = i {
            read.insert(slot.0);
        }
    }
    let mut changed = false;
    for b in &mut f.blocks {
        b.insts.retain(|(i, _)| {
            let lost = matches!(i, Inst::Store { base: Base::Slot(s), .. } if !read.contains(&s.0));
            changed |= lost;
            !lost
        });
    }
    for (n, slot) in f.slots.iter_mut().enumerate() {
        if !read.contains(&(n as u32)) {
            slot.size = 0;
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::ir::text;

    #[test]
    fn pieces_become_registers() {
        text::check(
            "f(r0) s0:16 s1:8
            b0 0:
            store8 s0+0, r0
            store1 s0+8, 300
            r1 = load1s s0+8
            r2 = load8 s0+0
            store8 s1+0, r2
            r3 = load4 s1+4
            ret r3",
            "b0 0:
            r4 = copy r0
            r5 = copy 300
            r1 = sx8 r5
            r2 = copy r4
            store8 s1+0, r2
            r3 = load4 s1+4
            ret r3",
            |f| assert!(run(f)),
        );
    }

    #[test]
    fn what_nobody_reads_is_not_written() {
        text::check(
            "f(r0) s0:8 s1:8
            b0 0:
            store8 s0+0, r0
            store4 s0+2, r0
            store8 s1+0, r0
            r1 = load2 s1+3
            ret r1",
            "b0 0:
            store8 s1+0, r0
            r1 = load2 s1+3
            ret r1",
            |f| assert!(run(f)),
        );
    }

    #[test]
    fn what_others_reach_stays() {
        let text = "b0 0:
            store8 s0+0, 1
            r1 = addr s0+0
            call h0(r1)
            store4 s1+4, 1
            r2 = load8 s1+0
            ret r2";
        text::check(&format!("f(r0) s0:8 s1:8\n{text}"), text, |f| assert!(!run(f)));
    }
}
