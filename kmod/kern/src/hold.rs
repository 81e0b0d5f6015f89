//! Completing a call with arguments that are held: what was judged is what runs. `shim/hold_calls.h`
//! says how each call is completed, `kmod/held.md` which calls cannot be, and why.
use crate::ffi::hold::{
    WSS_HELD_BYTES, WSS_HELD_PATH, WSS_HELD_STRINGS, WssExec, WssHeld, WssString,
    wss_hold_exec_begin, wss_hold_exec_end, wss_hold_run,
};
use alloc::vec::Vec;
use core::ffi::c_void;
use wss_abi::mem::{OutOfMemory, TryVec};
use wss_engine::HeldKind::Path;
use wss_engine::host::{Call, Replacement, Rewrite};
pub use wss_holds::{HELD, UNTOLD};

const ENOMEM: i32 = 12;

/// Calls that replace the image.
const EXECS: [u32; 3] = [59, 415, 492];

/// Whether [`run`] has to complete the call: some argument is more than a register's value.
pub fn needed(rewrites: &[Rewrite]) -> bool {
    rewrites.iter().any(|r| !matches!(r.with, Replacement::Scalar(_)))
}

/// The call's arguments with those registers replaced that were assigned.
pub fn arguments(call: &Call, rewrites: &[Rewrite]) -> [u64; 6] {
    let mut args = call.args;
    for r in rewrites {
        if let (Replacement::Scalar(v), Some(arg)) = (&r.with, args.get_mut(usize::from(r.arg))) {
            *arg = *v;
        }
    }
    args
}

/// Runs the call to its end, with held arguments from kernel memory: its errno, or ERESTART and its
/// kind, which are negative; td_retval is set. No lock is to be held. EOPNOTSUPP if an argument is
/// replaced that cannot be held, as an `unlocked` clause may ask for.
///
/// It takes the rewrites because exec may not return: nothing may be owned by then that nobody
/// would free.
///
/// # Safety
///
/// `td` is the current `struct thread *`, inside this call.
pub unsafe fn run(td: *mut c_void, call: &Call, rewrites: Vec<Rewrite>) -> i32 {
    let args = arguments(call, &rewrites);
    let exec = EXECS.contains(&call.nr);
    let mut state = WssExec { opaque: [0; 32] };
    let begun = match prepare(call.nr, &rewrites) {
        Err(OutOfMemory) => return ENOMEM,
        Ok((held, _strings)) => {
            let (at, count) = (held.as_ptr(), held.len());
            match exec {
                // SAFETY: `td` as the caller promises; six arguments; `held` and what it refers to
                // (`rewrites`, `_strings`) live until the function has returned.
                false => unsafe { wss_hold_run(td, call.nr, args.as_ptr(), at, count) },
                // SAFETY: as above, and `state` is one; nothing of it refers to the rewrites: the
                // function copies all that they hold.
                true => unsafe {
                    wss_hold_exec_begin(td, call.nr, args.as_ptr(), at, count, &mut state)
                },
            }
        }
    };
    drop(rewrites);
    if !exec || begun != 0 {
        return begun;
    }
    // SAFETY: the first half returned 0, and `state` is what it left.
    unsafe { wss_hold_exec_end(td, &mut state) }
}

/// The held arguments as C takes them, and the string vectors that some of them refer to.
type Prepared = (Vec<WssHeld>, Vec<Vec<WssString>>);

fn prepare(nr: u32, rewrites: &[Rewrite]) -> Result<Prepared, OutOfMemory> {
    let (mut held, mut vectors) = (Vec::new(), Vec::new());
    for r in rewrites {
        let (kind, at, len) = match &r.with {
            Replacement::Scalar(_) => continue,
            Replacement::Bytes(b) => (flat(nr, r.arg), b.as_ptr().cast(), b.len()),
            Replacement::Strings(all) => {
                let mut strings = Vec::new();
                for s in all {
                    let string = WssString { at: s.as_ptr().cast(), len: s.len() as u64 };
                    strings.try_push(string)?;
                }
                let found = (WSS_HELD_STRINGS, strings.as_ptr().cast(), strings.len());
                // Moving the vector leaves its elements where they are.
                vectors.try_push(strings)?;
                found
            }
        };
        held.try_push(WssHeld { arg: u32::from(r.arg), kind, at, len: len as u64 })?;
    }
    Ok((held, vectors))
}

/// In which form C takes bytes for an argument.
fn flat(nr: u32, arg: u8) -> u32 {
    match HELD.iter().find(|h| u32::from(h.nr) == nr && h.arg == arg).map(|h| h.kind) {
        Some(Path) => WSS_HELD_PATH,
        _ => WSS_HELD_BYTES,
    }
}
