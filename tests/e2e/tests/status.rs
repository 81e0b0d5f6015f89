//! `wssctl run` ends as its program does, and tells its own failures from the program's.
use std::fs;
use std::os::unix::process::ExitStatusExt;
use wss_e2e::run;

fn sh(script: &str) -> wss_e2e::Run {
    run(&["-w", "marks"], &["sh", "-c", script])
}

#[test]
fn exit_status_and_output_are_the_programs() {
    for status in [0, 1, 7, 125, 127, 255] {
        let ended = sh(&format!("echo out; echo err >&2; exit {status}")).ended;
        assert_eq!((ended.status.code(), ended.out.as_str()), (Some(status), "out\n"));
        assert!(ended.err.ends_with("err\n"), "{}", ended.err);
    }
}

#[test]
fn dies_by_the_signal_that_killed_the_program() {
    // Not SIGINT, SIGQUIT or SIGHUP: who runs the tests in the background may have them ignored.
    for signal in [libc::SIGTERM, libc::SIGKILL, libc::SIGSEGV, libc::SIGUSR1] {
        let ended = sh(&format!("ulimit -c 0; kill -{signal} $$; sleep 5")).ended;
        assert_eq!(ended.status.signal(), Some(signal), "{ended:?}");
    }
}

#[test]
fn own_failures_are_told_from_the_programs() {
    let directory = tempfile::tempdir().unwrap();
    let plain = directory.path().join("plain");
    fs::write(&plain, "not a program").unwrap();
    let plain = plain.to_string_lossy();
    let missing = run(&["-w", "marks"], &["/nonexistent/program"]).ended;
    assert_eq!(missing.code(), 127);
    assert!(missing.err.contains("/nonexistent/program"), "{}", missing.err);
    assert_eq!(run(&["-w", "marks"], &["no-such-program-in-path"]).ended.code(), 127);
    let not_executable = run(&["-w", "marks"], &[&*plain]).ended;
    assert_eq!(not_executable.code(), 126);
    assert!(not_executable.err.contains(&*plain), "{}", not_executable.err);
    assert_eq!(run(&["-w", "marks"], &["/"]).ended.code(), 126);
    let own = run(&["-w", "no-such-wrapper"], &["true"]).ended;
    assert_eq!(own.code(), 125);
    assert!(own.err.contains("no-such-wrapper"), "{}", own.err);
    for usage in [&["--no-such-option"][..], &["--permissive", "other", "-w", "marks"]] {
        assert_eq!(run(usage, &["true"]).ended.code(), 125, "{usage:?}");
    }
    assert_eq!(run::<&str>(&["-w", "marks"], &[]).ended.code(), 125, "no program");
}
