//! What watchers are made of: a watch, with the credentials of who asked for it, and an open of the
//! device.
use super::condition::Condition;
use super::queue::Queue;
use crate::ffi::watch::{wss_watch_cred, wss_watch_cred_free, wss_watch_cred_hold};
use alloc::vec::Vec;
use core::ffi::c_void;
use wss_abi::watch::{Status, event};

/// Credentials of who asked for a watch.
#[derive(Debug)]
pub(super) struct Cred(*mut c_void);

// SAFETY: reference-counted by the kernel, whose functions alone look behind the pointer.
unsafe impl Send for Cred {}

impl Cred {
    /// The calling thread's.
    pub(super) fn own() -> Cred {
        // SAFETY: no condition.
        Cred(unsafe { wss_watch_cred() })
    }

    /// Once more.
    pub(super) fn twin(&self) -> Cred {
        // SAFETY: they are held.
        Cred(unsafe { wss_watch_cred_hold(self.0) })
    }

    /// For the C half, while this is there.
    pub(super) fn at(&self) -> *mut c_void {
        self.0
    }
}

impl Drop for Cred {
    fn drop(&mut self) {
        // SAFETY: held since it was made, and used no more.
        unsafe { wss_watch_cred_free(self.0) }
    }
}

/// One process watched by one watcher.
#[derive(Debug)]
pub(super) struct Watch {
    /// The watcher's id.
    pub(super) by: u64,
    /// Its user's place.
    pub(super) user: usize,
    /// Where the watcher notes the process.
    pub(super) at: usize,
    /// Bits of [`event`].
    pub(super) flags: u32,
    /// Classes of calls.
    pub(super) calls: u32,
    pub(super) udata: u64,
    pub(super) cred: Cred,
}

/// An open of the device.
#[derive(Debug)]
pub(super) struct Watcher {
    pub(super) id: u64,
    /// The C half's side.
    pub(super) reader: *mut c_void,
    /// Its user's place.
    pub(super) user: usize,
    /// What it watches.
    pub(super) pids: Vec<u32>,
    /// It is being closed: it watches nothing more.
    pub(super) closing: bool,
    pub(super) condition: Option<Condition>,
    pub(super) queue: Queue,
    /// Events so far.
    pub(super) seq: u64,
    pub(super) status: Status,
}

// SAFETY: the reader is a name that the C half understands, and stays until the watcher goes.
unsafe impl Send for Watcher {}

impl Watcher {
    /// Bytes of memory that it has, of those that a user may have.
    pub(super) fn memory(&self) -> usize {
        self.queue.memory().saturating_add(self.condition.as_ref().map_or(0, Condition::memory))
    }

    /// What it has and did.
    pub(super) fn status(&self) -> Status {
        let (waiting, watched) = (self.queue.waiting() as u64, self.pids.len() as u32);
        Status { abi: wss_abi::watch::ABI, watched, waiting, ..self.status }
    }
}

/// What a watch may ask for.
pub(super) fn is_valid(flags: u32, calls: u32) -> bool {
    let events = event::EXEC | event::FORK | event::EXIT | event::CALL;
    let call = flags & event::CALL != 0;
    flags & !(events | event::FOLLOW) == 0 && flags & events != 0 && call == (calls != 0)
}
