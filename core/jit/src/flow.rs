//! Jumps, calls and returns.
use crate::emit::Emitter;
use crate::layout::{CALLS, CALLS_END, CALLS_FIRST, STACK, STACK_FIRST, home};
use crate::routines::helper_word;
use crate::x86::{Cond, RAX, RCX, Two, at};
use core::mem::offset_of;
use wss_vm::native::{Code, Frame, Op};

/// Bytes of a call's place.
const CALL: i32 = size_of::<Frame>() as i32;
const RET: i32 = offset_of!(Frame, ret) as i32;
const SIZE: i32 = offset_of!(Frame, size) as i32;
const SAVED: i32 = offset_of!(Frame, saved) as i32;
const NATIVE: i32 = offset_of!(Frame, native) as i32;

/// Whether a code is a jump within a function.
pub(crate) fn jumps(code: Code) -> bool {
    (Code::Jeq64K as u16..=Code::Ja32 as u16).contains(&(code as u16))
}

/// Emits a jump, call or return; false for what is none.
pub(crate) fn emit(e: &mut Emitter<'_>, op: &Op) -> bool {
    match op.code {
        Code::Ja | Code::Ja32 => {
            if op.off as u32 != e.insn().wrapping_add(1) {
                e.jump_to(None, op.off as u32);
            }
        }
        Code::Call => call(e, op),
        Code::Exit => exit(e),
        Code::Helper => match helper_word(op.imm, e.insn()) {
            Some(word) => {
                e.asm.set32(RCX, word);
                e.asm.call_back(e.routines.helper);
            }
            None => e.leave_to_interpreter(),
        },
        code if jumps(code) => compare(e, op),
        _ => return false,
    }
    true
}

/// Compares and jumps.
fn compare(e: &mut Emitter<'_>, op: &Op) {
    let n = (op.code as u16).wrapping_sub(Code::Jeq64K as u16);
    let (wide, constant) = (n & 2 == 0, n & 1 == 0);
    let of = |code: Code| n & !3 == (code as u16).wrapping_sub(Code::Jeq64K as u16);
    let a = e.read(op.dst, RAX);
    let cond = match () {
        () if of(Code::Jeq64K) => Cond::Equal,
        () if of(Code::Jgt64K) => Cond::Above,
        () if of(Code::Jge64K) => Cond::NotBelow,
        () if of(Code::Jlt64K) => Cond::Below,
        () if of(Code::Jle64K) => Cond::NotAbove,
        () if of(Code::Jsgt64K) => Cond::Greater,
        () if of(Code::Jsge64K) => Cond::NotLess,
        () if of(Code::Jslt64K) => Cond::Less,
        () if of(Code::Jsle64K) => Cond::NotGreater,
        // `jne` and `jset`.
        () => Cond::NotEqual,
    };
    let bits = of(Code::Jset64K);
    match (constant, bits) {
        (true, true) => e.asm.test_imm(wide, a, op.imm as i32),
        (true, false) if op.imm as i32 == 0 => e.asm.test(wide, a, a),
        (true, false) => e.asm.two_imm(wide, Two::Cmp, a, op.imm as i32),
        (false, _) => {
            let b = e.read(op.src, RCX);
            if bits {
                e.asm.test(wide, a, b);
            } else {
                e.asm.two(wide, Two::Cmp, a, b);
            }
        }
    }
    e.jump_to(Some(cond), op.off as u32);
}

/// Calls a function of the program; its instruction's immediate is the callee's frame.
fn call(e: &mut Emitter<'_>, op: &Op) {
    let (frame, below) = (e.frame as i32, e.frame as i32 + op.imm as i32);
    // Whatever the callee uses.
    e.uses = u32::MAX;
    e.asm.load(8, false, RAX, CALLS);
    e.asm.two_from(Two::Cmp, RAX, CALLS_END);
    e.interpret_if(Cond::NotBelow);
    e.asm.lea(RCX, at(STACK, -below));
    e.asm.two_from(Two::Cmp, RCX, STACK_FIRST);
    e.interpret_if(Cond::Below);
    for (n, r) in (6..10).enumerate() {
        e.asm.store(8, at(RAX, SAVED + n as i32 * 8), home(r));
    }
    e.asm.store_imm(4, at(RAX, RET), e.insn().wrapping_add(1) as i32);
    e.asm.store_imm(4, at(RAX, SIZE), frame);
    let back = e.asm.lea_code(RCX);
    e.asm.store(8, at(RAX, NATIVE), RCX);
    e.asm.two_imm(true, Two::Add, RAX, CALL);
    e.asm.store(8, CALLS, RAX);
    if frame != 0 {
        e.asm.two_imm(true, Two::Sub, STACK, frame);
    }
    e.jump_to(None, op.off as u32);
    // What stands behind a call begins a block, and is where the callee returns to.
    e.asm.fill_here(back);
}

/// What a callee returns to.
pub(crate) fn returned(e: &mut Emitter<'_>) {
    if e.frame != 0 {
        let frame = e.frame as i32;
        e.asm.two_imm(true, Two::Add, STACK, frame);
    }
}

fn exit(e: &mut Emitter<'_>) {
    if e.callable {
        e.asm.load(8, false, RAX, CALLS);
        e.asm.two_from(Two::Cmp, RAX, CALLS_FIRST);
        e.asm.jump_back(Some(Cond::Equal), e.routines.done);
        e.asm.two_imm(true, Two::Sub, RAX, CALL);
        e.asm.store(8, CALLS, RAX);
        for (n, r) in (6..10).enumerate() {
            e.asm.load(8, false, home(r), at(RAX, SAVED + n as i32 * 8));
        }
        e.asm.jump_mem(at(RAX, NATIVE));
    } else {
        e.asm.jump_back(None, e.routines.done);
    }
}
