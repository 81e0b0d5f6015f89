//! The supervisor's state and its reaction to each stop of a wrapped thread. One thread (the
//! tracer) waits for stops and handles them under the state's lock; listener threads answer
//! notifications under the same lock (see [`crate::notify`]). The lock is never held while a
//! wrapped call runs.
use crate::RecordSink;
use crate::guard::Guard;
use crate::handover::Handed;
use crate::host::LinuxHost;
use crate::inject::Failure;
use crate::sys::ptrace::{self, EVENT_STOP, Resume};
use crate::sys::{Errno, process};
use crate::task::{Early, Phase, Tasks};
use std::sync::{Arc, Mutex, MutexGuard};
use wss_abi::audit::Subject;
use wss_abi::verdict::Verdict;
use wss_engine::Engine;
use wss_engine::host::Host;

/// Everything that events change.
pub struct State {
    pub(crate) engine: Engine,
    pub(crate) host: LinuxHost,
    pub(crate) tasks: Tasks,
    pub(crate) guard: Guard,
    /// Tells this supervisor's traps from those of a program's own filters.
    pub(crate) tag: u16,
    pub(crate) sink: RecordSink,
    /// The program that was started, until it is gone.
    pub(crate) main: Option<i32>,
    /// It is in a group stop.
    pub(crate) main_stopped: bool,
    /// The process that stands for it.
    pub(crate) front: i32,
    /// Executables that would gain privileges are refused them (no_new_privs).
    pub(crate) no_new_privs: bool,
    /// Calls that listeners leave to the tracer.
    pub(crate) handed: Vec<Handed>,
    /// Criteria are to be judged for processes that run.
    pub(crate) rejudge: bool,
    /// For threads that outlive a method: listeners, the sweep for orphans.
    pub(crate) me: std::sync::Weak<Mutex<State>>,
}

/// The state, as threads share it.
pub type Shared = Arc<Mutex<State>>;

/// Takes the lock. A thread that panicked with it leaves a state that nobody may judge by: the
/// supervisor ends, and every wrapped process with it.
pub(crate) fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(|_| std::process::abort())
}

/// Waits for stops until no wrapped process is left. `main_gone` is called once, when the main
/// program is gone and its records are delivered.
pub(crate) fn run(state: &Shared, mut main_gone: impl FnMut()) {
    let mut told = false;
    loop {
        // No child and no tracee is left.
        let Ok(changes) = changes() else { return };
        for (tid, status) in changes {
            let mut s = lock(state);
            s.changed(tid, status);
            s.claim_orphans();
            s.take_over();
            s.deliver_records();
            let (gone, empty) = (s.main.is_none(), s.tasks.threads.is_empty());
            drop(s);
            if gone && !told {
                told = true;
                main_gone();
            }
            if empty {
                return;
            }
        }
    }
}

/// Waits for a change, then takes all that there are: wait(2) looks from the first tracee on, so
/// that those who stop again and again would keep the later ones from ever being seen.
fn changes() -> crate::sys::Result<Vec<(i32, i32)>> {
    const AT_ONCE: usize = 4096;
    let mut changes = vec![process::wait(-1, libc::__WALL)?];
    while changes.len() < AT_ONCE {
        match process::wait(-1, libc::__WALL | libc::WNOHANG) {
            Ok((0, _)) | Err(_) => break,
            Ok(change) => changes.push(change),
        }
    }
    Ok(changes)
}

impl State {
    /// Hands the engine's records to the sink.
    pub(crate) fn deliver_records(&mut self) {
        while let Some(record) = self.engine.pop_record() {
            (self.sink)(record);
        }
    }

    /// Reports something that the host did by itself, with what it answered.
    pub(crate) fn report(&mut self, tid: i32, verdict: Verdict, message: &str) {
        let process = self.tasks.process_of(tid).map(|p| p.exe.clone()).unwrap_or_default();
        let subject = Subject {
            pid: self.tasks.threads.get(&tid).map_or(tid, |t| t.tgid) as u32,
            tid: tid as u32,
            uid: self.host.creds(tid as u32).uid,
            jail: 0,
            program: String::from_utf8_lossy(&process).into_owned(),
        };
        let now = self.host.now(false);
        self.engine.host_record(now, subject, verdict, message.to_owned());
    }

    /// A wait status.
    pub(crate) fn changed(&mut self, tid: i32, status: i32) {
        if !libc::WIFSTOPPED(status) {
            self.gone(tid, status);
        } else if !self.tasks.threads.contains_key(&tid) {
            self.tasks.early.insert(tid, Early::new(status));
        } else {
            let signal = libc::WSTOPSIG(status);
            let done = match status >> 16 {
                libc::PTRACE_EVENT_SECCOMP => self.seccomp_stop(tid),
                libc::PTRACE_EVENT_FORK | libc::PTRACE_EVENT_VFORK | libc::PTRACE_EVENT_CLONE => {
                    self.birth(tid)
                }
                libc::PTRACE_EVENT_EXEC => self.exec(tid),
                EVENT_STOP if signal != libc::SIGTRAP => self.group_stop(tid),
                EVENT_STOP => self.go_on(tid),
                0 if signal == libc::SIGTRAP | 0x80 => self.syscall_stop(tid),
                0 => self.signal_stop(tid, signal),
                _ => self.resume(tid, 0),
            };
            self.settle(tid, done);
        }
    }

    /// What failed at a stop: a thread that is gone is no failure, anything else ends the process
    /// rather than letting it run unjudged.
    fn settle(&mut self, tid: i32, done: Result<(), Failure>) {
        match done {
            Ok(()) => {}
            // Killed at the stop: its status will come.
            Err(Failure::Os(Errno(e))) if i32::from(e) == libc::ESRCH => {}
            Err(Failure::Gone(status)) => self.gone(tid, status),
            Err(failure) => {
                let why = format!("its calls could not be judged ({failure:?})");
                self.report(tid, Verdict::Kill(libc::SIGKILL as u8), &why);
                self.kill_process(tid);
            }
        }
    }

    /// Kills the process of a thread.
    pub(crate) fn kill_process(&mut self, tid: i32) {
        let tgid = self.tasks.threads.get(&tid).map_or(tid, |t| t.tgid);
        let _ = process::kill(tgid, libc::SIGKILL);
    }

    /// Resumes a thread as its phase demands.
    pub(crate) fn resume(&mut self, tid: i32, signal: i32) -> Result<(), Failure> {
        let how = match self.tasks.threads.get(&tid).map(|t| &t.phase) {
            Some(Phase::In(call)) if call.needs_exit() => Resume::ToSyscall,
            Some(Phase::Again(_)) => Resume::ToSyscall,
            _ if self.tasks.threads.get(&tid).is_some_and(|t| t.catch) => Resume::ToSyscall,
            _ => Resume::Run,
        };
        Ok(ptrace::resume(tid, how, signal)?)
    }

    /// The thread's process was stopped: it stays so until SIGCONT.
    fn group_stop(&mut self, tid: i32) -> Result<(), Failure> {
        self.main_stopped |= self.main == Some(tid);
        Ok(ptrace::resume(tid, Resume::Listen, 0)?)
    }

    /// A new thread's first stop, the end of a group stop, or an interrupt.
    fn go_on(&mut self, tid: i32) -> Result<(), Failure> {
        if let Some(args) = self.tasks.threads.get_mut(&tid).and_then(|t| t.restore.take()) {
            let mut regs = ptrace::get_regs(tid)?;
            crate::arch::set_args(&mut regs, &args);
            ptrace::set_regs(tid, &regs)?;
        }
        if self.main == Some(tid) && core::mem::take(&mut self.main_stopped) {
            // The front stopped with the program; it goes on with it, whoever continued that.
            let _ = process::kill(self.front, libc::SIGCONT);
        }
        self.catch_up(tid)?;
        self.resume(tid, 0)
    }

    /// A signal is about to be delivered.
    fn signal_stop(&mut self, tid: i32, signal: i32) -> Result<(), Failure> {
        let mut deliver = true;
        if self.sees_signals(tid) {
            let sender = ptrace::signal_sender(tid).unwrap_or(0);
            deliver = self.engine.signal(&mut self.host, tid as u32, signal as u8, sender);
            if self.is_unserved(tid) {
                // Before it runs on: it stops once more, where a signal is not at stake.
                ptrace::interrupt(tid)?;
            }
        }
        self.interrupted(tid, deliver.then_some(signal))?;
        self.resume(tid, if deliver { signal } else { 0 })
    }

    /// Whether the thread's process handles `signal` by a function of its own.
    pub(crate) fn handles(tid: i32, signal: i32) -> bool {
        let caught = || -> Option<bool> {
            let status = std::fs::read_to_string(format!("/proc/{tid}/status")).ok()?;
            let line = status.lines().find_map(|l| l.strip_prefix("SigCgt:"))?;
            let mask = u64::from_str_radix(line.trim(), 16).ok()?;
            Some(mask >> (signal - 1) & 1 == 1)
        };
        // Unknown: as if a handler could change what the call refers to.
        caught().unwrap_or(true)
    }
}
