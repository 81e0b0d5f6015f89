//! Active composition: a raised event runs the clauses that catch it at once, in load order, and
//! returns to the raiser. The raiser's budget covers them; nesting is bounded
//! ([`crate::run::MAX_RAISE`]).
//!
//! A clause is atomic, so a wrapper of which a clause is running further out in the chain does not
//! catch: it would see its own state half-changed.
//!
//! What a catcher decides applies to the event in the course of which the raise happened: the
//! strongest verdict wins (kill, deny, return, continue). A catcher cannot return a made-up result.
use crate::engine::Scope;
use crate::event::{Event, WARNING, What};
use crate::pause::bound;
use crate::run::Site;
use wss_abi::clause::On;
use wss_abi::verdict::Verdict;

/// A raised event on its way to those who catch it.
#[derive(Debug)]
pub(crate) struct Raise {
    pub(crate) event: Event,
    /// Position among the set's catching clauses of the next to look at.
    next: usize,
    /// Clauses that caught it.
    pub(crate) count: u64,
    /// Their strongest verdict.
    pub(crate) verdict: Verdict,
}

impl Raise {
    /// An event that nobody has caught yet.
    pub(crate) fn new(event: Event) -> Raise {
        Raise { event, next: 0, count: 0, verdict: Verdict::Continue }
    }
}

/// The next clause that catches what `raiser` raised.
pub(crate) fn next_catcher(scope: &Scope<'_>, raise: &mut Raise, raiser: &Site) -> Option<Site> {
    let policy = scope.policy;
    let What::Raised(from, number) = raise.event.what else { return None };
    let from = policy.wrappers.get(from)?;
    let name = match number {
        WARNING => "warning",
        n => from.object().events.get(usize::from(n))?.name.as_str(),
    };
    let bindings = &scope.core.processes.all.get(raiser.process)?.bindings;
    let holds = bindings.get(raiser.binding).is_some_and(|b| b.holder == raiser.tid);
    let set = raise.event.set;
    for pick in policy.sets.get(set)?.raised().iter().skip(raise.next) {
        raise.next += 1;
        let found = bound(policy, scope.core, raiser.process, set, pick.layer);
        let Some((binding, b)) = found else { continue };
        let clause = policy.wrappers.get(b.wrapper).and_then(|w| w.clause(pick.clause));
        let Some(On::Raised { wrapper: by, event }) = clause.map(|c| &c.on) else { continue };
        // One that began while the raiser stood still is none of those that it holds.
        if b.busy
            || holds && b.holder != raiser.tid
            || event != name
            || !(by.is_empty() || by == from.name())
        {
            continue;
        }
        raise.count += 1;
        return Some(Site {
            tid: raiser.tid,
            process: raiser.process,
            binding,
            id: b.id,
            wrapper: b.wrapper,
            pick: pick.which(),
            passed: None,
            depth: raiser.depth + 1,
            recorded_as: None,
        });
    }
    None
}
