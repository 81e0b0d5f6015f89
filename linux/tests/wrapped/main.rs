//! The Linux host under real programs. This binary is three things: the runner of the tests (no
//! argument, or a part of a test's name), the front of a supervised program (`--wrapped SCENARIO
//! PROGRAM ARGS`, single-threaded as `wss_linux::run` wants it), and the programs that are
//! supervised (`--prog NAME ARGS`).
mod evade;
mod evasions;
mod programs;
mod scenarios;
mod tests;

use std::process::{Command, ExitCode, Output, Stdio};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.get(1..) {
        Some(["--wrapped", scenario, program, rest @ ..]) => {
            scenarios::run(scenario, program, rest)
        }
        Some(["--prog", name, rest @ ..]) => programs::run(name, rest),
        Some(filter) => run_tests(filter.iter().find(|a| !a.starts_with('-')).copied()),
        None => ExitCode::FAILURE,
    }
}

fn run_tests(filter: Option<&str>) -> ExitCode {
    let (mut failed, mut passed) = (0, 0);
    for (name, test) in tests::ALL {
        if filter.is_some_and(|f| !name.contains(f)) {
            continue;
        }
        let good = std::panic::catch_unwind(test).is_ok();
        println!("test {name} ... {}", if good { "ok" } else { "FAILED" });
        if good { passed += 1 } else { failed += 1 }
    }
    println!("\n{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A command that runs `program` under `scenario`.
pub(crate) fn wrapped(scenario: &str, program: &str, args: &[&str]) -> Command {
    let mut c = Command::new(std::env::current_exe().unwrap());
    c.args(["--wrapped", scenario, program]).args(args).stdin(Stdio::null());
    c
}

/// A command that runs one of this binary's programs under `scenario`.
pub(crate) fn wrapped_prog(scenario: &str, name: &str, args: &[&str]) -> Command {
    let me = std::env::current_exe().unwrap();
    let mut c = wrapped(scenario, me.to_str().unwrap(), &["--prog", name]);
    c.args(args);
    c
}

/// Standard output of a run that is expected to exit with 0, and its records.
pub(crate) fn output(c: &mut Command) -> (String, String) {
    let (out, audit) = run(c);
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(
        out.status.success(),
        "{:?}\n{text}\n{}\n{audit}",
        out.status,
        String::from_utf8_lossy(&out.stderr)
    );
    (text, audit)
}

/// Runs a command and collects its records.
pub(crate) fn run(c: &mut Command) -> (Output, String) {
    let audit = tempfile::NamedTempFile::new().unwrap();
    let out = c.env("WSS_TEST_AUDIT", audit.path()).output().unwrap();
    (out, std::fs::read_to_string(audit.path()).unwrap())
}
