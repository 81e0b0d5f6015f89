//! Listener threads: each waits for the notifications of one filter chain and answers them. Only
//! calls that a wrap set judges at entry and nothing else arrive here (see
//! [`crate::lifecycle`]), unless the set has grown since: then the call is brought to the tracer.
//!
//! That a notification's thread still exists need not be asked again after reading its memory:
//! it is traced by this process, so its id is not used again before the tracer has reaped it.
use crate::inject;
use crate::supervisor::{Shared, State, lock};
use crate::sys::seccomp::{self, Answer, Notification};
use crate::sys::{Errno, Result, from_io};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Mutex, Weak};
use wss_engine::host::{Action, Call};

/// Serves `listener` on a thread of its own until every process under its filter is gone.
pub(crate) fn start(listener: OwnedFd, state: &Weak<Mutex<State>>) -> Result<()> {
    let state = state.upgrade().ok_or(Errno(libc::ESRCH as u16))?;
    seccomp::wake_synchronously(listener.as_fd());
    std::thread::Builder::new()
        .name("wss-listener".into())
        .stack_size(256 * 1024)
        .spawn(move || serve(&listener, &state))
        .map(|_| ())
        .map_err(|e| from_io(&e))
}

fn serve(listener: &OwnedFd, state: &Shared) {
    loop {
        match seccomp::receive(listener.as_fd()) {
            Ok(n) => {
                let answer = judge(state, &n);
                // An error means that the thread was killed meanwhile.
                let _ = seccomp::answer(listener.as_fd(), n.id, answer);
            }
            Err(Errno(e)) if i32::from(e) == libc::EINTR => {}
            // A call was interrupted before it was received, or nobody is left.
            Err(_) if seccomp::hung_up(listener.as_fd()) => return,
            Err(Errno(e)) if i32::from(e) == libc::ENOENT => {}
            Err(_) => return,
        }
    }
}

fn judge(state: &Shared, n: &Notification) -> Answer {
    if inject::is_busy(n.tid as i32) {
        return Answer::Continue;
    }
    let mut s = lock(state);
    let s = &mut *s;
    let entry = s.engine.entry(&mut s.host, n.tid, Call { nr: n.nr, args: n.args });
    s.deliver_records();
    match entry.action {
        Action::Run => Answer::Continue,
        Action::Refuse(Errno(e)) => Answer::Error(i32::from(e)),
        Action::Return(value) => Answer::Value(value),
        Action::Kill(signal) => {
            s.kill_thread(n.tid as i32, signal);
            Answer::Error(libc::EPERM)
        }
    }
}
