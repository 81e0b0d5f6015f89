//! Rings of real monitors around a real process, attacked.
mod common;

use common::{Ring, about};
use std::path::Path;
use std::time::{Duration, Instant};
use wss_monitors::config::Config;
use wss_monitors::graph::Graph;
use wss_monitors::{Process, members, start};

#[test]
fn every_watcher_reports_a_killed_monitor_and_nobody_else_does() {
    let ring = Ring::start("kill", 8, 3, |_| ());
    let pid = ring.signal(4, libc::SIGKILL);
    let said = ring.wait(3, about(4, "killed"));
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(ring.wait(3, about(4, "killed")).len(), 3);
    assert!(ring.records().iter().all(|r| r["ring"]["victim"] == 4));
    let mut witnesses: Vec<_> =
        said.iter().map(|r| r["ring"]["witness"].as_u64().unwrap()).collect();
    witnesses.sort_unstable();
    assert_eq!(witnesses, [1, 2, 3]);
    assert!(said.iter().all(|r| r["process"]["pid"] == pid && r["ring"]["event"] == "alert"));
    assert_eq!(ring.pid(4), None, "without --respawn nobody comes back");
}

#[test]
fn the_target_has_its_witnesses() {
    let mut ring = Ring::start("target", 6, 2, |_| ());
    ring.target.kill().unwrap();
    let said = ring.wait(2, |r| r["ring"]["victim"] == "target" && r["event"]["name"] == "killed");
    assert_eq!(said.len(), 2);
    assert_eq!(said[0]["process"]["program"], "sleep");
}

#[test]
fn the_dead_are_replaced_and_the_replacements_are_watched() {
    for (n, d) in [(3, 1), (6, 2)] {
        let ring = Ring::start("heal", n, d, |c| c.respawn = true);
        for round in 1..=20_usize {
            let place = (round * 5 % usize::from(n)) as u16;
            let dead = ring.signal(place, libc::SIGKILL);
            ring.wait(1, |r| r["process"]["pid"] == dead);
            let end = Instant::now() + Duration::from_secs(10);
            while members::of(&ring.name).iter().filter(|m| m.attested != Some(false)).count()
                < usize::from(n)
            {
                assert!(Instant::now() < end, "round {round}: not whole: {:?}", ring.records());
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }
}

#[test]
fn neighbours_that_die_together_are_both_replaced() {
    let ring = Ring::start("both", 5, 1, |c| c.respawn = true);
    let pids = [ring.pid(2).unwrap(), ring.pid(3).unwrap()];
    for pid in pids {
        Process::open(pid).unwrap().signal(libc::SIGKILL).unwrap();
    }
    let end = Instant::now() + Duration::from_secs(10);
    while members::of(&ring.name).len() < 5
        || [2, 3].iter().any(|&p| ring.pid(p).is_none_or(|p| pids.contains(&p)))
    {
        assert!(Instant::now() < end, "{:#?}", ring.records());
        std::thread::sleep(Duration::from_millis(5));
    }
    for place in [2, 3] {
        ring.wait(1, |r| r["ring"]["victim"] == place && r["ring"]["event"] == "alert");
    }
}

#[test]
fn a_stopped_monitor_is_reported_and_runs_again() {
    let ring = Ring::start("stop", 4, 2, |c| c.period = Duration::from_millis(200));
    let pid = ring.signal(1, libc::SIGSTOP);
    ring.wait(1, |r| r["process"]["pid"] == pid && r["ring"]["event"] == "alert");
    ring.wait(1, about(1, "interrupted"));
    // Heard, or seen at a look, by another.
    ring.wait(1, |r| about(1, "hit")(r) || about(1, "stopped")(r));
    assert_eq!(ring.pid(1), Some(pid));
}

#[test]
fn a_request_to_stop_is_reported_by_all_with_its_sender() {
    let ring = Ring::start("ask", 5, 2, |c| c.respawn = true);
    assert_eq!(members::stop(&ring.name).unwrap(), 5);
    for place in 0..5 {
        let said = ring.wait(1, about(place, "asked-to-stop"));
        assert_eq!(said[0]["ring"]["sender_pid"], std::process::id());
    }
    assert!(members::of(&ring.name).is_empty());
    let killed = ring.records().into_iter().filter(|r| r["event"]["name"] == "killed").count();
    assert_eq!(killed, 0);
    assert!(members::stop(&ring.name).unwrap_err().contains("no ring"));
}

#[test]
fn other_signals_reach_nobody() {
    let ring = Ring::start("deaf", 3, 1, |_| ());
    for signal in (1..=31).filter(|s| ![libc::SIGKILL, libc::SIGSTOP, libc::SIGTERM].contains(s)) {
        ring.signal(0, signal);
    }
    let dead = ring.signal(1, libc::SIGKILL);
    let said = ring.wait(1, |r| r["process"]["pid"] == dead);
    assert_eq!(said[0]["ring"]["witness"], 0, "still watching");
}

#[test]
fn every_witness_runs_the_command() {
    let out = tempfile::NamedTempFile::new().unwrap();
    let path = out.path().to_str().unwrap().to_owned();
    let ring = Ring::start("command", 4, 2, |c| {
        c.files.clear();
        c.command = Some(format!("echo \"$WSS_VICTIM|$WSS_CAUSE|$WSS_WITNESS\" >> {path}"));
    });
    ring.signal(2, libc::SIGKILL);
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        let mut lines: Vec<_> =
            std::fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
        lines.retain(|l| l.contains("|killed|"));
        lines.sort();
        if lines.len() >= 2 {
            assert!(lines[0].starts_with("monitor 2|") && lines[0].ends_with("|0"), "{lines:?}");
            assert!(lines[1].ends_with("|1"), "{lines:?}");
            break;
        }
        assert!(Instant::now() < end, "{lines:?}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_ring_that_cannot_be_leaves_nothing_behind() {
    let ring = Ring::start("twice", 3, 1, |_| ());
    let program = Path::new(env!("CARGO_BIN_EXE_wss-monitor"));
    let again = Config::new(&ring.name, Graph::new(3, 1).unwrap());
    assert!(start::start(&again, program).unwrap_err().contains("runs already"));
    let name = format!("nolog-{}", std::process::id());
    let nowhere = Config {
        files: vec!["/nonexistent/log".into()],
        ..Config::new(&name, Graph::new(3, 1).unwrap())
    };
    let why = start::start(&nowhere, program).unwrap_err();
    assert!(why.contains("/nonexistent/log"), "{why}");
    assert!(members::of(&name).is_empty());
}

#[test]
fn a_monitor_has_little_memory_of_its_own() {
    let ring = Ring::start("small", 4, 3, |c| c.respawn = true);
    for m in members::of(&ring.name) {
        // Closed to others than root: a monitor is not dumpable.
        let Ok(text) = std::fs::read_to_string(format!("/proc/{}/smaps_rollup", m.pid)) else {
            return;
        };
        let private: u64 = text
            .lines()
            .filter(|l| l.starts_with("Private_Clean:") || l.starts_with("Private_Dirty:"))
            .filter_map(|l| l.split_ascii_whitespace().nth(1)?.parse::<u64>().ok())
            .sum();
        assert!(private > 0 && private <= 300, "{private} KiB");
    }
}

#[test]
fn a_stop_and_a_kill_are_heard_at_once_with_their_sender() {
    let ring = Ring::start("heard", 5, 2, |_| ());
    if Config::new("x", Graph::new(2, 1).unwrap()).signals.is_none()
        || std::fs::read_link("/proc/self/ns/pid").unwrap().to_str() != Some("pid:[4026531836]")
    {
        println!("skipped: the tracepoint is not to be had, or numbers differ");
        return;
    }
    // No looks: nothing else could tell of a stop.
    ring.signal(3, libc::SIGSTOP);
    let said = ring.wait(2, about(3, "hit"));
    assert!(said.iter().all(|r| r["ring"]["signal"] == libc::SIGSTOP));
    assert!(said.iter().all(|r| r["ring"]["sender_pid"] == std::process::id()));
    ring.signal(3, libc::SIGKILL);
    let said = ring.wait(2, about(3, "killed"));
    assert!(said.iter().all(|r| r["ring"]["sender_pid"] == std::process::id()), "{said:?}");
}

/// With d = 1 a victim's watcher is on another processor, and another monitor hears of the signal on this one.
#[test]
fn a_kill_is_overheard_where_no_watcher_is() {
    let ring = Ring::start("over", 4, 1, |_| ());
    let cpus = std::thread::available_parallelism().unwrap().get() as u16;
    if Config::new("x", Graph::new(2, 1).unwrap()).signals.is_none()
        || (0..4).all(|p| Graph::new(4, 1).unwrap().overheard(p, cpus).count() == 0)
    {
        println!("skipped: no tracepoint, or one processor");
        return;
    }
    let pid = ring.signal(1, libc::SIGSTOP);
    let expected = (0..4).filter(|&p| Graph::new(4, 1).unwrap().overheard(p, cpus).any(|v| v == 1));
    let said = ring.wait(expected.count(), about(1, "overheard"));
    assert!(said.iter().all(|r| r["process"]["pid"] == pid && r["ring"]["witness"] != 0));
    ring.wait(1, about(1, "hit"));
}

/// Without looks nothing continues a stopped monitor: who stops the ring does.
#[test]
fn a_stopped_monitor_stops_with_its_ring() {
    let ring = Ring::start("still", 4, 2, |_| ());
    ring.signal(1, libc::SIGSTOP);
    assert_eq!(members::stop(&ring.name), Ok(4));
    assert_eq!(members::of(&ring.name), []);
}

/// A replacement that finds no log gives up. It is tried again, less and less often.
#[test]
fn replacements_that_give_up_are_made_less_and_less_often() {
    let ring = Ring::start("futile", 3, 1, |c| c.respawn = true);
    let away = ring.folder.path().with_extension("away");
    std::fs::rename(ring.folder.path(), &away).unwrap();
    ring.signal(1, libc::SIGKILL);
    std::thread::sleep(Duration::from_secs(3));
    std::fs::rename(&away, ring.folder.path()).unwrap();
    let gave_up =
        |r: &serde_json::Value| r["event"]["name"] == "exited" && r["ring"]["victim"] == 1;
    // At 0, 0.5, 1.5 and 3.5 s.
    let tries = ring.wait(2, gave_up).len();
    assert!(tries <= 4, "{tries} in three seconds");
    let end = Instant::now() + Duration::from_secs(20);
    while ring.pid(1).is_none() {
        assert!(Instant::now() < end, "nobody came when the log could be opened again");
        std::thread::sleep(Duration::from_millis(20));
    }
}
