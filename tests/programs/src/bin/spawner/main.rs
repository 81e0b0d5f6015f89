//! `spawner WAY [COUNT]`: makes children in the ways that there are, each of which makes its mark
//! (see `test_programs::raw`), so that a test can find every one of them in an audit.
//!
//! Prints, for each child, `child MODE N PID NAME`: the mark's numbers, the process or thread id as
//! this process sees it, and how it was made; where the system would not make it, `refused MODE N
//! ERRNO NAME`; and last `total WAY COUNT`, the number of `child` lines. Exit status 0 if every
//! child ended as it should.
//!
//! Bounded: at most COUNT children (2,000 unless told), 256 at a time, none lives long.
mod clones;
mod execs;
mod libcs;

use std::io::{self, Write};
use std::process::ExitCode;
use test_programs::raw::{self, Call};

/// Most children of one run.
const MAX: u64 = 20_000;
/// Most of them at a time.
const AT_ONCE: usize = 256;

type Way = fn(u32, u64) -> io::Result<u64>;

/// Added to a way's place to give its mode, so that no mode is a value with a name (SEEK_SET).
const FIRST_MODE: u32 = 100;

/// The ways. A way's mode follows from its place here.
const WAYS: [(&str, Way); 13] = [
    ("bomb", bomb),
    ("tree", tree),
    ("clones", clones::run),
    ("fork", libcs::fork),
    ("threads", libcs::threads),
    ("posix_spawn", libcs::posix_spawn),
    ("daemon", libcs::daemon),
    ("exec", execs::exec),
    ("script", execs::script),
    ("vfork-storm", execs::storm),
    ("thread-exec", execs::thread_exec),
    ("fexecve", execs::fexecve),
    ("memfd", execs::memfd),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (way, count) = match args.as_slice() {
        [way] => (way, Some(2000)),
        [way, count] => (way, count.parse().ok().filter(|c| (1..=MAX).contains(c))),
        _ => (&String::new(), None),
    };
    let Some((mode, (_, make))) = WAYS.iter().enumerate().find(|(_, (name, _))| name == way) else {
        let names: Vec<_> = WAYS.iter().map(|(name, _)| *name).collect();
        eprintln!("usage: spawner {} [COUNT]", names.join("|"));
        return ExitCode::from(2);
    };
    let Some(count) = count else {
        eprintln!("spawner: COUNT is 1 to {MAX}");
        return ExitCode::from(2);
    };
    match make(FIRST_MODE + mode as u32, count) {
        Ok(total) => {
            say(&format!("total {way} {total}"));
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("spawner: {way}: {e}");
            ExitCode::FAILURE
        }
    }
}

/// One line in one write, so that lines of several processes do not mix.
fn say(line: &str) {
    // A reader that has gone away is no reason to fail.
    let _ = io::stdout().write_all(format!("{line}\n").as_bytes());
}

fn say_child(mode: u32, n: u64, pid: i64, name: &str) {
    say(&format!("child {mode} {n} {pid} {name}"));
}

/// The id of a child, or the error that `raw` gave.
fn made(result: i64) -> io::Result<i64> {
    if result < 0 { Err(io::Error::from_raw_os_error(-result as i32)) } else { Ok(result) }
}

/// Waits for a child and wants it to have exited with status 0.
fn reap(pid: i64) -> io::Result<()> {
    match raw::wait(pid) {
        Ok(0) => Ok(()),
        Ok(status) => {
            Err(io::Error::other(format!("child {pid} ended with wait status {status:#x}")))
        }
        Err(errno) => Err(io::Error::from_raw_os_error(-errno as i32)),
    }
}

/// As many children as fast as they can be made.
fn bomb(mode: u32, count: u64) -> io::Result<u64> {
    let mut alive = std::collections::VecDeque::new();
    for n in 0..count {
        let spawn = Call(libc::SYS_clone, [libc::SIGCHLD as u64, 0, 0, 0, 0]);
        // SAFETY: neither call takes a pointer; the child has a copy of this memory.
        let pid = made(unsafe { raw::child(spawn, &raw::mark(mode, n)) })?;
        say_child(mode, n, pid, "bomb");
        alive.push_back(pid);
        if alive.len() >= AT_ONCE {
            alive.drain(..AT_ONCE / 2).try_for_each(reap)?;
        }
    }
    alive.into_iter().try_for_each(reap)?;
    Ok(count)
}

/// Children that have children: node n has 2n+1 and 2n+2, as far as those are less than `count`.
fn tree(mode: u32, count: u64) -> io::Result<u64> {
    fn node(mode: u32, n: u64, count: u64) -> io::Result<()> {
        let mut children = Vec::new();
        for child in [2 * n + 1, 2 * n + 2].into_iter().filter(|&c| c < count) {
            // SAFETY: one thread; the child goes on as a copy of this process.
            match unsafe { raw::call(Call(libc::SYS_fork, [0; 5])) } {
                0 => {
                    // SAFETY: a mark does nothing.
                    unsafe { raw::call(raw::mark(mode, child)) };
                    std::process::exit(i32::from(node(mode, child, count).is_err()));
                }
                pid => {
                    let pid = made(pid)?;
                    say_child(mode, child, pid, "tree");
                    children.push(pid);
                }
            }
        }
        children.into_iter().try_for_each(reap)
    }
    node(mode, 0, count)?;
    Ok(count - 1)
}
