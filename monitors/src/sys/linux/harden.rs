//! What makes a monitor hard to hinder: what the kernel permits of it, and what it did not.
use super::check;
use crate::lacks::Lacks;
use std::io;

/// Leaves session, process group, terminal and directory of whoever started it, closes what it
/// inherited but the ring's file and, at the `start`, the pipe to the starter, and lets nobody but the privileged read its memory.
pub(crate) fn enclose(start: bool) {
    let keep = if start { 5 } else { 4 };
    // SAFETY: integers and a string with its end. What fails here (setsid for a group leader) leaves
    // things as they are.
    unsafe {
        libc::setsid();
        libc::chdir(c"/".as_ptr());
        libc::umask(0o077);
        let null = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR);
        for fd in 0..3 {
            libc::dup2(null, fd);
        }
        libc::close_range(keep as libc::c_uint, libc::c_uint::MAX, 0);
        for fd in 3..keep {
            libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC);
        }
        libc::prctl(libc::PR_SET_PDEATHSIG, 0);
    }
}

/// Locks memory, leaves the memory killer's list, takes a real-time priority on `cpu`, then stops being
/// dumpable. Says what was not permitted.
pub(crate) fn harden(cpu: Option<usize>) -> Lacks {
    let mut lacks = Lacks::default();
    // With MCL_ONFAULT a page is locked when it is first touched: the alert path is touched at the start.
    let lock = libc::MCL_CURRENT | libc::MCL_FUTURE | libc::MCL_ONFAULT;
    // SAFETY: integers only.
    lacks.memory = unsafe { libc::mlockall(lock) } != 0;
    lacks.oom = std::fs::write("/proc/self/oom_score_adj", "-1000").is_err();
    if let Some(cpu) = cpu {
        lacks.realtime = realtime(cpu).is_err();
    }
    // SAFETY: integers, and structures of ours that the kernel only reads.
    unsafe {
        let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        libc::setrlimit(libc::RLIMIT_CORE, &raw const none);
        libc::prctl(libc::PR_SET_DUMPABLE, 0);
    }
    lacks
}

/// The lowest real-time priority outranks every ordinary process: a monitor that is woken interrupts
/// whoever killed its neighbour. Pinned, the monitors of a ring are on every processor, so also on the
/// killer's. What it starts is ordinary again.
fn realtime(cpu: usize) -> io::Result<()> {
    let priority = libc::sched_param { sched_priority: 1 };
    // SAFETY: zero is a valid cpu_set_t, CPU_SET stays within it (the caller's number is below cpus(),
    // which is at most CPU_SETSIZE), and the kernel only reads.
    unsafe {
        check(
            libc::sched_setscheduler(
                0,
                libc::SCHED_FIFO | libc::SCHED_RESET_ON_FORK,
                &raw const priority,
            )
            .into(),
        )?;
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(cpu, &mut set);
        check(libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &raw const set).into())
            .map(drop)
    }
}

/// Processors that may be used, at most `CPU_SETSIZE`.
pub(crate) fn cpus() -> usize {
    // SAFETY: an integer.
    let n = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
    usize::try_from(n).unwrap_or(1).clamp(1, libc::CPU_SETSIZE as usize)
}

/// Locks what memory has been used since: nothing is left to lock, see [`harden`].
pub(crate) fn settle() -> bool {
    true
}

/// What to say of each thing that is missing: [`Lacks::sentences`].
pub(crate) const LACKS: [&str; 6] = [
    "memory is not locked: raise RLIMIT_MEMLOCK",
    "not exempt from the memory killer: takes CAP_SYS_RESOURCE",
    "no real-time priority: takes CAP_SYS_NICE or RLIMIT_RTPRIO",
    "signals are not heard when sent, nor their senders: takes CAP_PERFMON",
    "no control groups of their own: takes a writable cgroup2",
    "tracing is seen at the next look only, execs and forks of the target not at all: takes CAP_NET_ADMIN outside \
     containers",
];
