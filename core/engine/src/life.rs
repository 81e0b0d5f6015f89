//! The life of bindings: what exec, fork, exit, signals, `wr_switch` and unloading do to them.
//!
//! A binding ends only by its own deactivation criterion, by `wr_switch`, or by an administrator;
//! exec adds bindings and sheds none. Bindings stand in load order. At an exec first the
//! deactivation criteria are judged (`deactivate` clauses run), then the bindings that stay see
//! `exec`, then the activation criteria of wrappers not bound are judged (`activate` clauses run);
//! a wrapper just deactivated is not activated by the same exec.
//!
//! Life-cycle clauses can kill. A denial suppresses a signal; at activate, fork and exec there is
//! nothing left to refuse, so the process is killed: what cannot be judged does not run. At
//! deactivate and exit a verdict is recorded only.
mod binding;
mod image;
mod switch;
mod thread;

use crate::binding::Binding;
use crate::dispatch::stopped;
use crate::engine::{Core, Policy, Scope};
use crate::event::{Event, What};
use crate::events::Events;
use crate::frame::Frames;
use crate::host::{Call, Host, Image, Step, Tid};
use crate::layer::switched;
use crate::pause::{Cursor, Pause, Way, bound, held};
use crate::process::Process;
use crate::record::{note, text_param};
use crate::run::{Site, clause, run_clause};
use crate::still::again;
use crate::verdict::stronger;
use alloc::vec::Vec;
use wss_abi::audit::Kind;
use wss_abi::clause::Life;
use wss_abi::mem::{OutOfMemory, TryVec};
use wss_abi::verdict::Verdict;
use wss_vm::Budget;

/// SIGKILL, on every host.
pub(crate) const SIGKILL: u8 = 9;
/// Replacements by `wr_switch` that one event may chain.
const MAX_SWITCHES: usize = 8;

/// A parameter of a life-cycle event.
pub(crate) enum Param<'p> {
    Number(u64),
    Text(&'p [u8]),
}

/// What every step here works on.
pub(crate) struct Parts<'a> {
    pub(crate) policy: &'a mut Policy,
    pub(crate) core: &'a mut Core,
    pub(crate) events: &'a mut Events,
    pub(crate) frames: &'a mut Frames,
    pub(crate) host: &'a mut dyn Host,
}

impl Parts<'_> {
    fn scope(&mut self) -> Scope<'_> {
        self.running().0
    }

    /// What a clause runs with.
    fn running(&mut self) -> (Scope<'_>, &mut Frames) {
        let (policy, core) = (&*self.policy, &mut *self.core);
        let (asks, judged, timed_out) = (false, false, false);
        let scope = Scope { policy, core, host: self.host, asks, judged, timed_out };
        (scope, self.frames)
    }

    /// Runs the clauses of a process on a life-cycle event, of one binding or of all; the
    /// strongest verdict. They may not ask, nor wait.
    pub(crate) fn run(
        &mut self,
        tid: Tid,
        life: Life,
        params: &[Param<'_>],
        only: Option<u64>,
    ) -> Verdict {
        // It does not stand still.
        self.begin(tid, life, params, only, false).done().unwrap_or(Verdict::Continue)
    }

    /// The same; `asks`: they may ask and wait.
    fn begin(
        &mut self,
        tid: Tid,
        life: Life,
        params: &[Param<'_>],
        only: Option<u64>,
        asks: bool,
    ) -> Step<Verdict> {
        let nothing = Step::Done(Verdict::Continue);
        let Some((process, p)) = self.core.processes.of(tid) else { return nothing };
        let set = p.set;
        if !self.policy.sets.get(set).is_some_and(|s| s.catches(life)) {
            return nothing;
        }
        let mut event = self.core.take_event();
        event.reset(What::Life(life), Call { nr: u32::MAX, args: [0; 6] }, set);
        for param in params {
            let (value, len) = match param {
                Param::Number(v) => (*v, 0),
                // Without memory for it the parameter is null.
                Param::Text(t) => text_param(&mut event, t).unwrap_or((0, 0)),
            };
            // Likewise.
            let _ = event.add_param(value, len);
        }
        let (mut scope, frames) = self.running();
        scope.asks = asks;
        let ran = clauses(&mut scope, frames, &mut event, (tid, process), life, only, None);
        self.ran(tid, process, Way::Life(life, only), &mut event, ran)
    }

    /// Goes on with clauses on a life-cycle event that stood still.
    #[inline(never)]
    fn go_on(&mut self, tid: Tid) -> Step<Verdict> {
        let nothing = Step::Done(Verdict::Continue);
        let Some(pause) = self.core.take_pause(tid) else { return nothing };
        let Pause { way, mut event, sets, process, stop, answer } = pause;
        let Way::Life(life, only) = way else { return Step::Done(Verdict::Continue) };
        let again = again(stop, answer);
        let (at, asked) = (again.at, again.frames.is_some());
        self.core.again = Some(again);
        let (judged, timed_out) = self.core.so_far();
        let (mut scope, frames) = self.running();
        (scope.asks, scope.judged, scope.timed_out) = (true, judged, timed_out);
        let again = Some((at, asked));
        let ran = clauses(&mut scope, frames, &mut event, (tid, process), life, only, again);
        let step = self.ran(tid, process, way, &mut event, ran);
        for set in sets {
            self.policy.sets.release(set);
        }
        self.sweep();
        step
    }

    /// Clauses have run, or stand still.
    #[inline(never)]
    fn ran(
        &mut self,
        tid: Tid,
        process: u32,
        way: Way,
        event: &mut Event,
        ran: Option<Verdict>,
    ) -> Step<Verdict> {
        let event = core::mem::take(event);
        match ran {
            Some(verdict) => {
                self.core.give_event(event);
                Step::Done(verdict)
            }
            None => match self.stand_still(tid, process, way, event) {
                Some(later) => later.step(),
                // There was no memory to keep it: what is not judged does not run.
                None => Step::Done(Verdict::Kill(SIGKILL)),
            },
        }
    }

    /// Carries out a verdict on a life-cycle event that cannot be refused any more.
    fn enforce(&mut self, tid: Tid, verdict: Verdict) {
        let signal = match verdict {
            Verdict::Continue | Verdict::Return => return,
            Verdict::Deny(_) => SIGKILL,
            Verdict::Kill(signal) => signal,
        };
        self.kill(tid, signal);
    }

    pub(crate) fn kill(&mut self, tid: Tid, signal: u8) {
        if self.host.kill(tid, signal).is_err() {
            let mut scope = self.scope();
            note(&mut scope, tid, Kind::Host, None, "the process could not be killed");
        }
    }

    /// Fails closed: the engine has no memory to keep the process wrapped.
    fn give_up(&mut self, tid: Tid) {
        let mut scope = self.scope();
        note(&mut scope, tid, Kind::Host, None, "out of memory: the process is killed");
        self.kill(tid, SIGKILL);
    }

    /// The end of an event: carries out what `wr_switch` and unloading ask for. Bindings with a
    /// call in flight that were asked to leave go when it has ended.
    pub(crate) fn settle(&mut self, tid: Tid) -> Result<(), OutOfMemory> {
        let Some((process, _)) = self.core.processes.of(tid) else { return Ok(()) };
        for _ in 0..MAX_SWITCHES {
            let Some((id, to)) = self.next_switch(tid, process) else { break };
            self.switch(tid, process, id, to)?;
        }
        let p = self.core.processes.all.get_mut(process);
        let asking = p.into_iter().flat_map(|p| &mut p.bindings).filter(|b| b.switch.is_some());
        match self.core.held {
            // Whatever still asks after that many is a circle.
            0 => asking.for_each(|b| b.switch = None),
            _ => self.core.late |= asking.count() > 0,
        }
        self.begin_late(tid, process);
        self.shed(tid, process)
    }

    /// Ends bindings that an administrator ended, and those of wrappers that are being unloaded,
    /// unless a call is in flight, or their state is held.
    pub(crate) fn shed(&mut self, tid: Tid, process: u32) -> Result<(), OutOfMemory> {
        if self.core.processes.all.get(process).is_none_or(|p| p.in_call > 0) {
            return Ok(());
        }
        let mut next = 0;
        while let Some(p) = self.core.processes.all.get(process)
            && let Some(b) = p.bindings.get(next)
        {
            let (id, there) = (b.id, b.holder == 0);
            if !b.leaving && self.policy.wrappers.get(b.wrapper).is_some_and(|w| !w.leaving) {
                next += 1;
            } else if !there || held(self.policy, self.core, process, id, tid) {
                self.core.late = true;
                next += 1;
            } else {
                self.unbind(tid, process, id)?;
                self.rebind(process)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, tid: Tid, image: Image, bindings: Vec<Binding>) -> Result<u32, OutOfMemory> {
        let mut list = Vec::new();
        for b in &bindings {
            list.try_push(b.wrapper)?;
        }
        let set = self.policy.sets.intern(&list, &self.policy.wrappers)?;
        let process = Process::new(self.host.pid(tid), bindings, set, image);
        self.core.changed = true;
        let added = self.core.processes.add(process, tid);
        if added.is_err() {
            self.policy.sets.release(set);
        }
        added
    }
}

/// Runs the clauses on a life-cycle event, of one binding (`only`) or of all; `None`: the event stands
/// still. `again`: it stood still there, in a clause that asked or before it.
fn clauses(
    scope: &mut Scope<'_>,
    frames: &mut Frames,
    event: &mut Event,
    (tid, process): (Tid, u32),
    life: Life,
    only: Option<u64>,
    again: Option<(Cursor, bool)>,
) -> Option<Verdict> {
    let policy = scope.policy;
    let picks = policy.sets.get(event.set).map_or(&[][..], |s| s.life(life));
    let (from, mut asked) = again.map_or((None, false), |(at, asked)| (Some(at), asked));
    let mut verdict = from.map_or(Verdict::Continue, |at| at.verdict);
    let begun = from.and_then(|at| Some((picks.get(at.pick)?.layer, at.budget)));
    let mut layer: Option<(u16, Budget)> = begun;
    for (number, pick) in picks.iter().enumerate().skip(from.map_or(0, |at| at.pick)) {
        let found = bound(policy, scope.core, process, event.set, pick.layer);
        let Some((binding, id, wrapper, fresh)) =
            found.map(|(at, b)| (at, b.id, b.wrapper, b.fresh))
        else {
            continue;
        };
        if only.is_some_and(|only| only != id) || switched(scope, tid, process, binding) {
            continue;
        }
        // What has yet to begin begins at this exec.
        if life == Life::Exec && fresh {
            continue;
        }
        let allowed = policy.wrappers.get(wrapper).map_or(0, |w| w.object().budget);
        let mut budget = match layer {
            Some((l, left)) if l == pick.layer => left,
            _ => Budget::new(u64::from(allowed)),
        };
        let (passed, depth) = (None, 0);
        let (known, recorded_as) = (pick.known, None);
        let pick = pick.which();
        let site = Site { tid, process, binding, id, wrapper, pick, passed, depth, recorded_as };
        let ran = match core::mem::take(&mut asked) {
            false => clause(scope, frames, event, &site, known, &mut budget),
            true => run_clause(scope, frames, event, &site, &mut budget, true),
        };
        let Some(said) = ran else {
            stopped(scope, Cursor { pick: number, verdict, ..Cursor::new(0, budget) });
            return None;
        };
        verdict = stronger(verdict, said);
        layer = Some((pick.layer, budget));
    }
    Some(verdict)
}
