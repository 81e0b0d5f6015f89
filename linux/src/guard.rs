//! Self-protection: what a wrapped process may not do whatever its wrappers say. It may not
//! signal, trace, starve or reconfigure the processes of the supervisor, nor use what no filter
//! sees. The base filter brings the calls named here; their last arguments, after any wrapper
//! rewrote them, are judged. Where an argument lies in memory or behind a descriptor that another
//! thread could exchange, the call is replaced by one whose registers say the same.
use crate::disarm::disarm;
use crate::filter::base::{self, F_SETOWN_EX, USERFAULTFD_IOC_NEW};
use crate::image;
use crate::sys::mem;
use libc::{c_long, pid_t};
use std::fs;
use std::os::unix::fs::MetadataExt;

/// What to do with a guarded call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Guarded {
    /// Run it.
    Pass,
    /// Run it; credentials are to be asked for again.
    PassNewCreds,
    /// Refuse it with this errno and report why.
    Refuse(i32, &'static str),
    /// Do not run it: this result.
    Answer(i64),
    /// Run this one instead.
    Instead(c_long, [u64; 6]),
}

const EPERM: i32 = libc::EPERM;
const STALLS: &str = "userfaultfd could stall the supervisor's reads";

/// The processes that wrapped ones may not touch.
#[derive(Debug)]
pub(crate) struct Guard {
    supervisor: pid_t,
    others: Vec<pid_t>,
    /// The supervisor could read an undumpable process (it has CAP_SYS_PTRACE).
    reads_all: bool,
    pid_namespace: Option<u64>,
}

impl Guard {
    /// Protects the calling process and `others`.
    pub(crate) fn new(others: Vec<pid_t>, reads_all: bool) -> Guard {
        Guard {
            supervisor: std::process::id() as pid_t,
            others,
            reads_all,
            pid_namespace: inode("/proc/self/ns/pid"),
        }
    }

    /// Judges a call of `tid` that the base filter brings ([`base::applies`]); `single` tells whether no other thread shares its memory, and
    /// `undumpable` is what the process believes of itself.
    pub(crate) fn check(
        &self,
        tid: i32,
        nr: u32,
        args: &[u64; 6],
        single: bool,
        undumpable: &mut bool,
    ) -> Guarded {
        if !base::applies(nr, args) {
            return Guarded::Pass;
        }
        let int = |n: usize| args.get(n).copied().unwrap_or(0) as i32;
        match c_long::from(nr as i32) {
            libc::SYS_io_uring_setup | libc::SYS_io_uring_enter | libc::SYS_io_uring_register => {
                Guarded::Refuse(libc::ENOSYS, "io_uring runs calls that no filter sees")
            }
            libc::SYS_userfaultfd => Guarded::Refuse(EPERM, STALLS),
            libc::SYS_ioctl if args[1] as u32 == USERFAULTFD_IOC_NEW => {
                Guarded::Refuse(EPERM, STALLS)
            }
            libc::SYS_clone => {
                let mut clean = *args;
                clean[0] &= !(libc::CLONE_UNTRACED as u64);
                Guarded::Instead(libc::SYS_clone, clean)
            }
            libc::SYS_seccomp if args[1] & libc::SECCOMP_FILTER_FLAG_NEW_LISTENER != 0 => {
                Guarded::Refuse(libc::EBUSY, "a seccomp listener would outrank the supervisor's")
            }
            libc::SYS_seccomp => {
                disarm(tid, args[2]);
                // Seen again at its end if for all threads: filters are counted (see
                // `State::serve_running`).
                match args[1] & libc::SECCOMP_FILTER_FLAG_TSYNC {
                    0 => Guarded::Pass,
                    _ => Guarded::PassNewCreds,
                }
            }
            libc::SYS_prctl if int(0) == libc::PR_SET_SECCOMP => {
                if int(1) == libc::SECCOMP_MODE_FILTER as i32 {
                    disarm(tid, args[2]);
                }
                Guarded::Pass
            }
            libc::SYS_ptrace => {
                Guarded::Refuse(EPERM, "ptrace: a wrapped process has its tracer already")
            }
            libc::SYS_prctl => self.dumpable(int(0), int(1), undumpable),
            libc::SYS_kill => match int(0) {
                -1 if self.sees(tid) => {
                    Guarded::Refuse(EPERM, "kill(-1) would reach the supervisor")
                }
                p if p < 0 => {
                    let group = p.wrapping_neg();
                    self.refuse_if(tid, self.group_is_ours(group), "signal to the supervisor")
                }
                p => self.pid(tid, p, "signal to the supervisor"),
            },
            libc::SYS_tkill | libc::SYS_rt_sigqueueinfo => {
                self.pid(tid, int(0), "signal to the supervisor")
            }
            libc::SYS_tgkill | libc::SYS_rt_tgsigqueueinfo => {
                match self.pid(tid, int(0), "signal to the supervisor") {
                    Guarded::Pass => self.pid(tid, int(1), "signal to the supervisor"),
                    refused => refused,
                }
            }
            libc::SYS_pidfd_send_signal => self.pidfd_signal(tid, args),
            libc::SYS_pidfd_open => self.pid(tid, int(0), "pidfd of the supervisor"),
            libc::SYS_fcntl => self.set_owner(tid, args, single),
            libc::SYS_ioctl => {
                let mut pid = [0; 4];
                if mem::read(tid, args[2], &mut pid) != Ok(4) {
                    return Guarded::Answer(-i64::from(libc::EFAULT));
                }
                let pid = i32::from_le_bytes(pid);
                let owner = [args[0], libc::F_SETOWN as u64, pid as u64, 0, 0, 0];
                self.owner(tid, pid, Guarded::Instead(libc::SYS_fcntl, owner))
            }
            libc::SYS_process_vm_writev if !self.is_own(tid, int(0)) => {
                Guarded::Refuse(EPERM, "write to another process's memory")
            }
            libc::SYS_pidfd_getfd => {
                Guarded::Refuse(EPERM, "descriptor of another process, a listener perhaps")
            }
            libc::SYS_process_vm_readv => {
                self.pid(tid, int(0), "reach for the supervisor's memory")
            }
            libc::SYS_move_pages | libc::SYS_migrate_pages => {
                self.pid(tid, int(0), "reach for the supervisor's pages")
            }
            libc::SYS_perf_event_open => self.pid(tid, int(1), "measurement of the supervisor"),
            libc::SYS_prlimit64 => self.pid(tid, int(0), "reach for the supervisor's limits"),
            libc::SYS_sched_setaffinity
            | libc::SYS_sched_setattr
            | libc::SYS_sched_setparam
            | libc::SYS_sched_setscheduler => {
                self.pid(tid, int(0), "reach for the supervisor's scheduling")
            }
            libc::SYS_setpriority => self.priority(tid, int(0), int(1)),
            // ioprio_set numbers the same kinds from 1.
            libc::SYS_ioprio_set => self.priority(tid, int(0).wrapping_sub(1), int(1)),
            libc::SYS_setuid
            | libc::SYS_setgid
            | libc::SYS_setreuid
            | libc::SYS_setregid
            | libc::SYS_setresuid
            | libc::SYS_setresgid => Guarded::PassNewCreds,
            _ => Guarded::Pass,
        }
    }

    /// Whether pids in the thread's view mean what they mean here. From a namespace below,
    /// nothing of the supervisor can be named. A process that the supervisor may not look at (not
    /// dumpable, as after an exec of a file that it may not read) is taken to see all.
    fn sees(&self, tid: i32) -> bool {
        let theirs = inode(&format!("/proc/{tid}/ns/pid"));
        theirs.is_none() || theirs == self.pid_namespace
    }

    /// Whether the thread names its own process.
    fn is_own(&self, tid: i32, pid: pid_t) -> bool {
        self.sees(tid) && image::relations(tid).is_some_and(|(own, _)| own == pid)
    }

    fn protects(&self, pid: pid_t) -> bool {
        pid > 0
            && (pid == self.supervisor
                || self.others.contains(&pid)
                || fs::metadata(format!("/proc/{}/task/{pid}", self.supervisor)).is_ok())
    }

    fn group_is_ours(&self, group: pid_t) -> bool {
        group == self.supervisor
    }

    fn refuse_if(&self, tid: i32, protected: bool, what: &'static str) -> Guarded {
        if protected && self.sees(tid) { Guarded::Refuse(EPERM, what) } else { Guarded::Pass }
    }

    fn pid(&self, tid: i32, pid: pid_t, what: &'static str) -> Guarded {
        self.refuse_if(tid, self.protects(pid), what)
    }

    fn priority(&self, tid: i32, which: i32, who: i32) -> Guarded {
        const PROCESS: i32 = libc::PRIO_PROCESS as i32;
        const GROUP: i32 = libc::PRIO_PGRP as i32;
        const USER: i32 = libc::PRIO_USER as i32;
        let ours = match which {
            PROCESS => self.protects(who),
            GROUP => self.group_is_ours(who),
            // A user's every process, the supervisor among them.
            USER => true,
            _ => false,
        };
        self.refuse_if(tid, ours, "reach for the supervisor's priority")
    }

    /// Undumpable, a process could not be read by a supervisor without privilege: it is told that
    /// it is, and stays readable to its own user's tracer.
    fn dumpable(&self, option: i32, value: i32, undumpable: &mut bool) -> Guarded {
        if self.reads_all {
            return Guarded::Pass;
        }
        match (option, value) {
            (libc::PR_GET_DUMPABLE, _) if *undumpable => Guarded::Answer(0),
            (libc::PR_SET_DUMPABLE, 0) => {
                *undumpable = true;
                Guarded::Answer(0)
            }
            (libc::PR_SET_DUMPABLE, 1) => {
                *undumpable = false;
                Guarded::Pass
            }
            _ => Guarded::Pass,
        }
    }

    /// The descriptor may be exchanged by another thread: the pid behind it is signalled instead.
    fn pidfd_signal(&self, tid: i32, args: &[u64; 6]) -> Guarded {
        if !self.sees(tid) {
            return Guarded::Pass;
        }
        let Some(pid) = pid_behind(tid, args[0] as i32) else {
            return Guarded::Answer(-i64::from(libc::EBADF));
        };
        if pid <= 0 {
            // Reaped (-1), or not in this namespace (0): as kill(2)'s argument it would mean more.
            return Guarded::Answer(-i64::from(libc::ESRCH));
        }
        if self.protects(pid) {
            return Guarded::Refuse(EPERM, "signal to the supervisor");
        }
        match (args[2], args[3]) {
            (0, 0) => Guarded::Instead(libc::SYS_kill, [pid as u64, args[1], 0, 0, 0, 0]),
            (info, 0) => {
                Guarded::Instead(libc::SYS_rt_sigqueueinfo, [pid as u64, args[1], info, 0, 0, 0])
            }
            // Flags: scopes of thread, process or group.
            _ => Guarded::Refuse(libc::EINVAL, "pidfd_send_signal with flags"),
        }
    }

    /// Who is to be signalled about a descriptor: F_SETSIG allows any signal, SIGKILL included.
    fn set_owner(&self, tid: i32, args: &[u64; 6], single: bool) -> Guarded {
        if args[1] as u32 != F_SETOWN_EX {
            return self.owner(tid, args[2] as i32, Guarded::Pass);
        }
        let mut owner = [0; 8];
        if mem::read(tid, args[2], &mut owner) != Ok(8) {
            return Guarded::Answer(-i64::from(libc::EFAULT));
        }
        let [k0, k1, k2, k3, p0, p1, p2, p3] = owner;
        let (kind, pid) =
            (i32::from_le_bytes([k0, k1, k2, k3]), i32::from_le_bytes([p0, p1, p2, p3]));
        let plain = |who: i32| {
            let args = [args[0], libc::F_SETOWN as u64, who as u64, 0, 0, 0];
            self.owner(tid, who, Guarded::Instead(libc::SYS_fcntl, args))
        };
        match kind {
            // F_OWNER_PID, F_OWNER_PGRP
            1 => plain(pid),
            2 => plain(pid.wrapping_neg()),
            // F_OWNER_TID has no equivalent in registers, but where there is one thread its process
            // is the same. (The structure may lie in memory that another process changes.)
            0 if single && self.is_own(tid, pid) => plain(pid),
            0 => Guarded::Refuse(EPERM, "F_OWNER_TID where another thread could change it"),
            _ => Guarded::Answer(-i64::from(libc::EINVAL)),
        }
    }

    fn owner(&self, tid: i32, who: i32, otherwise: Guarded) -> Guarded {
        let ours =
            if who < 0 { self.group_is_ours(who.wrapping_neg()) } else { self.protects(who) };
        if ours && self.sees(tid) {
            Guarded::Refuse(EPERM, "descriptor that would signal the supervisor")
        } else {
            otherwise
        }
    }
}

/// The process behind a pidfd, or behind a directory of /proc (which pidfd_send_signal takes too).
fn pid_behind(tid: i32, fd: i32) -> Option<pid_t> {
    let info = fs::read_to_string(format!("/proc/{tid}/fdinfo/{fd}")).ok()?;
    if let Some(pid) = info.lines().find_map(|l| l.strip_prefix("Pid:")) {
        return pid.trim().parse().ok();
    }
    let path = fs::read_link(format!("/proc/{tid}/fd/{fd}")).ok()?;
    path.file_name()?.to_str()?.parse().ok()
}

fn inode(path: &str) -> Option<u64> {
    fs::metadata(path).ok().map(|m| m.ino())
}
