//! The engine's lock, as strict as WITNESS: it does not recurse, only who holds it gives it back, and
//! whatever may sleep for long asks that the thread does not hold it.
use std::cell::{Cell, UnsafeCell};
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering::Acquire, Ordering::Release};

/// A lock of atomics alone, that a sanitizer can see through without the library being built for it.
struct Spin(AtomicBool);

impl Spin {
    fn take(&self) {
        while self.0.swap(true, Acquire) {
            std::thread::yield_now();
        }
    }

    fn give(&self) {
        self.0.store(false, Release);
    }
}

/// A value behind such a lock.
pub(crate) struct Locked<T> {
    lock: Spin,
    value: UnsafeCell<T>,
}

// SAFETY: the value is reached by the guard alone, of which there is one at a time.
unsafe impl<T: Send> Sync for Locked<T> {}

impl<T> Locked<T> {
    pub(crate) const fn new(value: T) -> Locked<T> {
        Locked { lock: Spin(AtomicBool::new(false)), value: UnsafeCell::new(value) }
    }

    pub(crate) fn lock(&self) -> Guard<'_, T> {
        self.lock.take();
        Guard(self)
    }
}

/// Gives the lock back when dropped.
pub(crate) struct Guard<'l, T>(&'l Locked<T>);

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the guard has the lock.
        unsafe { &*self.0.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the guard has the lock.
        unsafe { &mut *self.0.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.0.lock.give();
    }
}

static ENGINE: Spin = Spin(AtomicBool::new(false));

thread_local! {
    static MINE: Cell<bool> = const { Cell::new(false) };
}

/// `wss_lock`.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn wss_lock() {
    assert!(!MINE.get(), "the engine's lock is taken twice");
    crate::watch::engine();
    ENGINE.take();
    MINE.set(true);
}

/// `wss_unlock`.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn wss_unlock() {
    assert!(MINE.get(), "the engine's lock is given back by who does not hold it");
    MINE.set(false);
    ENGINE.give();
}

/// What a wait ends with from here on.
pub(crate) static WAITS: AtomicI32 = AtomicI32::new(0);
/// How often somebody waited.
pub(crate) static WAITED: AtomicI32 = AtomicI32::new(0);

/// `wss_lock_wait`: it may end at any time.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn wss_lock_wait(anew: bool) -> i32 {
    wss_unlock();
    WAITED.fetch_add(1, Release);
    std::thread::yield_now();
    match WAITS.load(Acquire) {
        -1 if !anew => 0,
        error => error,
    }
}

/// `wss_lock_wake`.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn wss_lock_wake() {}

/// `wss_lock_none`.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn wss_lock_none() {
    unlocked("a look-up");
}

static CRITERIA: Spin = Spin(AtomicBool::new(false));

/// `wss_lock_criteria`.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn wss_lock_criteria() {
    CRITERIA.take();
}

/// `wss_lock_criteria_end`.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn wss_lock_criteria_end() {
    CRITERIA.give();
}

/// Of a function that is called with the lock.
pub(crate) fn locked(what: &str) {
    assert!(MINE.get(), "{what} without the engine's lock");
}

/// Of a function that may sleep for long.
pub(crate) fn unlocked(what: &str) {
    assert!(!MINE.get(), "{what} with the engine's lock");
}
