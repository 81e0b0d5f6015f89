//! Arithmetic and moves.
use crate::emit::Emitter;
use crate::layout::{SPARE, home};
use crate::x86::{Cond, RAX, RCX, RDX, Reg, Shift, Two};
use wss_vm::native::{Code, Op};

/// Instructions of a rotation as C has it: a copy shifted one way, the original the other, both joined.
pub(crate) const ROTATION: usize = 4;

/// Emits a rotation, if that is what the instructions are; what each of them writes is written.
pub(crate) fn rotate(e: &mut Emitter<'_>, ops: &[Op; ROTATION]) -> bool {
    use Code::*;
    let [copy, one, other, join] = ops;
    let (wide, how, back) = match ops.map(|o| o.code) {
        [Mov64X, Lsh64K, Rsh64K, Or64X] => (true, Shift::RotateLeft, Shift::Right),
        [Mov64X, Rsh64K, Lsh64K, Or64X] => (true, Shift::RotateRight, Shift::Left),
        [Mov32X, Lsh32K, Rsh32K, Or32X] => (false, Shift::RotateLeft, Shift::Right),
        [Mov32X, Rsh32K, Lsh32K, Or32X] => (false, Shift::RotateRight, Shift::Left),
        _ => return false,
    };
    let bits = if wide { 64 } else { 32 };
    let (to, from) = (copy.dst, copy.src);
    let same = (one.dst, other.dst) == (to, from) && (join.dst, join.src) == (to, from);
    let whole = (1..bits).contains(&one.imm) && one.imm + other.imm == bits;
    if !same || !whole || to == from || from == 10 {
        return false;
    }
    e.asm.mov(wide, home(to), home(from));
    e.asm.shift(wide, how, home(to), one.imm as u8);
    e.asm.shift(wide, back, home(from), other.imm as u8);
    true
}

/// An operation of one width with its operand.
#[derive(Clone, Copy)]
struct Form {
    wide: bool,
    /// The operand is the immediate.
    constant: bool,
}

/// Which of four forms of an operation a code is: 64 bits and immediate, register, 32 bits likewise.
fn form(code: Code, first: Code) -> Form {
    let n = (code as u16).wrapping_sub(first as u16);
    Form { wide: n < 2, constant: n.is_multiple_of(2) }
}

/// Emits an arithmetic instruction; false for what is none.
pub(crate) fn emit(e: &mut Emitter<'_>, op: &Op) -> bool {
    use Code::*;
    let dst = home(op.dst);
    match op.code {
        Add64K | Add64X | Add32K | Add32X => two(e, op, Two::Add, form(op.code, Add64K)),
        Sub64K | Sub64X | Sub32K | Sub32X => two(e, op, Two::Sub, form(op.code, Sub64K)),
        Or64K | Or64X | Or32K | Or32X => two(e, op, Two::Or, form(op.code, Or64K)),
        And64K | And64X | And32K | And32X => two(e, op, Two::And, form(op.code, And64K)),
        Xor64K | Xor64X | Xor32K | Xor32X => two(e, op, Two::Xor, form(op.code, Xor64K)),
        Mul64K | Mul64X | Mul32K | Mul32X => multiply(e, op, form(op.code, Mul64K)),
        Lsh64K | Lsh64X | Lsh32K | Lsh32X => shift(e, op, Shift::Left, form(op.code, Lsh64K)),
        Rsh64K | Rsh64X | Rsh32K | Rsh32X => shift(e, op, Shift::Right, form(op.code, Rsh64K)),
        Arsh64K | Arsh64X | Arsh32K | Arsh32X => {
            shift(e, op, Shift::Arithmetic, form(op.code, Arsh64K));
        }
        Div64K | Div64X | Div32K | Div32X => divide(e, op, form(op.code, Div64K), DIV),
        SDiv64K | SDiv64X | SDiv32K | SDiv32X => divide(e, op, form(op.code, SDiv64K), SDIV),
        Mod64K | Mod64X | Mod32K | Mod32X => divide(e, op, form(op.code, Mod64K), MOD),
        SMod64K | SMod64X | SMod32K | SMod32X => divide(e, op, form(op.code, SMod64K), SMOD),
        Mov64K | Lddw => e.asm.set(dst, op.imm as u64),
        Mov32K => e.asm.set(dst, u64::from(op.imm as u32)),
        Mov64X | Mov32X => {
            let from = e.read(op.src, dst);
            e.asm.mov(op.code == Mov64X, dst, from);
        }
        Sx64From8 => extend(e, op, true, 8),
        Sx64From16 => extend(e, op, true, 16),
        Sx64From32 => extend(e, op, true, 32),
        Sx32From8 => extend(e, op, false, 8),
        Sx32From16 => extend(e, op, false, 16),
        Neg64 => e.asm.neg(true, dst),
        Neg32 => e.asm.neg(false, dst),
        Le16 => e.asm.extend(false, false, 16, dst, dst),
        Le32 => e.asm.mov(false, dst, dst),
        Le64 => {}
        Swap16 => {
            e.asm.swap_low(dst);
            e.asm.extend(false, false, 16, dst, dst);
        }
        Swap32 => e.asm.bswap(false, dst),
        Swap64 => e.asm.bswap(true, dst),
        _ => return false,
    }
    true
}

fn two(e: &mut Emitter<'_>, op: &Op, how: Two, form: Form) {
    let dst = home(op.dst);
    if form.constant {
        e.asm.two_imm(form.wide, how, dst, op.imm as i32);
    } else {
        let from = e.read(op.src, RAX);
        e.asm.two(form.wide, how, dst, from);
    }
}

fn multiply(e: &mut Emitter<'_>, op: &Op, form: Form) {
    let dst = home(op.dst);
    if form.constant {
        e.asm.mul_imm(form.wide, dst, op.imm as i32);
    } else {
        let from = e.read(op.src, RAX);
        e.asm.mul(form.wide, dst, from);
    }
}

fn shift(e: &mut Emitter<'_>, op: &Op, how: Shift, form: Form) {
    let dst = home(op.dst);
    if form.constant {
        let mask = if form.wide { 63 } else { 31 };
        e.asm.shift(form.wide, how, dst, op.imm as u8 & mask);
    } else {
        let from = e.read(op.src, RCX);
        e.asm.mov(false, RCX, from);
        e.asm.shift_cl(form.wide, how, dst);
    }
}

fn extend(e: &mut Emitter<'_>, op: &Op, wide: bool, bits: u8) {
    let from = e.read(op.src, RAX);
    e.asm.extend(wide, true, bits, home(op.dst), from);
}

/// Which division.
#[derive(Clone, Copy)]
struct Division {
    signed: bool,
    /// The remainder is wanted.
    rest: bool,
}
const DIV: Division = Division { signed: false, rest: false };
const SDIV: Division = Division { signed: true, rest: false };
const MOD: Division = Division { signed: false, rest: true };
const SMOD: Division = Division { signed: true, rest: true };

/// What the dividend becomes where the processor would trap, or need not be asked.
fn by_zero(e: &mut Emitter<'_>, wide: bool, rest: bool, dst: Reg) {
    match rest {
        // A move to itself clears the upper half.
        true if wide => {}
        true => e.asm.mov(false, dst, dst),
        false => e.asm.set(dst, 0),
    }
}

fn by_minus_one(e: &mut Emitter<'_>, wide: bool, rest: bool, dst: Reg) {
    if rest {
        e.asm.set(dst, 0);
    } else {
        e.asm.neg(wide, dst);
    }
}

fn divide(e: &mut Emitter<'_>, op: &Op, form: Form, how: Division) {
    let (wide, rest, dst) = (form.wide, how.rest, home(op.dst));
    if !form.constant {
        let from = e.read(op.src, RCX);
        e.asm.mov(wide, RCX, from);
        return divide_by_rcx(e, form, how, dst);
    }
    let by = if wide { op.imm as u64 } else { u64::from(op.imm as u32) };
    let minus_one = if wide { u64::MAX } else { u64::from(u32::MAX) };
    if by == 0 {
        return by_zero(e, wide, rest, dst);
    }
    if how.signed && by == minus_one {
        return by_minus_one(e, wide, rest, dst);
    }
    if !how.signed && by.is_power_of_two() {
        let bits = by.trailing_zeros() as u8;
        match (rest, i32::try_from(by - 1)) {
            (false, _) => e.asm.shift(wide, Shift::Right, dst, bits),
            (true, Ok(mask)) => e.asm.two_imm(wide, Two::And, dst, mask),
            (true, Err(_)) => {
                e.asm.set(RCX, by - 1);
                e.asm.two(wide, Two::And, dst, RCX);
            }
        }
        return;
    }
    e.asm.set(RCX, by);
    divide_by_rcx(e, form, how, dst);
}

/// Divides by what is in RCX, checked first unless it is a constant.
fn divide_by_rcx(e: &mut Emitter<'_>, form: Form, how: Division, dst: Reg) {
    let (wide, rest) = (form.wide, how.rest);
    let mut checks = [None, None];
    if !form.constant {
        e.asm.test(wide, RCX, RCX);
        let zero = e.asm.jump_if(Cond::Equal);
        let minus = how.signed.then(|| {
            e.asm.two_imm(wide, Two::Cmp, RCX, -1);
            e.asm.jump_if(Cond::Equal)
        });
        checks = [Some(zero), minus];
    }
    e.groups.uses(RAX);
    e.asm.mov(wide, RAX, dst);
    if dst != RDX {
        e.asm.store(8, SPARE, RDX);
    }
    if how.signed {
        e.asm.extend_rax(wide);
    } else {
        e.asm.set(RDX, 0);
    }
    e.asm.div(wide, how.signed, RCX);
    e.asm.mov(true, dst, if rest { RDX } else { RAX });
    if dst != RDX {
        e.asm.load(8, false, RDX, SPARE);
    }
    let [zero, minus] = checks;
    let Some(zero) = zero else { return };
    let end = e.asm.jump();
    e.asm.fill_here(zero);
    by_zero(e, wide, rest, dst);
    let Some(minus) = minus else { return e.asm.fill_here(end) };
    let after = e.asm.jump();
    e.asm.fill_here(minus);
    by_minus_one(e, wide, rest, dst);
    e.asm.fill_here(after);
    e.asm.fill_here(end);
}
