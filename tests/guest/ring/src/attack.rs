//! Attacks on whole rings (Chinchani et al. 2003, figure 6), each in a jail of its own: what an attacker there
//! kills is his own. The attacker knows every process and its place.
use crate::heard::loaded;
use crate::ring::{folder, program};
use crate::run::{Said, ensure};
use crate::sys;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use wss_monitors::config::Config;
use wss_monitors::graph::Graph;
use wss_monitors::start;

/// A way to kill all monitors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// One dies, then the next on the ring: each kill takes a witness of the next.
    Ring,
    /// One dies, then the one before it.
    Reverse,
    /// One dies, then the next, at random.
    Random,
    /// A kill(2) each, as fast as a loop goes, at random.
    Loop,
    /// The same, those on the attacker's own processor last.
    OwnLast,
    /// The same by process groups, which are the monitors' sessions, too.
    Groups,
    /// Two loops at once, on two processors, each killing those on the other.
    TwoLoops,
    /// SIGSTOP to each in a loop, then SIGKILL to each in a loop.
    StopFirst,
    /// kill(-1, SIGKILL) by another user of the jail.
    OtherUser,
    /// kill(-1, SIGKILL) by the jail's root: one call.
    RootAll,
}

const ORDERS: [Order; 10] = [
    Order::Ring,
    Order::Reverse,
    Order::Random,
    Order::Loop,
    Order::OwnLast,
    Order::Groups,
    Order::TwoLoops,
    Order::StopFirst,
    Order::OtherUser,
    Order::RootAll,
];

const SIZES: [(u16, u16); 6] = [(4, 1), (4, 2), (8, 1), (8, 2), (8, 3), (16, 3)];

impl Order {
    fn one_by_one(self) -> bool {
        matches!(self, Self::Ring | Self::Reverse | Self::Random)
    }
}

/// What came of one.
#[derive(Debug, Default)]
struct Outcome {
    deaths: usize,
    /// Pairs of witness and victim.
    responses: usize,
    witnesses: usize,
    first: Option<u64>,
    /// Nanoseconds until the last of them had been sent its signal.
    took: u64,
    /// What monitors have said at all, if nothing of it is a response.
    said: String,
}

/// A small generator (xorshift64*), so that a run can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Kills them all.
fn attack(order: Order, pids: &[u32], random: &mut Random) {
    let (n, from) = (pids.len(), random.below(pids.len()));
    let mut places: Vec<usize> = (0..n).map(|i| (from + i) % n).collect();
    if order == Order::Reverse {
        places.reverse();
    } else if order != Order::Ring {
        (1..n).rev().for_each(|i| places.swap(i, random.below(i + 1)));
    }
    if order == Order::OwnLast {
        places.sort_by_key(|p| p % processors() == 0);
        sys::pin(Some(0));
    }
    let victims: Vec<i32> = places.iter().filter_map(|p| pids.get(*p)).map(|p| *p as i32).collect();
    match order {
        Order::Ring | Order::Reverse | Order::Random => {
            for pid in victims {
                sys::kill(pid, libc::SIGKILL);
                sys::wait(pid as u32);
            }
        }
        Order::Loop | Order::OwnLast => victims.iter().for_each(|p| sys::kill(*p, libc::SIGKILL)),
        Order::Groups => victims.iter().for_each(|p| sys::kill(-p, libc::SIGKILL)),
        Order::TwoLoops => two_loops(pids),
        Order::StopFirst => {
            victims.iter().for_each(|p| sys::kill(*p, libc::SIGSTOP));
            victims.iter().for_each(|p| sys::kill(*p, libc::SIGKILL));
        }
        Order::OtherUser => {
            let killer = sys::child(|| {
                if sys::become_user(65534) {
                    sys::kill(-1, libc::SIGKILL);
                }
                0
            });
            let _ = killer.map(sys::wait);
        }
        Order::RootAll => sys::kill(-1, libc::SIGKILL),
    }
}

fn two_loops(pids: &[u32]) {
    let (mut first, mut others) = (Vec::new(), Vec::new());
    for (place, pid) in pids.iter().enumerate() {
        if place % processors() == 0 { first.push(*pid) } else { others.push(*pid) }
    }
    let start = sys::now() + 5_000_000;
    let run = |cpu: usize, victims: &[u32]| {
        sys::pin(Some(cpu));
        while sys::now() < start {}
        victims.iter().for_each(|p| sys::kill(*p as i32, libc::SIGKILL));
        0
    };
    let other = sys::child(|| run(1, &first));
    run(0, &others);
    let _ = other.map(sys::wait);
}

/// Starts a ring in a jail, attacks it, and says how many died, when it began and when it was over.
fn inside(order: Order, graph: Graph, log: &Path, random: &mut Random) -> Result<String, String> {
    let config = Config {
        files: vec![log.to_str().ok_or("a path that is not UTF-8")?.to_owned()],
        ..Config::new(&format!("a{}", std::process::id()), graph)
    };
    let ring = start::start(&config, &program("wss-monitor")?)?;
    ensure!(!ring.lacks.realtime, "no real-time priority in the jail");
    // The attacker has none.
    sys::realtime(false)?;
    sys::pin(None);
    let began = sys::now();
    attack(order, &ring.pids, random);
    let took = sys::now() - began;
    let mut gone: BTreeSet<u32> = BTreeSet::new();
    let wait = if order == Order::OtherUser { 50 } else { 3000 };
    let end = Instant::now() + Duration::from_millis(wait);
    while Instant::now() < end && gone.len() < ring.pids.len() {
        sys::reap();
        gone.extend(ring.pids.iter().filter(|p| !sys::there(**p)));
        std::thread::sleep(Duration::from_micros(500));
    }
    Ok(format!("{} {began} {} {took}", gone.len(), sys::now()))
}

/// One attack.
fn one(order: Order, (n, d): (u16, u16), seed: u64) -> Result<Outcome, String> {
    let graph = Graph::new(n, d)?;
    let folder = folder("attack")?;
    let log = folder.join("log");
    let (mut reader, mut writer) = std::io::pipe().map_err(|e| e.to_string())?;
    let child = sys::child(|| {
        // Jails give no real-time priority; the ring inherits it, as one that was started outside would have it.
        let said = sys::realtime(true).and_then(|()| sys::jail()).and_then(|jid| {
            let mut random = Random(seed | 1);
            let said = inside(order, graph, &log, &mut random)?;
            Ok(format!("{jid} {said}"))
        });
        let said = said.unwrap_or_else(|why| format!("!{why}"));
        i32::from(writer.write_all(said.as_bytes()).is_err())
    })?;
    drop(writer);
    let mut said = String::new();
    // Survivors do not have the pipe: monitors close what they inherit.
    reader.read_to_string(&mut said).map_err(|e| e.to_string())?;
    sys::wait(child);
    ensure!(!said.starts_with('!') && !said.is_empty(), "{order:?} {n} {d}: {said}");
    let numbers: Vec<u64> = said.split(' ').filter_map(|w| w.parse().ok()).collect();
    let [jid, deaths, began, over, took] = numbers.as_slice() else { return Err(said) };
    sys::unjail(*jid as i32)?;
    let text = std::fs::read_to_string(&log).unwrap_or_default();
    let _ = std::fs::remove_dir_all(&folder);
    let records = text.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
    let alerts: Vec<Value> = records
        .filter(|r| r["ring"]["event"] == "alert" && r["ring"]["victim"].is_u64())
        .filter(|r| r["ring"]["monotonic"].as_u64().is_some_and(|t| t <= *over))
        .collect();
    let pair = |r: &Value| Some((r["ring"]["witness"].as_u64()?, r["ring"]["victim"].as_u64()?));
    let pairs: BTreeSet<_> = alerts.iter().filter_map(pair).collect();
    let witnesses: BTreeSet<_> = pairs.iter().map(|(w, _)| w).collect();
    let first = alerts.iter().filter_map(|r| r["ring"]["monotonic"].as_u64()).min();
    Ok(Outcome {
        deaths: *deaths as usize,
        responses: pairs.len(),
        witnesses: witnesses.len(),
        first: first.map(|t| t.saturating_sub(*began)),
        took: *took,
        said: if pairs.is_empty() { text } else { String::new() },
    })
}

/// `count` attacks of each kind, or of these kinds, on rings of each size; a table.
pub(crate) fn all(count: u64, kinds: &[String]) -> Said {
    let (mut total, mut short) = (0, String::new());
    println!("signals are {}heard while they are sent", if loaded() { "" } else { "not " });
    let wanted = |o: &Order| kinds.is_empty() || kinds.iter().any(|k| *k == format!("{o:?}"));
    for order in ORDERS.into_iter().filter(wanted) {
        let (mut attacks, mut silent, mut responses, mut killed) = (0, 0, 0, 0);
        let (mut firsts, mut least) = (Vec::new(), String::new());
        for (n, d) in SIZES {
            let mut fewest = usize::MAX;
            for i in 0..count {
                let seed = (i + 1) * 7919 + u64::from(n) * 31 + u64::from(d);
                let outcome = one(order, (n, d), seed)?;
                let quiet = outcome.responses == 0;
                if quiet && outcome.deaths > 0 {
                    println!(
                        "silent: {order:?} {n}/{d}, attack {i}: {} died, sent their signals within {} us; said were {:?}",
                        outcome.deaths,
                        outcome.took / 1000,
                        outcome.said
                    );
                }
                attacks += 1;
                silent += u64::from(quiet && outcome.deaths > 0);
                responses += outcome.responses;
                killed += outcome.deaths;
                fewest = fewest.min(outcome.witnesses);
                firsts.extend(outcome.first);
                if order.one_by_one() {
                    ensure!(outcome.deaths == usize::from(n), "{order:?} {n} {d}: {outcome:?}");
                    // With d = 1 the next to be killed may be the only witness.
                    if d > 1 && outcome.witnesses < usize::from(d) {
                        short = format!(
                            "{order:?} n = {n}, d = {d}: fewer than d respond: {outcome:?}"
                        );
                    }
                }
                if order == Order::OtherUser {
                    ensure!(outcome.deaths == 0, "another user killed {}", outcome.deaths);
                }
            }
            least.push_str(&format!(" {n}/{d}:{fewest}"));
        }
        firsts.sort_unstable();
        let median = firsts.get(firsts.len() / 2).map_or(0, |t| t / 1000);
        println!(
            "attack {order:?}: {attacks} attacks, {killed} died, {silent} silent, mean {:.1} responses, first after {median} us (median), fewest responders by n/d:{least}",
            responses as f64 / attacks as f64
        );
        total += attacks;
    }
    ensure!(short.is_empty(), "{short}");
    Ok(format!("{total} attacks"))
}
