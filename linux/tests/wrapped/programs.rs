//! Programs that are run under supervision: each does what it is named for and prints what it saw.
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

pub(crate) fn run(name: &str, args: &[&str]) -> ExitCode {
    match (name, args) {
        ("call", [nr]) => {
            let r = call(nr.parse().unwrap(), [0; 6]);
            println!("{r}");
        }
        ("births", [kind, count]) => births(kind, count.parse().unwrap()),
        ("times", []) => {
            call(libc::SYS_times, [0; 6]);
        }
        ("thread-exec", []) => thread_exec(),
        ("hold", [nr, count]) => hold(nr.parse().unwrap(), count.parse().unwrap()),
        ("attack", []) => attack(),
        ("open-registers", [path]) => open_registers(path),
        ("timers", [count]) => timers(count.parse().unwrap()),
        ("call", [nr, _]) => println!("{}", call(nr.parse().unwrap(), [0; 6])),
        ("exec-grow", []) => {
            println!("{}", call(libc::SYS_getpid, [0; 6]) == std::process::id().into());
            let me = std::env::current_exe().unwrap();
            panic!("{}", Command::new(me).args(["--prog", "call", "39", "grow"]).exec());
        }
        ("switch", []) => switch(),
        ("killed-makers", [count]) => killed_makers(count.parse().unwrap()),
        ("restarts", []) => restarts(),
        ("watch", []) => watch(),
        ("foreign", []) => foreign(),
        ("cost", [count]) => cost(count.parse().unwrap()),
        ("own-filters", []) => own_filters(),
        ("evade", args) => return crate::evade::run(args),
        _ => return ExitCode::from(99),
    }
    ExitCode::SUCCESS
}

/// A system call: its result, or -errno.
pub(crate) fn call(nr: libc::c_long, a: [i64; 6]) -> i64 {
    // SAFETY: the callers pass numbers, or addresses of live objects as the call demands.
    let r = unsafe { libc::syscall(nr, a[0], a[1], a[2], a[3], a[4], a[5]) };
    if r == -1 { -i64::from(std::io::Error::last_os_error().raw_os_error().unwrap()) } else { r }
}

/// Makes `count` children, each of which calls times(2) first.
fn births(kind: &str, count: usize) {
    extern "C" fn child(_: *mut libc::c_void) -> i32 {
        // SAFETY: raw calls without arguments that matter; the child ends here.
        unsafe {
            libc::syscall(libc::SYS_times, 0);
            libc::syscall(libc::SYS_exit, 0);
        }
        0
    }
    let clone = |flags: i32| {
        let mut stack = vec![0u8; 64 * 1024];
        // SAFETY: the stack outlives the child (it is leaked) and the child runs only `child`.
        let pid = unsafe {
            let top = stack.as_mut_ptr().add(stack.len());
            libc::clone(child, top.cast(), flags, std::ptr::null_mut())
        };
        std::mem::forget(stack);
        assert!(pid > 0, "clone {flags:#x}: {}", std::io::Error::last_os_error());
    };
    for _ in 0..count {
        match kind {
            // SAFETY: single-threaded; the child makes raw calls and ends.
            "fork" => unsafe {
                if libc::syscall(libc::SYS_fork) == 0 {
                    child(std::ptr::null_mut());
                }
            },
            "spawn" => {
                let me = std::env::current_exe().unwrap();
                Command::new(me).args(["--prog", "times"]).status().unwrap();
            }
            "thread" => {
                std::thread::spawn(|| call(libc::SYS_times, [0; 6])).join().unwrap();
            }
            // SAFETY: single-threaded; the child makes raw calls and ends.
            "double-fork" => unsafe {
                if libc::fork() == 0 {
                    libc::setsid();
                    if libc::fork() == 0 {
                        child(std::ptr::null_mut());
                    }
                    libc::_exit(0);
                }
            },
            flags => clone(flags.parse().unwrap()),
        }
        // SAFETY: takes no address.
        while unsafe { libc::waitpid(-1, std::ptr::null_mut(), libc::__WALL | libc::WNOHANG) } > 0 {
        }
    }
    // SAFETY: takes no address.
    while unsafe { libc::waitpid(-1, std::ptr::null_mut(), libc::__WALL) } > 0 {}
    while std::fs::read_dir("/proc/self/task").unwrap().count() > 1 {}
}

/// A thread that is not the first execs, while others are in calls.
fn thread_exec() {
    for _ in 0..4 {
        std::thread::spawn(|| {
            loop {
                call(libc::SYS_getppid, [0; 6]);
            }
        });
    }
    std::thread::spawn(|| {
        let me = std::env::current_exe().unwrap();
        panic!("{}", Command::new(me).args(["--prog", "call", "39"]).exec());
    });
    loop {
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
}

/// `count` processes that make call `nr` for ever and write a byte for each that ended.
fn hold(nr: libc::c_long, count: usize) {
    for _ in 0..count {
        // SAFETY: single-threaded; the child only makes calls.
        if unsafe { libc::fork() } == 0 {
            loop {
                call(nr, [0; 6]);
                let _ = std::io::stdout().write_all(b".");
                let _ = std::io::stdout().flush();
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
        }
    }
    loop {
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
}

/// Tries to reach the supervisor in every way known; prints what each attempt gave.
fn attack() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let tracer: i64 =
        status.lines().find_map(|l| l.strip_prefix("TracerPid:")).unwrap().trim().parse().unwrap();
    let thread: i64 = std::fs::read_dir(format!("/proc/{tracer}/task"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_str().unwrap().parse().unwrap())
        .find(|t| *t != tracer)
        .unwrap();
    let info = [0u8; 128];
    let proc_dir = File::open(format!("/proc/{tracer}")).unwrap();
    let limits = [0u64; 2];
    let cpus = [1u8; 128];
    let mut pair = [0i32; 2];
    // SAFETY: the array holds two descriptors.
    unsafe { libc::socketpair(libc::AF_UNIX, libc::SOCK_STREAM, 0, pair.as_mut_ptr()) };
    let owner = [1i32, tracer as i32];
    let pid = tracer as i32;
    let mut attr = [0u8; 128];
    attr[4] = 128;
    let kill = i64::from(libc::SIGTERM);
    let p = |r: *const u8| r as i64;
    let tries: &[(&str, libc::c_long, [i64; 6])] = &[
        ("kill", libc::SYS_kill, [tracer, kill, 0, 0, 0, 0]),
        ("kill thread", libc::SYS_kill, [thread, kill, 0, 0, 0, 0]),
        ("kill group", libc::SYS_kill, [-tracer, kill, 0, 0, 0, 0]),
        ("kill all", libc::SYS_kill, [-1, libc::SIGCONT.into(), 0, 0, 0, 0]),
        ("tkill", libc::SYS_tkill, [thread, kill, 0, 0, 0, 0]),
        ("tgkill", libc::SYS_tgkill, [tracer, tracer, kill, 0, 0, 0]),
        ("rt_sigqueueinfo", libc::SYS_rt_sigqueueinfo, [tracer, kill, p(info.as_ptr()), 0, 0, 0]),
        ("pidfd_open", libc::SYS_pidfd_open, [tracer, 0, 0, 0, 0, 0]),
        (
            "pidfd_send_signal",
            libc::SYS_pidfd_send_signal,
            [proc_dir.as_raw_fd().into(), kill, 0, 0, 0, 0],
        ),
        ("ptrace", libc::SYS_ptrace, [libc::PTRACE_SEIZE.into(), tracer, 0, 0, 0, 0]),
        ("process_vm_readv", libc::SYS_process_vm_readv, [tracer, 0, 0, 0, 0, 0]),
        ("prlimit64", libc::SYS_prlimit64, [tracer, 7, p(limits.as_ptr().cast()), 0, 0, 0]),
        ("sched_setaffinity", libc::SYS_sched_setaffinity, [tracer, 8, p(cpus.as_ptr()), 0, 0, 0]),
        ("setpriority", libc::SYS_setpriority, [0, tracer, 19, 0, 0, 0]),
        ("setpriority user", libc::SYS_setpriority, [2, 0, 19, 0, 0, 0]),
        ("ioprio_set", libc::SYS_ioprio_set, [1, tracer, 0, 0, 0, 0]),
        ("F_SETOWN", libc::SYS_fcntl, [pair[0].into(), libc::F_SETOWN.into(), tracer, 0, 0, 0]),
        ("F_SETOWN_EX", libc::SYS_fcntl, [pair[0].into(), 15, p(owner.as_ptr().cast()), 0, 0, 0]),
        (
            "FIOSETOWN",
            libc::SYS_ioctl,
            [pair[0].into(), 0x8901, p((&raw const pid).cast()), 0, 0, 0],
        ),
        ("perf_event_open", libc::SYS_perf_event_open, [p(attr.as_ptr()), tracer, -1, -1, 0, 0]),
        ("io_uring_setup", libc::SYS_io_uring_setup, [1, p(info.as_ptr()), 0, 0, 0, 0]),
        ("userfaultfd", libc::SYS_userfaultfd, [0; 6]),
        ("/dev/userfaultfd", libc::SYS_ioctl, [pair[0].into(), 0xaa00, 0, 0, 0, 0]),
        ("process_vm_writev", libc::SYS_process_vm_writev, [tracer, 0, 0, 0, 0, 0]),
        ("pidfd_getfd", libc::SYS_pidfd_getfd, [pair[0].into(), 0, 0, 0, 0, 0]),
        // What has nothing to do with the supervisor works.
        ("own kill", libc::SYS_kill, [std::process::id().into(), libc::SIGCONT.into(), 0, 0, 0, 0]),
        ("own F_SETOWN_EX", libc::SYS_fcntl, {
            let owner = Box::leak(Box::new([1i32, std::process::id() as i32]));
            [pair[0].into(), 15, owner.as_ptr() as i64, 0, 0, 0]
        }),
        (
            "own limit",
            libc::SYS_prlimit64,
            [std::process::id().into(), 7, 0, p(limits.as_ptr().cast()), 0, 0],
        ),
    ];
    for (name, nr, args) in tries {
        println!("{name}: {}", call(*nr, *args));
    }
    let alive = std::fs::metadata(format!("/proc/{tracer}/task/{thread}")).is_ok();
    println!("alive: {alive}");
}

/// Opens a path with O_NOATIME and says what it read and whether the registers came back.
fn open_registers(path: &str) {
    let path = std::ffi::CString::new(path).unwrap();
    let address = path.as_ptr() as u64;
    for _ in 0..100 {
        let (mut fd, mut rsi, mut rdx): (i64, u64, u64) = (257, address, libc::O_NOATIME as u64);
        // SAFETY: openat(AT_FDCWD, path, O_NOATIME, 0) by hand; the kernel reads the path, which
        // lives, and clobbers rcx and r11.
        unsafe {
            std::arch::asm!(
                "syscall",
                inlateout("rax") fd,
                in("rdi") i64::from(libc::AT_FDCWD),
                inlateout("rsi") rsi,
                inlateout("rdx") rdx,
                in("r10") 0u64,
                out("rcx") _,
                out("r11") _,
            );
        }
        assert!(fd >= 0, "{fd}");
        assert_eq!((rsi, rdx), (address, libc::O_NOATIME as u64), "registers");
        // SAFETY: a descriptor just opened.
        let mut file: File = unsafe { std::os::fd::FromRawFd::from_raw_fd(fd as i32) };
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert_eq!(text, "target\n");
    }
    println!("{}", path.to_str().unwrap());
}

/// Opens files while a timer fires every 300 us, its handler without SA_RESTART.
fn timers(count: usize) {
    extern "C" fn nothing(_: i32) {}
    // SAFETY: installs a handler that does nothing, and a timer; both structures are live.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = nothing as *const () as usize;
        libc::sigaction(libc::SIGALRM, &action, std::ptr::null_mut());
        let every = libc::timeval { tv_sec: 0, tv_usec: 300 };
        let timer = libc::itimerval { it_interval: every, it_value: every };
        libc::setitimer(libc::ITIMER_REAL, &timer, std::ptr::null_mut());
    }
    let path = c"/etc/passwd";
    let (mut interrupted, mut failed) = (0, 0);
    for _ in 0..count {
        match call(libc::SYS_openat, [libc::AT_FDCWD.into(), path.as_ptr() as i64, 0, 0, 0, 0]) {
            fd if fd >= 0 => {
                call(libc::SYS_close, [fd, 0, 0, 0, 0, 0]);
            }
            e if e == -i64::from(libc::EINTR) => interrupted += 1,
            _ => failed += 1,
        }
    }
    println!("{interrupted} {failed}");
}

/// Nanoseconds per getppid and per open and close, medians of 21 rounds.
fn cost(count: usize) {
    let measure = |f: &dyn Fn()| {
        let mut rounds: Vec<u128> = (0..21)
            .map(|_| {
                let start = std::time::Instant::now();
                (0..count).for_each(|_| f());
                start.elapsed().as_nanos() / count as u128
            })
            .collect();
        rounds.sort_unstable();
        (rounds[10], rounds[2], rounds[18])
    };
    let (median, low, high) = measure(&|| {
        call(libc::SYS_getppid, [0; 6]);
    });
    println!("getppid {median} ns ({low} to {high})");
    let (median, low, high) = measure(&|| {
        let path = c"/etc/passwd".as_ptr() as i64;
        let fd = call(libc::SYS_openat, [libc::AT_FDCWD.into(), path, 0, 0, 0, 0]);
        call(libc::SYS_close, [fd, 0, 0, 0, 0, 0]);
    });
    println!("open+close {median} ns ({low} to {high})");
}

/// Calls that signals interrupt: what each gives, by the rules of signal(7).
fn restarts() {
    extern "C" fn nothing(_: i32) {}
    let handle = |signal: i32, flags: i32| {
        // SAFETY: installs a handler that does nothing; the structure is live.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = nothing as *const () as usize;
            action.sa_flags = flags;
            libc::sigaction(signal, &action, std::ptr::null_mut());
        }
    };
    // Sends signals to this process, 100 ms apart, from a child.
    let send = |signals: &[i32]| {
        let me = std::process::id() as i32;
        // SAFETY: single-threaded; the child only sleeps, signals and ends.
        unsafe {
            if libc::fork() == 0 {
                for s in signals {
                    libc::usleep(100_000);
                    libc::kill(me, *s);
                }
                libc::_exit(0);
            }
        }
    };
    let mut pipe = [0i32; 2];
    // SAFETY: the array holds two descriptors.
    unsafe { libc::pipe(pipe.as_mut_ptr()) };
    let buf = [0u8; 8];
    let read = |fd: i32| call(libc::SYS_read, [fd.into(), buf.as_ptr() as i64, 8, 0, 0, 0]);
    let sleep = || {
        let time = [0i64, 400_000_000];
        call(libc::SYS_nanosleep, [time.as_ptr() as i64, 0, 0, 0, 0, 0])
    };
    let poll = || {
        let fds = [pipe[0] as u64 | 1 << 32];
        call(libc::SYS_poll, [fds.as_ptr() as i64, 1, 400, 0, 0, 0])
    };
    handle(libc::SIGUSR1, 0);
    handle(libc::SIGUSR2, libc::SA_RESTART);
    send(&[libc::SIGUSR1]);
    println!("read, handler: {}", read(pipe[0]));
    // SAFETY: single-threaded; the child sleeps, writes and ends.
    unsafe {
        if libc::fork() == 0 {
            libc::usleep(300_000);
            libc::write(pipe[1], b"data".as_ptr().cast(), 4);
            libc::_exit(0);
        }
    }
    send(&[libc::SIGUSR2]);
    println!("read, SA_RESTART: {}", read(pipe[0]));
    send(&[libc::SIGSTOP, libc::SIGCONT]);
    println!("nanosleep, stop and continue: {}", sleep());
    send(&[libc::SIGWINCH, libc::SIGURG]);
    println!("nanosleep, ignored signals: {}", sleep());
    send(&[libc::SIGUSR2]);
    println!("nanosleep, SA_RESTART: {}", sleep());
    send(&[libc::SIGSTOP, libc::SIGCONT]);
    println!("poll, stop and continue: {}", poll());
    send(&[libc::SIGUSR2]);
    println!("poll, SA_RESTART: {}", poll());
    send(&[libc::SIGUSR1]);
    println!("pause: {}", call(libc::SYS_pause, [0; 6]));
    // SAFETY: takes no address.
    while unsafe { libc::waitpid(-1, std::ptr::null_mut(), 0) } > 0 {}
}

/// `count` times: a child that forks without pause is killed; each grandchild calls times(2) and
/// writes its pid.
fn killed_makers(count: usize) {
    for n in 0..count {
        // SAFETY: single-threaded; the children only make calls and end.
        unsafe {
            let maker = libc::fork();
            if maker == 0 {
                for _ in 0..20 {
                    if libc::fork() == 0 {
                        libc::syscall(libc::SYS_times, 0);
                        let line = format!("{}\n", libc::getpid());
                        libc::write(1, line.as_ptr().cast(), line.len());
                        libc::_exit(0);
                    }
                }
                libc::_exit(0);
            }
            libc::usleep((n % 20 * 100) as u32);
            libc::kill(maker, libc::SIGKILL);
            libc::waitpid(maker, std::ptr::null_mut(), 0);
        }
    }
}

/// One thread calls getpid; all threads see what getppid gives afterwards.
fn switch() {
    println!("before: {}", call(libc::SYS_getppid, [0; 6]) > 0);
    let gate = std::sync::Arc::new(std::sync::Barrier::new(4));
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let gate = gate.clone();
            std::thread::spawn(move || {
                gate.wait();
                call(libc::SYS_getppid, [0; 6])
            })
        })
        .collect();
    println!("call: {}", call(libc::SYS_getpid, [0; 6]) == std::process::id().into());
    gate.wait();
    for t in threads {
        println!("thread: {}", t.join().unwrap());
    }
    println!("after: {}", call(libc::SYS_getppid, [0; 6]));
}

/// Threads, of which one runs, one sleeps in a call and one looks at getppid, for two seconds:
/// prints each change of its result, how many filters there are, and whether the sleep was whole.
fn watch() {
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let spinning = stop.clone();
    let spin = std::thread::spawn(move || {
        while !spinning.load(std::sync::atomic::Ordering::Relaxed) {
            std::hint::spin_loop();
        }
    });
    let sleep = std::thread::spawn(|| {
        let time = [2i64, 0];
        call(libc::SYS_nanosleep, [time.as_ptr() as i64, 0, 0, 0, 0, 0])
    });
    let start = std::time::Instant::now();
    let mut last = None;
    while start.elapsed().as_millis() < 1500 {
        let refused = call(libc::SYS_getppid, [0; 6]) == -i64::from(libc::EXDEV);
        if last.replace(refused) != Some(refused) {
            println!("refused: {refused}");
        }
    }
    println!("sleep: {}", sleep.join().unwrap());
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    spin.join().unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    println!("{}", status.lines().find(|l| l.starts_with("Seccomp_filters")).unwrap());
}

/// Calls getpid by the i386 entry.
fn foreign() {
    let mut r: i64 = 20;
    // SAFETY: i386 getpid takes no argument; the entry preserves what is not named.
    unsafe { std::arch::asm!("int 0x80", inlateout("rax") r) };
    println!("{}", r as i32);
    println!("{}", call(0x4000_0000 + libc::SYS_getpid, [0; 6]));
}

/// Installs filters of its own: errno, trace without a tracer of its own, and a listener.
fn own_filters() {
    let filter = |nr: libc::c_long, action: u32| {
        [
            libc::sock_filter { code: 0x20, jt: 0, jf: 0, k: 0 },
            libc::sock_filter { code: 0x15, jt: 0, jf: 1, k: nr as u32 },
            libc::sock_filter { code: 0x06, jt: 0, jf: 0, k: action },
            libc::sock_filter { code: 0x06, jt: 0, jf: 0, k: libc::SECCOMP_RET_ALLOW },
        ]
    };
    let install = |program: &[libc::sock_filter], flags: libc::c_ulong| {
        let prog =
            libc::sock_fprog { len: program.len() as u16, filter: program.as_ptr() as *mut _ };
        call(libc::SYS_seccomp, [1, flags as i64, &raw const prog as i64, 0, 0, 0])
    };
    // SAFETY: takes numbers.
    unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) };
    let errno = filter(libc::SYS_getuid, libc::SECCOMP_RET_ERRNO | libc::EDOM as u32);
    println!("errno: {} {}", install(&errno, 0), call(libc::SYS_getuid, [0; 6]));
    let trace = filter(libc::SYS_getgid, libc::SECCOMP_RET_TRACE | 5);
    println!("trace: {} {}", install(&trace, 0), call(libc::SYS_getgid, [0; 6]));
    let hide = filter(libc::SYS_getpid, libc::SECCOMP_RET_TRACE | 5);
    println!("hide: {} {}", install(&hide, 0), call(libc::SYS_getpid, [0; 6]));
    let listen = filter(libc::SYS_getpid, libc::SECCOMP_RET_USER_NOTIF);
    println!("listener: {}", install(&listen, libc::SECCOMP_FILTER_FLAG_NEW_LISTENER));
}
