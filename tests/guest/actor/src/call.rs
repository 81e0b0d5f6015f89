//! FreeBSD/amd64's system calls, with nothing in between. Numbers: sys/kern/syscalls.master.
use core::arch::asm;

pub(crate) const EXIT: u64 = 1;
pub(crate) const FORK: u64 = 2;
pub(crate) const READ: u64 = 3;
pub(crate) const WRITE: u64 = 4;
pub(crate) const CLOSE: u64 = 6;
pub(crate) const UNLINK: u64 = 10;
pub(crate) const CHDIR: u64 = 12;
pub(crate) const CHMOD: u64 = 15;
pub(crate) const GETPID: u64 = 20;
pub(crate) const SETUID: u64 = 23;
pub(crate) const RECVFROM: u64 = 29;
pub(crate) const GETSOCKNAME: u64 = 32;
pub(crate) const KILL: u64 = 37;
pub(crate) const GETPPID: u64 = 39;
pub(crate) const EXECVE: u64 = 59;
pub(crate) const CHROOT: u64 = 61;
const VFORK: u64 = 66;
pub(crate) const FCNTL: u64 = 92;
pub(crate) const SOCKET: u64 = 97;
pub(crate) const CONNECT: u64 = 98;
pub(crate) const BIND: u64 = 104;
pub(crate) const SENDTO: u64 = 133;
const SIGACTION: u64 = 416;
pub(crate) const THR_SELF: u64 = 432;
pub(crate) const THR_NEW: u64 = 455;
pub(crate) const MMAP: u64 = 477;
pub(crate) const OPENAT: u64 = 499;

/// Makes a call: its result, or -errno.
pub(crate) fn call(nr: u64, a: [u64; 6]) -> i64 {
    let (result, failed): (i64, u8);
    // SAFETY: the commands name calls whose pointers this program provides; wild ones are wild on
    // purpose, and the kernel answers EFAULT. The kernel changes the registers named here alone.
    unsafe {
        asm!("syscall", "setb {failed}", failed = out(reg_byte) failed,
             inlateout("rax") nr => result, in("rdi") a[0], in("rsi") a[1],
             inlateout("rdx") a[2] => _, inlateout("r10") a[3] => _, inlateout("r8") a[4] => _,
             inlateout("r9") a[5] => _, out("rcx") _, out("r11") _);
    }
    if failed == 0 { result } else { -result }
}

/// vfork: the child, on this stack, never returns from `child`.
pub(crate) fn vfork(child: impl FnOnce()) -> i64 {
    let (result, failed): (i64, u8);
    // SAFETY: as `call`. The parent goes on when the child has ended or left for another image, and
    // what the child does to the stack is below what the parent still uses.
    unsafe {
        asm!("syscall", "setb {failed}", failed = out(reg_byte) failed,
             inlateout("rax") VFORK => result, out("rdx") _, out("r8") _, out("r9") _,
             out("r10") _, out("rcx") _, out("r11") _);
    }
    if failed == 0 && result == 0 {
        child();
        call(EXIT, [0; 6]);
    }
    if failed == 0 { result } else { -result }
}

extern "C" fn nothing(_: i32) {}

/// Has SIGUSR1 interrupt calls that are then restarted.
pub(crate) fn restart_after_usr1() {
    const SIGUSR1: u64 = 30;
    const SA_RESTART: u64 = 2;
    // struct sigaction: handler, flags, mask of 128 bits.
    let action = [nothing as *const () as u64, SA_RESTART, 0, 0];
    call(SIGACTION, [SIGUSR1, action.as_ptr() as u64, 0, 0, 0, 0]);
}
