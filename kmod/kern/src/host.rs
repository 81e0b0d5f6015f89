//! The services of the host contract (obligation 9) that never wait: memory, credentials, signals, the
//! time. What a clause asks about files, sockets and programs is [`crate::look`]'s, without the engine's lock.
//!
//! Another thread's process can be told by its credentials and signalled; its memory is out of reach
//! (EFAULT), and the engine has no need for it.
use crate::ffi::file::WssStat;
use crate::ffi::vector::wss_vector_pid;
use crate::ffi::{proc, user};
use alloc::vec::Vec;
use core::ffi::c_int;
use wss_abi::stat::WrStat;
use wss_engine::host::{At, Creds, Errno, Host, Tid};

type Result<T> = core::result::Result<T, Errno>;

const EIO: Errno = Errno(5);
const EDEADLK: Errno = Errno(11);
const EFAULT: Errno = Errno(14);

/// The kernel, as it serves the engine on behalf of one thread.
#[derive(Clone, Copy, Debug)]
pub struct KernelHost {
    tid: Tid,
    /// The engine knows a process by its own id as by a thread's.
    pid: Tid,
}

impl KernelHost {
    /// For the current thread.
    pub fn here() -> KernelHost {
        // SAFETY: no condition.
        unsafe { KernelHost { tid: proc::wss_proc_tid(), pid: wss_vector_pid() } }
    }

    /// The same, for one who knows its ids: the current thread's, and its process's.
    pub fn of(tid: Tid, pid: Tid) -> KernelHost {
        KernelHost { tid, pid }
    }

    /// The credentials of the thread that it serves, without a lock: who is looked for by a process's number is
    /// looked for with the engine's.
    pub fn own_creds(&mut self) -> Creds {
        self.creds(self.tid)
    }

    fn own(&self, tid: Tid) -> Result<()> {
        if tid == self.tid || tid == self.pid { Ok(()) } else { Err(EFAULT) }
    }
}

/// What a function of the kernel returned.
pub(crate) fn check(error: c_int) -> Result<()> {
    match error {
        0 => Ok(()),
        1..=4095 => Err(Errno(error as u16)),
        _ => Err(EIO),
    }
}

/// A file's status as clauses see it.
pub(crate) fn wr_stat(s: &WssStat) -> WrStat {
    WrStat {
        nodeid: s.nodeid,
        dev: s.dev,
        size: s.size,
        rdev: s.rdev,
        mtime: s.mtime,
        ctime: s.ctime,
        mode: s.mode,
        nlink: s.nlink,
        uid: s.uid,
        gid: s.gid,
    }
}

impl Host for KernelHost {
    /// A file system may wait for another process, and that for the engine's lock.
    fn later(&self) -> bool {
        true
    }

    fn read(&mut self, tid: Tid, addr: u64, buf: &mut [u8]) -> Result<usize> {
        self.own(tid)?;
        let mut done = 0;
        // SAFETY: `buf` has the length given; `addr` may be anything.
        check(unsafe { user::wss_user_read(addr, buf.as_mut_ptr().cast(), buf.len(), &mut done) })?;
        Ok(done.min(buf.len()))
    }

    fn write(&mut self, tid: Tid, addr: u64, bytes: &[u8]) -> Result<()> {
        self.own(tid)?;
        // SAFETY: `bytes` has the length given; `addr` may be anything.
        check(unsafe { user::wss_user_write(addr, bytes.as_ptr().cast(), bytes.len()) })
    }

    // The rest is asked of `look_up`, without the engine's lock.

    fn stat(&mut self, _: Tid, _: At<'_>) -> Result<WrStat> {
        Err(EDEADLK)
    }

    fn fstat(&mut self, _: Tid, _: i32) -> Result<WrStat> {
        Err(EDEADLK)
    }

    fn sockaddr(&mut self, _: Tid, _: i32, _: bool) -> Result<Vec<u8>> {
        Err(EDEADLK)
    }

    fn resolve(&mut self, _: Tid, _: At<'_>) -> Result<Vec<u8>> {
        Err(EDEADLK)
    }

    fn fd_path(&mut self, _: Tid, _: i32) -> Result<Vec<u8>> {
        Err(EDEADLK)
    }

    fn exe(&mut self, _: Tid, _: u32) -> Result<Vec<u8>> {
        Err(EDEADLK)
    }

    fn readlink(&mut self, _: Tid, _: At<'_>) -> Result<Vec<u8>> {
        Err(EDEADLK)
    }

    fn pread(&mut self, _: Tid, _: i32, _: &mut [u8], _: u64) -> Result<usize> {
        Err(EDEADLK)
    }

    fn now(&mut self, monotonic: bool) -> u64 {
        // SAFETY: no condition.
        unsafe { proc::wss_proc_time(monotonic) }
    }

    fn kill(&mut self, tid: Tid, signal: u8) -> Result<()> {
        // SAFETY: no condition; an unknown thread or signal is an error.
        check(unsafe { proc::wss_proc_kill(tid, c_int::from(signal)) })
    }

    fn creds(&mut self, tid: Tid) -> Creds {
        let mut c = proc::WssCreds::default();
        // SAFETY: `c` is one. Of a thread that is gone nothing is asked any more, and 0 is told.
        let _ = unsafe { proc::wss_proc_creds(tid, &mut c) };
        Creds { ppid: c.ppid, uid: c.uid, euid: c.euid, gid: c.gid, egid: c.egid, jail: c.jail }
    }

    fn pid(&mut self, tid: Tid) -> u32 {
        let mut pid = tid;
        // SAFETY: `pid` is one; it stays as it is if there is no such thread.
        let _ = unsafe { proc::wss_proc_pid(tid, &mut pid) };
        pid
    }
}
