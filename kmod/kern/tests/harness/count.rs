//! Calls that are only counted: by the slot, or when their tests are done; what vectors have counted
//! comes to the statistics once each, whatever becomes of wrappers, processes and vectors meanwhile.
use crate::gate::*;
use crate::kernel::{be, with};
use crate::{EACCES, GETPID, GETPPID, OK, READ, clause, wrapper};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use wss_abi::clause::{ArgTest, CallBind, Clause, Cmp, On, Phase};
use wss_abi::control::{Answer, Ask};

/// A clause that lets a call pass, of those whose first argument is 1.
fn first_is_one(nr: u32, body: u32) -> Clause {
    let (arg, op, mask, value, wide) = (0, Cmp::Eq, u64::MAX, 1, true);
    let filter = vec![vec![ArgTest { arg, op, mask, value, wide }]];
    let on = On::Calls(vec![CallBind { nr, sources: vec![], filter }]);
    Clause { on, ..clause(nr, Phase::Pre, body) }
}

/// Hits and instructions of a wrapper's clauses.
fn stats(m: &Module, name: &str) -> Vec<(u64, u64)> {
    let Answer::Wrappers(list) = m.ask(Ask::List) else { panic!() };
    let w = list.into_iter().find(|w| w.name == name).unwrap();
    w.clauses.iter().map(|c| (c.hits, c.instructions)).collect()
}

/// Calls that were only counted, and those that were brought.
fn seen() -> (u64, u64) {
    with(|k| (std::mem::take(&mut k.counted), std::mem::take(&mut k.entries)))
}

fn server(pid: u32) {
    with(|k| k.start(pid, "/usr/sbin/imapd"));
    be(100_000 + pid, pid);
    exec("/usr/sbin/imapd", &["imapd"], false);
    seen();
}

#[test]
fn a_call_without_a_decision_is_counted_and_not_brought() {
    let m = Module::load();
    let clauses = vec![
        clause(GETPID, Phase::Pre, 0),
        first_is_one(READ, 0),
        clause(GETPPID, Phase::Pre, 0),
        first_is_one(GETPPID, 1),
    ];
    m.add(&wrapper("watch", clauses), "prog=imapd");
    m.add(&wrapper("too", vec![clause(GETPID, Phase::Pre, 0)]), "prog=imapd");
    server(60);
    for n in 0..10 {
        assert_eq!(call(GETPID, [n, 0, 0, 0, 0, 0]), OK);
    }
    assert_eq!(seen(), (10, 0));
    assert_eq!((stats(&m, "watch")[0], stats(&m, "too")[0]), ((10, 20), (10, 20)));
    assert_eq!(stats(&m, "watch")[0], (10, 20), "they are told once");
    // Tests are done by the module, but without the engine.
    for n in 0..10 {
        assert_eq!(call(READ, [n % 2, 0, 0, 0, 0, 0]), OK);
    }
    assert_eq!(seen(), (0, 10));
    assert_eq!(stats(&m, "watch")[1], (5, 10));
    // One of two clauses decides something.
    assert_eq!(call(GETPPID, [0; 6]), OK);
    assert_eq!(call(GETPPID, [1, 0, 0, 0, 0, 0]).error, EACCES);
    assert_eq!(seen(), (0, 2));
    assert_eq!((stats(&m, "watch")[2].0, stats(&m, "watch")[3].0), (2, 1));
}

#[test]
fn of_many_numbers_each_is_found_and_no_other() {
    let m = Module::load();
    let mut c = first_is_one(GETPPID, 1);
    let On::Calls(binds) = &mut c.on else { panic!() };
    let test = binds[0].filter[0][0];
    binds[0].filter = (0..100).map(|n| vec![ArgTest { value: 7 * n, ..test }]).collect();
    m.add(&wrapper("watch", vec![c]), "prog=imapd");
    server(60);
    let plan = with(|k| k.procs[&60].plan).unwrap();
    for n in 0..800 {
        let brought = n % 7 == 0 && n < 700;
        assert_eq!(plan.wants(plan.word(GETPPID), &[n, 0, 0, 0, 0, 0, 0, 0]), brought, "{n}");
        assert_eq!(call(GETPPID, [n, 0, 0, 0, 0, 0]).error, if brought { EACCES } else { 0 });
    }
}

#[test]
fn tests_that_find_no_room_are_not_passed_over() {
    let m = Module::load();
    let two = |nr| {
        let mut c = first_is_one(nr, 0);
        let On::Calls(binds) = &mut c.on else { panic!() };
        let test = binds[0].filter[0][0];
        binds[0].filter[0].push(ArgTest { arg: 1, ..test });
        c
    };
    let calls: Vec<_> = (0..600).filter(|n| valid(*n)).collect();
    assert!(2 * calls.len() > wss_kern::ffi::vector::WSS_VECTOR_TESTS);
    m.add(&wrapper("watch", calls.iter().map(|n| two(*n)).collect()), "prog=imapd");
    server(60);
    let last = *calls.last().unwrap();
    assert_eq!(call(last, [1, 2, 0, 0, 0, 0]), OK);
    assert_eq!(call(last, [1, 1, 0, 0, 0, 0]), OK);
    assert_eq!(seen(), (0, 2));
    assert_eq!(stats(&m, "watch").last().unwrap().0, 1);
}

/// There is such a call.
fn valid(nr: u32) -> bool {
    let table = wss_calls::table(wss_abi::target::Target::FreebsdAmd64).unwrap();
    table.by_nr(nr).is_some()
}

#[test]
fn what_a_vector_counted_is_not_lost_with_its_processes() {
    let m = Module::load();
    m.add(&wrapper("watch", vec![clause(GETPID, Phase::Pre, 0)]), "prog=imapd");
    m.add(&wrapper("cats", vec![clause(READ, Phase::Pre, 0)]), "prog=cat");
    server(60);
    for _ in 0..3 {
        assert_eq!(call(GETPID, [0; 6]), OK);
    }
    exit(60, 0);
    // The vector comes to be the other set's.
    with(|k| k.start(61, "/bin/cat"));
    be(100_061, 61);
    exec("/bin/cat", &["cat"], false);
    assert_eq!(vectors(), 1);
    assert_eq!(call(READ, [0; 6]), OK);
    assert_eq!(call(GETPID, [0; 6]), OK);
    assert_eq!((stats(&m, "watch"), stats(&m, "cats")), (vec![(3, 6)], vec![(1, 2)]));
    assert_eq!(m.ask(Ask::Unload("watch".into())), Answer::Done);
    assert_eq!(stats(&m, "cats"), [(1, 2)]);
}

#[test]
fn a_call_that_was_fetched_long_ago_is_not_counted_but_judged() {
    let m = Module::load();
    m.add(&wrapper("watch", vec![clause(GETPID, Phase::Pre, 0)]), "prog=imapd");
    server(60);
    FETCHED.set(with(|k| k.procs[&60].plan));
    m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
    // The process has another vector by now; and that one then is another set's, which only counts.
    assert_eq!(call(GETPID, [0; 6]).error, EACCES);
    with(|k| k.start(61, "/bin/cat"));
    m.add(&wrapper("cats", vec![clause(GETPID, Phase::Pre, 0)]), "prog=cat");
    let cat = with(|k| k.procs[&61].plan);
    assert!(FETCHED.get().zip(cat).is_some_and(|(a, b)| std::ptr::eq(a, b)));
    be(100_060, 60);
    assert_eq!(call(GETPID, [0; 6]).error, EACCES);
    assert_eq!(seen(), (0, 2));
    FETCHED.set(None);
    assert_eq!(stats(&m, "watch"), [(2, 4)]);
    assert_eq!(stats(&m, "cats"), [(0, 0)]);
}

#[test]
fn counts_are_neither_lost_nor_doubled_while_everything_changes() {
    let m = Module::load();
    let watch = vec![clause(GETPID, Phase::Pre, 0), first_is_one(READ, 0)];
    m.add(&wrapper("watch", watch), "prog=imapd");
    server(60);
    let (over, rounds) = (AtomicBool::new(false), u64::from(crate::ROUNDS));
    std::thread::scope(|s| {
        let callers: Vec<_> = (0..4)
            .map(|n| {
                s.spawn(move || {
                    be(101_000 + n, 60);
                    for _ in 0..rounds {
                        assert_eq!(call(GETPID, [0; 6]), OK);
                        assert_eq!(call(READ, [1, 0, 0, 0, 0, 0]), OK);
                    }
                })
            })
            .collect();
        // Each time the process changes its vector, and what was counted is taken.
        let (m, over) = (&m, &over);
        let changer = s.spawn(move || {
            for n in 0.. {
                let name = format!("other{n}");
                m.add(&wrapper(&name, vec![clause(GETPPID, Phase::Pre, 0)]), "prog=imapd");
                stats(m, "watch");
                assert_eq!(m.ask(Ask::Unload(name)), Answer::Done);
                if over.load(SeqCst) {
                    return;
                }
            }
        });
        for c in callers {
            c.join().unwrap();
        }
        over.store(true, SeqCst);
        changer.join().unwrap();
    });
    let made = 4 * rounds;
    assert_eq!(stats(&m, "watch"), [(made, 2 * made), (made, 2 * made)]);
}
