//! `shim/vector.h`.
#![allow(missing_docs)]
use core::ffi::{c_int, c_void};
use core::sync::atomic::{AtomicU32, AtomicU64};

pub const WSS_VECTOR_TESTS: usize = 512;
pub const WSS_PLAN_ALWAYS: u32 = 0xffff;
pub const WSS_PLAN_DIVERT: u32 = 0x0001_0000;
pub const WSS_PLAN_EXIT: u32 = 0x0002_0000;
pub const WSS_PLAN_POINTERS: u32 = 0x0004_0000;
pub const WSS_PLAN_COUNT: u32 = 0x0008_0000;
pub const WSS_PLAN_WATCH: u32 = 0x0010_0000;
pub const WSS_TEST_LIST_ENDS: u32 = 1;
pub const WSS_TEST_CALL_ENDS: u32 = 2;
pub const WSS_TEST_AMONG: u32 = 6;
pub const WSS_VECTOR_SET: u32 = 0;
pub const WSS_VECTOR_SETID: u32 = 2;
pub const WSS_GATE_NATIVE: u64 = 0;
pub const WSS_GATE_LEAVE: u64 = 1;
pub const WSS_GATE_DONE: u64 = 2;
pub const WSS_GATE_PASS: u64 = 3;

/// Read while it may be written: see `WssPlan`.
#[repr(C)]
#[derive(Debug, Default)]
pub struct WssTest {
    pub mask: AtomicU64,
    pub value: AtomicU64,
    pub what: AtomicU32,
    pub unused: u32,
}

/// A vector's plan. It is permanent memory; of a vector that the reader's process no longer runs by
/// it may change while it is read, into any plan.
#[repr(C)]
#[derive(Debug)]
pub struct WssPlan {
    pub calls: *const AtomicU32,
    pub tests: *const WssTest,
    pub cells: *const AtomicU64,
    pub size: u32,
    pub gate: u32,
}

unsafe extern "C" {
    pub fn wss_vector_make(origin: *mut c_void) -> *mut c_void;
    pub fn wss_vector_call(vector: *mut c_void, nr: u32, word: u32);
    pub fn wss_vector_test(vector: *mut c_void, at: u32, test: *const WssTest);
    pub fn wss_vector_counted(vector: *mut c_void, nr: u32) -> u64;
    pub fn wss_vector_users(vector: *mut c_void) -> u32;
    pub fn wss_vector_drop(vector: *mut c_void);
    pub fn wss_vector_origin(pid: u32, origin: *mut *mut c_void) -> bool;
    pub fn wss_vector_install(pid: u32, vector: *mut c_void) -> c_int;
    pub fn wss_vector_child(proc: *mut c_void);
    pub fn wss_vector_know(pid: u32, known: bool);
    pub fn wss_vector_knows(pid: u32) -> bool;
    pub fn wss_vector_watch(execs: bool, hashes: bool);
    pub fn wss_vector_current(plan: *const WssPlan) -> bool;
    pub fn wss_vector_count(plan: *const WssPlan, nr: u32, cell: u64) -> bool;
    pub fn wss_vector_alive(tid: u32, pid: u32) -> bool;
    pub fn wss_vector_pid() -> u32;
    pub fn wss_vector_kill(signal: c_int);
    pub fn wss_vector_lost();
    pub fn wss_vector_pause();
}
