//! The engine's lock, as strict as WITNESS: it does not recurse, only who holds it gives it back, and
//! whatever may sleep for long asks that the thread does not hold it.
use std::cell::Cell;
use std::sync::{Condvar, Mutex};

static HELD: Mutex<bool> = Mutex::new(false);
static FREE: Condvar = Condvar::new();

thread_local! {
    static MINE: Cell<bool> = const { Cell::new(false) };
}

/// `wss_lock`.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn wss_lock() {
    assert!(!MINE.get(), "the engine's lock is taken twice");
    let mut held = HELD.lock().unwrap();
    while *held {
        held = FREE.wait(held).unwrap();
    }
    *held = true;
    MINE.set(true);
}

/// `wss_unlock`.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn wss_unlock() {
    assert!(MINE.get(), "the engine's lock is given back by who does not hold it");
    MINE.set(false);
    *HELD.lock().unwrap() = false;
    FREE.notify_one();
}

/// Of a function that is called with the lock.
pub(crate) fn locked(what: &str) {
    assert!(MINE.get(), "{what} without the engine's lock");
}

/// Of a function that may sleep for long.
pub(crate) fn unlocked(what: &str) {
    assert!(!MINE.get(), "{what} with the engine's lock");
}
