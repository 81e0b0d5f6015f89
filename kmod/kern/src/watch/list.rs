//! Who watches whom.
use super::condition::{Condition, Event, Machine, Said};
use super::parts::{Watch, Watcher};
use super::queue::Queue;
use super::table::{Table, can_be};
use super::users::{Users, Who};
use crate::ffi::watch::wss_watch_waiting;
use alloc::vec::Vec;
use core::ffi::{c_int, c_void};
use wss_abi::mem::TryVec;
use wss_abi::watch::Status;

const ESRCH: c_int = 3;
const ENOMEM: c_int = 12;
const EDQUOT: c_int = 69;

/// Watches that are taken away at a time while a watcher is closed, the lock being free in between.
pub(super) const CHUNK: usize = 64;

/// All of it, behind the watchers' lock.
#[derive(Debug, Default)]
pub(super) struct Watchers {
    /// Each at the place that its id's lower half says.
    all: Vec<Option<Watcher>>,
    last: u32,
    pub(super) table: Table,
    users: Users,
    /// How many have conditions, and what these run in; there is one while there are some.
    conditions: usize,
    machine: Option<Machine>,
    /// Numbers the events that are told.
    event: u64,
}

impl Watchers {
    pub(super) const NONE: Watchers = Watchers {
        all: Vec::new(),
        last: 0,
        table: Table::EMPTY,
        users: Users::NONE,
        conditions: 0,
        machine: None,
        event: 0,
    };

    pub(super) fn watcher(&mut self, id: u64) -> Option<&mut Watcher> {
        self.all.get_mut(id as u32 as usize)?.as_mut().filter(|w| w.id == id)
    }

    /// A new watcher; its id.
    pub(super) fn open(&mut self, reader: *mut c_void, who: Who) -> Result<u64, c_int> {
        let at = match self.all.iter().position(Option::is_none) {
            Some(at) => at,
            None => {
                self.all.try_push(None).map_err(|_| ENOMEM)?;
                self.all.len().saturating_sub(1)
            }
        };
        let user = self.users.open(who)?;
        self.last = self.last.wrapping_add(1).max(1);
        let id = u64::from(self.last) << 32 | at as u64;
        let watcher = Watcher {
            id,
            reader,
            user,
            pids: Vec::new(),
            closing: false,
            condition: None,
            queue: Queue::default(),
            seq: 0,
            status: Status::default(),
        };
        if let Some(place) = self.all.get_mut(at) {
            *place = Some(watcher);
        }
        self.told(id);
        Ok(id)
    }

    /// Takes some of what a watcher watches away, and in the end itself, which is to be dropped without the
    /// lock; calls `changed` with processes whose calls it was told of. Whether there is more to do.
    pub(super) fn close(
        &mut self,
        id: u64,
        gone: &mut Option<Watcher>,
        mut changed: impl FnMut(u32),
    ) -> bool {
        for _ in 0..CHUNK {
            let Some(watcher) = self.watcher(id) else { return false };
            watcher.closing = true;
            let Some(pid) = watcher.pids.last().copied() else {
                *gone = self.gone(id);
                return false;
            };
            if self.drop_watch(id, pid).is_some_and(|calls| calls != 0) {
                changed(pid);
            }
        }
        true
    }

    fn gone(&mut self, id: u64) -> Option<Watcher> {
        let gone = self.all.get_mut(id as u32 as usize)?.take()?;
        self.users.bytes(gone.user, gone.memory(), 0);
        self.users.close(gone.user);
        self.count_conditions(gone.condition.is_some(), false);
        Some(gone)
    }

    /// What is kept for watches, if nobody is there any more who could have some; to drop without the lock.
    pub(super) fn rest(&mut self) -> Option<(Table, Vec<Option<Watcher>>)> {
        let nobody = self.all.iter().all(Option::is_none);
        nobody.then(|| (core::mem::take(&mut self.table), core::mem::take(&mut self.all)))
    }

    /// Puts a watch in place of the watcher's older one of the process; the older one's calls.
    pub(super) fn add(&mut self, pid: u32, watch: Watch) -> Result<u32, c_int> {
        let id = watch.by;
        if !can_be(pid) {
            return Err(ESRCH);
        }
        if let Some(old) = self.table.watch(pid, id) {
            let watch = Watch { at: old.at, ..watch };
            return Ok(self.table.replace(pid, watch).map_or(0, |old| old.calls));
        }
        let (users, list) = (&self.users, self.table.of(pid));
        let times = |place: usize| list.iter().filter(|w| users.is_of(w.user, place)).count();
        if !users.shares(watch.user, times) {
            return Err(EDQUOT);
        }
        self.put(pid, watch).map(|()| 0)
    }

    /// One more watch of a process that the watcher does not watch.
    fn put(&mut self, pid: u32, mut watch: Watch) -> Result<(), c_int> {
        let (id, user) = (watch.by, watch.user);
        let watcher = self.watcher(id).filter(|w| !w.closing).ok_or(ESRCH)?;
        watcher.pids.try_reserve(1).map_err(|_| ENOMEM)?;
        watch.at = watcher.pids.len();
        self.users.watch(user)?;
        if self.table.add(pid, watch).is_err() {
            self.users.unwatch(user);
            return Err(ENOMEM);
        }
        if let Some(watcher) = self.watcher(id) {
            // There is room for it.
            let _ = watcher.pids.try_push(pid);
            if watcher.pids.len() == 1 {
                self.told(id);
            }
        }
        Ok(())
    }

    /// Takes a watch away; its calls. `None`: there is none.
    pub(super) fn drop_watch(&mut self, id: u64, pid: u32) -> Option<u32> {
        let gone = self.table.remove(pid, id)?;
        self.users.unwatch(gone.user);
        let watcher = self.watcher(id)?;
        if gone.at < watcher.pids.len() {
            watcher.pids.swap_remove(gone.at);
        }
        let moved = watcher.pids.get(gone.at).copied();
        let idle = watcher.pids.is_empty() && !watcher.closing;
        if let Some(other) = moved.and_then(|pid| self.table.watch(pid, id)) {
            other.at = gone.at;
        }
        if idle {
            self.told(id);
        }
        Some(gone.calls)
    }

    /// Whether a watcher watches a process.
    pub(super) fn is_watched(&self, id: u64, pid: u32) -> bool {
        self.table.of(pid).iter().any(|w| w.by == id)
    }

    /// Lets the `n`th who watches a process watch a child as well, which nobody watches but those before
    /// it; whether that can be.
    pub(super) fn follow(&mut self, parent: u32, n: usize, child: u32) -> bool {
        let Some(w) = self.table.of(parent).get(n) else { return false };
        let twin = Watch { cred: w.cred.twin(), ..*w };
        self.put(child, twin).is_ok()
    }

    /// Forgets all watches of a process.
    pub(super) fn ended(&mut self, pid: u32) {
        while let Some(id) = self.table.of(pid).last().map(|w| w.by) {
            self.drop_watch(id, pid);
        }
    }

    /// Something happens that is to be told.
    pub(super) fn happens(&mut self) {
        self.event = self.event.wrapping_add(1);
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
        frame: Option<Vec<u8>>,
        (seq, time, pid): (u64, u64, u32),
    ) {
        self.change(id, |w, spare| {
            let told = frame.is_some_and(|frame| w.queue.push(frame, spare));
            if told {
                w.status.told += 1;
            } else {
                w.queue.lose(seq, time, pid);
                w.status.lost += 1;
            }
        });
        self.told(id);
    }

    /// Takes whole frames of a watcher's, as many as `to` has room for; how many bytes they are.
    /// `None`: not even the first fits.
    pub(super) fn take(&mut self, id: u64, room: usize, to: &mut Vec<Vec<u8>>) -> Option<usize> {
        let mut taken = None;
        self.change(id, |w, spare| {
            taken = w.queue.take(room, to);
            if taken.is_some() {
                // There is room again, even if nothing happens for a while.
                w.queue.tell_loss(0, spare);
            }
        });
        self.told(id);
        taken
    }

    /// Gives a watcher another condition, or none; in its place is the old one, or it is there still if it is
    /// refused, to drop without the lock.
    pub(super) fn condition(
        &mut self,
        id: u64,
        condition: &mut Option<Condition>,
    ) -> Result<(), c_int> {
        if condition.is_some() && self.machine.is_none() {
            self.machine = Some(Machine::new().map_err(|_| ENOMEM)?);
        }
        let wanted = condition.as_ref().map_or(0, Condition::memory);
        let (mut had, has, mut fits) = (false, condition.is_some(), false);
        self.change(id, |w, spare| {
            had = w.condition.is_some();
            fits =
                wanted <= spare.saturating_add(w.condition.as_ref().map_or(0, Condition::memory));
            if fits {
                core::mem::swap(&mut w.condition, condition);
            }
        });
        if !fits {
            self.count_conditions(false, false);
            return Err(EDQUOT);
        }
        self.count_conditions(had, has);
        Ok(())
    }

    /// One condition less, or more.
    fn count_conditions(&mut self, had: bool, has: bool) {
        self.conditions =
            self.conditions.saturating_add(usize::from(has)).saturating_sub(usize::from(had));
        if self.conditions == 0 {
            self.machine = None;
        }
    }

    /// What a watcher's condition, if it has one, says of the event that happens.
    pub(super) fn asked(&mut self, id: u64, event: &Event<'_>) -> Said {
        let Watchers { all, users, machine, event: number, .. } = self;
        let watcher = all.get_mut(id as u32 as usize).and_then(Option::as_mut);
        let Some(watcher) = watcher.filter(|w| w.id == id) else { return Said::Deny };
        let (Some(condition), Some(machine)) = (&mut watcher.condition, machine) else {
            return Said::Tell;
        };
        let left = users.left(watcher.user, *number);
        let (said, steps) = condition.ask(machine, *number, event, left);
        users.took(watcher.user, steps);
        match said {
            Said::Tell => {}
            Said::Deny => watcher.status.denied += 1,
            Said::Fault => watcher.status.faults += 1,
        }
        said
    }

    /// Changes a watcher, and what its user has with it; `what` gets the bytes that the user may have
    /// more.
    fn change(&mut self, id: u64, what: impl FnOnce(&mut Watcher, usize)) {
        let Watchers { all, users, .. } = self;
        let watcher = all.get_mut(id as u32 as usize).and_then(Option::as_mut);
        let Some(watcher) = watcher.filter(|w| w.id == id) else { return };
        let before = watcher.memory();
        what(watcher, users.spare(watcher.user));
        users.bytes(watcher.user, before, watcher.memory());
    }

    /// Tells the C half what waits.
    fn told(&mut self, id: u64) {
        let Some(w) = self.watcher(id) else { return };
        // SAFETY: under the watchers' lock; the reader stays until the watcher is closed.
        unsafe { wss_watch_waiting(w.reader, w.queue.waiting(), w.pids.is_empty()) };
    }
}
