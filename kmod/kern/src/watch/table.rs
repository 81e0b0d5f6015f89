//! Watches by process. Finding those of a process is two steps, however many others there are, whoever
//! chose their processes: 24 bytes for each number that a process may have, a page at a time.
use super::parts::Watch;
use crate::ffi::watch::wss_watch_mark;
use alloc::vec::Vec;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::{Acquire, Release};
use wss_abi::mem::{OutOfMemory, TryVec};

/// Numbers that processes may have: PID_MAX + 1 (sys/proc.h).
const PIDS: usize = 100_000;
/// Lists that are made at a time: a page of the kernel's memory full.
const PAGE: usize = 4096 / size_of::<Vec<Watch>>();

/// The classes of calls that are told of each process: written with the watchers' lock, read without.
static CALLS: [AtomicU32; PIDS] = [const { AtomicU32::new(0) }; PIDS];

/// The classes of calls that somebody is told of a process. No lock is needed, nor taken.
pub fn calls_of(pid: u32) -> u32 {
    CALLS.get(pid as usize).map_or(0, |c| c.load(Acquire))
}

/// Whether a process may have that number.
pub(super) fn can_be(pid: u32) -> bool {
    (pid as usize) < PIDS
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Table {
    pages: Vec<Vec<Vec<Watch>>>,
}

impl Table {
    pub(super) const EMPTY: Table = Table { pages: Vec::new() };

    /// The watches of a process.
    pub(super) fn of(&self, pid: u32) -> &[Watch] {
        let page = self.pages.get(pid as usize / PAGE);
        page.and_then(|p| p.get(pid as usize % PAGE)).map_or(&[], Vec::as_slice)
    }

    /// One of them, to be changed; not its calls ([`Table::replace`]).
    pub(super) fn watch(&mut self, pid: u32, by: u64) -> Option<&mut Watch> {
        self.list(pid)?.iter_mut().find(|w| w.by == by)
    }

    fn list(&mut self, pid: u32) -> Option<&mut Vec<Watch>> {
        self.pages.get_mut(pid as usize / PAGE)?.get_mut(pid as usize % PAGE)
    }

    /// One more, of a process that there may be ([`can_be`]).
    pub(super) fn add(&mut self, pid: u32, watch: Watch) -> Result<(), OutOfMemory> {
        while self.pages.len() <= pid as usize / PAGE {
            self.pages.try_push(Vec::new())?;
        }
        let page = self.pages.get_mut(pid as usize / PAGE).ok_or(OutOfMemory)?;
        while page.len() < PAGE {
            page.try_push(Vec::new())?;
        }
        self.list(pid).ok_or(OutOfMemory)?.try_push(watch)?;
        self.tell(pid);
        Ok(())
    }

    /// Another in its place; the old one.
    pub(super) fn replace(&mut self, pid: u32, watch: Watch) -> Option<Watch> {
        let at = self.watch(pid, watch.by)?;
        let old = core::mem::replace(at, watch);
        self.tell(pid);
        Some(old)
    }

    /// Takes one away.
    pub(super) fn remove(&mut self, pid: u32, by: u64) -> Option<Watch> {
        let list = self.list(pid)?;
        let at = list.iter().position(|w| w.by == by)?;
        let gone = list.swap_remove(at);
        if list.is_empty() {
            *list = Vec::new();
        }
        self.tell(pid);
        Some(gone)
    }

    /// Says what is known of a process without the lock.
    fn tell(&self, pid: u32) {
        let list = self.of(pid);
        let calls = list.iter().fold(0, |all, w| all | w.calls);
        if let Some(c) = CALLS.get(pid as usize) {
            c.store(calls, Release);
        }
        // SAFETY: under the watchers' lock.
        unsafe { wss_watch_mark(pid, !list.is_empty()) };
    }
}
