//! The edges of one monitor, and healing.
//!
//! A place that is vacant is filled by its nearest living watcher. Each watcher decides alone whether it is
//! that one, by its own handles on those between; it tries again after [`PATIENCE`] where a nearer one should
//! have and did not. The replacement is watched by who made it from before its first instruction, watches
//! before it takes the place, and takes it by a lock that only one can have. Until then who made it stands in:
//! it watches whom the dead one watched.
use crate::alert::{Cause, Victim};
use crate::look::Watch;
use crate::monitor::Monitor;
use crate::sys::{self, Process};
use std::ffi::CString;
use std::time::{Duration, Instant};

/// Added to the token of a place for a replacement that has not taken it yet.
pub(crate) const FILLING: u32 = 10_000;
/// How long a nearer watcher has to fill a place.
const PATIENCE: Duration = Duration::from_secs(2);
/// Time between two looks at a vacant place: at first, and at most.
pub(crate) const RETRY: (Duration, Duration) =
    (Duration::from_millis(1), Duration::from_millis(64));
/// The same after a replacement that gave up by itself before it took the place: what it lacks (its log's
/// folder, say) may come back, and is not asked for a thousand times until then.
const FAILED: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(32));

/// A place that is watched.
pub(crate) struct Edge {
    pub(crate) place: u16,
    pub(crate) state: Place,
    /// The vacant place for whose monitor this one stands in.
    standing_in: Option<u16>,
    /// The process there: for reports after its end.
    pub(crate) pid: u32,
}

/// What is at a place.
pub(crate) enum Place {
    /// A process that is watched.
    Held(Option<Box<Watch>>),
    /// Nobody.
    Vacant(Vacancy),
}

/// Since when nobody is there, and what is done about it.
pub(crate) struct Vacancy {
    since: Instant,
    pub(crate) next: Instant,
    wait: Duration,
    /// The same after the next replacement that gives up.
    failed: Duration,
    /// It was vacant when this monitor came: nobody may have said so.
    found: bool,
}

impl Vacancy {
    /// The next try, each time twice as far away.
    fn put_off(&mut self, now: Instant) {
        self.next = now + self.failed;
        self.failed = (self.failed * 2).min(FAILED.1);
    }
}

fn vacancy(found: bool) -> Place {
    let now = Instant::now();
    Place::Vacant(Vacancy { since: now, next: now, wait: RETRY.0, failed: FAILED.0, found })
}

fn token(place: u16) -> u32 {
    1 + u32::from(place)
}

impl Monitor {
    /// Watches whoever has a place. False: nobody has, and the edge is vacant.
    pub(crate) fn add_edge(&mut self, place: u16, standing_in: Option<u16>) -> bool {
        let mut edge = Edge { place, state: vacancy(true), standing_in, pid: 0 };
        let held = self.seize(&mut edge);
        self.edges.push(edge);
        held
    }

    /// Watches whoever has the edge's place by now.
    fn seize(&mut self, edge: &mut Edge) -> bool {
        let Ok(Some(pid)) = sys::holder(self.roster(), edge.place) else { return false };
        let Ok(process) = Process::open(pid) else { return false };
        // Still there with the handle open: so the handle is on who has the place.
        if sys::holder(self.roster(), edge.place).ok().flatten() != Some(pid) || process.ended() {
            return false;
        }
        if self.events.watch(token(edge.place), process).is_err() {
            return false;
        }
        self.events.forget(token(edge.place) + FILLING);
        edge.pid = pid;
        edge.state = Place::Held(Watch::new(pid, false).map(Box::new));
        true
    }

    /// The process last seen under a token.
    pub(crate) fn last_pid(&self, token: u32) -> u32 {
        if token == crate::monitor::TARGET {
            return self.config.target.as_ref().map_or(0, |t| t.pid);
        }
        if let Some(process) = self.events.process(token) {
            return process.pid();
        }
        self.edges.iter().find(|e| self::token(e.place) == token).map_or(0, |e| e.pid)
    }

    /// The process under a token has ended; `gave_up`: by its own decision, and nobody needs it less for that.
    pub(crate) fn vacate(&mut self, token: u32, gave_up: bool) {
        let Some(at) = self.edges.iter().position(|e| token % FILLING == self::token(e.place))
        else {
            return;
        };
        let Some(edge) = self.edges.get_mut(at) else { return };
        match &mut edge.state {
            Place::Held(_) if token < FILLING && edge.standing_in.is_some() => {
                // Its own watchers will see to it.
                self.edges.remove(at);
            }
            Place::Held(_) if token < FILLING => edge.state = vacancy(false),
            Place::Held(_) => {}
            Place::Vacant(v) if gave_up => v.put_off(Instant::now()),
            // Killed: whoever does that must not win time by it.
            Place::Vacant(v) => {
                v.next = Instant::now() + if token > FILLING { RETRY.1 } else { RETRY.0 };
            }
        }
    }

    /// Fills vacant places, or looks whether another has.
    pub(crate) fn tend(&mut self, now: Instant) {
        if !self.heals() {
            return;
        }
        let due = |e: &Edge| matches!(&e.state, Place::Vacant(v) if v.next <= now);
        while let Some(at) = self.edges.iter().position(due) {
            let mut edge = self.edges.swap_remove(at);
            if self.seize(&mut edge) {
                let stands_in = |e: &Edge| e.standing_in == Some(edge.place);
                for other in self.edges.extract_if(.., |e| stands_in(e)) {
                    self.events.forget(token(other.place));
                }
            } else {
                self.fill(&mut edge, now);
            }
            self.edges.push(edge);
        }
    }

    /// Makes a replacement for a vacant place, if that is this monitor's to do and it has not done so.
    fn fill(&mut self, edge: &mut Edge, now: Instant) {
        let place = edge.place;
        let nearer = self.nearer_living(place);
        let Place::Vacant(v) = &mut edge.state else { return };
        v.next = now + v.wait;
        v.wait = (v.wait * 2).min(RETRY.1);
        let mine = now.duration_since(v.since) >= PATIENCE * nearer;
        if !mine || self.events.process(token(place) + FILLING).is_some() {
            return;
        }
        if std::mem::take(&mut v.found) {
            self.tell(Victim::Place(place), 0, Cause::word("missing"), true);
        }
        let others: Vec<_> = self.config.graph.watched(place).collect();
        for other in others {
            if other != self.place && !self.edges.iter().any(|e| e.place == other) {
                self.add_edge(other, Some(place));
            }
        }
        self.edges.retain(|e| e.standing_in.is_none() || matches!(e.state, Place::Held(_)));
        if self.replace(place).is_err() {
            self.tell(Victim::Place(place), 0, Cause::word("not-replaced"), true);
            if let Place::Vacant(v) = &mut edge.state {
                v.put_off(now);
            }
        }
    }

    fn replace(&mut self, place: u16) -> std::io::Result<()> {
        let name = CString::new(self.config.name.as_str())?;
        let number = CString::new(format!("{place}/{}", self.config.graph.n()))?;
        let process = sys::replacement(self.roster(), &name, &number)?;
        self.events.watch(token(place) + FILLING, process)
    }

    /// How many between this monitor and a place live, as far as its handles say.
    fn nearer_living(&self, place: u16) -> u32 {
        let between = self.config.graph.watched(self.place).take_while(|&p| p != place);
        between
            .filter(|&p| {
                self.edges.iter().any(|e| {
                    e.place == p && e.standing_in.is_none() && matches!(e.state, Place::Held(_))
                })
            })
            .count() as u32
    }
}
