//! `shim/mem.h`.
#![allow(missing_docs)]
use core::ffi::{c_char, c_int, c_void};

unsafe extern "C" {
    pub fn wss_mem_alloc(size: usize, zero: bool) -> *mut c_void;
    pub fn wss_mem_realloc(at: *mut c_void, size: usize) -> *mut c_void;
    pub fn wss_mem_free(at: *mut c_void);
    pub fn wss_mem_log(priority: c_int, text: *const c_char, len: usize);
    pub fn wss_mem_panic(text: *const c_char, len: usize) -> !;
}
