//! What an event costs, by kind: instructions of `Engine::enter` (and `leave`) in this process, without any
//! host's mechanism. The program makes each kind of call as often as its first argument says; its
//! second, if there is one, names the one kind to make. Two runs under a counter, of different
//! lengths, give the cost of one call (`cargo xtask cost` does it: see docs/costs.md).
#![allow(missing_docs, clippy::unwrap_used)]
#[path = "../tests/common/mod.rs"]
mod common;

use common::{Bare, engine, wrapper};
use std::hint::black_box;
use wss_abi::clause::{CallBind, Clause, On, Phase, Shape, Source, Width, does};
use wss_engine::Engine;
use wss_engine::host::Call;

const GETPPID: u32 = 110;
const OPENAT: u32 = 257;

fn clause(nr: u32, phase: Phase, sources: Vec<Source>) -> Clause {
    Clause {
        label: "op".into(),
        line: 1,
        on: On::Calls(vec![CallBind { nr, sources, filter: vec![] }]),
        phase,
        guard: None,
        body: 0,
        params: vec![],
        does: does::NO_CREDS,
        decides: 0,
        rewrites: 0,
        unlocked: true,
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

fn main() {
    let mut args = std::env::args().skip(1);
    let calls: u64 = args.next().map_or(1000, |n| n.parse().unwrap());
    let only = args.next();
    let path = Source::Capture { arg: 1, shape: Shape::Path, out: false, dirfd: Some(0) };
    let flags = Source::Arg { arg: 2, width: Width::I32 };
    let kinds = [
        ("not caught", clause(OPENAT, Phase::Pre, vec![])),
        ("no-op", clause(GETPPID, Phase::Pre, vec![])),
        ("judged", Clause { body: 1, ..clause(GETPPID, Phase::Pre, vec![]) }),
        ("judged by user", Clause { body: 1, does: 0, ..clause(GETPPID, Phase::Pre, vec![]) }),
        ("result", Clause { body: 1, ..clause(GETPPID, Phase::Post, vec![]) }),
        ("path", Clause { body: 1, decides: 1, ..clause(OPENAT, Phase::Pre, vec![path, flags]) }),
    ];
    for (name, c) in kinds {
        if only.as_deref().is_some_and(|o| o != name) {
            continue;
        }
        let (mut e, mut h) = bound(vec![c]);
        let open = name == "path";
        let call = match open {
            true => Call { nr: OPENAT, args: [(-100i64) as u64, 0x1000, 0, 0, 0, 0] },
            false => Call { nr: GETPPID, args: [0; 6] },
        };
        for _ in 0..calls {
            if e.passes(black_box(10), black_box(11), black_box(&call)) {
                continue;
            }
            let entry = e.enter(&mut h, black_box(10), black_box(11), black_box(call));
            if entry.wants_exit {
                black_box(e.leave(&mut h, 11, 1));
            }
            if black_box(&entry).wants_exit || e.knows(11) {
                e.gone(&mut h, 11, 0);
            }
        }
    }
}
