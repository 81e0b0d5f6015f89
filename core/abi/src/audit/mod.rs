//! Audit records: sequence number, time, wrapper, kind, process, event with its parameters, verdict
//! and message. The engine makes them; hosts queue them; `wssctl` renders them.
mod wire;

pub use wire::MAX_RECORD;

use crate::target::Target;
use crate::verdict::Verdict;
use alloc::string::String;
use alloc::vec::Vec;

/// Longest message, in bytes.
pub const MAX_MESSAGE: usize = 4096;

/// What a record reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// `wr_audit` and its family.
    Audit = 0,
    /// `violation()`.
    Violation = 1,
    /// A clause's verdict other than Continue.
    Verdict = 2,
    /// A clause faulted.
    Fault = 3,
    /// A binding began.
    Activate = 4,
    /// A binding ended.
    Deactivate = 5,
    /// The host refused something by itself: self-protection, a foreign ABI, an interface that
    /// would pass interception by.
    Host = 6,
    /// Records were dropped: the message says how many.
    Lost = 7,
}

impl Kind {
    /// Name in JSON and text.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Audit => "audit",
            Kind::Violation => "violation",
            Kind::Verdict => "verdict",
            Kind::Fault => "fault",
            Kind::Activate => "activate",
            Kind::Deactivate => "deactivate",
            Kind::Host => "host",
            Kind::Lost => "lost",
        }
    }
}

/// The process a record is about.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Process id.
    pub pid: u32,
    /// Thread id.
    pub tid: u32,
    /// Real user id.
    pub uid: u32,
    /// Jail id, or 0.
    pub jail: u32,
    /// Path of the executable.
    pub program: String,
}

/// A parameter's value.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub enum Value {
    /// A register, or a field.
    Scalar(u64),
    /// Captured memory: address in the process, bytes, and whether there was more.
    Bytes(u64, Vec<u8>, bool),
    /// A captured vector of strings, and whether there was more.
    Strings(u64, Vec<Vec<u8>>, bool),
    /// A pointer that could not be read.
    Unreadable(u64),
}

/// The event a record is about.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub enum Event {
    /// A system call.
    Call {
        /// Whose numbers.
        target: Target,
        /// Number.
        nr: u32,
        /// After the call?
        post: bool,
        /// Raw argument registers.
        args: [u64; 6],
        /// Result after the call (negative: -errno).
        ret: Option<i64>,
        /// Parameters by index of the call's characterisation, where captured.
        params: Vec<(u8, Value)>,
    },
    /// An event raised by a wrapper, with its named parameters.
    Raised {
        /// Raising wrapper.
        wrapper: String,
        /// Event.
        name: String,
        /// Parameters.
        params: Vec<(String, Value)>,
    },
    /// A life-cycle event, by name.
    Life(&'static str),
}

/// An audit record.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// Rises by one per record of an engine; a gap is loss.
    pub seq: u64,
    /// Nanoseconds since the epoch.
    pub time: u64,
    /// What it reports.
    pub kind: Kind,
    /// Wrapper, empty for the host's own.
    pub wrapper: String,
    /// Label and line of the clause.
    pub clause: Option<(String, u32)>,
    /// Process.
    pub subject: Subject,
    /// Event.
    pub event: Option<Event>,
    /// Verdict.
    pub verdict: Verdict,
    /// The wrapper is permissive: the verdict was recorded, not enforced.
    pub permissive: bool,
    /// The clause judged from a copy that may differ from what ran.
    pub unlocked: bool,
    /// Message.
    pub message: String,
}
