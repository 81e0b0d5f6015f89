//! Clocks that are not what they seem: a ring in a time namespace whose steady clocks lead or lag those of the others.
//! (Setting the wall clock, which is the whole machine's, is tried in a FreeBSD guest: `ring-guest clock`.)
mod common;

use common::{Ring, about};
use std::process::Command;
use std::time::{Duration, Instant};

/// Seconds of the steady clock, as this process sees it.
fn steady() -> i64 {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the kernel writes one timespec, ours.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut t) };
    t.tv_sec
}

/// Runs the test below where both steady clocks are `ahead` by so many seconds.
fn in_a_namespace(ahead: i64) -> bool {
    // SAFETY: no arguments, no failure.
    let root = unsafe { libc::geteuid() } == 0;
    let mut unshare = Command::new("unshare");
    if !root {
        unshare.args(["--user", "--map-root-user"]);
    }
    let ahead_text = ahead.to_string();
    unshare.args(["--time", "--fork", "--monotonic", &ahead_text, "--boottime", &ahead_text]);
    let mut probe = Command::new(unshare.get_program());
    if !probe.args(unshare.get_args()).arg("true").output().is_ok_and(|o| o.status.success()) {
        println!("skipped: takes time namespaces, and unshare of util-linux");
        return false;
    }
    unshare.arg(std::env::current_exe().unwrap());
    unshare.args(["--exact", "inside_a_time_namespace", "--ignored", "--nocapture"]);
    let out = unshare.env("STEADY", (steady() + ahead).to_string()).output().unwrap();
    let said = [out.stdout, out.stderr].concat();
    let text = String::from_utf8_lossy(&said);
    assert!(out.status.success() && text.contains("1 passed"), "{text}");
    true
}

#[test]
fn steady_clocks_that_lead_or_lag_mislead_nobody() {
    const YEAR: i64 = 365 * 86_400;
    for ahead in [10 * YEAR, -(steady() / 2)] {
        if !in_a_namespace(ahead) {
            return;
        }
    }
}

#[test]
#[ignore = "for the test before, which gives it a namespace"]
fn inside_a_time_namespace() {
    let meant: i64 = std::env::var("STEADY").unwrap().parse().unwrap();
    assert!(steady().abs_diff(meant) < 600, "{} is not {meant}", steady());
    let ring = Ring::start("shifted", 4, 2, |c| {
        c.period = Duration::from_millis(200);
        c.respawn = true;
    });
    // Looks and timers: who is stopped runs again, and says so.
    for place in 0..4 {
        let (pid, began) = (ring.signal(place, libc::SIGSTOP), Instant::now());
        ring.wait(1, |r| about(place, "interrupted")(r) && r["process"]["pid"] == pid);
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    }
    // Places are told by when a process began, by the clock of whoever asks: replacements have theirs.
    for place in [1, 3] {
        let dead = ring.signal(place, libc::SIGKILL);
        ring.wait(2, |r| r["process"]["pid"] == dead && r["event"]["name"] == "killed");
        let end = Instant::now() + Duration::from_secs(10);
        while ring.pid(place).is_none_or(|p| p == dead) {
            assert!(Instant::now() < end, "{:#?}", ring.records());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    let all = ring.records();
    assert!(!all.iter().any(|r| r["event"]["name"] == "clock-set"), "{all:#?}");
    // The target is the one that was meant, which replacements tell by when it began.
    assert!(all.iter().all(|r| r["ring"]["victim"] != "target"), "{all:#?}");
    let target = ring.target.id();
    wss_monitors::Process::open(target).unwrap().signal(libc::SIGKILL).unwrap();
    ring.wait(2, |r| r["process"]["pid"] == target && r["event"]["name"] == "killed");
}
