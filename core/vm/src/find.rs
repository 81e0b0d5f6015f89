//! Search for one byte string in another in linear time and constant space: the two-way algorithm
//! (Crochemore and Perrin, Two-way string-matching, JACM 38(3), 1991).

/// Offset of the first `needle` in `hay`.
pub(crate) fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let at = |bytes: &[u8], i: usize| bytes.get(i).copied().unwrap_or(0);
    let n = needle.len();
    let (low, high) = (maximal_suffix(needle, false), maximal_suffix(needle, true));
    let (cut, mut period) = if low.0 > high.0 { low } else { high };
    // With the period of the right half being that of the whole, a mismatch in the left half
    // leaves `n - period` bytes known to match; else a longer shift needs no memory.
    let periodic = needle.get(..cut) == needle.get(period..period + cut);
    if !periodic {
        period = cut.max(n - cut) + 1;
    }
    let mut known = 0;
    let mut start = 0;
    while start + n <= hay.len() {
        let mut i = cut.max(known);
        while i < n && at(needle, i) == at(hay, start + i) {
            i += 1;
        }
        if i < n {
            start += i - cut + 1;
            known = 0;
            continue;
        }
        let mut i = cut;
        while i > known && at(needle, i - 1) == at(hay, start + i - 1) {
            i -= 1;
        }
        if i <= known {
            return Some(start);
        }
        start += period;
        known = if periodic { n - period } else { 0 };
    }
    None
}

/// Start of the greatest suffix, by byte order or its reverse, and the period of that suffix.
fn maximal_suffix(s: &[u8], reverse: bool) -> (usize, usize) {
    let (mut best, mut rival, mut same, mut period) = (0, 1, 0, 1);
    while let (Some(b), Some(a)) = (s.get(best + same), s.get(rival + same)) {
        if a == b {
            same += 1;
            if same == period {
                rival += period;
                same = 0;
            }
        } else if (a < b) != reverse {
            rival += same + 1;
            same = 0;
            period = rival - best;
        } else {
            best = rival;
            rival += 1;
            same = 0;
            period = 1;
        }
    }
    (best, period)
}

#[cfg(test)]
mod tests {
    use super::find;

    fn naive(hay: &[u8], needle: &[u8]) -> Option<usize> {
        (0..=hay.len()).find(|i| hay.get(*i..*i + needle.len()) == Some(needle))
    }

    /// Every needle of up to 7 and haystack of up to 11 letters over {a, b}.
    #[test]
    fn agrees_with_naive_search() {
        let word = |len: u32, bits: u32| -> alloc::vec::Vec<u8> {
            (0..len).map(|i| b'a' + (bits >> i & 1) as u8).collect()
        };
        for n in 0..=7 {
            for needle in 0..1 << n {
                let needle = word(n, needle);
                for h in [0, 3, 11] {
                    for hay in 0..1 << h {
                        let hay = word(h, hay);
                        assert_eq!(find(&hay, &needle), naive(&hay, &needle), "{hay:?} {needle:?}");
                    }
                }
            }
        }
    }
}
