//! Control of an engine in a kernel: what `wssctl` asks through the device and what it is answered,
//! in bytes. A request is a verb ([`Ask::verb`]) and the content that belongs to it. Whoever reads
//! treats the other side as hostile.
mod answer;
mod ask;

pub use answer::{Answer, Clause, Process, Status, Wrapper};
pub use ask::{Ask, Criteria, Name, Request, Unit};

/// Bounds on requests and answers.
#[allow(missing_docs)]
pub mod limit {
    /// Bytes of a request.
    pub const REQUEST: usize = 8 << 20;
    /// Bytes of an answer.
    pub const ANSWER: usize = 8 << 20;
    pub const UNITS: usize = 256;
    /// Criteria of one kind of one wrapper.
    pub const CRITERIA: usize = 256;
    /// Bytes of a criterion.
    pub const CRITERION: usize = 4096;
    /// User and group names in a criterion.
    pub const NAMES: usize = 512;
    pub const PROCESSES: usize = 1 << 17;
    /// Bytes of a message or of a program's path, replacement characters included.
    pub const TEXT: usize = 16 << 10;
}
