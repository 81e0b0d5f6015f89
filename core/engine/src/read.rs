//! Reading the memory of a process into an event's capture region.
use crate::capture::{Capture, Got, blank};
use crate::event::Event;
use crate::host::{Host, Tid};
use wss_abi::addr::Region;
use wss_abi::ctx::MAX_STRING;
use wss_abi::mem::OutOfMemory;

/// A string is read by this much first: most paths are shorter.
const FIRST_READ: usize = 256;

/// Reads up to `want` bytes; fewer if an unreadable page comes first, which is said in `more`.
pub(crate) fn read_bytes(
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
pub(crate) fn read_string(
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
pub(crate) fn read_vector(
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
