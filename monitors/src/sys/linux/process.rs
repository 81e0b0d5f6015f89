//! A process by a handle that never comes to mean another one: pidfd_open(2).
use super::{Exit, check};
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

/// A process, whatever becomes of its number.
#[derive(Debug)]
pub struct Process {
    pid: u32,
    fd: OwnedFd,
}

/// `struct pidfd_info` as of Linux 6.15 (include/uapi/linux/pidfd.h), 64 bytes.
#[repr(C)]
#[derive(Default)]
struct Info {
    mask: u64,
    rest: [u32; 13],
    exit_code: i32,
}

/// `PIDFD_INFO_EXIT`: how a process that has been reaped ended.
const INFO_EXIT: u64 = 1 << 3;
/// `PIDFD_GET_INFO`: `_IOWR(0xff, 11, struct pidfd_info)` with 64 bytes.
const GET_INFO: libc::c_ulong = 0xc040_ff0b;

impl Process {
    /// The process that has this number now. `ESRCH`: there is none.
    pub fn open(pid: u32) -> io::Result<Self> {
        // SAFETY: takes two integers; the result is checked before use.
        let fd = check(unsafe { libc::syscall(libc::SYS_pidfd_open, pid as libc::pid_t, 0u32) })?;
        // SAFETY: the call succeeded, so this is a new descriptor that nothing else owns.
        Ok(Self { pid, fd: unsafe { OwnedFd::from_raw_fd(fd as RawFd) } })
    }

    /// A process whose descriptor the kernel gave with it.
    pub(super) fn from_parts(pid: u32, fd: OwnedFd) -> Self {
        Self { pid, fd }
    }

    /// The number it had when the handle was opened.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    pub(super) fn fd(&self) -> RawFd {
        self.fd.as_raw_fd()
    }

    /// Whether it has ended.
    pub fn ended(&self) -> bool {
        let mut poll = libc::pollfd { fd: self.fd(), events: libc::POLLIN, revents: 0 };
        // SAFETY: one structure, ours, is described and lives through the call.
        unsafe { libc::poll(&mut poll, 1, 0) == 1 }
    }

    /// Sends it a signal. `ESRCH`: it has ended. `EPERM`: not ours to signal.
    pub fn signal(&self, signal: i32) -> io::Result<()> {
        // SAFETY: integers and a null siginfo, which means that of kill(2).
        let result = unsafe {
            let none: *const libc::siginfo_t = std::ptr::null();
            libc::syscall(libc::SYS_pidfd_send_signal, self.fd(), signal, none, 0u32)
        };
        check(result).map(drop)
    }

    /// How it ended, as far as the kernel says: to whoever has a handle once the parent has reaped it
    /// (6.15 and later), before that to whoever may trace it.
    pub(crate) fn exit(&self) -> Option<Exit> {
        self.reaped().or_else(|| {
            // Unreaped, the number is still its own.
            match super::proc::zombie_status(self.pid) {
                Some(status) if status != 0 => Some(Exit::from_wait(status)),
                _ => self.reaped(),
            }
        })
    }

    fn reaped(&self) -> Option<Exit> {
        let mut info = Info { mask: INFO_EXIT, ..Info::default() };
        // SAFETY: the request says that it takes 64 bytes, which is the size of Info.
        let result = unsafe { libc::ioctl(self.fd(), GET_INFO, &raw mut info) };
        (result == 0 && info.mask & INFO_EXIT != 0).then(|| Exit::from_wait(info.exit_code))
    }
}

const _: () = assert!(size_of::<Info>() == 64);
