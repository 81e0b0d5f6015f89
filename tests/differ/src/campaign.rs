//! Campaigns: many programs, each tried as it was made and then damaged.
use crate::generate::damage;
use crate::{Ending, Random};
use std::time::Instant;
use wss_abi::object::Object;

/// How the tries ended, by [`Ending`].
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct Tally {
    pub refused: u32,
    pub returned: u32,
    pub accesses: u32,
    pub budget: u32,
    pub stack: u32,
    pub other: u32,
}

impl Tally {
    /// Counts one.
    pub fn add(&mut self, ending: Ending) {
        *match ending {
            Ending::Refused => &mut self.refused,
            Ending::Returned => &mut self.returned,
            Ending::Access => &mut self.accesses,
            Ending::Budget => &mut self.budget,
            Ending::Stack => &mut self.stack,
            Ending::Other => &mut self.other,
        } += 1;
    }
}

/// `tries` programs that `make` makes of random numbers and how many there were before, each shown to
/// `try_one`: how it ended as it was, and damaged.
pub fn campaign(
    (seed, tries): (u64, u32),
    make: impl Fn(&mut Random, u32) -> Object,
    try_one: impl Fn(&mut Random, Object) -> Ending,
) -> (Tally, Tally) {
    let mut random = Random::new(seed);
    let (mut sound, mut damaged) = (Tally::default(), Tally::default());
    for n in 0..tries {
        let mut made = make(&mut random, n);
        sound.add(try_one(&mut random, made.clone()));
        damage(&mut random, &mut made);
        damaged.add(try_one(&mut random, made));
    }
    (sound, damaged)
}

/// Campaigns of 1000 programs, one after the other, for `WSS_FUZZ_SECONDS` (60 if unset), from seed
/// `WSS_FUZZ_SEED` (1) on.
///
/// # Panics
/// When one of these is no number.
pub fn fuzz(one: impl Fn((u64, u32)) -> (Tally, Tally)) {
    let setting = |name: &str, or: u64| {
        std::env::var(name).map_or(or, |v| v.parse().unwrap_or_else(|_| panic!("{name}={v}")))
    };
    let (seconds, first) = (setting("WSS_FUZZ_SECONDS", 60), setting("WSS_FUZZ_SEED", 1));
    let begun = Instant::now();
    let mut seed = first;
    while begun.elapsed().as_secs() < seconds {
        let (sound, damaged) = one((seed, 1000));
        if (seed - first).is_multiple_of(50) {
            println!("seed {seed}: {sound:?} damaged: {damaged:?}");
        }
        seed += 1;
    }
    println!("{} programs, last seed {}", (seed - first) * 2000, seed.saturating_sub(1));
}
