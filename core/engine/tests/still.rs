//! Calls that stand still, with other threads, processes and an administrator at work meanwhile.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
mod common;

use common::asking::*;
use common::{Bare, engine, records, wrapper};
use wss_abi::clause::{Clause, Life, On, Phase};
use wss_engine::host::{Action, Answer, Errno, Image, Step};
use wss_engine::{Criterion, Engine, LoadOptions};

#[test]
fn a_clause_is_atomic_over_its_state_while_it_asks() {
    let (mut e, mut h) = asking(vec![asker("a", false)]);
    assert_eq!(enter(&mut e, &mut h, 10, 12, COUNTS), Step::Wait { anew: true });
    assert_eq!(e.standing().collect::<Vec<_>>(), [(10, 2)], "who waits stands still too");
    assert_eq!(action(enter(&mut e, &mut h, 10, 13, PASSES)), Action::Run, "it needs no state");
    assert!(!e.pop_released(&mut h));
    found(&mut e, 11);
    assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Run);
    assert!(e.pop_released(&mut h) && !e.pop_released(&mut h));
    assert_eq!(action(enter(&mut e, &mut h, 10, 12, COUNTS)), Action::Run);
    assert_eq!((messages(&mut e), e.standing().count()), (vec![], 0));
}

#[test]
fn an_errno_is_an_answer_and_an_answer_that_does_not_fit_is_none() {
    let (mut e, mut h) = asking(vec![asker("a", false)]);
    e.answer(11, Answer::Stat(Err(Errno(2))));
    assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Refuse(Errno(13)));
    for answer in [Some(Answer::Bytes(Ok(vec![1; 100]))), None] {
        assert!(matches!(enter(&mut e, &mut h, 10, 11, ASKS), Step::Ask(_)));
        answer.into_iter().for_each(|a| e.answer(11, a));
        assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Refuse(Errno(13)));
    }
}

#[test]
fn shared_state_holds_up_other_processes_and_nothing_else_does() {
    for shared in [false, true] {
        let (mut e, mut h) = asking(vec![asker("a", shared)]);
        e.adopt(&mut h, 20, &Image::default());
        let step = enter(&mut e, &mut h, 20, 20, COUNTS);
        assert_eq!(step == Step::Wait { anew: true }, shared);
        assert_eq!((e.waits(20, Life::Fork), e.waits(20, Life::Exit)), (shared, false));
        found(&mut e, 11);
        assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Run);
        assert!(e.pop_released(&mut h));
        assert_eq!(action(enter(&mut e, &mut h, 20, 20, COUNTS)), Action::Run);
        assert!(!e.waits(20, Life::Fork));
        assert_eq!(messages(&mut e), ["began"], "and the beginning waited for it too");
    }
}

#[test]
fn a_child_has_the_state_as_it_is_so_far() {
    let (mut e, mut h) = asking(vec![asker("a", false)]);
    e.fork(&mut h, 10, 30);
    assert_eq!(messages(&mut e), ["odd"]);
    assert_eq!(action(enter(&mut e, &mut h, 30, 30, COUNTS)), Action::Run);
    assert_eq!(messages(&mut e), ["odd"]);
    found(&mut e, 11);
    assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Run);
    assert_eq!(action(enter(&mut e, &mut h, 10, 10, COUNTS)), Action::Run);
    assert_eq!(messages(&mut e), Vec::<String>::new());
}

#[test]
fn unloading_ends_a_binding_when_nothing_stands_still() {
    let (mut e, mut h) = asking(vec![asker("a", true)]);
    e.adopt(&mut h, 20, &Image::default());
    assert_eq!(e.unload(&mut h, "a"), Ok(2), "process 20 cannot have the shared state");
    assert!(!e.release(&mut h, 10));
    found(&mut e, 11);
    assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Run);
    assert!(e.pop_released(&mut h));
    assert_eq!(e.bindings().count(), 0);
    assert!(e.wrappers().is_empty(), "and is freed");
    assert_eq!(messages(&mut e), ["ended", "began", "ended"]);
}

#[test]
fn what_an_administrator_adds_changes_places_and_nothing_else() {
    let (mut e, mut h) = asking(vec![asker("b", false), asker("c", false)]);
    // In front of the one that stands still: an older wrapper that had not been bound.
    let criterion = Criterion::always();
    e.load(asker("d", false), LoadOptions::default()).unwrap();
    e.activate("d", criterion).unwrap();
    e.judge_running(&mut h);
    e.deactivate("b", Criterion::always()).unwrap();
    e.judge_running(&mut h);
    assert_eq!(e.bindings().count(), 3, "it ends later");
    assert_eq!(e.unload(&mut h, "d"), Ok(0), "and this one at once");
    found(&mut e, 11);
    assert!(matches!(enter(&mut e, &mut h, 10, 11, ASKS), Step::Ask(_)), "c asks; d does not");
    found(&mut e, 11);
    assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Run);
    assert!(e.pop_released(&mut h));
    assert_eq!(e.bindings().map(|b| b.wrapper).collect::<Vec<_>>(), ["c"]);
    assert_eq!(messages(&mut e), ["began", "ended", "ended"]);
}

#[test]
fn what_is_abandoned_gives_its_state_back() {
    let (mut e, mut h) = asking(vec![asker("a", true)]);
    e.abandon(&mut h, 11);
    assert!(e.pop_released(&mut h) && e.standing().count() == 0);
    assert_eq!(action(enter(&mut e, &mut h, 10, 12, COUNTS)), Action::Run);
    assert_eq!(messages(&mut e), ["odd"], "as it was left");
    // A thread that is gone, another call, an exec.
    let pauses: [fn(&mut Engine, &mut Bare); 3] = [
        |e, h| e.gone(h, 11, 0),
        |e, h| assert_eq!(action(enter(e, h, 10, 11, PASSES)), Action::Run),
        |e, h| assert_eq!(e.exec(h, 10, &Image::default()), Step::Done(())),
    ];
    for pause in pauses {
        assert!(matches!(enter(&mut e, &mut h, 10, 11, ASKS), Step::Ask(_)));
        pause(&mut e, &mut h);
        assert!(e.pop_released(&mut h) && e.standing().count() == 0);
    }
    assert_eq!(e.unload(&mut h, "a"), Ok(0));
}

#[test]
fn a_result_waits_and_is_seen_once() {
    let mut a = asker("a", false);
    a.clauses.push(Clause { phase: Phase::Post, ..on(call_of(200), 0) });
    let (mut e, mut h) = asking(vec![a]);
    assert!(enter(&mut e, &mut h, 10, 12, 200).done().unwrap().wants_exit);
    assert_eq!(e.result(&mut h, 12, 7), Step::Wait { anew: true });
    found(&mut e, 11);
    assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Run);
    assert!(matches!(e.result(&mut h, 12, 7), Step::Ask(_)));
    e.answer(12, Answer::Stat(Err(Errno(2))));
    assert_eq!(e.result(&mut h, 12, 7).done().unwrap().ret, Some(-13));
    assert_eq!(e.result(&mut h, 12, 7).done().unwrap().ret, None);
}

#[test]
fn an_interrupted_call_ends_by_a_clause_that_asks() {
    let mut a = asker("a", false);
    a.clauses.push(Clause { phase: Phase::Post, ..on(call_of(200), 0) });
    let (mut e, mut h) = engine(vec![a]);
    h.later = true;
    assert!(enter(&mut e, &mut h, 10, 12, 200).done().unwrap().wants_exit);
    e.interrupted(12, call(200));
    assert!(matches!(enter(&mut e, &mut h, 10, 12, COUNTS), Step::Ask(_)));
    found(&mut e, 12);
    assert_eq!(action(enter(&mut e, &mut h, 10, 12, COUNTS)), Action::Run);
    assert_eq!(messages(&mut e), ["began"]);
}

#[test]
fn a_clause_that_cannot_wait_faults_and_one_that_cannot_ask_is_told_so() {
    let (mut e, mut h) = asking(vec![asker("a", true)]);
    e.adopt(&mut h, 20, &Image::default());
    // Told although `waits` says that it could not have its state.
    assert!(e.waits(20, Life::Fork));
    e.fork(&mut h, 20, 21);
    assert_eq!(h.killed, [(21, 9)], "on_fault is deny");
    assert!(messages(&mut e).iter().any(|m| m.contains("held")));
    let (mut e, mut h) = engine(vec![]);
    h.later = true;
    let mut a = asker("a", false);
    a.clauses = vec![on(On::Life(Life::Activate), 0)];
    let options = LoadOptions { activate: vec![Criterion::always()], ..LoadOptions::default() };
    e.load(a, options).unwrap();
    e.judge_running(&mut h);
    assert_eq!(h.killed, [(10, 9)], "wr_stat answered EWOULDBLOCK");
}

#[test]
fn a_switch_waits_for_who_asks() {
    let switch = "
.string to \"b\"
.func switches
    r1 = &to
    call wr_switch
    r0 = 0
    exit
.func passes
    r0 = 0
    exit
";
    let clauses = vec![on(call_of(ASKS), 1), on(call_of(COUNTS), 0)];
    let s = wrapper("s", switch, clauses);
    let (mut e, mut h) = engine(vec![s, asker("a", false)]);
    e.load(asker("b", false), LoadOptions::default()).unwrap();
    h.later = true;
    records(&mut e);
    assert!(matches!(enter(&mut e, &mut h, 10, 11, ASKS), Step::Ask(_)), "a");
    // s is free: it is replaced although a call stands still, further in, whose layers s is one of.
    assert_eq!(enter(&mut e, &mut h, 10, 12, COUNTS), Step::Wait { anew: false });
    found(&mut e, 11);
    assert_eq!(action(enter(&mut e, &mut h, 10, 11, ASKS)), Action::Run);
    assert_eq!(action(enter(&mut e, &mut h, 10, 12, COUNTS)), Action::Run);
    assert_eq!(e.bindings().map(|b| b.wrapper).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn what_has_waited_long_enough_faults_and_goes_on() {
    let mut a = asker("a", true);
    a.clauses.push(Clause { phase: Phase::Post, ..on(call_of(200), 0) });
    let (mut e, mut h) = asking(vec![a, asker("b", false)]);
    e.adopt(&mut h, 20, &Image::default());
    assert!(enter(&mut e, &mut h, 10, 13, 200).done().unwrap().wants_exit);
    // At its entry, and when it has run.
    assert_eq!(enter(&mut e, &mut h, 20, 20, COUNTS), Step::Wait { anew: true });
    assert_eq!(e.result(&mut h, 13, 7), Step::Wait { anew: true });
    messages(&mut e);
    for tid in [13, 20] {
        e.time_out(tid);
    }
    assert_eq!(action(enter(&mut e, &mut h, 20, 20, COUNTS)), Action::Refuse(Errno(1)));
    assert_eq!(e.result(&mut h, 13, 7).done().unwrap().ret, Some(-1));
    let told = messages(&mut e);
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|m| m.contains("timed out: its state is held")), "{told:?}");
    // The next waits again, and is judged by all: `b`, whose state is free, has its say there.
    assert_eq!(enter(&mut e, &mut h, 20, 20, ASKS), Step::Wait { anew: true });
    found(&mut e, 11);
    assert!(matches!(enter(&mut e, &mut h, 10, 11, ASKS), Step::Ask(_)), "b");
    assert!(e.pop_released(&mut h));
    assert!(matches!(enter(&mut e, &mut h, 20, 20, ASKS), Step::Ask(_)), "a");
}
