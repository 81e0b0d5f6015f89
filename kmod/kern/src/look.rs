//! What clauses ask about files, sockets and programs, by the kernel's own functions for the current process: its
//! credentials, root, working directory, descriptors and capability rights apply, so that a wrapper learns
//! what the process could, and no more. On Linux the supervisor's do, which are the same user's.
//!
//! A file system may make these wait, for another process too: no lock is held. They are no methods of
//! the engine's host, so that no chain of calls leads from the engine here.
use crate::ffi::file::{self, WSS_FILE_PATH, WSS_FILE_SOCKADDR, WssStat};
use crate::host::{check, wr_stat};
use alloc::vec::Vec;
use core::ffi::{c_char, c_int};
use wss_abi::mem::{TryVec, try_filled};
use wss_abi::stat::WrStat;
use wss_engine::host::{Answer, Errno, Name, Question};

type Result<T> = core::result::Result<T, Errno>;

/// `AT_FDCWD` (sys/fcntl.h).
const AT_FDCWD: c_int = -100;
const ENOMEM: Errno = Errno(12);
const EINVAL: Errno = Errno(22);

/// Answers a question of the current thread's.
pub fn look_up(question: &Question) -> Answer {
    match question {
        Question::Stat(at) => Answer::Stat(stat(at)),
        Question::Fstat(fd) => Answer::Stat(fstat(*fd)),
        Question::Sockaddr(fd, Some(peer)) => Answer::Bytes(sockaddr(*fd, *peer)),
        Question::Sockaddr(fd, None) => {
            Answer::Bytes(sockaddr(*fd, true).or_else(|_| sockaddr(*fd, false)))
        }
        Question::Resolve(at) => Answer::Bytes(resolve(at)),
        Question::FdPath(fd) => Answer::Bytes(fd_path(*fd)),
        Question::PidExe(pid) => Answer::Bytes(pid_exe(*pid)),
        Question::Readlink(at) => Answer::Bytes(readlink(at)),
        Question::Pread(fd, len, offset) => Answer::Bytes(pread(*fd, *len, *offset)),
    }
}

/// A path as the kernel takes it, and where it starts from.
fn name(at: &Name) -> Result<(c_int, Vec<u8>)> {
    if at.path.contains(&0) {
        return Err(EINVAL);
    }
    let mut path = Vec::new();
    path.try_reserve_exact(at.path.len() + 1).map_err(|_| ENOMEM)?;
    path.try_extend(&at.path).map_err(|_| ENOMEM)?;
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

fn stat(at: &Name) -> Result<WrStat> {
    let (dirfd, path) = name(at)?;
    let mut stat = WssStat::default();
    // SAFETY: `path` ends with NUL, `stat` is one.
    check(unsafe { file::wss_file_stat(dirfd, path.as_ptr().cast(), at.follow, &mut stat) })?;
    Ok(wr_stat(&stat))
}

fn fstat(fd: c_int) -> Result<WrStat> {
    let mut stat = WssStat::default();
    // SAFETY: `stat` is one.
    check(unsafe { file::wss_file_fstat(fd, &mut stat) })?;
    Ok(wr_stat(&stat))
}

fn sockaddr(fd: c_int, peer: bool) -> Result<Vec<u8>> {
    let mut buf = try_filled(WSS_FILE_SOCKADDR, 0u8).map_err(|_| ENOMEM)?;
    let mut len = 0;
    // SAFETY: `buf` has as many bytes as the function asks for.
    check(unsafe { file::wss_file_sockaddr(fd, peer, buf.as_mut_ptr().cast(), &mut len) })?;
    buf.truncate(len);
    Ok(buf)
}

fn resolve(at: &Name) -> Result<Vec<u8>> {
    let (dirfd, path) = name(at)?;
    let path = path.as_ptr().cast();
    // SAFETY: `path` ends with NUL, the buffer is as `path_of` says.
    path_of(|buf, len| unsafe { file::wss_file_resolve(dirfd, path, at.follow, buf, len) })
}

fn fd_path(fd: c_int) -> Result<Vec<u8>> {
    // SAFETY: the buffer is as `path_of` says.
    path_of(|buf, len| unsafe { file::wss_file_path(fd, buf, len) })
}

fn pid_exe(pid: u32) -> Result<Vec<u8>> {
    // SAFETY: the buffer is as `path_of` says.
    path_of(|buf, len| unsafe { file::wss_file_pid_exe(pid, buf, len) })
}

fn readlink(at: &Name) -> Result<Vec<u8>> {
    let (dirfd, path) = name(at)?;
    let path = path.as_ptr().cast();
    // SAFETY: `path` ends with NUL, the buffer is as `path_of` says.
    path_of(|buf, len| unsafe { file::wss_file_readlink(dirfd, path, buf, len) })
}

fn pread(fd: c_int, len: usize, offset: u64) -> Result<Vec<u8>> {
    let mut buf = try_filled(len, 0u8).map_err(|_| ENOMEM)?;
    let mut done = 0;
    // SAFETY: `buf` has the length given.
    check(unsafe { file::wss_file_pread(fd, buf.as_mut_ptr().cast(), len, offset, &mut done) })?;
    buf.truncate(done);
    Ok(buf)
}
