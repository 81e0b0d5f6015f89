//! A clause as a wrap set's dispatch table names it, and what is known of it before any event.
use crate::keys::{Range, Tests};
use wss_abi::clause::{Clause, does};
use wss_abi::object::Object;
use wss_abi::verdict::Verdict;
use wss_vm::Program;

/// A clause as a set's dispatch table names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pick {
    /// Position of the wrapper in the set.
    pub(crate) layer: u16,
    /// Number of the clause in the wrapper.
    pub(crate) clause: u16,
    /// Number of the call among those the clause catches.
    pub(crate) bind: u16,
    /// Its necessary conditions on arguments.
    pub(crate) tests: Tests,
    /// What it asks of them, or asks first.
    pub(crate) range: Range,
    /// It looks at more of the call than registers.
    pub(crate) gathers: bool,
    /// Its guard, which changes nothing, and its body are run at once: nothing is gathered between them.
    pub(crate) at_once: bool,
    /// How it ends, where nothing in the event decides that.
    pub(crate) known: Option<Known>,
    /// It ends by letting the call pass, and sees no result.
    pub(crate) light: bool,
}

/// What is to be known of a clause while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Which {
    /// As of [`Pick`].
    pub(crate) layer: u16,
    pub(crate) clause: u16,
    pub(crate) bind: u16,
    pub(crate) gathers: bool,
    pub(crate) at_once: bool,
}

impl Pick {
    #[inline]
    pub(crate) fn which(&self) -> Which {
        let Pick { layer, clause, bind, gathers, at_once, .. } = *self;
        Which { layer, clause, bind, gathers, at_once }
    }

    /// A clause without conditions on arguments, that has to be run.
    pub(crate) fn plain(layer: u16, clause: u16) -> Pick {
        let (bind, tests, range) = (0, Tests::None, Range::ALL);
        let (gathers, at_once, known, light) = (false, false, None, false);
        Pick { layer, clause, bind, tests, range, gathers, at_once, known, light }
    }
}

/// The end of a clause that looks at nothing and returns a constant: it need not be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) verdict: Verdict,
    /// Instructions that it takes.
    pub(crate) cost: u32,
}

impl Known {
    /// Whether a clause that ends so lets the call pass, however many of its wrapper's do so too.
    pub(crate) fn is_light(self, object: &Object) -> bool {
        let all = u64::from(self.cost).saturating_mul(object.clauses.len() as u64);
        self.verdict == Verdict::Continue && all <= u64::from(object.budget)
    }

    pub(crate) fn of(program: &Program, clause: &Clause) -> Option<Known> {
        let looks = clause.decides != 0 || clause.does & does::ALL_PARAMS != 0;
        if looks || clause.guard.is_some() {
            return None;
        }
        let (r0, cost) = program.constant(clause.body)?;
        Some(Known { verdict: Verdict::from_code(r0 as u32)?, cost: u32::try_from(cost).ok()? })
    }
}
