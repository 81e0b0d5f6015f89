//! Who is refused: a process under a wrapper, even with a descriptor that it was handed; root in a
//! jail; any other user.
use crate::device::{NAME, same};
use crate::object::unit;
use crate::sys;
use std::ffi::CString;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::process::CommandExt;
use std::process::Command;
use wss_abi::control::{Answer, Ask};
use wss_abi::device::{ABI, IOC_SUBSCRIBE, IOC_VERSION};

type Done = Result<(), String>;

/// All of them.
pub(crate) fn run() -> Done {
    let control = sys::open(false).map_err(|e| format!("errno {e}"))?;
    let subscribe = &mut sys::subscription(ABI, b"");
    same!(sys::ioctl(&control, IOC_SUBSCRIBE, subscribe), 0);
    let units = vec![unit(NAME, &["prog=fuzz-victim"])?];
    same!(sys::ask(&control, Ask::Load(units)), Ok(Answer::Done));
    crate::device::provoke(0)?;
    let fd = control.as_raw_fd();
    let program = std::env::temp_dir().join(NAME);
    let mut command = Command::new(program);
    command.args(["wrapped", &fd.to_string()]);
    // SAFETY: between fork and exec one system call is made, on a descriptor that stays open.
    unsafe {
        command.pre_exec(move || match libc::fcntl(fd, libc::F_SETFD, 0) {
            -1 => Err(std::io::Error::last_os_error()),
            _ => Ok(()),
        });
    }
    let status = command.status().map_err(|e| e.to_string())?;
    same!(status.code(), Some(0));
    same!(child(|| sys::open(false).err(), jailed)?, libc::EPERM);
    // Not even by its permissions.
    same!(child(|| sys::open(false).err(), nobody)?, libc::EACCES);
    Ok(())
}

/// What a wrapped process tries: to open the device, and to use a descriptor of it.
pub(crate) fn wrapped(fd: i32) -> Done {
    same!(sys::open(false).err(), Some(libc::EPERM));
    // SAFETY: the descriptor was handed on by the parent, and nobody else here has it.
    let file = unsafe { std::fs::File::from_raw_fd(fd) };
    same!(sys::ioctl(&file, IOC_VERSION, &mut [0; 8192]), libc::EPERM);
    same!(sys::read(&file, &mut [0; 64]), Err(libc::EPERM));
    same!(sys::poll(&file, 0), libc::POLLERR);
    same!(sys::Kqueue::new(&file, libc::EVFILT_READ).err(), Some(libc::EPERM));
    Ok(())
}

/// Runs `what` in a child after `first`; the errno it has, 0 for none.
fn child(what: fn() -> Option<i32>, first: fn() -> bool) -> Result<i32, String> {
    // SAFETY: no other thread runs here; the child calls what it needs and ends.
    match unsafe { libc::fork() } {
        -1 => Err(format!("fork: errno {}", sys::errno())),
        0 => {
            let status = if first() { what().unwrap_or(0) } else { 255 };
            // SAFETY: no condition.
            unsafe { libc::_exit(status) }
        }
        pid => {
            let mut status = 0;
            // SAFETY: one integer.
            unsafe { libc::waitpid(pid, &mut status, 0) };
            Ok(libc::WEXITSTATUS(status))
        }
    }
}

/// Goes into a jail that has the whole file system.
fn jailed() -> bool {
    let (path, name) = (CString::from(c"/"), CString::from(c"wss-fuzz"));
    let jail = libc::jail {
        version: 2,
        path: path.as_ptr().cast_mut(),
        hostname: name.as_ptr().cast_mut(),
        jailname: name.as_ptr().cast_mut(),
        ip4s: 0,
        ip6s: 0,
        ip4: std::ptr::null_mut(),
        ip6: std::ptr::null_mut(),
    };
    // SAFETY: the structure and its strings are there during the call.
    unsafe { libc::jail(std::ptr::from_ref(&jail).cast_mut()) != -1 }
}

fn nobody() -> bool {
    // SAFETY: no condition.
    unsafe { libc::setuid(65534) == 0 }
}
