//! Brings to a process the filters that its wrap set needs: at an exec before the new image's first
//! instruction, and in a running process (a set that changed while it ran) at a stop of one of its
//! threads, for all of them at once (`TSYNC`). The process installs them itself, by calls that the
//! supervisor makes it run. Filters cannot be taken away again: what they trap beyond the needs of
//! the current set is let go at each call.
use crate::arch;
use crate::filter::traps::{self, Want};
use crate::filter::{Mechanism, base};
use crate::image;
use crate::inject::{self, Exit, Failure, Passed, Session};
use crate::notify;
use crate::seal::Sealed;
use crate::supervisor::State;
use crate::sys::seccomp::{LISTENER_FLAGS, PLAIN_FLAGS};
use crate::sys::{process, ptrace};
use crate::task::Phase;
use libc::c_ulong;
use std::sync::Arc;
use wss_abi::verdict::Verdict;
use wss_engine::Trap;

type Done = Result<(), Failure>;

/// All threads of the process at once; with a listener, failure is told by ESRCH.
const ALL_THREADS: c_ulong =
    libc::SECCOMP_FILTER_FLAG_TSYNC | libc::SECCOMP_FILTER_FLAG_TSYNC_ESRCH;

impl State {
    /// Whether the wrap set of the thread's process is another than the one its filters are known
    /// to serve.
    pub(crate) fn is_unserved(&mut self, tid: i32) -> bool {
        let Some(id) = self.engine.wrap_set(tid as u32).map(wss_engine::WrapSet::id) else {
            return false;
        };
        self.tasks.process_of(tid).is_some_and(|p| p.served != Some(id))
    }

    /// What the wrap set of a thread wants trapped that its process's filters do not trap.
    /// `listen`: a listener may be made.
    fn lacking(&mut self, tid: i32, listen: bool) -> Vec<Want> {
        let Some(set) = self.engine.wrap_set(tid as u32) else { return Vec::new() };
        let Some(process) = self.tasks.process_of(tid) else { return Vec::new() };
        let listener = process.chain.listener || !listen;
        let want =
            |t: &Trap| Want { nr: t.nr, mechanism: mechanism(t, listener), tests: t.tests.clone() };
        let lacking = process.chain.lacking(set.traps().map(want).collect());
        let beyond = set
            .traps()
            .filter(|t| t.exit || t.rewrites)
            .map(|t| t.nr)
            .filter(|nr| process.chain.notifies(u64::from(*nr)));
        process.beyond = Arc::new(beyond.collect());
        process.served = Some(set.id());
        lacking
    }

    /// A new image, at its exec stop.
    pub(crate) fn serve_image(&mut self, tid: i32) -> Done {
        if !self.is_unserved(tid) {
            return Ok(());
        }
        let wants = self.lacking(tid, true);
        if wants.is_empty() {
            return Ok(());
        }
        let mut passed = Passed::default();
        let Exit::Call(_) = inject::run_to_exit(tid, &mut passed)? else {
            return Err(Failure::Astray);
        };
        let original = ptrace::get_regs(tid)?;
        let gadget = image::syscall_gadget(tid).ok_or(Failure::Astray)?;
        let mut session = Session::begin(tid, gadget)?;
        self.put_filters(&mut session, tid, wants, 0)?;
        session.end(&original)?;
        passed.make_good(tid)?;
        // The exit stop of the exec is behind us: who waits for its result gets it here.
        self.exec_returned(tid)
    }

    /// A running process, at a stop of a thread that is in no call, or at the exit stop of one
    /// (then `gadget` is the instruction that made it). There is no listener to be had here: other
    /// threads could take its descriptor before it is closed, and answer in the supervisor's stead.
    pub(crate) fn serve_running(&mut self, tid: i32, gadget: Option<u64>) -> Done {
        let wants = self.lacking(tid, false);
        if wants.is_empty() {
            return Ok(());
        }
        if self.others_add_filters(tid) {
            return Err(Failure::Astray);
        }
        let mut original = ptrace::get_regs(tid)?;
        let gadget = gadget.or_else(|| image::syscall_gadget(tid)).ok_or(Failure::Astray)?;
        let mut session = Session::begin(tid, gadget)?;
        self.put_filters(&mut session, tid, wants, ALL_THREADS)?;
        // The kernel would only restart an interrupted call at the stop that is used up now.
        arch::restart(&mut original);
        session.end(&original)
    }

    /// Whether another thread is installing a filter for all threads: it could not be told whether
    /// what has been added is the supervisor's.
    fn others_add_filters(&self, tid: i32) -> bool {
        let tgid = self.tasks.threads.get(&tid).map(|t| t.tgid);
        self.tasks.threads.iter().any(|(other, t)| {
            let in_seccomp = matches!(&t.phase,
                Phase::In(c) | Phase::Again(c) if i64::from(c.nr) == libc::SYS_seccomp);
            *other != tid && Some(t.tgid) == tgid && in_seccomp
        })
    }

    /// Adds filters for `wants`, with a listener if some may be notified and one is to be had.
    fn put_filters(
        &mut self,
        session: &mut Session,
        tid: i32,
        mut wants: Vec<Want>,
        extra: c_ulong,
    ) -> Done {
        let mut listen = wants.iter().any(|w| w.mechanism == Mechanism::Notify);
        let (mut ret, mut memory) = (0, None);
        for _ in 0..3 {
            let flags = extra | if listen { LISTENER_FLAGS } else { PLAIN_FLAGS };
            (ret, memory) = self.put_filter(session, tid, &wants, flags)?;
            if ret == -i64::from(libc::EACCES) {
                // A process that dropped its privileges needs no_new_privs for a filter.
                session.call(libc::SYS_prctl, [libc::PR_SET_NO_NEW_PRIVS as u64, 1, 0, 0, 0, 0])?;
                self.report(
                    tid,
                    Verdict::Continue,
                    "no_new_privs set: the process has dropped the privilege that a filter needs, \
                     and set-id executables will not raise it",
                );
            } else if ret < 0 && listen {
                // No listener to be had (no free descriptor, an old kernel): trap instead.
                wants.iter_mut().for_each(|w| w.mechanism = Mechanism::Trace);
                listen = false;
            } else {
                break;
            }
        }
        if ret < 0 || (ret > 0 && !listen) {
            return Err(Failure::Astray);
        }
        if listen {
            let tgid = self.tasks.threads.get(&tid).map_or(tid, |t| t.tgid);
            let listener = process::descriptor_of(tgid, tid, ret as i32)?;
            session.call(libc::SYS_close, [ret as u64, 0, 0, 0, 0, 0])?;
            if process::descriptor_of(tgid, tid, ret as i32).is_ok() {
                // A filter of its own kept the process from closing it.
                return Err(Failure::Astray);
            }
            notify::start(listener, &self.me)?;
        }
        // Not before somebody answers, should this call be notified.
        if let Some(memory) = memory {
            memory.end(session)?;
        }
        if let Some(p) = self.tasks.process_of(tid) {
            p.chain.add(&wants);
            p.chain.listener |= listen;
            p.chain.grew |= extra & ALL_THREADS != 0;
        }
        Ok(())
    }

    /// Runs seccomp(2) in the process. Where it succeeds, the memory of the filter is still there.
    fn put_filter(
        &self,
        session: &mut Session,
        tid: i32,
        wants: &[Want],
        flags: c_ulong,
    ) -> Result<(i64, Option<Sealed>), Failure> {
        let program = traps::compile(wants, self.tag).map_err(|_| Failure::Astray)?;
        let build = |at: u64| {
            let mut bytes = Vec::with_capacity(program.len() * 8 + 16);
            for i in &program {
                bytes.extend(i.code.to_le_bytes());
                bytes.extend([i.jt, i.jf]);
                bytes.extend(i.k.to_le_bytes());
            }
            // struct sock_fprog: length, padding, pointer.
            bytes.extend((program.len() as u64).to_le_bytes());
            bytes.extend(at.to_le_bytes());
            bytes
        };
        let tgid = self.tasks.threads.get(&tid).map_or(tid, |t| t.tgid);
        let alone = flags & ALL_THREADS == 0 || self.is_single(tid);
        let memory = Sealed::new(session, tgid, alone, build)?;
        let prog = memory.at + program.len() as u64 * 8;
        let before = image::filters(tid).ok_or(Failure::Astray)?;
        let set = u64::from(libc::SECCOMP_SET_MODE_FILTER);
        let ret = session.call(libc::SYS_seccomp, [set, flags, prog, 0, 0, 0])?;
        // A filter of the program's own may answer in the kernel's stead.
        let added = image::filters(tid).and_then(|n| n.checked_sub(before));
        if added != Some(u32::from(ret >= 0)) {
            return Err(Failure::Astray);
        }
        if ret < 0 {
            memory.end(session)?;
            return Ok((ret, None));
        }
        Ok((ret, Some(memory)))
    }
}

/// How a call of a wrap set is brought to the supervisor. A notification is cheaper, but can only
/// judge at entry; it hides the base filter's trap of the same call; and a signal before it is
/// received ends the call with EINTR, which is mended for calls that never give it (see
/// [`State::interrupted`]).
fn mechanism(t: &Trap, listener_exists: bool) -> Mechanism {
    let interruptible = wss_calls::table(arch::TARGET)
        .and_then(|table| table.by_nr(t.nr))
        .is_none_or(|call| call.interruptible);
    let judge_only = t.pre && !t.exit && !t.rewrites;
    let notifiable = (!interruptible || OPENS.contains(&i64::from(t.nr)))
        && !base::guards(t.nr)
        && !NEVER_NOTIFIED.contains(&i64::from(t.nr));
    if judge_only && notifiable && !listener_exists { Mechanism::Notify } else { Mechanism::Trace }
}

/// Calls that are interruptible only on files that can be told (see `LinuxHost::may_block`).
const OPENS: [libc::c_long; 4] =
    [libc::SYS_open, libc::SYS_openat, libc::SYS_openat2, libc::SYS_creat];

/// Calls that make, change or end processes, or whose interruption has no way back.
const NEVER_NOTIFIED: [libc::c_long; 10] = [
    libc::SYS_close,
    libc::SYS_fork,
    libc::SYS_vfork,
    libc::SYS_clone,
    libc::SYS_clone3,
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_rt_sigreturn,
];
