//! Reading and writing another process's memory.
use super::{Errno, Result, check};
use libc::{iovec, pid_t};
use std::os::unix::fs::FileExt;

/// Reads `buf.len()` bytes at `addr`, or as many as are readable from there.
pub(crate) fn read(tid: pid_t, addr: u64, buf: &mut [u8]) -> Result<usize> {
    if buf.is_empty() {
        return Ok(0);
    }
    let local = iovec { iov_base: buf.as_mut_ptr().cast(), iov_len: buf.len() };
    let remote = iovec { iov_base: addr as *mut libc::c_void, iov_len: buf.len() };
    // SAFETY: `local` describes exactly `buf`, which is exclusively borrowed for the call; the
    // remote address is only followed in the other process, and checked by the kernel.
    let n = unsafe { libc::process_vm_readv(tid, &local, 1, &remote, 1, 0) };
    check(n as libc::c_long).map(|n| n as usize)
}

/// Writes where the process itself could write: all bytes, or an errno.
pub(crate) fn write(tid: pid_t, addr: u64, bytes: &[u8]) -> Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    let local = iovec { iov_base: bytes.as_ptr() as *mut libc::c_void, iov_len: bytes.len() };
    let remote = iovec { iov_base: addr as *mut libc::c_void, iov_len: bytes.len() };
    // SAFETY: the kernel only reads `local`, which describes exactly `bytes`; the remote address
    // is only followed in the other process, and checked by the kernel.
    let n = unsafe { libc::process_vm_writev(tid, &local, 1, &remote, 1, 0) };
    match check(n as libc::c_long)? {
        n if n as usize == bytes.len() => Ok(()),
        _ => Err(Errno(libc::EFAULT as u16)),
    }
}

/// Writes through page protections, as a debugger does: for memory that the supervisor owns in
/// the process. The thread must be stopped by its tracer.
pub(crate) fn write_forced(tid: pid_t, addr: u64, bytes: &[u8]) -> Result<()> {
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(format!("/proc/{tid}/mem"))
        .map_err(|e| super::from_io(&e))?;
    file.write_all_at(bytes, addr).map_err(|e| super::from_io(&e))
}
