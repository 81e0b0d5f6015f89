//! Runs a program interpreted and compiled to native code, and says where the two differ: in result,
//! memory, budget used, fault and its place, what helpers are called with, and across pauses. Programs are
//! made of random numbers ([`generate`]) or of any bytes ([`of_bytes`]: the fuzz target `machine`).
#![forbid(unsafe_code)]
pub mod campaign;
pub mod generate;
mod random;

pub use random::Random;
use wss_abi::addr::Region;
use wss_abi::object::Object;
use wss_vm::disasm::Listing;
use wss_vm::native::Compiler;
use wss_vm::{Budget, Fault, FaultAt, Helpers, Memory, Outcome, Program, Slot, Stack};

/// Helpers that do what `random` and their arguments say, and note what they saw.
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
            7 => return Ok(Region::Lent.at(16)),
            8 | 9 => return Ok(self.random.below(3)),
            _ => {}
        }
        Ok(self.random.number())
    }
}

/// What a run left behind.
#[derive(Debug, PartialEq)]
struct Left {
    result: Result<Option<u64>, FaultAt>,
    left: u64,
    memory: [Vec<u8>; 5],
    seen: Vec<(u16, [u64; 5], u64, u64)>,
}

/// How both runs ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The verifier refused it: there was no run.
    Refused,
    /// It returned.
    Returned,
    /// An access faulted.
    Access,
    /// The budget was used up.
    Budget,
    /// The stack was.
    Stack,
    /// A helper faulted, or what else there is.
    Other,
}

/// A run: of which function, with how many instructions, and with helpers of which seed.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    /// Number of the function.
    pub func: u32,
    /// Instructions.
    pub budget: u64,
    /// What helpers answer.
    pub seed: u64,
}

fn run(program: &Program, start: Start) -> Left {
    let object = program.object();
    let [mut lent, mut shared, mut state]: [Vec<u8>; 3] =
        [(0..64).collect(), object.shared.clone(), object.state.clone()];
    // What random programs are given, which have no variables.
    if shared.is_empty() {
        shared = (0..128).rev().collect();
    }
    let (ctx, capture): (Vec<u8>, Vec<u8>) = ((0..=255).collect(), b"/var/mail/a\0".repeat(9));
    let mut call: Vec<u8> = (0..32).collect();
    call.resize(call.len().max(object.call_data as usize), 0);
    let writable = object.call_data != 0;
    let mut stack = Stack::new().expect("memory for a stack");
    let mut helpers = Whimsical { random: Random::new(start.seed | 1), seen: vec![] };
    let mut budget = Budget::new(start.budget);
    let mut outcome = None;
    let guards = (0..object.funcs.len() as u32).filter(|f| program.only_looks(*f));
    let guard = guards.max_by_key(|f| (f ^ start.func).wrapping_mul(start.seed as u32 | 1));
    let result = loop {
        // With the whole stack, of which a run cuts out its part, or with that part alone.
        let extent = if start.seed & 1 == 0 { u32::MAX } else { program.extent(start.func) };
        let mut mem = Memory::cut(&mut stack, extent)
            .with(Region::Rodata, Slot::ReadOnly(&object.rodata))
            .with(Region::State, Slot::ReadWrite(&mut state))
            .with(Region::Shared, Slot::Engine(&mut shared))
            .with(Region::Ctx, Slot::ReadOnly(&ctx))
            .with(Region::Capture, Slot::ReadOnly(&capture))
            .with(
                Region::Call,
                if writable { Slot::ReadWrite(&mut call) } else { Slot::ReadOnly(&call) },
            )
            .with(Region::Lent, Slot::ReadWrite(&mut lent));
        // A wrapper's functions take the context first.
        let first = if writable || !object.clauses.is_empty() { Region::Ctx } else { Region::Lent };
        let args = match start.seed & 2 {
            0 => [first.at(0), 0, 0, 0, 0],
            _ => [first.at(0), Region::Shared.at(8), Region::Call.at(0), 4, 5],
        };
        // After one of its functions that are as guards must be, where there is any.
        let asked = (start.seed & 6 == 4).then_some(guard).flatten();
        let went = match (outcome.take(), asked) {
            (None, guard @ Some(_)) => {
                let (func, r1) = (start.func, args[0]);
                wss_vm::start_if(program, guard, func, r1, &mut mem, &mut helpers, &mut budget)
            }
            (None, None) => {
                wss_vm::start(program, start.func, args, &mut mem, &mut helpers, &mut budget)
            }
            (Some((paused, r0)), _) => {
                wss_vm::resume(program, paused, r0, &mut mem, &mut helpers, &mut budget)
            }
        };
        match went {
            Ok(Outcome::Done(r0)) => break Ok(Some(r0)),
            Ok(Outcome::Idle) => break Ok(None),
            Ok(Outcome::Paused(p)) => outcome = Some((p, helpers.random.number())),
            Err(e) => break Err(e),
        }
    };
    let memory = [lent, shared, call, state, ctx];
    Left { result, left: budget.left(), memory, seen: helpers.seen }
}

/// Verifies an object, and runs one of its functions interpreted and compiled.
///
/// # Errors
/// It cannot be compiled, or the two runs differ: the program, and what they left.
pub fn compare(object: Object, start: Start) -> Result<Ending, String> {
    let Ok(mut program) = Program::new(object) else { return Ok(Ending::Refused) };
    let interpreted = run(&program, start);
    wss_pages::JIT.compile(&mut program)?;
    if !program.is_native() {
        return Err("it is said to be compiled, and is not".to_owned());
    }
    let compiled = run(&program, start);
    if interpreted != compiled {
        let listing = Listing(program.object());
        return Err(format!(
            "{listing}\n{start:?}\ninterpreted {interpreted:x?}\ncompiled {compiled:x?}"
        ));
    }
    Ok(match compiled.result.map_err(|e| e.fault) {
        Ok(_) => Ending::Returned,
        Err(Fault::BadAccess { .. }) => Ending::Access,
        Err(Fault::Budget) => Ending::Budget,
        Err(Fault::StackOverflow | Fault::CallDepth) => Ending::Stack,
        Err(_) => Ending::Other,
    })
}

/// [`compare`] of what `bytes` mean. Five of them are the start: what the rest is (0: decisions of
/// [`generate::object`]; 1: code, [`generate::words`]; 2: an object; 3: an object to be damaged), the
/// budget, 2 bytes, the helpers' seed, the function.
///
/// # Errors
/// As [`compare`].
pub fn of_bytes(bytes: &[u8]) -> Result<Ending, String> {
    let Some(([kind, low, high, seed, func], rest)) = bytes.split_first_chunk() else {
        return Ok(Ending::Refused);
    };
    let seed = u64::from(*seed);
    let object = match kind % 4 {
        0 => {
            let mut random = Random::of(rest);
            let mut object = generate::object(&mut random);
            if random.below(2) == 0 {
                generate::call_helpers(&mut random, &mut object);
            }
            if random.below(3) == 0 {
                generate::damage(&mut random, &mut object);
            }
            Some(object)
        }
        1 => generate::words(rest),
        kind => Object::decode(rest).ok().map(|mut object| {
            if kind == 3 {
                generate::damage(&mut Random::new(seed + 256), &mut object);
            }
            object
        }),
    };
    let Some(object) = object else { return Ok(Ending::Refused) };
    let func = u32::from(*func) % u32::try_from(object.funcs.len().max(1)).unwrap_or(1);
    let budget = u64::from(u16::from_le_bytes([*low, *high]));
    compare(object, Start { func, budget, seed })
}
