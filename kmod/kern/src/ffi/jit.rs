//! `shim/jit.h`.
#![allow(missing_docs)]
use core::ffi::c_void;

unsafe extern "C" {
    pub fn wss_jit_seal(code: *const c_void, len: usize) -> *mut c_void;
    pub fn wss_jit_free(code: *mut c_void, len: usize);
}
