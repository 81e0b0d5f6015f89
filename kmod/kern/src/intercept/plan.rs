//! A vector's plan: which calls are diverted, and the tests on arguments that must hold before anything
//! more is done about one. It is read without a lock, on every diverted call.
use crate::ffi::vector::*;
use crate::watch::{self, NUMBERS as CALLS};
use core::ffi::c_void;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::AtomicU64;
use core::sync::atomic::Ordering::{Acquire, Relaxed};
use wss_abi::clause::{ArgTest, Cmp, keyed};
use wss_engine::{Trap, WrapSet};

/// Makes a fresh vector that of a set, and of the classes of calls that are watched.
pub(super) fn fill(vector: *mut c_void, set: Option<&WrapSet>, calls: u32) {
    let mut next = 0;
    let mut trapped = [0u64; CALLS.div_ceil(64)];
    for trap in set.into_iter().flat_map(WrapSet::traps) {
        let first = tests(vector, trap, &mut next);
        let mut word = WSS_PLAN_DIVERT | first;
        // The tests have to be here, if there are any.
        if trap.counted && (first != WSS_PLAN_ALWAYS || trap.tests.iter().any(|l| l.is_empty())) {
            word |= WSS_PLAN_COUNT;
        }
        if trap.exit {
            word |= WSS_PLAN_EXIT;
        }
        if trap.pointers {
            word |= WSS_PLAN_POINTERS;
        }
        if watch::of_number(trap.nr) & calls != 0 {
            word |= WSS_PLAN_WATCH;
        }
        // SAFETY: a vector from `wss_vector_make`, under the engine's lock; any number may be given.
        unsafe { wss_vector_call(vector, trap.nr, word) };
        if let Some(bits) = trapped.get_mut(trap.nr as usize / 64) {
            *bits |= 1 << (trap.nr % 64);
        }
    }
    if calls == 0 {
        return;
    }
    for nr in 0..CALLS as u32 {
        let trapped = trapped.get(nr as usize / 64).is_some_and(|bits| bits >> (nr % 64) & 1 != 0);
        if watch::of_number(nr) & calls != 0 && !trapped {
            // SAFETY: as above.
            unsafe { wss_vector_call(vector, nr, WSS_PLAN_WATCH) };
        }
    }
}

/// Stores a call's tests; where they begin, or [`WSS_PLAN_ALWAYS`].
fn tests(vector: *mut c_void, trap: &Trap, next: &mut usize) -> u32 {
    let count: usize = trap.tests.iter().map(|list| list.len()).sum();
    let always = trap.tests.is_empty() || trap.tests.iter().any(|list| list.is_empty());
    // Without room for them they are left to the engine, which asks them again.
    if always || *next + count + 1 > WSS_VECTOR_TESTS {
        return WSS_PLAN_ALWAYS;
    }
    let first = *next;
    if among(vector, trap, next) {
        return first as u32;
    }
    for (l, list) in trap.tests.iter().enumerate() {
        for (t, test) in list.iter().enumerate() {
            let mut ends = 0;
            if t + 1 == list.len() {
                ends |= WSS_TEST_LIST_ENDS;
                if l + 1 == trap.tests.len() {
                    ends |= WSS_TEST_CALL_ENDS;
                }
            }
            let test = encode(test, ends);
            // SAFETY: as in `fill`.
            unsafe { wss_vector_test(vector, *next as u32, &test) };
            *next += 1;
        }
    }
    first as u32
}

/// Stores tests that ask for one of several numbers alone as a question with its numbers.
fn among(vector: *mut c_void, trap: &Trap, next: &mut usize) -> bool {
    let alone = trap.tests.iter().all(|list| list.len() == 1);
    let numbers = || trap.tests.iter().flatten().map(ArgTest::number);
    let Some(key) = keyed(&trap.tests).filter(|_| alone && numbers().is_sorted()) else {
        return false;
    };
    if trap.tests.len() < 4 {
        return false;
    }
    let question = encode(key, 0);
    question.value.store(trap.tests.len() as u64, Relaxed);
    question.what.store(u32::from(key.arg) | WSS_TEST_AMONG << 8, Relaxed);
    let values = trap.tests.iter().flatten().map(|test| encode(test, 0));
    for test in core::iter::once(question).chain(values) {
        // SAFETY: as in `fill`.
        unsafe { wss_vector_test(vector, *next as u32, &test) };
        *next += 1;
    }
    true
}

fn encode(test: &ArgTest, ends: u32) -> WssTest {
    let narrow = |v: u64| if test.wide { v } else { v & 0xffff_ffff };
    WssTest {
        // Of a narrow test the upper half is masked away.
        mask: AtomicU64::new(narrow(test.mask)),
        value: AtomicU64::new(narrow(test.value)),
        what: AtomicU32::new(u32::from(test.arg) | (test.op as u32) << 8 | ends << 24),
        unused: 0,
    }
}

impl WssPlan {
    /// The word of a call; 0 for a number that there is not.
    pub fn word(&self, nr: u32) -> u32 {
        if nr >= self.size {
            return 0;
        }
        // SAFETY: the C half keeps `size` words there for ever.
        unsafe { &*self.calls.add(nr as usize) }.load(Relaxed)
    }

    /// The cell of a call, to be read before its word and its tests; 0 if it is not counted.
    #[inline]
    pub fn cell(&self, nr: u32) -> u64 {
        if nr >= self.size {
            return 0;
        }
        // SAFETY: the C half keeps `size` cells there for ever.
        unsafe { &*self.cells.add(nr as usize) }.load(Acquire)
    }

    /// Whether the tests of a call let it be judged.
    #[inline]
    pub fn wants(&self, word: u32, args: &[u64; 8]) -> bool {
        let first = (word & 0xffff) as usize;
        if first == WSS_PLAN_ALWAYS as usize {
            return true;
        }
        let mut holds = true;
        for at in first..WSS_VECTOR_TESTS {
            // SAFETY: the C half keeps that many tests there for ever.
            let test = unsafe { &*self.tests.add(at) };
            let what = test.what.load(Relaxed);
            if what >> 8 & 0xff == WSS_TEST_AMONG {
                return self.among(at, test, args);
            }
            if holds {
                let arg = args.get((what & 7) as usize).copied().unwrap_or(0);
                let (arg, value) = (arg & test.mask.load(Relaxed), test.value.load(Relaxed));
                holds = match what >> 8 & 0xff {
                    op if op == Cmp::Eq as u32 => arg == value,
                    op if op == Cmp::Ne as u32 => arg != value,
                    op if op == Cmp::Lt as u32 => arg < value,
                    op if op == Cmp::Le as u32 => arg <= value,
                    op if op == Cmp::Gt as u32 => arg > value,
                    _ => arg >= value,
                };
            }
            if what >> 24 & WSS_TEST_LIST_ENDS != 0 {
                if holds {
                    return true;
                }
                if what >> 24 & WSS_TEST_CALL_ENDS != 0 {
                    return false;
                }
                holds = true;
            }
        }
        true
    }

    /// Whether what the question at `at` is about is one of the numbers behind it.
    fn among(&self, at: usize, question: &WssTest, args: &[u64; 8]) -> bool {
        let arg = args.get((question.what.load(Relaxed) & 7) as usize).copied().unwrap_or(0);
        let arg = arg & question.mask.load(Relaxed);
        let count = question.value.load(Relaxed).min(WSS_VECTOR_TESTS as u64) as usize;
        let (mut low, mut high) = (at + 1, (at + 1 + count).min(WSS_VECTOR_TESTS));
        while low < high {
            let middle = low.midpoint(high);
            // SAFETY: the C half keeps `WSS_VECTOR_TESTS` tests there for ever.
            let value = unsafe { &*self.tests.add(middle) }.value.load(Relaxed);
            match value.cmp(&arg) {
                core::cmp::Ordering::Equal => return true,
                core::cmp::Ordering::Less => low = middle + 1,
                core::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }
}
