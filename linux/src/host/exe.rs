//! Who a process number is: the program of any process, as the caller's PID namespace numbers it.
use crate::sys::{Errno, from_io, process};
use std::os::unix::ffi::OsStringExt;

type Result<T> = core::result::Result<T, Errno>;

const ENOENT: Errno = Errno(libc::ENOENT as u16);
const ESRCH: Errno = Errno(libc::ESRCH as u16);
const EACCES: Errno = Errno(libc::EACCES as u16);

/// Path of the program that a process runs, which thread `tid` calls `pid`.
pub(super) fn of(tid: i32, pid: u32) -> Result<Vec<u8>> {
    let pid = i32::try_from(pid).map_err(|_| ESRCH)?;
    match numbers(tid).as_deref() {
        // It has a number here and nowhere else, as have those that it can name.
        Some([_]) => here(pid),
        Some(all) => below(tid, all.len(), pid),
        None => Err(EACCES),
    }
}

/// That of a process by its number in the supervisor's namespace.
fn here(pid: i32) -> Result<Vec<u8>> {
    match std::fs::read_link(format!("/proc/{pid}/exe")) {
        Ok(path) => Ok(path.into_os_string().into_vec()),
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(from_io(&e)),
        Err(_) if std::fs::metadata(format!("/proc/{pid}")).is_ok() => Err(ENOENT),
        // What the option hidepid= of proc(5) hides is there all the same.
        Err(_) if process::kill(pid, 0) != Err(ESRCH) => Err(EACCES),
        Err(_) => Err(ESRCH),
    }
}

/// That of a process by its number in the namespace of `tid`, which is `depth` - 1 levels below the supervisor's.
/// No file is named by such numbers: all processes are looked through.
fn below(tid: i32, depth: usize, pid: i32) -> Result<Vec<u8>> {
    let namespace = |id: i32| std::fs::read_link(format!("/proc/{id}/ns/pid")).ok();
    let own = namespace(tid);
    for process in entries("/proc") {
        for thread in entries(&format!("/proc/{process}/task")) {
            let Some(all) = numbers(thread) else { continue };
            if all.get(depth - 1) != Some(&pid) {
                continue;
            }
            // Namespaces of one level number alike. Of one further below, and where it is hidden, it cannot be
            // told which it is in: who it is stays open.
            match namespace(thread) {
                _ if all.len() > depth => return Err(EACCES),
                Some(there) if own.as_ref() == Some(&there) => return here(thread),
                Some(_) if own.is_some() => {}
                _ => return Err(EACCES),
            }
        }
    }
    Err(ESRCH)
}

/// The numbers that a folder's entries are called by.
fn entries(folder: &str) -> Vec<i32> {
    let Ok(dir) = std::fs::read_dir(folder) else { return Vec::new() };
    dir.flatten().filter_map(|e| e.file_name().to_str()?.parse().ok()).collect()
}

/// The numbers of a thread, from the supervisor's namespace down to its own (proc(5), `NSpid`).
fn numbers(tid: i32) -> Option<Vec<i32>> {
    let status = std::fs::read_to_string(format!("/proc/{tid}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("NSpid:"))?;
    line.split_whitespace().map(|n| n.parse().ok()).collect()
}
