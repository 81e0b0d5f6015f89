//! Audit records as JSON Lines, schema 1: one object per line. A field, once there, keeps its name
//! and meaning; a change that breaks a reader is schema 2. `schema/audit-record-1.json` is made of
//! these types, and a test holds the two together.
use super::shown::{self, Shown};
use serde::Serialize;
use wss_abi::audit::{self, Event};
use wss_abi::verdict::Verdict;

/// Number of the schema.
const SCHEMA: u32 = 1;

/// A WSS audit record. Readers ignore fields that they do not know.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Record {
    /// Number of this schema.
    schema: u32,
    /// Rises by one per record of an engine; a gap is loss.
    seq: u64,
    /// Seconds since the epoch, nine decimals: a string, since a double would lose them.
    time: String,
    kind: Kind,
    /// Name of the wrapper; absent: the host itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    wrapper: Option<String>,
    /// The clause that made the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<Clause>,
    process: Process,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<EventLine>,
    verdict: VerdictLine,
    /// The verdict was recorded, not enforced.
    permissive: bool,
    /// Judged from a copy that may differ from what ran.
    unlocked: bool,
    message: String,
}

/// What a record reports.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum Kind {
    /// Audit data of a wrapper.
    Audit,
    /// A wrapper's specification was violated.
    Violation,
    /// A verdict other than `continue`.
    Verdict,
    /// A clause faulted.
    Fault,
    /// A wrapper was bound to the process.
    Activate,
    /// A binding ended.
    Deactivate,
    /// The host refused something by itself, or has something to say.
    Host,
    /// Records were dropped; the message says how many.
    Lost,
}

/// A clause of a wrapper.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Clause {
    /// As written: `bsd::op{open} post`.
    label: String,
    /// Line in the source.
    line: u32,
}

/// The process a record is about.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Process {
    pid: u32,
    tid: u32,
    /// Real user id.
    uid: u32,
    /// Jail id; 0: none.
    jail: u32,
    /// Path of the executable.
    program: String,
}

/// The event a record is about.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase")]
enum EventLine {
    /// A system call.
    Call {
        name: String,
        /// Native number.
        nr: u32,
        phase: Phase,
        /// Argument registers in hexadecimal: a double would lose bits.
        args: Vec<String>,
        params: Vec<Param>,
        /// Result after the call; negative: -errno.
        #[serde(skip_serializing_if = "Option::is_none")]
        ret: Option<i64>,
        /// Name of the errno, if the call failed.
        #[serde(skip_serializing_if = "Option::is_none")]
        errno: Option<String>,
    },
    /// An event that a wrapper raised.
    Raised {
        name: String,
        /// The wrapper.
        by: String,
        params: Vec<Param>,
    },
    /// An event of a process's or binding's life.
    Life { name: String },
}

/// When a call was judged.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum Phase {
    Pre,
    Post,
}

/// A parameter of an event.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Param {
    name: String,
    /// As a person reads it: flags by name, strings quoted, socket addresses decoded.
    value: String,
}

/// What was decided.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "action", rename_all = "lowercase")]
enum VerdictLine {
    /// The event went on.
    Continue,
    /// The call was refused.
    Deny {
        /// Name of the errno.
        errno: String,
    },
    /// The call was not run; its result was made up.
    Return,
    /// The process was killed.
    Kill { signal: u8 },
}

/// One line of JSON, without its newline.
pub(super) fn line(r: &audit::Record) -> String {
    // Serialising a structure of strings and numbers to memory has no way to fail.
    serde_json::to_string(&record(r)).unwrap_or_default()
}

fn record(r: &audit::Record) -> Record {
    Record {
        schema: SCHEMA,
        seq: r.seq,
        time: format!("{}.{:09}", r.time / 1_000_000_000, r.time % 1_000_000_000),
        kind: match r.kind {
            audit::Kind::Audit => Kind::Audit,
            audit::Kind::Violation => Kind::Violation,
            audit::Kind::Verdict => Kind::Verdict,
            audit::Kind::Fault => Kind::Fault,
            audit::Kind::Activate => Kind::Activate,
            audit::Kind::Deactivate => Kind::Deactivate,
            audit::Kind::Host => Kind::Host,
            audit::Kind::Lost => Kind::Lost,
        },
        wrapper: (!r.wrapper.is_empty()).then(|| r.wrapper.clone()),
        clause: r.clause.as_ref().map(|(label, line)| Clause { label: label.clone(), line: *line }),
        process: Process {
            pid: r.subject.pid,
            tid: r.subject.tid,
            uid: r.subject.uid,
            jail: r.subject.jail,
            program: r.subject.program.clone(),
        },
        event: r.event.as_ref().map(event),
        verdict: match r.verdict {
            Verdict::Continue => VerdictLine::Continue,
            Verdict::Deny(e) => VerdictLine::Deny { errno: shown::errno(e) },
            Verdict::Return => VerdictLine::Return,
            Verdict::Kill(signal) => VerdictLine::Kill { signal },
        },
        permissive: r.permissive,
        unlocked: r.unlocked,
        message: r.message.clone(),
    }
}

fn event(e: &Event) -> EventLine {
    let Shown { name, params } = shown::event(e);
    let params = params.into_iter().map(|(name, value)| Param { name, value }).collect();
    match e {
        Event::Call { nr, post, args, ret, .. } => EventLine::Call {
            name,
            nr: *nr,
            phase: if *post { Phase::Post } else { Phase::Pre },
            args: args.iter().map(|a| format!("{a:#x}")).collect(),
            params,
            ret: *ret,
            errno: ret
                .filter(|r| (-4095..0).contains(r))
                .map(|r| shown::errno(r.unsigned_abs() as u16)),
        },
        Event::Raised { wrapper, .. } => EventLine::Raised { name, by: wrapper.clone(), params },
        Event::Life(_) => EventLine::Life { name },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Run with BLESS=1 to write the schema anew: only to add to it, within its number.
    #[test]
    fn the_checked_in_schema_is_that_of_the_types() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/audit-record-1.json");
        let schema = serde_json::to_string_pretty(&schemars::schema_for!(Record)).unwrap() + "\n";
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(file, &schema).unwrap();
        }
        assert_eq!(std::fs::read_to_string(file).unwrap(), schema);
    }

    #[test]
    fn a_record_has_its_fields() {
        let r = audit::Record {
            seq: 7,
            time: 1_500_000_001,
            kind: audit::Kind::Violation,
            wrapper: "w".into(),
            clause: Some(("bsd::op{execve} pre".into(), 20)),
            subject: audit::Subject { pid: 1, tid: 2, uid: 3, jail: 0, program: "/bin/p".into() },
            event: Some(Event::Life("exec")),
            verdict: Verdict::Kill(9),
            permissive: true,
            unlocked: false,
            message: "a \"b\"\n".into(),
        };
        assert_eq!(
            line(&r),
            r#"{"schema":1,"seq":7,"time":"1.500000001","kind":"violation","wrapper":"w","#
                .to_owned()
                + r#""clause":{"label":"bsd::op{execve} pre","line":20},"#
                + r#""process":{"pid":1,"tid":2,"uid":3,"jail":0,"program":"/bin/p"},"#
                + r#""event":{"kind":"life","name":"exec"},"#
                + r#""verdict":{"action":"kill","signal":9},"#
                + r#""permissive":true,"unlocked":false,"message":"a \"b\"\n"}"#
        );
    }
}
