//! A kqueue, by its system calls: the libc crate knows neither the flag nor, for every FreeBSD, `ext`.
use std::io::{Error, Result};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use wss_abi::execargs::{Execs, KQIOCEXECS, SYSCTL};
use wss_abi::watch::{Exec, Record, What};

pub(crate) const NOTE_EXIT: u32 = 0x8000_0000;
pub(crate) const NOTE_EXEC: u32 = 0x2000_0000;
pub(crate) const NOTE_TRACK: u32 = 1;
const EVFILT_PROC: i16 = -5;
const EV_ADD: u16 = 1;
const KEVENT: i64 = 560;
const FREEBSD11_KEVENT: i64 = 363;

/// `struct kevent`.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub(crate) struct Event {
    pub ident: usize,
    pub filter: i16,
    pub flags: u16,
    pub fflags: u32,
    pub data: i64,
    pub udata: usize,
    pub ext: [u64; 4],
}

/// An exec, as a record told it.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub seq: u64,
    pub udata: u64,
    pub pid: u32,
    pub flags: u16,
    pub path: Vec<u8>,
    pub argc: u32,
    pub args_bytes: u32,
    pub envc: u32,
    pub env_bytes: u32,
    pub args: Vec<Vec<u8>>,
    /// Of the record.
    pub bytes: usize,
}

/// Has the kernel the patch?
pub(crate) fn patched() -> bool {
    number(SYSCTL).is_some()
}

/// Value of a sysctl.
pub(crate) fn number(name: &std::ffi::CStr) -> Option<u64> {
    let (mut value, mut len) = (0u64, size_of::<u64>());
    // SAFETY: `value` has `len` bytes.
    let done = unsafe {
        let at = (&raw mut value).cast();
        libc::sysctlbyname(name.as_ptr(), at, &mut len, std::ptr::null(), 0)
    };
    (done == 0).then_some(value)
}

pub(crate) struct Kq(OwnedFd);

impl Kq {
    pub(crate) fn new() -> Result<Kq> {
        // SAFETY: no condition.
        match unsafe { libc::kqueue() } {
            -1 => Err(Error::last_os_error()),
            // SAFETY: the descriptor is new, and nobody else's.
            fd => Ok(Kq(unsafe { OwnedFd::from_raw_fd(fd) })),
        }
    }

    /// Watches a process.
    pub(crate) fn watch(&self, pid: i32, fflags: u32, udata: usize) -> Result<()> {
        let event = Event {
            ident: pid as usize,
            filter: EVFILT_PROC,
            flags: EV_ADD,
            fflags,
            udata,
            ..Event::default()
        };
        // SAFETY: one change, no event.
        let done =
            unsafe { libc::syscall(KEVENT as _, self.0.as_raw_fd(), &event, 1, 0usize, 0, 0usize) };
        if done == -1 { Err(Error::last_os_error()) } else { Ok(()) }
    }

    /// The next event, if one comes within so many seconds.
    pub(crate) fn next(&self, seconds: i64) -> Result<Option<Event>> {
        let time = libc::timespec { tv_sec: seconds, tv_nsec: 0 };
        let mut event = Event::default();
        // SAFETY: no change, room for one event.
        let done = unsafe {
            libc::syscall(KEVENT as _, self.0.as_raw_fd(), 0usize, 0, &mut event, 1, &time)
        };
        match done {
            -1 => Err(Error::last_os_error()),
            0 => Ok(None),
            _ => Ok(Some(event)),
        }
    }

    /// As [`Kq::next`], by the call of FreeBSD 11, whose events have no `ext`; its `fflags`.
    pub(crate) fn next_11(&self) -> Result<u32> {
        let time = libc::timespec { tv_sec: 10, tv_nsec: 0 };
        let mut event = [0u64; 4];
        // SAFETY: no change, room for one event: four words.
        let done = unsafe {
            let (fd, at) = (self.0.as_raw_fd(), event.as_mut_ptr());
            libc::syscall(FREEBSD11_KEVENT as _, fd, 0usize, 0, at, 1, &time)
        };
        if done == 1 { Ok((event[1] >> 32) as u32) } else { Err(Error::last_os_error()) }
    }

    /// Takes records off the kqueue; what the kernel said.
    pub(crate) fn take(&self, buffer: &mut [u8]) -> Result<(Vec<Told>, Execs)> {
        let at = buffer.as_mut_ptr() as u64;
        let execs = self.ask(Execs { buf: at, len: buffer.len() as u64, ..Execs::default() })?;
        let mut rest = buffer.get(..execs.len as usize).unwrap_or_default();
        let mut all = Vec::new();
        while !rest.is_empty() {
            let before = rest.len();
            let (record, behind) =
                Record::parse(rest).ok_or_else(|| Error::other("a record that is none"))?;
            let What::Exec(Exec { argc, args_bytes, envc, env_bytes, path, .. }) = record.what
            else {
                return Err(Error::other(format!("not an exec: {record:?}")));
            };
            let What::Exec(exec) = record.what else { continue };
            all.push(Told {
                seq: record.seq,
                udata: record.udata,
                pid: record.pid,
                flags: record.flags,
                path: path.to_vec(),
                argc,
                args_bytes,
                envc,
                env_bytes,
                args: exec.arguments().map(<[u8]>::to_vec).collect(),
                bytes: before - behind.len(),
            });
            rest = behind;
        }
        Ok((all, execs))
    }

    /// The ioctl as it is.
    pub(crate) fn ask(&self, mut execs: Execs) -> Result<Execs> {
        // SAFETY: `execs` is what the command takes; what it points to is the caller's buffer or an
        // address that the kernel refuses.
        match unsafe { libc::ioctl(self.0.as_raw_fd(), KQIOCEXECS as _, &mut execs) } {
            -1 => Err(Error::last_os_error()),
            _ => Ok(execs),
        }
    }
}
