#![doc = include_str!("overview.md")]

mod arch;
mod arena;
mod call;
mod control;
mod disarm;
mod filter;
mod front;
mod guard;
mod handover;
mod host;
mod image;
mod inject;
mod launch;
mod lifecycle;
mod notify;
mod orphan;
mod rewrite;
mod seal;
mod serve;
mod start;
mod supervisor;
mod sys;
mod task;

pub use front::{Outcome, RunError, run};
pub use host::LinuxHost;
pub use supervisor::{Shared, State};

use std::ffi::OsString;
use wss_abi::audit::Record;
use wss_engine::Engine;

/// Takes audit records, in the supervisor, in order.
pub type RecordSink = Box<dyn FnMut(Record) + Send>;

/// What to run and by what to judge it.
pub struct Config {
    /// Program: a path if it has a slash, else looked up in `PATH`.
    pub program: OsString,
    /// Arguments after the program's name.
    pub args: Vec<OsString>,
    /// Environment; `None`: the caller's.
    pub env: Option<Vec<(OsString, OsString)>>,
    /// Wrappers and criteria, loaded.
    pub engine: Engine,
    /// Where records go. Runs in the supervisor: of what the caller opened, it may use descriptors
    /// marked close-on-exec (all that the standard library opens); the rest is the program's.
    pub sink: RecordSink,
    /// The sink writes to standard error: the supervisor keeps it open until the main program is
    /// gone. Otherwise it lets go of it, so that a pipe's reader sees its end.
    pub keep_stderr: bool,
    /// Called in the supervisor once the program is under supervision, to start threads that
    /// control the engine.
    pub control: Option<Box<dyn FnOnce(Shared) + Send>>,
}
