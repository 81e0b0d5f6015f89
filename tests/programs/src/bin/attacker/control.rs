//! Tracing the supervisor, writing its memory, taking its descriptors; and taking this process out
//! of the supervisor's hands.
use crate::{Attack, Result, Victim, call, pidfd};
use test_programs::raw;

const PTRACE_TRACEME: u64 = 0;
const PTRACE_ATTACH: u64 = 16;
const PTRACE_SEIZE: u64 = 0x4206;

pub(crate) const ATTACKS: &[Attack] = &[
    ("ptrace-attach", |v| ptrace(PTRACE_ATTACH, v)),
    ("ptrace-seize", |v| ptrace(PTRACE_SEIZE, v)),
    ("ptrace-traceme", |_| ptrace(PTRACE_TRACEME, &Victim { pid: 0 })),
    ("process_vm_readv", |v| process_vm(libc::SYS_process_vm_readv, v)),
    ("process_vm_writev", |v| process_vm(libc::SYS_process_vm_writev, v)),
    ("pidfd_getfd", pidfd_getfd),
    ("process_madvise", process_madvise),
    ("process_mrelease", process_mrelease),
    ("kcmp", kcmp),
    ("perf_event_open", perf_event_open),
    ("dumpable", dumpable),
    ("seccomp-allow", |_| seccomp(0, libc::SECCOMP_RET_ALLOW)),
    ("seccomp-listener", |_| {
        seccomp(libc::SECCOMP_FILTER_FLAG_NEW_LISTENER, libc::SECCOMP_RET_USER_NOTIF)
    }),
    ("seccomp-trace", seccomp_trace),
    ("io_uring_setup", io_uring_setup),
    ("bpf", bpf),
];

fn ptrace(request: u64, victim: &Victim) -> Result {
    // SAFETY: these requests take no address.
    Some(unsafe { call(libc::SYS_ptrace, &[request, victim.pid as u64, 0, 0]) })
}

/// Reads from, or writes to, an address where nothing is mapped, after the check of permissions:
/// EFAULT says that there was permission.
fn process_vm(nr: i64, victim: &Victim) -> Result {
    let mut buffer = [0u8; 8];
    let local = [buffer.as_mut_ptr() as u64, 8];
    let remote = [8u64, 8];
    let args = [victim.pid as u64, local.as_ptr() as u64, 1, remote.as_ptr() as u64, 1];
    // SAFETY: `local` is one iovec over `buffer`, `remote` one that is never followed here.
    Some(unsafe { call(nr, &args) })
}

fn with_pidfd(victim: &Victim, then: impl FnOnce(u64) -> i64) -> Result {
    let fd = pidfd(victim);
    Some(if fd < 0 { fd } else { then(fd as u64) })
}

fn pidfd_getfd(victim: &Victim) -> Result {
    // SAFETY: takes no pointer.
    with_pidfd(victim, |fd| unsafe { call(libc::SYS_pidfd_getfd, &[fd, 2, 0]) })
}

fn process_madvise(victim: &Victim) -> Result {
    let range = [0x1000u64, 0x1000];
    let args = [range.as_ptr() as u64, 1, libc::MADV_PAGEOUT as u64, 0];
    // SAFETY: `range` is one iovec.
    with_pidfd(victim, |fd| unsafe {
        call(libc::SYS_process_madvise, &[fd, args[0], args[1], args[2], args[3]])
    })
}

fn process_mrelease(victim: &Victim) -> Result {
    // SAFETY: takes no pointer.
    with_pidfd(victim, |fd| unsafe { call(libc::SYS_process_mrelease, &[fd, 0]) })
}

fn kcmp(victim: &Victim) -> Result {
    const KCMP_VM: u64 = 1;
    let own = u64::from(std::process::id());
    // SAFETY: takes no pointer.
    Some(unsafe { call(libc::SYS_kcmp, &[own, victim.pid as u64, KCMP_VM, 0, 0]) })
}

/// A counter of the victim's instructions.
fn perf_event_open(victim: &Victim) -> Result {
    // struct perf_event_attr, 64 bytes (PERF_ATTR_SIZE_VER0): type software, config task clock.
    let mut attr = [0u32; 16];
    (attr[0], attr[1], attr[2]) = (1, 64, 1);
    let args = [attr.as_ptr() as u64, victim.pid as u64, -1i64 as u64, -1i64 as u64, 0];
    // SAFETY: `attr` says its size.
    Some(unsafe { call(libc::SYS_perf_event_open, &args) })
}

/// A process that makes itself unreadable, then names a file: the supervisor must still judge it.
fn dumpable(_: &Victim) -> Result {
    // SAFETY: takes no pointer.
    let first = unsafe { call(libc::SYS_prctl, &[libc::PR_SET_DUMPABLE as u64, 0, 0, 0, 0]) };
    let path = c"/wss-marker/dumpable".as_ptr() as u64;
    // SAFETY: the path is NUL-terminated.
    let opened = unsafe { call(libc::SYS_open, &[path, libc::O_RDONLY as u64, 0]) };
    Some(if first < 0 { first } else { opened })
}

/// Installs a filter that takes `action` on every mark, and allows everything else.
fn seccomp(flags: libc::c_ulong, action: u32) -> Result {
    let insn = |code: u32, jf, k| libc::sock_filter { code: code as u16, jt: 0, jf, k };
    let mut filter = [
        insn(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0),
        insn(libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K, 1, libc::SYS_lseek as u32),
        insn(libc::BPF_RET | libc::BPF_K, 0, action),
        insn(libc::BPF_RET | libc::BPF_K, 0, libc::SECCOMP_RET_ALLOW),
    ];
    let program = libc::sock_fprog { len: filter.len() as u16, filter: filter.as_mut_ptr() };
    // SAFETY: takes no pointer.
    unsafe { call(libc::SYS_prctl, &[libc::PR_SET_NO_NEW_PRIVS as u64, 1, 0, 0, 0]) };
    let args = [libc::SECCOMP_SET_MODE_FILTER.into(), flags, &raw const program as u64];
    // SAFETY: `program` and `filter` live until the call returns.
    Some(unsafe { call(libc::SYS_seccomp, &args) })
}

/// What a mark gives under one's own RET_TRACE: ENOSYS, as without a tracer.
fn seccomp_trace(_: &Victim) -> Result {
    let installed = seccomp(0, libc::SECCOMP_RET_TRACE | 7)?;
    // SAFETY: a mark takes no pointer and does nothing.
    Some(if installed < 0 { installed } else { unsafe { raw::call(raw::mark(99, 0)) } })
}

fn io_uring_setup(_: &Victim) -> Result {
    let params = [0u64; 15];
    // SAFETY: `params` has the size of struct io_uring_params, 120 bytes.
    Some(unsafe { call(libc::SYS_io_uring_setup, &[8, params.as_ptr() as u64]) })
}

/// A program that could look at, or change, the supervisor's calls: a map is the least of it.
fn bpf(_: &Victim) -> Result {
    // union bpf_attr for BPF_MAP_CREATE: an array of one u32.
    let attr = [2u32, 4, 4, 1, 0];
    // SAFETY: `attr` is as long as the call is told.
    Some(unsafe { call(libc::SYS_bpf, &[0, attr.as_ptr() as u64, 20]) })
}
