//! Calling convention of WDL programs on the machine.
//!
//! - The machine saves and restores r6..r9 and r10 around a call between functions; r1..r5 are
//!   lost, r0 holds the result. Each function has a frame of its own below r10, whose size is a
//!   multiple of 16.
//! - Scalars are passed as 64-bit values; of a narrower type only the low bits mean anything, and
//!   the callee extends them where it needs to. Helpers get scalars extended to 64 bits.
//! - Up to five arguments go in r1..r5. With more, the first four go in r1..r4, and r5 holds the
//!   address of a block in the caller's frame with the others, 8 bytes each, in order.
//! - A structure is passed as the address of a copy that the caller made and the callee owns. A
//!   function that returns a structure takes the address of where to put it as its first argument.
//! - A function's address is a small number: functions whose address is taken are numbered from 1,
//!   those whose results and arguments are passed alike (nothing or up to 32 bits, 64 bits, or a
//!   structure of one type) consecutively. 0 is the null pointer; none of these numbers is the
//!   address of anything else ([`wss_abi::addr`]).
//! - The machine has no indirect call (RFC 9669, section 4.3). A call through a pointer compares it
//!   with the numbers of the functions that are passed what the call passes, and faults with "bad
//!   function pointer" at the call if it is none of them. Of one such function it is an ordinary
//!   call; of several, a call of a generated function `dispatch.N`, which takes the arguments and,
//!   as its last, the number, and finds the function by bisection.
//! - r0 and r5 are never allocated: they are scratch within one IR instruction.

/// Alignment of frames: the top of the stack has it, and the size of each frame is a multiple.
pub(crate) const FRAME_ALIGN: u32 = 16;
/// Registers that hold arguments.
pub(crate) const ARGS: [u8; 5] = [1, 2, 3, 4, 5];
/// Arguments in registers when there are more than [`ARGS`] holds: the last register points to
/// the rest.
pub(crate) const SPLIT: usize = 4;
/// First scratch register, also the result register.
pub(crate) const S0: u8 = 0;
/// Second scratch register.
pub(crate) const S1: u8 = 5;
/// Allocatable registers that a call destroys, in order of preference.
pub(crate) const CALLER_SAVED: [u8; 4] = [4, 3, 2, 1];
/// Allocatable registers that survive a call.
pub(crate) const CALLEE_SAVED: [u8; 4] = [6, 7, 8, 9];
/// The frame pointer.
pub(crate) const FP: u8 = 10;
