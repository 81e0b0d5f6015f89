//! Requests, answers and records: what is written is read again, and hostile bytes are errors.
use wss_abi::audit::{Event, Kind, Record, Subject, Value};
use wss_abi::control::{
    Answer, Ask, Clause, Criteria, Name, Process, Request, Status, Unit, Wrapper,
};
use wss_abi::target::Target;
use wss_abi::verdict::Verdict;
use wss_abi::wire::Reader;

fn criteria() -> Criteria {
    Criteria {
        text: "user=www && prog=imapd".into(),
        names: vec![Name { group: false, name: "www".into(), id: 80 }],
    }
}

fn asks() -> Vec<Ask> {
    let unit = Unit {
        object: b"WSSO....".to_vec(),
        permissive: true,
        activate: vec![criteria(), Criteria::default()],
        deactivate: vec![criteria()],
    };
    vec![
        Ask::Load(vec![unit, Unit::default()]),
        Ask::Unload("w".into()),
        Ask::Activate("w".into(), criteria()),
        Ask::Deactivate("w".into(), criteria()),
        Ask::Detach("w".into(), 17),
        Ask::List,
        Ask::Status,
        Ask::Ps,
        Ask::Lock,
    ]
}

fn answers() -> Vec<Answer> {
    let clause = Clause {
        label: "bsd::op{open} pre".into(),
        line: 3,
        unlocked: true,
        hits: 1,
        verdicts: 2,
        faults: 3,
        instructions: 4,
    };
    vec![
        Answer::Done,
        Answer::Refused { errno: 1, reason: "locked".into() },
        Answer::Confirm(vec!["/sbin/init".into()]),
        Answer::Wrappers(vec![Wrapper {
            name: "w".into(),
            permissive: true,
            leaving: false,
            runs: "native code".into(),
            activate: vec!["uid=0".into()],
            deactivate: vec![],
            clauses: vec![clause],
            bindings: 5,
        }]),
        Answer::Status(Status {
            version: "0.1.0".into(),
            hindering: vec![(9, "/bin/cat".into())],
            holds_arguments: true,
            uptime: 1,
            unread: 7,
            ..Status::default()
        }),
        Answer::Processes(vec![
            Process { pid: 1, program: "/a".into(), set: None, bindings: vec![] },
            Process { pid: 2, program: "/b".into(), set: Some(3), bindings: vec!["w".into()] },
        ]),
    ]
}

fn records() -> Vec<Record> {
    let plain = Record {
        seq: 7,
        time: 1_500_000_001,
        kind: Kind::Violation,
        wrapper: "w".into(),
        clause: Some(("bsd::op{execve} pre".into(), 20)),
        subject: Subject { pid: 1, tid: 2, uid: 3, jail: 4, program: "/bin/p".into() },
        event: None,
        verdict: Verdict::Kill(9),
        permissive: true,
        unlocked: false,
        message: "a \"b\"\n".into(),
    };
    let values = vec![
        (0, Value::Scalar(u64::MAX)),
        (1, Value::Bytes(4096, b"/etc\xff".to_vec(), true)),
        (2, Value::Strings(8192, vec![b"sh".to_vec(), vec![]], false)),
        (3, Value::Unreadable(1)),
    ];
    let events = [
        Event::Call {
            target: Target::FreebsdAmd64,
            nr: 59,
            post: true,
            args: [1, 2, 3, 4, 5, 6],
            ret: Some(-2),
            params: values,
        },
        Event::Raised {
            wrapper: "w".into(),
            name: "warning".into(),
            params: vec![("why".into(), Value::Scalar(1))],
        },
        Event::Life("signal"),
        Event::Life("activate"),
    ];
    let mut all: Vec<_> = (events.into_iter())
        .map(|e| Record { event: Some(e), verdict: Verdict::Continue, ..plain.clone() })
        .collect();
    all.push(Record { clause: None, kind: Kind::Lost, verdict: Verdict::Deny(1), ..plain });
    all
}

/// Every prefix of valid bytes is refused, and no flip of a bit, nor a row of them, is more than an
/// error or another value.
fn torment(bytes: &[u8], read: impl Fn(&[u8]) -> bool) {
    assert!(read(bytes));
    for n in 0..bytes.len() {
        assert!(!read(&bytes[..n]), "{n} of {} bytes", bytes.len());
    }
    let mut longer = bytes.to_vec();
    longer.push(0);
    assert!(!read(&longer));
    let mut state = 1u64;
    for n in 0..bytes.len() * 8 {
        let mut flipped = bytes.to_vec();
        flipped[n / 8] ^= 1 << (n % 8);
        read(&flipped);
        for _ in 0..3 {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            let at = (state >> 33) as usize % flipped.len();
            flipped[at] = (state >> 24) as u8;
            read(&flipped);
        }
    }
}

#[test]
fn requests() {
    for (n, ask) in asks().into_iter().enumerate() {
        let verb = ask.verb();
        assert_eq!(verb, n as u32 + 1);
        let request = Request { confirmed: n % 2 == 0, ask };
        let bytes = request.encode().unwrap();
        assert_eq!(Request::decode(verb, &bytes).as_ref(), Ok(&request));
        torment(&bytes, |b| Request::decode(verb, b).is_ok());
    }
    assert!(Request::decode(0, &[0]).is_err());
    assert!(Request::decode(10, &[0]).is_err());
}

#[test]
fn answers_too() {
    for answer in answers() {
        let bytes = answer.encode().unwrap();
        assert_eq!(Answer::decode(&bytes).as_ref(), Ok(&answer));
        torment(&bytes, |b| Answer::decode(b).is_ok());
    }
}

#[test]
fn records_follow_one_another() {
    let mut stream = Vec::new();
    for r in records() {
        let frame = r.encode().unwrap();
        torment(&frame, |b| {
            let mut reader = Reader::new(b);
            Record::decode(&mut reader).is_ok() && reader.is_empty()
        });
        stream.extend(frame);
    }
    let mut reader = Reader::new(&stream);
    for r in records() {
        assert_eq!(Record::decode(&mut reader), Ok(r));
    }
    assert!(reader.is_empty());
}

#[test]
fn a_record_of_an_unknown_life_keeps_the_rest() {
    let r = Record { event: Some(Event::Life("born")), ..records().remove(0) };
    let bytes = r.encode().unwrap();
    let read = Record::decode(&mut Reader::new(&bytes)).unwrap();
    assert_eq!(read, Record { event: None, ..r });
}
