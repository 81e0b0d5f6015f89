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
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};
use wss_engine::host::{Action, Call};

/// Most threads that serve one listener. Each notification wakes all of them that wait.
const MAX_THREADS: usize = 4;
/// A call that was there already when the thread came back for it had to wait for another one.
const AT_ONCE: Duration = Duration::from_nanos(700);
/// Waits for another call, of this many, at which one more thread begins to serve.
const COLLISIONS: u32 = 32;
const WINDOW: u32 = 1024;

/// Serves `listener` until every process under its filter is gone: by one thread, and by more
/// (up to the processors') once calls have to wait for one another. A call is answered on the
/// processor that made it, if a thread waits there to be woken; a thread that takes a waiting call
/// draws its caller to its own processor, and a program's threads would end up on one.
pub(crate) fn start(listener: OwnedFd, state: &Weak<Mutex<State>>) -> Result<()> {
    let state = state.upgrade().ok_or(Errno(libc::ESRCH as u16))?;
    seccomp::wake_synchronously(listener.as_fd());
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let more = AtomicUsize::new(processors.min(MAX_THREADS) - 1);
    spawn(Arc::new(Serving { listener: Arc::new(listener), state, more }))
}

/// What the threads of one listener share.
struct Serving {
    listener: Arc<OwnedFd>,
    state: Shared,
    /// Threads that may yet be added.
    more: AtomicUsize,
}

fn spawn(serving: Arc<Serving>) -> Result<()> {
    std::thread::Builder::new()
        .name("wss-listener".into())
        .stack_size(1 << 20)
        .spawn(move || serve(&serving))
        .map(|_| ())
        .map_err(|e| from_io(&e))
}

fn serve(serving: &Arc<Serving>) {
    let listener = &serving.listener;
    let (mut calls, mut collisions, mut done) = (0, 0, None::<Instant>);
    loop {
        match seccomp::receive(listener.as_fd()) {
            Ok(n) => {
                collisions += u32::from(done.is_some_and(|d| d.elapsed() < AT_ONCE));
                calls += 1;
                if let Some(answer) = judge(&serving.state, listener, &n) {
                    // An error means that the thread was killed meanwhile.
                    let _ = seccomp::answer(listener.as_fd(), n.id, answer);
                }
                if collisions >= COLLISIONS {
                    collisions = 0;
                    serving.add_thread();
                }
                if calls >= WINDOW {
                    (calls, collisions) = (0, 0);
                }
                done = (serving.more.load(Relaxed) > 0).then(Instant::now);
            }
            Err(Errno(e)) if i32::from(e) == libc::EINTR => {}
            // A call was interrupted before it was received, or nobody is left.
            Err(_) if seccomp::hung_up(listener.as_fd()) => return,
            Err(Errno(e)) if i32::from(e) == libc::ENOENT => {}
            Err(_) => return,
        }
    }
}

impl Serving {
    /// One more thread, if one may be had: the work is done without it too.
    fn add_thread(self: &Arc<Self>) {
        let take = |left: usize| left.checked_sub(1);
        if self.more.fetch_update(Relaxed, Relaxed, take).is_ok() {
            let _ = spawn(Arc::clone(self));
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
