//! The engine by its public interface, with assembled wrappers and a host of a few lines. What
//! holds on every host is in the conformance suite (`tests/conformance`).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
mod common;

use common::{engine, records, wrapper};
use wss_abi::audit::{Event, Kind, Value};
use wss_abi::clause::{ArgTest, CallBind, Clause, Cmp, On, Phase, Shape, Source, Width, does};
use wss_abi::target::Target;
use wss_abi::verdict::Verdict;
use wss_engine::host::{Action, Call, Errno, Leave, Replacement, Rewrite};
use wss_engine::{Engine, Held, HeldKind, LoadError, LoadOptions};

const OPENAT: u32 = 257;
const GETPID: u32 = 39;

/// A wrapper with one clause on openat(dirfd, path, flags); function 0 is its body.
fn open_clause(phase: Phase) -> Clause {
    let path = Source::Capture { arg: 1, shape: Shape::Path, out: false, dirfd: Some(0) };
    Clause {
        line: 3,
        phase,
        params: vec!["path".into(), "flags".into()],
        does: does::VERDICT | does::NO_CREDS,
        decides: 1,
        unlocked: true,
        ..Clause::new(
            "unix::op{open}",
            On::Calls(vec![CallBind {
                nr: OPENAT,
                sources: vec![path, Source::Arg { arg: 2, width: Width::I32 }],
                filter: vec![],
            }]),
            0,
        )
    }
}

fn open(path: u64) -> Call {
    Call { nr: OPENAT, args: [(-100i64) as u64, path, 0, 0, 0, 0] }
}

const DENY_ETC: &str = "
.string etc \"/etc/**\"
.func body
    r6 = r1
    r1 = &etc
    r2 = *(u64 *)(r6 + 64)
    call wr_glob
    if r0 == 0 goto pass
    r0 = 0x100000d
    exit
pass:
    r0 = 0
    exit
";

#[test]
fn a_clause_judges_a_path() {
    let (mut e, mut h) = engine(vec![wrapper("deny", DENY_ETC, vec![open_clause(Phase::Pre)])]);
    let traps: Vec<_> = e.wrap_set(10).unwrap().traps().cloned().collect();
    assert_eq!(traps.len(), 1);
    assert!(traps[0].pre && traps[0].pointers && !traps[0].exit && !traps[0].rewrites);
    let answer = e.entry(&mut h, 10, open(0x1000));
    assert_eq!(answer.action, Action::Refuse(Errno(13)));
    h.memory = b"/tmp/x\0".to_vec();
    let answer = e.entry(&mut h, 10, open(0x1000));
    assert_eq!((answer.action, answer.wants_exit), (Action::Run, false));
    assert_eq!(e.entry(&mut h, 10, Call { nr: GETPID, args: [0; 6] }).action, Action::Run);
    let r = records(&mut e);
    assert_eq!(r.len(), 1);
    assert_eq!((r[0].kind, r[0].verdict, r[0].unlocked), (Kind::Verdict, Verdict::Deny(13), true));
    assert_eq!(r[0].clause, Some(("unix::op{open}".into(), 3)));
    assert_eq!((r[0].subject.pid, r[0].subject.uid), (10, 7));
    let Some(Event::Call { params, .. }) = &r[0].event else { panic!() };
    assert!(params.contains(&(1, Value::Bytes(0x1000, b"/etc/passwd".to_vec(), false))));
}

#[test]
fn what_cannot_be_read_is_refused_if_the_clause_decides_on_it() {
    let (mut e, mut h) = engine(vec![wrapper("deny", DENY_ETC, vec![open_clause(Phase::Pre)])]);
    let answer = e.entry(&mut h, 10, open(0x10));
    assert_eq!(answer.action, Action::Refuse(Errno(14)));
    h.memory = vec![b'a'; 9000];
    let answer = e.entry(&mut h, 10, open(0x1000));
    assert_eq!(answer.action, Action::Refuse(Errno(36)));
    let r = records(&mut e);
    assert_eq!(r[0].message, "$path, which the clause decides on, cannot be captured");
    // A null pointer is there to be judged: the slot is 0, and reading at 0 faults.
    let answer = e.entry(&mut h, 10, open(0));
    assert_eq!(answer.action, Action::Refuse(Errno(1)));
    assert_eq!(records(&mut e)[0].kind, Kind::Fault);
}

#[test]
fn the_onion() {
    // Outer: in `post`, makes a denial of the inner layer with EACCES a success with value 5.
    let outer = "
.func body
    r2 = *(u32 *)(r1 + 16)
    if r2 != 13 goto out
    r1 = 5
    call wr_set_ret
out:
    r0 = 0
    exit
";
    let (mut e, mut h) = engine(vec![
        wrapper("outer", outer, vec![open_clause(Phase::Post)]),
        wrapper("inner", DENY_ETC, vec![open_clause(Phase::Pre)]),
    ]);
    let answer = e.entry(&mut h, 10, open(0x1000));
    assert_eq!((answer.action, answer.wants_exit), (Action::Return(5), false));
    assert_eq!(h.reads, 1, "both layers share one capture");
    h.memory = b"/tmp\0".to_vec();
    let answer = e.entry(&mut h, 10, open(0x1000));
    assert_eq!((answer.action, answer.wants_exit), (Action::Run, true));
    assert_eq!(e.leave(&mut h, 10, -13), Leave { ret: Some(5), kill: None });
    assert_eq!(e.leave(&mut h, 10, -13), Leave { ret: None, kill: None });
}

/// A clause on getpid's result, under one of the lists of conditions.
fn seen(filter: Vec<Vec<ArgTest>>) -> Clause {
    let call = CallBind { nr: GETPID, sources: vec![], filter };
    Clause { on: On::Calls(vec![call]), decides: 0, body: 0, ..open_clause(Phase::Post) }
}

#[test]
fn a_result_is_seen_by_the_clauses_whose_conditions_hold() {
    // Each counts in a variable of the call and denies when it is not the first to.
    let text = "
.func once
    r2 = &call
    r3 = *(u32 *)(r2 + 0)
    r4 = r3
    r4 += 1
    *(u32 *)(r2 + 0) = r4
    if r3 != 0 goto deny
    r0 = 0
    exit
deny:
    r0 = 0x1000001
    exit
";
    let is = |value| ArgTest { arg: 0, wide: true, op: Cmp::Eq, mask: 0xf, value };
    let over = |value| ArgTest { op: Cmp::Gt, ..is(value) };
    let mut one = wrapper("one", text, vec![seen(vec![vec![is(1)]]), seen(vec![vec![over(4)]])]);
    let lists = vec![vec![is(5)], vec![is(1), over(0)], vec![over(8), is(9)]];
    let mut two = wrapper("two", text, vec![seen(lists), seen(vec![vec![is(5)]])]);
    (one.call_data, two.call_data) = (4, 4);
    let (mut e, mut h) = engine(vec![one, two]);
    let mut hits = [[0; 2]; 2];
    for (n, (seen, ret)) in [
        ([[0, 0], [0, 0]], None),
        ([[1, 0], [1, 0]], None),
        ([[0, 0], [0, 0]], None),
        ([[0, 1], [0, 0]], None),
        ([[0, 1], [1, 1]], Some(-1)),
        ([[0, 1], [1, 0]], None),
    ]
    .into_iter()
    .enumerate()
    {
        let call = Call { nr: GETPID, args: [[0, 1, 4, 6, 5, 9][n], 0, 0, 0, 0, 0] };
        let entry = e.entry(&mut h, 10, call);
        assert_eq!((entry.action, entry.wants_exit), (Action::Run, seen != [[0; 2]; 2]), "{n}");
        assert_eq!(e.leave(&mut h, 10, 77), Leave { ret, kill: None }, "{n}");
        for (wrapper, clause) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            hits[wrapper][clause] += seen[wrapper][clause];
            let stats = e.wrappers()[wrapper].stats.clauses[clause];
            assert_eq!(stats.hits, hits[wrapper][clause], "{n}: {wrapper} {clause}");
        }
    }
}

#[test]
fn assigned_arguments_are_replaced_and_seen_further_in() {
    let rewrite = "
.string tmp \"/tmp/longer/than/before\"
.func body
    r1 = 0
    r2 = &tmp
    r3 = 23
    call wr_set_arg_bytes
    r1 = 1
    r2 = 66
    call wr_set_arg
    r0 = 0
    exit
";
    let clause = Clause { rewrites: 3, ..open_clause(Phase::Pre) };
    let (mut e, mut h) = engine(vec![
        wrapper("rewrite", rewrite, vec![clause]),
        wrapper("deny", DENY_ETC, vec![open_clause(Phase::Pre)]),
    ]);
    let answer = e.entry(&mut h, 10, open(0x1000));
    assert_eq!(answer.action, Action::Run);
    assert_eq!(
        answer.rewrites,
        vec![
            Rewrite { arg: 1, with: Replacement::Bytes(b"/tmp/longer/than/before\0".to_vec()) },
            Rewrite { arg: 2, with: Replacement::Scalar(66) },
        ]
    );
}

#[test]
fn a_clause_that_decides_on_memory_that_is_not_held_must_say_so() {
    let clause = Clause { unlocked: false, ..open_clause(Phase::Pre) };
    let object = wrapper("deny", DENY_ETC, vec![clause]);
    let mut e = Engine::new(Target::LinuxX86_64);
    let err = e.load(object.clone(), LoadOptions::default()).unwrap_err();
    assert!(matches!(err, LoadError::NotHeld { line: 3, .. }));
    assert!(err.to_string().contains("unlocked"), "{err}");
    e.set_holds(&[Held { nr: OPENAT as u16, arg: 1, kind: HeldKind::Path }]);
    e.load(object.clone(), LoadOptions::default()).unwrap();
    let err = e.load(object, LoadOptions::default()).unwrap_err();
    assert_eq!(err, LoadError::Duplicate("deny".into()));
}

#[test]
fn loading_is_all_or_none() {
    let good = wrapper("good", DENY_ETC, vec![open_clause(Phase::Pre)]);
    let mut bad = wrapper("bad", DENY_ETC, vec![open_clause(Phase::Pre)]);
    bad.code[0] = 0xff;
    let e = Engine::new(Target::LinuxX86_64);
    let none = LoadOptions::default();
    let err = e.prepare(vec![(good, none.clone()), (bad, none)]).unwrap_err();
    assert!(matches!(err, LoadError::Unverifiable { .. }));
    assert!(e.wrappers().is_empty());
}

#[test]
fn a_thread_that_is_not_known_is_refused() {
    let (mut e, mut h) = engine(vec![]);
    assert_eq!(e.entry(&mut h, 99, open(0)).action, Action::Refuse(Errno(1)));
    e.thread(10, 99);
    assert_eq!(e.entry(&mut h, 99, open(0)).action, Action::Run);
}

#[test]
fn a_detached_binding_goes_when_no_call_is_in_flight() {
    let (mut e, mut h) = engine(vec![wrapper("deny", DENY_ETC, vec![open_clause(Phase::Post)])]);
    assert_eq!(e.detach(&mut h, "other", 10), Err(LoadError::NoSuchWrapper("other".into())));
    assert_eq!(e.detach(&mut h, "deny", 11), Ok(false));
    let answer = e.entry(&mut h, 10, open(0x1000));
    assert!(answer.wants_exit);
    assert_eq!(e.detach(&mut h, "deny", 10), Ok(true));
    assert_eq!(e.bindings().count(), 1, "a call is in flight");
    assert_eq!(e.leave(&mut h, 10, 3).ret, Some(-13), "and is judged to its end");
    assert_eq!(e.bindings().count(), 0);
    assert_eq!(e.entry(&mut h, 10, open(0x1000)).action, Action::Run);
    assert!(records(&mut e).iter().any(|r| r.kind == Kind::Deactivate));
}

#[test]
fn a_verdicts_record_tells_what_no_clause_looked_at() {
    let deny = ".func body\n r0 = 0x100000d\n exit\n";
    let mut clause = open_clause(Phase::Pre);
    clause.params.clear();
    clause.decides = 0;
    if let On::Calls(calls) = &mut clause.on {
        calls[0].sources.clear();
    }
    let (mut e, mut h) = engine(vec![wrapper("deny", deny, vec![clause])]);
    assert_eq!(e.entry(&mut h, 10, open(0x1000)).action, Action::Refuse(Errno(13)));
    let record = records(&mut e).pop().unwrap();
    assert_eq!((record.kind, record.verdict), (Kind::Verdict, Verdict::Deny(13)));
    let Some(Event::Call { params, .. }) = record.event else { panic!("{:?}", record.event) };
    assert!(
        params.contains(&(1, Value::Bytes(0x1000, b"/etc/passwd".to_vec(), false))),
        "{params:?}"
    );
}
