//! The object: what `wrapc` writes (`.wrap`) and an engine loads. Self-contained: native call
//! numbers, parameter sources, code, data, source positions. [`Object::encode`] and
//! [`Object::decode`] are inverse on every valid object; decoding checks shape and limits, the
//! machine's verifier checks code.
mod read;
mod write;

use crate::clause::Clause;
use crate::target::Target;
use crate::wire::WireError;
use alloc::string::String;
use alloc::vec::Vec;

/// First bytes of an object file.
pub const MAGIC: [u8; 4] = *b"WSSO";
/// Version of the format that this crate reads and writes.
pub const VERSION: u16 = 1;

/// Bounds on what an object may hold.
#[allow(missing_docs)]
pub mod limit {
    pub const OBJECT: usize = 4 << 20;
    pub const INSNS: usize = 1 << 17;
    pub const FUNCS: usize = 4096;
    pub const FRAME: u32 = 1 << 18;
    pub const STACK: u32 = 16 * 1024;
    pub const DATA: usize = 1 << 20;
    pub const CALL_DATA: u32 = 4096;
    pub const CLAUSES: usize = 1024;
    pub const CALLS: usize = 1024;
    pub const FILTER: usize = 256;
    pub const TABLES: usize = 64;
    pub const TABLE_ROWS: u32 = 1 << 20;
    pub const KEY: u32 = 4096;
    pub const ROW: u32 = 4096;
    pub const EVENTS: usize = 256;
    pub const VARS: usize = 4096;
    pub const FILES: usize = 256;
    pub const LINES: usize = 1 << 17;
    pub const NAME: usize = 255;
    pub const TEXT: usize = 4096;
    pub const BUDGET: u32 = 1 << 26;
}

/// What applies when a clause faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum OnFault {
    /// Refuse the call with EPERM.
    #[default]
    Deny = 0,
    /// Let it pass.
    Allow = 1,
    /// Kill the process.
    Kill = 2,
}

/// A function of the program.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub struct Func {
    /// Name, for dumps and faults.
    pub name: String,
    /// First instruction word.
    pub entry: u32,
    /// Number of instruction words.
    pub len: u32,
    /// Bytes of stack frame below r10.
    pub frame: u32,
}

/// Position of an instruction in the source: in force from `insn` until the next entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Instruction word.
    pub insn: u32,
    /// Index into [`Object::files`].
    pub file: u16,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u16,
}

/// A variable of the state segment, so that `wr_switch` can carry it over.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub struct Var {
    /// Name in the source.
    pub name: String,
    /// Canonical spelling of its type, struct layouts expanded.
    pub ty: String,
    /// Offset in the segment.
    pub offset: u32,
    /// Size in bytes.
    pub size: u32,
}

/// A table's declaration.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub struct TableDef {
    /// Name in the source.
    pub name: String,
    /// Key bytes.
    pub key: u32,
    /// Row bytes.
    pub row: u32,
    /// Most rows.
    pub rows: u32,
    /// What an insertion does when the table is full.
    pub full: WhenFull,
    /// One per wrapper rather than one per process.
    pub shared: bool,
}

/// Policy of a full table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum WhenFull {
    /// The clause faults.
    #[default]
    Fault = 0,
    /// The oldest row makes room.
    Oldest = 1,
    /// The insertion returns -ENOSPC.
    Refuse = 2,
    /// The row that was least recently found, inserted or updated makes room.
    Lru = 3,
}

/// An event that the object raises.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub struct EventDef {
    /// Name.
    pub name: String,
    /// Parameters in order: name, and whether it is a string (else a scalar).
    pub params: Vec<(String, bool)>,
}

/// A compiled wrapper.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub struct Object {
    /// Whose call numbers it holds.
    pub target: Target,
    /// Name of the wrapper.
    pub name: String,
    /// Fault policy.
    pub on_fault: OnFault,
    /// Instructions per event.
    pub budget: u32,
    /// Code, as RFC 9669 words.
    pub code: Vec<u64>,
    /// Functions by rising entry, covering the code without gaps.
    pub funcs: Vec<Func>,
    /// Constants.
    pub rodata: Vec<u8>,
    /// Initial image of per-process variables.
    pub state: Vec<u8>,
    /// Initial image of `shared` variables.
    pub shared: Vec<u8>,
    /// Bytes of per-call variables (zero at each call).
    pub call_data: u32,
    /// Variables of the state segment.
    pub vars: Vec<Var>,
    /// Tables, by number.
    pub tables: Vec<TableDef>,
    /// Raised events, by number.
    pub events: Vec<EventDef>,
    /// Clauses in source order.
    pub clauses: Vec<Clause>,
    /// Source files.
    pub files: Vec<String>,
    /// Source positions by rising instruction.
    pub lines: Vec<Line>,
}

/// Why bytes are not an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectError {
    /// Does not begin with [`MAGIC`].
    NotAnObject,
    /// Another version of the format: this one.
    Version(u16),
    /// For a target this build does not know: its number.
    Target(u16),
    /// The checksum does not fit the content: damaged in storage or transfer.
    Damaged,
    /// A value is out of shape.
    Wire(WireError),
    /// Longer than [`limit::OBJECT`], or bytes follow the end.
    Size,
}

impl From<WireError> for ObjectError {
    fn from(e: WireError) -> Self {
        ObjectError::Wire(e)
    }
}

impl core::fmt::Display for ObjectError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            ObjectError::NotAnObject => f.write_str("not a wrapper object (no WSSO magic)"),
            ObjectError::Version(v) => {
                write!(f, "object format version {v}; this build reads version {VERSION}")
            }
            ObjectError::Target(t) => write!(f, "object for unknown target number {t}"),
            ObjectError::Damaged => f.write_str("object is damaged: its checksum does not fit"),
            ObjectError::Wire(e) => write!(f, "object is malformed: {e}"),
            ObjectError::Size => f.write_str("object is too long, or bytes follow its end"),
        }
    }
}

/// FNV-1a, 64 bits: tells damage, not malice.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ *b as u64).wrapping_mul(0x0100_0000_01b3))
}
