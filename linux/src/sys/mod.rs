//! System calls that the standard library lacks, one safe function each. Everything `unsafe` of
//! this crate that is not the launch of processes is here.
pub(crate) mod mem;
pub(crate) mod process;
pub(crate) mod ptrace;
pub(crate) mod seccomp;

pub(crate) use wss_engine::host::Errno;

/// Result of a system call.
pub(crate) type Result<T> = core::result::Result<T, Errno>;

/// The calling thread's errno.
pub(crate) fn errno() -> Errno {
    Errno(std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO) as u16)
}

/// A negative result as this thread's errno, anything else as it is.
pub(crate) fn check(ret: libc::c_long) -> Result<libc::c_long> {
    if ret < 0 { Err(errno()) } else { Ok(ret) }
}

/// The errno behind an I/O error of the standard library.
pub(crate) fn from_io(e: &std::io::Error) -> Errno {
    Errno(e.raw_os_error().unwrap_or(libc::EIO) as u16)
}
