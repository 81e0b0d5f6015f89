//! Keyed tables: rows of fixed size under keys of fixed size, bounded, with a stated policy when
//! full (`table` in WDL). A table is per process (a child of fork gets a copy) or `shared`.
//!
//! Rows lie in slots that stay where they are until deleted, so that a cursor is a slot number; a
//! list through the slots keeps the order of insertion, or of use, for the policies by which the
//! oldest makes room.
use crate::siphash::{Seed, hash};
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec, try_filled, try_vec};
use wss_abi::object::{TableDef, WhenFull};

const NONE: u32 = u32::MAX;

/// How an insertion ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Put {
    /// The row is in.
    Stored,
    /// Full, and the policy says that insertion is refused.
    Refused,
    /// Full, and the policy says that the clause faults.
    Fault,
}

#[derive(Clone, Copy, Debug)]
struct Link {
    older: u32,
    newer: u32,
    used: bool,
}

/// One table.
#[derive(Debug)]
pub(crate) struct Table {
    key: usize,
    row: usize,
    max: u32,
    full: WhenFull,
    seed: Seed,
    /// Keys and rows, slot after slot.
    data: Vec<u8>,
    links: Vec<Link>,
    free: Vec<u32>,
    /// Open addressing: slot numbers, or `NONE`. A power of two, at most half used.
    index: Vec<u32>,
    oldest: u32,
    newest: u32,
    count: u32,
}

impl Table {
    pub(crate) fn new(def: &TableDef, seed: Seed) -> Self {
        Table {
            key: def.key as usize,
            row: def.row as usize,
            max: def.rows,
            full: def.full,
            seed,
            data: Vec::new(),
            links: Vec::new(),
            free: Vec::new(),
            index: Vec::new(),
            oldest: NONE,
            newest: NONE,
            count: 0,
        }
    }

    /// A copy, for a child of fork.
    pub(crate) fn copy(&self) -> Result<Table, OutOfMemory> {
        Ok(Table {
            data: try_vec(&self.data)?,
            links: try_vec(&self.links)?,
            free: {
                // Room for every slot, as in the original.
                let mut free = Vec::new();
                free.try_reserve_exact(self.links.len()).map_err(|_| OutOfMemory)?;
                free.try_extend(&self.free)?;
                free
            },
            index: try_vec(&self.index)?,
            ..*self
        })
    }

    /// Key bytes and row bytes.
    pub(crate) fn sizes(&self) -> (usize, usize) {
        (self.key, self.row)
    }

    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    fn entry(&self, slot: u32) -> Option<(&[u8], &[u8])> {
        let start = (self.key + self.row).checked_mul(slot as usize)?;
        self.data.get(start..start + self.key + self.row)?.split_at_checked(self.key)
    }

    fn home(&self, key: &[u8]) -> usize {
        hash(self.seed, key) as usize & self.index.len().wrapping_sub(1)
    }

    /// Position in the index of `key`'s slot.
    fn find(&self, key: &[u8]) -> Option<(usize, u32)> {
        let mask = self.index.len().wrapping_sub(1);
        let mut at = if self.index.is_empty() { return None } else { self.home(key) };
        loop {
            let slot = *self.index.get(at)?;
            if slot == NONE {
                return None;
            }
            if self.entry(slot)?.0 == key {
                return Some((at, slot));
            }
            at = (at + 1) & mask;
        }
    }

    /// The row of `key`.
    pub(crate) fn get(&mut self, key: &[u8]) -> Option<&[u8]> {
        let (_, slot) = self.find(key)?;
        self.touch(slot);
        self.entry(slot).map(|(_, row)| row)
    }

    /// Whether there is a row of `key`; does not count as a use.
    pub(crate) fn has(&self, key: &[u8]) -> bool {
        self.find(key).is_some()
    }

    /// Inserts or updates. An update keeps the row's age, unless age is that of the last use.
    pub(crate) fn put(&mut self, key: &[u8], row: &[u8]) -> Result<Put, OutOfMemory> {
        if let Some((_, slot)) = self.find(key) {
            self.write(slot, key, row);
            self.touch(slot);
            return Ok(Put::Stored);
        }
        if self.count >= self.max {
            match self.full {
                WhenFull::Fault => return Ok(Put::Fault),
                WhenFull::Refuse => return Ok(Put::Refused),
                WhenFull::Oldest | WhenFull::Lru => self.delete_slot(self.oldest),
            }
        }
        if (self.count as usize + 1) * 2 > self.index.len() {
            self.grow_index()?;
        }
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => self.new_slot()?,
        };
        self.write(slot, key, row);
        self.link(slot);
        self.place(slot);
        self.count += 1;
        Ok(Put::Stored)
    }

    fn new_slot(&mut self) -> Result<u32, OutOfMemory> {
        let size = self.key + self.row;
        self.data.try_reserve(size).map_err(|_| OutOfMemory)?;
        self.free.try_reserve(self.links.len() + 1).map_err(|_| OutOfMemory)?;
        self.links.try_push(Link { older: NONE, newer: NONE, used: false })?;
        for _ in 0..size {
            self.data.try_push(0)?;
        }
        Ok(self.links.len() as u32 - 1)
    }

    fn write(&mut self, slot: u32, key: &[u8], row: &[u8]) {
        let start = (self.key + self.row) * slot as usize;
        if let Some(entry) = self.data.get_mut(start..start + self.key + self.row) {
            let bytes = key.iter().take(self.key).chain(row.iter().take(self.row));
            entry.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        }
    }

    /// A row is used: under the policy that counts uses it is the newest again.
    fn touch(&mut self, slot: u32) {
        if self.full == WhenFull::Lru && slot != self.newest {
            self.unlink(slot);
            self.link(slot);
        }
    }

    fn link(&mut self, slot: u32) {
        let older = self.newest;
        if let Some(l) = self.links.get_mut(slot as usize) {
            *l = Link { older, newer: NONE, used: true };
        }
        match self.links.get_mut(older as usize) {
            Some(l) => l.newer = slot,
            None => self.oldest = slot,
        }
        self.newest = slot;
    }

    fn unlink(&mut self, slot: u32) {
        let Some(l) = self.links.get_mut(slot as usize) else { return };
        let Link { older, newer, .. } = *l;
        l.used = false;
        match self.links.get_mut(older as usize) {
            Some(l) => l.newer = newer,
            None => self.oldest = newer,
        }
        match self.links.get_mut(newer as usize) {
            Some(l) => l.older = older,
            None => self.newest = older,
        }
    }

    fn place(&mut self, slot: u32) {
        let Some(home) = self.entry(slot).map(|(k, _)| self.home(k)) else { return };
        let mask = self.index.len().wrapping_sub(1);
        let mut at = home;
        while let Some(to) = self.index.get_mut(at) {
            if *to == NONE {
                *to = slot;
                return;
            }
            at = (at + 1) & mask;
        }
    }

    fn grow_index(&mut self) -> Result<(), OutOfMemory> {
        let bigger = try_filled((self.index.len() * 2).max(8), NONE)?;
        let old = core::mem::replace(&mut self.index, bigger);
        for slot in old {
            if slot != NONE {
                self.place(slot);
            }
        }
        Ok(())
    }

    /// Deletes the row of `key`; whether there was one.
    pub(crate) fn delete(&mut self, key: &[u8]) -> bool {
        match self.find(key) {
            Some((_, slot)) => {
                self.delete_slot(slot);
                true
            }
            None => false,
        }
    }

    fn delete_slot(&mut self, slot: u32) {
        let position = self.entry(slot).and_then(|(k, _)| self.find(k));
        let Some((mut hole, _)) = position else { return };
        if let Some(to) = self.index.get_mut(hole) {
            *to = NONE;
        }
        let mask = self.index.len().wrapping_sub(1);
        let mut at = (hole + 1) & mask;
        while let Some(&moved) = self.index.get(at).filter(|s| **s != NONE) {
            let home = self.entry(moved).map_or(at, |(k, _)| self.home(k));
            if (at.wrapping_sub(home) & mask) >= (at.wrapping_sub(hole) & mask) {
                self.index.swap(at, hole);
                hole = at;
            }
            at = (at + 1) & mask;
        }
        self.unlink(slot);
        self.count -= 1;
        if self.free.try_push(slot).is_err() {
            // Room was reserved when the slot was made; were it not, the slot would stay unused.
        }
    }

    /// The first row at or after cursor `from` (0 at first): next cursor, key, row.
    pub(crate) fn next(&self, from: u64) -> Option<(u64, &[u8], &[u8])> {
        let from = usize::try_from(from).ok()?;
        let (slot, _) = self.links.iter().enumerate().skip(from).find(|(_, l)| l.used)?;
        let (key, row) = self.entry(slot as u32)?;
        Some((slot as u64 + 1, key, row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;
    use alloc::string::String;

    fn table(rows: u32, full: WhenFull) -> Table {
        let def = TableDef { name: String::new(), key: 4, row: 8, rows, full, shared: false };
        Table::new(&def, Seed(1, 2))
    }

    #[test]
    fn agrees_with_a_model() {
        let (mut t, mut model, mut seed) =
            (table(1000, WhenFull::Fault), BTreeMap::<[u8; 4], [u8; 8]>::new(), 3u64);
        for _ in 0..30_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let key = (((seed >> 33) % 400) as u32).to_le_bytes();
            let row = seed.to_le_bytes();
            match (seed >> 60) % 3 {
                0 => assert_eq!(t.delete(&key), model.remove(&key).is_some()),
                _ => {
                    assert_eq!(t.put(&key, &row), Ok(Put::Stored));
                    model.insert(key, row);
                }
            }
            assert_eq!(t.count() as usize, model.len());
            assert_eq!(t.get(&key), model.get(&key).map(|r| r.as_slice()));
        }
        let copy = t.copy();
        assert_eq!(t.put(&[255; 4], &[0; 8]), Ok(Put::Stored));
        let (mut at, mut seen) = (0, 0);
        while let Some((next, key, row)) = copy.as_ref().ok().and_then(|c| c.next(at)) {
            assert_eq!(model.get(key).map(|r| r.as_slice()), Some(row));
            (at, seen) = (next, seen + 1);
        }
        assert_eq!(seen, model.len());
    }

    #[test]
    fn a_full_table_does_what_it_declares() {
        for (full, expect) in [(WhenFull::Fault, Put::Fault), (WhenFull::Refuse, Put::Refused)] {
            let mut t = table(2, full);
            assert_eq!(t.put(b"aaaa", &[1; 8]), Ok(Put::Stored));
            assert_eq!(t.put(b"bbbb", &[2; 8]), Ok(Put::Stored));
            assert_eq!(t.put(b"cccc", &[3; 8]), Ok(expect));
            assert_eq!(t.put(b"aaaa", &[4; 8]), Ok(Put::Stored));
            assert_eq!(t.get(b"aaaa"), Some(&[4; 8][..]));
        }
        let mut t = table(2, WhenFull::Oldest);
        for (key, n) in [(b"aaaa", 1), (b"bbbb", 2), (b"aaaa", 3), (b"cccc", 4)] {
            assert_eq!(t.put(key, &[n; 8]), Ok(Put::Stored));
        }
        assert_eq!(t.get(b"aaaa"), None);
        assert_eq!((t.get(b"bbbb").is_some(), t.count()), (true, 2));
        // Found, or written again: used.
        let mut t = table(2, WhenFull::Lru);
        for (key, n) in [(b"aaaa", 1), (b"bbbb", 2), (b"aaaa", 3), (b"cccc", 4)] {
            assert_eq!(t.put(key, &[n; 8]), Ok(Put::Stored));
        }
        assert_eq!((t.has(b"bbbb"), t.get(b"aaaa").is_some()), (false, true));
        assert_eq!(t.put(b"dddd", &[5; 8]), Ok(Put::Stored));
        assert_eq!((t.has(b"cccc"), t.has(b"aaaa"), t.count()), (false, true, 2));
    }
}
