//! Rules 8 to 14 of the verifier: a program that keeps each, and ones that break it.
mod common;
use common::words;
use wss_abi::clause::{Clause, Life, On};
use wss_abi::insn::Insn;
use wss_abi::object::{Line, Object};
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
fn rule_8_lddw_is_whole() {
    passes(&[op(0x18, 0, 0, 0, 1), op(0, 0, 0, 0, 1), EXIT]);
    fails(Rule::Lddw, &[EXIT, op(0x18, 0, 0, 0, 1)]);
    let mut split = text(".func a\nr0 = 1 ll\nexit\n.func b\nexit");
    (split.funcs[0].len, split.funcs[1].entry, split.funcs[1].len) = (1, 1, 3);
    assert_eq!(verdict(split), Err(Rule::Lddw));
}

#[test]
fn rule_9_jumps() {
    passes(&[op(0x05, 0, 0, 0, 0), EXIT]);
    passes(&[op(0x15, 0, 0, 2, 0), op(0x18, 0, 0, 0, 1), 0, EXIT]);
    passes(&[EXIT, op(0x06, 0, 0, 0, -2)]);
    for (code, off, imm) in [(0x05, 1, 0), (0x05, -2, 0), (0x05, i16::MAX, 0), (0x15, 1, 0)]
        .into_iter()
        .chain([(0x05, i16::MIN, 0), (0x06, 0, 1), (0x06, 0, i32::MIN), (0x06, 0, i32::MAX)])
    {
        fails(Rule::Jumps, &[op(code, 0, 0, off, imm), EXIT]);
    }
    fails(Rule::Jumps, &[op(0x15, 0, 0, 1, 0), op(0x18, 0, 0, 0, 1), 0, EXIT]);
    let mut other = text(".func a\nl:\nexit\n.func b\ngoto m\nm:\nexit");
    assert_eq!(verdict(other.clone()), Ok(()));
    other.code[1] = op(0x05, 0, 0, -2, 0);
    assert_eq!(verdict(other), Err(Rule::Jumps), "into another function");
}

#[test]
fn rule_10_ends() {
    passes(&[op(0x05, 0, 0, -1, 0)]);
    passes(&[op(0x06, 0, 0, 0, -1)]);
    fails(Rule::Ends, &[EXIT, op(0xb7, 0, 0, 0, 1)]);
    fails(Rule::Ends, &[EXIT, op(0x15, 0, 0, -2, 1)]);
    fails(Rule::Ends, &[EXIT, op(0x85, 0, 0, 0, 63)]);
    fails(Rule::Ends, &[EXIT, op(0x18, 0, 0, 0, 0), 0]);
}

#[test]
fn rule_11_local_calls() {
    let good = text(".func a\ncall b\nexit\n.func b\ncall a\nexit");
    assert_eq!(verdict(good.clone()), Ok(()));
    for imm in [0, 2, -3, 3, i32::MIN, i32::MAX] {
        let mut bad = good.clone();
        bad.code[0] = op(0x85, 0, 1, 0, imm);
        assert_eq!(verdict(bad), Err(Rule::LocalCalls), "{imm}");
    }
}

#[test]
fn rule_12_helpers() {
    for h in wss_abi::helper::HELPERS {
        passes(&one(op(0x85, 0, 0, 0, h.id.into())));
    }
    for imm in [0, -1, 7, 59, 999, 65536 + 63, i32::MIN, i32::MAX] {
        fails(Rule::Helpers, &one(op(0x85, 0, 0, 0, imm)));
    }
}

#[test]
fn rule_13_clauses() {
    let clause =
        |guard, body| Clause { guard, ..Clause::new("activate", On::Life(Life::Activate), body) };
    for (guard, body, good) in [(None, 0, true), (Some(0), 0, true)].into_iter().chain([
        (None, 1, false),
        (Some(1), 0, false),
        (None, u32::MAX, false),
    ]) {
        let mut object = words(&[EXIT]);
        object.clauses.push(clause(guard, body));
        assert_eq!(verdict(object), if good { Ok(()) } else { Err(Rule::Clauses) });
    }
}

#[test]
fn rule_14_positions() {
    let line = |insn, file| Line { insn, file, line: 1, column: 1 };
    for (lines, good) in [
        (vec![line(0, 0), line(1, 0)], true),
        (vec![line(1, 0), line(1, 0)], true),
        (vec![line(1, 0), line(0, 0)], false),
        (vec![line(2, 0)], false),
        (vec![line(0, 1)], false),
    ] {
        let mut object = words(&[EXIT, EXIT]);
        object.lines = lines;
        assert_eq!(verdict(object), if good { Ok(()) } else { Err(Rule::Positions) });
    }
}

#[test]
fn an_error_names_its_rule_and_place() {
    let object = text(".func a\nexit\n.func b\nr0 = 0\n.word 0xabf\nexit");
    let error = Program::new(object).unwrap_err();
    assert_eq!((error.func, error.insn), (Some(1), Some(2)));
    assert_eq!(error.to_string(), "verifier: function 1, instruction 2, rule 7: r10 is written");
}
