//! Running one clause on one event: guard and body. What comes of it is [`verdict`]'s.
//!
//! A clause is one critical section: its binding's state and its wrapper's shared state are taken
//! out of their places while it runs and put back when it ends, so that nothing else can see them
//! half-changed; a concurrent host takes the two locks here.
//!
//! A clause that raises an event waits, paused, while the clauses that catch it run ([`catch`]).
//! All of them are [`Frame`]s in a list, at most [`MAX_RAISE`] waiting; nothing here recurses.
//!
//! [`catch`]: crate::catch
//! [`verdict`]: crate::verdict
use crate::catch::next_catcher;
use crate::context::Context;
use crate::engine::{Policy, Scope};
use crate::event::Event;
use crate::frame::{Frame, Frames, Went};
use crate::host::Tid;
use crate::pause::{Cursor, Stop, Why, hold, must_wait};
use crate::pick::{Known, Which};
use crate::prepare::{Filled, fill_captures, fill_scalars};
use crate::registry::Wrapper;
use crate::verdict::{End, Trouble, finish, finished, stronger};
use wss_abi::addr::Region;
use wss_abi::clause::{Clause, On, Source, does};
use wss_abi::verdict::Verdict;
use wss_vm::{Bare, Budget, Memory, Outcome, Slot, Stack, start_if};

/// Deepest chain of raised events.
pub(crate) const MAX_RAISE: u8 = 8;

/// Which clause runs, for whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub(crate) tid: Tid,
    pub(crate) process: u32,
    /// Position among the process's bindings.
    pub(crate) binding: usize,
    /// The binding's id.
    pub(crate) id: u64,
    pub(crate) wrapper: u32,
    pub(crate) pick: Which,
    /// Position among the layers passed, whose per-call variables the clause has.
    pub(crate) passed: Option<usize>,
    /// How many raised events deep.
    pub(crate) depth: u8,
    /// The clause that records name in its stead (`wr_record_as`).
    pub(crate) recorded_as: Option<u16>,
}

/// Runs a clause; its verdict as it is to be enforced (that of wrappers that caught what it raised
/// included). Everything worth a record was recorded. `None`: the event stands still, and
/// `Core::stop` says why. `known`: as of its pick.
#[inline]
pub(crate) fn clause(
    scope: &mut Scope<'_>,
    frames: &mut Frames,
    event: &mut Event,
    site: &Site,
    known: Option<Known>,
    budget: &mut Budget,
) -> Option<Verdict> {
    match known {
        Some(known) if budget.left() >= u64::from(known.cost) => {
            Some(known_end(scope, event, site, known, budget))
        }
        _ => run_clause(scope, frames, event, site, budget, false),
    }
}

/// Ends a clause that need not be run.
fn known_end(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: &Site,
    known: Known,
    budget: &mut Budget,
) -> Verdict {
    let from = budget.left();
    // It was asked whether there is as much.
    let _ = budget.charge(known.cost.into());
    if known.verdict == Verdict::Continue {
        scope.core.count(site.wrapper, site.pick.clause, known);
        return Verdict::Continue;
    }
    finish(scope, event, site, End::Verdict(known.verdict), Verdict::Continue, from, budget)
}

/// Runs a clause, or goes on with the one that has its answer (`Core::again`), which `site` names.
#[inline(never)]
pub(crate) fn run_clause(
    scope: &mut Scope<'_>,
    frames: &mut Frames,
    event: &mut Event,
    site: &Site,
    budget: &mut Budget,
    goes_on: bool,
) -> Option<Verdict> {
    if scope.core.held > 0 && !goes_on && must_wait(scope, site) {
        return wait(scope, event, site, budget);
    }
    scope.judged = true;
    let verdict = if goes_on {
        *frames = take_frames(scope);
        chain(scope, event, budget, frames)
    } else {
        match first(scope, event, site, budget, frames) {
            Ok(verdict) => {
                frames.pop();
                return Some(verdict);
            }
            Err(Went::Asks) => None,
            Err(_) => {
                next(scope, frames, budget);
                chain(scope, event, budget, frames)
            }
        }
    };
    if verdict.is_none() {
        if !goes_on {
            hold(scope, site);
        }
        return asks(scope, core::mem::take(frames), *budget);
    }
    if goes_on {
        scope.core.release(site.process, site.tid);
    }
    verdict
}

/// The frames of the clause that goes on.
#[inline(never)]
fn take_frames(scope: &mut Scope<'_>) -> Frames {
    let mut frames = scope.core.again.take().and_then(|a| a.frames).unwrap_or_default();
    frames.iter_mut().for_each(|f| f.relocate(scope));
    frames
}

/// The clause's state is held: its event waits, or, if it cannot, the clause faults.
#[inline(never)]
fn wait(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: &Site,
    budget: &mut Budget,
) -> Option<Verdict> {
    let trouble = match (scope.asks, scope.timed_out) {
        (true, false) => {
            stop(scope, Why::Waits, None, *budget);
            return None;
        }
        (true, true) => Trouble::TimedOut,
        (false, _) => Trouble::Held,
    };
    let (end, left) = (End::Trouble(trouble), budget.left());
    Some(finish(scope, event, site, end, Verdict::Continue, left, budget))
}

/// The last of the frames asks.
#[inline(never)]
fn asks(scope: &mut Scope<'_>, mut frames: Frames, budget: Budget) -> Option<Verdict> {
    let question = frames.last_mut().and_then(|f| f.asks.as_mut()?.question.take());
    stop(scope, Why::Asks(question), Some(frames), budget);
    None
}

#[inline(never)]
fn stop(scope: &mut Scope<'_>, why: Why, frames: Option<Frames>, budget: Budget) {
    let (at, judged, timed_out) = (Cursor::new(0, budget), scope.judged, scope.timed_out);
    scope.core.stop = Some(Stop { why, frames, at, judged, timed_out });
}

/// Runs the clause in the first of the frames: its verdict, or why it waits.
#[inline]
fn first(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: &Site,
    budget: &mut Budget,
    frames: &mut Frames,
) -> Result<Verdict, Went> {
    let from = budget.left();
    let Some(frame) = frames.push(site, from) else {
        let end = End::Trouble(Trouble::OutOfMemory);
        return Ok(finish(scope, event, site, end, Verdict::Continue, from, budget));
    };
    let named = named(scope.policy, site);
    let Some(n) = named else { return Ok(Verdict::Continue) };
    if let Err(end) = ready(scope, event, frame, n, budget) {
        return Ok(finished(scope, event, site, named, end, Verdict::Continue, from, budget));
    }
    match frame.go(scope, event, n, budget) {
        Went::Ended(end) => Ok(frame.finish(scope, event, named, end, budget)),
        waits => Err(waits),
    }
}

/// Runs the last of the frames, and those that it raises, until the first has ended, or one asks.
fn chain(
    scope: &mut Scope<'_>,
    event: &mut Event,
    budget: &mut Budget,
    frames: &mut Frames,
) -> Option<Verdict> {
    loop {
        let Some((top, waiting)) = frames.split_last_mut() else { return Some(Verdict::Continue) };
        // The clause's event is the one that the frame before it raised, or the call.
        let raised = waiting.last_mut().and_then(|f| f.raise.as_mut());
        let its_event = raised.map_or(&mut *event, |r| &mut r.event);
        let named = named(scope.policy, &top.site);
        let went = match named {
            Some(named) => top.go(scope, its_event, named, budget),
            None => Went::Ended(End::Idle),
        };
        match went {
            Went::Waits => {}
            Went::Asks => return None,
            Went::Ended(end) => {
                let verdict = top.finish(scope, its_event, named, end, budget);
                frames.pop();
                match frames.last_mut().and_then(|f| f.raise.as_mut()) {
                    Some(raise) => raise.verdict = stronger(raise.verdict, verdict),
                    None => return Some(verdict),
                }
            }
        }
        next(scope, frames, budget);
    }
}

/// Makes the last of the frames what runs next: the next catcher of what the last one raised, or
/// that one itself, when there is none left.
fn next(scope: &mut Scope<'_>, frames: &mut Frames, budget: &mut Budget) {
    while let Some(last) = frames.last_mut()
        && let Some(raise) = last.raise.as_mut()
    {
        let Some(site) = next_catcher(scope, raise, &last.site) else {
            last.caught = stronger(last.caught, raise.verdict);
            last.returned = raise.count;
            scope.core.give_event(core::mem::take(&mut raise.event));
            last.raise = None;
            return;
        };
        let from = budget.left();
        if frames.push(&site, from).is_none() {
            let Some(raise) = frames.last_mut().and_then(|f| f.raise.as_mut()) else { return };
            let (end, none) = (End::Trouble(Trouble::OutOfMemory), Verdict::Continue);
            let verdict = finish(scope, &mut raise.event, &site, end, none, from, budget);
            raise.verdict = stronger(raise.verdict, verdict);
            continue;
        }
        let Some((top, waiting)) = frames.split_last_mut() else { return };
        let Some(raise) = waiting.last_mut().and_then(|f| f.raise.as_mut()) else { return };
        match begin(scope, &mut raise.event, top, budget) {
            Ok(()) => return,
            Err(verdict) => raise.verdict = stronger(raise.verdict, verdict),
        }
        frames.pop();
    }
}

/// A clause's wrapper, itself, and where its parameters come from in an event.
pub(crate) type Named<'p> = (&'p Wrapper, &'p Clause, &'p [Source]);

/// What a site names.
#[inline]
pub(crate) fn named<'p>(policy: &'p Policy, site: &Site) -> Option<Named<'p>> {
    let wrapper = policy.wrappers.get(site.wrapper)?;
    let clause = wrapper.clause(site.pick.clause)?;
    let sources = match &clause.on {
        On::Calls(binds) => binds.get(usize::from(site.pick.bind))?.sources.as_slice(),
        On::Raised { .. } | On::Life(_) => &[],
    };
    Some((wrapper, clause, sources))
}

/// Gets a frame's clause ready to run, or, if its body does not run, its verdict.
fn begin(
    scope: &mut Scope<'_>,
    event: &mut Event,
    frame: &mut Frame,
    budget: &mut Budget,
) -> Result<(), Verdict> {
    let named = named(scope.policy, &frame.site);
    let ready = match named {
        Some(named) => ready(scope, event, frame, named, budget),
        None => Err(End::Idle),
    };
    let Err(end) = ready else { return Ok(()) };
    Err(finished(scope, event, &frame.site, named, end, Verdict::Continue, frame.from, budget))
}

/// Fills in what the clause sees and asks its guard; how it ended, if its body does not run.
#[inline(always)]
fn ready(
    scope: &mut Scope<'_>,
    event: &mut Event,
    frame: &mut Frame,
    named: Named<'_>,
    budget: &mut Budget,
) -> Result<(), End> {
    let (wrapper, clause, sources) = named;
    let tid = frame.site.tid;
    if clause.does & does::NO_CREDS == 0 {
        scope.creds(event, tid);
    }
    let pid = scope.core.processes.all.get(frame.site.process).map_or(0, |p| p.pid);
    let (site, context, stack) = frame.seen();
    let slots = if event.is_call() { sources.len() } else { event.params.len() };
    context.fill(event, pid, tid, slots);
    filled(fill_scalars(scope, event, tid, clause, sources, context))?;
    if let Some(guard) = clause.guard
        && !site.pick.at_once
        && !run_guard(scope, event, site, wrapper, guard, (context, stack), budget)
            .map_err(End::Trouble)?
    {
        return Err(End::Idle);
    }
    if site.pick.gathers {
        filled(fill_captures(scope, event, tid, clause, sources, context))?;
    }
    frame.take(scope, event, clause, sources).ok_or(End::Trouble(Trouble::OutOfMemory))
}

fn filled(how: Filled) -> Result<(), End> {
    match how {
        Filled::Ready => Ok(()),
        Filled::Refuse(errno, slot) => Err(End::Refuse(errno, slot)),
        Filled::OutOfMemory => Err(End::Trouble(Trouble::OutOfMemory)),
    }
}

#[inline(never)]
fn run_guard(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: &Site,
    wrapper: &Wrapper,
    guard: u32,
    (context, stack): (&Context, &mut Stack),
    budget: &mut Budget,
) -> Result<bool, Trouble> {
    let process = scope.core.processes.all.get(site.process);
    let state = process.and_then(|p| p.bindings.get(site.binding)).map_or(&[][..], |b| &b.state);
    let shared = scope.core.shared.get(site.wrapper as usize).map_or(&[][..], |s| &s.bytes);
    let call = site.passed.and_then(|n| event.passed(n)).map_or(&[][..], |p| &p.data);
    let mut memory = Memory::cut(stack, wrapper.program.extent(guard));
    memory.lend(Region::Rodata, Slot::ReadOnly(&wrapper.object().rodata));
    memory.lend(Region::State, Slot::ReadOnly(state));
    memory.lend(Region::Shared, Slot::ReadOnly(shared));
    memory.lend(Region::Call, Slot::ReadOnly(call));
    memory.lend(Region::Ctx, Slot::ReadOnly(&context.bytes));
    let r1 = Region::Ctx.at(0);
    // The memory was cut as the function wants it.
    match start_if(&wrapper.program, None, guard, r1, &mut memory, &mut Bare, budget) {
        Ok(Outcome::Done(r0)) => Ok(r0 != 0),
        // There is no other guard, and none of these helpers pauses.
        Ok(Outcome::Idle | Outcome::Paused(_)) => Ok(false),
        Err(at) => Err(Trouble::Machine(at)),
    }
}
