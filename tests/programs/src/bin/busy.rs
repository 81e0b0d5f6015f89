//! `busy COUNT FILE [CALL]`: COUNT processes that make one system call after another, and count in
//! FILE, which they share, what became of each: so that a test can tell that none has completed
//! after its supervisor's end.
//!
//! FILE holds, for each process, four 64-bit numbers: its process id, calls begun, calls that came
//! back, and calls that came back with ENOSYS. CALL is `mark` (see `test_programs::raw`; the
//! default), `open` or `getppid`. Ends by itself after 30 seconds, or when its parent has gone.
use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use test_programs::raw::{self, Call};

/// A process's numbers.
type Counts = [AtomicU64; 4];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (count, path, call) = match args.as_slice() {
        [count, path] => (count.parse().ok(), path, "mark"),
        [count, path, call] => (count.parse().ok(), path, call.as_str()),
        _ => (None, &String::new(), ""),
    };
    let call = match call {
        "mark" => Some(raw::mark(1, 0)),
        "open" => Some(Call(libc::SYS_open, [c"/wss-marker/busy".as_ptr() as u64, 0, 0, 0, 0])),
        "getppid" => Some(Call(libc::SYS_getppid, [0; 5])),
        _ => None,
    };
    let (Some(count), Some(call)) = (count.filter(|c| (1..=1000).contains(c)), call) else {
        eprintln!("usage: busy COUNT FILE [mark|open|getppid]");
        return ExitCode::from(2);
    };
    match run(count, path, call) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("busy: {path}: {e}");
            ExitCode::FAILURE
        }
    }
}

fn run(count: usize, path: &str, call: Call) -> io::Result<()> {
    let file = File::options().read(true).write(true).create(true).truncate(true).open(path)?;
    let size = count * size_of::<Counts>();
    file.set_len(size as u64)?;
    let protection = libc::PROT_READ | libc::PROT_WRITE;
    // SAFETY: a new mapping, of a file as long as it, wherever the kernel likes.
    let map = unsafe {
        libc::mmap(std::ptr::null_mut(), size, protection, libc::MAP_SHARED, file.as_raw_fd(), 0)
    };
    if map == libc::MAP_FAILED {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the mapping has `count` Counts, zeroed, aligned to a page, and is never unmapped.
    let all = unsafe { std::slice::from_raw_parts(map.cast::<Counts>(), count) };
    for counts in all {
        // SAFETY: one thread; the child counts and exits.
        match unsafe { libc::fork() } {
            0 => {
                work(counts, call);
                std::process::exit(0);
            }
            -1 => return Err(io::Error::last_os_error()),
            _ => {}
        }
    }
    for _ in all {
        // SAFETY: no status is asked for.
        unsafe { libc::wait(std::ptr::null_mut()) };
    }
    Ok(())
}

fn work([pid, begun, back, nosys]: &Counts, call: Call) {
    // SAFETY: takes no pointer.
    let parent = unsafe { libc::getppid() };
    pid.store(std::process::id().into(), Ordering::SeqCst);
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(30) {
        begun.fetch_add(1, Ordering::SeqCst);
        // SAFETY: the calls there are take no pointer but to a constant string.
        let result = unsafe { raw::call(call) };
        back.fetch_add(1, Ordering::SeqCst);
        if result == -i64::from(libc::ENOSYS) {
            nosys.fetch_add(1, Ordering::SeqCst);
        }
        // SAFETY: takes no pointer.
        if unsafe { libc::getppid() } != parent {
            return;
        }
    }
}
