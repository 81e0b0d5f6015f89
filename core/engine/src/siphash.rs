//! SipHash-1-3 (Aumasson and Bernstein 2012), keyed: whoever chooses the keys of a table (a wrapped
//! process, through paths and addresses) must not be able to make them collide.

/// A hash key, from the host's random source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seed(pub u64, pub u64);

struct State {
    v0: u64,
    v1: u64,
    v2: u64,
    v3: u64,
}

impl State {
    fn round(&mut self) {
        self.v0 = self.v0.wrapping_add(self.v1);
        self.v2 = self.v2.wrapping_add(self.v3);
        self.v1 = self.v1.rotate_left(13) ^ self.v0;
        self.v3 = self.v3.rotate_left(16) ^ self.v2;
        self.v0 = self.v0.rotate_left(32);
        self.v2 = self.v2.wrapping_add(self.v1);
        self.v0 = self.v0.wrapping_add(self.v3);
        self.v1 = self.v1.rotate_left(17) ^ self.v2;
        self.v3 = self.v3.rotate_left(21) ^ self.v0;
        self.v2 = self.v2.rotate_left(32);
    }

    fn word(&mut self, m: u64) {
        self.v3 ^= m;
        self.round();
        self.v0 ^= m;
    }
}

/// Hash of `bytes` under `seed`.
pub(crate) fn hash(seed: Seed, bytes: &[u8]) -> u64 {
    let mut s = State {
        v0: seed.0 ^ 0x736f_6d65_7073_6575,
        v1: seed.1 ^ 0x646f_7261_6e64_6f6d,
        v2: seed.0 ^ 0x6c79_6765_6e65_7261,
        v3: seed.1 ^ 0x7465_6462_7974_6573,
    };
    let (words, rest) = bytes.as_chunks::<8>();
    for w in words {
        s.word(u64::from_le_bytes(*w));
    }
    let tail = rest.iter().rev().fold(0u64, |t, b| (t << 8) | u64::from(*b));
    s.word(tail | ((bytes.len() as u64 & 0xff) << 56));
    s.v2 ^= 0xff;
    for _ in 0..3 {
        s.round();
    }
    s.v0 ^ s.v1 ^ s.v2 ^ s.v3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_the_standard_librarys_siphash_1_3() {
        // `std`'s DefaultHasher is SipHash-1-3 under a zero key.
        extern crate std;
        use std::hash::Hasher;
        for len in 0..70u8 {
            let bytes: std::vec::Vec<u8> = (0..len).map(|b| b.wrapping_mul(37)).collect();
            let mut h = std::hash::DefaultHasher::new();
            h.write(&bytes);
            assert_eq!(hash(Seed(0, 0), &bytes), h.finish());
        }
    }
}
