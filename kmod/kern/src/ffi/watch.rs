//! `shim/watch.h`.
#![allow(missing_docs)]
use crate::ffi::hooks::WssText;
use core::ffi::{c_int, c_void};

pub const WSS_RIGHTS_SEE: u32 = 1;
pub const WSS_RIGHTS_DEBUG: u32 = 2;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct WssWatchImage {
    pub path: WssText,
    pub args: WssText,
    pub next: *const c_void,
    pub argc: u32,
    pub envc: u32,
    pub env: u32,
    pub native: u32,
}

unsafe extern "C" {
    pub fn wss_watch_lock();
    pub fn wss_watch_unlock();
    pub fn wss_watch_turn() -> *mut c_void;
    pub fn wss_watch_turn_end(turn: *mut c_void);
    pub fn wss_watch_mark(pid: u32, watched: bool);
    pub fn wss_watch_cred() -> *mut c_void;
    pub fn wss_watch_cred_hold(cred: *mut c_void) -> *mut c_void;
    pub fn wss_watch_cred_free(cred: *mut c_void);
    pub fn wss_watch_rights(cred: *mut c_void, next: *const c_void) -> u32;
    pub fn wss_watch_may(pid: u32, debug: bool) -> c_int;
    pub fn wss_watch_time() -> u64;
    pub fn wss_watch_waiting(reader: *mut c_void, bytes: usize, idle: bool);
}
