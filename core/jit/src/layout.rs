//! What stands where while emitted code runs: registers, its frame, and what it shares with the Rust
//! functions that it calls ([`crate::call`]).
use crate::x86::{
    Mem, R8, R9, R10, R11, R12, R13, R14, R15, RBX, RCX, RDI, RDX, RSI, RSP, Reg, at,
};

/// Registers of r0 to r9. RAX and RCX are nobody's; RBP stays the frame pointer that debuggers follow.
/// What a helper call destroys anyway stands in registers that calls destroy.
const HOMES: [Reg; 10] = [R10, RDI, RSI, RDX, R8, R9, RBX, R12, R13, R14];
/// The host's address of where r10 points.
pub(crate) const STACK: Reg = R15;
/// What is left of the budget, without the rest of the block that runs.
pub(crate) const BUDGET: Reg = R11;

/// Register of `r`, which is not r10.
pub(crate) fn home(r: u8) -> Reg {
    HOMES.get(usize::from(r)).copied().unwrap_or(RCX)
}

/// Registers that calls destroy and refills have to keep.
pub(crate) const VOLATILE: [Reg; 7] = [RDI, RSI, RDX, R8, R9, R10, R11];
/// Registers that calls keep, as they stand below the frame pointer.
pub(crate) const KEPT: [Reg; 5] = [RBX, R12, R13, R14, R15];

/// What emitted code and the functions it calls share. Its address is the first argument of all.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct Ctx {
    /// r0 to r9; the host's address for r10.
    pub(crate) regs: [u64; 11],
    pub(crate) budget: u64,
    /// Instruction word at which the run left.
    pub(crate) at: u64,
    /// The first free place among those for calls, the end of them, the first of them.
    pub(crate) calls: u64,
    pub(crate) calls_end: u64,
    pub(crate) calls_first: u64,
    /// The host's address of the stack's first byte.
    pub(crate) stack: u64,
    pub(crate) helper: u64,
    pub(crate) refill: u64,
}

/// Where a field of [`Ctx`] is, by its position in words.
const fn ctx_word(field: usize) -> i32 {
    (field / 8 * 8) as i32
}
pub(crate) const CTX_BUDGET: i32 = ctx_word(core::mem::offset_of!(Ctx, budget));
pub(crate) const CTX_AT: i32 = ctx_word(core::mem::offset_of!(Ctx, at));
pub(crate) const CTX_CALLS: i32 = ctx_word(core::mem::offset_of!(Ctx, calls));
pub(crate) const CTX_CALLS_END: i32 = ctx_word(core::mem::offset_of!(Ctx, calls_end));
pub(crate) const CTX_CALLS_FIRST: i32 = ctx_word(core::mem::offset_of!(Ctx, calls_first));
pub(crate) const CTX_STACK: i32 = ctx_word(core::mem::offset_of!(Ctx, stack));
pub(crate) const CTX_HELPER: i32 = ctx_word(core::mem::offset_of!(Ctx, helper));
pub(crate) const CTX_REFILL: i32 = ctx_word(core::mem::offset_of!(Ctx, refill));

/// A word of the frame.
const fn word(n: i32) -> Mem {
    at(RSP, n * 8)
}
/// Address of [`Ctx`].
pub(crate) const CTX: Mem = word(0);
/// As in [`Ctx`].
pub(crate) const CALLS: Mem = word(1);
pub(crate) const CALLS_END: Mem = word(2);
pub(crate) const CALLS_FIRST: Mem = word(3);
pub(crate) const STACK_FIRST: Mem = word(4);
/// What to take from a host's address in the stack for the program's.
pub(crate) const STACK_BIAS: Mem = word(5);
/// Room for r3 while RDX divides.
pub(crate) const SPARE: Mem = word(6);
/// Room for an address, and for what refills keep.
pub(crate) const ADDRESS: Mem = word(7);
pub(crate) fn kept(n: usize) -> Mem {
    word(8 + n as i32)
}
/// The first of the windows; see [`Window`].
pub(crate) const WINDOWS: i32 = 15 * 8;
/// Most windows of a program.
pub(crate) const MAX_WINDOWS: usize = 16;
/// Bytes of the frame: with six registers pushed, RSP is then a multiple of 16.
pub(crate) const FRAME: i32 = WINDOWS + MAX_WINDOWS as i32 * 24;
const _: () = assert!(FRAME % 16 == 8);

/// A window on the region that accesses of one kind found last: the program's address of its first
/// byte, how far from there such an access may start (0: nowhere), and the host's address of that byte.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct Window {
    pub(crate) start: u64,
    pub(crate) limit: u64,
    pub(crate) base: u64,
}

/// The words of window `n`.
pub(crate) fn window(n: u8) -> [Mem; 3] {
    let first = WINDOWS + i32::from(n) * 24;
    [at(RSP, first), at(RSP, first + 8), at(RSP, first + 16)]
}

/// Memory of the frame as a function called from emitted code sees it whose own frame is `below`.
pub(crate) const fn above(below: i32, m: Mem) -> Mem {
    Mem { base: m.base, index: m.index, disp: m.disp + below }
}

/// Why emitted code left.
pub(crate) mod left {
    /// The outermost function ended.
    pub(crate) const DONE: u32 = 1;
    /// The interpreter is to go on.
    pub(crate) const INTERPRET: u32 = 2;
    /// A helper paused the run.
    pub(crate) const PAUSED: u32 = 3;
    /// A helper faulted.
    pub(crate) const FAULTED: u32 = 4;
}
