//! What clauses see of process memory: shapes, bounds, and what cannot be read.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
mod common;

use common::{Bare, engine, records, wrapper};
use wss_abi::audit::{Event, Value};
use wss_abi::clause::{CallBind, Clause, Len, On, Phase, Shape, Source, Width, does};
use wss_engine::host::{Action, Call, Errno};

const EXECVE: u32 = 59;
const BIND: u32 = 49;
const READ: u32 = 0;
const OPENAT2: u32 = 437;

fn clause(nr: u32, source: Source, phase: Phase) -> Clause {
    Clause {
        phase,
        params: vec!["it".into()],
        does: does::ALL_PARAMS,
        decides: 1,
        unlocked: true,
        ..Clause::new(
            "test",
            On::Calls(vec![CallBind { nr, sources: vec![source], filter: vec![] }]),
            0,
        )
    }
}

/// Audits the slot and its length.
const TELL: &str = "
.string f \"%#lx %u\"
.string none \"\"
.func body frame 16
    r6 = r1
    r2 = *(u64 *)(r6 + 64)
    *(u64 *)(r10 - 16) = r2
    r2 = *(u32 *)(r6 + 192)
    *(u64 *)(r10 - 8) = r2
    r1 = &f
    r2 = r10
    r2 += -16
    r3 = 16
    call wr_audit_printf
    r1 = &none
    call wr_audit_event
    r0 = 0
    exit
";

fn shape(arg: u8, shape: Shape, out: bool) -> Source {
    Source::Capture { arg, shape, out, dirfd: None }
}

fn words(words: &[u64], text: &[u8]) -> Bare {
    let mut memory: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
    memory.extend_from_slice(text);
    Bare { memory, ..Bare::default() }
}

fn params(event: &Option<Event>) -> Vec<(u8, Value)> {
    match event {
        Some(Event::Call { params, .. }) => params.clone(),
        _ => panic!(),
    }
}

#[test]
fn a_vector_of_strings() {
    let source = shape(1, Shape::StrVec, false);
    let (mut e, _) = engine(vec![wrapper("w", TELL, vec![clause(EXECVE, source, Phase::Pre)])]);
    let mut h = words(&[0x1020, 0x1023, 0x1028, 0], b"ls\0-la\0\0/tmp\0");
    let call = Call { nr: EXECVE, args: [0x1020, 0x1000, 0, 0, 0, 0] };
    assert_eq!(e.entry(&mut h, 10, call).action, Action::Run);
    let r = records(&mut e);
    assert_eq!(r[0].message, "0x600000000 24");
    let strings = vec![b"ls".to_vec(), b"-la".to_vec(), b"/tmp".to_vec()];
    let seen = params(&r[1].event);
    assert!(seen.contains(&(1, Value::Strings(0x1000, strings, false))), "{seen:?}");
    // A pointer in it that leads nowhere: nothing can be judged.
    let mut h = words(&[0x1020, 0x99_0000, 0], b"");
    assert_eq!(e.entry(&mut h, 10, call).action, Action::Refuse(Errno(14)));
    // No end.
    let mut h = words(&[0x1020; 10_000], b"");
    assert_eq!(e.entry(&mut h, 10, call).action, Action::Refuse(Errno(7)));
    // Strings that together exceed what an event may hold.
    let mut text = vec![b'x'; 4000];
    text.push(0);
    let mut pointers = vec![0x1000 + 8 * 41; 40];
    pointers.push(0);
    let mut h = words(&pointers, &text);
    assert_eq!(e.entry(&mut h, 10, call).action, Action::Refuse(Errno(7)));
}

#[test]
fn an_address_is_bounded_and_empty_is_not_unreadable() {
    let source = shape(1, Shape::Sockaddr(Len::Arg { arg: 2, scale: 1 }), false);
    let (mut e, _) = engine(vec![wrapper("w", TELL, vec![clause(BIND, source, Phase::Pre)])]);
    let mut h = words(&[2; 40], b"");
    for (len, expect) in [(16, "0x600000000 16"), (4000, "0x600000000 128"), (0, "0x600000000 0")] {
        let call = Call { nr: BIND, args: [3, 0x1000, len, 0, 0, 0] };
        assert_eq!(e.entry(&mut h, 10, call).action, Action::Run);
        assert_eq!(records(&mut e)[0].message, expect);
    }
    // Runs over the end of what is mapped: a part is not judged for the whole.
    let call = Call { nr: BIND, args: [3, 0x1000 + 310, 64, 0, 0, 0] };
    assert_eq!(e.entry(&mut h, 10, call).action, Action::Refuse(Errno(14)));
}

#[test]
fn what_the_kernel_wrote_is_captured_after_the_call_and_only_if_it_succeeded() {
    let bytes = Shape::Bytes { len: Len::Result { scale: 1 }, max: 8 };
    let source = shape(1, bytes, true);
    let (mut e, _) = engine(vec![wrapper("w", TELL, vec![clause(READ, source, Phase::Post)])]);
    let mut h = words(&[7; 40], b"");
    let call = Call { nr: READ, args: [3, 0x1000, 100, 0, 0, 0] };
    for (ret, expect) in [(5, "0x600000000 5"), (20, "0x600000000 8"), (-9, "0 0")] {
        assert!(e.entry(&mut h, 10, call).wants_exit);
        assert_eq!(e.leave(&mut h, 10, ret).ret, None);
        assert_eq!(records(&mut e)[0].message, expect, "{ret}");
    }
}

#[test]
fn a_field_of_a_structure_is_a_scalar() {
    let source = Source::Field { arg: 2, offset: 8, width: Width::U64 };
    let (mut e, _) = engine(vec![wrapper("w", TELL, vec![clause(OPENAT2, source, Phase::Pre)])]);
    let mut h = words(&[0x42, 0x1ff, 0], b"/etc\0");
    let call = Call { nr: OPENAT2, args: [0, 0x1018, 0x1000, 24, 0, 0] };
    assert_eq!(e.entry(&mut h, 10, call).action, Action::Run);
    assert_eq!(records(&mut e)[0].message, "0x1ff 0");
    let call = Call { nr: OPENAT2, args: [0, 0x1018, 0x10, 24, 0, 0] };
    assert_eq!(e.entry(&mut h, 10, call).action, Action::Refuse(Errno(14)));
    let call = Call { nr: OPENAT2, args: [0, 0x1018, 0, 24, 0, 0] };
    assert_eq!(e.entry(&mut h, 10, call).action, Action::Run, "null is there to be judged");
}
