//! What the module keeps, behind the engine's lock.
use crate::audit::Readers;
use crate::control::Control;
use crate::ffi::dev::wss_dev_uptime;
use crate::ffi::lock::{wss_lock, wss_lock_wait, wss_unlock};
use crate::ffi::sysctl::WssSysctlTunables;
use crate::intercept::Book;
use core::cell::UnsafeCell;
use core::ffi::c_int;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use wss_engine::Engine;

/// Everything that the Rust half keeps from one call to the next.
pub struct State {
    /// The engine.
    pub engine: Engine,
    /// Who reads audit records.
    pub readers: Readers,
    /// What control keeps.
    pub control: Control,
    /// What interception keeps.
    pub intercept: Book,
}

impl State {
    /// The state of a module that was loaded just now.
    pub fn new(mut engine: Engine, tunables: &WssSysctlTunables) -> State {
        engine.set_queue(tunables.queue_records as usize, tunables.queue_bytes as usize);
        let readers = Readers::new(tunables.reader_bytes as usize);
        let mut state =
            State { engine, readers, control: Control::default(), intercept: Book::default() };
        state.control.loaded = state.now();
        state
    }

    /// Seconds since the system was started.
    pub fn now(&self) -> u64 {
        uptime()
    }
}

/// Seconds since the system was started.
pub fn uptime() -> u64 {
    // SAFETY: no condition.
    unsafe { wss_dev_uptime() }
}

struct Place(UnsafeCell<Option<State>>);

// SAFETY: only `Guard` and `install` reach what is inside, each under the engine's lock.
unsafe impl Sync for Place {}

static PLACE: Place = Place(UnsafeCell::new(None));

/// The state, locked; unlocked when dropped. Not to be held while the wrapped call runs or process
/// memory is faulted in.
pub struct Guard {
    state: &'static mut State,
    /// The lock belongs to the thread that took it.
    _here: PhantomData<*mut ()>,
}

/// Locks the state; `None` before the module is loaded and after it was unloaded.
pub fn lock() -> Option<Guard> {
    // SAFETY: an sx(9) that is initialised before the module's first call into Rust; it does not
    // recurse, and no caller holds it, since a `Guard` never outlives the function that took it.
    unsafe { wss_lock() };
    // SAFETY: under the lock, this reference is the only one until the guard is dropped.
    match unsafe { (*PLACE.0.get()).as_mut() } {
        Some(state) => Some(Guard { state, _here: PhantomData }),
        None => {
            // SAFETY: taken above.
            unsafe { wss_unlock() };
            None
        }
    }
}

/// Puts a state in place, or takes it away; the old one.
pub fn install(state: Option<State>) -> Option<State> {
    // SAFETY: as in `lock`.
    unsafe { wss_lock() };
    // SAFETY: under the lock, nobody else has a reference.
    let old = core::mem::replace(unsafe { &mut *PLACE.0.get() }, state);
    // SAFETY: taken above.
    unsafe { wss_unlock() };
    old
}

impl Guard {
    /// Gives the lock up and waits for state that a clause needs (`shim/lock.h`): 0, or the errno to
    /// give up with.
    pub fn wait(self, anew: bool) -> c_int {
        // It gives the lock back.
        core::mem::forget(self);
        // SAFETY: the guard had the lock.
        unsafe { wss_lock_wait(anew) }
    }
}

impl Deref for Guard {
    type Target = State;

    fn deref(&self) -> &State {
        self.state
    }
}

impl DerefMut for Guard {
    fn deref_mut(&mut self) -> &mut State {
        self.state
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // SAFETY: the guard holds the lock.
        unsafe { wss_unlock() }
    }
}
