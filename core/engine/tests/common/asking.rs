//! Wrappers whose clauses ask, and an engine in which one does, for the tests of events that stand still.
use super::{Bare, engine, records, wrapper};
use wss_abi::audit::Kind;
use wss_abi::clause::{CallBind, Clause, Life, On, does};
use wss_abi::mem::lossy;
use wss_abi::object::Object;
use wss_abi::stat::WrStat;
use wss_engine::Engine;
use wss_engine::host::{Action, Answer, Call, Entry, Question, Step, Tid};

pub(crate) const ASKS: u32 = 39;
pub(crate) const COUNTS: u32 = 110;
pub(crate) const PASSES: u32 = 24;

/// Counts before and after it asks; tells a count that is not even.
pub(crate) const CODE: &str = "
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

pub(crate) fn on(on: On, body: u32) -> Clause {
    Clause { does: does::VERDICT, unlocked: true, ..Clause::new("op", on, body) }
}

pub(crate) fn call_of(nr: u32) -> On {
    On::Calls(vec![CallBind { nr, sources: vec![], filter: vec![] }])
}

pub(crate) fn asker(name: &str, shared: bool) -> Object {
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

pub(crate) fn call(nr: u32) -> Call {
    Call { nr, args: [0; 6] }
}

pub(crate) fn enter(e: &mut Engine, h: &mut Bare, pid: u32, tid: Tid, nr: u32) -> Step<Entry> {
    e.enter(h, pid, tid, call(nr))
}

pub(crate) fn action(step: Step<Entry>) -> Action {
    step.done().unwrap().action
}

pub(crate) fn found(e: &mut Engine, tid: Tid) {
    e.answer(tid, Answer::Stat(Ok(WrStat::default())));
}

/// An engine whose process 10 has these wrappers, and a thread 11 that asks.
pub(crate) fn asking(objects: Vec<Object>) -> (Engine, Bare) {
    let (mut e, mut h) = engine(objects);
    h.later = true;
    match enter(&mut e, &mut h, 10, 11, ASKS) {
        Step::Ask(Question::Stat(name)) => assert_eq!(lossy(&name.path).unwrap(), "/net/far"),
        other => panic!("{other:?}"),
    }
    records(&mut e);
    (e, h)
}

pub(crate) fn messages(e: &mut Engine) -> Vec<String> {
    let told = records(e).into_iter().filter(|r| r.kind != Kind::Deactivate);
    told.map(|r| if r.message.is_empty() { format!("{:?}", r.kind) } else { r.message }).collect()
}
