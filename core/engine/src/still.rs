//! What a host does about events that stand still ([`crate::pause`]), and what the engine does when
//! it is told.
use crate::api::Engine;
use crate::ask::{Answer, Question, Step};
use crate::engine::Scope;
use crate::event::Event;
use crate::host::{Host, Tid};
use crate::life::Parts;
use crate::pause::{Again, Pause, Stop, Way, Why};
use wss_abi::clause::Life;

impl Engine {
    /// The answer to what a thread's event asked ([`Step::Ask`]). The request is then to be made again.
    pub fn answer(&mut self, tid: Tid, answer: Answer) {
        if let Some(pause) = self.core.pause_of(tid) {
            pause.answer = Some(answer);
        }
    }

    /// A thread's event, which waits for state ([`Step::Wait`]), has waited long enough. When the request is
    /// made again, its clauses that cannot have their state fault.
    pub fn time_out(&mut self, tid: Tid) {
        if let Some(pause) = self.core.pause_of(tid) {
            pause.stop.timed_out = true;
        }
    }

    /// A thread's event, which stands still, is not gone on with: its thread dies, or the host brings
    /// it again from the start. What its clauses did stays, and their state is given back as they left it.
    #[inline(never)]
    pub fn abandon(&mut self, host: &mut dyn Host, tid: Tid) {
        if let Some(process) = self.parts(host).drop_pause(tid) {
            self.settle(host, tid, process);
        }
    }

    /// Whether state was given back since this was last asked: who waits ([`Step::Wait`]) is to make
    /// its request again. To be asked after each request by a host that looks up later: what was put
    /// off because of that state is done now.
    #[inline(never)]
    pub fn pop_released(&mut self, host: &mut dyn Host) -> bool {
        let released = core::mem::take(&mut self.core.released);
        if released && core::mem::take(&mut self.core.late) {
            for process in 0..self.core.processes.all.bound() {
                let Some(tid) = self.core.processes.any_thread(process) else { continue };
                let mut parts = self.parts(host);
                if parts.settle(tid).is_err() {
                    parts.kill(tid, crate::life::SIGKILL);
                }
            }
        }
        released
    }

    /// Whether clauses of a process on a life-cycle event could not have their state at the moment, so
    /// that the host should tell of it later, if it can wait ([`Engine::pop_released`]). Told at once
    /// they fault.
    pub fn waits(&self, pid: u32, life: Life) -> bool {
        if self.core.held == 0 {
            return false;
        }
        let process = self.core.processes.by_pid(pid);
        let Some(p) = process.and_then(|at| self.core.processes.all.get(at)) else { return false };
        let held = |b: &crate::binding::Binding| {
            b.fresh || self.core.shared.get(b.wrapper as usize).is_some_and(|s| s.holder != 0)
        };
        self.policy.sets.get(p.set).is_some_and(|s| s.catches(life)) && p.bindings.iter().any(held)
    }

    /// How many threads of a process have an event that stands still, by process id.
    pub fn standing(&self) -> impl Iterator<Item = (u32, u32)> {
        let all = self.core.processes.all.iter();
        all.filter(|(_, p)| p.paused > 0).map(|(_, p)| (p.pid, p.paused))
    }

    /// Keeps the event that is being judged, with why it stands still; what the host is to do. `None`:
    /// there was no memory, and the event is given up.
    #[inline(never)]
    pub(crate) fn stand_still(
        &mut self,
        host: &mut dyn Host,
        tid: Tid,
        process: u32,
        way: Way,
    ) -> Option<Later> {
        let mut event = self.core.take_event();
        core::mem::swap(self.events.now().ok()?, &mut event);
        self.parts(host).stand_still(tid, process, way, event)
    }

    /// Makes what stands still in a thread what is being judged, if there is something of that kind;
    /// its process, and what it is for.
    #[inline(never)]
    pub(crate) fn take_up(&mut self, tid: Tid, leave: bool) -> Option<(u32, Way)> {
        let way = self.core.pause_of(tid)?.way;
        if matches!(way, Way::Leave(_)) != leave {
            return None;
        }
        let now = self.events.now().ok()?;
        let Pause { event, process, sets, stop, answer, .. } = self.core.take_pause(tid)?;
        self.core.give_event(core::mem::replace(now, event));
        self.core.again = Some(again(stop, answer));
        self.core.going = sets;
        Some((process, way))
    }

    /// Gives back a reference to each of the sets of an event that stood still.
    #[inline(never)]
    pub(crate) fn give_back(&mut self, host: &mut dyn Host) {
        self.core.again = None;
        for set in core::mem::take(&mut self.core.going) {
            self.policy.sets.release(set);
        }
        self.parts(host).sweep();
    }
}

/// What the host is to do first.
pub(crate) enum Later {
    Ask(Question),
    Wait { anew: bool },
}

impl Later {
    pub(crate) fn step<T>(self) -> Step<T> {
        match self {
            Later::Ask(question) => Step::Ask(question),
            Later::Wait { anew } => Step::Wait { anew },
        }
    }
}

/// What is gone on with.
pub(crate) fn again(stop: Stop, answer: Option<Answer>) -> Again {
    let Stop { mut frames, at, judged, timed_out, .. } = stop;
    if let Some(last) = frames.as_mut().and_then(|f| f.last_mut()) {
        last.answer = answer;
    }
    Again { at, frames, judged, timed_out }
}

impl Parts<'_> {
    /// As [`Engine::stand_still`], with the event.
    #[inline(never)]
    pub(crate) fn stand_still(
        &mut self,
        tid: Tid,
        process: u32,
        way: Way,
        event: Event,
    ) -> Option<Later> {
        let mut stop = self.core.stop.take()?;
        let later = match &mut stop.why {
            Why::Asks(question) => Later::Ask(question.take()?),
            Why::Waits => Later::Wait { anew: !stop.judged },
        };
        let room = self.core.room_for_pause(tid, process);
        let whole = room.and_then(|()| stop.sets(&event));
        let ok = whole.is_ok();
        let sets = whole.unwrap_or_default();
        for set in &sets {
            self.policy.sets.hold(*set);
        }
        let pause = Pause { way, event, stop, answer: None, sets, process };
        if ok {
            self.core.keep_pause(tid, pause);
            return Some(later);
        }
        self.give_up_pause(tid, pause);
        None
    }

    /// Gives up what stands still in a thread, if anything does; its process.
    #[inline(never)]
    pub(crate) fn drop_pause(&mut self, tid: Tid) -> Option<u32> {
        let pause = self.core.take_pause(tid)?;
        let process = pause.process;
        if let Some(p) = self.core.processes.all.get_mut(process)
            && matches!(pause.way, Way::Life(..))
        {
            p.executes = false;
        }
        self.give_up_pause(tid, pause);
        Some(process)
    }

    /// Puts back what clauses of an event have taken, and forgets it.
    #[inline(never)]
    pub(crate) fn give_up_pause(&mut self, tid: Tid, pause: Pause) {
        let Pause { mut event, stop, sets, process, .. } = pause;
        if let Some(mut frames) = stop.frames {
            let (policy, core) = (&*self.policy, &mut *self.core);
            let (asks, judged, timed_out) = (false, true, false);
            let mut scope = Scope { policy, core, host: self.host, asks, judged, timed_out };
            while let Some((top, waiting)) = frames.split_last_mut() {
                let raised = waiting.last_mut().and_then(|f| f.raise.as_mut());
                top.give_up(&mut scope, raised.map_or(&mut event, |r| &mut r.event));
                frames.pop();
            }
            self.core.release(process, tid);
        }
        self.core.give_event(event);
        for set in sets {
            self.policy.sets.release(set);
        }
        self.sweep();
    }
}
