//! Notified calls that need the tracer: of which the wrap set, which has grown since the filter was
//! installed, wants more than a judgement at entry; or whose judgement changed the wrap set, so
//! that other filters are needed before the call runs. The thread is interrupted and the
//! notification answered with a restart code: the thread stops on its way back to user mode, and
//! enters the call again under the tracer's eyes, which settles it at the entry stop. Its second
//! notification is answered by CONTINUE.
use crate::call::ERESTARTNOINTR;
use crate::inject::Failure;
use crate::supervisor::State;
use crate::sys::ptrace;
use crate::sys::seccomp::{self, Answer};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use wss_engine::Life;

/// A notified call that waits for the tracer.
pub(crate) struct Handed {
    pub(crate) listener: Arc<OwnedFd>,
    pub(crate) id: u64,
    pub(crate) tid: i32,
    /// It is to be judged at its entry stop; else it was, and is expected again.
    pub(crate) judge: bool,
}

impl State {
    /// On a listener's thread: leaves a call to the tracer.
    pub(crate) fn hand_over(&mut self, call: Handed) {
        self.handed.push(call);
        self.wake_tracer();
    }

    /// On the tracer: takes over what listeners handed, and reaches processes whose wrap set an
    /// administrator changed.
    pub(crate) fn take_over(&mut self) {
        for call in core::mem::take(&mut self.handed) {
            if ptrace::interrupt(call.tid).is_ok()
                && let Some(t) = self.tasks.threads.get_mut(&call.tid)
            {
                t.catch = call.judge;
            }
            let restart = Answer::Error(-ERESTARTNOINTR as i32);
            let _ = seccomp::answer(call.listener.as_fd(), call.id, restart);
        }
        if core::mem::take(&mut self.rejudge) {
            self.engine.judge_running(&mut self.host);
            while let Some(pid) = self.engine.pop_changed() {
                let threads = self.tasks.threads.iter().filter(|(_, t)| t.tgid == pid as i32);
                for tid in threads.map(|(tid, _)| *tid).collect::<Vec<_>>() {
                    // The first to stop gets the filters for all.
                    let _ = ptrace::interrupt(tid);
                }
            }
        }
    }

    /// On any thread: has the tracer judge the criteria for what runs.
    pub(crate) fn judge_running(&mut self) {
        self.rejudge = true;
        self.wake_tracer();
    }

    /// At the stop of a thread that is in no call: filters for a set that changed.
    pub(crate) fn catch_up(&mut self, tid: i32) -> Result<(), Failure> {
        if self.is_unserved(tid) { self.serve_running(tid, None) } else { Ok(()) }
    }

    /// Whether signals of the thread are brought to the engine.
    pub(crate) fn sees_signals(&self, tid: i32) -> bool {
        self.engine.wrap_set(tid as u32).is_some_and(|set| set.catches(Life::Signal))
    }
}
