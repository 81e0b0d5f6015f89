//! A vector's plan: which calls are diverted, and the tests on arguments that must hold before anything
//! more is done about one. It is read without a lock, on every diverted call.
use crate::ffi::vector::*;
use core::ffi::c_void;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::AtomicU64;
use core::sync::atomic::Ordering::{Acquire, Relaxed};
use wss_abi::clause::{ArgTest, Cmp};
use wss_engine::{Trap, WrapSet};

/// Makes a fresh vector that of a set.
pub(super) fn fill(vector: *mut c_void, set: &WrapSet) {
    let mut next = 0;
    for trap in set.traps() {
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
        // SAFETY: a vector from `wss_vector_make`, under the engine's lock; any number may be given.
        unsafe { wss_vector_call(vector, trap.nr, word) };
    }
}

/// Stores a call's tests; where they begin, or [`WSS_PLAN_ALWAYS`].
fn tests(vector: *mut c_void, trap: &Trap, next: &mut usize) -> u32 {
    let count: usize = trap.tests.iter().map(|list| list.len()).sum();
    let always = trap.tests.is_empty() || trap.tests.iter().any(|list| list.is_empty());
    // Without room for them they are left to the engine, which asks them again.
    if always || *next + count > WSS_VECTOR_TESTS {
        return WSS_PLAN_ALWAYS;
    }
    let first = *next;
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
}
