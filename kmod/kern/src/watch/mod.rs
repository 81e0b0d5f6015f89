//! Watching processes: what `/dev/wsswatch` tells unprivileged watchers of execs, forks, exits and
//! system calls of others (`kmod/include/wss_watch.h` says what they are promised).
//!
//! Nothing of this is the engine's, and nothing of it waits for the engine: it has a lock of its own,
//! which is taken after the engine's where both are held. The engine can wait for it, and with it
//! wrapped processes, which is why the device is root's until others are let in. An event costs what is watched a look at its
//! watches and, for each watcher, a copy into a bounded queue; what is not watched, one bit. System calls
//! come through the gate that wrapped processes have: a process whose calls are watched runs by a
//! private vector that diverts those of the classes asked for ([`calls_of`], `crate::intercept`).
mod classes;
mod condition;
mod device;
mod list;
mod parts;
mod queue;
mod tell;

pub use classes::of_number;
pub use device::{
    wss_rs_watch_add, wss_rs_watch_close, wss_rs_watch_condition, wss_rs_watch_drop,
    wss_rs_watch_open, wss_rs_watch_read, wss_rs_watch_status,
};
pub use tell::{call, wss_rs_watch_exec, wss_rs_watch_exit, wss_rs_watch_fork};

use crate::ffi::watch::{wss_watch_lock, wss_watch_unlock};
use core::cell::UnsafeCell;
use list::Watchers;

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

/// The classes of calls that somebody is told of a process; with the engine's lock or without.
pub fn calls_of(pid: u32) -> u32 {
    with(|w| w.calls(pid))
}

/// When the module goes: every watcher is closed by now, and nothing is kept.
pub fn forget() {
    drop(with(|w| core::mem::replace(w, Watchers::NONE)));
}
