//! `shim/sysctl.h`.
#![allow(missing_docs)]

#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct WssSysctlTunables {
    pub queue_records: u32,
    pub queue_bytes: u32,
    pub reader_bytes: u32,
    pub jit: u32,
}

pub const WSS_SYSCTL_LOCKED: u32 = 0;
pub const WSS_SYSCTL_WRAPPERS: u32 = 1;
pub const WSS_SYSCTL_PROCESSES: u32 = 2;
pub const WSS_SYSCTL_BOUND: u32 = 3;
pub const WSS_SYSCTL_RECORDS: u32 = 4;
pub const WSS_SYSCTL_DROPPED: u32 = 5;
pub const WSS_SYSCTL_UNREAD: u32 = 6;
pub const WSS_SYSCTL_READERS: u32 = 7;

unsafe extern "C" {
    pub fn wss_sysctl_enabled() -> bool;
    pub fn wss_sysctl_tunables(to: *mut WssSysctlTunables);
}
