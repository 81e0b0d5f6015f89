//! Signals heard of while they are sent, where the kernel tells (`Events::listen`): SIGKILL and SIGSTOP to those that
//! are watched, SIGTERM to the target, with the sender.
//!
//! A monitor also listens for some that it does not watch ([`crate::graph::Graph::overheard`]): a kill is heard of on
//! the killer's own processor, where its watchers may not be, and a loop of kills is reported before its second.
use crate::alert::{Cause, Victim};
use crate::config::{Target, Watched};
use crate::health::Hindrance;
use crate::monitor::{Monitor, TARGET};
use crate::places::{Place, RETRY};
use crate::sys::{self, Follow, Sent};
use std::os::fd::AsFd;
use std::time::Instant;

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

/// Most monitors of a ring that listens for tracing: every fork, exec and exit on the machine is offered to each of them
/// by the kernel, though it wakes none.
const TRACING: u16 = 32;

impl Monitor {
    /// What the process at a place is called: the kernel's reports name it.
    fn name(&self, place: u16) -> String {
        format!("wssm-{:04x}-{place}", self.mark)
    }

    /// Takes its name, and listens for signals to those that it watches. False: not permitted.
    pub(crate) fn listen(&mut self) -> bool {
        let names = self.config.graph.watched(self.place).chain(self.overheard());
        let names: Vec<_> = names.map(|p| (1 + u32::from(p), self.name(p))).collect();
        let target = self.watched_target().map(|t| (TARGET, t.pid));
        self.events.listen(self.config.signals, &self.name(self.place), names, target)
    }

    /// Listens for who begins to be traced, and for what is asked of the target. False: not permitted.
    pub(crate) fn follow(&mut self) -> bool {
        let Watched { exec, fork } = self.config.watch;
        let target = self.watched_target().filter(|_| exec || fork);
        let follow = target.map(|t| Follow { pid: t.pid, exec, fork });
        if follow.is_none() && self.config.graph.n() > TRACING {
            return true;
        }
        self.events.follow(follow)
    }

    /// Leaves what the target does to a condition, if there is one. An error: not possible here.
    pub(crate) fn choose(&self) -> std::io::Result<()> {
        match &self.config.condition {
            Some(object) if self.watched_target().is_some() => self.events.choose(object),
            _ => Ok(()),
        }
    }

    /// The target, if this monitor has a handle on it. Without one its number may be anybody's by now.
    fn watched_target(&self) -> Option<&Target> {
        self.config.target.as_ref().filter(|_| self.events.process(TARGET).is_some())
    }

    /// Somebody begins to trace a process.
    pub(crate) fn traced(&mut self, pid: u32, tracer: u32) {
        let told = Some(Hindrance::Traced(tracer));
        let edge = self.edges.iter_mut().find_map(|e| match &mut e.state {
            Place::Held(watch) if e.pid == pid => Some((e.place, watch.as_mut())),
            _ => None,
        });
        let target = self.events.process(TARGET).is_some_and(|p| p.pid() == pid);
        let victim = match (edge, target) {
            (Some((place, watch)), _) => {
                // The next look tells nothing new, then.
                watch.into_iter().for_each(|w| w.told = told);
                Victim::Place(place)
            }
            (None, true) => {
                self.target.iter_mut().for_each(|w| w.told = told);
                Victim::Target
            }
            (None, false) => {
                let heard = self
                    .overheard()
                    .find(|&place| sys::holder(self.roster(), place).ok().flatten() == Some(pid));
                let Some(place) = heard else { return };
                Victim::Place(place)
            }
        };
        let sender = Some((tracer, sys::user(tracer)));
        self.tell(victim, pid, Cause { sender, ..Cause::word("traced") }, true);
    }

    /// Somebody freezes a monitor's control group.
    pub(crate) fn frozen(&mut self, token: u32, sender: u32) {
        let Victim::Place(place) = Self::victim(token) else { return };
        let known = self.last_pid(token);
        let holder = || sys::holder(self.roster(), place).ok().flatten();
        let pid = if known == 0 { holder().unwrap_or(0) } else { known };
        let sender = Some((sender, sys::user(sender)));
        self.tell(Victim::Place(place), pid, Cause { sender, ..Cause::word("frozen") }, true);
    }

    /// Whom it listens for without watching them: who is held is continued by whoever is left.
    fn overheard(&self) -> impl Iterator<Item = u16> + use<> {
        let (graph, own, all) = (self.config.graph, self.place, self.config.hold);
        let pinned = if self.config.realtime { sys::cpus() } else { 1 };
        let near: Vec<u16> = graph.overheard(own, pinned as u16).collect();
        let far = (0..graph.n()).filter(move |&p| p != own && !graph.watched(own).any(|w| w == p));
        far.filter(move |p| all || near.contains(p))
    }

    /// Listens to those overheard who have their places by now. False: not all have.
    pub(crate) fn overhear(&mut self) -> bool {
        let roster = self.roster.as_fd();
        let places = self.overheard();
        places.fold(true, |all, place| {
            let holder = || sys::holder(roster, place).ok().flatten();
            self.events.overhear(1 + u32::from(place), holder) && all
        })
    }

    /// Listens to who took the place of one overheard, or will.
    pub(crate) fn tend_ears(&mut self, now: Instant) {
        if self.events.unheard() {
            self.unheard.get_or_insert((now, RETRY.0));
        }
        let Some((_, wait)) = self.unheard.filter(|(next, _)| *next <= now) else { return };
        let all = self.heals() && self.overhear();
        self.unheard = (self.heals() && !all).then(|| (now + wait, (wait * 2).min(RETRY.1)));
    }

    /// Nothing tells of signals on their way any more: what did was taken away.
    pub(crate) fn deafened(&mut self) {
        self.deaf = true;
        let cause = Cause::word("no-longer-hears");
        self.tell(Victim::Place(self.place), std::process::id(), cause, true);
    }

    /// Perhaps something does again; or it begins, and somebody is to be overheard.
    pub(crate) fn prick_up(&mut self) {
        if std::mem::take(&mut self.deaf) {
            self.deaf = !self.listen();
        }
        if !self.deaf && !self.overhear() {
            self.unheard.get_or_insert((Instant::now(), RETRY.0));
        }
    }

    /// A signal is being sent.
    pub(crate) fn sent(&mut self, sent: Sent) {
        self.report(sent);
        if self.config.hold && sent.sender != 0 {
            self.held.push(sent.sender);
        }
    }

    /// All that was heard has been said: those who were held may go on. Not before, since one whom another witness let go
    /// may be held for his next kill by now.
    pub(crate) fn let_go(&mut self) {
        for sender in std::mem::take(&mut self.held) {
            // If he has ended, or is not ours to signal, nobody waits for him.
            let _ = sys::Process::open(sender).and_then(|p| p.signal(libc::SIGCONT));
        }
    }

    fn report(&mut self, sent: Sent) {
        let victim = Self::victim(sent.token);
        let watched = match victim {
            Victim::Target => true,
            Victim::Place(place) => self.config.graph.watched(self.place).any(|p| p == place),
        };
        // Who is not watched may have left its place by now.
        let known = match victim {
            Victim::Place(place) if !watched => sys::holder(self.roster(), place).ok().flatten(),
            _ => Some(self.last_pid(sent.token)).filter(|pid| *pid != 0),
        };
        // Anybody can give a process this name; where numbers can be compared, it takes the number too. One that is
        // about to take a place is not known by number yet.
        if known.zip(sent.pid).is_some_and(|(known, pid)| known != pid) {
            return;
        }
        let pid = known.or(sent.pid).unwrap_or(0);
        let user = || Some(sent.sender).filter(|pid| *pid != 0).and_then(sys::user);
        let sender = (sent.sender, sent.uid.or_else(user));
        let cause =
            |word| Cause { signal: Some(sent.signal), sender: Some(sender), ..Cause::word(word) };
        if !watched {
            self.tell(victim, pid, cause("overheard"), true);
            return;
        }
        let heard = Heard { victim, signal: sent.signal, sender };
        self.heard.retain(|h| h.victim != victim);
        self.heard.push(heard);
        self.tell(victim, pid, cause("hit"), sent.signal != libc::SIGTERM);
    }

    /// Who sent the signal that killed a victim, if it was heard.
    pub(crate) fn sender(&mut self, victim: Victim, cause: &Cause) -> Option<(u32, Option<u32>)> {
        let at =
            self.heard.iter().position(|h| h.victim == victim && Some(h.signal) == cause.signal)?;
        Some(self.heard.swap_remove(at).sender)
    }
}
