//! Dispatch of calls: the onion. On the way in the layers judge in load order, each seeing the
//! arguments as the layers outside left them; on the way out in the reverse order, each seeing
//! the result as the layers further in left it.
//!
//! Within a layer clauses run in source order until one has a verdict other than Continue. A
//! denial (or a made-up result) at one layer ends the way in: layers further in are not run, the
//! call is not executed, and the layers outside see it as a result in their `post` clauses, which
//! run at once. A kill ends everything. In `post`, deny and return set what the caller sees.
//!
//! What a `post` clause looks at is captured before the call. A binding that ended while the call
//! ran (exec, `wr_switch` in another thread) does not see the result; one that began meanwhile did
//! not see the call and does not see its result either.
use crate::caught::Layer;
use crate::context::failed;
use crate::engine::{Core, Policy, Scope};
use crate::errno::EPERM;
use crate::event::{Event, What};
use crate::events::Events;
use crate::frame::Frames;
use crate::host::{Action, Call, Entry, Errno, Host, Tid};
use crate::layer::{Plan, applies};
use crate::pause::{Cursor, bound};
use crate::prepare::prepare_post;
use crate::rewrite::rewrites;
use alloc::vec::Vec;
use wss_abi::mem::OutOfMemory;
use wss_abi::verdict::Verdict;
use wss_vm::Budget;

/// The answer that lets a call pass.
pub(crate) const PASS: Entry =
    Entry { action: Action::Run, rewrites: Vec::new(), wants_exit: false };

/// How the way in ended.
enum In {
    /// Through all layers.
    Through,
    /// Ended at a layer with this result.
    Result(i64),
    Kill(u8),
}

/// The thread that makes a call.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) tid: Tid,
    /// Its place, if it is known.
    pub(crate) thread: Option<u32>,
    /// That of its process.
    pub(crate) process: u32,
}

/// Judges a call before it runs, into `out`, which lets it pass; whether its event is to be kept, since its
/// result is awaited, or something in it was captured or replaced. `None`: it stands still (`Core::stop`).
/// `again`: it stood still.
#[inline]
pub(crate) fn entry(
    policy: &Policy,
    core: &mut Core,
    (event, frames): (&mut Event, &mut Frames),
    host: &mut dyn Host,
    (place, call): (Place, Call),
    again: bool,
    out: &mut Entry,
) -> Option<bool> {
    let set = match again {
        true => event.set,
        false => match core.processes.all.get(place.process) {
            Some(p) => p.set,
            None => return Some(false),
        },
    };
    let layers = policy.sets.get(set).map_or(&[][..], |s| s.call(call.nr));
    if layers.is_empty() {
        return Some(false);
    }
    if !again {
        event.reset(What::Pre, call, set);
    }
    let (judged, timed_out) = if again { core.so_far() } else { (false, false) };
    let mut scope = Scope { policy, core, host, asks: true, judged, timed_out };
    let mut again = again;
    let went = match again && event.what == What::Post {
        // It stood still on the way out already.
        true => In::Result(event.ret),
        false => way_in(&mut scope, frames, event, place, layers, core::mem::take(&mut again))?,
    };
    out.action = match went {
        In::Kill(signal) => Action::Kill(signal),
        In::Through if event.is_plain() => return Some(false),
        In::Through => {
            if event.is_changed() {
                match rewrites(event) {
                    Ok(rewrites) => out.rewrites = rewrites,
                    Err(OutOfMemory) => {
                        out.action = Action::Refuse(EPERM);
                        return Some(false);
                    }
                }
            }
            out.wants_exit = event.wants_post();
            // What was judged by its content may be other content when an interrupted call comes again.
            let keep = !out.rewrites.is_empty() || !event.captures.is_empty();
            return Some(keep || out.wants_exit);
        }
        In::Result(ret) => {
            event.what = What::Post;
            event.ret = ret;
            match way_out(&mut scope, frames, event, place.tid, place.process, again)? {
                Some(signal) => Action::Kill(signal),
                None if failed(event.ret) => Action::Refuse(Errno(-event.ret as u16)),
                None => Action::Return(event.ret),
            }
        }
    };
    Some(false)
}

/// Runs `pre` clauses from the outside in; `None`: the event stands still. `again`: it stood still.
#[inline(never)]
fn way_in(
    scope: &mut Scope<'_>,
    frames: &mut Frames,
    event: &mut Event,
    place: Place,
    layers: &[Layer],
    mut again: bool,
) -> Option<In> {
    let policy = scope.policy;
    let Place { tid, process, .. } = place;
    for (number, layer) in layers.iter().enumerate() {
        if again && scope.core.again.as_ref().is_some_and(|a| a.at.layer != number) {
            continue;
        }
        let found = bound(policy, scope.core, process, event.set, layer.layer);
        let Some((binding, id, wrapper)) = found.map(|(at, b)| (at, b.id, b.wrapper)) else {
            again = false;
            continue;
        };
        let Some(loaded) = policy.wrappers.get(wrapper) else { continue };
        let object = loaded.object();
        let mut budget = Budget::new(u64::from(object.budget));
        // A layer without per-call variables that does not look at results leaves nothing behind.
        let (mut passed, mut first) = (None, 0);
        let mut goes_on = false;
        let from = core::mem::take(&mut again);
        if from {
            let at;
            (at, goes_on) = went(scope, number, budget);
            (budget, passed, first) = (at.budget, at.passed, at.pick);
        } else {
            let data = object.call_data as usize;
            if data > 0 || !layer.post.is_empty() {
                if event.pass(layer.layer, id, data, None).is_err() {
                    return Some(In::Result(-i64::from(EPERM.0)));
                }
                passed = event.depth().checked_sub(1);
            }
            event.ret = 0;
        }
        let plan = Plan { tid, process, binding, id, wrapper, passed };
        let first = match from {
            true => Some(first),
            false => layer.pre.iter().position(|p| applies(policy, wrapper, p, &event.args)),
        };
        let mut verdict = Verdict::Continue;
        if let Some(first) = first {
            let from = (first, goes_on);
            match plan.run(scope, frames, event, &layer.pre, from, &mut budget) {
                Ok(said) => verdict = said,
                Err(pick) => {
                    stopped(scope, Cursor { pick, passed, ..Cursor::new(number, budget) });
                    return None;
                }
            }
        }
        if loaded.options.permissive {
            event.leave_layer(layer.layer);
        }
        if verdict == Verdict::Continue {
            let mut first = None;
            for (nth, pick) in (0..).zip(&layer.post) {
                let asked = first.is_none() || pick.gathers;
                if !asked || !applies(policy, wrapper, pick, &event.args) {
                    continue;
                }
                if pick.gathers
                    && let Err(v) = prepare_post(scope, event, &plan.site(pick))
                {
                    verdict = v;
                    break;
                }
                first = first.or(Some(nth));
            }
            if let Some(p) = passed.and_then(|n| event.passed_mut(n)) {
                p.post = first;
            }
        }
        let result = match verdict {
            Verdict::Continue => continue,
            Verdict::Kill(signal) => return Some(In::Kill(signal)),
            Verdict::Deny(errno) => -i64::from(errno),
            Verdict::Return => event.ret,
        };
        // The layer that decided does not see its own decision as a result.
        if let Some(p) = passed.and_then(|n| event.passed_mut(n)) {
            p.post = None;
        }
        return Some(In::Result(result));
    }
    Some(In::Through)
}

/// Where the event stood still, in a layer; and whether there is a clause to go on with.
#[inline(never)]
fn went(scope: &mut Scope<'_>, layer: usize, budget: Budget) -> (Cursor, bool) {
    let again = scope.core.again.as_ref();
    again.map_or((Cursor::new(layer, budget), false), |a| (a.at, a.frames.is_some()))
}

/// Says where the event stands still; the clause has said why, and what is left to spend.
#[inline(never)]
pub(crate) fn stopped(scope: &mut Scope<'_>, at: Cursor) {
    if let Some(stop) = &mut scope.core.stop {
        stop.at = at;
    }
}

/// Runs `post` clauses from the inside out; who is killed by what. `None`: the event stands still.
/// `again`: it stood still.
pub(crate) fn way_out(
    scope: &mut Scope<'_>,
    frames: &mut Frames,
    event: &mut Event,
    tid: Tid,
    process: u32,
    mut again: bool,
) -> Option<Option<u8>> {
    let policy = scope.policy;
    let layers = policy.sets.get(event.set).map_or(&[][..], |s| s.call(event.nr));
    for n in (0..event.depth()).rev() {
        if again && scope.core.again.as_ref().is_some_and(|a| a.at.layer != n) {
            continue;
        }
        let from = core::mem::take(&mut again);
        let Some(p) = event.passed(n) else { continue };
        let (layer, id, post) = (p.layer, p.binding, p.post);
        // The layer sees its own assignments, not those from further in.
        event.leave_layer(layer + 1);
        let Some(post) = post else { continue };
        let Some(clauses) = layers.iter().find(|l| l.layer == layer) else { continue };
        let bindings = scope.core.processes.all.get(process).map_or(&[][..], |p| &p.bindings);
        let found = bindings.iter().enumerate().find(|(_, b)| b.id == id);
        let Some((binding, wrapper)) = found.map(|(at, b)| (at, b.wrapper)) else { continue };
        let Some(loaded) = policy.wrappers.get(wrapper) else { continue };
        let mut budget = Budget::new(u64::from(loaded.object().budget));
        // Those before it did not apply on the way in, nor do they now: the layer sees the same arguments.
        let (mut before, mut first, mut goes_on) = (event.ret, usize::from(post), false);
        if from {
            let at;
            (at, goes_on) = went(scope, n, budget);
            (budget, before, first) = (at.budget, at.before, at.pick);
        }
        let plan = Plan { tid, process, binding, id, wrapper, passed: Some(n) };
        let start = (first, goes_on);
        let result = match plan.run(scope, frames, event, &clauses.post, start, &mut budget) {
            Ok(Verdict::Continue | Verdict::Return) => None,
            Ok(Verdict::Kill(signal)) => return Some(Some(signal)),
            Ok(Verdict::Deny(errno)) => Some(-i64::from(errno)),
            Err(pick) => {
                stopped(scope, Cursor { pick, before, ..Cursor::new(n, budget) });
                return None;
            }
        };
        // What a permissive wrapper assigned is not enforced; a verdict that is, is that of a
        // wrapper which caught what it raised.
        event.ret = match result {
            Some(denied) => denied,
            None if loaded.options.permissive => before,
            None => event.ret,
        };
    }
    Some(None)
}

/// Takes up the event of a call that has run; its process and the set that judges it. `None`: nobody awaits its
/// result.
#[inline]
pub(crate) fn take_awaited(
    core: &mut Core,
    events: &mut Events,
    tid: Tid,
    ret: i64,
) -> Option<(u32, u32)> {
    let thread = core.processes.thread_mut(tid)?;
    if !core::mem::take(&mut thread.awaited) {
        return None;
    }
    let process = thread.process;
    thread.interrupted = None;
    let call = thread.call.take()?;
    if let Some(p) = core.processes.all.get_mut(process) {
        p.in_call = p.in_call.saturating_sub(1);
    }
    let event = events.take_up(call)?;
    event.what = What::Post;
    event.ret = ret;
    event.ran = true;
    event.creds = None;
    Some((process, event.set))
}
