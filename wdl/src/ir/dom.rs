//! Dominators, by Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001).
use super::Func;

/// Most rounds to a fixed point; structured code takes two, and few graphs more than four.
const ROUNDS: usize = 64;

/// The dominator tree of a function.
pub(crate) struct Tree {
    /// Immediate dominator of each block; of the entry, itself. What cannot be reached has none.
    idom: Vec<Option<u32>>,
    /// Blocks in reverse post-order.
    pub(crate) order: Vec<u32>,
    /// Predecessors that can be reached, each as often as it leads here.
    pub(crate) preds: Vec<Vec<u32>>,
    /// First and last step of a walk over the tree at which each block is open.
    span: Vec<(u32, u32)>,
}

impl Tree {
    /// Of `f`; `None` if the graph is too tangled to be worth it.
    pub(crate) fn of(f: &Func) -> Option<Tree> {
        let n = f.blocks.len();
        let order = reverse_post_order(f);
        let mut number = vec![usize::MAX; n];
        let mut preds = vec![Vec::new(); n];
        for (at, b) in order.iter().enumerate() {
            *number.get_mut(*b as usize)? = at;
            for s in f.blocks.get(*b as usize)?.term.successors() {
                preds.get_mut(s.0 as usize)?.push(*b);
            }
        }
        let mut idom: Vec<Option<u32>> = vec![None; n];
        *idom.first_mut()? = Some(0);
        let mut again = true;
        for _ in 0..ROUNDS {
            again = false;
            for b in order.iter().skip(1) {
                let mut new: Option<u32> = None;
                for p in preds.get(*b as usize)? {
                    if idom.get(*p as usize)?.is_some() {
                        new = Some(match new {
                            None => *p,
                            Some(q) => meet(&idom, &number, *p, q)?,
                        });
                    }
                }
                let old = idom.get_mut(*b as usize)?;
                if *old != new {
                    *old = new;
                    again = true;
                }
            }
            if !again {
                break;
            }
        }
        if again {
            return None;
        }
        let mut tree = Tree { idom, order, preds, span: vec![(0, 0); n] };
        tree.number();
        Some(tree)
    }

    #[cfg(test)]
    /// Whether `a` dominates `b` (every block dominates itself).
    pub(crate) fn dominates(&self, a: u32, b: u32) -> bool {
        match (self.span.get(a as usize), self.span.get(b as usize)) {
            (Some(a), Some(b)) => a.0 <= b.0 && b.1 <= a.1,
            _ => false,
        }
    }

    /// Blocks that each block dominates immediately.
    pub(crate) fn children(&self) -> Vec<Vec<u32>> {
        let mut list = vec![Vec::new(); self.idom.len()];
        for b in self.order.iter().skip(1) {
            if let Some(Some(up)) = self.idom.get(*b as usize)
                && let Some(l) = list.get_mut(*up as usize)
            {
                l.push(*b);
            }
        }
        list
    }

    fn number(&mut self) {
        let children = self.children();
        let mut step = 0;
        let mut work = vec![(0u32, 0usize)];
        while let Some((b, done)) = work.pop() {
            step += 1;
            if done == 0
                && let Some(s) = self.span.get_mut(b as usize)
            {
                s.0 = step;
            }
            match children.get(b as usize).and_then(|c| c.get(done)) {
                Some(next) => work.extend([(b, done + 1), (*next, 0)]),
                None => {
                    if let Some(s) = self.span.get_mut(b as usize) {
                        s.1 = step;
                    }
                }
            }
        }
    }
}

fn meet(idom: &[Option<u32>], number: &[usize], mut a: u32, mut b: u32) -> Option<u32> {
    while a != b {
        let (na, nb) = (number.get(a as usize)?, number.get(b as usize)?);
        if na > nb {
            a = (*idom.get(a as usize)?)?;
        } else {
            b = (*idom.get(b as usize)?)?;
        }
    }
    Some(a)
}

fn reverse_post_order(f: &Func) -> Vec<u32> {
    let mut seen = vec![false; f.blocks.len()];
    let mut out = Vec::new();
    let mut work = vec![(0u32, 0usize)];
    if let Some(s) = seen.first_mut() {
        *s = true;
    }
    while let Some((b, done)) = work.pop() {
        let next = f.blocks.get(b as usize).and_then(|x| x.term.successors().nth(done));
        let Some(next) = next else {
            out.push(b);
            continue;
        };
        work.push((b, done + 1));
        if let Some(s) = seen.get_mut(next.0 as usize)
            && !*s
        {
            *s = true;
            work.push((next.0, 0));
        }
    }
    out.reverse();
    out
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::indexing_slicing)]
mod tests {
    use super::Tree;
    use crate::ir::text;

    #[test]
    fn blocks_dominate_what_only_they_lead_to() {
        let f = text::read(
            "f(r0)
            b0 0: if.ne64 r0, 0 b1 b2
            b1 0: jump b3
            b2 0: jump b3
            b3 1: if.ne64 r0, 1 b3 b4
            b4 0: ret r0"
                .replace(": ", ":\n")
                .as_str(),
        );
        let t = Tree::of(&f).expect("simple");
        let pairs: Vec<_> = (0..5)
            .flat_map(|a| (0..5).map(move |b| (a, b)))
            .filter(|(a, b)| a != b && t.dominates(*a, *b))
            .collect();
        assert_eq!(pairs, [(0, 1), (0, 2), (0, 3), (0, 4), (3, 4)]);
        assert_eq!(t.preds[3], [2, 1, 3]);
    }
}
