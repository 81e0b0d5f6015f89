//! Unloading: a wrapper, its binding to a process, the module.
use super::device::wrapped;
use super::{EBUSY, EPERM, ESRCH, Reach, Refusal, frozen};
use crate::ffi::mem::wss_mem_log;
use crate::intercept;
use crate::state::State;
use alloc::string::String;
use alloc::vec::Vec;
use core::ffi::c_int;
use core::fmt::Write as _;
use wss_abi::mem::{OutOfMemory, Text, TryVec, lossy};
use wss_engine::Engine;
use wss_engine::host::Host;

/// sys/syslog.h.
const LOG_NOTICE: c_int = 5;
/// Most processes that are told.
const MOST: usize = 64;

/// Whether a process may unload the module, as an errno: not while changes are refused, nor from
/// under a wrapper, nor while processes hinder it, which `status` and the log then name.
pub fn may_unload(state: &mut State, pid: u32, secure: bool) -> c_int {
    if frozen(&state.control, secure).is_some() || wrapped(state, pid) {
        return EPERM.into();
    }
    state.control.hindering = Vec::new();
    let Err(pids) = intercept::quiesce(state) else { return 0 };
    // Without memory the list is short, not wrong.
    let _ = name(state, &pids);
    EBUSY.into()
}

/// Unloads a wrapper.
#[inline(never)]
pub(super) fn wrapper(
    engine: &mut Engine,
    host: &mut dyn Host,
    wrapper: &str,
) -> Result<Reach, Refusal> {
    match engine.unload(host, wrapper) {
        Ok(_) => Ok(Reach::Changed),
        Err(e) => Err(e.into()),
    }
}

/// Ends the binding of a wrapper to a process.
#[inline(never)]
pub(super) fn binding(
    engine: &mut Engine,
    host: &mut dyn Host,
    wrapper: &str,
    pid: u32,
) -> Result<Reach, Refusal> {
    match engine.detach(host, wrapper, pid) {
        Ok(true) => Ok(Reach::Changed),
        Ok(false) => {
            let reason = format_args!("{wrapper} is not bound to process {pid}");
            Err(Refusal::new(ESRCH, reason))
        }
        Err(e) => Err(e.into()),
    }
}

/// Notes the processes, with their programs.
fn name(state: &mut State, pids: &[u32]) -> Result<(), OutOfMemory> {
    for pid in pids.iter().take(MOST) {
        let program = program(state, *pid)?;
        let mut line = Text::with_room(64)?;
        if write!(line, "unloading is hindered by process {pid} ({program})").is_ok() {
            let line = line.finish()?;
            // SAFETY: text of that length.
            unsafe { wss_mem_log(LOG_NOTICE, line.as_ptr().cast(), line.len()) };
        }
        state.control.hindering.try_push((*pid, program))?;
    }
    Ok(())
}

fn program(state: &State, pid: u32) -> Result<String, OutOfMemory> {
    let mut found = Ok(String::new());
    state.engine.each_process(|p| {
        if p.pid == pid {
            found = lossy(p.path);
        }
    });
    found
}
