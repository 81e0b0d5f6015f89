//! System calls, and the crate's only unsafe code: processes by handle, their exits as events, record
//! locks, and what makes a monitor hard to hinder. One folder per operating system, with the same items.
mod event;
mod locks;
mod own;

#[cfg(target_os = "freebsd")]
mod freebsd;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "freebsd")]
pub use freebsd::*;
#[cfg(target_os = "linux")]
pub use linux::*;

pub use event::Exit;
pub(crate) use event::{Event, Follow, Sent};
pub(crate) use locks::{hold, holder, inherited};
pub(crate) use own::{clocks, own_uid, resist};

use std::io;

/// The result of a system call: -1 means look at errno.
fn check(result: libc::c_long) -> io::Result<libc::c_long> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}
