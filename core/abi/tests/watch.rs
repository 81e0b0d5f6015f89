//! `wss_abi::watch` against `kmod/include/wss_watch.h`, by way of the C compiler; and records, encoded
//! and parsed.
mod header;

use header::layout;
use wss_abi::watch::*;

/// What C has to say, and what Rust says.
fn expressions() -> header::Expressions {
    let mut all = Vec::new();
    layout!(all, "wss_watch", Watch { abi, pid, flags, calls, udata });
    layout!(all, "wss_watch_condition", Condition { abi, spare, object, len });
    layout!(all, "wss_watch_status", Status { abi, watched, waiting, told, lost, denied, faults });
    let mut add = |c: &str, rust: u64| all.push((c.to_owned(), rust));
    add("WSS_WATCH_ABI", ABI.into());
    for (n, class) in CLASSES.iter().enumerate() {
        add(&format!("WSS_CALLS_{}", class.to_uppercase()), 1 << n);
    }
    for (c, rust) in [
        ("EXEC", event::EXEC),
        ("FORK", event::FORK),
        ("EXIT", event::EXIT),
        ("CALL", event::CALL),
        ("LOST", event::LOST),
        ("FOLLOW", event::FOLLOW),
        ("HIDDEN", flag::HIDDEN.into()),
        ("NOENV", flag::NOENV.into()),
        ("CUT", flag::CUT.into()),
        ("FAULT", flag::FAULT.into()),
        ("UNFOLLOWED", flag::UNFOLLOWED.into()),
        ("FOREIGN", flag::FOREIGN.into()),
    ] {
        add(&format!("WSS_WATCH_{c}"), rust.into());
    }
    for (c, rust) in [
        ("ARGS", limit::ARGS),
        ("PATH", limit::PATH),
        ("RECORD", limit::RECORD),
        ("QUEUE", limit::QUEUE),
        ("OBJECT", limit::OBJECT),
        ("BUDGET", limit::BUDGET as usize),
        ("STEPS", limit::STEPS as usize),
        ("OPENS", limit::OPENS),
        ("WATCHES", limit::WATCHES),
        ("SHARE", limit::SHARE),
        ("MEMORY", limit::MEMORY),
        ("JAIL", limit::JAIL),
    ] {
        add(&format!("WSS_WATCH_{c}"), rust as u64);
    }
    add("WSSIOC_WATCH", IOC_WATCH);
    add("WSSIOC_UNWATCH", IOC_UNWATCH);
    add("WSSIOC_CONDITION", IOC_CONDITION);
    add("WSSIOC_WATCHED", IOC_WATCHED);
    add("sizeof(struct wss_watch_record)", FIXED as u64);
    for (c, rust) in [
        ("len", at::LEN),
        ("event", at::EVENT),
        ("flags", at::FLAGS),
        ("seq", at::SEQ),
        ("time", at::TIME),
        ("udata", at::UDATA),
        ("pid", at::PID),
        ("tid", at::TID),
        ("is", at::IS),
        // As `exec`, `encode` and `parse` have them.
        ("is.exec.argc", at::IS),
        ("is.exec.args", at::IS + 4),
        ("is.exec.args_len", at::IS + 8),
        ("is.exec.envc", at::IS + 12),
        ("is.exec.env", at::IS + 16),
        ("is.exec.path_len", at::IS + 20),
        ("is.child", at::IS),
        ("is.status", at::IS),
        ("is.call.nr", at::IS),
        ("is.call.args", at::IS + 8),
        ("is.lost", at::IS),
    ] {
        add(&format!("offsetof(struct wss_watch_record, {c})"), rust as u64);
    }
    all
}

#[test]
fn the_header_says_the_same() {
    header::compare("wss_watch.h", ("WSS_WATCH_DEVICE", PATH), expressions());
}

#[test]
fn records_come_back_as_they_were() {
    let exec =
        |args| Exec { argc: 3, args_bytes: 70_000, envc: 2, env_bytes: 40, path: b"/bin/sh", args };
    let whats = [
        What::Exec(exec(b"sh\0-c\0\xff\0")),
        What::Exec(exec(b"\0")),
        What::Exec(Exec::default()),
        What::Fork { child: 7 },
        What::Exit { status: 9 },
        What::Call { nr: 5, args: [1, 2, 3, 4, 5, u64::MAX] },
        What::Lost(12),
    ];
    let record = |what| Record { seq: 1, time: 2, udata: 3, pid: 4, tid: 5, flags: 6, what };
    let mut all = Vec::new();
    for what in whats {
        all.extend(record(what).encode().unwrap());
    }
    let mut rest = &all[..];
    for what in whats {
        let (seen, after) = Record::parse(rest).unwrap();
        assert_eq!(seen, record(what));
        assert_eq!((rest.len() - after.len()) % 8, 0);
        rest = after;
    }
    assert!(rest.is_empty() && Record::parse(rest).is_none());
    let list = |args| exec(args).arguments().map(<[u8]>::to_vec).collect::<Vec<_>>();
    assert_eq!(list(b"sh\0\0\xff\0"), [&b"sh"[..], b"", b"\xff"]);
    assert_eq!(list(b"\0"), [b""]);
    assert!(list(b"").is_empty());
    // A length that lies is no record.
    for len in [0, 95, all.len() as u32 + 1, u32::MAX] {
        let mut lie = all.clone();
        lie[..4].copy_from_slice(&len.to_le_bytes());
        assert!(Record::parse(&lie).is_none());
    }
    let mut lie = all.clone();
    lie[at::IS + 20..at::IS + 24].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(Record::parse(&lie).is_none());
}

#[test]
fn the_longest_record_is_as_long_as_is_said() {
    let path = [b'p'; limit::PATH - 1];
    let args = [0; limit::ARGS];
    let exec = Exec { path: &path, args: &args, ..Exec::default() };
    let record =
        Record { seq: 0, time: 0, udata: 0, pid: 0, tid: 0, flags: 0, what: What::Exec(exec) };
    assert!(record.encode().unwrap().len() <= limit::RECORD);
}
