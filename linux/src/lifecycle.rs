//! Birth, exec and end of wrapped threads and processes. A child is known to the engine before it
//! runs its first instruction; a new image has its wrap set, and the filters that serve it, before
//! it runs its own.
use crate::arch;
use crate::image;
use crate::inject::Failure;
use crate::supervisor::State;
use crate::sys::ptrace;
use crate::task::{Early, Phase};
use wss_abi::verdict::Verdict;

type Done = Result<(), Failure>;

impl State {
    /// The thread made another one, which is stopped before its first instruction.
    pub(crate) fn birth(&mut self, tid: i32) -> Done {
        let child = ptrace::event_message(tid)? as i32;
        if !self.tasks.claimed.remove(&child) {
            let regs = ptrace::get_regs(tid)?;
            let flags = arch::clone_flags(&regs).unwrap_or(0);
            self.adopt(tid, child, flags);
        }
        self.resume(tid, 0)
    }

    /// Makes a new thread known; `flags` are those of clone(2).
    pub(crate) fn adopt(&mut self, parent: i32, child: i32, flags: u64) {
        let Some(maker) = self.tasks.threads.get(&parent) else { return };
        let tgid = maker.tgid;
        let restore = match &maker.phase {
            Phase::In(call) if call.run != call.args => Some(call.args),
            _ => None,
        };
        if flags & libc::CLONE_THREAD as u64 != 0 {
            self.host.born(parent, child, Some(tgid));
            self.engine.thread(parent as u32, child as u32);
            self.tasks.add_thread(tgid, child);
        } else {
            self.host.born(parent, child, None);
            self.tasks.add_child(tgid, child, flags & libc::CLONE_VM as u64 != 0);
            self.engine.fork(&mut self.host, parent as u32, child as u32);
            if let Some(p) = self.tasks.processes.get_mut(&child)
                && p.chain.grew
                && image::filters(child) != image::filters(parent)
            {
                // Made before filters came to all threads of its maker's process, told of
                // afterwards: it may lack them.
                p.chain.doubt();
                p.served = None;
            }
        }
        if let Some(t) = self.tasks.threads.get_mut(&child) {
            t.restore = restore;
        }
        if let Some(Early { status, .. }) = self.tasks.early.remove(&child) {
            self.changed(child, status);
        }
    }

    /// A thread is gone.
    pub(crate) fn gone(&mut self, tid: i32, status: i32) {
        if self.tasks.blips.remove(&tid) {
            return;
        }
        if !self.tasks.threads.contains_key(&tid) {
            // Gone before its birth was told (or not a wrapped thread at all).
            self.tasks.early.insert(tid, Early::new(status));
            return;
        }
        self.engine.gone(&mut self.host, tid as u32, status);
        self.tasks.remove(tid);
        self.host.gone(tid);
        if self.main == Some(tid) {
            self.main = None;
        }
        self.expect_orphans();
    }

    /// A new image is in place, before its first instruction.
    pub(crate) fn exec(&mut self, tid: i32) -> Done {
        let former = ptrace::event_message(tid)? as i32;
        self.renamed(former, tid);
        self.host.forget_creds(tid);
        let space = self.tasks.new_space();
        let image = image::of(tid, &self.tasks, self.engine.wants_sha256());
        if let Some(p) = self.tasks.process_of(tid) {
            p.space = space;
            p.undumpable = false;
            p.exe.clone_from(&image.image.path);
        }
        self.engine.exec(&mut self.host, tid as u32, &image.image);
        if self.no_new_privs && image.would_raise {
            self.report(
                tid,
                Verdict::Continue,
                "set-id executable runs without its privileges (no_new_privs)",
            );
        }
        if image.foreign {
            self.report(
                tid,
                Verdict::Continue,
                "executable of a foreign ABI: its calls will be refused",
            );
        }
        self.serve_image(tid)?;
        self.resume(tid, 0)
    }

    /// The thread that called exec has taken its leader's id.
    fn renamed(&mut self, former: i32, tid: i32) {
        let from = if former == tid { tid } else { former };
        let mut phase = Phase::Free;
        if let Some(t) = self.tasks.threads.get_mut(&from) {
            phase = core::mem::take(&mut t.phase);
        }
        if former != tid {
            self.engine.rename(&mut self.host, former as u32, tid as u32);
            self.tasks.remove(former);
            self.host.gone(former);
        }
        // The registers are the new image's: there is nothing to restore.
        let phase = match phase {
            Phase::In(mut call) => {
                call.run = call.args;
                Phase::In(call)
            }
            _ => Phase::Free,
        };
        if let Some(t) = self.tasks.threads.get_mut(&tid) {
            t.phase = phase;
        }
    }
}
