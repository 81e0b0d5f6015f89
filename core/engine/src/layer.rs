//! Running the clauses of one layer on a call, on the way in or out: in source order, those whose conditions
//! on arguments hold, until one has a verdict other than Continue.
use crate::caught::Layer;
use crate::engine::{Core, Policy, Scope};
use crate::event::{Event, What};
use crate::frame::Frames;
use crate::host::{Call, Tid};
use crate::keys::{self, Tests};
use crate::pick::Pick;
use crate::run::{Site, clause, run_clause};
use wss_abi::clause::{ArgTest, On};
use wss_abi::verdict::Verdict;
use wss_vm::Budget;

/// Whose clauses run, and for whom.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) tid: Tid,
    pub(crate) process: u32,
    /// Position among the process's bindings.
    pub(crate) binding: usize,
    /// The binding's id.
    pub(crate) id: u64,
    pub(crate) wrapper: u32,
    /// Position among the layers passed.
    pub(crate) passed: Option<usize>,
}

impl Plan {
    /// One of its clauses.
    #[inline]
    pub(crate) fn site(&self, pick: &Pick) -> Site {
        let Plan { tid, process, binding, id, wrapper, passed } = *self;
        let (pick, depth, recorded_as) = (pick.which(), 0, None);
        Site { tid, process, binding, id, wrapper, pick, passed, depth, recorded_as }
    }

    /// Runs clauses from the `first` on; `goes_on`: which stood still, and has its answer. `Err`: the event
    /// stands still at this one.
    #[inline(always)]
    pub(crate) fn run(
        &self,
        scope: &mut Scope<'_>,
        frames: &mut Frames,
        event: &mut Event,
        picks: &[Pick],
        (first, goes_on): (usize, bool),
        budget: &mut Budget,
    ) -> Result<Verdict, usize> {
        let (policy, mut goes_on) = (scope.policy, goes_on);
        for (nth, pick) in (first..).zip(picks.get(first..).unwrap_or(&[])) {
            let verdict = if core::mem::take(&mut goes_on) {
                run_clause(scope, frames, event, &self.site(pick), budget, true)
            } else if !applies(policy, self.wrapper, pick, &event.args) || self.switched(scope) {
                continue;
            } else {
                clause(scope, frames, event, &self.site(pick), pick.known, budget)
            };
            match verdict {
                None => return Err(nth),
                Some(Verdict::Continue) => {}
                Some(verdict) => return Ok(verdict),
            }
        }
        Ok(Verdict::Continue)
    }

    /// Whether the binding asked to be replaced: its remaining clauses do not see this event.
    #[inline]
    fn switched(&self, scope: &Scope<'_>) -> bool {
        switched(scope, self.tid, self.process, self.binding)
    }
}

/// Takes a call past its layers where none of their clauses has to be run before it, nor has to look at it for
/// one that is run after it; whether that is so. Then the layers that the event has passed are those with
/// clauses that are run after it. Nothing of the process is about to change.
#[inline]
pub(crate) fn pass_by(
    policy: &Policy,
    core: &Core,
    event: &mut Event,
    process: u32,
    layers: &[Layer],
    call: &Call,
) -> bool {
    let runs = |l: &Layer| l.gathers || l.pre.iter().any(|p| p.range.holds(&call.args));
    if layers.iter().any(runs) {
        return false;
    }
    let Some(p) = core.processes.all.get(process) else { return false };
    event.reset(What::Pre, *call, p.set);
    for layer in layers {
        let Some(b) = p.bindings.get(usize::from(layer.layer)) else { continue };
        let applies = |pick: &Pick| applies(policy, b.wrapper, pick, &call.args);
        let Some(first) = layer.post.iter().position(applies) else { continue };
        if event.pass(layer.layer, b.id, layer.data as usize, Some(first as u16)).is_err() {
            return false;
        }
    }
    true
}

/// See [`Plan::switched`].
#[inline]
pub(crate) fn switched(scope: &Scope<'_>, tid: Tid, process: u32, binding: usize) -> bool {
    let process = scope.core.processes.all.get(process);
    let binding = process.and_then(|p| p.bindings.get(binding));
    binding.and_then(|b| b.switch).is_some_and(|s| s.tid == tid)
}

/// Whether a clause's necessary conditions on a call's arguments hold.
#[inline]
pub(crate) fn applies(policy: &Policy, wrapper: u32, pick: &Pick, args: &[u64; 6]) -> bool {
    let more = matches!(pick.tests, Tests::Lists | Tests::Keyed);
    pick.range.holds(args) && (!more || filter(policy, wrapper, pick, args))
}

#[inline(never)]
fn filter(policy: &Policy, wrapper: u32, pick: &Pick, args: &[u64; 6]) -> bool {
    let Some(c) = policy.wrappers.get(wrapper).and_then(|w| w.clause(pick.clause)) else {
        return false;
    };
    let On::Calls(binds) = &c.on else { return false };
    binds.get(usize::from(pick.bind)).is_some_and(|b| match pick.tests {
        Tests::Keyed => keys::any(&b.filter, args),
        _ => b.filter.iter().any(|list| holds(list, args)),
    })
}

/// Whether all tests of a list hold.
pub(crate) fn holds(list: &[ArgTest], args: &[u64; 6]) -> bool {
    list.iter().all(|t| t.holds(args))
}
