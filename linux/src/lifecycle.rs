//! Birth, exec and end of wrapped threads and processes. A child is known to the engine before it
//! runs its first instruction; a new image has its wrap set, and the filters that serve it, before
//! it runs its own.
use crate::arch;
use crate::filter::traps::{self, Want};
use crate::filter::{Mechanism, base};
use crate::image;
use crate::inject::{self, Exit, Failure, Passed, Session};
use crate::notify;
use crate::supervisor::State;
use crate::sys::seccomp::{LISTENER_FLAGS, PLAIN_FLAGS};
use crate::sys::{mem, process, ptrace};
use crate::task::{Early, Phase};
use wss_abi::verdict::Verdict;
use wss_engine::Trap;

type Done = Result<(), Failure>;

impl State {
    /// The thread made another one, which is stopped before its first instruction.
    pub(crate) fn birth(&mut self, tid: i32) -> Done {
        let child = ptrace::event_message(tid)? as i32;
        if !self.tasks.claimed.remove(&child) {
            let regs = ptrace::get_regs(tid)?;
            let flags = arch::clone_flags(&regs).unwrap_or(0);
            self.adopt(tid, child, flags);
        }
        self.resume(tid, 0)
    }

    /// Makes a new thread known; `flags` are those of clone(2).
    pub(crate) fn adopt(&mut self, parent: i32, child: i32, flags: u64) {
        let Some(maker) = self.tasks.threads.get(&parent) else { return };
        let tgid = maker.tgid;
        let restore = match &maker.phase {
            Phase::In(call) if call.run != call.args => Some(call.args),
            _ => None,
        };
        if flags & libc::CLONE_THREAD as u64 != 0 {
            self.host.born(parent, child, Some(tgid));
            self.engine.thread(parent as u32, child as u32);
            self.tasks.add_thread(tgid, child);
        } else {
            self.host.born(parent, child, None);
            self.tasks.add_child(tgid, child, flags & libc::CLONE_VM as u64 != 0);
            self.engine.fork(&mut self.host, parent as u32, child as u32);
        }
        if let Some(t) = self.tasks.threads.get_mut(&child) {
            t.restore = restore;
        }
        if let Some(Early { status, .. }) = self.tasks.early.remove(&child) {
            self.changed(child, status);
        }
    }

    /// A thread is gone.
    pub(crate) fn gone(&mut self, tid: i32, status: i32) {
        if !self.tasks.threads.contains_key(&tid) {
            // Gone before its birth was told (or not a wrapped thread at all).
            self.tasks.early.insert(tid, Early::new(status));
            return;
        }
        self.engine.gone(&mut self.host, tid as u32, status);
        self.tasks.remove(tid);
        self.host.gone(tid);
        if self.main == Some(tid) {
            self.main = None;
        }
        self.expect_orphans();
    }

    /// A new image is in place, before its first instruction.
    pub(crate) fn exec(&mut self, tid: i32) -> Done {
        let former = ptrace::event_message(tid)? as i32;
        self.renamed(former, tid);
        self.host.forget_creds(tid);
        let space = self.tasks.new_space();
        let image = image::of(tid, &self.tasks, self.engine.wants_sha256());
        if let Some(p) = self.tasks.process_of(tid) {
            p.space = space;
            p.undumpable = false;
            p.exe.clone_from(&image.image.path);
        }
        self.engine.exec(&mut self.host, tid as u32, &image.image);
        if self.no_new_privs && image.would_raise {
            self.report(
                tid,
                Verdict::Continue,
                "set-id executable runs without its privileges (no_new_privs)",
            );
        }
        if image.foreign {
            self.report(
                tid,
                Verdict::Continue,
                "executable of a foreign ABI: its calls will be refused",
            );
        }
        self.serve_image(tid)?;
        self.resume(tid, 0)
    }

    /// The thread that called exec has taken its leader's id.
    fn renamed(&mut self, former: i32, tid: i32) {
        let from = if former == tid { tid } else { former };
        let mut phase = Phase::Free;
        if let Some(t) = self.tasks.threads.get_mut(&from) {
            phase = core::mem::take(&mut t.phase);
        }
        if former != tid {
            self.engine.rename(&mut self.host, former as u32, tid as u32);
            self.tasks.remove(former);
            self.host.gone(former);
        }
        // The registers are the new image's: there is nothing to restore.
        let phase = match phase {
            Phase::In(mut call) => {
                call.run = call.args;
                Phase::In(call)
            }
            _ => Phase::Free,
        };
        if let Some(t) = self.tasks.threads.get_mut(&tid) {
            t.phase = phase;
        }
    }

    /// What the wrap set of a thread wants trapped that its process's filters do not trap.
    fn lacking(&mut self, tid: i32) -> Option<Vec<Want>> {
        let set = self.engine.wrap_set(tid as u32)?;
        let process = self.tasks.process_of(tid)?;
        if process.served == Some(set.id()) {
            return None;
        }
        let wants = set.traps().map(|t| Want {
            nr: t.nr,
            mechanism: mechanism(t, process.chain.listener),
            tests: t.tests.clone(),
        });
        process.served = Some(set.id());
        let lacking = process.chain.lacking(wants.collect());
        if lacking.is_empty() { None } else { Some(lacking) }
    }

    /// Adds to a new image the filter that its wrap set needs: the process runs seccomp(2) before
    /// its own first instruction.
    fn serve_image(&mut self, tid: i32) -> Done {
        let Some(mut wants) = self.lacking(tid) else { return Ok(()) };
        let mut passed = Passed::default();
        let Exit::Call(_) = inject::run_to_exit(tid, &mut passed)? else {
            return Err(Failure::Astray);
        };
        let original = ptrace::get_regs(tid)?;
        let gadget = image::syscall_gadget(tid).ok_or(Failure::Astray)?;
        let mut session = Session::begin(tid, gadget, None)?;
        let place = arch::sp(&original);
        let listen = wants.iter().any(|w| w.mechanism == Mechanism::Notify);
        let mut flags = if listen { LISTENER_FLAGS } else { PLAIN_FLAGS };
        let mut fd = self.put_filter(&mut session, tid, place, &wants, flags)?;
        if fd < 0 && listen {
            // No listener to be had (no free descriptor, an old kernel): trap instead.
            wants.iter_mut().for_each(|w| w.mechanism = Mechanism::Trace);
            flags = PLAIN_FLAGS;
            fd = self.put_filter(&mut session, tid, place, &wants, flags)?;
        }
        if fd < 0 {
            return Err(Failure::Astray);
        }
        if flags == LISTENER_FLAGS {
            let tgid = self.tasks.threads.get(&tid).map_or(tid, |t| t.tgid);
            let pidfd = process::pidfd_open(tgid)?;
            let listener = process::pidfd_getfd(std::os::fd::AsFd::as_fd(&pidfd), fd as i32)?;
            session.call(libc::SYS_close, [fd as u64, 0, 0, 0, 0, 0])?;
            notify::start(listener, &self.me)?;
        }
        session.end(&original, false)?;
        passed.make_good(tid)?;
        if let Some(p) = self.tasks.process_of(tid) {
            p.chain.add(&wants);
            p.chain.listener |= flags == LISTENER_FLAGS;
        }
        // The exit stop of the exec is behind us: who waits for its result gets it here.
        self.exec_returned(tid)
    }

    /// Runs seccomp(2) in the process with a filter written below `place`.
    fn put_filter(
        &mut self,
        session: &mut Session,
        tid: i32,
        place: u64,
        wants: &[Want],
        flags: libc::c_ulong,
    ) -> Result<i64, Failure> {
        let program = traps::compile(wants, self.tag).map_err(|_| Failure::Astray)?;
        let mut bytes = Vec::with_capacity(program.len() * 8 + 16);
        for i in &program {
            bytes.extend(i.code.to_le_bytes());
            bytes.extend([i.jt, i.jf]);
            bytes.extend(i.k.to_le_bytes());
        }
        let code = (place - arch::RED_ZONE - bytes.len() as u64 - 16) & !15;
        let prog = code + bytes.len() as u64;
        // struct sock_fprog: length, padding, pointer.
        bytes.extend((program.len() as u64).to_le_bytes());
        bytes.extend(code.to_le_bytes());
        mem::write(tid, code, &bytes)?;
        let set = u64::from(libc::SECCOMP_SET_MODE_FILTER);
        let ret = session.call(libc::SYS_seccomp, [set, flags, prog, 0, 0, 0])?;
        mem::write(tid, code, &vec![0; bytes.len()])?;
        Ok(ret)
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
