//! What the supervisor knows of each wrapped thread and process.
use crate::arena::Arena;
use crate::filter::Mechanism;
use crate::filter::traps::Want;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;
use wss_abi::clause::ArgTest;

/// A thread's state between two stops.
#[derive(Debug, Default)]
pub(crate) enum Phase {
    /// Nothing is pending: the thread runs, or is in a call that nobody waits for.
    #[default]
    Free,
    /// The call was let in; if `needs_exit`, its exit stop is awaited.
    In(InCall),
    /// The call was let in but will come in again without being a new event: the kernel restarts
    /// it, or the supervisor made it step back to prepare memory.
    Again(InCall),
}

/// A call that was let in.
#[derive(Clone, Debug)]
pub(crate) struct InCall {
    /// Number.
    pub(crate) nr: u32,
    /// Argument registers as the program set them.
    pub(crate) args: [u64; 6],
    /// Number of the call that runs in its place.
    pub(crate) run_nr: u32,
    /// Argument registers as the kernel runs it.
    pub(crate) run: [u64; 6],
    /// Instruction pointer after the system-call instruction.
    pub(crate) ip: u64,
    /// The engine wants the result.
    pub(crate) judged_after: bool,
    /// The call changes credentials.
    pub(crate) changes_creds: bool,
    /// Blocked signals to restore when the call has come in again.
    pub(crate) mask: Option<u64>,
    /// A notification of it, which was settled at an entry stop, is yet to come.
    pub(crate) notified: bool,
}

impl InCall {
    /// A call that was judged at entry and is to run as it came.
    pub(crate) fn judged(nr: u32, args: [u64; 6], ip: u64) -> InCall {
        InCall {
            nr,
            args,
            run_nr: nr,
            run: args,
            ip,
            judged_after: false,
            changes_creds: false,
            mask: None,
            notified: false,
        }
    }

    /// Whether the kernel runs something else than the program called.
    pub(crate) fn is_replaced(&self) -> bool {
        self.args != self.run || self.nr != self.run_nr
    }

    /// Whether the exit stop must be awaited.
    pub(crate) fn needs_exit(&self) -> bool {
        self.judged_after || self.changes_creds || self.is_replaced()
    }
}

/// A wrapped thread.
#[derive(Debug)]
pub(crate) struct Thread {
    /// Its process.
    pub(crate) tgid: i32,
    /// Where it stands.
    pub(crate) phase: Phase,
    /// Its next call is to be judged at the entry stop.
    pub(crate) catch: bool,
    /// Argument registers to put back before its first instruction (its maker's were replaced).
    pub(crate) restore: Option<[u64; 6]>,
}

/// How a call is trapped, and under which conditions.
type Trapped = (Mechanism, Vec<Vec<ArgTest>>);

/// What the filters of a process trap: grows, never shrinks (filters cannot be removed).
#[derive(Clone, Debug, Default)]
pub(crate) struct Chain {
    traps: Arc<BTreeMap<u32, Trapped>>,
    /// A listener exists: no second one can.
    pub(crate) listener: bool,
    /// Filters were added while the process ran, for all its threads.
    pub(crate) grew: bool,
}

impl Chain {
    /// What of `wants` is not trapped yet.
    pub(crate) fn lacking(&self, wants: Vec<Want>) -> Vec<Want> {
        let covered = |want: &Want| {
            self.traps.get(&want.nr).is_some_and(|(_, have)| {
                have.iter().any(Vec::is_empty) || want.tests.iter().all(|list| have.contains(list))
            })
        };
        wants.into_iter().filter(|w| !covered(w)).collect()
    }

    /// Records that `wants` are trapped from now on. A notification outranks a trap.
    pub(crate) fn add(&mut self, wants: &[Want]) {
        let traps = Arc::make_mut(&mut self.traps);
        for want in wants {
            let (mechanism, tests) = traps.entry(want.nr).or_insert((want.mechanism, Vec::new()));
            if want.mechanism == Mechanism::Notify {
                *mechanism = Mechanism::Notify;
            }
            tests.extend(want.tests.iter().cloned());
        }
    }

    /// It is not known which of these filters there are: each may be there, none is relied on.
    pub(crate) fn doubt(&mut self) {
        self.listener = true;
        for (_, tests) in Arc::make_mut(&mut self.traps).values_mut() {
            tests.clear();
        }
    }

    /// Whether some filter notifies of this call.
    pub(crate) fn notifies(&self, nr: u64) -> bool {
        u32::try_from(nr)
            .ok()
            .and_then(|nr| self.traps.get(&nr))
            .is_some_and(|(m, _)| *m == Mechanism::Notify)
    }
}

/// A wrapped process.
#[derive(Debug)]
pub(crate) struct Process {
    /// Its filters.
    pub(crate) chain: Chain,
    /// Identity of the wrap set that `chain` is known to serve.
    pub(crate) served: Option<u64>,
    /// Calls that its filters notify of, but of which its wrap set wants more than a judgement at
    /// entry: they are brought to the tracer (see [`crate::handover`]).
    pub(crate) beyond: Arc<BTreeSet<u32>>,
    /// Its address space, in [`Tasks::arenas`].
    pub(crate) space: u64,
    /// A foreign call of it was reported.
    pub(crate) foreign_told: bool,
    /// It believes that it is not dumpable (see [`crate::guard`]).
    pub(crate) undumpable: bool,
    /// Path of its executable.
    pub(crate) exe: Vec<u8>,
}

/// A report by a thread whose birth is not told yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Early {
    /// Wait status.
    pub(crate) status: i32,
    /// When it came.
    pub(crate) since: Instant,
}

impl Early {
    /// A report of this moment.
    pub(crate) fn new(status: i32) -> Early {
        Early { status, since: Instant::now() }
    }
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Tasks {
    /// By thread id.
    pub(crate) threads: HashMap<i32, Thread>,
    /// By process id.
    pub(crate) processes: HashMap<i32, Process>,
    /// Threads that reported before the event that tells of their birth: their wait status.
    pub(crate) early: HashMap<i32, Early>,
    /// Of these, the ones that waited too long, for the tracer.
    pub(crate) orphans: Vec<i32>,
    /// Orphans made known without their maker's word, should that come yet.
    pub(crate) claimed: HashSet<i32>,
    /// Children of the supervisor that wake the tracer by their end.
    pub(crate) blips: HashSet<i32>,
    /// A thread looks after `early`.
    pub(crate) sweeping: bool,
    /// Memory lent to address spaces.
    pub(crate) arenas: HashMap<u64, Arena>,
    next_space: u64,
}

impl Tasks {
    /// A new, empty address space.
    pub(crate) fn new_space(&mut self) -> u64 {
        self.next_space += 1;
        self.next_space
    }

    /// The process of a thread.
    pub(crate) fn process_of(&mut self, tid: i32) -> Option<&mut Process> {
        let tgid = self.threads.get(&tid)?.tgid;
        self.processes.get_mut(&tgid)
    }

    /// The main program, before its first exec.
    pub(crate) fn add_first(&mut self, pid: i32) {
        let space = self.new_space();
        let process = Process {
            chain: Chain::default(),
            served: None,
            beyond: Arc::default(),
            space,
            foreign_told: false,
            undumpable: false,
            exe: Vec::new(),
        };
        self.processes.insert(pid, process);
        self.add_thread(pid, pid);
    }

    /// A thread of process `tgid`.
    pub(crate) fn add_thread(&mut self, tgid: i32, tid: i32) {
        self.threads.insert(tid, Thread { tgid, phase: Phase::Free, catch: false, restore: None });
    }

    /// A child of process `parent`, sharing its memory or having a copy.
    pub(crate) fn add_child(&mut self, parent: i32, child: i32, shares_memory: bool) {
        let space = self.new_space();
        let Some(p) = self.processes.get(&parent) else { return };
        let process = Process {
            chain: p.chain.clone(),
            served: p.served,
            beyond: Arc::clone(&p.beyond),
            space: if shares_memory { p.space } else { space },
            foreign_told: p.foreign_told,
            undumpable: p.undumpable,
            exe: p.exe.clone(),
        };
        if !shares_memory && let Some(arena) = self.arenas.get(&p.space) {
            let copy = arena.copy();
            self.arenas.insert(space, copy);
        }
        self.processes.insert(child, process);
        self.add_thread(child, child);
    }

    /// A thread is gone; with it its process, if it led one.
    pub(crate) fn remove(&mut self, tid: i32) {
        let Some(thread) = self.threads.remove(&tid) else { return };
        if let Some(p) = self.processes.get(&thread.tgid) {
            let space = p.space;
            if let Some(arena) = self.arenas.get_mut(&space) {
                arena.release(tid);
            }
            if thread.tgid == tid {
                self.processes.remove(&tid);
                if !self.processes.values().any(|p| p.space == space) {
                    self.arenas.remove(&space);
                }
            }
        }
    }
}
