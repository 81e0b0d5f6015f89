//! `shim/watch.h`: what C asks of Rust on behalf of watchers.
use super::condition::Condition;
use super::list::{CHUNK, Watchers};
use super::parts::{Cred, Watch, is_valid};
use super::users::Who;
use super::{in_turn, with};
use crate::ffi::watch::wss_watch_may;
use crate::intercept;
use crate::state::lock;
use alloc::vec::Vec;
use core::ffi::{c_int, c_void};
use wss_abi::watch::{FIXED, Status, event};

const ESRCH: c_int = 3;
const ENXIO: c_int = 6;
const ENOEXEC: c_int = 8;
const ENOMEM: c_int = 12;
const EINVAL: c_int = 22;
const EMSGSIZE: c_int = 40;

/// A watcher comes.
///
/// # Safety
/// `id` is writable; `reader` stays until the watcher is closed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_watch_open(
    reader: *mut c_void,
    uid: u32,
    jail: u32,
    id: *mut u64,
) -> c_int {
    match with(|w| w.open(reader, Who { uid, jail })) {
        Ok(new) => {
            // SAFETY: the caller's promise.
            unsafe { *id = new };
            0
        }
        Err(error) => error,
    }
}

/// It goes.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_watch_close(id: u64) {
    let mut gone = None;
    let mut more = true;
    while more {
        let mut changed = [0; CHUNK];
        let mut places = changed.iter_mut();
        more = with(|w| {
            w.close(id, &mut gone, |pid| {
                if let Some(place) = places.next() {
                    *place = pid;
                }
            })
        });
        changed.into_iter().take_while(|pid| *pid != 0).for_each(reflect);
    }
    drop((gone, with(Watchers::rest)));
}

/// Lets a process be diverted as its watchers want it now. In turn: wrapped processes wait for the engine's lock.
fn reflect(pid: u32) {
    in_turn(|| {
        if let Some(mut state) = lock() {
            intercept::watched(&mut state, pid);
        }
    });
}

/// It wants to be told of a process.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_watch_add(id: u64, pid: u32, flags: u32, calls: u32, udata: u64) -> c_int {
    if !is_valid(flags, calls) {
        return EINVAL;
    }
    let calls_asked = flags & event::CALL != 0;
    // SAFETY: no condition; processes' locks come after the watchers'.
    let may = || unsafe { wss_watch_may(pid, calls_asked) };
    // Before anybody else sees anything of the watch: a process notices nothing of who may not watch it.
    match may() {
        0 => {}
        error => return error,
    }
    let mut marked = false;
    let added = with(|w| {
        let user = w.watcher(id).ok_or(ESRCH)?.user;
        let watch = Watch { by: id, user, at: 0, flags, calls, udata, cred: Cred::own() };
        if w.is_watched(id, pid) {
            // What is there stays if it may not be replaced.
            return match may() {
                0 => w.add(pid, watch),
                error => Err(error),
            };
        }
        // Before it is asked again, so that it is told of what the process does once it has been looked at.
        w.add(pid, watch)?;
        marked = true;
        match may() {
            0 => Ok(0),
            error => {
                w.drop_watch(id, pid);
                Err(error)
            }
        }
    });
    let (error, other) = match added {
        Ok(old) => (0, old | calls != 0),
        // It may have been diverted meanwhile for what it is not to be.
        Err(error) => (error, marked && calls != 0),
    };
    if other {
        reflect(pid);
    }
    error
}

/// It does not any more.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_watch_drop(id: u64, pid: u32) -> c_int {
    match with(|w| w.drop_watch(id, pid)) {
        Some(0) => 0,
        Some(_) => {
            reflect(pid);
            0
        }
        None => ESRCH,
    }
}

/// It has a condition now, or none.
///
/// # Safety
/// `object` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_watch_condition(
    id: u64,
    object: *const c_void,
    len: usize,
) -> c_int {
    let mut condition = None;
    if len > 0 {
        // SAFETY: the caller's promise.
        let bytes = unsafe { core::slice::from_raw_parts(object.cast::<u8>(), len) };
        // Verified without the lock; one at a time, for it takes several times its memory meanwhile.
        condition = match in_turn(|| Condition::new(bytes)) {
            Ok(Some(c)) => Some(c),
            Ok(None) => return ENOEXEC,
            Err(_) => return ENOMEM,
        };
    }
    match with(|w| w.condition(id, &mut condition)) {
        Ok(()) => 0,
        Err(error) => error,
    }
}

/// What it has and did.
///
/// # Safety
/// `to` is a `struct wss_watch_status`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_watch_status(id: u64, to: *mut c_void) {
    if let Some(status) = with(|w| w.watcher(id).map(|w| w.status())) {
        // SAFETY: the caller's promise; a test compares the two.
        unsafe { *to.cast::<Status>() = status };
    }
}

/// It takes what waits.
///
/// # Safety
/// `to` has `room` initialised bytes, `len` is writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_watch_read(
    id: u64,
    to: *mut c_void,
    room: usize,
    len: *mut usize,
) -> c_int {
    // SAFETY: the caller's promise; `room` is not 0.
    let to = unsafe { core::slice::from_raw_parts_mut(to.cast::<u8>(), room) };
    let mut frames = Vec::new();
    if frames.try_reserve(room / FIXED + 1).is_err() {
        return ENOMEM;
    }
    // Copied, and freed, without the lock.
    match with(|w| w.watcher(id).is_some().then(|| w.take(id, room, &mut frames))) {
        None => ENXIO,
        Some(None) => EMSGSIZE,
        Some(Some(taken)) => {
            let mut at = 0;
            for frame in frames {
                if let Some(own) = to.get_mut(at..at + frame.len()) {
                    own.copy_from_slice(&frame);
                }
                at += frame.len();
            }
            // SAFETY: the caller's promise.
            unsafe { *len = taken };
            0
        }
    }
}
