//! What an event costs, by kind: instructions of `Engine::passes`, `enter` and `leave`, without any
//! host's mechanism; of the services a host lends, those that the kind asks for answer from memory.
//!
//! Without arguments it runs itself under valgrind (`callgrind`), each kind twice with different
//! numbers of calls, so that the difference is the calls', and takes off what the loop around them
//! costs. The build of a kernel's module is that of
//!
//! ```text
//! export CARGO_PROFILE_RELEASE_LTO=fat CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1
//! CARGO_PROFILE_RELEASE_OPT_LEVEL=2 cargo run --release -p wss-engine --example entry
//! ```
#![allow(missing_docs, clippy::unwrap_used)]
#[path = "../tests/common/mod.rs"]
mod common;

use common::{Bare, engine, wrapper};
use std::hint::black_box;
use std::process::Command;
use wss_abi::clause::{CallBind, Clause, On, Phase, Shape, Source, Width, does};
use wss_engine::Engine;
use wss_engine::host::Call;

const GETPPID: u32 = 110;
const OPENAT: u32 = 257;

fn clause(nr: u32, phase: Phase, sources: Vec<Source>) -> Clause {
    Clause {
        phase,
        does: does::NO_CREDS,
        unlocked: true,
        ..Clause::new("op", On::Calls(vec![CallBind { nr, sources, filter: vec![] }]), 0)
    }
}

fn bound(clauses: Vec<Clause>) -> (Engine, Bare) {
    let text = "
.func noop
    r0 = 0
    exit
.func judge
    r2 = *(u32 *)(r1 + 24)
    if r2 == 1 goto deny
    r0 = 0
    exit
deny:
    r0 = 0x1000001
    exit
";
    engine(vec![wrapper("w", text, clauses)])
}

/// Instructions of the program when it makes `calls` calls of a kind.
fn counted(calls: u64, kind: &str) -> u64 {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    let out = valgrind.arg(std::env::current_exe().unwrap()).args([&calls.to_string(), kind]);
    let out = out.output().expect("valgrind is needed");
    let text = String::from_utf8_lossy(&out.stderr).into_owned();
    let count = text.lines().find_map(|l| l.split_once("Collected : ").map(|(_, n)| n.trim()));
    count.and_then(|n| n.parse().ok()).expect("a count")
}

fn kinds() -> Vec<(&'static str, Clause)> {
    let path = Source::Capture { arg: 1, shape: Shape::Path, out: false, dirfd: Some(0) };
    let flags = Source::Arg { arg: 2, width: Width::I32 };
    let judged = Clause { body: 1, ..clause(GETPPID, Phase::Pre, vec![]) };
    vec![
        ("nothing", clause(OPENAT, Phase::Pre, vec![])),
        ("not caught", clause(OPENAT, Phase::Pre, vec![])),
        ("no-op clause", clause(GETPPID, Phase::Pre, vec![])),
        ("judged on entry", judged.clone()),
        ("judged on entry, by user", Clause { does: 0, ..judged.clone() }),
        ("judged by its result", Clause { phase: Phase::Post, ..judged }),
        (PATH, Clause { body: 1, decides: 1, ..clause(OPENAT, Phase::Pre, vec![path, flags]) }),
    ]
}

const PATH: &str = "judged by a path";

fn main() {
    let mut args = std::env::args().skip(1);
    let Some(calls) = args.next().and_then(|n| n.parse::<u64>().ok()) else {
        let of = |kind| (counted(3000, kind) - counted(1000, kind)) / 2000;
        let around = of("nothing");
        for (kind, _) in kinds().iter().skip(1) {
            println!("{kind}: {}", of(kind) - around);
        }
        return;
    };
    let kind = args.next().unwrap();
    let (name, c) = kinds().into_iter().find(|(name, _)| *name == kind).unwrap();
    let (mut e, mut h) = bound(vec![c]);
    let call = match name {
        PATH => Call { nr: OPENAT, args: [(-100i64) as u64, 0x1000, 0, 0, 0, 0] },
        _ => Call { nr: GETPPID, args: [0; 6] },
    };
    for _ in 0..calls {
        let (pid, tid, call) = (black_box(10), black_box(11), black_box(&call));
        if name == "nothing" || e.passes(pid, Some(tid), call.nr, &call.args) {
            continue;
        }
        if black_box(e.enter(&mut h, pid, tid, *call)).done().is_some_and(|a| a.wants_exit) {
            black_box(e.result(&mut h, tid, 1));
        }
        if e.knows(tid) {
            e.gone(&mut h, tid, 0);
        }
    }
}
