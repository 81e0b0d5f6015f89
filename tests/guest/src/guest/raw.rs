//! System calls of FreeBSD/amd64 with nothing in between, and time.
use std::arch::asm;
use std::arch::x86_64::{__cpuid, _rdtsc};
use std::ffi::{CStr, c_char};

pub(crate) const EXIT: i64 = 1;
pub(crate) const FORK: i64 = 2;
pub(crate) const OPEN: i64 = 5;
pub(crate) const CLOSE: i64 = 6;
pub(crate) const GETPPID: i64 = 39;
pub(crate) const VFORK: i64 = 66;
pub(crate) const RFORK: i64 = 251;
pub(crate) const PDFORK: i64 = 518;

/// Makes a call with up to three arguments: its result, or -errno.
pub(crate) fn call(nr: i64, a: [u64; 3]) -> i64 {
    let (result, failed): (i64, u8);
    // SAFETY: callers pass pointers to what the call expects; the kernel changes the registers named
    // here alone.
    unsafe {
        asm!("syscall", "setb {failed}", failed = out(reg_byte) failed,
             inlateout("rax") nr => result, in("rdi") a[0], in("rsi") a[1],
             inlateout("rdx") a[2] => _, out("r8") _, out("r9") _, out("r10") _,
             out("rcx") _, out("r11") _);
    }
    if failed == 0 { result } else { -result }
}

/// Makes a call that makes a process; the child's first instruction after it is getppid, and it
/// exits with 0 if that answers `answer`, else with 1. The parent's result.
pub(crate) fn child_asks(nr: i64, a: [u64; 2], answer: i64) -> i64 {
    let (result, failed): (i64, u8);
    // SAFETY: the child makes two calls in registers and ends, here: it touches no memory, so that
    // it may share the parent's (vfork).
    unsafe {
        asm!("syscall",
             "jb 3f",
             "test eax, eax",
             "jnz 2f",
             "mov eax, 39",
             "syscall",
             "xor edi, edi",
             "cmp rax, r12",
             "setne dil",
             "mov eax, 1",
             "syscall",
             "2: clc",
             "3: setb {failed}",
             failed = out(reg_byte) failed,
             inlateout("rax") nr => result, inlateout("rdi") a[0] => _, in("rsi") a[1],
             in("r12") answer, out("rdx") _, out("r8") _, out("r9") _, out("r10") _,
             out("rcx") _, out("r11") _);
    }
    if failed == 0 { result } else { -result }
}

/// Makes a process by a call without arguments, which executes a program as its next call; 100 if it
/// cannot. The parent's result.
pub(crate) fn child_runs(
    nr: i64,
    path: &CStr,
    argv: &[*const c_char],
    env: &[*const c_char],
) -> i64 {
    let (result, failed): (i64, u8);
    // SAFETY: the child makes two calls in registers and ends or is another program: it touches no
    // memory, so that it may share the parent's (vfork). The pointers live as long as the call.
    unsafe {
        asm!("syscall",
             "jb 3f",
             "test eax, eax",
             "jnz 2f",
             "mov rdi, r12",
             "mov rsi, r13",
             "mov rdx, r14",
             "mov eax, 59",
             "syscall",
             "mov edi, 100",
             "mov eax, 1",
             "syscall",
             "2: clc",
             "3: setb {failed}",
             failed = out(reg_byte) failed,
             inlateout("rax") nr => result, in("r12") path.as_ptr(), in("r13") argv.as_ptr(),
             in("r14") env.as_ptr(), out("rdi") _, out("rsi") _, out("rdx") _, out("r8") _,
             out("r9") _, out("r10") _, out("rcx") _, out("r11") _);
    }
    if failed == 0 { result } else { -result }
}

/// The processor's cycle counter. With QEMU's `-icount shift=0`, instructions.
pub(crate) fn cycles() -> u64 {
    // CPUID keeps what comes before it before it.
    std::hint::black_box(__cpuid(0));
    // SAFETY: every processor of this architecture has the instruction.
    unsafe { _rdtsc() }
}

/// Ends the process without what a library does at its end.
pub(crate) fn exit(status: u64) -> ! {
    loop {
        call(EXIT, [status, 0, 0]);
    }
}
