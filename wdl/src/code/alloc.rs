//! Linear-scan register allocation (Poletto and Sarkar 1999) over the virtual registers of one
//! function. An interval is the hull of all positions where a register is live; intervals across a
//! call get registers that survive it or a place in the frame.
use super::abi;
use crate::ir::flow;
use crate::ir::{Func, Inst, Reg, Term, Val};

/// Where a virtual register lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loc {
    /// In this machine register.
    Reg(u8),
    /// In the frame: index of an 8-byte spill place.
    Spill(u32),
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

#[derive(Clone, Copy)]
struct Interval {
    reg: Reg,
    start: u32,
    end: u32,
    weight: u64,
    crosses: bool,
    hint: Option<Reg>,
    fixed: Option<u8>,
}

/// Allocates registers for `f`.
pub(crate) fn allocate(f: &Func) -> Alloc {
    let (mut intervals, undefined) = intervals(f);
    intervals.sort_by_key(|i| (i.start, i.reg));
    let mut out = Alloc { locs: vec![Loc::None; f.regs as usize], spills: 0, undefined };
    let mut active: Vec<Interval> = Vec::new();
    let mut places: Vec<u32> = Vec::new(); // end of the interval in each spill place
    for cur in intervals {
        active.retain(|a| a.end > cur.start);
        let taken = |out: &Alloc, m: u8| active.iter().any(|a| out.loc(a.reg) == Loc::Reg(m));
        let usable = |m: u8| !cur.crosses || abi::CALLEE_SAVED.contains(&m);
        let hinted = cur
            .fixed
            .into_iter()
            .chain(cur.hint.and_then(|h| match out.loc(h) {
                Loc::Reg(m) => Some(m),
                _ => None,
            }))
            .find(|m| usable(*m) && allocatable(*m) && !taken(&out, *m));
        let free = hinted.or_else(|| {
            abi::CALLER_SAVED
                .into_iter()
                .chain(abi::CALLEE_SAVED)
                .find(|m| usable(*m) && !taken(&out, *m))
        });
        if let Some(m) = free {
            set(&mut out, cur.reg, Loc::Reg(m));
            active.push(cur);
            continue;
        }
        // None is free: the lightest of those that would do goes to the frame.
        let victim = active
            .iter()
            .enumerate()
            .filter(|(_, a)| matches!(out.loc(a.reg), Loc::Reg(m) if usable(m)))
            .min_by_key(|(_, a)| density(a))
            .filter(|(_, a)| density(a) < density(&cur))
            .map(|(i, _)| i);
        match victim {
            Some(i) => {
                let old = active.swap_remove(i);
                let place = out.loc(old.reg);
                spill(&mut out, &mut places, &old);
                set(&mut out, cur.reg, place);
                active.push(cur);
            }
            None => spill(&mut out, &mut places, &cur),
        }
    }
    out
}

fn allocatable(m: u8) -> bool {
    abi::CALLER_SAVED.contains(&m) || abi::CALLEE_SAVED.contains(&m)
}

fn density(i: &Interval) -> u64 {
    i.weight.saturating_mul(1024) / u64::from(i.end - i.start + 1)
}

fn set(out: &mut Alloc, r: Reg, loc: Loc) {
    if let Some(l) = out.locs.get_mut(r.0 as usize) {
        *l = loc;
    }
}

/// Gives `i` a frame place that no interval uses from its start on.
fn spill(out: &mut Alloc, places: &mut Vec<u32>, i: &Interval) {
    let place = match places.iter().position(|end| *end < i.start) {
        Some(p) => p,
        None => {
            places.push(0);
            places.len() - 1
        }
    };
    if let Some(end) = places.get_mut(place) {
        *end = i.end;
    }
    out.spills = places.len() as u32;
    set(out, i.reg, Loc::Spill(place as u32));
}

/// Positions: instruction n reads at 2n and writes at 2n + 1; parameters are written at 0.
fn intervals(f: &Func) -> (Vec<Interval>, Vec<Reg>) {
    let live = flow::liveness(f);
    let blank = |r: u32| Interval {
        reg: Reg(r),
        start: u32::MAX,
        end: 0,
        weight: 0,
        crosses: false,
        hint: None,
        fixed: None,
    };
    let mut table: Vec<Interval> = (0..f.regs).map(blank).collect();
    let mut touch = |r: Reg, at: u32, weight: u64| {
        if let Some(i) = table.get_mut(r.0 as usize) {
            i.start = i.start.min(at);
            i.end = i.end.max(at);
            i.weight = i.weight.saturating_add(weight);
        }
    };
    for p in &f.params {
        touch(*p, 0, 1);
        touch(*p, 1, 0);
    }
    let mut pos = 1u32;
    let mut calls = Vec::new();
    let mut hints: Vec<(Reg, Option<Reg>, Option<u8>)> = Vec::new();
    for (n, p) in f.params.iter().take(abi::SPLIT).enumerate() {
        hints.push((*p, None, abi::ARGS.get(n).copied()));
    }
    for (i, b) in f.blocks.iter().enumerate() {
        let weight = 10u64.saturating_pow(u32::from(b.depth).min(6));
        for r in live.ins.get(i).into_iter().flatten() {
            touch(*r, 2 * pos - 1, 0);
        }
        for (inst, _) in &b.insts {
            inst.uses(&mut |r| touch(r, 2 * pos, weight));
            if let Some(d) = inst.def() {
                touch(d, 2 * pos + 1, weight);
            }
            match inst {
                Inst::Call { args, .. } => {
                    calls.push(2 * pos);
                    for (n, a) in args.iter().take(abi::SPLIT).enumerate() {
                        if let Val::Reg(r) = a {
                            hints.push((*r, None, abi::ARGS.get(n).copied()));
                        }
                    }
                }
                Inst::Copy { d, a: Val::Reg(a) } | Inst::Bin { d, a: Val::Reg(a), .. } => {
                    hints.push((*d, Some(*a), None));
                }
                _ => {}
            }
            pos += 1;
        }
        b.term.uses(&mut |r| touch(r, 2 * pos, weight));
        let end = 2 * pos + u32::from(!matches!(b.term, Term::Ret(_)));
        for r in live.outs.get(i).into_iter().flatten() {
            touch(*r, end, 0);
        }
        pos += 1;
    }
    for (r, hint, fixed) in hints {
        if let Some(i) = table.get_mut(r.0 as usize) {
            i.hint = i.hint.or(hint);
            i.fixed = i.fixed.or(fixed);
        }
    }
    for i in &mut table {
        let next = calls.partition_point(|c| *c <= i.start);
        i.crosses = calls.get(next).is_some_and(|c| *c < i.end);
    }
    let params: Vec<Reg> = f.params.clone();
    let undefined = live
        .ins
        .first()
        .map(|s| s.iter().copied().filter(|r| !params.contains(r)).collect())
        .unwrap_or_default();
    table.retain(|i| i.start != u32::MAX);
    (table, undefined)
}
