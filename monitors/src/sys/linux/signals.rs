//! Who sends a signal to whom, at the moment it is sent: the tracepoint `signal:signal_generate`, by
//! perf_event_open(2), with a filter that the kernel applies. Takes `CAP_PERFMON` (root). By the same way, who freezes
//! whose control group: `cgroup:cgroup_freeze`.
//!
//! It is told on the sender's processor before kill(2) returns, so a witness hears of SIGKILL before its
//! victim is dead, and of SIGSTOP at all.
use super::check;
use std::ffi::CStr;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicU64, Ordering};

/// What a tracepoint told.
pub(super) enum Record {
    /// A signal is being sent.
    Signal {
        signal: i32,
        /// Name of the receiving process (`PR_SET_NAME`).
        name: [u8; 16],
        /// Its number in the first PID namespace.
        pid: u32,
        sender: u32,
    },
    /// A control group is being frozen.
    Freeze {
        /// Its path in the hierarchy.
        group: String,
        sender: u32,
    },
}

/// What one processor reports: a descriptor, and the page of records that it shares with the kernel.
pub(super) struct Channel {
    fd: OwnedFd,
    page: *mut u8,
    /// The number of the tracepoint of signals, and what else is told here.
    signals: u32,
    _more: Option<OwnedFd>,
}

/// An event for each time that a processor comes by a tracepoint and `filter` lets it through.
fn event(id: u32, cpu: usize, filter: &CStr) -> io::Result<OwnedFd> {
    const TRACEPOINT: u64 = 2; // PERF_TYPE_TRACEPOINT
    const SAMPLE: u64 = 1 << 1 | 1 << 10; // PERF_SAMPLE_TID, PERF_SAMPLE_RAW
    const SET_FILTER: libc::c_ulong = 0x4008_2406; // PERF_EVENT_IOC_SET_FILTER
    const CLOSE_ON_EXEC: libc::c_ulong = 8; // PERF_FLAG_FD_CLOEXEC
    // struct perf_event_attr, first version, 64 bytes: type, size; config; sample_period; sample_type;
    // read_format; flags; wakeup_events.
    let attr: [u64; 8] = [TRACEPOINT | 64 << 32, id.into(), 1, SAMPLE, 0, 0, 1, 0];
    let (attr, cpu) = (attr.as_ptr(), cpu as libc::c_int);
    // SAFETY: the structure says its own size and is only read; the descriptor is checked and new; the filter is a
    // string with its end.
    unsafe {
        let fd = libc::syscall(libc::SYS_perf_event_open, attr, -1, cpu, -1, CLOSE_ON_EXEC);
        let fd = OwnedFd::from_raw_fd(check(fd)? as RawFd);
        check(libc::ioctl(fd.as_raw_fd(), SET_FILTER, filter.as_ptr()).into())?;
        Ok(fd)
    }
}

/// Size of the control page, and of the one with the records.
const PAGE: usize = 4096;
/// Most bytes of a record that are looked at.
const RECORD: usize = 512;
/// Offsets of `data_head` and `data_tail` in `struct perf_event_mmap_page`.
const HEAD: usize = 1024;
const TAIL: usize = 1032;

impl Channel {
    /// Hears what the first filter lets through of the signals that are sent on a processor, and the other one of the
    /// control groups that are frozen there, if that can be had.
    pub(super) fn open(
        cpu: usize,
        (signals, filter): (u32, &CStr),
        freezes: Option<(u32, &CStr)>,
    ) -> io::Result<Self> {
        const SET_OUTPUT: libc::c_ulong = 0x2405; // PERF_EVENT_IOC_SET_OUTPUT
        let fd = event(signals, cpu, filter)?;
        let rights = libc::PROT_READ | libc::PROT_WRITE;
        let null = std::ptr::null_mut();
        // SAFETY: the mapping is of two pages, as it is used, and is checked.
        let page =
            unsafe { libc::mmap(null, 2 * PAGE, rights, libc::MAP_SHARED, fd.as_raw_fd(), 0) };
        if page == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        let more = freezes.and_then(|(id, filter)| event(id, cpu, filter).ok());
        // SAFETY: two descriptors.
        let joined = |more: &OwnedFd| unsafe {
            libc::ioctl(more.as_raw_fd(), SET_OUTPUT, fd.as_raw_fd()) == 0
        };
        let more = more.filter(joined);
        Ok(Self { fd, page: page.cast(), signals, _more: more })
    }

    pub(super) fn event(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
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
            let mut head = [0; 8];
            self.copy(tail, &mut head);
            let size = u16::from_ne_bytes([head[6], head[7]]).max(8);
            let mut record = [0; RECORD];
            let known = usize::from(size).min(RECORD);
            self.copy(tail, record.get_mut(..known).unwrap_or_default());
            self.counter(TAIL).store(tail + u64::from(size), Ordering::Release);
            if let Some(record) = self.decode(record.get(..known).unwrap_or_default()) {
                return Some(record);
            }
        }
    }

    /// From `PERF_RECORD_SAMPLE`: header 8, process and thread 8, length 4, then the tracepoint's fields.
    fn decode(&self, record: &[u8]) -> Option<Record> {
        let word = |at: usize| {
            let bytes = record.get(at..at + 4).and_then(|b| b.try_into().ok());
            bytes.map_or(0, u32::from_ne_bytes)
        };
        if word(0) != 9 {
            return None;
        }
        let (kind, sender) = (word(20) & 0xffff, word(8));
        if kind == self.signals & 0xffff {
            let name = record.get(40..56)?.try_into().ok()?;
            return Some(Record::Signal { signal: word(28) as i32, name, pid: word(56), sender });
        }
        // A string's offset from the fields' beginning, and its length with its end.
        let (at, length) = (20 + (word(44) & 0xffff) as usize, (word(44) >> 16) as usize);
        let group = record.get(at..at + length.checked_sub(1)?)?;
        Some(Record::Freeze { group: String::from_utf8_lossy(group).into_owned(), sender })
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        // SAFETY: the mapping is this value's own, and goes with it.
        unsafe { libc::munmap(self.page.cast(), 2 * PAGE) };
    }
}
