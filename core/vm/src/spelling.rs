//! How the assembler and the disassembler spell what the instruction set numbers.
use crate::atomic;
use wss_abi::addr::Region;
use wss_abi::insn::{SRC_REG, alu, class, jmp, mode, size};

/// Names of the regions in addresses.
pub(crate) const REGION_NAMES: [(&str, Region); 8] = [
    ("stack", Region::Stack),
    ("rodata", Region::Rodata),
    ("state", Region::State),
    ("shared", Region::Shared),
    ("ctx", Region::Ctx),
    ("capture", Region::Capture),
    ("call", Region::Call),
    ("lent", Region::Lent),
];

/// Assignment operators: spelling, operation, `off`.
pub(crate) const ASSIGN: [(&str, u8, i16); 14] = [
    ("=", alu::MOV, 0),
    ("+=", alu::ADD, 0),
    ("-=", alu::SUB, 0),
    ("*=", alu::MUL, 0),
    ("/=", alu::DIV, 0),
    ("s/=", alu::DIV, 1),
    ("|=", alu::OR, 0),
    ("&=", alu::AND, 0),
    ("<<=", alu::LSH, 0),
    (">>=", alu::RSH, 0),
    ("%=", alu::MOD, 0),
    ("s%=", alu::MOD, 1),
    ("^=", alu::XOR, 0),
    ("s>>=", alu::ARSH, 0),
];

/// Comparisons: spelling, operation.
pub(crate) const COMPARE: [(&str, u8); 11] = [
    ("==", jmp::JEQ),
    ("!=", jmp::JNE),
    (">", jmp::JGT),
    (">=", jmp::JGE),
    ("<", jmp::JLT),
    ("<=", jmp::JLE),
    ("&", jmp::JSET),
    ("s>", jmp::JSGT),
    ("s>=", jmp::JSGE),
    ("s<", jmp::JSLT),
    ("s<=", jmp::JSLE),
];

/// Types of memory: spelling, size, mode of a load.
pub(crate) const TYPES: [(&str, u8, u8); 7] = [
    ("u8", size::B, mode::MEM),
    ("u16", size::H, mode::MEM),
    ("u32", size::W, mode::MEM),
    ("u64", size::DW, mode::MEM),
    ("s8", size::B, mode::MEMSX),
    ("s16", size::H, mode::MEMSX),
    ("s32", size::W, mode::MEMSX),
];

/// Atomic operations that have a `lock` and a fetching form.
pub(crate) const LOCK: [(&str, &str, i32); 4] = [
    ("+=", "atomic_fetch_add", atomic::ADD),
    ("|=", "atomic_fetch_or", atomic::OR),
    ("&=", "atomic_fetch_and", atomic::AND),
    ("^=", "atomic_fetch_xor", atomic::XOR),
];

/// Byte swaps: spelling, opcode, bits.
pub(crate) const SWAPS: [(&str, u8, i32); 9] = [
    ("le16", class::ALU | alu::END, 16),
    ("le32", class::ALU | alu::END, 32),
    ("le64", class::ALU | alu::END, 64),
    ("be16", class::ALU | alu::END | SRC_REG, 16),
    ("be32", class::ALU | alu::END | SRC_REG, 32),
    ("be64", class::ALU | alu::END | SRC_REG, 64),
    ("bswap16", class::ALU64 | alu::END, 16),
    ("bswap32", class::ALU64 | alu::END, 32),
    ("bswap64", class::ALU64 | alu::END, 64),
];
