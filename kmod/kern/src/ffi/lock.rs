//! `shim/lock.h`.
#![allow(missing_docs)]

unsafe extern "C" {
    pub fn wss_lock();
    pub fn wss_unlock();
}
