//! Orders in which to kill. The attacker knows every process and its place.
use nix::sched::{CpuSet, sched_setaffinity};
use nix::sys::ptrace;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::waitpid;
use nix::unistd::{ForkResult, Pid, Uid, fork, setuid};
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::Write;

/// An attack on all monitors of a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// One dies, then the next, at random.
    Random,
    /// One dies, then the next on the ring: each kill takes a witness of the next.
    Ring,
    /// One dies, then the one before it.
    Reverse,
    /// A kill(2) each, as fast as a loop goes, at random.
    Loop,
    /// The same, first those on other processors, the attacker's own last.
    LoopOwnLast,
    /// Two loops at once, on two processors, each killing those on the other.
    TwoLoops,
    /// A loop that kills process groups.
    Groups,
    /// A loop that kills sessions: every process whose session is the victim's.
    Sessions,
    /// A loop that kills the control group of each.
    Cgroups,
    /// SIGSTOP to each in a loop, then SIGKILL to each in a loop.
    StopFirst,
    /// kill(-1, SIGKILL) by another user.
    OtherUser,
    /// One write to `cgroup.kill` of a group that all are in.
    CgroupOfAll,
    /// kill(-1, SIGKILL) by root.
    RootAll,
    /// A loop by an attacker with the highest real-time priority: no monitor runs on his processor before its end.
    Realtime,
    /// Each one's control group is frozen in a loop, then SIGKILL to each in a loop.
    FreezeFirst,
    /// Each is seized and stopped with ptrace(2) in a loop, then SIGKILL to each in a loop.
    TraceFirst,
}

impl Order {
    /// Kills that are separate.
    pub(crate) const SEPARATE: [Self; 11] = [
        Self::Random,
        Self::Ring,
        Self::Reverse,
        Self::Loop,
        Self::LoopOwnLast,
        Self::Groups,
        Self::Sessions,
        Self::Cgroups,
        Self::TwoLoops,
        Self::StopFirst,
        Self::FreezeFirst,
    ];
    /// Kills that the kernel makes as one, or that it refuses; those of an attacker whom the scheduler prefers to
    /// monitors, or who first traces them, of which monitors hear outside containers only.
    pub(crate) const OTHER: [Self; 5] =
        [Self::OtherUser, Self::CgroupOfAll, Self::RootAll, Self::Realtime, Self::TraceFirst];

    /// Whether it takes control groups.
    pub(crate) fn by_group(self) -> bool {
        matches!(self, Self::Cgroups | Self::CgroupOfAll | Self::FreezeFirst)
    }

    /// Whether it takes root.
    pub(crate) fn by_root(self) -> bool {
        matches!(self, Self::Realtime)
    }

    /// Whether figure 6 counts it: each kill is over before the attacker stops anybody, or is in two places.
    pub(crate) fn in_figure(self) -> bool {
        let stops = matches!(self, Self::StopFirst | Self::FreezeFirst);
        Self::SEPARATE.contains(&self) && !stops && self != Self::TwoLoops
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Random => "one by one, random",
            Self::Ring => "one by one, ring order",
            Self::Reverse => "one by one, reverse",
            Self::Loop => "one loop",
            Self::LoopOwnLast => "one loop, own CPU last",
            Self::TwoLoops => "two loops on two CPUs",
            Self::Groups => "process groups, loop",
            Self::Sessions => "sessions, loop",
            Self::Cgroups => "cgroup.kill each, loop",
            Self::StopFirst => "SIGSTOP loop, then kill",
            Self::OtherUser => "kill -1, other user",
            Self::CgroupOfAll => "cgroup.kill of all",
            Self::RootAll => "kill -1, root",
            Self::Realtime => "one loop, SCHED_FIFO 99",
            Self::FreezeFirst => "cgroup.freeze loop, then kill",
            Self::TraceFirst => "PTRACE_SEIZE loop, then kill",
        })
    }
}

/// A small generator (xorshift64*), so that a run can be repeated by its seed.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

fn pin(cpu: usize) {
    let mut set = CpuSet::new();
    // Where there is one processor less, the attack is a weaker one.
    let _ = set.set(cpu).and_then(|()| sched_setaffinity(Pid::from_raw(0), &set));
}

/// Attacks; `cgroup` is the folder with a group per monitor.
pub(crate) fn attack(
    order: Order,
    pids: &[u32],
    cgroup: Option<&str>,
    name: &str,
    random: &mut Random,
) {
    let pids: Vec<Pid> = pids.iter().map(|&p| Pid::from_raw(p as i32)).collect();
    let (n, from) = (pids.len(), random.below(pids.len()));
    let mut places: Vec<usize> = (0..n).map(|i| (from + i) % n).collect();
    let at = |place: &usize| pids.get(*place).copied().unwrap_or(Pid::from_raw(i32::MAX));
    // A victim that is dead already is no failure of the attack.
    let shoot = |pid: Pid, signal: Signal| {
        let _ = kill(pid, signal);
    };
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    match order {
        Order::Random => random.shuffle(&mut places),
        Order::Reverse => places.reverse(),
        Order::Loop
        | Order::Groups
        | Order::Sessions
        | Order::Cgroups
        | Order::Realtime
        | Order::FreezeFirst
        | Order::TraceFirst => random.shuffle(&mut places),
        Order::LoopOwnLast => {
            random.shuffle(&mut places);
            places.sort_by_key(|p| p % cpus == 0);
            pin(0);
        }
        _ => {}
    }
    match order {
        Order::Random | Order::Ring | Order::Reverse => {
            for pid in places.iter().map(at) {
                shoot(pid, Signal::SIGKILL);
                // As their parent, process 1 may wait for each.
                let _ = waitpid(pid, None);
            }
        }
        Order::Loop | Order::LoopOwnLast | Order::Sessions => {
            places.iter().for_each(|p| shoot(at(p), Signal::SIGKILL));
        }
        Order::Groups => {
            places.iter().for_each(|p| shoot(Pid::from_raw(-at(p).as_raw()), Signal::SIGKILL));
        }
        Order::TwoLoops => two_loops(&pids),
        Order::Cgroups => {
            write_each(&places, cgroup, name, "cgroup.kill");
        }
        Order::Realtime => {
            pin(0);
            if prefer_me() {
                places.iter().for_each(|p| shoot(at(p), Signal::SIGKILL));
            }
        }
        Order::FreezeFirst => {
            write_each(&places, cgroup, name, "cgroup.freeze");
            places.iter().for_each(|p| shoot(at(p), Signal::SIGKILL));
            // Groups outlive this ring.
            write_zero(&places, cgroup, name);
        }
        Order::TraceFirst => {
            for pid in places.iter().map(at) {
                let _ = ptrace::seize(pid, ptrace::Options::empty());
                let _ = ptrace::interrupt(pid);
            }
            places.iter().for_each(|p| shoot(at(p), Signal::SIGKILL));
        }
        Order::StopFirst => {
            places.iter().for_each(|p| shoot(at(p), Signal::SIGSTOP));
            places.iter().for_each(|p| shoot(at(p), Signal::SIGKILL));
        }
        Order::OtherUser => {
            // SAFETY: this program has one thread.
            if let Ok(ForkResult::Child) = unsafe { fork() } {
                if setuid(Uid::from_raw(65534)).is_ok() {
                    shoot(Pid::from_raw(-1), Signal::SIGKILL);
                }
                std::process::exit(0)
            }
        }
        Order::CgroupOfAll => {
            let _ =
                std::fs::write(format!("{}/cgroup.kill", cgroup.unwrap_or("/nonexistent")), "1");
        }
        Order::RootAll => shoot(Pid::from_raw(-1), Signal::SIGKILL),
    }
}

/// Writes 1 to a file of each one's control group, all opened before.
fn write_each(places: &[usize], cgroup: Option<&str>, name: &str, file: &str) {
    for mut file in open_each(places, cgroup, name, file) {
        let _ = file.write_all(b"1");
    }
}

fn write_zero(places: &[usize], cgroup: Option<&str>, name: &str) {
    for mut file in open_each(places, cgroup, name, "cgroup.freeze") {
        let _ = file.write_all(b"0");
    }
}

fn open_each(places: &[usize], cgroup: Option<&str>, name: &str, file: &str) -> Vec<File> {
    let folder = cgroup.unwrap_or("/nonexistent");
    let open = |p: &usize| {
        OpenOptions::new().write(true).open(format!("{folder}/wss-{name}-{p}/{file}")).ok()
    };
    places.iter().filter_map(open).collect()
}

/// The highest real-time priority there is. False: not permitted.
fn prefer_me() -> bool {
    let highest = nix::libc::sched_param { sched_priority: 99 };
    // SAFETY: a structure of ours, which the kernel only reads.
    unsafe { nix::libc::sched_setscheduler(0, nix::libc::SCHED_FIFO, &raw const highest) == 0 }
}

/// A second attacker on processor 1 takes the monitors of processor 0, this one on 0 those of the others.
fn two_loops(pids: &[Pid]) {
    let (mut on_first, mut elsewhere) = (Vec::new(), Vec::new());
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    for (place, pid) in pids.iter().enumerate() {
        if place % cpus == 0 { on_first.push(*pid) } else { elsewhere.push(*pid) }
    }
    let start = std::time::Instant::now() + std::time::Duration::from_millis(5);
    let run = |cpu: usize, victims: &[Pid]| {
        pin(cpu);
        while std::time::Instant::now() < start {}
        for pid in victims {
            let _ = kill(*pid, Signal::SIGKILL);
        }
    };
    // SAFETY: this program has one thread.
    match unsafe { fork() } {
        Ok(ForkResult::Child) => {
            run(1, &on_first);
            std::process::exit(0)
        }
        _ => run(0, &elsewhere),
    }
}
