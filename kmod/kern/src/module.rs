//! `shim/module.h`: loading and unloading.
use crate::ffi::sysctl::{WssSysctlTunables, wss_sysctl_tunables};
use crate::intercept::criteria;
use crate::state::{State, install, lock};
use crate::watch;
use core::ffi::c_int;
use wss_abi::target::Target;
use wss_engine::Engine;

/// Makes the engine. Called once, before all else.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_load() -> c_int {
    let mut tunables = WssSysctlTunables::default();
    // SAFETY: it is one.
    unsafe { wss_sysctl_tunables(&mut tunables) };
    let mut engine = Engine::new(Target::FreebsdAmd64);
    engine.set_holds(crate::hold::HELD);
    engine.set_untold(crate::hold::UNTOLD);
    install(Some(State::new(engine, &tunables)));
    0
}

/// Whether the module may be unloaded by that process now; see `shim/module.h`.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_quiesce(pid: u32, secure: bool) -> c_int {
    match lock() {
        Some(mut state) => crate::control::may_unload(&mut state, pid, secure),
        None => 0,
    }
}

/// Frees all that Rust keeps. Nothing of Rust's is called afterwards.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_unload() {
    drop(install(None));
    criteria::renew(None);
    watch::forget();
}
