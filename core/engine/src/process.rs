//! Processes: what is bound to each, in load order, with its copy of the state; its threads, and
//! the call that each thread is inside.
//!
//! In a concurrent host this is the state that the lock of one process guards; the maps from ids
//! are guarded by a lock of their own, taken before it.
use crate::event::Event;
use crate::host::{Image, Tid};
use crate::idmap::IdMap;
use crate::slab::Slab;
use crate::table::Table;
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec, try_vec};

/// A wrapper bound to a process.
#[derive(Debug)]
pub(crate) struct Binding {
    /// Never used again in the life of an engine.
    pub(crate) id: u64,
    /// Index of the wrapper.
    pub(crate) wrapper: u32,
    /// File-scope variables. Taken out while a clause of the binding runs.
    pub(crate) state: Vec<u8>,
    /// Per-process tables, by number; a shared table's place is `None`.
    pub(crate) tables: Vec<Option<Table>>,
    /// `wr_switch` asked for this wrapper in its place, at the end of the event.
    pub(crate) switch: Option<u32>,
    /// An administrator ended it: it goes as soon as no call is in flight.
    pub(crate) leaving: bool,
    /// A clause of this binding is running (further out in a chain of raised events).
    pub(crate) busy: bool,
}

impl Binding {
    /// The child's copy at fork, under an id of its own.
    pub(crate) fn copy(&self, id: u64) -> Result<Binding, OutOfMemory> {
        let mut tables = Vec::new();
        for t in &self.tables {
            tables.try_push(match t {
                Some(t) => Some(t.copy()?),
                None => None,
            })?;
        }
        Ok(Binding {
            id,
            wrapper: self.wrapper,
            state: try_vec(&self.state)?,
            tables,
            switch: None,
            leaving: self.leaving,
            busy: false,
        })
    }
}

/// A process that the engine knows: wrapped, or once wrapped, or a child of one.
#[derive(Debug)]
pub(crate) struct Process {
    /// Process id: the id of its first thread.
    pub(crate) pid: u32,
    /// In load order.
    pub(crate) bindings: Vec<Binding>,
    /// The wrap set of `bindings`, as an index.
    pub(crate) set: u32,
    /// The image that runs, for criteria judged later and for records.
    pub(crate) image: Image,
    /// Live threads.
    pub(crate) threads: u32,
    /// Threads inside a call whose `leave` is awaited.
    pub(crate) in_call: u32,
    /// The wrap set changed since the host last asked.
    pub(crate) changed: bool,
}

/// A thread of a process.
#[derive(Debug)]
pub(crate) struct Thread {
    pub(crate) tid: Tid,
    pub(crate) process: u32,
    /// The call it is inside, kept until `leave`.
    pub(crate) call: Option<Event>,
}

/// Every process and thread.
#[derive(Debug, Default)]
pub(crate) struct Processes {
    pub(crate) all: Slab<Process>,
    threads: Slab<Thread>,
    by_tid: IdMap,
}

impl Processes {
    /// Adds a process with its first thread.
    pub(crate) fn add(&mut self, process: Process, tid: Tid) -> Result<u32, OutOfMemory> {
        let at = self.all.insert(process)?;
        if let Err(e) = self.add_thread(at, tid) {
            self.all.remove(at);
            return Err(e);
        }
        Ok(at)
    }

    /// Adds a thread to a process.
    pub(crate) fn add_thread(&mut self, process: u32, tid: Tid) -> Result<(), OutOfMemory> {
        let at = self.threads.insert(Thread { tid, process, call: None })?;
        if let Err(e) = self.by_tid.insert(tid, at) {
            self.threads.remove(at);
            return Err(e);
        }
        if let Some(p) = self.all.get_mut(process) {
            p.threads += 1;
        }
        Ok(())
    }

    /// The thread with this id.
    pub(crate) fn thread(&self, tid: Tid) -> Option<&Thread> {
        self.threads.get(self.by_tid.get(tid)?)
    }

    /// The thread with this id, to change.
    pub(crate) fn thread_mut(&mut self, tid: Tid) -> Option<&mut Thread> {
        self.threads.get_mut(self.by_tid.get(tid)?)
    }

    /// The process of a thread, with its index.
    pub(crate) fn of(&self, tid: Tid) -> Option<(u32, &Process)> {
        let at = self.thread(tid)?.process;
        Some((at, self.all.get(at)?))
    }

    /// Forgets a thread; returns it, its process still there even if it has none left.
    pub(crate) fn remove_thread(&mut self, tid: Tid) -> Option<Thread> {
        let thread = self.threads.remove(self.by_tid.remove(tid)?)?;
        if let Some(p) = self.all.get_mut(thread.process) {
            p.threads = p.threads.saturating_sub(1);
            if thread.call.is_some() {
                p.in_call = p.in_call.saturating_sub(1);
            }
        }
        Some(thread)
    }

    /// Gives a thread another id.
    pub(crate) fn rename(&mut self, from: Tid, to: Tid) -> Result<(), OutOfMemory> {
        let Some(at) = self.by_tid.get(from) else { return Ok(()) };
        self.by_tid.insert(to, at)?;
        self.by_tid.remove(from);
        if let Some(t) = self.threads.get_mut(at) {
            t.tid = to;
        }
        Ok(())
    }

    /// A thread of a process, for asking the host about the process.
    pub(crate) fn any_thread(&self, process: u32) -> Option<Tid> {
        let pid = self.all.get(process)?.pid;
        if self.thread(pid).is_some_and(|t| t.process == process) {
            return Some(pid);
        }
        self.threads.iter().find(|(_, t)| t.process == process).map(|(_, t)| t.tid)
    }

    /// Another thread of a process than `tid`.
    pub(crate) fn other_thread(&self, process: u32, tid: Tid) -> Option<Tid> {
        let mut threads = self.threads.iter();
        threads.find(|(_, t)| t.process == process && t.tid != tid).map(|(_, t)| t.tid)
    }
}
