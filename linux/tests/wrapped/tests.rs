//! The tests.
use crate::{output, run, wrapped, wrapped_prog};
use std::os::unix::process::ExitStatusExt;

pub(crate) const ALL: &[(&str, fn())] = &[
    ("exit_status_and_signal_are_the_programs", exit_status_and_signal_are_the_programs),
    ("own_failures_have_their_statuses", own_failures_have_their_statuses),
    ("a_call_is_refused_by_each_mechanism", a_call_is_refused_by_each_mechanism),
    ("every_call_may_be_judged", every_call_may_be_judged),
];

fn sh(scenario: &str, script: &str) -> (std::process::Output, String) {
    run(&mut wrapped(scenario, "/bin/sh", &["-c", script]))
}

fn exit_status_and_signal_are_the_programs() {
    assert_eq!(sh("none", "exit 0").0.status.code(), Some(0));
    assert_eq!(sh("none", "exit 42").0.status.code(), Some(42));
    assert_eq!(sh("none", "kill -TERM $$").0.status.signal(), Some(libc::SIGTERM));
    assert_eq!(sh("none", "kill -KILL $$").0.status.signal(), Some(libc::SIGKILL));
    let (text, _) =
        output(&mut wrapped("none", "/bin/sh", &["-c", "echo a; (echo b) | cat; ls /dev/null"]));
    assert_eq!(text, "a\nb\n/dev/null\n");
}

fn own_failures_have_their_statuses() {
    let status = |p: &str| run(&mut wrapped("none", p, &[])).0.status.code();
    assert_eq!(status("/nonexistent"), Some(127));
    assert_eq!(status("no-such-program-anywhere"), Some(127));
    assert_eq!(status("/etc/passwd"), Some(126));
    assert_eq!(status("/etc"), Some(126));
}

fn a_call_is_refused_by_each_mechanism() {
    for scenario in ["deny-getpid", "deny-getpid-trace"] {
        let (text, _) = output(&mut wrapped_prog(scenario, "getpid", &[]));
        assert_eq!(text, format!("-1 {}\n", libc::EXDEV), "{scenario}");
    }
}

fn every_call_may_be_judged() {
    for scenario in ["all-pre", "all-both"] {
        let (text, _) = output(&mut wrapped(
            scenario,
            "/bin/sh",
            &["-c", "for i in 1 2 3; do echo $i | cat; done; ls -d /; exit 0"],
        ));
        assert_eq!(text, "1\n2\n3\n/\n", "{scenario}");
    }
}
