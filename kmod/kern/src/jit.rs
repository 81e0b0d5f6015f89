//! Native code of wrappers, in memory that `shim/jit.h` lends.
use crate::ffi::jit::{wss_jit_free, wss_jit_seal};
use crate::ffi::sysctl::{WssSysctlTunables, wss_sysctl_tunables};
use core::ptr::NonNull;
use wss_jit::{Jit, Pages};
use wss_vm::native::Compiler;

#[derive(Debug)]
struct Kernel;

static JIT: Jit = Jit::new(&Kernel);

// SAFETY: the shim copies the code into pages of its own, which it makes executable and not writable
// before it returns them, and touches again when they are given back.
unsafe impl Pages for Kernel {
    fn seal(&self, code: &[u8]) -> Option<NonNull<u8>> {
        // SAFETY: there are so many bytes of code.
        NonNull::new(unsafe { wss_jit_seal(code.as_ptr().cast(), code.len()) }.cast())
    }

    unsafe fn free(&self, code: NonNull<u8>, len: usize) {
        // SAFETY: it came from `seal`, and the caller promises that nobody runs in it.
        unsafe { wss_jit_free(code.as_ptr().cast(), len) }
    }
}

/// What compiles wrappers, unless the administrator wants them interpreted.
pub(crate) fn compiler() -> Option<&'static dyn Compiler> {
    let mut tunables = WssSysctlTunables::default();
    // SAFETY: it is one.
    unsafe { wss_sysctl_tunables(&mut tunables) };
    (tunables.jit != 0).then_some(&JIT as _)
}
