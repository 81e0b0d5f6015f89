//! Events that stand still, with other threads, processes and an administrator at work meanwhile.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
mod common;

use common::{Bare, engine, records, wrapper};
use wss_abi::audit::Kind;
use wss_abi::clause::{CallBind, Clause, Life, On, Phase, does};
use wss_abi::mem::lossy;
use wss_abi::object::Object;
use wss_abi::stat::WrStat;
use wss_engine::host::{Action, Answer, Call, Entry, Errno, Image, Question, Step, Tid};
use wss_engine::{Criterion, Engine, LoadOptions};

const ASKS: u32 = 39;
const COUNTS: u32 = 110;
const PASSES: u32 = 24;

/// Counts before and after it asks; tells a count that is not even.
const CODE: &str = "
.string path \"/net/far\"
.string odd \"odd\"
.string began \"began\"
.string ended \"ended\"
.func asks frame 128
    r6 = STATE
    r1 = *(u64 *)(r6 + 0)
    r1 += 1
    *(u64 *)(r6 + 0) = r1
    r1 = &path
    r2 = r10
    r2 += -128
    call wr_stat
    if r0 == 0 goto there
    r0 = 0x100000d
    exit
there:
    r1 = *(u64 *)(r6 + 0)
    r1 += 1
    *(u64 *)(r6 + 0) = r1
    r0 = 0
    exit
.func counts
    r6 = STATE
    r1 = *(u64 *)(r6 + 0)
    r1 &= 1
    if r1 == 0 goto even
    r1 = &odd
    r2 = 3
    call wr_audit
even:
    r0 = 0
    exit
.func passes
    r0 = 0
    exit
.func begins
    r1 = &began
    r2 = 5
    call wr_audit
    r0 = 0
    exit
.func ends
    r1 = &ended
    r2 = 5
    call wr_audit
    r0 = 0
    exit
";

fn on(on: On, body: u32) -> Clause {
    Clause {
        label: "op".into(),
        line: 1,
        on,
        phase: Phase::Pre,
        guard: None,
        body,
        params: vec![],
        does: does::VERDICT,
        decides: 0,
        rewrites: 0,
        unlocked: true,
    }
}

fn call_of(nr: u32) -> On {
    On::Calls(vec![CallBind { nr, sources: vec![], filter: vec![] }])
}

fn asker(name: &str, shared: bool) -> Object {
    let (region, state) = if shared { ("&shared + 0", 0) } else { ("&state + 0", 8) };
    let clauses = vec![
        on(call_of(ASKS), 0),
        on(call_of(COUNTS), 1),
        on(call_of(PASSES), 2),
        on(On::Life(Life::Activate), 3),
        on(On::Life(Life::Deactivate), 4),
        on(On::Life(Life::Fork), 1),
    ];
    let mut o = wrapper(name, &CODE.replace("STATE", region), clauses);
    o.state = vec![0; state];
    o.shared = vec![0; 8 - state];
    o
}

fn call(nr: u32) -> Call {
    Call { nr, args: [0; 6] }
}

fn enter(e: &mut Engine, h: &mut Bare, pid: u32, tid: Tid, nr: u32) -> Step<Entry> {
    e.enter(h, pid, tid, call(nr))
}

fn action(step: Step<Entry>) -> Action {
    step.done().unwrap().action
}

fn found(e: &mut Engine, tid: Tid) {
    e.answer(tid, Answer::Stat(Ok(WrStat::default())));
}

/// An engine whose process 10 has these wrappers, and a thread 11 that asks.
fn asking(objects: Vec<Object>) -> (Engine, Bare) {
    let (mut e, mut h) = engine(objects);
    h.later = true;
    match enter(&mut e, &mut h, 10, 11, ASKS) {
        Step::Ask(Question::Stat(name)) => assert_eq!(lossy(&name.path).unwrap(), "/net/far"),
        other => panic!("{other:?}"),
    }
    records(&mut e);
    (e, h)
}

fn messages(e: &mut Engine) -> Vec<String> {
    let told = records(e).into_iter().filter(|r| r.kind != Kind::Deactivate);
    told.map(|r| if r.message.is_empty() { format!("{:?}", r.kind) } else { r.message }).collect()
}

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
