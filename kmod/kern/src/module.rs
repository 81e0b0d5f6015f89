//! `shim/module.h`: loading and unloading.
use crate::state::{State, install};
use core::ffi::c_int;
use wss_abi::target::Target;
use wss_engine::Engine;

/// Makes the engine. Called once, before all else.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_load() -> c_int {
    install(Some(State { engine: Engine::new(Target::FreebsdAmd64) }));
    0
}

/// Frees all that Rust keeps. Nothing of Rust's is called afterwards.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_unload() {
    drop(install(None));
}
