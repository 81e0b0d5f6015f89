//! The intermediate representation: functions as control-flow graphs of three-address instructions
//! on virtual registers. A virtual register holds 64 bits; an `int` uses the low 32, and what is
//! above them is unspecified until an [`Ext`] says otherwise; operations of 32 bits clear the upper
//! half of what they assign. Registers may be assigned more than once (the form is not SSA); one
//! that was never assigned reads as 0. Every instruction carries its source position.
//!
//! What the passes keep: every result, call and fault, and every store that another function may
//! see, in order. What they may change: how many instructions it takes; a load whose result nobody reads is dropped, with its fault (C lets
//! it be), but none is ever added where the source has none. Accesses beyond the bounds of a variable
//! are as undefined as in C, except that they stay within the program's own memory.
mod bits;
mod divide;
mod dom;
mod eval;
pub(crate) mod flow;
mod fold;
mod inline;
mod memory;
mod needs;
mod number;
pub(crate) mod opt;
mod slots;
#[cfg(test)]
#[allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
pub(crate) mod text;
mod thread;
mod values;
mod walk;

use crate::span::Span;

/// A virtual register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Reg(pub(crate) u32);

/// A block of a function, by position in [`Func::blocks`]. Block 0 is the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct BlockId(pub(crate) u32);

/// A slot of a function's stack frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SlotId(pub(crate) u32);

/// An operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Val {
    /// A register.
    Reg(Reg),
    /// A constant (addresses of data are constants too: see `wss_abi::addr`).
    Imm(i64),
}

/// Operand width of arithmetic and comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Width {
    /// The low 32 bits.
    W32,
    /// All 64 bits.
    W64,
}

/// Binary operations. Division by zero gives 0, remainder by zero the dividend (RFC 9669, 4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub(crate) enum Op {
    Add,
    Sub,
    Mul,
    UDiv,
    SDiv,
    URem,
    SRem,
    And,
    Or,
    Xor,
    Shl,
    LShr,
    AShr,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub(crate) enum Cond {
    Eq,
    Ne,
    ULt,
    ULe,
    UGt,
    UGe,
    SLt,
    SLe,
    SGt,
    SGe,
    /// `(a & b) != 0`.
    Set,
}

/// Extensions of the low bits to all 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub(crate) enum Ext {
    S8,
    S16,
    S32,
    Z8,
    Z16,
    Z32,
}

/// Base of a memory access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// An address in a register.
    Reg(Reg),
    /// A slot of this function's frame.
    Slot(SlotId),
}

/// Called function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Callee {
    /// A function of the program, by index.
    Func(u32),
    /// A helper of [`wss_abi::helper`].
    Helper(u16),
}

/// An instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum Inst {
    Copy {
        d: Reg,
        a: Val,
    },
    Bin {
        op: Op,
        w: Width,
        d: Reg,
        a: Val,
        b: Val,
    },
    Ext {
        ext: Ext,
        d: Reg,
        a: Val,
    },
    /// Address of a frame slot.
    Addr {
        d: Reg,
        slot: SlotId,
        off: i32,
    },
    /// Reads `size` bytes, extended to 64 bits as `signed` says.
    Load {
        d: Reg,
        base: Base,
        off: i32,
        size: u8,
        signed: bool,
    },
    /// Writes the low `size` bytes of `a`.
    Store {
        base: Base,
        off: i32,
        size: u8,
        a: Val,
    },
    /// 1 if the comparison holds, else 0.
    Set {
        cond: Cond,
        w: Width,
        d: Reg,
        a: Val,
        b: Val,
    },
    Call {
        d: Option<Reg>,
        callee: Callee,
        args: Vec<Val>,
    },
}

/// End of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum Term {
    Jump(BlockId),
    Branch { cond: Cond, w: Width, a: Val, b: Val, then: BlockId, other: BlockId },
    Ret(Val),
}

/// A basic block.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// Instructions with their positions.
    pub(crate) insts: Vec<(Inst, Span)>,
    /// Its end.
    pub(crate) term: Term,
    /// Position of its end.
    pub(crate) span: Span,
    /// Depth of loops around it: weighs registers.
    pub(crate) depth: u8,
}

/// A stack slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    /// Bytes.
    pub(crate) size: u32,
    /// Alignment, a power of two up to 8.
    pub(crate) align: u32,
}

/// A function.
#[derive(Clone, Debug)]
pub(crate) struct Func {
    /// Its name, for dumps and faults.
    pub(crate) name: String,
    /// Parameters, in order (see `code::abi`).
    pub(crate) params: Vec<Reg>,
    /// Number of virtual registers.
    pub(crate) regs: u32,
    /// Frame slots.
    pub(crate) slots: Vec<Slot>,
    /// Blocks; the first is the entry.
    pub(crate) blocks: Vec<Block>,
    /// Where it stands in the source.
    pub(crate) span: Span,
    /// The library's: what is wrong in it is wrong where it is called.
    pub(crate) lent: bool,
}

impl Func {
    /// An empty function.
    pub(crate) fn new(name: String, span: Span) -> Func {
        let (params, slots, blocks) = (Vec::new(), Vec::new(), Vec::new());
        Func { name, params, regs: 0, slots, blocks, span, lent: false }
    }

    /// A new virtual register.
    pub(crate) fn reg(&mut self) -> Reg {
        self.regs += 1;
        Reg(self.regs - 1)
    }

    /// A new frame slot.
    pub(crate) fn slot(&mut self, size: u32, align: u32) -> SlotId {
        self.slots.push(Slot { size, align });
        SlotId(self.slots.len() as u32 - 1)
    }

    /// Puts the blocks in the order `order`, which names each once.
    pub(crate) fn reorder(&mut self, order: &[BlockId]) {
        let mut number = vec![BlockId(0); self.blocks.len()];
        for (n, b) in order.iter().enumerate() {
            if let Some(x) = number.get_mut(b.0 as usize) {
                *x = BlockId(n as u32);
            }
        }
        self.blocks = order.iter().filter_map(|b| self.block(*b).cloned()).collect();
        for b in &mut self.blocks {
            b.term.targets_mut(&mut |t| {
                if let Some(n) = number.get(t.0 as usize) {
                    *t = *n;
                }
            });
        }
    }

    /// The block of that number.
    pub(crate) fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.get(id.0 as usize)
    }
}

impl From<Reg> for Val {
    fn from(r: Reg) -> Val {
        Val::Reg(r)
    }
}
