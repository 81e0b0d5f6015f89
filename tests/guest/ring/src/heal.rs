//! The dead are replaced.
use crate::ring::Ring;
use crate::run::{Said, ensure};
use crate::sys;
use std::time::{Duration, Instant};
use wss_monitors::{Process, processes};

/// Zombies that are monitors.
fn zombies() -> Vec<u32> {
    let monitor = |c: &libc::kinfo_proc| {
        c.ki_comm.iter().map(|b| *b as u8).zip(*b"wss-monitor").all(|(a, b)| a == b)
    };
    let zombie =
        |pid: &u32| sys::info(*pid).is_some_and(|i| i.ki_stat == libc::SZOMB && monitor(&i));
    processes().into_iter().filter(zombie).collect()
}

/// Descriptors and resident pages of all monitors.
fn held(ring: &Ring) -> Result<(i32, isize), String> {
    let (mut files, mut pages) = (0, 0);
    for place in 0..ring.n {
        let pid = ring.pid(place)?;
        files += sys::records(&sys::variable(libc::KERN_PROC_FILEDESC, pid)).count() as i32;
        pages += sys::info(pid).map_or(0, |i| i.ki_rssize);
    }
    Ok((files, pages))
}

pub(crate) fn two_hundred() -> Said {
    let ring = Ring::start("heal", 6, 2, |c| c.respawn = true)?;
    // Every place is a replacement's before anything is compared.
    let mut before = (0, 0);
    let (mut longest, mut sum) = (Duration::ZERO, Duration::ZERO);
    for round in 0..250_usize {
        if round == 50 {
            before = held(&ring)?;
        }
        let place = (round * 5 % usize::from(ring.n)) as u16;
        let dead = ring.signal(place, libc::SIGKILL)?;
        let began = Instant::now();
        ring.wait(1, |r| r["process"]["pid"] == dead && r["event"]["name"] == "killed")?;
        ring.whole().map_err(|why| format!("round {round}: {why}"))?;
        longest = longest.max(began.elapsed());
        sum += began.elapsed();
    }
    let end = Instant::now() + Duration::from_secs(5);
    while !zombies().is_empty() {
        ensure!(Instant::now() < end, "zombies stay: {:?}", zombies());
        std::thread::sleep(Duration::from_millis(50));
    }
    let killed = ring.records().iter().filter(|r| r["event"]["name"] == "killed").count();
    let after = held(&ring)?;
    ensure!(before.0 == after.0, "descriptors: {before:?}, then {after:?}");
    ensure!(after.1 <= before.1 + before.1 / 20, "pages: {before:?}, then {after:?}");
    Ok(format!(
        "250 kills, each healed ({} alerts), mean {:.1} ms, longest {:.1} ms; no zombie; {} descriptors and {} pages before, {} and {} after",
        killed,
        sum.as_secs_f64() * 4.0,
        longest.as_secs_f64() * 1000.0,
        before.0,
        before.1,
        after.0,
        after.1
    ))
}

pub(crate) fn both() -> Said {
    let ring = Ring::start("both", 5, 1, |c| c.respawn = true)?;
    for round in 0..20 {
        let pids = [ring.pid(2)?, ring.pid(3)?];
        for pid in pids {
            Process::open(pid).and_then(|p| p.signal(libc::SIGKILL)).map_err(|e| e.to_string())?;
        }
        let end = Instant::now() + Duration::from_secs(20);
        while [2, 3].iter().any(|&p| ring.pid(p).map_or(true, |p| pids.contains(&p))) {
            ensure!(Instant::now() < end, "round {round}: {:?}", ring.records());
            sys::reap();
            std::thread::sleep(Duration::from_millis(5));
        }
        ring.whole()?;
    }
    Ok("neighbours that die together are both replaced, d = 1, 20 times".into())
}

pub(crate) fn image() -> Said {
    let ring = Ring::start("image", 3, 1, |c| c.respawn = true)?;
    let dead = ring.signal(1, libc::SIGKILL)?;
    ring.wait(1, |r| r["process"]["pid"] == dead)?;
    ring.whole()?;
    let pid = ring.pid(1)?;
    let parent = sys::info(pid).ok_or("gone")?.ki_ppid;
    // Init, or a reaper (procctl(2)) that this runs under, as under timeout(1).
    let made = (0..ring.n).any(|place| ring.pid(place).is_ok_and(|p| p as i32 == parent));
    ensure!(!made, "the replacement's parent is its maker, {parent}");
    // That one dies, too, and nobody has to wait for it.
    ring.signal(1, libc::SIGKILL)?;
    ring.wait(1, |r| r["process"]["pid"] == pid)?;
    ring.whole()?;
    ensure!(!sys::there(pid), "{pid} stays");
    Ok(format!("a replacement is the child of {parent}, no monitor"))
}

pub(crate) fn command() -> Said {
    let ring = Ring::start("command", 4, 2, |c| {
        let to = std::env::temp_dir().join(format!("ring-command-{}/said", std::process::id()));
        c.command = Some(format!(
            "{{ echo \"$WSS_VICTIM|$WSS_CAUSE|$WSS_WITNESS|`rtprio $$ 2>/dev/null`\"; }} >> {}",
            to.display()
        ));
    })?;
    ring.signal(2, libc::SIGKILL)?;
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let text = std::fs::read_to_string(ring.folder().join("said")).unwrap_or_default();
        let mut lines: Vec<_> = text.lines().filter(|l| l.contains("|killed|")).collect();
        lines.sort_unstable();
        if let [one, other] = lines.as_slice() {
            ensure!(one.contains("monitor 2|killed|0"), "{lines:?}");
            ensure!(other.contains("monitor 2|killed|1"), "{lines:?}");
            return Ok(format!("{one}; {other}"));
        }
        ensure!(Instant::now() < end, "{lines:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
