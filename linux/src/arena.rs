//! Memory in a wrapped process that holds replaced arguments. It is mapped by the process itself
//! (a call the supervisor makes it run) and read-only to it; the supervisor writes through
//! `/proc/pid/mem`. Never the program's own stack, which may be small (Go) or in use below its
//! pointer.

/// Bytes of one mapping.
pub(crate) const MAPPING: u64 = 256 * 1024;
const ALIGN: u64 = 16;

/// Lent memory of one address space.
#[derive(Debug, Default)]
pub(crate) struct Arena {
    /// Start and length of each mapping.
    mappings: Vec<(u64, u64)>,
    /// Pieces in use: start, end, thread; by rising start.
    pieces: Vec<(u64, u64, i32)>,
}

impl Arena {
    /// The arena of a forked copy of the address space, where no piece is in use.
    pub(crate) fn copy(&self) -> Arena {
        Arena { mappings: self.mappings.clone(), pieces: Vec::new() }
    }

    /// A mapping was made.
    pub(crate) fn add(&mut self, start: u64, len: u64) {
        self.mappings.push((start, len));
    }

    /// Takes `len` bytes for a thread, or `None` if a mapping must be added.
    pub(crate) fn take(&mut self, tid: i32, len: u64) -> Option<u64> {
        let len = len.max(1).next_multiple_of(ALIGN);
        for (start, size) in &self.mappings {
            let mut at = *start;
            for (from, to, _) in &self.pieces {
                if *from >= *start && *from < start + size {
                    if from - at >= len {
                        break;
                    }
                    at = *to;
                }
            }
            if at + len <= start + size {
                let place = self.pieces.partition_point(|(from, ..)| *from < at);
                self.pieces.insert(place, (at, at + len, tid));
                return Some(at);
            }
        }
        None
    }

    /// Gives back all pieces of a thread.
    pub(crate) fn release(&mut self, tid: i32) {
        self.pieces.retain(|(.., owner)| *owner != tid);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_do_not_overlap_and_come_back() {
        let mut a = Arena::default();
        assert_eq!(a.take(1, 10), None);
        a.add(0x1000, 64);
        assert_eq!(a.take(1, 10), Some(0x1000));
        assert_eq!(a.take(2, 17), Some(0x1010));
        assert_eq!(a.take(3, 16), Some(0x1030));
        assert_eq!(a.take(4, 1), None, "full");
        a.release(2);
        assert_eq!(a.take(4, 32), Some(0x1010));
        assert_eq!(a.take(5, 1), None);
        a.release(1);
        assert_eq!(a.take(5, 1), Some(0x1000));
        assert_eq!(a.copy().take(9, 64), Some(0x1000));
    }
}
