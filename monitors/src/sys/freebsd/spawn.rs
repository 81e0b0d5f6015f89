//! New processes that are nobody's children but init's: pdfork(2), whose descriptor comes with the child. When it
//! is closed init becomes the parent.
use super::attest::VARIABLE;
use super::harden::ordinary;
use super::{Process, check};
use crate::config::MOST_TEXT;
use std::ffi::{CStr, CString, OsStr};
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;

/// Descriptor of the program that a monitor runs: what its replacements run too.
pub(super) const IMAGE: RawFd = 5;

/// A child that is to live on when its descriptor is closed. `None`: we are the child.
///
/// # Safety
/// The child may make system calls, and exec or exit. The caller has one thread.
unsafe fn fork() -> io::Result<Option<(u32, OwnedFd)>> {
    let mut fd: RawFd = -1;
    // SAFETY: the kernel writes one descriptor to `fd`; in the parent it is new and nothing else owns it.
    unsafe {
        match check(libc::pdfork(&raw mut fd, libc::PD_DAEMON | libc::PD_CLOEXEC).into())? {
            0 => Ok(None),
            pid => Ok(Some((pid as u32, OwnedFd::from_raw_fd(fd)))),
        }
    }
}

/// The environment of a monitor: [`VARIABLE`].
fn environment(roster: BorrowedFd<'_>) -> io::Result<CString> {
    let mut text = vec![0; MOST_TEXT];
    // SAFETY: room for as many bytes as said.
    let length =
        unsafe { libc::pread(roster.as_raw_fd(), text.as_mut_ptr().cast(), text.len(), 0) };
    text.truncate(check(length as libc::c_long)? as usize);
    // Whoever reads this has no use for the one thing that may be long.
    let lines = text.split_inclusive(|b| *b == b'\n');
    let text: Vec<u8> =
        lines.filter(|l| !l.starts_with(b"condition ")).flatten().copied().collect();
    Ok(CString::new([VARIABLE.as_bytes(), b"=", &text].concat())?)
}

/// A new monitor of this same program (the running image, whatever lies at its path by now) with the
/// roster at descriptor 3 and arguments that [`crate::join::main`] understands.
pub(crate) fn replacement(
    roster: BorrowedFd<'_>,
    name: &CStr,
    place: &CStr,
) -> io::Result<Process> {
    let argv = [c"wss-monitor".as_ptr(), name.as_ptr(), place.as_ptr(), std::ptr::null()];
    let environment = environment(roster)?;
    let envp = [environment.as_ptr(), std::ptr::null()];
    // SAFETY: monitors have one thread; the child makes system calls and execs or exits. The
    // strings and both arrays outlive the call and end as fexecve wants it.
    unsafe {
        if let Some((pid, descriptor)) = fork()? {
            return Process::made(pid, descriptor);
        }
        let fd = roster.as_raw_fd();
        let kept = if fd == 3 { libc::fcntl(3, libc::F_SETFD, 0) } else { libc::dup2(fd, 3) };
        if kept >= 0 && libc::fcntl(IMAGE, libc::F_SETFD, 0) >= 0 {
            libc::fexecve(IMAGE, argv.as_ptr(), envp.as_ptr());
        }
        libc::_exit(127)
    }
}

/// Starts the first monitor of a place, with the roster at descriptor 3, a pipe to report to at 4 and its own
/// program at 5.
pub(crate) fn launch(
    mut command: std::process::Command,
    roster: BorrowedFd<'_>,
    pipe: BorrowedFd<'_>,
) -> io::Result<std::process::Child> {
    use std::os::unix::process::CommandExt;
    let high = |fd: RawFd| -> io::Result<OwnedFd> {
        // SAFETY: integers; the result is checked, and a new descriptor that nothing else owns.
        unsafe {
            let fd = check(libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 10).into())?;
            Ok(OwnedFd::from_raw_fd(fd as RawFd))
        }
    };
    let text = |s: &OsStr| CString::new(s.as_bytes());
    let program = text(command.get_program())?;
    let flags = libc::O_EXEC | libc::O_CLOEXEC;
    // SAFETY: a string with its end; the result is checked, and a new descriptor that nothing else owns.
    let image = unsafe {
        OwnedFd::from_raw_fd(check(libc::open(program.as_ptr(), flags).into())? as RawFd)
    };
    let files = [high(roster.as_raw_fd())?, high(pipe.as_raw_fd())?, high(image.as_raw_fd())?];
    let mut words = vec![c"wss-monitor".to_owned()];
    for word in command.get_args() {
        words.push(text(word)?);
    }
    let environment = environment(roster)?;
    // SAFETY: between fork and exec the child makes system calls on integers and on strings that were made
    // before; the arrays are in its own copy of this memory and end as fexecve wants it.
    unsafe {
        command.pre_exec(move || {
            for (fd, to) in files.iter().zip(3..) {
                check(libc::dup2(fd.as_raw_fd(), to).into())?;
            }
            let mut argv = [std::ptr::null(); 8];
            for (to, word) in argv.iter_mut().zip(&words).take(7) {
                *to = word.as_ptr();
            }
            let envp = [environment.as_ptr(), std::ptr::null()];
            libc::fexecve(IMAGE, argv.as_ptr(), envp.as_ptr());
            Err(io::Error::last_os_error())
        });
    }
    command.spawn()
}

/// Runs a command line by /bin/sh with this environment, as an ordinary process: no signal blocked, no terminal, no
/// descriptor of the monitor's. (Exemption from the memory killer is not inherited.)
pub(crate) fn command(line: &CStr, environment: &[CString]) -> io::Result<()> {
    let argv = [c"/bin/sh".as_ptr(), c"-c".as_ptr(), line.as_ptr(), std::ptr::null()];
    let envp: Vec<_> =
        environment.iter().map(|e| e.as_ptr()).chain(std::iter::once(std::ptr::null())).collect();
    // SAFETY: as in `replacement`; the signal set is initialised by sigemptyset before use, and
    // open's strings have their ends.
    unsafe {
        if fork()?.is_some() {
            return Ok(());
        }
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &raw const none, std::ptr::null_mut());
        // Which a monitor ignores, and an exec would leave so.
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
        ordinary();
        libc::umask(0o022);
        libc::setsid();
        let null = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR);
        for fd in 0..3 {
            libc::dup2(null, fd);
        }
        libc::closefrom(3);
        libc::execve(c"/bin/sh".as_ptr(), argv.as_ptr(), envp.as_ptr());
        libc::_exit(127)
    }
}
