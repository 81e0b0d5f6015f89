//! Records that wait for one watcher: bounded, in memory that is counted, and given back when they
//! are read.
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec};
use wss_abi::watch::{Record, What, limit};

/// What is kept when nothing waits.
const LEAST: usize = 4096;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Queue {
    bytes: Vec<u8>,
    /// What is before is read.
    from: usize,
    /// Events that had no room since the watcher was last told; number, time and process of the last.
    lost: u64,
    last: (u64, u64, u32),
}

impl Queue {
    pub(super) fn waiting(&self) -> usize {
        self.bytes.len().saturating_sub(self.from)
    }

    /// Bytes of memory that it has.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity()
    }

    /// Appends a frame, and before it what is to be said of lost ones, taking at most `spare` more
    /// bytes of memory; whether it went in.
    pub(super) fn push(&mut self, frame: &[u8], spare: usize) -> bool {
        let had = self.memory();
        self.tell_loss(frame.len(), spare)
            && self.append(frame, 0, spare.saturating_sub(self.memory().saturating_sub(had)))
    }

    /// There was no room, or memory, for an event.
    pub(super) fn lose(&mut self, seq: u64, time: u64, pid: u32) {
        self.lost = self.lost.saturating_add(1);
        self.last = (seq, time, pid);
    }

    /// Appends, if `more` bytes would fit too.
    fn append(&mut self, frame: &[u8], more: usize, spare: usize) -> bool {
        let wanted = self.waiting().saturating_add(frame.len());
        if wanted.saturating_add(more) > limit::QUEUE {
            return false;
        }
        if self.bytes.len().saturating_add(frame.len()) > self.bytes.capacity() {
            if self.from > 0 {
                self.bytes.copy_within(self.from.., 0);
                self.bytes.truncate(self.bytes.len().saturating_sub(self.from));
                self.from = 0;
            }
            let room = wanted.next_power_of_two().clamp(LEAST, limit::QUEUE);
            let grows = room.saturating_sub(self.bytes.capacity());
            if grows > spare {
                return false;
            }
            let beyond = room.saturating_sub(self.bytes.len());
            if self.bytes.try_reserve_exact(beyond).is_err() {
                return false;
            }
        }
        self.bytes.try_extend(frame).is_ok()
    }

    /// Says what was lost, if anything was and `more` bytes fit behind it; whether nothing remains to
    /// be said.
    pub(super) fn tell_loss(&mut self, more: usize, spare: usize) -> bool {
        if self.lost == 0 {
            return true;
        }
        let (seq, time, pid) = self.last;
        let what = What::Lost(self.lost);
        let record = Record { seq, time, udata: 0, pid, tid: 0, flags: 0, what };
        let told = match record.encode() {
            Ok(frame) => self.append(&frame, more, spare),
            Err(OutOfMemory) => false,
        };
        if told {
            self.lost = 0;
        }
        told
    }

    /// Moves whole frames; `None` if the first doesn't fit.
    pub(super) fn take(&mut self, to: &mut [u8]) -> Option<usize> {
        let waiting = self.bytes.get(self.from..)?;
        let mut end = 0;
        while let Some(head) = waiting.get(end..).and_then(|w| w.first_chunk::<4>()) {
            let next = end + u32::from_le_bytes(*head) as usize;
            if next > to.len() || next <= end {
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
            self.from = 0;
            self.bytes.clear();
            if self.bytes.capacity() > LEAST {
                self.bytes = Vec::new();
            }
        }
        Some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(seq: u64, len: usize) -> Vec<u8> {
        let args = vec![0; len];
        let exec = wss_abi::watch::Exec { args: &args, ..Default::default() };
        let what = What::Exec(exec);
        Record { seq, time: seq, udata: 0, pid: 1, tid: 0, flags: 0, what }.encode().unwrap()
    }

    fn read(q: &mut Queue, room: usize) -> Vec<(u64, Option<u64>)> {
        let mut buf = vec![0; room];
        let n = q.take(&mut buf).unwrap();
        let (mut rest, mut all) = (&buf[..n], Vec::new());
        while let Some((r, after)) = Record::parse(rest) {
            let lost = if let What::Lost(n) = r.what { Some(n) } else { None };
            all.push((r.seq, lost));
            rest = after;
        }
        assert!(rest.is_empty());
        all
    }

    #[test]
    fn what_has_no_room_is_counted_and_told_in_its_place() {
        let mut q = Queue::default();
        let (mut told, mut lost) = (0, 0);
        for n in 1..=100 {
            if q.push(&frame(n, 10_000), usize::MAX) {
                told += 1;
            } else {
                q.lose(n, n, 1);
                lost += 1;
            }
        }
        assert!(told > 20 && lost > 50 && q.waiting() <= limit::QUEUE, "{told} {lost}");
        assert!(q.memory() <= limit::QUEUE);
        assert_eq!(q.take(&mut [0; 96]), None, "not even the first fits");
        let first = read(&mut q, 3 * 10_200);
        assert_eq!(first.len(), 3);
        assert!(q.push(&frame(101, 10), usize::MAX));
        let rest = read(&mut q, limit::QUEUE);
        assert_eq!(rest[rest.len() - 2..], [(100, Some(lost)), (101, None)]);
        assert_eq!(first.len() + rest.len() - 2, told);
        assert_eq!((q.waiting(), q.memory()), (0, 0), "memory is given back");
        assert!(read(&mut q, 10).is_empty());
    }

    #[test]
    fn memory_is_asked_for_as_is_permitted() {
        let mut q = Queue::default();
        assert!(!q.push(&frame(1, 10), LEAST - 1));
        q.lose(1, 1, 1);
        assert!(q.push(&frame(2, 10), LEAST));
        assert_eq!(q.memory(), LEAST);
        assert!(!q.push(&frame(3, 5000), 100));
        assert_eq!(read(&mut q, limit::QUEUE), [(1, Some(1)), (2, None)]);
    }
}
