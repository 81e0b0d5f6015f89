//! How the program begins on FreeBSD, and its memory. The C library's allocator takes some hundred KiB for itself before
//! `main`, from a constructor. Here it does not: memory is another allocator's, [`FIRST`] runs before all constructors,
//! where rtld(1) calls `DT_PREINIT_ARRAY`, and has the kernel give the process nothing until [`main`]. The C library's
//! tries again when anybody calls malloc(3), so that is no fault, only larger; nobody does.
//!
//! The standard library's own start is passed by, since it calls malloc(3), and for it the program would be linked with
//! the library of threads, which it has none of. What it does besides (SIGPIPE is ignored, descriptors 0 to 2 are open) a
//! monitor does itself.
use dlmalloc::{Allocator, Dlmalloc};
use std::alloc::{GlobalAlloc, Layout};
use std::cell::UnsafeCell;
use std::ffi::{CStr, c_char, c_int};
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

// Named before the standard library names its own, and so, with `--as-needed`, no other is linked: the C library has
// what a program of one thread wants of the library of threads.
#[link(name = "c")]
unsafe extern "C" {}

/// Pages of the kernel's.
struct Pages;

/// By so much memory grows: what is left of the last grant stays.
const GRANT: usize = 16 << 10;

// SAFETY: what alloc returns is new memory of that size, of zeros and nobody else's, and what is given back, a part or
// all, is unmapped; the page size is that of amd64.
unsafe impl Allocator for Pages {
    fn alloc(&self, size: usize) -> (*mut u8, usize, u32) {
        let (access, flags) =
            (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_ANON | libc::MAP_PRIVATE);
        // SAFETY: a new mapping, wherever the kernel puts it.
        let start = unsafe { libc::mmap(ptr::null_mut(), size, access, flags, -1, 0) };
        if start == libc::MAP_FAILED { (ptr::null_mut(), 0, 0) } else { (start.cast(), size, 0) }
    }

    fn remap(&self, _: *mut u8, _: usize, _: usize, _: bool) -> *mut u8 {
        ptr::null_mut()
    }

    fn free_part(&self, start: *mut u8, size: usize, kept: usize) -> bool {
        // SAFETY: the caller gives up what lies behind `kept` of a mapping made above.
        unsafe { libc::munmap(start.add(kept).cast(), size - kept) == 0 }
    }

    fn free(&self, start: *mut u8, size: usize) -> bool {
        // SAFETY: the caller gives up a mapping made above.
        unsafe { libc::munmap(start.cast(), size) == 0 }
    }

    fn can_release_part(&self, _: u32) -> bool {
        true
    }

    fn allocates_zeros(&self) -> bool {
        true
    }

    fn page_size(&self) -> usize {
        4096
    }
}

/// The program's memory.
struct Memory {
    taken: AtomicBool,
    heap: UnsafeCell<Dlmalloc<Pages>>,
}

// SAFETY: the heap is used by whoever took it, and by one at a time.
unsafe impl Sync for Memory {}

impl Memory {
    const fn new() -> Self {
        let mut heap = Dlmalloc::new_with_allocator(Pages);
        assert!(heap.set_granularity(GRANT));
        Self { taken: AtomicBool::new(false), heap: UnsafeCell::new(heap) }
    }

    /// Does something with the heap alone. (A monitor has one thread, and handles no signal.)
    fn with<T>(&self, does: impl FnOnce(&mut Dlmalloc<Pages>) -> T) -> T {
        while self.taken.swap(true, Ordering::Acquire) {
            std::hint::spin_loop();
        }
        // SAFETY: taken above, so nobody else has it.
        let result = does(unsafe { &mut *self.heap.get() });
        self.taken.store(false, Ordering::Release);
        result
    }
}

// SAFETY: the crate's functions have the contracts of those of GlobalAlloc that they serve.
unsafe impl GlobalAlloc for Memory {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        self.with(|heap| unsafe { heap.malloc(layout.size(), layout.align()) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        self.with(|heap| unsafe { heap.calloc(layout.size(), layout.align()) })
    }

    unsafe fn realloc(&self, start: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's promise.
        self.with(|heap| unsafe { heap.realloc(start, layout.size(), layout.align(), size) })
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        self.with(|heap| {
            // SAFETY: the caller's promise. What was much is not kept.
            unsafe {
                heap.free(start, layout.size(), layout.align());
                if layout.size() > GRANT {
                    heap.trim(0);
                }
            }
        });
    }
}

#[global_allocator]
static MEMORY: Memory = Memory::new();

/// What the process may map, as it was before [`frugal`]: the limit's soft value.
struct Kept(UnsafeCell<Option<libc::rlim_t>>);

// SAFETY: written before main and read there, by the one thread.
unsafe impl Sync for Kept {}

static KEPT: Kept = Kept(UnsafeCell::new(None));

/// Runs before every constructor.
#[used]
#[unsafe(link_section = ".preinit_array")]
static FIRST: extern "C" fn() = frugal;

/// Maps nothing from here on, unless this program has been linked with the library of threads, which does not start
/// without memory: then it is larger.
extern "C" fn frugal() {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: a string with its end; a structure of ours, written by one call and read by the next; one thread there is.
    unsafe {
        if libc::dlsym(libc::RTLD_DEFAULT, c"pthread_create".as_ptr()).is_null()
            && libc::getrlimit(libc::RLIMIT_VMEM, &raw mut limit) == 0
        {
            *KEPT.0.get() = Some(limit.rlim_cur);
            limit.rlim_cur = 0;
            libc::setrlimit(libc::RLIMIT_VMEM, &raw const limit);
        }
    }
}

/// The program, as the C library calls it.
#[unsafe(no_mangle)]
extern "C" fn main(count: c_int, words: *const *const c_char) -> c_int {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: as in `frugal`.
    unsafe {
        if let Some(kept) = *KEPT.0.get()
            && libc::getrlimit(libc::RLIMIT_VMEM, &raw mut limit) == 0
        {
            limit.rlim_cur = kept;
            libc::setrlimit(libc::RLIMIT_VMEM, &raw const limit);
        }
        libc::signal(libc::SIGPIPE, libc::SIG_IGN);
    }
    let word = |at: usize| {
        // SAFETY: there are `count` of them, strings that stay.
        let word = unsafe { CStr::from_ptr(*words.add(at)) };
        word.to_string_lossy().into_owned()
    };
    let arguments: Vec<String> = (1..count as usize).map(word).collect();
    crate::run(&arguments).into()
}
