//! Signals heard of while they are sent, where the kernel tells (`sys::signals`): SIGKILL and SIGSTOP to those that
//! are watched, SIGTERM to the target, with the sender.
use crate::alert::{Cause, Victim};
use crate::monitor::Monitor;
use crate::sys::{self, Sent};
use std::ffi::CString;

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
        if let Ok(name) = CString::new(self.name(self.place)) {
            sys::call(&name);
        }
        let Some(id) = self.config.signals else { return false };
        let names: Vec<_> = self
            .config
            .graph
            .watched(self.place)
            .map(|p| format!("comm == \"{}\"", self.name(p)))
            .collect();
        let mut filter = format!("(sig == 9 || sig == 19) && ({})", names.join(" || "));
        if let Some(pid) = self.listened_target() {
            filter =
                format!("({filter}) || (pid == {pid} && (sig == 9 || sig == 15 || sig == 19))");
        }
        let Ok(filter) = CString::new(filter) else { return false };
        (0..sys::cpus()).all(|cpu| self.events.hear(id, cpu, &filter).is_ok())
    }

    fn listened_target(&self) -> Option<u32> {
        let target = self.config.target.as_ref()?;
        let mine = self.config.graph.watches_target(self.place, self.config.target_watchers);
        (mine && sys::first_namespace()).then_some(target.pid)
    }

    /// A signal is being sent.
    pub(crate) fn sent(&mut self, sent: Sent) {
        let name = sent.name.split(|b| *b == 0).next().unwrap_or_default();
        let place =
            self.config.graph.watched(self.place).find(|&p| self.name(p).as_bytes() == name);
        let victim = match place {
            Some(place) => Victim::Place(place),
            None if self.listened_target() == Some(sent.pid) => Victim::Target,
            None => return,
        };
        let pid = match victim {
            Victim::Target => sent.pid,
            Victim::Place(place) => self.last_pid(1 + u32::from(place)),
        };
        // Anybody can give a process this name; where numbers can be compared, it takes the number too. One that is
        // about to take a place is not known by number yet.
        if sys::first_namespace() && pid != sent.pid {
            return;
        }
        let sender = (sent.sender, user(sent.sender));
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

/// Real user of a process that may be gone already.
fn user(pid: u32) -> Option<u32> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status
        .lines()
        .find_map(|l| l.strip_prefix("Uid:"))?
        .split_ascii_whitespace()
        .next()?
        .parse()
        .ok()
}
