//! Predecoded instructions: what the interpreter runs and a compiler reads. One per instruction word, so
//! that positions stay those of the object; opcodes dense, operands sign-extended, jump targets absolute.
use alloc::vec::Vec;
use wss_abi::insn::{Insn, SRC_REG, alu, class, jmp, mode, size};
use wss_abi::mem::{OutOfMemory, TryVec};
use wss_abi::object::Func;

/// A dense opcode. Suffixes: width in bits; K, operand is the immediate; X, a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[rustfmt::skip]
#[allow(missing_docs)]
pub enum Code {
    Add64K, Add64X, Add32K, Add32X, Sub64K, Sub64X, Sub32K, Sub32X,
    Mul64K, Mul64X, Mul32K, Mul32X, Div64K, Div64X, Div32K, Div32X,
    SDiv64K, SDiv64X, SDiv32K, SDiv32X, Or64K, Or64X, Or32K, Or32X,
    And64K, And64X, And32K, And32X, Lsh64K, Lsh64X, Lsh32K, Lsh32X,
    Rsh64K, Rsh64X, Rsh32K, Rsh32X, Mod64K, Mod64X, Mod32K, Mod32X,
    SMod64K, SMod64X, SMod32K, SMod32X, Xor64K, Xor64X, Xor32K, Xor32X,
    Mov64K, Mov64X, Mov32K, Mov32X, Arsh64K, Arsh64X, Arsh32K, Arsh32X,
    Neg64, Neg32, Sx64From8, Sx64From16, Sx64From32, Sx32From8, Sx32From16,
    Le16, Le32, Le64, Swap16, Swap32, Swap64,
    Jeq64K, Jeq64X, Jeq32K, Jeq32X, Jne64K, Jne64X, Jne32K, Jne32X,
    Jgt64K, Jgt64X, Jgt32K, Jgt32X, Jge64K, Jge64X, Jge32K, Jge32X,
    Jlt64K, Jlt64X, Jlt32K, Jlt32X, Jle64K, Jle64X, Jle32K, Jle32X,
    Jset64K, Jset64X, Jset32K, Jset32X,
    Jsgt64K, Jsgt64X, Jsgt32K, Jsgt32X, Jsge64K, Jsge64X, Jsge32K, Jsge32X,
    Jslt64K, Jslt64X, Jslt32K, Jslt32X, Jsle64K, Jsle64X, Jsle32K, Jsle32X,
    Ja, Ja32, Call, Helper, Exit, Lddw,
    Ld8, Ld16, Ld32, Ld64, LdS8, LdS16, LdS32,
    St8K, St16K, St32K, St64K, St8X, St16X, St32X, St64X,
    Atomic32, Atomic64,
    /// The second word of `lddw`; never reached.
    Tail,
}

/// A predecoded instruction.
#[derive(Clone, Copy, Debug)]
pub struct Op {
    /// What to do.
    pub code: Code,
    /// Destination register.
    pub dst: u8,
    /// Source register.
    pub src: u8,
    /// Displacement of a memory access; target of a jump or call as an instruction word.
    pub off: i32,
    /// Immediate; of a local call, the frame size of the callee.
    pub imm: i64,
}

impl Code {
    /// The opcode of an instruction with its sub-code, if there is one.
    pub(crate) fn of(i: Insn) -> Option<Code> {
        match i.op & 7 {
            class::ALU64 | class::ALU => alu_code(i),
            class::JMP | class::JMP32 => jump_code(i),
            class::LD => (i.op == class::LD | mode::IMM | size::DW).then_some(Code::Lddw),
            _ => memory_code(i),
        }
    }
}

/// One of four by width and operand.
fn four(i: Insn, wide: bool, codes: [Code; 4]) -> Option<Code> {
    let [k64, x64, k32, x32] = codes;
    Some(match (wide, i.op & SRC_REG != 0) {
        (true, false) => k64,
        (true, true) => x64,
        (false, false) => k32,
        (false, true) => x32,
    })
}

#[rustfmt::skip]
fn alu_code(i: Insn) -> Option<Code> {
    use Code::*;
    let wide = i.op & 7 == class::ALU64;
    let register = i.op & SRC_REG != 0;
    let codes = match (i.op & 0xf0, i.off) {
        (alu::ADD, _) => [Add64K, Add64X, Add32K, Add32X],
        (alu::SUB, _) => [Sub64K, Sub64X, Sub32K, Sub32X],
        (alu::MUL, _) => [Mul64K, Mul64X, Mul32K, Mul32X],
        (alu::DIV, 0) => [Div64K, Div64X, Div32K, Div32X],
        (alu::DIV, 1) => [SDiv64K, SDiv64X, SDiv32K, SDiv32X],
        (alu::OR, _) => [Or64K, Or64X, Or32K, Or32X],
        (alu::AND, _) => [And64K, And64X, And32K, And32X],
        (alu::LSH, _) => [Lsh64K, Lsh64X, Lsh32K, Lsh32X],
        (alu::RSH, _) => [Rsh64K, Rsh64X, Rsh32K, Rsh32X],
        (alu::MOD, 0) => [Mod64K, Mod64X, Mod32K, Mod32X],
        (alu::MOD, 1) => [SMod64K, SMod64X, SMod32K, SMod32X],
        (alu::XOR, _) => [Xor64K, Xor64X, Xor32K, Xor32X],
        (alu::MOV, 0) => [Mov64K, Mov64X, Mov32K, Mov32X],
        (alu::ARSH, _) => [Arsh64K, Arsh64X, Arsh32K, Arsh32X],
        (alu::MOV, 8) if register => return Some(if wide { Sx64From8 } else { Sx32From8 }),
        (alu::MOV, 16) if register => return Some(if wide { Sx64From16 } else { Sx32From16 }),
        (alu::MOV, 32) if register && wide => return Some(Sx64From32),
        (alu::NEG, _) if !register => return Some(if wide { Neg64 } else { Neg32 }),
        (alu::END, _) => return end_code(wide, register, i.imm),
        _ => return None,
    };
    four(i, wide, codes)
}

/// Byte swaps (RFC 9669, section 4.2). The machine is little-endian, so "to little-endian" only
/// truncates, and "to big-endian" is what the unconditional swap is.
fn end_code(wide: bool, to_big: bool, bits: i32) -> Option<Code> {
    match (bits, wide, to_big) {
        (_, true, true) => None,
        (16, false, false) => Some(Code::Le16),
        (32, false, false) => Some(Code::Le32),
        (64, false, false) => Some(Code::Le64),
        (16, ..) => Some(Code::Swap16),
        (32, ..) => Some(Code::Swap32),
        (64, ..) => Some(Code::Swap64),
        _ => None,
    }
}

#[rustfmt::skip]
fn jump_code(i: Insn) -> Option<Code> {
    use Code::*;
    let wide = i.op & 7 == class::JMP;
    let register = i.op & SRC_REG != 0;
    let codes = match i.op & 0xf0 {
        jmp::JEQ => [Jeq64K, Jeq64X, Jeq32K, Jeq32X],
        jmp::JNE => [Jne64K, Jne64X, Jne32K, Jne32X],
        jmp::JGT => [Jgt64K, Jgt64X, Jgt32K, Jgt32X],
        jmp::JGE => [Jge64K, Jge64X, Jge32K, Jge32X],
        jmp::JLT => [Jlt64K, Jlt64X, Jlt32K, Jlt32X],
        jmp::JLE => [Jle64K, Jle64X, Jle32K, Jle32X],
        jmp::JSET => [Jset64K, Jset64X, Jset32K, Jset32X],
        jmp::JSGT => [Jsgt64K, Jsgt64X, Jsgt32K, Jsgt32X],
        jmp::JSGE => [Jsge64K, Jsge64X, Jsge32K, Jsge32X],
        jmp::JSLT => [Jslt64K, Jslt64X, Jslt32K, Jslt32X],
        jmp::JSLE => [Jsle64K, Jsle64X, Jsle32K, Jsle32X],
        jmp::JA if !register => return Some(if wide { Ja } else { Ja32 }),
        jmp::CALL if wide && !register => return match i.src {
            wss_abi::insn::CALL_HELPER => Some(Helper),
            wss_abi::insn::CALL_LOCAL => Some(Call),
            _ => None,
        },
        jmp::EXIT if wide && !register => return Some(Exit),
        _ => return None,
    };
    four(i, wide, codes)
}

#[rustfmt::skip]
fn memory_code(i: Insn) -> Option<Code> {
    use Code::*;
    Some(match (i.op & 7, i.op & 0xe0, i.op & 0x18) {
        (class::LDX, mode::MEM, size::B) => Ld8,
        (class::LDX, mode::MEM, size::H) => Ld16,
        (class::LDX, mode::MEM, size::W) => Ld32,
        (class::LDX, mode::MEM, _) => Ld64,
        (class::LDX, mode::MEMSX, size::B) => LdS8,
        (class::LDX, mode::MEMSX, size::H) => LdS16,
        (class::LDX, mode::MEMSX, size::W) => LdS32,
        (class::ST, mode::MEM, size::B) => St8K,
        (class::ST, mode::MEM, size::H) => St16K,
        (class::ST, mode::MEM, size::W) => St32K,
        (class::ST, mode::MEM, _) => St64K,
        (class::STX, mode::MEM, size::B) => St8X,
        (class::STX, mode::MEM, size::H) => St16X,
        (class::STX, mode::MEM, size::W) => St32X,
        (class::STX, mode::MEM, _) => St64X,
        (class::STX, mode::ATOMIC, size::W) if known_atomic(i.imm) => Atomic32,
        (class::STX, mode::ATOMIC, size::DW) if known_atomic(i.imm) => Atomic64,
        _ => return None,
    })
}

fn known_atomic(imm: i32) -> bool {
    use crate::atomic::{ADD, AND, CMPXCHG, FETCH, OR, XCHG, XOR};
    matches!(imm & !FETCH, ADD | OR | AND | XOR) || matches!(imm, XCHG | CMPXCHG)
}

/// Predecodes verified code.
pub(crate) fn lower(code: &[u64], funcs: &[Func]) -> Result<Vec<Op>, OutOfMemory> {
    let mut ops = Vec::new();
    ops.try_reserve_exact(code.len()).map_err(|_| OutOfMemory)?;
    let mut words = code.iter().map(|w| Insn::from_word(*w)).enumerate();
    while let Some((at, i)) = words.next() {
        let code = Code::of(i).unwrap_or(Code::Tail);
        let mut op = Op { code, dst: i.dst, src: i.src, off: i.off.into(), imm: i.imm.into() };
        let target = |by: i32| (at as i32).wrapping_add(1).wrapping_add(by);
        match (code, i.op & 7) {
            (Code::Ja32, _) => op.off = target(i.imm),
            (Code::Call, _) => {
                op.off = target(i.imm);
                let callee = funcs.binary_search_by_key(&(op.off as u32), |f| f.entry);
                let callee = callee.ok().and_then(|n| funcs.get(n));
                op.imm = callee.map_or(0, |f| f.frame.into());
            }
            (Code::Helper | Code::Exit, _) => {}
            (_, class::JMP | class::JMP32) => op.off = target(i.off.into()),
            (Code::Lddw, _) => {
                let high = words.next().map_or(0, |(_, tail)| tail.imm);
                op.imm = i64::from(high) << 32 | i64::from(i.imm as u32);
                ops.try_push(op)?;
                op.code = Code::Tail;
            }
            _ => {}
        }
        ops.try_push(op)?;
    }
    Ok(ops)
}
