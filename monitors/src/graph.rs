//! The circulant digraph C(n; 1, ..., d) (Chinchani et al. 2003, section 4.3): the monitor at place i
//! watches those at i+1, ..., i+d, modulo n.

/// Sizes that make a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Graph {
    n: u16,
    d: u16,
}

impl Graph {
    /// Most monitors of a ring.
    pub const MOST: u16 = 1000;

    /// n monitors, each watching the next d.
    ///
    /// # Errors
    /// Unless 2 <= n <= [`Self::MOST`] and 1 <= d < n.
    pub fn new(n: u16, d: u16) -> Result<Self, String> {
        if !(2..=Self::MOST).contains(&n) {
            return Err(format!("a ring has 2 to {} monitors, not {n}", Self::MOST));
        }
        if d == 0 || d >= n {
            return Err(format!("each of {n} monitors can watch 1 to {} others, not {d}", n - 1));
        }
        Ok(Self { n, d })
    }

    /// Number of monitors.
    pub fn n(self) -> u16 {
        self.n
    }

    /// Degree of incidence: how many watch each.
    pub fn d(self) -> u16 {
        self.d
    }

    /// Whom a place watches, nearest first.
    pub fn watched(self, place: u16) -> impl Iterator<Item = u16> {
        (1..=self.d).map(move |j| (place + j) % self.n)
    }

    /// Who watches a place, nearest first.
    pub fn watchers(self, place: u16) -> impl Iterator<Item = u16> {
        (1..=self.d).map(move |j| (place + self.n - j) % self.n)
    }

    /// Whether a place is among the `count` that watch the target: spread over the ring, so that no run
    /// of neighbours has them all.
    pub fn watches_target(self, place: u16, count: u16) -> bool {
        let (n, count) = (u32::from(self.n), u32::from(count.min(self.n)));
        (0..count).any(|k| k * n / count == u32::from(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_is_watched_by_d_others_and_never_by_itself() {
        for (n, d) in [(2, 1), (8, 3), (5, 4), (200, 8)] {
            let g = Graph::new(n, d).unwrap();
            for place in 0..n {
                let watchers: Vec<_> = g.watchers(place).collect();
                assert_eq!(watchers.len(), usize::from(d));
                assert!(watchers.iter().all(|&w| w != place && g.watched(w).any(|p| p == place)));
            }
        }
    }

    #[test]
    fn the_target_has_as_many_watchers_as_asked() {
        let g = Graph::new(8, 3).unwrap();
        for count in 0..=8 {
            let have = (0..8).filter(|&p| g.watches_target(p, count)).count();
            assert_eq!(have, usize::from(count));
        }
    }

    #[test]
    fn sizes_that_make_no_ring_are_refused() {
        for (n, d) in [(0, 0), (1, 1), (8, 0), (8, 8), (Graph::MOST + 1, 1)] {
            assert!(Graph::new(n, d).is_err());
        }
    }
}
