//! `shim/lock.h`.
#![allow(missing_docs)]

use core::ffi::c_int;

unsafe extern "C" {
    pub fn wss_lock();
    pub fn wss_unlock();
    pub fn wss_lock_wait(anew: bool) -> c_int;
    pub fn wss_lock_wake();
    pub fn wss_lock_none();
    pub fn wss_lock_criteria();
    pub fn wss_lock_criteria_end();
}
