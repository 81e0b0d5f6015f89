//! ptrace(2), as far as the supervisor uses it. All of these act on a thread that the caller
//! traces; ESRCH is ordinary (a thread may be killed at any moment) and is returned like any error.
use super::{Result, check};
use libc::{c_long, c_uint, c_void, pid_t};

/// Options of every wrapped thread: dies with its tracer; stops where filters say `RET_TRACE`;
/// children are traced from before their first instruction; system-call stops can be told from
/// SIGTRAP.
pub(crate) const OPTIONS: c_long = (libc::PTRACE_O_EXITKILL
    | libc::PTRACE_O_TRACESECCOMP
    | libc::PTRACE_O_TRACEFORK
    | libc::PTRACE_O_TRACEVFORK
    | libc::PTRACE_O_TRACECLONE
    | libc::PTRACE_O_TRACEEXEC
    | libc::PTRACE_O_TRACESYSGOOD) as c_long;

/// `PTRACE_EVENT_STOP`: group stop, first stop of a new thread, or an interrupt.
pub(crate) const EVENT_STOP: i32 = 128;
const GETSIGMASK: c_uint = 0x420a;
const SETSIGMASK: c_uint = 0x420b;

fn ptrace(request: c_uint, tid: pid_t, addr: usize, data: usize) -> Result<()> {
    // SAFETY: every request made through this function takes `addr` and `data` as numbers, or as
    // pointers to live objects of the size the request transfers (the callers below pass exactly
    // those), so the kernel writes nothing else of this process.
    let ret = unsafe { libc::ptrace(request, tid, addr as *mut c_void, data as *mut c_void) };
    check(ret).map(|_| ())
}

/// Attaches to `tid` without stopping it.
pub(crate) fn seize(tid: pid_t) -> Result<()> {
    ptrace(libc::PTRACE_SEIZE, tid, 0, OPTIONS as usize)
}

/// Stops a running thread: it reports [`EVENT_STOP`].
pub(crate) fn interrupt(tid: pid_t) -> Result<()> {
    ptrace(libc::PTRACE_INTERRUPT, tid, 0, 0)
}

/// How a stopped thread goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resume {
    /// Until the next event or signal.
    Run,
    /// Also until the next system-call stop.
    ToSyscall,
    /// Stays in its group stop, but reports a later SIGCONT.
    Listen,
}

/// Resumes a stopped thread, delivering `signal` (0: none).
pub(crate) fn resume(tid: pid_t, how: Resume, signal: i32) -> Result<()> {
    let request = match how {
        Resume::Run => libc::PTRACE_CONT,
        Resume::ToSyscall => libc::PTRACE_SYSCALL,
        Resume::Listen => libc::PTRACE_LISTEN,
    };
    ptrace(request, tid, 0, signal as usize)
}

/// Message of the event that stopped the thread.
pub(crate) fn event_message(tid: pid_t) -> Result<u64> {
    let mut message: libc::c_ulong = 0;
    ptrace(libc::PTRACE_GETEVENTMSG, tid, 0, &raw mut message as usize)?;
    Ok(message)
}

/// General registers.
pub(crate) fn get_regs(tid: pid_t) -> Result<libc::user_regs_struct> {
    // SAFETY: the structure consists of integers, for which zero bytes are a value.
    let mut regs: libc::user_regs_struct = unsafe { core::mem::zeroed() };
    ptrace(libc::PTRACE_GETREGS, tid, 0, &raw mut regs as usize)?;
    Ok(regs)
}

/// Sets general registers.
pub(crate) fn set_regs(tid: pid_t, regs: &libc::user_regs_struct) -> Result<()> {
    ptrace(libc::PTRACE_SETREGS, tid, 0, core::ptr::from_ref(regs) as usize)
}

/// Blocked signals of the thread.
pub(crate) fn get_sigmask(tid: pid_t) -> Result<u64> {
    let mut mask = 0u64;
    ptrace(GETSIGMASK, tid, size_of::<u64>(), &raw mut mask as usize)?;
    Ok(mask)
}

/// Replaces the blocked signals of the thread.
pub(crate) fn set_sigmask(tid: pid_t, mask: u64) -> Result<()> {
    ptrace(SETSIGMASK, tid, size_of::<u64>(), &raw const mask as usize)
}

/// Who sent the signal that is about to be delivered: 0 for the kernel.
pub(crate) fn signal_sender(tid: pid_t) -> Result<u32> {
    // SAFETY: the structure consists of integers and a union of integers and pointers, for which
    // zero bytes are a value.
    let mut info: libc::siginfo_t = unsafe { core::mem::zeroed() };
    ptrace(libc::PTRACE_GETSIGINFO, tid, 0, &raw mut info as usize)?;
    // SI_USER, SI_QUEUE and SI_TKILL carry a sender; positive codes are the kernel's.
    if info.si_code > 0 && info.si_signo != libc::SIGCHLD {
        return Ok(0);
    }
    // SAFETY: the kernel filled in a siginfo whose code says that si_pid is set (or, for timers,
    // that the field holds another integer).
    Ok(if info.si_code == libc::SI_TIMER { 0 } else { unsafe { info.si_pid() as u32 } })
}

/// What a system-call or seccomp stop is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SyscallStop {
    /// `AUDIT_ARCH_*` of the entry used.
    pub arch: u32,
    /// Instruction pointer, after the system-call instruction.
    pub ip: u64,
    /// Which stop.
    pub at: At,
}

/// Where in a call a thread stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum At {
    /// Before the call (before filters).
    Entry { nr: u64, args: [u64; 6] },
    /// A filter said `RET_TRACE` with this data.
    Seccomp { nr: u64, args: [u64; 6], data: u32 },
    /// After the call, with its raw result.
    Exit { ret: i64 },
    /// Not in a system-call stop.
    None,
}

/// `PTRACE_GET_SYSCALL_INFO` (Linux 5.3).
pub(crate) fn syscall_stop(tid: pid_t) -> Result<SyscallStop> {
    // SAFETY: the structure and its union consist of integers, for which zero bytes are a value.
    let mut info: libc::ptrace_syscall_info = unsafe { core::mem::zeroed() };
    ptrace(
        libc::PTRACE_GET_SYSCALL_INFO,
        tid,
        size_of::<libc::ptrace_syscall_info>(),
        &raw mut info as usize,
    )?;
    // SAFETY: `op` says which member of the union the kernel wrote; all are plain integers.
    let at = unsafe {
        match info.op {
            libc::PTRACE_SYSCALL_INFO_ENTRY => {
                At::Entry { nr: info.u.entry.nr, args: info.u.entry.args }
            }
            libc::PTRACE_SYSCALL_INFO_SECCOMP => At::Seccomp {
                nr: info.u.seccomp.nr,
                args: info.u.seccomp.args,
                data: info.u.seccomp.ret_data,
            },
            libc::PTRACE_SYSCALL_INFO_EXIT => At::Exit { ret: info.u.exit.sval },
            _ => At::None,
        }
    };
    Ok(SyscallStop { arch: info.arch, ip: info.instruction_pointer, at })
}
