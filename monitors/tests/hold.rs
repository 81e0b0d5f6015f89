//! Whoever kills a monitor is held until a witness has spoken, and nobody else ever is.
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

/// A name like that of a monitor of the ring, but of no place of it.
fn like_a_monitor(ring: &Ring) -> String {
    let name = std::fs::read_to_string(format!("/proc/{}/comm", ring.member(0))).unwrap();
    format!("{}-q", name.rsplit_once('-').unwrap().0)
}

/// Waits until a process is called so.
fn called(pid: u32, name: &str) {
    let end = Instant::now() + Duration::from_secs(10);
    while std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap().trim_end() != name {
        assert!(Instant::now() < end, "{name}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn who_kills_one_that_is_called_like_a_monitor_is_not_held() {
    if !first_namespace_as_root() {
        println!("skipped: takes root, outside containers");
        return;
    }
    let ring = Ring::start("like", 4, 2, |c| c.hold = true);
    let name = like_a_monitor(&ring);
    let script = format!("printf {name} > /proc/$$/comm; read line");
    let mut shell = Command::new("sh");
    let stranger = Killer(shell.args(["-c", &script]).stdin(Stdio::piped()).spawn().unwrap());
    called(stranger.0.id(), &name);
    let script = format!("kill -STOP {0}; kill -KILL {0}", stranger.0.id());
    let mut killer = Killer(Command::new("sh").args(["-c", &script]).spawn().unwrap());
    let end = Instant::now() + Duration::from_secs(10);
    while killer.0.try_wait().unwrap().is_none() {
        assert_ne!(state(killer.0.id()), 'T');
        assert!(Instant::now() < end);
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// A process of this name whose timers send it SIGSTOP, from now on for half a second.
fn timers(name: &std::ffi::CStr) -> u32 {
    // SAFETY: the child of this process, of which only one thread goes on there, makes system calls and nothing else,
    // on structures of its own, for which zero is valid.
    unsafe {
        let pid = libc::fork();
        assert!(pid >= 0);
        if pid != 0 {
            return pid as u32;
        }
        libc::prctl(libc::PR_SET_NAME, name.as_ptr());
        for n in 1..=500 {
            let mut event: libc::sigevent = std::mem::zeroed();
            event.sigev_notify = libc::SIGEV_SIGNAL;
            event.sigev_signo = libc::SIGSTOP;
            let mut timer: libc::c_int = 0;
            let clock = libc::CLOCK_MONOTONIC;
            libc::syscall(libc::SYS_timer_create, clock, &raw mut event, &raw mut timer);
            let mut spec: libc::itimerspec = std::mem::zeroed();
            spec.it_value.tv_nsec = 200_000_000 + n * 1_000_000;
            let none = std::ptr::null_mut::<libc::itimerspec>();
            libc::syscall(libc::SYS_timer_settime, timer, 0, &raw const spec, none);
        }
        loop {
            libc::pause();
        }
    }
}

#[test]
fn timers_stop_nobody_whom_they_interrupt() {
    if !first_namespace_as_root() {
        println!("skipped: takes root, outside containers");
        return;
    }
    let ring = Ring::start("timers", 4, 2, |c| c.hold = true);
    let name = std::ffi::CString::new(like_a_monitor(&ring)).unwrap();
    let cpus = std::thread::available_parallelism().unwrap().get();
    let busy: Vec<_> = (0..cpus * 2)
        .map(|_| Killer(Command::new("sh").args(["-c", "while :; do :; done"]).spawn().unwrap()))
        .collect();
    let pid = timers(&name);
    let end = Instant::now() + Duration::from_secs(1);
    let mut stopped = false;
    while Instant::now() < end {
        stopped |= busy.iter().any(|b| state(b.0.id()) == 'T');
        std::thread::sleep(Duration::from_millis(5));
    }
    let told = state(pid);
    // SAFETY: integers, and no status; the child is this process's own.
    unsafe {
        libc::kill(pid as i32, libc::SIGKILL);
        libc::waitpid(pid as i32, std::ptr::null_mut(), 0);
    }
    assert_eq!(told, 'T', "the timers came");
    assert!(!stopped);
}
