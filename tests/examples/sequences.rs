//! What an event costs under one sequence and under a hundred: instructions of the engine and of the
//! machine, without any host's mechanism, by interpreter and as native code.
//!
//! Without arguments it runs itself under valgrind (`callgrind`), each case twice with different
//! numbers of events, so that the difference is the events'.
//!
//! ```text
//! cargo run --release -p wss-tests --example sequences
//! ```
#![allow(missing_docs, clippy::unwrap_used)]
#[path = "../../core/engine/tests/common/mod.rs"]
mod common;

use common::Bare;
use std::hint::black_box;
use std::process::Command;
use wdl::driver::{Source, compile_source};
use wss_abi::target::Target;
use wss_engine::host::{Call, Image};
use wss_engine::{Criterion, Engine, LoadOptions};

const CLOSE: u32 = 3;
const FSYNC: u32 = 74;
const FCHMOD: u32 = 91;
const OPEN: u32 = 2;
const CHMOD: u32 = 90;
const UNLINK: u32 = 87;

/// Calls whose first parameter is a descriptor, with their numbers: patterns on different events are
/// made of these.
fn descriptors() -> Vec<(&'static str, u32)> {
    let table = wss_calls::table(Target::LinuxX86_64).unwrap();
    let first = |c: &&wss_calls::CallDesc| {
        c.params.first().is_some_and(|p| p.name == "fd" && p.ty.is_scalar())
            && table.family_name(c.name) == Some(c.name)
            && table.family(c.name).count() == 1
    };
    table.calls().iter().filter(first).map(|c| (c.name, c.nr)).collect()
}

/// A workload: patterns, and the events of the first of them.
struct Work {
    name: &'static str,
    pattern: fn(usize) -> String,
    /// What is measured: call, and what happens before it once.
    events: Vec<(&'static str, Vec<(u32, u64)>)>,
}

fn works() -> Vec<Work> {
    let d = descriptors();
    let (a, b) = (d[0].1, d[20].1);
    vec![
        Work {
            name: "patterns that share their events, which bind a number",
            pattern: |_| "sequence fsync(x); !close(x)*; fchmod(x) { violation(); }\n".into(),
            events: vec![
                ("first step, again", vec![(FSYNC, 5)]),
                ("what must not happen, nobody waiting", vec![(CLOSE, 5)]),
                ("last step, nobody waiting", vec![(FCHMOD, 5)]),
                ("last step, waiting for another value", vec![(FSYNC, 6), (FCHMOD, 5)]),
                ("begun and ended", vec![(FSYNC, 5), (CLOSE, 5)]),
            ],
        },
        Work {
            name: "patterns that share their events, which bind a path",
            pattern: |_| {
                "sequence open(p); !unlink(p)*; chmod(p) unlocked { violation(); }\n".into()
            },
            events: vec![
                ("first step, again", vec![(OPEN, 0x1000)]),
                ("last step, nobody waiting", vec![(CHMOD, 0x1000)]),
                ("begun and ended", vec![(OPEN, 0x1000), (UNLINK, 0x1000)]),
            ],
        },
        Work {
            name: "patterns that share their events and differ in a number",
            pattern: |n| {
                format!(
                    "sequence (fsync(x) | x == {}); !close(x)*; fchmod(x) {{ violation(); }}\n",
                    n + 5
                )
            },
            events: vec![
                ("first step of one", vec![(FSYNC, 5)]),
                ("first step of none", vec![(FSYNC, 500)]),
                ("last step, nobody waiting", vec![(FCHMOD, 5)]),
                ("begun and ended", vec![(FSYNC, 5), (CLOSE, 5)]),
            ],
        },
        Work {
            name: "patterns that share their events and differ in numbers far apart",
            pattern: |n| {
                format!(
                    "sequence (fsync(x) | x == {}); !close(x)*; fchmod(x) {{ violation(); }}\n",
                    n * n * 11 + 5
                )
            },
            events: vec![
                ("first step of one", vec![(FSYNC, 5)]),
                ("first step of none", vec![(FSYNC, 500)]),
                ("last step, nobody waiting", vec![(FCHMOD, 5)]),
                ("begun and ended", vec![(FSYNC, 5), (CLOSE, 5)]),
            ],
        },
        Work {
            name: "patterns whose last steps differ in a number",
            pattern: |n| {
                format!(
                    "sequence fsync(_); !close(_)*; (fchmod(x) | x == {}) {{ violation(); }}\n",
                    n * n * 11 + 5
                )
            },
            events: vec![
                ("last step of one", vec![(FSYNC, 5), (FCHMOD, 5)]),
                ("last step of none", vec![(FSYNC, 5), (FCHMOD, 500)]),
                ("last step of one, nobody waiting", vec![(FCHMOD, 5)]),
            ],
        },
        Work {
            name: "patterns that share their events and differ in a string",
            pattern: |n| {
                let file = if n == 0 { "passwd".to_owned() } else { format!("passw{n:02}") };
                format!(
                    "sequence (open(p) | strcmp(p, \"/etc/{file}\") == 0); !unlink(p)*; chmod(p) unlocked {{ violation(); }}\n"
                )
            },
            events: vec![
                ("first step of one", vec![(OPEN, 0x1000)]),
                ("begun and ended", vec![(OPEN, 0x1000), (UNLINK, 0x1000)]),
            ],
        },
        Work {
            name: "patterns of different events",
            pattern: |n| {
                let d = descriptors();
                let (a, b) = (d[n % 20].0, d[20 + n / 20].0);
                format!("sequence {a}(x); !close(x)*; {b}(x) {{ violation(); }}\n")
            },
            events: vec![
                ("first step, again", vec![(a, 5)]),
                ("last step, nobody waiting", vec![(b, 5)]),
                ("begun and ended", vec![(a, 5), (CLOSE, 5)]),
            ],
        },
    ]
}

fn bound(work: &Work, patterns: usize, native: bool) -> (Engine, Bare) {
    let text: String = (0..patterns).map(work.pattern).collect();
    let options = wdl::Options::new(Target::LinuxX86_64);
    let source = Source { name: "w.wdl".into(), text: text.into(), folder: "".into() };
    let object = match compile_source(&options, &source) {
        Ok(compiled) => compiled.object,
        Err(e) => panic!("{}", e.text(false)),
    };
    let mut e = Engine::new(Target::LinuxX86_64);
    if native {
        e.set_compiler(Some(&wss_pages::JIT));
    }
    let mut host = Bare { memory: b"/etc/passwd\0".to_vec(), ..Bare::default() };
    let options = LoadOptions { activate: vec![Criterion::always()], ..LoadOptions::default() };
    let prepared = e.prepare(vec![(object, options)]).unwrap();
    e.commit(prepared).unwrap();
    e.exec(&mut host, 10, &Image { path: b"/bin/prog".to_vec(), ..Image::default() });
    (e, host)
}

/// Instructions of the program when it runs a case `times` times.
fn counted(work: usize, event: usize, patterns: usize, native: bool, times: u64) -> u64 {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--smc-check=all"]);
    let args = [work, event, patterns, usize::from(native), times as usize];
    let out = valgrind.arg(std::env::current_exe().unwrap()).args(args.map(|a| a.to_string()));
    let out = out.output().expect("valgrind is needed");
    let text = String::from_utf8_lossy(&out.stderr).into_owned();
    let count = text.lines().find_map(|l| l.split_once("Collected : ").map(|(_, n)| n.trim()));
    count.and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("no count: {text}"))
}

fn main() {
    let args: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let works = works();
    let &[work, event, patterns, native, times] = args.as_slice() else {
        for (w, work) in works.iter().enumerate() {
            println!("{}", work.name);
            for (e, (name, _)) in work.events.iter().enumerate() {
                for native in [false, true] {
                    let of =
                        |n| (counted(w, e, n, native, 2200) - counted(w, e, n, native, 200)) / 2000;
                    let (one, many) = (of(1), of(100));
                    let by = if native { "native" } else { "interpreted" };
                    let ratio = many as f64 / one as f64;
                    println!("  {name}, {by}: {one} and {many} instructions, {ratio:.2}x");
                }
            }
        }
        return;
    };
    let (mut e, mut h) = bound(&works[work], patterns, native != 0);
    let script = &works[work].events[event].1;
    // All but the last happen once, unless the last undoes them.
    let name = works[work].events[event].0;
    let (once, each) = match name {
        "begun and ended" => (&[][..], script.as_slice()),
        _ => script.split_at(script.len() - 1),
    };
    let mut make = |nr: u32, arg: u64| {
        let call = Call { nr, args: [arg, 0, 0, 0, 0, 0] };
        let (pid, tid, call) = (black_box(10), black_box(11), black_box(&call));
        if e.passes(pid, Some(tid), call.nr, &call.args) {
            return;
        }
        if black_box(e.enter(&mut h, pid, tid, *call)).done().is_some_and(|a| a.wants_exit) {
            black_box(e.leave(&mut h, tid, 1));
        }
        if e.knows(tid) {
            e.gone(&mut h, tid, 0);
        }
    };
    once.iter().for_each(|(nr, arg)| make(*nr, *arg));
    for _ in 0..times {
        each.iter().for_each(|(nr, arg)| make(*nr, *arg));
    }
}
