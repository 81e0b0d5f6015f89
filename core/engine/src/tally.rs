//! Calls that a host may count instead of bringing them: each clause on such a call lets it pass by a
//! constant, so that nothing of the event or of the engine's state makes a difference, and all that is
//! left of them is statistics. The host adds up its counts when it is asked for statistics and before it
//! forgets a set.
use crate::api::Engine;
use crate::pick::Pick;
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec};

/// One clause of a call that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Share {
    nr: u32,
    wrapper: u32,
    /// Which of the wrappers that had this place.
    order: u64,
    clause: u16,
    /// Instructions that the clause takes.
    cost: u64,
}

/// What the calls of a set that are counted stand for. It outlives the set and its wrappers.
#[derive(Debug, Default)]
pub struct Tally {
    /// By rising call number.
    shares: Vec<Share>,
}

impl Tally {
    pub(crate) fn add(
        &mut self,
        nr: u32,
        wrapper: (u32, u64),
        pick: Pick,
    ) -> Result<(), OutOfMemory> {
        let Some(known) = pick.known else { return Ok(()) };
        let ((wrapper, order), clause, cost) = (wrapper, pick.clause, known.cost.into());
        self.shares.try_push(Share { nr, wrapper, order, clause, cost })
    }

    /// The calls that are counted, by rising number.
    pub fn calls(&self) -> impl Iterator<Item = u32> {
        self.shares.chunk_by(|a, b| a.nr == b.nr).filter_map(|c| c.first()).map(|s| s.nr)
    }
}

impl Engine {
    /// The host let `n` calls with that number pass, of processes that had the tally's set: they are in
    /// the statistics of those of its wrappers that are still loaded.
    pub fn count(&mut self, tally: &Tally, nr: u32, n: u64) {
        for s in tally.shares.iter().filter(|s| s.nr == nr) {
            let same = self.policy.wrappers.get(s.wrapper).is_some_and(|w| w.order == s.order);
            if same && let Some(stats) = self.core.stats(s.wrapper, s.clause) {
                stats.hits = stats.hits.saturating_add(n);
                stats.instructions = stats.instructions.saturating_add(s.cost.saturating_mul(n));
            }
        }
    }
}
