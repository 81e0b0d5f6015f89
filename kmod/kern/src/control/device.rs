//! `shim/dev.h` and `shim/sysctl.h`: what C asks of Rust on behalf of the device and of sysctl.
use super::{Request, carry_out, prepare};
use crate::audit::{Handle, SubscribeError, deliver};
use crate::ffi::{dev, sysctl};
use crate::host::KernelHost;
use crate::state::{State, lock};
use core::ffi::{c_char, c_int, c_void};
use wss_abi::wire::WireError;

const EPERM: c_int = 1;
const ENXIO: c_int = 6;
const ENOMEM: c_int = 12;
const EINVAL: c_int = 22;
const EMFILE: c_int = 24;
const EMSGSIZE: c_int = 40;

/// The module's version, NUL-terminated and cut to `room`.
///
/// # Safety
/// `to` has `room` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_dev_version(to: *mut c_char, room: usize) {
    // SAFETY: the caller's promise; any bytes are `u8`s.
    let to = unsafe { bytes_mut(to.cast(), room) };
    let text = env!("CARGO_PKG_VERSION").bytes().take(room.saturating_sub(1));
    for (to, from) in to.iter_mut().zip(text.chain([0])) {
        *to = from;
    }
}

/// Whether a process may use the device: none that is under a wrapper.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_dev_admit(pid: u32) -> c_int {
    match lock() {
        Some(state) if wrapped(&state, pid) => EPERM,
        Some(_) => 0,
        None => ENXIO,
    }
}

/// Whether a process is under a wrapper.
pub fn wrapped(state: &State, pid: u32) -> bool {
    let thread = state.engine.thread_of(pid);
    thread.and_then(|tid| state.engine.wrap_set(tid)).is_some_and(|set| !set.is_empty())
}

/// Carries a request out and answers it.
///
/// # Safety
/// `input` has `len` bytes; `answer` came with the request.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_dev_request(
    answer: *mut c_void,
    verb: u32,
    input: *const c_void,
    len: usize,
) -> c_int {
    // SAFETY: the caller's promise.
    let input = unsafe { bytes(input.cast(), len) };
    let work = match Request::decode(verb, input) {
        Ok(request) => prepare(request),
        Err(WireError::OutOfMemory) => return ENOMEM,
        Err(_) => return EINVAL,
    };
    let told = match work {
        Err(told) => told,
        Ok(work) => {
            let Some(mut state) = lock() else { return ENXIO };
            // SAFETY: no condition.
            let secure = unsafe { dev::wss_dev_secure() };
            let (told, reach) = carry_out(&mut state, &mut KernelHost::here(), work, secure);
            crate::control::reach(&mut state, reach);
            deliver(&mut state);
            told
        }
    };
    // For what was inside an exec just then.
    crate::intercept::finish_sweep();
    // Copied out when the lock is free.
    match told {
        // SAFETY: the bytes have that length; `answer` is the request's.
        Ok(b) => unsafe { dev::wss_dev_answer(answer, b.as_ptr().cast(), b.len()) },
        Err(_) => ENOMEM,
    }
}

/// Begins a subscription.
///
/// # Safety
/// `wrapper` has `len` bytes, `id` is writable, `reader` stays until the subscription ends.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_dev_subscribe(
    reader: *mut c_void,
    wrapper: *const c_char,
    len: usize,
    id: *mut u64,
) -> c_int {
    // SAFETY: the caller's promise.
    let wrapper = unsafe { bytes(wrapper.cast(), len) };
    let Ok(wrapper) = core::str::from_utf8(wrapper) else { return EINVAL };
    let Some(mut state) = lock() else { return ENXIO };
    match state.readers.subscribe(Handle(reader), wrapper) {
        Ok(new) => {
            // SAFETY: the caller's promise.
            unsafe { *id = new };
            deliver(&mut state);
            0
        }
        Err(SubscribeError::TooMany) => EMFILE,
        Err(SubscribeError::OutOfMemory) => ENOMEM,
    }
}

/// Ends a subscription.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_dev_unsubscribe(id: u64) {
    if let Some(mut state) = lock() {
        state.readers.unsubscribe(id);
    }
}

/// Takes whole records.
///
/// # Safety
/// `to` has `room` initialised bytes, `len` is writable, `reader` is the subscription's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_dev_read(
    id: u64,
    reader: *mut c_void,
    to: *mut c_void,
    room: usize,
    len: *mut usize,
) -> c_int {
    // SAFETY: the caller's promise.
    let to = unsafe { bytes_mut(to.cast(), room) };
    let Some(mut state) = lock() else { return ENXIO };
    let Some((taken, waiting)) = state.readers.take(id, to) else { return EMSGSIZE };
    // SAFETY: the caller's open, whose subscription this is; `len` by the caller's promise.
    unsafe {
        dev::wss_dev_waiting(reader, waiting);
        *len = taken;
    }
    0
}

/// A number for sysctl.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_sysctl_count(what: u32) -> u64 {
    let Some(state) = lock() else { return 0 };
    let engine = &state.engine;
    match what {
        sysctl::WSS_SYSCTL_LOCKED => u64::from(state.control.locked),
        sysctl::WSS_SYSCTL_WRAPPERS => engine.wrappers().len() as u64,
        sysctl::WSS_SYSCTL_PROCESSES => engine.processes() as u64,
        sysctl::WSS_SYSCTL_BOUND => engine.bindings().count() as u64,
        sysctl::WSS_SYSCTL_RECORDS => engine.records(),
        sysctl::WSS_SYSCTL_DROPPED => engine.dropped(),
        sysctl::WSS_SYSCTL_UNREAD => state.readers.unread(),
        sysctl::WSS_SYSCTL_READERS => state.readers.count() as u64,
        _ => 0,
    }
}

/// # Safety
/// `at` has `len` initialised bytes that nobody writes meanwhile.
unsafe fn bytes<'a>(at: *const u8, len: usize) -> &'a [u8] {
    match len {
        0 => &[],
        // SAFETY: the caller's promise.
        _ => unsafe { core::slice::from_raw_parts(at, len) },
    }
}

/// # Safety
/// `at` has `len` initialised bytes that nobody else touches meanwhile.
unsafe fn bytes_mut<'a>(at: *mut u8, len: usize) -> &'a mut [u8] {
    match len {
        0 => &mut [],
        // SAFETY: the caller's promise.
        _ => unsafe { core::slice::from_raw_parts_mut(at, len) },
    }
}
