//! This process, wherever it runs: its user, the clocks, its descriptors.

/// Raises what could run short: descriptors for `files` of them.
pub(crate) fn resist(files: u64) {
    let files = files as libc::rlim_t;
    // SAFETY: a structure of ours, written by the first call and read by the second.
    unsafe {
        let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        if libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) == 0 && limit.rlim_cur < files {
            limit.rlim_cur = files.min(limit.rlim_max);
            libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit);
        }
    }
}

/// Effective user of this process.
pub(crate) fn own_uid() -> u32 {
    // SAFETY: no arguments, no failure.
    unsafe { libc::geteuid() }
}

/// Nanoseconds of the wall clock and of the one that nobody can set.
pub(crate) fn clocks() -> (u64, u64) {
    let read = |clock| {
        let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: the kernel writes one timespec, ours.
        unsafe { libc::clock_gettime(clock, &raw mut t) };
        (t.tv_sec as u64).wrapping_mul(1_000_000_000).wrapping_add(t.tv_nsec as u64)
    };
    (read(libc::CLOCK_REALTIME), read(libc::CLOCK_MONOTONIC))
}
