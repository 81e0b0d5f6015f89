//! A file system that does not answer, and who goes on meanwhile.
use super::*;
use crate::lock::{WAITED, WAITS};
use std::thread::{Scope, ScopedJoinHandle, yield_now};
use wss_abi::clause::Life;
use wss_kern::control::device;
use wss_kern::module;

const LOOKS: &str = "
.string far \"/net/far\"
.string odd \"odd\"
.func look frame 128
    r6 = STATE
    r1 = *(u64 *)(r6 + 0)
    r1 += 1
    *(u64 *)(r6 + 0) = r1
    r1 = &far
    r2 = r10
    r2 += -128
    call wr_stat
    if r0 != 0 goto no
    r1 = *(u64 *)(r6 + 0)
    r1 += 1
    *(u64 *)(r6 + 0) = r1
    r0 = 0
    exit
no:
    r0 = 0x100000d
    exit
.func even
    r6 = STATE
    r1 = *(u64 *)(r6 + 0)
    r1 &= 1
    if r1 != 0 goto odd
    r0 = 0
    exit
odd:
    r0 = 0x100000d
    exit
";

/// Looks a file up at open, and at an exec if `execs`; counts evenly meanwhile.
fn looker(name: &str, shared: bool, execs: bool) -> Object {
    let at = if shared { "&shared + 0" } else { "&state + 0" };
    let object = wss_vm::asm::object(name, &LOOKS.replace("STATE", at)).unwrap();
    let mut clauses = vec![clause(OPEN, Phase::Pre, 0), clause(GETPPID, Phase::Pre, 1)];
    clauses.push(clause(READ, Phase::Post, 0));
    clauses.push(Clause { on: On::Life(Life::Fork), ..clause(0, Phase::Pre, 1) });
    if execs {
        clauses.push(Clause { on: On::Life(Life::Exec), ..clause(0, Phase::Pre, 0) });
    }
    let (state, shared) = if shared { (vec![], vec![0; 8]) } else { (vec![0; 8], vec![]) };
    let target = Target::FreebsdAmd64;
    Object { target, clauses, state, shared, budget: 10_000, ..object }
}

/// Processes 60 and 61 under a wrapper.
fn bound(shared: bool) -> Module {
    let m = Module::load();
    with(|k| {
        for pid in [60, 61] {
            k.start(pid, "/usr/sbin/imapd");
        }
    });
    m.add(&looker("looker", shared, false), "prog=imapd");
    assert!(wrapped(60) && wrapped(61));
    m
}

/// A thread of a process that makes a call and is stuck in a look-up, by the time this returns.
fn stuck<'s>(s: &'s Scope<'s, '_>, tid: u32, pid: u32, nr: u32) -> ScopedJoinHandle<'s, Seen> {
    with(|k| (k.there, k.looking) = (false, false));
    let caller = s.spawn(move || {
        be(tid, pid);
        call(nr, [0; 6])
    });
    while !with(|k| k.looking) {
        yield_now();
    }
    caller
}

fn answer() {
    with(|k| k.there = true);
}

/// Lets go whoever is stuck if the test fails, which would wait for them.
struct Lets;

impl Drop for Lets {
    fn drop(&mut self) {
        answer();
        WAITS.store(0, SeqCst);
    }
}

#[test]
fn everybody_else_goes_on_while_one_is_stuck_in_a_look_up() {
    let m = bound(false);
    std::thread::scope(|s| {
        let _lets = Lets;
        let caller = stuck(s, 101_000, 60, OPEN);
        // Another process under the same wrapper; an exec; a fork; a wrapper that comes and goes.
        be(100_061, 61);
        assert_eq!(call(GETPPID, [0; 6]), OK);
        fork(62);
        assert!(wrapped(62));
        exit(62, 0);
        with(|k| k.start(63, "/bin/sh"));
        be(100_063, 63);
        exec("/usr/sbin/imapd", &["imapd"], false);
        assert!(wrapped(63));
        m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
        assert_eq!(call(GETPID, [0; 6]).error, EACCES);
        // The other threads of the process that is stuck are under it too.
        be(101_001, 60);
        assert_eq!(call(GETPID, [0; 6]).error, EACCES);
        let Answer::Status(status) = m.ask(Ask::Status) else { panic!() };
        assert_eq!(status.wrappers, 2);
        assert_eq!(m.ask(Ask::Unload("guard".into())), Answer::Done);
        assert_eq!(call(GETPID, [0; 6]), OK);
        // The module stays, and says because of whom, for as long as that is so.
        let hindering = || match m.ask(Ask::Status) {
            Answer::Status(status) => status.hindering.len(),
            other => panic!("{other:?}"),
        };
        assert_eq!(module::wss_rs_quiesce(50, false), 16);
        assert_eq!(hindering(), 1);
        answer();
        assert_eq!(caller.join().unwrap(), OK);
        assert_eq!(hindering(), 0);
    });
    assert_eq!(module::wss_rs_quiesce(50, false), 0);
}

#[test]
fn a_clause_learns_what_another_process_runs() {
    const WHO: &str = "
.string shell \"/bin/sh\"
.func who frame 128
    r1 = 61
    r2 = r10
    r2 += -128
    r3 = 128
    call wr_pid_exe
    if r0 != 7 goto no
    r1 = &shell
    r2 = r10
    r2 += -128
    call wr_strcmp
    if r0 != 0 goto no
    r1 = 62
    r2 = r10
    r2 += -128
    r3 = 128
    call wr_pid_exe
    r0 += 3
    if r0 != 0 goto no
    r0 = 0
    exit
no:
    r0 = 0x100000d
    exit
";
    let m = Module::load();
    with(|k| {
        k.start(60, "/usr/sbin/imapd");
        k.start(61, "/bin/sh");
    });
    let object = wss_vm::asm::object("who", WHO).unwrap();
    let (target, clauses) = (Target::FreebsdAmd64, vec![clause(OPEN, Phase::Pre, 0)]);
    m.add(&Object { target, clauses, budget: 10_000, ..object }, "prog=imapd");
    be(100_060, 60);
    assert_eq!(call(OPEN, [0; 6]), OK);
    // There is nobody by the other number; now there is.
    with(|k| k.start(62, "/bin/sh"));
    assert_eq!(call(OPEN, [0; 6]).error, EACCES);
}

#[test]
fn a_call_is_made_whose_look_up_outlives_the_module() {
    let _m = bound(false);
    std::thread::scope(|s| {
        let _lets = Lets;
        // It went in after the kernel had asked whether somebody is inside.
        let caller = stuck(s, 101_000, 60, OPEN);
        module::wss_rs_unload();
        answer();
        assert_eq!(caller.join().unwrap(), OK);
        let caller = s.spawn(|| {
            be(101_000, 60);
            call(OPEN, [0; 6])
        });
        assert_eq!(caller.join().unwrap(), OK);
    });
}

#[test]
fn a_wrapper_that_is_unloaded_goes_when_its_clause_has_ended() {
    let m = bound(false);
    std::thread::scope(|s| {
        let _lets = Lets;
        let caller = stuck(s, 101_000, 60, OPEN);
        m.ask(Ask::Unload("looker".into()));
        assert!(wrapped(60) && !wrapped(61));
        answer();
        assert_eq!(caller.join().unwrap(), OK);
    });
    assert!(!wrapped(60));
    let Answer::Status(status) = m.ask(Ask::Status) else { panic!() };
    assert_eq!((status.wrappers, status.processes), (0, 0));
}

#[test]
fn a_thread_waits_for_the_state_of_a_clause_that_asks() {
    for shared in [false, true] {
        let _m = bound(shared);
        let pid = if shared { 61 } else { 60 };
        std::thread::scope(|s| {
            let _lets = Lets;
            let caller = stuck(s, 101_000, 60, OPEN);
            WAITED.store(0, SeqCst);
            let other = s.spawn(move || {
                be(101_001, pid);
                call(GETPPID, [0; 6])
            });
            while WAITED.load(SeqCst) < 2 {
                yield_now();
            }
            // A signal makes it come again; death ends it, and of a result death alone.
            for (ends, nr, shown) in [(-1, GETPPID, -1), (4, GETPPID, 4), (4, READ, 4)] {
                WAITS.store(ends, SeqCst);
                let seen = s.spawn(move || {
                    be(101_002, pid);
                    call(nr, [0; 6])
                });
                assert_eq!(seen.join().unwrap().error, shown);
            }
            // `other` was given up so too; made again it waits again.
            assert!([-1, 4].contains(&other.join().unwrap().error));
            WAITS.store(0, SeqCst);
            let other = s.spawn(move || {
                be(101_001, pid);
                call(GETPPID, [0; 6])
            });
            answer();
            assert_eq!(caller.join().unwrap(), OK);
            assert_eq!(other.join().unwrap(), OK, "it sees an even count");
        });
    }
}

#[test]
fn a_process_is_forgotten_whose_wrapper_went_while_it_waited() {
    for ends in [0, 4] {
        let m = bound(true);
        std::thread::scope(|s| {
            let _lets = Lets;
            let caller = stuck(s, 101_000, 60, OPEN);
            WAITED.store(0, SeqCst);
            let other = s.spawn(|| {
                be(101_001, 61);
                call(GETPPID, [0; 6]).error
            });
            while WAITED.load(SeqCst) < 2 {
                yield_now();
            }
            m.ask(Ask::Unload("looker".into()));
            assert!(wrapped(61), "its state is held");
            WAITS.store(ends, SeqCst);
            let gone_early = (ends != 0).then(|| other.join().unwrap());
            answer();
            assert_eq!(caller.join().unwrap(), OK);
            assert_eq!(gone_early.unwrap_or(0), ends);
        });
        let Answer::Status(status) = m.ask(Ask::Status) else { panic!() };
        assert_eq!((status.wrappers, status.processes), (0, 0), "{ends}");
    }
}

#[test]
fn a_fork_and_an_end_wait_for_shared_state() {
    let _m = bound(true);
    std::thread::scope(|s| {
        let _lets = Lets;
        let caller = stuck(s, 101_000, 60, OPEN);
        WAITED.store(0, SeqCst);
        let forks = s.spawn(|| {
            be(100_061, 61);
            fork(62);
            with(|k| k.procs[&62].killed.clone())
        });
        while WAITED.load(SeqCst) < 2 {
            yield_now();
        }
        answer();
        assert_eq!(caller.join().unwrap(), OK);
        assert_eq!(forks.join().unwrap(), [] as [u8; 0], "its clause saw an even count");
    });
    assert!(wrapped(62));
}

#[test]
fn who_waits_for_state_gives_up_after_a_time() {
    let m = bound(true);
    let subscriber = Subscriber::new();
    std::thread::scope(|s| {
        let _lets = Lets;
        let caller = stuck(s, 101_000, 60, OPEN);
        let later = |seconds| {
            with(|k| k.uptime += seconds);
            WAITED.store(0, SeqCst);
        };
        let wait = || {
            while WAITED.load(SeqCst) < 10 {
                yield_now();
            }
        };
        for nr in [GETPPID, READ] {
            WAITED.store(0, SeqCst);
            let other = s.spawn(move || {
                be(101_001, 61);
                call(nr, [0; 6]).error
            });
            wait();
            later(30);
            wait();
            assert!(!other.is_finished());
            later(1);
            assert_eq!(other.join().unwrap(), 1, "EPERM");
        }
        WAITED.store(0, SeqCst);
        let forks = s.spawn(|| {
            be(100_061, 61);
            fork(62);
            with(|k| k.procs[&62].killed.clone())
        });
        wait();
        later(31);
        assert_eq!(forks.join().unwrap(), [9]);
        answer();
        assert_eq!(caller.join().unwrap(), OK);
    });
    let told = subscriber.read();
    let faults = told.iter().filter(|r| r.kind == Kind::Fault);
    assert_eq!(faults.filter(|r| r.message.contains("its state is held")).count(), 3);
    assert_eq!(told.iter().filter(|r| r.message.contains("timed out")).count(), 2);
    drop(subscriber);
    drop(m);
}

#[test]
fn an_exec_waits_for_the_state_that_its_wrapper_begins_with() {
    let m = Module::load();
    with(|k| {
        k.start(60, "/bin/sh");
        k.start(61, "/bin/sh");
        k.there = true;
    });
    let mut object = looker("looker", true, false);
    object.clauses.push(Clause { on: On::Life(Life::Activate), ..clause(0, Phase::Pre, 0) });
    m.add(&object, "prog=imapd");
    be(100_060, 60);
    assert!(exec("/usr/sbin/imapd", &["imapd"], false) && wrapped(60));
    std::thread::scope(|s| {
        let _lets = Lets;
        let caller = stuck(s, 101_000, 60, OPEN);
        WAITED.store(0, SeqCst);
        let execs = s.spawn(|| {
            be(100_061, 61);
            exec("/usr/sbin/imapd", &["imapd"], false)
        });
        while WAITED.load(SeqCst) < 2 {
            yield_now();
        }
        answer();
        assert_eq!(caller.join().unwrap(), OK);
        assert!(execs.join().unwrap());
    });
    assert!(wrapped(61));
    be(100_061, 61);
    assert_eq!(call(GETPPID, [0; 6]), OK);
    assert_eq!(with(|k| k.procs[&61].killed.clone()), [] as [u8; 0]);
}

#[test]
fn a_result_and_an_exec_are_judged_by_look_ups_too() {
    let m = bound(false);
    std::thread::scope(|s| {
        let _lets = Lets;
        let caller = stuck(s, 101_000, 60, READ);
        answer();
        assert_eq!(caller.join().unwrap(), OK);
    });
    m.add(&looker("execs", false, true), "prog=imapd");
    std::thread::scope(|s| {
        let _lets = Lets;
        with(|k| (k.there, k.looking) = (false, false));
        let execs = s.spawn(|| {
            be(100_060, 60);
            exec("/usr/sbin/other", &["other"], false)
        });
        while !with(|k| k.looking) {
            yield_now();
        }
        be(100_061, 61);
        assert_eq!(call(GETPPID, [0; 6]), OK);
        assert_eq!(module::wss_rs_quiesce(50, false), 16);
        answer();
        assert!(execs.join().unwrap());
    });
    assert!(wrapped(60), "an exec sheds no binding");
    be(100_060, 60);
    assert_eq!(call(GETPPID, [0; 6]), OK);
    let Answer::Wrappers(list) = m.ask(Ask::List) else { panic!() };
    assert_eq!(list[1].clauses.last().unwrap().hits, 1);
}

#[test]
fn look_ups_of_many_threads_come_out_even() {
    let m = bound(true);
    answer();
    std::thread::scope(|s| {
        let _lets = Lets;
        for n in 0..4u32 {
            s.spawn(move || {
                be(101_000 + n, 60 + n % 2);
                for round in 0..ROUNDS / 10 {
                    let nr = if round % 3 == 0 { OPEN } else { GETPPID };
                    let seen = call(nr, [0; 6]);
                    assert_eq!(seen, OK, "thread {n}, round {round}");
                }
            });
        }
        for n in 0..ROUNDS / 100 {
            let name = format!("guard{n}");
            m.add(&wrapper(&name, vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
            m.ask(Ask::Unload(name));
            let Answer::Status(_) = m.ask(Ask::Status) else { panic!() };
        }
    });
    exit(60, 0);
    exit(61, 0);
    assert_eq!(device::wss_rs_sysctl_count(WSS_SYSCTL_BOUND), 0);
}
