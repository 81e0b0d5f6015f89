//! What a ring costs, how quick it is, and that it heals.
use crate::attack::{alerts, now};
use crate::namespace;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use wss_monitors::config::Config;
use wss_monitors::graph::Graph;
use wss_monitors::{members, start};

/// Everything, one after another.
pub(crate) fn all(program: &Path) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let log = folder.path().join("log");
    let ring = |n, d, change: &dyn Fn(&mut Config)| -> Result<Config, String> {
        let mut config = Config::new("measured", Graph::new(n, d)?);
        config.files = vec![log.to_str().ok_or("a path that is not UTF-8")?.to_owned()];
        change(&mut config);
        Ok(config)
    };
    let idle = ring(8, 3, &|c| c.period = Duration::ZERO)?;
    let looking = ring(8, 3, &|_| ())?;
    let healing = ring(8, 3, &|c| c.respawn = true)?;
    let large = ring(200, 8, &|c| c.respawn = true)?;
    type Part<'a> = (&'a str, &'a Config, fn(&Config, &Path, &Path) -> Result<String, String>);
    let parts: [Part<'_>; 5] = [
        ("idle, n = 8, d = 3, no looks", &idle, cost),
        ("idle, n = 8, d = 3, a look every two seconds", &looking, cost),
        ("from kill to alert, n = 8, d = 3", &healing, latency),
        ("1,000 kills in a row, n = 8, d = 3", &healing, heal),
        ("n = 200, d = 8", &large, heal_some),
    ];
    for (title, config, part) in parts {
        let _ = std::fs::remove_file(&log);
        println!("\n{title}");
        let said =
            namespace::run(|| part(config, program, &log).unwrap_or_else(|why| format!("!{why}")))
                .map_err(|e| format!("{title}: {e}"))?;
        println!("{}", said.trim_end());
    }
    Ok(())
}

/// A field of a process's status.
fn status(pid: u32, key: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find_map(|l| l.strip_prefix(key));
    line.and_then(|l| l.split_ascii_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn switches(pid: u32) -> u64 {
    status(pid, "voluntary_ctxt_switches:") + status(pid, "nonvoluntary_ctxt_switches:")
}

/// Nanoseconds on a processor.
fn ran(pid: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/schedstat")).unwrap_or_default();
    text.split(' ').next().and_then(|w| w.parse().ok()).unwrap_or(0)
}

/// KiB that a process has to itself.
fn private(pid: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let lines =
        text.lines().filter(|l| l.starts_with("Private_Clean:") || l.starts_with("Private_Dirty:"));
    lines.filter_map(|l| l.split_ascii_whitespace().nth(1)?.parse::<u64>().ok()).sum()
}

fn cost(config: &Config, program: &Path, _: &Path) -> Result<String, String> {
    let ring = start::start(config, program)?;
    std::thread::sleep(Duration::from_secs(1));
    let seconds = if config.period.is_zero() { 5 } else { 20 };
    let sum = |f: fn(u32) -> u64| ring.pids.iter().map(|&p| f(p)).sum::<u64>();
    let (before, spent) = (sum(switches), sum(ran));
    std::thread::sleep(Duration::from_secs(seconds));
    let (after, later) = (sum(switches), sum(ran));
    let most = ring.pids.iter().map(|&p| private(p)).max().unwrap_or(0);
    let mut out = String::new();
    let _ = writeln!(out, "  private memory of a monitor   {most} KiB at most");
    let _ = writeln!(out, "  switches of all in {seconds:>2} s      {}", after - before);
    let share = (later - spent) as f64 / (seconds as f64 * 1e9) * 100.0;
    let _ = writeln!(out, "  processor time of all         {share:.4} % of one processor");
    Ok(out)
}

fn reap() {
    let any = Pid::from_raw(-1);
    while matches!(waitpid(any, Some(WaitPidFlag::WNOHANG)), Ok(s) if s != WaitStatus::StillAlive) {
    }
}

/// Waits until every place has a monitor that is none of the dead; says who they are.
fn whole(config: &Config, dead: u32) -> Result<Vec<u32>, String> {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        reap();
        let members: Vec<_> = members::of(&config.name)
            .into_iter()
            .filter(|m| m.attested == Some(true) && m.pid != dead)
            .collect();
        if members.len() == usize::from(config.graph.n()) {
            return Ok(members.into_iter().map(|m| m.pid).collect());
        }
        if Instant::now() > end {
            return Err(format!("{} of {} after 20 s", members.len(), config.graph.n()));
        }
        std::thread::sleep(Duration::from_micros(500));
    }
}

fn latency(config: &Config, program: &Path, log: &Path) -> Result<String, String> {
    let mut pids = start::start(config, program)?.pids;
    let mut times = Vec::new();
    for round in 0..200 {
        std::thread::sleep(Duration::from_millis(20));
        let victim = pids.get(round * 3 % pids.len()).copied().unwrap_or(0);
        let began = now();
        let _ = kill(Pid::from_raw(victim as i32), Signal::SIGKILL);
        pids = whole(config, victim)?;
        let said = alerts(log).into_iter().filter(|r| r["process"]["pid"] == victim);
        let first = said.filter_map(|r| r["ring"]["monotonic"].as_u64()).min();
        times.push(first.ok_or("a kill was not reported")?.saturating_sub(began) / 1000);
    }
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or(0);
    Ok(format!(
        "  200 kills: median {} us, 10 % under {} us, 90 % under {} us\n",
        at(50),
        at(10),
        at(90)
    ))
}

fn heal(config: &Config, program: &Path, log: &Path) -> Result<String, String> {
    kills(config, program, log, 1000)
}

fn heal_some(config: &Config, program: &Path, log: &Path) -> Result<String, String> {
    let began = Instant::now();
    let said = kills(config, program, log, 50)?;
    Ok(format!("{said}  started, attacked, healed in {:.1} s\n", began.elapsed().as_secs_f64()))
}

fn kills(config: &Config, program: &Path, log: &Path, count: usize) -> Result<String, String> {
    let mut pids = start::start(config, program)?.pids;
    let (mut dead, began) = (Vec::new(), Instant::now());
    for round in 0..count {
        let victim = pids.get(round * 7 % pids.len()).copied().unwrap_or(0);
        let _ = kill(Pid::from_raw(victim as i32), Signal::SIGKILL);
        dead.push(victim);
        pids = whole(config, victim)?;
    }
    let took = began.elapsed();
    std::thread::sleep(Duration::from_millis(300));
    reap();
    let said = alerts(log);
    let reported =
        dead.iter().filter(|&&pid| said.iter().any(|r| r["process"]["pid"] == pid)).count();
    let zombies = std::fs::read_dir("/proc").map_err(|e| e.to_string())?.flatten().filter(|e| {
        let stat = std::fs::read_to_string(e.path().join("stat")).unwrap_or_default();
        stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('Z'))
    });
    let most = pids.iter().map(|&p| private(p)).max().unwrap_or(0);
    Ok(format!(
        "  {count} kills, {reported} reported, {} alerts, ring whole after each; {:.1} ms per kill and healing\n  \
         zombies {}, private memory of a monitor then {most} KiB at most\n",
        said.len(),
        took.as_secs_f64() * 1000.0 / count as f64,
        zombies.count()
    ))
}
