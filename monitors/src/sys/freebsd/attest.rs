//! Whether a process has the place that it says it has, as root can see it: the kernel's list of record locks
//! (`kern.lockf`), compared with the file that the process has at descriptor 3 (`kern.proc.filedesc`).
use super::info::{self, half, records, word};
use crate::config::Config;

/// Environment variable in which a monitor carries what its ring was asked for, for this alone: its file has no name
/// by which anybody else could open it.
pub(super) const VARIABLE: &str = "WSS_RING";

/// The ring that a monitor is of, and whether the kernel says that it has the place. `None`: it is no
/// monitor, or not ours to ask.
pub(crate) fn inside(pid: u32, place: u16) -> Option<(Config, bool)> {
    let environment = info::of(libc::KERN_PROC_ENV, pid).ok()?;
    let own = |line: &[u8]| {
        let text = std::str::from_utf8(line).ok()?.strip_prefix(VARIABLE)?.strip_prefix('=')?;
        Config::decode(text)
    };
    let config = environment.split(|b| *b == 0).find_map(own)?;
    let files = info::of(libc::KERN_PROC_FILEDESC, pid).ok()?;
    let file = records(&files).find(|r| half(r, FD) == Some(3))?;
    let file = (word(file, FILE.0)?, word(file, FILE.1)?);
    let locks = info::named(c"kern.lockf").ok()?;
    let held = records(&locks).any(|r| {
        half(r, LOCK_KIND) == Some(PROCESSES)
            && half(r, LOCK_PID) == Some(pid)
            && (word(r, LOCK_FILE.0), word(r, LOCK_FILE.1)) == (Some(file.0), Some(file.1))
            && word(r, LOCK_START) == Some(place.into())
            && word(r, LOCK_LENGTH) == Some(1)
    });
    Some((config, held))
}

/// Where things are in `struct kinfo_file` (sys/user.h): descriptor, file system and file of a vnode.
const FD: usize = 8;
const FILE: (usize, usize) = (288, 304);
/// In `struct kinfo_lockf`: kind, process, file system and file, first byte, number of bytes.
const LOCK_KIND: usize = 8;
const LOCK_PID: usize = 12;
const LOCK_FILE: (usize, usize) = (24, 40);
const LOCK_START: usize = 48;
const LOCK_LENGTH: usize = 56;
/// `KLOCKF_TYPE_PID`: a lock of a process of this system.
const PROCESSES: u32 = 2;
