//! What clauses ask is looked up here: in the thread that asks, without the engine's lock, with nothing
//! of the module's below on its stack but the gate and the upcall. And here a thread waits for state that
//! a clause holds which asks. Meanwhile its process hinders unloading.
use crate::audit::deliver;
use crate::ffi::lock::wss_lock_wake;
use crate::look::look_up;
use crate::state::{Guard, lock, uptime};
use core::ffi::c_int;
use wss_abi::clause::Life;
use wss_engine::host::Step;

const EPERM: c_int = 1;

/// Seconds that a request waits for state: what is waited for may wait for who waits.
const LONG: u64 = 30;
/// Seconds that an end does: nothing can end it.
const SHORT: u64 = 5;

/// How long a request has waited for state.
#[derive(Default)]
pub(super) struct Waited {
    since: Option<u64>,
}

impl Waited {
    /// Whether these seconds are over; they begin when it is asked first.
    fn over(&mut self, seconds: u64) -> bool {
        let now = uptime();
        now.saturating_sub(*self.since.get_or_insert(now)) > seconds
    }
}

/// Why a request is not made again.
pub(super) enum Unmet {
    /// It is to be given up, with this errno.
    GivenUp(c_int),
    /// The module was unloaded meanwhile: nobody judges any more.
    Unloaded,
}

/// Does what a request that is not done with asks for; it is then to be made again. Error: it is not; the
/// lock is free. `tid`: the thread as the engine knows it, which is the
/// current one or stands for its process. `restarts`: while nothing has been judged the request may be
/// given up by ERESTART. `waited` goes from one step of the request to the next.
#[inline(never)]
pub(super) fn meet<T>(
    mut state: Guard,
    (pid, tid): (u32, u32),
    step: Step<T>,
    restarts: bool,
    waited: &mut Waited,
) -> Result<Guard, Unmet> {
    if state.intercept.go_inside(pid).is_err() {
        return Err(Unmet::GivenUp(EPERM));
    }
    deliver(&mut state);
    // A clause of the event may have ended, and another be asking. The rest of what `apply` does can
    // wait for who comes next.
    // SAFETY: no condition.
    unsafe { wss_lock_wake() };
    let (mut answer, mut error, mut over) = (None, 0, false);
    match step {
        Step::Ask(question) => {
            drop(state);
            answer = Some(look_up(&question));
        }
        Step::Wait { anew } => {
            over = waited.over(LONG);
            match over {
                true => drop(state),
                false => error = state.wait(anew && restarts),
            }
        }
        Step::Done(_) => drop(state),
    }
    // The module is not unloaded while somebody is inside, but for who went in after that was asked.
    let Some(mut state) = lock() else { return Err(Unmet::Unloaded) };
    state.intercept.come_out(pid);
    if error != 0 {
        return Err(Unmet::GivenUp(error));
    }
    if let Some(answer) = answer {
        state.engine.answer(tid, answer);
    } else if over {
        state.engine.time_out(tid);
    }
    Ok(state)
}

/// Waits until clauses of a process on a fork or an exit can have their state, for so long, or until the
/// thread is to die.
pub(super) fn until_free(mut state: Guard, pid: u32, life: Life) -> Option<Guard> {
    let (mut waited, long) = (Waited::default(), if life == Life::Exit { SHORT } else { LONG });
    while state.engine.waits(pid, life) && !waited.over(long) {
        if state.intercept.go_inside(pid).is_err() {
            break;
        }
        let error = state.wait(false);
        state = lock()?;
        state.intercept.come_out(pid);
        if error != 0 {
            break;
        }
    }
    Some(state)
}
