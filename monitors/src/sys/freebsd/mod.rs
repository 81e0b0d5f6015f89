//! FreeBSD 13 and later: kqueue(2), pdfork(2), fcntl(2), procctl(2), what sysctl(3) tells of processes.
mod attest;
mod deeds;
mod ears;
mod events;
mod harden;
mod info;
mod proc;
mod process;
mod queue;
mod roster;
mod spawn;

pub(crate) use attest::inside;
pub(crate) use events::Events;
pub(crate) use harden::{LACKS, cpus, enclose, harden, settle};
pub use proc::{Described, describe, processes};
pub(crate) use proc::{Sight, Usual, arguments, user};
pub use process::Process;
pub(crate) use roster::anonymous;
pub(crate) use spawn::{command, launch, replacement};

use super::{Event, Exit, Follow, Sent, check};

/// There are no control groups. Nothing that FreeBSD has of the kind can be killed as one but sessions and process
/// groups, which monitors have to themselves, and jails.
pub fn group_folder() -> Option<String> {
    None
}

/// Whether this process shares no group with others: see [`group_folder`].
pub(crate) fn own_group(_folder: Option<&str>, _ring: &str, _place: u16) -> bool {
    true
}

/// Removes the groups of a ring's monitors, of which there are none.
pub(crate) fn leave_no_groups(_ring: &str) {}

/// What tells of signals on their way has no number that a ring would have to carry: each monitor asks for itself.
pub(crate) fn tracepoint() -> Option<u32> {
    None
}
