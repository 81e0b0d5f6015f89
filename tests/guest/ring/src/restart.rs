//! `--restart`: a service that ends is started again, and the ring is around the new process as it was around the first.
use crate::ring::{Ring, folder};
use crate::run::{Said, ensure};
use crate::sys;
use serde_json::Value;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use wss_monitors::config::{Target, Watched};

fn is(word: &'static str) -> impl Fn(&Value) -> bool {
    move |r| r["ring"]["victim"] == "target" && r["event"]["name"] == word
}

fn pids(records: &[Value]) -> Vec<u64> {
    records.iter().filter_map(|r| r["process"]["pid"].as_u64()).collect()
}

/// Waits for both watchers' words on a successor of `old`; its number.
fn successor(ring: &Ring, old: &[u32]) -> Result<u32, String> {
    let new = |r: &Value| is("restarted")(r) && !old.iter().any(|o| r["process"]["pid"] == *o);
    let said = pids(&ring.wait(2, new)?);
    let first = said.first().copied().unwrap_or(0);
    ensure!(said.iter().all(|p| *p == first), "not of one mind: {said:?}");
    ensure!(sys::there(first as u32), "{first} does not run");
    Ok(first as u32)
}

pub(crate) fn restart() -> Said {
    let folder = folder("restart")?;
    // A service of a name that nothing else here has, which does what it reads.
    let service = folder.join(format!("svc{}", std::process::id()));
    std::fs::copy("/bin/sh", &service).map_err(|e| e.to_string())?;
    let pipe = folder.join("pipe");
    sys::fifo(&pipe)?;
    let script = format!("exec 3<>{}; while read l <&3; do eval \"$l\"; done", pipe.display());
    let mut first = Command::new(&service)
        .args(["-c", &script])
        .stdin(Stdio::null())
        .spawn()
        .map_err(|e| e.to_string())?;
    let line = format!("exec {} -c '{script}'", service.display());
    let ring = Ring::start("again", 4, 2, |c| {
        c.respawn = true;
        c.target = Target::of(first.id());
        c.watch = Watched { exec: true, fork: false };
        c.restart = Some(line);
    })?;
    let mut all = vec![first.id()];
    first.kill().map_err(|e| e.to_string())?;
    // Its number is free again, as under init.
    first.wait().map_err(|e| e.to_string())?;
    ring.wait(2, |r| is("killed")(r) && pids(std::slice::from_ref(r)) == [u64::from(all[0])])?;
    all.push(successor(&ring, &all)?);
    let started = ring.wait(1, is("restarting"))?.len();
    ensure!(started == 1, "started by {started}");
    // A watcher that comes later knows the first one's number only, and finds the successor.
    for place in 0..ring.n {
        let dead = ring.signal(place, libc::SIGKILL)?;
        ring.wait(2, |r| r["process"]["pid"] == dead && r["event"]["name"] == "killed")?;
        ring.whole()?;
    }
    ring.wait(4, is("restarted"))?;
    // And once more: what was a successor has one.
    for _ in 0..2 {
        let old = all.last().copied().unwrap_or(0);
        sys::kill(old as i32, libc::SIGKILL);
        ring.wait(2, |r| is("killed")(r) && r["process"]["pid"] == old)?;
        all.push(successor(&ring, &all)?);
    }
    let last = all.last().copied().unwrap_or(0);
    let children = executed(&ring, &pipe, last)?;
    sys::kill(last as i32, libc::SIGKILL);
    ring.wait(2, |r| is("killed")(r) && r["process"]["pid"] == last)?;
    drop(ring);
    // Nobody is there to start it again; but one may have been started before.
    for pid in wss_monitors::processes() {
        if wss_monitors::describe(pid).is_some_and(|d| service.ends_with(&d.name)) {
            sys::kill(pid as i32, libc::SIGKILL);
        }
    }
    let _ = std::fs::remove_dir_all(folder);
    Ok(format!("{} successors, each adopted by both watchers; {children}", all.len() - 1))
}

/// The successor's execs are told, as the first one's would have been.
fn executed(ring: &Ring, pipe: &Path, pid: u32) -> Result<String, String> {
    let mut to = File::options().read(true).write(true).open(pipe).map_err(|e| e.to_string())?;
    to.write_all(b"exec /bin/sleep 77\n").map_err(|e| e.to_string())?;
    let execs = ring.wait(2, |r| is("exec")(r) && r["process"]["pid"] == pid)?;
    for r in &execs {
        let words: Vec<_> = r["ring"]["arguments"].as_array().into_iter().flatten().collect();
        ensure!(words == ["/bin/sleep", "77"] && r["ring"]["image"] == "/bin/sleep", "{r}");
    }
    Ok(format!("the last one's exec is told by {}", execs.len()))
}
