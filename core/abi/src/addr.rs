//! Virtual addresses. A program never holds a host address: an address is a region number in the
//! upper 32 bits and an offset in the lower 32, and every access is checked against that region.
//! Region 0 does not exist, so 0 (and every small integer) is never valid.

/// A region of a program's memory. The discriminant is the upper half of its addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Region {
    /// Stack frames of the running event. Read and write.
    Stack = 1,
    /// Constants and string literals of the object. Read only.
    Rodata = 2,
    /// File-scope variables: one copy per binding (process and wrapper). Read and write.
    State = 3,
    /// `shared` variables: one copy per loaded wrapper. Read and write.
    Shared = 4,
    /// The event's context ([`crate::ctx`]). Read only to the program.
    Ctx = 5,
    /// What the event's pointers referred to, captured once. Read only to the program.
    Capture = 6,
    /// Per-call variables, carried from `pre` to `post` of one call of one thread. Read and write.
    Call = 7,
    /// Memory lent by whoever runs a bare program (`wrapc exec`, `wss-bpf-plugin`). Read and write.
    Lent = 8,
}

/// Number of region slots, the invalid region 0 included.
pub const REGIONS: usize = 9;

impl Region {
    /// Address of `offset` in this region.
    pub const fn at(self, offset: u32) -> u64 {
        ((self as u64) << 32) | offset as u64
    }
}

/// Splits an address into region number and offset.
pub const fn split(addr: u64) -> (u32, u32) {
    ((addr >> 32) as u32, addr as u32)
}
