//! Calls that pass without a clause being run: those that no clause catches, or whose clauses return a constant or
//! by their conditions on arguments have nothing to do with them.
use crate::caught::Caught;
use crate::engine::{Core, Policy};
use crate::layer::applies;
use crate::pick::Pick;

/// What catches a call of a process of which nothing is about to change; if nothing does, the call passes.
#[inline]
pub(crate) fn caught<'p>(
    policy: &'p Policy,
    core: &Core,
    process: u32,
    nr: u32,
) -> Option<Option<&'p Caught>> {
    let p = core.processes.all.get(process)?;
    let set = policy.sets.get(p.set)?;
    let settled = policy.leaving == 0 && p.is_settled();
    settled.then(|| set.caught(nr))
}

/// Whether the call passes without a clause being run: each of those that catch it
/// lets it pass whatever the event, or by its necessary conditions has nothing to do with it. Then
/// it is done with. Unless `each`, the conditions are not looked at clause by clause: worth it where
/// the host has not looked at them.
#[inline]
pub(crate) fn passes(
    policy: &Policy,
    core: &mut Core,
    caught: &Caught,
    args: &[u64; 6],
    each: bool,
) -> bool {
    let Some((clauses, tests)) = caught.light() else { return false };
    if let Some(keys) = tests {
        return keys.miss(args) || each && pass_filtered(policy, core, clauses, args);
    }
    for (wrapper, pick) in clauses {
        if let Some(known) = pick.known {
            core.count(*wrapper, pick.clause, known);
        }
    }
    true
}

// Apart, so that what most calls take has nothing to save.
#[inline(never)]
fn pass_filtered(
    policy: &Policy,
    core: &mut Core,
    clauses: &[(u32, Pick)],
    args: &[u64; 6],
) -> bool {
    for (wrapper, pick) in clauses {
        if !applies(policy, *wrapper, pick, args) {
            continue;
        }
        match pick.known {
            Some(known) if pick.light => core.count(*wrapper, pick.clause, known),
            _ => return false,
        }
    }
    true
}
