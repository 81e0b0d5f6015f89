//! Seccomp filters: an assembler of classic BPF, the base filter that every wrapped process has,
//! and the interception program of a wrap set.
pub(crate) mod asm;
pub(crate) mod base;
#[cfg(test)]
mod interp;
pub(crate) mod traps;

use crate::arch;

/// Offsets in `struct seccomp_data`.
const NR: u32 = 0;
const ARCH: u32 = 4;

/// Offset of the low half of argument `arg` (little-endian); the high half follows.
const fn arg_low(arg: u8) -> u32 {
    16 + 8 * arg as u32
}

/// What a filter says about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Mechanism {
    /// Ask the listener.
    Notify,
    /// Stop for the tracer.
    Trace,
}

impl Mechanism {
    /// The value a filter returns; `tag` tells this supervisor's traps from a program's own.
    fn ret(self, tag: u16) -> u32 {
        match self {
            Mechanism::Notify => libc::SECCOMP_RET_USER_NOTIF,
            Mechanism::Trace => libc::SECCOMP_RET_TRACE | u32::from(tag),
        }
    }
}

/// Refuses with an errno, without asking anybody.
const fn ret_errno(errno: i32) -> u32 {
    libc::SECCOMP_RET_ERRNO | errno as u32
}

/// Native calls go on; everything else is `foreign`.
fn native_only(a: &mut asm::Asm, foreign: asm::Label) {
    let native = a.label();
    let narrow = a.label();
    a.load(ARCH);
    a.branch(asm::Test::Eq, arch::AUDIT_ARCH, native, foreign);
    a.bind(native);
    a.load(NR);
    a.branch(asm::Test::Set, arch::FOREIGN_NR_BIT, foreign, narrow);
    a.bind(narrow);
}
