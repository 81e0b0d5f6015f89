//! One monitor: `wss-monitor RING PLACE [start]`, with the ring's file at descriptor 3. It sets itself up,
//! takes its place and waits for events, for good.
use crate::alert::{Alert, Cause, Victim};
use crate::config::Config;
use crate::heard::Heard;
use crate::lacks::Lacks;
use crate::look::Watch;
use crate::places::{Edge, Place};
use crate::sink::Sink;
use crate::sys::{self, Event, Events, Exit};
use std::io::Write;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

/// Exit status of a replacement whose place had been taken meanwhile.
pub(crate) const SUPERFLUOUS: i32 = 3;
/// Token of the target; that of a watched place is 1 + place.
pub(crate) const TARGET: u32 = 0;
/// How long a monitor that was asked to stop goes on watching, so that all have been asked before one goes.
pub const LINGER: Duration = Duration::from_secs(1);
/// How long all monitors of a new ring have to take their places.
pub(crate) const GATHER: Duration = Duration::from_secs(30);

/// A running monitor.
pub(crate) struct Monitor {
    pub(crate) config: Config,
    pub(crate) place: u16,
    pub(crate) roster: OwnedFd,
    pub(crate) events: Events,
    pub(crate) edges: Vec<Edge>,
    /// The look at the target, if this monitor watches it and it lives.
    pub(crate) target: Option<Watch>,
    /// When it was asked to stop.
    pub(crate) stopping: Option<Instant>,
    /// When the last tick came, and by how much the wall clock led the other one then.
    pub(crate) ticked: (Instant, i64),
    pub(crate) ticks: u32,
    sink: Sink,
    seq: u64,
    /// Signals of which it has heard and whose effect it has not seen.
    pub(crate) heard: Vec<Heard>,
    /// What tells the monitors' names from those of other rings.
    pub(crate) mark: u16,
}

/// Runs a monitor; the result is its exit status.
pub fn main(arguments: &[String]) -> i32 {
    let Some((place, start)) = parse(arguments) else {
        eprintln!("wss-monitor: part of a ring, which 'wssctl ring start' starts");
        return 2;
    };
    sys::enclose(if start { 5 } else { 4 });
    let Some((config, roster)) = ring() else { return 2 };
    let mut starter = Starter { place, pipe: if start { sys::inherited(4) } else { None } };
    match run(config, roster, &mut starter, start) {
        Ok(status) => status,
        Err(why) => {
            starter.tell(why.as_bytes());
            1
        }
    }
}

/// The way to the starter, while it waits: one message of place (2 bytes), length (1) and what is to be
/// said: one byte of [`Lacks`], or why it failed.
struct Starter {
    place: u16,
    pipe: Option<OwnedFd>,
}

impl Starter {
    fn tell(&mut self, what: &[u8]) {
        let Some(pipe) = self.pipe.take() else { return };
        let what = what.get(..what.len().min(250)).unwrap_or_default();
        let message = [&self.place.to_le_bytes()[..], &[what.len() as u8], what].concat();
        // A starter that went away has nothing to be told.
        let _ = std::fs::File::from(pipe).write_all(&message);
    }
}

fn parse(arguments: &[String]) -> Option<(u16, bool)> {
    match arguments {
        [_, place] => Some((number(place)?, false)),
        [_, place, start] if start == "start" => Some((number(place)?, true)),
        _ => None,
    }
}

/// The place in `3/8`, which says "of 8" to people.
pub(crate) fn number(place: &str) -> Option<u16> {
    place.split_once('/')?.0.parse().ok()
}

/// The file at descriptor 3.
fn ring() -> Option<(Config, OwnedFd)> {
    let roster = sys::inherited(3)?;
    let file = std::fs::File::from(roster);
    Some((Config::read(&file)?, file.into()))
}

fn run(config: Config, roster: OwnedFd, starter: &mut Starter, start: bool) -> Result<i32, String> {
    let place = starter.place;
    if place >= config.graph.n() {
        return Err("no such place".to_owned());
    }
    let error = |what: &'static str| move |e: std::io::Error| format!("{what}: {e}");
    let events = Events::new().map_err(error("cannot listen for events"))?;
    sys::resist(u64::from(config.graph.d()) * 4 + 64);
    let sink = Sink::open(&config, place)?;
    let cpu = config.realtime.then(|| usize::from(place) % sys::cpus());
    let cgroup = own_cgroup(&config, place);
    let mut lacks = Lacks { cgroup: !cgroup, ..sys::harden(cpu) };
    let mut monitor = Monitor {
        place,
        roster,
        events,
        edges: Vec::new(),
        target: None,
        stopping: None,
        ticked: (Instant::now(), lead()),
        ticks: 0,
        sink,
        seq: 0,
        heard: Vec::new(),
        mark: crate::look::digest(config.encode().ok()) as u16,
        config,
    };
    lacks.signals = !monitor.listen();
    monitor.rehearse();
    if start {
        if !monitor.hold()? {
            return Err("the place is taken".to_owned());
        }
        monitor.gather()?;
    } else {
        // First the watching, then the place: whoever has it watches.
        for place in monitor.config.graph.watched(place).collect::<Vec<_>>() {
            monitor.add_edge(place, None);
        }
    }
    monitor.watch_target(start)?;
    if !start && !monitor.hold()? {
        return Ok(SUPERFLUOUS);
    }
    let period = monitor.config.period;
    if !period.is_zero() {
        let part = u32::from(place) * 1000 / u32::from(monitor.config.graph.n());
        let first = period + period.mul_f64(f64::from(part) / 1000.0);
        monitor.events.tick(first, period).map_err(error("cannot set a timer"))?;
    }
    starter.tell(&[lacks.bits()]);
    monitor.watch()
}

/// By how many nanoseconds the wall clock leads the one that nobody can set.
pub(crate) fn lead() -> i64 {
    let (wall, steady) = sys::clocks();
    wall.wrapping_sub(steady) as i64
}

/// Moves this process to a control group of its own. False: not permitted, or not there.
fn own_cgroup(config: &Config, place: u16) -> bool {
    let Some(folder) = &config.cgroup else { return false };
    let group = format!("{folder}/wss-{}-{place}", config.name);
    // It is there already if this is a replacement.
    let _ = std::fs::create_dir(&group);
    std::fs::write(format!("{group}/cgroup.procs"), "0").is_ok()
}

impl Monitor {
    pub(crate) fn roster(&self) -> BorrowedFd<'_> {
        self.roster.as_fd()
    }

    fn hold(&self) -> Result<bool, String> {
        sys::hold(self.roster(), self.place).map_err(|e| format!("cannot lock a place: {e}"))
    }

    /// Waits until all that it is to watch have their places.
    fn gather(&mut self) -> Result<(), String> {
        let end = Instant::now() + GATHER;
        for place in self.config.graph.watched(self.place).collect::<Vec<_>>() {
            while !self.add_edge(place, None) {
                self.edges.pop();
                if Instant::now() > end {
                    return Err(format!("the monitor at place {place} did not come"));
                }
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        Ok(())
    }

    fn watch_target(&mut self, start: bool) -> Result<(), String> {
        let watchers = self.config.target_watchers;
        let Some(target) = self.config.target.clone() else { return Ok(()) };
        if !self.config.graph.watches_target(self.place, watchers) {
            return Ok(());
        }
        let process = sys::Process::open(target.pid).ok().filter(|p| {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", target.pid));
            stat.ok().and_then(|s| crate::health::started(&s)) == Some(target.started) && !p.ended()
        });
        match process {
            Some(process) => {
                self.target = Watch::new(target.pid, true);
                self.events
                    .watch(TARGET, process)
                    .map_err(|e| format!("cannot watch the target: {e}"))
            }
            None if start => Err(format!("process {} has ended", target.pid)),
            None => Ok(()),
        }
    }

    /// Makes the path that an alert takes resident, so that the first one waits for no disk.
    fn rehearse(&mut self) {
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

    /// Waits and answers, until it is asked to stop.
    fn watch(&mut self) -> Result<i32, String> {
        loop {
            let now = Instant::now();
            if self.stopping.is_some_and(|end| now >= end) {
                return Ok(0);
            }
            self.tend(now);
            let timeout = self.due().map(|t| t.saturating_duration_since(Instant::now()));
            match self.events.wait(timeout).map_err(|e| format!("cannot wait: {e}"))? {
                Event::Ended { token, pid, exit } => self.ended(token, pid, exit),
                Event::Status { token, pid, exit } => self.status(token, pid, exit),
                Event::Terminate { pid, uid } => self.asked(pid, uid),
                Event::Sent(sent) => self.sent(sent),
                Event::Tick => self.look(),
                Event::Interrupted => {
                    let pid = std::process::id();
                    self.tell(Victim::Place(self.place), pid, Cause::word("interrupted"), true);
                }
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
        vacant.chain(self.stopping).chain(fallback).min()
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
    fn victim(token: u32) -> Victim {
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
            TARGET => self.target = None,
            _ => self.vacate(token),
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
