//! `shim/lock.h`.
#![allow(missing_docs)]

unsafe extern "C" {
    pub fn wss_lock();
    pub fn wss_unlock();
    pub fn wss_lock_criteria();
    pub fn wss_lock_criteria_end();
}
