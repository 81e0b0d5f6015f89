//! Executable memory of a process, by mmap(2) and mprotect(2): a mapping per program, written while it is
//! writable, and from then on executable and not writable. Tests, `wrapc` and the Linux host compile
//! with it.
use std::ptr::{NonNull, null_mut};
use wss_jit::{Jit, Pages};

/// Compiles into memory of this process.
pub static JIT: Jit = Jit::new(&Mappings);

/// Mappings of this process.
#[derive(Clone, Copy, Debug)]
pub struct Mappings;

// SAFETY: a private mapping holds the copy; it is executable and not writable when `seal` returns, and
// nobody else unmaps it or changes its protection.
unsafe impl Pages for Mappings {
    fn seal(&self, code: &[u8]) -> Option<NonNull<u8>> {
        let (write, anonymous) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_ANON);
        // SAFETY: a new mapping wherever the kernel wants it.
        let at = unsafe {
            libc::mmap(null_mut(), code.len(), write, libc::MAP_PRIVATE | anonymous, -1, 0)
        };
        let page = NonNull::new(at).filter(|_| at != libc::MAP_FAILED)?.cast::<u8>();
        // SAFETY: the mapping has that many bytes, and nobody else has its address.
        unsafe { page.as_ptr().copy_from_nonoverlapping(code.as_ptr(), code.len()) };
        // SAFETY: the mapping made above.
        if unsafe { libc::mprotect(at, code.len(), libc::PROT_READ | libc::PROT_EXEC) } != 0 {
            // SAFETY: as above; nobody has its address.
            unsafe { libc::munmap(at, code.len()) };
            return None;
        }
        Some(page)
    }

    unsafe fn free(&self, code: NonNull<u8>, len: usize) {
        // SAFETY: a mapping of `seal`'s, which the caller says is no longer used.
        unsafe { libc::munmap(code.as_ptr().cast(), len) };
    }
}
