//! A ring around a process of its own, and what it says.
use crate::run::ensure;
use crate::sys;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use wss_monitors::config::{Config, Target};
use wss_monitors::graph::Graph;
use wss_monitors::{Process, members, start};

/// A ring in a folder of its own; gone with this value.
pub(crate) struct Ring {
    pub(crate) name: String,
    pub(crate) n: u16,
    folder: PathBuf,
    pub(crate) target: Child,
    pub(crate) pids: Vec<u32>,
}

/// A program of the payload.
pub(crate) fn program(name: &str) -> Result<PathBuf, String> {
    let beside = std::env::current_exe().ok().and_then(|e| Some(e.parent()?.join(name)));
    let payload = std::env::var_os("WSS_PAYLOAD").map(|p| Path::new(&p).join("bin").join(name));
    let found = payload.into_iter().chain(beside).find(|p| p.is_file());
    found.ok_or_else(|| format!("no program {name}"))
}

/// A folder of this process's own.
pub(crate) fn folder(name: &str) -> Result<PathBuf, String> {
    let folder = std::env::temp_dir().join(format!("ring-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    Ok(folder)
}

impl Ring {
    pub(crate) fn start(
        name: &str,
        n: u16,
        d: u16,
        change: impl FnOnce(&mut Config),
    ) -> Result<Self, String> {
        let folder = folder(name)?;
        let target = Command::new("sleep").arg("1000").spawn().map_err(|e| e.to_string())?;
        let name = format!("{name}-{}", std::process::id());
        let log = folder.join("log");
        let mut config = Config {
            target: Target::of(target.id()),
            files: vec![log.to_str().ok_or("a path that is not UTF-8")?.to_owned()],
            period: Duration::ZERO,
            ..Config::new(&name, Graph::new(n, d)?)
        };
        change(&mut config);
        let mut ring = Self { name, n, folder, target, pids: Vec::new() };
        let started = start::start(&config, &program("wss-monitor")?)?;
        ensure!(started.pids.len() == usize::from(n), "{} monitors", started.pids.len());
        ensure!(
            !started.lacks.memory && !started.lacks.oom && !started.lacks.realtime,
            "not permitted to root: {:?}",
            started.lacks
        );
        ring.pids = started.pids;
        Ok(ring)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn records(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        text.lines().filter_map(|l| serde_json::from_str(l).ok()).collect()
    }

    /// Waits for at least `count` records that fit.
    pub(crate) fn wait(
        &self,
        count: usize,
        fits: impl Fn(&Value) -> bool,
    ) -> Result<Vec<Value>, String> {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            sys::reap();
            let found: Vec<_> = self.records().into_iter().filter(|r| fits(r)).collect();
            if found.len() >= count {
                return Ok(found);
            }
            let all: Vec<_> = self.records().iter().map(|r| r["message"].to_string()).collect();
            ensure!(
                Instant::now() < end,
                "{} of {count} records; all {}: {:?}",
                found.len(),
                all.len(),
                all.iter().rev().take(12).collect::<Vec<_>>()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn pid(&self, place: u16) -> Result<u32, String> {
        let all = members::of(&self.name);
        let found = all.iter().find(|m| m.place == place && m.attested == Some(true));
        found.map(|m| m.pid).ok_or_else(|| format!("nobody at place {place}: {all:?}"))
    }

    pub(crate) fn signal(&self, place: u16, signal: i32) -> Result<u32, String> {
        let pid = self.pid(place)?;
        let sent = Process::open(pid).and_then(|p| p.signal(signal));
        sent.map(|()| pid).map_err(|e| format!("kill {pid}: {e}"))
    }

    /// Waits until every place is held, and by whom the kernel says.
    pub(crate) fn whole(&self) -> Result<(), String> {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            sys::reap();
            let all = members::of(&self.name);
            let held = all.iter().filter(|m| m.attested == Some(true)).count();
            if held == usize::from(self.n) && all.len() == held {
                return Ok(());
            }
            ensure!(Instant::now() < end, "{held} of {} places are held: {all:?}", self.n);
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        let _ = members::stop(&self.name);
        let _ = self.target.kill();
        let _ = self.target.wait();
        sys::reap();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A record about a monitor.
pub(crate) fn about(victim: u16, word: &str) -> impl Fn(&Value) -> bool {
    let word = word.to_owned();
    move |r| r["ring"]["victim"] == victim && r["event"]["name"] == word.as_str()
}

/// Who said these.
pub(crate) fn witnesses(records: &[Value]) -> Vec<u64> {
    let mut all: Vec<_> = records.iter().filter_map(|r| r["ring"]["witness"].as_u64()).collect();
    all.sort_unstable();
    all
}
