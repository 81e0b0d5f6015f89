//! `shim/user.h`.
#![allow(missing_docs)]
use core::ffi::{c_int, c_void};

unsafe extern "C" {
    pub fn wss_user_read(addr: u64, buf: *mut c_void, len: usize, done: *mut usize) -> c_int;
    pub fn wss_user_write(addr: u64, buf: *const c_void, len: usize) -> c_int;
    pub fn wss_user_touch(addr: u64, len: usize);
    pub fn wss_user_touch_str(addr: u64, max: usize) -> usize;
    pub fn wss_user_touch_vec(addr: u64, max: usize);
}
