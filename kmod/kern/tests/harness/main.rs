//! The Rust half of the module on any machine: the C half is replaced by doubles ([`shim`]) over a small
//! kernel ([`kernel`]), which drives it as the real one does ([`gate`]): loading, requests, execs, forks,
//! exits and calls of several threads at once, unloading. The doubles check what WITNESS would and more:
//! the engine's lock does not recurse, is not held while memory is faulted in, while a native function
//! or a held call runs or when an upcall returns; vectors in use are not given back.
//!
//! With sanitizers, which a stable compiler of rustup's has (Debian's has not):
//!
//! ```text
//! export RUSTC_BOOTSTRAP=1 TARGET=x86_64-unknown-linux-gnu
//! RUSTFLAGS=-Zsanitizer=address cargo test -p wss-kern --test harness --target $TARGET
//! RUSTFLAGS="-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer" \
//!     TSAN_OPTIONS=suppressions=$PWD/kmod/kern/tests/harness/tsan.supp \
//!     cargo test -p wss-kern --test harness --target $TARGET -- --test-threads=1
//! ```
//!
//! The library is not built for the second; what has to be seen of locks is therefore made of atomics
//! here ([`lock`]). Miri needs a nightly compiler of rustup's (`cargo +nightly miri test -p wss-kern
//! --test harness`; it takes fewer rounds); where that could not be had, it has not been tried.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
#![allow(clippy::expect_used)]
mod bound;
mod condition;
mod control;
mod count;
mod exec;
mod gate;
mod kernel;
mod later;
mod lock;
mod shim;
mod watch;

use gate::*;
use kernel::{be, with};
use std::sync::atomic::Ordering::SeqCst;
use wss_abi::audit::Kind;
use wss_abi::clause::{ArgTest, CallBind, Clause, Cmp, On, Phase, Shape, Source, does};
use wss_abi::control::{Answer, Ask, Criteria};
use wss_abi::object::Object;
use wss_abi::target::Target;
use wss_kern::control::device;
use wss_kern::ffi::sysctl::WSS_SYSCTL_BOUND;
use wss_kern::intercept::{exec as execs, life};

/// Rounds of what is done often: few where each instruction is looked at.
const ROUNDS: u32 = if cfg!(miri) { 20 } else { 2000 };

const READ: u32 = 3;
const OPEN: u32 = 5;
const GETPID: u32 = 20;
const GETPPID: u32 = 39;
const EXECVE: u32 = 59;
const EACCES: i32 = 13;
const EINTR: i32 = 4;

const CODE: &str = "
.string secret \"/etc/secret\"
.string told \"read\"
.func pass
    r0 = 0
    exit
.func deny
    r0 = 0x100000d
    exit
.func judge
    r2 = *(u64 *)(r1 + 64)
    r1 = &secret
    call wr_strcmp
    if r0 == 0 goto no
    r0 = 0
    exit
no:
    r0 = 0x100000d
    exit
.func tell
    r1 = &told
    r2 = 4
    call wr_audit
    r0 = 0
    exit
.func count
    r1 = &state + 0
    r2 = *(u64 *)(r1 + 0)
    r2 += 1
    *(u64 *)(r1 + 0) = r2
    r0 = 0
    exit
";

fn clause(nr: u32, phase: Phase, body: u32) -> Clause {
    Clause {
        line: nr,
        phase,
        does: does::VERDICT,
        ..Clause::new(
            &format!("op{{{nr}}}"),
            On::Calls(vec![CallBind { nr, sources: vec![], filter: vec![] }]),
            body,
        )
    }
}

/// A clause that judges the path in argument `arg` of a call.
fn judges(nr: u32, arg: u8) -> Clause {
    let path = Source::Capture { arg, shape: Shape::Path, out: false, dirfd: None };
    let on = On::Calls(vec![CallBind { nr, sources: vec![path], filter: vec![] }]);
    Clause { on, params: vec!["path".into()], decides: 1, ..clause(nr, Phase::Pre, 2) }
}

fn wrapper(name: &str, clauses: Vec<Clause>) -> Object {
    let object = wss_vm::asm::object(name, CODE).unwrap();
    let state = vec![0; 8];
    Object { target: Target::FreebsdAmd64, clauses, state, budget: 10_000, ..object }
}

const ANSWERED: Answer = Answer::Done;
const OK: Seen = Seen { error: 0, ret: 7, ran: true };

#[test]
fn a_running_process_comes_under_a_wrapper_and_out_again() {
    let m = Module::load();
    with(|k| {
        k.start(60, "/usr/sbin/imapd");
        k.start(61, "/bin/sh");
    });
    be(100_060, 60);
    assert_eq!(call(GETPID, [0; 6]), OK);
    m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
    assert!(wrapped(60) && !wrapped(61));
    assert_eq!(diverted(60), 1);
    assert_eq!(call(GETPID, [0; 6]), Seen { error: EACCES, ret: 0, ran: false });
    assert_eq!(call(GETPPID, [0; 6]), OK);
    let Answer::Wrappers(list) = m.ask(Ask::List) else { panic!() };
    assert_eq!((list[0].name.as_str(), list[0].bindings), ("guard", 1));
    assert_eq!((list[0].clauses[0].hits, list[0].clauses[0].verdicts), (1, 1));
    let Answer::Processes(ps) = m.ask(Ask::Ps) else { panic!() };
    assert_eq!((ps.len(), ps[0].pid, ps[0].bindings.as_slice()), (1, 60, &["guard".into()][..]));
    // A process under a wrapper does not control the engine.
    assert_eq!(device::wss_rs_dev_admit(60), 1);
    assert_eq!(m.ask(Ask::Unload("guard".into())), Answer::Done);
    assert!(!wrapped(60));
    assert_eq!(call(GETPID, [0; 6]), OK);
    let Answer::Status(s) = m.ask(Ask::Status) else { panic!() };
    assert_eq!((s.wrappers, s.processes), (0, 0));
    assert!(!with(|k| k.watch || k.procs.values().any(|p| p.known)));
}

#[test]
fn a_call_that_was_fetched_long_ago_is_judged_by_what_binds_now() {
    let m = Module::load();
    m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
    with(|k| k.start(60, "/bin/sh"));
    be(100_060, 60);
    exec("/usr/sbin/imapd", &["imapd"], false);
    FETCHED.set(with(|k| k.procs[&60].plan));
    m.add(&wrapper("more", vec![clause(READ, Phase::Pre, 1)]), "prog=imapd");
    // The vector comes to be another set's, whose first test does not hold.
    let (arg, op, mask, value, wide) = (0, Cmp::Eq, u64::MAX, 99, true);
    let filter = vec![vec![ArgTest { arg, op, mask, value, wide }]];
    let on = On::Calls(vec![CallBind { nr: READ, sources: vec![], filter }]);
    with(|k| k.start(61, "/bin/cat"));
    m.add(&wrapper("cats", vec![Clause { on, ..clause(READ, Phase::Pre, 1) }]), "prog=cat");
    let cat = with(|k| k.procs[&61].plan);
    assert!(FETCHED.get().zip(cat).is_some_and(|(a, b)| std::ptr::eq(a, b)));
    assert_eq!(call(GETPID, [0; 6]).error, EACCES);
    FETCHED.set(None);
}

#[test]
fn a_child_that_is_made_during_a_sweep_is_wrapped() {
    let m = Module::load();
    with(|k| {
        k.start(60, "/usr/sbin/imapd");
        k.forks = Some((60, 62));
    });
    m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
    for (parent, child) in with(|k| std::mem::take(&mut k.told)) {
        // SAFETY: the double looks at nothing behind it.
        assert!(unsafe { life::wss_rs_fork(parent, child, std::ptr::dangling_mut()) });
    }
    assert!(wrapped(60) && wrapped(62));
    assert!(!with(|k| k.all_forks), "the sweep is over");
}

#[test]
fn children_are_wrapped_and_their_end_is_heeded() {
    let m = Module::load();
    m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
    with(|k| k.start(60, "/bin/sh"));
    be(100_060, 60);
    exec("/usr/sbin/imapd", &["imapd"], false);
    for child in 61..64 {
        be(100_060, 60);
        fork(child);
        be(100_000 + child, child);
        assert_eq!(call(GETPID, [0; 6]).error, EACCES);
    }
    assert_eq!(device::wss_rs_sysctl_count(WSS_SYSCTL_BOUND), 4);
    assert_eq!(vectors(), 1, "one set, one vector");
    for pid in [62, 60, 63, 61] {
        exit(pid, 0);
    }
    assert_eq!(device::wss_rs_sysctl_count(WSS_SYSCTL_BOUND), 0);
    // A child of a process that the engine does not know any more.
    assert!(unsafe_fork_of_nobody());
}

fn unsafe_fork_of_nobody() -> bool {
    with(|k| k.start(70, "/bin/sh"));
    // SAFETY: the double looks at nothing behind it.
    let heeded = unsafe { life::wss_rs_fork(99, 70, std::ptr::dangling_mut()) };
    heeded && !wrapped(70)
}

#[test]
fn what_was_judged_is_what_runs() {
    let m = Module::load();
    m.add(&wrapper("guard", vec![judges(OPEN, 0)]), "prog=imapd");
    with(|k| k.start(60, "/bin/sh"));
    be(100_060, 60);
    exec("/usr/sbin/imapd", &["imapd"], false);
    let path = put(3, "/etc/motd");
    evict();
    assert_eq!(call(OPEN, [path, 0, 0, 0, 0, 0]), OK, "memory is faulted in first");
    assert!(with(|k| k.touched) > 0);
    assert_eq!(with(|k| k.held.clone()), [(OPEN, vec![(0, vec![b"/etc/motd\0".to_vec()])])]);
    let path = put(4, "/etc/secret");
    assert_eq!(call(OPEN, [path, 0, 0, 0, 0, 0]), Seen { error: EACCES, ret: 0, ran: false });
    assert_eq!(call(OPEN, [16, 0, 0, 0, 0, 0]).error, 14, "what cannot be read is refused");
    assert_eq!(with(|k| k.held.len()), 1);
}

#[test]
fn all_that_is_looked_at_is_faulted_in() {
    let m = Module::load();
    let looks = |n: u32| {
        let len = wss_abi::clause::Len::Const(n);
        let shape = Shape::Bytes { len, max: n };
        let bytes = Source::Capture { arg: (n % 2) as u8, shape, out: false, dirfd: None };
        let on = On::Calls(vec![CallBind { nr: READ, sources: vec![bytes], filter: vec![] }]);
        Clause { on, params: vec!["it".into()], unlocked: true, ..clause(READ, Phase::Pre, 4) }
    };
    m.add(&wrapper("guard", (1..40).map(looks).collect()), "prog=imapd");
    with(|k| k.start(60, "/bin/sh"));
    be(100_060, 60);
    exec("/usr/sbin/imapd", &["imapd"], false);
    let (a, b) = (put(3, "abc"), put(4, "abc"));
    evict();
    assert_eq!(call(READ, [a, b, 0, 0, 0, 0]), OK);
    assert_eq!(with(|k| std::mem::take(&mut k.touched)), 39);
}

#[test]
fn a_held_call_that_is_interrupted_comes_again_as_it_was_judged() {
    let m = Module::load();
    m.add(&wrapper("guard", vec![judges(OPEN, 0)]), "prog=imapd");
    with(|k| k.start(60, "/usr/sbin/imapd"));
    be(100_060, 60);
    exec("/usr/sbin/imapd", &["imapd"], false);
    let path = put(3, "/tmp/fifo");
    let open = || call_with(OPEN, [path, 0, 0, 0, 0, 0], |_| panic!("it is completed"));
    kernel::HELD_ENDS.set((ERESTART, 0));
    assert_eq!(open().error, ERESTART);
    kernel::HELD_ENDS.set((0, 9));
    assert_eq!((open().error, with(|k| k.held.len())), (0, 2));
    // The handler of the signal puts another path there: that is judged.
    kernel::HELD_ENDS.set((ERESTART, 0));
    assert_eq!(open().error, ERESTART);
    put(3, "/etc/secret");
    assert_eq!(open().error, EACCES);
    assert_eq!(with(|k| k.held.len()), 3);
    let Answer::Wrappers(list) = m.ask(Ask::List) else { panic!() };
    assert_eq!(list[0].clauses[0].hits, 3, "the second entry was no event of its own");
}

#[test]
fn an_interrupted_read_is_one_event() {
    let m = Module::load();
    m.add(&wrapper("watch", vec![clause(READ, Phase::Post, 3)]), "prog=imapd");
    with(|k| k.start(60, "/bin/sh"));
    be(100_060, 60);
    exec("/usr/sbin/imapd", &["imapd"], false);
    let subscriber = Subscriber::new();
    for _ in 0..3 {
        assert_eq!(call_with(READ, [0; 6], |_| (ERESTART, 0)).error, ERESTART);
    }
    assert_eq!(subscriber.waiting(), 0);
    assert_eq!(call(READ, [0; 6]), OK);
    assert!(subscriber.waiting() > 0);
    assert_eq!(subscriber.read().len(), 1);
    // Another call ends one that does not come again.
    assert_eq!(call_with(READ, [0; 6], |_| (ERESTART, 0)).error, ERESTART);
    assert_eq!(call(READ, [1, 0, 0, 0, 0, 0]), OK);
    let told = subscriber.read();
    let rets: Vec<_> = told
        .iter()
        .map(|r| match &r.event {
            Some(wss_abi::audit::Event::Call { ret, .. }) => ret.unwrap(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(rets, [-i64::from(EINTR), 7]);
    assert!(told.iter().all(|r| r.kind == Kind::Audit && r.subject.pid == 60));
}

#[test]
fn an_interrupted_call_is_judged_again_when_its_judgement_may_not_stand() {
    let m = Module::load();
    let clauses =
        vec![judges(OPEN, 0), clause(GETPPID, Phase::Pre, 4), clause(GETPID, Phase::Pre, 0)];
    m.add(&wrapper("guard", clauses), "prog=imapd");
    with(|k| k.start(60, "/usr/sbin/imapd"));
    be(100_060, 60);
    exec("/usr/sbin/imapd", &["imapd"], false);
    let path = put(3, "/tmp/fifo");
    let open = |error| {
        kernel::HELD_ENDS.set((error, 9));
        call_with(OPEN, [path, 0, 0, 0, 0, 0], |_| panic!("it is completed")).error
    };
    let hits = || {
        let Answer::Wrappers(list) = m.ask(Ask::List) else { panic!() };
        list[0].clauses[0].hits
    };
    let other = |nr| {
        be(101_060, 60);
        assert_eq!(call(nr, [0; 6]), OK);
        be(100_060, 60);
    };
    let cases: [(&dyn Fn(), u64); 4] = [
        (&|| with(|k| k.uptime += 10), 1),
        // A call that is only counted changes nothing.
        (&|| other(GETPID), 1),
        (&|| other(GETPPID), 2),
        (&|| with(|k| k.uptime += 11), 2),
    ];
    for (n, (meanwhile, judged)) in cases.into_iter().enumerate() {
        let before = hits();
        assert_eq!(open(ERESTART), ERESTART);
        meanwhile();
        assert_eq!(open(0), 0);
        assert_eq!(hits() - before, judged, "{n}");
    }
}

#[test]
fn a_held_exec_hands_its_arguments_over() {
    let m = Module::load();
    let argv = Source::Capture { arg: 1, shape: Shape::StrVec, out: false, dirfd: None };
    let on = On::Calls(vec![CallBind { nr: EXECVE, sources: vec![argv], filter: vec![] }]);
    let c = Clause { on, decides: 1, params: vec!["argv".into()], ..clause(EXECVE, Phase::Pre, 0) };
    m.add(&wrapper("guard", vec![c]), "prog=imapd");
    with(|k| k.start(60, "/bin/sh"));
    be(100_060, 60);
    exec("/usr/sbin/imapd", &["imapd"], false);
    let words: Vec<u8> =
        [put(3, "sh"), put(4, "-c"), 0].iter().flat_map(|w| w.to_le_bytes()).collect();
    let at = put(5, "");
    with(|k| assert!(k.write(at, &words)));
    evict();
    kernel::HELD_ENDS.set((EJUSTRETURN, 0));
    let seen = call_with(EXECVE, [0, at, 0, 0, 0, 0], |_| panic!("it is completed"));
    assert_eq!(seen.error, EJUSTRETURN);
    let held = with(|k| k.held.clone());
    assert_eq!(held, [(EXECVE, vec![(1, vec![b"sh\0".to_vec(), b"-c\0".to_vec()])])]);
}

#[test]
fn threads_call_while_wrappers_come_and_go() {
    let m = Module::load();
    let count = wrapper("count", vec![clause(GETPID, Phase::Pre, 4), clause(READ, Phase::Post, 4)]);
    m.add(&count, "prog=imapd");
    for pid in [60, 61] {
        with(|k| k.start(pid, "/usr/sbin/imapd"));
        be(100_000 + pid, pid);
        exec("/usr/sbin/imapd", &["imapd"], false);
    }
    let calls = std::thread::scope(|s| {
        let callers: Vec<_> = (0..4u32)
            .map(|n| {
                s.spawn(move || {
                    be(101_000 + n, 60 + n % 2);
                    let mut made = 0u64;
                    for round in 0..ROUNDS {
                        let nr = if round % 3 == 0 { READ } else { GETPID };
                        let again = round % 7 == 0;
                        if again {
                            call_with(nr, [0; 6], |_| (ERESTART, 0));
                        }
                        // A guard that is loaded for a while denies it.
                        let seen = call(nr, [0; 6]);
                        assert!(seen == OK || seen.error == EACCES, "{seen:?}");
                        made += 1;
                    }
                    made
                })
            })
            .collect();
        for n in 0..ROUNDS / 100 {
            let name = format!("guard{n}");
            m.add(&wrapper(&name, vec![clause(READ, Phase::Pre, 1)]), "prog=imapd");
            be(100_060, 60);
            fork(62);
            exit(62, 0);
            assert_eq!(m.ask(Ask::Unload(name)), Answer::Done);
        }
        callers.into_iter().map(|c| c.join().unwrap()).sum::<u64>()
    });
    assert_eq!(calls, 4 * u64::from(ROUNDS));
    let Answer::Wrappers(list) = m.ask(Ask::List) else { panic!() };
    assert_eq!(list.len(), 1, "the guards are gone");
    let hits: u64 = list[0].clauses.iter().map(|c| c.hits).sum();
    // Every call was counted, but for reads that a guard refused before `count` saw a result; and an
    // interrupted one twice if unloading a guard ended its event.
    assert!(hits <= calls + calls / 7 + 4 && hits >= calls / 2, "{hits} of {calls}");
    exit(60, 0);
    exit(61, 0);
    assert_eq!(device::wss_rs_sysctl_count(WSS_SYSCTL_BOUND), 0);
}

#[test]
fn no_request_makes_it_panic() {
    let m = Module::load();
    with(|k| k.start(60, "/usr/sbin/imapd"));
    let object = wrapper("guard", vec![judges(OPEN, 0)]).encode().unwrap();
    let criteria = vec![Criteria { text: "prog=imapd".into(), names: vec![] }];
    let unit = wss_abi::control::Unit { object, activate: criteria, ..Default::default() };
    let ask = Ask::Load(vec![unit]);
    let whole = wss_abi::control::Request { confirmed: true, ask }.encode().unwrap();
    be(100_050, 50);
    let mut seed = 1u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
        (seed >> 33) as usize
    };
    let (mut answered, mut refused) = (0, 0);
    for _ in 0..ROUNDS {
        let mut input = whole.clone();
        for _ in 0..random() % 4 {
            let at = random() % input.len();
            input[at] = random() as u8;
        }
        if random() % 4 == 0 {
            input.truncate(random() % input.len());
        }
        match request((random() % 12) as u32, &input) {
            Ok(Answer::Done) => answered += 1,
            Ok(_) => {}
            Err(_) => refused += 1,
        }
        // Whatever came into force is taken away again.
        if let Answer::Wrappers(list) = m.ask(Ask::List) {
            for w in list {
                m.ask(Ask::Unload(w.name));
            }
        }
        if random() % 8 == 0 {
            // Without `lock`, which is for good.
            break_lock(&m);
        }
    }
    assert!(answered > 0 && refused > 0, "{answered} {refused}");
}

/// A `lock` that the requests above may have given ends with the system.
fn break_lock(m: &Module) {
    let Answer::Status(s) = m.ask(Ask::Status) else { panic!() };
    if !s.frozen.is_empty() {
        wss_kern::state::lock().unwrap().control.locked = false;
    }
}

#[test]
fn upcalls_of_an_unloaded_module_do_nothing() {
    drop(Module::load());
    let m = Module::load();
    wss_kern::module::wss_rs_unload();
    with(|k| k.start(60, "/usr/sbin/imapd"));
    be(100_060, 60);
    execs::wss_rs_judge(60, false);
    life::wss_rs_exit(60, 0);
    assert!(!unsafe_fork_of_nobody());
    assert_eq!(device::wss_rs_dev_admit(60), 6);
    assert_eq!(device::wss_rs_sysctl_count(WSS_SYSCTL_BOUND), 0);
    drop(m);
}
