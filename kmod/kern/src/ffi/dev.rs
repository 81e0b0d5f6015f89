//! `shim/dev.h`.
#![allow(missing_docs)]
use core::ffi::{c_int, c_void};

unsafe extern "C" {
    pub fn wss_dev_attach() -> c_int;
    pub fn wss_dev_detach();
    pub fn wss_dev_secure() -> bool;
    pub fn wss_dev_pid() -> u32;
    pub fn wss_dev_uptime() -> u64;
    pub fn wss_dev_answer(answer: *mut c_void, bytes: *const c_void, len: usize) -> c_int;
    pub fn wss_dev_waiting(reader: *mut c_void, bytes: usize);
}
