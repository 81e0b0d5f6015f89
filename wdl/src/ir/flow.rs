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

    pub(crate) fn iter(&self) -> impl Iterator<Item = Reg> + '_ {
        self.0.iter().enumerate().flat_map(|(i, w)| {
            let w = *w;
            (0..64).filter(move |b| w & (1 << b) != 0).map(move |b| Reg(i as u32 * 64 + b))
        })
    }
}

/// Registers live at the start and at the end of every block.
pub(crate) struct Live {
    pub(crate) ins: Vec<RegSet>,
    pub(crate) outs: Vec<RegSet>,
}

/// Backward data flow to the least fixed point.
pub(crate) fn liveness(f: &Func) -> Live {
    let n = f.blocks.len();
    let mut ins = vec![RegSet::new(f.regs); n];
    let mut outs = ins.clone();
    let mut again = true;
    while again {
        again = false;
        for (i, block) in f.blocks.iter().enumerate().rev() {
            let mut live = RegSet::new(f.regs);
            for s in block.term.successors() {
                if let Some(s) = ins.get(s.0 as usize) {
                    live.union(s);
                }
            }
            if let Some(o) = outs.get_mut(i) {
                o.union(&live);
            }
            block.term.uses(&mut |r| live.insert(r));
            for (inst, _) in block.insts.iter().rev() {
                if let Some(d) = inst.def() {
                    live.remove(d);
                }
                inst.uses(&mut |r| live.insert(r));
            }
            if let Some(i) = ins.get_mut(i) {
                again |= i.union(&live);
            }
        }
    }
    Live { ins, outs }
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
    let target = |mut id: BlockId| {
        for _ in 0..forward.len() {
            match forward.get(id.0 as usize).copied().flatten() {
                Some(next) if next != id => id = next,
                _ => break,
            }
        }
        id
    };
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
