//! Who sends a signal to whom, at the moment it is sent: the tracepoint `signal:signal_generate`, by
//! perf_event_open(2), with a filter that the kernel applies. Takes `CAP_PERFMON` (root).
//!
//! It is told on the sender's processor before kill(2) returns, so a witness hears of SIGKILL before its
//! victim is dead, and of SIGSTOP at all.
use super::check;
use std::ffi::CStr;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicU64, Ordering};

/// A record of the tracepoint.
pub(super) struct Record {
    pub(super) signal: i32,
    /// Name of the receiving process (`PR_SET_NAME`).
    pub(super) name: [u8; 16],
    /// Its number in the first PID namespace.
    pub(super) pid: u32,
    pub(super) sender: u32,
}

/// The number of the tracepoint. `None`: there is none, or not for us.
pub(crate) fn tracepoint() -> Option<u32> {
    const FILE: &str = "events/signal/signal_generate/id";
    let mounted = ["/sys/kernel/tracing", "/sys/kernel/debug/tracing"];
    let text = mounted.iter().find_map(|m| std::fs::read_to_string(format!("{m}/{FILE}")).ok());
    text.or_else(unmounted)?.trim().parse().ok()
}

/// Reads it from an instance of the file system that is mounted nowhere.
fn unmounted() -> Option<String> {
    let own = |fd: libc::c_long| -> Option<OwnedFd> {
        // SAFETY: a descriptor that a system call has just made, which nothing else owns.
        check(fd).ok().map(|fd| unsafe { OwnedFd::from_raw_fd(fd as RawFd) })
    };
    const CREATE: u32 = 6; // FSCONFIG_CMD_CREATE
    // SAFETY: strings with their ends, integers, and null where the call takes nothing; every
    // descriptor is checked.
    unsafe {
        let fs = own(libc::syscall(libc::SYS_fsopen, c"tracefs".as_ptr(), 1))?;
        let none = std::ptr::null::<u8>();
        check(libc::syscall(libc::SYS_fsconfig, fs.as_raw_fd(), CREATE, none, none, 0)).ok()?;
        let root = own(libc::syscall(libc::SYS_fsmount, fs.as_raw_fd(), 1, 0))?;
        let path = c"events/signal/signal_generate/id";
        let flags = libc::O_RDONLY | libc::O_CLOEXEC;
        let file = own(libc::openat(root.as_raw_fd(), path.as_ptr(), flags).into())?;
        let mut text = String::new();
        File::from(file).take(32).read_to_string(&mut text).ok()?;
        Some(text)
    }
}

/// What one processor reports: a descriptor, and the page of records that it shares with the kernel.
pub(super) struct Channel {
    fd: OwnedFd,
    page: *mut u8,
}

/// Size of the control page, and of the one with the records.
const PAGE: usize = 4096;
/// Offsets of `data_head` and `data_tail` in `struct perf_event_mmap_page`.
const HEAD: usize = 1024;
const TAIL: usize = 1032;

impl Channel {
    /// Hears what `filter` lets through of the signals that are sent on a processor.
    pub(super) fn open(id: u32, cpu: usize, filter: &CStr) -> io::Result<Self> {
        const TRACEPOINT: u64 = 2; // PERF_TYPE_TRACEPOINT
        const SAMPLE: u64 = 1 << 1 | 1 << 10; // PERF_SAMPLE_TID, PERF_SAMPLE_RAW
        const SET_FILTER: libc::c_ulong = 0x4008_2406; // PERF_EVENT_IOC_SET_FILTER
        // struct perf_event_attr, first version, 64 bytes: type, size; config; sample_period; sample_type;
        // read_format; flags; wakeup_events.
        let attr: [u64; 8] = [TRACEPOINT | 64 << 32, id.into(), 1, SAMPLE, 0, 0, 1, 0];
        // SAFETY: the structure says its own size and is only read; the descriptor is checked and new;
        // the filter is a string with its end; the mapping is of two pages, as it is used, and is
        // checked.
        unsafe {
            let close_on_exec: libc::c_ulong = 8;
            let fd = libc::syscall(
                libc::SYS_perf_event_open,
                attr.as_ptr(),
                -1,
                cpu as libc::c_int,
                -1,
                close_on_exec,
            );
            let fd = OwnedFd::from_raw_fd(check(fd)? as RawFd);
            check(libc::ioctl(fd.as_raw_fd(), SET_FILTER, filter.as_ptr()).into())?;
            let rights = libc::PROT_READ | libc::PROT_WRITE;
            let null = std::ptr::null_mut();
            let page = libc::mmap(null, 2 * PAGE, rights, libc::MAP_SHARED, fd.as_raw_fd(), 0);
            if page == libc::MAP_FAILED {
                return Err(io::Error::last_os_error());
            }
            Ok(Self { fd, page: page.cast() })
        }
    }

    pub(super) fn fd(&self) -> RawFd {
        self.fd.as_raw_fd()
    }

    fn counter(&self, offset: usize) -> &AtomicU64 {
        // SAFETY: both counters lie within the control page, eight bytes aligned, mapped for as long as
        // self lives, and the kernel accesses them atomically.
        unsafe { AtomicU64::from_ptr(self.page.add(offset).cast()) }
    }

    fn copy(&self, from: u64, to: &mut [u8]) {
        for (i, byte) in to.iter_mut().enumerate() {
            let at = PAGE + (from as usize).wrapping_add(i) % PAGE;
            // SAFETY: `at` is within the second page; the kernel does not write between tail and head.
            *byte = unsafe { self.page.add(at).read_volatile() };
        }
    }

    /// The next record. `None`: there is none.
    pub(super) fn next(&self) -> Option<Record> {
        loop {
            let head = self.counter(HEAD).load(Ordering::Acquire);
            let tail = self.counter(TAIL).load(Ordering::Relaxed);
            if tail == head {
                return None;
            }
            let mut record = [0; 72];
            self.copy(tail, &mut record);
            let word = |at: usize| {
                let bytes = record.get(at..at + 4).and_then(|b| b.try_into().ok());
                bytes.map_or(0, u32::from_ne_bytes)
            };
            let size = u64::from(word(6) & 0xffff).max(8);
            self.counter(TAIL).store(tail + size, Ordering::Release);
            // PERF_RECORD_SAMPLE: header 8, process and thread 8, length 4, then the tracepoint's fields.
            if word(0) == 9 && word(16) >= 48 {
                let mut name = [0; 16];
                name.copy_from_slice(record.get(40..56).unwrap_or(&[0; 16]));
                let signal = word(28) as i32;
                return Some(Record { signal, name, pid: word(56), sender: word(8) });
            }
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        // SAFETY: the mapping is this value's own, and goes with it.
        unsafe { libc::munmap(self.page.cast(), 2 * PAGE) };
    }
}
