//! An assembler of what the compiler needs of x86-64 (Intel SDM, volume 2): it only writes bytes. Once
//! memory runs out or the code grows over its limit it writes no more and says so at the end.
mod jump;

use alloc::vec::Vec;
use wss_abi::mem::TryVec;

pub(crate) use jump::Hole;

/// A register, by its number in encodings.
pub(crate) type Reg = u8;
pub(crate) const RAX: Reg = 0;
pub(crate) const RCX: Reg = 1;
pub(crate) const RDX: Reg = 2;
pub(crate) const RBX: Reg = 3;
pub(crate) const RSP: Reg = 4;
pub(crate) const RBP: Reg = 5;
pub(crate) const RSI: Reg = 6;
pub(crate) const RDI: Reg = 7;
pub(crate) const R8: Reg = 8;
pub(crate) const R9: Reg = 9;
pub(crate) const R10: Reg = 10;
pub(crate) const R11: Reg = 11;
pub(crate) const R12: Reg = 12;
pub(crate) const R13: Reg = 13;
pub(crate) const R14: Reg = 14;
pub(crate) const R15: Reg = 15;

/// A condition, by its number in encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Cond {
    Below = 2,
    NotBelow = 3,
    Equal = 4,
    NotEqual = 5,
    NotAbove = 6,
    Above = 7,
    Less = 12,
    NotLess = 13,
    NotGreater = 14,
    Greater = 15,
}

/// Operations on two operands: the number of the form with an immediate, which is also the opcode's
/// bits 3 to 5 in the form with a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Two {
    Add = 0,
    Or = 1,
    And = 4,
    Sub = 5,
    Xor = 6,
    Cmp = 7,
}

/// Shifts and rotations, by their number in encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Shift {
    RotateLeft = 0,
    RotateRight = 1,
    Left = 4,
    Right = 5,
    Arithmetic = 7,
}

/// What an instruction works on in memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mem {
    pub(crate) base: Reg,
    /// Added to the base; not `RSP`.
    pub(crate) index: Option<Reg>,
    pub(crate) disp: i32,
}

/// Memory at a register's address.
pub(crate) const fn at(base: Reg, disp: i32) -> Mem {
    Mem { base, index: None, disp }
}

/// Code under construction.
#[derive(Debug)]
pub(crate) struct Asm {
    bytes: Vec<u8>,
    limit: usize,
    failed: bool,
}

impl Asm {
    pub(crate) fn new(limit: usize) -> Asm {
        Asm { bytes: Vec::new(), limit, failed: false }
    }

    /// The code; `None` if it is not whole.
    pub(crate) fn finish(self) -> Option<Vec<u8>> {
        (!self.failed).then_some(self.bytes)
    }

    /// Gives up.
    pub(crate) fn fail(&mut self) {
        self.failed = true;
    }

    pub(crate) fn failed(&self) -> bool {
        self.failed
    }

    /// Where the next instruction will stand.
    pub(crate) fn here(&self) -> u32 {
        self.bytes.len() as u32
    }

    fn put(&mut self, bytes: &[u8]) {
        let over = self.bytes.len() + bytes.len() > self.limit;
        if self.failed || over || self.bytes.try_extend(bytes).is_err() {
            self.failed = true;
        }
    }

    /// Prefix and opcode: `op` is one byte, or two of which the first is 0x0f.
    fn op(&mut self, wide: bool, low: bool, op: u16, reg: Reg, index: Reg, rm: Reg) {
        let rex = u8::from(wide) << 3 | (reg >> 3) << 2 | (index >> 3) << 1 | rm >> 3;
        if rex != 0 || low {
            self.put(&[0x40 | rex]);
        }
        match op.to_be_bytes() {
            [0, one] => self.put(&[one]),
            two => self.put(&two),
        }
    }

    /// An instruction on two registers; `rm` is the one that most instructions write.
    pub(crate) fn rr(&mut self, wide: bool, op: u16, reg: Reg, rm: Reg) {
        self.op(wide, false, op, reg, 0, rm);
        self.put(&[0xc0 | (reg & 7) << 3 | rm & 7]);
    }

    /// The same where `rm` is a byte: SPL to DIL need a prefix.
    fn rr_byte(&mut self, wide: bool, op: u16, reg: Reg, rm: Reg) {
        self.op(wide, true, op, reg, 0, rm);
        self.put(&[0xc0 | (reg & 7) << 3 | rm & 7]);
    }

    /// An instruction on a register (or the number of its form) and memory.
    pub(crate) fn rm(&mut self, wide: bool, op: u16, reg: Reg, m: Mem) {
        self.rm_as(wide, false, op, reg, m);
    }

    fn rm_as(&mut self, wide: bool, low: bool, op: u16, reg: Reg, m: Mem) {
        self.op(wide, low, op, reg, m.index.unwrap_or(0), m.base);
        let reg = (reg & 7) << 3;
        let short = i8::try_from(m.disp);
        let mode = match short {
            // Without a displacement RBP and R13 mean something else.
            Ok(0) if m.base & 7 != RBP => 0,
            Ok(_) => 0x40,
            Err(_) => 0x80,
        };
        match m.index {
            None if m.base & 7 != RSP => self.put(&[mode | reg | m.base & 7]),
            index => {
                let index = index.map_or(RSP, |i| i & 7);
                self.put(&[mode | reg | 4, index << 3 | m.base & 7]);
            }
        }
        match (mode, short) {
            (0, _) => {}
            (_, Ok(disp)) => self.put(&disp.to_le_bytes()),
            (_, Err(_)) => self.put(&m.disp.to_le_bytes()),
        }
    }

    pub(crate) fn mov(&mut self, wide: bool, to: Reg, from: Reg) {
        if to != from || !wide {
            self.rr(wide, 0x89, from, to);
        }
    }

    /// `to` = a constant. Leaves the flags alone unless it is 0.
    pub(crate) fn set(&mut self, to: Reg, value: u64) {
        if value == 0 {
            self.two(false, Two::Xor, to, to);
        } else if let Ok(small) = u32::try_from(value) {
            self.set32(to, small);
        } else if let Ok(small) = i32::try_from(value as i64) {
            self.rr(true, 0xc7, 0, to);
            self.put(&small.to_le_bytes());
        } else {
            self.op(true, false, 0xb8 | u16::from(to & 7), 0, 0, to);
            self.put(&value.to_le_bytes());
        }
    }

    /// `to` = a constant of 32 bits; leaves the flags alone.
    pub(crate) fn set32(&mut self, to: Reg, value: u32) {
        self.op(false, false, 0xb8 | u16::from(to & 7), 0, 0, to);
        self.put(&value.to_le_bytes());
    }

    pub(crate) fn two(&mut self, wide: bool, op: Two, to: Reg, from: Reg) {
        self.rr(wide, (op as u16) << 3 | 1, from, to);
    }

    pub(crate) fn two_imm(&mut self, wide: bool, op: Two, to: Reg, by: i32) {
        if let Ok(short) = i8::try_from(by) {
            self.rr(wide, 0x83, op as u8, to);
            self.put(&short.to_le_bytes());
        } else {
            self.rr(wide, 0x81, op as u8, to);
            self.put(&by.to_le_bytes());
        }
    }

    /// `to` = `to` op memory.
    pub(crate) fn two_from(&mut self, op: Two, to: Reg, m: Mem) {
        self.rm(true, (op as u16) << 3 | 3, to, m);
    }

    /// Memory = memory op `from`.
    pub(crate) fn two_into(&mut self, wide: bool, op: Two, m: Mem, from: Reg) {
        self.rm(wide, (op as u16) << 3 | 1, from, m);
    }

    pub(crate) fn test(&mut self, wide: bool, a: Reg, b: Reg) {
        self.rr(wide, 0x85, b, a);
    }

    pub(crate) fn test_imm(&mut self, wide: bool, a: Reg, by: i32) {
        self.rr(wide, 0xf7, 0, a);
        self.put(&by.to_le_bytes());
    }

    pub(crate) fn mul(&mut self, wide: bool, to: Reg, from: Reg) {
        self.rr(wide, 0x0faf, to, from);
    }

    pub(crate) fn mul_imm(&mut self, wide: bool, to: Reg, by: i32) {
        if let Ok(short) = i8::try_from(by) {
            self.rr(wide, 0x6b, to, to);
            self.put(&short.to_le_bytes());
        } else {
            self.rr(wide, 0x69, to, to);
            self.put(&by.to_le_bytes());
        }
    }

    /// By a distance that the caller masked.
    pub(crate) fn shift(&mut self, wide: bool, how: Shift, to: Reg, by: u8) {
        self.rr(wide, 0xc1, how as u8, to);
        self.put(&[by]);
    }

    /// By CL, which the processor masks.
    pub(crate) fn shift_cl(&mut self, wide: bool, how: Shift, to: Reg) {
        self.rr(wide, 0xd3, how as u8, to);
    }

    pub(crate) fn neg(&mut self, wide: bool, to: Reg) {
        self.rr(wide, 0xf7, 3, to);
    }

    /// RDX:RAX by a register: quotient to RAX, remainder to RDX.
    pub(crate) fn div(&mut self, wide: bool, signed: bool, by: Reg) {
        self.rr(wide, 0xf7, if signed { 7 } else { 6 }, by);
    }

    /// RDX:RAX = RAX with its sign.
    pub(crate) fn extend_rax(&mut self, wide: bool) {
        if wide {
            self.put(&[0x48]);
        }
        self.put(&[0x99]);
    }

    pub(crate) fn bswap(&mut self, wide: bool, to: Reg) {
        self.op(wide, false, 0x0fc8 | u16::from(to & 7), 0, 0, to);
    }

    /// Swaps the low two bytes; the rest is not to be used.
    pub(crate) fn swap_low(&mut self, to: Reg) {
        self.put(&[0x66]);
        self.rr(false, 0xc1, 0, to);
        self.put(&[8]);
    }

    /// `to` = the low `bits` (8, 16, 32) of `from`, with zeros or its sign above them.
    pub(crate) fn extend(&mut self, wide: bool, signed: bool, bits: u8, to: Reg, from: Reg) {
        match (bits, signed) {
            (8, false) => self.rr_byte(false, 0x0fb6, to, from),
            (8, true) => self.rr_byte(wide, 0x0fbe, to, from),
            (16, false) => self.rr(false, 0x0fb7, to, from),
            (16, true) => self.rr(wide, 0x0fbf, to, from),
            (_, true) if wide => self.rr(true, 0x63, to, from),
            _ => self.rr(false, 0x89, from, to),
        }
    }

    /// `to` = `size` bytes of memory (1, 2, 4, 8), with zeros or its sign above them.
    pub(crate) fn load(&mut self, size: u8, signed: bool, to: Reg, m: Mem) {
        match (size, signed) {
            (1, false) => self.rm(false, 0x0fb6, to, m),
            (1, true) => self.rm(true, 0x0fbe, to, m),
            (2, false) => self.rm(false, 0x0fb7, to, m),
            (2, true) => self.rm(true, 0x0fbf, to, m),
            (4, false) => self.rm(false, 0x8b, to, m),
            (4, true) => self.rm(true, 0x63, to, m),
            _ => self.rm(true, 0x8b, to, m),
        }
    }

    pub(crate) fn store(&mut self, size: u8, m: Mem, from: Reg) {
        match size {
            1 => self.rm_as(false, from >= RSP, 0x88, from, m),
            2 => {
                self.put(&[0x66]);
                self.rm(false, 0x89, from, m);
            }
            4 => self.rm(false, 0x89, from, m),
            _ => self.rm(true, 0x89, from, m),
        }
    }

    pub(crate) fn store_imm(&mut self, size: u8, m: Mem, value: i32) {
        match size {
            1 => {
                self.rm(false, 0xc6, 0, m);
                self.put(&[value as u8]);
            }
            2 => {
                self.put(&[0x66]);
                self.rm(false, 0xc7, 0, m);
                self.put(&(value as u16).to_le_bytes());
            }
            _ => {
                self.rm(size == 8, 0xc7, 0, m);
                self.put(&value.to_le_bytes());
            }
        }
    }

    pub(crate) fn lea(&mut self, to: Reg, m: Mem) {
        self.rm(true, 0x8d, to, m);
    }

    pub(crate) fn move_if(&mut self, cond: Cond, to: Reg, from: Reg) {
        self.rr(true, 0x0f40 | cond as u16, to, from);
    }

    pub(crate) fn push(&mut self, r: Reg) {
        self.op(false, false, 0x50 | u16::from(r & 7), 0, 0, r);
    }

    pub(crate) fn pop(&mut self, r: Reg) {
        self.op(false, false, 0x58 | u16::from(r & 7), 0, 0, r);
    }
}
