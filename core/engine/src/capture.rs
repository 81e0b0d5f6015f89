//! Captures: reading, once per event, what a call's pointers refer to, and filling a clause's
//! context from it.
//!
//! A null pointer, and one that cannot be read, give slot 0. If the clause decides on a pointer
//! that cannot be read the call is refused instead, with EFAULT; a string too long for the kernel
//! gives ENAMETOOLONG, a vector that exceeds [`MAX_CAPTURE`] E2BIG: what cannot be judged does not
//! run. Slots of `out` shapes are 0 when the call failed or was not run.
use crate::errno::{E2BIG, EFAULT, enametoolong};
use crate::event::{Event, What};
use crate::host::{Errno, Host, Tid};
use crate::read::{read_bytes, read_string, read_vector};
use wss_abi::addr::Region;
use wss_abi::clause::{Len, Shape, Source, Width};
use wss_abi::ctx::MAX_CAPTURE;
use wss_abi::mem::{OutOfMemory, TryVec};
use wss_abi::target::Target;

/// Longest socket address captured.
const SOCKADDR: u32 = 128;

/// How a capture went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Got {
    /// It is there.
    Data,
    /// The pointer is null: nothing to capture.
    Null,
    /// The pointer, or something it leads to, cannot be read.
    Unreadable,
    /// A string without its NUL in [`wss_abi::ctx::MAX_STRING`] bytes.
    TooLong,
    /// A vector that exceeds what an event may capture.
    TooMany,
}

/// One piece of captured memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Capture {
    /// Argument register it was reached through.
    pub(crate) arg: u8,
    /// Its shape.
    pub(crate) shape: Shape,
    /// Captured after the call.
    pub(crate) out: bool,
    /// Address in the process.
    pub(crate) addr: u64,
    /// Bytes asked for, of a shape that has a length.
    pub(crate) want: u32,
    /// Where in the capture buffer it lies.
    pub(crate) offset: u32,
    /// Bytes captured (strings: without NUL; vectors: of the array of addresses).
    pub(crate) len: u32,
    /// There was more.
    pub(crate) more: bool,
    /// How it went.
    pub(crate) got: Got,
    /// Register of the directory descriptor a path is relative to.
    pub(crate) dirfd: Option<u8>,
    /// A wrapper assigned it: it stands for the argument whatever the register says.
    pub(crate) assigned: bool,
    /// Undone on the way out.
    pub(crate) dead: bool,
    /// Some clause decides on it, and the host can hold it: what was judged is what runs.
    pub(crate) held: bool,
}

/// Extends a register from its C width to 64 bits.
#[inline]
pub(crate) fn extend(v: u64, width: Width) -> u64 {
    // Most are a C int.
    if width == Width::I32 {
        return v as i32 as u64;
    }
    match width {
        Width::I32 => v as i32 as u64,
        Width::U32 => u64::from(v as u32),
        Width::I64 | Width::U64 => v,
        Width::I16 => v as i16 as u64,
        Width::U16 => u64::from(v as u16),
        Width::I8 => v as i8 as u64,
        Width::U8 => u64::from(v as u8),
    }
}

/// Bytes that a value of this C width takes.
pub(crate) const fn bytes_of(width: Width) -> usize {
    match width {
        Width::I32 | Width::U32 => 4,
        Width::I64 | Width::U64 => 8,
        Width::I16 | Width::U16 => 2,
        Width::I8 | Width::U8 => 1,
    }
}

/// Why a slot could not be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failed {
    /// The process's memory does not permit it: refuse the call so if the clause decides on it.
    Refuse(Errno),
    /// Memory could not be had.
    OutOfMemory,
}

impl From<OutOfMemory> for Failed {
    fn from(_: OutOfMemory) -> Self {
        Failed::OutOfMemory
    }
}

/// A scalar slot's value; captures are left for [`capture`].
#[inline]
pub(crate) fn scalar(
    event: &mut Event,
    host: &mut dyn Host,
    tid: Tid,
    source: Source,
) -> Result<u64, Failed> {
    match source {
        Source::Absent | Source::Capture { .. } => Ok(0),
        Source::Const(v) => Ok(v),
        Source::Arg { arg, width } => Ok(extend(event.arg(arg), width)),
        Source::Field { .. } => field(event, host, tid, source),
    }
}

/// That of a field of a structure in the process's memory.
#[inline(never)]
fn field(event: &mut Event, host: &mut dyn Host, tid: Tid, source: Source) -> Result<u64, Failed> {
    Ok(match source {
        Source::Absent | Source::Capture { .. } | Source::Const(_) | Source::Arg { .. } => 0,
        Source::Field { arg, offset, width } => {
            let want = bytes_of(width) as u32;
            let shape = Shape::Bytes { len: Len::Const(u32::from(offset)), max: want };
            let base = event.arg(arg);
            if base == 0 {
                return Ok(0);
            }
            let c = match event.find(arg, shape, false, want) {
                Some(c) => c,
                None => {
                    let at = base.wrapping_add(u64::from(offset));
                    let c = read_bytes(event, host, tid, at, want)?;
                    let c = Capture { arg, shape, addr: base, want, ..c };
                    event.captures.try_push(c)?;
                    c
                }
            };
            if c.got != Got::Data || (!c.assigned && c.len < want) {
                return Err(Failed::Refuse(EFAULT));
            }
            // An assigned structure is there as a whole, a captured field alone.
            let within = if c.assigned { usize::from(offset) } else { 0 };
            let start = c.offset as usize + within;
            let raw = event.bytes.get(start..start + bytes_of(width)).unwrap_or(&[]);
            let value = raw.iter().rev().fold(0u64, |v, b| (v << 8) | u64::from(*b));
            extend(value, width)
        }
    })
}

/// Captures what a slot refers to, unless that was done before in this event; `None` for a slot
/// that is no pointer, or that is not there to be captured in this phase.
pub(crate) fn capture(
    event: &mut Event,
    host: &mut dyn Host,
    tid: Tid,
    source: Source,
) -> Result<Option<Capture>, OutOfMemory> {
    let Source::Capture { arg, shape, out, dirfd } = source else { return Ok(None) };
    if out && (event.what != What::Post || !event.ran || event.ret < 0) {
        return Ok(None);
    }
    let want = match shape {
        Shape::Path | Shape::Str | Shape::StrVec => 0,
        Shape::Sockaddr(len) => length(event, host, tid, len).min(SOCKADDR),
        Shape::Bytes { len, max } => length(event, host, tid, len).min(max).min(MAX_CAPTURE),
    };
    if let Some(c) = event.find(arg, shape, out, want) {
        return Ok(Some(c));
    }
    let addr = event.arg(arg);
    let c = if addr == 0 {
        blank(Got::Null)
    } else {
        match shape {
            Shape::Path | Shape::Str => read_string(event, host, tid, addr)?,
            Shape::StrVec => read_vector(event, host, tid, addr)?,
            Shape::Sockaddr(len) | Shape::Bytes { len, .. } => {
                let c = read_bytes(event, host, tid, addr, want)?;
                let all = length(event, host, tid, len);
                Capture { more: all > want, ..c }
            }
        }
    };
    let c = Capture { arg, shape, out, addr, want, dirfd, ..c };
    event.captures.try_push(c)?;
    Ok(Some(c))
}

/// The errno with which a call is refused whose deciding slot was captured so.
pub(crate) fn refusal(c: &Capture, target: Target) -> Option<Errno> {
    match c.got {
        Got::Data | Got::Null => None,
        Got::Unreadable => Some(EFAULT),
        Got::TooLong => Some(enametoolong(target)),
        Got::TooMany => Some(E2BIG),
    }
}

/// What a slot holds for a capture: the address in the capture region, or 0.
pub(crate) fn slot(c: &Capture) -> (u64, u32) {
    match c.got {
        Got::Data | Got::TooLong | Got::TooMany => (Region::Capture.at(c.offset), c.len),
        Got::Null | Got::Unreadable => (0, 0),
    }
}

pub(crate) fn blank(got: Got) -> Capture {
    Capture {
        arg: 0,
        shape: Shape::Str,
        out: false,
        addr: 0,
        want: 0,
        offset: 0,
        len: 0,
        more: false,
        got,
        dirfd: None,
        assigned: false,
        dead: false,
        held: false,
    }
}

/// Whether the memory that the event's captures were taken from holds the same now. `scratch` is an
/// event to capture it in.
pub(crate) fn unchanged(
    event: &Event,
    scratch: &mut Event,
    host: &mut dyn Host,
    tid: Tid,
) -> Result<bool, OutOfMemory> {
    for c in event.captures.iter().filter(|c| !c.assigned && !c.out && c.got != Got::Null) {
        scratch.bytes.truncate(0);
        let now = match c.shape {
            Shape::Path | Shape::Str => read_string(scratch, host, tid, c.addr)?,
            Shape::StrVec => read_vector(scratch, host, tid, c.addr)?,
            Shape::Sockaddr(_) | Shape::Bytes { .. } => {
                read_bytes(scratch, host, tid, c.addr, c.want)?
            }
        };
        let same = match c.shape {
            Shape::StrVec => event.strings(c).eq(scratch.strings(&now)),
            _ => event.piece(c) == scratch.piece(&now),
        };
        if now.got != c.got || !same {
            return Ok(false);
        }
    }
    Ok(true)
}

fn length(event: &Event, host: &mut dyn Host, tid: Tid, len: Len) -> u32 {
    let bound = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    match len {
        Len::Const(n) => n,
        Len::Arg { arg, scale } => bound(event.arg(arg).saturating_mul(u64::from(scale))),
        Len::ArgPtr { arg } => {
            let mut raw = [0; 4];
            match host.read(tid, event.arg(arg), &mut raw) {
                Ok(4) => u32::from_le_bytes(raw),
                _ => 0,
            }
        }
        Len::Result { scale } => bound((event.ret.max(0) as u64).saturating_mul(u64::from(scale))),
    }
}
