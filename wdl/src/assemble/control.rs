//! Control dependences of a function's blocks.
use crate::ir::{BlockId, Func, Term};

/// For each block, the branches that decide whether it is executed, transitively.
pub(super) fn dependences(f: &Func) -> Vec<Vec<BlockId>> {
    let n = f.blocks.len();
    // Post-dominators as sets of bits over blocks, by the simple fixed point.
    let words = n / 64 + 1;
    let full = vec![u64::MAX; words];
    let mut post: Vec<Vec<u64>> = vec![full; n];
    let has = |set: &[u64], b: usize| set.get(b / 64).is_some_and(|w| w & (1 << (b % 64)) != 0);
    let mut again = true;
    while again {
        again = false;
        for (i, b) in f.blocks.iter().enumerate().rev() {
            let mut set: Option<Vec<u64>> = None;
            for s in b.term.successors() {
                let Some(other) = post.get(s.0 as usize) else { continue };
                match &mut set {
                    None => set = Some(other.clone()),
                    Some(set) => set.iter_mut().zip(other).for_each(|(a, b)| *a &= b),
                }
            }
            let mut set = set.unwrap_or_else(|| vec![0; words]);
            if let Some(w) = set.get_mut(i / 64) {
                *w |= 1 << (i % 64);
            }
            if let Some(p) = post.get_mut(i)
                && *p != set
            {
                *p = set;
                again = true;
            }
        }
    }
    let mut out: Vec<Vec<BlockId>> = vec![Vec::new(); n];
    for (i, b) in f.blocks.iter().enumerate() {
        if !matches!(b.term, Term::Branch { .. }) {
            continue;
        }
        for (x, list) in out.iter_mut().enumerate() {
            let by_some =
                b.term.successors().any(|s| post.get(s.0 as usize).is_some_and(|p| has(p, x)));
            let by_all = post.get(i).is_some_and(|p| has(p, x)) && x != i;
            if by_some && !by_all {
                list.push(BlockId(i as u32));
            }
        }
    }
    // What a deciding branch itself depends on decides too.
    let mut again = true;
    while again {
        again = false;
        for i in 0..n {
            let mut list = out.get(i).cloned().unwrap_or_default();
            let before = list.len();
            for b in list.clone() {
                for c in out.get(b.0 as usize).into_iter().flatten() {
                    if !list.contains(c) {
                        list.push(*c);
                    }
                }
            }
            if list.len() > before {
                again = true;
                if let Some(o) = out.get_mut(i) {
                    *o = list;
                }
            }
        }
    }
    out
}
