//! Whoever kills a monitor is held until a witness has spoken.
mod common;

use common::{Ring, first_namespace_as_root};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Gone with this value, also if it is stopped.
struct Killer(Child);

impl Drop for Killer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn state(pid: u32) -> char {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|l| l.strip_prefix("State:")).unwrap();
    line.trim_start().chars().next().unwrap()
}

/// A shell that the highest real-time priority makes run before any monitor kills them all in one loop.
fn kill_all(ring: &Ring, pids: &[u32]) -> Killer {
    let list: Vec<_> = pids.iter().map(u32::to_string).collect();
    let script = format!("for p in {}; do kill -9 $p; done", list.join(" "));
    let mut shell = Command::new("chrt");
    shell.args(["-f", "99", "sh", "-c", &script]).stdin(Stdio::null()).stderr(Stdio::null());
    let killer = Killer(shell.spawn().expect("chrt of util-linux"));
    ring.wait(1, |r| r["ring"]["event"] == "alert");
    killer
}

/// Without holding, four kills from a real-time priority are often over before any monitor has run.
#[test]
fn a_loop_of_the_highest_priority_is_not_silent() {
    if !first_namespace_as_root() {
        println!("skipped: takes root, outside containers");
        return;
    }
    for _ in 0..10 {
        let ring = Ring::start("hold", 4, 1, |c| c.hold = true);
        let pids: Vec<u32> = (0..4).map(|p| ring.member(p)).collect();
        let mut killer = kill_all(&ring, &pids);
        ring.wait(1, |r| r["process"]["pid"] == pids[0] && r["ring"]["signal"] == 9);
        // Nobody is left to let him go on after the last.
        let end = Instant::now() + Duration::from_secs(10);
        while state(killer.0.id()) != 'T' || (0..4).any(|p| ring.pid(p).is_some()) {
            assert!(Instant::now() < end, "{}: {:?}", state(killer.0.id()), ring.records());
            std::thread::sleep(Duration::from_millis(2));
        }
        assert!(killer.0.try_wait().unwrap().is_none());
    }
}

#[test]
fn who_kills_one_goes_on_at_once() {
    if !first_namespace_as_root() {
        println!("skipped: takes root, outside containers");
        return;
    }
    let ring = Ring::start("on", 4, 2, |c| {
        c.hold = true;
        c.respawn = true;
    });
    let pid = ring.member(2);
    let mut killer = kill_all(&ring, &[pid]);
    let end = Instant::now() + Duration::from_secs(10);
    while killer.0.try_wait().unwrap().is_none() {
        assert!(Instant::now() < end, "{:#?}", ring.records());
        std::thread::sleep(Duration::from_millis(1));
    }
    ring.wait(1, |r| r["process"]["pid"] == pid && r["event"]["name"] == "killed");
}
