//! New processes that are nobody's children but init's: clone3(2) with `CLONE_PARENT`.
use super::{Process, check};
use std::ffi::{CStr, CString};
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

/// `struct clone_args`, first version (64 bytes).
#[repr(C)]
#[derive(Default)]
struct Args {
    flags: u64,
    pidfd: u64,
    child_tid: u64,
    parent_tid: u64,
    exit_signal: u64,
    stack: u64,
    stack_size: u64,
    tls: u64,
}

/// fork(2), except that the child's parent is the caller's, and that its handle comes with it: there is
/// no moment at which it runs and the caller does not watch it. `None`: we are the child.
///
/// # Safety
/// The child may make system calls, and exec or exit. The caller has one thread.
unsafe fn fork_sibling() -> io::Result<Option<Process>> {
    let mut fd: RawFd = -1;
    let mut args = Args {
        flags: (libc::CLONE_PIDFD | libc::CLONE_PARENT) as u64,
        pidfd: (&raw mut fd) as u64,
        ..Args::default()
    };
    // SAFETY: the structure is as long as said; without CLONE_VM the child has its own copy of
    // everything; the kernel writes the descriptor to `fd`, which lives through the call.
    let pid = check(unsafe { libc::syscall(libc::SYS_clone3, &raw mut args, size_of::<Args>()) })?;
    if pid == 0 {
        return Ok(None);
    }
    // SAFETY: in the parent the kernel has stored a new descriptor that nothing else owns.
    Ok(Some(Process::from_parts(pid as u32, unsafe { OwnedFd::from_raw_fd(fd) })))
}

/// A new monitor of this same program (the running image, whatever lies at its path by now) with the
/// roster at descriptor 3 and arguments that [`crate::join::main`] understands.
pub(crate) fn replacement(
    roster: BorrowedFd<'_>,
    name: &CStr,
    place: &CStr,
) -> io::Result<Process> {
    let argv = [c"wss-monitor".as_ptr(), name.as_ptr(), place.as_ptr(), std::ptr::null()];
    let envp = [std::ptr::null()];
    // SAFETY: monitors have one thread; the child makes system calls and execs or exits. The
    // strings and both arrays outlive the call and end as execve wants it.
    unsafe {
        if let Some(process) = fork_sibling()? {
            return Ok(process);
        }
        let fd = roster.as_raw_fd();
        let kept = if fd == 3 { libc::fcntl(3, libc::F_SETFD, 0) } else { libc::dup2(fd, 3) };
        if kept >= 0 {
            libc::execve(c"/proc/self/exe".as_ptr(), argv.as_ptr(), envp.as_ptr());
        }
        libc::_exit(127)
    }
}

/// Starts the first monitor of a place, with the roster at descriptor 3 and a pipe to report to at 4.
pub(crate) fn launch(
    mut command: std::process::Command,
    roster: BorrowedFd<'_>,
    pipe: BorrowedFd<'_>,
) -> io::Result<std::process::Child> {
    use std::os::unix::process::CommandExt;
    let high = |fd: BorrowedFd<'_>| -> io::Result<OwnedFd> {
        // SAFETY: integers; the result is checked, and a new descriptor that nothing else owns.
        unsafe {
            let fd = check(libc::fcntl(fd.as_raw_fd(), libc::F_DUPFD_CLOEXEC, 10).into())?;
            Ok(OwnedFd::from_raw_fd(fd as RawFd))
        }
    };
    let (three, four) = (high(roster)?, high(pipe)?);
    let (a, b) = (three.as_raw_fd(), four.as_raw_fd());
    // SAFETY: between fork and exec the child makes two system calls on integers, nothing else.
    unsafe {
        command.pre_exec(move || {
            check(libc::dup2(a, 3).into())?;
            check(libc::dup2(b, 4).into())?;
            Ok(())
        });
    }
    command.spawn()
}

/// Runs a command line by /bin/sh with this environment, as an ordinary process: no signal blocked, no
/// exemption from the memory killer, on any processor, in no monitor's control group, no terminal, no
/// descriptor of the monitor's. (Of its limits it keeps that it leaves no core file.)
pub(crate) fn command(line: &CStr, environment: &[CString]) -> io::Result<()> {
    let argv = [c"/bin/sh".as_ptr(), c"-c".as_ptr(), line.as_ptr(), std::ptr::null()];
    let envp: Vec<_> =
        environment.iter().map(|e| e.as_ptr()).chain(std::iter::once(std::ptr::null())).collect();
    let outside = super::group::outside();
    // SAFETY: as in `replacement`; the signal set is initialised by sigemptyset before use, any bytes are a
    // cpu_set_t, and open's strings have their ends.
    unsafe {
        let mut anywhere: libc::cpu_set_t = std::mem::zeroed();
        (&raw mut anywhere).write_bytes(0xff, 1);
        if fork_sibling()?.is_some() {
            return Ok(());
        }
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &raw const none, std::ptr::null_mut());
        // Which a monitor ignores, and an exec would leave so.
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
        let adjust = libc::open(c"/proc/self/oom_score_adj".as_ptr(), libc::O_WRONLY);
        libc::write(adjust, c"0".as_ptr().cast(), 1);
        if let Some(outside) = outside {
            let group = libc::open(outside.as_ptr(), libc::O_WRONLY);
            libc::write(group, c"0".as_ptr().cast(), 1);
        }
        libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &raw const anywhere);
        libc::umask(0o022);
        libc::setsid();
        let null = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR);
        for fd in 0..3 {
            libc::dup2(null, fd);
        }
        libc::close_range(3, libc::c_uint::MAX, 0);
        libc::execve(c"/bin/sh".as_ptr(), argv.as_ptr(), envp.as_ptr());
        libc::_exit(127)
    }
}
