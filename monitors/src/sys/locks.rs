//! Who has which place of a ring: record locks on its file, fcntl(2).
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::sync::atomic::{AtomicU8, Ordering};

/// The descriptor with this number, which whoever started this program left open. `None`: it is not open, or
/// this was asked before. Numbers below 8 only, and only of descriptors that nothing else here opened.
pub(crate) fn inherited(fd: u8) -> Option<OwnedFd> {
    static TAKEN: AtomicU8 = AtomicU8::new(0);
    let bit = 1u8.checked_shl(fd.into())?;
    // SAFETY: integers only.
    let open = unsafe { libc::fcntl(fd.into(), libc::F_GETFD) } >= 0;
    if !open || TAKEN.fetch_or(bit, Ordering::Relaxed) & bit != 0 {
        return None;
    }
    // SAFETY: it is open, came from outside, and is given to one owner only.
    Some(unsafe { OwnedFd::from_raw_fd(fd.into()) })
}

fn byte(place: u16, kind: libc::c_short) -> libc::flock {
    // SAFETY: zero is a valid flock: systems add fields of their own to POSIX's.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    lock.l_type = kind;
    lock.l_whence = libc::SEEK_SET as libc::c_short;
    lock.l_start = place.into();
    lock.l_len = 1;
    lock
}

/// Takes a place, for the life of this process. False: somebody has it.
pub(crate) fn hold(roster: BorrowedFd<'_>, place: u16) -> io::Result<bool> {
    let lock = byte(place, libc::F_WRLCK as libc::c_short);
    // SAFETY: F_SETLK reads one flock, ours.
    let result = unsafe { libc::fcntl(roster.as_raw_fd(), libc::F_SETLK, &raw const lock) };
    match super::check(result.into()) {
        Ok(_) => Ok(true),
        Err(e) if matches!(e.raw_os_error(), Some(libc::EAGAIN | libc::EACCES)) => Ok(false),
        Err(e) => Err(e),
    }
}

/// Who has a place: the kernel's word. The caller's own places are not told.
pub(crate) fn holder(roster: BorrowedFd<'_>, place: u16) -> io::Result<Option<u32>> {
    let mut lock = byte(place, libc::F_WRLCK as libc::c_short);
    // SAFETY: F_GETLK reads and writes one flock, ours.
    super::check(unsafe { libc::fcntl(roster.as_raw_fd(), libc::F_GETLK, &raw mut lock) }.into())?;
    let held = lock.l_type != libc::F_UNLCK as libc::c_short && lock.l_pid > 0;
    Ok(held.then_some(lock.l_pid as u32))
}
