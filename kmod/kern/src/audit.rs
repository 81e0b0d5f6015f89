//! Audit delivery: from the engine's queue to those who read the device. Each reader has a bounded
//! queue of its own and loses what it does not read in time, which it is told by a record of kind
//! `Lost`: it never makes a wrapped process wait. While there is no reader, records stay in the
//! engine's queue, so that the first one to come learns what happened before.
use crate::ffi::dev;
use crate::state::State;
use alloc::string::String;
use alloc::vec::Vec;
use core::ffi::c_void;
use core::fmt::Write as _;
use wss_abi::audit::{Kind, MAX_RECORD, Record, Subject};
use wss_abi::mem::{OutOfMemory, Text, TryVec, try_string};
use wss_abi::verdict::Verdict;

/// Most readers at a time.
pub const MAX_READERS: usize = 64;
/// Least bytes of a reader's queue: the longest record and a `Lost` beside it.
const MIN_BYTES: usize = MAX_RECORD + 1024;

/// The readers' queues.
#[derive(Debug)]
pub struct Readers {
    all: Vec<Reader>,
    next: u64,
    max_bytes: usize,
    unread: u64,
}

/// The C half's side of a reader, for waking it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle(pub *mut c_void);

// SAFETY: never dereferenced here; the C half locks what is behind it.
unsafe impl Send for Handle {}

#[derive(Debug)]
struct Reader {
    id: u64,
    at: Handle,
    /// Only records of this wrapper.
    wrapper: Option<String>,
    queue: Queue,
}

/// Frames that wait for a reader, one after the other.
#[derive(Debug, Default)]
struct Queue {
    bytes: Vec<u8>,
    /// What is before is read.
    from: usize,
    /// Lost since the reader was last told; sequence number and time of the last one.
    lost: u64,
    last: (u64, u64),
}

/// Why there is no subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscribeError {
    /// [`MAX_READERS`] are there.
    TooMany,
    /// Memory could not be had.
    OutOfMemory,
}

impl From<OutOfMemory> for SubscribeError {
    fn from(_: OutOfMemory) -> Self {
        SubscribeError::OutOfMemory
    }
}

impl Readers {
    /// No readers; each will have room for so many bytes.
    pub fn new(max_bytes: usize) -> Readers {
        Readers { all: Vec::new(), next: 1, max_bytes: max_bytes.max(MIN_BYTES), unread: 0 }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Records that readers lost so far.
    pub fn unread(&self) -> u64 {
        self.unread
    }

    /// Adds a reader of a wrapper's records, or of all (an empty name); its id.
    pub fn subscribe(&mut self, at: Handle, wrapper: &str) -> Result<u64, SubscribeError> {
        if self.all.len() >= MAX_READERS {
            return Err(SubscribeError::TooMany);
        }
        let wrapper = if wrapper.is_empty() { None } else { Some(try_string(wrapper)?) };
        let id = self.next;
        self.all.try_push(Reader { id, at, wrapper, queue: Queue::default() })?;
        self.next += 1;
        Ok(id)
    }

    /// Forgets a reader and what waits for it.
    pub fn unsubscribe(&mut self, id: u64) {
        self.all.retain(|r| r.id != id);
    }

    /// Takes as many whole frames of a reader as fit `to`: their bytes, and how many wait still.
    /// `None`: not even the first fits, or there is no such reader.
    pub fn take(&mut self, id: u64, to: &mut [u8]) -> Option<(usize, usize)> {
        let max = self.max_bytes;
        let reader = self.all.iter_mut().find(|r| r.id == id)?;
        let taken = reader.queue.take(to)?;
        // The reader has room again, even if no record comes for a while.
        let _ = reader.queue.tell_loss(max);
        Some((taken, reader.queue.waiting()))
    }

    /// Gives a record to every reader that wants it; calls `woken` with those that got it and how
    /// many bytes wait for them now.
    pub fn offer(&mut self, record: &Record, mut woken: impl FnMut(Handle, usize)) {
        let frame = record.encode();
        for reader in &mut self.all {
            if reader.wrapper.as_ref().is_some_and(|w| *w != record.wrapper) {
                continue;
            }
            let told = match &frame {
                Ok(f) if f.len() <= MAX_RECORD => reader.queue.push(f, self.max_bytes),
                _ => false,
            };
            if !told {
                self.unread += 1;
                reader.queue.lost += 1;
                reader.queue.last = (record.seq, record.time);
            }
            woken(reader.at, reader.queue.waiting());
        }
    }
}

impl Queue {
    fn waiting(&self) -> usize {
        self.bytes.len().saturating_sub(self.from)
    }

    /// Appends a frame, and before it what is to be said of lost ones; whether it went in.
    fn push(&mut self, frame: &[u8], max: usize) -> bool {
        self.tell_loss(max.saturating_sub(frame.len())) && self.append(frame, max)
    }

    fn append(&mut self, frame: &[u8], max: usize) -> bool {
        if self.waiting().saturating_add(frame.len()) > max {
            return false;
        }
        if self.from > 0 && self.bytes.len().saturating_add(frame.len()) > self.bytes.capacity() {
            self.bytes.copy_within(self.from.., 0);
            self.bytes.truncate(self.bytes.len() - self.from);
            self.from = 0;
        }
        self.bytes.try_extend(frame).is_ok()
    }

    /// Says what was lost, if anything was; whether nothing remains to be said.
    fn tell_loss(&mut self, max: usize) -> bool {
        if self.lost == 0 {
            return true;
        }
        let told = match lost(self.lost, self.last) {
            Ok(frame) => self.append(&frame, max),
            Err(OutOfMemory) => false,
        };
        if told {
            self.lost = 0;
        }
        told
    }

    /// Moves whole frames; `None` if the first doesn't fit.
    fn take(&mut self, to: &mut [u8]) -> Option<usize> {
        let waiting = self.bytes.get(self.from..)?;
        let mut end = 0;
        while let Some(head) = waiting.get(end..).and_then(|w| w.first_chunk::<4>()) {
            let next = end + 4 + u32::from_le_bytes(*head) as usize;
            if next > to.len() {
                break;
            }
            end = next;
        }
        if end == 0 && !waiting.is_empty() {
            return None;
        }
        to.get_mut(..end)?.copy_from_slice(waiting.get(..end)?);
        self.from += end;
        if self.from >= self.bytes.len() {
            self.bytes.clear();
            self.from = 0;
        }
        Some(end)
    }
}

/// A record that says how many were lost, the last of them being this one.
fn lost(count: u64, (seq, time): (u64, u64)) -> Result<Vec<u8>, OutOfMemory> {
    let mut message = Text::with_room(64)?;
    let plural = if count == 1 { "" } else { "s" };
    write!(message, "{count} record{plural} not read in time").map_err(|_| OutOfMemory)?;
    let record = Record {
        seq,
        time,
        kind: Kind::Lost,
        wrapper: String::new(),
        clause: None,
        subject: Subject::default(),
        event: None,
        verdict: Verdict::Continue,
        permissive: false,
        unlocked: false,
        message: message.finish()?,
    };
    record.encode()
}

/// Brings what the engine has recorded to the readers. Every event calls it at its end; it costs a
/// look at a counter when nobody reads or nothing is there.
pub fn deliver(state: &mut State) {
    if state.readers.count() == 0 {
        return;
    }
    while let Some(record) = state.engine.pop_record() {
        state.readers.offer(&record, |at, waiting| {
            // SAFETY: the C half ends a subscription, under this lock, before it forgets the reader.
            unsafe { dev::wss_dev_waiting(at.0, waiting) }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wss_abi::wire::Reader as Wire;

    fn record(seq: u64, wrapper: &str, len: usize) -> Record {
        Record {
            seq,
            time: seq,
            kind: Kind::Audit,
            wrapper: wrapper.into(),
            clause: None,
            subject: Subject::default(),
            event: None,
            verdict: Verdict::Continue,
            permissive: false,
            unlocked: false,
            message: "x".repeat(len),
        }
    }

    fn handle() -> Handle {
        Handle(core::ptr::null_mut())
    }

    fn read(readers: &mut Readers, id: u64, room: usize) -> Vec<Record> {
        let mut buf = vec![0; room];
        let (n, _) = readers.take(id, &mut buf).unwrap();
        let mut wire = Wire::new(&buf[..n]);
        let mut all = Vec::new();
        while !wire.is_empty() {
            all.push(Record::decode(&mut wire).unwrap());
        }
        all
    }

    #[test]
    fn whole_records_in_order_and_by_wrapper() {
        let mut readers = Readers::new(0);
        let all = readers.subscribe(handle(), "").unwrap();
        let one = readers.subscribe(handle(), "w").unwrap();
        let mut woken = 0;
        for n in 0..10 {
            let wrapper = if n % 2 == 0 { "v" } else { "w" };
            readers.offer(&record(n, wrapper, 10), |_, waiting| woken += usize::from(waiting > 0));
        }
        assert_eq!(woken, 15);
        let frame = record(0, "w", 10).encode().unwrap().len();
        assert_eq!(readers.take(all, &mut vec![0; frame - 1]), None);
        let first = read(&mut readers, all, 3 * frame + 1);
        assert_eq!(first.iter().map(|r| r.seq).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(read(&mut readers, all, 1 << 16).len(), 7);
        assert_eq!(read(&mut readers, all, 1 << 16).len(), 0);
        let seqs: Vec<_> = read(&mut readers, one, 1 << 16).iter().map(|r| r.seq).collect();
        assert_eq!(seqs, [1, 3, 5, 7, 9]);
        readers.unsubscribe(one);
        assert_eq!(readers.take(one, &mut [0; 64]), None);
    }

    #[test]
    fn a_slow_reader_is_told_what_it_lost() {
        let mut readers = Readers::new(0);
        let id = readers.subscribe(handle(), "").unwrap();
        let mut told = 0;
        for n in 0..1000 {
            readers.offer(&record(n, "w", 4000), |_, _| told += 1);
        }
        let lost = readers.unread();
        assert!(lost > 900 && told == 1000, "{lost} {told}");
        let mut got = 0;
        loop {
            let records = read(&mut readers, id, MAX_RECORD + 4);
            let Some(last) = records.last() else { break };
            got += records.len() as u64;
            if last.kind == Kind::Lost {
                got -= 1;
                assert_eq!(last.message, format!("{lost} records not read in time"));
                assert_eq!(last.seq, 999);
            }
        }
        assert_eq!(got + lost, 1000);
        readers.offer(&record(1000, "w", 1), |_, _| ());
        assert_eq!(read(&mut readers, id, 1 << 16).len(), 1);
    }

    #[test]
    fn a_record_that_no_buffer_takes_is_lost() {
        let mut readers = Readers::new(0);
        let id = readers.subscribe(handle(), "").unwrap();
        readers.offer(&record(0, "w", MAX_RECORD), |_, _| ());
        readers.offer(&record(1, "w", 1), |_, _| ());
        let kinds: Vec<_> = read(&mut readers, id, 1 << 16).iter().map(|r| r.kind).collect();
        assert_eq!(kinds, [Kind::Lost, Kind::Audit]);
    }

    #[test]
    fn readers_are_bounded() {
        let mut readers = Readers::new(0);
        for _ in 0..MAX_READERS {
            readers.subscribe(handle(), "").unwrap();
        }
        assert_eq!(readers.subscribe(handle(), ""), Err(SubscribeError::TooMany));
    }
}
