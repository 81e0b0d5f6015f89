//! System calls through the other doors of an x86-64 kernel: `int 0x80` (i386) and the x32 numbers.
//! What came in through them must not be less seen than the rest.
use crate::{Attack, Result, Victim};
use std::arch::asm;
use test_programs::raw::{self, Call, MARK_FD};

const X32: i64 = 0x4000_0000;

pub(crate) const ATTACKS: &[Attack] = &[
    ("i386-getpid", |_| Some(int80(20, [0; 3]))),
    ("i386-lseek", |_| Some(int80(19, [MARK_FD as u32, 0, 98]))),
    ("i386-execve", i386_execve),
    ("x32-getpid", |_| Some(x32(libc::SYS_getpid, [0; 5]))),
    ("x32-lseek", |_| Some(x32(libc::SYS_lseek, [MARK_FD as u64, 0, 97, 0, 0]))),
    ("x32-execve", x32_execve),
];

/// An i386 call. Arguments are 32 bits wide: pointers below 4 GiB only.
fn int80(nr: u32, args: [u32; 3]) -> i64 {
    let result: i32;
    // SAFETY: the callers pass a pointer only to execve, and a valid one. rbx, which the compiler
    // keeps for itself, is put back; the red zone is not touched, as the kernel has its own stack.
    unsafe {
        asm!(
            "xchg rbx, {first}",
            "int 0x80",
            "xchg rbx, {first}",
            first = inout(reg) u64::from(args[0]) => _,
            inlateout("eax") nr => result,
            in("ecx") args[1], in("edx") args[2],
            out("r8") _, out("r9") _, out("r10") _, out("r11") _,
        );
    }
    result.into()
}

fn x32(nr: i64, args: [u64; 5]) -> i64 {
    // SAFETY: the callers pass a pointer only to execve, and a valid one.
    unsafe { raw::call(Call(nr | X32, args)) }
}

/// `/bin/true` with no arguments and no environment, in memory that 32 bits can address.
fn low_path() -> Option<u32> {
    let protection = libc::PROT_READ | libc::PROT_WRITE;
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_32BIT;
    // SAFETY: a new mapping wherever the kernel likes.
    let page = unsafe { libc::mmap(std::ptr::null_mut(), 4096, protection, flags, -1, 0) };
    if page == libc::MAP_FAILED {
        return None;
    }
    let path = b"/bin/true\0";
    // SAFETY: the page is new, writable and longer than the path.
    unsafe { page.cast::<u8>().copy_from_nonoverlapping(path.as_ptr(), path.len()) };
    u32::try_from(page.addr()).ok()
}

/// If it succeeds, there is no result: `status 0`, /bin/true's.
fn i386_execve(_: &Victim) -> Result {
    Some(int80(11, [low_path()?, 0, 0]))
}

/// execve has a number of its own in x32: 520.
fn x32_execve(_: &Victim) -> Result {
    Some(x32(520, [low_path()?.into(), 0, 0, 0, 0]))
}
