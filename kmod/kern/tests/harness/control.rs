//! What requests are refused for, and with which errno: freezing, confirmation, atomic loading.
use crate::gate::{Module, request};
use crate::kernel::{be, with};
use crate::{GETPID, clause, wrapper};
use wss_abi::clause::{Clause, Life, On, Phase};
use wss_abi::control::{Answer, Ask, Criteria, Name, Request, Unit};
use wss_kern::control::device;
use wss_kern::ffi::sysctl::{WSS_SYSCTL_LOCKED, WSS_SYSCTL_WRAPPERS};
use wss_kern::module::wss_rs_quiesce;

fn criteria(text: &str) -> Criteria {
    Criteria { text: text.to_owned(), names: vec![] }
}

fn unit(name: &str, activate: &[&str]) -> Unit {
    let object = wrapper(name, vec![clause(GETPID, Phase::Pre, 1)]).encode().unwrap();
    Unit { object, activate: activate.iter().map(|c| criteria(c)).collect(), ..Unit::default() }
}

/// Asks without confirmation, as process 50.
fn ask(ask: Ask) -> Answer {
    be(100_050, 50);
    let verb = ask.verb();
    request(verb, &Request { confirmed: false, ask }.encode().unwrap()).unwrap()
}

fn errno(answer: Answer) -> u16 {
    match answer {
        Answer::Refused { errno, reason } => {
            assert!(!reason.is_empty());
            errno
        }
        other => panic!("{other:?}"),
    }
}

fn loaded() -> u64 {
    device::wss_rs_sysctl_count(WSS_SYSCTL_WRAPPERS)
}

#[test]
fn several_are_loaded_together_or_not_at_all() {
    let m = Module::load();
    let bad = Unit { object: b"WSSO".to_vec(), ..Unit::default() };
    assert_eq!(errno(ask(Ask::Load(vec![unit("a", &[]), bad]))), 8);
    let twice = vec![unit("a", &[]), unit("b", &[]), unit("a", &[])];
    assert_eq!(errno(ask(Ask::Load(twice))), 17);
    let unparsed = vec![unit("a", &[]), unit("b", &["prog="])];
    assert_eq!(errno(ask(Ask::Load(unparsed))), 22);
    assert_eq!(loaded(), 0);
    assert_eq!(ask(Ask::Load(vec![unit("a", &[]), unit("b", &["prog=x"])])), Answer::Done);
    let Answer::Wrappers(list) = m.ask(Ask::List) else { panic!() };
    let names: Vec<_> = list.iter().map(|w| w.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(errno(ask(Ask::Load(vec![unit("a", &[])]))), 17);
    assert_eq!(errno(ask(Ask::Unload("c".into()))), 2);
    assert_eq!(errno(ask(Ask::Detach("a".into(), 77))), 3);
}

#[test]
fn what_administers_the_system_is_bound_only_when_confirmed() {
    let m = Module::load();
    let all = ["init", "getty", "login", "sshd", "sshd-session", "sshd-auth"];
    let cases: [(&str, &[&str]); 9] = [
        ("uid=0", &all),
        ("!prog=imapd", &all),
        ("path=/usr/libexec/*", &["getty", "sshd-session", "sshd-auth"]),
        ("prog=init", &["init"]),
        ("ppid-prog=init && !prog=getty", &["login", "sshd"]),
        ("argv~='sshd'", &["sshd", "sshd-session", "sshd-auth"]),
        ("prog=imapd", &[]),
        ("uid=0 && prog=imapd", &[]),
        ("jail=3", &[]),
    ];
    for (text, programs) in cases {
        let answer = ask(Ask::Load(vec![unit("w", &["prog=x", text])]));
        let found: Vec<_> = match &answer {
            Answer::Confirm(what) => what.iter().map(|p| p.rsplit('/').next().unwrap()).collect(),
            Answer::Done => Vec::new(),
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(found, programs, "{text}");
        assert_eq!(loaded(), u64::from(programs.is_empty()), "{text}");
        if loaded() == 0 {
            assert_eq!(m.ask(Ask::Load(vec![unit("w", &[text])])), Answer::Done);
            m.ask(Ask::Unload("w".into()));
            ask(Ask::Load(vec![unit("w", &[])]));
            let again = ask(Ask::Activate("w".into(), criteria(text)));
            assert_eq!(again, answer);
        }
        m.ask(Ask::Unload("w".into()));
    }
}

#[test]
fn names_are_what_the_asker_says() {
    let _m = Module::load();
    let named = |names| Criteria { text: "user=www || group=www".into(), names };
    let name = |group| Name { group, name: "www".into(), id: 80 };
    ask(Ask::Load(vec![unit("w", &[])]));
    assert_eq!(errno(ask(Ask::Activate("w".into(), named(vec![name(false)])))), 22);
    let both = named(vec![name(false), name(true)]);
    assert_eq!(ask(Ask::Activate("w".into(), both)), Answer::Done);
}

#[test]
fn a_frozen_module_answers_and_changes_nothing() {
    let m = Module::load();
    m.add(&wrapper("w", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
    let changes = || {
        vec![
            Ask::Load(vec![unit("v", &[])]),
            Ask::Unload("w".into()),
            Ask::Activate("w".into(), criteria("prog=x")),
            Ask::Deactivate("w".into(), criteria("prog=x")),
            Ask::Detach("w".into(), 60),
        ]
    };
    let frozen = |secure| {
        for change in changes() {
            assert_eq!(errno(ask(change)), 1);
        }
        assert_eq!(wss_rs_quiesce(50, secure), 1);
        assert_eq!(loaded(), 1);
        let Answer::Status(s) = m.ask(Ask::Status) else { panic!() };
        s.frozen
    };
    with(|k| k.secure = true);
    assert!(frozen(true).contains("securelevel"));
    with(|k| k.secure = false);
    assert_eq!(wss_rs_quiesce(50, false), 0);
    assert_eq!(ask(Ask::Lock), Answer::Done);
    assert!(frozen(false).contains("locked"));
    assert_eq!(device::wss_rs_sysctl_count(WSS_SYSCTL_LOCKED), 1);
    assert_eq!(errno(ask(Ask::Lock)), 1);
}

#[test]
fn a_wrapped_process_does_not_unload_the_module() {
    let m = Module::load();
    with(|k| k.start(60, "/usr/sbin/imapd"));
    m.add(&wrapper("w", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
    assert_eq!(wss_rs_quiesce(60, false), 1);
    assert_eq!(wss_rs_quiesce(50, false), 0);
}

#[test]
fn a_clause_on_what_is_not_told_is_refused_by_name() {
    let m = Module::load();
    let life = |event| Clause { on: On::Life(event), ..clause(7, Phase::Pre, 1) };
    let unit = |event| {
        let object = wrapper("w", vec![life(event)]).encode().unwrap();
        Ask::Load(vec![Unit { object, ..Default::default() }])
    };
    let Answer::Refused { errno: 45, reason } = m.ask(unit(Life::Signal)) else { panic!() };
    assert!(reason.contains("wrapper w, line 7, clause op{7}: ") && reason.contains("signals"));
    assert_eq!(loaded(), 0);
    for told in [Life::Activate, Life::Deactivate, Life::Fork, Life::Exec, Life::Exit] {
        assert_eq!(m.ask(unit(told)), Answer::Done);
        assert_eq!(m.ask(Ask::Unload("w".into())), Answer::Done);
    }
}
