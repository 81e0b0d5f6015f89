//! From exec to Rust: the stack as FreeBSD lays it out, and what the compiler takes for granted.
use crate::actor::Actor;
use crate::call::{self, call};
use crate::text::Text;
use core::arch::global_asm;

// FreeBSD passes the address of argc, argv and the environment in rdi (exec_setregs(9)).
global_asm!(
    ".pushsection .note.tag, \"a\", @note",
    ".balign 4",
    ".long 8, 4, 1", // NT_FREEBSD_ABI_TAG
    ".asciz \"FreeBSD\"",
    ".long 1500068",
    ".popsection",
    ".globl _start",
    "_start:",
    "    xor ebp, ebp",
    "    and rsp, -16",
    "    call {begin}",
    "    ud2",
    begin = sym begin,
);

/// The process's words: `argc`, `argv`, null, environment, null.
unsafe extern "C" fn begin(stack: *const u64) -> ! {
    // SAFETY: the kernel put argc there, and so many strings and a null behind it.
    let argc = unsafe { *stack } as usize;
    // SAFETY: as above; each is a C string.
    let word = |n: usize| unsafe { c_string(*stack.add(1 + n) as *const u8) };
    if argc > 1 && word(1) == b"first" {
        call(call::EXIT, [u64::from(call(call::GETPPID, [0; 6]) != crate::ANSWER); 6]);
    }
    let (mut base, mut channel) = (&b""[..], &b""[..]);
    let mut at = argc + 1;
    // SAFETY: strings up to a null follow the arguments' null.
    while unsafe { *stack.add(1 + at) } != 0 {
        let entry = word(at);
        if let Some(value) = entry.strip_prefix(b"WSS_CONFORMANCE=") {
            base = value;
        } else if let Some(value) = entry.strip_prefix(b"WSS_CHANNEL=") {
            channel = value;
        }
        at += 1;
    }
    call::restart_after_usr1();
    Actor::new(Text::of(base), Text::of(channel)).serve()
}

/// The bytes of a C string of the environment, which lives as long as the process.
unsafe fn c_string(start: *const u8) -> &'static [u8] {
    let mut length = 0;
    // SAFETY: the caller's string ends with a NUL.
    while unsafe { *start.add(length) } != 0 {
        length += 1;
    }
    // SAFETY: so many bytes were just read, and nobody writes them.
    unsafe { core::slice::from_raw_parts(start, length) }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    call(call::EXIT, [101, 0, 0, 0, 0, 0]);
    loop {}
}

/// memcpy(3), byte by byte; volatile, so that it is not compiled to a call of itself.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, n: usize) -> *mut u8 {
    for i in 0..n {
        // SAFETY: the caller vouches for n bytes of both.
        unsafe { to.add(i).write_volatile(*from.add(i)) };
    }
    to
}

/// memmove(3).
#[unsafe(no_mangle)]
unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, n: usize) -> *mut u8 {
    for i in 0..n {
        let i = if (to as usize) <= from as usize { i } else { n - 1 - i };
        // SAFETY: the caller vouches for n bytes of both; the order keeps what is yet to be read.
        unsafe { to.add(i).write_volatile(*from.add(i)) };
    }
    to
}

/// memset(3).
#[unsafe(no_mangle)]
unsafe extern "C" fn memset(to: *mut u8, byte: i32, n: usize) -> *mut u8 {
    for i in 0..n {
        // SAFETY: the caller vouches for n bytes.
        unsafe { to.add(i).write_volatile(byte as u8) };
    }
    to
}

/// memcmp(3).
#[unsafe(no_mangle)]
unsafe extern "C" fn memcmp(a: *const u8, b: *const u8, n: usize) -> i32 {
    for i in 0..n {
        // SAFETY: the caller vouches for n bytes of both.
        let (x, y) = unsafe { (a.add(i).read_volatile(), b.add(i).read_volatile()) };
        if x != y {
            return i32::from(x) - i32::from(y);
        }
    }
    0
}
