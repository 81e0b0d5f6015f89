//! Rings of real monitors around a real process.
#![allow(dead_code, reason = "no test uses all of it")]
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
    pub(crate) folder: tempfile::TempDir,
    pub(crate) target: Child,
}

impl Ring {
    pub(crate) fn start(name: &str, n: u16, d: u16, change: impl FnOnce(&mut Config)) -> Self {
        Self::around(Command::new("sleep").arg("100"), name, n, d, change)
    }

    pub(crate) fn around(
        target: &mut Command,
        name: &str,
        n: u16,
        d: u16,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let target = target.spawn().unwrap();
        let name = format!("{name}-{}", std::process::id());
        let mut config = Config {
            target: Target::of(target.id()),
            files: vec![folder.path().join("log").to_str().unwrap().to_owned()],
            period: Duration::ZERO,
            ..Config::new(&name, Graph::new(n, d).unwrap())
        };
        change(&mut config);
        let started = start::start(&config, Path::new(env!("CARGO_BIN_EXE_wss-monitor"))).unwrap();
        assert_eq!(started.pids.len(), usize::from(n));
        Self { name, folder, target }
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    pub(crate) fn records(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.log()).unwrap_or_default();
        // The last may still be being written.
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        whole.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    }

    /// Waits for at least `count` records that `fits`.
    pub(crate) fn wait(&self, count: usize, fits: impl Fn(&Value) -> bool) -> Vec<Value> {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let found: Vec<_> = self.records().into_iter().filter(|r| fits(r)).collect();
            if found.len() >= count {
                return found;
            }
            assert!(Instant::now() < end, "{} of {count}: {:#?}", found.len(), self.records());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn pid(&self, place: u16) -> Option<u32> {
        members::of(&self.name).into_iter().find(|m| m.place == place).map(|m| m.pid)
    }

    /// The process at a place.
    pub(crate) fn member(&self, place: u16) -> u32 {
        self.pid(place).expect("the place is vacant")
    }

    pub(crate) fn signal(&self, place: u16, signal: i32) -> u32 {
        let pid = self.member(place);
        Process::open(pid).unwrap().signal(signal).unwrap();
        pid
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        let _ = members::stop(&self.name);
        let _ = self.target.kill();
        let _ = self.target.wait();
    }
}

pub(crate) fn about(victim: u16, word: &str) -> impl Fn(&Value) -> bool {
    let word = word.to_owned();
    move |r| r["ring"]["victim"] == victim && r["event"]["name"] == word.as_str()
}

/// Whether process numbers here are the kernel's own, and root asks.
pub(crate) fn first_namespace_as_root() -> bool {
    let namespace = std::fs::read_link("/proc/self/ns/pid").unwrap();
    // SAFETY: no arguments, no failure.
    namespace.as_os_str() == "pid:[4026531836]" && unsafe { libc::geteuid() } == 0
}
