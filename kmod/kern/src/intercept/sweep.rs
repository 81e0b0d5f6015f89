//! Processes that run already when criteria come into force.
use super::{apply, exec, kill, reflect, watch};
use crate::audit::deliver;
use crate::ffi::hooks::*;
use crate::ffi::vector::wss_vector_pause;
use crate::host::KernelHost;
use crate::state::{State, lock};
use alloc::vec::Vec;
use core::ffi::{c_int, c_void};
use wss_abi::mem::{OutOfMemory, TryVec, try_filled};
use wss_engine::host::{Host, Image};

/// It is inside an exec.
const EAGAIN: c_int = 35;
/// Times that processes are looked for again, a hundredth of a second apart.
const TRIES: usize = 500;

/// Judges criteria on the processes that run, and brings those that they concern under the engine, but
/// for pid 1 and the kernel's own. When the lock is free again, [`finish_sweep`] is to follow.
pub fn adopt_running(state: &mut State) {
    watch(state);
    state.intercept.making = adopt_all(state);
    state.engine.judge_running(&mut KernelHost::here());
    apply(state);
}

/// Looks at every process; whether some were being made.
fn adopt_all(state: &mut State) -> bool {
    let (list, making) = pids().unwrap_or_default();
    for pid in list {
        if adopt(state, pid) == EAGAIN {
            // Without memory for it, it is judged at its exec.
            let _ = state.intercept.again.try_push(pid);
        }
    }
    making
}

/// Comes back to what was inside an exec or being made during a sweep. Without the lock; may sleep.
pub fn finish_sweep() {
    for tries in 0..TRIES {
        if tries > 0 {
            // SAFETY: no lock is held.
            unsafe { wss_vector_pause() };
        }
        let Some(mut state) = lock() else { return };
        if tries == 0 && (state.intercept.making || !state.intercept.again.is_empty()) {
            continue;
        }
        let list = core::mem::take(&mut state.intercept.again);
        if list.is_empty() && !state.intercept.making {
            return;
        }
        if core::mem::take(&mut state.intercept.making) {
            // They have been made by now. Those in the making are children of the time after.
            adopt_all(&mut state);
        }
        for pid in list {
            if adopt(&mut state, pid) == EAGAIN {
                let _ = state.intercept.again.try_push(pid);
            }
        }
        apply(&mut state);
        deliver(&mut state);
    }
}

/// Processes, and whether some are being made.
fn pids() -> Result<(Vec<u32>, bool), OutOfMemory> {
    let (mut room, mut making) = (0, false);
    loop {
        let mut list = try_filled(room, 0u32)?;
        // SAFETY: it has that much room; under the engine's lock.
        let there = unsafe { wss_hooks_pids(list.as_mut_ptr(), room as u32, &mut making) } as usize;
        if there <= room {
            list.truncate(there);
            return Ok((list, making));
        }
        room = there + 64;
    }
}

/// What the C half shows of a process.
#[derive(Default)]
struct Shown {
    image: Option<Image>,
    native: bool,
}

/// The image of a running process; see `shim/hooks.h`.
///
/// # Safety
/// `context` is that of `adopt`; `image` and what it points to live for the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_running(context: *mut c_void, _pid: u32, image: *const WssImage) {
    // SAFETY: the caller's promises.
    let (shown, image) = unsafe { (&mut *context.cast::<Shown>(), &*image) };
    shown.native = image.native != 0;
    // SAFETY: the caller's promise.
    shown.image = unsafe { exec::copy(image) }.ok();
}

fn adopt(state: &mut State, pid: u32) -> c_int {
    if state.intercept.is_pending(pid) || state.engine.thread_of(pid).is_some() {
        return 0;
    }
    let mut shown = Shown::default();
    // SAFETY: under the engine's lock; the context is as `wss_rs_running` says.
    let error = unsafe { wss_hooks_running(pid, (&raw mut shown).cast()) };
    let Some(image) = shown.image else { return error };
    let mut host = KernelHost::here();
    if !state.engine.concerns(&image, &host.creds(pid)) {
        return error;
    }
    if !shown.native {
        kill(state, pid, "only programs of the native 64-bit ABI can be wrapped: killed");
        return error;
    }
    state.engine.adopt(&mut host, pid, &image);
    reflect(state, pid);
    error
}
