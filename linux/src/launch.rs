//! The wrapped program's side of its start: between fork and exec. It waits until the supervisor
//! traces it, puts the base filter in place and becomes the program.
use crate::filter::base;
use crate::sys::seccomp::{self, PLAIN_FLAGS};
use crate::sys::{Errno, process};
use std::ffi::{CString, OsStr, OsString};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::UnixStream;

/// What to exec, prepared before the fork.
pub(crate) struct Target {
    /// Paths to try in order.
    candidates: Vec<CString>,
    args: Vec<CString>,
    env: Vec<CString>,
}

/// A string that cannot be passed to exec: it holds a NUL.
#[derive(Debug)]
pub(crate) struct HasNul;

impl Target {
    /// Looks a program up as execvp(3) does, without touching the file system.
    pub(crate) fn new(
        program: &OsStr,
        args: &[OsString],
        env: Option<&[(OsString, OsString)]>,
    ) -> Result<Target, HasNul> {
        let c = |s: &[u8]| CString::new(s).map_err(|_| HasNul);
        let name = program.as_bytes();
        let candidates = if name.contains(&b'/') || name.is_empty() {
            vec![c(name)?]
        } else {
            let path = std::env::var_os("PATH").unwrap_or_else(|| "/bin:/usr/bin".into());
            std::env::split_paths(&path)
                .map(|dir| c(dir.join(program).as_os_str().as_bytes()))
                .collect::<Result<_, _>>()?
        };
        let args = core::iter::once(program)
            .chain(args.iter().map(OsString::as_os_str))
            .map(|a| c(a.as_bytes()))
            .collect::<Result<_, _>>()?;
        let pair = |k: &OsStr, v: &OsStr| c(&[k.as_bytes(), b"=", v.as_bytes()].concat());
        let env = match env {
            Some(env) => env.iter().map(|(k, v)| pair(k, v)).collect::<Result<_, _>>()?,
            None => std::env::vars_os().map(|(k, v)| pair(&k, &v)).collect::<Result<_, _>>()?,
        };
        Ok(Target { candidates, args, env })
    }

    /// Tries the candidates; returns only on failure. A file without a magic number is given to
    /// the shell, as by execvp(3).
    fn exec(&self) -> Errno {
        let mut failure = Errno(libc::ENOENT as u16);
        for path in &self.candidates {
            let Errno(e) = execve(path, &self.args, &self.env);
            match i32::from(e) {
                libc::ENOENT | libc::ENOTDIR => {}
                libc::EACCES => failure = Errno(e),
                libc::ENOEXEC => {
                    let mut args = vec![c"/bin/sh".to_owned(), path.clone()];
                    args.extend(self.args.iter().skip(1).cloned());
                    return execve(c"/bin/sh", &args, &self.env);
                }
                _ => return Errno(e),
            }
        }
        failure
    }
}

fn execve(path: &core::ffi::CStr, args: &[CString], env: &[CString]) -> Errno {
    let vector = |strings: &[CString]| -> Vec<*const libc::c_char> {
        strings.iter().map(|s| s.as_ptr()).chain([core::ptr::null()]).collect()
    };
    let (args, env) = (vector(args), vector(env));
    // SAFETY: path and vectors are NUL-terminated strings and null-terminated arrays, all live.
    unsafe { libc::execve(path.as_ptr(), args.as_ptr(), env.as_ptr()) };
    crate::sys::errno()
}

// Stages of the start, as said to the front with an errno.
/// The supervisor could not be reached, or could not trace.
pub(crate) const SUPERVISOR: u8 = 0;
/// no_new_privs could not be set.
pub(crate) const NO_NEW_PRIVS: u8 = 1;
/// The base filter was refused.
pub(crate) const FILTER: u8 = 2;
/// exec failed.
pub(crate) const EXEC: u8 = 3;

/// Runs in the child; never returns. `supervisor` is its pid, `link` leads to it, and `errors`
/// (closed by the exec) to the front.
pub(crate) fn become_program(
    target: &Target,
    supervisor: i32,
    link: &mut UnixStream,
    errors: &mut UnixStream,
    mask: &libc::sigset_t,
    no_new_privs: bool,
    tag: u16,
) -> ! {
    let (stage, Errno(errno)) = attempt(target, supervisor, link, mask, no_new_privs, tag);
    let mut message = vec![stage];
    message.extend(errno.to_le_bytes());
    let _ = errors.write_all(&message);
    // SAFETY: ends the process at once; nothing of the parent's is flushed or freed twice.
    unsafe { libc::_exit(125) }
}

fn attempt(
    target: &Target,
    supervisor: i32,
    link: &mut UnixStream,
    mask: &libc::sigset_t,
    no_new_privs: bool,
    tag: u16,
) -> (u8, Errno) {
    // Where Yama restricts tracing to ancestors. Without Yama: EINVAL.
    let _ = process::prctl(libc::PR_SET_PTRACER, supervisor as libc::c_ulong);
    let mut go = [0];
    if link.write_all(b"r").and_then(|()| link.read_exact(&mut go)).is_err() {
        return (SUPERVISOR, Errno(libc::ECHILD as u16));
    }
    if no_new_privs && let Err(e) = process::prctl(libc::PR_SET_NO_NEW_PRIVS, 1) {
        return (NO_NEW_PRIVS, e);
    }
    let Ok(filter) = base::compile(tag) else {
        return (FILTER, Errno(libc::E2BIG as u16));
    };
    if let Err(e) = seccomp::install(&filter, PLAIN_FLAGS) {
        return (FILTER, e);
    }
    // The standard library ignores SIGPIPE in this process; the program starts with the default.
    process::set_disposition(libc::SIGPIPE, false);
    process::set_blocked(mask);
    (EXEC, target.exec())
}
