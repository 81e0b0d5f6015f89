//! What `/dev/wss` and `/dev/wsswatch` make of hostile and odd callers. Needs root, the module loaded and no wrapper in
//! it; leaves none. Not for a machine that anybody needs.
//!
//! ```text
//! fuzz-ioctl                      all that follows, loading and unloading the module of $WSS_PAYLOAD
//! fuzz-ioctl fuzz [COUNT [SEED]]   malformed ioctls, 100000 unless said, and reads in between
//! fuzz-ioctl watch [COUNT [SEED]]  the same of /dev/wsswatch, as root and as another user
//! fuzz-ioctl device                each promise of kmod/include/wss.h: errors, waiting, whole records,
//!                                  loss, and who is refused
//! fuzz-ioctl gone                  sleeps in read, poll and kevent until the module is unloaded
//! ```
#[cfg(target_os = "freebsd")]
mod device;
#[cfg(target_os = "freebsd")]
mod fuzz;
#[cfg(target_os = "freebsd")]
mod gone;
#[cfg(target_os = "freebsd")]
mod object;
#[cfg(target_os = "freebsd")]
mod refused;
#[cfg(target_os = "freebsd")]
mod suite;
#[cfg(target_os = "freebsd")]
mod sys;
#[cfg(target_os = "freebsd")]
mod watch;

#[cfg(target_os = "freebsd")]
fn main() -> std::process::ExitCode {
    let args: Vec<String> = std::env::args().collect();
    if args.len() == 1 {
        return suite::run();
    }
    let number = |n: usize, or: u64| args.get(n).and_then(|a| a.parse().ok()).unwrap_or(or);
    let done = match args.get(1).map(String::as_str) {
        Some("fuzz") => fuzz::run(number(2, 100_000), number(3, 1)),
        Some("watch") => watch::run(number(2, 100_000), number(3, 1)),
        Some("watch-here") => watch::here(number(2, 100_000), number(3, 1)),
        Some("device") => device::run(),
        Some("gone") => gone::run(),
        Some("victim") => device::victim(number(2, 0)),
        Some("wrapped") => refused::wrapped(number(2, 0) as i32),
        _ => Err("fuzz [COUNT [SEED]], watch [COUNT [SEED]], device or gone".to_owned()),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("fuzz-ioctl: {e}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "freebsd"))]
fn main() -> std::process::ExitCode {
    eprintln!("fuzz-ioctl: there is no wss.ko but FreeBSD's");
    std::process::ExitCode::FAILURE
}
