//! Instruction encoding of RFC 9669 (BPF ISA), version `cpu=v4` without its conformance-optional
//! parts: 64-bit little-endian words, `lddw` takes two.

/// One 64-bit instruction word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Insn {
    /// Opcode: class in the low three bits (section 3.1).
    pub op: u8,
    /// Destination register, 0..=10.
    pub dst: u8,
    /// Source register, 0..=10, or a sub-code (`call`, `lddw`).
    pub src: u8,
    /// Signed offset (jumps in words, memory in bytes; sub-code of `sdiv`, `movsx`).
    pub off: i16,
    /// Signed immediate.
    pub imm: i32,
}

impl Insn {
    /// Decodes one word as it stands in memory read little-endian.
    pub const fn from_word(w: u64) -> Insn {
        Insn {
            op: w as u8,
            dst: ((w >> 8) & 0xf) as u8,
            src: ((w >> 12) & 0xf) as u8,
            off: (w >> 16) as i16,
            imm: (w >> 32) as i32,
        }
    }

    /// Encodes to one word.
    pub const fn to_word(self) -> u64 {
        (self.op as u64)
            | ((self.dst as u64 & 0xf) << 8)
            | ((self.src as u64 & 0xf) << 12)
            | ((self.off as u16 as u64) << 16)
            | ((self.imm as u32 as u64) << 32)
    }
}

/// Instruction classes (RFC 9669, table 2).
#[allow(missing_docs)]
pub mod class {
    pub const LD: u8 = 0;
    pub const LDX: u8 = 1;
    pub const ST: u8 = 2;
    pub const STX: u8 = 3;
    pub const ALU: u8 = 4;
    pub const JMP: u8 = 5;
    pub const JMP32: u8 = 6;
    pub const ALU64: u8 = 7;
}

/// Arithmetic operations (RFC 9669, section 4.1): the upper four bits of the opcode.
#[allow(missing_docs)]
pub mod alu {
    pub const ADD: u8 = 0x00;
    pub const SUB: u8 = 0x10;
    pub const MUL: u8 = 0x20;
    pub const DIV: u8 = 0x30;
    pub const OR: u8 = 0x40;
    pub const AND: u8 = 0x50;
    pub const LSH: u8 = 0x60;
    pub const RSH: u8 = 0x70;
    pub const NEG: u8 = 0x80;
    pub const MOD: u8 = 0x90;
    pub const XOR: u8 = 0xa0;
    pub const MOV: u8 = 0xb0;
    pub const ARSH: u8 = 0xc0;
    pub const END: u8 = 0xd0;
}

/// Jump operations (RFC 9669, section 4.3).
#[allow(missing_docs)]
pub mod jmp {
    pub const JA: u8 = 0x00;
    pub const JEQ: u8 = 0x10;
    pub const JGT: u8 = 0x20;
    pub const JGE: u8 = 0x30;
    pub const JSET: u8 = 0x40;
    pub const JNE: u8 = 0x50;
    pub const JSGT: u8 = 0x60;
    pub const JSGE: u8 = 0x70;
    pub const CALL: u8 = 0x80;
    pub const EXIT: u8 = 0x90;
    pub const JLT: u8 = 0xa0;
    pub const JLE: u8 = 0xb0;
    pub const JSLT: u8 = 0xc0;
    pub const JSLE: u8 = 0xd0;
}

/// Source bit of ALU and jump opcodes: set, the operand is a register; clear, the immediate.
pub const SRC_REG: u8 = 0x08;

/// Memory access sizes (RFC 9669, section 5): bits 3 and 4 of the opcode.
#[allow(missing_docs)]
pub mod size {
    pub const W: u8 = 0x00;
    pub const H: u8 = 0x08;
    pub const B: u8 = 0x10;
    pub const DW: u8 = 0x18;
}

/// Memory access modes (RFC 9669, section 5): the upper three bits of the opcode.
#[allow(missing_docs)]
pub mod mode {
    pub const IMM: u8 = 0x00;
    pub const MEM: u8 = 0x60;
    pub const MEMSX: u8 = 0x80;
    pub const ATOMIC: u8 = 0xc0;
}

/// `src` of a `call`: a helper of [`crate::helper`] by number in `imm`.
pub const CALL_HELPER: u8 = 0;
/// `src` of a `call`: a function of the program; `imm` is relative to the next instruction.
pub const CALL_LOCAL: u8 = 1;
