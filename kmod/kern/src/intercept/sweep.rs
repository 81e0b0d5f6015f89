//! Processes that run already when criteria come into force.
use super::{apply, exec, kill, reflect, tell, watch};
use crate::audit::deliver;
use crate::ffi::hooks::*;
use crate::ffi::vector::wss_vector_pause;
use crate::host::KernelHost;
use crate::state::{State, lock};
use alloc::vec::Vec;
use core::ffi::{c_int, c_void};
use wss_abi::mem::{OutOfMemory, TryVec, try_filled, try_vec};
use wss_abi::verdict::Verdict;
use wss_engine::Criterion;
use wss_engine::host::{Host, Image};

/// It is inside an exec.
const EAGAIN: c_int = 35;
/// Times that processes are looked for again, a hundredth of a second apart.
const TRIES: usize = 500;
/// Of these, as many while processes that are being made are waited for: on a busy system there are
/// always some, and a fork takes a small part of that time.
const MAKING: usize = 10;

/// Judges criteria on the processes that run, and brings those that they concern under the engine, but
/// for pid 1 and the kernel's own. When the lock is free again, [`finish_sweep`] is to follow.
pub fn adopt_running(state: &mut State) {
    watch(state);
    // What an unknown process forks from here on waits for the lock, and then has a known parent.
    // SAFETY: under the engine's lock.
    unsafe { wss_hooks_forks(true) };
    state.intercept.making = adopt_all(state);
    state.engine.judge_running(&mut KernelHost::here());
    apply(state);
}

/// Looks at every process; whether some were being made.
#[inline(never)]
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

/// Reads what processes run, for criteria that ask for its SHA-256, so that the sweep that follows need not
/// with the engine's lock. Without the lock; takes its time.
pub fn hash_running<'c>(mut criteria: impl Iterator<Item = &'c Criterion>) {
    if criteria.any(Criterion::wants_sha256) {
        // SAFETY: no lock is held.
        unsafe { wss_hooks_hash() };
    }
}

/// Looks again at all processes while there are some that were inside an exec or being made: these may
/// have children by now. Without the lock; may sleep.
pub fn finish_sweep() {
    for tries in 0..TRIES {
        if tries > 0 {
            // SAFETY: no lock is held.
            unsafe { wss_vector_pause() };
        }
        let Some(mut state) = lock() else { return };
        let state = &mut *state;
        let mut over = !state.intercept.making && state.intercept.again.is_empty();
        if !over && tries > 0 {
            let known = state.engine.processes();
            for pid in core::mem::take(&mut state.intercept.again) {
                missed(state, pid);
            }
            let making = adopt_all(state);
            apply(state);
            deliver(state);
            let same = state.engine.processes() == known && state.intercept.again.is_empty();
            over = same && (!making || tries >= MAKING);
            state.intercept.making = !over && making;
        }
        if over {
            // SAFETY: under the engine's lock.
            unsafe { wss_hooks_forks(false) };
            return;
        }
    }
    let Some(mut state) = lock() else { return };
    for pid in try_vec(&state.intercept.again).unwrap_or_default() {
        let what = "it stays inside an exec: it is not judged until criteria change again";
        tell(&mut state, pid, Verdict::Continue, what);
    }
    deliver(&mut state);
}

/// Looks again at a process that could not be found when its wrap set changed, if it is such a one.
fn missed(state: &mut State, pid: u32) {
    if state.engine.thread_of(pid).is_some() && !reflect(state, pid) {
        let _ = state.intercept.again.try_push(pid);
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
    unhashed: bool,
}

/// The image of a running process; see `shim/hooks.h`.
///
/// # Safety
/// `context` is that of `adopt`; `image` and what it points to live for the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_running(context: *mut c_void, _pid: u32, image: *const WssImage) {
    // SAFETY: the caller's promises.
    let (shown, image) = unsafe { (&mut *context.cast::<Shown>(), &*image) };
    (shown.native, shown.unhashed) = (image.native != 0, image.unhashed != 0);
    // SAFETY: the caller's promise.
    shown.image = unsafe { exec::copy(image, true) }.ok();
}

// Apart, so that its image is not on the stack while others are looked at.
#[inline(never)]
fn adopt(state: &mut State, pid: u32) -> c_int {
    if state.intercept.is_pending(pid) || state.engine.thread_of(pid).is_some() {
        return 0;
    }
    let mut shown = Shown::default();
    // SAFETY: under the engine's lock; the context is as `wss_rs_running` says.
    let error = unsafe { wss_hooks_running(pid, (&raw mut shown).cast()) };
    // Not moved: a second one takes stack that what judges it needs.
    let Some(image) = &shown.image else { return error };
    if shown.unhashed {
        tell(state, pid, Verdict::Continue, exec::UNHASHED);
    }
    let mut host = KernelHost::here();
    if !state.engine.concerns(image, &host.creds(pid)) {
        return error;
    }
    if !shown.native {
        kill(state, pid, "only programs of the native 64-bit ABI can be wrapped: killed");
        return error;
    }
    state.engine.adopt(&mut host, pid, image);
    reflect(state, pid);
    error
}
