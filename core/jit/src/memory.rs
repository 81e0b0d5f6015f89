//! Loads, stores and atomic instructions.
//!
//! What lies in the frame of the function, at a place that the code says plainly, is accessed there: the
//! stack is that long in every run. Every other access goes by a *window* ([`crate::layout::Window`]): compare the
//! distance from its start with its limit, clamp it behind the comparison, so that a processor that
//! guesses wrong reads the region's first byte (Spectre variant 1), access. What a window does not hold
//! is looked up by [`crate::call`]'s `refill`, and is left to the interpreter if it is no place at all.
use crate::emit::{Emitter, What};
use crate::layout::{STACK, home, window};
use crate::x86::{Cond, Mem, RAX, RCX, Two, at};
use wss_vm::native::{Code, Op};

// Operations of atomic instructions (RFC 9669, tables 9 and 10).
const FETCH: i32 = 0x01;
const XCHG: i32 = 0xe1;
const CMPXCHG: i32 = 0xf1;

/// Emits an access; false for what is none.
pub(crate) fn emit(e: &mut Emitter<'_>, op: &Op) -> bool {
    use Code::*;
    let size = match op.code {
        Ld8 | LdS8 | St8K | St8X => 1,
        Ld16 | LdS16 | St16K | St16X => 2,
        Ld32 | LdS32 | St32K | St32X | Atomic32 => 4,
        Ld64 | St64K | St64X | Atomic64 => 8,
        _ => return false,
    };
    match op.code {
        Ld8 | Ld16 | Ld32 | Ld64 | LdS8 | LdS16 | LdS32 => {
            let signed = matches!(op.code, LdS8 | LdS16 | LdS32);
            let m = place(e, op.src, op.off, size, false);
            e.asm.load(size, signed, home(op.dst), m);
        }
        St8K | St16K | St32K | St64K => {
            let m = place(e, op.dst, op.off, size, true);
            e.asm.store_imm(size, m, op.imm as i32);
        }
        Atomic32 | Atomic64 => atomic(e, op, size),
        _ => {
            let m = place(e, op.dst, op.off, size, true);
            if op.src == 10 {
                // Both registers may be in use: the address becomes one.
                e.asm.lea(RCX, m);
                let from = e.read(10, RAX);
                e.asm.store(size, at(RCX, 0), from);
            } else {
                e.asm.store(size, m, home(op.src));
            }
        }
    }
    true
}

/// The host's place of an access, checked; RAX and RCX may be part of it.
fn place(e: &mut Emitter<'_>, base: u8, off: i32, size: u8, write: bool) -> Mem {
    if let Some(from_r10) = e.beside_r10(base) {
        let low = i64::from(from_r10) + i64::from(off);
        if low >= -i64::from(e.frame) && low + i64::from(size) <= 0 {
            return at(STACK, low as i32);
        }
    }
    let n = e.windows.of(base, size, write);
    let [start, limit, first] = window(n);
    let from = e.read(base, RAX);
    match off {
        0 => e.asm.mov(true, RAX, from),
        _ => e.asm.lea(RAX, at(from, off)),
    }
    let again = e.asm.here();
    e.asm.two_from(Two::Sub, RAX, start);
    e.asm.set(RCX, 0);
    e.asm.two_from(Two::Cmp, RAX, limit);
    let hole = e.asm.jump_if(Cond::NotBelow);
    e.stub(hole, What::Refill { window: n, size, write, again });
    e.asm.move_if(Cond::NotBelow, RAX, RCX);
    e.asm.load(8, false, RCX, first);
    Mem { base: RCX, index: Some(RAX), disp: 0 }
}

/// The memory of a run is the run's alone, so that an access and another one are atomic.
fn atomic(e: &mut Emitter<'_>, op: &Op, size: u8) {
    if op.src == 10 {
        return e.leave_to_interpreter();
    }
    let (wide, src, operation) = (size == 8, home(op.src), op.imm as i32);
    let m = place(e, op.dst, op.off, size, true);
    let how = match operation & !FETCH {
        0x40 => Two::Or,
        0x50 => Two::And,
        0xa0 => Two::Xor,
        _ => Two::Add,
    };
    if operation & FETCH == 0 {
        return e.asm.two_into(wide, how, m, src);
    }
    e.asm.lea(RAX, m);
    e.asm.load(size, false, RCX, at(RAX, 0));
    match operation {
        XCHG => e.asm.store(size, at(RAX, 0), src),
        CMPXCHG => {
            e.asm.two(wide, Two::Cmp, RCX, home(0));
            let differs = e.asm.jump_if(Cond::NotEqual);
            e.asm.store(size, at(RAX, 0), src);
            e.asm.fill_here(differs);
            return e.asm.mov(true, home(0), RCX);
        }
        _ => e.asm.two_into(wide, how, at(RAX, 0), src),
    }
    e.asm.mov(true, src, RCX);
}
