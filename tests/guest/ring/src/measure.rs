//! What a ring costs, and how soon it speaks.
use crate::ring::Ring;
use crate::run::{Said, ensure};
use crate::sys;
use std::time::{Duration, Instant};

/// Memory of a process that no other shares, in KiB, at most: what is resident of its anonymous memory and of its
/// writable copies of files (`kern.proc.vmmap`), of which some may still be the file's. With it, where most is.
fn private(pid: u32) -> (u64, String) {
    const VNODE: i32 = 2; // KVME_TYPE_VNODE
    const COPY: i32 = 0x1; // KVME_FLAG_COW
    const UNCOPIED: i32 = 0x2; // KVME_FLAG_NEEDS_COPY
    let number = |one: &[u8], at: usize| {
        one.get(at..).and_then(|b| b.first_chunk()).map_or(0, |b| i32::from_ne_bytes(*b))
    };
    let of = |one: &[u8]| {
        let flags = number(one, std::mem::offset_of!(libc::kinfo_vmentry, kve_flags));
        let file = number(one, std::mem::offset_of!(libc::kinfo_vmentry, kve_type)) == VNODE;
        let resident = number(one, std::mem::offset_of!(libc::kinfo_vmentry, kve_resident));
        let own = flags & UNCOPIED == 0 && (flags & COPY != 0 || !file);
        (if own { resident as u64 * 4 } else { 0 }, file)
    };
    let all = sys::variable(libc::KERN_PROC_VMMAP, pid);
    let all: Vec<(u64, bool)> = sys::records(&all).map(of).collect();
    let most: Vec<_> = all.iter().filter(|(size, _)| *size > 16).collect();
    (all.iter().map(|(size, _)| size).sum(), format!("{most:?}"))
}

/// The most that a monitor of the ring has to itself, in KiB: no more than it may have.
fn largest(ring: &Ring) -> Result<u64, String> {
    let sizes: Vec<u64> = ring.pids.iter().map(|p| private(*p).0).collect();
    let most = ring.pids.first().map_or(String::new(), |p| private(*p).1);
    let largest = sizes.iter().max().copied().unwrap_or(0);
    ensure!(
        largest > 0 && largest <= 300,
        "{sizes:?} KiB private; KiB and whether a file's: {most}"
    );
    Ok(largest)
}

pub(crate) fn large() -> Said {
    let began = Instant::now();
    let ring = Ring::start("large", 32, 4, |c| c.respawn = true)?;
    let took = began.elapsed();
    for place in [0, 9, 31] {
        let dead = ring.signal(place, libc::SIGKILL)?;
        ring.wait(4, |r| r["process"]["pid"] == dead && r["event"]["name"] == "killed")?;
        ring.whole()?;
    }
    Ok(format!(
        "n = 32, d = 4 started in {:.0} ms; three kills, each said by four and healed",
        took.as_secs_f64() * 1000.0
    ))
}

pub(crate) fn cost() -> Said {
    let ring = Ring::start("cost", 8, 3, |c| c.respawn = true)?;
    std::thread::sleep(Duration::from_secs(1));
    let count = || -> u64 {
        let of = |pid: &u32| sys::info(*pid).map(|i| i.ki_rusage.ru_nvcsw + i.ki_rusage.ru_nivcsw);
        ring.pids.iter().filter_map(of).sum::<i64>() as u64
    };
    let before = count();
    std::thread::sleep(Duration::from_secs(5));
    let woken = count() - before;
    ensure!(woken == 0, "{woken} switches in 5 s without looks");
    let largest = largest(&ring)?;
    let resident: Vec<isize> =
        ring.pids.iter().filter_map(|p| Some(sys::info(*p)?.ki_rssize * 4)).collect();
    drop(ring);
    let ring = Ring::start("looks", 8, 3, |c| c.period = Duration::from_secs(1))?;
    let time = || -> u64 { ring.pids.iter().filter_map(|p| Some(sys::info(*p)?.ki_runtime)).sum() };
    std::thread::sleep(Duration::from_secs(1));
    let (before, began) = (time(), sys::now());
    std::thread::sleep(Duration::from_secs(5));
    let looking = self::largest(&ring)?;
    let share = (time() - before) as f64 * 100_000.0 / (sys::now() - began) as f64;
    Ok(format!(
        "0 switches of eight monitors in 5 s without looks; {share:.2} % of a processor with a look every second; {largest} KiB private each, {looking} after looks, {} KiB resident",
        resident.iter().max().copied().unwrap_or(0)
    ))
}

pub(crate) fn alert() -> Said {
    let ring = Ring::start("alert", 6, 2, |c| c.respawn = true)?;
    let mut times = Vec::new();
    for round in 0..60_u16 {
        let pid = ring.pid(round % 6)?;
        let began = sys::now();
        sys::kill(pid as i32, libc::SIGKILL);
        let said =
            ring.wait(2, |r| r["process"]["pid"] == pid && r["event"]["name"] == "killed")?;
        let first = said.iter().filter_map(|r| r["ring"]["monotonic"].as_u64()).min();
        times.push(first.unwrap_or(u64::MAX).saturating_sub(began) / 1000);
        ring.whole()?;
    }
    times.sort_unstable();
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or(0);
    Ok(format!("60 kills: first alert after {} us (median), {} us (90 %)", at(50), at(90)))
}
