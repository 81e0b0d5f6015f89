//! Whether a process runs: from what /proc says of it (proc(5)), which other users can read and nobody can
//! forge. The kernel's count of its context switches is a heartbeat that needs no message.

/// Why a process counts as hindered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// Stopped by a signal.
    Stopped,
    /// Traced, by this process.
    Traced(u32),
    /// It has not run when it should have: starved, or frozen.
    Idle,
    /// Its scheduling policy, priority or processors were changed.
    Priority,
    /// Its resource limits were changed.
    Limits,
    /// It was moved to another control group.
    Cgroup,
}

impl Hindrance {
    /// One word for a record.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Traced(_) => "traced",
            Self::Idle => "not-running",
            Self::Priority => "priority-changed",
            Self::Limits => "limits-changed",
            Self::Cgroup => "cgroup-changed",
        }
    }
}

/// What one look at `/proc/PID/status` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// State letter.
    pub state: u8,
    /// Process that traces it; 0: none.
    pub tracer: u32,
    /// Times it was switched to or from.
    pub switches: u64,
}

impl Look {
    /// From the file's text. `None`: it is not that file.
    pub fn parse(status: &str) -> Option<Self> {
        let field =
            |key: &str| status.lines().find_map(|l| l.strip_prefix(key)).map(str::trim_start);
        let count = |key: &str| field(key)?.parse::<u64>().ok();
        Some(Self {
            state: *field("State:")?.as_bytes().first()?,
            tracer: field("TracerPid:")?.parse().ok()?,
            switches: count("voluntary_ctxt_switches:")?
                .wrapping_add(count("nonvoluntary_ctxt_switches:")?),
        })
    }

    /// The state alone tells this.
    pub fn hindrance(&self) -> Option<Hindrance> {
        match (self.state, self.tracer) {
            (_, 1..) => Some(Hindrance::Traced(self.tracer)),
            (b'T', _) => Some(Hindrance::Stopped),
            _ => None,
        }
    }
}

/// Fields of `/proc/PID/stat` after the name, counted as proc(5) does from 3.
fn field(stat: &str, number: usize) -> Option<&str> {
    // The name may hold anything, blanks and parentheses included: what follows its last one counts.
    stat.rsplit_once(") ")?.1.split_ascii_whitespace().nth(number.checked_sub(3)?)
}

/// Status of an unreaped process, as wait(2) has it. `None`: it is no zombie.
pub(crate) fn zombie_status(stat: &str) -> Option<i32> {
    matches!(field(stat, 3)?, "Z" | "X").then(|| field(stat, 52)?.parse().ok())?
}

/// When a process started, in clock ticks since boot.
pub fn started(stat: &str) -> Option<u64> {
    field(stat, 22)?.parse().ok()
}

/// What scheduling is given to a process: priority, nice value, real-time priority, policy.
pub(crate) fn scheduling(stat: &str) -> Option<[i64; 3]> {
    let get = |n| field(stat, n)?.parse().ok();
    Some([get(19)?, get(40)?, get(41)?])
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
        assert_eq!(zombie_status(STAT), None);
        assert_eq!(zombie_status(&STAT.replace(" T ", " Z ")), Some(19));
        assert_eq!(zombie_status("junk"), None);
    }

    #[test]
    fn stopped_and_traced_are_told_apart() {
        let status = |state: &str, tracer: u32| {
            format!(
                "Name:\tx\nState:\t{state}\nTracerPid:\t{tracer}\nvoluntary_ctxt_switches:\t4\nnonvoluntary_ctxt_switches:\t3\n"
            )
        };
        let look = Look::parse(&status("T (stopped)", 0)).unwrap();
        assert_eq!((look.hindrance(), look.switches), (Some(Hindrance::Stopped), 7));
        let traced = Look::parse(&status("t (tracing stop)", 9)).unwrap();
        assert_eq!(traced.hindrance(), Some(Hindrance::Traced(9)));
        assert_eq!(Look::parse(&status("S (sleeping)", 0)).unwrap().hindrance(), None);
        assert_eq!(Look::parse("State:\tS\n"), None);
    }
}
