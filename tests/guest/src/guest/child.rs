//! What the processes do that tests start: `wss-guest child ROLE ARGUMENTS`, under whatever name the
//! test gave the program.
use super::raw::{self, call};
use super::{ANSWER, block, cost, exec, foreign, race, storm, toctou, watch};
use std::process::ExitCode;

/// Plays the role.
pub(crate) fn main(words: &[String]) -> ExitCode {
    let rest = words.get(1..).unwrap_or_default();
    let role = words.first().map(String::as_str);
    if let Some(play) = role.and_then(watch::role) {
        return play(rest);
    }
    match role {
        Some("ask") => ExitCode::from(u8::from(call(raw::GETPPID, [0; 3]) != ANSWER)),
        Some("who") => exec::who(),
        Some("capable") => exec::capable(rest),
        Some("sandboxed") => exec::sandboxed(rest),
        Some("storm") => storm::child(rest),
        Some("asking") => race::asking(),
        Some("churn") => race::churn(),
        Some("blocked") => block::child(rest),
        Some("calls") => foreign::calls(rest),
        Some("toctou") => toctou::child(rest),
        Some("cost") => cost::child(rest),
        _ => {
            eprintln!("wss-guest: no such role");
            ExitCode::from(2)
        }
    }
}
