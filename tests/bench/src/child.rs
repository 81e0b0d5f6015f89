//! The measured program: makes one call many times and prints nanoseconds per call.
use crate::clause;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// `CALL COUNT`: `getppid`, `open` (open and close of /etc/hostname), or `one`, `two`, `one-seldom`, `two-seldom`:
/// computing in one or two threads, each calling getppid often or seldom.
/// Or opens, as `clause` counts them.
pub(crate) fn main(args: &[String], wrapper: &Path) -> ExitCode {
    let (Some(call), Some(Ok(count))) = (args.first(), args.get(1).map(|n| n.parse::<u64>()))
    else {
        return ExitCode::FAILURE;
    };
    if let Some(done) = clause::child(wrapper, call, count as u32) {
        return if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let start = Instant::now();
    match call.as_str() {
        "getppid" => (0..count).for_each(|_| getppid()),
        "open" => (0..count).for_each(|_| open_close()),
        "one" => work(count, OFTEN),
        "two" => twice(count, OFTEN),
        "one-seldom" => work(count, SELDOM),
        "two-seldom" => twice(count, SELDOM),
        _ => return ExitCode::FAILURE,
    }
    println!("{}", start.elapsed().as_nanos() as f64 / count as f64);
    ExitCode::SUCCESS
}

fn getppid() {
    // SAFETY: getppid takes no pointer and cannot fail.
    unsafe { libc::syscall(libc::SYS_getppid) };
}

fn open_close() {
    // SAFETY: the path is a NUL-terminated constant; the descriptor is closed once, if it is one.
    unsafe {
        let fd = libc::open(c"/etc/hostname".as_ptr(), libc::O_RDONLY | libc::O_CLOEXEC);
        if fd >= 0 {
            libc::close(fd);
        }
    }
}

/// Rounds of computing between two calls: about 14 us, and ten times that.
const OFTEN: u32 = 8_000;
const SELDOM: u32 = 80_000;

fn twice(count: u64, rounds: u32) {
    let threads = [(); 2].map(|()| std::thread::spawn(move || work(count, rounds)));
    for t in threads {
        let _ = t.join();
    }
}

/// Computes, then makes one call; `count` times.
fn work(count: u64, rounds: u32) {
    let mut x = 88_172_645_463_325_252_u64;
    for _ in 0..count {
        for _ in 0..rounds {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
        }
        std::hint::black_box(x);
        getppid();
    }
}
