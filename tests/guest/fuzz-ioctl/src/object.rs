//! Small objects, made by hand.
use wss_abi::clause::{CallBind, Clause, Life, On, Phase, Source, Width, does};
use wss_abi::control::{Criteria, Unit};
use wss_abi::object::{Func, Line, Object, OnFault, TableDef, Var, WhenFull};
use wss_abi::target::Target;
use wss_abi::verdict::Verdict;

/// getppid(2), sys/syscall.h.
const GETPPID: u32 = 39;

/// A wrapper that refuses getppid(2), which makes a record each time, and has a little of everything.
pub(crate) fn object(name: &str) -> Object {
    let code = Verdict::Deny(1).code();
    let clause = |on, phase| Clause {
        phase,
        params: vec!["a".to_owned()],
        does: does::VERDICT,
        ..Clause::new("bsd::op{getppid}", on, 0)
    };
    let source = Source::Arg { arg: 0, width: Width::I32 };
    let call = CallBind { nr: GETPPID, sources: vec![source], filter: Vec::new() };
    Object {
        target: Target::FreebsdAmd64,
        name: name.to_owned(),
        on_fault: OnFault::Deny,
        budget: 1000,
        // r0 = the verdict's code (32 bits); exit
        code: vec![0xb4 | u64::from(code) << 32, 0x95],
        funcs: vec![Func { name: "f".to_owned(), entry: 0, len: 2, frame: 0 }],
        rodata: b"constant".to_vec(),
        state: vec![0; 16],
        shared: vec![0; 8],
        call_data: 8,
        vars: vec![Var { name: "v".to_owned(), ty: "int".to_owned(), offset: 0, size: 4 }],
        tables: vec![TableDef {
            name: "t".to_owned(),
            key: 4,
            row: 8,
            rows: 16,
            full: WhenFull::Oldest,
            shared: true,
        }],
        events: Vec::new(),
        clauses: vec![
            clause(On::Calls(vec![call]), Phase::Pre),
            Clause { params: Vec::new(), does: 0, ..clause(On::Life(Life::Exit), Phase::Pre) },
        ],
        files: vec!["f.wdl".to_owned()],
        lines: vec![Line { insn: 0, file: 0, line: 1, column: 1 }],
    }
}

/// The object in bytes, with criteria.
pub(crate) fn unit(name: &str, activate: &[&str]) -> Result<Unit, String> {
    let criteria = |t: &&str| Criteria { text: (*t).to_owned(), names: Vec::new() };
    Ok(Unit {
        object: object(name).encode().map_err(|e| e.to_string())?,
        permissive: false,
        activate: activate.iter().map(criteria).collect(),
        deactivate: Vec::new(),
    })
}

/// Makes the checksum of an object's bytes right: what was changed in it then reaches the decoder.
pub(crate) fn seal(object: &mut [u8]) {
    let Some((head, content)) = object.split_at_mut_checked(16) else { return };
    let sum = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    if let Some(to) = head.get_mut(8..16) {
        to.copy_from_slice(&sum.to_le_bytes());
    }
}
