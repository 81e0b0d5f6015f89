//! Captures: reading, once per event, what a call's pointers refer to, and filling a clause's
//! context from it.
//!
//! A null pointer, and one that cannot be read, give slot 0. If the clause decides on a pointer
//! that cannot be read the call is refused instead, with EFAULT; a string too long for the kernel
//! gives ENAMETOOLONG, a vector that exceeds [`MAX_CAPTURE`] E2BIG: what cannot be judged does not
//! run. Slots of `out` shapes are 0 when the call failed or was not run.
use crate::errno::{E2BIG, EFAULT, enametoolong};
use crate::event::{Capture, Event, Got, What};
use crate::host::{Errno, Host, Tid};
use wss_abi::addr::Region;
use wss_abi::clause::{Len, Shape, Source, Width};
use wss_abi::ctx::{MAX_CAPTURE, MAX_STRING};
use wss_abi::mem::{OutOfMemory, TryVec};
use wss_abi::target::Target;

/// Longest socket address captured.
const SOCKADDR: u32 = 128;
/// A string is read by this much first: most paths are shorter.
const FIRST_READ: usize = 256;

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

/// Reads up to `want` bytes; fewer if an unreadable page comes first, which is said in `more`.
fn read_bytes(
    event: &mut Event,
    host: &mut dyn Host,
    tid: Tid,
    addr: u64,
    want: u32,
) -> Result<Capture, OutOfMemory> {
    let want = (want as usize).min(event.room());
    let start = event.reserve(want)?;
    let into = event.bytes.get_mut(start..).unwrap_or(&mut []);
    let got = if want == 0 { Ok(0) } else { host.read(tid, addr, into) };
    Ok(match got {
        Ok(n) if n == want => Capture { offset: start as u32, len: n as u32, ..blank(Got::Data) },
        // A buffer of which a part cannot be read would make the call fail, or transfer less; a
        // clause that decides on it must not judge the part.
        _ => {
            event.bytes.truncate(start);
            blank(Got::Unreadable)
        }
    })
}

/// Reads a string into the buffer, with its NUL.
fn read_string(
    event: &mut Event,
    host: &mut dyn Host,
    tid: Tid,
    addr: u64,
) -> Result<Capture, OutOfMemory> {
    let room = event.room().saturating_sub(8).min(MAX_STRING as usize);
    let (start, mut len) = (event.reserve(0)?, 0usize);
    let end = loop {
        // The first read is short; the second takes all that a string may be.
        let chunk = if len == 0 { FIRST_READ.min(room) } else { room - len };
        if chunk == 0 {
            break if room < MAX_STRING as usize { Got::TooMany } else { Got::TooLong };
        }
        event.bytes.try_grow(start + len + chunk)?;
        let into = event.bytes.get_mut(start + len..start + len + chunk).unwrap_or(&mut []);
        let n = match host.read(tid, addr.wrapping_add(len as u64), into) {
            Ok(n) => n.min(chunk),
            Err(_) => 0,
        };
        if let Some(nul) = into.iter().take(n).position(|b| *b == 0) {
            len += nul;
            break Got::Data;
        }
        len += n;
        if n < chunk {
            break Got::Unreadable;
        }
    };
    let capture = match end {
        Got::Unreadable => {
            event.bytes.truncate(start);
            return Ok(blank(Got::Unreadable));
        }
        Got::Data => Capture { offset: start as u32, len: len as u32, ..blank(Got::Data) },
        // Cut: the last byte makes room for a NUL.
        got => {
            len = len.saturating_sub(1);
            Capture { offset: start as u32, len: len as u32, more: true, ..blank(got) }
        }
    };
    event.bytes.truncate(start + len);
    event.bytes.try_grow(start + len + 1)?;
    Ok(capture)
}

/// Reads a null-terminated vector of strings: an array of addresses in the capture region, ended
/// by 0, then the strings.
fn read_vector(
    event: &mut Event,
    host: &mut dyn Host,
    tid: Tid,
    addr: u64,
) -> Result<Capture, OutOfMemory> {
    // First the pointers, by blocks, into the place where the addresses will stand.
    let start = event.reserve(0)?;
    let mut count = 0usize;
    let mut got = Got::Data;
    'vector: loop {
        let block = 64.min((event.room() / 8).saturating_sub(1));
        if block == 0 {
            got = Got::TooMany;
            break;
        }
        let at = start + count * 8;
        event.bytes.try_grow(at + block * 8)?;
        let into = event.bytes.get_mut(at..at + block * 8).unwrap_or(&mut []);
        let from = addr.wrapping_add(count as u64 * 8);
        let n = host.read(tid, from, into).unwrap_or(0).min(block * 8) / 8;
        let (words, _) = into.as_chunks::<8>();
        for w in words.iter().take(n) {
            if u64::from_le_bytes(*w) == 0 {
                break 'vector;
            }
            count += 1;
        }
        if n < block {
            event.bytes.truncate(start);
            return Ok(blank(Got::Unreadable));
        }
    }
    event.bytes.truncate(start + count * 8);
    let end = event.reserve(8)?;
    // Then each string, its address over its pointer.
    for n in 0..count {
        let at = start + n * 8;
        let raw = event.bytes.get(at..at + 8).and_then(|b| b.first_chunk()).copied();
        let pointer = raw.map_or(0, u64::from_le_bytes);
        let s = read_string(event, host, tid, pointer)?;
        match s.got {
            Got::Data => {}
            Got::Unreadable => {
                event.bytes.truncate(start);
                return Ok(blank(Got::Unreadable));
            }
            _ => got = Got::TooMany,
        }
        if let Some(to) = event.bytes.get_mut(at..at + 8) {
            to.copy_from_slice(&Region::Capture.at(s.offset).to_le_bytes());
        }
        if got == Got::TooMany {
            // What did not fit is cut off: the array ends here.
            if let Some(to) = event.bytes.get_mut(at + 8..end + 8).filter(|t| t.len() >= 8) {
                to.fill(0);
            }
            count = n + 1;
            break;
        }
    }
    let more = got == Got::TooMany;
    Ok(Capture { offset: start as u32, len: count as u32 * 8, more, ..blank(got) })
}
