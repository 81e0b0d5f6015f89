//! Processes as /proc shows them to everybody (proc(5)), whoever's they are.
use crate::config::Config;
use crate::health::{Hindrance, Look};
use std::cell::Cell;
use std::fs::{File, read_link, read_to_string};
use std::os::fd::AsFd;
use std::os::unix::fs::FileExt;

/// What a process is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// When it started, in clock ticks since boot: with the number it tells it from any other.
    pub started: u64,
    /// Its parent.
    pub parent: u32,
    /// Its real user.
    pub uid: u32,
    /// Last component of the executable; of one that may not be seen, the name that the process goes by.
    pub name: String,
}

/// Every process that can be seen.
pub fn processes() -> Vec<u32> {
    let Ok(folder) = std::fs::read_dir("/proc") else { return Vec::new() };
    folder.flatten().filter_map(|e| e.file_name().to_str()?.parse().ok()).collect()
}

/// What the process with this number is. `None`: there is none.
pub fn describe(pid: u32) -> Option<Described> {
    let stat = read(pid, "stat")?;
    Some(Described {
        started: started(&stat)?,
        parent: field(&stat, 4)?.parse().ok()?,
        uid: user(pid)?,
        name: name(pid)?,
    })
}

fn name(pid: u32) -> Option<String> {
    let exe = read_link(format!("/proc/{pid}/exe")).ok();
    let exe =
        exe.and_then(|e| Some(e.file_name()?.to_str()?.trim_end_matches(" (deleted)").to_owned()));
    exe.or_else(|| Some(read(pid, "comm")?.trim_end().to_owned()))
}

/// Real user of a process that may be gone already.
pub(crate) fn user(pid: u32) -> Option<u32> {
    users(&read(pid, "status")?).next()?.parse().ok()
}

/// The process's arguments, its state letter and its effective user. `None`: it has ended, or is a zombie.
pub(crate) fn arguments(pid: u32) -> Option<(Vec<String>, u8, u32)> {
    let line = read(pid, "cmdline")?;
    let status = read(pid, "status")?;
    let state = parse(&status)?.state;
    let uid = users(&status).nth(1)?.parse().ok()?;
    (!matches!(state, b'Z' | b'X'))
        .then(|| (line.split('\0').map(str::to_owned).collect(), state, uid))
}

/// The ring that a monitor is of, and whether the kernel says that it has the place. `None`: it is no
/// monitor, or not ours to ask.
pub(crate) fn inside(pid: u32, place: u16) -> Option<(Config, bool)> {
    let file = File::open(format!("/proc/{pid}/fd/3")).ok()?;
    let config = Config::read(&file)?;
    Some((config, super::super::holder(file.as_fd(), place).ok().flatten() == Some(pid)))
}

/// Looks in a row that may do with whether it ran: reading its status costs the kernel ten times as much.
const QUICK: u8 = 3;

/// A process that is looked at again and again.
pub(crate) struct Sight {
    /// Both stay with this process: once it has ended, reading fails.
    status: File,
    runs: Option<File>,
    /// What was seen last, and how many looks ago the status was read.
    seen: Cell<Option<(Look, u8)>>,
}

impl Sight {
    /// `None`: the process has ended, or /proc does not show it.
    pub(crate) fn of(pid: u32) -> Option<Self> {
        let open = |file| File::open(format!("/proc/{pid}/{file}")).ok();
        Some(Self { status: open("status")?, runs: open("schedstat"), seen: Cell::new(None) })
    }

    /// `None`: it has ended.
    pub(crate) fn look(&self) -> Option<Look> {
        let runs = self.runs();
        if let (Some(runs), Some((last, quick))) = (runs, self.seen.get())
            && runs != last.switches
            && quick < QUICK
            && last.hindrance().is_none()
        {
            // It ran since, so it is not stopped for long; who traces it without stopping it is seen when
            // the status is read.
            let look = Look { switches: runs, ..last };
            self.seen.set(Some((look, quick + 1)));
            return Some(look);
        }
        let mut buffer = [0; 4096];
        let length = self.status.read_at(&mut buffer, 0).ok()?;
        let mut look = parse(std::str::from_utf8(buffer.get(..length)?).ok()?)?;
        look.switches = runs.unwrap_or(look.switches);
        self.seen.set(Some((look, 0)));
        Some(look)
    }

    /// How often it was given a processor. `None`: it has ended, or the kernel does not count.
    fn runs(&self) -> Option<u64> {
        let mut buffer = [0; 64];
        let length = self.runs.as_ref()?.read_at(&mut buffer, 0).ok()?;
        let text = std::str::from_utf8(buffer.get(..length)?).ok()?;
        text.split_ascii_whitespace().nth(2)?.parse().ok().filter(|runs| *runs > 0)
    }
}

/// What nobody should change of a monitor.
#[derive(PartialEq, Eq, Clone)]
pub(crate) struct Usual {
    scheduling: Option<[i64; 3]>,
    processors: u64,
    limits: u64,
    cgroup: u64,
}

impl Usual {
    /// As it is now.
    pub(crate) fn of(pid: u32) -> Self {
        let digest = |file| crate::look::digest(read(pid, file));
        Self {
            scheduling: read(pid, "stat").and_then(|s| scheduling(&s)),
            processors: crate::look::digest(read(pid, "status").and_then(|s| processors(&s))),
            limits: digest("limits") ^ digest("oom_score_adj").rotate_left(1),
            cgroup: digest("cgroup"),
        }
    }

    /// What is other than it was.
    pub(crate) fn differs(&self, now: &Self) -> Option<Hindrance> {
        if self.scheduling != now.scheduling || self.processors != now.processors {
            Some(Hindrance::Priority)
        } else if self.limits != now.limits {
            Some(Hindrance::Limits)
        } else {
            (self.cgroup != now.cgroup).then_some(Hindrance::Cgroup)
        }
    }
}

fn read(pid: u32, file: &str) -> Option<String> {
    read_to_string(format!("/proc/{pid}/{file}")).ok()
}

/// Real, effective, saved user.
fn users(status: &str) -> impl Iterator<Item = &str> {
    let line = status.lines().find_map(|l| l.strip_prefix("Uid:"));
    line.unwrap_or_default().split_ascii_whitespace()
}

/// From `/proc/PID/status`. `None`: it is not that file.
fn parse(status: &str) -> Option<Look> {
    let field = |key: &str| status.lines().find_map(|l| l.strip_prefix(key)).map(str::trim_start);
    let count = |key: &str| field(key)?.parse::<u64>().ok();
    Some(Look {
        state: *field("State:")?.as_bytes().first()?,
        tracer: field("TracerPid:")?.parse().ok()?,
        switches: count("voluntary_ctxt_switches:")?
            .wrapping_add(count("nonvoluntary_ctxt_switches:")?),
    })
}

/// Fields of `/proc/PID/stat` after the name, counted as proc(5) does from 3.
fn field(stat: &str, number: usize) -> Option<&str> {
    // The name may hold anything, blanks and parentheses included: what follows its last one counts.
    stat.rsplit_once(") ")?.1.split_ascii_whitespace().nth(number.checked_sub(3)?)
}

/// Status of an unreaped process, as wait(2) has it. `None`: it is no zombie.
pub(super) fn zombie_status(pid: u32) -> Option<i32> {
    exit_code(&read(pid, "stat")?)
}

fn exit_code(stat: &str) -> Option<i32> {
    matches!(field(stat, 3)?, "Z" | "X").then(|| field(stat, 52)?.parse().ok())?
}

fn started(stat: &str) -> Option<u64> {
    field(stat, 22)?.parse().ok()
}

/// What scheduling is given to a process: priority, nice value, real-time priority, policy.
fn scheduling(stat: &str) -> Option<[i64; 3]> {
    let get = |n| field(stat, n)?.parse().ok();
    Some([get(19)?, get(40)?, get(41)?])
}

/// Where a process may run.
fn processors(status: &str) -> Option<String> {
    Some(status.lines().find_map(|l| l.strip_prefix("Cpus_allowed:"))?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAT: &str = "642 (a) b (x) T 641 640 24997 0 -1 4194368 39 0 0 0 0 0 0 0 -51 5 1 0 2392406 2535424 308 \
        18446744073709551615 1 2 3 0 0 0 2147221247 0 0 1 0 0 17 0 50 1 0 0 0 4 5 6 7 8 9 10 19";

    #[test]
    fn names_that_look_like_fields_do_not_confuse() {
        assert_eq!(started(STAT), Some(2_392_406));
        assert_eq!(scheduling(STAT), Some([5, 50, 1]));
        assert_eq!(exit_code(STAT), None);
        assert_eq!(exit_code(&STAT.replace(" T ", " Z ")), Some(19));
        assert_eq!(exit_code("junk"), None);
    }

    #[test]
    fn stopped_and_traced_are_told_apart() {
        let status = |state: &str, tracer: u32| {
            format!(
                "Name:\tx\nState:\t{state}\nTracerPid:\t{tracer}\nvoluntary_ctxt_switches:\t4\nnonvoluntary_ctxt_switches:\t3\n"
            )
        };
        let look = parse(&status("T (stopped)", 0)).unwrap();
        assert_eq!((look.hindrance(), look.switches), (Some(Hindrance::Stopped), 7));
        let traced = parse(&status("t (tracing stop)", 9)).unwrap();
        assert_eq!(traced.hindrance(), Some(Hindrance::Traced(9)));
        assert_eq!(parse(&status("S (sleeping)", 0)).unwrap().hindrance(), None);
        assert_eq!(parse("State:\tS\n"), None);
    }

    #[test]
    fn looks_see_that_a_process_ran_and_that_it_is_stopped() {
        let mut child = std::process::Command::new("sh")
            .args(["-c", "while :; do sleep 0.01; done"])
            .spawn()
            .unwrap();
        let sight = Sight::of(child.id()).unwrap();
        let pause = || std::thread::sleep(std::time::Duration::from_millis(200));
        let mut last = sight.look().unwrap().switches;
        for _ in 0..6 {
            pause();
            let look = sight.look().unwrap();
            assert_ne!(look.switches, last);
            assert_eq!(look.hindrance(), None);
            last = look.switches;
        }
        crate::Process::open(child.id()).unwrap().signal(libc::SIGSTOP).unwrap();
        pause();
        let _ = sight.look();
        assert_eq!(sight.look().unwrap().hindrance(), Some(Hindrance::Stopped));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(sight.look().is_none());
    }

    #[test]
    fn this_process_is_described() {
        let own = describe(std::process::id()).unwrap();
        assert_eq!(own.parent, std::os::unix::process::parent_id());
        assert!(own.name.starts_with("wss_monitors-"), "{own:?}");
        assert!(processes().contains(&std::process::id()));
    }
}
