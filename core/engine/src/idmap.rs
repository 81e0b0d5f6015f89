//! A hash map from thread ids to slab indices: open addressing, linear probing, backward-shift
//! deletion (Knuth, TAOCP 3, 6.4, algorithm R). Growth is fallible; look-ups allocate nothing.
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, try_filled};

/// `u32` to `u32`.
#[derive(Debug, Default)]
pub(crate) struct IdMap {
    /// A power of two of slots, at most half of them used.
    slots: Vec<Option<(u32, u32)>>,
    used: usize,
}

impl IdMap {
    fn home(&self, key: u32) -> usize {
        // Fibonacci hashing; thread ids are dense, so any mixing does.
        (key.wrapping_mul(0x9e37_79b9) >> 4) as usize & self.slots.len().wrapping_sub(1)
    }

    fn find(&self, key: u32) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = self.home(key);
        for _ in 0..self.slots.len() {
            match self.slots.get(at)? {
                Some((k, _)) if *k == key => return Some(at),
                Some(_) => at = (at + 1) & mask,
                None => return None,
            }
        }
        None
    }

    /// The value of `key`.
    pub(crate) fn get(&self, key: u32) -> Option<u32> {
        let at = self.find(key)?;
        self.slots.get(at)?.map(|(_, v)| v)
    }

    /// Sets the value of `key`.
    pub(crate) fn insert(&mut self, key: u32, value: u32) -> Result<(), OutOfMemory> {
        if let Some(at) = self.find(key)
            && let Some(slot) = self.slots.get_mut(at)
        {
            *slot = Some((key, value));
            return Ok(());
        }
        if (self.used + 1) * 2 > self.slots.len() {
            let mut bigger =
                IdMap { slots: try_filled((self.slots.len() * 2).max(16), None)?, used: 0 };
            for (k, v) in self.slots.iter().flatten() {
                bigger.place(*k, *v);
            }
            *self = bigger;
        }
        self.place(key, value);
        Ok(())
    }

    /// Puts a new key into a table that has room.
    fn place(&mut self, key: u32, value: u32) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = self.home(key);
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.is_none() {
                *slot = Some((key, value));
                self.used += 1;
                return;
            }
            at = (at + 1) & mask;
        }
    }

    /// Removes `key`; returns its value.
    pub(crate) fn remove(&mut self, key: u32) -> Option<u32> {
        let mut hole = self.find(key)?;
        let (_, value) = self.slots.get_mut(hole)?.take()?;
        self.used -= 1;
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (hole + 1) & mask;
        while let Some(Some((k, _))) = self.slots.get(at) {
            let home = self.home(*k);
            // An entry may move back into the hole unless its home lies behind the hole.
            if (at.wrapping_sub(home) & mask) >= (at.wrapping_sub(hole) & mask) {
                self.slots.swap(at, hole);
                hole = at;
            }
            at = (at + 1) & mask;
        }
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;

    #[test]
    fn agrees_with_a_model() {
        let (mut map, mut model, mut seed) = (IdMap::default(), BTreeMap::new(), 7u32);
        for step in 0..20_000u32 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let key = (seed >> 20) % 300;
            if seed % 3 == 0 {
                assert_eq!(map.remove(key), model.remove(&key));
            } else {
                assert!(map.insert(key, step).is_ok());
                model.insert(key, step);
            }
            let probe = (seed >> 8) % 300;
            assert_eq!(map.get(probe), model.get(&probe).copied());
        }
        assert_eq!(map.used, model.len());
    }
}
