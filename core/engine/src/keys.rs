//! Necessary conditions on a call's arguments that ask which of many numbers one of them is: what a
//! hundred clauses, or steps of sequences, ask is one look-up.
use crate::layer::holds;
use alloc::vec::Vec;
use wss_abi::clause::{ArgTest, Cmp, keyed};
use wss_abi::mem::{OutOfMemory, TryVec};

/// How a clause's conditions are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tests {
    /// There are none.
    None,
    /// One list of one, which is a [`Range`].
    One,
    /// One list after the other.
    Lists,
    /// By bisection: their lists begin with rising numbers.
    Keyed,
}

impl Tests {
    pub(crate) fn of(lists: &[Vec<ArgTest>]) -> Tests {
        let rising = || lists.is_sorted_by_key(|l| l.first().map(ArgTest::number));
        match (lists, keyed(lists)) {
            ([], _) => Tests::None,
            ([list], _) if list.len() == 1 => Tests::One,
            (_, Some(_)) if rising() => Tests::Keyed,
            _ => Tests::Lists,
        }
    }
}

/// One condition on an argument, as what is fastest to ask: whether its bits lie in a range, or do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    mask: u64,
    low: u64,
    /// How far above `low` it ends.
    span: u64,
    arg: u8,
    outside: bool,
}

impl Range {
    /// What always holds.
    pub(crate) const ALL: Range = Range { mask: 0, low: 0, span: u64::MAX, arg: 0, outside: false };

    /// What a clause asks first of a call's arguments: all, where that is one condition.
    pub(crate) fn of(lists: &[Vec<ArgTest>]) -> Range {
        let test = match lists.first().map(Vec::as_slice) {
            Some([test]) if lists.len() == 1 => test,
            _ => return Range::ALL,
        };
        let (mask, value) = (test.compared(&[test.mask; 6]), test.number());
        let below = |end: u64, outside| match end.checked_sub(1) {
            Some(span) => Range { mask, span, outside, ..Range::ALL },
            // Nothing is below 0.
            None => Range { mask, outside: !outside, ..Range::ALL },
        };
        let range = match test.op {
            Cmp::Eq => Range { mask, low: value, span: 0, ..Range::ALL },
            Cmp::Ne => Range { mask, low: value, span: 0, outside: true, ..Range::ALL },
            Cmp::Lt => below(value, false),
            Cmp::Ge => below(value, true),
            Cmp::Le => Range { mask, span: value, ..Range::ALL },
            Cmp::Gt => Range { mask, span: value, outside: true, ..Range::ALL },
        };
        Range { arg: test.arg, ..range }
    }

    /// Whether it holds.
    #[inline]
    pub(crate) fn holds(&self, args: &[u64; 6]) -> bool {
        let bits = args.get(usize::from(self.arg)).copied().unwrap_or(0) & self.mask;
        (bits.wrapping_sub(self.low) <= self.span) != self.outside
    }
}

/// Whether all tests of one of these lists hold, which are [`Tests::Keyed`].
pub(crate) fn any(lists: &[Vec<ArgTest>], args: &[u64; 6]) -> bool {
    let Some(key) = lists.first().and_then(|l| l.first()) else { return false };
    let number = key.compared(args);
    let at = lists.partition_point(|l| l.first().is_none_or(|t| t.number() < number));
    let from = lists.get(at..).unwrap_or(&[]).iter();
    let mut same = from.take_while(|l| l.first().is_some_and(|t| t.number() == number));
    same.any(|list| holds(list.get(1..).unwrap_or(&[]), args))
}

/// What all clauses of a call ask of its arguments.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// Which argument is one of `numbers`; if they do not all ask that, nothing is known here.
    key: Option<ArgTest>,
    /// They rise.
    numbers: Vec<u64>,
}

impl Keys {
    /// Sorts lists that all begin by asking which number one argument is.
    pub(crate) fn sort(lists: &mut [Vec<ArgTest>]) -> Result<Keys, OutOfMemory> {
        let Some(key) = keyed(lists).copied() else { return Ok(Keys::default()) };
        lists.sort_unstable_by_key(|l| l.first().map(ArgTest::number));
        let mut numbers: Vec<u64> = Vec::new();
        for number in lists.iter().filter_map(|l| l.first()).map(ArgTest::number) {
            if numbers.last() != Some(&number) {
                numbers.try_push(number)?;
            }
        }
        Ok(Keys { key: Some(key), numbers })
    }

    /// The arguments are none of what the clauses ask for: no clause has to do with the call.
    #[inline]
    pub(crate) fn miss(&self, args: &[u64; 6]) -> bool {
        self.key.is_some_and(|key| self.numbers.binary_search(&key.compared(args)).is_err())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn a_range_holds_where_its_test_does() {
        let numbers = [0, 1, 2, 0x3f, 0x40, 0x41, 0xffff_ffff, 1 << 32, (1 << 32) + 0x40, u64::MAX];
        for op in [Cmp::Eq, Cmp::Ne, Cmp::Lt, Cmp::Le, Cmp::Gt, Cmp::Ge] {
            for (mask, value) in numbers.iter().flat_map(|m| numbers.map(|v| (*m, v))) {
                for (wide, arg) in [(true, 0), (false, 5), (true, 6)] {
                    let test = ArgTest { arg, wide, op, mask, value };
                    let range = Range::of(&[vec![test]]);
                    for n in numbers {
                        let args = [n, 1, 2, 3, 4, n];
                        assert_eq!(range.holds(&args), test.holds(&args), "{test:?} {n}");
                    }
                }
            }
        }
        let two = vec![ArgTest { arg: 0, wide: true, op: Cmp::Eq, mask: 1, value: 1 }; 2];
        for lists in [vec![], vec![two.clone()], vec![vec![two[0]], vec![two[0]]]] {
            assert_eq!(Range::of(&lists), Range::ALL);
            assert!(Range::ALL.holds(&[7; 6]));
        }
    }

    #[test]
    fn numbers_are_found_with_what_else_is_asked() {
        let eq = |value| ArgTest { arg: 1, wide: false, op: Cmp::Eq, mask: 0xff, value };
        let more = ArgTest { arg: 2, wide: true, op: Cmp::Gt, mask: u64::MAX, value: 9 };
        let mut lists: Vec<Vec<ArgTest>> = (0..40).map(|n| vec![eq((n * 37 % 40) * 5)]).collect();
        lists.extend([vec![eq(7), more], vec![eq(8), more], vec![eq(8)], vec![eq(10), more]]);
        assert_eq!(Tests::of(&lists), Tests::Lists, "they do not rise");
        let keys = Keys::sort(&mut lists).unwrap();
        assert_eq!(Tests::of(&lists), Tests::Keyed);
        for (n, c) in (0..512).flat_map(|n| [(n, 0), (n, 10)]) {
            let args = [0, n, c, 0, 0, 0];
            let each = lists.iter().any(|l| holds(l, &args));
            assert_eq!(any(&lists, &args), each, "{n} {c}");
            assert!(!each || !keys.miss(&args), "{n} {c}");
        }
        assert!(keys.miss(&[0, 6, 10, 0, 0, 0]) && !keys.miss(&[0, 7, 0, 0, 0, 0]));
        // One that asks something else: nothing is known by the number.
        lists.push(vec![more]);
        let keys = Keys::sort(&mut lists).unwrap();
        assert_eq!(Tests::of(&lists), Tests::Lists);
        assert!(!keys.miss(&[0, 6, 0, 0, 0, 0]));
        assert_eq!(Tests::of(&[]), Tests::None);
    }
}
