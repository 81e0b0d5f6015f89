//! Records in bytes, as a listener reads them from the control device: a stream of frames, each a
//! length (`u32`) and a record. Both sides treat what they read as hostile.
use super::{Event, Kind, Record, Subject, Value};
use crate::ctx::MAX_CAPTURE;
use crate::mem::OutOfMemory;
use crate::object::limit;
use crate::target::Target;
use crate::verdict::Verdict;
use crate::wire::{Reader, WireError, Writer};
use alloc::vec::Vec;

/// Longest record, without the length before it.
pub const MAX_RECORD: usize = 128 << 10;

/// Longest path of a program, in UTF-8 with every byte replaced.
const PROGRAM: usize = 3 * 4096;
/// Most parameters of an event, and most strings of a vector.
const PARAMS: usize = 64;
const STRINGS: usize = 1 << 14;
const CAPTURE: usize = MAX_CAPTURE as usize;

const KINDS: [Kind; 8] = [
    Kind::Audit,
    Kind::Violation,
    Kind::Verdict,
    Kind::Fault,
    Kind::Activate,
    Kind::Deactivate,
    Kind::Host,
    Kind::Lost,
];

/// Names of life-cycle events, by the number that stands for each.
const LIFE: [&str; 6] = ["activate", "deactivate", "fork", "exec", "exit", "signal"];

const PERMISSIVE: u8 = 1;
const UNLOCKED: u8 = 2;

impl Record {
    /// The record as a frame: length and content. A life-cycle event of a name that is not WDL's
    /// is left out.
    pub fn encode(&self) -> Result<Vec<u8>, OutOfMemory> {
        let mut w = Writer::new();
        w.u64(self.seq);
        w.u64(self.time);
        w.u8(self.kind as u8);
        w.u8(u8::from(self.permissive) | u8::from(self.unlocked) << 1);
        w.u32(self.verdict.code());
        w.bytes(self.wrapper.as_bytes());
        w.u8(u8::from(self.clause.is_some()));
        if let Some((label, line)) = &self.clause {
            w.bytes(label.as_bytes());
            w.u32(*line);
        }
        let s = &self.subject;
        for id in [s.pid, s.tid, s.uid, s.jail] {
            w.u32(id);
        }
        w.bytes(s.program.as_bytes());
        event(&mut w, self.event.as_ref());
        w.bytes(self.message.as_bytes());
        let content = w.finish()?;
        let mut frame = Writer::new();
        frame.bytes(&content);
        frame.finish()
    }

    /// Reads the next frame of a stream.
    pub fn decode(r: &mut Reader<'_>) -> Result<Record, WireError> {
        let len = r.count(MAX_RECORD, "record")?;
        let mut r = Reader::new(r.take(len)?);
        let record = content(&mut r)?;
        match r.is_empty() {
            true => Ok(record),
            false => Err(WireError::Bad("length of a record")),
        }
    }
}

fn event(w: &mut Writer, e: Option<&Event>) {
    match e {
        None => w.u8(0),
        Some(Event::Call { target, nr, post, args, ret, params }) => {
            w.u8(1);
            w.u16(*target as u16);
            w.u32(*nr);
            w.u8(u8::from(*post));
            for a in args {
                w.u64(*a);
            }
            w.u8(u8::from(ret.is_some()));
            if let Some(ret) = ret {
                w.u64(*ret as u64);
            }
            w.list(params, |w, (n, v)| {
                w.u8(*n);
                value(w, v);
            });
        }
        Some(Event::Raised { wrapper, name, params }) => {
            w.u8(2);
            w.bytes(wrapper.as_bytes());
            w.bytes(name.as_bytes());
            w.list(params, |w, (n, v)| {
                w.bytes(n.as_bytes());
                value(w, v);
            });
        }
        Some(Event::Life(name)) => match (0u8..).zip(LIFE).find(|(_, l)| l == name) {
            Some((n, _)) => {
                w.u8(3);
                w.u8(n);
            }
            None => w.u8(0),
        },
    }
}

fn value(w: &mut Writer, v: &Value) {
    match v {
        Value::Scalar(n) => {
            w.u8(0);
            w.u64(*n);
        }
        Value::Bytes(at, bytes, more) => {
            w.u8(1);
            w.u64(*at);
            w.bytes(bytes);
            w.u8(u8::from(*more));
        }
        Value::Strings(at, strings, more) => {
            w.u8(2);
            w.u64(*at);
            w.list(strings, |w, s| w.bytes(s));
            w.u8(u8::from(*more));
        }
        Value::Unreadable(at) => {
            w.u8(3);
            w.u64(*at);
        }
    }
}

fn content(r: &mut Reader<'_>) -> Result<Record, WireError> {
    let (seq, time) = (r.u64()?, r.u64()?);
    let kind = KINDS.get(usize::from(r.u8()?)).ok_or(WireError::Bad("kind of a record"))?;
    let flags = r.u8()?;
    if flags & !(PERMISSIVE | UNLOCKED) != 0 {
        return Err(WireError::Bad("flags of a record"));
    }
    Ok(Record {
        seq,
        time,
        kind: *kind,
        permissive: flags & PERMISSIVE != 0,
        unlocked: flags & UNLOCKED != 0,
        verdict: Verdict::from_code(r.u32()?).ok_or(WireError::Bad("verdict"))?,
        wrapper: r.string(limit::NAME, "wrapper name")?,
        clause: match r.bool("clause")? {
            true => Some((r.string(limit::TEXT, "clause label")?, r.u32()?)),
            false => None,
        },
        subject: Subject {
            pid: r.u32()?,
            tid: r.u32()?,
            uid: r.u32()?,
            jail: r.u32()?,
            program: r.string(PROGRAM, "program")?,
        },
        event: read_event(r)?,
        message: r.string(super::MAX_MESSAGE, "message")?,
    })
}

fn read_event(r: &mut Reader<'_>) -> Result<Option<Event>, WireError> {
    Ok(Some(match r.u8()? {
        0 => return Ok(None),
        1 => Event::Call {
            target: Target::from_number(r.u16()?).ok_or(WireError::Bad("target"))?,
            nr: r.u32()?,
            post: r.bool("phase")?,
            args: {
                let mut args = [0; 6];
                for a in &mut args {
                    *a = r.u64()?;
                }
                args
            },
            ret: match r.bool("result")? {
                true => Some(r.u64()? as i64),
                false => None,
            },
            params: r.list(PARAMS, "parameters", |r| Ok((r.u8()?, read_value(r)?)))?,
        },
        2 => Event::Raised {
            wrapper: r.string(limit::NAME, "wrapper name")?,
            name: r.string(limit::NAME, "event name")?,
            params: r.list(PARAMS, "parameters", |r| {
                Ok((r.string(limit::NAME, "parameter name")?, read_value(r)?))
            })?,
        },
        3 => {
            let name = LIFE.get(usize::from(r.u8()?));
            Event::Life(name.ok_or(WireError::Bad("life-cycle event"))?)
        }
        _ => return Err(WireError::Bad("kind of an event")),
    }))
}

fn read_value(r: &mut Reader<'_>) -> Result<Value, WireError> {
    Ok(match r.u8()? {
        0 => Value::Scalar(r.u64()?),
        1 => Value::Bytes(r.u64()?, r.bytes(CAPTURE, "captured bytes")?, r.bool("more")?),
        2 => Value::Strings(
            r.u64()?,
            r.list(STRINGS, "strings", |r| r.bytes(CAPTURE, "string"))?,
            r.bool("more")?,
        ),
        3 => Value::Unreadable(r.u64()?),
        _ => return Err(WireError::Bad("kind of a value")),
    })
}
