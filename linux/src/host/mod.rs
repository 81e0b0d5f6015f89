//! The services of the host contract (obligation 9): each answers as the wrapped thread itself
//! would see the system, through `/proc/TID`.
mod creds;
mod exe;
mod path;
#[cfg(test)]
mod tests;

use crate::sys::{self, Errno, from_io, mem, process};
use std::collections::HashMap;
use std::fs::File;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::time::{SystemTime, UNIX_EPOCH};
use wss_abi::ctx::MAX_STRING;
use wss_abi::stat::WrStat;
use wss_engine::host::{At, Creds, Host, Tid};

type Result<T> = core::result::Result<T, Errno>;

/// The Linux host's services.
#[derive(Debug, Default)]
pub struct LinuxHost {
    /// Process of each wrapped thread.
    tgids: HashMap<i32, i32>,
    /// Credentials asked for before, until something may have changed them.
    creds: HashMap<i32, Creds>,
}

impl LinuxHost {
    /// The first wrapped process.
    pub(crate) fn first(pid: i32) -> LinuxHost {
        LinuxHost { tgids: HashMap::from([(pid, pid)]), creds: HashMap::new() }
    }

    /// A thread of process `tgid`, or a new process, made by `parent`.
    pub(crate) fn born(&mut self, parent: i32, child: i32, tgid: Option<i32>) {
        self.tgids.insert(child, tgid.unwrap_or(child));
        // A thread starts with its maker's credentials and parent; a process has another parent.
        if tgid.is_some()
            && let Some(creds) = self.creds.get(&parent)
        {
            self.creds.insert(child, *creds);
        }
    }

    /// A thread is gone; processes whose parent it was have another one now.
    pub(crate) fn gone(&mut self, tid: i32) {
        self.tgids.remove(&tid);
        self.creds.remove(&tid);
        self.creds.retain(|_, c| c.ppid != tid as u32);
    }

    /// The thread's credentials may have changed.
    pub(crate) fn forget_creds(&mut self, tid: i32) {
        self.creds.remove(&tid);
    }

    fn tgid(&self, tid: i32) -> i32 {
        self.tgids.get(&tid).copied().unwrap_or(tid)
    }

    /// A NUL-terminated string of the process.
    pub(crate) fn read_string(tid: i32, addr: u64) -> Option<Vec<u8>> {
        let mut buf = vec![0; MAX_STRING as usize];
        let n = mem::read(tid, addr, &mut buf).ok()?;
        buf.truncate(n);
        let end = buf.iter().position(|b| *b == 0)?;
        buf.truncate(end);
        Some(buf)
    }

    /// Whether an interrupted call may have been waiting for something when the signal came, so
    /// that it gives EINTR unwrapped too: opening a FIFO waits for its other end.
    pub(crate) fn may_block(&mut self, tid: i32, nr: u64, args: &[u64; 6]) -> bool {
        let (dirfd, addr) = match nr as i64 {
            libc::SYS_open | libc::SYS_creat => (None, args[0]),
            libc::SYS_openat | libc::SYS_openat2 => (Some(args[0] as i32), args[1]),
            _ => return false,
        };
        let Some(name) = LinuxHost::read_string(tid, addr) else { return false };
        let dirfd = dirfd.filter(|fd| *fd != libc::AT_FDCWD);
        let at = At { dirfd, path: &name, follow: true };
        const S_IFMT: u32 = libc::S_IFMT;
        self.stat(tid as u32, at)
            .is_ok_and(|s| matches!(s.mode & S_IFMT, libc::S_IFIFO | libc::S_IFCHR))
    }

    /// A duplicate of a descriptor of the process.
    fn descriptor(&self, tid: i32, fd: i32) -> Result<OwnedFd> {
        process::descriptor_of(self.tgid(tid), tid, fd)
    }
}

/// A status as wrappers see it.
pub(crate) fn wr_stat(m: &std::fs::Metadata) -> WrStat {
    WrStat {
        nodeid: m.ino(),
        dev: m.dev(),
        size: m.size(),
        rdev: m.rdev(),
        mtime: m.mtime(),
        ctime: m.ctime(),
        mode: m.mode(),
        nlink: m.nlink() as u32,
        uid: m.uid(),
        gid: m.gid(),
    }
}

impl Host for LinuxHost {
    fn read(&mut self, tid: Tid, addr: u64, buf: &mut [u8]) -> Result<usize> {
        mem::read(tid as i32, addr, buf)
    }

    fn write(&mut self, tid: Tid, addr: u64, bytes: &[u8]) -> Result<()> {
        mem::write(tid as i32, addr, bytes)
    }

    fn stat(&mut self, tid: Tid, at: At<'_>) -> Result<WrStat> {
        let file = path::open(tid as i32, &at)?;
        file.metadata().map(|m| wr_stat(&m)).map_err(|e| from_io(&e))
    }

    fn fstat(&mut self, tid: Tid, fd: i32) -> Result<WrStat> {
        // Following the link reaches the open file itself, whatever its name is by now.
        match std::fs::metadata(format!("/proc/{tid}/fd/{fd}")) {
            Ok(m) => Ok(wr_stat(&m)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Errno(libc::EBADF as u16)),
            Err(e) => Err(from_io(&e)),
        }
    }

    fn sockaddr(&mut self, tid: Tid, fd: i32, peer: bool) -> Result<Vec<u8>> {
        let socket = self.descriptor(tid as i32, fd)?;
        let mut buf = [0u8; 128];
        let mut len = buf.len() as libc::socklen_t;
        let name = if peer { libc::getpeername } else { libc::getsockname };
        // SAFETY: `buf` and `len` are live and `len` is the size of `buf`, which bounds what the
        // kernel writes.
        let ret = unsafe { name(socket.as_raw_fd(), buf.as_mut_ptr().cast(), &mut len) };
        sys::check(ret.into())?;
        Ok(buf.get(..len as usize).unwrap_or(&buf).to_vec())
    }

    fn resolve(&mut self, tid: Tid, at: At<'_>) -> Result<Vec<u8>> {
        path::resolve(tid as i32, &at)
    }

    fn fd_path(&mut self, tid: Tid, fd: i32) -> Result<Vec<u8>> {
        path::fd_path(tid as i32, fd)
    }

    fn exe(&mut self, tid: Tid, pid: u32) -> Result<Vec<u8>> {
        exe::of(tid as i32, pid)
    }

    fn readlink(&mut self, tid: Tid, at: At<'_>) -> Result<Vec<u8>> {
        path::readlink(tid as i32, &at)
    }

    fn pread(&mut self, tid: Tid, fd: i32, buf: &mut [u8], offset: u64) -> Result<usize> {
        let stat = self.fstat(tid, fd)?;
        if stat.mode & libc::S_IFMT != libc::S_IFREG {
            return Err(Errno(libc::EINVAL as u16));
        }
        let file: File = self.descriptor(tid as i32, fd)?.into();
        file.read_at(buf, offset).map_err(|e| from_io(&e))
    }

    fn now(&mut self, monotonic: bool) -> u64 {
        if monotonic {
            let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
            // SAFETY: `t` is one timespec, which the call fills in.
            unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut t) };
            t.tv_sec as u64 * 1_000_000_000 + t.tv_nsec as u64
        } else {
            SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as u64)
        }
    }

    fn kill(&mut self, tid: Tid, signal: u8) -> Result<()> {
        process::kill(self.tgid(tid as i32), i32::from(signal))
    }

    fn creds(&mut self, tid: Tid) -> Creds {
        let tid = tid as i32;
        if let Some(known) = self.creds.get(&tid) {
            return *known;
        }
        let creds = creds::of(tid).unwrap_or_default();
        self.creds.insert(tid, creds);
        creds
    }
}

/// Opens for the name alone: never blocks, never acts.
fn path_only() -> std::fs::OpenOptions {
    let mut o = File::options();
    o.read(true).custom_flags(libc::O_PATH | libc::O_CLOEXEC);
    o
}
