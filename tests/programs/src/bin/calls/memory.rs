//! Memory at a fixed address, given out once.
use std::io;

const BASE: usize = 0x2000_0000;
const SIZE: usize = 1 << 16;

/// The memory, and how much of it is given out.
pub(crate) struct Memory {
    used: usize,
}

impl Memory {
    pub(crate) fn new() -> io::Result<Memory> {
        let protection = libc::PROT_READ | libc::PROT_WRITE;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED_NOREPLACE;
        let base = std::ptr::without_provenance_mut(BASE);
        // SAFETY: NOREPLACE: nothing that is mapped is touched.
        let map = unsafe { libc::mmap(base, SIZE, protection, flags, -1, 0) };
        if map == libc::MAP_FAILED {
            Err(io::Error::last_os_error())
        } else {
            Ok(Memory { used: 0 })
        }
    }

    /// The address of a copy of `bytes`.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> u64 {
        let at = BASE + self.used;
        assert!(self.used + bytes.len() <= SIZE, "more memory than was set apart");
        self.used += bytes.len().next_multiple_of(16);
        let to = std::ptr::with_exposed_provenance_mut::<u8>(at);
        // SAFETY: inside the mapping, as just checked, and given to nobody else.
        unsafe { to.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        at as u64
    }

    /// A string.
    pub(crate) fn text(&mut self, text: &str) -> u64 {
        self.bytes(&[text.as_bytes(), b"\0"].concat())
    }

    /// 32-bit numbers.
    pub(crate) fn ints(&mut self, numbers: &[i32]) -> u64 {
        let bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
        self.bytes(&bytes)
    }

    /// 64-bit numbers.
    pub(crate) fn longs(&mut self, numbers: &[u64]) -> u64 {
        let bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
        self.bytes(&bytes)
    }

    /// Room for a result.
    pub(crate) fn room(&mut self, size: usize) -> u64 {
        self.bytes(&vec![0; size])
    }
}
