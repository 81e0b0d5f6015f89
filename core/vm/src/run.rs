//! Running a function of a program, and what lends it helpers.
use crate::fault::{Budget, Fault, FaultAt};
use crate::interp::{Regs, Start, interpret};
use crate::memory::Memory;
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
/// is left afterwards in either case.
pub fn call(
    program: &Program,
    func: u32,
    args: [u64; 5],
    mem: &mut Memory<'_>,
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<u64, FaultAt> {
    let funcs = &program.object().funcs;
    let (Some(f), Some(extent)) = (funcs.get(func as usize), program.extents.get(func as usize))
    else {
        return Err(FaultAt { fault: Fault::BadFunction(func), func, insn: 0 });
    };
    let (mut mem, frames, top) = mem.enter(*extent);
    if f.frame > top {
        return Err(FaultAt { fault: Fault::StackOverflow, func, insn: f.entry });
    }
    let [r1, r2, r3, r4, r5] = args;
    let regs = Regs::new([0, r1, r2, r3, r4, r5, 0, 0, 0, 0, Region::Stack.at(top)]);
    let start = Start { ops: &program.ops, at: f.entry, frame: f.frame, regs };
    interpret(start, &mut mem, frames, helpers, budget).map_err(|(fault, insn)| {
        let after = funcs.partition_point(|f| f.entry <= insn);
        FaultAt { fault, func: after.saturating_sub(1) as u32, insn }
    })
}
