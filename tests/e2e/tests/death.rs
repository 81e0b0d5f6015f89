//! If the engine dies, what it wraps dies with it: 100 busy processes, held by each mechanism that
//! can hold one; none completes another call once the supervisor is gone.
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};
use wss_e2e::{Audit, test_program, wssctl};

const COUNT: usize = 100;

/// Process id, calls begun, calls that came back, calls that came back with ENOSYS.
type Counts = [u64; 4];

fn counts(file: &Path) -> Vec<Counts> {
    let bytes = fs::read(file).unwrap_or_default();
    let number = |b: &[u8]| u64::from_le_bytes(b.try_into().unwrap());
    let numbers: Vec<u64> = bytes.chunks_exact(8).map(number).collect();
    numbers.chunks_exact(4).map(|c| c.try_into().unwrap()).collect()
}

fn until(what: &str, mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}: not within a minute");
        sleep(Duration::from_millis(2));
    }
}

/// A field of /proc/PID/status.
fn status(pid: u64, field: &str) -> Option<String> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    text.lines().find_map(|l| l.strip_prefix(field)).map(|v| v.trim().to_owned())
}

/// Whether it is gone, or a zombie that nobody has asked for.
fn is_dead(pid: u64) -> bool {
    status(pid, "State:").is_none_or(|s| s.starts_with('Z') || s.starts_with('X'))
}

fn kill(pid: u64) {
    // SAFETY: takes no pointer; the process is one that this test started.
    assert_eq!(unsafe { libc::kill(pid as i32, libc::SIGKILL) }, 0);
}

/// Wrapped busy processes; the supervisor, or the process that the user started, is killed.
fn all_die(wrapper: Option<&str>, call: &str, kill_front: bool) {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("counts");
    let audit = Audit::new();
    let mut command = wssctl();
    command.arg("run").args(wrapper.iter().flat_map(|w| ["-w", w]));
    command.arg("--audit").arg(audit.path()).arg("--").arg(test_program("busy"));
    command.arg(COUNT.to_string()).arg(&file).arg(call).process_group(0);
    let mut front = command.stdout(Stdio::null()).spawn().unwrap();
    let busy = |c: &Counts| c[2] > 10;
    until("all are busy", || counts(&file).iter().filter(|c| busy(c)).count() == COUNT);

    let pids: Vec<u64> = counts(&file).iter().map(|c| c[0]).collect();
    let tracer: u64 = status(pids[0], "TracerPid:").unwrap().parse().unwrap();
    assert_ne!(tracer, 0, "every wrapped process is traced");
    let front_pid = u64::from(front.id());
    assert_ne!(tracer, front_pid);
    kill(if kill_front { front_pid } else { tracer });
    until("the supervisor ends", || is_dead(tracer));
    let at_death = counts(&file);
    until("all are dead", || pids.iter().all(|&pid| is_dead(pid)));
    let front_status = front.wait().unwrap();
    sleep(Duration::from_millis(50));
    let at_last = counts(&file);
    let whom = format!("{wrapper:?}, {call}, front {kill_front}");
    let later = at_death.iter().zip(&at_last).map(|(a, b)| b[2] - a[2]).sum::<u64>();
    let nosys = at_last.iter().map(|c| c[3]).sum::<u64>();
    println!("{whom}: {COUNT} dead, {later} calls completed later, {nosys} gave ENOSYS");
    assert_eq!((later, nosys), (0, 0), "{whom}");
    assert!(!front_status.success(), "{whom}: {front_status}");
}

#[test]
fn calls_answered_by_notification() {
    all_die(Some("marks"), "mark", false);
}

#[test]
fn calls_stopped_by_the_tracer() {
    all_die(Some("marks_exit"), "mark", false);
    all_die(Some("trace"), "open", false);
}

#[test]
fn calls_that_no_wrapper_names() {
    all_die(Some("marks"), "getppid", false);
    all_die(None, "mark", false);
}

#[test]
fn the_process_that_the_user_started_is_killed() {
    all_die(Some("marks"), "mark", true);
    all_die(Some("marks_exit"), "mark", true);
}
