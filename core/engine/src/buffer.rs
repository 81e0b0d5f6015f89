//! Bytes that come and go with every event. Their memory stays, and stays initialised: growing
//! within what the buffer has held before fills a slice, which costs a few nanoseconds in a
//! kernel's build too, where a vector can only be pushed to element by element.
use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};
use wss_abi::mem::{OutOfMemory, TryVec};

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    /// As long as the buffer ever was.
    store: Vec<u8>,
    len: usize,
}

impl Buffer {
    /// Appends zeros until there are `len` bytes; a buffer that is longer stays so. It stays as it
    /// was when memory cannot be had.
    #[inline]
    pub(crate) fn try_grow(&mut self, len: usize) -> Result<(), OutOfMemory> {
        let had = self.store.len();
        if let Some(again) = self.store.get_mut(self.len..len.min(had)) {
            again.fill(0);
        }
        self.store.try_grow(len, 0)?;
        self.len = self.len.max(len);
        Ok(())
    }

    /// Forgets what is behind the first `len` bytes.
    #[inline]
    pub(crate) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// Memory that it keeps, in bytes.
    pub(crate) fn held(&self) -> usize {
        self.store.capacity()
    }
}

impl From<Vec<u8>> for Buffer {
    fn from(store: Vec<u8>) -> Buffer {
        Buffer { len: store.len(), store }
    }
}

impl Deref for Buffer {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.store.get(..self.len).unwrap_or(&[])
    }
}

impl DerefMut for Buffer {
    #[inline]
    fn deref_mut(&mut self) -> &mut [u8] {
        self.store.get_mut(..self.len).unwrap_or(&mut [])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_again_is_zero() {
        let mut b = Buffer::from(alloc::vec![1, 2, 3]);
        b.truncate(5);
        assert_eq!(*b, [1, 2, 3]);
        b.truncate(1);
        assert!(b.try_grow(2).is_ok());
        assert_eq!(*b, [1, 0]);
        assert!(b.try_grow(5).is_ok());
        assert_eq!(*b, [1, 0, 0, 0, 0]);
        b.fill(9);
        b.truncate(0);
        assert!(b.try_grow(7).is_ok());
        assert_eq!(*b, [0; 7]);
        assert!(b.try_grow(3).is_ok());
        assert_eq!(b.len(), 7);
        assert!(b.try_grow(usize::MAX).is_err());
        assert_eq!(b.len(), 7);
    }
}
