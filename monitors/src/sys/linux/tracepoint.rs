//! Tracepoints of the kernel by name (tracefs), mounted or not.
use super::check;
use std::ffi::CString;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

/// The number of the tracepoint of signals. `None`: there is none, or not for us.
pub(crate) fn tracepoint() -> Option<u32> {
    number("signal/signal_generate")
}

/// The number of the tracepoint of control groups that are being frozen.
pub(super) fn freezing() -> Option<u32> {
    number("cgroup/cgroup_freeze")
}

fn number(event: &str) -> Option<u32> {
    let file = format!("events/{event}/id");
    let mounted = ["/sys/kernel/tracing", "/sys/kernel/debug/tracing"];
    let text = mounted.iter().find_map(|m| std::fs::read_to_string(format!("{m}/{file}")).ok());
    text.or_else(|| unmounted(&file))?.trim().parse().ok()
}

/// Reads it from an instance of the file system that is mounted nowhere.
fn unmounted(file: &str) -> Option<String> {
    let path = CString::new(file).ok()?;
    let own = |fd: libc::c_long| -> Option<OwnedFd> {
        // SAFETY: a descriptor that a system call has just made, which nothing else owns.
        check(fd).ok().map(|fd| unsafe { OwnedFd::from_raw_fd(fd as RawFd) })
    };
    const CREATE: u32 = 6; // FSCONFIG_CMD_CREATE
    // SAFETY: strings with their ends, integers, and null where the call takes nothing; every
    // descriptor is checked.
    unsafe {
        let fs = own(libc::syscall(libc::SYS_fsopen, c"tracefs".as_ptr(), 1))?;
        let none = std::ptr::null::<u8>();
        check(libc::syscall(libc::SYS_fsconfig, fs.as_raw_fd(), CREATE, none, none, 0)).ok()?;
        let root = own(libc::syscall(libc::SYS_fsmount, fs.as_raw_fd(), 1, 0))?;
        let flags = libc::O_RDONLY | libc::O_CLOEXEC;
        let file = own(libc::openat(root.as_raw_fd(), path.as_ptr(), flags).into())?;
        let mut text = String::new();
        File::from(file).take(32).read_to_string(&mut text).ok()?;
        Some(text)
    }
}
