//! `shim/hold.h`.
#![allow(missing_docs)]
use core::ffi::{c_char, c_int, c_void};

pub const WSS_HELD_PATH: u32 = 0;
pub const WSS_HELD_BYTES: u32 = 1;
pub const WSS_HELD_STRINGS: u32 = 2;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct WssString {
    pub at: *const c_char,
    pub len: u64,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct WssHeld {
    pub arg: u32,
    pub kind: u32,
    pub at: *const c_void,
    pub len: u64,
}

#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct WssHeldArg {
    pub nr: u16,
    pub arg: u8,
    pub kind: u8,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct WssExec {
    pub opaque: [u64; 32],
}

unsafe extern "C" {
    pub fn wss_hold_run(
        td: *mut c_void,
        nr: u32,
        args: *const u64,
        held: *const WssHeld,
        count: usize,
    ) -> c_int;
    pub fn wss_hold_exec_begin(
        td: *mut c_void,
        nr: u32,
        args: *const u64,
        held: *const WssHeld,
        count: usize,
        exec: *mut WssExec,
    ) -> c_int;
    pub fn wss_hold_exec_end(td: *mut c_void, exec: *mut WssExec) -> c_int;
    pub fn wss_hold_arg(n: usize, arg: *mut WssHeldArg) -> bool;
}
