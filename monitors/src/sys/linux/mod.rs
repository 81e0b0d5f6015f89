//! Linux 6.5 and later: pidfd(2), epoll(7), signalfd(2), fcntl(2), clone3(2).
mod connector;
mod ears;
mod events;
mod group;
mod harden;
mod hold;
mod proc;
mod process;
mod roster;
mod signals;
mod spawn;
mod tracepoint;

pub(crate) use events::Events;
pub use group::group_folder;
pub(crate) use group::{leave_no_groups, own_group};
pub(crate) use harden::{LACKS, cpus, enclose, harden, settle};
pub use proc::{Described, describe, processes};
pub(crate) use proc::{Sight, Usual, arguments, inside, user};
pub use process::Process;
pub(crate) use roster::anonymous;
pub(crate) use spawn::{command, launch, replacement};
pub(crate) use tracepoint::tracepoint;

use super::{Event, Exit, Sent, check};
