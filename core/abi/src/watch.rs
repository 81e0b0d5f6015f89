//! Watching processes on FreeBSD: the mirror of `kmod/include/wss_watch.h`, which says what everything
//! means, and records as they are read. A test compares the two by way of the C compiler.
use crate::device::{IN, OUT, command};
use crate::mem::{OutOfMemory, TryVec};
use alloc::vec::Vec;

/// Version of this interface.
pub const ABI: u32 = 1;
/// Path of the device.
pub const PATH: &str = "/dev/wsswatch";

/// What is told, and what a record tells of.
#[allow(missing_docs)]
pub mod event {
    pub const EXEC: u32 = 0x0001;
    pub const FORK: u32 = 0x0002;
    pub const EXIT: u32 = 0x0004;
    pub const CALL: u32 = 0x0008;
    pub const LOST: u32 = 0x0010;
    /// Children are watched like their parent.
    pub const FOLLOW: u32 = 0x0100;
}

/// Flags of a record.
#[allow(missing_docs)]
pub mod flag {
    pub const HIDDEN: u16 = 0x0001;
    pub const NOENV: u16 = 0x0002;
    pub const CUT: u16 = 0x0004;
    pub const FAULT: u16 = 0x0008;
    pub const UNFOLLOWED: u16 = 0x0010;
    pub const FOREIGN: u16 = 0x0020;
}

/// Bounds.
#[allow(missing_docs)]
pub mod limit {
    pub const ARGS: usize = 32768;
    pub const PATH: usize = 1024;
    pub const RECORD: usize = 34304;
    pub const QUEUE: usize = 262_144;
    pub const OBJECT: usize = 65536;
    pub const BUDGET: u64 = 16384;
    pub const STEPS: u64 = 32768;
    pub const OPENS: usize = 1024;
    pub const WATCHES: usize = 16384;
    pub const SHARE: usize = 16;
    pub const MEMORY: usize = 16 << 20;
    pub const JAIL: usize = 4;
}

/// Classes of system calls: the tags of WDL, class n being bit n of `wss_watch.calls`.
pub const CLASSES: [&str; 32] = [
    "file",
    "path",
    "fd",
    "open",
    "read",
    "write",
    "meta",
    "attr",
    "dir",
    "net",
    "process",
    "fork",
    "exec",
    "exit",
    "memory",
    "ipc",
    "signal",
    "time",
    "id",
    "sched",
    "poll",
    "mount",
    "module",
    "privileged",
    "system",
    "aio",
    "trace",
    "jail",
    "capsicum",
    "audit",
    "mac",
    "obsolete",
];

/// The bit of a class.
pub fn class(name: &str) -> Option<u32> {
    CLASSES.iter().position(|c| *c == name).map(|n| 1 << n)
}

/// `struct wss_watch`.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
#[allow(missing_docs)]
pub struct Watch {
    pub abi: u32,
    pub pid: u32,
    pub flags: u32,
    pub calls: u32,
    pub udata: u64,
}

/// `struct wss_watch_condition`.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
#[allow(missing_docs)]
pub struct Condition {
    pub abi: u32,
    pub spare: u32,
    pub object: u64,
    pub len: u64,
}

/// `struct wss_watch_status`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
#[allow(missing_docs)]
pub struct Status {
    pub abi: u32,
    pub watched: u32,
    pub waiting: u64,
    pub told: u64,
    pub lost: u64,
    pub denied: u64,
    pub faults: u64,
}

/// `WSSIOC_WATCH`.
pub const IOC_WATCH: u64 = command(IN, 32, size_of::<Watch>());
/// `WSSIOC_UNWATCH`.
pub const IOC_UNWATCH: u64 = command(IN, 33, size_of::<u32>());
/// `WSSIOC_CONDITION`.
pub const IOC_CONDITION: u64 = command(IN, 34, size_of::<Condition>());
/// `WSSIOC_WATCHED`.
pub const IOC_WATCHED: u64 = command(OUT, 35, size_of::<Status>());

/// Bytes of a record's fixed part, `struct wss_watch_record`.
pub const FIXED: usize = 96;

/// Where the fields of `struct wss_watch_record` lie.
#[allow(missing_docs)]
pub mod at {
    pub const LEN: usize = 0;
    pub const EVENT: usize = 4;
    pub const FLAGS: usize = 6;
    pub const SEQ: usize = 8;
    pub const TIME: usize = 16;
    pub const UDATA: usize = 24;
    pub const PID: usize = 32;
    pub const TID: usize = 36;
    pub const IS: usize = 40;
}

/// What a record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What<'a> {
    /// Another program.
    Exec(Exec<'a>),
    /// A child, which has not run yet.
    Fork {
        /// Its process id.
        child: u32,
    },
    /// The end.
    Exit {
        /// As of wait(2).
        status: u32,
    },
    /// A system call, at its entry.
    Call {
        /// Its native number.
        nr: u32,
        /// As in registers.
        args: [u64; 6],
    },
    /// Events for which there was no room.
    Lost(u64),
}

/// An exec.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exec<'a> {
    /// Arguments there are.
    pub argc: u32,
    /// Bytes that they take, each with its NUL.
    pub args_bytes: u32,
    /// Environment strings.
    pub envc: u32,
    /// Bytes that they take, each with its NUL.
    pub env_bytes: u32,
    /// Path of the image, without NUL.
    pub path: &'a [u8],
    /// The arguments, each with its NUL; see [`Exec::arguments`].
    pub args: &'a [u8],
}

impl<'a> Exec<'a> {
    /// The arguments that the record holds, one by one; the last one may be cut ([`flag::CUT`]).
    pub fn arguments(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let args = self.args.strip_suffix(&[0]);
        args.into_iter().flat_map(|a| a.split(|b| *b == 0))
    }
}

/// A record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Counts the events of one open, lost ones too.
    pub seq: u64,
    /// Nanoseconds since the epoch.
    pub time: u64,
    /// Of the watch.
    pub udata: u64,
    /// Whose event it is.
    pub pid: u32,
    /// Its thread; 0: none in particular.
    pub tid: u32,
    /// Bits of [`flag`].
    pub flags: u16,
    /// What happened.
    pub what: What<'a>,
}

impl<'a> Record<'a> {
    /// The first record of what was read, and what follows it. `None`: no whole record is there.
    pub fn parse(bytes: &'a [u8]) -> Option<(Record<'a>, &'a [u8])> {
        let len = u32_at(bytes, at::LEN)? as usize;
        let (own, rest) = bytes.split_at_checked(len)?;
        let (fixed, strings) = own.split_at_checked(FIXED)?;
        let what = match u32::from(u16_at(fixed, at::EVENT)?) {
            event::EXEC => What::Exec(exec(fixed, strings)?),
            event::FORK => What::Fork { child: u32_at(fixed, at::IS)? },
            event::EXIT => What::Exit { status: u32_at(fixed, at::IS)? },
            event::CALL => {
                let mut args = [0; 6];
                for (n, arg) in args.iter_mut().enumerate() {
                    *arg = u64_at(fixed, at::IS + 8 + 8 * n)?;
                }
                What::Call { nr: u32_at(fixed, at::IS)?, args }
            }
            event::LOST => What::Lost(u64_at(fixed, at::IS)?),
            _ => return None,
        };
        let record = Record {
            seq: u64_at(fixed, at::SEQ)?,
            time: u64_at(fixed, at::TIME)?,
            udata: u64_at(fixed, at::UDATA)?,
            pid: u32_at(fixed, at::PID)?,
            tid: u32_at(fixed, at::TID)?,
            flags: u16_at(fixed, at::FLAGS)?,
            what,
        };
        Some((record, rest))
    }

    /// The record as it is read.
    pub fn encode(&self) -> Result<Vec<u8>, OutOfMemory> {
        let mut all = Vec::new();
        let (mut path, mut args): (&[u8], &[u8]) = (&[], &[]);
        let mut body = [0u64; 7];
        let pair = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
        let kind = match self.what {
            What::Exec(e) => {
                (path, args) = (e.path, e.args);
                let room = if path.is_empty() { 0 } else { path.len() as u32 + 1 };
                let [a, b, c, ..] = &mut body;
                (*a, *b) = (pair(e.argc, e.args_bytes), pair(args.len() as u32, e.envc));
                *c = pair(e.env_bytes, room);
                event::EXEC
            }
            What::Fork { child } => {
                body = [child.into(), 0, 0, 0, 0, 0, 0];
                event::FORK
            }
            What::Exit { status } => {
                body = [status.into(), 0, 0, 0, 0, 0, 0];
                event::EXIT
            }
            What::Call { nr, args: [a, b, c, d, e, f] } => {
                body = [nr.into(), a, b, c, d, e, f];
                event::CALL
            }
            What::Lost(n) => {
                body = [n, 0, 0, 0, 0, 0, 0];
                event::LOST
            }
        };
        let nul = usize::from(!path.is_empty());
        let len = (FIXED + path.len() + nul + args.len()).next_multiple_of(8);
        all.try_reserve_exact(len).map_err(|_| OutOfMemory)?;
        let head = u64::from(kind as u16) << 32 | u64::from(self.flags) << 48 | len as u64;
        let words = [head, self.seq, self.time, self.udata, pair(self.pid, self.tid)];
        for word in words.iter().chain(&body) {
            all.try_extend(&word.to_le_bytes())?;
        }
        all.try_extend(path)?;
        if nul != 0 {
            all.try_push(0)?;
        }
        all.try_extend(args)?;
        while all.len() < len {
            all.try_push(0)?;
        }
        Ok(all)
    }
}

fn exec<'a>(fixed: &[u8], strings: &'a [u8]) -> Option<Exec<'a>> {
    let word = |n: usize| u32_at(fixed, at::IS + 4 * n);
    let (path, rest) = strings.split_at_checked(word(5)? as usize)?;
    Some(Exec {
        argc: word(0)?,
        args_bytes: word(1)?,
        envc: word(3)?,
        env_bytes: word(4)?,
        path: path.strip_suffix(&[0]).unwrap_or(path),
        args: rest.get(..word(2)? as usize)?,
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|b| u16::from_le_bytes(*b))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|b| u32::from_le_bytes(*b))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|b| u64::from_le_bytes(*b))
}
