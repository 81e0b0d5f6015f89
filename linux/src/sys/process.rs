//! Processes: waiting, pidfds, signals, the supervisor's own attributes.
use super::{Errno, Result, check};
use libc::pid_t;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::time::{Duration, Instant};

/// Waits for a change of any child or tracee (`-1`) or of one, with options of waitpid(2).
pub(crate) fn wait(pid: pid_t, options: i32) -> Result<(pid_t, i32)> {
    loop {
        let mut status = 0;
        // SAFETY: `status` is one int, which the kernel writes.
        let got = unsafe { libc::waitpid(pid, &mut status, options) };
        match check(got.into()) {
            Err(Errno(e)) if i32::from(e) == libc::EINTR => {}
            other => return other.map(|pid| (pid as pid_t, status)),
        }
    }
}

/// pidfd_open(2).
pub(crate) fn pidfd_open(pid: pid_t) -> Result<OwnedFd> {
    // SAFETY: takes numbers only.
    let fd = check(unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) })?;
    // SAFETY: a descriptor just made, owned by nobody else.
    Ok(unsafe { OwnedFd::from_raw_fd(fd as i32) })
}

/// A duplicate of a descriptor of thread `tid` of process `tgid`. A thread may have descriptors of
/// its own, or outlive the first of its process: it is asked where the kernel can (Linux 6.9).
pub(crate) fn descriptor_of(tgid: pid_t, tid: pid_t, fd: i32) -> Result<OwnedFd> {
    const PIDFD_THREAD: i32 = libc::O_EXCL;
    // SAFETY: takes numbers only.
    let thread = check(unsafe { libc::syscall(libc::SYS_pidfd_open, tid, PIDFD_THREAD) });
    let pidfd = match thread {
        // SAFETY: a descriptor just made, owned by nobody else.
        Ok(fd) => unsafe { OwnedFd::from_raw_fd(fd as i32) },
        Err(_) => pidfd_open(tgid)?,
    };
    pidfd_getfd(pidfd.as_fd(), fd)
}

/// A duplicate of another process's descriptor.
fn pidfd_getfd(pidfd: BorrowedFd<'_>, fd: i32) -> Result<OwnedFd> {
    // SAFETY: takes numbers only.
    let fd = check(unsafe { libc::syscall(libc::SYS_pidfd_getfd, pidfd.as_raw_fd(), fd, 0) })?;
    // SAFETY: a descriptor just made, owned by nobody else.
    Ok(unsafe { OwnedFd::from_raw_fd(fd as i32) })
}

/// Sends a signal to a process.
pub(crate) fn kill(pid: pid_t, signal: i32) -> Result<()> {
    // SAFETY: takes numbers only.
    check(unsafe { libc::kill(pid, signal) }.into()).map(|_| ())
}

/// Sends a signal to one thread.
pub(crate) fn tgkill(pid: pid_t, tid: pid_t, signal: i32) -> Result<()> {
    // SAFETY: takes numbers only.
    check(unsafe { libc::syscall(libc::SYS_tgkill, pid, tid, signal) }).map(|_| ())
}

/// prctl(2) with numeric arguments only.
pub(crate) fn prctl(option: i32, arg: libc::c_ulong) -> Result<i32> {
    debug_assert!(matches!(
        option,
        libc::PR_SET_PDEATHSIG
            | libc::PR_SET_DUMPABLE
            | libc::PR_SET_NO_NEW_PRIVS
            | libc::PR_GET_NO_NEW_PRIVS
            | libc::PR_SET_PTRACER
    ));
    // SAFETY: the options listed above take their argument as a number.
    check(unsafe { libc::prctl(option, arg, 0, 0, 0) }.into()).map(|r| r as i32)
}

/// A new session without a terminal, so that no terminal and no process group reaches the caller.
pub(crate) fn setsid() -> Result<()> {
    // SAFETY: takes no argument.
    check(unsafe { libc::setsid() }.into()).map(|_| ())
}

/// Blocks every signal that can be blocked; returns what was blocked before.
pub(crate) fn block_signals() -> libc::sigset_t {
    // SAFETY: both sets are live for the calls, which fill or read them and nothing else.
    unsafe {
        let mut all: libc::sigset_t = core::mem::zeroed();
        let mut old: libc::sigset_t = core::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &all, &mut old);
        old
    }
}

/// Sets the blocked signals of the calling thread.
pub(crate) fn set_blocked(mask: &libc::sigset_t) {
    // SAFETY: reads the set, which is live.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, mask, core::ptr::null_mut()) };
}

/// Sets a signal's disposition to the default or to be ignored.
pub(crate) fn set_disposition(signal: i32, ignore: bool) {
    let how = if ignore { libc::SIG_IGN } else { libc::SIG_DFL };
    // SAFETY: installs no handler, so no code of ours runs at a signal.
    unsafe { libc::signal(signal, how) };
}

/// Whether the caller may install filters without no_new_privs, as seccomp(2) judges it: by offering
/// a program that cannot be, which the kernel only finds out after that judgement.
pub(crate) fn may_filter_without_no_new_privs() -> bool {
    let prog = libc::sock_fprog { len: 1, filter: core::ptr::null_mut() };
    // SAFETY: the kernel reads `prog`, which is live, and then refuses its null program.
    let ret = unsafe {
        libc::syscall(libc::SYS_seccomp, libc::SECCOMP_SET_MODE_FILTER, 0, &raw const prog)
    };
    matches!(check(ret), Err(Errno(e)) if i32::from(e) != libc::EACCES)
}

/// fork(2): `None` in the child. The caller must be single-threaded.
pub(crate) fn fork() -> Result<Option<pid_t>> {
    // SAFETY: the caller has one thread (see `front::run`), so the child is a whole copy and no
    // lock is held by a thread that it lacks.
    let pid = check(unsafe { libc::fork() }.into())?;
    Ok((pid != 0).then_some(pid as pid_t))
}

/// A signal taken from the queue.
pub(crate) struct Taken {
    pub(crate) signal: i32,
    pub(crate) code: i32,
    pub(crate) sender: pid_t,
}

/// Waits for any signal; all must be blocked.
pub(crate) fn next_signal() -> Taken {
    loop {
        // SAFETY: both structures consist of integers (and a union of integers and pointers), for
        // which zero bytes are a value; the calls fill in `all` and `info`, which are live. Every
        // signal that a user sends has the sender's pid in its siginfo; of others it is unused.
        unsafe {
            let mut all: libc::sigset_t = core::mem::zeroed();
            let mut info: libc::siginfo_t = core::mem::zeroed();
            libc::sigfillset(&mut all);
            let signal = libc::sigwaitinfo(&all, &mut info);
            if signal > 0 {
                return Taken { signal, code: info.si_code, sender: info.si_pid() };
            }
        }
    }
}

/// Stops the calling process by this signal, as its default action does.
pub(crate) fn stop_by(signal: i32) {
    set_disposition(signal, false);
    raise_unblocked(signal);
}

/// Ends the calling process by this signal, as its default action does, but without a core file
/// of this process.
pub(crate) fn die_by(signal: i32) {
    let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: reads one rlimit, which is live.
    unsafe { libc::setrlimit(libc::RLIMIT_CORE, &none) };
    raise_unblocked(signal);
}

fn raise_unblocked(signal: i32) {
    // SAFETY: both sets are live; the calls fill or read them and nothing else, and the signal
    // acts by its default.
    unsafe {
        let mut one: libc::sigset_t = core::mem::zeroed();
        let mut old: libc::sigset_t = core::mem::zeroed();
        libc::sigemptyset(&mut one);
        libc::sigaddset(&mut one, signal);
        libc::kill(libc::getpid(), signal);
        libc::pthread_sigmask(libc::SIG_UNBLOCK, &one, &mut old);
        libc::pthread_sigmask(libc::SIG_SETMASK, &old, core::ptr::null_mut());
    }
}

/// A child that shares the caller's descriptors and does nothing until its parent is gone. If the
/// caller is killed, the kernel closes its descriptors before it kills its tracees; a listener
/// closed so early would let calls fail, and their callers go on for a moment. The keeper holds
/// the descriptors open until after the tracees are killed (a parent's death signal is sent
/// later still). Returns its pid.
pub(crate) fn start_keeper() -> Result<pid_t> {
    let flags = libc::CLONE_FILES | libc::SIGCHLD;
    let parent = std::process::id();
    // SAFETY: a fork that shares the descriptor table: the child has its own copy of memory, the
    // caller is single-threaded, and the child only sleeps.
    let pid = check(unsafe { libc::syscall(libc::SYS_clone, flags, 0, 0, 0, 0) })? as pid_t;
    if pid == 0 {
        let alive = prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL as libc::c_ulong).is_ok()
            && prctl(libc::PR_SET_DUMPABLE, 0).is_ok()
            // Else it died before it could be asked about.
            && std::os::unix::process::parent_id() == parent;
        if alive {
            loop {
                // SAFETY: takes no argument; every signal but SIGKILL and SIGSTOP is blocked.
                unsafe { libc::pause() };
            }
        }
        // SAFETY: ends the child at once.
        unsafe { libc::_exit(1) };
    }
    Ok(pid)
}

/// Lets go of what the program inherits: descriptors that are not marked close-on-exec.
/// Standard input and output, and standard error unless `keep_stderr`, lead nowhere afterwards.
pub(crate) fn leave_inherited_descriptors(keep_stderr: bool) -> std::io::Result<()> {
    let null = std::fs::File::options().read(true).write(true).open("/dev/null")?;
    for fd in 0..if keep_stderr { 2 } else { 3 } {
        // SAFETY: dup2 replaces a standard descriptor, which nothing here owns.
        unsafe { libc::dup2(null.as_raw_fd(), fd) };
    }
    for entry in std::fs::read_dir("/proc/self/fd")? {
        let Ok(fd) = entry?.file_name().to_string_lossy().parse::<i32>() else { continue };
        // SAFETY: F_GETFD takes a number.
        let flags = unsafe { libc::fcntl(fd, libc::F_GETFD) };
        if fd > 2 && flags >= 0 && flags & libc::FD_CLOEXEC == 0 {
            // SAFETY: the standard library and this crate open everything close-on-exec, so this
            // one was inherited and nothing here owns it.
            unsafe { libc::close(fd) };
        }
    }
    Ok(())
}

/// Standard error leads nowhere from now on.
pub(crate) fn leave_stderr() {
    if let Ok(null) = std::fs::File::options().write(true).open("/dev/null") {
        // SAFETY: dup2 replaces a standard descriptor, which nothing here owns.
        unsafe { libc::dup2(null.as_raw_fd(), 2) };
    }
}

/// Waits until the process behind a pidfd is gone.
pub(crate) fn wait_gone(pidfd: BorrowedFd<'_>) {
    let mut p = libc::pollfd { fd: pidfd.as_raw_fd(), events: libc::POLLIN, revents: 0 };
    // SAFETY: `p` is one pollfd, as the count says.
    while unsafe { libc::poll(&mut p, 1, -1) } < 1 {}
}

/// Whether this process may read the memory of processes that are not dumpable (CAP_SYS_PTRACE).
pub(crate) fn may_read_undumpable() -> bool {
    const CAP_SYS_PTRACE: u32 = 19;
    let caps = || -> Option<u64> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find_map(|l| l.strip_prefix("CapEff:"))?;
        u64::from_str_radix(line.trim(), 16).ok()
    };
    caps().is_some_and(|c| c >> CAP_SYS_PTRACE & 1 == 1)
}

/// Makes a memory file's bytes and size final (`F_SEAL_*`); false if somebody can still write it.
pub(crate) fn seal(fd: i32) -> bool {
    let seals = libc::F_SEAL_WRITE | libc::F_SEAL_SHRINK | libc::F_SEAL_GROW | libc::F_SEAL_SEAL;
    // SAFETY: F_ADD_SEALS takes a number.
    unsafe { libc::fcntl(fd, libc::F_ADD_SEALS, seals) == 0 }
}

/// Lets this process have as many descriptors as it may: listeners take one each.
pub(crate) fn raise_descriptor_limit() {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: one rlimit, which is live, is filled in and then read.
    unsafe {
        if libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) == 0 {
            limit.rlim_cur = limit.rlim_max;
            libc::setrlimit(libc::RLIMIT_NOFILE, &limit);
        }
    }
}

/// Whether the kernel has mseal(2) (Linux 6.10).
pub(crate) fn has_mseal() -> bool {
    // SAFETY: seals a range of no length: nothing.
    unsafe { libc::syscall(libc::SYS_mseal, 0, 0, 0) == 0 }
}

/// Waits for a change of one child or tracee; `None` if none comes in this time. SIGCHLD must be
/// blocked.
pub(crate) fn wait_within(pid: pid_t, options: i32, time: Duration) -> Result<Option<i32>> {
    let deadline = Instant::now() + time;
    loop {
        let (got, status) = wait(pid, options | libc::WNOHANG)?;
        if got != 0 {
            return Ok(Some(status));
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(None);
        }
        // Another thread of this process may take the signal: it is looked again before long.
        let pause = left.min(Duration::from_millis(1));
        let pause = libc::timespec { tv_sec: 0, tv_nsec: i64::from(pause.subsec_nanos()) };
        // SAFETY: the set is filled in before it is read; both are live, and no siginfo is asked for.
        unsafe {
            let mut set: libc::sigset_t = core::mem::zeroed();
            libc::sigemptyset(&mut set);
            libc::sigaddset(&mut set, libc::SIGCHLD);
            libc::sigtimedwait(&set, core::ptr::null_mut(), &pause);
        }
    }
}

/// Starts a child that ends at once: a thread of this process that waits for any child wakes up.
/// Returns its pid, if there could be one.
pub(crate) fn blip() -> Option<pid_t> {
    // SAFETY: a plain fork; the child has a copy of memory, touches none of it and only ends, so
    // that locks held by other threads at the fork do not matter.
    unsafe {
        let pid = libc::syscall(libc::SYS_clone, libc::SIGCHLD, 0, 0, 0, 0);
        if pid == 0 {
            libc::_exit(0);
        }
        check(pid).ok().map(|pid| pid as pid_t)
    }
}

/// Address of this process's own vDSO. (Its `/proc/self/auxv` is root's, as it is not dumpable.)
pub(crate) fn own_vdso() -> Option<u64> {
    // SAFETY: getauxval(3) takes a number and only reads what the kernel left at the start.
    match unsafe { libc::getauxval(libc::AT_SYSINFO_EHDR) } {
        0 => None,
        at => Some(at),
    }
}

/// The processor that this thread runs on.
pub(crate) fn processor() -> i32 {
    // SAFETY: takes nothing and reads what the kernel keeps for this thread.
    unsafe { libc::sched_getcpu() }
}

/// Asks for short turns soon rather than long ones later (Linux 6.12; refusal costs only time).
pub(crate) fn take_short_turns() {
    // SAFETY: `attr` is a sched_attr, whose size says how much of it the kernel reads; zero is a
    // value of each field: policy SCHED_OTHER, nice 0.
    unsafe {
        let mut attr: libc::sched_attr = core::mem::zeroed();
        attr.size = size_of::<libc::sched_attr>() as u32;
        attr.sched_runtime = 100_000;
        libc::syscall(libc::SYS_sched_setattr, 0, &raw const attr, 0);
    }
}
