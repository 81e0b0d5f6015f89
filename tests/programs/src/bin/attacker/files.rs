//! The supervisor's files in /proc, under each name they have.
use crate::{Attack, Result, Victim, call};
use std::ffi::CString;

const READ: i32 = libc::O_RDONLY;
const WRITE: i32 = libc::O_WRONLY;

pub(crate) const ATTACKS: &[Attack] = &[
    ("proc-mem", |v| open(&format!("/proc/{}/mem", v.pid), libc::O_RDWR)),
    ("proc-mem-read", |v| open(&format!("/proc/{}/mem", v.pid), READ)),
    ("proc-task-mem", |v| open(&format!("/proc/{0}/task/{0}/mem", v.pid), libc::O_RDWR)),
    ("proc-root-mem", |v| open(&format!("/proc/self/root/proc/{}/mem", v.pid), libc::O_RDWR)),
    ("proc-dots-mem", |v| open(&format!("/proc/self/../{}/./mem", v.pid), libc::O_RDWR)),
    ("proc-chdir-mem", proc_chdir_mem),
    ("proc-symlink-mem", proc_symlink_mem),
    ("proc-openat2-mem", proc_openat2_mem),
    ("proc-creat-mem", proc_creat_mem),
    ("proc-truncate-oom", |v| {
        open(&format!("/proc/{}/oom_score_adj", v.pid), WRITE | libc::O_TRUNC)
    }),
    ("proc-oom_score_adj", |v| open(&format!("/proc/{}/oom_score_adj", v.pid), WRITE)),
    ("proc-timerslack", proc_timerslack),
    ("proc-clear_refs", |v| open(&format!("/proc/{}/clear_refs", v.pid), WRITE)),
    ("proc-fd", |v| open(&format!("/proc/{}/fd/2", v.pid), WRITE)),
    ("proc-exe-write", |v| open(&format!("/proc/{}/exe", v.pid), WRITE)),
];

fn open(path: &str, flags: i32) -> Result {
    let path = CString::new(path).ok()?;
    let args = [libc::AT_FDCWD as u64, path.as_ptr() as u64, flags as u64, 0];
    // SAFETY: the path is NUL-terminated.
    Some(unsafe { call(libc::SYS_openat, &args) })
}

/// Anybody may open it; it is the write that is judged. 50 us is what it is anyway.
fn proc_timerslack(victim: &Victim) -> Result {
    let fd = open(&format!("/proc/{}/timerslack_ns", victim.pid), WRITE)?;
    let text = b"50000\n";
    if fd < 0 {
        return Some(fd);
    }
    // SAFETY: `text` is as long as the call is told.
    Some(unsafe { call(libc::SYS_write, &[fd as u64, text.as_ptr() as u64, 6]) })
}

fn proc_chdir_mem(victim: &Victim) -> Result {
    match std::env::set_current_dir(format!("/proc/{}", victim.pid)) {
        Ok(()) => open("mem", libc::O_RDWR),
        Err(e) => Some(-i64::from(e.raw_os_error()?)),
    }
}

fn proc_symlink_mem(victim: &Victim) -> Result {
    let directory = tempfile::tempdir().ok()?;
    let link = directory.path().join("innocent");
    std::os::unix::fs::symlink(format!("/proc/{}/mem", victim.pid), &link).ok()?;
    open(link.to_str()?, libc::O_RDWR)
}

fn proc_openat2_mem(victim: &Victim) -> Result {
    let path = CString::new(format!("/proc/{}/mem", victim.pid)).ok()?;
    let how = [libc::O_RDWR as u64, 0, 0]; // struct open_how
    let args = [libc::AT_FDCWD as u64, path.as_ptr() as u64, how.as_ptr() as u64, 24];
    // SAFETY: the path is NUL-terminated, `how` is as long as the call is told.
    Some(unsafe { call(libc::SYS_openat2, &args) })
}

fn proc_creat_mem(victim: &Victim) -> Result {
    let path = CString::new(format!("/proc/{}/mem", victim.pid)).ok()?;
    // SAFETY: the path is NUL-terminated.
    Some(unsafe { call(libc::SYS_creat, &[path.as_ptr() as u64, 0]) })
}
