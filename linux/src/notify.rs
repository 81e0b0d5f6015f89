//! Listener threads: each waits for the notifications of one filter chain and answers them. Only
//! calls that a wrap set judges at entry and nothing else arrive here (see
//! [`crate::lifecycle`]), unless the set has grown since: then the call is brought to the tracer.
//!
//! That a notification's thread still exists need not be asked again after reading its memory:
//! it is traced by this process, so its id is not used again before the tracer has reaped it.
use crate::handover::Handed;
use crate::inject;
use crate::supervisor::{Shared, State, lock};
use crate::sys::seccomp::{self, Answer, Notification};
use crate::sys::{Errno, Result, from_io, process};
use crate::task::{InCall, Phase};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::FileExt;
use std::sync::{Arc, Mutex, Weak};
use wss_engine::host::{Action, Call};

/// Serves `listener` on a thread of its own until every process under its filter is gone.
pub(crate) fn start(listener: OwnedFd, state: &Weak<Mutex<State>>) -> Result<()> {
    let state = state.upgrade().ok_or(Errno(libc::ESRCH as u16))?;
    let listener = Arc::new(listener);
    std::thread::Builder::new()
        .name("wss-listener".into())
        .stack_size(1 << 20)
        .spawn(move || serve(&listener, &state))
        .map(|_| ())
        .map_err(|e| from_io(&e))
}

fn serve(listener: &Arc<OwnedFd>, state: &Shared) {
    let mut callers = Callers::new(listener);
    loop {
        match seccomp::receive(listener.as_fd()) {
            Ok(n) => {
                callers.comes(n.tid);
                if let Some(answer) = judge(state, listener, &n) {
                    callers.answer(&n, answer);
                }
            }
            Err(Errno(e)) if i32::from(e) == libc::EINTR => {}
            // A call was interrupted before it was received, or nobody is left.
            Err(_) if seccomp::hung_up(listener.as_fd()) => return,
            Err(Errno(e)) if i32::from(e) == libc::ENOENT => {}
            Err(_) => return,
        }
    }
}

/// How callers and listener wake one another: on the waker's processor, which costs least by far.
/// But a caller that waits on another processor than the listener's would be drawn to it, and the
/// threads of a program would end up on one: while several call, it is looked where each waits.
struct Callers<'a> {
    listener: &'a OwnedFd,
    last: u32,
    /// Calls to come for which it is looked.
    several: u32,
    /// Open `/proc` files of callers.
    stats: HashMap<u32, File>,
}

/// Most callers whose `/proc` files are kept open.
const KEPT: usize = 64;

/// Calls of one thread in a row after which it is taken to be alone.
const ALONE: u32 = 256;

impl<'a> Callers<'a> {
    fn new(listener: &'a OwnedFd) -> Self {
        seccomp::wake_synchronously(listener.as_fd(), true);
        process::take_short_turns();
        Callers { listener, last: 0, several: 0, stats: HashMap::new() }
    }

    fn comes(&mut self, tid: u32) {
        let other = self.last != 0 && self.last != tid;
        self.several = if other { ALONE } else { self.several.saturating_sub(1) };
        self.last = tid;
    }

    /// Whether a caller waits on the processor that this thread runs on; also if that cannot be
    /// found out.
    fn waits_here(&mut self, tid: u32) -> bool {
        if self.stats.len() >= KEPT {
            self.stats.clear();
        }
        let stat = match self.stats.entry(tid) {
            Entry::Occupied(e) => e.into_mut(),
            Entry::Vacant(e) => match File::open(format!("/proc/{tid}/task/{tid}/stat")) {
                Ok(file) => e.insert(file),
                Err(_) => return true,
            },
        };
        let mut bytes = [0; 512];
        let Ok(n) = stat.read_at(&mut bytes, 0) else {
            // Another thread has this id by now.
            self.stats.remove(&tid);
            return true;
        };
        processor_of(bytes.get(..n).unwrap_or_default()).is_none_or(|p| p == process::processor())
    }

    /// Answers. An error means that the thread was killed meanwhile.
    fn answer(&mut self, n: &Notification, answer: Answer) {
        let listener = self.listener.as_fd();
        let elsewhere = self.several > 0 && !self.waits_here(n.tid);
        if elsewhere {
            seccomp::wake_synchronously(listener, false);
        }
        let _ = seccomp::answer(listener, n.id, answer);
        if elsewhere {
            seccomp::wake_synchronously(listener, true);
        }
    }
}

/// Where a thread last ran, by proc_pid_stat(5): field 39. Field 2, its name, ends at the last `)`.
fn processor_of(stat: &[u8]) -> Option<i32> {
    let text = core::str::from_utf8(stat.get(stat.iter().rposition(|b| *b == b')')?..)?).ok()?;
    text.split(' ').nth(39 - 2)?.parse().ok()
}

/// Judges a call; `None`: it is left to the tracer.
fn judge(state: &Shared, listener: &Arc<OwnedFd>, n: &Notification) -> Option<Answer> {
    let tid = n.tid as i32;
    if inject::is_busy(tid) {
        return Some(Answer::Continue);
    }
    let mut s = lock(state);
    let s = &mut *s;
    let hand = |judge| Handed { listener: Arc::clone(listener), id: n.id, tid, judge };
    let Some(t) = s.tasks.threads.get_mut(&tid) else { return Some(Answer::Error(libc::EPERM)) };
    match &mut t.phase {
        // Settled at its entry stop.
        Phase::In(call) if call.notified && call.nr == n.nr && call.run == n.args => {
            call.notified = false;
            return Some(Answer::Continue);
        }
        _ => {}
    }
    let tgid = t.tgid;
    if s.tasks.processes.get(&tgid).is_some_and(|p| p.beyond.contains(&n.nr)) {
        s.hand_over(hand(true));
        return None;
    }
    let entry = s.engine.entry(&mut s.host, n.tid, Call { nr: n.nr, args: n.args });
    s.deliver_records();
    let unserved = s.is_unserved(tid);
    Some(match entry.action {
        Action::Run if unserved => {
            s.set_phase(tid, Phase::Again(InCall::judged(n.nr, n.args, n.ip)));
            s.hand_over(hand(false));
            return None;
        }
        Action::Run => Answer::Continue,
        Action::Refuse(Errno(e)) => Answer::Error(i32::from(e)),
        Action::Return(value) => Answer::Value(value),
        Action::Kill(signal) => {
            s.kill_thread(tid, signal);
            Answer::Error(libc::EPERM)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_is_found_behind_any_name() {
        let own = std::fs::read("/proc/thread-self/stat").unwrap();
        assert!(processor_of(&own).is_some_and(|p| p >= 0));
        let mut stat = b"7 (a) b 1 (\xff) S".to_vec();
        (4..=38).for_each(|n| stat.extend(format!(" {}", 1000 + n).bytes()));
        stat.extend(b" 5 0 0");
        assert_eq!(processor_of(&stat), Some(5));
        assert_eq!(processor_of(b"7 (a) S 1"), None);
    }
}
