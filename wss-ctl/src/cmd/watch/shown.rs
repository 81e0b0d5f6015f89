//! Records of watched processes, as lines.
use serde_json::{Map, Value, json};
use std::time::{Duration, UNIX_EPOCH};
use wss_abi::target::Target;
use wss_abi::watch::{Exec, Record, What, flag};

const FLAGS: [(u16, &str); 6] = [
    (flag::HIDDEN, "hidden"),
    (flag::NOENV, "noenv"),
    (flag::CUT, "cut"),
    (flag::FAULT, "fault"),
    (flag::UNFOLLOWED, "unfollowed"),
    (flag::FOREIGN, "foreign"),
];

fn flags(r: &Record<'_>) -> Vec<&'static str> {
    FLAGS.iter().filter(|(bit, _)| r.flags & bit != 0).map(|(_, name)| *name).collect()
}

fn time(r: &Record<'_>) -> String {
    let at = UNIX_EPOCH + Duration::from_nanos(r.time);
    humantime::format_rfc3339_micros(at).to_string()
}

fn call(nr: u32) -> String {
    let known = wss_calls::table(Target::FreebsdAmd64).and_then(|t| t.by_nr(nr));
    known.map_or_else(|| format!("call {nr}"), |c| c.name.to_owned())
}

fn texts(e: &Exec<'_>) -> (String, Vec<String>) {
    let text = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
    (text(e.path), e.arguments().map(text).collect())
}

/// A line for people.
pub(super) fn text(r: &Record<'_>) -> String {
    let what = match r.what {
        What::Exec(e) => {
            let (path, argv) = texts(&e);
            let shown: Vec<_> = argv.iter().map(|a| format!("{a:?}")).collect();
            let env = match r.flags & (flag::NOENV | flag::HIDDEN) {
                0 => format!(", environment {} ({} bytes)", e.envc, e.env_bytes),
                _ => String::new(),
            };
            format!("exec {path} [{}]{env}", shown.join(", "))
        }
        What::Fork { child } => format!("fork {child}"),
        What::Exit { status } => match (status & 0x7f, status >> 8 & 0xff) {
            (0, code) => format!("exit {code}"),
            (signal, _) => format!("killed by signal {signal}"),
        },
        What::Call { nr, args } => {
            let args: Vec<_> = args.iter().map(|a| format!("{a:#x}")).collect();
            format!("{}({})", call(nr), args.join(", "))
        }
        What::Lost(n) => return format!("{} {n} events lost", time(r)),
    };
    let flags = flags(r);
    let flags = if flags.is_empty() { String::new() } else { format!(" ({})", flags.join(", ")) };
    format!("{} {} {what}{flags}", time(r), r.pid)
}

/// A line of JSON, schema 1.
pub(super) fn json(r: &Record<'_>) -> String {
    let mut all = Map::new();
    let mut add = |name: &str, value: Value| all.insert(name.to_owned(), value);
    add("schema", 1.into());
    add("seq", r.seq.into());
    add("time", time(r).into());
    let kind = match r.what {
        What::Exec(e) => {
            let (path, argv) = texts(&e);
            add("path", path.into());
            add("argv", argv.into());
            add("argc", e.argc.into());
            add("argv_bytes", e.args_bytes.into());
            add("envc", e.envc.into());
            add("env_bytes", e.env_bytes.into());
            "exec"
        }
        What::Fork { child } => {
            add("child", child.into());
            "fork"
        }
        What::Exit { status } => {
            add("status", status.into());
            "exit"
        }
        What::Call { nr, args } => {
            add("call", call(nr).into());
            add("args", json!(args));
            "call"
        }
        What::Lost(n) => {
            add("lost", n.into());
            "lost"
        }
    };
    add("event", kind.into());
    if !matches!(r.what, What::Lost(_)) {
        add("pid", r.pid.into());
        add("tid", r.tid.into());
    }
    add("flags", flags(r).into());
    Value::Object(all).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(what: What<'_>) -> Record<'_> {
        Record {
            seq: 3,
            time: 1_500_000_000_000_001_000,
            udata: 0,
            pid: 60,
            tid: 1,
            flags: 0,
            what,
        }
    }

    #[test]
    fn people_and_programs_read_the_same() {
        let exec = Exec {
            argc: 2,
            args_bytes: 6,
            envc: 1,
            env_bytes: 4,
            path: b"/bin/ls",
            args: b"ls\0a\xff\0",
        };
        let mut exec = record(What::Exec(exec));
        let line = "2017-07-14T02:40:00.000001Z 60 exec /bin/ls [\"ls\", \"a\u{fffd}\"]";
        assert_eq!(text(&exec), format!("{line}, environment 1 (4 bytes)"));
        let value: Value = serde_json::from_str(&json(&exec)).unwrap();
        assert_eq!((&value["argv"][1], &value["event"]), (&json!("a\u{fffd}"), &json!("exec")));
        exec.flags = flag::NOENV | flag::CUT;
        assert_eq!(text(&exec), format!("{line} (noenv, cut)"));
        for (what, line, kind) in [
            (What::Fork { child: 61 }, "fork 61", "fork"),
            (What::Exit { status: 0x700 }, "exit 7", "exit"),
            (What::Exit { status: 0x8b }, "killed by signal 11", "exit"),
            (What::Call { nr: 3, args: [16, 0, 0, 0, 0, 0] }, "read(0x10, 0x0,", "call"),
            (What::Call { nr: 99_999, args: [0; 6] }, "call 99999(", "call"),
            (What::Lost(4), "4 events lost", "lost"),
        ] {
            let r = record(what);
            assert!(text(&r).contains(line), "{}", text(&r));
            let value: Value = serde_json::from_str(&json(&r)).unwrap();
            assert_eq!((&value["event"], &value["seq"]), (&json!(kind), &json!(3)));
        }
    }
}
