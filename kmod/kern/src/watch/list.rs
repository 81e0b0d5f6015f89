//! Who watches whom, and what each user may have of it.
use super::condition::{Condition, Machine, Said};
use super::parts::{Watch, Watcher};
use super::queue::Queue;
use crate::ffi::watch::{wss_watch_mark, wss_watch_waiting};
use alloc::vec::Vec;
use core::ffi::{c_int, c_void};
use wss_abi::mem::TryVec;
use wss_abi::watch::{Status, What, limit};
use wss_engine::host::Creds;

const ESRCH: c_int = 3;
const ENOMEM: c_int = 12;
const EDQUOT: c_int = 69;

/// Lists that watches are spread over, by process id.
const BUCKETS: usize = 256;

/// What a user has.
#[derive(Debug, Default)]
struct User {
    uid: u32,
    opens: usize,
    watches: usize,
    bytes: usize,
}

/// All of it, behind the watchers' lock.
#[derive(Debug, Default)]
pub(super) struct Watchers {
    /// By rising id.
    all: Vec<Watcher>,
    last: u64,
    users: Vec<User>,
    buckets: Vec<Vec<Watch>>,
    /// What conditions run in; there is one while there are conditions.
    pub(super) machine: Option<Machine>,
}

impl Watchers {
    pub(super) const NONE: Watchers = Watchers {
        all: Vec::new(),
        last: 0,
        users: Vec::new(),
        buckets: Vec::new(),
        machine: None,
    };

    fn user(&mut self, uid: u32) -> Option<&mut User> {
        self.users.iter_mut().find(|u| u.uid == uid)
    }

    pub(super) fn watcher(&mut self, id: u64) -> Option<&mut Watcher> {
        let at = self.all.binary_search_by_key(&id, |w| w.id).ok()?;
        self.all.get_mut(at)
    }

    /// A new watcher; its id.
    pub(super) fn open(&mut self, reader: *mut c_void, uid: u32) -> Result<u64, c_int> {
        while self.buckets.len() < BUCKETS {
            self.buckets.try_push(Vec::new()).map_err(|_| ENOMEM)?;
        }
        self.all.try_reserve(1).map_err(|_| ENOMEM)?;
        if self.user(uid).is_none() {
            self.users.try_push(User { uid, ..User::default() }).map_err(|_| ENOMEM)?;
        }
        let user = self.user(uid).ok_or(ENOMEM)?;
        if user.opens >= limit::OPENS {
            return Err(EDQUOT);
        }
        user.opens += 1;
        self.last += 1;
        let (id, condition, status) = (self.last, None, Status::default());
        let watcher =
            Watcher { id, reader, uid, condition, queue: Queue::default(), seq: 0, status };
        // There is room for it.
        self.all.try_push(watcher).map_err(|_| ENOMEM)?;
        self.told(id);
        Ok(id)
    }

    /// Forgets a watcher and all it watches; calls `changed` with processes whose calls it was told of.
    pub(super) fn close(&mut self, id: u64, mut changed: impl FnMut(u32)) {
        for bucket in &mut self.buckets {
            for at in (0..bucket.len()).rev() {
                let Some(watch) = bucket.get(at).filter(|w| w.by == id) else { continue };
                let (pid, calls) = (watch.pid, watch.calls);
                bucket.swap_remove(at);
                unmark(bucket, pid);
                if calls != 0 {
                    changed(pid);
                }
            }
        }
        let Ok(at) = self.all.binary_search_by_key(&id, |w| w.id) else { return };
        let gone = self.all.remove(at);
        let memory = gone.memory();
        if let Some(user) = self.user(gone.uid) {
            user.opens = user.opens.saturating_sub(1);
            user.watches = user.watches.saturating_sub(gone.status.watched as usize);
            user.bytes = user.bytes.saturating_sub(memory);
        }
        self.users.retain(|u| u.opens > 0);
        if self.all.iter().all(|w| w.condition.is_none()) {
            self.machine = None;
        }
    }

    fn bucket(&mut self, pid: u32) -> Option<&mut Vec<Watch>> {
        self.buckets.get_mut(pid as usize % BUCKETS)
    }

    /// The classes of calls that are told of a process.
    pub(super) fn calls(&self, pid: u32) -> u32 {
        let bucket = self.buckets.get(pid as usize % BUCKETS).map_or(&[][..], Vec::as_slice);
        bucket.iter().filter(|w| w.pid == pid).fold(0, |all, w| all | w.calls)
    }

    /// Puts a watch in place of the watcher's older one of the process; the older one's calls.
    pub(super) fn add(&mut self, watch: Watch) -> Result<u32, c_int> {
        let (pid, id) = (watch.pid, watch.by);
        let uid = self.watcher(id).ok_or(ESRCH)?.uid;
        let old = self.bucket(pid).and_then(|b| b.iter_mut().find(|w| w.pid == pid && w.by == id));
        if let Some(old) = old {
            let calls = old.calls;
            *old = watch;
            return Ok(calls);
        }
        if self.user(uid).is_none_or(|u| u.watches >= limit::WATCHES) {
            return Err(EDQUOT);
        }
        let bucket = self.buckets.get(pid as usize % BUCKETS).ok_or(ENOMEM)?;
        let of_user = |w: &&Watch| {
            let at = self.all.binary_search_by_key(&w.by, |w| w.id);
            at.ok().and_then(|at| self.all.get(at)).is_some_and(|w| w.uid == uid)
        };
        if bucket.iter().filter(|w| w.pid == pid).filter(of_user).count() >= limit::SHARE {
            return Err(EDQUOT);
        }
        self.bucket(pid).ok_or(ENOMEM)?.try_push(watch).map_err(|_| ENOMEM)?;
        if let Some(user) = self.user(uid) {
            user.watches += 1;
        }
        if let Some(watcher) = self.watcher(id) {
            watcher.status.watched += 1;
        }
        // SAFETY: under the watchers' lock.
        unsafe { wss_watch_mark(pid, true) };
        self.told(id);
        Ok(0)
    }

    /// Takes a watch away; its calls. `None`: there is none.
    pub(super) fn drop_watch(&mut self, id: u64, pid: u32) -> Option<u32> {
        let bucket = self.bucket(pid)?;
        let at = bucket.iter().position(|w| w.pid == pid && w.by == id)?;
        let calls = bucket.swap_remove(at).calls;
        unmark(bucket, pid);
        self.less(id);
        Some(calls)
    }

    /// A watcher watches one process less.
    fn less(&mut self, id: u64) {
        let Some(watcher) = self.watcher(id) else { return };
        watcher.status.watched = watcher.status.watched.saturating_sub(1);
        let uid = watcher.uid;
        if let Some(user) = self.user(uid) {
            user.watches = user.watches.saturating_sub(1);
        }
        self.told(id);
    }

    /// Whether a watcher watches a process.
    pub(super) fn is_watched(&self, id: u64, pid: u32) -> bool {
        let bucket = self.buckets.get(pid as usize % BUCKETS);
        bucket.is_some_and(|b| b.iter().any(|w| w.pid == pid && w.by == id))
    }

    /// The `n`th watch of a process.
    pub(super) fn nth(&self, pid: u32, n: usize) -> Option<&Watch> {
        self.buckets.get(pid as usize % BUCKETS)?.iter().filter(|w| w.pid == pid).nth(n)
    }

    /// Lets a watcher watch a child as it does the parent; whether that can be.
    pub(super) fn follow(&mut self, id: u64, parent: u32, child: u32) -> bool {
        let bucket = self.bucket(parent);
        let watch = bucket.and_then(|b| b.iter().find(|w| w.pid == parent && w.by == id));
        let Some(w) = watch else { return false };
        let twin = Watch { pid: child, cred: w.cred.twin(), ..*w };
        self.add(twin).is_ok()
    }

    /// Forgets all watches of a process.
    pub(super) fn ended(&mut self, pid: u32) {
        while let Some(id) = self.nth(pid, 0).map(|w| w.by) {
            self.drop_watch(id, pid);
        }
    }

    /// Counts an event of a watcher; its number.
    pub(super) fn count(&mut self, id: u64) -> u64 {
        self.watcher(id).map_or(0, |w| {
            w.seq += 1;
            w.seq
        })
    }

    /// Queues a frame, or counts that it was lost.
    pub(super) fn queue(
        &mut self,
        id: u64,
        frame: Option<&[u8]>,
        (seq, time, pid): (u64, u64, u32),
    ) {
        let Some(uid) = self.watcher(id).map(|w| w.uid) else { return };
        let spare = self.user(uid).map_or(0, |u| limit::MEMORY.saturating_sub(u.bytes));
        self.change(id, |w| match frame {
            Some(frame) if w.queue.push(frame, spare) => w.status.told += 1,
            _ => {
                w.queue.lose(seq, time, pid);
                w.status.lost += 1;
            }
        });
        self.told(id);
    }

    /// Takes whole frames of a watcher's; error: not even the first fits.
    pub(super) fn take(&mut self, id: u64, to: &mut [u8]) -> Option<usize> {
        let uid = self.watcher(id)?.uid;
        let spare = self.user(uid).map_or(0, |u| limit::MEMORY.saturating_sub(u.bytes));
        let mut taken = None;
        self.change(id, |w| {
            taken = w.queue.take(to);
            if taken.is_some() {
                // There is room again, even if nothing happens for a while.
                w.queue.tell_loss(0, spare);
            }
        });
        self.told(id);
        taken
    }

    /// Gives a watcher another condition.
    pub(super) fn condition(&mut self, id: u64, condition: Option<Condition>) -> Result<(), c_int> {
        if condition.is_some() && self.machine.is_none() {
            self.machine = Some(Machine::new().map_err(|_| ENOMEM)?);
        }
        let uid = self.watcher(id).ok_or(ESRCH)?.uid;
        let wanted = condition.as_ref().map_or(0, Condition::memory);
        let spare = self.user(uid).map_or(0, |u| limit::MEMORY.saturating_sub(u.bytes));
        if wanted > spare {
            return Err(EDQUOT);
        }
        self.change(id, |w| w.condition = condition);
        Ok(())
    }

    /// What a watcher's condition, if it has one, says of an event.
    pub(super) fn asked(
        &mut self,
        id: u64,
        pid: u32,
        creds: impl FnOnce() -> Creds,
        what: &What<'_>,
    ) -> Said {
        let Ok(at) = self.all.binary_search_by_key(&id, |w| w.id) else { return Said::Deny };
        let (Some(watcher), machine) = (self.all.get_mut(at), &mut self.machine) else {
            return Said::Deny;
        };
        let (Some(condition), Some(machine)) = (&mut watcher.condition, machine) else {
            return Said::Tell;
        };
        let said = condition.ask(machine, pid, &creds(), what);
        match said {
            Said::Tell => {}
            Said::Deny => watcher.status.denied += 1,
            Said::Fault => watcher.status.faults += 1,
        }
        said
    }

    /// Changes a watcher, and what its user has with it.
    fn change(&mut self, id: u64, what: impl FnOnce(&mut Watcher)) {
        let Some(watcher) = self.watcher(id) else { return };
        let (uid, before) = (watcher.uid, watcher.memory());
        what(watcher);
        let after = watcher.memory();
        if let Some(user) = self.user(uid) {
            user.bytes = user.bytes.saturating_add(after).saturating_sub(before);
        }
    }

    /// Tells the C half what waits.
    fn told(&mut self, id: u64) {
        let Some(w) = self.watcher(id) else { return };
        // SAFETY: under the watchers' lock; the reader stays until the watcher is closed.
        unsafe { wss_watch_waiting(w.reader, w.queue.waiting(), w.status.watched == 0) };
    }
}

/// The process is not watched any more, if nobody is left who does.
fn unmark(bucket: &[Watch], pid: u32) {
    if bucket.iter().all(|w| w.pid != pid) {
        // SAFETY: under the watchers' lock, which whoever changes a bucket has.
        unsafe { wss_watch_mark(pid, false) };
    }
}
