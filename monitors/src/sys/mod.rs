//! System calls, and the crate's only unsafe code: processes by handle, their exits as events, record
//! locks, and what makes a monitor hard to hinder. One folder per operating system, with the same items.
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub use linux::*;

/// Effective user of this process.
#[cfg(not(target_os = "linux"))]
pub(crate) fn own_uid() -> u32 {
    // SAFETY: no arguments, no failure.
    unsafe { libc::geteuid() }
}
