//! A kqueue(2).
use super::check;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::time::Duration;

/// What tells of events.
pub(super) struct Queue(OwnedFd);

/// Most events that are taken at once.
pub(super) const MOST: usize = 8;

/// A change of what is waited for, or a report.
pub(super) fn event(ident: usize, filter: i16, flags: u16, fflags: u32) -> libc::kevent {
    libc::kevent { ident, filter, flags, fflags, data: 0, udata: std::ptr::null_mut(), ext: [0; 4] }
}

impl Queue {
    pub(super) fn new() -> io::Result<Self> {
        // SAFETY: the descriptor is checked, new, and owned by nothing else.
        unsafe {
            let fd = check(libc::kqueue().into())? as RawFd;
            libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC);
            Ok(Self(OwnedFd::from_raw_fd(fd)))
        }
    }

    /// What becomes readable when there is something to take.
    pub(super) fn fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }

    pub(super) fn change(&self, change: libc::kevent) -> io::Result<()> {
        let none = std::ptr::null_mut();
        // SAFETY: one change, which the kernel only reads, and no room for reports.
        let result =
            unsafe { libc::kevent(self.fd(), &raw const change, 1, none, 0, std::ptr::null()) };
        check(result.into()).map(drop)
    }

    /// The first reports, of which it waits for one so long; without end: `None`.
    pub(super) fn take(
        &self,
        timeout: Option<Duration>,
    ) -> io::Result<impl Iterator<Item = libc::kevent> + use<>> {
        let timeout = timeout.map(|t| libc::timespec {
            tv_sec: t.as_secs() as libc::time_t,
            tv_nsec: t.subsec_nanos().into(),
        });
        let until = timeout.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
        let mut events = [event(0, 0, 0, 0); MOST];
        let (none, room) = (std::ptr::null(), MOST as libc::c_int);
        // SAFETY: no changes; room for the reports is given and said; the time, if any, outlives the call.
        let result = unsafe { libc::kevent(self.fd(), none, 0, events.as_mut_ptr(), room, until) };
        let count = match check(result.into()) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => 0,
            result => result? as usize,
        };
        Ok(events.into_iter().take(count))
    }
}
