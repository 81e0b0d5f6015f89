//! Processes to watch: they wait until they are let go, and then exec.
use std::ffi::{CString, OsStr};
use std::io::{Error, Result};
use std::os::fd::{FromRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::process::ExitCode;

/// A process that has not run its program yet.
pub(crate) struct Waiting {
    pub pid: i32,
    go: OwnedFd,
}

/// This program.
pub(crate) fn own() -> String {
    std::env::current_exe().map_or_else(|_| String::new(), |p| p.display().to_string())
}

/// Makes a process that will run `path`, as `uid` unless it is 0.
pub(crate) fn start(path: &str, args: &[&[u8]], env: &[&[u8]], uid: u32) -> Result<Waiting> {
    let strings = |all: &[&[u8]]| -> Vec<CString> {
        all.iter().filter_map(|s| CString::new(*s).ok()).collect()
    };
    let path = CString::new(path)?;
    let (args, env) = (strings(args), strings(env));
    let pointers = |all: &[CString]| -> Vec<*const libc::c_char> {
        all.iter().map(|s| s.as_ptr()).chain([std::ptr::null()]).collect()
    };
    let (argv, envp) = (pointers(&args), pointers(&env));
    let mut ends = [0; 2];
    // SAFETY: `ends` has room for two; the descriptors are nobody else's.
    let (wait, go) = unsafe {
        if libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) != 0 {
            return Err(Error::last_os_error());
        }
        (OwnedFd::from_raw_fd(ends[0]), OwnedFd::from_raw_fd(ends[1]))
    };
    // SAFETY: the child makes system calls alone.
    match unsafe { libc::fork() } {
        -1 => Err(Error::last_os_error()),
        // SAFETY: arrays and strings end as they must, and are there as in the parent.
        0 => unsafe {
            let mut byte = 0u8;
            libc::close(ends[1]);
            libc::read(ends[0], (&raw mut byte).cast(), 1);
            if uid != 0 && (libc::setgid(uid) != 0 || libc::setuid(uid) != 0) {
                libc::_exit(126);
            }
            libc::execve(path.as_ptr(), argv.as_ptr(), envp.as_ptr());
            libc::_exit(127)
        },
        pid => {
            drop(wait);
            Ok(Waiting { pid, go })
        }
    }
}

impl Waiting {
    /// Lets it exec.
    pub(crate) fn go(self) -> i32 {
        drop(self.go);
        self.pid
    }

    /// Lets it exec, and waits for its end.
    pub(crate) fn finish(self) -> Result<()> {
        reap(self.go())
    }
}

/// Waits for the end of a child, which must be a good one.
pub(crate) fn reap(pid: i32) -> Result<()> {
    let mut status = 0;
    // SAFETY: `status` may be written.
    match unsafe { libc::waitpid(pid, &mut status, 0) } {
        -1 => Err(Error::last_os_error()),
        _ if status == 0 => Ok(()),
        _ => Err(Error::other(format!("process {pid} ended with status {status:#x}"))),
    }
}

/// `again LEFT NOISE`: executes itself so many times more.
pub(crate) fn again(left: &str) -> ExitCode {
    let left: u32 = left.parse().unwrap_or(0);
    if left == 0 {
        return ExitCode::SUCCESS;
    }
    let noise = std::env::args_os().nth(3).unwrap_or_default();
    let words = [OsStr::new("again"), OsStr::new(&(left - 1).to_string()), &noise]
        .map(|w| CString::new(w.as_bytes()).unwrap_or_default());
    let Ok(own) = CString::new(own()) else { return ExitCode::FAILURE };
    let argv: Vec<_> =
        std::iter::once(&own).chain(&words).map(|w| w.as_ptr()).chain([std::ptr::null()]).collect();
    let envp = [std::ptr::null()];
    // SAFETY: strings and arrays that end as they must, and live until the image is gone.
    unsafe { libc::execve(own.as_ptr(), argv.as_ptr(), envp.as_ptr()) };
    ExitCode::FAILURE
}
