//! What `wssctl` and a running engine say to one another: one JSON object per line over a
//! Unix-domain stream socket, a request and its answer. `load` is followed by the object's bytes.
//! Versioned: an engine that gets another version says both numbers.
use serde::{Deserialize, Serialize};

/// Version of the protocol.
pub(crate) const VERSION: u32 = 1;
/// Longest line accepted from the other side, in bytes.
pub(crate) const MAX_LINE: u64 = 1 << 20;

/// A request.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    /// [`VERSION`] of the asker.
    pub(crate) version: u32,
    /// What is asked.
    #[serde(flatten)]
    pub(crate) ask: Ask,
}

/// What is asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "lowercase")]
pub(crate) enum Ask {
    /// Load a wrapper: `object` bytes follow the line.
    Load { object: usize, activate: Vec<String>, deactivate: Vec<String>, permissive: bool },
    /// Unload it.
    Unload { wrapper: String },
    /// Add an activation criterion.
    Activate { wrapper: String, criteria: String },
    /// Add a deactivation criterion, or end the binding to a process.
    Deactivate { wrapper: String, criteria: Option<String>, pid: Option<u32> },
    /// The loaded wrappers.
    List,
    /// The engine.
    Status,
    /// The wrapped processes.
    Ps,
    /// Every record from now on, each as one line of text in the asked form.
    Events { wrapper: Option<String>, format: Form, colour: bool },
}

/// Form of records in an event stream.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Form {
    Text,
    Json,
    Syslog,
}

/// An answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "lowercase")]
pub(crate) enum Answer {
    /// Done; nothing to tell.
    Done,
    /// Refused, and why.
    Refused { reason: String },
    /// To `list`.
    Wrappers { wrappers: Vec<Wrapper> },
    /// To `status`.
    Status(Status),
    /// To `ps`.
    Processes { processes: Vec<Process> },
    /// To `events`: record lines follow until either side closes.
    Following,
}

/// A loaded wrapper.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Wrapper {
    pub(crate) name: String,
    pub(crate) permissive: bool,
    pub(crate) activate: Vec<String>,
    pub(crate) deactivate: Vec<String>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) bindings: u64,
    pub(crate) faults: u64,
}

/// A clause of a loaded wrapper, with its counts.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Clause {
    pub(crate) label: String,
    pub(crate) line: u32,
    pub(crate) unlocked: bool,
    pub(crate) hits: u64,
    pub(crate) verdicts: u64,
    pub(crate) faults: u64,
    pub(crate) instructions: u64,
}

/// An engine.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Status {
    pub(crate) version: String,
    pub(crate) host: String,
    pub(crate) pid: u32,
    pub(crate) uptime_seconds: u64,
    pub(crate) program: String,
    pub(crate) wrappers: u64,
    pub(crate) processes: u64,
    pub(crate) records: u64,
    pub(crate) dropped: u64,
    pub(crate) holds_arguments: bool,
    pub(crate) no_new_privs: bool,
}

/// A wrapped process.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Process {
    pub(crate) pid: u32,
    pub(crate) program: String,
    /// Id of its wrap set; none under no wrapper.
    pub(crate) wrap_set: Option<u64>,
    pub(crate) bindings: Vec<String>,
}
