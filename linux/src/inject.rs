//! Makes a stopped process run system calls of the supervisor's choice and then go on as if
//! nothing had happened: registers and blocked signals are put back. Signals wait meanwhile.
use crate::arch;
use crate::sys::ptrace::{self, At, Resume};
use crate::sys::{Errno, process};
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

/// Why calls could not be run.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The thread is gone: this wait status.
    Gone(i32),
    /// ptrace refused.
    Os(Errno),
    /// The thread did something else: it faulted at the gadget, or made another call.
    Astray,
}

impl From<Errno> for Failure {
    fn from(e: Errno) -> Self {
        Failure::Os(e)
    }
}

/// How long a thread may take to the next stop of a call it is made to run. Where it could take
/// longer (code of its own at the gadget that never makes the call) it is killed: it must not hold
/// up the others.
const PATIENCE: Duration = Duration::from_secs(5);

/// The thread that is made to run calls, or 0: a listener lets its calls pass unjudged (the tracer
/// holds the lock that judging would need).
static BUSY: AtomicI32 = AtomicI32::new(0);

/// Whether this thread's calls are the supervisor's own at present.
pub(crate) fn is_busy(tid: i32) -> bool {
    BUSY.load(Ordering::Acquire) == tid
}

/// A thread at the exit stop of a call, running injected calls.
pub(crate) struct Session {
    tid: i32,
    gadget: u64,
    work: arch::Regs,
    mask: Option<u64>,
    passed: Passed,
}

impl Session {
    /// Takes over a thread that is in no call or at the exit stop of one; `gadget` is the address
    /// of a system-call instruction.
    pub(crate) fn begin(tid: i32, gadget: u64) -> Result<Session, Failure> {
        let work = ptrace::get_regs(tid)?;
        let mask = ptrace::get_sigmask(tid)?;
        ptrace::set_sigmask(tid, u64::MAX)?;
        BUSY.store(tid, Ordering::Release);
        Ok(Session { tid, gadget, work, mask: Some(mask), passed: Passed::default() })
    }

    /// The thread.
    pub(crate) fn tid(&self) -> i32 {
        self.tid
    }

    /// Runs one call; returns its raw result. What a filter of the program's own answers looks like
    /// one: whoever depends on the call's effect looks at that.
    pub(crate) fn call(&mut self, nr: i64, args: [u64; 6]) -> Result<i64, Failure> {
        let mut regs = self.work;
        arch::aim(&mut regs, self.gadget, nr as u64, &args);
        ptrace::set_regs(self.tid, &regs)?;
        match run(self.tid, &mut self.passed, Some((nr as u64, args)))? {
            Exit::Call(ret) => Ok(ret),
            Exit::Other => Err(Failure::Astray),
        }
    }

    /// Puts back blocked signals and sets registers.
    pub(crate) fn end(mut self, regs: &arch::Regs) -> Result<(), Failure> {
        ptrace::set_regs(self.tid, regs)?;
        if let Some(mask) = self.mask.take() {
            ptrace::set_sigmask(self.tid, mask)?;
        }
        self.passed.make_good(self.tid)?;
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        BUSY.store(0, Ordering::Release);
        if let Some(mask) = self.mask {
            // Left by an error: the thread is gone or will be killed.
            let _ = ptrace::set_sigmask(self.tid, mask);
        }
    }
}

/// Stops that were passed over.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Passed {
    group_stop: bool,
    sigstop: bool,
}

impl Passed {
    /// Brings them about again, once the thread is resumed.
    pub(crate) fn make_good(self, tid: i32) -> Result<(), Errno> {
        if self.sigstop {
            process::kill(tid, libc::SIGSTOP)?;
        }
        if self.group_stop {
            ptrace::interrupt(tid)?;
        }
        Ok(())
    }
}

/// How a run to the next exit stop ended.
pub(crate) enum Exit {
    /// At the exit stop: the result.
    Call(i64),
    /// At another stop that no call explains.
    Other,
}

/// Resumes a stopped thread until the exit stop of the call that it is in or enters next.
pub(crate) fn run_to_exit(tid: i32, passed: &mut Passed) -> Result<Exit, Failure> {
    run(tid, passed, None)
}

/// The same; `expected` is the call that must be entered. The code at the gadget is the program's
/// to change, so that what the thread was aimed at need not be what it does.
fn run(tid: i32, passed: &mut Passed, expected: Option<(u64, [u64; 6])>) -> Result<Exit, Failure> {
    let mut entered = false;
    loop {
        ptrace::resume(tid, Resume::ToSyscall, 0)?;
        let Some(status) = process::wait_within(tid, libc::__WALL, PATIENCE)? else {
            return Ok(Exit::Other);
        };
        if !libc::WIFSTOPPED(status) {
            return Err(Failure::Gone(status));
        }
        let (signal, event) = (libc::WSTOPSIG(status), status >> 16);
        match event {
            0 if signal == libc::SIGTRAP | 0x80 => {
                let stop = ptrace::syscall_stop(tid)?;
                match (stop.at, expected) {
                    (At::Exit { ret }, _) if entered || expected.is_none() => {
                        return Ok(Exit::Call(ret));
                    }
                    (At::Entry { nr, args }, Some(call))
                        if stop.arch == arch::AUDIT_ARCH && (nr, args) == call && !entered =>
                    {
                        entered = true;
                    }
                    (At::Entry { .. }, None) => {}
                    _ => return Ok(Exit::Other),
                }
            }
            0 if signal == libc::SIGSTOP => passed.sigstop = true,
            ptrace::EVENT_STOP => passed.group_stop = true,
            libc::PTRACE_EVENT_SECCOMP => {}
            _ => return Ok(Exit::Other),
        }
    }
}
