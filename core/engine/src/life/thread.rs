//! How processes and threads come by fork, and go.
use super::{Param, Parts};
use crate::host::{Image, Tid};
use alloc::vec::Vec;
use wss_abi::clause::Life;
use wss_abi::mem::{OutOfMemory, TryVec};

impl Parts<'_> {
    /// A child exists and has not run yet.
    pub(crate) fn fork(&mut self, parent: Tid, child: Tid) {
        let Some((process, p)) = self.core.processes.of(parent) else { return };
        let pid = p.pid;
        let mut bindings = Vec::new();
        let mut next = self.core.next_binding;
        let copied: Result<Image, OutOfMemory> = (|| {
            for b in &p.bindings {
                // A clause that stands still has taken it out of its place.
                let mut still = self.core.processes.paused(process);
                let state = still
                    .find_map(|at| self.core.pauses.get(at)?.stop.frames.as_ref()?.state_of(b.id));
                bindings.try_push(b.copy(next, state)?)?;
                next += 1;
            }
            p.image.copy()
        })();
        self.core.next_binding = next;
        self.forget_thread(child);
        let mut wrappers = Vec::new();
        let listed: Result<(), OutOfMemory> =
            bindings.iter().try_for_each(|b| wrappers.try_push(b.wrapper));
        let added = copied.and_then(|image| self.add(child, image, bindings));
        if added.is_err() || listed.is_err() {
            return self.give_up(child);
        }
        for w in wrappers {
            self.count(w, 1);
        }
        let verdict = self.run(child, Life::Fork, &[Param::Number(u64::from(pid))], None);
        self.enforce(child, verdict);
        if self.settle(child).is_err() {
            self.give_up(child);
        }
    }

    /// Removes a thread, and what it held.
    pub(crate) fn forget_thread(&mut self, tid: Tid) {
        if self.core.pause_of(tid).is_some() {
            self.drop_pause(tid);
        }
        let Some(thread) = self.core.processes.remove_thread(tid) else { return };
        if let Some(call) = thread.call {
            if thread.awaited
                && let Some(event) = self.events.get(call)
            {
                self.policy.sets.release(event.set);
            }
            self.events.free(call);
        }
        let empty = self.core.processes.all.get(thread.process).is_some_and(|p| p.threads == 0);
        if empty && let Some(p) = self.core.processes.remove(thread.process) {
            for b in &p.bindings {
                self.count(b.wrapper, -1);
            }
            self.policy.sets.release(p.set);
        }
        self.sweep();
    }

    /// A thread is gone; with the last one, its process.
    pub(crate) fn gone(&mut self, tid: Tid, status: i32) {
        let Some((_, p)) = self.core.processes.of(tid) else { return };
        if p.threads == 1 {
            // There is nothing left to enforce a verdict on; it was recorded.
            let status = Param::Number(status as u32 as u64);
            self.run(tid, Life::Exit, &[status], None);
        }
        self.forget_thread(tid);
    }
}
