//! The seam between the machine and native code: what a compiler reads of a program, and how what it
//! emits is run in the interpreter's place.
//!
//! Native code does as the interpreter does in everything that can be observed: result, memory, budget,
//! faults and their place, helper calls, pauses. What it does not do itself it leaves to the
//! interpreter, which goes on from the same [`State`]; so every fault of the program's own is raised there,
//! by the one code that knows how.
use crate::fault::{Budget, Fault};
use crate::memory::Memory;
use crate::run::Helpers;

pub use crate::interp::{Regs, State};
pub use crate::memory::{Beside, Frame, Lent, ROOM};
pub use crate::op::{Code, Op};

/// How native code left a run.
#[derive(Debug)]
pub enum Left {
    /// It ended with this r0.
    Done(u64),
    /// Its guard returned 0.
    Idle,
    /// Nothing was done: the interpreter starts.
    Unstarted,
    /// A helper paused it; the state says where it goes on.
    Paused(State),
    /// A helper faulted, called at this instruction word, inside so many calls.
    Faulted(Fault, u32, u32),
    /// The interpreter goes on from the state: nothing of the instruction there was done, nor charged.
    Interpret(State),
    /// The same, but it is still in the guard.
    Guard(State),
}

/// Native code of one program.
pub trait Native: core::fmt::Debug + Send + Sync {
    /// Runs the second of `funcs` from its start with `args` in r1 to r5, in `mem`, of which the stack is as
    /// long as the run may use, `top` bytes; or, if the first, a guard, which only looks ([`Program::only_looks`]) and has
    /// the same arguments and stack, is there and returns 0, nothing more. `beside` has places for the calls
    /// that the run makes.
    ///
    /// [`Program::only_looks`]: crate::Program::only_looks
    #[allow(clippy::too_many_arguments)]
    fn start(
        &self,
        funcs: (Option<u32>, u32),
        top: u32,
        args: &[u64; 5],
        mem: &mut Memory<'_>,
        beside: &mut Beside,
        helpers: &mut dyn Helpers,
        budget: &mut Budget,
    ) -> Left;
    /// Goes on from `state`. `beside` holds the calls that the run is inside, as the interpreter left them
    /// or native code before.
    fn go(
        &self,
        state: State,
        mem: &mut Memory<'_>,
        beside: &mut Beside,
        helpers: &mut dyn Helpers,
        budget: &mut Budget,
    ) -> Left;
    /// Bytes of code.
    fn size(&self) -> usize;
}

/// What makes native code of programs.
pub trait Compiler: core::fmt::Debug + Sync {
    /// Compiles `program` and gives it what was made of it ([`Program::set_native`]).
    ///
    /// # Errors
    /// It stays with the interpreter: "interpreter", and why.
    ///
    /// [`Program::set_native`]: crate::Program::set_native
    fn compile(&self, program: &mut crate::Program) -> Result<(), &'static str>;
}
