//! Running a function of a program, and what lends it helpers.
use crate::fault::{Budget, Fault, FaultAt};
use crate::interp::{State, interpret};
use crate::memory::{Beside, Memory};
use crate::native::{Left, Start};
use crate::program::Program;
use crate::strings;

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
    cut(program, (None, func), &args, mem, extent, helpers, budget)
}

/// As [`start`] with `r1` and zeros, if function `guard` with the same does not return 0; else
/// [`Outcome::Idle`]. For one run's cost: of `guard` [`Program::only_looks`] must hold, and it sees
/// the same memory.
#[inline]
pub fn start_if(
    program: &Program,
    guard: u32,
    func: u32,
    r1: u64,
    mem: &mut Memory<'_>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Outcome, FaultAt> {
    let (extent, args) = (program.extent(guard).max(program.extent(func)), [r1, 0, 0, 0, 0]);
    if mem.stack() <= extent as usize {
        return begin(program, (Some(guard), func), &args, mem, helpers, budget);
    }
    cut(program, (Some(guard), func), &args, mem, extent, helpers, budget)
}

#[inline(never)]
fn cut(
    program: &Program,
    funcs: (Option<u32>, u32),
    args: &[u64; 5],
    mem: &mut Memory<'_>,
    extent: u32,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Outcome, FaultAt> {
    begin(program, funcs, args, &mut mem.enter(extent), helpers, budget)
}

#[inline(never)]
fn begin(
    program: &Program,
    (guard, func): (Option<u32>, u32),
    args: &[u64; 5],
    mem: &mut Memory<'_>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Outcome, FaultAt> {
    let top = mem.clear_stack();
    let guard = match guard {
        Some(guard) => Some(at_start(program, guard, top, args)?),
        None => None,
    };
    let start = at_start(program, func, top, args)?;
    let mut beside = mem.beside.take();
    let left = match (&program.native, &mut beside) {
        (Some(native), Some(beside)) => {
            native.start(guard.as_ref(), &start, mem, beside, helpers, budget)
        }
        _ => match &guard {
            Some(guard) => Left::Guard(guard.state()),
            None => Left::Interpret(start.state()),
        },
    };
    let ended = match left {
        Left::Done(r0) => Ok(Outcome::Done(r0)),
        Left::Idle => Ok(Outcome::Idle),
        Left::Guard(state) => {
            ask(program, state, &start, mem, beside.as_deref_mut(), helpers, budget)
        }
        left => end(program, left, mem, beside.as_deref_mut(), helpers, budget),
    };
    mem.beside = beside;
    ended
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
    Ok(Start { func, entry: f.entry, frame: f.frame, top, args })
}

/// Interprets a guard to its end, and runs what it is for unless it returns 0.
#[inline(never)]
fn ask(
    program: &Program,
    guard: State,
    start: &Start<'_>,
    mem: &mut Memory<'_>,
    mut beside: Option<&mut Beside>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Outcome, FaultAt> {
    let asked = Left::Interpret(guard);
    match end(program, asked, mem, beside.as_deref_mut(), helpers, budget)? {
        Outcome::Done(0) | Outcome::Idle => return Ok(Outcome::Idle),
        Outcome::Done(_) => {}
        Outcome::Paused(paused) => return Err(paused.fault(program)),
    }
    let left = match (&program.native, &mut beside) {
        (Some(native), Some(beside)) => native.start(None, start, mem, beside, helpers, budget),
        _ => Left::Interpret(start.state()),
    };
    end(program, left, mem, beside, helpers, budget)
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
        Left::Idle => Ok(Outcome::Idle),
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
