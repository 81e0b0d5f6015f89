//! `shim/hooks.h`.
#![allow(missing_docs)]
use crate::ffi::file::WssStat;
use core::ffi::{c_char, c_int, c_void};

pub const WSS_EXEC_PASS: c_int = 0;
pub const WSS_EXEC_JUDGE: c_int = 1;
pub const WSS_EXEC_KILL: c_int = 2;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct WssText {
    pub at: *const c_char,
    pub len: usize,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct WssImage {
    pub path: WssText,
    pub called: WssText,
    pub script: WssText,
    pub argv: WssText,
    pub parent: WssText,
    pub sha256: *const u8,
    pub stat: WssStat,
    pub euid: u32,
    pub egid: u32,
    pub setuid: u32,
    pub setgid: u32,
    pub native: u32,
    pub unsure: u32,
    pub unhashed: u32,
    pub spare: u32,
}

unsafe extern "C" {
    pub fn wss_hooks_path(buf: *mut c_char) -> usize;
    pub fn wss_hooks_pids(pids: *mut u32, room: u32, making: *mut bool) -> u32;
    pub fn wss_hooks_hash();
    pub fn wss_hooks_forks(all: bool);
    pub fn wss_hooks_running(pid: u32, context: *mut c_void) -> c_int;
}
