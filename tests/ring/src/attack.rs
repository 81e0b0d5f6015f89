//! One attack: a ring is started, attacked, and its log read.
use crate::load::Load;
use crate::namespace;
use crate::orders::{Order, Random, attack};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};
use wss_monitors::config::Config;
use wss_monitors::graph::Graph;
use wss_monitors::start;

/// What a ring is like, and what is done to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attack {
    pub(crate) n: u16,
    pub(crate) d: u16,
    pub(crate) order: Order,
    /// Whether monitors may have a real-time priority.
    pub(crate) realtime: bool,
    /// Whether monitors hold who kills.
    pub(crate) hold: bool,
    pub(crate) seed: u64,
}

/// What came of it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Outcome {
    /// Monitors that died.
    pub(crate) deaths: usize,
    /// Alerts about monitors by those that watch them: one per witness and victim.
    pub(crate) responses: usize,
    /// Monitors that gave one.
    pub(crate) witnesses: usize,
    /// The same of monitors that do not watch the victim, and heard of its end only.
    pub(crate) overheard: usize,
    /// Nanoseconds from the first kill to the first alert.
    pub(crate) first: Option<u64>,
}

/// Nanoseconds of `CLOCK_MONOTONIC`.
pub(crate) fn now() -> u64 {
    let t = nix::time::clock_gettime(nix::time::ClockId::CLOCK_MONOTONIC);
    t.map_or(0, |t| t.tv_sec() as u64 * 1_000_000_000 + t.tv_nsec() as u64)
}

/// The alerts in a log.
pub(crate) fn alerts(log: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let records = text.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
    records.filter(|r| r["ring"]["event"] == "alert").collect()
}

/// Where control groups are made for the rings that are attacked, one after another.
pub(crate) struct Groups(String);

impl Groups {
    /// A group in `folder`; gone with this value.
    pub(crate) fn new(folder: &str) -> Result<Self, String> {
        let group = format!("{folder}/wss-attack-{}", std::process::id());
        std::fs::create_dir_all(&group).map_err(|e| format!("{group}: {e}"))?;
        Ok(Self(group))
    }
}

impl Drop for Groups {
    fn drop(&mut self) {
        for entry in std::fs::read_dir(&self.0).into_iter().flatten().flatten() {
            // Files cannot be removed, nor need they be.
            let _ = std::fs::remove_dir(entry.path());
        }
        let _ = std::fs::remove_dir(&self.0);
    }
}

/// Starts a ring in a namespace of its own and attacks it, under this load.
pub(crate) fn run(
    what: Attack,
    program: &Path,
    groups: Option<&Groups>,
    load: Option<&Load>,
) -> Result<Outcome, String> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let log = folder.path().join("log");
    let name = format!("a{}", std::process::id());
    // Sub-groups of one group, so that one write can kill them all; where it is not by groups, groups change nothing but
    // that it takes a while to make them.
    let group = groups.map(|g| g.0.as_str()).filter(|_| what.order.by_group());
    let said = namespace::run(|| {
        inside(what, program, &log, &name, group, load).unwrap_or_else(|why| format!("!{why}"))
    })?;
    let mut numbers = said.split_ascii_whitespace().map(|w| w.parse::<u64>().unwrap_or(0));
    let (deaths, began) = (numbers.next().unwrap_or(0) as usize, numbers.next().unwrap_or(0));
    // When the namespace ends, survivors are killed once more: that is no part of the attack.
    let over = numbers.next().unwrap_or(0);
    let (mut watching, mut hearing) = (BTreeSet::new(), BTreeSet::new());
    let mut first = None;
    for record in alerts(&log) {
        let ring = &record["ring"];
        let number = |key: &str| ring[key].as_u64();
        let (Some(witness), Some(victim), Some(time)) =
            (number("witness"), number("victim"), number("monotonic"))
        else {
            continue;
        };
        if time > over {
            continue;
        }
        let overheard = record["event"]["name"] == "overheard";
        if overheard { &mut hearing } else { &mut watching }.insert((witness, victim));
        first = Some(first.map_or(time, |f: u64| f.min(time)));
    }
    let witnesses: BTreeSet<_> = watching.iter().map(|(witness, _)| witness).collect();
    Ok(Outcome {
        deaths,
        responses: watching.len(),
        witnesses: witnesses.len(),
        overheard: hearing.len(),
        first: first.map(|t| t.saturating_sub(began)),
    })
}

fn inside(
    what: Attack,
    program: &Path,
    log: &Path,
    name: &str,
    group: Option<&str>,
    load: Option<&Load>,
) -> Result<String, String> {
    let config = Config {
        files: vec![log.to_str().ok_or("a path that is not UTF-8")?.to_owned()],
        cgroup: group.map(str::to_owned),
        realtime: what.realtime,
        hold: what.hold,
        ..Config::new(name, Graph::new(what.n, what.d)?)
    };
    let ring = start::start(&config, program)?;
    let mut random = Random(what.seed | 1);
    load.inspect(|l| l.let_go(true));
    let began = now();
    attack(what.order, &ring.pids, group, name, &mut random);
    // Everything has been sent: who is still to speak has been decided, and need not wait.
    load.inspect(|l| l.let_go(false));
    // Process 1 is the monitors' parent: what is not there any more is dead.
    let gone = |pid: &u32| !Path::new(&format!("/proc/{pid}")).exists();
    let end = Instant::now()
        + Duration::from_millis(if what.order == Order::OtherUser { 5 } else { 2000 });
    while Instant::now() < end && !ring.pids.iter().all(gone) {
        while matches!(waitpid(Pid::from_raw(-1), Some(WaitPidFlag::WNOHANG)), Ok(s) if s != WaitStatus::StillAlive)
        {
        }
        std::thread::sleep(Duration::from_micros(300));
    }
    let over = now();
    let deaths = ring.pids.iter().filter(|p| gone(p)).count();
    Ok(format!("{deaths} {began} {over}"))
}
