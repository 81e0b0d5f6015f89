//! Which cases there are, and running them.
use crate::{attack, cli, clock, guard, heal, heard, hinder, measure, restart, watch};
use std::process::{Command, ExitCode};

/// How a case ends: what it has to say, or why it failed.
pub(crate) type Said = Result<String, String>;

/// Fails with a text unless the condition holds.
macro_rules! ensure {
    ($holds:expr, $($why:tt)+) => {
        if !$holds {
            return Err(format!($($why)+));
        }
    };
}
pub(crate) use ensure;

/// Every case: its name, and what does it.
const CASES: &[(&str, fn() -> Said)] = &[
    ("kill", hinder::kill),
    ("status", hinder::status),
    ("target", hinder::target),
    ("deaf", hinder::deaf),
    ("stop", hinder::stop),
    ("trace", hinder::trace),
    ("heard", heard::stop_and_kill),
    ("changed", hinder::changed),
    ("guard", guard::guard),
    ("clock", clock::clock),
    ("heal", heal::two_hundred),
    ("both", heal::both),
    ("replacement", heal::image),
    ("command", heal::command),
    ("large", measure::large),
    ("cost", measure::cost),
    ("alert", measure::alert),
    ("watch", watch::watch),
    ("restart", restart::restart),
    ("condition", cli::condition),
    ("cli", cli::cli),
];

/// As `main.rs` says.
pub(crate) fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let first = words.first().map(String::as_str);
    if first == Some("list") {
        CASES.iter().for_each(|(name, _)| println!("{name}"));
        return ExitCode::SUCCESS;
    }
    if first == Some("attack") {
        let count = words.get(1).and_then(|w| w.parse().ok()).unwrap_or(10);
        let kinds = words.get(2..).unwrap_or_default();
        return end("attack", attack::all(count, kinds));
    }
    if let ([name], true) = (words.as_slice(), std::env::var_os("RING_GUEST_CASE").is_some()) {
        let case = CASES.iter().find(|(n, _)| n == name);
        return case.map_or(ExitCode::from(2), |(name, case)| end(name, case()));
    }
    // The guest's suite has that one among its own tests.
    let wanted = |name: &str| match words.as_slice() {
        [] => name != "guard",
        _ => words.iter().any(|w| w == name),
    };
    let mut failed = Vec::new();
    for (name, _) in CASES.iter().filter(|(n, _)| wanted(n)) {
        let own = std::env::current_exe().unwrap_or_default();
        let status = Command::new(own).arg(name).env("RING_GUEST_CASE", "1").status();
        if !status.is_ok_and(|s| s.success()) {
            failed.push(*name);
        }
    }
    if words.is_empty() && end("attack", attack::all(10, &[])) != ExitCode::SUCCESS {
        failed.push("attack");
    }
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        println!("failed: {}", failed.join(", "));
        ExitCode::FAILURE
    }
}

fn end(name: &str, said: Said) -> ExitCode {
    match said {
        Ok(said) => {
            println!("{name}: ok {said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            println!("{name}: FAILED {why}");
            ExitCode::FAILURE
        }
    }
}
