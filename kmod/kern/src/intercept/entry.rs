//! Calls: entry and leave, as the gate brings them.
use super::book::Open;
use super::later::{Unmet, Waited, meet};
use super::{apply, exec, reflect};
use crate::audit::deliver;
use crate::ffi::vector::*;
use crate::hold;
use crate::host::KernelHost;
use crate::state::{Guard, State, lock, uptime};
use crate::user::touch;
use crate::watch;
use core::ffi::{c_int, c_void};
use wss_abi::clause::Shape;
use wss_engine::host::{Action, Call, Entry, Replacement, Rewrite, Step};

const EPERM: c_int = 1;
/// The call is to be made again (sys/errno.h).
const ERESTART: c_int = -1;
/// The registers are as they have to be: a new image.
const EJUSTRETURN: c_int = -2;

/// Pieces of memory that are faulted in at a time before a call is judged.
const TOUCHES: usize = 8;

/// Who makes a call.
#[derive(Clone, Copy)]
struct Who {
    tid: u32,
    pid: u32,
}

/// For the gate: nothing more is to be heard of the call.
const PASSED: u64 = WSS_GATE_PASS << 32;

/// The current thread's result. No reference to it lives while a held call runs, which writes there too.
#[derive(Clone, Copy)]
struct Ret(*mut i64);

impl Ret {
    fn get(self) -> i64 {
        // SAFETY: made of what the upcalls' callers promise: the current thread's own word, there for
        // the call, which nothing else reads or writes but what that thread calls.
        unsafe { *self.0 }
    }

    fn set(self, value: i64) {
        // SAFETY: as in `get`.
        unsafe { *self.0 = value }
    }
}

/// A result for the gate.
fn done(error: c_int) -> u64 {
    WSS_GATE_DONE << 32 | u64::from(error as u32)
}

/// A call was fetched through a slot that diverts; see `shim/vector.h`.
///
/// # Safety
/// `td` is the current thread, `args` its eight arguments, `ret` its result, `plan` a vector's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_enter(
    td: *mut c_void,
    tid: u32,
    pid: u32,
    nr: u32,
    args: *mut u64,
    ret: *mut i64,
    plan: *const WssPlan,
) -> u64 {
    // SAFETY: the caller's promises; the thread's own memory, which no other one touches now, and a plan
    // that is permanent.
    let (plan, args) = unsafe { (&*plan, &mut *args.cast::<[u64; 8]>()) };
    let ret = Ret(ret);
    let cell = plan.cell(nr);
    let word = plan.word(nr);
    let mut pointers = true;
    if plan.gate != WSS_VECTOR_SET {
        exec::judge(pid, plan.gate == WSS_VECTOR_SETID);
    } else {
        if word & WSS_PLAN_WATCH != 0 {
            watch::call(pid, tid, nr, args);
        }
        if word & WSS_PLAN_DIVERT == 0 {
            // SAFETY: the caller's promise: a vector's plan.
            if unsafe { wss_vector_current(plan) } {
                return PASSED;
            }
        } else if plan.wants(word, args) {
            pointers = word & WSS_PLAN_POINTERS != 0;
            // SAFETY: the caller's promise: a vector's plan.
            if word & WSS_PLAN_COUNT != 0 && unsafe { wss_vector_count(plan, nr, cell) } {
                return PASSED;
            }
        // SAFETY: the caller's promise: a vector's plan.
        } else if unsafe { wss_vector_current(plan) } {
            return PASSED;
        }
        // Else the call was fetched by a vector that may have become another set's meanwhile (a debugger
        // may stop a thread there for hours): its plan says nothing of this process any more.
    }
    let Some(mut state) = lock() else { return PASSED };
    let open = state.intercept.open(tid).map(|_| tid);
    let registers = args.first_chunk().unwrap_or(&[0; 6]);
    if state.engine.passes(pid, open, nr, registers) {
        return PASSED;
    }
    judge(state, td, Who { tid, pid }, nr, args, ret, pointers)
}

/// Asks the engine and does as it says.
// Not where a call passes: it needs more stack.
#[inline(never)]
fn judge(
    state: Guard,
    td: *mut c_void,
    who: Who,
    nr: u32,
    args: &mut [u64; 8],
    ret: Ret,
    pointers: bool,
) -> u64 {
    let [a, b, c, d, e, f, ..] = *args;
    let call = Call { nr, args: [a, b, c, d, e, f] };
    let (mut state, entry) = match decide(state, who, &call, pointers) {
        Ok(decided) => decided,
        Err(done) => return done,
    };
    let rewritten = entry.action == Action::Run && !entry.rewrites.is_empty();
    let held = hold::needed(&entry.rewrites);
    let owed = entry.action == Action::Run && entry.wants_exit;
    let mut action = entry.action;
    if owed || rewritten {
        let mut kept = state.intercept.keep_open(Open { tid: who.tid, pid: who.pid, call, owed });
        if held && kept.is_ok() {
            kept = state.intercept.go_inside(who.pid);
        }
        if kept.is_err() {
            forget(&mut state, who.tid);
            action = Action::Refuse(wss_engine::host::Errno(EPERM as u16));
        }
    } else {
        over(&mut state, who);
    }
    apply(&mut state);
    deliver(&mut state);
    drop(state);
    match action {
        Action::Refuse(errno) => done(errno.0.into()),
        Action::Return(value) => {
            ret.set(value);
            done(0)
        }
        Action::Kill(signal) => {
            // SAFETY: no condition.
            unsafe { wss_vector_kill(signal.into()) };
            done(EPERM)
        }
        Action::Run if held => {
            // SAFETY: the current thread, its call, and no lock held.
            let error = unsafe { hold::run(td, &call, entry.rewrites) };
            let Some(mut state) = lock() else { return done(error) };
            state.intercept.come_out(who.pid);
            done(end(state, who, &call, ret, error))
        }
        Action::Run => {
            scalars(args, &entry.rewrites);
            if owed || rewritten { WSS_GATE_LEAVE << 32 } else { WSS_GATE_NATIVE }
        }
    }
}

/// The engine's answer; error: what the gate is to do without one.
// Apart: no call that is completed lies above what this takes.
#[inline(never)]
fn decide(mut state: Guard, who: Who, call: &Call, pointers: bool) -> Result<(Guard, Entry), u64> {
    let mut waited = Waited::default();
    loop {
        if pointers {
            // Again when a question was answered, which may have taken long.
            state = fault_all(state, who.pid, call).ok_or(PASSED)?;
        }
        if state.engine.wrap_set(who.pid).is_none() {
            // It was fetched when the process still was under a wrapper.
            reflect(&mut state, who.pid);
            return Err(PASSED);
        }
        let mut host = KernelHost::of(who.tid, who.pid);
        let State { engine, intercept, .. } = &mut *state;
        if intercept.lapse(who.tid, who.pid, uptime) {
            engine.end_interrupted_of(&mut host, who.pid);
        }
        let step = match engine.enter(&mut host, who.pid, who.tid, *call) {
            Step::Done(entry) => return Ok((state, entry)),
            step => step,
        };
        state =
            meet(state, (who.pid, who.tid), step, true, &mut waited).map_err(
                |unmet| match unmet {
                    Unmet::GivenUp(error) => done(given_up(who, error)),
                    Unmet::Unloaded => PASSED,
                },
            )?;
    }
}

/// A call that was not judged to its end: it comes again, or its thread is to die.
#[inline(never)]
fn given_up(who: Who, error: c_int) -> c_int {
    if let Some(mut state) = lock() {
        state.engine.abandon(&mut KernelHost::of(who.tid, who.pid), who.tid);
        over(&mut state, who);
        apply(&mut state);
        deliver(&mut state);
    }
    error
}

/// What a call's clauses may look at.
type Touches = [Option<(u8, Shape)>; TOUCHES];

/// Those from a number on, and whether there are more.
fn touches(state: &State, pid: u32, call: &Call, from: usize) -> (Touches, bool) {
    let mut some = [None; TOUCHES];
    let Some(set) = state.engine.wrap_set(pid) else { return (some, false) };
    let mut all = set.touches(call.nr).skip(from);
    for (to, from) in some.iter_mut().zip(&mut all) {
        *to = Some(from);
    }
    (some, all.next().is_some())
}

/// Faults in all that the engine is about to read, without the lock.
// Apart, so that its stack is free when the call is judged.
#[inline(never)]
fn fault_all(mut state: Guard, pid: u32, call: &Call) -> Option<Guard> {
    for from in (0..).step_by(TOUCHES) {
        let (some, more) = touches(&state, pid, call, from);
        drop(state);
        fault_in(&some, call);
        state = lock()?;
        if !more {
            return Some(state);
        }
    }
    None
}

/// Faults in what the engine is about to read.
fn fault_in(touches: &Touches, call: &Call) {
    for (arg, shape) in touches.iter().flatten() {
        let addr = call.args.get(usize::from(*arg)).copied().unwrap_or(0);
        touch(addr, *shape, &call.args);
    }
}

fn scalars(args: &mut [u64; 8], rewrites: &[Rewrite]) {
    for r in rewrites {
        if let (Some(to), Replacement::Scalar(v)) = (args.get_mut(usize::from(r.arg)), &r.with) {
            *to = *v;
        }
    }
}

/// Forgets a thread whose call is over, or that had an open call when it entered another.
#[inline(never)]
fn forget(state: &mut State, tid: u32) {
    state.intercept.close(tid);
    if state.engine.knows(tid) {
        state.engine.gone(&mut KernelHost::here(), tid, 0);
    }
}

/// Forgets a call that is over, and its process, if that was kept for it alone.
#[inline(never)]
fn over(state: &mut State, who: Who) {
    forget(state, who.tid);
    if state.engine.wrap_set(who.pid).is_some_and(|s| s.is_empty()) {
        reflect(state, who.pid);
    }
}

/// After a call; see `shim/vector.h`.
///
/// # Safety
/// `args` are the eight arguments, `ret` the result of the current thread's call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_leave(
    tid: u32,
    pid: u32,
    nr: u32,
    args: *const u64,
    ret: *mut i64,
    error: c_int,
    _how: c_int,
) -> c_int {
    // SAFETY: the caller's promises, as in `wss_rs_enter`.
    let args = unsafe { &*args.cast::<[u64; 8]>() };
    let [a, b, c, d, e, f, ..] = *args;
    let Some(state) = lock() else { return error };
    let call = Call { nr, args: [a, b, c, d, e, f] };
    end(state, Who { tid, pid }, &call, Ret(ret), error)
}

/// The call has run: what its caller is to see. `call`, if it is not open.
#[inline(never)]
fn end(mut state: Guard, who: Who, call: &Call, ret: Ret, error: c_int) -> c_int {
    let open = state.intercept.open(who.tid).filter(|o| o.pid == who.pid);
    if error == ERESTART {
        interrupted(
            &mut state,
            who,
            open.unwrap_or(Open { tid: who.tid, pid: who.pid, call: *call, owed: false }),
        );
        return error;
    }
    let raw = match error {
        0 => ret.get(),
        EJUSTRETURN => 0,
        e => -i64::from(e),
    };
    let mut seen = None;
    let mut killed = None;
    if open.is_some_and(|o| o.owed) {
        let mut host = KernelHost::of(who.tid, who.pid);
        let mut waited = Waited::default();
        let leave = loop {
            let step = match state.engine.result(&mut host, who.tid, raw) {
                Step::Done(leave) => break leave,
                step => step,
            };
            match meet(state, (who.pid, who.tid), step, false, &mut waited) {
                Ok(again) => state = again,
                // Its thread is to die; or there was no memory. What is not judged is not seen.
                Err(Unmet::GivenUp(error)) => return given_up(who, error),
                Err(Unmet::Unloaded) => return error,
            }
        };
        (seen, killed) = (leave.ret, leave.kill);
    }
    let state = &mut *state;
    over(state, who);
    apply(state);
    deliver(state);
    if let Some(signal) = killed {
        // SAFETY: no condition.
        unsafe { wss_vector_kill(signal.into()) };
    }
    match seen {
        // Nobody is there any more who could see another result.
        _ if error == EJUSTRETURN => error,
        Some(v) if v < 0 => c_int::try_from(-v).unwrap_or(EPERM),
        Some(v) => {
            ret.set(v);
            0
        }
        None => error,
    }
}

/// A call will be made again. Its thread stays known until then.
#[inline(never)]
fn interrupted(state: &mut State, who: Who, open: Open) {
    if state.engine.wrap_set(who.pid).is_none() {
        return;
    }
    if !state.engine.knows(who.tid) {
        state.engine.thread(who.pid, who.tid);
    }
    if state.intercept.keep_open(open).is_err() {
        // It will be judged again.
        forget(state, who.tid);
        return;
    }
    state.engine.interrupted(who.tid, open.call);
    if state.intercept.interrupt(who.tid, who.pid, state.now()).is_err() {
        // It will be judged again.
        forget(state, who.tid);
        return;
    }
    let engine = &mut state.engine;
    state.intercept.prune(
        // SAFETY: no condition.
        |o| unsafe { wss_vector_alive(o.tid, o.pid) },
        |tid| engine.gone(&mut KernelHost::here(), tid, 0),
    );
}
