//! What every program's code contains once: its start, its ends, and the ways to the Rust functions
//! that it calls. The addresses of those are in the context: the code holds none of the host's.
use crate::layout::{
    ADDRESS, BUDGET, CALLS, CALLS_END, CALLS_FIRST, CTX, CTX_AT, CTX_BUDGET, CTX_CALLS,
    CTX_CALLS_END, CTX_CALLS_FIRST, CTX_HELPER, CTX_REFILL, CTX_STACK, FRAME, KEPT, STACK,
    STACK_BIAS, STACK_FIRST, VOLATILE, above, home, kept, left, window,
};
use crate::x86::{Asm, Cond, RAX, RBP, RCX, RDI, RDX, RSI, RSP, Two, at};

/// Where they are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Routines {
    /// Ends the run with r0.
    pub(crate) done: u32,
    /// Leaves the run to the interpreter, from the instruction in EAX.
    pub(crate) interpret: u32,
    /// Calls the helper in ECX ([`helper_word`]).
    pub(crate) helper: u32,
    /// Moves the window in ECX ([`refill`]) to the address in RAX; ZF says whether there is one.
    pub(crate) refill: u32,
}

/// Frame of a routine that is called: with its return address it keeps RSP a multiple of 16.
const ROUTINE: i32 = 8;
/// The same with the return address.
const BELOW: i32 = 16;

/// Helper and instruction word in one; `None` if they do not fit.
pub(crate) fn helper_word(id: i64, insn: u32) -> Option<u32> {
    let id = u32::try_from(id).ok().filter(|id| *id < 1 << 12)?;
    (insn < 1 << 20).then_some(id << 20 | insn)
}

/// Emits all but the start.
pub(crate) fn emit(asm: &mut Asm) -> Routines {
    let done = asm.here();
    asm.load(8, false, RCX, CTX);
    asm.store(8, at(RCX, 0), home(0));
    asm.store(8, at(RCX, CTX_BUDGET), BUDGET);
    asm.set32(RAX, left::DONE);
    let to_end = asm.jump();

    let interpret = asm.here();
    asm.load(8, false, RCX, CTX);
    asm.store(8, at(RCX, CTX_AT), RAX);
    asm.set32(RAX, left::INTERPRET);

    let leave = asm.here();
    for r in 0..10 {
        asm.store(8, at(RCX, i32::from(r) * 8), home(r));
    }
    asm.store(8, at(RCX, 80), STACK);
    asm.store(8, at(RCX, CTX_BUDGET), BUDGET);
    asm.load(8, false, RDX, CALLS);
    asm.store(8, at(RCX, CTX_CALLS), RDX);

    asm.fill_here(to_end);
    asm.lea(RSP, at(RBP, -(KEPT.len() as i32) * 8));
    for r in KEPT.iter().rev() {
        asm.pop(*r);
    }
    asm.pop(RBP);
    asm.ret();

    Routines { done, interpret, helper: helper(asm, leave), refill: refilling(asm) }
}

fn helper(asm: &mut Asm, leave: u32) -> u32 {
    let helper = asm.here();
    asm.two_imm(true, Two::Sub, RSP, ROUTINE);
    asm.load(8, false, RAX, above(BELOW, CTX));
    for r in 1..6 {
        asm.store(8, at(RAX, i32::from(r) * 8), home(r));
    }
    asm.store(8, at(RAX, CTX_BUDGET), BUDGET);
    asm.mov(true, RDI, RAX);
    asm.mov(false, RSI, RCX);
    asm.call_mem(at(RAX, CTX_HELPER));
    asm.two_imm(true, Two::Add, RSP, ROUTINE);
    asm.load(8, false, RCX, above(BELOW - ROUTINE, CTX));
    asm.load(8, false, home(0), at(RCX, 0));
    asm.load(8, false, BUDGET, at(RCX, CTX_BUDGET));
    for r in 1..6 {
        asm.set(home(r), 0);
    }
    asm.test(false, RAX, RAX);
    let leaves = asm.jump_if(Cond::NotEqual);
    asm.ret();
    asm.fill_here(leaves);
    asm.two_imm(true, Two::Add, RSP, 8);
    asm.jump_back(None, leave);
    helper
}

fn refilling(asm: &mut Asm) -> u32 {
    let refill = asm.here();
    asm.two_imm(true, Two::Sub, RSP, ROUTINE);
    asm.store(8, above(BELOW, ADDRESS), RAX);
    for (n, r) in VOLATILE.iter().enumerate() {
        asm.store(8, above(BELOW, kept(n)), *r);
    }
    asm.load(8, false, RDI, above(BELOW, CTX));
    asm.mov(true, RSI, RAX);
    asm.mov(false, RDX, RCX);
    asm.lea(RCX, at(RSP, BELOW));
    asm.call_mem(at(RDI, CTX_REFILL));
    asm.mov(false, RCX, RAX);
    for (n, r) in VOLATILE.iter().enumerate() {
        asm.load(8, false, *r, above(BELOW, kept(n)));
    }
    asm.load(8, false, RAX, above(BELOW, ADDRESS));
    asm.two_imm(true, Two::Add, RSP, ROUTINE);
    asm.test(false, RCX, RCX);
    asm.ret();
    refill
}

/// What a refill is told of the access, in one word: window, logarithm of its size, whether it writes.
pub(crate) fn refill_word(window: u8, size: u8, write: bool) -> u32 {
    u32::from(window) | size.trailing_zeros() << 8 | u32::from(write) << 16
}

/// Calls for a window's refill; RAX holds the address's distance from its start, and the address
/// afterwards. ZF says whether there is one.
pub(crate) fn refill(asm: &mut Asm, routine: u32, n: u8, size: u8, write: bool) {
    let [start, ..] = window(n);
    asm.two_from(Two::Add, RAX, start);
    asm.set32(RCX, refill_word(n, size, write));
    asm.call_back(routine);
}

/// Emits the start: a function of the context and of where to go on. `windows` are in use.
pub(crate) fn start(asm: &mut Asm, windows: u8) -> u32 {
    let start = asm.here();
    asm.push(RBP);
    asm.mov(true, RBP, RSP);
    for r in KEPT {
        asm.push(r);
    }
    asm.two_imm(true, Two::Sub, RSP, FRAME);
    asm.store(8, CTX, RDI);
    let words = [(CTX_CALLS, CALLS), (CTX_CALLS_END, CALLS_END), (CTX_CALLS_FIRST, CALLS_FIRST)];
    for (from, to) in words {
        asm.load(8, false, RAX, at(RDI, from));
        asm.store(8, to, RAX);
    }
    asm.load(8, false, RAX, at(RDI, CTX_STACK));
    asm.store(8, STACK_FIRST, RAX);
    asm.set(RCX, wss_abi::addr::Region::Stack.at(0));
    asm.two(true, Two::Sub, RAX, RCX);
    asm.store(8, STACK_BIAS, RAX);
    for n in 0..windows {
        let [_, limit, _] = window(n);
        asm.store_imm(8, limit, 0);
    }
    asm.mov(true, RAX, RSI);
    asm.load(8, false, STACK, at(RDI, 80));
    asm.load(8, false, BUDGET, at(RDI, CTX_BUDGET));
    // RDI, r1's, last.
    for r in [0, 2, 3, 4, 5, 6, 7, 8, 9, 1] {
        asm.load(8, false, home(r), at(RDI, i32::from(r) * 8));
    }
    asm.jump_reg(RAX);
    start
}
