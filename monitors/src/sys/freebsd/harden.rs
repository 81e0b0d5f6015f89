//! What makes a monitor hard to hinder: what the kernel permits of it, and what it did not.
use super::spawn::IMAGE;
use super::{check, info};
use crate::lacks::Lacks;
use std::io;

/// Leaves session, process group, terminal and directory of whoever started it, and closes what it inherited but the
/// ring's file, its own program and, at the `start`, the pipe to the starter.
pub(crate) fn enclose(start: bool) {
    // SAFETY: integers and a string with its end. What fails here (setsid for a group leader) leaves
    // things as they are.
    unsafe {
        libc::setsid();
        libc::chdir(c"/".as_ptr());
        libc::umask(0o077);
        let null = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR);
        for fd in 0..3 {
            libc::dup2(null, fd);
        }
        libc::closefrom(IMAGE + 1);
        if !start {
            libc::close(4);
        }
        for fd in 3..=IMAGE {
            libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC);
        }
    }
}

/// Leaves the memory killer's list, takes a real-time priority on `cpu`, then lets nobody but root
/// trace it or read its memory. Says what was not permitted.
pub(crate) fn harden(cpu: Option<usize>) -> Lacks {
    let mut lacks = Lacks { signals: true, ..Lacks::default() };
    // SAFETY: integers, and for procctl one that it only reads.
    unsafe {
        let protect = libc::PPROT_SET;
        lacks.oom = control(libc::PROC_SPROTECT, protect).is_err();
        let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        libc::setrlimit(libc::RLIMIT_CORE, &raw const none);
    }
    if let Some(cpu) = cpu {
        lacks.realtime = realtime(cpu).is_err();
    }
    // Permitted to everybody, of himself.
    let _ = control(libc::PROC_TRACE_CTL, libc::PROC_TRACE_CTL_DISABLE);
    lacks
}

fn control(what: libc::c_int, mut value: libc::c_int) -> io::Result<()> {
    // SAFETY: both commands take the address of an int, ours, and only read it; 0 is the caller.
    let result = unsafe { libc::procctl(libc::P_PID, 0, what, (&raw mut value).cast()) };
    check(result.into()).map(drop)
}

/// The lowest real-time priority outranks every ordinary process: a monitor that is woken interrupts
/// whoever killed its neighbour. Pinned, the monitors of a ring are on every processor, so also on the
/// killer's.
fn realtime(cpu: usize) -> io::Result<()> {
    const LOWEST: libc::c_ushort = 31; // RTP_PRIO_MAX
    let mut priority = libc::rtprio { type_: libc::RTP_PRIO_REALTIME, prio: LOWEST };
    let mut mask = [0_u8; 128];
    if let Some(byte) = mask.get_mut(cpu / 8) {
        *byte = 1 << (cpu % 8);
    }
    // SAFETY: a mask of the size said and one rtprio, ours; only the look-up writes; 0 and -1 are the caller.
    unsafe {
        let (level, which) = (libc::CPU_LEVEL_WHICH, libc::CPU_WHICH_PID);
        let from = (&raw const mask).cast();
        check(libc::cpuset_setaffinity(level, which, -1, mask.len(), from).into())?;
        let mut given = libc::rtprio { type_: 0, prio: 0 };
        libc::rtprio(libc::RTP_LOOKUP, 0, &raw mut given);
        if given.type_ == libc::RTP_PRIO_REALTIME {
            // Whoever started it has it, as one may to whom a jail does not give it.
            return Ok(());
        }
        check(libc::rtprio(libc::RTP_SET, 0, &raw mut priority).into()).map(drop)
    }
}

/// Is ordinary again: what a monitor runs for others has neither its priority nor its processor.
pub(super) fn ordinary() {
    const NORMAL: libc::c_ushort = 3; // RTP_PRIO_NORMAL
    let mut priority = libc::rtprio { type_: NORMAL, prio: 0 };
    let mut mask = [0_u8; 128];
    // SAFETY: as in `realtime`; the first cpuset call writes at most the size said.
    unsafe {
        libc::rtprio(libc::RTP_SET, 0, &raw mut priority);
        let (own, given) = (libc::CPU_LEVEL_WHICH, libc::CPU_LEVEL_CPUSET);
        let (which, size, mask) = (libc::CPU_WHICH_PID, mask.len(), (&raw mut mask).cast());
        if libc::cpuset_getaffinity(given, which, -1, size, mask) == 0 {
            libc::cpuset_setaffinity(own, which, -1, size, mask);
        }
    }
}

/// Processors that may be used, at most 1024.
pub(crate) fn cpus() -> usize {
    // SAFETY: an integer.
    let n = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
    usize::try_from(n).unwrap_or(1).clamp(1, 1024)
}

/// Wires what this process has used of its memory so far: most of what is mapped is the C library's, of which it uses
/// little. False: not permitted.
pub(crate) fn settle() -> bool {
    const USED: libc::c_char = 0x1 | 0x2; // MINCORE_INCORE, MINCORE_REFERENCED
    let Ok(map) = info::of(libc::KERN_PROC_VMMAP, std::process::id()) else { return false };
    let mut settled = true;
    for entry in info::records(&map) {
        let (start, end) = (info::word(entry, START), info::word(entry, END));
        let (Some(start), Some(end), Some(1..)) = (start, end, info::half(entry, RESIDENT)) else {
            continue;
        };
        let mut used = vec![0; (end.saturating_sub(start) / PAGE) as usize];
        let (length, to) = ((end - start) as usize, used.as_mut_ptr());
        // SAFETY: a byte per page is given; what is asked about is this process's own, and only looked at.
        if unsafe { libc::mincore(start as *const libc::c_void, length, to) } != 0 {
            continue;
        }
        let mut page = start;
        for run in used.chunk_by(|a, b| (a & USED == USED) == (b & USED == USED)) {
            let length = run.len() as u64 * PAGE;
            if run.first().is_some_and(|f| f & USED == USED) {
                // SAFETY: whether a page is wired changes nothing that the program sees.
                settled &=
                    unsafe { libc::mlock(page as *const libc::c_void, length as usize) } == 0;
            }
            page += length;
        }
    }
    settled
}

const PAGE: u64 = 4096;
const START: usize = std::mem::offset_of!(libc::kinfo_vmentry, kve_start);
const END: usize = std::mem::offset_of!(libc::kinfo_vmentry, kve_end);
const RESIDENT: usize = std::mem::offset_of!(libc::kinfo_vmentry, kve_resident);

/// What to say of each thing that is missing: [`Lacks::sentences`].
pub(crate) const LACKS: [&str; 6] = [
    "memory is not locked: takes root, or security.bsd.unprivileged_mlock and RLIMIT_MEMLOCK",
    "not exempt from the memory killer: takes root",
    "no real-time priority: takes root",
    "signals are not heard when sent, nor their senders: takes wss.ko",
    "groups are shared that can be killed as one",
    "execs of the target are told without their arguments as they were: takes wss.ko",
];
