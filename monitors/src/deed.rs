//! What a process that is watched does besides ending, where it was asked for (`wssctl ring start --watch`).
use crate::sys::Exit;

/// Something that the target, or a process that descends from it, did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// The process that did it.
    pub pid: u32,
    /// Its real user, where known.
    pub uid: Option<u32>,
    /// What it did.
    pub what: What,
}

/// What a process did; what is not known is absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It runs another program now.
    Exec {
        /// Path of the program.
        image: Option<String>,
        /// Its arguments.
        arguments: Option<Vec<String>>,
        /// Bytes of its environment.
        environment: Option<u32>,
    },
    /// It has made a process.
    Fork {
        /// The new one.
        child: u32,
    },
    /// It ended. It is not the target, whose end is told by all that watch it, asked or not.
    Exit(Exit),
    /// It made a system call of a class that was asked for.
    Call {
        /// Name of the call.
        name: String,
    },
    /// This many reports, at least, were lost.
    Lost(u64),
}

impl What {
    /// One word for a record.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Exec { .. } => "exec",
            Self::Fork { .. } => "fork",
            Self::Exit(Exit::Code(_)) => "descendant-exited",
            Self::Exit(Exit::Signal(_)) => "descendant-killed",
            Self::Call { .. } => "call",
            Self::Lost(_) => "reports-lost",
        }
    }
}
