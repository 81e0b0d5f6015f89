//! What stands where while emitted code runs: registers, and the memory that it shares with the Rust
//! functions that it calls ([`crate::call`]).
use crate::x86::{
    Mem, R8, R9, R10, R11, R12, R13, R14, R15, RBP, RBX, RCX, RDI, RDX, RSI, Reg, at,
};
use core::mem::offset_of;

/// Registers of r0 to r9. RAX and RCX are nobody's; RBP points into [`Ctx`], where debuggers that follow
/// frame pointers find the caller's. What a helper call destroys anyway stands in registers that calls
/// destroy.
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
/// Registers that calls keep, RBP aside.
pub(crate) const KEPT: [Reg; 5] = [RBX, R12, R13, R14, R15];

/// A window on the region that accesses of one kind (base register, bytes, whether it writes) found last:
/// the program's address of its first byte, how far from there such an access may start (0: nowhere), and
/// the host's address of that byte.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) start: u64,
    pub(crate) limit: u64,
    pub(crate) base: u64,
}

/// Most windows of a program.
pub(crate) const MAX_WINDOWS: usize = 20;
/// Of these, how many stand before the chain.
const BEFORE: usize = 3;

/// What emitted code and the functions it calls share; in the engine's memory, since a kernel's stack is
/// short. What is used most is within 128 bytes of where RBP points, which is the chain.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct Ctx {
    /// The first free place among those for calls, the end of them, the first of them.
    pub(crate) calls: u64,
    pub(crate) calls_end: u64,
    pub(crate) calls_first: u64,
    /// The host's address of the stack's first byte.
    pub(crate) stack: u64,
    /// What to take from a host's address in the stack for the program's.
    pub(crate) bias: u64,
    /// Room for r3 while RDX divides.
    pub(crate) spare: u64,
    /// Room for an address, while a window is moved.
    pub(crate) address: u64,
    pub(crate) first_windows: [Window; BEFORE],
    /// The caller's RBP and where it is returned to, as at the start of any frame.
    pub(crate) chain: [u64; 2],
    pub(crate) windows: [Window; MAX_WINDOWS - BEFORE],
    /// r0 to r9; the host's address for r10.
    pub(crate) regs: [u64; 11],
    pub(crate) budget: u64,
    /// Instruction word at which the run left.
    pub(crate) at: u64,
    /// What is kept while a window is moved.
    pub(crate) kept: [u64; 7],
    /// By base register: the host's address of the lowest byte of the accesses that were checked together.
    pub(crate) checked: [u64; 11],
    pub(crate) helper: u64,
    pub(crate) refill: u64,
}

/// Where RBP points.
const BASE: usize = offset_of!(Ctx, chain);
const _: () = assert!(BASE == 128);

const fn word(offset: usize) -> Mem {
    at(RBP, offset as i32 - BASE as i32)
}
/// How far RBP is from the context.
pub(crate) const TO_BASE: i32 = BASE as i32;
pub(crate) const CALLS: Mem = word(offset_of!(Ctx, calls));
pub(crate) const CALLS_END: Mem = word(offset_of!(Ctx, calls_end));
pub(crate) const CALLS_FIRST: Mem = word(offset_of!(Ctx, calls_first));
pub(crate) const STACK_FIRST: Mem = word(offset_of!(Ctx, stack));
pub(crate) const STACK_BIAS: Mem = word(offset_of!(Ctx, bias));
pub(crate) const SPARE: Mem = word(offset_of!(Ctx, spare));
pub(crate) const ADDRESS: Mem = word(offset_of!(Ctx, address));
pub(crate) const CHAIN: Mem = word(offset_of!(Ctx, chain));
pub(crate) const RETURN: Mem = word(offset_of!(Ctx, chain) + 8);
pub(crate) const LEFT_BUDGET: Mem = word(offset_of!(Ctx, budget));
pub(crate) const AT: Mem = word(offset_of!(Ctx, at));
pub(crate) const HELPER: Mem = word(offset_of!(Ctx, helper));
pub(crate) const REFILL: Mem = word(offset_of!(Ctx, refill));

/// Where register `r` is kept outside of emitted code.
pub(crate) fn reg(r: u8) -> Mem {
    word(offset_of!(Ctx, regs) + usize::from(r) * 8)
}

/// The place of one of [`VOLATILE`] while a window is moved.
pub(crate) fn kept(n: usize) -> Mem {
    word(offset_of!(Ctx, kept) + n * 8)
}

/// Where the place is kept of accesses by register `r` that were checked together.
pub(crate) fn checked(r: u8) -> Mem {
    word(offset_of!(Ctx, checked) + usize::from(r) * 8)
}

/// The words of window `n`.
pub(crate) fn window(n: u8) -> [Mem; 3] {
    let n = usize::from(n);
    let first = match n.checked_sub(BEFORE) {
        None => offset_of!(Ctx, first_windows) + n * 24,
        Some(n) => offset_of!(Ctx, windows) + n * 24,
    };
    [word(first), word(first + 8), word(first + 16)]
}

impl Ctx {
    /// Window `n`.
    pub(crate) fn window_mut(&mut self, n: u8) -> Option<&mut Window> {
        let n = usize::from(n);
        match n.checked_sub(BEFORE) {
            None => self.first_windows.get_mut(n),
            Some(n) => self.windows.get_mut(n),
        }
    }
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
    /// The guard returned 0. Said by who runs emitted code, as the next.
    pub(crate) const IDLE: u32 = 5;
    /// The interpreter is to go on with the guard.
    pub(crate) const GUARD: u32 = 6;
}
