//! Which accesses have a window of their own ([`crate::layout::Window`]).
use crate::layout::MAX_WINDOWS;

/// Windows by kind of access.
#[derive(Debug)]
pub(crate) struct Windows {
    kinds: [Kind; MAX_WINDOWS],
    pub(crate) used: u8,
}

/// Base register, bytes, and whether it writes.
type Kind = (u8, u16, bool);

impl Windows {
    /// How many are given to any kind; when they are, those of one load or store share one per size
    /// ([`Windows::ANY`]), and there are no others.
    const OWN: u8 = MAX_WINDOWS as u8 - 8;
    /// No register: every one's.
    const ANY: u8 = 15;

    /// None yet.
    pub(crate) fn new() -> Windows {
        Windows { kinds: Default::default(), used: 0 }
    }

    /// Bytes of the accesses of a window, and whether they write.
    pub(crate) fn kind(&self, n: u8) -> Option<(u16, bool)> {
        self.kinds.get(usize::from(n)).map(|(_, size, write)| (*size, *write))
    }

    /// The window of a kind.
    pub(crate) fn of(&mut self, base: u8, size: u16, write: bool) -> Option<u8> {
        let known =
            |w: &Windows, kind| (0..w.used).zip(w.kinds).find(|(_, k)| *k == kind).map(|(n, _)| n);
        let (own, any) = ((base, size, write), (Windows::ANY, size, write));
        if let Some(n) = known(self, own) {
            return Some(n);
        }
        let kind = match self.used < Windows::OWN {
            true => own,
            false if !matches!(size, 1 | 2 | 4 | 8) => return None,
            false => any,
        };
        if let Some(n) = known(self, kind) {
            return Some(n);
        }
        let n = self.used;
        *self.kinds.get_mut(usize::from(n))? = kind;
        self.used += 1;
        Some(n)
    }
}
