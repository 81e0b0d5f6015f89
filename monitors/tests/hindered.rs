//! Monitors that are hindered rather than killed: each way is reported with victim, cause and witness.
mod common;

use common::{Ring, about, first_namespace_as_root};
use serde_json::Value;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use wss_monitors::config::Config;
use wss_monitors::graph::Graph;
use wss_monitors::{group_folder, members, start};

/// A ring of four that looks every 50 ms.
fn looking(name: &str) -> Ring {
    Ring::start(name, 4, 2, |c| c.period = Duration::from_millis(50))
}

/// The alert says who, what and by whom it was seen.
fn said(ring: &Ring, word: &str, pid: u32) {
    for record in ring.wait(2, about(1, word)) {
        assert_eq!(record["process"]["pid"], pid, "{record}");
        assert_eq!(record["ring"]["event"], "alert", "{record}");
        assert!([0, 3].contains(&record["ring"]["witness"].as_u64().unwrap()), "{record}");
    }
}

fn is_root() -> bool {
    // SAFETY: no arguments, no failure.
    let root = unsafe { libc::geteuid() } == 0;
    if !root {
        println!("skipped: takes root");
    }
    root
}

fn check(result: i64) -> i64 {
    assert!(result >= 0, "{}", io::Error::last_os_error());
    result
}

/// Traces a process for as long as it lives: tracing ends with the thread that began it.
fn seize(pid: u32) {
    // SAFETY: no pointer is followed by either request.
    unsafe {
        check(libc::ptrace(libc::PTRACE_SEIZE, pid, 0, 0));
        check(libc::ptrace(libc::PTRACE_INTERRUPT, pid, 0, 0));
    }
}

#[test]
fn a_traced_monitor_is_seen_at_a_look() {
    if !is_root() {
        return;
    }
    let ring = looking("traced");
    let pid = ring.member(1);
    seize(pid);
    said(&ring, "traced", pid);
    let told = ring.wait(2, about(1, "traced"));
    // Heard, it is this process; seen, this thread.
    let by = [u64::from(std::process::id()), tracer(pid)];
    let sender = |r: &Value| r["ring"]["sender_pid"].as_u64().unwrap();
    assert!(told.iter().all(|r| by.contains(&sender(r))), "{told:#?}");
    // SAFETY: no pointer is followed.
    check(unsafe { libc::ptrace(libc::PTRACE_DETACH, pid, 0, 0) });
    ring.wait(1, about(1, "runs-again"));
}

/// As the process's status has it: a thread's number.
fn tracer(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|l| l.strip_prefix("TracerPid:")).unwrap();
    line.trim().parse().unwrap()
}

#[test]
fn tracing_is_heard_of_before_any_look() {
    if !first_namespace_as_root() {
        println!("skipped: the proc connector is for root outside containers");
        return;
    }
    let ring = Ring::start("seized", 4, 2, |c| c.period = Duration::ZERO);
    let pid = ring.member(1);
    seize(pid);
    said(&ring, "traced", pid);
    // From then on it may be killed, since that has been said.
    let dead = ring.signal(1, libc::SIGKILL);
    ring.wait(2, |r| r["process"]["pid"] == dead && r["event"]["name"] == "killed");
}

#[test]
fn a_frozen_monitor_is_seen_not_to_run() {
    let Some(folder) = group_folder() else {
        println!("skipped: no writable cgroup2");
        return;
    };
    let ring = Ring::start("frozen", 4, 2, |c| {
        c.period = Duration::from_millis(50);
        c.cgroup = Some(folder.clone());
    });
    let pid = ring.member(1);
    let file = format!("{folder}/wss-{}-1/cgroup.freeze", ring.name);
    std::fs::write(&file, "1").unwrap();
    said(&ring, "not-running", pid);
    std::fs::write(&file, "0").unwrap();
    ring.wait(1, about(1, "runs-again"));
    // It noticed itself, too.
    ring.wait(1, about(1, "interrupted"));
}

#[test]
fn freezing_is_heard_of_before_any_look() {
    let heard = Config::new("x", Graph::new(2, 1).unwrap()).signals.is_some();
    let Some(folder) = group_folder().filter(|_| heard && is_root()) else {
        println!("skipped: no writable cgroup2, or no tracepoint");
        return;
    };
    let ring = Ring::start("froze", 4, 2, |c| c.cgroup = Some(folder.clone()));
    let pid = ring.member(1);
    let file = format!("{folder}/wss-{}-1/cgroup.freeze", ring.name);
    std::fs::write(&file, "1").unwrap();
    said(&ring, "frozen", pid);
    let told = ring.wait(2, about(1, "frozen"));
    assert!(told.iter().all(|r| r["ring"]["sender_pid"].is_u64()), "{told:#?}");
    std::fs::write(&file, "0").unwrap();
    ring.wait(1, about(1, "interrupted"));
}

#[test]
fn a_moved_monitor_is_seen_in_another_group() {
    let Some(folder) = group_folder() else {
        println!("skipped: no writable cgroup2");
        return;
    };
    let ring = Ring::start("moved", 4, 2, |c| {
        c.period = Duration::from_millis(50);
        c.cgroup = Some(folder.clone());
    });
    let pid = ring.member(1);
    std::fs::write(format!("{folder}/wss-{}-0/cgroup.procs", ring.name), pid.to_string()).unwrap();
    said(&ring, "cgroup-changed", pid);
}

#[test]
fn changed_limits_are_seen() {
    if !is_root() {
        return;
    }
    let ring = looking("limits");
    let pid = ring.member(1);
    let few = libc::rlimit { rlim_cur: 5, rlim_max: 5 };
    // SAFETY: a structure of ours, which the kernel only reads, and none to write to.
    check(
        unsafe {
            libc::prlimit(pid as i32, libc::RLIMIT_NOFILE, &raw const few, std::ptr::null_mut())
        }
        .into(),
    );
    said(&ring, "limits-changed", pid);
    // The memory killer's choice is one, too.
    let other = ring.member(2);
    std::fs::write(format!("/proc/{other}/oom_score_adj"), "500").unwrap();
    ring.wait(2, |r| about(2, "limits-changed")(r) && r["process"]["pid"] == other);
}

#[test]
fn a_changed_nice_value_and_a_changed_policy_are_seen() {
    if !is_root() {
        return;
    }
    let ring = looking("nice");
    let pid = ring.member(1);
    // SAFETY: integers only.
    check(unsafe { libc::setpriority(libc::PRIO_PROCESS, pid, 19) }.into());
    said(&ring, "priority-changed", pid);
    let other = ring.member(2);
    let none = libc::sched_param { sched_priority: 0 };
    // SAFETY: a structure of ours, which the kernel only reads.
    check(
        unsafe { libc::sched_setscheduler(other as i32, libc::SCHED_IDLE, &raw const none) }.into(),
    );
    ring.wait(2, |r| about(2, "priority-changed")(r) && r["process"]["pid"] == other);
}

#[test]
fn processors_taken_away_are_seen() {
    if !is_root() || std::thread::available_parallelism().unwrap().get() < 2 {
        return;
    }
    let ring = looking("pinned");
    let pid = ring.member(1);
    // SAFETY: zero is a valid cpu_set_t; CPU_SET stays within it; the kernel only reads it.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(0, &mut set);
        check(libc::sched_setaffinity(pid as i32, size_of_val(&set), &raw const set).into());
    }
    said(&ring, "priority-changed", pid);
}

/// Whoever may not signal the ring can't hinder it: the same ring, in a user namespace, by a user without rights.
#[test]
fn a_ring_without_rights_reports_all_the_same() {
    let inner = "inside_a_user_namespace";
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", inner, "--ignored", "--nocapture"]).env("TMPDIR", "/tmp");
    // SAFETY: one system call between fork and exec, on an integer.
    unsafe {
        command.pre_exec(|| match libc::unshare(libc::CLONE_NEWUSER) {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        });
    }
    if is_root() {
        command.uid(65534).gid(65534);
    }
    match command.output() {
        Err(e) => println!("skipped: no user namespace, or the test is out of reach: {e}"),
        Ok(out) => {
            let text = String::from_utf8_lossy(&out.stdout);
            assert!(out.status.success() && text.contains("1 passed"), "{text}");
        }
    }
}

#[test]
#[ignore = "for the test before, which gives it a namespace"]
fn inside_a_user_namespace() {
    let ring = Ring::start("poor", 5, 2, |c| c.period = Duration::from_millis(50));
    let dead = ring.signal(2, libc::SIGKILL);
    let killed = |r: &Value| r["process"]["pid"] == dead && r["ring"]["victim"] == 2;
    let said = ring.wait(2, killed);
    assert!(said.iter().all(|r| [0, 1].contains(&r["ring"]["witness"].as_u64().unwrap())));
    // Its own timer continues it, perhaps before anybody has looked.
    let pid = ring.signal(4, libc::SIGSTOP);
    ring.wait(1, |r| about(4, "interrupted")(r) && r["process"]["pid"] == pid);
    // It says what it was not permitted.
    let name = format!("{}-b", ring.name);
    let config = Config::new(&name, Graph::new(3, 1).unwrap());
    let other = start::start(&config, Path::new(env!("CARGO_BIN_EXE_wss-monitor"))).unwrap();
    assert!(other.lacks.realtime && other.lacks.signals && other.lacks.oom, "{:?}", other.lacks);
    members::stop(&name).unwrap();
}
