//! Random programs, sound and damaged: compiled and interpreted they agree in result, memory, budget, fault
//! and its place, in what helpers are called with, and across pauses.
use machine_differ::generate::{call_helpers, damage, object};
use machine_differ::{Ending, Random, Start, compare};
use wss_abi::object::Object;

#[derive(Debug, Default)]
struct Tally {
    refused: u32,
    returned: u32,
    accesses: u32,
    budget: u32,
    stack: u32,
    helpers: u32,
}

fn try_one(random: &mut Random, object: Object, tally: &mut Tally) {
    let start = Start { func: 0, budget: random.below(400), seed: random.number() };
    match compare(object, start).unwrap_or_else(|difference| panic!("{difference}")) {
        Ending::Refused => tally.refused += 1,
        Ending::Returned => tally.returned += 1,
        Ending::Access => tally.accesses += 1,
        Ending::Budget => tally.budget += 1,
        Ending::Stack => tally.stack += 1,
        Ending::Other => tally.helpers += 1,
    }
}

fn campaign(seed: u64, tries: u32) -> (Tally, Tally) {
    let mut random = Random::new(seed);
    let (mut sound, mut damaged) = (Tally::default(), Tally::default());
    for n in 0..tries {
        let mut made = object(&mut random);
        if n % 2 == 0 {
            call_helpers(&mut random, &mut made);
        }
        try_one(&mut random, made.clone(), &mut sound);
        damage(&mut random, &mut made);
        try_one(&mut random, made, &mut damaged);
    }
    (sound, damaged)
}

#[test]
fn random_programs_do_as_interpreted() {
    let (sound, damaged) = campaign(0x5eed, 4000);
    // The test is worth something only if all of these happen.
    assert!(sound.returned > 200 && sound.accesses > 200, "{sound:?}");
    assert!(sound.budget > 50 && sound.stack > 5 && sound.helpers > 50, "{sound:?}");
    assert!(damaged.refused > 1000 && damaged.returned > 50, "{damaged:?}");
}

/// `cargo test -p wss-jit --release --test random -- --ignored --nocapture`; `WSS_FUZZ_SECONDS`
/// and `WSS_FUZZ_SEED` say how long and which.
#[test]
#[ignore = "long: fuzzes for WSS_FUZZ_SECONDS, 60 if unset"]
fn fuzz() {
    let setting = |name: &str, or: u64| {
        std::env::var(name).map_or(or, |v| v.parse().unwrap_or_else(|_| panic!("{name}={v}")))
    };
    let seconds = setting("WSS_FUZZ_SECONDS", 60);
    let first = setting("WSS_FUZZ_SEED", 1);
    let begun = std::time::Instant::now();
    let mut seed = first;
    while begun.elapsed().as_secs() < seconds {
        let (sound, damaged) = campaign(seed, 1000);
        if (seed - first).is_multiple_of(50) {
            println!("seed {seed}: {sound:?} damaged: {damaged:?}");
        }
        seed += 1;
    }
    println!("{} programs, last seed {seed}", (seed - first) * 2000);
}
