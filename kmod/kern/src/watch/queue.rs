//! Records that wait for one watcher: bounded, each in memory of its own, which is counted as the
//! kernel's allocator rounds it. To append one moves nothing but itself.
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec};
use wss_abi::watch::{Record, What, limit};

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Queue {
    /// The oldest, the next to be read at the end.
    old: Vec<Vec<u8>>,
    /// The others, the last to be read at the end.
    new: Vec<Vec<u8>>,
    /// Bytes of all, and of their memory.
    waiting: usize,
    memory: usize,
    /// Events that had no room since the watcher was last told; number, time and process of the last.
    lost: u64,
    last: (u64, u64, u32),
}

/// Bytes of memory that a frame takes: malloc(9) rounds up, and its place in the queue may be twice
/// what is used.
fn memory_of(frame: &Vec<u8>) -> usize {
    frame.capacity().next_power_of_two().saturating_add(2 * size_of::<Vec<u8>>())
}

impl Queue {
    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }

    /// Bytes of memory that it has.
    pub(super) fn memory(&self) -> usize {
        self.memory
    }

    /// Appends a frame, and before it what is to be said of lost ones, taking at most `spare` more
    /// bytes of memory; whether it went in.
    pub(super) fn push(&mut self, frame: Vec<u8>, spare: usize) -> bool {
        let had = self.memory;
        self.tell_loss(frame.len(), spare)
            && self.append(frame, 0, spare.saturating_sub(self.memory.saturating_sub(had)))
    }

    /// There was no room, or memory, for an event.
    pub(super) fn lose(&mut self, seq: u64, time: u64, pid: u32) {
        self.lost = self.lost.saturating_add(1);
        self.last = (seq, time, pid);
    }

    /// Appends, if `more` bytes would fit too.
    fn append(&mut self, frame: Vec<u8>, more: usize, spare: usize) -> bool {
        let (len, memory) = (frame.len(), memory_of(&frame));
        let wanted = self.waiting.saturating_add(len).saturating_add(more);
        if wanted > limit::QUEUE || memory > spare || self.new.try_push(frame).is_err() {
            return false;
        }
        self.waiting += len;
        self.memory += memory;
        true
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
            Ok(frame) => self.append(frame, more, spare),
            Err(OutOfMemory) => false,
        };
        if told {
            self.lost = 0;
        }
        told
    }

    /// Moves the first frames out that take `room` bytes together, as many as `to` has room for; how
    /// many bytes they are. `None`: the first doesn't fit.
    pub(super) fn take(&mut self, room: usize, to: &mut Vec<Vec<u8>>) -> Option<usize> {
        let mut taken = 0;
        while to.len() < to.capacity() {
            if self.old.is_empty() {
                core::mem::swap(&mut self.old, &mut self.new);
                self.old.reverse();
            }
            let fits = |f: &mut Vec<u8>| taken + f.len() <= room;
            let Some(frame) = self.old.pop_if(fits) else { break };
            let (len, memory) = (frame.len(), memory_of(&frame));
            if to.try_push(frame).is_err() {
                break;
            }
            taken += len;
            self.waiting = self.waiting.saturating_sub(len);
            self.memory = self.memory.saturating_sub(memory);
        }
        if taken == 0 && self.waiting > 0 {
            return None;
        }
        if self.waiting == 0 {
            (self.old, self.new) = (Vec::new(), Vec::new());
        }
        Some(taken)
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
        let mut frames = Vec::with_capacity(room / 96);
        let n = q.take(room, &mut frames).unwrap();
        let bytes: Vec<u8> = frames.concat();
        assert_eq!(bytes.len(), n);
        let (mut rest, mut all) = (&bytes[..], Vec::new());
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
            if q.push(frame(n, 10_000), usize::MAX) {
                told += 1;
            } else {
                q.lose(n, n, 1);
                lost += 1;
            }
        }
        assert!(told > 20 && lost > 50 && q.waiting() <= limit::QUEUE, "{told} {lost}");
        assert!(q.memory() >= q.waiting());
        assert_eq!(q.take(96, &mut Vec::with_capacity(9)), None, "not even the first fits");
        let first = read(&mut q, 3 * 10_200);
        assert_eq!(first.len(), 3);
        assert!(q.push(frame(101, 10), usize::MAX));
        let rest = read(&mut q, limit::QUEUE);
        assert_eq!(rest[rest.len() - 2..], [(100, Some(lost)), (101, None)]);
        assert_eq!(first.len() + rest.len() - 2, told);
        assert_eq!((q.waiting(), q.memory()), (0, 0), "memory is given back");
        assert!(read(&mut q, 10).is_empty());
    }

    #[test]
    fn memory_is_counted_as_it_is_rounded() {
        let mut q = Queue::default();
        let (small, large) = (memory_of(&frame(1, 10)), memory_of(&frame(1, 33_000)));
        assert!((128..300).contains(&small) && large > 65_536, "{small} {large}");
        assert!(!q.push(frame(1, 10), small - 1));
        q.lose(1, 1, 1);
        assert!(!q.push(frame(2, 10), 2 * small - 1), "both, or only what says that one was lost");
        assert!(q.push(frame(3, 10), small));
        assert!(!q.push(frame(3, 33_000), 50_000));
        let told = [(1, Some(1)), (3, None)];
        assert_eq!(
            (q.memory(), read(&mut q, limit::QUEUE), q.memory()),
            (2 * small, told.into(), 0)
        );
    }
}
