//! A target that is started again when it ends.
mod common;

use common::Ring;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// A daemon that nothing else on this machine is called: a copy of sleep. Gone with this value.
struct Daemon(tempfile::TempDir, PathBuf);

impl Daemon {
    fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join(format!("{name}{}", std::process::id()));
        // By a process of its own: see execve(2), ETXTBSY, and what another thread forks meanwhile.
        let copied = Command::new("cp").arg("/bin/sleep").arg(&program).status().unwrap();
        assert!(copied.success(), "cp: {copied}");
        Self(folder, program)
    }

    fn running(&self) -> Vec<u32> {
        let name = self.1.file_name().unwrap().to_str().unwrap();
        let mine = |pid: &u32| {
            // Not a zombie that this test has not waited for.
            let exe = std::fs::read_link(format!("/proc/{pid}/exe"));
            exe.is_ok_and(|e| e.file_name().is_some_and(|f| f.to_str() == Some(name)))
        };
        wss_monitors::processes().into_iter().filter(mine).collect()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        for pid in self.running() {
            // It may have ended by itself.
            let _ = wss_monitors::Process::open(pid).and_then(|p| p.signal(libc::SIGKILL));
        }
    }
}

fn end(target: &mut Child) {
    target.kill().unwrap();
    target.wait().unwrap();
}

fn word(word: &str) -> impl Fn(&Value) -> bool {
    move |r| r["ring"]["victim"] == "target" && r["event"]["name"] == word
}

fn ring(daemon: &Daemon, name: &str, script: &str, arguments: &[&str]) -> Ring {
    let mut command = Command::new(&daemon.1);
    Ring::around(command.args(arguments), name, 4, 2, |c| {
        c.respawn = true;
        c.restart = Some(script.to_owned());
    })
}

#[test]
fn one_of_the_witnesses_starts_it_again_and_all_watch_it() {
    let daemon = Daemon::new("lives");
    let path = daemon.1.to_str().unwrap();
    let count = daemon.0.path().join("count");
    let script = format!("echo x >> {}; exec {path} 1000", count.display());
    let mut ring = ring(&daemon, "again", &script, &["1000"]);
    end(&mut ring.target);
    let said = ring.wait(2, word("restarted"));
    let new = said[0]["process"]["pid"].as_u64().unwrap() as u32;
    assert_eq!(daemon.running(), [new]);
    assert!(said.iter().all(|r| r["process"]["pid"] == new), "{said:#?}");
    assert_eq!(ring.wait(1, word("restarting")).len(), 1);
    assert_eq!(std::fs::read_to_string(&count).unwrap(), "x\n", "once");
    // It runs as a service should: anywhere, in no monitor's group, with every signal.
    let status = std::fs::read_to_string(format!("/proc/{new}/status")).unwrap();
    let own = std::fs::read_to_string("/proc/self/status").unwrap();
    let of = |text: &str, key: &str| text.lines().find(|l| l.starts_with(key)).unwrap().to_owned();
    assert_eq!(of(&status, "Cpus_allowed:"), of(&own, "Cpus_allowed:"));
    assert!(of(&status, "SigBlk:").ends_with("\t0000000000000000"), "{status}");
    let ignored = of(&status, "SigIgn:").rsplit('\t').next().map(|w| u64::from_str_radix(w, 16));
    assert_eq!(ignored.unwrap().unwrap() & 1 << (libc::SIGPIPE - 1), 0, "{status}");
    let group = std::fs::read_to_string(format!("/proc/{new}/cgroup")).unwrap();
    assert!(!group.contains(&ring.name), "{group}");
    // A monitor that comes later finds it, too.
    for place in [0, 2] {
        let dead = ring.signal(place, libc::SIGKILL);
        ring.wait(1, |r| r["process"]["pid"] == dead);
        let end = Instant::now() + Duration::from_secs(10);
        while ring.pid(place).is_none_or(|p| p == dead) {
            assert!(Instant::now() < end, "{:#?}", ring.records());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    ring.wait(4, word("restarted"));
    // And its end is that of the target, told by both.
    wss_monitors::Process::open(new).unwrap().signal(libc::SIGKILL).unwrap();
    ring.wait(2, |r| word("killed")(r) && r["process"]["pid"] == new);
    ring.wait(6, word("restarted"));
}

#[test]
fn one_that_ends_at_once_is_given_up() {
    let daemon = Daemon::new("dies");
    let path = daemon.1.to_str().unwrap();
    let mut ring = ring(&daemon, "crash", &format!("exec {path} 1"), &["1000"]);
    end(&mut ring.target);
    let patience = Instant::now() + Duration::from_secs(60);
    while ring.records().iter().filter(|r| word("not-restarted")(r)).count() < 2 {
        assert!(Instant::now() < patience, "{:#?}", ring.records());
        std::thread::sleep(Duration::from_millis(50));
    }
    // Each of the two made at most five attempts, and none makes another.
    let attempts = ring.wait(1, word("restarting")).len();
    assert!(attempts <= 10, "{:#?}", ring.records());
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(ring.wait(1, word("restarting")).len(), attempts);
    assert!(daemon.running().is_empty() && Path::new(path).exists());
}
