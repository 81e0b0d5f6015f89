//! The table of held arguments: Rust's, C's, and what the calls' characterisation says they are.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
use std::collections::BTreeSet;
use wss_abi::clause::Source;
use wss_abi::target::Target;
use wss_engine::HeldKind;
use wss_kern::hold::HELD;

type Entry = (u32, u8, u8);

fn kind(k: HeldKind) -> u8 {
    match k {
        HeldKind::Path => 0,
        HeldKind::Bytes => 1,
        HeldKind::Strings => 2,
    }
}

/// `CALL(number, paths, bytes, strings, ...)` of `shim/hold_calls.h`.
fn of_c() -> BTreeSet<Entry> {
    let text = include_str!("../../shim/hold_calls.h");
    let table = wss_calls::table(Target::FreebsdAmd64).unwrap();
    let mut out = BTreeSet::new();
    for call in text.split("\nCALL(").skip(1) {
        let mut fields = call.splitn(5, ',').map(str::trim);
        let name = fields.next().unwrap();
        let nr = match name.strip_prefix("SYS_") {
            Some(name) => table.by_name(name).unwrap_or_else(|| panic!("{name}")).nr,
            None => name.parse().unwrap(),
        };
        for (kind, set) in fields.take(3).enumerate() {
            for one in set.split('|').map(str::trim).filter(|s| *s != "0") {
                let arg = one.strip_prefix("A(").and_then(|a| a.strip_suffix(')')).unwrap();
                assert!(out.insert((nr, arg.parse().unwrap(), kind as u8)), "{name} {arg} twice");
            }
        }
    }
    out
}

#[test]
fn both_halves_say_the_same() {
    let rust: BTreeSet<Entry> =
        HELD.iter().map(|h| (u32::from(h.nr), h.arg, kind(h.kind))).collect();
    assert_eq!(rust.len(), HELD.len(), "an entry stands twice");
    assert_eq!(rust, of_c());
    let args: BTreeSet<_> = HELD.iter().map(|h| (h.nr, h.arg)).collect();
    assert_eq!(args.len(), HELD.len(), "an argument has two forms");
}

#[test]
fn names_in_comments_are_the_calls() {
    let source = include_str!("../../holds/src/lib.rs");
    let table = wss_calls::table(Target::FreebsdAmd64).unwrap();
    let mut seen = 0;
    for line in source.lines().filter_map(|l| l.trim().strip_prefix("held(")) {
        let (nr, rest) = line.split_once(',').unwrap();
        let (_, name) = rest.split_once("// ").unwrap();
        assert_eq!(table.by_nr(nr.parse().unwrap()).unwrap().name, name);
        seen += 1;
    }
    assert_eq!(seen, HELD.len());
}

/// Arguments of every call that point to what the kernel reads.
fn of_calls() -> BTreeSet<Entry> {
    let table = wss_calls::table(Target::FreebsdAmd64).unwrap();
    let calls = (0..1024).filter_map(|nr| table.by_nr(nr));
    let params = calls.flat_map(|c| c.params.iter().map(|p| (c.nr, p)));
    params
        .filter_map(|(nr, p)| match p.source {
            Source::Capture { arg, shape, out: false, .. } => {
                Some((nr, arg, kind(HeldKind::of(shape))))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn held_arguments_are_what_the_calls_read() {
    let calls = of_calls();
    for h in HELD {
        let entry = (u32::from(h.nr), h.arg, kind(h.kind));
        assert!(calls.contains(&entry), "{entry:?}");
    }
}

/// The words of a part of `held.md`, which has the rest of a name once for several calls.
fn words(part: &str) -> BTreeSet<&str> {
    part.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect()
}

#[test]
fn every_call_is_accounted_for() {
    let text = include_str!("../../held.md");
    let (held, not) = text.split_once("## Not held").unwrap();
    let (held, not) = (words(held), words(not));
    let table = wss_calls::table(Target::FreebsdAmd64).unwrap();
    let named = |words: &BTreeSet<&str>, name: &str| {
        // "and those of `_link`"
        words.contains(name) || words.contains(name.replace("_link", "_file").as_str())
    };
    let all: BTreeSet<Entry> =
        HELD.iter().map(|h| (u32::from(h.nr), h.arg, kind(h.kind))).collect();
    for entry in of_calls() {
        let name = table.by_nr(entry.0).unwrap().name;
        match all.contains(&entry) {
            true => assert!(named(&held, name), "{name} is held"),
            false => assert!(named(&not, name), "{name} {} is not held", entry.1),
        }
    }
}
