//! What a process may try on a monitor, and what it may do to its own: one call each, by its number where the standard
//! library has none. Should a try get through, it does as little as will show.
mod files;

pub(crate) use files::FILES;
use files::{creates, writes};
use std::ffi::CString;
use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// What they aim at.
pub(crate) struct Aim<'a> {
    /// A monitor, and its thread.
    pub(crate) pid: i32,
    pub(crate) tid: i32,
    /// A file that is called as the monitor's program.
    pub(crate) file: &'a Path,
}

/// Does it: 0, the errno, or [`MISSING`].
type Way = (&'static str, fn(&Aim<'_>) -> i32);

/// What a way says instead where what it would be tried on is not there. (An errno of the kernel's is less.)
pub(crate) const MISSING: i32 = 98;

const SIGSTOP: u64 = 17;
/// Signals that nobody minds: what they are sent to is let be.
const SIGURG: u64 = 16;
/// What cpuset(2) takes for itself.
const SELF: u64 = u64::MAX;

fn call(nr: i32, a: [u64; 6]) -> i32 {
    let [a, b, c, d, e, f] = a;
    // SAFETY: what is passed is a number, or the address of something that lives for the call and is as long as the
    // call takes it to be.
    match unsafe { libc::syscall(nr, a, b, c, d, e, f) } {
        -1 => errno(&io::Error::last_os_error()),
        _ => 0,
    }
}

fn errno(e: &io::Error) -> i32 {
    e.raw_os_error().unwrap_or(97)
}

fn io<T>(done: io::Result<T>) -> i32 {
    done.err().map_or(0, |e| errno(&e))
}

/// Of a process: the number as a call's argument has it.
fn id(pid: i32) -> u64 {
    i64::from(pid) as u64
}

/// Of what a call only reads.
fn at<T>(what: &T) -> u64 {
    std::ptr::from_ref(what) as u64
}

/// A call on a path.
fn on(nr: i32, path: &Path, rest: [u64; 5]) -> i32 {
    let Ok(path) = CString::new(path.as_os_str().as_bytes()) else { return 97 };
    let [b, c, d, e, f] = rest;
    call(nr, [path.as_ptr() as u64, b, c, d, e, f])
}

/// A call on a descriptor of a file that is open for reading.
fn on_fd(nr: i32, path: &Path, rest: [u64; 5]) -> i32 {
    let Ok(file) = File::open(path) else { return 97 };
    let [b, c, d, e, f] = rest;
    call(nr, [id(file.as_raw_fd()), b, c, d, e, f])
}

/// `cpuset_setaffinity` to processor 0.
fn affinity(level: u64, which: u64, of: u64) -> i32 {
    let mask = [1_u64, 0, 0, 0];
    call(488, [level, which, of, size_of_val(&mask) as u64, at(&mask), 0])
}

/// A variable of the kernel that is set by its number.
fn set(mib: &[i32], new: &[u64]) -> i32 {
    let (mib, n) = (mib.as_ptr() as u64, mib.len() as u64);
    call(202, [mib, n, 0, 0, new.as_ptr() as u64, size_of_val(new) as u64])
}

/// Of `struct rtprio`.
fn class(class: u16) -> [u16; 2] {
    [class, 31]
}

/// `PROC_REAP_KILL` of all descendants.
fn reap_kill(of: u64) -> i32 {
    let mut words = [0_u32; 20];
    if let Some(first) = words.first_mut() {
        *first = SIGURG as u32;
    }
    call(544, [0, of, 6, &raw mut words as u64, 0, 0])
}

/// On monitors, and on the kernel; those on files are [`FILES`].
pub(crate) const WAYS: &[Way] = &[
    ("kill", |a| call(37, [id(a.pid), SIGSTOP, 0, 0, 0, 0])),
    ("kill-group", |a| call(37, [id(-a.pid), SIGSTOP, 0, 0, 0, 0])),
    ("kill-all", |_| call(37, [id(-1), 0, 0, 0, 0, 0])),
    ("sigqueue", |a| call(456, [id(a.pid), SIGSTOP, 0, 0, 0, 0])),
    ("thr_kill2", |a| call(481, [id(a.pid), id(-1), SIGSTOP, 0, 0, 0])),
    ("thr_kill2-thread", |a| call(481, [id(-1), id(a.tid), SIGSTOP, 0, 0, 0])),
    // The kernel looks at the lower half alone.
    ("thr_kill2-high", |a| call(481, [0, id(a.tid) | 1 << 63, SIGSTOP, 0, 0, 0])),
    ("procctl-reap-kill", |_| reap_kill(0)),
    ("procctl-reap-release", |_| call(544, [0, 0, 3, 0, 0, 0])),
    ("procctl-unprotect", |a| call(544, [0, id(a.pid), 1, at(&2_u32), 0, 0])),
    ("procctl-group", |a| call(544, [2, id(a.pid), 1, at(&2_u32), 0, 0])),
    ("ptrace", |a| call(26, [10, id(a.pid), 0, 0, 0, 0])),
    ("ptrace-thread", |a| call(26, [10, id(a.tid), 0, 0, 0, 0])),
    // Of its parent, which may do what it may not.
    ("ptrace-other", |_| call(26, [10, std::os::unix::process::parent_id().into(), 0, 0, 0, 0])),
    ("ktrace", |a| on(45, &a.file.with_extension("kt"), [0, 2, id(a.pid), 0, 0])),
    ("ktrace-group", |a| on(45, &a.file.with_extension("kt"), [0, 2, id(-a.pid), 0, 0])),
    ("ktrace-file", |a| on(45, a.file, [0, 2, std::process::id().into(), 0, 0])),
    ("ktrace-descend", |a| on(45, &a.file.with_extension("kt"), [4, 2, 1, 0, 0])),
    ("setpriority", |a| call(96, [0, id(a.pid), 10, 0, 0, 0])),
    ("setpriority-group", |a| call(96, [1, id(a.pid), 10, 0, 0, 0])),
    ("setpriority-user", |_| call(96, [2, 0, 0, 0, 0, 0])),
    ("rtprio", |a| call(166, [1, id(a.pid), at(&class(3)), 0, 0, 0])),
    ("rtprio-self", |_| call(166, [1, 0, at(&class(2)), 0, 0, 0])),
    ("rtprio_thread", |a| call(466, [1, id(a.tid), at(&class(3)), 0, 0, 0])),
    ("sched_setscheduler", |a| call(329, [id(a.pid), 2, at(&0_i32), 0, 0, 0])),
    ("sched_setscheduler-fifo", |_| call(329, [0, 1, at(&1_i32), 0, 0, 0])),
    ("sched_setscheduler-rr", |_| call(329, [0, 3, at(&1_i32), 0, 0, 0])),
    ("sched_setparam", |a| call(327, [id(a.pid), at(&0_i32), 0, 0, 0, 0])),
    ("thr_new", |_| {
        let (class, mut param) = (class(2), [0_u64; 13]);
        if let Some(rtp) = param.get_mut(9) {
            *rtp = at(&class);
        }
        call(455, [at(&param), size_of_val(&param) as u64, 0, 0, 0, 0])
    }),
    ("cpuset_setid", |a| call(485, [2, id(a.pid), 1, 0, 0, 0])),
    ("cpuset_setaffinity", |a| affinity(3, 2, id(a.pid))),
    ("cpuset_setaffinity-thread", |a| affinity(3, 1, id(a.tid))),
    ("cpuset_setaffinity-either", |a| affinity(3, 9, id(a.tid))),
    ("cpuset_setaffinity-set", |_| affinity(2, 2, SELF)),
    ("cpuset_setaffinity-jail", |_| affinity(3, 5, 0)),
    ("cpuset_setdomain", |a| {
        let mask = [1_u64, 0, 0, 0];
        call(562, [3, 2, id(a.pid), size_of_val(&mask) as u64, at(&mask), 1])
    }),
    ("sysctl-rlimit", |a| set(&[1, 14, 37, a.pid, 8], &[64, 64])),
    ("sysctl", |_| set(&[1, 6], &[400])),
    ("sysctlbyname", |_| {
        let name = "kern.corefile";
        call(570, [name.as_ptr() as u64, name.len() as u64, 0, 0, c"%N.core".as_ptr() as u64, 8])
    }),
    // No bytes, but the address of a value: the string becomes empty.
    ("sysctl-empty", |_| {
        let (mib, new) = ([1_i32, 10], 0_u64);
        call(202, [at(&mib), 2, 0, 0, at(&new), 0])
    }),
    ("sysctlbyname-empty", |_| {
        let (name, new) = ("kern.corefile", 0_u64);
        call(570, [name.as_ptr() as u64, name.len() as u64, 0, 0, at(&new), 0])
    }),
    ("socket-netgraph", |_| call(97, [32, 2, 2, 0, 0, 0])),
    ("rctl_add_rule", |_| {
        let rule = c"user:nobody:maxproc:deny=1000";
        call(528, [rule.as_ptr() as u64, rule.count_bytes() as u64 + 1, 0, 0, 0, 0])
    }),
    ("rctl_remove_rule", |_| {
        let rule = c"user:nobody:maxproc:deny=1000";
        call(529, [rule.as_ptr() as u64, rule.count_bytes() as u64 + 1, 0, 0, 0, 0])
    }),
    ("acct", |a| on(51, a.file, [0; 5])),
    ("auditctl", |a| on(453, a.file, [0; 5])),
    ("auditon", |_| call(446, [0; 6])),
    ("quotactl", |_| on(148, Path::new("/"), [0; 5])),
    ("swapon", |_| on(85, Path::new("/nonexistent"), [0; 5])),
    ("swapoff", |_| on(582, Path::new("/nonexistent"), [0; 5])),
    ("nfssvc", |_| call(155, [0; 6])),
    ("ioperm", |_| call(165, [4, at(&[0_u32; 3]), 0, 0, 0, 0])),
    ("jail_attach_jd", |_| call(597, [id(-1), 0, 0, 0, 0, 0])),
    ("jail_remove_jd", |_| call(598, [id(-1), 0, 0, 0, 0, 0])),
    ("jail_attach", |_| call(436, [99_999, 0, 0, 0, 0, 0])),
    ("jail_remove", |_| call(508, [99_999, 0, 0, 0, 0, 0])),
    ("jail_set", |_| call(507, [0, 0, 0, 0, 0, 0])),
    ("kldload", |_| on(304, Path::new("/nonexistent"), [0; 5])),
    ("kldunload", |_| call(305, [99_999, 0, 0, 0, 0, 0])),
    ("kldunloadf", |_| call(444, [99_999, 0, 0, 0, 0, 0])),
    ("mount", |_| {
        let (kind, on) = (c"tmpfs", c"/nonexistent");
        call(21, [kind.as_ptr() as u64, on.as_ptr() as u64, 0, 0, 0, 0])
    }),
    ("nmount", |_| call(378, [0, 0, 0, 0, 0, 0])),
    ("unmount", |_| on(22, Path::new("/nonexistent"), [0; 5])),
    ("settimeofday", |_| call(122, [0, 0, 0, 0, 0, 0])),
    ("clock_settime", |_| call(233, [0, 0, 0, 0, 0, 0])),
    ("adjtime", |_| call(140, [0, 0, 0, 0, 0, 0])),
    ("ntp_adjtime", |_| {
        let mut words = [0_u64; 32];
        call(176, [&raw mut words as u64, 0, 0, 0, 0, 0])
    }),
    ("fcntl-setown", |a| on_fd(92, a.file, [6, id(a.pid), 0, 0, 0])),
    ("fcntl-setown-group", |a| on_fd(92, a.file, [6, id(-a.pid), 0, 0, 0])),
    ("ioctl-setown", |a| on_fd(54, a.file, [0x8004_667c, at(&a.pid), 0, 0, 0])),
    // The kernel looks at the lower half alone.
    ("ioctl-setown-high", |a| on_fd(54, a.file, [0xffff_ffff_8004_667c, at(&a.pid), 0, 0, 0])),
    ("ioctl-ports", |a| on_fd(54, a.file, [0x2000_4b3c, 0, 0, 0, 0])),
    ("ioctl-setpgrp", |a| on_fd(54, a.file, [0x8004_7308, at(&a.pid), 0, 0, 0])),
];

/// What stays permitted: each is 0.
pub(crate) const OWN: &[Way] = &[
    ("signal", |_| {
        let Ok(mut child) = std::process::Command::new("/bin/sleep").arg("100").spawn() else {
            return 97;
        };
        let done = io(child.kill());
        let _ = child.wait();
        done
    }),
    ("renice", |_| call(96, [0, 0, 5, 0, 0, 0])),
    ("affinity", |_| affinity(3, 2, SELF)),
    ("title", |_| {
        let new = u64::from_ne_bytes(*b"guarded\0");
        set(&[1, 14, 7, std::process::id() as i32], &[new])
    }),
    ("sysctl-name", |_| {
        let (name, mut oid, mut size) = ("kern.ostype", [0_u32; 24], 96_usize);
        let (to, and) = (&raw mut oid as u64, &raw mut size as u64);
        call(202, [at(&[0_i32, 3]), 2, to, and, name.as_ptr() as u64, name.len() as u64])
    }),
    ("reap", |_| {
        let acquired = call(544, [0, 0, 2, 0, 0, 0]);
        let Ok(mut child) = std::process::Command::new("/bin/sleep").arg("100").spawn() else {
            return 97;
        };
        let done = if acquired == 0 { reap_kill(0) } else { acquired };
        let _ = child.kill();
        let _ = child.wait();
        done
    }),
    ("read", |a| io(fs::read(a.file))),
    ("read-noise", |_| io(File::open("/dev/urandom"))),
    ("read-sink", |_| io(File::open("/dev/null"))),
    ("read-devices", |_| io(fs::read_dir("/dev").map(drop))),
    ("create", |a| creates(a.file.with_extension("made"))),
    ("write", |a| io(fs::write(a.file.with_extension("own"), "x"))),
    ("write-sink", |_| writes("/dev/null")),
    ("rename-own", |a| {
        let (from, to) = (a.file.with_extension("own"), a.file.with_extension("other"));
        io(fs::write(&from, "x").and_then(|()| fs::rename(from, to)))
    }),
    ("follow", |_| call(26, [0, 0, 0, 0, 0, 0])),
    ("chroot-same", |_| on(61, Path::new("/"), [0; 5])),
];
