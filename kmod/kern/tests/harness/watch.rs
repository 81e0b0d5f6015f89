//! Watching: the doubles of `shim/watch.h`, and what watchers are told.
use crate::gate::{Module, Seen, call, exec, exit, fork, put, vectors, wrapped};
use crate::kernel::{self, be, here, with};
use crate::{ANSWERED, GETPID, GETPPID, OK, OPEN, clause, wrapper};
use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use wss_abi::clause::Phase;
use wss_abi::object::Object;
use wss_abi::watch::{Record, Status, What, class, event, flag, limit};
use wss_kern::ffi::watch::{WSS_RIGHTS_DEBUG, WSS_RIGHTS_SEE};
use wss_kern::watch::*;

const ESRCH: c_int = 3;

static LOCK: AtomicBool = AtomicBool::new(false);
/// Credentials that are held.
static HELD: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// Times that this thread took the lock.
    pub(crate) static TAKEN: Cell<usize> = const { Cell::new(0) };
    static MINE: Cell<bool> = const { Cell::new(false) };
    /// It has a turn; and took the engine's lock so often with one, and without.
    static TURN: Cell<bool> = const { Cell::new(false) };
    pub(crate) static ENGINE: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

fn locked(what: &str) {
    assert!(MINE.get(), "{what} without the watchers' lock");
}

/// Of what waits for another lock.
pub(crate) fn unlocked(what: &str) {
    assert!(!MINE.get(), "{what} with the watchers' lock");
}

/// The engine's lock is waited for.
pub(crate) fn engine() {
    unlocked("the engine's lock is waited for");
    let (with, without) = ENGINE.get();
    ENGINE.set(if TURN.get() { (with + 1, without) } else { (with, without + 1) });
}

macro_rules! double {
    ($(fn $name:ident($($arg:ident: $ty:ty),*) $(-> $ret:ty)? $body:block)*) => {
        $(
            /// Of `shim/watch.h`.
            #[unsafe(no_mangle)]
            pub(crate) extern "C" fn $name($($arg: $ty),*) $(-> $ret)? $body
        )*
    };
}

double! {
    fn wss_watch_lock() {
        assert!(!MINE.get(), "the watchers' lock is taken twice");
        assert!(!TURN.get(), "the watchers' lock is waited for with a turn");
        crate::lock::unlocked("the watchers' lock is waited for");
        while LOCK.swap(true, SeqCst) {
            std::thread::yield_now();
        }
        MINE.set(true);
        TAKEN.set(TAKEN.get() + 1);
    }
    fn wss_watch_unlock() {
        locked("it is given back");
        MINE.set(false);
        LOCK.store(false, SeqCst);
    }
    fn wss_watch_turn() -> *mut c_void {
        assert!(!MINE.get(), "a turn is taken with the watchers' lock");
        crate::lock::unlocked("a turn is taken");
        assert!(!TURN.replace(true), "a turn is taken twice");
        std::ptr::null_mut()
    }
    fn wss_watch_turn_end(_turn: *mut c_void) {
        assert!(TURN.replace(false), "a turn is given back by who does not have it");
    }
    fn wss_watch_mark(pid: u32, watched: bool) {
        locked("a process is marked");
        with(|k| {
            k.marked += 1;
            if watched { k.watched.insert(pid) } else { k.watched.remove(&pid) }
        });
    }
    fn wss_watch_cred() -> *mut c_void {
        HELD.fetch_add(1, SeqCst);
        let uid = with(|k| k.procs.get(&here().1).map_or(0, |p| p.uid));
        std::ptr::without_provenance_mut(uid as usize + 1)
    }
    fn wss_watch_cred_hold(cred: *mut c_void) -> *mut c_void {
        HELD.fetch_add(1, SeqCst);
        cred
    }
    fn wss_watch_cred_free(_cred: *mut c_void) {
        HELD.fetch_sub(1, SeqCst);
    }
    fn wss_watch_rights(cred: *mut c_void, _next: *const c_void) -> u32 {
        locked("rights are asked for");
        let of = with(|k| k.procs.get(&here().1).map_or(0, |p| p.uid)) as usize + 1;
        match cred as usize {
            1 => WSS_RIGHTS_SEE | WSS_RIGHTS_DEBUG,
            own if own == of => WSS_RIGHTS_SEE | WSS_RIGHTS_DEBUG,
            // Users see their neighbours.
            other if other.abs_diff(of) == 1 => WSS_RIGHTS_SEE,
            _ => 0,
        }
    }
    fn wss_watch_may(pid: u32, _debug: bool) -> c_int {
        with(|k| {
            if MINE.get() && let Some(error) = k.refuses.take() {
                let plan = k.gate(1);
                k.procs.entry(pid).and_modify(|p| p.plan = Some(plan));
                return error;
            }
            if k.procs.contains_key(&pid) { 0 } else { ESRCH }
        })
    }
    fn wss_watch_time() -> u64 { kernel::time() }
    fn wss_watch_waiting(reader: *mut c_void, bytes: usize, _idle: bool) {
        locked("a reader is told");
        // SAFETY: readers of the harness are such counters.
        unsafe { &*reader.cast::<AtomicUsize>() }.store(bytes, SeqCst);
    }
}

/// An open of the device; closed when dropped.
pub(crate) struct Watcher {
    pub(crate) id: u64,
    waiting: Box<AtomicUsize>,
}

impl Watcher {
    pub(crate) fn try_open(uid: u32) -> Result<Watcher, c_int> {
        Watcher::of(uid, 0)
    }

    pub(crate) fn of(uid: u32, jail: u32) -> Result<Watcher, c_int> {
        let waiting = Box::new(AtomicUsize::new(usize::MAX));
        let at = (&raw const *waiting).cast_mut().cast();
        let mut id = 0;
        // SAFETY: the counter outlives the watcher.
        match unsafe { wss_rs_watch_open(at, uid, jail, &mut id) } {
            0 => Ok(Watcher { id, waiting }),
            error => Err(error),
        }
    }

    pub(crate) fn open() -> Watcher {
        Watcher::try_open(0).unwrap()
    }

    pub(crate) fn watch(&self, pid: u32, flags: u32, calls: u32) -> c_int {
        wss_rs_watch_add(self.id, pid, flags, calls, 77)
    }

    pub(crate) fn status(&self) -> Status {
        let mut status = Status::default();
        // SAFETY: it is one.
        unsafe { wss_rs_watch_status(self.id, (&raw mut status).cast()) };
        status
    }

    pub(crate) fn condition(&self, object: &Object) -> c_int {
        let bytes = object.encode().unwrap();
        // SAFETY: as many bytes.
        unsafe { wss_rs_watch_condition(self.id, bytes.as_ptr().cast(), bytes.len()) }
    }

    /// What is told, on a line each.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut all = Vec::new();
        let mut buf = vec![0u8; limit::RECORD];
        loop {
            let mut len = 0;
            // SAFETY: the buffer is as long as said.
            let error =
                unsafe { wss_rs_watch_read(self.id, buf.as_mut_ptr().cast(), buf.len(), &mut len) };
            assert_eq!(error, 0);
            if len == 0 {
                assert_eq!(self.waiting.load(SeqCst), 0);
                return all;
            }
            let mut rest = &buf[..len];
            while let Some((r, after)) = Record::parse(rest) {
                all.push(line(&r));
                rest = after;
            }
            assert!(rest.is_empty());
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        wss_rs_watch_close(self.id);
    }
}

fn line(r: &Record<'_>) -> String {
    let what = match r.what {
        What::Exec(e) => {
            let args: Vec<_> = e.arguments().map(String::from_utf8_lossy).collect();
            let path = String::from_utf8_lossy(e.path);
            format!("exec {path} [{}] {} {}", args.join("|"), e.envc, e.env_bytes)
        }
        What::Fork { child } => format!("fork {child}"),
        What::Exit { status } => format!("exit {status}"),
        What::Call { nr, args } => format!("call {nr} {}", args[0]),
        What::Lost(n) => format!("lost {n}"),
    };
    format!(
        "{} {what}{}",
        r.pid,
        if r.flags != 0 { format!(" {:x}", r.flags) } else { String::new() }
    )
}

pub(crate) const ALL: u32 = event::EXEC | event::FORK | event::EXIT;

pub(crate) fn start() -> Module {
    let m = Module::load();
    with(|k| k.start(60, "/bin/sh"));
    be(100_060, 60);
    m
}

#[test]
fn execs_forks_and_exits_are_told_and_children_followed() {
    let m = start();
    let one = Watcher::open();
    let other = Watcher::open();
    be(100_001, 1);
    assert_eq!((one.watch(60, ALL | event::FOLLOW, 0), other.watch(60, event::EXIT, 0)), (0, 0));
    be(100_060, 60);
    assert!(exec("/bin/ls", &["ls", "", "-l"], false));
    fork(61);
    exit(60, 256);
    be(100_061, 61);
    assert!(exec("/bin/cat", &["cat"], false));
    exit(61, 9);
    assert_eq!(
        one.lines(),
        [
            "60 exec /bin/ls [ls||-l] 2 10",
            "60 fork 61",
            "60 exit 256",
            "61 exec /bin/cat [cat] 2 10",
            "61 exit 9",
        ]
    );
    assert_eq!(other.lines(), ["60 exit 256"]);
    assert!(with(|k| k.watched.is_empty()), "nobody is watched who is gone");
    assert_eq!((one.status().watched, one.status().told, one.status().lost), (0, 5, 0));
    assert!(!wrapped(60) && vectors() == 0, "what asks for no calls diverts none");
    drop((one, other));
    assert_eq!(HELD.load(SeqCst), 0, "credentials are given back");
    drop(m);
}

#[test]
fn who_may_not_know_is_not_told() {
    let _m = start();
    with(|k| {
        k.start(70, "/bin/neighbour");
        k.start(80, "/bin/stranger");
        k.procs.get_mut(&70).unwrap().uid = 1001;
        k.procs.get_mut(&80).unwrap().uid = 2000;
    });
    let watchers = [60, 70, 80].map(|pid| {
        be(100_000 + pid, pid);
        let w = Watcher::try_open(pid).unwrap();
        let process = class("process").unwrap() | class("id").unwrap();
        assert_eq!(w.watch(60, ALL | event::CALL, process), 0);
        w
    });
    be(100_060, 60);
    assert!(exec("/bin/ls", &["ls", "secret"], false));
    assert_eq!(call(GETPPID, [0; 6]), OK);
    exit(60, 0);
    let [own, neighbour, stranger] = watchers.each_ref().map(Watcher::lines);
    assert_eq!(own, ["60 exec /bin/ls [ls|secret] 2 10", "60 call 39 0", "60 exit 0"]);
    assert_eq!(neighbour, ["60 exec /bin/ls [ls|secret] 0 0 2", "60 exit 0"]);
    assert_eq!(stranger, ["60 exec  [] 0 0 1", "60 exit 0 1"]);
}

#[test]
fn calls_are_told_by_class_with_and_without_wrappers() {
    let m = start();
    let w = Watcher::open();
    let open = class("open").unwrap();
    assert_eq!(w.watch(60, ALL | event::CALL | event::FOLLOW, open), 0);
    assert!(wrapped(60), "it runs by a vector");
    let path = put(3, "/etc/motd");
    assert_eq!(call(OPEN, [path, 0, 0, 0, 0, 0]), OK);
    assert_eq!(call(GETPID, [0; 6]), OK);
    assert!(exec("/usr/sbin/imapd", &["imapd"], true));
    assert_eq!(call(GETPID, [0; 6]), OK);
    assert_eq!(call(OPEN, [path, 0, 0, 0, 0, 0]), OK);
    fork(61);
    be(100_061, 61);
    assert_eq!(call(OPEN, [path, 0, 0, 0, 0, 0]), OK);
    let opened = format!("call 5 {path}");
    let told = |pid: u32| format!("{pid} {opened}");
    let lines = w.lines();
    assert_eq!(lines[0], told(60));
    assert!(lines[1].starts_with("60 exec"));
    assert_eq!(lines[2..], [told(60), "60 fork 61".into(), told(61)]);
    // A wrapper comes, and judges what it names; both see what both name.
    let deny = vec![clause(OPEN, Phase::Pre, 1), clause(GETPID, Phase::Pre, 1)];
    m.add(&wrapper("guard", deny), "prog=imapd");
    let denied = Seen { error: 13, ret: 0, ran: false };
    assert_eq!((call(OPEN, [path, 0, 0, 0, 0, 0]), call(GETPID, [0; 6])), (denied, denied));
    assert_eq!(w.lines(), [told(61)]);
    assert_eq!(wss_rs_watch_drop(w.id, 61), 0);
    assert_eq!((call(OPEN, [path, 0, 0, 0, 0, 0]), call(GETPPID, [0; 6])), (denied, OK));
    assert!(w.lines().is_empty());
    assert_eq!(m.ask(wss_abi::control::Ask::Unload("guard".into())), ANSWERED);
    assert!(!wrapped(61), "neither wrapped nor watched");
    assert!(wrapped(60));
    drop(w);
    assert!(!wrapped(60));
    // What is not of the native ABI is not diverted, and not killed for it.
    let w = Watcher::open();
    with(|k| k.procs.get_mut(&60).unwrap().native = false);
    be(100_060, 60);
    assert_eq!(w.watch(60, event::CALL | event::EXEC, open), 0);
    assert!(exec("/compat/ls", &["ls"], false));
    assert!(with(|k| k.procs[&60].killed.is_empty()) && !wrapped(60));
    assert_eq!(w.lines(), [format!("60 exec /compat/ls [ls] 2 10 {:x}", flag::FOREIGN)]);
}

#[test]
fn a_child_that_cannot_be_found_yet_is_not_killed() {
    let m = start();
    m.add(&wrapper("guard", vec![clause(OPEN, Phase::Pre, 1)]), "prog=imapd");
    let w = Watcher::open();
    let open = class("open").unwrap();
    assert_eq!(w.watch(60, event::CALL | event::FOLLOW, open), 0);
    assert!(exec("/usr/sbin/imapd", &["imapd"], false));
    fork(61);
    // Its watcher goes before anybody can find it.
    with(|k| k.making = Some(61));
    assert_eq!(wss_rs_watch_drop(w.id, 61), 0);
    assert!(with(|k| k.making.is_none()), "it was looked for");
    assert!(with(|k| k.procs[&61].killed.is_empty()), "nothing is wrong with it");
    let denied = Seen { error: 13, ret: 0, ran: false };
    be(100_061, 61);
    assert_eq!(call(OPEN, [put(3, "/etc/motd"), 0, 0, 0, 0, 0]), denied);
    // A wrapper comes while it cannot be found: who looks again finds it.
    with(|k| k.making = Some(61));
    m.add(&wrapper("more", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
    assert_eq!((call(GETPID, [0; 6]), with(|k| k.procs[&61].killed.clone())), (denied, vec![]));
}
