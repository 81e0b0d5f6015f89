//! What the kernel does to the Rust half: loads it, brings calls, execs, forks and exits as gate.c and
//! hooks.c do, asks as dev.c does, and unloads it.
use crate::kernel::{self, BASE, HELD_ENDS, be, here, with};
use crate::lock::unlocked;
use crate::shim::image;
use std::cell::Cell;
use std::ffi::c_void;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed, Ordering::SeqCst};
use std::sync::{Mutex, MutexGuard};
use wss_abi::audit::Record;
use wss_abi::control::{Answer, Ask, Criteria, Request, Unit};
use wss_abi::object::Object;
use wss_abi::wire::Reader;
use wss_kern::control::device;
use wss_kern::ffi::hooks::{WSS_EXEC_JUDGE, WSS_EXEC_KILL, WSS_EXEC_PASS, WssText};
use wss_kern::ffi::vector::*;
use wss_kern::ffi::watch::WssWatchImage;
use wss_kern::intercept::{entry, exec, life};
use wss_kern::{module, watch};

pub(crate) const ERESTART: i32 = -1;
pub(crate) const EJUSTRETURN: i32 = -2;

/// The module, loaded; unloaded when dropped. There is one at a time.
pub(crate) struct Module(#[allow(dead_code)] MutexGuard<'static, ()>);

static ONE: Mutex<()> = Mutex::new(());

impl Module {
    pub(crate) fn load() -> Module {
        let one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        kernel::boot();
        assert_eq!(module::wss_rs_load(), 0);
        Module(one)
    }

    /// Asks through the device, as process 50.
    pub(crate) fn ask(&self, ask: Ask) -> Answer {
        let was = here();
        be(100_050, 50);
        let verb = ask.verb();
        let input = Request { confirmed: true, ask }.encode().unwrap();
        let answer = request(verb, &input).expect("an answer");
        be(was.0, was.1);
        answer
    }

    /// Loads a wrapper.
    pub(crate) fn add(&self, object: &Object, activate: &str) {
        let criteria = Criteria { text: activate.to_owned(), names: vec![] };
        let object = object.encode().unwrap();
        let unit = Unit { object, activate: vec![criteria], ..Unit::default() };
        assert_eq!(self.ask(Ask::Load(vec![unit])), Answer::Done);
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        // What was left of the processes ends first, as the unloading kernel makes it native.
        module::wss_rs_unload();
    }
}

/// A request as dev.c brings it: its answer, or the errno.
pub(crate) fn request(verb: u32, input: &[u8]) -> Result<Answer, i32> {
    assert_eq!(device::wss_rs_dev_admit(here().1), 0);
    let mut answer: Option<Vec<u8>> = None;
    let to = (&raw mut answer).cast::<c_void>();
    // SAFETY: the input has that length; the answer's place is what the double writes to.
    let error = unsafe { device::wss_rs_dev_request(to, verb, input.as_ptr().cast(), input.len()) };
    unlocked("a request returns");
    match (error, answer) {
        (0, Some(bytes)) => Ok(Answer::decode(&bytes).expect("an answer that can be read")),
        (0, None) => panic!("no answer"),
        (error, _) => Err(error),
    }
}

/// Who subscribed to records, and the bytes that it was last told wait for it.
pub(crate) struct Subscriber {
    id: u64,
    waiting: Box<AtomicUsize>,
}

impl Subscriber {
    /// One that has read what waited at once.
    pub(crate) fn new() -> Self {
        let mut subscriber = Subscriber { id: 0, waiting: Box::new(AtomicUsize::new(0)) };
        let reader = subscriber.reader();
        // SAFETY: no name is given; the subscriber is left where it is, in its box, while it is read from.
        let error = unsafe {
            device::wss_rs_dev_subscribe(reader, std::ptr::null(), 0, &mut subscriber.id)
        };
        assert_eq!(error, 0);
        subscriber.read();
        subscriber
    }

    fn reader(&self) -> *mut c_void {
        (&raw const *self.waiting).cast_mut().cast()
    }

    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(SeqCst)
    }

    /// The records that wait.
    pub(crate) fn read(&self) -> Vec<Record> {
        let mut buf = vec![0u8; 1 << 18];
        let mut len = 0;
        let to = buf.as_mut_ptr().cast();
        // SAFETY: the buffer is as long as said; the reader is the subscription's.
        let error =
            unsafe { device::wss_rs_dev_read(self.id, self.reader(), to, buf.len(), &mut len) };
        assert_eq!(error, 0);
        let mut wire = Reader::new(&buf[..len]);
        let mut all = Vec::new();
        while !wire.is_empty() {
            all.push(Record::decode(&mut wire).expect("a record"));
        }
        all
    }
}

impl Drop for Subscriber {
    fn drop(&mut self) {
        device::wss_rs_dev_unsubscribe(self.id);
    }
}

/// How a call came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) error: i32,
    pub(crate) ret: i64,
    /// The native function ran (or the call was completed with held arguments).
    pub(crate) ran: bool,
}

thread_local! {
    /// The plan by which this thread has fetched its next calls, rather than its process's.
    pub(crate) static FETCHED: Cell<Option<&'static WssPlan>> = const { Cell::new(None) };
}

/// The current thread makes a call, whose native function is `native`: errno and result for these
/// arguments.
pub(crate) fn call_with(
    nr: u32,
    args: [u64; 6],
    mut native: impl FnMut(&[u64; 8]) -> (i32, i64),
) -> Seen {
    let (tid, pid) = here();
    let [a, b, c, d, e, f] = args;
    let mut args = [a, b, c, d, e, f, 0, 0];
    let mut ret = 0i64;
    let mut ran = false;
    let mut run = |args: &[u64; 8], ret: &mut i64| {
        unlocked("a native function runs");
        ran = true;
        let (error, value) = native(args);
        if error == 0 {
            *ret = value;
        }
        error
    };
    let now = with(|k| k.procs.get(&pid).and_then(|p| p.plan));
    let plan = FETCHED.get().or(now);
    let diverts = |plan: &&WssPlan| {
        FETCHED.get().is_some()
            || plan.gate != 0
            || plan.word(nr) & (WSS_PLAN_DIVERT | WSS_PLAN_WATCH) != 0
    };
    let Some(plan) = plan.filter(diverts) else {
        let error = run(&args, &mut ret);
        return Seen { error, ret, ran };
    };
    // A slot that only counts.
    let counts = WSS_PLAN_COUNT | WSS_PLAN_ALWAYS;
    while plan.word(nr) & (counts | WSS_PLAN_WATCH) == counts {
        let cell = plan.cell(nr);
        if cell == 0 || !kernel::is_current(plan) {
            break;
        }
        if kernel::count(plan, nr, cell) {
            with(|k| k.counted += 1);
            let error = run(&args, &mut ret);
            return Seen { error, ret, ran };
        }
    }
    let (at, td) = (args.as_mut_ptr(), &raw mut ret);
    with(|k| k.entries += 1);
    let before = with(|k| k.held.len());
    // SAFETY: eight arguments, a result that also `td` leads to, and a plan that is permanent.
    let what = unsafe { entry::wss_rs_enter(td.cast(), tid, pid, nr, at, td, plan) };
    unlocked("a call is judged");
    let (how, mut error) = (what >> 32, what as u32 as i32);
    if how != WSS_GATE_DONE {
        error = run(&args, &mut ret);
        if how == WSS_GATE_LEAVE || how == WSS_GATE_NATIVE && error == ERESTART {
            let (at, how) = (args.as_ptr(), how as i32);
            // SAFETY: as above.
            error = unsafe { entry::wss_rs_leave(tid, pid, nr, at, &mut ret, error, how) };
            unlocked("a call has been judged");
        }
    }
    let held = with(|k| k.held.len()) > before;
    Seen { error, ret, ran: ran || held }
}

/// The same, of a call that succeeds natively with 7.
pub(crate) fn call(nr: u32, args: [u64; 6]) -> Seen {
    HELD_ENDS.set((0, 7));
    call_with(nr, args, |_| (0, 7))
}

/// The current process executes a program; whether it lives. The new image is judged on its way to user
/// mode, unless it is told to be judged at its first call.
pub(crate) fn exec(path: &str, argv: &[&str], at_call: bool) -> bool {
    let (_, pid) = here();
    let (mut told, watched) = with(|k| {
        let p = k.procs.get_mut(&pid).expect("a process");
        path.clone_into(&mut p.path);
        p.argv = argv.iter().map(|a| (*a).to_owned()).collect();
        (p.known, k.watch)
    });
    told |= watched_exec(pid, path, argv);
    if !told && !watched {
        with(|k| k.procs.get_mut(&pid).expect("a process").plan = None);
        return true;
    }
    // SAFETY: the image lives for the call.
    let what = image(pid, |i| unsafe { exec::wss_rs_exec(pid, i) }).expect("a process");
    unlocked("an exec is heeded");
    match what {
        WSS_EXEC_PASS => with(|k| k.procs.get_mut(&pid).expect("a process").plan = None),
        WSS_EXEC_KILL => return false,
        WSS_EXEC_JUDGE => {
            let gate = with(|k| k.gate(1));
            with(|k| k.procs.get_mut(&pid).expect("a process").plan = Some(gate));
            if !at_call {
                exec::wss_rs_judge(pid, false);
            }
        }
        other => panic!("an exec is {other}"),
    }
    true
}

/// Tells watchers of an exec, as `wss_watch_exec` does; what they answer.
fn watched_exec(pid: u32, path: &str, argv: &[&str]) -> bool {
    if !with(|k| k.watched.contains(&pid)) {
        return false;
    }
    let args: String = argv.iter().flat_map(|a| [*a, "\0"]).collect();
    let text = |s: &str| WssText { at: s.as_ptr().cast(), len: s.len() };
    let image = WssWatchImage {
        path: text(path),
        args: text(&args),
        next: std::ptr::null(),
        argc: argv.len() as u32,
        envc: 2,
        env: 10,
        native: u32::from(with(|k| k.procs[&pid].native)),
    };
    // SAFETY: all of it lives for the call.
    unsafe { watch::wss_rs_watch_exec(pid, here().0, &image) }
}

/// The current process forks; the child is not run yet.
pub(crate) fn fork(child: u32) {
    let (_, pid) = here();
    let known = with(|k| {
        let p = k.procs.get(&pid).expect("a process").clone();
        let known = p.known;
        k.procs.insert(child, kernel::Proc { ppid: pid, known: false, killed: vec![], ..p });
        k.threads.insert(100_000 + child, child);
        known
    });
    let watched = with(|k| k.watched.contains(&pid));
    let calls = watched && watch::wss_rs_watch_fork(pid, here().0, child);
    if known || calls {
        // SAFETY: the double looks at nothing behind it.
        assert!(unsafe { life::wss_rs_fork(pid, child, std::ptr::dangling_mut()) });
    }
    unlocked("a fork is heeded");
}

/// A process ends.
pub(crate) fn exit(pid: u32, status: i32) {
    be(100_000 + pid, pid);
    if with(|k| k.watched.contains(&pid)) {
        watch::wss_rs_watch_exit(pid, status);
    }
    if with(|k| k.procs.get(&pid).is_some_and(|p| p.known)) {
        life::wss_rs_exit(pid, status);
    }
    unlocked("an exit is heeded");
    with(|k| {
        k.procs.remove(&pid);
        k.threads.retain(|_, p| *p != pid);
    });
}

/// Whether a process has a vector of a wrap set.
pub(crate) fn wrapped(pid: u32) -> bool {
    with(|k| k.procs.get(&pid).is_some_and(|p| p.plan.is_some_and(|p| p.gate == 0)))
}

/// Puts a string into memory, at a page of its own; its address.
pub(crate) fn put(page: usize, text: &str) -> u64 {
    let at = BASE + (page * kernel::PAGE) as u64;
    with(|k| {
        let from = page * kernel::PAGE;
        k.memory[from..from + text.len()].copy_from_slice(text.as_bytes());
        k.memory[from + text.len()] = 0;
    });
    at
}

/// Takes every page out of core.
pub(crate) fn evict() {
    with(|k| k.resident.fill(false));
}

/// Vectors that are some wrap set's.
pub(crate) fn vectors() -> usize {
    with(|k| k.vectors.iter().filter(|v| v.taken && v.plan.gate == 0).count())
}

/// How many calls a plan diverts.
pub(crate) fn diverted(pid: u32) -> usize {
    let plan = with(|k| k.procs.get(&pid).and_then(|p| p.plan));
    let Some(plan) = plan else { return 0 };
    // SAFETY: plans are permanent, and have that many words.
    let word = |nr: u32| unsafe { &*plan.calls.add(nr as usize) }.load(Relaxed);
    (0..plan.size).filter(|nr| word(*nr) & WSS_PLAN_DIVERT != 0).count()
}
