//! A process by its number and the moment it started, which together never come to mean another one.
use super::{check, info};
use std::io;
use std::os::fd::OwnedFd;

/// A process, whatever becomes of its number.
#[derive(Debug)]
pub struct Process {
    pid: u32,
    started: u64,
    /// Its descriptor, if this process has just made it and nobody watches it yet: while it is open the
    /// number cannot be another's, and who it is of is its parent.
    made: Option<OwnedFd>,
}

fn gone() -> io::Error {
    io::Error::from_raw_os_error(libc::ESRCH)
}

impl Process {
    /// The process that has this number now. `ESRCH`: there is none, or none that may be seen.
    pub fn open(pid: u32) -> io::Result<Self> {
        let (info, started) = info::started(pid).ok_or_else(gone)?;
        if ending(&info) { Err(gone()) } else { Ok(Self { pid, started, made: None }) }
    }

    /// A process that was made with this descriptor.
    pub(super) fn made(pid: u32, descriptor: OwnedFd) -> io::Result<Self> {
        let (_, started) = info::started(pid).ok_or_else(gone)?;
        Ok(Self { pid, started, made: Some(descriptor) })
    }

    /// Lets go of its descriptor: init is its parent from now on, and reaps it.
    pub(super) fn release(&mut self) {
        self.made = None;
    }

    /// The number it had when the handle was opened.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Whether it has ended.
    pub fn ended(&self) -> bool {
        info::started(self.pid)
            .is_none_or(|(info, started)| started != self.started || ending(&info))
    }

    /// Whether its number is still its own: it runs, ends, or waits for its parent to ask for its status.
    pub(super) fn same(&self) -> bool {
        info::started(self.pid).is_some_and(|(_, started)| started == self.started)
    }

    /// Sends it a signal. `ESRCH`: it has ended. `EPERM`: not ours to signal.
    ///
    /// The kernel takes a number. Between the look at whose it is and the signal lies one system call's time, in which the
    /// process would have to end and every other number to be used up.
    pub fn signal(&self, signal: i32) -> io::Result<()> {
        if self.ended() {
            return Err(gone());
        }
        // SAFETY: integers only.
        check(unsafe { libc::kill(self.pid as libc::pid_t, signal) }.into()).map(drop)
    }
}

fn ending(info: &libc::kinfo_proc) -> bool {
    info.ki_stat == libc::SZOMB || info.ki_flag & libc::c_long::from(libc::P_WEXIT) != 0
}
