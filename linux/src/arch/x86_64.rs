//! x86-64: registers of a system call (System V ABI, AMD64 supplement, A.2.1), the `syscall`
//! instruction, and the foreign entries that share the kernel (i386 and x32).
use wss_abi::target::Target;

/// Whose call numbers this is.
pub(crate) const TARGET: Target = Target::LinuxX86_64;
/// `AUDIT_ARCH_X86_64`: what seccomp and ptrace call the native entry.
pub(crate) const AUDIT_ARCH: u32 = 0xc000_003e;
/// Bit of a call number that marks x32, which shares the native `AUDIT_ARCH`.
pub(crate) const FOREIGN_NR_BIT: u32 = 0x4000_0000;
/// The instruction that enters the kernel.
pub(crate) const SYSCALL_INSN: [u8; 2] = [0x0f, 0x05];

/// General registers of a stopped thread.
pub(crate) type Regs = libc::user_regs_struct;

/// Argument registers of the call in progress.
pub(crate) fn args(r: &Regs) -> [u64; 6] {
    [r.rdi, r.rsi, r.rdx, r.r10, r.r8, r.r9]
}

/// Replaces the argument registers.
pub(crate) fn set_args(r: &mut Regs, a: &[u64; 6]) {
    [r.rdi, r.rsi, r.rdx, r.r10, r.r8, r.r9] = *a;
}

/// Number of the call in progress; `u64::MAX` outside of any.
/// The kernel looks at the low half alone, as an int.
pub(crate) fn nr(r: &Regs) -> u64 {
    r.orig_rax as i32 as u64
}

/// Turns the call in progress into another one (before it runs).
pub(crate) fn set_nr(r: &mut Regs, nr: u64) {
    r.orig_rax = nr;
}

/// Result of the call.
pub(crate) fn ret(r: &Regs) -> i64 {
    r.rax as i64
}

/// Sets the result of the call.
pub(crate) fn set_ret(r: &mut Regs, value: i64) {
    r.rax = value as u64;
}

/// Makes the call in progress not run and return `value`; nothing restarts it.
pub(crate) fn skip(r: &mut Regs, value: i64) {
    r.orig_rax = u64::MAX;
    r.rax = value as u64;
}

/// Makes a thread, at the exit stop of a call, run call `nr` with `args` next, by the instruction
/// at `gadget`.
pub(crate) fn aim(r: &mut Regs, gadget: u64, nr: u64, args: &[u64; 6]) {
    r.rip = gadget;
    r.rax = nr;
    r.orig_rax = u64::MAX;
    set_args(r, args);
}

/// Makes a thread, at the exit stop of a call, enter the call that `original` (registers of its
/// entry) was about to run again.
pub(crate) fn reenter(original: &Regs) -> Regs {
    let mut r = *original;
    r.rip = insn_of(original.rip);
    r.rax = original.orig_rax;
    r.orig_rax = u64::MAX;
    r
}

/// Does what the kernel does on the way to user mode when a call is to be restarted and no handler
/// runs. Restart codes: `include/linux/errno.h`.
pub(crate) fn restart(r: &mut Regs) {
    let again = match (nr(r), r.rax as i64) {
        (u64::MAX, _) => return,
        (_, -514..=-512) => r.orig_rax,
        (_, -516) => libc::SYS_restart_syscall as u64,
        _ => return,
    };
    r.rip = insn_of(r.rip);
    r.rax = again;
    r.orig_rax = u64::MAX;
}

/// Address of the system-call instruction that precedes `ip`.
pub(crate) fn insn_of(ip: u64) -> u64 {
    ip.wrapping_sub(SYSCALL_INSN.len() as u64)
}

/// Flags of the clone that the thread is inside (fork and vfork have the kernel's implied ones),
/// or `None` if the call in progress makes no process.
pub(crate) fn clone_flags(r: &Regs) -> Option<u64> {
    match nr(r) as i64 {
        libc::SYS_clone => Some(r.rdi),
        libc::SYS_fork => Some(0),
        libc::SYS_vfork => Some((libc::CLONE_VFORK | libc::CLONE_VM) as u64),
        _ => None,
    }
}
