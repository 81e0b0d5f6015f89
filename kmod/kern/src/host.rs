//! The services of the host contract (obligation 9), by the kernel's own functions for the current
//! process: its credentials, root, working directory, descriptors and capability rights apply, so
//! that a wrapper learns what the process could, and no more. On Linux the supervisor's do, which
//! are the same user's.
//!
//! Another thread's process can be told by its credentials and signalled; its memory and its files
//! are out of reach (EFAULT, ESRCH), and the engine has no need for them.
use crate::ffi::file::{self, WSS_FILE_PATH, WSS_FILE_SOCKADDR, WssStat};
use crate::ffi::vector::wss_vector_pid;
use crate::ffi::{proc, user};
use alloc::vec::Vec;
use core::ffi::{c_char, c_int};
use wss_abi::mem::{TryVec, try_filled};
use wss_abi::stat::WrStat;
use wss_engine::host::{At, Creds, Errno, Host, Tid};

type Result<T> = core::result::Result<T, Errno>;

/// `AT_FDCWD` (sys/fcntl.h).
const AT_FDCWD: c_int = -100;
const ESRCH: Errno = Errno(3);
const EIO: Errno = Errno(5);
const ENOMEM: Errno = Errno(12);
const EFAULT: Errno = Errno(14);
const EINVAL: Errno = Errno(22);

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

    /// The thread that it serves.
    pub fn tid(&self) -> Tid {
        self.tid
    }

    fn own(&self, tid: Tid, otherwise: Errno) -> Result<()> {
        if tid == self.tid || tid == self.pid { Ok(()) } else { Err(otherwise) }
    }
}

/// What a function of the kernel returned.
fn check(error: c_int) -> Result<()> {
    match error {
        0 => Ok(()),
        1..=4095 => Err(Errno(error as u16)),
        _ => Err(EIO),
    }
}

/// A path as the kernel takes it, and where it starts from.
fn name(at: &At<'_>) -> Result<(c_int, Vec<u8>)> {
    if at.path.contains(&0) {
        return Err(EINVAL);
    }
    let mut path = Vec::new();
    path.try_reserve_exact(at.path.len() + 1).map_err(|_| ENOMEM)?;
    path.try_extend(at.path).map_err(|_| ENOMEM)?;
    path.try_push(0).map_err(|_| ENOMEM)?;
    Ok((at.dirfd.unwrap_or(AT_FDCWD), path))
}

/// The path that `call` puts into a buffer of `WSS_FILE_PATH` bytes, whose length it tells.
fn path_of(call: impl FnOnce(*mut c_char, *mut usize) -> c_int) -> Result<Vec<u8>> {
    let mut buf = try_filled(WSS_FILE_PATH, 0u8).map_err(|_| ENOMEM)?;
    let mut len = 0;
    check(call(buf.as_mut_ptr().cast(), &mut len))?;
    buf.truncate(len);
    Ok(buf)
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
    fn read(&mut self, tid: Tid, addr: u64, buf: &mut [u8]) -> Result<usize> {
        self.own(tid, EFAULT)?;
        let mut done = 0;
        // SAFETY: `buf` has the length given; `addr` may be anything.
        check(unsafe { user::wss_user_read(addr, buf.as_mut_ptr().cast(), buf.len(), &mut done) })?;
        Ok(done.min(buf.len()))
    }

    fn write(&mut self, tid: Tid, addr: u64, bytes: &[u8]) -> Result<()> {
        self.own(tid, EFAULT)?;
        // SAFETY: `bytes` has the length given; `addr` may be anything.
        check(unsafe { user::wss_user_write(addr, bytes.as_ptr().cast(), bytes.len()) })
    }

    fn stat(&mut self, tid: Tid, at: At<'_>) -> Result<WrStat> {
        self.own(tid, ESRCH)?;
        let (dirfd, path) = name(&at)?;
        let mut stat = WssStat::default();
        let path = path.as_ptr().cast();
        // SAFETY: `path` ends with NUL, `stat` is one.
        check(unsafe { file::wss_file_stat(dirfd, path, at.follow, &mut stat) })?;
        Ok(wr_stat(&stat))
    }

    fn fstat(&mut self, tid: Tid, fd: i32) -> Result<WrStat> {
        self.own(tid, ESRCH)?;
        let mut stat = WssStat::default();
        // SAFETY: `stat` is one.
        check(unsafe { file::wss_file_fstat(fd, &mut stat) })?;
        Ok(wr_stat(&stat))
    }

    fn sockaddr(&mut self, tid: Tid, fd: i32, peer: bool) -> Result<Vec<u8>> {
        self.own(tid, ESRCH)?;
        let mut buf = try_filled(WSS_FILE_SOCKADDR, 0u8).map_err(|_| ENOMEM)?;
        let mut len = 0;
        // SAFETY: `buf` has as many bytes as the function asks for.
        check(unsafe { file::wss_file_sockaddr(fd, peer, buf.as_mut_ptr().cast(), &mut len) })?;
        buf.truncate(len);
        Ok(buf)
    }

    fn resolve(&mut self, tid: Tid, at: At<'_>) -> Result<Vec<u8>> {
        self.own(tid, ESRCH)?;
        let (dirfd, path) = name(&at)?;
        let path = path.as_ptr().cast();
        // SAFETY: `path` ends with NUL, the buffer is as `path_of` says.
        path_of(|buf, len| unsafe { file::wss_file_resolve(dirfd, path, at.follow, buf, len) })
    }

    fn fd_path(&mut self, tid: Tid, fd: i32) -> Result<Vec<u8>> {
        self.own(tid, ESRCH)?;
        // SAFETY: the buffer is as `path_of` says.
        path_of(|buf, len| unsafe { file::wss_file_path(fd, buf, len) })
    }

    fn readlink(&mut self, tid: Tid, at: At<'_>) -> Result<Vec<u8>> {
        self.own(tid, ESRCH)?;
        let (dirfd, path) = name(&at)?;
        let path = path.as_ptr().cast();
        // SAFETY: `path` ends with NUL, the buffer is as `path_of` says.
        path_of(|buf, len| unsafe { file::wss_file_readlink(dirfd, path, buf, len) })
    }

    fn pread(&mut self, tid: Tid, fd: i32, buf: &mut [u8], offset: u64) -> Result<usize> {
        self.own(tid, ESRCH)?;
        let mut done = 0;
        let (at, len) = (buf.as_mut_ptr().cast(), buf.len());
        // SAFETY: `buf` has the length given.
        check(unsafe { file::wss_file_pread(fd, at, len, offset, &mut done) })?;
        Ok(done.min(buf.len()))
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
