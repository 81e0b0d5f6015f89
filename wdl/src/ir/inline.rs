//! Calls of small functions, and of those that are called at one place, become their bodies.
//!
//! A call passes copies, and so does the body: its parameters are fresh registers; what it reads before it
//! assigns is cleared first, as at the entry of a function; its slots are the caller's, as undefined at
//! first as a new frame's. Functions are treated callees first; within a cycle of calls, one that is
//! not done yet is called as before. What differs is that a body takes no place among nested
//! calls, so that a recursion goes deeper before it faults.
use super::{Base, Block, BlockId, Callee, Func, Inst, Reg, SlotId, Term, Val, flow};

/// Most instructions of a function that is called at several places.
const SMALL: usize = 64;
/// Most instructions of one that is called at one place.
const ONCE: usize = 400;
/// Most instructions of a function that grows by it, and of all that is added in a program.
const LARGE: usize = 4000;
const TOTAL: usize = 20_000;
/// Most bytes of slots of a function that grows by it: frames are bounded.
const FRAME: u32 = 2048;

/// Functions, callees before callers where there is no cycle.
pub(crate) fn order(funcs: &[Func]) -> Vec<usize> {
    let callees: Vec<Vec<usize>> = funcs.iter().map(|f| calls(f).collect()).collect();
    let mut seen = vec![false; funcs.len()];
    let mut out = Vec::with_capacity(funcs.len());
    for root in 0..funcs.len() {
        let mut work = vec![(root, 0usize)];
        while let Some((f, next)) = work.pop() {
            if next == 0 {
                match seen.get_mut(f) {
                    Some(s) if !*s => *s = true,
                    _ => continue,
                }
            }
            match callees.get(f).and_then(|c| c.get(next)) {
                Some(callee) => work.extend([(f, next + 1), (*callee, 0)]),
                None => out.push(f),
            }
        }
    }
    out
}

/// Functions that `f` calls, each as often as it is written.
fn calls(f: &Func) -> impl Iterator<Item = usize> + '_ {
    f.blocks.iter().flat_map(|b| &b.insts).filter_map(|(i, _)| match i {
        Inst::Call { callee: Callee::Func(to), .. } => Some(*to as usize),
        _ => None,
    })
}

fn size(f: &Func) -> usize {
    f.blocks.iter().map(|b| b.insts.len() + 1).sum()
}

fn slots(f: &Func) -> u32 {
    f.slots.iter().fold(0, |n, s| n.saturating_add(s.size).next_multiple_of(8))
}

/// What may be inlined yet.
pub(crate) struct Inliner {
    /// How often each function is called.
    sites: Vec<u32>,
    done: Vec<bool>,
    left: usize,
}

impl Inliner {
    /// For these functions.
    pub(crate) fn new(funcs: &[Func]) -> Inliner {
        let mut sites = vec![0; funcs.len()];
        for to in funcs.iter().flat_map(calls) {
            if let Some(n) = sites.get_mut(to) {
                *n += 1;
            }
        }
        Inliner { sites, done: vec![false; funcs.len()], left: TOTAL }
    }

    /// Inlines into function `at`, which comes in [`order`].
    pub(crate) fn grow(&mut self, at: usize, funcs: &mut [Func]) {
        let Some(mut f) = funcs.get(at).cloned() else { return };
        let mut order: Vec<BlockId> = (0..f.blocks.len() as u32).map(BlockId).collect();
        let (mut total, mut changed) = (size(&f), false);
        let mut place = 0;
        while let Some(b) = order.get(place).copied() {
            let found = f.block(b).and_then(|block| {
                block.insts.iter().position(|(i, _)| match i {
                    Inst::Call { callee: Callee::Func(to), .. } => {
                        let to = *to as usize;
                        to != at && funcs.get(to).is_some_and(|c| self.worth(to, c, &f, total))
                    }
                    _ => false,
                })
            });
            let callee = found.and_then(|n| match f.block(b)?.insts.get(n)?.0 {
                Inst::Call { callee: Callee::Func(to), .. } => funcs.get(to as usize),
                _ => None,
            });
            if let (Some(n), Some(callee)) = (found, callee) {
                let added = paste(&mut f, b, n, callee);
                order.splice(place + 1..place + 1, added);
                total += size(callee);
                self.left = self.left.saturating_sub(size(callee));
                changed = true;
            }
            place += 1;
        }
        if let Some(d) = self.done.get_mut(at) {
            *d = true;
        }
        if changed {
            f.reorder(&order);
            if let Some(old) = funcs.get_mut(at) {
                *old = f;
            }
        }
    }

    fn worth(&self, to: usize, callee: &Func, f: &Func, total: usize) -> bool {
        let most = if self.sites.get(to) == Some(&1) { ONCE } else { SMALL };
        let n = size(callee);
        self.done.get(to) == Some(&true)
            && n <= most
            && n <= self.left
            && total + n <= LARGE
            && slots(f).saturating_add(slots(callee)) <= FRAME
            && calls(callee).all(|c| c != to)
    }
}

/// Replaces call `n` of block `b` by the body of `callee`; the blocks that are to follow `b`.
fn paste(f: &mut Func, b: BlockId, n: usize, callee: &Func) -> Vec<BlockId> {
    let Some(block) = f.blocks.get_mut(b.0 as usize) else { return Vec::new() };
    let mut tail = block.insts.split_off(n);
    if tail.is_empty() {
        return Vec::new();
    }
    let (call, span) = tail.remove(0);
    let Inst::Call { d, args, .. } = call else { return Vec::new() };
    let (depth, end) = (block.depth, block.span);
    let first = f.blocks.len() as u32;
    let after = BlockId(first + callee.blocks.len() as u32);
    let (regs, slots) = (f.regs, f.slots.len() as u32);
    let Some(block) = f.blocks.get_mut(b.0 as usize) else { return Vec::new() };
    for (p, a) in callee.params.iter().zip(args) {
        block.insts.push((Inst::Copy { d: Reg(p.0 + regs), a }, span));
    }
    for r in flow::liveness(callee).ins.first().into_iter().flatten() {
        if !callee.params.contains(r) {
            block.insts.push((Inst::Copy { d: Reg(r.0 + regs), a: Val::Imm(0) }, span));
        }
    }
    let term = std::mem::replace(&mut block.term, Term::Jump(BlockId(first)));
    block.span = span;
    f.regs += callee.regs;
    f.slots.extend(callee.slots.iter().copied());
    for own in &callee.blocks {
        let mut own = own.clone();
        if callee.lent {
            own.insts.iter_mut().for_each(|(_, at)| *at = span);
            own.span = span;
        }
        for (i, _) in &mut own.insts {
            i.regs_mut(&mut |r| r.0 += regs);
            match i {
                Inst::Addr { slot: SlotId(s), .. }
                | Inst::Load { base: Base::Slot(SlotId(s)), .. }
                | Inst::Store { base: Base::Slot(SlotId(s)), .. } => *s += slots,
                _ => {}
            }
        }
        own.term.uses_mut(&mut |v| {
            if let Val::Reg(r) = v {
                r.0 += regs;
            }
        });
        own.term.targets_mut(&mut |t| t.0 += first);
        if let Term::Ret(a) = own.term {
            own.insts.extend(d.map(|d| (Inst::Copy { d, a }, own.span)));
            own.term = Term::Jump(after);
        }
        own.depth = own.depth.saturating_add(depth);
        f.blocks.push(own);
    }
    f.blocks.push(Block { insts: tail, term, span: end, depth });
    (first..=after.0).map(BlockId).collect()
}

/// Drops functions that none of `roots` leads to; the new index of each.
pub(crate) fn prune(funcs: &mut Vec<Func>, roots: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut used = vec![false; funcs.len()];
    let mut work: Vec<usize> = roots.map(|r| r as usize).collect();
    while let Some(f) = work.pop() {
        match used.get_mut(f) {
            Some(u) if !*u => *u = true,
            _ => continue,
        }
        work.extend(funcs.get(f).into_iter().flat_map(calls));
    }
    let mut next = 0;
    let index: Vec<u32> = used
        .iter()
        .map(|u| {
            next += u32::from(*u);
            next.saturating_sub(1)
        })
        .collect();
    let mut keep = used.into_iter();
    funcs.retain(|_| keep.next().unwrap_or_default());
    for (i, _) in funcs.iter_mut().flat_map(|f| &mut f.blocks).flat_map(|b| &mut b.insts) {
        if let Inst::Call { callee: Callee::Func(to), .. } = i
            && let Some(new) = index.get(*to as usize)
        {
            *to = *new;
        }
    }
    index
}

#[cfg(test)]
mod tests {
    use super::{Inliner, order, prune};
    use crate::ir::{flow, text};

    #[test]
    fn a_call_becomes_the_body() {
        let caller = text::read(
            "f(r0)
            b0 0:
            r1 = call f1(r0, 5)
            r2 = add64 r1, 1
            ret r2",
        );
        let callee = text::read(
            "f(r0, r1) s0:8
            b0 0:
            store8 s0+0, r2
            if.slt32 r0, r1 b1 b2
            b1 0:
            ret r1
            b2 0:
            ret r0",
        );
        let mut funcs = vec![caller, callee];
        let mut inliner = Inliner::new(&funcs);
        for at in order(&funcs) {
            inliner.grow(at, &mut funcs);
        }
        assert_eq!(prune(&mut funcs, [0].into_iter()), [0, 0]);
        let [f] = funcs.as_mut_slice() else { unreachable!() };
        flow::tidy(f);
        text::check(
            "f(r0)",
            "b0 0:
            r3 = copy r0
            r4 = copy 5
            r5 = copy 0
            store8 s0+0, r5
            if.slt32 r3, r4 b1 b2
            b1 0:
            r1 = copy r4
            jump b3
            b2 0:
            r1 = copy r3
            jump b3
            b3 0:
            r2 = add64 r1, 1
            ret r2",
            |empty| *empty = f.clone(),
        );
    }

    #[test]
    fn a_recursion_stays_one() {
        let text = "b0 0:
            r1 = call f0(r0)
            ret r1";
        let mut funcs = vec![text::read(&format!("f(r0)\n{text}"))];
        Inliner::new(&funcs).grow(0, &mut funcs);
        text::check("f(r0)", text, |f| *f = funcs.remove(0));
    }
}
