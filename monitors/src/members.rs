//! Rings as one sees them from outside: for `wssctl ring status` and `stop`. Whoever may look into monitors
//! (root) reads the ring's file and asks the kernel who has which place; others see what /proc shows everybody.
use crate::config::Config;
use crate::health::Look;
use crate::sys::{self, Process};
use std::collections::BTreeMap;
use std::fs::File;
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

/// A process that says it is a monitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its place.
    pub place: u16,
    /// Its number.
    pub pid: u32,
    /// Its effective user.
    pub uid: u32,
    /// State letter, as ps(1) has it.
    pub state: char,
    /// Whether the kernel says that it has the place; `None`: not ours to ask.
    pub attested: Option<bool>,
}

/// A ring.
#[derive(Debug, Clone)]
pub struct Ring {
    /// Its name.
    pub name: String,
    /// How many places it has.
    pub n: u16,
    /// By place.
    pub members: Vec<Member>,
    /// How it was started; `None`: not ours to read.
    pub config: Option<Config>,
}

/// Every ring that can be seen.
pub fn all() -> Vec<Ring> {
    let mut rings: BTreeMap<String, Ring> = BTreeMap::new();
    let Ok(folder) = std::fs::read_dir("/proc") else { return Vec::new() };
    for entry in folder.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|n| n.parse().ok()) else { continue };
        let Some((name, n, member, config)) = member(pid) else { continue };
        let ring = rings.entry(name.clone()).or_insert(Ring {
            name,
            n,
            members: Vec::new(),
            config: None,
        });
        ring.members.push(member);
        ring.config = ring.config.take().or(config);
    }
    for ring in rings.values_mut() {
        ring.members.sort_unstable_by_key(|m| (m.place, m.pid));
    }
    rings.into_values().collect()
}

/// The members of one ring.
pub fn of(name: &str) -> Vec<Member> {
    all().into_iter().find(|r| r.name == name).map(|r| r.members).unwrap_or_default()
}

fn member(pid: u32) -> Option<(String, u16, Member, Option<Config>)> {
    let line = std::fs::read_to_string(format!("/proc/{pid}/cmdline")).ok()?;
    let mut words = line.split('\0');
    if words.next()? != "wss-monitor" {
        return None;
    }
    let (name, place) = (words.next()?.to_owned(), words.next()?);
    let (place, n) = place.split_once('/')?;
    let (place, n) = (place.parse().ok()?, n.parse().ok()?);
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let state = char::from(Look::parse(&status)?.state);
    let uid =
        status.lines().find_map(|l| l.strip_prefix("Uid:"))?.split_ascii_whitespace().nth(1)?;
    let file = File::open(format!("/proc/{pid}/fd/3")).ok();
    let config = file.as_ref().and_then(Config::read).filter(|c| c.name == name);
    let attested = file
        .filter(|_| config.is_some())
        .map(|f| sys::holder(f.as_fd(), place).ok().flatten() == Some(pid));
    if matches!(state, 'Z' | 'X') {
        return None;
    }
    Some((name, n, Member { place, pid, uid: uid.parse().ok()?, state, attested }, config))
}

/// Asks every monitor of a ring to stop, and waits until they have; says how many there were.
///
/// # Errors
/// There is none of this name, or it is not ours to stop, or some did not go.
pub fn stop(name: &str) -> Result<usize, String> {
    let mut asked: Vec<Process> = Vec::new();
    let end = Instant::now() + crate::monitor::LINGER * 8;
    loop {
        // Again and again: one that is just being replaced does not know yet.
        let members = of(name);
        if members.is_empty() {
            break;
        }
        for m in members {
            if asked.iter().any(|p| p.pid() == m.pid) {
                continue;
            }
            let Ok(process) = Process::open(m.pid) else { continue };
            match process.signal(libc::SIGTERM) {
                Err(e) if e.raw_os_error() == Some(libc::EPERM) => {
                    return Err(format!(
                        "ring '{name}' is of user {}: that user and root may stop it",
                        m.uid
                    ));
                }
                _ => asked.push(process),
            }
        }
        if Instant::now() > end {
            return Err(format!(
                "some monitors of '{name}' did not stop; see 'wssctl ring status'"
            ));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    if asked.is_empty() {
        return Err(format!("no ring '{name}' runs; 'wssctl ring status' lists those that do"));
    }
    leave_no_groups(name);
    Ok(asked.len())
}

/// Removes the control groups of a ring's monitors, which are empty now.
fn leave_no_groups(name: &str) {
    let Some(folder) = cgroup_folder() else { return };
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let file = entry.file_name();
        let place = file
            .to_str()
            .and_then(|f| f.strip_prefix("wss-")?.strip_prefix(name)?.strip_prefix('-'));
        if place.is_some_and(|p| p.parse::<u16>().is_ok()) {
            // One that is not empty stays.
            let _ = std::fs::remove_dir(entry.path());
        }
    }
}

/// Where cgroup2 is mounted, if groups may be made there.
pub fn cgroup_folder() -> Option<String> {
    let mounts = std::fs::read_to_string("/proc/mounts").ok()?;
    let folder = mounts.lines().find_map(|l| {
        let mut words = l.split(' ').skip(1);
        let folder = words.next()?;
        (words.next()? == "cgroup2").then(|| folder.to_owned())
    })?;
    let probe = format!("{folder}/wss-probe-{}", std::process::id());
    std::fs::create_dir(&probe).ok()?;
    std::fs::remove_dir(&probe).ok()?;
    Some(folder)
}
