//! What a witness says: an audit record of the house's JSON schema (`wss-ctl/schema/audit-record-1.json`,
//! kind `host`, about the victim), with an object `ring` added.
use crate::deed::{Deed, What};
use std::fmt::{self, Write};

/// Who a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Victim {
    /// The process that the ring is for.
    Target,
    /// The monitor at this place.
    Place(u16),
}

impl fmt::Display for Victim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Target => f.write_str("target"),
            Self::Place(place) => write!(f, "monitor {place}"),
        }
    }
}

/// How a process ended or what else is reported; what is not known is absent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cause {
    /// One word.
    pub word: &'static str,
    /// Exit status.
    pub status: Option<i32>,
    /// Signal.
    pub signal: Option<i32>,
    /// Process and real user that caused it.
    pub sender: Option<(u32, Option<u32>)>,
}

impl Cause {
    /// Nothing but a word.
    pub fn word(word: &'static str) -> Self {
        Self { word, ..Self::default() }
    }
}

/// One record.
#[derive(Debug)]
pub struct Alert<'a> {
    /// Name of the ring.
    pub ring: &'a str,
    /// Place and process of the witness.
    pub witness: (u16, u32),
    /// Number of this record among the witness's.
    pub seq: u64,
    /// Nanoseconds since the epoch.
    pub time: u64,
    /// Nanoseconds of the clock that nobody can set (`CLOCK_MONOTONIC`).
    pub monotonic: u64,
    /// An attack or failure; otherwise a notice of what was to be expected.
    pub alarm: bool,
    /// Who.
    pub victim: Victim,
    /// Process and user of the victim.
    pub pid: u32,
    /// User of the victim.
    pub uid: u32,
    /// What it is called.
    pub program: &'a str,
    /// What happened.
    pub cause: Cause,
    /// What the target, or a process that descends from it, did.
    pub deed: Option<&'a Deed>,
    /// Records that could not be written before this one.
    pub lost: u64,
}

impl Alert<'_> {
    /// A sentence.
    pub fn message(&self) -> String {
        let mut out = format!("ring {}: {} ", self.ring, self.victim);
        // Writing to a string does not fail.
        let _ = match (self.cause.signal, self.cause.status) {
            (Some(signal), _) => {
                write!(out, "(process {}) {} by signal {signal}", self.pid, self.cause.word)
            }
            (_, Some(status)) => {
                write!(out, "(process {}) {} with status {status}", self.pid, self.cause.word)
            }
            _ => write!(out, "(process {}) {}", self.pid, self.cause.word),
        };
        if let Some(deed) = self.deed {
            let _ = match &deed.what {
                What::Exec { image, arguments, .. } => {
                    let arguments = arguments.as_deref().unwrap_or_default();
                    // Quoted: arguments may hold line ends, and what looks like the rest of a sentence.
                    write!(out, " of {:?} as {arguments:?}", image.as_deref().unwrap_or("?"))
                }
                What::Fork { child } => write!(out, " of process {child}"),
                What::Call { name } => write!(out, " {name}"),
                What::Lost(count) => write!(out, ": {count} or more"),
                What::Exit(_) => Ok(()),
            };
        }
        if let Some((pid, uid)) = self.cause.sender {
            let _ = match uid {
                Some(uid) => write!(out, ", by process {pid} of user {uid}"),
                None => write!(out, ", by process {pid}"),
            };
        }
        let _ = write!(out, "; witness: monitor {} (process {})", self.witness.0, self.witness.1);
        if self.lost > 0 {
            let _ = write!(out, "; {} records were lost before", self.lost);
        }
        out
    }

    /// One line of JSON with its newline.
    pub fn line(&self) -> String {
        let (cause, name) = (&self.cause, if self.alarm { "alert" } else { "notice" });
        let mut out = String::with_capacity(768);
        // Writing to a string does not fail.
        let _ = write!(
            out,
            r#"{{"schema":1,"seq":{},"time":"{}.{:09}","kind":"host","process":{{"pid":{},"tid":{},"uid":{},"jail":0,"program":"#,
            self.seq,
            self.time / 1_000_000_000,
            self.time % 1_000_000_000,
            self.pid,
            self.pid,
            self.uid
        );
        quote(&mut out, self.program);
        out.push_str(r#"},"event":{"kind":"life","name":"#);
        quote(&mut out, cause.word);
        out.push_str(
            r#"},"verdict":{"action":"continue"},"permissive":false,"unlocked":false,"message":"#,
        );
        quote(&mut out, &self.message());
        let _ = write!(out, r#","ring":{{"name":"{}","event":"{name}","victim":"#, self.ring);
        let _ = match self.victim {
            Victim::Target => write!(out, r#""target""#),
            Victim::Place(place) => write!(out, "{place}"),
        };
        let _ = write!(
            out,
            r#","witness":{},"witness_pid":{},"monotonic":{}"#,
            self.witness.0, self.witness.1, self.monotonic
        );
        let mut number = |key: &str, value: Option<i64>| {
            let _ = value.map_or(Ok(()), |v| write!(out, r#","{key}":{v}"#));
        };
        number("signal", cause.signal.map(Into::into));
        number("status", cause.status.map(Into::into));
        number("sender_pid", cause.sender.map(|(pid, _)| pid.into()));
        number("sender_uid", cause.sender.and_then(|(_, uid)| uid).map(Into::into));
        number("lost", (self.lost > 0).then(|| self.lost.try_into().unwrap_or(i64::MAX)));
        if let Some(deed) = self.deed {
            describe(&mut out, &deed.what);
        }
        out.push_str("}}\n");
        out
    }
}

/// The members of a record that only a deed has.
fn describe(out: &mut String, what: &What) {
    // Writing to a string does not fail.
    let _ = match what {
        What::Exec { image, arguments, environment } => {
            if let Some(image) = image {
                out.push_str(r#","image":"#);
                quote(out, image);
            }
            if let Some(arguments) = arguments {
                out.push_str(r#","arguments":["#);
                for (i, argument) in arguments.iter().enumerate() {
                    out.push_str(if i > 0 { "," } else { "" });
                    quote(out, argument);
                }
                out.push(']');
            }
            environment.map_or(Ok(()), |bytes| write!(out, r#","environment":{bytes}"#))
        }
        What::Fork { child } => write!(out, r#","child":{child}"#),
        What::Call { name } => {
            out.push_str(r#","call":"#);
            quote(out, name);
            Ok(())
        }
        What::Lost(count) => write!(out, r#","reports_lost":{count}"#),
        What::Exit(_) => Ok(()),
    };
}

/// A JSON string.
fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_audit_record() {
        let alert = Alert {
            ring: "r",
            witness: (2, 40),
            seq: 1,
            time: 1_500_000_001,
            monotonic: 5,
            alarm: true,
            victim: Victim::Place(3),
            pid: 41,
            uid: 0,
            program: "wss-\"m\"\n",
            cause: Cause { signal: Some(9), sender: Some((7, Some(0))), ..Cause::word("killed") },
            deed: None,
            lost: 0,
        };
        let line = alert.line();
        assert!(line.ends_with("}\n") && line.matches('\n').count() == 1);
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        for required in [
            "schema",
            "seq",
            "time",
            "kind",
            "process",
            "verdict",
            "permissive",
            "unlocked",
            "message",
        ] {
            assert!(!value[required].is_null(), "{required}");
        }
        assert_eq!(value["time"], "1.500000001");
        assert_eq!(value["process"]["program"], "wss-\"m\"\n");
        assert_eq!(value["ring"]["victim"], 3);
        assert_eq!(value["ring"]["sender_pid"], 7);
        assert_eq!(
            value["message"],
            "ring r: monitor 3 (process 41) killed by signal 9, by process 7 of user 0; witness: monitor 2 (process 40)"
        );
    }

    #[test]
    fn what_was_executed_is_in_the_record_and_cannot_forge_one() {
        let what = What::Exec {
            image: Some("/bin/e\"vil".to_owned()),
            arguments: Some(vec!["a".to_owned(), "b\nring r: \"".to_owned()]),
            environment: Some(7),
        };
        let deed = Deed { pid: 50, uid: Some(1), what };
        let alert = Alert {
            ring: "r",
            witness: (2, 40),
            seq: 1,
            time: 0,
            monotonic: 5,
            alarm: true,
            victim: Victim::Target,
            pid: 50,
            uid: 1,
            program: "evil",
            cause: Cause::word("exec"),
            deed: Some(&deed),
            lost: 0,
        };
        let line = alert.line();
        assert_eq!(line.matches('\n').count(), 1);
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(value["ring"]["image"], "/bin/e\"vil");
        assert_eq!(value["ring"]["arguments"], serde_json::json!(["a", "b\nring r: \""]));
        assert_eq!(value["ring"]["environment"], 7);
        assert!(!alert.message().contains('\n'), "{}", alert.message());
    }
}
