//! What a kernel's host asks of the engine: process ids apart from thread ids, held arguments,
//! interrupted calls, processes that are of no more use.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
mod common;

use common::{Bare, engine, records, wrapper};
use wss_abi::clause::{ArgTest, CallBind, Clause, Cmp, On, Phase, Shape, Source, does};
use wss_abi::target::Target;
use wss_engine::host::{Action, Call, Creds, Errno, Image, Replacement, Rewrite};
use wss_engine::{Criterion, Engine, Held, HeldKind, LoadError, LoadOptions};

const OPENAT: u32 = 257;
const EXECVE: u32 = 59;
const READ: u32 = 0;
const PASS: &str = ".func body\n r0 = 0\n exit\n";
/// `post`: audits when the call was interrupted (EINTR), and when not.
const TELL: &str = "
.string intr \"interrupted\"
.string else \"ended\"
.func body
    r2 = *(u32 *)(r1 + 16)
    r1 = &else
    if r2 != 4 goto tell
    r1 = &intr
tell:
    r2 = 5
    call wr_audit
    r0 = 0
    exit
";

fn clause(nr: u32, phase: Phase, sources: Vec<Source>) -> Clause {
    Clause {
        phase,
        params: vec!["it".into()],
        does: does::NO_CREDS,
        decides: 1,
        ..Clause::new("op", On::Calls(vec![CallBind { nr, sources, filter: vec![] }]), 0)
    }
}

fn pointer(arg: u8, shape: Shape) -> Source {
    Source::Capture { arg, shape, out: false, dirfd: None }
}

const HOLDS: &[Held] = &[
    Held { nr: OPENAT as u16, arg: 1, kind: HeldKind::Path },
    Held { nr: EXECVE as u16, arg: 1, kind: HeldKind::Strings },
];

/// An engine that holds what [`HOLDS`] says, with one wrapper on thread 10.
fn holding(clauses: Vec<Clause>, text: &str) -> (Engine, Bare) {
    let mut e = Engine::new(Target::LinuxX86_64);
    e.set_holds(HOLDS);
    let mut host = Bare { memory: b"/etc/passwd\0".to_vec(), ..Bare::default() };
    let options = LoadOptions { activate: vec![Criterion::always()], ..LoadOptions::default() };
    e.load(wrapper("w", text, clauses), options).unwrap();
    e.exec(&mut host, 10, &Image::default());
    (e, host)
}

fn call(nr: u32, arg: u8, value: u64) -> Call {
    let mut args = [0; 6];
    args[usize::from(arg)] = value;
    Call { nr, args }
}

/// `strings` from address 0x1000 on, their vector at 0x1100.
fn vector(strings: &[&str]) -> Vec<u8> {
    let (mut memory, mut words) = (Vec::new(), Vec::new());
    for s in strings {
        words.extend((0x1000 + memory.len() as u64).to_le_bytes());
        memory.extend(s.bytes().chain([0]));
    }
    memory.resize(0x100, 0);
    memory.extend(words);
    memory.resize(0x1000, 0);
    memory
}

#[test]
fn a_vector_that_was_judged_is_handed_to_the_host() {
    let argv = clause(EXECVE, Phase::Pre, vec![pointer(1, Shape::StrVec)]);
    let (mut e, mut h) = holding(vec![argv], PASS);
    h.memory = vector(&["sh", "-c", ""]);
    let answer = e.entry(&mut h, 10, call(EXECVE, 1, 0x1100));
    let strings = [&b"sh\0"[..], b"-c\0", b"\0"].map(<[u8]>::to_vec).to_vec();
    assert_eq!(answer.action, Action::Run);
    assert_eq!(answer.rewrites, [Rewrite { arg: 1, with: Replacement::Strings(strings) }]);
    h.memory = vector(&[]);
    let answer = e.entry(&mut h, 10, call(EXECVE, 1, 0x1100));
    assert_eq!(answer.rewrites, [Rewrite { arg: 1, with: Replacement::Strings(vec![]) }]);
    // A null vector is held by its register.
    assert_eq!(e.entry(&mut h, 10, call(EXECVE, 1, 0)).rewrites, []);
}

#[test]
fn what_is_not_held_is_refused_by_name() {
    for (nr, arg, shape, call) in [
        (EXECVE, 0, Shape::Path, "execve"),
        (EXECVE, 1, Shape::Path, "execve"),
        (OPENAT, 1, Shape::StrVec, "openat"),
    ] {
        let mut e = Engine::new(Target::LinuxX86_64);
        e.set_holds(HOLDS);
        let c = clause(nr, Phase::Pre, vec![pointer(arg, shape)]);
        let object = wrapper("w", PASS, vec![Clause { unlocked: true, ..c.clone() }]);
        e.load(object, LoadOptions::default()).unwrap();
        let err = e.load(wrapper("v", PASS, vec![c]), LoadOptions::default()).unwrap_err();
        let LoadError::NotHeld { call: named, param, .. } = &err else { panic!("{err:?}") };
        assert_eq!((named.as_str(), param.as_str()), (call, "it"));
        assert!(err.to_string().contains(&format!("$it of {call} points to")), "{err}");
    }
}

#[test]
fn what_was_not_judged_whole_does_not_run() {
    let path = clause(OPENAT, Phase::Pre, vec![pointer(1, Shape::Path)]);
    let (mut e, mut h) = holding(vec![path], PASS);
    let held = Rewrite { arg: 1, with: Replacement::Bytes(b"/etc/passwd\0".to_vec()) };
    assert_eq!(e.entry(&mut h, 10, call(OPENAT, 1, 0x1000)).rewrites, [held]);
    h.memory = vec![b'a'; 5000];
    let answer = e.entry(&mut h, 10, call(OPENAT, 1, 0x1000));
    assert!(matches!(answer.action, Action::Refuse(_)), "{answer:?}");
}

#[test]
fn an_interrupted_call_that_comes_again_is_one_event() {
    let seen = vec![clause(READ, Phase::Post, vec![])];
    let (mut e, mut h) = holding(seen, TELL);
    let read = call(READ, 0, 3);
    let first = e.entry(&mut h, 10, read);
    assert!(first.wants_exit);
    for _ in 0..3 {
        e.interrupted(10, read);
        assert_eq!(e.entry(&mut h, 10, read), first);
    }
    assert!(records(&mut e).is_empty());
    e.leave(&mut h, 10, 1);
    let told: Vec<String> = records(&mut e).into_iter().map(|r| r.message).collect();
    assert_eq!(told, ["ended"]);
}

#[test]
fn another_call_ends_the_interrupted_one() {
    let seen = vec![clause(READ, Phase::Post, vec![])];
    let (mut e, mut h) = holding(seen, TELL);
    e.entry(&mut h, 10, call(READ, 0, 3));
    e.interrupted(10, call(READ, 0, 3));
    assert!(e.entry(&mut h, 10, call(READ, 0, 4)).wants_exit);
    e.leave(&mut h, 10, 1);
    let told: Vec<String> = records(&mut e).into_iter().map(|r| r.message).collect();
    assert_eq!(told, ["inter", "ended"]);
}

#[test]
fn an_interrupted_call_runs_with_what_was_judged_or_is_judged_again() {
    let deny_other = "
.string ok \"/etc/passwd\"
.func body
    r2 = *(u64 *)(r1 + 64)
    r1 = &ok
    call wr_strcmp
    if r0 == 0 goto pass
    r0 = 0x100000d
    exit
pass:
    r0 = 0
    exit
";
    let path = clause(OPENAT, Phase::Pre, vec![pointer(1, Shape::Path)]);
    let open = call(OPENAT, 1, 0x1000);
    for unlocked in [false, true] {
        let (mut e, mut h) = holding(vec![Clause { unlocked, ..path.clone() }], deny_other);
        let first = e.entry(&mut h, 10, open);
        assert_eq!((first.action, first.wants_exit), (Action::Run, false));
        e.interrupted(10, open);
        assert_eq!(e.entry(&mut h, 10, open), first);
        e.interrupted(10, open);
        h.memory = b"/etc/shadow\0".to_vec();
        assert!(matches!(e.entry(&mut h, 10, open).action, Action::Refuse(_)), "{unlocked}");
    }
}

#[test]
fn unloading_does_not_wait_for_interrupted_calls() {
    let seen = vec![clause(READ, Phase::Post, vec![])];
    let (mut e, mut h) = holding(seen, TELL);
    e.entry(&mut h, 10, call(READ, 0, 3));
    assert_eq!(e.unload(&mut h, "w"), Ok(1));
    e.interrupted(10, call(READ, 0, 3));
    assert_eq!(e.bindings().count(), 1);
    let (mut e, mut h) = holding(vec![clause(READ, Phase::Post, vec![])], TELL);
    e.entry(&mut h, 10, call(READ, 0, 3));
    e.interrupted(10, call(READ, 0, 3));
    assert_eq!(e.unload(&mut h, "w"), Ok(0));
    assert!(records(&mut e).iter().any(|r| r.message == "inter"));
    assert_eq!(e.entry(&mut h, 10, call(READ, 0, 3)).action, Action::Run);
}

#[test]
fn a_process_of_no_more_use_is_forgotten() {
    let (mut e, mut h) = engine(vec![wrapper("w", TELL, vec![clause(READ, Phase::Post, vec![])])]);
    assert!(!e.release(&mut h, 10), "a wrapper is bound");
    assert!(!e.release(&mut h, 11), "it is not known");
    e.entry(&mut h, 10, call(READ, 0, 3));
    e.unload(&mut h, "w").unwrap();
    assert!(!e.release(&mut h, 10), "a call is in flight");
    e.leave(&mut h, 10, 1);
    e.thread(10, 12);
    assert!(e.release(&mut h, 10));
    assert_eq!((e.processes(), e.thread_of(10)), (0, None));
    assert!(e.wrap_set(12).is_none());
}

#[test]
fn a_host_says_what_process_a_thread_is_of() {
    let (mut e, mut h) = engine(vec![wrapper("w", TELL, vec![clause(READ, Phase::Post, vec![])])]);
    h.apart = 100_000;
    e.fork(&mut h, 10, 100_020);
    e.thread(100_020, 100_021);
    assert_eq!(e.thread_of(20), Some(100_020));
    e.gone(&mut h, 100_020, 0);
    assert_eq!((e.thread_of(20), e.thread_of(100_020)), (Some(100_021), None));
    assert_eq!(e.bindings().filter(|b| b.pid == 20).count(), 1);
    while e.pop_changed().is_some() {}
    assert_eq!(e.detach(&mut h, "w", 20), Ok(true));
    assert_eq!(e.pop_changed(), Some(20));
    assert_eq!(e.bindings().filter(|b| b.pid == 20).count(), 0);
    let last = records(&mut e).pop().unwrap();
    assert_eq!((last.subject.pid, last.subject.tid), (20, 100_021));
}

#[test]
fn concerns_says_what_an_exec_would_bind() {
    let mut e = Engine::new(Target::LinuxX86_64);
    let criterion = Criterion::parse("prog=imapd && uid=7", &()).unwrap();
    let options = LoadOptions { activate: vec![criterion], ..LoadOptions::default() };
    e.load(wrapper("w", PASS, vec![]), options).unwrap();
    let image = |path: &str| Image { path: path.as_bytes().to_vec(), ..Image::default() };
    let creds = |uid| Creds { uid, ..Creds::default() };
    assert!(e.concerns(&image("/sbin/imapd"), &creds(7)));
    assert!(!e.concerns(&image("/sbin/imapd"), &creds(8)));
    assert!(!e.concerns(&image("/sbin/popd"), &creds(7)));
    assert_eq!(e.processes(), 0);
}

#[test]
fn a_set_says_what_a_call_is_looked_at_for() {
    let path = pointer(1, Shape::Path);
    let quiet = clause(OPENAT, Phase::Post, vec![path, path]);
    let loud = Clause { does: does::VERDICT, ..clause(EXECVE, Phase::Pre, vec![]) };
    let (e, _) = holding(vec![quiet, loud], PASS);
    let touches = |nr| e.wrap_set(10).unwrap().touches(nr).collect::<Vec<_>>();
    assert_eq!(touches(OPENAT), [(1, Shape::Path)]);
    assert_eq!(touches(EXECVE), [(0, Shape::Path), (1, Shape::StrVec), (2, Shape::StrVec)]);
    assert_eq!(touches(READ), []);
}

#[test]
fn a_thread_that_is_not_told_of_is_known_while_its_call_has_to_be_remembered() {
    let seen = clause(READ, Phase::Post, vec![]);
    let path = clause(OPENAT, Phase::Pre, vec![pointer(1, Shape::Path)]);
    let (mut e, mut h) = holding(vec![seen, path], TELL);
    let getpid = call(39, 0, 0);
    assert_eq!(e.enter(&mut h, 11, 200, getpid).done().unwrap().action, Action::Refuse(Errno(1)));
    assert_eq!(e.enter(&mut h, 10, 200, getpid).done().unwrap().action, Action::Run);
    assert!(!e.knows(200));
    assert!(e.enter(&mut h, 10, 200, call(READ, 0, 3)).done().unwrap().wants_exit);
    assert!(e.knows(200));
    e.leave(&mut h, 200, 1);
    let told = records(&mut e).pop().unwrap();
    assert_eq!((told.message.as_str(), told.subject.pid, told.subject.tid), ("ended", 10, 200));
    e.gone(&mut h, 200, 0);
    // The same id, of another process by now.
    e.enter(&mut h, 10, 200, call(READ, 0, 3));
    e.fork(&mut h, 10, 20);
    assert!(e.enter(&mut h, 20, 200, call(READ, 0, 3)).done().unwrap().wants_exit);
    assert_eq!(e.unload(&mut h, "w"), Ok(1), "only the child has a call in flight");
    e.leave(&mut h, 200, 1);
    assert_eq!(e.bindings().count(), 0);
}

fn passes(e: &mut Engine, pid: u32, call: Call) -> bool {
    e.passes(pid, Some(11), call.nr, &call.args)
}

#[test]
fn a_call_that_no_clause_is_run_for_passes_and_is_counted() {
    let noop = Clause { decides: 0, ..clause(READ, Phase::Pre, vec![]) };
    let deny = "
.func pass
    r0 = 0
    exit
.func deny
    r0 = 0x100000d
    exit
";
    let on = |nr, arg| {
        let test = ArgTest { arg: 0, wide: false, op: Cmp::Eq, mask: u64::MAX, value: arg };
        On::Calls(vec![CallBind { nr, sources: vec![], filter: vec![vec![test]] }])
    };
    let denies = |on| Clause { on, body: 1, ..noop.clone() };
    let write = 1;
    let (mut e, mut h) =
        holding(vec![noop.clone(), denies(on(READ, 9)), denies(on(write, 5))], deny);
    assert!(passes(&mut e, 10, call(39, 0, 0)), "nobody catches it");
    assert!(passes(&mut e, 10, call(READ, 0, 8)));
    assert!(!passes(&mut e, 10, call(READ, 0, 9)), "a condition holds");
    assert!(passes(&mut e, 10, call(write, 0, 4)));
    assert!(!passes(&mut e, 10, call(write, 0, 5)));
    assert!(!passes(&mut e, 12, call(39, 0, 0)), "the process is not known");
    let hits =
        |e: &Engine| e.wrappers()[0].stats.clauses.iter().map(|c| c.hits).collect::<Vec<_>>();
    assert_eq!(hits(&e), [1, 0, 0]);
    // What does not pass so is judged, and counted, as ever.
    assert_eq!(
        e.enter(&mut h, 10, 11, call(READ, 0, 9)).done().unwrap().action,
        Action::Refuse(Errno(13))
    );
    assert_eq!(hits(&e), [2, 1, 0]);
    assert_eq!(e.wrappers()[0].stats.clauses[0].instructions, 4);
    // While a call of the thread is open there is more to it.
    e.thread(10, 11);
    e.interrupted(11, call(READ, 0, 8));
    assert!(!passes(&mut e, 10, call(READ, 0, 8)));
}

#[test]
fn a_call_that_passes_by_constants_alone_may_be_counted_by_the_host() {
    let noop = Clause { decides: 0, ..clause(READ, Phase::Pre, vec![]) };
    let deny = ".func pass\n r0 = 0\n exit\n.func deny\n r0 = 0x100000d\n exit\n";
    let test = |value| ArgTest { arg: 0, wide: false, op: Cmp::Eq, mask: u64::MAX, value };
    let on = |nr, filter| On::Calls(vec![CallBind { nr, sources: vec![], filter }]);
    let pass = |nr, filter| Clause { on: on(nr, filter), ..noop.clone() };
    let clauses = vec![
        pass(READ, vec![]),
        // Each of these two has to do with what the other has not.
        pass(1, vec![vec![test(1)]]),
        pass(1, vec![vec![test(2)]]),
        pass(2, vec![vec![test(1)]]),
        pass(2, vec![vec![test(1)]]),
        pass(3, vec![]),
        pass(3, vec![vec![test(1)]]),
        // Whether this one runs decides something.
        Clause { body: 1, ..pass(4, vec![vec![test(1)]]) },
        pass(4, vec![]),
        Clause { phase: Phase::Post, ..pass(5, vec![]) },
        pass(5, vec![]),
    ];
    let (mut e, mut h) = holding(clauses, deny);
    let set = e.wrap_set(10).unwrap();
    let counted: Vec<_> = set.traps().filter(|t| t.counted).map(|t| t.nr).collect();
    let tally = set.tally().unwrap();
    assert_eq!(counted, [READ, 2]);
    assert_eq!(tally.calls().collect::<Vec<_>>(), counted);
    e.count(&tally, READ, 5);
    e.count(&tally, 2, 1);
    e.count(&tally, 1, 100);
    let stats = |e: &Engine| -> Vec<_> {
        e.wrappers()[0].stats.clauses.iter().map(|c| (c.hits, c.instructions)).collect()
    };
    let expected = [(5, 10), (0, 0), (0, 0), (1, 2), (1, 2)];
    assert_eq!(stats(&e)[..5], expected);
    assert!(stats(&e)[5..].iter().all(|s| *s == (0, 0)));
    // Another wrapper in the place of one that is gone is not counted for.
    e.unload(&mut h, "w").unwrap();
    let options = LoadOptions { activate: vec![Criterion::always()], ..LoadOptions::default() };
    e.load(wrapper("v", deny, vec![noop]), options).unwrap();
    e.count(&tally, READ, 5);
    assert_eq!(stats(&e), [(0, 0)]);
}
