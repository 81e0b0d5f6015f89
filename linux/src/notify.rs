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
use crate::sys::{Errno, Result, from_io};
use crate::task::{InCall, Phase};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Arc, Mutex, Weak};
use wss_engine::host::{Action, Call};

/// Serves `listener` on a thread of its own until every process under its filter is gone. Caller and
/// listener wake one another on the caller's processor, which costs least by far; two threads of a
/// program that make notified calls at a high rate are drawn to one processor by it.
pub(crate) fn start(listener: OwnedFd, state: &Weak<Mutex<State>>) -> Result<()> {
    let state = state.upgrade().ok_or(Errno(libc::ESRCH as u16))?;
    seccomp::wake_synchronously(listener.as_fd());
    let listener = Arc::new(listener);
    std::thread::Builder::new()
        .name("wss-listener".into())
        .stack_size(1 << 20)
        .spawn(move || serve(&listener, &state))
        .map(|_| ())
        .map_err(|e| from_io(&e))
}

fn serve(listener: &Arc<OwnedFd>, state: &Shared) {
    loop {
        match seccomp::receive(listener.as_fd()) {
            Ok(n) => {
                if let Some(answer) = judge(state, listener, &n) {
                    // An error means that the thread was killed meanwhile.
                    let _ = seccomp::answer(listener.as_fd(), n.id, answer);
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
