//! Calls as hosts bring them: entry and leave. What is judged on the way is [`dispatch`]'s.
//!
//! [`dispatch`]: crate::dispatch
use crate::api::Engine;
use crate::dispatch::{self, PASS, Place};
use crate::engine::Scope;
use crate::errno::EPERM;
use crate::host::{Action, Call, Entry, Host, Leave, Step, Tid};
use crate::pause::Way;
use crate::process::Thread;
use alloc::vec::Vec;

/// What is answered for a thread that the engine could not keep track of: the host brings only the
/// calls of what was wrapped.
const UNKNOWN: Entry =
    Entry { action: Action::Refuse(EPERM), rewrites: Vec::new(), wants_exit: false };

/// What the caller sees of a result that there was no memory to go on judging.
const UNSEEN: Leave = Leave { ret: Some(-(EPERM.0 as i64)), kill: None };

impl Engine {
    /// Obligation 3: a call is about to run; for a host that looks up at once.
    pub fn entry(&mut self, host: &mut dyn Host, tid: Tid, call: Call) -> Entry {
        let Some(thread) = self.core.processes.place(tid) else { return UNKNOWN };
        let Some(process) = self.core.processes.thread_at(thread).map(|t| t.process) else {
            return UNKNOWN;
        };
        let step = self.judge(host, Place { tid, thread: Some(thread), process }, call);
        step.done().unwrap_or_else(|| {
            self.abandon(host, tid);
            UNKNOWN
        })
    }

    /// The same for a host that looks up later, or does not tell of threads: `tid` is a thread of the
    /// process `pid`, and need not be known. It becomes so if the engine has to remember its call
    /// ([`Engine::knows`]); when that is over the host says [`Engine::gone`].
    pub fn enter(&mut self, host: &mut dyn Host, pid: u32, tid: Tid, call: Call) -> Step<Entry> {
        let Some(process) = self.core.processes.by_pid(pid) else { return Step::Done(UNKNOWN) };
        let mut thread = self.core.processes.place(tid);
        let known = thread.and_then(|at| self.core.processes.thread_at(at));
        if known.is_some_and(|t| t.process != process) {
            // Another process's thread had that id.
            self.parts(host).forget_thread(tid);
            thread = None;
        }
        self.judge(host, Place { tid, thread, process }, call)
    }

    /// Whether a call of the process `pid` passes without any clause being run: none catches it, or
    /// those that do return a constant, or by their conditions on arguments have nothing to do with
    /// it. Then it is done with, and [`Engine::enter`] is not to follow. It asks nothing of the host
    /// and changes nothing but counts. `tid`: the thread, unless the host knows that no call of it is
    /// open.
    pub fn passes(&mut self, pid: u32, tid: Option<Tid>, nr: u32, args: &[u64; 6]) -> bool {
        let Some(process) = self.core.processes.by_pid(pid) else { return false };
        tid.is_none_or(|tid| !self.knows(tid))
            && dispatch::passes(&self.policy, &mut self.core, process, nr, args)
    }

    /// Whether the engine knows a thread.
    pub fn knows(&self, tid: Tid) -> bool {
        self.core.processes.place(tid).is_some()
    }

    fn judge(&mut self, host: &mut dyn Host, place: Place, call: Call) -> Step<Entry> {
        let Place { tid, process, .. } = place;
        let thread = place.thread.and_then(|at| self.core.processes.thread_at(at));
        let open = |t: &Thread| t.call.is_some() || t.interrupted.is_some() || t.paused.is_some();
        let mut again = false;
        if thread.is_some_and(open) {
            if let Some(step) = self.again(host, tid, call) {
                return step;
            }
            again = self.take_up(tid, false).is_some();
        } else if dispatch::passes(&self.policy, &mut self.core, process, call.nr, &call.args) {
            return Step::Done(PASS);
        }
        let step = self.judge_entry(host, place, call, again);
        if matches!(step, Step::Done(_)) {
            self.settle(host, tid, process);
        }
        step
    }

    // Apart, so that who settles, or ends an interrupted call, need not hold what this one holds.
    #[inline(never)]
    fn judge_entry(
        &mut self,
        host: &mut dyn Host,
        place: Place,
        call: Call,
        again: bool,
    ) -> Step<Entry> {
        let Place { tid, process, .. } = place;
        let (policy, core) = (&self.policy, &mut self.core);
        let entry = dispatch::entry(policy, core, &mut self.now, host, place, call, again);
        let Some(entry) = entry else {
            let step = self.stand_still(host, tid, process, Way::Entry(call));
            self.give_back(host);
            return step.unwrap_or(Step::Done(UNKNOWN));
        };
        if entry.wants_exit {
            // The set that judges it stays until `leave`.
            let thread = self.core.processes.thread(tid);
            if let Some(event) = thread.and_then(|t| t.call.as_ref()) {
                self.policy.sets.hold(event.set);
            }
        }
        if again {
            self.give_back(host);
        }
        Step::Done(entry)
    }

    /// Forgets the call that a thread was in.
    pub(crate) fn drop_call(&mut self, tid: Tid) {
        let Some(t) = self.core.processes.thread_mut(tid) else { return };
        let (process, awaited) = (t.process, core::mem::take(&mut t.awaited));
        let Some(event) = t.call.take() else { return };
        if awaited {
            if let Some(p) = self.core.processes.all.get_mut(process) {
                p.in_call = p.in_call.saturating_sub(1);
            }
            self.policy.sets.release(event.set);
        }
        self.core.give_event(event);
    }

    /// Obligation 4: the call has run, with this raw result (negative: -errno); for a host that looks
    /// up at once.
    pub fn leave(&mut self, host: &mut dyn Host, tid: Tid, ret: i64) -> Leave {
        let step = self.result(host, tid, ret);
        step.done().unwrap_or_else(|| {
            self.abandon(host, tid);
            UNSEEN
        })
    }

    /// The same for a host that looks up later.
    pub fn result(&mut self, host: &mut dyn Host, tid: Tid, ret: i64) -> Step<Leave> {
        let step = self.judge_result(host, tid, ret, true);
        if matches!(step, Step::Done(_))
            && let Some((process, _)) = self.core.processes.of(tid)
        {
            self.settle(host, tid, process);
        }
        step
    }

    /// The same, but that what it leaves is not settled. `asks`: its clauses may ask and wait.
    #[inline(never)]
    pub(crate) fn judge_result(
        &mut self,
        host: &mut dyn Host,
        tid: Tid,
        ret_now: i64,
        asks: bool,
    ) -> Step<Leave> {
        let still = match self.core.pauses.is_empty() {
            true => None,
            false => self.take_up(tid, true),
        };
        let again = still.is_some();
        let (process, ret) = match still {
            Some((process, Way::Leave(ret))) => (process, ret),
            _ => match dispatch::take_awaited(&mut self.core, &mut self.now, tid, ret_now) {
                Some(process) => (process, ret_now),
                None => return Step::Done(Leave { ret: None, kill: None }),
            },
        };
        let set = self.now.set;
        let judged = again && self.core.again.as_ref().is_some_and(|a| a.judged);
        let (policy, core) = (&self.policy, &mut self.core);
        let mut scope = Scope { policy, core, host, asks, judged };
        let step = match dispatch::way_out(&mut scope, &mut self.now, tid, process, again) {
            Some(kill) => {
                let seen = (self.now.ret != ret).then_some(self.now.ret);
                Step::Done(Leave { ret: seen, kill })
            }
            None => {
                let step = self.stand_still(host, tid, process, Way::Leave(ret));
                step.unwrap_or(Step::Done(UNSEEN))
            }
        };
        match again {
            true => self.give_back(host),
            // Held since its entry.
            false => self.policy.sets.release(set),
        }
        step
    }

    /// The end of an event: `wr_switch` and unloading take effect.
    pub(crate) fn settle(&mut self, host: &mut dyn Host, tid: Tid, process: u32) {
        let Some(p) = self.core.processes.all.get(process) else { return };
        if self.policy.leaving == 0 && p.is_settled() {
            return;
        }
        // A thread that is not known is stood for by one that is.
        let tid = match self.knows(tid) {
            true => tid,
            false => self.core.processes.any_thread(process).unwrap_or(tid),
        };
        let mut parts = self.parts(host);
        if parts.settle(tid).is_err() {
            parts.kill(tid, crate::life::SIGKILL);
        }
    }
}
