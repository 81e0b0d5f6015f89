//! Answers.
use super::limit;
use crate::mem::OutOfMemory;
use crate::object::limit::{CLAUSES, NAME, TEXT};
use crate::wire::{Reader, WireError, Writer};
use alloc::string::String;
use alloc::vec::Vec;

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// Done; nothing to tell.
    Done,
    /// Refused.
    Refused {
        /// Errno of the system.
        errno: u16,
        /// Why, for a person.
        reason: String,
    },
    /// Nothing was done: it would bind what the system is administered by. These are the programs;
    /// the same request, confirmed, is carried out.
    Confirm(Vec<String>),
    /// To `list`.
    Wrappers(Vec<Wrapper>),
    /// To `status`.
    Status(Status),
    /// To `ps`.
    Processes(Vec<Process>),
}

/// A loaded wrapper.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrapper {
    /// Its name.
    pub name: String,
    /// Its verdicts are recorded, not enforced.
    pub permissive: bool,
    /// It is unloaded with its last binding.
    pub leaving: bool,
    /// By what it runs: native code, or the interpreter and why.
    pub runs: String,
    /// Activation criteria, as written.
    pub activate: Vec<String>,
    /// Deactivation criteria, as written.
    pub deactivate: Vec<String>,
    /// Clauses in order.
    pub clauses: Vec<Clause>,
    /// Bindings that exist.
    pub bindings: u64,
}

/// A clause of a loaded wrapper, with its counts.
#[derive(Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Clause {
    pub label: String,
    pub line: u32,
    pub unlocked: bool,
    pub hits: u64,
    pub verdicts: u64,
    pub faults: u64,
    pub instructions: u64,
}

/// The engine.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Version of the module.
    pub version: String,
    /// Name of the target whose calls it judges.
    pub host: String,
    /// Seconds since it was loaded.
    pub uptime: u64,
    /// Wrappers loaded.
    pub wrappers: u64,
    /// Processes known.
    pub processes: u64,
    /// Records made.
    pub records: u64,
    /// Records dropped by the engine's queue.
    pub dropped: u64,
    /// Records that listeners did not read in time.
    pub unread: u64,
    /// Clauses may decide through pointers.
    pub holds_arguments: bool,
    /// Changes are refused: why; empty if they are not.
    pub frozen: String,
    /// What hindered the module's unloading when it was last tried: process ids and programs.
    pub hindering: Vec<(u32, String)>,
}

/// A process that the engine knows.
#[derive(Debug, PartialEq, Eq)]
pub struct Process {
    /// Process id.
    pub pid: u32,
    /// Path of its program.
    pub program: String,
    /// Id of its wrap set; none under no wrapper.
    pub set: Option<u64>,
    /// Wrappers bound to it, in load order.
    pub bindings: Vec<String>,
}

impl Answer {
    /// The answer in bytes.
    pub fn encode(&self) -> Result<Vec<u8>, OutOfMemory> {
        let mut w = Writer::new();
        match self {
            Answer::Done => w.u8(0),
            Answer::Refused { errno, reason } => {
                w.u8(1);
                w.u16(*errno);
                text(&mut w, reason);
            }
            Answer::Confirm(what) => {
                w.u8(2);
                w.list(what, text);
            }
            Answer::Wrappers(all) => {
                w.u8(3);
                w.list(all, wrapper);
            }
            Answer::Status(s) => {
                w.u8(4);
                status(&mut w, s);
            }
            Answer::Processes(all) => {
                w.u8(5);
                w.list(all, process);
            }
        }
        w.finish()
    }

    /// Reads an answer.
    pub fn decode(bytes: &[u8]) -> Result<Answer, WireError> {
        let mut r = Reader::new(bytes);
        let answer = match r.u8()? {
            0 => Answer::Done,
            1 => Answer::Refused { errno: r.u16()?, reason: r.string(limit::TEXT, "reason")? },
            2 => Answer::Confirm(texts(&mut r, limit::PROCESSES, "programs")?),
            3 => Answer::Wrappers(r.list(limit::UNITS, "wrappers", read_wrapper)?),
            4 => Answer::Status(read_status(&mut r)?),
            5 => Answer::Processes(r.list(limit::PROCESSES, "processes", read_process)?),
            _ => return Err(WireError::Bad("kind of an answer")),
        };
        match r.is_empty() {
            true => Ok(answer),
            false => Err(WireError::Bad("length of an answer")),
        }
    }
}

// The list's shape wants a reference to its element.
#[allow(clippy::ptr_arg)]
fn text(w: &mut Writer, s: &String) {
    w.bytes(s.as_bytes());
}

fn wrapper(w: &mut Writer, of: &Wrapper) {
    w.bytes(of.name.as_bytes());
    w.u8(u8::from(of.permissive));
    w.u8(u8::from(of.leaving));
    text(w, &of.runs);
    w.list(&of.activate, text);
    w.list(&of.deactivate, text);
    w.list(&of.clauses, |w, c| {
        w.bytes(c.label.as_bytes());
        w.u32(c.line);
        w.u8(u8::from(c.unlocked));
        for n in [c.hits, c.verdicts, c.faults, c.instructions] {
            w.u64(n);
        }
    });
    w.u64(of.bindings);
}

fn status(w: &mut Writer, s: &Status) {
    w.bytes(s.version.as_bytes());
    w.bytes(s.host.as_bytes());
    for n in [s.uptime, s.wrappers, s.processes, s.records, s.dropped, s.unread] {
        w.u64(n);
    }
    w.u8(u8::from(s.holds_arguments));
    w.bytes(s.frozen.as_bytes());
    w.list(&s.hindering, |w, (pid, program)| {
        w.u32(*pid);
        text(w, program);
    });
}

fn process(w: &mut Writer, p: &Process) {
    w.u32(p.pid);
    text(w, &p.program);
    w.u8(u8::from(p.set.is_some()));
    if let Some(set) = p.set {
        w.u64(set);
    }
    w.list(&p.bindings, text);
}

fn texts(r: &mut Reader<'_>, max: usize, what: &'static str) -> Result<Vec<String>, WireError> {
    r.list(max, what, |r| r.string(limit::TEXT, what))
}

fn read_wrapper(r: &mut Reader<'_>) -> Result<Wrapper, WireError> {
    Ok(Wrapper {
        name: r.string(NAME, "wrapper name")?,
        permissive: r.bool("permissive")?,
        leaving: r.bool("leaving")?,
        runs: r.string(TEXT, "what it runs by")?,
        activate: texts(r, usize::MAX, "criteria")?,
        deactivate: texts(r, usize::MAX, "criteria")?,
        clauses: r.list(CLAUSES, "clauses", |r| {
            Ok(Clause {
                label: r.string(TEXT, "clause label")?,
                line: r.u32()?,
                unlocked: r.bool("unlocked")?,
                hits: r.u64()?,
                verdicts: r.u64()?,
                faults: r.u64()?,
                instructions: r.u64()?,
            })
        })?,
        bindings: r.u64()?,
    })
}

fn read_status(r: &mut Reader<'_>) -> Result<Status, WireError> {
    Ok(Status {
        version: r.string(NAME, "version")?,
        host: r.string(NAME, "host")?,
        uptime: r.u64()?,
        wrappers: r.u64()?,
        processes: r.u64()?,
        records: r.u64()?,
        dropped: r.u64()?,
        unread: r.u64()?,
        holds_arguments: r.bool("holding of arguments")?,
        frozen: r.string(limit::TEXT, "reason")?,
        hindering: r.list(limit::PROCESSES, "processes", |r| {
            Ok((r.u32()?, r.string(limit::TEXT, "program")?))
        })?,
    })
}

fn read_process(r: &mut Reader<'_>) -> Result<Process, WireError> {
    Ok(Process {
        pid: r.u32()?,
        program: r.string(limit::TEXT, "program")?,
        set: match r.bool("wrap set")? {
            true => Some(r.u64()?),
            false => None,
        },
        bindings: texts(r, limit::UNITS, "wrappers")?,
    })
}
