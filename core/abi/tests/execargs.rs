//! `patches/`: each is a whole patch in the form that FreeBSD reads, and what 0001 adds to
//! `sys/event.h` is what `wss_abi::execargs` and `wss_abi::watch` say, by way of the C compiler.
// Its `layout!` is for mirrors whose fields have the header's names.
#[allow(unused_imports, unused_macros)]
mod header;

use std::path::{Path, PathBuf};
use wss_abi::execargs::*;
use wss_abi::watch::{FIXED, at, event, flag};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../patches")
}

/// Name and text of each patch.
fn patches() -> Vec<(String, String)> {
    let mut all: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|f| f.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "patch"))
        .map(|p| {
            let name = p.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(&p).unwrap())
        })
        .collect();
    all.sort();
    assert!(!all.is_empty(), "no patch in {}", folder().display());
    all
}

/// Old and new lines that a hunk's first line promises.
fn promised(line: &str) -> (usize, usize) {
    let mut ranges = line.split(' ').skip(1).map(|r| {
        let counts = r.get(1..).unwrap().split_once(',');
        counts.map_or(1, |(_, n)| n.parse::<usize>().unwrap())
    });
    (ranges.next().unwrap(), ranges.next().unwrap())
}

/// Columns, tabs being eight apart.
fn width(line: &str) -> usize {
    line.chars().fold(0, |at, c| if c == '\t' { at / 8 * 8 + 8 } else { at + 1 })
}

#[test]
fn patches_are_whole_and_have_freebsds_form() {
    let readme = std::fs::read_to_string(folder().join("README.md")).unwrap();
    for (name, text) in patches() {
        assert!(readme.contains(&name), "README.md says nothing of {name}");
        assert!(text.starts_with("From "), "{name} is not as of git format-patch");
        assert!(!text.contains("Signed-off-by"), "{name}");
        let (mut file, mut left, mut hunks) = (String::new(), (0, 0), 0);
        for (n, line) in text.lines().enumerate() {
            let place = format!("{name}:{}: {line}", n + 1);
            if left == (0, 0) {
                if let Some(path) = line.strip_prefix("+++ b/") {
                    file = path.to_owned();
                } else if line.starts_with("@@ ") {
                    left = promised(line);
                    hunks += 1;
                }
                continue;
            }
            match line.chars().next() {
                Some('+') => {
                    left.1 -= 1;
                    let added = line.get(1..).unwrap();
                    assert_eq!(added, added.trim_end(), "{place}: white space at the end");
                    let code = file.ends_with(".c") || file.ends_with(".h");
                    assert!(!code || width(added) <= 80, "{place}: style(9), 80 columns");
                }
                Some('-') => left.0 -= 1,
                Some(' ') => left = (left.0 - 1, left.1 - 1),
                _ => panic!("{place}: the hunk is cut short by {left:?} lines"),
            }
        }
        assert_eq!(left, (0, 0), "{name} ends within a hunk");
        assert!(hunks > 0, "{name} changes nothing");
    }
}

/// What 0001 adds to `sys/event.h` for everybody.
fn added() -> String {
    let all = patches();
    let (_, text) = all.iter().find(|(n, _)| n.starts_with("0001-")).unwrap();
    let (_, of_file) = text.split_once("+++ b/sys/sys/event.h\n").unwrap();
    let mut header = "#include <stdint.h>\n#include <sys/ioccom.h>\n".to_owned();
    for line in of_file.lines().filter_map(|l| l.strip_prefix('+')) {
        header += &format!("{line}\n");
        if line.contains("_IOWR(") {
            break;
        }
    }
    header
}

#[test]
fn constants_and_layouts_are_those_of_the_patch() {
    let name = "kevent_exec.h";
    let dir = std::env::temp_dir().join(format!("wss-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join(name), added()).unwrap();
    let mut all = Vec::new();
    all.push(("sizeof(struct kevent_execs)".to_owned(), size_of::<Execs>() as u64));
    let mut add = |c: &str, rust: u64| all.push((c.to_owned(), rust));
    for (field, offset) in [
        ("buf", std::mem::offset_of!(Execs, buf)),
        ("len", std::mem::offset_of!(Execs, len)),
        ("next", std::mem::offset_of!(Execs, next)),
        ("lost", std::mem::offset_of!(Execs, lost)),
    ] {
        add(&format!("offsetof(struct kevent_execs, kes_{field})"), offset as u64);
    }
    add("NOTE_EXECARGS", NOTE_EXECARGS.into());
    add("KQIOCEXECS", KQIOCEXECS);
    add("KE_EXEC", event::EXEC.into());
    add("KE_CUT", flag::CUT.into());
    // The record is that of /dev/wsswatch.
    add("sizeof(struct kevent_exec)", FIXED as u64);
    for (field, offset) in [
        ("len", at::LEN),
        ("event", at::EVENT),
        ("flags", at::FLAGS),
        ("seq", at::SEQ),
        ("time", at::TIME),
        ("udata", at::UDATA),
        ("pid", at::PID),
        ("tid", at::TID),
        ("argc", at::IS),
        ("args", at::IS + 4),
        ("argslen", at::IS + 8),
        ("envc", at::IS + 12),
        ("env", at::IS + 16),
        ("pathlen", at::IS + 20),
    ] {
        add(&format!("offsetof(struct kevent_exec, ke_{field})"), offset as u64);
    }
    header::compare(name, ("\"whole\"", "whole"), all);
}
