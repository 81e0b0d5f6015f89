//! Linux 6.5 and later: pidfd(2), epoll(7), signalfd(2), fcntl(2), clone3(2).
mod ears;
mod events;
mod group;
mod harden;
mod proc;
mod process;
mod roster;
mod signals;
mod spawn;

pub(crate) use events::{Event, Events};
pub use group::group_folder;
pub(crate) use group::{leave_no_groups, own_group};
pub(crate) use harden::{clocks, cpus, enclose, harden, own_uid, resist};
pub use proc::{Described, describe, processes};
pub(crate) use proc::{Sight, Usual, arguments, inside, user};
pub use process::{Exit, Process};
pub(crate) use roster::{anonymous, hold, holder, inherited};
pub(crate) use signals::{Sent, tracepoint};
pub(crate) use spawn::{command, launch, replacement};

use std::io;

/// The result of a system call: -1 means look at errno.
fn check(result: libc::c_long) -> io::Result<libc::c_long> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}
