//! The kernel that the doubles of the C half stand for: processes, their vectors, one memory.
use crate::lock::Locked;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed, Ordering::SeqCst};
use wss_kern::ffi::vector::{WSS_PLAN_ALWAYS, WSS_PLAN_COUNT, WSS_PLAN_DIVERT, WSS_VECTOR_TESTS};
use wss_kern::ffi::vector::{WssPlan, WssTest};

/// Calls that there are.
pub(crate) const CALLS: usize = 600;
/// Where the memory of processes begins, and how much there is.
pub(crate) const BASE: u64 = 0x10_0000;
pub(crate) const MEMORY: usize = 16 * PAGE;
pub(crate) const PAGE: usize = 4096;

pub(crate) const EFAULT: i32 = 14;

/// A vector: its plan, which is permanent.
#[derive(Debug)]
pub(crate) struct Vector {
    pub(crate) plan: &'static WssPlan,
    calls: &'static [AtomicU32],
    tests: &'static [WssTest],
    cells: &'static [AtomicU64],
    turn: u64,
    pub(crate) taken: bool,
}

/// The count of a cell; above it is whose turn it is.
const COUNT: u64 = (1 << 48) - 1;

// SAFETY: the plan's pointers lead to the slices beside it, which are atomics.
unsafe impl Send for Vector {}

impl Vector {
    /// One that is never freed.
    pub(crate) fn new(gate: u32, word: u32) -> Vector {
        let calls: Vec<_> = (0..CALLS).map(|_| AtomicU32::new(word)).collect();
        let tests: Vec<_> = (0..WSS_VECTOR_TESTS).map(|_| WssTest::default()).collect();
        let cells: Vec<_> = (0..CALLS).map(|_| AtomicU64::new(0)).collect();
        let (calls, tests): (&'static [_], &'static [_]) = (calls.leak(), tests.leak());
        let cells: &'static [_] = cells.leak();
        let (size, c, t) = (CALLS as u32, calls.as_ptr(), tests.as_ptr());
        let plan = WssPlan { calls: c, tests: t, cells: cells.as_ptr(), size, gate };
        let plan = Box::leak(Box::new(plan));
        Vector { plan, calls, tests, cells, turn: 1, taken: true }
    }

    /// It becomes another set's.
    pub(crate) fn take(&mut self) {
        (self.taken, self.turn) = (true, self.turn + 1);
    }

    pub(crate) fn name(&self) -> *mut c_void {
        (&raw const *self.plan).cast_mut().cast()
    }

    pub(crate) fn set_call(&self, nr: u32, word: u32) {
        let cell = if word & WSS_PLAN_COUNT != 0 { self.turn << 48 } else { 0 };
        self.cells[nr as usize].store(cell, SeqCst);
        self.calls[nr as usize].store(word, Relaxed);
    }

    /// Takes what was counted of a call.
    pub(crate) fn counted(&self, nr: u32) -> u64 {
        self.cells[nr as usize].fetch_and(!COUNT, SeqCst) & COUNT
    }

    pub(crate) fn set_test(&self, at: u32, test: &WssTest) {
        let to = &self.tests[at as usize];
        to.mask.store(test.mask.load(Relaxed), Relaxed);
        to.value.store(test.value.load(Relaxed), Relaxed);
        to.what.store(test.what.load(Relaxed), Relaxed);
    }

    /// Makes it as new.
    pub(crate) fn clear(&self) {
        self.calls.iter().for_each(|c| c.store(0, Relaxed));
        self.cells.iter().for_each(|c| c.store(0, SeqCst));
    }
}

/// Counts a call of a vector's, if its cell is as said.
pub(crate) fn count(plan: &WssPlan, nr: u32, cell: u64) -> bool {
    // SAFETY: plans are permanent, and have a cell for each call.
    let at = unsafe { &*plan.cells.add(nr as usize) };
    cell != 0 && at.compare_exchange(cell, cell + 1, SeqCst, SeqCst).is_ok()
}

/// Whether the current thread's process runs by the vector of a plan.
pub(crate) fn is_current(plan: &WssPlan) -> bool {
    with(|k| k.procs.get(&here().1)?.plan).is_some_and(|p| std::ptr::eq(p, plan))
}

/// A process.
#[derive(Clone, Debug)]
pub(crate) struct Proc {
    pub(crate) ppid: u32,
    pub(crate) uid: u32,
    pub(crate) path: String,
    pub(crate) argv: Vec<String>,
    /// Its plan; none: the native vector.
    pub(crate) plan: Option<&'static WssPlan>,
    /// Rust wants to be told of its execs, forks and its exit.
    pub(crate) known: bool,
    pub(crate) native: bool,
    pub(crate) killed: Vec<u8>,
}

// SAFETY: as of a vector.
unsafe impl Send for Proc {}

/// What a held call was given: number, and each argument's register and content.
pub(crate) type HeldCall = (u32, Vec<(u32, Vec<Vec<u8>>)>);

#[derive(Default)]
pub(crate) struct Kernel {
    pub(crate) procs: BTreeMap<u32, Proc>,
    /// Threads' processes.
    pub(crate) threads: BTreeMap<u32, u32>,
    pub(crate) vectors: Vec<Vector>,
    /// Slots of vectors that were set.
    pub(crate) stored: usize,
    pub(crate) watch: bool,
    /// Processes whose events watchers are told of.
    pub(crate) watched: BTreeSet<u32>,
    /// Times that this was said of one.
    pub(crate) marked: usize,
    /// Who may watch a process may not any more when it is asked with the watchers' lock; and the process runs by
    /// another vector by then.
    pub(crate) refuses: Option<c_int>,
    /// Of an exec only the name of a link is known until it is over.
    pub(crate) nameless: bool,
    /// The name by which programs are executed, if it is not their file's.
    pub(crate) called: Option<String>,
    /// The user that programs are set to.
    pub(crate) setid: Option<u32>,
    /// What is executed has this hash, if it is asked for; or none that can be had.
    pub(crate) sha256: Option<[u8; 32]>,
    pub(crate) hashes: bool,
    /// Times that what runs was hashed ahead of a sweep.
    pub(crate) hashed: usize,
    /// Every fork is told.
    pub(crate) all_forks: bool,
    /// A process that forks when it is looked at, and its child.
    pub(crate) forks: Option<(u32, u32)>,
    /// A child that is being made when it is looked for, and is there a moment later.
    pub(crate) making: Option<u32>,
    /// Forks that are told when the engine's lock is free.
    pub(crate) told: Vec<(u32, u32)>,
    pub(crate) secure: bool,
    pub(crate) memory: Vec<u8>,
    /// By page.
    pub(crate) resident: Vec<bool>,
    pub(crate) touched: usize,
    pub(crate) held: Vec<HeldCall>,
    pub(crate) inside_lost: usize,
    /// Seconds.
    pub(crate) uptime: u64,
    /// Calls that were only counted, and that were brought.
    pub(crate) counted: u64,
    pub(crate) entries: u64,
    /// Compiled programs: where, and bytes.
    pub(crate) code: Vec<(usize, usize)>,
    /// The file system answers that `/net/far` is of; and somebody waits for it to.
    pub(crate) there: bool,
    pub(crate) looking: bool,
}

static KERNEL: Locked<Option<Kernel>> = Locked::new(None);
static CLOCK: AtomicU64 = AtomicU64::new(1);

thread_local! {
    /// Thread and process that this thread is.
    static HERE: Cell<(u32, u32)> = const { Cell::new((100_000, 0)) };
    /// How the next held call of this thread ends: errno and result.
    pub(crate) static HELD_ENDS: Cell<(i32, i64)> = const { Cell::new((0, 0)) };
}

pub(crate) fn time() -> u64 {
    CLOCK.fetch_add(1, Relaxed)
}

pub(crate) fn here() -> (u32, u32) {
    HERE.get()
}

/// Goes on as that thread.
pub(crate) fn be(tid: u32, pid: u32) {
    HERE.set((tid, pid));
    with(|k| k.threads.insert(tid, pid));
}

/// A fresh kernel.
pub(crate) fn boot() {
    let memory = vec![0; MEMORY];
    let resident = vec![true; MEMORY / PAGE];
    let kernel = Kernel { memory, resident, ..Kernel::default() };
    let mut place = KERNEL.lock();
    // Vectors are permanent.
    let vectors = place.take().map_or(Vec::new(), |k| k.vectors);
    vectors.iter().for_each(Vector::clear);
    let vectors = vectors.into_iter().map(|v| Vector { taken: v.plan.gate != 0, ..v }).collect();
    *place = Some(Kernel { vectors, ..kernel });
}

/// Does something with the kernel. Rust's half is not to be called meanwhile.
pub(crate) fn with<T>(act: impl FnOnce(&mut Kernel) -> T) -> T {
    act(KERNEL.lock().as_mut().expect("a kernel"))
}

impl Kernel {
    pub(crate) fn start(&mut self, pid: u32, path: &str) {
        let (ppid, argv) = (1, vec![path.to_owned()]);
        let path = path.to_owned();
        let p = Proc {
            ppid,
            uid: 1000,
            path,
            argv,
            plan: None,
            known: false,
            native: true,
            killed: Vec::new(),
        };
        self.procs.insert(pid, p);
        self.threads.insert(100_000 + pid, pid);
    }

    /// Forks, if the process is to, after processes were listed and before it is known.
    pub(crate) fn fork_meanwhile(&mut self, pid: u32) {
        let Some((parent, child)) = self.forks.filter(|(parent, _)| *parent == pid) else { return };
        self.forks = None;
        let p = self.procs.get(&parent).expect("a process").clone();
        if self.all_forks || p.known {
            self.told.push((parent, child));
        }
        self.procs.insert(child, Proc { ppid: parent, ..p });
        self.threads.insert(100_000 + child, child);
    }

    /// The process of a thread, which its own id may stand for.
    pub(crate) fn process(&self, tid: u32) -> Option<u32> {
        self.threads.get(&tid).copied().or_else(|| self.procs.contains_key(&tid).then_some(tid))
    }

    /// A gate: a vector that diverts every call until the image is judged.
    pub(crate) fn gate(&mut self, gate: u32) -> &'static WssPlan {
        if let Some(v) = self.vectors.iter().find(|v| v.plan.gate == gate) {
            for nr in 0..CALLS as u32 {
                v.set_call(nr, WSS_PLAN_DIVERT | WSS_PLAN_ALWAYS);
            }
            return v.plan;
        }
        self.vectors.push(Vector::new(gate, WSS_PLAN_DIVERT | WSS_PLAN_ALWAYS));
        self.vectors.last().map(|v| v.plan).expect("it was pushed")
    }

    fn pages(addr: u64, len: usize) -> Option<std::ops::Range<usize>> {
        let from = usize::try_from(addr.checked_sub(BASE)?).ok()?;
        let end = from.checked_add(len)?;
        (end <= MEMORY && len > 0).then_some(from..end)
    }

    /// Bytes at `addr` that could be had without faulting, `len` at most.
    pub(crate) fn read(&self, addr: u64, len: usize) -> Option<&[u8]> {
        let from = Self::pages(addr, 1)?.start;
        let mut end = from;
        while end < (from + len).min(MEMORY) && self.resident[end / PAGE] {
            end = ((end / PAGE + 1) * PAGE).min(from + len);
        }
        (end > from).then(|| &self.memory[from..end.min(MEMORY)])
    }

    pub(crate) fn write(&mut self, addr: u64, bytes: &[u8]) -> bool {
        let Some(range) = Self::pages(addr, bytes.len()) else { return false };
        if !self.resident[range.start / PAGE..=(range.end - 1) / PAGE].iter().all(|r| *r) {
            return false;
        }
        self.memory[range].copy_from_slice(bytes);
        true
    }

    /// Faults memory in, as far as there is any.
    pub(crate) fn touch(&mut self, addr: u64, len: usize) {
        self.touched += 1;
        let Some(first) = Self::pages(addr, 1) else { return };
        let last = (first.start + len.max(1)).min(MEMORY) - 1;
        self.resident[first.start / PAGE..=last / PAGE].fill(true);
    }

    /// Length of the string at `addr` with its NUL, whether resident or not.
    pub(crate) fn strlen(&self, addr: u64, max: usize) -> usize {
        let Some(from) = Self::pages(addr, 1) else { return 0 };
        let rest = &self.memory[from.start..];
        let nul = rest.iter().position(|b| *b == 0).map_or(rest.len(), |n| n + 1);
        nul.min(max)
    }
}
