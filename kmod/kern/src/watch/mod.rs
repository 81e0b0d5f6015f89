//! Watching processes: what `/dev/wsswatch` tells unprivileged watchers of execs, forks, exits and
//! system calls of others (`kmod/include/wss_watch.h` says what they are promised).
//!
//! Nothing of this is the engine's: it has a lock of its own, which is never taken with the engine's held, nor the
//! other way round. The engine reads one word per process of it, without a lock ([`calls_of`]). An event costs what is
//! watched a look at its watches and, for each watcher, a record; what is not watched, one bit. System calls
//! come through the gate that wrapped processes have: a process whose calls are watched runs by a
//! private vector that diverts those of the classes asked for (`crate::intercept`).
//!
//! **What a watcher can make the kernel do** under the watchers' lock, which other watched processes wait for, at one
//! event, for each user (`wss_abi::watch::limit`): [`SHARE`](limit::SHARE) times look at credentials and make a record
//! of at most [`RECORD`](limit::RECORD) bytes, once put the event in place for conditions, and run
//! [`STEPS`](limit::STEPS) instructions of these, what they begin and look through included. No step is longer
//! for what a user watches besides ([`table`]), for how much waits ([`queue`]) or for who waits for it: readers
//! are woken without the lock, which closing gives back every [`CHUNK`](list::CHUNK) watches. Of the threads of a user,
//! one at a time contends for the lock (`wss_watch_lock`), and one for the engine's on behalf of requests
//! (`wss_watch_turn`).
mod classes;
mod condition;
mod device;
mod list;
mod parts;
mod queue;
mod table;
mod tell;
mod users;

pub use classes::{NUMBERS, of_number};
pub use device::{
    wss_rs_watch_add, wss_rs_watch_close, wss_rs_watch_condition, wss_rs_watch_drop,
    wss_rs_watch_open, wss_rs_watch_read, wss_rs_watch_status,
};
pub use table::calls_of;
pub use tell::{call, wss_rs_watch_exec, wss_rs_watch_exit, wss_rs_watch_fork};

use crate::ffi::watch::{wss_watch_lock, wss_watch_turn, wss_watch_turn_end, wss_watch_unlock};
use core::cell::UnsafeCell;
use list::Watchers;
#[cfg(doc)]
use wss_abi::watch::limit;

struct Place(UnsafeCell<Watchers>);

// SAFETY: only `with` reaches what is inside, under the watchers' lock.
unsafe impl Sync for Place {}

static PLACE: Place = Place(UnsafeCell::new(Watchers::NONE));

/// Does something with the watchers, under their lock.
fn with<T>(what: impl FnOnce(&mut Watchers) -> T) -> T {
    // SAFETY: an sx(9) that is initialised before the module's first call into Rust; `what` does not
    // take it again.
    unsafe { wss_watch_lock() };
    // SAFETY: under the lock, this reference is the only one until `what` returns.
    let result = what(unsafe { &mut *PLACE.0.get() });
    // SAFETY: taken above.
    unsafe { wss_watch_unlock() };
    result
}

/// Does something without the watchers' lock that no other thread of the user does at the same time.
fn in_turn<T>(what: impl FnOnce() -> T) -> T {
    // SAFETY: as in `with`; `what` takes neither the watchers' lock nor a turn.
    let turn = unsafe { wss_watch_turn() };
    let result = what();
    // SAFETY: taken above.
    unsafe { wss_watch_turn_end(turn) };
    result
}

/// When the module goes: every watcher is closed by now, and nothing is kept.
pub fn forget() {
    drop(with(|w| core::mem::replace(w, Watchers::NONE)));
}
