//! Random programs, sound and damaged: compiled and interpreted they agree in result, memory, budget, fault
//! and its place, in what helpers are called with, and across pauses.
use machine_differ::campaign::{Tally, campaign, fuzz};
use machine_differ::generate::{call_helpers, object};
use machine_differ::{Ending, Random, Start, compare};
use wss_abi::object::Object;

fn try_one(random: &mut Random, object: Object) -> Ending {
    let start = Start { func: 0, budget: random.below(400), seed: random.number() };
    compare(object, start).unwrap_or_else(|difference| panic!("{difference}"))
}

fn run(tries: (u64, u32)) -> (Tally, Tally) {
    let make = |random: &mut Random, n: u32| {
        let mut made = object(random);
        if n.is_multiple_of(2) {
            call_helpers(random, &mut made);
        }
        made
    };
    campaign(tries, make, try_one)
}

#[test]
fn random_programs_do_as_interpreted() {
    let (sound, damaged) = run((0x5eed, 4000));
    // The test is worth something only if all of these happen.
    assert!(sound.returned > 200 && sound.accesses > 200, "{sound:?}");
    assert!(sound.budget > 50 && sound.stack > 5 && sound.other > 50, "{sound:?}");
    assert!(damaged.refused > 1000 && damaged.returned > 50, "{damaged:?}");
}

/// `cargo test -p wss-jit --release --test random -- --ignored --nocapture`; `WSS_FUZZ_SECONDS`
/// and `WSS_FUZZ_SEED` say how long and which.
#[test]
#[ignore = "long: fuzzes for WSS_FUZZ_SECONDS, 60 if unset"]
fn fuzz_compiled() {
    fuzz(run);
}
