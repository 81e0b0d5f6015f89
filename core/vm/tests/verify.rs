//! Rules 1 to 7 of the verifier: a program that keeps each, and ones that break it.
mod common;
use common::words;
use wss_abi::insn::Insn;
use wss_abi::object::{Object, limit};
use wss_vm::{Program, Rule, asm};

const EXIT: u64 = 0x95;

fn op(op: u8, dst: u8, src: u8, off: i16, imm: i32) -> u64 {
    Insn { op, dst, src, off, imm }.to_word()
}

fn verdict(object: Object) -> Result<(), Rule> {
    Program::new(object).map(|_| ()).map_err(|e| e.rule)
}

fn passes(code: &[u64]) {
    assert_eq!(verdict(words(code)), Ok(()), "{code:x?}");
}

fn fails(rule: Rule, code: &[u64]) {
    assert_eq!(verdict(words(code)), Err(rule), "{code:x?}");
}

fn text(text: &str) -> Object {
    asm::object("t", text).unwrap()
}

/// `op` then `exit`.
fn one(op: u64) -> [u64; 2] {
    [op, EXIT]
}

#[test]
fn rule_1_size() {
    passes(&[EXIT]);
    passes(&vec![EXIT; limit::INSNS]);
    fails(Rule::Size, &vec![EXIT; limit::INSNS + 1]);
    fails(Rule::Size, &[]);
    let mut none = words(&[EXIT]);
    none.funcs.clear();
    assert_eq!(verdict(none), Err(Rule::Size));
    let mut many = words(&vec![EXIT; limit::FUNCS + 1]);
    let func = many.funcs[0].clone();
    many.funcs = (0..=limit::FUNCS as u32)
        .map(|entry| wss_abi::object::Func { entry, len: 1, ..func.clone() })
        .collect();
    assert_eq!(verdict(many.clone()), Err(Rule::Size));
    many.funcs.pop();
    many.code.pop();
    assert_eq!(verdict(many), Ok(()));
}

#[test]
fn rule_2_functions() {
    let good = || text(".func a\nexit\n.func b\nr0 = 1\nexit");
    assert_eq!(verdict(good()), Ok(()));
    for (func, entry, len) in [(0, 0, 2), (1, 2, 1), (1, 1, 1), (1, 1, 3), (1, 1, u32::MAX)] {
        let mut bad = good();
        bad.funcs[func].entry = entry;
        bad.funcs[func].len = len;
        assert_eq!(verdict(bad), Err(Rule::Functions), "{func} {entry} {len}");
    }
    let mut empty = good();
    empty.funcs[0].len = 0;
    assert_eq!(verdict(empty), Err(Rule::Functions));
}

#[test]
fn rule_3_frames() {
    for (frame, good) in [(0, true), (8, true), (limit::FRAME, true), (4, false)]
        .into_iter()
        .chain([(limit::FRAME + 8, false), (u32::MAX, false)])
    {
        let mut object = words(&[EXIT]);
        object.funcs[0].frame = frame;
        assert_eq!(verdict(object), if good { Ok(()) } else { Err(Rule::Frames) });
    }
}

#[test]
fn rule_4_opcodes() {
    // Opcode by opcode, from the table in appendix A of RFC 9669: those with all fields 0.
    let alu = |class: u8| (0..=0xc0).step_by(16).flat_map(move |o| [o | class, o | class | 8]);
    let mut known: Vec<u8> = alu(4).chain(alu(7)).filter(|o| !matches!(o, 0x8c | 0x8f)).collect();
    let jumps = (0x10..=0xd0).step_by(16).filter(|o| !matches!(o, 0x80 | 0x90));
    known.extend(jumps.flat_map(|o| [o | 5, o | 13, o | 6, o | 14]));
    known.extend([0x05, 0x06, 0x85, 0x95]);
    known.extend([0x61, 0x69, 0x71, 0x79, 0x81, 0x89, 0x91]);
    known.extend([0x62, 0x6a, 0x72, 0x7a, 0x63, 0x6b, 0x73, 0x7b, 0xc3, 0xdb]);
    known.extend([0x18]);
    for code in 0..=255u8 {
        // Followed by what completes a `lddw`; a call needs a helper that exists.
        let imm = if code == 0x85 { 63 } else { 0 };
        let object = words(&[op(code, 0, 0, 0, imm), 0x0000_0000_0000_0000, EXIT]);
        let rule = verdict(object);
        if code == 0x18 {
            assert_eq!(rule, Ok(()));
        } else {
            // The second word, 0, is no instruction: told apart by where the error is.
            let at = Program::new(words(&[op(code, 0, 0, 0, imm), 0, EXIT])).unwrap_err().insn;
            assert_eq!(rule, Err(Rule::Opcodes));
            assert_eq!(at == Some(1), known.contains(&code), "opcode {code:#x}");
        }
    }
}

#[test]
fn rule_4_sub_codes() {
    for off in -1..=64 {
        let good = |list: &[i16]| list.contains(&off);
        for (code, known) in [
            (0x37, good(&[0, 1])),
            (0x3f, good(&[0, 1])),
            (0x94, good(&[0, 1])),
            (0x9c, good(&[0, 1])),
            (0xbf, good(&[0, 8, 16, 32])),
            (0xbc, good(&[0, 8, 16])),
            (0xb7, good(&[0])),
            (0xb4, good(&[0])),
        ] {
            let rule = verdict(words(&one(op(code, 0, 0, off, 0))));
            assert_eq!(rule, if known { Ok(()) } else { Err(Rule::Opcodes) }, "{code:#x} {off}");
        }
    }
    for imm in -1..=300 {
        let swap = [16, 32, 64].contains(&imm);
        let atomic = [0, 1, 0x40, 0x41, 0x50, 0x51, 0xa0, 0xa1, 0xe1, 0xf1].contains(&imm);
        for (code, known) in [
            (0xd4, swap),
            (0xdc, swap),
            (0xd7, swap),
            (0xdf, false),
            (0xc3, atomic),
            (0xdb, atomic),
        ] {
            let rule = verdict(words(&one(op(code, 0, 0, 0, imm))));
            assert_eq!(rule, if known { Ok(()) } else { Err(Rule::Opcodes) }, "{code:#x} {imm}");
        }
    }
    for src in 0..16 {
        let lddw = verdict(words(&[op(0x18, 0, src, 0, 1), 0, EXIT]));
        assert_eq!(lddw, if src == 0 { Ok(()) } else { Err(Rule::Opcodes) });
        let call = verdict(words(&one(op(0x85, 0, src, 0, 63))));
        let expected = match src {
            0 => Ok(()),
            1 => Err(Rule::LocalCalls),
            _ => Err(Rule::Opcodes),
        };
        assert_eq!(call, expected);
    }
}

#[test]
fn rule_5_reserved_fields() {
    // Per instruction: which of dst, src, off, imm it uses (RFC 9669, section 4 and 5).
    for (code, dst, src, off, imm) in [
        (0x07, true, false, false, true),
        (0x0f, true, true, false, false),
        (0x04, true, false, false, true),
        (0x0c, true, true, false, false),
        (0x87, true, false, false, false),
        (0x84, true, false, false, false),
        (0x95, false, false, false, false),
        (0x15, true, false, true, true),
        (0x1d, true, true, true, false),
        (0x16, true, false, true, true),
        (0x1e, true, true, true, false),
        (0x05, false, false, true, false),
        (0x06, false, false, false, true),
        (0x79, true, true, true, false),
        (0x7a, true, false, true, true),
        (0x7b, true, true, true, false),
        (0xdb, true, true, true, true),
    ] {
        // Value 1 in a field; jumps by 1 land on the second exit.
        let tries = [(dst, 1, 0, 0, 0), (src, 0, 1, 0, 0), (off, 0, 0, 1, 0), (imm, 0, 0, 0, 1)];
        for (used, d, s, o, i) in tries {
            let rule = verdict(words(&[op(code, d, s, o, i), EXIT, EXIT]));
            assert_eq!(
                rule,
                if used { Ok(()) } else { Err(Rule::Reserved) },
                "{code:#x} {d}{s}{o}{i}"
            );
        }
    }
    fails(Rule::Reserved, &one(op(0xd7, 0, 1, 0, 16)));
    fails(Rule::Reserved, &one(op(0x85, 1, 0, 0, 63)));
    fails(Rule::Reserved, &one(op(0x85, 0, 0, 1, 63)));
    for tail in [op(1, 0, 0, 0, 0), op(0, 1, 0, 0, 0), op(0, 0, 1, 0, 0), op(0, 0, 0, 1, 0)] {
        fails(Rule::Reserved, &[op(0x18, 0, 0, 0, 1), tail, EXIT]);
    }
    fails(Rule::Reserved, &[op(0x18, 0, 0, 1, 1), 0, EXIT]);
}

#[test]
fn rule_6_registers() {
    passes(&one(op(0xbf, 9, 10, 0, 0)));
    for r in 11..16 {
        fails(Rule::Registers, &one(op(0xbf, r, 0, 0, 0)));
        fails(Rule::Registers, &one(op(0xbf, 0, r, 0, 0)));
        fails(Rule::Registers, &[op(0x18, r, 0, 0, 0), 0, EXIT]);
        fails(Rule::Registers, &one(op(0x1d, r, 0, 0, 0)));
        fails(Rule::Registers, &one(op(0x7b, 0, r, 0, 0)));
    }
}

#[test]
fn rule_7_r10_is_never_written() {
    passes(&one(op(0x7b, 10, 10, -8, 0)));
    passes(&one(op(0x7a, 10, 0, -8, 1)));
    passes(&one(op(0x1d, 10, 10, 0, 0)));
    passes(&one(op(0xdb, 10, 10, -8, 0)));
    passes(&one(op(0xdb, 10, 10, -8, 0xf1)));
    for code in [0x07, 0x0f, 0xb7, 0xbf, 0xb4, 0x87, 0x79, 0x91] {
        fails(Rule::FramePointer, &one(op(code, 10, 0, 0, 0)));
    }
    fails(Rule::FramePointer, &one(op(0xd7, 10, 0, 0, 16)));
    fails(Rule::FramePointer, &[op(0x18, 10, 0, 0, 0), 0, EXIT]);
    for fetching in [0x01, 0x41, 0x51, 0xa1, 0xe1] {
        fails(Rule::FramePointer, &one(op(0xdb, 1, 10, 0, fetching)));
    }
}
