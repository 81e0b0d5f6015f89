//! System calls as instructions, with no library between.
use std::arch::asm;

/// Descriptor of a mark. No process has it, so that a mark does nothing but fail with EBADF.
pub const MARK_FD: i32 = -7753;

/// A system call: number and arguments.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Call(pub i64, pub [u64; 5]);

/// The mark: `lseek(MARK_FD, n, mode)`.
pub const fn mark(mode: u32, n: u64) -> Call {
    Call(libc::SYS_lseek, [MARK_FD as u64, n, mode as u64, 0, 0])
}

/// Makes a call; its result, or -errno.
///
/// # Safety
/// As the call: its pointers must be valid for what it does with them, and what it does to this
/// process must be bearable.
pub unsafe fn call(Call(nr, args): Call) -> i64 {
    let result;
    // SAFETY: the kernel preserves all registers but rax, rcx and r11, and the stack; the caller
    // answers for the rest.
    unsafe {
        asm!(
            "syscall",
            inlateout("rax") nr => result,
            in("rdi") args[0], in("rsi") args[1], in("rdx") args[2], in("r10") args[3],
            in("r8") args[4], in("r9") 0u64, out("rcx") _, out("r11") _,
        );
    }
    result
}

/// Makes a child by `spawn` (fork, vfork, clone or clone3) whose first system call is `first`, and
/// the second `exit`, with status 0 unless `first` is an exec. The child does not touch the stack,
/// so that it may share this thread's. What `spawn` returned to the parent: the child's id, or
/// -errno.
///
/// # Safety
/// The pointers in `spawn` and `first` must be valid for those calls; if the child shares this
/// process's memory, `first` must stay where it is until the child has made it.
pub unsafe fn child(spawn: Call, first: &Call) -> i64 {
    let exec = matches!(first.0, libc::SYS_execve | libc::SYS_execveat);
    let status: u64 = if exec { 127 } else { 0 };
    let result;
    // SAFETY: in the parent as `call`. The child, whose rax is 0, only reads `first`, and gets to
    // neither the stack nor the end of this block: it ends in exit.
    unsafe {
        asm!(
            "syscall",
            "test rax, rax",
            "jnz 3f",
            "mov rax, [r12]",
            "mov rdi, [r12 + 8]",
            "mov rsi, [r12 + 16]",
            "mov rdx, [r12 + 24]",
            "mov r10, [r12 + 32]",
            "mov r8, [r12 + 40]",
            "syscall",
            "mov rdi, r13",
            "mov eax, 60",
            "syscall",
            "ud2",
            "3:",
            inlateout("rax") spawn.0 => result,
            in("rdi") spawn.1[0], in("rsi") spawn.1[1], in("rdx") spawn.1[2],
            in("r10") spawn.1[3], in("r8") spawn.1[4],
            in("r12") first, in("r13") status, out("rcx") _, out("r11") _,
        );
    }
    result
}

/// Waits for a child of any kind; its wait status, or -errno.
pub fn wait(pid: i64) -> Result<i32, i64> {
    let mut status = 0i32;
    let args = [pid as u64, &raw mut status as u64, libc::__WALL as u64, 0, 0];
    loop {
        // SAFETY: `status` is an int; no usage is asked for.
        match unsafe { call(Call(libc::SYS_wait4, args)) } {
            r if r == -i64::from(libc::EINTR) => {}
            r if r < 0 => return Err(r),
            _ => return Ok(status),
        }
    }
}
