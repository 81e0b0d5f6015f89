//! Copies of the activation criteria, behind a lock of their own. Every exec of the system is looked at
//! with them while some wrapper is loaded; one that concerns no wrapper does not wait for the engine, which
//! may be waiting for a file system, which may be waiting for that very exec.
use crate::ffi::lock::{wss_lock_criteria, wss_lock_criteria_end};
use alloc::vec::Vec;
use core::cell::UnsafeCell;
use wss_engine::host::{Creds, Image};
use wss_engine::{Criterion, Engine};

/// What an exec is looked at with.
struct Copies {
    /// `None`: there was no memory for copies, and nobody can say what concerns a wrapper.
    all: Option<Vec<Criterion>>,
    /// Some of them look at arguments.
    argv: bool,
}

impl Copies {
    fn of(all: Option<Vec<Criterion>>) -> Copies {
        let argv = all.as_ref().is_none_or(|all| all.iter().any(Criterion::wants_argv));
        Copies { all, argv }
    }
}

struct Place(UnsafeCell<Copies>);

// SAFETY: only `with` reaches what is inside, under the criteria's lock.
unsafe impl Sync for Place {}

static PLACE: Place = Place(UnsafeCell::new(Copies { all: Some(Vec::new()), argv: false }));

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
    let new = Copies::of(new);
    drop(with(|copies| core::mem::replace(copies, new)));
}

/// Whether some criterion holds of a process that runs `image` with these credentials, or that cannot be
/// said; `argv`: the image has its arguments.
pub fn concern(image: &Image, creds: &Creds, argv: bool) -> bool {
    with(|copies| match &copies.all {
        Some(all) if argv || !copies.argv => all.iter().any(|c| c.judge(image, creds)),
        _ => true,
    })
}

/// Whether [`concern`] may look at arguments.
pub fn want_argv() -> bool {
    with(|copies| copies.argv)
}
