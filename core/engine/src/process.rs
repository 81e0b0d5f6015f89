//! Processes: what is bound to each, in load order; its threads, and the call that each thread is inside.
//!
//! In a concurrent host this is the state that the lock of one process guards; the maps from ids
//! are guarded by a lock of their own, taken before it.
use crate::binding::Binding;
use crate::host::{Call, Image, Tid};
use crate::idmap::IdMap;
use crate::slab::Slab;
use alloc::vec::Vec;
use wss_abi::mem::OutOfMemory;

/// A process that the engine knows: wrapped, or once wrapped, or a child of one.
#[derive(Debug)]
pub(crate) struct Process {
    /// Process id, as the host says it.
    pub(crate) pid: u32,
    /// In load order.
    pub(crate) bindings: Vec<Binding>,
    /// The wrap set of `bindings`, as an index.
    pub(crate) set: u32,
    /// The image that runs, for criteria judged later and for records.
    pub(crate) image: Image,
    /// Live threads.
    pub(crate) threads: u32,
    /// The first of them in the list that [`Thread::next`] strings together.
    first: Option<u32>,
    /// Threads inside a call whose `leave` is awaited.
    pub(crate) in_call: u32,
    /// Threads whose event stands still.
    pub(crate) paused: u32,
    /// Wrappers whose bindings the criteria ended that are being judged.
    pub(crate) ended: Vec<u32>,
    /// An exec of it is being judged.
    pub(crate) executes: bool,
    /// The wrap set changed since the host last asked.
    pub(crate) changed: bool,
}

impl Process {
    /// A process that has no thread yet.
    pub(crate) fn new(pid: u32, bindings: Vec<Binding>, set: u32, image: Image) -> Process {
        let (threads, first, in_call, paused, ended) = (0, None, 0, 0, Vec::new());
        let (executes, changed) = (false, true);
        Process {
            pid,
            bindings,
            set,
            image,
            threads,
            first,
            in_call,
            paused,
            ended,
            executes,
            changed,
        }
    }

    /// Whether no binding is about to be replaced or ended.
    #[inline]
    pub(crate) fn is_settled(&self) -> bool {
        self.bindings.iter().all(|b| b.switch.is_none() && !b.leaving && !b.fresh)
    }
}

/// A thread of a process.
#[derive(Debug)]
pub(crate) struct Thread {
    pub(crate) tid: Tid,
    pub(crate) process: u32,
    /// Its neighbours among the threads of its process.
    next: Option<u32>,
    previous: Option<u32>,
    /// The event of the call it is inside, kept until `leave`; or, if its result is not awaited, of the
    /// call it made last, kept for what was captured and replaced, in case it is interrupted and comes again.
    pub(crate) call: Option<u32>,
    /// The result of `call` is awaited.
    pub(crate) awaited: bool,
    /// The call that was interrupted and may come again.
    pub(crate) interrupted: Option<Call>,
    /// Its event stands still: its place among the [`Pause`](crate::pause::Pause)s.
    pub(crate) paused: Option<u32>,
}

impl Thread {
    /// Whether its last call has left something.
    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        self.call.is_some() || self.interrupted.is_some() || self.paused.is_some()
    }
}

/// Every process and thread.
#[derive(Debug, Default)]
pub(crate) struct Processes {
    pub(crate) all: Slab<Process>,
    threads: Slab<Thread>,
    by_tid: IdMap,
    by_pid: IdMap,
}

impl Processes {
    /// Adds a process with its first thread.
    pub(crate) fn add(&mut self, process: Process, tid: Tid) -> Result<u32, OutOfMemory> {
        let pid = process.pid;
        let at = self.all.insert(process)?;
        let added = self.by_pid.insert(pid, at).and_then(|()| self.add_thread(at, tid));
        if let Err(e) = added {
            self.remove(at);
            return Err(e);
        }
        Ok(at)
    }

    /// Forgets a process that has no thread left.
    pub(crate) fn remove(&mut self, at: u32) -> Option<Process> {
        let process = self.all.remove(at)?;
        // Its id may be another's by now.
        if self.by_pid.get(process.pid) == Some(at) {
            self.by_pid.remove(process.pid);
        }
        Some(process)
    }

    /// Adds a thread to a process; its place.
    pub(crate) fn add_thread(&mut self, process: u32, tid: Tid) -> Result<u32, OutOfMemory> {
        let Some(first) = self.all.get(process).map(|p| p.first) else { return Err(OutOfMemory) };
        // Behind the first, which stays the one that stands for its process.
        let next = first.and_then(|f| self.threads.get(f)).and_then(|f| f.next);
        let (previous, call, awaited, interrupted, paused) = (first, None, false, None, None);
        let thread = Thread { tid, process, next, previous, call, awaited, interrupted, paused };
        let at = self.threads.insert(thread)?;
        if let Err(e) = self.by_tid.insert(tid, at) {
            self.threads.remove(at);
            return Err(e);
        }
        if let Some(next) = next.and_then(|n| self.threads.get_mut(n)) {
            next.previous = Some(at);
        }
        if let Some(first) = first.and_then(|f| self.threads.get_mut(f)) {
            first.next = Some(at);
        }
        if let Some(p) = self.all.get_mut(process) {
            p.threads += 1;
            p.first = p.first.or(Some(at));
        }
        Ok(at)
    }

    /// The thread with this id.
    pub(crate) fn thread(&self, tid: Tid) -> Option<&Thread> {
        self.threads.get(self.by_tid.get(tid)?)
    }

    /// The thread with this id, to change.
    pub(crate) fn thread_mut(&mut self, tid: Tid) -> Option<&mut Thread> {
        self.threads.get_mut(self.by_tid.get(tid)?)
    }

    /// Place of the thread with this id.
    pub(crate) fn place(&self, tid: Tid) -> Option<u32> {
        self.by_tid.get(tid)
    }

    /// The thread with this id, and its place.
    #[inline]
    pub(crate) fn find(&self, tid: Tid) -> Option<(u32, &Thread)> {
        let at = self.by_tid.get(tid)?;
        Some((at, self.threads.get(at)?))
    }

    /// The thread at a place, to change.
    pub(crate) fn thread_at_mut(&mut self, at: u32) -> Option<&mut Thread> {
        self.threads.get_mut(at)
    }

    /// The process of a thread, with its index.
    pub(crate) fn of(&self, tid: Tid) -> Option<(u32, &Process)> {
        let at = self.thread(tid)?.process;
        Some((at, self.all.get(at)?))
    }

    /// Index of the process with this id.
    pub(crate) fn by_pid(&self, pid: u32) -> Option<u32> {
        self.by_pid.get(pid)
    }

    /// Forgets a thread; returns it, its process still there even if it has none left.
    pub(crate) fn remove_thread(&mut self, tid: Tid) -> Option<Thread> {
        let thread = self.threads.remove(self.by_tid.remove(tid)?)?;
        if let Some(next) = thread.next.and_then(|n| self.threads.get_mut(n)) {
            next.previous = thread.previous;
        }
        if let Some(previous) = thread.previous.and_then(|p| self.threads.get_mut(p)) {
            previous.next = thread.next;
        }
        if let Some(p) = self.all.get_mut(thread.process) {
            p.threads = p.threads.saturating_sub(1);
            if thread.previous.is_none() {
                p.first = thread.next;
            }
            if thread.awaited {
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
        let first = self.all.get(process)?.first?;
        self.threads.get(first).map(|t| t.tid)
    }

    /// The places of what stands still in a process.
    pub(crate) fn paused(&self, process: u32) -> impl Iterator<Item = u32> {
        let first = self.all.get(process).filter(|p| p.paused > 0).and_then(|p| p.first);
        let mut at = first.and_then(|f| self.threads.get(f));
        core::iter::from_fn(move || {
            let thread = at?;
            at = thread.next.and_then(|n| self.threads.get(n));
            Some(thread.paused)
        })
        .flatten()
    }

    /// A thread of a process that has an interrupted call.
    pub(crate) fn interrupted(&self, process: u32) -> Option<Tid> {
        let mut at = self.all.get(process)?.first;
        while let Some(thread) = self.threads.get(at?) {
            if thread.interrupted.is_some() {
                return Some(thread.tid);
            }
            at = thread.next;
        }
        None
    }

    /// Another thread of a process than `tid`.
    pub(crate) fn other_thread(&self, process: u32, tid: Tid) -> Option<Tid> {
        let first = self.threads.get(self.all.get(process)?.first?)?;
        if first.tid != tid {
            return Some(first.tid);
        }
        self.threads.get(first.next?).map(|t| t.tid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn process(pid: u32) -> Process {
        Process::new(pid, Vec::new(), 0, Image::default())
    }

    #[test]
    fn threads_come_and_go_and_their_process_is_found_by_its_own_id() {
        let mut p = Processes::default();
        let a = p.add(process(7), 100_007).unwrap();
        let b = p.add(process(8), 100_008).unwrap();
        for tid in [100_020, 100_021, 100_022] {
            p.add_thread(a, tid).unwrap();
        }
        assert_eq!((p.by_pid(7), p.by_pid(8), p.by_pid(100_007)), (Some(a), Some(b), None));
        assert_eq!(p.any_thread(a), Some(100_007), "the first thread stands for it");
        // In any order, each time from the list that is left.
        for (gone, first) in [(100_021, 100_007), (100_007, 100_022), (100_020, 100_022)] {
            let at = p.remove_thread(gone).unwrap().process;
            assert_eq!((at, p.any_thread(a)), (a, Some(first)), "without {gone}");
            assert_ne!(p.other_thread(a, first), Some(gone));
        }
        assert_eq!(p.other_thread(a, 100_022), None);
        assert_eq!(p.other_thread(a, 5), Some(100_022));
        p.remove_thread(100_022);
        assert_eq!((p.any_thread(a), p.all.get(a).unwrap().threads), (None, 0));
        assert!(p.remove(a).is_some());
        assert_eq!((p.by_pid(7), p.by_pid(8)), (None, Some(b)));
    }

    #[test]
    fn an_id_that_another_process_has_by_now_stays_its_own() {
        let mut p = Processes::default();
        let old = p.add(process(7), 1).unwrap();
        let new = p.add(process(7), 2).unwrap();
        p.remove_thread(1);
        p.remove(old);
        assert_eq!(p.by_pid(7), Some(new));
    }
}
