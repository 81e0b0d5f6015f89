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

    /// Whom a place listens for besides those that it watches, where monitors are pinned to processors in turn: of those
    /// of whose watchers none is on its processor, the ones to which it is the nearest there. So whichever processor a
    /// kill is made on, a witness of it is there, and runs before the killer goes on.
    pub fn overheard(self, place: u16, processors: u16) -> impl Iterator<Item = u16> {
        let on = move |p: &u16| p % processors.max(1) == place % processors.max(1);
        let nearest = move |victim: u16| {
            (1..self.n).map(|j| (victim + self.n - j) % self.n).find(|p| on(p)) == Some(place)
        };
        (0..self.n).filter(move |&victim| {
            victim != place && nearest(victim) && !self.watchers(victim).any(|w| on(&w))
        })
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
    fn every_kill_is_heard_of_on_every_processor_that_has_two_monitors() {
        for (n, d, processors) in [(4, 1, 2), (5, 1, 2), (8, 3, 2), (8, 3, 4), (9, 2, 4), (4, 1, 8)]
        {
            let g = Graph::new(n, d).unwrap();
            for victim in 0..n {
                let watchers: Vec<_> = g.watchers(victim).collect();
                let hearers: Vec<_> =
                    (0..n).filter(|&p| g.overheard(p, processors).any(|v| v == victim)).collect();
                for processor in 0..processors {
                    let there = |p: &&u16| **p % processors == processor;
                    let any = (0..n).filter(|p| *p != victim).any(|p| p % processors == processor);
                    let watching = watchers.iter().filter(there).count();
                    let hearing = hearers.iter().filter(there).count();
                    assert_eq!(hearing, usize::from(any && watching == 0), "{n} {d} {processors}");
                }
                assert!(!hearers.contains(&victim));
            }
        }
        // Watchers on all processors: nobody else is needed.
        assert_eq!(Graph::new(8, 2).unwrap().overheard(3, 2).count(), 0);
    }

    #[test]
    fn sizes_that_make_no_ring_are_refused() {
        for (n, d) in [(0, 0), (1, 1), (8, 0), (8, 8), (Graph::MOST + 1, 1)] {
            assert!(Graph::new(n, d).is_err());
        }
    }
}
