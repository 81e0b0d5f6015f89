//! Decisions: of bytes, and of a generator of random numbers.

/// Repeatable decisions, read off bytes as long as there are any, then made by xorshift64* (Marsaglia
/// 2003; Vigna 2014).
#[derive(Clone, Debug)]
pub struct Random {
    bytes: std::vec::IntoIter<u8>,
    state: u64,
}

impl Random {
    /// Decisions of a seed.
    pub fn new(seed: u64) -> Random {
        // Xorshift stays at 0.
        Random { bytes: Vec::new().into_iter(), state: if seed == 0 { 1 } else { seed } }
    }

    /// Decisions of `bytes`: one byte for a choice of at most 256, eight for any other. Behind them, always
    /// the same.
    pub fn of(bytes: &[u8]) -> Random {
        let bytes: Vec<u8> = bytes.into();
        Random { bytes: bytes.into_iter(), state: 0x9e37_79b9_7f4a_7c15 }
    }

    /// A number.
    pub fn number(&mut self) -> u64 {
        if !self.bytes.as_slice().is_empty() {
            let eight = self.bytes.by_ref().take(8);
            return eight.fold(0, |sum, b| sum << 8 | u64::from(b));
        }
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `n`, which is not 0.
    pub fn below(&mut self, n: u64) -> u64 {
        if n <= 256
            && let Some(byte) = self.bytes.next()
        {
            return u64::from(byte) % n;
        }
        (self.number() >> 32) % n
    }

    /// One of `of`, which is not empty.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u64) as usize]
    }
}
