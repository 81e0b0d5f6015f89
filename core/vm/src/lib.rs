#![no_std]
#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! The machine that wrappers run in: the instruction set of RFC 9669 (groups base32, base64,
//! divmul32, divmul64, atomic32, atomic64), a verifier, an interpreter, and the helpers that need no
//! host.
//!
//! A program is bytecode that an administrator loaded, and hostile all the same: it reads and writes
//! nothing but the regions lent to it ([`Memory`]), holds virtual addresses only, runs at most as
//! many instructions as its [`Budget`] allows, and whatever goes wrong comes back as a [`FaultAt`].
//!
//! What the RFC leaves open, the machine defines, so that every engine of it agrees:
//! - Memory is little-endian on every host, and accesses need no alignment.
//! - A run starts with its arguments in r1 to r5 and 0 in every other register but r10.
//! - Frames a run can reach hold zeros when it starts; they stand in [`Func::frame`] and are bounded
//!   as a whole by the [`Stack`].
//! - After a helper call r1 to r5 hold 0; after `call local` they hold what the callee left.
//! - `call local` checks its depth first, then its stack. Each instruction costs 1 of the budget,
//!   charged before it runs (`lddw` is one); helpers charge more.
//!
//! [`Func::frame`]: wss_abi::object::Func::frame
extern crate alloc;

mod alu;
pub mod asm;
mod asm_cursor;
mod asm_line;
mod asm_token;
mod atomic;
pub mod disasm;
mod extent;
mod fault;
mod find;
mod glob;
mod interp;
mod memory;
pub mod native;
mod op;
mod program;
mod run;
mod spelling;
pub mod strings;
pub mod verify;

pub use fault::{Budget, Fault, FaultAt, Position, position};
pub use memory::{MAX_DEPTH, Memory, Slot, Stack};
pub use program::Program;
pub use run::{Bare, Helpers, Outcome, Paused, call, resume, run, start, start_if};
pub use verify::{Rule, VerifyError};
