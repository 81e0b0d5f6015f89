//! Execs that stand still, with other threads, processes and an administrator at work meanwhile.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
mod common;

use common::asking::*;
use common::{Bare, engine, records};
use wss_abi::clause::{Life, On};
use wss_engine::host::{Action, Image, Step};
use wss_engine::{Criterion, Engine, LoadOptions};

/// Loads wrappers that ask when they begin, or at an exec, for every process.
fn load(e: &mut Engine, name: &str, life: Life) {
    let mut o = asker(name, false);
    o.clauses = vec![on(On::Life(life), 0)];
    let options = LoadOptions { activate: vec![Criterion::always()], ..LoadOptions::default() };
    e.load(o, options).unwrap();
}

fn exec(e: &mut Engine, h: &mut Bare, pid: u32) -> Step<()> {
    e.exec(h, pid, &Image::default())
}

fn names(e: &Engine) -> Vec<String> {
    e.bindings().map(|b| b.wrapper.into()).collect()
}

#[test]
fn an_administrator_leaves_the_beginnings_of_an_exec_to_it() {
    let (mut e, mut h) = engine(vec![]);
    h.later = true;
    load(&mut e, "a", Life::Activate);
    load(&mut e, "b", Life::Activate);
    assert!(matches!(exec(&mut e, &mut h, 10), Step::Ask(_)), "a");
    load(&mut e, "c", Life::Activate);
    e.judge_running(&mut h);
    for _ in ["b", "c"] {
        found(&mut e, 10);
        assert!(matches!(exec(&mut e, &mut h, 10), Step::Ask(_)));
    }
    found(&mut e, 10);
    assert_eq!(exec(&mut e, &mut h, 10), Step::Done(()));
    assert_eq!(names(&e), ["a", "b", "c"]);
    assert_eq!(h.killed, [], "each had its answer");
}

#[test]
fn what_an_exec_ended_stays_ended_though_an_administrator_comes_between() {
    let (mut e, mut h) = engine(vec![]);
    h.later = true;
    load(&mut e, "a", Life::Exec);
    load(&mut e, "d", Life::Fork);
    e.judge_running(&mut h);
    assert_eq!(names(&e), ["a", "d"]);
    e.deactivate("d", Criterion::always()).unwrap();
    assert!(matches!(exec(&mut e, &mut h, 10), Step::Ask(_)));
    assert_eq!(names(&e), ["a"]);
    e.judge_running(&mut h);
    found(&mut e, 10);
    assert_eq!(exec(&mut e, &mut h, 10), Step::Done(()));
    assert_eq!(names(&e), ["a"]);
}

#[test]
fn state_that_is_given_back_begins_nothing_of_an_exec_that_stands_still() {
    let (mut e, mut h) = asking(vec![asker("s", true)]);
    e.adopt(&mut h, 20, &Image::default());
    assert!(messages(&mut e).is_empty() && e.waits(20, Life::Fork), "s cannot begin yet");
    load(&mut e, "b", Life::Activate);
    load(&mut e, "c", Life::Activate);
    assert_eq!(exec(&mut e, &mut h, 20), Step::Wait { anew: true });
    found(&mut e, 11);
    assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Run);
    assert!(e.pop_released(&mut h));
    assert!(messages(&mut e).is_empty());
    for _ in ["b", "c"] {
        assert!(matches!(exec(&mut e, &mut h, 20), Step::Ask(_)));
        found(&mut e, 20);
    }
    assert_eq!(exec(&mut e, &mut h, 20), Step::Done(()));
    assert_eq!(h.killed, []);
    assert!(messages(&mut e).contains(&"began".into()), "s too");
}

/// An engine whose process 10 has a wrapper with `shared` state that asks when it begins and at calls, and
/// whose thread 11 asks.
fn asking_from_the_start() -> (Engine, Bare) {
    let (mut e, mut h) = engine(vec![]);
    h.later = true;
    let mut o = asker("s", true);
    o.clauses = vec![
        on(On::Life(Life::Activate), 0),
        on(On::Life(Life::Exec), 1),
        on(call_of(ASKS), 0),
        on(call_of(COUNTS), 1),
    ];
    let options = LoadOptions { activate: vec![Criterion::always()], ..LoadOptions::default() };
    e.load(o, options).unwrap();
    assert!(matches!(exec(&mut e, &mut h, 10), Step::Ask(_)));
    found(&mut e, 10);
    assert_eq!(exec(&mut e, &mut h, 10), Step::Done(()));
    assert!(matches!(enter(&mut e, &mut h, 10, 11, ASKS), Step::Ask(_)));
    records(&mut e);
    (e, h)
}

#[test]
fn a_beginning_at_an_exec_waits_for_its_state_and_may_ask_then() {
    let (mut e, mut h) = asking_from_the_start();
    assert_eq!(exec(&mut e, &mut h, 20), Step::Wait { anew: true });
    // Whoever else gives something back begins nothing.
    assert_eq!(exec(&mut e, &mut h, 20), Step::Wait { anew: true });
    found(&mut e, 11);
    assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Run);
    assert!(e.pop_released(&mut h));
    assert!(matches!(exec(&mut e, &mut h, 20), Step::Ask(_)));
    found(&mut e, 20);
    assert_eq!(exec(&mut e, &mut h, 20), Step::Done(()));
    assert_eq!((h.killed.as_slice(), messages(&mut e)), (&[][..], vec![]));
    assert_eq!(e.standing().count(), 0);
}

#[test]
fn what_has_yet_to_begin_begins_at_an_exec_that_comes_first() {
    let (mut e, mut h) = asking_from_the_start();
    // Process 20 runs already when the wrapper comes to it: it cannot begin there yet.
    e.adopt(&mut h, 20, &Image::default());
    assert_eq!(names(&e), ["s", "s"]);
    // It has not begun: it sees no exec.
    assert_eq!(exec(&mut e, &mut h, 20), Step::Wait { anew: true });
    found(&mut e, 11);
    assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Run);
    // Somebody else holds the state when it is tried again.
    assert!(matches!(enter(&mut e, &mut h, 10, 12, ASKS), Step::Ask(_)));
    assert!(e.pop_released(&mut h));
    assert_eq!(exec(&mut e, &mut h, 20), Step::Wait { anew: true });
    found(&mut e, 12);
    assert_eq!(action(enter(&mut e, &mut h, 10, 12, ASKS)), Action::Run);
    assert!(e.pop_released(&mut h));
    assert!(matches!(exec(&mut e, &mut h, 20), Step::Ask(_)), "as it begins");
    found(&mut e, 20);
    assert_eq!(exec(&mut e, &mut h, 20), Step::Done(()));
    assert_eq!((h.killed.as_slice(), messages(&mut e)), (&[][..], vec![]));
}

#[test]
fn what_waits_to_begin_may_be_unloaded_meanwhile() {
    let (mut e, mut h) = asking_from_the_start();
    assert_eq!(exec(&mut e, &mut h, 20), Step::Wait { anew: true });
    assert_eq!(e.unload(&mut h, "s"), Ok(2));
    found(&mut e, 11);
    assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Run);
    assert!(e.pop_released(&mut h));
    assert_eq!(exec(&mut e, &mut h, 20), Step::Done(()));
    assert!(e.wrappers().is_empty());
    assert_eq!(h.killed, []);
}

#[test]
fn an_exec_that_has_waited_long_enough_goes_on_and_ends_its_process() {
    let (mut e, mut h) = asking_from_the_start();
    assert_eq!(exec(&mut e, &mut h, 20), Step::Wait { anew: true });
    e.time_out(20);
    assert_eq!(exec(&mut e, &mut h, 20), Step::Done(()));
    assert_eq!(h.killed, [(20, 9)]);
    assert!(messages(&mut e).iter().any(|m| m.contains("timed out")));
}
