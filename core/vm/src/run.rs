//! Running a function of a program, and what lends it helpers.
use crate::fault::{Budget, Fault, FaultAt};
use crate::interp::{Regs, State, interpret};
use crate::memory::{Beside, Memory};
use crate::native::Left;
use crate::program::Program;
use crate::strings;
use wss_abi::addr::Region;

/// What a program may call by number; whoever runs it provides them ([`wss_abi::helper`]).
pub trait Helpers {
    /// Runs helper `id` with r1 to r5; the result goes to r0. `mem` is the caller's memory; for a
    /// run of another program inside the helper take another [`crate::Stack`].
    fn call(
        &mut self,
        id: u16,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Result<u64, Fault>;
}

/// The helpers that need no host ([`strings`]) and no others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bare;

impl Helpers for Bare {
    fn call(
        &mut self,
        id: u16,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Result<u64, Fault> {
        strings::call(id, args, mem, budget).unwrap_or(Err(Fault::BadHelper(id)))
    }
}

/// Runs function `func` with one argument; its r0. See [`call`].
#[inline]
pub fn run(
    program: &Program,
    func: u32,
    r1: u64,
    mem: &mut Memory<'_>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<u64, FaultAt> {
    call(program, func, [r1, 0, 0, 0, 0], mem, helpers, budget)
}

/// Runs function `func` with `args` in r1 to r5 until it exits or faults; its r0. `budget` is what
/// is left afterwards in either case. A helper must not pause such a run: see [`start`].
#[inline]
pub fn call(
    program: &Program,
    func: u32,
    args: [u64; 5],
    mem: &mut Memory<'_>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<u64, FaultAt> {
    match start(program, func, args, mem, helpers, budget)? {
        Outcome::Done(r0) => Ok(r0),
        // There is none.
        Outcome::Idle => Ok(0),
        Outcome::Paused(paused) => Err(paused.fault(program)),
    }
}

/// How far a run came that may pause.
#[derive(Debug)]
pub enum Outcome {
    /// It ended with this r0.
    Done(u64),
    /// Its guard returned 0 ([`start_if`]).
    Idle,
    /// A helper returned [`Fault::Pause`]: [`resume`] goes on behind it.
    Paused(Paused),
}

/// A run between a helper's [`Fault::Pause`] and [`resume`]: its registers and place. The rest of
/// it is in its [`crate::Stack`], which nothing else may use meanwhile.
#[derive(Debug)]
pub struct Paused(State);

impl Paused {
    /// The fault of a run that must not pause.
    #[cold]
    fn fault(&self, program: &Program) -> FaultAt {
        fault_at(program, Fault::Pause, self.0.next.saturating_sub(1), self.0.depth)
    }
}

/// As [`call`], for helpers that may pause the run: whoever runs programs at the request of
/// programs keeps the waiting ones in frames of its own instead of on the processor's stack.
#[inline]
pub fn start(
    program: &Program,
    func: u32,
    args: [u64; 5],
    mem: &mut Memory<'_>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Outcome, FaultAt> {
    let extent = program.extent(func);
    if mem.stack() <= extent as usize {
        return begin(program, (None, func), &args, mem, helpers, budget);
    }
    cut(program, func, &args, mem, extent, helpers, budget)
}

/// As [`start`] with `r1` and zeros, if function `guard`, where there is one, with the same does not
/// return 0; else [`Outcome::Idle`]. For one run's cost: of `guard` [`Program::only_looks`] must hold, and it
/// sees the same memory, which has no more of a stack than they are to have
/// ([`Program::extent_if`], [`Memory::cut`]).
#[inline]
pub fn start_if(
    program: &Program,
    guard: Option<u32>,
    func: u32,
    r1: u64,
    mem: &mut Memory<'_>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Outcome, FaultAt> {
    begin(program, (guard, func), &[r1, 0, 0, 0, 0], mem, helpers, budget)
}

#[inline(never)]
fn cut(
    program: &Program,
    func: u32,
    args: &[u64; 5],
    mem: &mut Memory<'_>,
    extent: u32,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Outcome, FaultAt> {
    begin(program, (None, func), args, &mut mem.enter(extent), helpers, budget)
}

#[inline(always)]
fn begin(
    program: &Program,
    (guard, func): (Option<u32>, u32),
    args: &[u64; 5],
    mem: &mut Memory<'_>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Outcome, FaultAt> {
    let top = mem.clear_stack();
    let mut beside = mem.beside.take();
    let left = match (&program.native, &mut beside) {
        (Some(native), Some(beside)) => {
            native.start((guard, func), top, args, mem, beside, helpers, budget)
        }
        _ => Left::Unstarted,
    };
    let ended = match left {
        Left::Done(r0) => Ok(Outcome::Done(r0)),
        Left::Idle => Ok(Outcome::Idle),
        left => slow(program, (guard, func, top, args), left, mem, &mut beside, helpers, budget),
    };
    mem.beside = beside;
    ended
}

/// What native code did not end: goes on where it left, or starts where it is not.
#[inline(never)]
fn slow(
    program: &Program,
    (guard, func, top, args): (Option<u32>, u32, u32, &[u64; 5]),
    left: Left,
    mem: &mut Memory<'_>,
    beside: &mut Option<&mut Beside>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Outcome, FaultAt> {
    let asked = match left {
        Left::Guard(state) => Some(state),
        Left::Unstarted => match guard {
            Some(guard) => Some(at_start(program, guard, top, args)?.state()),
            None => None,
        },
        left => return end(program, left, mem, beside.as_deref_mut(), helpers, budget),
    };
    let start = at_start(program, func, top, args)?;
    if let Some(guard) = asked {
        let asked = Left::Interpret(guard);
        match end(program, asked, mem, beside.as_deref_mut(), helpers, budget)? {
            Outcome::Done(0) | Outcome::Idle => return Ok(Outcome::Idle),
            Outcome::Done(_) => {}
            Outcome::Paused(paused) => return Err(paused.fault(program)),
        }
    }
    // Where the guard was left to the interpreter, what it is for need not be.
    let left = match (&program.native, &mut *beside) {
        (Some(native), Some(beside)) if guard.is_some() => {
            native.start((None, func), top, args, mem, beside, helpers, budget)
        }
        _ => Left::Unstarted,
    };
    let left = match left {
        Left::Unstarted => Left::Interpret(start.state()),
        left => left,
    };
    end(program, left, mem, beside.as_deref_mut(), helpers, budget)
}

/// The start of a run.
#[derive(Clone, Copy, Debug)]
struct Start<'a> {
    /// Its first instruction word.
    entry: u32,
    /// Its frame size.
    frame: u32,
    /// Bytes of stack that the run may use.
    top: u32,
    /// r1 to r5.
    args: &'a [u64; 5],
}

impl Start<'_> {
    /// The state that a run starts from.
    fn state(&self) -> State {
        let [r1, r2, r3, r4, r5] = *self.args;
        let r10 = Region::Stack.at(self.top);
        let regs = Regs::new([0, r1, r2, r3, r4, r5, 0, 0, 0, 0, r10]);
        State { next: self.entry, frame: self.frame, depth: 0, top: self.top, regs }
    }
}

/// The start of a function with `top` bytes of stack.
#[inline]
fn at_start<'a>(
    program: &Program,
    func: u32,
    top: u32,
    args: &'a [u64; 5],
) -> Result<Start<'a>, FaultAt> {
    let Some(f) = program.object().funcs.get(func as usize) else {
        return Err(FaultAt { fault: Fault::BadFunction(func), func, insn: 0, depth: 0 });
    };
    if f.frame > top {
        return Err(FaultAt { fault: Fault::StackOverflow, func, insn: f.entry, depth: 0 });
    }
    Ok(Start { entry: f.entry, frame: f.frame, top, args })
}

/// Goes on behind the helper that paused, whose result is `r0`. `mem` lends what it lent before,
/// the same [`crate::Stack`] untouched.
pub fn resume(
    program: &Program,
    paused: Paused,
    r0: u64,
    mem: &mut Memory<'_>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Outcome, FaultAt> {
    let Paused(mut state) = paused;
    state.give(r0);
    let mut mem = mem.enter(state.top);
    let mut beside = mem.beside.take();
    let left = match (&program.native, &mut beside) {
        (Some(native), Some(beside)) => native.go(state, &mut mem, beside, helpers, budget),
        _ => Left::Interpret(state),
    };
    end(program, left, &mut mem, beside, helpers, budget)
}

/// What native code left; the interpreter goes on where it could not.
#[inline(never)]
fn end(
    program: &Program,
    left: Left,
    mem: &mut Memory<'_>,
    beside: Option<&mut Beside>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Outcome, FaultAt> {
    match left {
        Left::Done(r0) => Ok(Outcome::Done(r0)),
        // Whoever starts native code looks for what did not start.
        Left::Idle | Left::Unstarted => Ok(Outcome::Idle),
        Left::Paused(state) => Ok(Outcome::Paused(Paused(state))),
        Left::Faulted(fault, insn, depth) => Err(fault_at(program, fault, insn, depth)),
        Left::Interpret(mut state) | Left::Guard(mut state) => {
            let frames = beside.map_or(&mut [][..], |b| &mut b.frames);
            match interpret(&program.ops, &mut state, mem, frames, helpers, budget) {
                Ok(Some(r0)) => Ok(Outcome::Done(r0)),
                Ok(None) => Ok(Outcome::Paused(Paused(state))),
                Err((fault, insn)) => Err(fault_at(program, fault, insn, state.depth)),
            }
        }
    }
}

fn fault_at(program: &Program, fault: Fault, insn: u32, depth: u32) -> FaultAt {
    let after = program.object().funcs.partition_point(|f| f.entry <= insn);
    FaultAt { fault, func: after.saturating_sub(1) as u32, insn, depth }
}
