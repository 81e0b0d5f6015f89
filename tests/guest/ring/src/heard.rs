//! Signals heard of while they are sent, with `wss.ko`.
use crate::ring::{Ring, about, program, witnesses};
use crate::run::{Said, ensure};
use crate::sys;
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Whether the module is loaded.
pub(crate) fn loaded() -> bool {
    Path::new("/dev/wsswatch").exists()
}

/// Loads the module, or unloads it.
pub(crate) fn module(load: bool) -> Result<(), String> {
    let file = program("../wss.ko")?;
    let (tool, word) =
        if load { ("kldload", file.as_path()) } else { ("kldunload", Path::new("wss")) };
    let out = Command::new(tool).arg(word).output().map_err(|e| format!("{tool}: {e}"))?;
    ensure!(out.status.success(), "{tool}: {}", String::from_utf8_lossy(&out.stderr).trim());
    Ok(())
}

/// Who heard of a signal of this process's.
fn heard(signal: i32) -> impl Fn(&Value) -> bool {
    let own = std::process::id();
    move |r| {
        let word = r["event"]["name"].as_str();
        matches!(word, Some("hit" | "overheard"))
            && r["ring"]["signal"] == signal
            && r["ring"]["sender_pid"] == own
            && r["ring"]["sender_uid"] == 0
    }
}

pub(crate) fn stop_and_kill() -> Said {
    if program("../wss.ko").is_err() && !loaded() {
        return Ok("skipped: no wss.ko".into());
    }
    let before = loaded();
    if !before {
        module(true)?;
    }
    let said = all();
    if !before {
        module(false)?;
    }
    said
}

fn all() -> Said {
    let ring = Ring::start("heard", 6, 2, |c| {
        c.respawn = true;
        c.period = Duration::from_millis(1000);
    })?;
    let of = |place: u16, signal: i32| {
        let (is, heard) = (about(place, "hit"), heard(signal));
        move |r: &Value| is(r) && heard(r)
    };
    // Told by both watchers before anybody looks.
    let (began, pid) = (sys::now(), ring.signal(3, libc::SIGSTOP)?);
    let said = ring.wait(2, of(3, libc::SIGSTOP))?;
    ensure!(witnesses(&said) == [1, 2], "{said:?}");
    ensure!(said.iter().all(|r| r["process"]["pid"] == pid), "{pid}: {said:?}");
    let stop = (sys::now() - began) / 1000;
    ring.signal(3, libc::SIGKILL)?;
    let said = ring.wait(2, of(3, libc::SIGKILL))?;
    ensure!(witnesses(&said) == [1, 2], "{said:?}");
    // So the end has a sender.
    let said = ring.wait(2, about(3, "killed"))?;
    let own = std::process::id();
    ensure!(said.iter().all(|r| r["ring"]["sender_pid"] == own), "{said:?}");
    ring.whole()?;
    // A replacement is heard of, too, by all as soon as all have found it.
    std::thread::sleep(Duration::from_millis(500));
    let next = ring.signal(3, libc::SIGKILL)?;
    ring.wait(2, |r| of(3, libc::SIGKILL)(r) && r["process"]["pid"] == next)?;
    ring.whole()?;
    // Whoever takes the ears away is told of, and the module can be unloaded.
    module(false)?;
    ring.wait(6, |r| r["event"]["name"] == "no-longer-hears")?;
    module(true)?;
    let end = sys::now() + 20_000_000_000;
    let mut again = 0;
    while again == 0 {
        ensure!(sys::now() < end, "nobody hears again: {:?}", ring.records());
        std::thread::sleep(Duration::from_millis(1500));
        let pid = ring.signal(0, libc::SIGSTOP)?;
        std::thread::sleep(Duration::from_millis(300));
        let hit = |r: &&Value| of(0, libc::SIGSTOP)(r) && r["process"]["pid"] == pid;
        again = ring.records().iter().filter(hit).count();
    }
    Ok(format!(
        "SIGSTOP and SIGKILL by both watchers with their sender, the first seen after {stop} us; the module's leaving told by all"
    ))
}
