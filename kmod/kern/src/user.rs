//! Memory of the current process that the engine is about to read is faulted in first, while no lock
//! is held: a page may take as long to come as whoever serves it likes. Under the engine's lock
//! memory is then read without faulting.
//!
//! What is evicted again between the two cannot be read: a clause that decides on it refuses the
//! call with EFAULT. It takes another thread of the process that unmaps the memory meanwhile; the
//! pager does not take a page that was referenced this recently.
use crate::ffi::user::{wss_user_touch, wss_user_touch_str, wss_user_touch_vec};
use wss_abi::clause::{Len, Shape};
use wss_abi::ctx::{MAX_CAPTURE, MAX_STRING};

/// Faults in what an argument points to: `addr` is the argument, `shape` what is there, and `args`
/// say its length. What cannot be read is left to whoever reads it.
pub fn touch(addr: u64, shape: Shape, args: &[u64; 6]) {
    if addr == 0 {
        return;
    }
    let max = MAX_CAPTURE as usize;
    // SAFETY: none of these has a condition: they only look at user space, by functions of the
    // kernel that answer a bad address by an error.
    unsafe {
        match shape {
            Shape::Path | Shape::Str => {
                wss_user_touch_str(addr, MAX_STRING as usize);
            }
            Shape::StrVec => wss_user_touch_vec(addr, max),
            Shape::Sockaddr(len) => wss_user_touch(addr, length(len, args).min(max)),
            Shape::Bytes { len, max: most } => {
                wss_user_touch(addr, length(len, args).min(most as usize).min(max));
            }
        }
    }
}

/// Bytes at most, as `wss_engine` will find them.
fn length(len: Len, args: &[u64; 6]) -> usize {
    let arg = |n: u8| args.get(usize::from(n)).copied().unwrap_or(0);
    match len {
        Len::Const(n) => n as usize,
        Len::Arg { arg: n, scale } => {
            let bytes = arg(n).saturating_mul(u64::from(scale));
            usize::try_from(bytes).unwrap_or(usize::MAX)
        }
        Len::ArgPtr { arg: n } => {
            // SAFETY: as in `touch`.
            unsafe { wss_user_touch(arg(n), 4) };
            MAX_CAPTURE as usize
        }
        // Known after the call; what it wrote is in memory then.
        Len::Result { .. } => 0,
    }
}
