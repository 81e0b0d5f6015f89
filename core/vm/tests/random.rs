//! Random programs, sound and damaged: the machine agrees with the reference in result, memory,
//! budget, fault and its place; nothing panics; the listing assembles to the same words.
mod common;
use common::reference::Reference;
use common::run_with;
use machine_differ::campaign::{Tally, campaign, fuzz};
use machine_differ::generate::object;
use machine_differ::{Ending, Random};
use wss_abi::object::Object;
use wss_vm::disasm::Listing;
use wss_vm::{Budget, Fault, Helpers, Memory, Program, asm};

/// Neither machine has helpers here: they have tests of their own.
struct Nothing;

impl Helpers for Nothing {
    fn call(
        &mut self,
        id: u16,
        _: [u64; 5],
        _: &mut Memory<'_>,
        _: &mut Budget,
    ) -> Result<u64, Fault> {
        Err(Fault::BadHelper(id))
    }
}

fn listing_is_faithful(object: &Object) {
    let text = Listing(object).to_string();
    let again = asm::object("random", &text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    assert_eq!(again.code, object.code, "{text}");
    assert_eq!(again.funcs, object.funcs, "{text}");
}

fn try_one(random: &mut Random, object: Object) -> Ending {
    // What the verifier refuses is listed all the same.
    assert!(Listing(&object).to_string().lines().count() >= object.funcs.len());
    let Ok(program) = Program::new(object) else {
        return Ending::Refused;
    };
    let object = program.object();
    listing_is_faithful(object);
    let budget = random.below(300);
    let ran = run_with(&program, budget, &mut Nothing);
    let mut reference = Reference::new(object);
    let expected = reference.run(budget);
    let context = || Listing(object).to_string();
    let ending = match (ran.result, expected) {
        (Ok(a), Ok(b)) => {
            assert_eq!(a, b, "{}", context());
            Ending::Returned
        }
        (Err(a), Err((fault, insn))) => {
            assert_eq!((a.fault, a.insn), (fault, insn), "{}", context());
            let f = &object.funcs[a.func as usize];
            assert!((f.entry..f.entry + f.len).contains(&a.insn));
            match fault {
                Fault::BadAccess { .. } => Ending::Access,
                Fault::Budget => Ending::Budget,
                Fault::StackOverflow | Fault::CallDepth => Ending::Stack,
                _ => Ending::Other,
            }
        }
        (a, b) => panic!("{a:?} but {b:?}\n{}", context()),
    };
    assert!(ran.used <= budget);
    assert_eq!(ran.used, reference.used, "{}", context());
    assert_eq!(ran.lent, reference.lent, "{}", context());
    ending
}

fn run(tries: (u64, u32)) -> (Tally, Tally) {
    campaign(tries, |random, _| object(random), try_one)
}

#[test]
fn random_programs_do_as_the_reference_does() {
    let (sound, damaged) = run((0x5eed, 4000));
    // The test is worth something only if all of these happen.
    assert!(sound.returned > 200 && sound.accesses > 200, "{sound:?}");
    assert!(sound.budget > 50 && sound.stack > 5, "{sound:?}");
    assert!(damaged.refused > 1000 && damaged.returned > 50, "{damaged:?}");
}

#[test]
fn random_words_are_refused_or_run_within_bounds() {
    let mut random = Random::new(99);
    let mut tally = Tally::default();
    for _ in 0..20_000 {
        let mut code: Vec<u64> = (0..random.below(6)).map(|_| random.number()).collect();
        for word in &mut code {
            if random.below(2) == 0 {
                // Few registers, small numbers: closer to what is valid.
                *word &= 0x0000_0003_0000_77ff;
            }
        }
        code.push(0x95);
        tally.add(try_one(&mut random, common::words(&code)));
    }
    assert!(tally.refused > 1000 && tally.returned > 1000, "{tally:?}");
}

/// `cargo test -p wss-vm --release --test random -- --ignored --nocapture`; `WSS_FUZZ_SECONDS`
/// and `WSS_FUZZ_SEED` say how long and which.
#[test]
#[ignore = "long: fuzzes for WSS_FUZZ_SECONDS, 60 if unset"]
fn fuzz_interpreted() {
    fuzz(run);
}
