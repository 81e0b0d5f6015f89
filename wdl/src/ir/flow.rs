//! Order and liveness of blocks.
use super::{BlockId, Func, Reg, Term};

/// A set of virtual registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RegSet(Vec<u64>);

impl RegSet {
    pub(crate) fn new(regs: u32) -> RegSet {
        RegSet(vec![0; regs as usize / 64 + 1])
    }

    pub(crate) fn insert(&mut self, r: Reg) {
        if let Some(w) = self.0.get_mut(r.0 as usize / 64) {
            *w |= 1 << (r.0 % 64);
        }
    }

    pub(crate) fn remove(&mut self, r: Reg) {
        if let Some(w) = self.0.get_mut(r.0 as usize / 64) {
            *w &= !(1 << (r.0 % 64));
        }
    }

    pub(crate) fn clear(&mut self) {
        self.0.fill(0);
    }

    pub(crate) fn contains(&self, r: Reg) -> bool {
        self.0.get(r.0 as usize / 64).is_some_and(|w| w & (1 << (r.0 % 64)) != 0)
    }

    /// Adds all of `other`; says whether anything was new.
    pub(crate) fn union(&mut self, other: &RegSet) -> bool {
        let mut grew = false;
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            grew |= *b & !*a != 0;
            *a |= b;
        }
        grew
    }

    /// Adds what is in `other` but not in `but`; says whether anything was new.
    fn union_without(&mut self, other: &RegSet, but: &RegSet) -> bool {
        let mut grew = false;
        for ((a, b), c) in self.0.iter_mut().zip(&other.0).zip(&but.0) {
            let new = b & !c;
            grew |= new & !*a != 0;
            *a |= new;
        }
        grew
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Reg> + '_ {
        self.0.iter().enumerate().flat_map(|(i, w)| {
            let w = *w;
            (0..64).filter(move |b| w & (1 << b) != 0).map(move |b| Reg(i as u32 * 64 + b))
        })
    }
}

/// Registers live at the start and at the end of every block.
pub(crate) struct Live {
    pub(crate) ins: Vec<Vec<Reg>>,
    pub(crate) outs: Vec<Vec<Reg>>,
}

/// What a block reads before it writes, and what it writes; of registers that live across blocks.
struct Summary {
    reads: RegSet,
    writes: RegSet,
}

/// Backward data flow to the least fixed point. Most registers live within one block only, so the
/// sets are over the others, renumbered.
pub(crate) fn liveness(f: &Func) -> Live {
    let across = across(f);
    let mut number = vec![None; f.regs as usize];
    for (n, r) in across.iter().enumerate() {
        if let Some(x) = number.get_mut(r.0 as usize) {
            *x = Some(Reg(n as u32));
        }
    }
    let dense = |r: Reg| number.get(r.0 as usize).copied().flatten();
    let n = across.len() as u32;
    let summaries: Vec<Summary> = f.blocks.iter().map(|b| summary(b, n, &dense)).collect();
    let mut ins = vec![RegSet::new(n); f.blocks.len()];
    let mut outs = ins.clone();
    let mut again = true;
    while again {
        again = false;
        let blocks = f.blocks.iter().zip(&summaries).zip(&mut outs).enumerate().rev();
        for (i, ((block, summary), out)) in blocks {
            for s in block.term.successors() {
                if let Some(s) = ins.get(s.0 as usize) {
                    out.union(s);
                }
            }
            if let Some(live) = ins.get_mut(i) {
                again |= live.union(&summary.reads);
                again |= live.union_without(out, &summary.writes);
            }
        }
    }
    let named = |sets: Vec<RegSet>| {
        let list = |s: RegSet| s.iter().filter_map(|r| across.get(r.0 as usize).copied()).collect();
        sets.into_iter().map(list).collect()
    };
    Live { ins: named(ins), outs: named(outs) }
}

/// Registers that some block reads before it writes them.
fn across(f: &Func) -> Vec<Reg> {
    let mut found = RegSet::new(f.regs);
    let mut written = RegSet::new(f.regs);
    for b in &f.blocks {
        let mut here = Vec::new();
        for (inst, _) in &b.insts {
            inst.uses(&mut |r| {
                if !written.contains(r) {
                    found.insert(r);
                }
            });
            if let Some(d) = inst.def() {
                written.insert(d);
                here.push(d);
            }
        }
        b.term.uses(&mut |r| {
            if !written.contains(r) {
                found.insert(r);
            }
        });
        here.into_iter().for_each(|r| written.remove(r));
    }
    found.iter().collect()
}

fn summary(b: &super::Block, n: u32, dense: &dyn Fn(Reg) -> Option<Reg>) -> Summary {
    let mut s = Summary { reads: RegSet::new(n), writes: RegSet::new(n) };
    let Summary { reads, writes } = &mut s;
    let mut read = |r: Reg, writes: &RegSet| {
        if let Some(r) = dense(r)
            && !writes.contains(r)
        {
            reads.insert(r);
        }
    };
    for (inst, _) in &b.insts {
        inst.uses(&mut |r| read(r, writes));
        if let Some(d) = inst.def().and_then(dense) {
            writes.insert(d);
        }
    }
    b.term.uses(&mut |r| read(r, writes));
    s
}

/// Follows chains of empty blocks, joins blocks with their only predecessor, drops what cannot be
/// reached.
pub(crate) fn tidy(f: &mut Func) {
    thread_jumps(f);
    // Joining relies on every block being reachable.
    prune(f);
    join(f);
    prune(f);
}

fn thread_jumps(f: &mut Func) {
    let forward: Vec<Option<BlockId>> = f
        .blocks
        .iter()
        .map(|b| match b.term {
            Term::Jump(t) if b.insts.is_empty() => Some(t),
            _ => None,
        })
        .collect();
    let ends = ends(&forward);
    let target = |id: BlockId| ends.get(id.0 as usize).copied().flatten().unwrap_or(id);
    for b in &mut f.blocks {
        match &mut b.term {
            Term::Jump(t) => *t = target(*t),
            Term::Branch { then, other, .. } => {
                *then = target(*then);
                *other = target(*other);
                if then == other {
                    b.term = Term::Jump(*then);
                }
            }
            Term::Ret(_) => {}
        }
    }
}

/// Where chains of forwarding blocks end, each looked at once. One that goes round ends somewhere on it.
fn ends(forward: &[Option<BlockId>]) -> Vec<Option<BlockId>> {
    let mut ends: Vec<Option<BlockId>> = vec![None; forward.len()];
    let mut walked = vec![false; forward.len()];
    let mut chain = Vec::new();
    for start in 0..forward.len() as u32 {
        let mut id = BlockId(start);
        let end = loop {
            let at = id.0 as usize;
            if let Some(end) = ends.get(at).copied().flatten() {
                break end;
            }
            match (walked.get_mut(at), forward.get(at).copied().flatten()) {
                (Some(walked), Some(next)) if !*walked && next != id => {
                    *walked = true;
                    chain.push(at);
                    id = next;
                }
                _ => break id,
            }
        };
        for at in chain.drain(..) {
            if let Some(e) = ends.get_mut(at) {
                *e = Some(end);
            }
        }
    }
    ends
}

fn predecessors(f: &Func) -> Vec<u32> {
    let mut count = vec![0u32; f.blocks.len()];
    for s in f.blocks.iter().flat_map(|b| b.term.successors()) {
        if let Some(c) = count.get_mut(s.0 as usize) {
            *c += 1;
        }
    }
    count
}

fn reachable(f: &Func) -> Vec<bool> {
    let mut seen = vec![false; f.blocks.len()];
    let mut work = vec![BlockId(0)];
    while let Some(id) = work.pop() {
        match seen.get_mut(id.0 as usize) {
            Some(s) if !*s => *s = true,
            _ => continue,
        }
        if let Some(b) = f.block(id) {
            work.extend(b.term.successors());
        }
    }
    seen
}

fn join(f: &mut Func) {
    let preds = predecessors(f);
    let reached = reachable(f);
    // A block joined into another becomes a loop of its own that nothing leads to: blocks that
    // cannot be reached must not take it in again.
    for i in (0..f.blocks.len()).filter(|i| reached.get(*i) == Some(&true)) {
        while let Some(Term::Jump(next)) = f.blocks.get(i).map(|b| b.term.clone()) {
            let alone = preds.get(next.0 as usize) == Some(&1);
            if !alone || next.0 == 0 || next.0 as usize == i {
                break;
            }
            let Some(tail) = f.blocks.get_mut(next.0 as usize) else { break };
            let insts = std::mem::take(&mut tail.insts);
            let (term, span) = (tail.term.clone(), tail.span);
            tail.term = Term::Jump(next);
            if let Some(b) = f.blocks.get_mut(i) {
                b.insts.extend(insts);
                b.term = term;
                b.span = span;
            }
        }
    }
}

/// Drops blocks that cannot be reached; the rest keep their order, which is the source's.
fn prune(f: &mut Func) {
    let mut number = Vec::with_capacity(f.blocks.len());
    let mut next = 0;
    let reached = reachable(f);
    for r in &reached {
        number.push(BlockId(next));
        next += u32::from(*r);
    }
    let renamed = |id: &mut BlockId| {
        if let Some(n) = number.get(id.0 as usize) {
            *id = *n;
        }
    };
    let mut reached = reached.into_iter();
    f.blocks.retain(|_| reached.next().unwrap_or_default());
    for b in &mut f.blocks {
        match &mut b.term {
            Term::Jump(t) => renamed(t),
            Term::Branch { then, other, .. } => {
                renamed(then);
                renamed(other);
            }
            Term::Ret(_) => {}
        }
    }
}
