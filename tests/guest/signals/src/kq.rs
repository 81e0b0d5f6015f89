//! A kqueue that listens for signals, and processes to send them to.
use std::io::{Error, Result};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use wss_abi::signals::{ABI, FILTER, Sender, bit, sent};

/// An event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub pid: u32,
    pub flags: u16,
    pub fflags: u32,
    pub data: u64,
    pub ext: [u64; 4],
}

impl Told {
    /// The signals, each with who sent it.
    pub(crate) fn sent(&self) -> Vec<(i32, Option<Sender>)> {
        sent(self.data, self.ext).map(|(signal, by)| (signal as i32, by)).collect()
    }

    /// Whether the process has ended, or the knote has.
    pub(crate) fn over(&self) -> bool {
        self.flags & libc::EV_EOF != 0
    }

    /// How many signals.
    pub(crate) fn count(&self) -> u64 {
        self.ext[3] >> 32
    }
}

/// Signals as a set.
pub(crate) fn set(signals: &[i32]) -> u64 {
    signals.iter().fold(0, |set, s| set | bit(*s as u32))
}

pub(crate) struct Kq(OwnedFd);

impl Kq {
    pub(crate) fn new() -> Result<Self> {
        // SAFETY: no condition.
        match unsafe { libc::kqueue() } {
            -1 => Err(Error::last_os_error()),
            // SAFETY: the descriptor is new, and nobody else's.
            fd => Ok(Self(unsafe { OwnedFd::from_raw_fd(fd) })),
        }
    }

    /// A change as it is.
    pub(crate) fn change(&self, pid: u32, flags: u16, fflags: u32, data: u64) -> Result<()> {
        let change = libc::kevent {
            ident: pid as usize,
            filter: FILTER,
            flags,
            fflags,
            data: data as i64,
            udata: std::ptr::null_mut(),
            ext: [u64::MAX; 4],
        };
        let (fd, null) = (self.0.as_raw_fd(), std::ptr::null_mut());
        // SAFETY: one change, which is only read; no event.
        match unsafe { libc::kevent(fd, &raw const change, 1, null, 0, std::ptr::null()) } {
            -1 => Err(Error::last_os_error()),
            _ => Ok(()),
        }
    }

    /// Listens for signals to a process.
    pub(crate) fn listen(&self, pid: u32, signals: &[i32]) -> Result<()> {
        self.change(pid, libc::EV_ADD, ABI, set(signals))
    }

    /// The next event, if one comes within so many milliseconds.
    pub(crate) fn next(&self, milliseconds: i64) -> Result<Option<Told>> {
        let time = libc::timespec {
            tv_sec: milliseconds / 1000,
            tv_nsec: milliseconds % 1000 * 1_000_000,
        };
        // SAFETY: zero is a valid kevent; no change, room for one event.
        let (count, event) = unsafe {
            let mut event: libc::kevent = std::mem::zeroed();
            let (fd, null) = (self.0.as_raw_fd(), std::ptr::null());
            (libc::kevent(fd, null, 0, &raw mut event, 1, &raw const time), event)
        };
        match count {
            -1 => Err(Error::last_os_error()),
            0 => Ok(None),
            _ => Ok(Some(Told {
                pid: event.ident as u32,
                flags: event.flags,
                fflags: event.fflags,
                data: event.data as u64,
                ext: event.ext,
            })),
        }
    }
}

/// A child that does this and ends.
pub(crate) struct Child(pub(crate) u32);

impl Child {
    pub(crate) fn new(does: impl FnOnce() -> i32) -> Result<Self> {
        // SAFETY: children do system calls alone, and end without running what their copy would.
        match unsafe { libc::fork() } {
            -1 => Err(Error::last_os_error()),
            0 => unsafe { libc::_exit(does()) },
            pid => Ok(Self(pid as u32)),
        }
    }

    /// One that waits to be killed.
    pub(crate) fn idle() -> Result<Self> {
        Self::new(|| {
            loop {
                // SAFETY: no condition.
                unsafe { libc::pause() };
            }
        })
    }

    pub(crate) fn signal(&self, signal: i32) {
        kill(self.0, signal);
    }

    /// Its status, when it has ended.
    pub(crate) fn wait(self) -> i32 {
        let mut status = 0;
        // SAFETY: the kernel writes one status, ours.
        unsafe { libc::waitpid(self.0 as i32, &raw mut status, 0) };
        std::mem::forget(self);
        status
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.signal(libc::SIGKILL);
        // SAFETY: no status is asked for.
        unsafe { libc::waitpid(self.0 as i32, std::ptr::null_mut(), 0) };
    }
}

/// kill(2).
pub(crate) fn kill(pid: u32, signal: i32) {
    // SAFETY: integers.
    unsafe { libc::kill(pid as i32, signal) };
}
