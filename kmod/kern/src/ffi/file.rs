//! `shim/file.h`.
#![allow(missing_docs)]
use core::ffi::{c_char, c_int, c_void};

pub const WSS_FILE_PATH: usize = 1024;
pub const WSS_FILE_SOCKADDR: usize = 128;

#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct WssStat {
    pub nodeid: u64,
    pub dev: u64,
    pub size: u64,
    pub rdev: u64,
    pub mtime: i64,
    pub ctime: i64,
    pub mode: u32,
    pub nlink: u32,
    pub uid: u32,
    pub gid: u32,
}

unsafe extern "C" {
    pub fn wss_file_stat(
        dirfd: c_int,
        path: *const c_char,
        follow: bool,
        stat: *mut WssStat,
    ) -> c_int;
    pub fn wss_file_fstat(fd: c_int, stat: *mut WssStat) -> c_int;
    pub fn wss_file_resolve(
        dirfd: c_int,
        path: *const c_char,
        follow: bool,
        buf: *mut c_char,
        len: *mut usize,
    ) -> c_int;
    pub fn wss_file_path(fd: c_int, buf: *mut c_char, len: *mut usize) -> c_int;
    pub fn wss_file_pid_exe(pid: u32, buf: *mut c_char, len: *mut usize) -> c_int;
    pub fn wss_file_readlink(
        dirfd: c_int,
        path: *const c_char,
        buf: *mut c_char,
        len: *mut usize,
    ) -> c_int;
    pub fn wss_file_pread(
        fd: c_int,
        buf: *mut c_void,
        len: usize,
        offset: u64,
        done: *mut usize,
    ) -> c_int;
    pub fn wss_file_sockaddr(fd: c_int, peer: bool, buf: *mut c_void, len: *mut usize) -> c_int;
}
