//! What ends a run early, where, and the budget that bounds it.
use wss_abi::object::Object;

/// Why a run ended without a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An access outside its region, to an absent region, or a write where only reads are allowed.
    BadAccess {
        /// First byte accessed.
        addr: u64,
        /// Bytes accessed.
        len: u64,
        /// A write.
        write: bool,
    },
    /// A string without its NUL within the bytes it may have.
    Unterminated {
        /// Where the string starts.
        addr: u64,
    },
    /// The budget does not cover the instruction (or the helper's work).
    Budget,
    /// The stack does not hold another frame.
    StackOverflow,
    /// Calls are nested too deeply.
    CallDepth,
    /// Whoever runs the program has no such helper.
    BadHelper(u16),
    /// The program has no such function.
    BadFunction(u32),
    /// The program trapped: a reason of [`wss_abi::helper::trap`].
    Trap(u64),
    /// No fault: the helper asks that the run pause behind it ([`crate::start`]).
    Pause,
    /// A helper could not go on.
    Helper {
        /// Its number ([`wss_abi::helper`]).
        id: u16,
        /// Why, for people.
        why: &'static str,
    },
}

impl core::fmt::Display for Fault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Fault::BadAccess { addr, len, write } => {
                let what = if *write { "write" } else { "read" };
                write!(f, "bad {what} of {len} bytes at {addr:#x}")
            }
            Fault::Unterminated { addr } => write!(f, "string at {addr:#x} has no end"),
            Fault::Budget => f.write_str("budget exhausted"),
            Fault::StackOverflow => f.write_str("stack overflow"),
            Fault::CallDepth => f.write_str("calls nested too deeply"),
            Fault::BadHelper(id) => write!(f, "helper {} is not available", Named(*id)),
            Fault::BadFunction(n) => write!(f, "there is no function {n}"),
            Fault::Trap(reason) => f.write_str(wss_abi::helper::trap::text(*reason)),
            Fault::Pause => f.write_str("a helper paused a run that cannot pause"),
            Fault::Helper { id, why } => write!(f, "{}: {why}", Named(*id)),
        }
    }
}

/// A helper's name, or its number where it has none.
struct Named(u16);

impl core::fmt::Display for Named {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match wss_abi::helper::by_id(self.0.into()) {
            Some(h) => f.write_str(h.name),
            None => write!(f, "{}", self.0),
        }
    }
}

/// A fault and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultAt {
    /// What happened.
    pub fault: Fault,
    /// Function it happened in.
    pub func: u32,
    /// Instruction word it happened at; for [`Fault::Budget`] the one that did not run.
    pub insn: u32,
    /// Calls that the run was inside ([`crate::Stack::calls`]).
    pub depth: u32,
}

impl core::fmt::Display for FaultAt {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} (function {}, instruction {})", self.fault, self.func, self.insn)
    }
}

impl FaultAt {
    /// Where in the source the fault is, if `object` (the one that ran) says.
    pub fn position<'a>(&self, object: &'a Object) -> Option<Position<'a>> {
        position(object, self.insn)
    }
}

/// A place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position<'a> {
    /// File as the compiler was given it.
    pub file: &'a str,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u16,
}

impl core::fmt::Display for Position<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Source position in force at instruction word `insn` of `object`.
pub fn position(object: &Object, insn: u32) -> Option<Position<'_>> {
    let after = object.lines.partition_point(|l| l.insn <= insn);
    let line = object.lines.get(after.checked_sub(1)?)?;
    let file = object.files.get(line.file as usize)?;
    Some(Position { file, line: line.line, column: line.column })
}

/// Instructions that may still run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    pub(crate) left: u64,
}

impl Budget {
    /// A budget of `n` instructions.
    pub const fn new(n: u64) -> Budget {
        Budget { left: n }
    }

    /// What is left.
    pub const fn left(&self) -> u64 {
        self.left
    }

    /// Takes `n`, or everything and [`Fault::Budget`] when less is left.
    pub fn charge(&mut self, n: u64) -> Result<(), Fault> {
        match self.left.checked_sub(n) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.left = 0;
                Err(Fault::Budget)
            }
        }
    }

    /// Takes what going through `n` bytes costs: one instruction per 8 bytes begun.
    pub fn charge_bytes(&mut self, n: u64) -> Result<(), Fault> {
        self.charge(n.div_ceil(8))
    }
}
