//! Random orders of kills, where there are too many to count.
use super::Counts;

/// Samples `samples` orders for averages; what a sample cannot find (a least value, a share that is next to
/// nothing) is taken from `known`.
pub(crate) fn count(watchers: &[Vec<usize>], samples: u32, known: Counts) -> Counts {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut sum, mut least) = (0.0_f64, known.responses_least);
    let mut order: Vec<usize> = (0..watchers.len()).collect();
    let mut dead = vec![false; watchers.len()];
    for _ in 0..samples.max(1) {
        random.shuffle(&mut order);
        dead.fill(false);
        let mut responses = 0_usize;
        for &victim in &order {
            let by = watchers.get(victim).map(Vec::as_slice).unwrap_or_default();
            responses += by.iter().filter(|&&w| dead.get(w) == Some(&false)).count();
            if let Some(d) = dead.get_mut(victim) {
                *d = true;
            }
        }
        sum += responses as f64;
        least = least.min(responses as f64);
    }
    Counts { responses_mean: sum / f64::from(samples.max(1)), responses_least: least, ..known }
}

/// xorshift64*: the same samples every time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n
    }

    fn shuffle(&mut self, list: &mut [usize]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}
