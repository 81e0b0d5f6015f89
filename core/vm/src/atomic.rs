//! Atomic instructions (RFC 9669, section 5.3). The memory of a run is lent to it alone, so a load
//! and a store are atomic.

// Operations, in `imm` (RFC 9669, tables 9 and 10).
pub(crate) const ADD: i32 = 0x00;
pub(crate) const OR: i32 = 0x40;
pub(crate) const AND: i32 = 0x50;
pub(crate) const XOR: i32 = 0xa0;
pub(crate) const FETCH: i32 = 0x01;
pub(crate) const XCHG: i32 = 0xe1;
pub(crate) const CMPXCHG: i32 = 0xf1;

/// Where an atomic instruction puts the old value.
pub(crate) enum Fetched {
    Nowhere,
    Source,
    R0,
}

/// New value and use of the old one, of an atomic operation.
#[inline(always)]
pub(crate) fn exchange<T>(operation: i32, old: T, source: T, r0: T) -> (T, Fetched)
where
    T: Copy + PartialEq + Sum + core::ops::BitOr<Output = T>,
    T: core::ops::BitAnd<Output = T> + core::ops::BitXor<Output = T>,
{
    match operation {
        XCHG => return (source, Fetched::Source),
        CMPXCHG => return (if old == r0 { source } else { old }, Fetched::R0),
        _ => {}
    }
    let fetched = if operation & FETCH != 0 { Fetched::Source } else { Fetched::Nowhere };
    let new = match operation & !FETCH {
        OR => old | source,
        AND => old & source,
        XOR => old ^ source,
        _ => old.sum(source),
    };
    (new, fetched)
}

/// Addition that wraps.
pub(crate) trait Sum {
    /// The sum in as many bits.
    fn sum(self, by: Self) -> Self;
}

impl Sum for u32 {
    fn sum(self, by: u32) -> u32 {
        self.wrapping_add(by)
    }
}

impl Sum for u64 {
    fn sum(self, by: u64) -> u64 {
        self.wrapping_add(by)
    }
}
