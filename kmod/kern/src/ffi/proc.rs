//! `shim/proc.h`.
#![allow(missing_docs)]
use core::ffi::c_int;

#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct WssCreds {
    pub ppid: u32,
    pub uid: u32,
    pub euid: u32,
    pub gid: u32,
    pub egid: u32,
    pub jail: u32,
}

unsafe extern "C" {
    pub fn wss_proc_tid() -> u32;
    pub fn wss_proc_pid(tid: u32, pid: *mut u32) -> c_int;
    pub fn wss_proc_creds(tid: u32, creds: *mut WssCreds) -> c_int;
    pub fn wss_proc_kill(tid: u32, signal: c_int) -> c_int;
    pub fn wss_proc_time(monotonic: bool) -> u64;
}
