//! Rings as one sees them from outside: for `wssctl ring status` and `stop`. Whoever may look into monitors
//! (root) learns what the ring was asked for and, from the kernel, who has which place; others see what everybody does.
use crate::config::Config;
use crate::sys::{self, Process};
use std::collections::{BTreeMap, BTreeSet};
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
    for pid in sys::processes() {
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
    let (words, state, uid) = sys::arguments(pid)?;
    let (name, place) = match words.as_slice() {
        [own, name, place, ..] if own == "wss-monitor" => (name.clone(), place),
        _ => return None,
    };
    let (place, n) = place.split_once('/')?;
    let (place, n) = (place.parse().ok()?, n.parse().ok()?);
    let inside = sys::inside(pid, place).filter(|(config, _)| config.name == name);
    let (config, attested) = inside.unzip();
    Some((name, n, Member { place, pid, uid, state: state.into(), attested }, config))
}

/// Asks every monitor of a ring to stop, and waits until they have; says how many there were.
///
/// # Errors
/// There is none of this name, or it is not ours to stop, or some did not go.
pub fn stop(name: &str) -> Result<usize, String> {
    let mut asked: Vec<Process> = Vec::new();
    // By place: what a monitor runs has its words for a moment, and one may be replaced meanwhile.
    let mut places = BTreeSet::new();
    // Each tells all that it reports to, and the slowest machine that was tried takes a while for two hundred.
    let end = Instant::now() + crate::monitor::LINGER * (8 + of(name).len() as u32 / 4);
    let mut none = 0;
    loop {
        // Again and again: one that is just being replaced does not know yet, and between fork(2) and
        // execve(2) is not seen.
        let members = of(name);
        none = if members.is_empty() { none + 1 } else { 0 };
        if none == 2 {
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
                _ => {
                    // One that is stopped could not answer.
                    let _ = process.signal(libc::SIGCONT);
                    asked.push(process);
                    if m.attested != Some(false) {
                        places.insert(m.place);
                    }
                }
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
    sys::leave_no_groups(name);
    Ok(places.len())
}
