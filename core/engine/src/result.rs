//! Results of calls as hosts bring them. What is judged on the way out is [`dispatch`]'s.
//!
//! [`dispatch`]: crate::dispatch
use crate::api::Engine;
use crate::dispatch;
use crate::engine::Scope;
use crate::errno::EPERM;
use crate::host::{Host, Leave, Step, Tid};
use crate::pause::Way;
use crate::still::Later;

/// What the caller sees of a result that nobody changes.
const UNCHANGED: Leave = Leave { ret: None, kill: None };

/// What the caller sees of a result that there was no memory to go on judging.
const UNSEEN: Leave = Leave { ret: Some(-(EPERM.0 as i64)), kill: None };

impl Engine {
    /// Obligation 4: the call has run, with this raw result (negative: -errno); for a host that looks
    /// up at once.
    pub fn leave(&mut self, host: &mut dyn Host, tid: Tid, ret: i64) -> Leave {
        let mut leave = UNCHANGED;
        if self.see_result(host, tid, ret, &mut leave).is_some() {
            self.abandon(host, tid);
            return UNSEEN;
        }
        leave
    }

    /// The same for a host that looks up later.
    pub fn result(&mut self, host: &mut dyn Host, tid: Tid, ret: i64) -> Step<Leave> {
        let mut leave = UNCHANGED;
        match self.see_result(host, tid, ret, &mut leave) {
            None => Step::Done(leave),
            Some(later) => later.step(),
        }
    }

    /// Judges a call that has run, into `out`, which lets its result pass, and settles what it leaves.
    #[inline]
    fn see_result(
        &mut self,
        host: &mut dyn Host,
        tid: Tid,
        ret: i64,
        out: &mut Leave,
    ) -> Option<Later> {
        match self.judge_result(host, tid, ret, true, out) {
            Ok(process) => {
                let known = || self.core.processes.find(tid).map(|(_, t)| t.process);
                if let Some(process) = process.or_else(known) {
                    self.settle(host, tid, process);
                }
                None
            }
            Err(later) => Some(later),
        }
    }

    /// The same, but that what it leaves is not settled; the process, if the result was awaited. `asks`: its
    /// clauses may ask and wait.
    #[inline(never)]
    pub(crate) fn judge_result(
        &mut self,
        host: &mut dyn Host,
        tid: Tid,
        ret_now: i64,
        asks: bool,
        out: &mut Leave,
    ) -> Result<Option<u32>, Later> {
        if !self.core.pauses.is_empty()
            && let Some((process, way)) = self.take_up(tid, true)
        {
            let ret = if let Way::Leave(ret) = way { ret } else { ret_now };
            let later = self.go_out(host, (tid, process), ret, (asks, true), out);
            self.give_back(host);
            return later.map_or(Ok(Some(process)), Err);
        }
        let (core, events) = (&mut self.core, &mut self.events);
        let Some((process, set)) = dispatch::take_awaited(core, events, tid, ret_now) else {
            return Ok(None);
        };
        let later = self.go_out(host, (tid, process), ret_now, (asks, false), out);
        // Held since its entry.
        self.policy.sets.release(set);
        later.map_or(Ok(Some(process)), Err)
    }

    /// Judges the call that has run, with this result, or goes on with it; what the host is to do first, if it
    /// stands still. `asks`: its clauses may ask and wait; `again`: it stood still.
    #[inline]
    fn go_out(
        &mut self,
        host: &mut dyn Host,
        (tid, process): (Tid, u32),
        ret: i64,
        (asks, again): (bool, bool),
        out: &mut Leave,
    ) -> Option<Later> {
        let Ok(event) = self.events.now() else {
            *out = UNSEEN;
            return None;
        };
        let (policy, core, frames) = (&self.policy, &mut self.core, &mut self.frames);
        let (judged, timed_out) = if again { core.so_far() } else { (false, false) };
        let mut scope = Scope { policy, core, host, asks, judged, timed_out };
        if let Some(kill) = dispatch::way_out(&mut scope, frames, event, tid, process, again) {
            let seen = (event.ret != ret).then_some(event.ret);
            *out = Leave { ret: seen, kill };
            return None;
        }
        let later = self.stand_still(host, tid, process, Way::Leave(ret));
        if later.is_none() {
            *out = UNSEEN;
        }
        later
    }
}
