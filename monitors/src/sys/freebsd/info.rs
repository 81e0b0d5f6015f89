//! What the kernel tells of processes: sysctl(3), `kern.proc`.
use std::ffi::CStr;
use std::io;
use std::mem::MaybeUninit;

/// Reads a variable as it fits into `to`; its length.
fn read(mib: &[libc::c_int], to: *mut u8, room: usize) -> io::Result<usize> {
    let mut length = room;
    let null = std::ptr::null();
    // SAFETY: the callers give `room` bytes at `to`, or null to learn the length; the kernel writes no more than
    // that and says how much.
    let result = unsafe {
        libc::sysctl(mib.as_ptr(), mib.len() as libc::c_uint, to.cast(), &raw mut length, null, 0)
    };
    super::check(result.into()).map(|_| length)
}

/// A variable of any length.
pub(super) fn all(mib: &[libc::c_int]) -> io::Result<Vec<u8>> {
    loop {
        // What it tells of may grow meanwhile.
        let room = read(mib, std::ptr::null_mut(), 0)? * 9 / 8 + 512;
        let mut bytes = vec![0; room];
        match read(mib, bytes.as_mut_ptr(), room) {
            Ok(length) => {
                bytes.truncate(length);
                return Ok(bytes);
            }
            Err(e) if e.raw_os_error() == Some(libc::ENOMEM) => {}
            Err(e) => return Err(e),
        }
    }
}

/// The same, by name.
pub(super) fn named(name: &CStr) -> io::Result<Vec<u8>> {
    let mut mib = [0; 16];
    let mut length = mib.len();
    // SAFETY: the name has its end; room for `length` numbers is given and said.
    let result = unsafe { libc::sysctlnametomib(name.as_ptr(), mib.as_mut_ptr(), &raw mut length) };
    super::check(result.into())?;
    all(mib.get(..length).unwrap_or_default())
}

/// What is told of processes: the variable `what` of `kern.proc`, for this process.
pub(super) fn of(what: libc::c_int, pid: u32) -> io::Result<Vec<u8>> {
    all(&[libc::CTL_KERN, libc::KERN_PROC, what, pid as libc::c_int])
}

/// A structure that the kernel fills, of numbers alone. `None`: it is shorter or longer there, or not to be had.
///
/// # Safety
/// Any bytes are a valid `T`.
unsafe fn structure<T>(mib: &[libc::c_int]) -> Option<T> {
    let mut value = MaybeUninit::<T>::uninit();
    let length = read(mib, value.as_mut_ptr().cast(), size_of::<T>()).ok()?;
    // SAFETY: filled whole, and the caller promises that any bytes do.
    (length == size_of::<T>()).then(|| unsafe { value.assume_init() })
}

/// What the kernel says of the process with this number. `None`: there is none that may be seen.
pub(super) fn process(pid: u32) -> Option<libc::kinfo_proc> {
    let mib = [libc::CTL_KERN, libc::KERN_PROC, libc::KERN_PROC_PID, pid as libc::c_int];
    // SAFETY: numbers, arrays of numbers and raw pointers.
    unsafe { structure(&mib) }
}

/// Every process that may be seen.
pub(super) fn list() -> Vec<u32> {
    let bytes = all(&[libc::CTL_KERN, libc::KERN_PROC, libc::KERN_PROC_PROC]).unwrap_or_default();
    let at = std::mem::offset_of!(libc::kinfo_proc, ki_pid);
    let pid = |one: &[u8]| Some(u32::from_ne_bytes(*one.get(at..)?.first_chunk()?));
    bytes.chunks_exact(size_of::<libc::kinfo_proc>()).filter_map(pid).collect()
}

/// A resource limit.
pub(super) fn limit(pid: u32, which: libc::c_int) -> Option<(i64, i64)> {
    let (name, pid) = (libc::KERN_PROC_RLIMIT, pid as libc::c_int);
    // SAFETY: two numbers.
    let limit: libc::rlimit =
        unsafe { structure(&[libc::CTL_KERN, libc::KERN_PROC, name, pid, which])? };
    Some((limit.rlim_cur, limit.rlim_max))
}

fn micros(t: libc::timeval) -> i64 {
    t.tv_sec.wrapping_mul(1_000_000).wrapping_add(t.tv_usec)
}

/// A process and when it started, in microseconds since boot. What the kernel says (since 1970) moves with the wall
/// clock; so does what it says of the boot.
pub(super) fn started(pid: u32) -> Option<(libc::kinfo_proc, u64)> {
    // SAFETY: two numbers.
    let boot = || {
        unsafe { structure::<libc::timeval>(&[libc::CTL_KERN, libc::KERN_BOOTTIME]) }.map(micros)
    };
    loop {
        let (before, info) = (boot()?, process(pid)?);
        if boot()? == before {
            let started = micros(info.ki_start).wrapping_sub(before);
            return Some((info, started as u64));
        }
    }
}

/// A number in what the kernel says, eight bytes.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_ne_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The same, four bytes.
pub(super) fn half(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Structures that begin with their size.
pub(super) fn records(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let size = half(bytes, 0)? as usize;
        let (one, rest) = bytes.split_at_checked(size).filter(|_| size > 0)?;
        bytes = rest;
        Some(one)
    })
}
