//! The audit queue: a bounded ring. When it is full, new records are dropped and counted, their
//! sequence numbers are spent (a gap is loss), and a `Lost` record that says how many goes in as
//! soon as there is room: nothing is lost silently.
//!
//! A concurrent host guards the ring by a lock of its own, the innermost one, held for one push.
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;
use wss_abi::audit::{Event, Kind, Record, Subject, Value};
use wss_abi::mem::{Text, TryVec};
use wss_abi::verdict::Verdict;

/// Records that a queue holds unless told otherwise.
pub const DEFAULT_RECORDS: usize = 8192;
/// Bytes of messages and captured values that a queue holds unless told otherwise.
pub const DEFAULT_BYTES: usize = 16 << 20;

/// The queue.
#[derive(Debug)]
pub(crate) struct Ring {
    slots: Vec<Option<Record>>,
    first: usize,
    len: usize,
    bytes: usize,
    max_records: usize,
    max_bytes: usize,
    next_seq: u64,
    /// Dropped since the last record that went in, and in all.
    dropped: u64,
    dropped_ever: u64,
}

impl Ring {
    pub(crate) fn new(max_records: usize, max_bytes: usize) -> Self {
        Ring {
            slots: Vec::new(),
            first: 0,
            len: 0,
            bytes: 0,
            max_records: max_records.max(2),
            max_bytes,
            next_seq: 0,
            dropped: 0,
            dropped_ever: 0,
        }
    }

    /// Records dropped since the engine began.
    pub(crate) fn dropped_ever(&self) -> u64 {
        self.dropped_ever
    }

    /// Records made since the engine began, dropped ones included.
    pub(crate) fn made(&self) -> u64 {
        self.next_seq
    }

    /// Whether `bytes` more would go in beside a `Lost` record, if one is due.
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        let due = usize::from(self.dropped > 0);
        self.len + due < self.max_records && self.bytes.saturating_add(bytes) <= self.max_bytes
    }

    /// Counts a record that could not be made or taken in.
    pub(crate) fn drop_one(&mut self) {
        self.next_seq += 1;
        self.dropped += 1;
        self.dropped_ever += 1;
    }

    /// Tells a loss that is due and gets memory for one record more: to be called before a record is
    /// made. Records are large, and their maker has the stack of a clause below.
    #[inline(never)]
    pub(crate) fn make_room(&mut self, time: u64) {
        // Without memory the record that follows is dropped and counted.
        if self.dropped > 0 && self.has_room(0) && self.has_place() {
            self.tell_loss(time);
        }
        self.has_place();
    }

    /// Appends `record` (its `seq` is set here), or drops and counts it.
    pub(crate) fn push(&mut self, record: Record) {
        let size = size_of_record(&record);
        if self.dropped > 0 || !self.has_room(size) || !self.store(record, size) {
            self.drop_one();
        }
    }

    #[inline(never)]
    fn tell_loss(&mut self, time: u64) -> bool {
        // At most 20 digits and 31 letters.
        let Ok(mut message) = Text::with_room(64) else { return false };
        let plural = if self.dropped == 1 { "" } else { "s" };
        if write!(message, "{} record{plural} dropped: queue full", self.dropped).is_err() {
            return false;
        }
        let Ok(message) = message.finish() else { return false };
        let lost = Record {
            seq: 0,
            time,
            kind: Kind::Lost,
            wrapper: String::new(),
            clause: None,
            subject: Subject::default(),
            event: None,
            verdict: Verdict::Continue,
            permissive: false,
            unlocked: false,
            message,
        };
        let size = size_of_record(&lost);
        if !self.store(lost, size) {
            return false;
        }
        self.dropped = 0;
        true
    }

    /// Whether there is memory for one record more.
    #[inline(never)]
    fn has_place(&mut self) -> bool {
        if self.len < self.slots.len() {
            return true;
        }
        // Full as far as it has grown: brings the oldest to the front, then grows.
        self.slots.rotate_left(self.first);
        self.first = 0;
        let more = (self.len.max(32)).min(self.max_records - self.len);
        if self.slots.try_reserve(more).is_err() {
            return false;
        }
        for _ in 0..more {
            if self.slots.try_push(None).is_err() {
                return false;
            }
        }
        self.len < self.slots.len()
    }

    #[inline]
    fn store(&mut self, record: Record, size: usize) -> bool {
        if self.len == self.slots.len() {
            return false;
        }
        let at = (self.first + self.len) % self.slots.len().max(1);
        match self.slots.get_mut(at) {
            Some(slot) => *slot = Some(Record { seq: self.next_seq, ..record }),
            None => return false,
        }
        self.next_seq += 1;
        self.len += 1;
        self.bytes += size;
        true
    }

    /// The oldest record.
    #[inline]
    pub(crate) fn pop(&mut self) -> Option<Record> {
        // Most calls leave none.
        if self.len == 0 { None } else { self.pop_first() }
    }

    #[inline(never)]
    fn pop_first(&mut self) -> Option<Record> {
        let record = self.slots.get_mut(self.first)?.take()?;
        self.first = (self.first + 1) % self.slots.len().max(1);
        self.len -= 1;
        self.bytes = self.bytes.saturating_sub(size_of_record(&record));
        Some(record)
    }

    /// Puts the `Lost` record that is due in, now that there may be room and no new record came.
    pub(crate) fn flush_loss(&mut self, time: u64) {
        if self.dropped > 0 && self.len < self.max_records && self.has_place() {
            self.tell_loss(time);
        }
    }
}

fn size_of_value(v: &Value) -> usize {
    match v {
        Value::Scalar(_) | Value::Unreadable(_) => 0,
        Value::Bytes(_, b, _) => b.len(),
        Value::Strings(_, s, _) => s.iter().map(|x| x.len() + 24).sum(),
    }
}

fn size_of_record(r: &Record) -> usize {
    let event = match &r.event {
        Some(Event::Call { params, .. }) => params.iter().map(|(_, v)| 48 + size_of_value(v)).sum(),
        Some(Event::Raised { params, .. }) => {
            params.iter().map(|(n, v)| 64 + n.len() + size_of_value(v)).sum()
        }
        _ => 0usize,
    };
    size_of::<Record>() + r.message.len() + r.wrapper.len() + event
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(r: &mut Ring, record: Record) {
        r.make_room(record.time);
        r.push(record);
    }

    fn record(n: u64) -> Record {
        Record {
            seq: 0,
            time: n,
            kind: Kind::Audit,
            wrapper: String::new(),
            clause: None,
            subject: Subject::default(),
            event: None,
            verdict: Verdict::Continue,
            permissive: false,
            unlocked: false,
            message: String::new(),
        }
    }

    #[test]
    fn a_full_queue_drops_counts_and_tells() {
        let mut r = Ring::new(4, 1 << 20);
        for n in 0..10 {
            push(&mut r, record(n));
        }
        assert_eq!(r.dropped_ever(), 6);
        for n in 0..4 {
            assert_eq!(r.pop().map(|x| (x.seq, x.kind)), Some((n, Kind::Audit)));
        }
        assert_eq!(r.pop(), None);
        push(&mut r, record(10));
        let lost = r.pop();
        assert_eq!(lost.as_ref().map(|x| x.kind), Some(Kind::Lost));
        assert_eq!(lost.as_ref().map(|x| x.seq), Some(10));
        assert_eq!(lost.map(|x| x.message), Some("6 records dropped: queue full".into()));
        assert_eq!(r.pop().map(|x| (x.seq, x.time)), Some((11, 10)));
    }

    #[test]
    fn bytes_are_bounded_too() {
        let mut r = Ring::new(1000, 4096);
        let mut big = record(0);
        big.message = core::iter::repeat_n('x', 5000).collect();
        push(&mut r, big);
        assert_eq!(r.pop(), None);
        assert_eq!(r.dropped_ever(), 1);
        r.flush_loss(1);
        assert_eq!(r.pop().map(|x| x.kind), Some(Kind::Lost));
    }

    #[test]
    fn wraps_around_in_order() {
        let mut r = Ring::new(64, 1 << 20);
        let mut expect = 0;
        for n in 0..500 {
            push(&mut r, record(n));
            if n % 3 != 0 {
                assert_eq!(r.pop().map(|x| x.time), Some(expect));
                expect += 1;
            }
            if n % 100 == 99 {
                while let Some(x) = r.pop() {
                    assert_eq!(x.time, expect);
                    expect += 1;
                }
            }
        }
    }
}
