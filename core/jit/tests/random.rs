//! Random programs, sound and damaged: compiled and interpreted they agree in result, memory, budget, fault
//! and its place, in what helpers are called with, and across pauses.
#[path = "../../vm/tests/common/mod.rs"]
mod common;
use common::Random;
use common::generate::{damage, object};
use wss_abi::addr::Region;
use wss_abi::insn::Insn;
use wss_abi::object::Object;
use wss_vm::disasm::Listing;
use wss_vm::native::Compiler;
use wss_vm::{Budget, Fault, FaultAt, Helpers, Memory, Outcome, Program, Slot, Stack};

/// Helpers that do what `seed` and their arguments say, and note what they saw.
struct Whimsical {
    random: Random,
    seen: Vec<(u16, [u64; 5], u64, u64)>,
}

impl Helpers for Whimsical {
    fn call(
        &mut self,
        id: u16,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Result<u64, Fault> {
        let sum =
            mem.region(Region::Stack).iter().fold(0u64, |a, b| a.rotate_left(5) ^ u64::from(*b));
        self.seen.push((id, args, budget.left(), sum));
        match self.random.below(16) {
            0 => return Err(Fault::Helper { id, why: "whim" }),
            1 | 2 => return Err(Fault::Pause),
            3 => budget.charge(self.random.below(100))?,
            4 => mem.slice_mut(args[0], 8)?.fill(7),
            5 => mem.lend(Region::Shared, Slot::ABSENT),
            6 => mem.lend(Region::Stack, Slot::ABSENT),
            _ => {}
        }
        Ok(self.random.next())
    }
}

/// What a run left behind.
#[derive(Debug, PartialEq)]
struct Left {
    result: Result<u64, FaultAt>,
    left: u64,
    memory: [Vec<u8>; 3],
    seen: Vec<(u16, [u64; 5], u64, u64)>,
}

fn run(program: &Program, budget: u64, seed: u64) -> Left {
    let [mut lent, mut shared]: [Vec<u8>; 2] = [(0..64).collect(), (0..128).rev().collect()];
    let call: Vec<u8> = (0..32).collect();
    let mut stack = Stack::new().unwrap();
    let mut helpers = Whimsical { random: Random(seed | 1), seen: vec![] };
    let mut budget = Budget::new(budget);
    let mut outcome = None;
    let result = loop {
        let mut mem = Memory::new(&mut stack)
            .with(Region::Lent, Slot::ReadWrite(&mut lent))
            .with(Region::Shared, Slot::Engine(&mut shared))
            .with(Region::Call, Slot::ReadOnly(&call));
        let args = [Region::Lent.at(0), Region::Shared.at(8), Region::Call.at(0), 4, 5];
        let went = match outcome.take() {
            None => wss_vm::start(program, 0, args, &mut mem, &mut helpers, &mut budget),
            Some((paused, r0)) => {
                wss_vm::resume(program, paused, r0, &mut mem, &mut helpers, &mut budget)
            }
        };
        match went {
            Ok(Outcome::Done(r0)) => break Ok(r0),
            Ok(Outcome::Paused(p)) => outcome = Some((p, helpers.random.next())),
            Err(e) => break Err(e),
        }
    };
    Left { result, left: budget.left(), memory: [lent, shared, call], seen: helpers.seen }
}

/// Makes helper calls of some of the plain instructions.
fn call_helpers(random: &mut Random, object: &mut Object) {
    let mut tail = false;
    for word in &mut object.code {
        let i = Insn::from_word(*word);
        if !tail && matches!(i.op & 7, 4 | 7) && random.below(12) == 0 {
            let imm = i32::from(wss_abi::helper::id::STAT);
            *word = Insn { op: 0x85, dst: 0, src: 0, off: 0, imm }.to_word();
        }
        tail = i.op == 0x18 && !tail;
    }
}

#[derive(Debug, Default)]
struct Tally {
    refused: u32,
    returned: u32,
    accesses: u32,
    budget: u32,
    stack: u32,
    helpers: u32,
    native: u32,
}

fn try_one(random: &mut Random, object: Object, tally: &mut Tally) {
    let Ok(mut program) = Program::new(object) else {
        tally.refused += 1;
        return;
    };
    let (budget, seed) = (random.below(400), random.next());
    let interpreted = run(&program, budget, seed);
    wss_pages::JIT.compile(&mut program).unwrap();
    assert!(program.is_native());
    tally.native += 1;
    let compiled = run(&program, budget, seed);
    if interpreted != compiled {
        panic!(
            "{}\ninterpreted {interpreted:x?}\ncompiled {compiled:x?}",
            Listing(program.object())
        );
    }
    match compiled.result.map_err(|e| e.fault) {
        Ok(_) => tally.returned += 1,
        Err(Fault::BadAccess { .. }) => tally.accesses += 1,
        Err(Fault::Budget) => tally.budget += 1,
        Err(Fault::StackOverflow | Fault::CallDepth) => tally.stack += 1,
        Err(_) => tally.helpers += 1,
    }
}

fn campaign(seed: u64, tries: u32) -> (Tally, Tally) {
    let mut random = Random(seed);
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
