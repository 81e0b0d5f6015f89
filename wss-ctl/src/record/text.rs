//! Audit records as lines for people.
use super::shown;
use std::fmt::Write as _;
use wss_abi::audit::{Kind, Record};
use wss_abi::verdict::Verdict;
use wss_calls::decode;

const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const DIM: &str = "\x1b[2m";
const RESET: &str = "\x1b[0m";

/// One line, without its newline: wrapper, process, event, verdict, clause, message.
pub(crate) fn line(r: &Record, colour: bool) -> String {
    let paint = |code: &'static str| if colour { code } else { "" };
    let mut out = String::new();
    let wrapper = if r.wrapper.is_empty() { "wss" } else { &r.wrapper };
    let tone = match (r.kind, r.verdict) {
        (Kind::Violation | Kind::Fault, _) => paint(RED),
        (_, Verdict::Deny(_) | Verdict::Kill(_)) => paint(RED),
        (Kind::Host | Kind::Lost, _) => paint(YELLOW),
        _ => "",
    };
    let end = if tone.is_empty() { "" } else { paint(RESET) };
    let program = r.subject.program.rsplit('/').next().unwrap_or_default();
    let _ = write!(
        out,
        "{}{:>6}{} {wrapper}: {tone}{}{end} {program}[{}]",
        paint(DIM),
        r.seq,
        paint(RESET),
        r.kind.name(),
        r.subject.pid
    );
    // A binding's begin and end are said by the record's kind already.
    let told = matches!(r.kind, Kind::Activate | Kind::Deactivate);
    if let Some(event) = r.event.as_ref().filter(|_| !told) {
        let _ = write!(out, " {}", shown::text(|out| decode::event(out, event)));
    }
    let _ = match r.verdict {
        Verdict::Continue => Ok(()),
        Verdict::Deny(e) => write!(out, " {tone}denied {}{end}", shown::errno(e)),
        Verdict::Return => write!(out, " result made up"),
        Verdict::Kill(s) => write!(out, " {tone}killed by signal {s}{end}"),
    };
    if r.permissive && r.verdict != Verdict::Continue {
        out.push_str(" (permissive: not enforced)");
    }
    if r.unlocked {
        out.push_str(" (unlocked)");
    }
    if !r.message.is_empty() {
        let _ = write!(out, ": {}", r.message.escape_debug());
    }
    if let Some((label, line)) = &r.clause {
        let _ = write!(out, " {}[{label}, line {line}]{}", paint(DIM), paint(RESET));
    }
    out
}
