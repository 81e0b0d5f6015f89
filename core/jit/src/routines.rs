//! What every program's code contains once: its start, its ends, and the ways to the Rust functions
//! that it calls. The addresses of those are in the context: the code holds none of the host's.
use crate::layout::{
    ADDRESS, AT, BUDGET, CHAIN, HELPER, KEPT, LEFT_BUDGET, REFILL, RETURN, STACK, STACK_FIRST,
    TO_BASE, VOLATILE, home, kept, left, reg, window,
};
use crate::windows::Windows;
use crate::x86::{Asm, Cond, R8, R9, R10, RAX, RBP, RCX, RDI, RDX, RSI, RSP, Reg, Two, at};

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

/// What keeps RSP a multiple of 16 where functions are called: in the start, and in a routine.
const ALIGN: i32 = 8;

/// Helper and instruction word in one; `None` if they do not fit.
pub(crate) fn helper_word(id: i64, insn: u32) -> Option<u32> {
    let id = u32::try_from(id).ok().filter(|id| *id < 1 << 12)?;
    (insn < 1 << 20).then_some(id << 20 | insn)
}

/// Emits all but the start.
pub(crate) fn emit(asm: &mut Asm) -> Routines {
    let done = asm.here();
    asm.store(8, reg(0), home(0));
    asm.store(8, LEFT_BUDGET, BUDGET);
    asm.set32(RAX, left::DONE);
    exit(asm);

    let interpret = asm.here();
    asm.store(8, AT, RAX);
    asm.set32(RAX, left::INTERPRET);

    let leave = asm.here();
    for r in 0..10 {
        asm.store(8, reg(r), home(r));
    }
    asm.store(8, reg(10), STACK);
    asm.store(8, LEFT_BUDGET, BUDGET);

    exit(asm);

    Routines { done, interpret, helper: helper(asm, leave), refill: refilling(asm) }
}

/// Returns to who called the start.
fn exit(asm: &mut Asm) {
    asm.two_imm(true, Two::Add, RSP, ALIGN);
    for r in KEPT.iter().rev() {
        asm.pop(*r);
    }
    asm.pop(RBP);
    asm.ret();
}

fn helper(asm: &mut Asm, leave: u32) -> u32 {
    let helper = asm.here();
    asm.two_imm(true, Two::Sub, RSP, ALIGN);
    asm.store(8, reg(5), home(5));
    asm.store(8, LEFT_BUDGET, BUDGET);
    // The third to sixth argument are r1 to r4, from RDI, RSI, RDX and R8; the helper in ECX is the second.
    asm.mov(true, R9, home(4));
    asm.mov(true, R8, home(3));
    asm.mov(true, RDX, home(1));
    asm.mov(false, RAX, RCX);
    asm.mov(true, RCX, home(2));
    asm.mov(false, RSI, RAX);
    asm.lea(RDI, at(RBP, -TO_BASE));
    asm.call_mem(HELPER);
    asm.two_imm(true, Two::Add, RSP, ALIGN);
    asm.load(8, false, home(0), reg(0));
    asm.load(8, false, BUDGET, LEFT_BUDGET);
    for r in 1..6 {
        asm.set(home(r), 0);
    }
    asm.test(false, RAX, RAX);
    let leaves = asm.jump_if(Cond::NotEqual);
    asm.ret();
    asm.fill_here(leaves);
    // Past the return address.
    asm.two_imm(true, Two::Add, RSP, 8);
    asm.jump_back(None, leave);
    helper
}

fn refilling(asm: &mut Asm) -> u32 {
    let refill = asm.here();
    asm.two_imm(true, Two::Sub, RSP, ALIGN);
    asm.store(8, ADDRESS, RAX);
    for (n, r) in VOLATILE.iter().enumerate() {
        asm.store(8, kept(n), *r);
    }
    asm.lea(RDI, at(RBP, -TO_BASE));
    asm.mov(true, RSI, RAX);
    asm.mov(false, RDX, RCX);
    asm.call_mem(REFILL);
    asm.mov(false, RCX, RAX);
    for (n, r) in VOLATILE.iter().enumerate() {
        asm.load(8, false, *r, kept(n));
    }
    asm.load(8, false, RAX, ADDRESS);
    asm.two_imm(true, Two::Add, RSP, ALIGN);
    asm.test(false, RCX, RCX);
    asm.ret();
    refill
}

/// What a refill is told of the access, in one word: window, bytes, whether it writes.
pub(crate) fn refill_word(window: u8, size: u16, write: bool) -> u32 {
    u32::from(window) | u32::from(size) << 8 | u32::from(write) << 24
}

/// Calls for a window's refill; RAX holds the address's distance from its start, and the address
/// afterwards. ZF says whether there is one.
pub(crate) fn refill(asm: &mut Asm, routine: u32, n: u8, size: u16, write: bool) {
    let [start, ..] = window(n);
    asm.two_from(Two::Add, RAX, start);
    asm.set32(RCX, refill_word(n, size, write));
    asm.call_back(routine);
}

/// Emits the start of a run that goes on: a function of the context, which holds the registers, and of
/// where to go on. `windows` are in use.
pub(crate) fn start(asm: &mut Asm, windows: u8) -> u32 {
    let start = asm.here();
    enter(asm);
    asm.load(8, false, RAX, STACK_FIRST);
    for n in 0..windows {
        close(asm, n, RAX);
    }
    asm.mov(true, RAX, RSI);
    for r in 0..10 {
        asm.load(8, false, home(r), reg(r));
    }
    asm.load(8, false, STACK, reg(10));
    asm.load(8, false, BUDGET, LEFT_BUDGET);
    asm.jump_reg(RAX);
    start
}

/// Emits the start of a run of the function at `offset` with one argument: a function of the context, r1, the
/// host's address for r10, the budget, and the region of r1: its first byte and one more than its bytes.
/// Of the windows those in `uses` are used, as bits; those that only read begin on that region.
pub(crate) fn begin(asm: &mut Asm, windows: &Windows, uses: u32, offset: u32) -> u32 {
    let begin = asm.here();
    asm.mov(true, BUDGET, RCX);
    enter(asm);
    asm.mov(true, STACK, RDX);
    let used = || (0..windows.used).filter(|n| uses >> n & 1 != 0);
    if used().any(|n| windows.kind(n).is_some_and(|(_, write)| write)) {
        asm.load(8, false, RDX, STACK_FIRST);
    }
    // The region's address in the program: that of the argument without its offset.
    asm.mov(false, R10, RSI);
    asm.two(true, Two::Xor, R10, RSI);
    asm.set(RCX, 0);
    for n in used() {
        match windows.kind(n) {
            Some((size, false)) => {
                let [start, limit, base] = window(n);
                asm.mov(true, RAX, R9);
                asm.two_imm(true, Two::Sub, RAX, size.into());
                asm.move_if(Cond::Below, RAX, RCX);
                asm.store(8, start, R10);
                asm.store(8, limit, RAX);
                asm.store(8, base, R8);
            }
            _ => close(asm, n, RDX),
        }
    }
    asm.mov(true, home(1), RSI);
    for r in (0..10).filter(|r| *r != 1) {
        asm.set(home(r), 0);
    }
    asm.jump_back(None, offset);
    begin
}

/// Makes a window hold nothing; `stack` is the register that holds the stack's first byte.
fn close(asm: &mut Asm, n: u8, stack: Reg) {
    let [_, limit, base] = window(n);
    asm.store_imm(8, limit, 0);
    // A processor that guesses wrong before the window is moved reads here.
    asm.store(8, base, stack);
}

/// What any start does first. It changes RAX, RCX and RBP.
fn enter(asm: &mut Asm) {
    asm.load(8, false, RAX, at(RSP, 0));
    asm.push(RBP);
    for r in KEPT {
        asm.push(r);
    }
    asm.two_imm(true, Two::Sub, RSP, ALIGN);
    asm.mov(true, RCX, RBP);
    asm.lea(RBP, at(RDI, TO_BASE));
    asm.store(8, CHAIN, RCX);
    asm.store(8, RETURN, RAX);
}
