//! Arguments of exec through kqueue(2), as `patches/0001` gives them to FreeBSD: the mirror of what it
//! adds to `sys/event.h`. A test compares the two by way of the C compiler. Records are those of
//! [`crate::watch`], all of them [`crate::watch::event::EXEC`].

/// Of `fflags`: with `NOTE_EXEC`, keep a record of each exec. An event that returns it says that there
/// are records.
pub const NOTE_EXECARGS: u32 = 0x0000_0008;

/// `struct kevent_execs`: what the ioctl takes and answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Execs {
    /// Address of the buffer.
    pub buf: u64,
    /// Its bytes; then how many were stored: whole records, each at a multiple of 8.
    pub len: u64,
    /// Bytes of the first record that is left, 0 if none is.
    pub next: u64,
    /// Execs of which the kqueue kept no record since it was made.
    pub lost: u64,
}

/// `KQIOCEXECS`: takes records off a kqueue. `_IOWR('q', 1, struct kevent_execs)`.
pub const KQIOCEXECS: u64 = 0xc020_7101;

/// A kernel that has this sysctl has the patch; bytes of arguments that a record keeps.
pub const SYSCTL: &core::ffi::CStr = c"kern.kq_execargs_size";
