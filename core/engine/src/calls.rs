//! Calls as hosts bring them, before they run, and what they leave. What is judged on the way in is [`dispatch`]'s.
//!
//! [`dispatch`]: crate::dispatch
use crate::api::Engine;
use crate::dispatch::{self, PASS, Place};
use crate::errno::EPERM;
use crate::host::{Action, Call, Entry, Host, Step, Tid};
use crate::layer;
use crate::pass;
use crate::pause::Way;
use crate::still::Later;
use alloc::vec::Vec;
use wss_abi::mem::OutOfMemory;

/// What is answered for a thread that the engine could not keep track of: the host brings only the
/// calls of what was wrapped.
const UNKNOWN: Entry =
    Entry { action: Action::Refuse(EPERM), rewrites: Vec::new(), wants_exit: false };

impl Engine {
    /// Obligation 3: a call is about to run; for a host that looks up at once.
    pub fn entry(&mut self, host: &mut dyn Host, tid: Tid, call: Call) -> Entry {
        let Some((at, thread)) = self.core.processes.find(tid) else { return UNKNOWN };
        let (process, open) = (thread.process, thread.is_open());
        let place = Place { tid, thread: Some(at), process };
        let mut entry = PASS;
        if !open && self.look(place, &call, true, &mut entry) {
            return entry;
        }
        if self.judge(host, place, call, open, &mut entry).is_some() {
            self.abandon(host, tid);
            return UNKNOWN;
        }
        entry
    }

    /// The same for a host that looks up later, or does not tell of threads: `tid` is a thread of the
    /// process `pid`, and need not be known. It becomes so if the engine has to remember its call
    /// ([`Engine::knows`]); when that is over the host says [`Engine::gone`].
    pub fn enter(&mut self, host: &mut dyn Host, pid: u32, tid: Tid, call: Call) -> Step<Entry> {
        let Some(process) = self.core.processes.by_pid(pid) else { return Step::Done(UNKNOWN) };
        let (mut thread, mut open) = (None, false);
        if let Some((at, t)) = self.core.processes.find(tid) {
            if t.process == process {
                (thread, open) = (Some(at), t.is_open());
            } else {
                // Another process's thread had that id.
                self.parts(host).forget_thread(tid);
            }
        }
        let place = Place { tid, thread, process };
        let mut entry = PASS;
        if !open && self.look(place, &call, false, &mut entry) {
            return Step::Done(entry);
        }
        match self.judge(host, place, call, open, &mut entry) {
            None => Step::Done(entry),
            Some(later) => later.step(),
        }
    }

    /// Whether a call of the process `pid` passes without any clause being run: none catches it, or
    /// those that do return a constant, or by their conditions on arguments have nothing to do with
    /// it. Then it is done with, and [`Engine::enter`] is not to follow; it would come to the same, for more. It asks nothing of the host
    /// and changes nothing but counts. `tid`: the thread, unless the host knows that no call of it is
    /// open.
    pub fn passes(&mut self, pid: u32, tid: Option<Tid>, nr: u32, args: &[u64; 6]) -> bool {
        let Some(process) = self.core.processes.by_pid(pid) else { return false };
        if tid.is_some_and(|tid| self.knows(tid)) {
            return false;
        }
        let (policy, core) = (&self.policy, &mut self.core);
        match pass::caught(policy, core, process, nr) {
            Some(Some(caught)) => pass::passes(policy, core, caught, args, true),
            passes => passes.is_some(),
        }
    }

    /// Whether the engine knows a thread.
    pub fn knows(&self, tid: Tid) -> bool {
        self.core.processes.place(tid).is_some()
    }

    /// Judges a call, into `out`, which lets it pass; what the host is to do first, if it stands still.
    /// `open`: the thread's last call has left something.
    #[inline]
    fn judge(
        &mut self,
        host: &mut dyn Host,
        place: Place,
        call: Call,
        open: bool,
        out: &mut Entry,
    ) -> Option<Later> {
        let again = match open {
            false => false,
            true => match self.reopen(host, place.tid, call) {
                Step::Done(Ok(again)) => again,
                Step::Done(Err(entry)) => {
                    *out = entry;
                    return None;
                }
                Step::Ask(question) => return Some(Later::Ask(question)),
                Step::Wait { anew } => return Some(Later::Wait { anew }),
            },
        };
        let later = self.judge_entry(host, place, call, again, out);
        if later.is_none() {
            self.settle(host, place.tid, place.process);
        }
        later
    }

    /// Looks whether any clause has to be run before a call, or, if it is not known that some may (`light`), for
    /// it at all; if none has, it is done with, into `out`, which lets it pass.
    #[inline]
    fn look(&mut self, place: Place, call: &Call, light: bool, out: &mut Entry) -> bool {
        let (policy, core) = (&self.policy, &mut self.core);
        let caught = match pass::caught(policy, core, place.process, call.nr) {
            Some(Some(caught)) => caught,
            passes => return passes.is_some(),
        };
        if light && pass::passes(policy, core, caught, &call.args, false) {
            return true;
        }
        let Ok(event) = self.events.now() else { return false };
        if !layer::pass_by(policy, core, event, place.process, &caught.layers, call) {
            return false;
        }
        out.wants_exit = event.depth() > 0;
        let set = event.set;
        if out.wants_exit && self.keep(place, set, true).is_err() {
            *out = UNKNOWN;
        }
        true
    }

    /// Goes on with what a thread's last call has left: whether the call stood still and is to be judged
    /// on from there; or its answer.
    #[inline(never)]
    fn reopen(&mut self, host: &mut dyn Host, tid: Tid, call: Call) -> Step<Result<bool, Entry>> {
        match self.again(host, tid, call) {
            None => Step::Done(Ok(self.take_up(tid, false).is_some())),
            Some(Step::Done(entry)) => Step::Done(Err(entry)),
            Some(Step::Ask(question)) => Step::Ask(question),
            Some(Step::Wait { anew }) => Step::Wait { anew },
        }
    }

    // Apart, so that who settles, or ends an interrupted call, need not hold what this one holds.
    #[inline(never)]
    fn judge_entry(
        &mut self,
        host: &mut dyn Host,
        place: Place,
        call: Call,
        again: bool,
        out: &mut Entry,
    ) -> Option<Later> {
        let Place { tid, process, .. } = place;
        let (policy, core) = (&self.policy, &mut self.core);
        let Ok(event) = self.events.now() else {
            *out = UNKNOWN;
            return None;
        };
        let running = (&mut *event, &mut self.frames);
        let keep = dispatch::entry(policy, core, running, host, (place, call), again, out);
        let set = event.set;
        let Some(keep) = keep else {
            let later = self.stand_still(host, tid, process, Way::Entry(call));
            self.give_back(host);
            if later.is_none() {
                *out = UNKNOWN;
            }
            return later;
        };
        if keep && self.keep(place, set, out.wants_exit).is_err() {
            *out = UNKNOWN;
        }
        if again {
            self.give_back(host);
        }
        None
    }

    /// Keeps the event of a call that runs, which `set` judges, with its thread.
    #[inline]
    fn keep(&mut self, place: Place, set: u32, awaited: bool) -> Result<(), OutOfMemory> {
        let processes = &mut self.core.processes;
        let thread = match place.thread {
            Some(at) => at,
            None => processes.add_thread(place.process, place.tid)?,
        };
        let Some(t) = processes.thread_at_mut(thread) else { return Err(OutOfMemory) };
        t.call = Some(self.events.keep()?);
        t.awaited = awaited;
        if awaited {
            if let Some(p) = processes.all.get_mut(place.process) {
                p.in_call += 1;
            }
            // The set that judges it stays until `leave`.
            self.policy.sets.hold(set);
        }
        Ok(())
    }

    /// Forgets the call that a thread was in.
    pub(crate) fn drop_call(&mut self, tid: Tid) {
        let Some(t) = self.core.processes.thread_mut(tid) else { return };
        let (process, awaited) = (t.process, core::mem::take(&mut t.awaited));
        let Some(call) = t.call.take() else { return };
        if awaited {
            if let Some(p) = self.core.processes.all.get_mut(process) {
                p.in_call = p.in_call.saturating_sub(1);
            }
            if let Some(event) = self.events.get(call) {
                self.policy.sets.release(event.set);
            }
        }
        self.events.free(call);
    }

    /// The end of an event: `wr_switch` and unloading take effect.
    #[inline]
    pub(crate) fn settle(&mut self, host: &mut dyn Host, tid: Tid, process: u32) {
        let Some(p) = self.core.processes.all.get(process) else { return };
        if self.policy.leaving > 0 || !p.is_settled() {
            self.settle_late(host, tid, process);
        }
    }

    #[inline(never)]
    fn settle_late(&mut self, host: &mut dyn Host, tid: Tid, process: u32) {
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
