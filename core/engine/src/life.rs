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
mod switch;
mod thread;

use crate::dispatch::stopped;
use crate::engine::{Core, Policy, Scope};
use crate::event::{Event, What};
use crate::events::Events;
use crate::frame::Frames;
use crate::host::{Call, Host, Image, Step, Tid};
use crate::layer::switched;
use crate::pause::{Cursor, Pause, Way, bound, held};
use crate::process::{Binding, Process};
use crate::record::{note, text_param};
use crate::run::{Site, clause, run_clause, stronger};
use crate::still::again;
use alloc::vec::Vec;
use wss_abi::audit::Kind;
use wss_abi::clause::Life;
use wss_abi::mem::{OutOfMemory, TryVec, try_string, try_vec};
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
        let scope = Scope { policy, core, host: self.host, asks: false, judged: false };
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
        let (at, asked, judged) = (again.at, again.frames.is_some(), again.judged);
        self.core.again = Some(again);
        let (mut scope, frames) = self.running();
        (scope.asks, scope.judged) = (true, judged);
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

    /// Judges criteria on the image of a process. `exec`: a new image is in place, whose `exec`
    /// clauses are to run, and the clauses may ask and wait; else the process was running already.
    pub(crate) fn judge(&mut self, tid: Tid, exec: bool) -> Result<Step<()>, OutOfMemory> {
        let stands = if exec { None } else { self.stands(tid) };
        self.end_by_criteria(tid, stands)?;
        if let Some(life) = stands {
            // What is to begin the exec finds out when its clauses have run. If they have, it goes on
            // with what is added here.
            if life != Life::Exec
                && let Some((process, _)) = self.core.processes.of(tid)
            {
                self.start(tid, process)?;
            }
            return Ok(Step::Done(()));
        }
        if exec {
            let step = self.begin_exec(tid)?;
            return self.judged(tid, Life::Exec, step);
        }
        self.judged(tid, Life::Exec, Step::Done(Verdict::Continue))
    }

    /// Goes on with judging an image, whose clauses on `life` have run.
    fn judged(
        &mut self,
        tid: Tid,
        life: Life,
        step: Step<Verdict>,
    ) -> Result<Step<()>, OutOfMemory> {
        match step {
            Step::Done(verdict) => self.enforce(tid, verdict),
            Step::Ask(question) => return Ok(Step::Ask(question)),
            Step::Wait { anew } => return Ok(Step::Wait { anew }),
        }
        let Some((process, _)) = self.core.processes.of(tid) else { return Ok(Step::Done(())) };
        if life == Life::Exec {
            self.settle(tid)?;
            self.start(tid, process)?;
        }
        let step = self.activate(tid, process);
        if matches!(step, Step::Done(())) {
            if let Some(p) = self.core.processes.all.get_mut(process) {
                p.executes = false;
            }
            self.settle(tid)?;
        }
        Ok(step)
    }

    #[inline(never)]
    fn begin_exec(&mut self, tid: Tid) -> Result<Step<Verdict>, OutOfMemory> {
        let Some((process, _)) = self.core.processes.of(tid) else {
            return Ok(Step::Done(Verdict::Continue));
        };
        let p = self.core.processes.all.get_mut(process);
        let path = match p {
            Some(p) => {
                p.executes = true;
                try_vec(&p.image.path)?
            }
            None => Vec::new(),
        };
        Ok(self.begin(tid, Life::Exec, &[Param::Text(&path)], None, true))
    }

    /// The event at which an exec stands still that is being judged.
    fn stands(&mut self, tid: Tid) -> Option<Life> {
        match self.core.pause_of(tid)?.way {
            Way::Life(life, _) => Some(life),
            _ => None,
        }
    }

    /// Ends the bindings that criteria want to end. `stands`: an exec is being judged, which goes on.
    #[inline(never)]
    fn end_by_criteria(&mut self, tid: Tid, stands: Option<Life>) -> Result<(), OutOfMemory> {
        let Some((process, p)) = self.core.processes.of(tid) else { return Ok(()) };
        let creds = self.host.creds(tid);
        let mut ended: Vec<u32> = Vec::new();
        let mut ending: Vec<u64> = Vec::new();
        for b in &p.bindings {
            let Some(w) = self.policy.wrappers.get(b.wrapper) else { continue };
            if w.options.deactivate.iter().any(|c| c.judge(&p.image, &creds)) {
                ending.try_push(b.id)?;
                ended.try_push(b.wrapper)?;
            }
        }
        if let Some(p) = self.core.processes.all.get_mut(process) {
            match stands {
                None => (p.ended, p.executes) = (ended, false),
                Some(_) => p.ended.try_extend(&ended)?,
            }
        }
        for id in ending {
            self.end(tid, process, id)?;
        }
        Ok(())
    }

    /// Ends a binding now, or when its state is free.
    fn end(&mut self, tid: Tid, process: u32, id: u64) -> Result<(), OutOfMemory> {
        let p = self.core.processes.all.get(process);
        let there = p.is_none_or(|p| p.bindings.iter().all(|b| b.id != id || b.holder == 0));
        if there && !held(self.policy, self.core, process, id, tid) {
            self.unbind(tid, process, id)?;
            return self.rebind(process);
        }
        let p = self.core.processes.all.get_mut(process);
        if let Some(b) = p.and_then(|p| p.bindings.iter_mut().find(|b| b.id == id)) {
            b.leaving = true;
        }
        self.core.late = true;
        Ok(())
    }

    /// Begins the bindings that criteria ask for.
    #[inline(never)]
    fn start(&mut self, tid: Tid, process: u32) -> Result<(), OutOfMemory> {
        let creds = self.host.creds(tid);
        let p = self.core.processes.all.get_mut(process);
        let ended = p.map(|p| core::mem::take(&mut p.ended)).unwrap_or_default();
        let Some(p) = self.core.processes.all.get(process) else { return Ok(()) };
        let mut starting: Vec<(u64, u32)> = Vec::new();
        for (at, w) in self.policy.wrappers.iter() {
            let bound = p.bindings.iter().any(|b| b.wrapper == at);
            if bound || w.leaving || ended.contains(&at) {
                continue;
            }
            if w.options.activate.iter().any(|c| c.judge(&p.image, &creds)) {
                starting.try_push((w.order, at))?;
            }
        }
        starting.sort_unstable();
        for (_, wrapper) in starting {
            self.bind(process, wrapper)?;
        }
        self.rebind(process)
    }

    /// Records that bindings began, in load order, and runs their `activate` clauses. At an exec these may
    /// ask, and wait for their state; else those whose state is held begin when it is given back.
    fn activate(&mut self, tid: Tid, process: u32) -> Step<()> {
        let mut next = 0;
        while let Some(p) = self.core.processes.all.get(process)
            && let Some(b) = p.bindings.get(next)
        {
            let (id, wrapper, fresh, asks) = (b.id, b.wrapper, b.fresh, p.executes);
            next += 1;
            if !fresh {
                continue;
            }
            if !asks && held(self.policy, self.core, process, id, tid) {
                self.core.late = true;
                continue;
            }
            if let Some(p) = self.core.processes.all.get_mut(process)
                && let Some(b) = p.bindings.iter_mut().find(|b| b.id == id)
            {
                b.fresh = false;
            }
            let name = self.policy.wrappers.get(wrapper).map_or("", |w| w.name());
            let name = try_string(name).unwrap_or_default();
            self.binding_record(tid, Kind::Activate, &name);
            match self.begin(tid, Life::Activate, &[], Some(id), asks) {
                Step::Done(verdict) => self.enforce(tid, verdict),
                Step::Ask(question) => return Step::Ask(question),
                Step::Wait { anew } => return Step::Wait { anew },
            }
        }
        Step::Done(())
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

    /// Begins the bindings that could not before, unless an exec is being judged: it goes on with them.
    pub(crate) fn begin_late(&mut self, tid: Tid, process: u32) {
        let p = self.core.processes.all.get(process);
        if p.is_some_and(|p| !p.executes && p.bindings.iter().any(|b| b.fresh)) {
            // None of them asks.
            let _ = self.activate(tid, process);
        }
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

    /// A new image is in place. `exec`: it has not run.
    pub(crate) fn exec(&mut self, tid: Tid, image: &Image, exec: bool) -> Step<()> {
        let step = match self.core.pause_of(tid).map(|p| p.way) {
            Some(Way::Life(life, _)) if exec => self.exec_again(tid, life),
            _ => self.replace_image(tid, image).and_then(|()| self.judge(tid, exec)),
        };
        step.unwrap_or_else(|OutOfMemory| {
            self.give_up(tid);
            Step::Done(())
        })
    }

    /// Goes on with judging an exec.
    fn exec_again(&mut self, tid: Tid, life: Life) -> Result<Step<()>, OutOfMemory> {
        let step = self.go_on(tid);
        self.judged(tid, life, step)
    }

    fn replace_image(&mut self, tid: Tid, image: &Image) -> Result<(), OutOfMemory> {
        let image = image.copy()?;
        match self.core.processes.of(tid).map(|(at, _)| at) {
            Some(process) => {
                // An exec leaves its process one thread.
                while let Some(other) = self.core.processes.other_thread(process, tid) {
                    self.forget_thread(other);
                }
                if let Some(p) = self.core.processes.all.get_mut(process) {
                    p.image = image;
                }
            }
            None => {
                self.add(tid, image, Vec::new())?;
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
