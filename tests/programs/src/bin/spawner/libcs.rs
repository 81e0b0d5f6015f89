//! Children as the C library makes them, each doing what the library does in it before its mark.
use crate::{AT_ONCE, execs::Marker, reap, say_child};
use std::io;
use std::thread;
use std::time::Duration;
use test_programs::raw;

/// fork(3), and an ordinary exit.
pub(crate) fn fork(mode: u32, count: u64) -> io::Result<u64> {
    for n in 0..count {
        // SAFETY: one thread; the child marks and exits.
        match unsafe { libc::fork() } {
            0 => {
                mark(mode, n);
                std::process::exit(0);
            }
            -1 => return Err(io::Error::last_os_error()),
            pid => {
                say_child(mode, n, pid.into(), "fork");
                reap(pid.into())?;
            }
        }
    }
    Ok(count)
}

/// pthread_create(3).
pub(crate) fn threads(mode: u32, count: u64) -> io::Result<u64> {
    let numbers: Vec<u64> = (0..count).collect();
    for batch in numbers.chunks(AT_ONCE) {
        thread::scope(|scope| {
            for &n in batch {
                scope.spawn(move || {
                    mark(mode, n);
                    // SAFETY: gettid only reads.
                    say_child(mode, n, unsafe { libc::gettid() }.into(), "thread");
                });
            }
        });
    }
    Ok(count)
}

/// posix_spawn(3).
pub(crate) fn posix_spawn(mode: u32, count: u64) -> io::Result<u64> {
    let marker = Marker::new()?;
    for n in 0..count {
        let command = marker.command(&[], mode, n);
        let mut pid = 0;
        // SAFETY: path, argv and envp are NUL-terminated and null-terminated, and live in
        // `command`; no attributes, no file actions.
        let errno = unsafe {
            libc::posix_spawn(
                &mut pid,
                command.path.as_ptr(),
                std::ptr::null(),
                std::ptr::null(),
                command.argv.as_ptr().cast(),
                command.envp.as_ptr().cast(),
            )
        };
        if errno != 0 {
            return Err(io::Error::from_raw_os_error(errno));
        }
        say_child(mode, n, pid.into(), "posix_spawn");
        reap(pid.into())?;
    }
    Ok(count)
}

/// daemon(3)'s double fork; the daemons mark after their ancestors have gone, in particular after
/// this program has.
pub(crate) fn daemon(mode: u32, count: u64) -> io::Result<u64> {
    for n in 0..count {
        // SAFETY: one thread; the child forks once more and exits.
        match unsafe { libc::fork() } {
            0 => std::process::exit(i32::from(detach(mode, n).is_err())),
            -1 => return Err(io::Error::last_os_error()),
            pid => reap(pid.into())?,
        }
    }
    Ok(count)
}

fn detach(mode: u32, n: u64) -> io::Result<()> {
    // SAFETY: takes no pointer.
    if unsafe { libc::setsid() } == -1 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: one thread; the daemon marks and exits.
    match unsafe { libc::fork() } {
        0 => {
            thread::sleep(Duration::from_millis(200));
            mark(mode, n);
            say_child(mode, n, std::process::id().into(), "daemon");
            Ok(())
        }
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

fn mark(mode: u32, n: u64) {
    // SAFETY: a mark takes no pointer and does nothing.
    unsafe { raw::call(raw::mark(mode, n)) };
}
