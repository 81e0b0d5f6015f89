//! Becoming a monitor: `wss-monitor RING PLACE [start]`, with the ring's file at descriptor 3. It sets itself up,
//! takes its place, and from then on is a [`Monitor`].
use crate::config::Config;
use crate::lacks::Lacks;
use crate::look::Watch;
use crate::monitor::{Monitor, TARGET, lead};
use crate::sink::Sink;
use crate::successor::Succession;
use crate::sys::{self, Events};
use std::io::Write;
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

/// Exit status of a replacement whose place had been taken meanwhile.
pub(crate) const SUPERFLUOUS: i32 = 3;
/// How long all monitors of a new ring have to take their places.
const GATHER: Duration = Duration::from_secs(30);

/// Runs a monitor; the result is its exit status.
pub fn main(arguments: &[String]) -> i32 {
    let Some((place, start)) = parse(arguments) else {
        eprintln!("wss-monitor: part of a ring, which 'wssctl ring start' starts");
        return 2;
    };
    sys::enclose(start);
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
fn number(place: &str) -> Option<u16> {
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
    let group = sys::own_group(config.cgroup.as_deref(), &config.name, place);
    let mut lacks = Lacks { cgroup: !group, ..sys::harden(cpu) };
    let mut monitor = Monitor {
        place,
        roster,
        events,
        edges: Vec::new(),
        target: None,
        stopping: None,
        succession: Succession::default(),
        ticked: (Instant::now(), lead()),
        ticks: 0,
        sink,
        seq: 0,
        heard: Vec::new(),
        unheard: None,
        deaf: false,
        held: Vec::new(),
        mark: crate::look::digest(config.encode().ok()) as u16,
        config,
    };
    monitor.watch_target(start)?;
    lacks.signals = !monitor.listen();
    if monitor.config.hold {
        let held = monitor.events.hold();
        held.map_err(error("cannot hold who kills: takes CAP_BPF and CAP_PERFMON"))?;
    }
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
        monitor.prick_up();
    }
    lacks.watch = !monitor.follow();
    let chosen = monitor.choose();
    if start {
        chosen.map_err(error("cannot take a condition: takes wss.ko"))?;
    }
    if !start && !monitor.hold()? {
        return Ok(SUPERFLUOUS);
    }
    let period = monitor.config.period;
    if !period.is_zero() {
        let part = u32::from(place) * 1000 / u32::from(monitor.config.graph.n());
        let first = period + period.mul_f64(f64::from(part) / 1000.0);
        monitor.events.tick(first, period).map_err(error("cannot set a timer"))?;
    }
    lacks.memory |= !sys::settle();
    starter.tell(&[lacks.bits()]);
    monitor.watch()
}

impl Monitor {
    fn hold(&self) -> Result<bool, String> {
        sys::hold(self.roster(), self.place).map_err(|e| format!("cannot lock a place: {e}"))
    }

    /// Waits until all that it is to watch have their places. It asks ever less often: real-time priority would keep the
    /// starter of a large ring from starting the rest.
    fn gather(&mut self) -> Result<(), String> {
        let end = Instant::now() + GATHER;
        for place in self.config.graph.watched(self.place).collect::<Vec<_>>() {
            let mut pause = Duration::from_millis(2);
            while !self.add_edge(place, None) {
                self.edges.pop();
                if Instant::now() > end {
                    return Err(format!("the monitor at place {place} did not come"));
                }
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(100));
            }
        }
        let mut pause = Duration::from_millis(2);
        while !self.overhear() {
            if Instant::now() > end {
                return Err("a monitor that is overheard did not come".to_owned());
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(100));
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
            sys::describe(target.pid).is_some_and(|d| d.started == target.started) && !p.ended()
        });
        match process {
            Some(process) => {
                self.target = Watch::new(target.pid, true);
                self.events
                    .watch(TARGET, process)
                    .map_err(|e| format!("cannot watch the target: {e}"))
            }
            None if start => Err(format!("process {} has ended", target.pid)),
            None => {
                // A replacement knows of the first one only, and its successor is there perhaps.
                self.succeed(Instant::now());
                self.succession.forget_others();
                Ok(())
            }
        }
    }
}
