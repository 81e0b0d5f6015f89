//! Conditions on what watchers are told.
use crate::gate::{Module, exec};
use crate::kernel::{be, with};
use crate::watch::{ALL, Watcher};
use crate::{OPEN, clause};
use wss_abi::clause::{Clause, On, Phase};
use wss_abi::object::{EventDef, Object};
use wss_abi::watch::flag;
use wss_kern::watch::wss_rs_watch_condition;

const ENOEXEC: i32 = 8;

fn start() -> Module {
    let m = Module::load();
    with(|k| k.start(60, "/bin/sh"));
    be(100_060, 60);
    m
}

/// A condition: of execs, only those whose first argument is not `ls`; and no second one in a row.
pub(crate) fn condition(code: &str, strings: &[bool], name: &str) -> Object {
    let params = strings.iter().enumerate().map(|(n, s)| (format!("p{n}"), *s)).collect();
    let on = On::Raised { wrapper: "wss".into(), event: name.into() };
    let params_of = strings.iter().enumerate().map(|(n, _)| format!("p{n}")).collect();
    let clauses = vec![Clause { on, params: params_of, ..clause(0, Phase::Pre, 0) }];
    let events = vec![EventDef { name: name.into(), params }];
    let object = wss_vm::asm::object("c", code).unwrap();
    let target = wss_abi::target::Target::FreebsdAmd64;
    Object { target, clauses, events, state: vec![0; 8], budget: 1 << 20, ..object }
}

const EXEC: [bool; 5] = [true, false, true, false, false];

const NOT_LS: &str = "
.string ls \"ls\"
.func judge
    r2 = *(u64 *)(r1 + 80)
    r1 = &ls
    call wr_strcmp
    if r0 == 0 goto no
    r0 = 0
    exit
no:
    r0 = 0x1000001
    exit
";

const TWICE: &str = "
.func judge
    r1 = &state + 0
    r2 = *(u64 *)(r1 + 0)
    r2 += 1
    *(u64 *)(r1 + 0) = r2
    r2 &= 1
    r0 = 0
    if r2 != 0 goto out
    r0 = 0x1000001
out:
    exit
";

const FAULTS: &str = "
.func judge
    r0 = *(u64 *)(r1 + 64)
    r0 += 90000
    r0 = *(u64 *)(r0 + 0)
    exit
";

#[test]
fn conditions_say_what_is_told() {
    let _m = start();
    let run = |object: &Object| {
        let w = Watcher::open();
        assert_eq!(w.watch(60, ALL, 0), 0);
        assert_eq!(w.condition(object), 0);
        for program in ["ls", "cat", "ls", "rm"] {
            assert!(exec(&format!("/bin/{program}"), &[program, "x"], false));
        }
        let names = w.lines().iter().map(|l| l[l.len().saturating_sub(14)..].to_owned()).collect();
        (names, w.status())
    };
    let (names, status): (Vec<String>, _) = run(&condition(NOT_LS, &EXEC, "exec"));
    assert_eq!((names.len(), status.denied, status.faults), (2, 2, 0), "{names:?}");
    let (names, status) = run(&condition(TWICE, &EXEC, "exec"));
    assert_eq!((names.len(), status.denied), (2, 2), "{names:?}");
    let (names, status) = run(&condition(FAULTS, &EXEC, "exec"));
    assert_eq!((names.len(), status.faults), (4, 4), "{names:?}");
    assert!(names.iter().all(|n| n.ends_with(&format!(" {:x}", flag::FAULT))));
    let (names, _) = run(&condition(NOT_LS, &[false], "exit"));
    assert_eq!(names.len(), 4, "an event that no clause catches is told: {names:?}");
}

#[test]
fn what_is_no_condition_is_refused() {
    let _m = start();
    let w = Watcher::open();
    let good = || condition(NOT_LS, &EXEC, "exec");
    assert_eq!(w.condition(&good()), 0);
    let mut other = good();
    other.clauses[0].on = On::Raised { wrapper: "imapd".into(), event: "exec".into() };
    let calls = Object { clauses: vec![clause(OPEN, Phase::Pre, 0)], ..good() };
    let linux = Object { target: wss_abi::target::Target::LinuxX86_64, ..good() };
    let none = Object { clauses: vec![], ..good() };
    let host = condition(".func judge\n    r1 = 0\n    call wr_time\n    exit\n", &EXEC, "exec");
    for bad in [
        condition(NOT_LS, &EXEC[..4], "exec"),
        condition(NOT_LS, &EXEC, "signal"),
        other,
        calls,
        linux,
        none,
        host,
    ] {
        assert_eq!(w.condition(&bad), ENOEXEC, "{bad:?}");
    }
    // SAFETY: as many bytes as said.
    let junk = unsafe { wss_rs_watch_condition(w.id, b"WSSO".as_ptr().cast(), 4) };
    assert_eq!(junk, ENOEXEC);
    // SAFETY: none.
    assert_eq!(unsafe { wss_rs_watch_condition(w.id, std::ptr::null(), 0) }, 0);
}
