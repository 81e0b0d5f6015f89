//! The disassembler: writes what [`crate::asm`] reads. What is no instruction of the machine comes
//! out as `.word`.
use crate::atomic;
use crate::op::Code;
use crate::spelling::{ASSIGN, COMPARE, LOCK, REGION_NAMES, SWAPS, TYPES};
use crate::verify::reserved_zero;
use core::fmt::{self, Display, Formatter};
use wss_abi::addr::split;
use wss_abi::insn::{Insn, SRC_REG, alu, class, mode, size};
use wss_abi::mem::try_filled;
use wss_abi::object::Object;

/// All functions of an object, jump targets labelled `L` and their word.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a>(pub &'a Object);

/// The instruction at one word of an object.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    object: &'a Object,
    at: u32,
}

/// The instruction that starts at word `at`; [`At::words`] says where the next one starts.
pub fn at(object: &Object, at: u32) -> At<'_> {
    At { object, at }
}

impl Display for Listing<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let object = self.0;
        let mut targets = try_filled(object.code.len(), false).map_err(|_| fmt::Error)?;
        for word in 0..object.code.len() as u32 {
            let to = at(object, word).target();
            if let Some(t) = to.and_then(|to| targets.get_mut(usize::try_from(to).ok()?)) {
                *t = true;
            }
        }
        for func in &object.funcs {
            write!(f, ".func {}", Quoted(&func.name))?;
            if func.frame != 0 {
                write!(f, " frame {}", func.frame)?;
            }
            f.write_str("\n")?;
            let mut word = func.entry;
            let end = func.entry.saturating_add(func.len).min(object.code.len() as u32);
            while word < end {
                if targets.get(word as usize) == Some(&true) {
                    writeln!(f, "L{word}:")?;
                }
                let insn = at(object, word);
                writeln!(f, "    {insn}")?;
                word = word.saturating_add(insn.words());
            }
        }
        Ok(())
    }
}

/// A function's name, in quotes unless it is one word.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$' | '@');
        let plain = self.0.chars().all(word) && !self.0.starts_with(|c: char| c.is_ascii_digit());
        if plain && !self.0.is_empty() { f.write_str(self.0) } else { write!(f, "\"{}\"", self.0) }
    }
}

/// Register of one width.
struct Reg(u8, bool);

impl Display for Reg {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.1 { 'r' } else { 'w' }, self.0)
    }
}

/// `r1 + 8`.
struct Base(u8, i16);

impl Display for Base {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.1 < 0 { '-' } else { '+' };
        write!(f, "r{} {sign} {}", self.0, self.1.unsigned_abs())
    }
}

impl At<'_> {
    fn word(&self, at: u32) -> Option<u64> {
        self.object.code.get(at as usize).copied()
    }

    fn insn(&self) -> Option<(Insn, Code)> {
        let insn = Insn::from_word(self.word(self.at)?);
        let code = Code::of(insn)?;
        let known = insn.dst <= 10 && insn.src <= 10;
        let known = known && (code == Code::Lddw || reserved_zero(insn));
        known.then_some((insn, code))
    }

    /// Immediate of a `lddw`.
    fn wide(&self) -> Option<u64> {
        let (insn, code) = self.insn()?;
        let tail = Insn::from_word(self.word(self.at.checked_add(1)?)?);
        let whole = insn.src == 0 && insn.off == 0 && Insn { imm: 0, ..tail } == Insn::default();
        let value = u64::from(tail.imm as u32) << 32 | u64::from(insn.imm as u32);
        (code == Code::Lddw && whole).then_some(value)
    }

    /// Words it takes: 2 for `lddw`, else 1.
    pub fn words(&self) -> u32 {
        if self.wide().is_some() { 2 } else { 1 }
    }

    /// Instruction word that it may jump to; calls aside.
    pub fn target(&self) -> Option<u32> {
        let (insn, code) = self.insn()?;
        let by = match code {
            Code::Call | Code::Helper | Code::Exit => return None,
            Code::Ja32 => insn.imm,
            _ if matches!(insn.op & 7, class::JMP | class::JMP32) => insn.off.into(),
            _ => return None,
        };
        self.at.checked_add(1)?.checked_add_signed(by)
    }
}

impl Display for At<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let raw = self.word(self.at).unwrap_or(0);
        let Some((i, code)) = self.insn() else { return write!(f, ".word {raw:#x}") };
        match (code, i.op & 7) {
            (Code::Lddw, _) => match self.wide() {
                Some(value) => lddw(f, i.dst, value),
                None => write!(f, ".word {raw:#x}"),
            },
            (_, class::ALU | class::ALU64) => arithmetic(f, i),
            (_, class::JMP | class::JMP32) => self.jump(f, i, code),
            (_, class::LDX) => {
                let ty = type_name(i.op & 0x18, i.op & 0xe0);
                write!(f, "r{} = *({ty} *)({})", i.dst, Base(i.src, i.off))
            }
            (Code::Atomic32 | Code::Atomic64, _) => exchange(f, i),
            (_, class) => {
                let ty = type_name(i.op & 0x18, mode::MEM);
                write!(f, "*({ty} *)({}) = ", Base(i.dst, i.off))?;
                if class == class::STX { write!(f, "r{}", i.src) } else { write!(f, "{}", i.imm) }
            }
        }
    }
}

impl At<'_> {
    fn jump(&self, f: &mut Formatter<'_>, i: Insn, code: Code) -> fmt::Result {
        let target = self.target().unwrap_or(u32::MAX);
        match code {
            Code::Exit => f.write_str("exit"),
            Code::Ja => write!(f, "goto L{target}"),
            Code::Ja32 => write!(f, "gotol L{target}"),
            Code::Helper => match wss_abi::helper::by_id(i.imm) {
                Some(h) => write!(f, "call {}", h.name),
                None => write!(f, "call {}", i.imm),
            },
            Code::Call => {
                let entry = self.at.wrapping_add(1).wrapping_add(i.imm as u32);
                let funcs = &self.object.funcs;
                let callee = funcs.binary_search_by_key(&entry, |func| func.entry);
                match callee.ok().and_then(|n| funcs.get(n)) {
                    Some(func) => write!(f, "call {}", Quoted(&func.name)),
                    None => write!(f, ".word {:#x}", i.to_word()),
                }
            }
            _ => {
                let wide = i.op & 7 == class::JMP;
                let found = COMPARE.iter().find(|(_, op)| *op == i.op & 0xf0);
                let op = found.map_or("?", |(name, _)| name);
                write!(f, "if {} {op} ", Reg(i.dst, wide))?;
                operand(f, i, wide)?;
                write!(f, " goto L{target}")
            }
        }
    }
}

fn operand(f: &mut Formatter<'_>, i: Insn, wide: bool) -> fmt::Result {
    if i.op & SRC_REG != 0 { write!(f, "{}", Reg(i.src, wide)) } else { write!(f, "{}", i.imm) }
}

fn lddw(f: &mut Formatter<'_>, dst: u8, value: u64) -> fmt::Result {
    let (region, offset) = split(value);
    match REGION_NAMES.iter().find(|(_, r)| *r as u32 == region) {
        Some((name, _)) => write!(f, "r{dst} = &{name} + {offset}"),
        None => write!(f, "r{dst} = {value:#x} ll"),
    }
}

fn type_name(size: u8, mode: u8) -> &'static str {
    TYPES.iter().find(|(_, s, m)| (*s, *m) == (size, mode)).map_or("?", |(name, ..)| name)
}

fn arithmetic(f: &mut Formatter<'_>, i: Insn) -> fmt::Result {
    let wide = i.op & 7 == class::ALU64;
    let dst = Reg(i.dst, wide);
    match i.op & 0xf0 {
        alu::NEG => write!(f, "{dst} = -{dst}"),
        alu::END => {
            let found = SWAPS.iter().find(|(_, op, bits)| (*op, *bits) == (i.op, i.imm));
            let name = found.map_or("?", |(name, ..)| name);
            write!(f, "r{} = {name} r{}", i.dst, i.dst)
        }
        alu::MOV if i.off != 0 => write!(f, "{dst} = (s{}){}", i.off, Reg(i.src, wide)),
        op => {
            let found = ASSIGN.iter().find(|(_, o, off)| (*o, *off) == (op, i.off));
            write!(f, "{dst} {} ", found.map_or("?", |(name, ..)| name))?;
            operand(f, i, wide)
        }
    }
}

fn exchange(f: &mut Formatter<'_>, i: Insn) -> fmt::Result {
    let wide = i.op & 0x18 == size::DW;
    let (src, base) = (Reg(i.src, wide), Base(i.dst, i.off));
    let ty = type_name(i.op & 0x18, mode::MEM);
    let width = if wide { "_64" } else { "32_32" };
    match i.imm {
        atomic::XCHG => write!(f, "{src} = xchg{width}({base}, {src})"),
        atomic::CMPXCHG => {
            let r0 = Reg(0, wide);
            write!(f, "{r0} = cmpxchg{width}({base}, {r0}, {src})")
        }
        imm => {
            let found = LOCK.iter().find(|(.., op)| *op == imm & !atomic::FETCH);
            let (op, fetch) = found.map_or(("?", "?"), |(op, fetch, _)| (op, fetch));
            if imm & atomic::FETCH != 0 {
                write!(f, "{src} = {fetch}(({ty} *)({base}), {src})")
            } else {
                write!(f, "lock *({ty} *)({base}) {op} {src}")
            }
        }
    }
}
