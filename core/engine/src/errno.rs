//! The errnos that the engine itself answers with. Their numbers differ between systems
//! (errno(3) of Linux, errno(2) of FreeBSD).
use crate::host::Errno;
use wss_abi::target::Target;

/// Operation not permitted: what a faulting clause's `deny` policy answers.
pub(crate) const EPERM: Errno = Errno(1);
/// No such file, wrapper or row.
pub(crate) const ENOENT: Errno = Errno(2);
/// No such process.
pub(crate) const ESRCH: Errno = Errno(3);
/// Interrupted: how a call ends that was given up for a signal and does not come again.
pub(crate) const EINTR: Errno = Errno(4);
/// Argument list too long: a vector of strings that exceeds what can be captured.
pub(crate) const E2BIG: Errno = Errno(7);
/// Bad address: a pointer that a clause decides on cannot be read.
pub(crate) const EFAULT: Errno = Errno(14);
/// There is such a row already.
pub(crate) const EEXIST: Errno = Errno(17);
/// Invalid argument.
pub(crate) const EINVAL: Errno = Errno(22);
/// A table is full.
pub(crate) const ENOSPC: Errno = Errno(28);

/// A path or string is longer than `PATH_MAX`.
pub(crate) const fn enametoolong(target: Target) -> Errno {
    match target {
        Target::LinuxX86_64 => Errno(36),
        Target::FreebsdAmd64 => Errno(63),
    }
}

/// The host cannot do this.
pub(crate) const fn eopnotsupp(target: Target) -> Errno {
    match target {
        Target::LinuxX86_64 => Errno(95),
        Target::FreebsdAmd64 => Errno(45),
    }
}

/// The host would have to wait where it cannot.
pub(crate) const fn ewouldblock(target: Target) -> Errno {
    match target {
        Target::LinuxX86_64 => Errno(11),
        Target::FreebsdAmd64 => Errno(35),
    }
}

/// What a helper returns in r0 for an errno.
pub(crate) const fn negative(e: Errno) -> u64 {
    (-(e.0 as i64)) as u64
}
