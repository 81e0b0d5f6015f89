//! Counting over all sets of monitors: each order of kills is a path from the empty set to the full one, and
//! what a kill brings about depends on the set of those dead before it alone. So 2^n sets stand for n! orders.
use super::{Counts, factorial};

/// Most monitors for which everything is counted.
pub const MOST: usize = 18;

/// Counts an arrangement of at most [`MOST`] monitors.
pub(crate) fn count(watchers: &[Vec<usize>]) -> Counts {
    let n = watchers.len();
    let masks: Vec<u32> = watchers.iter().map(|w| w.iter().fold(0, |m, &i| m | 1 << i)).collect();
    let sets = 1_usize << n;
    // By set of the dead: fewest responses on the way here; silent ways; responses over all ways; ways.
    let mut least = vec![u32::MAX; sets];
    let mut silent = vec![0.0_f64; sets];
    let mut sum = vec![0.0_f64; sets];
    let mut ways = vec![0.0_f64; sets];
    if let (Some(l), Some(s), Some(w)) = (least.first_mut(), silent.first_mut(), ways.first_mut()) {
        (*l, *s, *w) = (0, 1.0, 1.0);
    }
    for dead in 0..sets {
        let here = (get(&least, dead), get(&silent, dead), get(&sum, dead), get(&ways, dead));
        for (victim, mask) in masks.iter().enumerate().filter(|(v, _)| dead >> v & 1 == 0) {
            let next = dead | 1 << victim;
            let responses = (mask & !(dead as u32)).count_ones();
            if let Some(l) = least.get_mut(next) {
                *l = (*l).min(here.0.saturating_add(responses));
            }
            if let Some(s) = silent.get_mut(next).filter(|_| responses == 0) {
                *s += here.1;
            }
            if let (Some(s), Some(w)) = (sum.get_mut(next), ways.get_mut(next)) {
                *s += here.2 + here.3 * f64::from(responses);
                *w += here.3;
            }
        }
    }
    let (all, full) = (factorial(n), sets - 1);
    let silent_orders = get(&silent, full);
    Counts {
        stage: stages(&masks),
        silent_orders,
        silent_share: silent_orders / all,
        responses_least: get(&least, full).into(),
        responses_mean: get(&sum, full) / all,
        witnesses_least: witnesses(&masks).into(),
    }
}

fn get<T: Copy + Default>(list: &[T], at: usize) -> T {
    list.get(at).copied().unwrap_or_default()
}

/// Sizes, least and greatest, of the sets that can be disabled silently first and have no such set within them.
fn stages(masks: &[u32]) -> (usize, usize) {
    let n = masks.len();
    let silent = |set: u32| {
        set != 0 && masks.iter().enumerate().all(|(v, mask)| set >> v & 1 == 0 || mask & !set == 0)
    };
    let found: Vec<u32> = (1..1_u32 << n).filter(|&s| silent(s)).collect();
    let minimal =
        found.iter().filter(|&&s| !found.iter().take_while(|&&t| t < s).any(|&t| t & s == t));
    let sizes: Vec<usize> = minimal.map(|s| s.count_ones() as usize).collect();
    (sizes.iter().copied().min().unwrap_or(n), sizes.iter().copied().max().unwrap_or(n))
}

/// Fewest monitors that respond in any order: the smallest set W for which there is an order in which nobody else
/// does, that is, in which everybody dies when its living watchers are in W. The dead only grow, so whoever may die
/// may still die later, and any such order is found by killing whoever may.
fn witnesses(masks: &[u32]) -> u32 {
    let n = masks.len();
    let full = (1_u32 << n) - 1;
    let fits = |w: u32| {
        let mut dead = 0_u32;
        loop {
            let more = masks
                .iter()
                .enumerate()
                .filter(|(v, mask)| dead >> v & 1 == 0 && *mask & !dead & !w == 0)
                .fold(0, |m, (v, _)| m | 1 << v);
            if more == 0 {
                return dead == full;
            }
            dead |= more;
        }
    };
    (0..=full).filter(|&w| fits(w)).map(u32::count_ones).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Graph;
    use crate::plan::{Scheme, watchers};

    /// All n! orders, one by one.
    fn brute(watchers: &[Vec<usize>]) -> (f64, f64, f64, f64) {
        fn walk(
            w: &[Vec<usize>],
            dead: &mut Vec<usize>,
            told: &mut Vec<usize>,
            out: &mut (f64, f64, f64, f64),
        ) {
            if dead.len() == w.len() {
                let mut who = told.clone();
                who.sort_unstable();
                who.dedup();
                out.0 += f64::from(u8::from(told.is_empty()));
                out.1 = out.1.min(told.len() as f64);
                out.2 += told.len() as f64;
                out.3 = out.3.min(who.len() as f64);
                return;
            }
            for v in 0..w.len() {
                if dead.contains(&v) {
                    continue;
                }
                let before = told.len();
                told.extend(w[v].iter().filter(|i| !dead.contains(i)));
                dead.push(v);
                walk(w, dead, told, out);
                dead.pop();
                told.truncate(before);
            }
        }
        let mut out = (0.0, f64::INFINITY, 0.0, f64::INFINITY);
        walk(watchers, &mut Vec::new(), &mut Vec::new(), &mut out);
        (out.0, out.1, out.2 / factorial(watchers.len()), out.3)
    }

    #[test]
    fn sets_count_what_orders_do() {
        let mut all = Vec::new();
        for n in 2..=7_u16 {
            for d in 1..n {
                all.extend(Scheme::ALL.map(|s| watchers(s, Graph::new(n, d).unwrap())));
            }
        }
        // And what is no scheme at all.
        all.push(vec![vec![1, 2], vec![0], vec![3], vec![], vec![0, 3]]);
        all.push(vec![vec![1], vec![0], vec![3], vec![2], vec![0]]);
        for w in all {
            let (silent, least, mean, witnesses) = brute(&w);
            let c = count(&w);
            assert_eq!(
                (c.silent_orders, c.responses_least, c.witnesses_least),
                (silent, least, witnesses),
                "{w:?}"
            );
            assert!((c.responses_mean - mean).abs() < 1e-9, "{w:?}");
        }
    }

    #[test]
    fn stages_are_the_smallest_closed_sets() {
        // 0 and 1 watch each other, and 1 watches 2.
        assert_eq!(stages(&[0b010, 0b001, 0b010]), (2, 2));
        assert_eq!(stages(&[0, 0b001, 0b010]), (1, 1));
        assert_eq!(stages(&[0b010, 0b001, 0]), (1, 2));
    }
}
