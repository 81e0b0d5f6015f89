//! Execs. The handler of an exec, which nothing can stop any more but its own failure, gathers the image
//! and says whether it has to be judged: then the process comes out of exec by a vector that diverts
//! every call, and is judged at the first of them or on its way to user mode, whichever comes first.
//!
//! What is judged is the image as it was executed, and whether set-id was honoured; both are certain
//! only when the exec is over. The handler therefore asks whether any outcome would concern a wrapper.
use super::book::Pending;
use super::later::{Unmet, Waited, meet};
use super::{SIGKILL, apply, criteria, kill, reflect, tell};
use crate::audit::deliver;
use crate::ffi::hooks::*;
use crate::ffi::vector::{wss_vector_kill, wss_vector_know, wss_vector_knows};
use crate::host::{KernelHost, wr_stat};
use crate::state::{State, lock};
use crate::watch;
use alloc::vec::Vec;
use core::ffi::c_int;
use wss_abi::mem::{OutOfMemory, TryVec, try_filled, try_vec};
use wss_abi::verdict::Verdict;
use wss_engine::host::{Creds, Image, Step};

/// Arguments that criteria see.
const ARGUMENTS: usize = 64;
/// PATH_MAX (sys/syslimits.h).
const PATH: usize = 1024;

/// An exec; see `shim/hooks.h`.
///
/// # Safety
/// `image` and what it points to live for the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_exec(pid: u32, image: *const WssImage) -> c_int {
    // SAFETY: the caller's promise.
    let seen = unsafe { &*image };
    let creds = KernelHost::here().own_creds();
    if seen.unhashed != 0 {
        unhashed(pid);
    }
    // SAFETY: the process is inside this exec.
    let known = unsafe { wss_vector_knows(pid) } || watch::calls_of(pid) != 0;
    let whole = known || seen.unsure != 0 || criteria::want_argv();
    // SAFETY: the caller's promise.
    let mut copied = unsafe { copy(seen, whole) };
    if !known && seen.unsure == 0 {
        let asks = |image: &Image, creds: &Creds| criteria::concern(image, creds, whole);
        if let Ok(image) = &mut copied
            && !concerns(image, creds, seen, asks)
        {
            return WSS_EXEC_PASS;
        }
        if !whole {
            // SAFETY: the caller's promise.
            copied = unsafe { copy(seen, true) };
        }
    }
    let Some(mut state) = lock() else { return WSS_EXEC_PASS };
    let state = &mut *state;
    let what = match copied {
        Ok(image) => exec(state, pid, creds, seen, image),
        // Nobody can say whether it concerns a wrapper.
        Err(OutOfMemory) => Err("out of memory at an exec: the process is killed"),
    };
    match what {
        Ok(what) => what,
        Err(why) => {
            kill(state, pid, why);
            deliver(state);
            WSS_EXEC_KILL
        }
    }
}

/// Said of an executable that is too large, or cannot be read.
pub(super) const UNHASHED: &str =
    "what it runs is empty, over 512 MiB or unreadable: no sha256= criterion holds";

/// Records that criteria cannot be judged whole.
#[inline(never)]
fn unhashed(pid: u32) {
    let Some(mut state) = lock() else { return };
    tell(&mut state, pid, Verdict::Continue, UNHASHED);
    deliver(&mut state);
}

fn exec(
    state: &mut State,
    pid: u32,
    creds: Creds,
    seen: &WssImage,
    mut image: Image,
) -> Result<c_int, &'static str> {
    let set = state.engine.wrap_set(pid);
    let (known, wrapped) = (set.is_some(), set.is_some_and(|s| !s.is_empty()));
    let asks = |image: &Image, creds: &Creds| state.engine.concerns(image, creds);
    if !wrapped && !concerns(&mut image, creds, seen, asks) {
        // One that is known still for a call in flight is to be known by its new image; whose name cannot
        // be had now, it can when the exec is over; and whose calls are watched goes on being so.
        if seen.native == 0 || !known && seen.unsure == 0 && watch::calls_of(pid) == 0 {
            return Ok(WSS_EXEC_PASS);
        }
    } else if seen.native == 0 {
        return Err("only programs of the native 64-bit ABI can be wrapped: the process is killed");
    }
    let kept = state.intercept.keep_pending(Pending { pid, image });
    kept.map_err(|OutOfMemory| "out of memory at an exec: the process is killed")?;
    // SAFETY: under the engine's lock.
    unsafe { wss_vector_know(pid, true) };
    Ok(WSS_EXEC_JUDGE)
}

/// Whether any outcome of the exec would bring the process under a wrapper: set-id honoured or not, and
/// the program going by the name it was executed by, which may be another link to the same file. The image
/// is as it was afterwards.
fn concerns(
    image: &mut Image,
    creds: Creds,
    seen: &WssImage,
    asks: impl Fn(&Image, &Creds) -> bool,
) -> bool {
    // SAFETY: lives as long as what it was seen in.
    let called = unsafe { text(&seen.called) };
    let raised = Creds { euid: seen.euid, egid: seen.egid, ..creds };
    let setid = (image.setuid, image.setgid);
    let both = |image: &mut Image| {
        let mut yes = asks(image, &raised);
        if !yes && (setid.0 || setid.1) {
            (image.setuid, image.setgid) = (false, false);
            yes = asks(image, &creds);
            (image.setuid, image.setgid) = setid;
        }
        yes
    };
    if both(image) {
        return true;
    }
    if called.is_empty() || called == image.path {
        return false;
    }
    let Ok(named) = try_vec(called) else { return true };
    let path = core::mem::replace(&mut image.path, named);
    let yes = both(image);
    image.path = path;
    yes
}

/// The image is in place and has not run; see `shim/hooks.h`.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_judge(pid: u32, setid: bool) {
    judge(pid, setid);
}

/// Judges the image of the current process, if that has yet to be done.
pub fn judge(pid: u32, setid: bool) {
    let path = executed();
    let Some(mut state) = lock() else { return };
    if let Some(Pending { mut image, .. }) = state.intercept.take_pending(pid) {
        if let Some(path) = path {
            image.path = path;
        }
        image.setuid &= setid;
        image.setgid &= setid;
        let mut host = KernelHost::here();
        let mut waited = Waited::default();
        loop {
            let step = state.engine.exec(&mut host, pid, &image);
            if step == Step::Done(()) {
                break;
            }
            match meet(state, (pid, pid), step, false, &mut waited) {
                Ok(again) => state = again,
                Err(Unmet::Unloaded) => return,
                Err(Unmet::GivenUp(_)) => {
                    // It dies already; or there was no memory, and what is not judged does not run.
                    // SAFETY: no condition.
                    unsafe { wss_vector_kill(SIGKILL.into()) };
                    let Some(again) = lock() else { return };
                    state = again;
                    state.engine.abandon(&mut host, pid);
                    break;
                }
            }
        }
        // The engine has forgotten all threads but the process's own.
        state.intercept.close_all(pid);
    }
    let state = &mut *state;
    reflect(state, pid);
    apply(state);
    deliver(state);
}

/// The path that the current process was executed by; `None`: it has none, or memory is wanting.
fn executed() -> Option<Vec<u8>> {
    let mut buf = try_filled(PATH, 0u8).ok()?;
    // SAFETY: it has as many bytes as the function asks for.
    let len = unsafe { wss_hooks_path(buf.as_mut_ptr().cast()) };
    buf.truncate(len);
    (len > 0).then_some(buf)
}

/// # Safety
/// What it points to lives for `'a`.
unsafe fn text<'a>(t: &WssText) -> &'a [u8] {
    match t.at.is_null() {
        true => &[],
        // SAFETY: the caller's promise: initialised memory of that length.
        false => unsafe { core::slice::from_raw_parts(t.at.cast(), t.len) },
    }
}

/// What the C half has gathered, with the arguments or without.
///
/// # Safety
/// What the image points to lives for the call.
pub unsafe fn copy(seen: &WssImage, arguments: bool) -> Result<Image, OutOfMemory> {
    // SAFETY: the caller's promise, for all of these.
    let (path, script, argv, parent) =
        unsafe { (text(&seen.path), text(&seen.script), text(&seen.argv), text(&seen.parent)) };
    let mut list = Vec::new();
    let whole = argv.strip_suffix(&[0]).unwrap_or(argv);
    if arguments && !argv.is_empty() {
        for a in whole.split(|b| *b == 0).take(ARGUMENTS) {
            list.try_push(try_vec(a)?)?;
        }
    }
    let program = parent.rsplit(|b| *b == b'/').next().unwrap_or(parent);
    Ok(Image {
        path: try_vec(path)?,
        script: if seen.script.at.is_null() { None } else { Some(try_vec(script)?) },
        argv: list,
        stat: wr_stat(&seen.stat),
        setuid: seen.setuid != 0,
        setgid: seen.setgid != 0,
        parent_program: try_vec(program)?,
        // SAFETY: the caller's promise; 32 bytes.
        sha256: unsafe { seen.sha256.cast::<[u8; 32]>().as_ref() }.copied(),
    })
}
