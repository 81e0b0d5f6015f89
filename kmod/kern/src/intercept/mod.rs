//! Interception: which vector each process runs by, and what is done with what its calls, execs, forks
//! and exits bring. `kmod/shim/vector.md` tells how a call gets here and why that is sound.
//!
//! The engine knows a wrapped process by one thread that is always there, whose id is the process id:
//! FreeBSD numbers processes up to 99999 and threads from 100000 on, so that the two never meet. Its
//! real threads are known from the entry of a call to its end, and no longer: nobody tells of the death
//! of a thread, and nobody has to.
pub mod book;
pub mod criteria;
pub mod entry;
pub mod exec;
mod later;
pub mod life;
mod plan;
pub mod sweep;

pub use book::Book;
pub use sweep::{adopt_running, finish_sweep, hash_running};

use crate::ffi::lock::wss_lock_wake;
use crate::ffi::vector::*;
use crate::host::KernelHost;
use crate::state::State;
use crate::watch;
use alloc::vec::Vec;
use book::{NO_SET, Vector};
use core::ffi::c_void;
use core::ptr::null_mut;
use wss_abi::audit::Subject;
use wss_abi::mem::{OutOfMemory, TryVec, try_string, try_vec};
use wss_abi::verdict::Verdict;
use wss_engine::host::Host;
use wss_engine::{Engine, Tally, WrapSet};

const SIGKILL: u8 = 9;

/// Puts every process whose wrap set has changed on that set's vector, and wakes who waits for state
/// that was given back.
pub fn apply(state: &mut State) {
    if state.engine.pop_released(&mut KernelHost::here()) {
        // SAFETY: no condition.
        unsafe { wss_lock_wake() };
    }
    while let Some(pid) = state.engine.pop_changed() {
        if !reflect(state, pid) {
            // A child that is being made: a sweep comes back to it.
            let _ = state.intercept.again.try_push(pid);
        }
    }
}

/// Execs are told of while some wrapper is loaded. To be called when one was loaded or unloaded.
pub fn watch(state: &State) {
    criteria::renew(Some(&state.engine));
    // SAFETY: under the engine's lock.
    unsafe {
        wss_vector_watch(!state.engine.wrappers().is_empty(), state.engine.wants_sha256());
    }
}

/// For unloading the module: nobody is in a call that the module completes itself; or the processes that
/// are.
pub fn quiesce(state: &State) -> Result<(), Vec<u32>> {
    match state.intercept.inside() {
        [] => Ok(()),
        pids => Err(try_vec(pids).unwrap_or_default()),
    }
}

/// Adds what was counted by vectors to the statistics.
pub fn collect(state: &mut State) {
    for v in &state.intercept.vectors {
        add_up(&mut state.engine, v);
    }
}

fn add_up(engine: &mut Engine, v: &Vector) {
    for nr in v.tally.calls() {
        // SAFETY: under the engine's lock, with a name that the C half gave.
        match unsafe { wss_vector_counted(v.at, nr) } {
            0 => {}
            n => engine.count(&v.tally, nr, n),
        }
    }
}

/// Gives back the vectors of sets that no process is under. What they have counted is certain then. Those of no
/// set stay: there are few, and who watches calls must not be able to have them filled again and again.
fn tidy(state: &mut State) {
    let State { engine, intercept, .. } = state;
    let mut at = 0;
    while let Some(v) = intercept.vectors.get(at) {
        // SAFETY: under the engine's lock, with names that the C half gave.
        let used = |o: &Vector| o.set == v.set && unsafe { wss_vector_users(o.at) } > 0;
        if v.set == NO_SET || intercept.vectors.iter().any(used) {
            at += 1;
        } else {
            give_back(engine, &intercept.vectors.swap_remove(at));
        }
    }
}

/// Gives back a vector that no process runs by.
fn give_back(engine: &mut Engine, v: &Vector) {
    add_up(engine, v);
    // SAFETY: under the engine's lock, with a name that the C half gave, and it has no users.
    unsafe { wss_vector_drop(v.at) };
}

/// Sets of classes of calls that vectors of no wrap set tell apart, and those of each one. For more, all calls are
/// diverted: vectors are never freed, and to fill one takes some hundred steps under the engine's lock, while anybody
/// may watch. What a request of a watcher makes the engine's lock wait for is thus a look through the vectors;
/// besides, for each wrap set as many fillings as there are here, and one filling a second.
const APART: usize = 16;
const APART_OF_SET: usize = 2;

/// The calls of a process are watched from now on, or not any more.
pub fn watched(state: &mut State, pid: u32) {
    reflect(state, pid);
}

/// Puts a process on the vector of its wrap set and of those who watch its calls. One that is under no
/// wrapper any more is forgotten. Whether one that is wrapped could be found.
// Apart, so that who judges next does so without what it takes of the stack.
#[inline(never)]
fn reflect(state: &mut State, pid: u32) -> bool {
    if state.intercept.is_pending(pid) {
        // It will be judged, and come here, before it runs.
        return true;
    }
    let calls = watch::calls_of(pid);
    let id = state.engine.wrap_set(pid).filter(|s| !s.is_empty()).map_or(NO_SET, WrapSet::id);
    let wrapped = id != NO_SET;
    let mut at = null_mut();
    if wrapped || calls != 0 {
        // SAFETY: under the engine's lock; the place is writable.
        let there = unsafe { wss_vector_origin(pid, &mut at) };
        if !there && wrapped {
            // Being made: it was put on a vector of its set when it came to be known. That nobody can find it now is
            // no reason to kill it.
            return false;
        }
        if !at.is_null() {
            // Without memory, calls that are only watched are not told.
            at = vector(state, pid, (id, calls), at).unwrap_or(null_mut());
        }
        if wrapped && at.is_null() {
            kill(state, pid, "it cannot be wrapped");
            return true;
        }
    }
    // SAFETY: under the engine's lock; null, or a vector that is filled.
    unsafe { wss_vector_install(pid, at) };
    let mut known = !at.is_null();
    if !wrapped && state.engine.wrap_set(pid).is_some() {
        let mut host = KernelHost::here();
        known |= !state.engine.release(&mut host, pid);
    }
    // SAFETY: under the engine's lock.
    unsafe { wss_vector_know(pid, known) };
    true
}

/// The vector of a process's wrap set, if it has one, and of watched classes of calls, instead of a native one.
fn vector(
    state: &mut State,
    pid: u32,
    (id, mut calls): (u64, u32),
    origin: *mut c_void,
) -> Result<*mut c_void, OutOfMemory> {
    if let Some(at) = state.intercept.vector(id, calls, origin) {
        return Ok(at);
    }
    let most = if id == NO_SET { APART } else { APART_OF_SET };
    if calls != 0 && state.intercept.apart(id) >= most && !recycle(state, id) {
        calls = u32::MAX;
        if let Some(at) = state.intercept.vector(id, calls, origin) {
            return Ok(at);
        }
    }
    tidy(state);
    let State { engine, intercept, .. } = state;
    let set = engine.wrap_set(pid).filter(|_| id != NO_SET);
    let tally = set.map_or(Ok(Tally::default()), WrapSet::tally)?;
    intercept.vectors.try_reserve(1).map_err(|_| OutOfMemory)?;
    // SAFETY: under the engine's lock, with a name that the C half gave.
    let at = unsafe { wss_vector_make(origin) };
    if !at.is_null() {
        plan::fill(at, set, calls);
        // There is room for it.
        let _ = intercept.vectors.try_push(Vector { set: id, calls, origin, at, tally });
    }
    Ok(at)
}

/// Gives back a vector of no set that tells classes apart which nobody watches any more; once a second.
fn recycle(state: &mut State, id: u64) -> bool {
    let now = state.now();
    let State { engine, intercept, .. } = state;
    if id != NO_SET || intercept.recycled == now {
        return false;
    }
    // SAFETY: under the engine's lock, with a name that the C half gave.
    let unused = |v: &Vector| v.is_apart(NO_SET) && unsafe { wss_vector_users(v.at) } == 0;
    let Some(at) = intercept.vectors.iter().position(unused) else { return false };
    intercept.recycled = now;
    give_back(engine, &intercept.vectors.swap_remove(at));
    true
}

/// Ends a process that cannot be let run, and says so.
fn kill(state: &mut State, pid: u32, why: &str) {
    tell(state, pid, Verdict::Kill(SIGKILL), why);
    // One that is gone needs no killing.
    let _ = KernelHost::here().kill(pid, SIGKILL);
}

/// Records what the host has to say of a process.
fn tell(state: &mut State, pid: u32, verdict: Verdict, what: &str) {
    let mut host = KernelHost::here();
    let (time, creds) = (host.now(false), host.creds(pid));
    let subject = Subject { pid, uid: creds.uid, jail: creds.jail, ..Subject::default() };
    let message = try_string(what).unwrap_or_default();
    state.engine.host_record(time, subject, verdict, message);
}
