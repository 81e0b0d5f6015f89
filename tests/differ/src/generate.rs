//! Programs: mostly valid ones that do much, damaged ones, and words as they are.
use crate::Random;
use wss_abi::insn::Insn;
use wss_abi::object::{Func, Object};
use wss_vm::asm;

/// Opcodes of plain arithmetic, immediate and register forms.
const ALU: &[u8] = &[0x00, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x90, 0xa0, 0xb0, 0xc0];
/// Conditional jumps.
const JUMPS: &[u8] = &[0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0xa0, 0xb0, 0xc0, 0xd0];
const ATOMICS: &[i32] = &[0x00, 0x01, 0x40, 0x41, 0x50, 0x51, 0xa0, 0xa1, 0xe1, 0xf1];
const NUMBERS: &[i32] =
    &[0, 1, -1, 2, 3, 7, 8, 16, 31, 32, 33, 63, 64, 127, 128, 255, 256, i32::MIN, i32::MAX, -8];

fn number(random: &mut Random) -> i32 {
    match random.below(3) {
        0 => *random.pick(NUMBERS),
        1 => random.below(200) as i32 - 100,
        _ => random.number() as i32,
    }
}

/// One instruction for function `f` of `starts`, at word `at` of a function that ends at `end`.
fn insn(random: &mut Random, at: u32, end: u32, starts: &[u32], out: &mut Vec<u64>) {
    // r1 and r10 hold addresses: mostly they are spared and used within their regions.
    let dst = if random.below(30) == 0 { 1 } else { *random.pick(&[0, 2, 3, 4, 5, 6, 7, 8, 9]) };
    let src = random.below(11) as u8;
    let base = if random.below(40) == 0 { 2 } else { *random.pick(&[1, 10]) };
    let wild = random.below(30) == 0;
    let off = match base {
        10 if wild => -(random.below(9000) as i16),
        10 => -8 - random.below(17) as i16,
        _ if wild => random.number() as i16,
        _ => random.below(57) as i16,
    };
    let size = *random.pick(&[0x00, 0x08, 0x10, 0x18]);
    let class = *random.pick(&[4, 7]);
    let plain = |op, dst, src, off, imm| Insn { op, dst, src, off, imm };
    let room = i64::from(end) - i64::from(at) - 2;
    let near = if room > 0 { random.below(room.min(12) as u64) as i16 } else { 0 };
    let near =
        if random.below(6) == 0 { -(random.below(at as u64 % 12 + 1) as i16) - 1 } else { near };
    let made = match random.below(24) {
        0..=3 => plain(random.pick(ALU) | class, dst, 0, 0, number(random)),
        4..=7 => plain(random.pick(ALU) | class | 8, dst, src, 0, 0),
        8 => plain(random.pick(&[0x30, 0x90]) | class, dst, 0, 1, number(random)),
        9 => plain(random.pick(&[0x30, 0x90]) | class | 8, dst, src, 1, 0),
        10 => plain(0x80 | class, dst, 0, 0, 0),
        11 => plain(0xb0 | class | 8, dst, src, *random.pick(&[8, 16]), 0),
        12 => plain(0xbf, dst, src, 32, 0),
        13 => plain(*random.pick(&[0xd4, 0xdc, 0xd7]), dst, 0, 0, *random.pick(&[16, 32, 64])),
        14 | 15 => plain(0x61 | size, dst, base, off, 0),
        16 => plain(0x81 | (size % 0x18), dst, base, off, 0),
        17 => plain(0x62 | size, base, 0, off, number(random)),
        18 => plain(0x63 | size, base, src, off, 0),
        19 => plain(*random.pick(&[0xc3, 0xdb]), base, dst, off, *random.pick(ATOMICS)),
        20 => plain(random.pick(JUMPS) | random.pick(&[5, 6]), dst, 0, near, number(random)),
        21 => plain(random.pick(JUMPS) | random.pick(&[5, 6]) | 8, dst, src, near, 0),
        22 => {
            let target = *random.pick(starts);
            plain(0x85, 0, 1, 0, target as i32 - at as i32 - 1)
        }
        _ if at + 2 < end => {
            let value = random.number();
            out.push(plain(0x18, dst, 0, 0, value as i32).to_word());
            plain(0, 0, 0, 0, (value >> 32) as i32)
        }
        _ if random.below(2) == 0 => plain(0x06, 0, 0, 0, near.into()),
        _ => plain(0x05, 0, 0, near, 0),
    };
    out.push(made.to_word());
}

/// An object of 1 to 4 functions; most pass the verifier, some jump into a `lddw`.
pub fn object(random: &mut Random) -> Object {
    let mut object = asm::object("random", ".func f0\nexit").unwrap();
    object.lines.clear();
    object.funcs.clear();
    object.code.clear();
    let lens: Vec<u32> = (0..1 + random.below(4)).map(|_| 4 + random.below(40) as u32).collect();
    let starts: Vec<u32> = lens
        .iter()
        .scan(0, |at, len| {
            *at += len;
            Some(*at - len)
        })
        .collect();
    for (n, (entry, len)) in starts.iter().zip(&lens).enumerate() {
        while (object.code.len() as u32) < entry + len - 1 {
            let at = object.code.len() as u32;
            insn(random, at, entry + len, &starts, &mut object.code);
        }
        object.code.push(0x95);
        let frame = match random.below(20) {
            0 => 0,
            1 => 4096,
            n => 24 + 8 * n as u32,
        };
        object.funcs.push(Func { name: format!("f{n}"), entry: *entry, len: *len, frame });
    }
    object
}

/// Makes helper calls of some of the plain instructions.
pub fn call_helpers(random: &mut Random, object: &mut Object) {
    let mut tail = false;
    for word in &mut object.code {
        let i = Insn::from_word(*word);
        if !tail && matches!(i.op & 7, 4 | 7) && random.below(12) == 0 {
            let imm = i32::from(wss_abi::helper::id::STAT);
            *word = Insn { op: 0x85, dst: 0, src: 0, off: 0, imm }.to_word();
        }
        tail = i.op == 0x18 && !tail;
    }
}

/// An object whose code is what `bytes` hold behind a first byte, 8 to a word: one function, or two
/// that part it where the first byte says, which says the frames also.
pub fn words(bytes: &[u8]) -> Option<Object> {
    let (first, rest) = bytes.split_first()?;
    let mut object = asm::object("words", ".func f0\nexit").ok()?;
    object.lines.clear();
    object.code = rest.as_chunks().0.iter().map(|w| u64::from_le_bytes(*w)).collect();
    let (all, frame) = (u32::try_from(object.code.len()).ok()?, 8 * u32::from(first % 16));
    let part = u32::from(first / 16).min(all);
    let func = |n, entry, len| Func { name: format!("f{n}"), entry, len, frame };
    object.funcs = vec![func(0, 0, if part == 0 { all } else { part })];
    if part != 0 && part != all {
        object.funcs.push(func(1, part, all - part));
    }
    Some(object)
}

/// Flips bits or replaces words of code.
pub fn damage(random: &mut Random, object: &mut Object) {
    if object.code.is_empty() || object.funcs.is_empty() {
        return;
    }
    for _ in 0..1 + random.below(3) {
        let word = random.below(object.code.len() as u64) as usize;
        match random.below(4) {
            0 => object.code[word] = random.number(),
            1 => {
                let other = random.below(object.code.len() as u64) as usize;
                object.code[word] = object.code[other];
            }
            _ => object.code[word] ^= 1 << random.below(64),
        }
    }
    if random.below(20) == 0 {
        let f = random.below(object.funcs.len() as u64) as usize;
        object.funcs[f].len ^= 1 << random.below(32);
    }
}
