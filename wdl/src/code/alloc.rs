//! Register allocation by priority (after Chow and Hennessy 1990): the registers that are used most
//! for their length are placed first, each in the first machine register that is free wherever it
//! lives; what finds none is a place in the frame, or made again at each use if it is a constant.
//!
//! Where a register lives is a list of ranges of positions, exact within blocks: instruction n reads
//! at 2n and writes at 2n + 1. A range begins where it is written and ends before its last reading
//! ends, so that a result may take the place of an operand. Calls occupy the registers they destroy.
use super::abi;
use crate::ir::flow;
use crate::ir::{Func, Inst, Reg, Val};
use std::collections::BTreeMap;

/// Where a virtual register lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loc {
    /// In this machine register.
    Reg(u8),
    /// In the frame: index of an 8-byte spill place.
    Spill(u32),
    /// Nowhere: it always has this value.
    Const(i64),
    /// Nowhere: it is never used.
    None,
}

/// The result of allocation.
pub(crate) struct Alloc {
    locs: Vec<Loc>,
    /// Number of spill places.
    pub(crate) spills: u32,
    /// Registers live at the entry that are no parameters: read before any assignment.
    pub(crate) undefined: Vec<Reg>,
}

impl Alloc {
    /// The place of a register.
    pub(crate) fn loc(&self, r: Reg) -> Loc {
        self.locs.get(r.0 as usize).copied().unwrap_or(Loc::None)
    }
}

/// What is known of a virtual register.
#[derive(Clone, Default)]
struct Life {
    /// Where it lives, by falling positions.
    ranges: Vec<(u32, u32)>,
    weight: u64,
    /// Registers that it is made of or becomes.
    near: Vec<Reg>,
    fixed: Option<u8>,
    /// Assignments, and the constant that the only one gives it.
    defs: u32,
    konst: Option<i64>,
}

impl Life {
    fn density(&self) -> u64 {
        let length: u64 = self.ranges.iter().map(|(s, e)| u64::from(e - s)).sum();
        // What can be made again costs less in the frame.
        let weight = if self.constant().is_some() { self.weight / 2 } else { self.weight };
        weight.saturating_mul(1024) / (length + 1)
    }

    fn constant(&self) -> Option<i64> {
        self.konst.filter(|_| self.defs == 1)
    }
}

/// Ranges that are taken of one place, by their start.
#[derive(Default)]
struct Place(BTreeMap<u32, u32>);

impl Place {
    fn free(&self, ranges: &[(u32, u32)]) -> bool {
        ranges.iter().all(|(start, end)| {
            self.0.range(..end).next_back().is_none_or(|(_, taken)| taken <= start)
        })
    }

    fn take(&mut self, ranges: &[(u32, u32)]) {
        self.0.extend(ranges.iter().copied());
    }
}

/// Allocates registers for `f`.
pub(crate) fn allocate(f: &Func) -> Alloc {
    let live = flow::liveness(f);
    let (lives, calls) = lives(f, &live);
    let mut places: Vec<(u8, Place)> = abi::CALLER_SAVED
        .into_iter()
        .chain(abi::CALLEE_SAVED)
        .map(|m| (m, Place::default()))
        .collect();
    for (m, place) in &mut places {
        if abi::CALLER_SAVED.contains(m) {
            place.take(&calls);
        }
    }
    let mut order: Vec<(u64, usize)> = lives
        .iter()
        .enumerate()
        .filter(|(_, l)| !l.ranges.is_empty())
        .map(|(r, l)| (l.density(), r))
        .collect();
    order.sort_by_key(|(density, r)| (std::cmp::Reverse(*density), *r));
    let undefined = live.ins.first().into_iter().flatten().copied();
    let undefined: Vec<Reg> = undefined.filter(|r| !f.params.contains(r)).collect();
    let mut out = Alloc { locs: vec![Loc::None; f.regs as usize], spills: 0, undefined };
    let mut frame: Vec<Place> = Vec::new();
    for (_, r) in order {
        let Some(life) = lives.get(r) else { continue };
        let near = life.near.iter().filter_map(|n| match out.loc(*n) {
            Loc::Reg(m) => Some(m),
            _ => None,
        });
        let wanted = life
            .fixed
            .into_iter()
            .chain(near)
            .find_map(|m| places.iter().position(|(n, p)| *n == m && p.free(&life.ranges)));
        let found = wanted.or_else(|| places.iter().position(|(_, p)| p.free(&life.ranges)));
        let loc = match (found.and_then(|n| places.get_mut(n)), life.constant()) {
            (Some((m, place)), _) => {
                place.take(&life.ranges);
                Loc::Reg(*m)
            }
            (None, Some(i)) => Loc::Const(i),
            (None, None) => {
                let at = frame.iter().position(|p| p.free(&life.ranges)).unwrap_or(frame.len());
                if at == frame.len() {
                    frame.push(Place::default());
                }
                if let Some(p) = frame.get_mut(at) {
                    p.take(&life.ranges);
                }
                Loc::Spill(at as u32)
            }
        };
        if let Some(l) = out.locs.get_mut(r) {
            *l = loc;
        }
    }
    out.spills = frame.len() as u32;
    out
}

/// Where every register lives, and the positions of calls.
fn lives(f: &Func, live: &flow::Live) -> (Vec<Life>, Vec<(u32, u32)>) {
    let mut table = vec![Life::default(); f.regs as usize];
    let mut calls = Vec::new();
    let mut starts = Vec::with_capacity(f.blocks.len());
    let mut pos = 1u32;
    for b in &f.blocks {
        starts.push(pos);
        pos += b.insts.len() as u32 + 1;
    }
    // The end of the range of each register that is open, while going backwards.
    let mut open: Vec<u32> = vec![0; f.regs as usize];
    let mut opened: Vec<Reg> = Vec::new();
    for (i, (b, start)) in f.blocks.iter().zip(&starts).enumerate().rev() {
        let weight = 10u64.saturating_pow(u32::from(b.depth).min(6));
        let mut pos = start + b.insts.len() as u32;
        let mut reading = |r: Reg, end: u32, weight: u64, table: &mut [Life], open: &mut [u32]| {
            if let (Some(o), Some(l)) = (open.get_mut(r.0 as usize), table.get_mut(r.0 as usize)) {
                l.weight = l.weight.saturating_add(weight);
                if *o == 0 {
                    *o = end;
                    opened.push(r);
                }
            }
        };
        for r in live.outs.get(i).into_iter().flatten() {
            reading(*r, 2 * pos + 1, 0, &mut table, &mut open);
        }
        b.term.uses(&mut |r| reading(r, 2 * pos, weight, &mut table, &mut open));
        for (inst, _) in b.insts.iter().rev() {
            pos -= 1;
            if let Some(d) = inst.def()
                && let (Some(o), Some(l)) =
                    (open.get_mut(d.0 as usize), table.get_mut(d.0 as usize))
            {
                let end = if *o == 0 { 2 * pos + 2 } else { *o };
                l.ranges.push((2 * pos + 1, end));
                l.weight = l.weight.saturating_add(weight);
                l.defs += 1;
                l.konst =
                    if let Inst::Copy { a: Val::Imm(i), .. } = inst { Some(*i) } else { None };
                *o = 0;
            }
            inst.uses(&mut |r| reading(r, 2 * pos, weight, &mut table, &mut open));
            wishes(inst, &mut table);
            if let Inst::Call { .. } = inst {
                calls.push((2 * pos, 2 * pos + 1));
            }
        }
        for r in opened.drain(..) {
            if let (Some(o), Some(l)) = (open.get_mut(r.0 as usize), table.get_mut(r.0 as usize))
                && *o != 0
            {
                l.ranges.push((2 * start - 1, *o));
                *o = 0;
            }
        }
    }
    for (n, p) in f.params.iter().enumerate() {
        if let Some(l) = table.get_mut(p.0 as usize)
            && !l.ranges.is_empty()
        {
            l.ranges.push((0, 1));
            l.defs += 1;
            l.fixed = abi::ARGS.get(n).copied().filter(|_| n < abi::SPLIT);
        }
    }
    // What is read before it is assigned is cleared at the entry.
    for r in live.ins.first().into_iter().flatten() {
        if let Some(l) = table.get_mut(r.0 as usize) {
            l.defs += 1;
        }
    }
    (table, calls)
}

/// Notes which registers would best be the same.
fn wishes(inst: &Inst, table: &mut [Life]) {
    let mut near = |x: Reg, y: Reg| {
        for (x, y) in [(x, y), (y, x)] {
            if let Some(l) = table.get_mut(x.0 as usize)
                && l.near.len() < 8
            {
                l.near.push(y);
            }
        }
    };
    match inst {
        Inst::Copy { d, a: Val::Reg(a) } | Inst::Ext { d, a: Val::Reg(a), .. } => near(*d, *a),
        Inst::Bin { d, a: Val::Reg(a), .. } => near(*d, *a),
        Inst::Call { args, .. } => {
            for (n, a) in args.iter().take(abi::SPLIT).enumerate() {
                if let Val::Reg(r) = a
                    && let Some(l) = table.get_mut(r.0 as usize)
                {
                    l.fixed = l.fixed.or(abi::ARGS.get(n).copied());
                }
            }
        }
        _ => {}
    }
}
