//! What [`decode`] renders is what strace 6.1 prints. `strace.txt` holds pairs of lines that
//! `record.sh` made: strace's, and the same call's registers, captured memory and result:
//!
//! ```text
//! NUMBER ARGUMENTS(hex) [bREGISTER@ADDRESS=BYTES(hex)[,BYTES...]] = RESULT
//! ```
use std::collections::BTreeSet;
use wss_abi::audit::{Event, Value};
use wss_abi::clause::{Shape, Source};
use wss_abi::target::Target;
use wss_calls::{decode, table};

const LINUX: Target = Target::LinuxX86_64;

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |b: &u8| char::from(*b).to_digit(16).expect("hexadecimal") as u8;
    hex.as_bytes().chunks(2).map(|p| p.iter().fold(0, |n, b| n << 4 | digit(b))).collect()
}

fn number(hex: &str) -> u64 {
    u64::from_str_radix(hex, 16).expect("hexadecimal")
}

/// The event that a recorded line describes.
fn event(line: &str) -> Event {
    let (left, ret) = line.split_once(" = ").expect("a result");
    let mut words = left.split(' ');
    let nr: u32 = words.next().and_then(|w| w.parse().ok()).expect("a number");
    let args: Vec<u64> = words.by_ref().take(6).map(number).collect();
    let desc = table(LINUX).and_then(|t| t.by_nr(nr));
    let mut params = Vec::new();
    for word in words {
        let (register, rest) = word[1..].split_once('@').expect("a register");
        let register: u8 = register.parse().expect("a register");
        let (at, hex) = rest.split_once('=').expect("bytes");
        let found = desc.into_iter().flat_map(|d| d.params).zip(0u8..).find(|(p, _)| {
            matches!(p.source, Source::Capture { .. }) && p.register() == Some(register)
        });
        let Some((p, index)) = found else { continue };
        let strings = matches!(p.source, Source::Capture { shape: Shape::StrVec, .. });
        let value = match number(at) {
            0 => Value::Unreadable(0),
            at if strings => Value::Strings(at, hex.split(',').map(bytes).collect(), false),
            at => Value::Bytes(at, bytes(hex), false),
        };
        params.push((index, value));
    }
    Event::Call {
        target: LINUX,
        nr,
        post: true,
        args: args.try_into().expect("six arguments"),
        ret: Some(ret.parse().expect("a result")),
        params,
    }
}

fn render(event: &Event) -> String {
    let mut out = String::new();
    decode::event(&mut out, event).expect("a String takes everything");
    out
}

#[test]
fn agrees_with_strace() {
    let text = include_str!("strace.txt");
    let lines: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
    let mut wrong = Vec::new();
    for pair in lines.chunks(2) {
        let [expected, recorded] = pair else { panic!("an odd number of lines") };
        let got = render(&event(recorded.trim()));
        if got != *expected {
            wrong.push(format!("strace: {expected}\n  ours: {got}"));
        }
    }
    let names: BTreeSet<_> = lines.iter().step_by(2).map(|l| l.split('(').next()).collect();
    assert!(names.len() >= 150, "too few calls to mean anything: {}", names.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lines.len() / 2, wrong.join("\n"));
}
