//! Forks and exits.
use super::later::until_free;
use super::{apply, reflect};
use crate::audit::deliver;
use crate::ffi::vector::*;
use crate::host::KernelHost;
use crate::state::lock;
use core::ffi::{c_int, c_void};
use core::ptr::null_mut;
use wss_abi::clause::Life;

/// A child that has not run; see `shim/hooks.h`.
///
/// # Safety
/// `proc` is the child, and nobody but the caller has it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_fork(parent: u32, child: u32, proc: *mut c_void) -> bool {
    let state = lock().and_then(|state| until_free(state, parent, Life::Fork));
    let Some(mut state) = state else { return false };
    let state = &mut *state;
    // SAFETY: under the engine's lock, and the caller's promise.
    unsafe { wss_vector_child(proc) };
    state.engine.fork(&mut KernelHost::here(), parent, child);
    // It came with the vector that its parent had; the parent may have another by now.
    reflect(state, child);
    apply(state);
    deliver(state);
    // SAFETY: under the engine's lock.
    unsafe { wss_vector_child(null_mut()) };
    true
}

/// A process that ends; see `shim/hooks.h`.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_exit(pid: u32, status: c_int) {
    let state = lock().and_then(|state| until_free(state, pid, Life::Exit));
    let Some(mut state) = state else { return };
    let state = &mut *state;
    let mut host = KernelHost::here();
    if state.intercept.come_out(pid) {
        // A held exec that failed when the old image was gone already, and so ends the process.
        // SAFETY: this thread is the one inside: it is the only one left.
        unsafe { wss_vector_lost() };
    }
    // An exec that failed when the old image was gone already.
    state.intercept.take_pending(pid);
    while let Some(tid) = state.intercept.open_of(pid) {
        state.intercept.close(tid);
        state.engine.gone(&mut host, tid, 0);
    }
    state.engine.gone(&mut host, pid, status);
    // SAFETY: under the engine's lock.
    unsafe { wss_vector_know(pid, false) };
    apply(state);
    deliver(state);
}
