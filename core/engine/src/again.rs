//! Interrupted calls. A kernel may end a call early, let a signal's handler run, and make the thread
//! enter the same call again: for its caller that is one call, and so it is one event. What was
//! judged at its first entry stands for the second, provided that it is the same call: same number,
//! same arguments, and the memory that clauses looked at unchanged. Anything else that the thread
//! enters (a call of the handler, or the program's own after the handler left by longjmp) ends the
//! interrupted call first: its `post` clauses see EINTR. A host may say earlier that a judgement stands no
//! more (`Engine::end_interrupted_of`): FreeBSD's does when another thread's call is judged, which may
//! change what the first judgement rested on, or after ten seconds.
use crate::api::Engine;
use crate::capture::unchanged;
use crate::dispatch::PASS;
use crate::errno::EINTR;
use crate::host::{Action, Call, Entry, Host, Leave, Step, Tid};
use crate::pause::Way;
use crate::process::Thread;
use crate::rewrite::rewrites;
use crate::still::Later;

impl Engine {
    /// The call that the thread entered last, with these arguments, was given up for a signal and
    /// comes again by itself (FreeBSD: ERESTART). Instead of [`Engine::leave`], if that is owed: the
    /// event stays open. The next [`Engine::entry`] of the same call answers the same without
    /// judging again; any other ends the event.
    pub fn interrupted(&mut self, tid: Tid, call: Call) {
        if let Some(t) = self.core.processes.thread_mut(tid) {
            t.interrupted = Some(call);
        }
    }

    /// What a thread's last call left, now that it enters another: the answer, if it is the
    /// interrupted one that comes again, or what is to be done before it is judged.
    #[inline(never)]
    pub(crate) fn again(
        &mut self,
        host: &mut dyn Host,
        tid: Tid,
        call: Call,
    ) -> Option<Step<Entry>> {
        match self.core.pause_of(tid).map(|p| p.way) {
            Some(Way::Entry(c)) if c == call => return None,
            // The end of an interrupted call.
            Some(Way::Leave(_)) => return self.end_interrupted(host, tid, true),
            Some(_) => {
                // What it leaves is settled when this call is judged.
                let _ = self.parts(host).drop_pause(tid);
            }
            None => {}
        }
        let t = self.core.processes.thread_mut(tid)?;
        let interrupted = t.interrupted.take();
        if interrupted == Some(call)
            && let Some(entry) = self.same(host, tid)
        {
            return Some(Step::Done(entry));
        }
        match interrupted {
            Some(_) => self.end_interrupted(host, tid, true),
            // The host never told of its end; it is over.
            None => {
                self.drop_call(tid);
                None
            }
        }
    }

    /// The answer that the thread's open event has had.
    fn same(&mut self, host: &mut dyn Host, tid: Tid) -> Option<Entry> {
        let mut scratch = self.core.take_event();
        let thread = self.core.processes.thread(tid);
        let entry = match thread {
            Some(Thread { call: Some(call), awaited, .. }) => {
                let event = self.events.get(*call)?;
                let same = unchanged(event, &mut scratch, host, tid);
                let same =
                    same.and_then(|same| if same { rewrites(event).map(Some) } else { Ok(None) });
                let wants_exit = *awaited;
                // Without memory it is judged again.
                same.ok().flatten().map(|rewrites| Entry {
                    action: Action::Run,
                    rewrites,
                    wants_exit,
                })
            }
            _ => Some(PASS),
        };
        self.core.give_event(scratch);
        entry
    }

    /// Ends a thread's interrupted call; `asks`: its clauses may ask and wait, and the event is then
    /// not over.
    fn end_interrupted(
        &mut self,
        host: &mut dyn Host,
        tid: Tid,
        asks: bool,
    ) -> Option<Step<Entry>> {
        let mut leave = Leave { ret: None, kill: None };
        match self.judge_result(host, tid, -i64::from(EINTR.0), asks, &mut leave) {
            Err(Later::Ask(question)) => return Some(Step::Ask(question)),
            Err(Later::Wait { .. }) => return Some(Step::Wait { anew: false }),
            Ok(_) => {
                if let Some(signal) = leave.kill {
                    self.parts(host).kill(tid, signal);
                }
            }
        }
        self.drop_call(tid);
        None
    }

    /// Ends the interrupted calls of a process: its threads are not inside them.
    pub(crate) fn end_all_interrupted(&mut self, host: &mut dyn Host, process: u32) {
        while let Some(tid) = self.core.processes.interrupted(process) {
            if let Some(t) = self.core.processes.thread_mut(tid) {
                t.interrupted = None;
            }
            // It does not stand still: it may not ask.
            let _ = self.end_interrupted(host, tid, false);
        }
    }
}
