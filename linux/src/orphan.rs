//! New threads whose maker was killed before it could tell of them (the kernel then reports their
//! first stop, but no birth). They are held. Where another thread of the maker's process is left,
//! it speaks for the maker, since bindings are the process's; of the rest nobody can say what
//! holds, and they end.
use crate::image;
use crate::supervisor::{State, lock};
use crate::sys::process;
use std::time::Duration;

/// How long a stopped new thread may wait for its maker's word: a scheduling delay, many times.
const PATIENCE: Duration = Duration::from_millis(500);

impl State {
    /// A thread is gone: if it made one that is not claimed yet, somebody must look after that.
    pub(crate) fn expect_orphans(&mut self) {
        if self.tasks.early.is_empty() || self.tasks.sweeping {
            return;
        }
        let Some(state) = self.me.upgrade() else { return };
        let sweep = move || {
            loop {
                std::thread::sleep(PATIENCE);
                let mut s = lock(&state);
                s.sweep();
                if s.tasks.early.is_empty() {
                    s.tasks.sweeping = false;
                    return;
                }
            }
        };
        // Should no thread be had, the next end of a thread tries again.
        self.tasks.sweeping =
            std::thread::Builder::new().name("wss-orphans".into()).spawn(sweep).is_ok();
    }

    /// Settles what has waited too long. Threads that can resume a held one are not this one, so a
    /// claimed orphan is only put among the known here; its stop is handled by the tracer.
    fn sweep(&mut self) {
        let old = |e: &crate::task::Early| e.since.elapsed() >= PATIENCE;
        let waiting: Vec<_> =
            self.tasks.early.iter().filter(|(_, e)| old(e)).map(|(tid, _)| *tid).collect();
        for child in waiting {
            // SIGKILL may be sent by any thread; a claim needs the tracer.
            if image::is_traced(child) {
                self.tasks.orphans.push(child);
            } else {
                self.tasks.early.remove(&child);
            }
        }
        if !self.tasks.orphans.is_empty() {
            self.wake_tracer();
        }
    }

    /// Makes the tracer's wait return: by a child of the supervisor that ends at once.
    pub(crate) fn wake_tracer(&mut self) {
        self.tasks.blips.extend(process::blip());
    }

    /// On the tracer: claims the orphans that the sweep found, or ends them.
    pub(crate) fn claim_orphans(&mut self) {
        for child in core::mem::take(&mut self.tasks.orphans) {
            if !self.tasks.early.contains_key(&child) {
                continue;
            }
            let Some((own, parent)) = image::relations(child) else { continue };
            let speaker = |tgid: i32| {
                self.tasks.threads.iter().find(|(_, t)| t.tgid == tgid).map(|(tid, _)| *tid)
            };
            let (thread, process) = (speaker(own), speaker(parent));
            match (thread, process) {
                (Some(speaker), _) if own != child => {
                    self.tasks.claimed.insert(child);
                    self.adopt(speaker, child, libc::CLONE_THREAD as u64);
                }
                (_, Some(speaker)) => {
                    self.tasks.claimed.insert(child);
                    self.adopt(speaker, child, 0);
                }
                _ => {
                    self.tasks.early.remove(&child);
                    let _ = process::kill(child, libc::SIGKILL);
                }
            }
        }
    }
}
