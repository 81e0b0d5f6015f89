//! Each way to hinder a monitor is reported by those who watch it.
use crate::ring::{Ring, about, witnesses};
use crate::run::{Said, ensure};
use crate::sys;
use std::time::Duration;
use wss_monitors::members;

pub(crate) fn kill() -> Said {
    let ring = Ring::start("kill", 8, 3, |_| ())?;
    let pid = ring.signal(4, libc::SIGKILL)?;
    ring.wait(3, about(4, "killed"))?;
    std::thread::sleep(Duration::from_millis(100));
    let said = ring.wait(3, about(4, "killed"))?;
    ensure!(witnesses(&said) == [1, 2, 3], "{said:?}");
    let mut all = ring.records();
    // With wss.ko, of the signal too.
    all.retain(|r| !matches!(r["event"]["name"].as_str(), Some("hit" | "overheard")));
    ensure!(all.len() == 3, "others said something: {all:?}");
    for r in &said {
        let told = (r["process"]["pid"].as_u64(), r["ring"]["signal"].as_i64());
        ensure!(told == (Some(pid.into()), Some(9)), "{r}");
    }
    Ok(format!(
        "by three witnesses: {}",
        said.first().map_or("", |r| r["message"].as_str().unwrap_or(""))
    ))
}

pub(crate) fn status() -> Said {
    let ring = Ring::start("status", 5, 2, |_| ())?;
    let all = members::all();
    let own = all.iter().find(|r| r.name == ring.name).ok_or("the ring is not seen")?;
    let config = own.config.as_ref().ok_or("root may not read what it was asked for")?;
    ensure!((config.graph.n(), config.graph.d()) == (5, 2), "{config:?}");
    ensure!(own.members.iter().all(|m| m.attested == Some(true)), "{:?}", own.members);
    for (m, pid) in own.members.iter().zip(&ring.pids) {
        ensure!(m.pid == *pid, "{m:?} is {pid}");
        let info = sys::info(m.pid).ok_or("gone")?;
        ensure!(info.ki_sid == info.ki_pid && info.ki_pgid == info.ki_pid, "shares a session");
    }
    Ok("every place attested by the kernel's list of locks; each a session of its own".into())
}

pub(crate) fn target() -> Said {
    let mut ring = Ring::start("target", 6, 2, |_| ())?;
    ring.target.kill().map_err(|e| e.to_string())?;
    let said =
        ring.wait(2, |r| r["ring"]["victim"] == "target" && r["event"]["name"] == "killed")?;
    ensure!(said.len() == 2, "{said:?}");
    ensure!(said.iter().all(|r| r["process"]["program"] == "sleep"), "{said:?}");
    // An exit with a status.
    let mut ring = Ring::start("status3", 4, 2, |c| {
        let child = sys::child(|| {
            std::thread::sleep(Duration::from_secs(2));
            3
        });
        c.target = child.ok().and_then(wss_monitors::config::Target::of);
    })?;
    let said = ring.wait(2, |r| r["ring"]["victim"] == "target")?;
    ensure!(said.iter().all(|r| r["ring"]["status"] == 3), "{said:?}");
    let _ = ring.target.kill();
    Ok("killed by 9, and exited with 3".into())
}

pub(crate) fn deaf() -> Said {
    let ring = Ring::start("deaf", 3, 1, |_| ())?;
    let heard = [libc::SIGKILL, libc::SIGSTOP, libc::SIGTERM];
    for signal in (1..=31).filter(|s| !heard.contains(s)) {
        ring.signal(0, signal)?;
    }
    let dead = ring.signal(1, libc::SIGKILL)?;
    let said = ring.wait(1, |r| r["process"]["pid"] == dead && about(1, "killed")(r))?;
    ensure!(said.iter().all(|r| r["ring"]["witness"] == 0), "{said:?}");
    Ok("28 signals reach nobody".into())
}

pub(crate) fn stop() -> Said {
    let ring = Ring::start("stop", 4, 2, |c| c.period = Duration::from_millis(400))?;
    let mut seen = 0;
    for _ in 0..10 {
        let before = ring.records().len();
        let pid = ring.signal(1, libc::SIGSTOP)?;
        let of = |word: &'static str| {
            move |r: &serde_json::Value| r["process"]["pid"] == pid && r["event"]["name"] == word
        };
        // Itself, when its timer has continued it.
        let end = sys::now() + 10_000_000_000;
        while !ring.records().iter().skip(before).any(of("interrupted")) {
            ensure!(sys::now() < end, "it does not say so: {:?}", ring.records());
            std::thread::sleep(Duration::from_millis(5));
        }
        seen += ring.records().iter().skip(before).filter(|r| of("stopped")(r)).count();
        ensure!(ring.pid(1)? == pid, "another has its place");
    }
    ensure!(seen > 0, "nobody saw it stopped in ten times");
    Ok(format!("ten stops said by itself, {seen} times seen by others; it runs again"))
}

pub(crate) fn trace() -> Said {
    let ring = Ring::start("trace", 4, 2, |c| c.period = Duration::from_millis(200))?;
    let pid = ring.pid(2)?;
    let tracer = sys::child(move || {
        if sys::attach(pid).is_err() {
            return 1;
        }
        std::thread::sleep(Duration::from_secs(2));
        i32::from(sys::detach(pid).is_err())
    })?;
    let said = ring.wait(2, about(2, "traced"))?;
    ensure!(witnesses(&said) == [0, 1], "{said:?}");
    ensure!(said.iter().all(|r| r["ring"]["sender_pid"] == tracer), "by {tracer}: {said:?}");
    ensure!(sys::wait(tracer).is_some_and(|s| s.success()), "the tracer failed");
    // Nobody but root may: not even a process of the same user, were it not root.
    Ok("told by both watchers, with the tracer".into())
}

pub(crate) fn changed() -> Said {
    let ring = Ring::start("changed", 3, 1, |c| c.period = Duration::from_millis(50))?;
    sys::renice(ring.pid(2)?, 5)?;
    ring.wait(1, about(2, "priority-changed"))?;
    Ok("renice is told".into())
}
