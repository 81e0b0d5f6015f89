//! Many that attach, leave, signal, end and load at once.
use crate::checks::{Result, ensure, errno};
use crate::kq::{Child, Kq, kill, set};
use libc::{EBADF, ENOENT, ENXIO, ESRCH, SIGCONT, SIGKILL, SIGSTOP};
use std::time::{Duration, Instant};

pub(crate) const ALL: &[(&str, fn() -> Result)] = &[
    ("storm of ends", ends),
    ("end while told", told),
    ("every kill", kills),
    ("storm of loads", loads),
];

/// How long a storm blows.
const STORM: Duration = Duration::from_secs(4);

/// Processes end while they are attached to, left, signalled, and kqueues closed. Nobody who was attached to misses the
/// end.
fn ends() -> Result {
    let began = Instant::now();
    let mut children = Vec::new();
    for seed in 0..4_u32 {
        children.push(Child::new(move || storm(seed, began).unwrap_or(1))?);
    }
    for child in children {
        let status = child.wait();
        ensure!(status == 0, "a part of it failed: status {status:#x}");
    }
    Ok("no end was missed".into())
}

fn storm(seed: u32, began: Instant) -> std::io::Result<i32> {
    let (mut random, mut kq) = (seed.wrapping_mul(7919) + 1, Kq::new()?);
    while began.elapsed() < STORM {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let pause = u64::from(random >> 24);
        let child = Child::new(move || {
            std::thread::sleep(Duration::from_micros(pause));
            0
        })?;
        let pid = child.0;
        // Another one that signals it.
        let sender = Child::new(move || {
            for _ in 0..20 {
                kill(pid, SIGSTOP);
                kill(pid, SIGCONT);
            }
            0
        })?;
        let other = Kq::new()?;
        let _ = other.listen(pid, &[SIGSTOP]);
        let first = kq.listen(pid, &[SIGSTOP, SIGCONT]);
        if first.is_ok() && random & 0x30000 == 0 {
            let left = errno(kq.change(pid, libc::EV_DELETE, 0, 0));
            if left != 0 && left != ENOENT {
                return Ok(2);
            }
        } else if first.is_ok() {
            let end = Instant::now() + Duration::from_secs(20);
            if random & 0x40000 == 0 {
                child.signal(SIGKILL);
            }
            loop {
                match kq.next(100)? {
                    Some(told) if told.pid == pid && told.over() => break,
                    Some(told) if told.pid == pid => {}
                    Some(_) => return Ok(3),
                    None if Instant::now() > end => return Ok(4),
                    None => {}
                }
            }
        } else if errno(first) != ESRCH {
            return Ok(5);
        }
        if random & 0x80000 == 0 {
            kq = Kq::new()?;
        }
        drop(other);
        drop(sender);
        child.signal(SIGKILL);
        child.wait();
        while kq.next(0)?.is_some() {}
    }
    Ok(0)
}

/// Signals are taken at the moment at which their receiver ends.
fn told() -> Result {
    let (kq, rounds, mut apart) = (Kq::new()?, 400, 0);
    for round in 0..rounds {
        let child = Child::idle()?;
        let pid = child.0;
        kq.listen(pid, &[SIGCONT, SIGKILL])?;
        let sender = Child::new(move || {
            for signal in [SIGCONT, SIGCONT, SIGCONT, SIGKILL] {
                kill(pid, signal);
            }
            0
        })?;
        let (end, mut data, mut events) = (Instant::now() + Duration::from_secs(20), 0, 0);
        loop {
            ensure!(
                Instant::now() < end,
                "round {round}: the end is not told after {events} events"
            );
            let Some(told) = kq.next(0)? else { continue };
            ensure!(told.pid == pid, "{told:?}");
            data |= told.data;
            events += 1;
            if told.over() {
                break;
            }
        }
        ensure!(data == set(&[SIGCONT, SIGKILL]), "round {round}: {data:#x} told");
        ensure!(
            errno(kq.change(pid, libc::EV_DELETE, 0, 0)) == ENOENT,
            "round {round}: it is left"
        );
        apart += u64::from(events > 1);
        sender.wait();
        child.wait();
    }
    Ok(format!("{rounds} ends told, {apart} of them apart from a signal"))
}

/// A loop over many processes: every kill is told, with its sender, to who listens to all.
fn kills() -> Result {
    let kq = Kq::new()?;
    let mut children = Vec::new();
    for _ in 0..64 {
        let child = Child::idle()?;
        kq.listen(child.0, &[SIGKILL, SIGSTOP])?;
        children.push(child);
    }
    children.iter().for_each(|c| c.signal(SIGSTOP));
    children.iter().for_each(|c| c.signal(SIGKILL));
    let (mut stops, mut kills, mut ends) = (0, 0, 0);
    let until = Instant::now() + Duration::from_secs(20);
    while ends < children.len() && Instant::now() < until {
        let Some(told) = kq.next(100)? else { continue };
        for (signal, by) in told.sent() {
            let own = wss_abi::signals::Sender::Process(std::process::id(), 0);
            ensure!(by == Some(own), "{told:?}");
            stops += usize::from(signal == SIGSTOP);
            kills += usize::from(signal == SIGKILL);
        }
        ends += usize::from(told.over());
    }
    ensure!((stops, kills, ends) == (64, 64, 64), "{stops} stops, {kills} kills, {ends} ends");
    Ok("64 stops and 64 kills, none lost".into())
}

/// The module is unloaded and loaded again while some listen and signal.
fn loads() -> Result {
    let target = Child::idle()?;
    let (pid, began) = (target.0, Instant::now());
    let mut children = Vec::new();
    for part in 0..3 {
        children.push(Child::new(move || asking(pid, part, began).unwrap_or(1))?);
    }
    let (mut unloaded, mut busy) = (0, 0);
    while began.elapsed() < STORM {
        match crate::module::unload() {
            Ok(()) => unloaded += 1,
            Err(_) => busy += 1,
        }
        crate::module::load()?;
        std::thread::sleep(Duration::from_millis(20));
    }
    for child in children {
        let status = child.wait();
        ensure!(status == 0, "a part of it failed: status {status:#x}");
    }
    ensure!(unloaded > 0, "it could never be unloaded, {busy} times busy");
    Ok(format!("unloaded {unloaded} times, {busy} times busy"))
}

fn asking(pid: u32, part: u32, began: Instant) -> std::io::Result<i32> {
    let kq = Kq::new()?;
    while began.elapsed() < STORM {
        // The filter goes between two of these.
        match errno(kq.listen(pid, &[SIGCONT])) {
            0 if part == 0 => {
                kill(pid, SIGCONT);
                while let Some(told) = kq.next(0)? {
                    if told.pid != pid {
                        return Ok(2);
                    }
                }
            }
            0 => drop(kq.next(5)?),
            // 15.0 miscounts who asks for a filter while it is registered: see kmod/shim/signals_load.c.
            ENXIO => {
                while crate::module::filter().is_none() && began.elapsed() < STORM {
                    std::thread::sleep(Duration::from_millis(1));
                }
            }
            error => return Ok(if error == EBADF { 4 } else { 3 }),
        }
    }
    Ok(0)
}
