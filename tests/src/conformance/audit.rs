//! Audit records as the scenarios write them.
use super::Report;
use super::format::words;
use wss_abi::audit::{Kind, Record};
use wss_abi::target::Target;
use wss_abi::verdict::Verdict;

/// A record in the notation of the scenarios, its whole message in quotes.
pub fn line(record: &Record, actors: &[(u32, String)]) -> String {
    let mut out = vec![record.kind.name().to_owned()];
    if !record.wrapper.is_empty() {
        out.push(record.wrapper.clone());
    }
    let actor = actors.iter().find(|(id, _)| *id == record.subject.tid);
    if record.kind != Kind::Lost {
        out.push(actor.map_or(record.subject.tid.to_string(), |(_, name)| name.clone()));
    }
    match record.verdict {
        Verdict::Continue => {}
        Verdict::Deny(e) => {
            let name = wss_calls::table(Target::LinuxX86_64).and_then(|t| t.errno_name(e));
            out.push(name.map_or(e.to_string(), str::to_owned));
        }
        Verdict::Return => out.push("made-up".into()),
        Verdict::Kill(s) => out.push(format!("kill-{s}")),
    }
    if record.permissive {
        out.push("permissive".into());
    }
    if record.unlocked {
        out.push("unlocked".into());
    }
    if !record.message.is_empty() {
        out.push(format!("\"{}\"", record.message));
    }
    out.join(" ")
}

/// Whether a record is what an expected line says: the same words, the message containing the
/// expected part.
fn matches(expected: &str, got: &str) -> bool {
    let (want, got_words) = (words(expected), words(got));
    let message = |text: &str| text.contains('"');
    let (mut want, mut have) = (want, got_words);
    match (message(expected).then(|| want.pop()).flatten(), message(got).then(|| have.pop())) {
        (Some(part), Some(Some(whole))) => want == have && whole.contains(&part),
        (Some(_), _) => false,
        (None, _) => want == have,
    }
}

/// What differs between the expected records and those there are, and gaps in their sequence.
pub(super) fn differences(expected: &[(usize, String)], report: &Report) -> Vec<String> {
    let bindings = expected.iter().any(|(_, l)| l == "bindings");
    let mut wanted = expected.iter().filter(|(_, l)| l != "bindings");
    let mut out = Vec::new();
    // What a host reports of itself is compared where the scenario is about it.
    let host = expected.iter().any(|(_, l)| l.starts_with("host "));
    let own = |r: &&Record| r.kind == Kind::Host;
    let binding = |r: &&Record| matches!(r.kind, Kind::Activate | Kind::Deactivate);
    for record in report.records.iter().filter(|r| (bindings || !binding(r)) && (host || !own(r))) {
        let got = line(record, &report.actors);
        match wanted.next() {
            Some((_, want)) if matches(want, &got) => {}
            Some((n, want)) => out.push(format!("line {n}: expected `{want}`, not `{got}`")),
            None => out.push(format!("a record too many: `{got}`")),
        }
    }
    out.extend(wanted.map(|(n, want)| format!("line {n}: no record `{want}`")));
    let mut last: Option<u64> = None;
    let mut told = false;
    for r in &report.records {
        told |= r.kind == Kind::Lost;
        if last.is_some_and(|l| r.seq != l + 1) && !told {
            out.push(format!("a gap before record {} that no `lost` record tells of", r.seq));
        }
        last = Some(r.seq);
    }
    out
}
