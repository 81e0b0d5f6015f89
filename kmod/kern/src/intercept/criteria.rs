//! Copies of the activation criteria, behind a lock of their own. Every exec of the system is looked at
//! with them while some wrapper is loaded; one that concerns no wrapper does not wait for the engine, which
//! may be waiting for a file system, which may be waiting for that very exec.
use crate::ffi::lock::{wss_lock_criteria, wss_lock_criteria_end};
use alloc::vec::Vec;
use core::cell::UnsafeCell;
use wss_engine::host::{Creds, Image};
use wss_engine::{Criterion, Engine};

/// `None`: there was no memory for copies, and nobody can say what concerns a wrapper.
type Copies = Option<Vec<Criterion>>;

struct Place(UnsafeCell<Copies>);

// SAFETY: only `with` reaches what is inside, under the criteria's lock.
unsafe impl Sync for Place {}

static PLACE: Place = Place(UnsafeCell::new(Some(Vec::new())));

fn with<T>(what: impl FnOnce(&mut Copies) -> T) -> T {
    // SAFETY: an sx(9) that is initialised before the module's first call into Rust; `what` takes no lock.
    unsafe { wss_lock_criteria() };
    // SAFETY: under the lock, this reference is the only one until `what` returns.
    let result = what(unsafe { &mut *PLACE.0.get() });
    // SAFETY: taken above.
    unsafe { wss_lock_criteria_end() };
    result
}

/// Makes the copies those of an engine whose criteria have changed; without one there are none.
pub fn renew(engine: Option<&Engine>) {
    let new = match engine {
        Some(engine) => engine.activations().ok(),
        None => Some(Vec::new()),
    };
    drop(with(|copies| core::mem::replace(copies, new)));
}

/// Whether some criterion holds of a process that runs `image` with these credentials, or that cannot be
/// said.
pub fn concern(image: &Image, creds: &Creds) -> bool {
    with(|copies| copies.as_ref().is_none_or(|all| all.iter().any(|c| c.judge(image, creds))))
}
