//! What a kernel has to bring for Rust: an allocator over malloc(9) and a panic that is panic(9).
use crate::ffi::mem;
use core::alloc::{GlobalAlloc, Layout};
use core::fmt::Write;
use core::panic::PanicInfo;

/// malloc(9) aligns to 16 what is at least that large (amd64).
const ALIGNED: usize = 16;

struct Kernel;

#[global_allocator]
static KERNEL: Kernel = Kernel;

// SAFETY: malloc(9) gives memory of at least the size asked for, that nobody else has, aligned as
// `at_least` provides; realloc and free get only what came from it. Failure is null.
unsafe impl GlobalAlloc for Kernel {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match at_least(layout) {
            // SAFETY: no condition on the size.
            Some(size) => unsafe { mem::wss_mem_alloc(size, false).cast() },
            None => core::ptr::null_mut(),
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        match at_least(layout) {
            // SAFETY: as above.
            Some(size) => unsafe { mem::wss_mem_alloc(size, true).cast() },
            None => core::ptr::null_mut(),
        }
    }

    unsafe fn dealloc(&self, at: *mut u8, _: Layout) {
        // SAFETY: the caller promises that `at` came from this allocator and is used no more.
        unsafe { mem::wss_mem_free(at.cast()) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller promises that `at` is of this allocator and that `size` with the old
        // alignment is a layout.
        match at_least(unsafe { Layout::from_size_align_unchecked(size, layout.align()) }) {
            // SAFETY: as said; the old block stays where null comes back.
            Some(size) => unsafe { mem::wss_mem_realloc(at.cast(), size).cast() },
            None => core::ptr::null_mut(),
        }
    }
}

/// The size to ask for so that the alignment comes out right; `None` for one that nothing here has.
fn at_least(layout: Layout) -> Option<usize> {
    (layout.align() <= ALIGNED).then_some(layout.size().max(ALIGNED))
}

/// A message cut to what fits.
struct Message {
    text: [u8; 512],
    len: usize,
}

impl Write for Message {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        for b in s.bytes() {
            let Some(place) = self.text.get_mut(self.len) else { return Ok(()) };
            *place = b;
            self.len += 1;
        }
        Ok(())
    }
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    let mut message = Message { text: [0; 512], len: 0 };
    // Cut, never failing.
    let _ = write!(message, "{info}");
    // SAFETY: the text is initialised memory of that length.
    unsafe { mem::wss_mem_panic(message.text.as_ptr().cast(), message.len) }
}
