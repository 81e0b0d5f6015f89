//! What `wssctl` and an engine say to one another. Over the socket of a Linux engine it goes as
//! JSON. To the device of a kernel's it goes in the
//! form of `wss_abi::control`.
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "lowercase")]
pub(crate) enum Ask {
    /// Load wrappers, all or none: their objects' bytes follow the line, in order.
    Load { units: Vec<Unit> },
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
    /// Refuse every change from now on: while the engine runs, or until the system is restarted.
    Lock,
    /// Every record from now on, each as one line of text in the asked form.
    Events { wrapper: Option<String>, format: Form, colour: bool },
}

/// A wrapper to load.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Unit {
    /// The encoded object.
    #[serde(skip)]
    pub(crate) bytes: Vec<u8>,
    /// How many bytes that is.
    pub(crate) object: usize,
    pub(crate) activate: Vec<String>,
    pub(crate) deactivate: Vec<String>,
    pub(crate) permissive: bool,
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
    pub(crate) runs: String,
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
    /// Records that readers did not take in time.
    pub(crate) unread: u64,
    /// Why nothing can be changed, if so.
    pub(crate) frozen: Option<String>,
    /// What hindered the kernel module's unloading when it was last tried.
    pub(crate) hindering: Vec<Hindering>,
    pub(crate) holds_arguments: bool,
    pub(crate) no_new_privs: bool,
}

/// A process that hinders unloading.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Hindering {
    pub(crate) pid: u32,
    pub(crate) program: String,
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
