//! Where compiled code lies.
#![allow(unsafe_code)]
use core::ptr::NonNull;

/// Memory for code, lent by the host. No page of it is ever writable and executable at once.
///
/// # Safety
/// What [`Pages::seal`] returns is the address of the bytes it was given, executable and not writable,
/// and stays so until it is given to [`Pages::free`].
pub unsafe trait Pages: core::fmt::Debug + Sync {
    /// A copy of `code` to execute; `None` if there is no memory.
    fn seal(&self, code: &[u8]) -> Option<NonNull<u8>>;

    /// Takes it back.
    ///
    /// # Safety
    /// `code` came from [`Pages::seal`] for `len` bytes, was not given back, and nobody runs in it nor will.
    unsafe fn free(&self, code: NonNull<u8>, len: usize);
}
