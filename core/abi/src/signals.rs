//! Signals to other processes on FreeBSD: the mirror of `kmod/include/wss_signals.h`, which says what everything
//! means, and events as kevent(2) gives them. A test compares the two by way of the C compiler.

/// Of `struct kevent`: the filter.
pub const FILTER: i16 = -12;
/// Version of this interface, in `fflags` of what is added.
pub const ABI: u32 = 0x5753_5301;
/// A kernel whose value of this sysctl is [`FILTER`] has the filter.
pub const SYSCTL: &core::ffi::CStr = c"security.wss.signals";
/// Kqueues of one real user in one jail that listen to one process, at most.
pub const LISTENERS: usize = 64;

/// In `fflags`: signals were sent.
pub const SENT: u32 = 0x0001;
/// In `fflags`: the module is being unloaded.
pub const ENDS: u32 = 0x0002;
/// Instead of a sender: one whom the watcher may not see.
pub const HIDDEN: u64 = u64::MAX;

/// SIGKILL and SIGSTOP (sys/signal.h of FreeBSD).
const KILL: u32 = 9;
const STOP: u32 = 17;

/// A signal's bit in `data`; 0: one that is not told of.
pub fn bit(signal: u32) -> u64 {
    signal.checked_sub(1).and_then(|n| 1_u64.checked_shl(n)).unwrap_or(0)
}

/// Who sent a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// A process, with its real user.
    Process(u32, u32),
    /// The kernel by itself.
    Kernel,
    /// A process that the watcher may not see.
    Hidden,
}

impl Sender {
    fn of(word: u64) -> Self {
        match word {
            0 => Self::Kernel,
            HIDDEN => Self::Hidden,
            _ => Self::Process(word as u32, (word >> 32) as u32),
        }
    }
}

/// The signals that an event with [`SENT`] tells of, lowest first: each with who was the first to send it, where that is
/// told.
pub fn sent(data: u64, ext: [u64; 4]) -> impl Iterator<Item = (u32, Option<Sender>)> {
    let [kill, stop, other, which] = ext;
    (1..=64).filter(move |s| data & bit(*s) != 0).map(move |signal| {
        let sender = match signal {
            KILL => Some(kill),
            STOP => Some(stop),
            _ => (signal == which as u32).then_some(other),
        };
        (signal, sender.map(Sender::of))
    })
}
