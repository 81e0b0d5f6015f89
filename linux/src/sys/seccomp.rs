//! seccomp(2) and its user notifications.
use super::{Result, check};
use libc::{c_ulong, sock_filter, sock_fprog};
use std::os::fd::{AsRawFd, BorrowedFd};

/// Flags of the first filter of a chain that may serve a listener. `WAIT_KILLABLE_RECV`: once
/// received, only a fatal signal interrupts the call, so that it is not judged twice.
pub(crate) const LISTENER_FLAGS: c_ulong = libc::SECCOMP_FILTER_FLAG_NEW_LISTENER
    | libc::SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
    | libc::SECCOMP_FILTER_FLAG_SPEC_ALLOW;
/// Flags of every other filter: no speculation barriers that an unwrapped process would not have.
pub(crate) const PLAIN_FLAGS: c_ulong = libc::SECCOMP_FILTER_FLAG_SPEC_ALLOW;

/// Adds a filter to the calling thread.
pub(crate) fn install(program: &[sock_filter], flags: c_ulong) -> Result<i32> {
    let prog =
        sock_fprog { len: program.len() as u16, filter: program.as_ptr() as *mut sock_filter };
    // SAFETY: `prog` describes exactly `program`, which the kernel only reads.
    let ret = unsafe {
        libc::syscall(libc::SYS_seccomp, libc::SECCOMP_SET_MODE_FILTER, flags, &raw const prog)
    };
    check(ret).map(|fd| fd as i32)
}

/// A call that waits for an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Notification {
    /// Names the call in the answer.
    pub id: u64,
    /// Calling thread.
    pub tid: u32,
    /// Call number.
    pub nr: u32,
    /// Argument registers.
    pub args: [u64; 6],
    /// Instruction pointer, after the system-call instruction.
    pub ip: u64,
}

/// The answer to a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Run the call.
    Continue,
    /// Do not run it: this errno (positive), or a restart code of the kernel.
    Error(i32),
    /// Do not run it: this value.
    Value(i64),
}

/// Waits for a call. ENOENT: it was interrupted, or (see [`hung_up`]) nobody is left.
pub(crate) fn receive(listener: BorrowedFd<'_>) -> Result<Notification> {
    // SAFETY: the structure consists of integers, for which zero bytes are a value; the kernel
    // demands them zero.
    let mut n: libc::seccomp_notif = unsafe { core::mem::zeroed() };
    // SAFETY: RECV writes one `seccomp_notif`, which `n` is.
    let ret =
        unsafe { libc::ioctl(listener.as_raw_fd(), libc::SECCOMP_IOCTL_NOTIF_RECV, &raw mut n) };
    check(ret.into())?;
    Ok(Notification {
        id: n.id,
        tid: n.pid,
        nr: n.data.nr as u32,
        args: n.data.args,
        ip: n.data.instruction_pointer,
    })
}

/// Answers. ENOENT: the call is gone (its thread was killed).
pub(crate) fn answer(listener: BorrowedFd<'_>, id: u64, answer: Answer) -> Result<()> {
    let mut resp = libc::seccomp_notif_resp { id, val: 0, error: 0, flags: 0 };
    match answer {
        Answer::Continue => resp.flags = libc::SECCOMP_USER_NOTIF_FLAG_CONTINUE as u32,
        Answer::Error(e) => resp.error = -e,
        Answer::Value(v) => resp.val = v,
    }
    // SAFETY: SEND reads one `seccomp_notif_resp`, which `resp` is.
    let ret =
        unsafe { libc::ioctl(listener.as_raw_fd(), libc::SECCOMP_IOCTL_NOTIF_SEND, &raw mut resp) };
    check(ret.into()).map(|_| ())
}

/// Asks for wake-ups on the waker's processor (Linux 6.6), or for the scheduler's choice again.
/// Older kernels refuse, which costs only time.
pub(crate) fn wake_synchronously(listener: BorrowedFd<'_>, on: bool) {
    const SYNC_WAKE_UP: u64 = 1;
    let flags = if on { SYNC_WAKE_UP } else { 0 };
    // SAFETY: SET_FLAGS takes its argument as a number.
    unsafe { libc::ioctl(listener.as_raw_fd(), libc::SECCOMP_IOCTL_NOTIF_SET_FLAGS, flags) };
}

/// Whether every process under the listener's filter is gone.
pub(crate) fn hung_up(listener: BorrowedFd<'_>) -> bool {
    let mut p = libc::pollfd { fd: listener.as_raw_fd(), events: 0, revents: 0 };
    // SAFETY: `p` is one pollfd, as the count says.
    let n = unsafe { libc::poll(&mut p, 1, 0) };
    n == 1 && p.revents & (libc::POLLHUP | libc::POLLNVAL) != 0
}
