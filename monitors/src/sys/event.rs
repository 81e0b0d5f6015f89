//! What a monitor hears of, and how processes end.
use crate::deed::Deed;

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It called exit(2) with this status.
    Code(i32),
    /// This signal killed it.
    Signal(i32),
}

impl Exit {
    /// From what wait(2) returns.
    pub(crate) fn from_wait(status: i32) -> Self {
        match status & 0x7f {
            0 => Self::Code((status >> 8) & 0xff),
            signal => Self::Signal(signal),
        }
    }
}

/// Something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// The process watched under `token` ended. Its status, where the kernel says it already.
    Ended {
        /// As given to [`super::Events::watch`].
        token: u32,
        /// The process.
        pid: u32,
        /// How.
        exit: Option<Exit>,
    },
    /// The status of a process whose end was told without one.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only Linux tells it late"))]
    Status {
        /// As given to [`super::Events::watch`].
        token: u32,
        /// The process; the token may be another's by now.
        pid: u32,
        /// How it ended.
        exit: Exit,
    },
    /// A signal that [`super::Events::listen`] listens for is being sent.
    Sent(Sent),
    /// From now on nothing tells of signals on their way.
    #[cfg_attr(not(target_os = "freebsd"), expect(dead_code, reason = "only FreeBSD's ends"))]
    Deaf,
    /// The target, or one that descends from it, did something that was asked for.
    Did(Deed),
    /// A process began to be traced.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only Linux tells"))]
    Traced {
        /// The process.
        pid: u32,
        /// Who traces it.
        tracer: u32,
    },
    /// The control group of a process is being frozen.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only Linux tells"))]
    Frozen {
        /// Of the process, as given to [`super::Events::listen`].
        token: u32,
        /// Who freezes it.
        sender: u32,
    },
    /// SIGTERM; the sender as the kernel says it, with its real user. 0: of another PID namespace.
    Terminate {
        /// Process that sent it.
        pid: u32,
        /// Its real user; `None` if the sender made the information up itself.
        uid: Option<u32>,
    },
    /// This process was stopped, frozen or seized by a tracer, and runs again.
    Interrupted,
    /// The timer.
    Tick,
    /// The time to wait is over.
    Timeout,
}

/// A signal on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sent {
    /// Of the receiving process, as given to [`super::Events::listen`].
    pub(crate) token: u32,
    /// The number of that process; `None`: numbers here are not the kernel's.
    pub(crate) pid: Option<u32>,
    pub(crate) signal: i32,
    /// Process that sends it; 0: of another PID namespace or jail, or the kernel.
    pub(crate) sender: u32,
    /// Its real user, where that is told with it.
    pub(crate) uid: Option<u32>,
}

/// What is followed of the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Follow {
    /// The target.
    pub(crate) pid: u32,
    /// Its execs.
    pub(crate) exec: bool,
    /// Its forks, and those that descend from it.
    pub(crate) fork: bool,
}
