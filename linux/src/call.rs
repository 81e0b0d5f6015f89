//! Calls at trace stops: judged at the filter's stop, let in as the engine says, seen again at the
//! exit stop when something is to be restored or the engine wants the result. A call that the
//! kernel restarts while no handler of the program ran in between is one event.
use crate::arch;
use crate::guard::Guarded;
use crate::inject::Failure;
use crate::supervisor::State;
use crate::sys::ptrace::{self, At, Resume};
use crate::sys::{Errno, process};
use crate::task::{InCall, Phase};
use wss_abi::verdict::Verdict;
use wss_engine::host::{Action, Call};

type Done = Result<(), Failure>;

/// A call that comes in for the first time.
struct New {
    nr: u32,
    args: [u64; 6],
    /// After the system-call instruction.
    ip: u64,
    /// Seen at its entry stop, before its notification.
    notified: bool,
}

/// Results by which the kernel asks for a restart (`include/linux/errno.h`): never seen by user
/// mode.
pub(crate) const ERESTARTSYS: i64 = -512;
pub(crate) const ERESTARTNOINTR: i64 = -513;
const ERESTARTNOHAND: i64 = -514;
const ERESTART_RESTARTBLOCK: i64 = -516;

fn is_restart(ret: i64) -> bool {
    matches!(ret, ERESTARTSYS | ERESTARTNOINTR | ERESTARTNOHAND | ERESTART_RESTARTBLOCK)
}

impl State {
    /// A filter brought a call.
    pub(crate) fn seccomp_stop(&mut self, tid: i32) -> Done {
        let stop = ptrace::syscall_stop(tid)?;
        let At::Seccomp { nr, args, data } = stop.at else { return self.resume(tid, 0) };
        if nr as i32 == -1 {
            // Skipped at its entry stop, or no call at all: the kernel's ENOSYS, or ours, stands.
            return self.resume(tid, 0);
        }
        if stop.arch != arch::AUDIT_ARCH || nr & u64::from(arch::FOREIGN_NR_BIT) != 0 {
            return self.refuse_foreign(tid);
        }
        if let Some(call) = self.comes_again(tid, nr, &args, stop.ip) {
            return self.let_in(tid, call);
        }
        let new = New { nr: nr as u32, args, ip: stop.ip, notified: false };
        self.judge(tid, new, data == u32::from(self.tag))
    }

    /// A call that was judged before, if this is it.
    pub(crate) fn comes_again(
        &mut self,
        tid: i32,
        nr: u64,
        args: &[u64; 6],
        ip: u64,
    ) -> Option<InCall> {
        let phase = &mut self.tasks.threads.get_mut(&tid)?.phase;
        match phase {
            Phase::Again(c) if u64::from(c.nr) == nr && c.args == *args && c.ip == ip => {
                match core::mem::take(phase) {
                    Phase::Again(call) => Some(call),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Lets a judged call run with its arguments as they were decided.
    fn let_in(&mut self, tid: i32, mut call: InCall) -> Done {
        if let Some(mask) = call.mask.take() {
            ptrace::set_sigmask(tid, mask)?;
        }
        if call.is_replaced() {
            let mut regs = ptrace::get_regs(tid)?;
            arch::set_args(&mut regs, &call.run);
            if call.run_nr != call.nr {
                arch::set_nr(&mut regs, u64::from(call.run_nr));
            }
            ptrace::set_regs(tid, &regs)?;
        }
        self.set_phase(tid, Phase::In(call));
        self.resume(tid, 0)
    }

    pub(crate) fn set_phase(&mut self, tid: i32, phase: Phase) {
        if let Some(t) = self.tasks.threads.get_mut(&tid) {
            t.phase = phase;
        }
    }

    /// Calls by i386 or x32 entry have other numbers, which no wrapper names: refused.
    fn refuse_foreign(&mut self, tid: i32) -> Done {
        let told = match self.tasks.process_of(tid) {
            Some(p) => core::mem::replace(&mut p.foreign_told, true),
            None => true,
        };
        if !told {
            let verdict = Verdict::Deny(libc::ENOSYS as u16);
            self.report(tid, verdict, "call by a foreign entry (i386 or x32) refused");
        }
        self.skip(tid, -i64::from(libc::ENOSYS))
    }

    /// The call does not run: the caller sees `ret`.
    fn skip(&mut self, tid: i32, ret: i64) -> Done {
        let mut regs = ptrace::get_regs(tid)?;
        arch::skip(&mut regs, ret);
        ptrace::set_regs(tid, &regs)?;
        self.set_phase(tid, Phase::Free);
        self.resume(tid, 0)
    }

    /// Judges a call that is new: by the engine, then by the host's own guard. `ours`: the trap is
    /// of this supervisor's filters; a program's own finds no tracer (ENOSYS), but is judged too,
    /// since its trap may hide one of ours.
    fn judge(&mut self, tid: i32, new: New, ours: bool) -> Done {
        let New { nr, args, ip, notified } = new;
        let entry = self.engine.entry(&mut self.host, tid as u32, Call { nr, args });
        let mut call = InCall {
            nr,
            args,
            run_nr: nr,
            run: args,
            ip,
            judged_after: entry.wants_exit,
            changes_creds: false,
            mask: None,
            notified,
        };
        let mut stepped_back = false;
        if self.is_unserved(tid) {
            // The event changed the wrap set: its filters are in place before the call runs.
            let gadget = self.put_off(tid)?;
            self.serve_running(tid, Some(gadget))?;
            stepped_back = true;
        }
        match entry.action {
            Action::Run => {}
            Action::Refuse(Errno(e)) => return self.skip(tid, -i64::from(e)),
            Action::Return(value) => return self.skip(tid, value),
            Action::Kill(signal) => {
                self.kill_thread(tid, signal);
                return self.skip(tid, -i64::from(libc::EPERM));
            }
        }
        if !ours {
            return self.not_run(tid, &call, -i64::from(libc::ENOSYS));
        }
        stepped_back = self.rewrite(tid, &mut call, &entry.rewrites, stepped_back)?;
        let single = self.is_single(tid);
        let guarded = match self.tasks.process_of(tid) {
            Some(p) => self.guard.check(tid, nr, &call.run, single, &mut p.undumpable),
            None => Guarded::Pass,
        };
        match guarded {
            Guarded::Pass => {}
            Guarded::PassNewCreds => call.changes_creds = true,
            Guarded::Refuse(errno, why) => {
                self.report(tid, Verdict::Deny(errno as u16), why);
                return self.not_run(tid, &call, -i64::from(errno));
            }
            Guarded::Answer(value) => return self.not_run(tid, &call, value),
            Guarded::Instead(other, run) => {
                (call.run_nr, call.run) = (other as u32, run);
            }
        }
        if stepped_back { self.step_back(tid, call) } else { self.let_in(tid, call) }
    }

    /// A call that was let in does not run after all: whoever waits for its result sees `ret`.
    fn not_run(&mut self, tid: i32, call: &InCall, mut ret: i64) -> Done {
        if call.judged_after {
            ret = self.leave(tid, ret).unwrap_or(ret);
        }
        self.skip(tid, ret)
    }

    /// Tells the engine a result; returns what replaces it.
    fn leave(&mut self, tid: i32, ret: i64) -> Option<i64> {
        let leave = self.engine.leave(&mut self.host, tid as u32, ret);
        if let Some(signal) = leave.kill {
            self.kill_thread(tid, signal);
        }
        leave.ret
    }

    /// Sends a signal that the thread gets before it returns to user mode.
    pub(crate) fn kill_thread(&mut self, tid: i32, signal: u8) {
        let tgid = self.tasks.threads.get(&tid).map_or(tid, |t| t.tgid);
        let _ = process::tgkill(tgid, tid, i32::from(signal));
    }

    /// Whether no other thread shares the memory of this one.
    pub(crate) fn is_single(&self, tid: i32) -> bool {
        let Some(t) = self.tasks.threads.get(&tid) else { return false };
        let space = self.tasks.processes.get(&t.tgid).map(|p| p.space);
        let in_space = |tgid: &i32| self.tasks.processes.get(tgid).map(|p| p.space) == space;
        self.tasks.threads.values().filter(|t| in_space(&t.tgid)).count() == 1
    }

    /// A stop at entry or exit of a call.
    pub(crate) fn syscall_stop(&mut self, tid: i32) -> Done {
        let stop = ptrace::syscall_stop(tid)?;
        match stop.at {
            At::Exit { ret } => self.exit_stop(tid, ret),
            At::Entry { nr, args } => self.entry_stop(tid, nr, &args, stop.ip),
            _ => self.resume(tid, 0),
        }
    }

    /// Entry stops are asked for only where a call is expected to come in again. A filter's stop
    /// follows, unless the kernel resumes by restart_syscall(2), which no filter traps.
    fn entry_stop(&mut self, tid: i32, nr: u64, args: &[u64; 6], ip: u64) -> Done {
        if nr == libc::SYS_restart_syscall as u64 {
            if let Some(t) = self.tasks.threads.get_mut(&tid)
                && let Phase::Again(call) = core::mem::take(&mut t.phase)
            {
                t.phase = Phase::In(call);
            }
            return self.resume(tid, 0);
        }
        let again = match self.tasks.threads.get(&tid).map(|t| &t.phase) {
            Some(Phase::Again(c)) => u64::from(c.nr) == nr && c.args == *args && c.ip == ip,
            _ => false,
        };
        let notified = self.tasks.process_of(tid).is_some_and(|p| p.chain.notifies(nr));
        match self.tasks.threads.get_mut(&tid) {
            // The filter will notify, not trap: what a trap's stop would do is done here.
            Some(t) if again && notified => {
                if let Phase::Again(mut call) = core::mem::take(&mut t.phase) {
                    call.notified = true;
                    return self.let_in(tid, call);
                }
                Ok(())
            }
            Some(_) if again => Ok(ptrace::resume(tid, Resume::ToSyscall, 0)?),
            Some(t) if t.catch && notified => {
                t.catch = false;
                self.judge(tid, New { nr: nr as u32, args: *args, ip, notified }, true)
            }
            _ => {
                self.abandon(tid);
                Ok(ptrace::resume(tid, Resume::Run, 0)?)
            }
        }
    }

    /// The thread turned to something else than the call that was expected again: that one ended
    /// as interrupted.
    fn abandon(&mut self, tid: i32) {
        let Some(t) = self.tasks.threads.get_mut(&tid) else { return };
        if let Phase::Again(call) = core::mem::take(&mut t.phase)
            && call.judged_after
        {
            let _ = self.leave(tid, -i64::from(libc::EINTR));
        }
    }

    fn exit_stop(&mut self, tid: i32, ret: i64) -> Done {
        let Some(t) = self.tasks.threads.get_mut(&tid) else { return Ok(()) };
        let Phase::In(call) = core::mem::take(&mut t.phase) else {
            return self.resume(tid, 0);
        };
        if call.is_replaced() {
            let mut regs = ptrace::get_regs(tid)?;
            arch::set_args(&mut regs, &call.args);
            if arch::nr(&regs) != u64::MAX {
                // The kernel restarts what the program called, not what ran instead.
                arch::set_nr(&mut regs, u64::from(call.nr));
            }
            ptrace::set_regs(tid, &regs)?;
        }
        if is_restart(ret) {
            self.set_phase(tid, Phase::Again(call));
            return self.resume(tid, 0);
        }
        self.finish(tid, &call, ret)?;
        if self.is_unserved(tid) {
            let gadget = arch::insn_of(ptrace::get_regs(tid)?.rip);
            self.serve_running(tid, Some(gadget))?;
        }
        self.resume(tid, 0)
    }

    /// The call is over: memory it was lent comes back, the engine sees its result.
    fn finish(&mut self, tid: i32, call: &InCall, ret: i64) -> Done {
        if call.changes_creds {
            self.host.forget_creds(tid);
        }
        if call.run != call.args
            && let Some(space) = self.tasks.process_of(tid).map(|p| p.space)
            && let Some(arena) = self.tasks.arenas.get_mut(&space)
        {
            arena.release(tid);
        }
        if call.judged_after
            && let Some(value) = self.leave(tid, ret)
        {
            let mut regs = ptrace::get_regs(tid)?;
            arch::skip(&mut regs, value);
            ptrace::set_regs(tid, &regs)?;
        }
        Ok(())
    }

    /// The exit stop of an exec was used up while filters were added.
    pub(crate) fn exec_returned(&mut self, tid: i32) -> Done {
        let Some(t) = self.tasks.threads.get_mut(&tid) else { return Ok(()) };
        match core::mem::take(&mut t.phase) {
            Phase::In(call) => self.finish(tid, &call, 0),
            _ => Ok(()),
        }
    }

    /// The thread stands before the delivery of `signal` (`None`: suppressed): settles what
    /// becomes of a call it interrupts.
    pub(crate) fn interrupted(&mut self, tid: i32, signal: Option<i32>) -> Done {
        let mut regs = ptrace::get_regs(tid)?;
        let (nr, ret) = (arch::nr(&regs), arch::ret(&regs));
        if nr == u64::MAX || !is_restart(ret) {
            return Ok(());
        }
        let handled = signal.is_some_and(|s| State::handles(tid, s));
        let Some(t) = self.tasks.threads.get_mut(&tid) else { return Ok(()) };
        match core::mem::take(&mut t.phase) {
            // A handler may change what the arguments refer to, so the call ends here for its
            // wrappers; should it be restarted afterwards, it is judged anew.
            Phase::Again(call) if handled => {
                if let Some(value) =
                    call.judged_after.then(|| self.leave(tid, -i64::from(libc::EINTR))).flatten()
                {
                    arch::skip(&mut regs, value);
                    ptrace::set_regs(tid, &regs)?;
                }
            }
            Phase::Again(call) => self.set_phase(tid, Phase::Again(call)),
            // Judged at entry only: there was no exit stop to tell.
            Phase::In(call)
                if !handled && u64::from(call.nr) == nr && call.args == arch::args(&regs) =>
            {
                self.set_phase(tid, Phase::Again(call));
            }
            _ => {
                let notified = self.tasks.process_of(tid).is_some_and(|p| p.chain.notifies(nr));
                if notified
                    && ret == ERESTARTSYS
                    && !self.host.may_block(tid, nr, &arch::args(&regs))
                {
                    // The signal came before the notification was received. The call would not
                    // give EINTR unwrapped, so it is restarted whatever SA_RESTART says.
                    arch::set_ret(&mut regs, ERESTARTNOINTR);
                    ptrace::set_regs(tid, &regs)?;
                }
            }
        }
        Ok(())
    }
}
