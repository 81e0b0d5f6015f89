//! Processes as the kernel shows them to everybody who may see them (`security.bsd.see_other_uids`).
use super::info;
use crate::health::{Hindrance, Look};

/// What a process is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// When it started, in microseconds since boot: with the number it tells it from any other.
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
    info::list()
}

/// What the process with this number is. `None`: there is none.
pub fn describe(pid: u32) -> Option<Described> {
    let (info, started) = info::started(pid)?;
    let path = info::of(libc::KERN_PROC_PATHNAME, pid).unwrap_or_default();
    let path = text(&path);
    let name = match path.rsplit('/').next() {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => text(&info.ki_comm.map(|c| c as u8)),
    };
    Some(Described { started, parent: info.ki_ppid as u32, uid: info.ki_ruid, name })
}

/// Up to the first NUL.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.split(|b| *b == 0).next().unwrap_or_default()).into_owned()
}

/// Real user of a process that may be gone already.
pub(crate) fn user(pid: u32) -> Option<u32> {
    Some(info::process(pid)?.ki_ruid)
}

/// The process's arguments, its state letter and its effective user. `None`: it has ended, or is a zombie.
pub(crate) fn arguments(pid: u32) -> Option<(Vec<String>, u8, u32)> {
    let bytes = info::of(libc::KERN_PROC_ARGS, pid).ok()?;
    let info = info::process(pid)?;
    let words = bytes.split(|b| *b == 0).map(|w| String::from_utf8_lossy(w).into_owned());
    let state = state(&info);
    (state != b'Z').then(|| (words.collect(), state, info.ki_uid))
}

/// As ps(1) has it.
fn state(info: &libc::kinfo_proc) -> u8 {
    const STOPPED: libc::c_long = libc::P_STOPPED_SIG as libc::c_long;
    match info.ki_stat {
        libc::SZOMB => b'Z',
        libc::SSTOP => b'T',
        _ if info.ki_flag & STOPPED != 0 => b'T',
        libc::SRUN => b'R',
        _ => b'S',
    }
}

/// A process that is looked at again and again. Its end, and so the end of what its number means, is an event of its
/// own.
pub(crate) struct Sight {
    pid: u32,
}

impl Sight {
    /// `None`: there is no such process, or it may not be seen.
    pub(crate) fn of(pid: u32) -> Option<Self> {
        info::process(pid).map(|_| Self { pid })
    }

    /// `None`: it has ended.
    pub(crate) fn look(&self) -> Option<Look> {
        let info = info::process(self.pid)?;
        let traced = info.ki_flag & libc::c_long::from(libc::P_TRACED) != 0;
        let (voluntary, other) = (info.ki_rusage.ru_nvcsw, info.ki_rusage.ru_nivcsw);
        Some(Look {
            state: state(&info),
            // A tracer is the parent, of which there is one.
            tracer: if traced { (info.ki_tracer as u32).max(1) } else { 0 },
            switches: (voluntary as u64).wrapping_add(other as u64),
        })
    }
}

/// What nobody should change of a monitor.
#[derive(PartialEq, Eq, Clone)]
pub(crate) struct Usual {
    /// Class, priority within it, nice value.
    scheduling: Option<[u8; 3]>,
    /// Processors that it may use, and the set of them that it was given.
    processors: (Option<[u8; 128]>, libc::cpusetid_t),
    limits: Vec<(i64, i64)>,
    /// Whether the memory killer spares it.
    spared: Option<bool>,
    jail: Option<i32>,
}

impl Usual {
    /// As it is now.
    pub(crate) fn of(pid: u32) -> Self {
        let info = info::process(pid);
        let scheduling = info.map(|i| {
            let (class, user) = (i.ki_pri.pri_class, i.ki_pri.pri_user);
            // What time-sharing gives changes by itself.
            let fixed = libc::c_ushort::from(class) & 7 == libc::RTP_PRIO_REALTIME;
            [class, if fixed { user } else { 0 }, i.ki_nice as u8]
        });
        Self {
            scheduling,
            processors: processors(pid),
            limits: (0..).map_while(|which| info::limit(pid, which)).collect(),
            spared: info.map(|i| i.ki_flag & libc::c_long::from(libc::P_PROTECTED) != 0),
            jail: info.map(|i| i.ki_jid),
        }
    }

    /// What is other than it was.
    pub(crate) fn differs(&self, now: &Self) -> Option<Hindrance> {
        if self.scheduling != now.scheduling || self.processors != now.processors {
            Some(Hindrance::Priority)
        } else if self.limits != now.limits || self.spared != now.spared {
            Some(Hindrance::Limits)
        } else {
            (self.jail != now.jail).then_some(Hindrance::Jail)
        }
    }
}

fn processors(pid: u32) -> (Option<[u8; 128]>, libc::cpusetid_t) {
    let (mut mask, mut set) = ([0; 128], 0);
    // SAFETY: the kernel writes at most the size said to `mask`, and one number to `set`.
    unsafe {
        let (which, own) = (libc::CPU_WHICH_PID, libc::CPU_LEVEL_WHICH);
        let to = (&raw mut mask).cast();
        let known = libc::cpuset_getaffinity(own, which, pid.into(), mask.len(), to) == 0;
        libc::cpuset_getid(libc::CPU_LEVEL_CPUSET, which, pid.into(), &raw mut set);
        (known.then_some(mask), set)
    }
}
