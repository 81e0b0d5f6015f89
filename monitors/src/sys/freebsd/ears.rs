//! Who hears of signals to whom while they are sent, and from whom: by the filter of kqueue(2) that `wss.ko` brings
//! (kmod/include/wss_signals.h). The kernel takes numbers; whose they are is for who listens to know.
use super::queue::event;
use super::{Event, Sent, check};
use wss_abi::signals::{self, Sender, bit};

/// What one monitor hears by.
#[derive(Default)]
pub(super) struct Ears {
    open: bool,
    /// The target, of which more is heard.
    target: Option<u32>,
    /// Tokens and numbers of those who are heard of and not watched.
    others: Vec<(u32, u32)>,
    /// One of these has ended since it was last asked.
    ended: bool,
}

/// Whether the kernel has the filter.
fn there() -> bool {
    let (mut value, mut len) = (0_i32, size_of::<i32>());
    // SAFETY: the name has its end, `value` has `len` bytes.
    let result = unsafe {
        let (name, to) = (signals::SYSCTL.as_ptr(), (&raw mut value).cast());
        libc::sysctlbyname(name, to, &raw mut len, std::ptr::null(), 0)
    };
    check(result.into()).is_ok() && value == signals::FILTER.into()
}

impl Ears {
    /// Begins to listen, if that is possible.
    pub(super) fn open(&mut self, target: Option<u32>) -> bool {
        (self.open, self.target) = (there(), target);
        self.open
    }

    /// Listens no longer: the filter went before it was asked for all.
    pub(super) fn close(&mut self) {
        self.open = false;
    }

    /// What to ask the kernel for, to hear of signals to a process, or no longer. `None`: it has nothing of the kind.
    pub(super) fn change(&self, pid: u32, flags: u16) -> Option<libc::kevent> {
        let wanted = [libc::SIGKILL, libc::SIGSTOP].map(|s| bit(s as u32)).iter().sum::<u64>();
        let more = if self.target == Some(pid) { bit(libc::SIGTERM as u32) } else { 0 };
        self.open.then(|| {
            let change = event(pid as usize, signals::FILTER, flags, signals::ABI);
            libc::kevent { data: (wanted | more) as i64, ..change }
        })
    }

    /// Somebody who is not watched is heard of.
    pub(super) fn add(&mut self, token: u32, pid: u32) {
        self.others.push((token, pid));
    }

    /// He is not any more.
    pub(super) fn remove(&mut self, token: u32) {
        self.others.retain(|(t, _)| *t != token);
    }

    /// Under what token somebody is heard of who has this number.
    pub(super) fn token(&self, pid: u32) -> Option<u32> {
        self.others.iter().find(|(_, p)| *p == pid).map(|(t, _)| *t)
    }

    /// Whether somebody is heard of under this token, or nobody can be.
    pub(super) fn hears(&self, token: u32) -> bool {
        !self.open || self.others.iter().any(|(t, _)| *t == token)
    }

    /// Whether one who was heard of has ended since this was last asked.
    pub(super) fn ended(&mut self) -> bool {
        std::mem::take(&mut self.ended)
    }

    /// What the kernel's report says, of the process watched or heard of under `token`.
    pub(super) fn said(&mut self, event: &libc::kevent, token: Option<u32>) -> Vec<Event> {
        let pid = event.ident as u32;
        let sent = signals::sent(event.data as u64, event.ext).filter_map(|(signal, by)| {
            let (sender, uid) = match by {
                Some(Sender::Process(sender, uid)) => (sender, Some(uid)),
                _ => (0, None),
            };
            let sent = Sent { token: token?, pid: Some(pid), signal: signal as i32, sender, uid };
            Some(Event::Sent(sent))
        });
        let mut all: Vec<_> = sent.collect();
        if event.fflags & signals::ENDS != 0 {
            self.others.clear();
            if std::mem::take(&mut self.open) {
                all.push(Event::Deaf);
            }
        } else if event.flags & libc::EV_EOF != 0 {
            let before = self.others.len();
            self.others.retain(|(_, p)| *p != pid);
            self.ended |= self.others.len() < before;
        }
        all
    }
}
