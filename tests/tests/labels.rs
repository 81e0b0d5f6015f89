//! Records of sequences: one clause serves the steps of several, and each record names the sequence whose
//! action made it.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]
#[path = "../../core/engine/tests/common/mod.rs"]
mod common;

use common::Bare;
use wdl::driver::{Source, compile_source};
use wss_abi::audit::Kind;
use wss_abi::target::Target;
use wss_engine::host::{Call, Image};
use wss_engine::{Criterion, Engine, LoadOptions};

const CLOSE: u32 = 3;
const GETPPID: u32 = 110;
const FSYNC: u32 = 74;

/// Kind, label and line of a record.
type Said = (Kind, String, u32);

/// The records of a wrapper under which these calls are made, and the line and hits of its clauses that
/// have any and are not common to several sequences.
fn said(text: &str, calls: &[(u32, u64)]) -> (Vec<Said>, Vec<(u32, u64)>) {
    let source = Source { name: "w.wdl".into(), text: text.into(), folder: "".into() };
    let object = match compile_source(&wdl::Options::new(Target::LinuxX86_64), &source) {
        Ok(compiled) => compiled.object,
        Err(e) => panic!("{}", e.text(false)),
    };
    let lines: Vec<_> =
        object.clauses.iter().map(|c| (c.label.starts_with("sequences"), c.line)).collect();
    let mut e = Engine::new(Target::LinuxX86_64);
    let mut host = Bare::default();
    let options = LoadOptions { activate: vec![Criterion::always()], ..LoadOptions::default() };
    let prepared = e.prepare(vec![(object, options)]).unwrap();
    e.commit(prepared).unwrap();
    e.exec(&mut host, 10, &Image { path: b"/bin/prog".to_vec(), ..Image::default() });
    for (nr, arg) in calls {
        let call = Call { nr: *nr, args: [*arg, 0, 0, 0, 0, 0] };
        if !e.passes(10, Some(11), call.nr, &call.args) {
            e.enter(&mut host, 10, 11, call).done().unwrap();
            e.gone(&mut host, 11, 0);
        }
    }
    let mut records = Vec::new();
    while let Some(r) = e.pop_record() {
        if let Some((label, line)) = r.clause {
            records.push((r.kind, label, line));
        }
    }
    let stats = &e.wrappers()[0].stats.clauses;
    let own = lines.into_iter().zip(stats).filter(|((common, _), c)| !common && c.hits > 0);
    (records, own.map(|((_, line), c)| (line, c.hits)).collect())
}

#[test]
fn a_record_names_the_sequence_that_it_is_of() {
    let text = "op{fsync} pre { violation(\"a clause\"); }\n\
                sequence (close(_) | $fd == 1); getppid { violation(\"one\"); }\n\
                sequence (close(_) | $fd == 2); getppid; getppid { wr_audit_printf(\"two\"); }\n\n\
                sequence (close(_) | $fd == 3); getppid { return WR_D_ACCES; }\n";
    let (records, hits) =
        said(text, &[(FSYNC, 1), (CLOSE, 2), (CLOSE, 1), (GETPPID, 0), (CLOSE, 3), (GETPPID, 0)]);
    let lines: Vec<_> = records.iter().map(|(kind, _, line)| (*kind, *line)).collect();
    let expected = [
        (Kind::Violation, 1),
        (Kind::Violation, 2),
        (Kind::Violation, 2),
        (Kind::Audit, 3),
        (Kind::Verdict, 5),
    ];
    assert_eq!(lines, expected);
    assert_eq!(records[1].1, "sequence close(_); getppid");
    assert_eq!(records[3].1, "sequence close(_); getppid; getppid");
    // Each completion is a hit of its sequence.
    assert_eq!(hits, [(1, 1), (2, 2), (3, 1), (5, 1)]);
}

#[test]
fn one_sequence_is_named_by_its_clauses() {
    let (records, hits) =
        said("\nsequence close; getppid { violation(); }", &[(CLOSE, 2), (GETPPID, 0)]);
    assert_eq!(records, [(Kind::Violation, "sequence close; getppid".to_owned(), 2)]);
    assert_eq!(hits.iter().map(|(_, n)| n).sum::<u64>(), 2, "two steps: {hits:?}");
}
