//! What watchers may have, and what they can make the kernel do.
use crate::condition::condition;
use crate::gate::{call, exec, exit, fork, put, vectors, wrapped};
use crate::kernel::{be, with};
use crate::watch::{ALL, ENGINE, TAKEN, Watcher, start};
use crate::{GETPID, OK, OPEN, clause, wrapper};
use std::ffi::c_int;
use wss_abi::clause::Phase;
use wss_abi::watch::{class, event, flag, limit};

const ESRCH: c_int = 3;
const EINVAL: c_int = 22;
const EDQUOT: c_int = 69;

#[test]
fn vectors_of_watchers_are_few() {
    let _m = start();
    let w = Watcher::open();
    for n in 0..200 {
        let pid = 1000 + n;
        with(|k| k.start(pid, "/bin/sh"));
        assert_eq!(w.watch(pid, event::CALL, 1 + n), 0);
    }
    assert!(vectors() <= 17, "{}", vectors());
    let path = put(3, "/etc/motd");
    // One whose vector diverts more than it asks for is told no more than it asks for.
    be(101_199, 1199);
    assert_eq!(call(GETPID, [0; 6]), OK);
    assert_eq!(call(OPEN, [path, 0, 0, 0, 0, 0]), OK);
    let asks = |name: &str| 200 & class(name).unwrap() != 0;
    let told = ["file", "path", "open"].iter().any(|c| asks(c));
    assert_eq!(w.lines().len(), usize::from(told));
}

#[test]
fn other_classes_again_and_again_are_looked_up() {
    let m = start();
    let w = Watcher::open();
    let stored = || with(|k| k.stored);
    // One of no wrapper, and one whose every change is of a set.
    with(|k| k.start(70, "/usr/sbin/imapd"));
    m.add(&wrapper("guard", vec![clause(OPEN, Phase::Pre, 1)]), "prog=imapd");
    assert!(wrapped(70));
    for pid in [60, 70] {
        let classes = |n: u32| n.wrapping_mul(0x9e37_79b9) | 1;
        (0..40).for_each(|n| assert_eq!(w.watch(pid, event::CALL, classes(n)), 0));
        let (before, made) = (stored(), vectors());
        for n in 0..2000 {
            assert_eq!(w.watch(pid, event::CALL, classes(n)), 0);
            if n % 3 == 0 {
                assert_eq!(wss_kern::watch::wss_rs_watch_drop(w.id, pid), 0);
            }
        }
        assert_eq!((stored(), vectors()), (before, made), "vectors of {pid} are filled");
        // What nobody asks for any more makes room: one a second, for who has no vector.
        with(|k| k.uptime += 1);
        (0..2000).for_each(|n| assert_eq!(w.watch(pid, event::CALL, classes(n)), 0));
        assert!(stored() - before < 1300 && vectors() == made, "{} stores", stored() - before);
        assert_eq!(stored() > before, pid == 60);
    }
    assert!(vectors() <= 17 + 1 + 3, "{}", vectors());
}

#[test]
fn users_have_so_much() {
    let _m = start();
    let all: Vec<_> = (0..limit::OPENS).map(|_| Watcher::try_open(7).unwrap()).collect();
    assert_eq!(Watcher::try_open(7).err(), Some(EDQUOT));
    let other = Watcher::try_open(8).unwrap();
    let can = all.iter().filter(|w| w.watch(60, ALL, 0) == 0).count();
    assert_eq!((can, all[limit::SHARE].watch(60, ALL, 0)), (limit::SHARE, EDQUOT));
    assert_eq!(other.watch(60, ALL, 0), 0);
    assert_eq!((other.watch(61, ALL, 0), other.watch(60, 0, 0)), (ESRCH, EINVAL));
    assert_eq!((other.watch(100_000, ALL, 0), other.watch(u32::MAX, ALL, 0)), (ESRCH, ESRCH));
    assert_eq!(other.status().watched, 1);
    let path = "/bin/".to_owned() + &"x".repeat(300);
    let long = "y".repeat(30_000);
    for _ in 0..60 {
        assert!(exec(&path, &["ls", &long], false));
    }
    assert_eq!(other.status().told + other.status().lost, 60);
    // More processes, each with as many watchers, until there is no room for records.
    for (opens, pid) in all.chunks(limit::SHARE).skip(1).zip(300..310) {
        with(|k| k.start(pid, "/bin/sh"));
        be(100_000 + pid, pid);
        assert!(opens.iter().all(|w| w.watch(pid, ALL, 0) == 0));
        for _ in 0..10 {
            assert!(exec(&path, &["ls", &long], false));
        }
    }
    let told: u64 = all.iter().map(|w| w.status().told).sum();
    let waiting: u64 = all.iter().map(|w| w.status().waiting).sum();
    let room = limit::MEMORY / 2..=limit::MEMORY;
    assert!(room.contains(&(waiting as usize)) && told > 400, "{waiting} {told}");
    assert!(all.iter().take(limit::SHARE).all(|w| w.status().lost + w.status().told >= 60));
    drop(all);
    assert!(Watcher::try_open(7).is_ok());
}

/// Takes some ten thousand instructions, and lets all pass.
const SLOW: &str = "
.func judge
    r1 = 5000
again:
    r1 -= 1
    if r1 != 0 goto again
    r0 = 0
    exit
";

#[test]
fn conditions_of_all_opens_of_a_user_share_one_budget() {
    let _m = start();
    let open = |uid: u32| {
        let w = Watcher::try_open(uid).unwrap();
        assert_eq!(w.watch(60, ALL, 0), 0);
        assert_eq!(w.condition(&condition(SLOW, &[false], "exit")), 0);
        w
    };
    let mine: Vec<_> = (0..limit::SHARE).map(|_| open(7)).collect();
    let other = open(8);
    exit(60, 0);
    let told = mine.iter().map(|w| w.lines()).collect::<Vec<_>>();
    let faults = mine.iter().map(|w| w.status().faults).sum::<u64>();
    let can = limit::STEPS / 10_000;
    assert_eq!(faults, limit::SHARE as u64 - can, "{told:?}");
    let faulted = format!("60 exit 0 {:x}", flag::FAULT);
    assert_eq!(told.iter().filter(|t| **t == [faulted.clone()]).count() as u64, faults);
    assert_eq!((other.status().faults, other.lines()), (0, vec!["60 exit 0".into()]));
}

#[test]
fn what_is_watched_besides_makes_no_event_longer() {
    let _m = start();
    // All processes whose numbers a table of lists might put together.
    let w = Watcher::open();
    for pid in (0..).map(|n| 256 * n + 60).take_while(|pid| *pid < 100_000) {
        with(|k| k.start(pid, "/bin/sh"));
        assert_eq!(w.watch(pid, ALL | event::FOLLOW, 0), 0, "{pid}");
    }
    let watched = w.status().watched;
    be(100_060, 60);
    fork(61);
    exit(60, 0);
    assert_eq!(w.lines(), ["60 fork 61", "60 exit 0"]);
    assert_eq!(w.status().watched, watched);
    // The lock is given back in between when all go.
    let before = TAKEN.get();
    drop(w);
    let times = TAKEN.get() - before;
    assert!((watched as usize / 64..watched as usize / 32).contains(&times), "{times}");
    assert!(with(|k| k.watched.is_empty()));
}

#[test]
fn a_jails_users_have_what_four_have() {
    let _m = start();
    let jailed: Vec<_> = (0..100)
        .filter_map(|uid| {
            let w = Watcher::of(uid, 5).ok()?;
            (w.watch(60, ALL, 0) == 0).then_some(w)
        })
        .collect();
    assert_eq!(jailed.len(), limit::JAIL * limit::SHARE);
    // Root of the system is another user than the jail's.
    assert_eq!(Watcher::of(0, 0).unwrap().watch(60, ALL, 0), 0);
}

#[test]
fn who_may_not_watch_leaves_no_trace() {
    let _m = start();
    let w = Watcher::open();
    let before = with(|k| k.marked);
    assert_eq!(w.watch(61, event::CALL, 1), ESRCH);
    assert_eq!(with(|k| k.marked), before, "others see a watch that is refused");
    // Refused when it was there for a moment, and the process reflected it.
    with(|k| k.refuses = Some(ESRCH));
    assert_eq!(w.watch(60, event::CALL, 1), ESRCH);
    assert!(with(|k| k.refuses.is_none() && k.watched.is_empty()) && !wrapped(60));
}

#[test]
fn a_users_requests_wait_for_the_engine_one_at_a_time() {
    let _m = start();
    let w = Watcher::open();
    let (with, without) = ENGINE.get();
    assert_eq!(w.watch(60, event::CALL, 1), 0);
    assert_eq!(wss_kern::watch::wss_rs_watch_drop(w.id, 60), 0);
    assert_eq!(w.watch(60, event::CALL, 1), 0);
    drop(w);
    assert_eq!(ENGINE.get(), (with + 4, without));
}
