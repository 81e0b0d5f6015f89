//! The system calls of these tests.
use std::ffi::CString;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::ExitStatus;
use std::time::{Duration, Instant};

fn check(result: libc::c_int) -> Result<libc::c_int, String> {
    if result < 0 { Err(io::Error::last_os_error().to_string()) } else { Ok(result) }
}

/// Takes the statuses of children that have ended; who they were. Those whom the standard library waits for are left.
pub(crate) fn reap() -> Vec<u32> {
    let mut gone = Vec::new();
    loop {
        let mut status = 0;
        // SAFETY: the kernel writes one status, ours.
        match unsafe { libc::waitpid(-1, &raw mut status, libc::WNOHANG) } {
            pid if pid > 0 => gone.push(pid as u32),
            _ => return gone,
        }
    }
}

/// kill(2), of one or as it says of others.
pub(crate) fn kill(pid: i32, signal: i32) {
    // SAFETY: integers only. A victim that is dead already is no failure of an attack.
    unsafe { libc::kill(pid, signal) };
}

/// Whether there is a process of this number, a zombie included.
pub(crate) fn there(pid: u32) -> bool {
    // SAFETY: integers only; signal 0 is none.
    unsafe { libc::kill(pid as libc::pid_t, 0) == 0 }
}

/// Waits for a child.
pub(crate) fn wait(pid: u32) -> Option<ExitStatus> {
    let mut status = 0;
    // SAFETY: the kernel writes one status, ours.
    let result = unsafe { libc::waitpid(pid as libc::pid_t, &raw mut status, 0) };
    (result > 0).then(|| ExitStatus::from_raw(status))
}

/// A child that does this and ends; its number.
pub(crate) fn child(does: impl FnOnce() -> i32) -> Result<u32, String> {
    // SAFETY: this program has one thread, and the child ends without running what its copy would.
    unsafe {
        match check(libc::fork())? {
            0 => libc::_exit(does()),
            pid => Ok(pid as u32),
        }
    }
}

/// Traces a process; it is stopped when this returns.
pub(crate) fn attach(pid: u32) -> Result<(), String> {
    // SAFETY: the call takes no address; the status is ours.
    unsafe {
        check(libc::ptrace(libc::PT_ATTACH, pid as i32, std::ptr::null_mut(), 0))?;
        let mut status = 0;
        check(libc::waitpid(pid as i32, &raw mut status, 0)).map(drop)
    }
}

/// Lets it run again.
pub(crate) fn detach(pid: u32) -> Result<(), String> {
    // SAFETY: address 1 means where it stopped, and is not looked at.
    check(unsafe {
        libc::ptrace(libc::PT_DETACH, pid as i32, std::ptr::without_provenance_mut(1), 0)
    })
    .map(drop)
}

/// Nice value of another process.
pub(crate) fn renice(pid: u32, nice: i32) -> Result<(), String> {
    // SAFETY: integers only.
    check(unsafe { libc::setpriority(libc::PRIO_PROCESS, pid as libc::id_t as _, nice) }).map(drop)
}

/// Real-time priority of this process, lowest, or none.
pub(crate) fn realtime(take: bool) -> Result<(), String> {
    let (class, level) = if take { (libc::RTP_PRIO_REALTIME, 31) } else { (3, 0) };
    let mut priority = libc::rtprio { type_: class, prio: level };
    // SAFETY: one rtprio, ours, which is only read.
    check(unsafe { libc::rtprio(libc::RTP_SET, 0, &raw mut priority) }).map(drop)
}

/// Runs on this processor only; `None`: on all there are.
pub(crate) fn pin(cpu: Option<usize>) {
    let mut mask = [0_u8; 128];
    match cpu {
        Some(cpu) => {
            if let Some(byte) = mask.get_mut(cpu / 8) {
                *byte = 1 << (cpu % 8);
            }
        }
        None => mask.fill(0xff),
    }
    let (level, which) = (libc::CPU_LEVEL_WHICH, libc::CPU_WHICH_PID);
    if cpu.is_none() {
        // SAFETY: the kernel writes at most the size said.
        unsafe {
            let to = (&raw mut mask).cast();
            libc::cpuset_getaffinity(libc::CPU_LEVEL_CPUSET, which, -1, mask.len(), to);
        }
    }
    // SAFETY: a mask of the size said, which is only read. Without that processor the attack is a weaker one.
    unsafe { libc::cpuset_setaffinity(level, which, -1, mask.len(), (&raw const mask).cast()) };
}

/// Moves this process to a new jail that goes with its last process; its number.
pub(crate) fn jail() -> Result<i32, String> {
    let mut words = [c"path".to_owned(), c"/".to_owned()].map(|w| w.into_bytes_with_nul());
    let mut parts =
        words.each_mut().map(|w| libc::iovec { iov_base: w.as_mut_ptr().cast(), iov_len: w.len() });
    let flags = libc::JAIL_CREATE | libc::JAIL_ATTACH;
    // SAFETY: two parts, name and value, as long as said.
    check(unsafe { libc::jail_set(parts.as_mut_ptr(), 2, flags) })
}

/// Kills all that is left in a jail and waits until nobody is, with whom the jail goes. jail_remove(2) of a jail whose
/// last processes are ending makes 15.0's kernel panic: it looks for processes in it after it has let go of it.
pub(crate) fn unjail(jid: i32) -> Result<(), String> {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let left = jailed(jid)?;
        if left.is_empty() {
            return Ok(());
        }
        if Instant::now() > end {
            return Err(format!("jail {jid} still has the processes {left:?}"));
        }
        left.iter().for_each(|pid| kill(*pid, libc::SIGKILL));
        reap();
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Who is in a jail, those included that have ended and not been waited for.
fn jailed(jid: i32) -> Result<Vec<i32>, String> {
    let bytes = variable(libc::KERN_PROC_PROC, 0);
    let number = |one: &[u8], at: usize| {
        one.get(at..).and_then(|b| b.first_chunk()).map_or(0, |b| i32::from_ne_bytes(*b))
    };
    let (of, pid) = (
        std::mem::offset_of!(libc::kinfo_proc, ki_jid),
        std::mem::offset_of!(libc::kinfo_proc, ki_pid),
    );
    // This process at least is told of.
    if bytes.is_empty() {
        return Err("the kernel does not say who is in which jail".to_owned());
    }
    Ok(records(&bytes).filter(|r| number(r, of) == jid).map(|r| number(r, pid)).collect())
}

/// Becomes another user.
pub(crate) fn become_user(uid: u32) -> bool {
    // SAFETY: integers only.
    unsafe { libc::setuid(uid) == 0 }
}

/// Nanoseconds of the clock that nobody can set.
pub(crate) fn now() -> u64 {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the kernel writes one timespec, ours.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut t) };
    (t.tv_sec as u64) * 1_000_000_000 + t.tv_nsec as u64
}

/// The wall clock, in nanoseconds.
pub(crate) fn wall() -> i64 {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the kernel writes one timespec, ours.
    unsafe { libc::clock_gettime(libc::CLOCK_REALTIME, &raw mut t) };
    t.tv_sec * 1_000_000_000 + t.tv_nsec
}

/// Sets it, for all.
pub(crate) fn set_wall(to: i64) -> Result<(), String> {
    let second = 1_000_000_000;
    let t = libc::timespec { tv_sec: to.div_euclid(second), tv_nsec: to.rem_euclid(second) };
    // SAFETY: one timespec, ours, which is only read.
    check(unsafe { libc::clock_settime(libc::CLOCK_REALTIME, &raw const t) }).map(drop)
}

/// A pipe with a name, for root.
pub(crate) fn fifo(path: &Path) -> Result<(), String> {
    let path = CString::new(path.as_os_str().as_bytes()).map_err(|e| e.to_string())?;
    // SAFETY: a string with its end.
    check(unsafe { libc::mkfifo(path.as_ptr(), 0o600) }).map(drop)
}

/// What the kernel says of a process.
pub(crate) fn info(pid: u32) -> Option<libc::kinfo_proc> {
    let mib = [libc::CTL_KERN, libc::KERN_PROC, libc::KERN_PROC_PID, pid as libc::c_int];
    // SAFETY: zero is a valid kinfo_proc, of which the kernel writes at most its size.
    unsafe {
        let mut info: libc::kinfo_proc = std::mem::zeroed();
        let mut size = size_of::<libc::kinfo_proc>();
        let (to, null) = ((&raw mut info).cast(), std::ptr::null());
        let result = libc::sysctl(mib.as_ptr(), 4, to, &raw mut size, null, 0);
        (result == 0 && size == size_of::<libc::kinfo_proc>()).then_some(info)
    }
}

/// A variable of a process, as bytes.
pub(crate) fn variable(what: libc::c_int, pid: u32) -> Vec<u8> {
    // All processes are no variable of one.
    let parts = if what == libc::KERN_PROC_PROC { 3 } else { 4 };
    let mib = [libc::CTL_KERN, libc::KERN_PROC, what, pid as libc::c_int];
    let mut bytes = vec![0; 1 << 20];
    let mut size = bytes.len();
    // SAFETY: room for `size` bytes.
    let result = unsafe {
        let to = bytes.as_mut_ptr().cast();
        libc::sysctl(mib.as_ptr(), parts, to, &raw mut size, std::ptr::null(), 0)
    };
    bytes.truncate(if result == 0 { size } else { 0 });
    bytes
}

/// Structures that begin with their size.
pub(crate) fn records(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let size = bytes.first_chunk().map(|b| i32::from_ne_bytes(*b) as usize)?;
        let (one, rest) = bytes.split_at_checked(size).filter(|_| size > 0)?;
        bytes = rest;
        Some(one)
    })
}
