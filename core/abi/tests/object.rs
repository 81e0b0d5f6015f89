//! The object format: encoding and decoding are inverse; nothing damaged or malformed gets through,
//! and nothing panics.
use wss_abi::clause::{
    ArgTest, CallBind, Clause, Cmp, Len, Life, On, Phase, Shape, Source, Width, does,
};
use wss_abi::object::{
    EventDef, Func, Line, Object, ObjectError, OnFault, TableDef, Var, WhenFull, limit,
};
use wss_abi::target::Target;
use wss_abi::wire::WireError;

/// An object that uses every variant of every field.
fn full() -> Object {
    let sources = vec![
        Source::Absent,
        Source::Const(7),
        Source::Arg { arg: 1, width: Width::U16 },
        Source::Capture { arg: 0, shape: Shape::Path, out: false, dirfd: Some(2) },
        Source::Capture { arg: 0, shape: Shape::Str, out: true, dirfd: None },
        Source::Capture {
            arg: 1,
            shape: Shape::Sockaddr(Len::ArgPtr { arg: 2 }),
            out: true,
            dirfd: None,
        },
        Source::Capture {
            arg: 1,
            shape: Shape::Bytes { len: Len::Arg { arg: 2, scale: 16 }, max: 512 },
            out: false,
            dirfd: None,
        },
        Source::Capture {
            arg: 1,
            shape: Shape::Bytes { len: Len::Result { scale: 1 }, max: 64 },
            out: true,
            dirfd: None,
        },
        Source::Capture {
            arg: 1,
            shape: Shape::Bytes { len: Len::Const(24), max: 24 },
            out: false,
            dirfd: None,
        },
        Source::Capture { arg: 1, shape: Shape::StrVec, out: false, dirfd: None },
        Source::Field { arg: 2, offset: 8, width: Width::I8 },
    ];
    let params = (0..sources.len()).map(|i| format!("p{i}")).collect();
    let filter = [Cmp::Eq, Cmp::Ne, Cmp::Lt, Cmp::Le, Cmp::Gt, Cmp::Ge].map(|op| ArgTest {
        arg: 5,
        wide: (op as u8).is_multiple_of(2),
        op,
        mask: 3,
        value: 1 << 40,
    });
    let clause = |on, phase, guard| Clause {
        line: 4,
        phase,
        guard,
        does: does::VERDICT | does::RESULT,
        decides: 1,
        rewrites: 2,
        unlocked: guard.is_some(),
        ..Clause::new("bsd::op{open} post", on, 1)
    };
    let mut calls = clause(
        On::Calls(vec![CallBind {
            nr: 257,
            sources,
            filter: vec![filter.to_vec(), vec![], filter[..1].to_vec()],
        }]),
        Phase::Post,
        Some(0),
    );
    calls.params = params;
    let mut clauses = vec![
        calls,
        clause(On::Raised { wrapper: "a".into(), event: "b".into() }, Phase::Pre, None),
    ];
    for life in [Life::Activate, Life::Deactivate, Life::Fork, Life::Exec, Life::Exit, Life::Signal]
    {
        clauses.push(clause(On::Life(life), Phase::Pre, None));
    }
    Object {
        target: Target::FreebsdAmd64,
        name: "sample".into(),
        on_fault: OnFault::Kill,
        budget: 1000,
        code: vec![0xb7, 0x95, 0x95],
        funcs: vec![
            Func { name: "guard".into(), entry: 0, len: 2, frame: 0 },
            Func { name: "body".into(), entry: 2, len: 1, frame: 64 },
        ],
        rodata: b"hello\0".to_vec(),
        state: vec![1; 16],
        shared: vec![2; 8],
        call_data: 8,
        vars: vec![Var { name: "n".into(), ty: "int".into(), offset: 8, size: 8 }],
        tables: vec![TableDef {
            name: "t".into(),
            key: 8,
            row: 0,
            rows: 10,
            full: WhenFull::Oldest,
            shared: true,
        }],
        events: vec![EventDef { name: "warning".into(), params: vec![("why".into(), true)] }],
        clauses,
        files: vec!["a.wdl".into()],
        lines: vec![Line { insn: 0, file: 0, line: 1, column: 2 }],
    }
}

/// As `Object::decode` sees a file whose checksum was made to fit its damage.
fn with_checksum(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = bytes[16..]
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ *b as u64).wrapping_mul(0x0100_0000_01b3));
    bytes[8..16].copy_from_slice(&sum.to_le_bytes());
    bytes
}

#[test]
fn encoding_and_decoding_are_inverse() {
    let object = full();
    let bytes = object.encode().unwrap();
    assert_eq!(Object::decode(&bytes), Ok(object));
}

#[test]
fn every_truncation_is_refused() {
    let bytes = full().encode().unwrap();
    for n in 0..bytes.len() {
        assert!(Object::decode(&bytes[..n]).is_err(), "{n} bytes");
        if n >= 16 {
            assert!(Object::decode(&with_checksum(bytes[..n].to_vec())).is_err(), "{n} bytes");
        }
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let bytes = full().encode().unwrap();
    for i in 0..bytes.len() * 8 {
        let mut damaged = bytes.clone();
        damaged[i / 8] ^= 1 << (i % 8);
        assert_ne!(Object::decode(&damaged), Ok(full()), "bit {i}");
        // With a checksum that fits, the decoder itself must hold: an error or another object.
        let _ = Object::decode(&with_checksum(damaged));
    }
}

#[test]
fn what_is_not_an_object_is_named() {
    assert_eq!(Object::decode(b""), Err(ObjectError::NotAnObject));
    assert_eq!(Object::decode(b"\x7fELF............"), Err(ObjectError::NotAnObject));
    let mut bytes = full().encode().unwrap();
    bytes.push(0);
    assert_eq!(Object::decode(&with_checksum(bytes)), Err(ObjectError::Size));
    let mut bytes = full().encode().unwrap();
    bytes[4] = 9;
    assert_eq!(Object::decode(&bytes), Err(ObjectError::Version(9)));
    let mut bytes = full().encode().unwrap();
    bytes[6] = 77;
    assert_eq!(Object::decode(&bytes), Err(ObjectError::Target(77)));
    let mut bytes = full().encode().unwrap();
    bytes[40] ^= 1;
    assert_eq!(Object::decode(&bytes), Err(ObjectError::Damaged));
    assert_eq!(Object::decode(&vec![0; limit::OBJECT + 1]), Err(ObjectError::Size));
}

#[test]
fn a_count_beyond_the_input_asks_for_no_memory() {
    let mut object = full();
    object.code = Vec::new();
    object.funcs = Vec::new();
    let mut bytes = object.encode().unwrap();
    // The count of code words stands after name (4 + 6), fault policy (1) and budget (4).
    let at = 16 + 4 + 6 + 1 + 4;
    bytes[at..at + 4].copy_from_slice(&(limit::INSNS as u32).to_le_bytes());
    let error = Object::decode(&with_checksum(bytes.clone()));
    assert!(matches!(error, Err(ObjectError::Wire(WireError::Short(_)))), "{error:?}");
    bytes[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    let error = Object::decode(&with_checksum(bytes));
    assert_eq!(error, Err(ObjectError::Wire(WireError::TooMany("code"))));
}

#[test]
fn cross_references_must_hold() {
    type Break = fn(&mut Object);
    let breaks: [(&str, Break); 9] = [
        ("empty name", |o| o.name.clear()),
        ("no budget", |o| o.budget = 0),
        ("budget too large", |o| o.budget = limit::BUDGET + 1),
        ("a gap between functions", |o| o.funcs[1].entry = 3),
        ("code without a function", |o| o.code.push(0x95)),
        ("a clause without a body", |o| o.clauses[1].body = 2),
        ("a variable outside the state", |o| o.vars[0].size = 9),
        ("sources that are not one per parameter", |o| o.clauses[0].params.truncate(1)),
        ("a table without a key", |o| o.tables[0].key = 0),
    ];
    for (what, damage) in breaks {
        let mut object = full();
        damage(&mut object);
        let error = Object::decode(&object.encode().unwrap());
        assert!(matches!(error, Err(ObjectError::Wire(_))), "{what}: {error:?}");
    }
}
