//! A vector whose slots are reused: things keep their index while they live. Growth is fallible.
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec};

/// Things by index.
#[derive(Debug)]
pub(crate) struct Slab<T> {
    slots: Vec<Option<T>>,
    free: Vec<u32>,
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Slab { slots: Vec::new(), free: Vec::new() }
    }
}

impl<T> Slab<T> {
    /// Stores `value`; returns its index.
    pub(crate) fn insert(&mut self, value: T) -> Result<u32, OutOfMemory> {
        if let Some(at) = self.free.pop()
            && let Some(slot) = self.slots.get_mut(at as usize)
        {
            *slot = Some(value);
            return Ok(at);
        }
        let at = self.slots.len() as u32;
        // Room in the free list for every slot, so that removal cannot fail.
        self.free.try_reserve(self.slots.len() + 1).map_err(|_| OutOfMemory)?;
        self.slots.try_push(Some(value))?;
        Ok(at)
    }

    /// Makes room, so that the next thing can be stored.
    pub(crate) fn reserve(&mut self) -> Result<(), OutOfMemory> {
        self.free.try_reserve(self.slots.len() + 1).map_err(|_| OutOfMemory)?;
        self.slots.try_reserve(1).map_err(|_| OutOfMemory)
    }

    /// Takes the thing at `at` out.
    pub(crate) fn remove(&mut self, at: u32) -> Option<T> {
        let value = self.slots.get_mut(at as usize)?.take()?;
        if self.free.try_push(at).is_err() {
            // The slot is then never used again; `insert` reserved room, so this does not happen.
        }
        Some(value)
    }

    /// The thing at `at`.
    pub(crate) fn get(&self, at: u32) -> Option<&T> {
        self.slots.get(at as usize)?.as_ref()
    }

    /// The thing at `at`, to change.
    pub(crate) fn get_mut(&mut self, at: u32) -> Option<&mut T> {
        self.slots.get_mut(at as usize)?.as_mut()
    }

    /// Everything, by rising index.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.slots.iter().enumerate().filter_map(|(i, s)| s.as_ref().map(|v| (i as u32, v)))
    }

    /// Whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.slots.len() == self.free.len()
    }

    /// One past the highest index in use so far.
    pub(crate) fn bound(&self) -> u32 {
        self.slots.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_stay_and_slots_are_reused() {
        let mut s = Slab::default();
        let a = s.insert("a").ok();
        let b = s.insert("b").ok();
        assert_eq!((a, b), (Some(0), Some(1)));
        assert_eq!(s.remove(0), Some("a"));
        assert_eq!(s.remove(0), None);
        assert_eq!(s.get(1), Some(&"b"));
        assert_eq!(s.insert("c").ok(), Some(0));
        assert_eq!(s.iter().map(|(_, v)| *v).collect::<Vec<_>>(), ["c", "b"]);
    }
}
