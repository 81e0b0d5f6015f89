//! Statistics: what each wrapper and clause did since it was loaded.
use alloc::vec::Vec;

/// Counts of one clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClauseStats {
    /// Times its guard held and its action ran.
    pub hits: u64,
    /// Verdicts other than Continue, recorded or enforced.
    pub verdicts: u64,
    /// Faults.
    pub faults: u64,
    /// Instructions, guards included.
    pub instructions: u64,
}

/// Counts of one wrapper.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct WrapperStats {
    /// By clause number.
    pub clauses: Vec<ClauseStats>,
    /// Bindings that exist.
    pub bound: u64,
    /// Violations reported.
    pub violations: u64,
}

impl WrapperStats {
    /// Sum over all clauses.
    pub fn total(&self) -> ClauseStats {
        self.clauses.iter().fold(ClauseStats::default(), |a, c| ClauseStats {
            hits: a.hits + c.hits,
            verdicts: a.verdicts + c.verdicts,
            faults: a.faults + c.faults,
            instructions: a.instructions + c.instructions,
        })
    }
}
