//! Every combination of clone(2) flags that a C library uses, and the ones that were made for
//! getting away.
use crate::{made, reap, say, say_child};
use std::io;
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use test_programs::raw::{self, Call};

const CHLD: i32 = libc::SIGCHLD;
const VM: i32 = libc::CLONE_VM;
const VFORK: i32 = libc::CLONE_VM | libc::CLONE_VFORK;
/// What pthread_create of glibc asks for.
const THREAD: i32 = VM
    | libc::CLONE_FS
    | libc::CLONE_FILES
    | libc::CLONE_SIGHAND
    | libc::CLONE_THREAD
    | libc::CLONE_SYSVSEM
    | libc::CLONE_SETTLS
    | libc::CLONE_PARENT_SETTID
    | libc::CLONE_CHILD_CLEARTID;

const CLONES: [(&str, i32); 27] = [
    ("nothing", CHLD),
    ("no-signal", 0),
    ("other-signal", libc::SIGWINCH),
    ("glibc-fork", libc::CLONE_CHILD_SETTID | libc::CLONE_CHILD_CLEARTID | CHLD),
    ("glibc-posix_spawn", VFORK | CHLD),
    ("vfork-alone", libc::CLONE_VFORK | CHLD),
    ("vm", VM | CHLD),
    ("vm-files", VM | libc::CLONE_FS | libc::CLONE_FILES | CHLD),
    ("vm-sighand", VM | libc::CLONE_SIGHAND | CHLD),
    ("files", libc::CLONE_FILES | libc::CLONE_FS | libc::CLONE_IO | libc::CLONE_SYSVSEM | CHLD),
    ("glibc-thread", THREAD),
    ("musl-thread", THREAD | libc::CLONE_DETACHED),
    ("pidfd", libc::CLONE_PIDFD | CHLD),
    ("untraced", libc::CLONE_UNTRACED | CHLD),
    ("untraced-no-signal", libc::CLONE_UNTRACED),
    ("untraced-vfork", libc::CLONE_UNTRACED | VFORK | CHLD),
    ("untraced-vm", libc::CLONE_UNTRACED | VM | CHLD),
    ("untraced-thread", libc::CLONE_UNTRACED | THREAD),
    ("ptrace", libc::CLONE_PTRACE | CHLD),
    ("ptrace-untraced", libc::CLONE_PTRACE | libc::CLONE_UNTRACED | CHLD),
    ("newpid", libc::CLONE_NEWPID | CHLD),
    ("newuser", libc::CLONE_NEWUSER | CHLD),
    ("newuser-newpid", libc::CLONE_NEWUSER | libc::CLONE_NEWPID | CHLD),
    (
        "newuser-newpid-untraced",
        libc::CLONE_NEWUSER | libc::CLONE_NEWPID | libc::CLONE_UNTRACED | CHLD,
    ),
    ("newns", libc::CLONE_NEWNS | CHLD),
    ("newipc-newuts", libc::CLONE_NEWIPC | libc::CLONE_NEWUTS | CHLD),
    ("newcgroup", libc::CLONE_NEWCGROUP | CHLD),
];

/// Flags of clone3 only.
const CLEAR_SIGHAND: u64 = 1 << 32;
const NEWTIME: u64 = 0x80;

const CLONE3S: [(&str, u64, i32); 7] = [
    ("clone3-fork", 0, CHLD),
    ("clone3-posix_spawn", VFORK as u64 | CLEAR_SIGHAND, CHLD),
    ("clone3-thread", THREAD as u64, 0),
    ("clone3-untraced", libc::CLONE_UNTRACED as u64, CHLD),
    ("clone3-untraced-vfork", libc::CLONE_UNTRACED as u64 | VFORK as u64, CHLD),
    ("clone3-untraced-thread", libc::CLONE_UNTRACED as u64 | THREAD as u64, 0),
    ("clone3-newtime", NEWTIME, CHLD),
];

/// Set by CLONE_PARENT_SETTID and CLONE_PIDFD; nobody reads it.
static PARENT_TID: AtomicI32 = AtomicI32::new(0);
/// Cleared by the kernel when a thread is gone.
static CHILD_TID: AtomicI32 = AtomicI32::new(0);
/// Where SETTLS points: nobody reads it.
static TLS: AtomicU64 = AtomicU64::new(0);

/// Makes each combination `count / 100` times (at least once), and fork and vfork by number.
pub(crate) fn run(mode: u32, count: u64) -> io::Result<u64> {
    let mut run = Run { mode, n: 0, made: 0 };
    for _ in 0..count.div_ceil(100) {
        run.one("fork", Call(libc::SYS_fork, [0; 5]), false)?;
        run.one("vfork", Call(libc::SYS_vfork, [0; 5]), false)?;
        for (name, flags) in CLONES {
            run.one(name, clone(flags), flags & libc::CLONE_THREAD != 0)?;
        }
        for (name, flags, signal) in CLONE3S {
            run.clone3(name, flags, signal as u64)?;
        }
        for (name, flags) in [("parent", 0), ("parent-untraced", libc::CLONE_UNTRACED)] {
            run.sibling(name, clone(libc::CLONE_PARENT | flags | CHLD))?;
        }
    }
    Ok(run.made)
}

fn clone(flags: i32) -> Call {
    let args = [
        flags as u32 as u64,
        0,
        PARENT_TID.as_ptr() as u64,
        CHILD_TID.as_ptr() as u64,
        TLS.as_ptr() as u64,
    ];
    Call(libc::SYS_clone, args)
}

struct Run {
    mode: u32,
    n: u64,
    made: u64,
}

impl Run {
    fn one(&mut self, name: &str, spawn: Call, thread: bool) -> io::Result<()> {
        CHILD_TID.store(1, Ordering::SeqCst);
        let mark = raw::mark(self.mode, self.n);
        // SAFETY: what `spawn` points to are statics, which the kernel may write, or lives as long
        // as this call of it; `mark` takes no pointer and lives until the child is gone.
        let pid = unsafe { raw::child(spawn, &mark) };
        self.note(name, pid);
        match made(pid) {
            Err(_) => Ok(()),
            Ok(_) if thread => gone(),
            Ok(pid) => reap(pid),
        }
    }

    fn note(&mut self, name: &str, result: i64) {
        match made(result) {
            Ok(pid) => {
                say_child(self.mode, self.n, pid, name);
                self.made += 1;
            }
            Err(_) => say(&format!("refused {} {} {} {name}", self.mode, self.n, -result)),
        }
        self.n += 1;
    }

    fn clone3(&mut self, name: &str, flags: u64, signal: u64) -> io::Result<()> {
        // struct clone_args: flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size,
        // tls (linux/sched.h).
        let child_tid = CHILD_TID.as_ptr() as u64;
        let parent_tid = PARENT_TID.as_ptr() as u64;
        let args = [flags, 0, child_tid, parent_tid, signal, 0, 0, TLS.as_ptr() as u64];
        let spawn = Call(libc::SYS_clone3, [args.as_ptr() as u64, 64, 0, 0, 0]);
        self.one(name, spawn, flags & libc::CLONE_THREAD as u64 != 0)
    }

    /// CLONE_PARENT from a child makes a child of this process; the child exits with the result's
    /// errno, or reports the id through a pipe.
    fn sibling(&mut self, name: &str, spawn: Call) -> io::Result<()> {
        use std::io::{Read, Write};
        let (mut from, mut to) = io::pipe()?;
        // SAFETY: one thread; the child goes on as a copy of this process and exits.
        let between = unsafe { libc::fork() };
        if between == 0 {
            // SAFETY: as in `one`; the child has a copy of this memory.
            let pid = unsafe { raw::child(spawn, &raw::mark(self.mode, self.n)) };
            let sent = to.write_all(&pid.to_le_bytes());
            std::process::exit(i32::from(sent.is_err()));
        }
        drop(to);
        let mut pid = [0; 8];
        from.read_exact(&mut pid)?;
        let pid = i64::from_le_bytes(pid);
        self.note(name, pid);
        reap(between.into())?;
        if pid > 0 { reap(pid) } else { Ok(()) }
    }
}

/// Waits until the kernel has cleared the thread's id.
fn gone() -> io::Result<()> {
    let start = Instant::now();
    while CHILD_TID.load(Ordering::SeqCst) != 0 {
        if start.elapsed() > Duration::from_secs(20) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        std::thread::yield_now();
    }
    Ok(())
}
