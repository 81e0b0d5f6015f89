//! A monitor that has its place: it waits for events, answers and reports, for good.
use crate::alert::{Alert, Cause, Victim};
use crate::config::Config;
use crate::deed::{Deed, What};
use crate::heard::Heard;
use crate::join::SUPERFLUOUS;
use crate::look::Watch;
use crate::places::{Edge, Place};
use crate::sink::Sink;
use crate::successor::Succession;
use crate::sys::{self, Event, Events, Exit};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

/// Token of the target; that of a watched place is 1 + place.
pub(crate) const TARGET: u32 = 0;
/// How long a monitor that was asked to stop goes on watching, so that all have been asked before one goes.
pub(crate) const LINGER: Duration = Duration::from_secs(1);

/// A running monitor.
pub(crate) struct Monitor {
    pub(crate) config: Config,
    pub(crate) place: u16,
    pub(crate) roster: OwnedFd,
    pub(crate) events: Events,
    pub(crate) edges: Vec<Edge>,
    /// The look at the target, if this monitor watches it and it lives.
    pub(crate) target: Option<Watch>,
    /// What is known of the target's ends, if it is to be started again.
    pub(crate) succession: Succession,
    /// When it was asked to stop.
    pub(crate) stopping: Option<Instant>,
    /// When the last tick came, and by how much the wall clock led the other one then.
    pub(crate) ticked: (Instant, i64),
    pub(crate) ticks: u32,
    pub(crate) sink: Sink,
    pub(crate) seq: u64,
    /// Signals of which it has heard and whose effect it has not seen.
    pub(crate) heard: Vec<Heard>,
    /// When to look next for who has a place that is overheard, and how long to wait after that.
    pub(crate) unheard: Option<(Instant, Duration)>,
    /// It heard of signals, and does not any more.
    pub(crate) deaf: bool,
    /// Who is held for a signal that has been reported.
    pub(crate) held: Vec<u32>,
    /// What tells the monitors' names from those of other rings.
    pub(crate) mark: u16,
}

/// By how many nanoseconds the wall clock leads the one that nobody can set.
pub(crate) fn lead() -> i64 {
    let (wall, steady) = sys::clocks();
    wall.wrapping_sub(steady) as i64
}

impl Monitor {
    pub(crate) fn roster(&self) -> BorrowedFd<'_> {
        self.roster.as_fd()
    }

    /// Makes the path that an alert takes resident, so that the first one waits for no disk.
    pub(crate) fn rehearse(&mut self) {
        let alert = self.alert(Victim::Target, 0, Cause::word("rehearsal"), true);
        std::hint::black_box(alert.line());
    }

    fn alert(&self, victim: Victim, pid: u32, cause: Cause, alarm: bool) -> Alert<'_> {
        let (time, monotonic) = sys::clocks();
        let (uid, program) = match (&victim, &self.config.target) {
            (Victim::Target, Some(t)) => (t.uid, t.name.as_str()),
            _ => (sys::own_uid(), "wss-monitor"),
        };
        Alert {
            ring: &self.config.name,
            witness: (self.place, std::process::id()),
            seq: self.seq,
            time,
            monotonic,
            alarm,
            victim,
            pid,
            uid,
            program,
            cause,
            deed: None,
            lost: self.sink.lost(),
        }
    }

    /// Reports something.
    pub(crate) fn tell(&mut self, victim: Victim, pid: u32, cause: Cause, alarm: bool) {
        self.seq += 1;
        let mut sink = std::mem::take(&mut self.sink);
        sink.tell(&Alert { lost: sink.lost(), ..self.alert(victim, pid, cause, alarm) });
        self.sink = sink;
    }

    /// Reports what the target, or one that descends from it, did.
    fn did(&mut self, deed: &Deed) {
        let cause = Cause {
            word: deed.what.word(),
            status: if let What::Exit(Exit::Code(status)) = deed.what {
                Some(status)
            } else {
                None
            },
            signal: if let What::Exit(Exit::Signal(signal)) = deed.what {
                Some(signal)
            } else {
                None
            },
            sender: None,
        };
        self.seq += 1;
        let mut sink = std::mem::take(&mut self.sink);
        let alert = self.alert(Victim::Target, deed.pid, cause, true);
        let program = match &deed.what {
            What::Exec { image: Some(image), .. } => image.rsplit('/').next().unwrap_or(image),
            _ => alert.program,
        };
        let (uid, lost) = (deed.uid.unwrap_or(alert.uid), sink.lost());
        sink.tell(&Alert { program, uid, lost, deed: Some(deed), ..alert });
        self.sink = sink;
    }

    /// Waits and answers, until it is asked to stop.
    pub(crate) fn watch(&mut self) -> Result<i32, String> {
        loop {
            let now = Instant::now();
            if self.stopping.is_some_and(|end| now >= end) {
                return Ok(0);
            }
            self.tend(now);
            self.tend_target(now);
            self.tend_ears(now);
            let timeout = self.due().map(|t| t.saturating_duration_since(Instant::now()));
            let timeout = if self.held.is_empty() { timeout } else { Some(Duration::ZERO) };
            match self.events.wait(timeout).map_err(|e| format!("cannot wait: {e}"))? {
                Event::Ended { token, pid, exit } => self.ended(token, pid, exit),
                Event::Status { token, pid, exit } => self.status(token, pid, exit),
                Event::Terminate { pid, uid } => self.asked(pid, uid),
                Event::Sent(sent) => self.sent(sent),
                Event::Deaf => self.deafened(),
                Event::Did(deed) => self.did(&deed),
                Event::Frozen { token, sender } => self.frozen(token, sender),
                Event::Traced { pid, tracer } => self.traced(pid, tracer),
                Event::Tick => self.look(),
                Event::Interrupted => {
                    let pid = std::process::id();
                    self.tell(Victim::Place(self.place), pid, Cause::word("interrupted"), true);
                }
                Event::Timeout if !self.held.is_empty() => self.let_go(),
                Event::Timeout => self.check_timer(),
            }
        }
    }

    /// When to wake up if nothing happens.
    fn due(&self) -> Option<Instant> {
        let vacant = self.edges.iter().filter_map(|e| match &e.state {
            Place::Vacant(v) if self.heals() => Some(v.next),
            _ => None,
        });
        let period = self.config.period;
        // The timer wakes it; this is for the case that the timer was lost.
        let fallback = (!period.is_zero()).then(|| self.ticked.0 + period * 4);
        let unheard = self.unheard.map(|(next, _)| next);
        vacant
            .chain(unheard)
            .chain(self.stopping)
            .chain(fallback)
            .chain(self.succession.due())
            .min()
    }

    /// Whether it replaces the dead.
    pub(crate) fn heals(&self) -> bool {
        self.config.respawn && self.stopping.is_none()
    }

    /// A signal that is waiting is discarded when a stop signal comes, and with it the timer that sent it.
    fn check_timer(&mut self) {
        let period = self.config.period;
        if !period.is_zero() && self.ticked.0.elapsed() >= period * 4 {
            self.ticked.0 = Instant::now();
            // Without a timer there are these wake-ups.
            let _ = self.events.tick(period, period);
            self.look();
        }
    }

    /// SIGTERM: whoever may stop the ring is root or who started it; all that happens is said first.
    fn asked(&mut self, pid: u32, uid: Option<u32>) {
        let may = uid.is_some_and(|uid| uid == 0 || uid == self.config.owner);
        let word = if may { "asked-to-stop" } else { "signalled" };
        let signal = (!may).then_some(15);
        let cause = Cause { sender: Some((pid, uid)), signal, ..Cause::word(word) };
        self.tell(Victim::Place(self.place), std::process::id(), cause, true);
        if may && self.stopping.is_none() {
            self.stopping = Some(Instant::now() + LINGER);
        }
    }

    /// Who is watched under a token.
    pub(crate) fn victim(token: u32) -> Victim {
        match token {
            TARGET => Victim::Target,
            place => Victim::Place(((place - 1) % crate::places::FILLING) as u16),
        }
    }

    fn status(&mut self, token: u32, pid: u32, exit: Exit) {
        let killed = matches!(exit, Exit::Signal(_));
        self.tell(Self::victim(token), pid, cause(Some(exit)), killed && self.stopping.is_some());
    }

    fn ended(&mut self, token: u32, pid: u32, exit: Option<Exit>) {
        let filling = token > crate::places::FILLING;
        // What is not known yet is told later: see `status`.
        let expected = self.stopping.is_some() && matches!(exit, None | Some(Exit::Code(0)));
        if !(filling && exit == Some(Exit::Code(SUPERFLUOUS))) {
            let (victim, cause) = (Self::victim(token), cause(exit));
            let cause = Cause { sender: self.sender(victim, &cause), ..cause };
            self.tell(victim, pid, cause, !expected);
        }
        match token {
            TARGET => {
                self.target = None;
                self.succeed(Instant::now());
            }
            _ => {
                let gave_up = matches!(exit, Some(Exit::Code(code)) if code != SUPERFLUOUS);
                self.vacate(token, filling && gave_up);
            }
        }
    }
}

/// What an exit status says.
fn cause(exit: Option<Exit>) -> Cause {
    match exit {
        Some(Exit::Signal(signal)) => Cause { signal: Some(signal), ..Cause::word("killed") },
        Some(Exit::Code(status)) => Cause { status: Some(status), ..Cause::word("exited") },
        None => Cause::word("ended"),
    }
}
