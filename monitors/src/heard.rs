//! Signals heard of while they are sent, where the kernel tells (`Events::listen`): SIGKILL and SIGSTOP to those that
//! are watched, SIGTERM to the target, with the sender.
use crate::alert::{Cause, Victim};
use crate::monitor::{Monitor, TARGET};
use crate::sys::{self, Sent};

/// Most channels (one per monitor and processor, 8 KiB each) of a ring.
const CHANNELS: usize = 4096;

/// What to listen by, for a ring of n monitors. `None`: not possible, or too much.
pub(crate) fn source(n: u16) -> Option<u32> {
    if usize::from(n) * sys::cpus() > CHANNELS {
        return None;
    }
    sys::tracepoint()
}

/// A signal of which a witness has heard.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heard {
    victim: Victim,
    signal: i32,
    sender: (u32, Option<u32>),
}

impl Monitor {
    /// What the process at a place is called: the kernel's reports name it.
    fn name(&self, place: u16) -> String {
        format!("wssm-{:04x}-{place}", self.mark)
    }

    /// Takes its name, and listens for signals to those that it watches. False: not permitted.
    pub(crate) fn listen(&mut self) -> bool {
        let watched = self.config.graph.watched(self.place);
        let names: Vec<_> = watched.map(|p| (1 + u32::from(p), self.name(p))).collect();
        let mine = self.config.graph.watches_target(self.place, self.config.target_watchers);
        let target = self.config.target.as_ref().filter(|_| mine).map(|t| (TARGET, t.pid));
        self.events.listen(self.config.signals, &self.name(self.place), names, target)
    }

    /// A signal is being sent.
    pub(crate) fn sent(&mut self, sent: Sent) {
        let (victim, pid) = (Self::victim(sent.token), self.last_pid(sent.token));
        // Anybody can give a process this name; where numbers can be compared, it takes the number too. One that is
        // about to take a place is not known by number yet.
        if sent.pid.is_some_and(|p| p != pid) {
            return;
        }
        let sender = (sent.sender, sys::user(sent.sender));
        let heard = Heard { victim, signal: sent.signal, sender };
        self.heard.retain(|h| h.victim != victim);
        self.heard.push(heard);
        let cause = Cause { signal: Some(sent.signal), sender: Some(sender), ..Cause::word("hit") };
        self.tell(victim, pid, cause, sent.signal != libc::SIGTERM);
    }

    /// Who sent the signal that killed a victim, if it was heard.
    pub(crate) fn sender(&mut self, victim: Victim, cause: &Cause) -> Option<(u32, Option<u32>)> {
        let at =
            self.heard.iter().position(|h| h.victim == victim && Some(h.signal) == cause.signal)?;
        Some(self.heard.swap_remove(at).sender)
    }
}
