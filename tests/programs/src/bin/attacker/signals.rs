//! Signals to the supervisor, by every call that can send one.
use crate::{Attack, Result, Victim, call, pidfd};
use std::io::{self, Write};
use std::os::fd::AsRawFd;

const TERM: u64 = libc::SIGTERM as u64;

pub(crate) const ATTACKS: &[Attack] = &[
    ("kill-term", |v| to_pid(libc::SYS_kill, v, TERM)),
    ("kill-kill", |v| to_pid(libc::SYS_kill, v, libc::SIGKILL as u64)),
    ("kill-stop", |v| to_pid(libc::SYS_kill, v, libc::SIGSTOP as u64)),
    ("tkill", |v| to_pid(libc::SYS_tkill, v, TERM)),
    ("tgkill", tgkill),
    ("kill-group", kill_group),
    ("kill-all", kill_all),
    ("rt_sigqueueinfo", rt_sigqueueinfo),
    ("rt_tgsigqueueinfo", rt_tgsigqueueinfo),
    ("pidfd_send_signal", |v| send(pidfd(v))),
    ("proc-send_signal", proc_send_signal),
    ("fcntl-setown", |v| setown(v, libc::F_SETOWN)),
    ("fcntl-setown_ex", |v| setown(v, F_SETOWN_EX)),
    ("ioctl-setown", ioctl_setown),
    ("clone-parent-signal", clone_parent_signal),
];

fn to_pid(nr: i64, victim: &Victim, signal: u64) -> Result {
    // SAFETY: takes no pointer.
    Some(unsafe { call(nr, &[victim.pid as u64, signal]) })
}

fn tgkill(victim: &Victim) -> Result {
    // SAFETY: takes no pointer.
    Some(unsafe { call(libc::SYS_tgkill, &[victim.pid as u64, victim.pid as u64, TERM]) })
}

/// Only if the victim leads a group that this program was not started in: else the signal is for
/// this program, too.
fn kill_group(victim: &Victim) -> Result {
    let group = group(victim)?;
    // SAFETY: takes no pointer.
    Some(unsafe { call(libc::SYS_kill, &[-i64::from(group) as u64, TERM]) })
}

/// The victim's process group, if it leads it, and is no ancestor that shares its group.
pub(crate) fn group(victim: &Victim) -> Option<i32> {
    // SAFETY: takes no pointer.
    let group = unsafe { libc::getpgid(victim.pid) };
    (group == victim.pid && crate::is_tracer(victim.pid)).then_some(group)
}

/// Everybody, but only where everybody is the supervisor and what it supervises: in a PID namespace
/// whose first process's child is the victim, as the test sets up and says by
/// `WSS_TEST_OUTER_PIDNS`, the name of the namespace that this must not be.
fn kill_all(victim: &Victim) -> Result {
    let outer = std::env::var_os("WSS_TEST_OUTER_PIDNS")?;
    let own = std::fs::read_link("/proc/self/ns/pid").ok()?;
    if !outer.to_str()?.starts_with("pid:[") || own == outer || crate::parent(victim.pid)? != 1 {
        return None;
    }
    // SAFETY: takes no pointer.
    Some(unsafe { call(libc::SYS_kill, &[-1i64 as u64, libc::SIGKILL as u64]) })
}

/// `struct siginfo`: signal, errno, code (SI_QUEUE), as the kernel wants it; 128 bytes.
fn info() -> [u32; 32] {
    let mut info = [0; 32];
    info[0] = libc::SIGTERM as u32;
    info[2] = libc::SI_QUEUE as u32;
    info
}

fn rt_sigqueueinfo(victim: &Victim) -> Result {
    let info = info();
    let args = [victim.pid as u64, TERM, info.as_ptr() as u64];
    // SAFETY: `info` has a siginfo's size.
    Some(unsafe { call(libc::SYS_rt_sigqueueinfo, &args) })
}

fn rt_tgsigqueueinfo(victim: &Victim) -> Result {
    let info = info();
    let args = [victim.pid as u64, victim.pid as u64, TERM, info.as_ptr() as u64];
    // SAFETY: as above.
    Some(unsafe { call(libc::SYS_rt_tgsigqueueinfo, &args) })
}

fn send(fd: i64) -> Result {
    if fd < 0 {
        return Some(fd);
    }
    // SAFETY: no siginfo is passed.
    Some(unsafe { call(libc::SYS_pidfd_send_signal, &[fd as u64, TERM, 0, 0]) })
}

/// A directory of /proc serves as a descriptor of its process, too.
fn proc_send_signal(victim: &Victim) -> Result {
    let directory = std::fs::File::open(format!("/proc/{}", victim.pid));
    match directory {
        Ok(directory) => send(directory.as_raw_fd().into()),
        Err(e) => Some(-i64::from(e.raw_os_error()?)),
    }
}

/// <fcntl.h>; not in the libc crate.
const F_SETOWN_EX: i32 = 15;
const F_SETSIG: i32 = 10;

/// Makes the victim the owner of a pipe: SIGTERM is sent to it when there is something to read.
fn setown(victim: &Victim, how: i32) -> Result {
    let (from, to) = io::pipe().ok()?;
    let fd = from.as_raw_fd() as u64;
    let owner_ex = [1, victim.pid]; // F_OWNER_PID
    let owner = match how {
        F_SETOWN_EX => owner_ex.as_ptr() as u64,
        _ => victim.pid as u64,
    };
    // SAFETY: `owner_ex` is a struct f_owner_ex.
    let owned = unsafe { call(libc::SYS_fcntl, &[fd, how as u64, owner]) };
    Some(if owned < 0 { owned } else { trigger(fd, to) })
}

fn trigger(fd: u64, mut to: impl Write) -> i64 {
    // SAFETY: takes no pointer.
    let signal = unsafe { call(libc::SYS_fcntl, &[fd, F_SETSIG as u64, TERM]) };
    // SAFETY: takes no pointer.
    let flags = unsafe { call(libc::SYS_fcntl, &[fd, libc::F_SETFL as u64, libc::O_ASYNC as u64]) };
    match (signal.min(flags), to.write_all(b"x")) {
        (0, Err(e)) => -i64::from(e.raw_os_error().unwrap_or(libc::EIO)),
        (result, _) => result,
    }
}

/// The same by ioctl(FIOSETOWN) of a socket.
fn ioctl_setown(victim: &Victim) -> Result {
    const FIOSETOWN: u64 = 0x8901;
    let (from, to) = std::os::unix::net::UnixStream::pair().ok()?;
    let fd = from.as_raw_fd() as u64;
    let owner = victim.pid;
    // SAFETY: the argument points to an int.
    let owned = unsafe { call(libc::SYS_ioctl, &[fd, FIOSETOWN, &raw const owner as u64]) };
    Some(if owned < 0 { owned } else { trigger(fd, to) })
}

/// A sibling that asks for SIGTERM to its parent when it exits; from a child of the supervisor, its
/// parent is the supervisor. (Linux gives siblings the exit signal of the caller: no way in.)
fn clone_parent_signal(_: &Victim) -> Result {
    let flags = (libc::CLONE_PARENT | libc::SIGTERM) as u64;
    // SAFETY: no pointers; the child gets a copy of this memory and exits.
    let result = unsafe { call(libc::SYS_clone, &[flags, 0, 0, 0, 0]) };
    if result == 0 {
        // SAFETY: takes no pointer.
        unsafe { libc::_exit(0) };
    }
    Some(result.signum().min(0) * -result)
}
