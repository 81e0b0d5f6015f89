//! One instruction of the assembler's text.
use crate::asm_cursor::{Parsed, Parser, register};
use crate::asm_token::Token::{self, Name, Num, Op};
use crate::atomic;
use crate::spelling::{ASSIGN, COMPARE, LOCK, REGION_NAMES, SWAPS};
use alloc::vec::Vec;
use wss_abi::insn::{Insn, SRC_REG, alu, class, jmp, mode, size};

/// What names stand for.
#[derive(Default)]
pub(crate) struct Names<'t> {
    /// Labels and their instruction words.
    pub(crate) labels: Vec<(&'t str, u32)>,
    /// Data and their addresses.
    pub(crate) data: Vec<(&'t str, u64)>,
}

/// A name to be resolved when all of the text was read.
pub(crate) enum Fix<'t> {
    /// Into `off`.
    Near(&'t str),
    /// Into `imm`.
    Far(&'t str),
    /// Into `imm`, as a function or helper.
    Call(&'t str),
}

/// An instruction.
pub(crate) struct Line<'t> {
    pub(crate) word: u64,
    pub(crate) second: Option<u64>,
    pub(crate) fix: Option<Fix<'t>>,
}

/// Parses one instruction.
pub(crate) fn parse<'t>(tokens: &[Token<'t>], names: &Names<'t>) -> Parsed<Line<'t>> {
    let mut p = Parser { rest: tokens, names };
    let line = p.line()?;
    if p.rest.is_empty() { Ok(line) } else { Err("unexpected end of statement") }
}

fn plain<'t>(insn: Insn) -> Line<'t> {
    Line { word: insn.to_word(), second: None, fix: None }
}

impl<'t> Parser<'_, 't> {
    fn line(&mut self) -> Parsed<Line<'t>> {
        if self.eat("*") {
            return self.store();
        }
        let first = self.name()?;
        let jump = |op, fix| Line { word: op as u64, second: None, fix: Some(fix) };
        match first {
            "exit" => Ok(plain(Insn { op: class::JMP | jmp::EXIT, ..Insn::default() })),
            "goto" => Ok(jump(class::JMP | jmp::JA, Fix::Near(self.name()?))),
            "gotol" => Ok(jump(class::JMP32 | jmp::JA, Fix::Far(self.name()?))),
            "call" => match self.rest.first() {
                Some(Num(_) | Op("-")) => {
                    let op = class::JMP | jmp::CALL;
                    Ok(plain(Insn { op, imm: self.imm()?, ..Insn::default() }))
                }
                _ => Ok(jump(class::JMP | jmp::CALL, Fix::Call(self.name()?))),
            },
            "if" => self.branch(),
            "lock" => self.lock(),
            ".word" => match self.next()? {
                Num(word) => Ok(Line { word, second: None, fix: None }),
                _ => Err("number expected"),
            },
            _ => {
                let (dst, wide) = register(first).ok_or("unknown statement")?;
                self.assign(dst, wide)
            }
        }
    }

    fn store(&mut self) -> Parsed<Line<'t>> {
        let (size, load_mode, dst, off) = self.place()?;
        if load_mode != mode::MEM {
            return Err("stores have no sign");
        }
        self.expect("=")?;
        let insn = match self.rest.first() {
            Some(Name(_)) => {
                let (src, _) = self.register()?;
                Insn { op: class::STX | mode::MEM | size, dst, src, off, imm: 0 }
            }
            _ => Insn { op: class::ST | mode::MEM | size, dst, src: 0, off, imm: self.imm()? },
        };
        Ok(plain(insn))
    }

    fn lock(&mut self) -> Parsed<Line<'t>> {
        self.expect("*")?;
        let (size, _, dst, off) = self.place()?;
        let Op(op) = self.next()? else { return Err("operator expected") };
        let found = LOCK.iter().find(|(o, ..)| *o == op).ok_or("unknown atomic operation")?;
        let (src, _) = self.register()?;
        Ok(plain(Insn { op: class::STX | mode::ATOMIC | size, dst, src, off, imm: found.2 }))
    }

    fn branch(&mut self) -> Parsed<Line<'t>> {
        let (dst, wide) = self.register()?;
        let Op(op) = self.next()? else { return Err("comparison expected") };
        let found = COMPARE.iter().find(|(o, _)| *o == op).ok_or("unknown comparison")?;
        let op = found.1 | if wide { class::JMP } else { class::JMP32 };
        let mut insn = Insn { op, dst, ..Insn::default() };
        match self.rest.first() {
            Some(Name(_)) => {
                let (src, _) = self.register()?;
                insn.op |= SRC_REG;
                insn.src = src;
            }
            _ => insn.imm = self.imm()?,
        }
        if self.name()? != "goto" {
            return Err("`goto` expected");
        }
        let fix = Some(Fix::Near(self.name()?));
        Ok(Line { word: insn.to_word(), second: None, fix })
    }

    fn assign(&mut self, dst: u8, wide: bool) -> Parsed<Line<'t>> {
        let Op(op) = self.next()? else { return Err("assignment expected") };
        let found = ASSIGN.iter().find(|(o, ..)| *o == op).ok_or("unknown assignment")?;
        let op = found.1 | if wide { class::ALU64 } else { class::ALU };
        let insn = Insn { op, dst, src: 0, off: found.2, imm: 0 };
        match (found.0, self.rest) {
            ("=", [Op("*" | "&" | "("), ..]) => self.value(insn, wide),
            ("=", [Op("-"), Name(_), ..]) => {
                self.next()?;
                if self.register()?.0 != dst {
                    return Err("only a register itself can be negated");
                }
                Ok(plain(Insn { op: op & 0x0f | alu::NEG, ..insn }))
            }
            ("=", [Name(n), ..]) if register(n).is_none() => self.function(insn),
            ("=", [.., Name("ll")]) => {
                let value = self.signed()?;
                self.next()?;
                Ok(wide_load(dst, value as u64))
            }
            (_, [Name(_), ..]) => {
                Ok(plain(Insn { op: op | SRC_REG, src: self.register()?.0, ..insn }))
            }
            _ => Ok(plain(Insn { imm: self.imm()?, ..insn })),
        }
    }

    /// `*(u8 *)(r1 + 0)`, `&rodata + 8`, `(s8)r1`.
    fn value(&mut self, insn: Insn, wide: bool) -> Parsed<Line<'t>> {
        if self.eat("*") {
            let (size, mode, src, off) = self.place()?;
            return Ok(plain(Insn { op: class::LDX | mode | size, src, off, ..insn }));
        }
        if self.eat("&") {
            let name = self.name()?;
            let data = self.names.data.iter().find(|(n, _)| *n == name).map(|(_, at)| *at);
            let region = || REGION_NAMES.iter().find(|(n, _)| *n == name).map(|(_, r)| r.at(0));
            let base = data.or_else(region).ok_or("no such data or region")?;
            let off = if self.eat("+") { self.signed()? } else { 0 };
            let off = u32::try_from(off).map_err(|_| "offset does not fit 32 bits")?;
            return Ok(wide_load(insn.dst, base.wrapping_add(off.into())));
        }
        self.expect("(")?;
        let off = match (self.name()?, wide) {
            ("s8", _) => 8,
            ("s16", _) => 16,
            ("s32", true) => 32,
            _ => return Err("unknown extension"),
        };
        self.expect(")")?;
        Ok(plain(Insn { op: insn.op | SRC_REG, src: self.register()?.0, off, ..insn }))
    }

    /// Byte swaps and fetching atomics.
    fn function(&mut self, insn: Insn) -> Parsed<Line<'t>> {
        let name = self.name()?;
        if let Some((_, op, imm)) = SWAPS.iter().find(|(n, ..)| *n == name) {
            if self.register()?.0 != insn.dst {
                return Err("only a register itself can be swapped");
            }
            return Ok(plain(Insn { op: *op, imm: *imm, ..insn }));
        }
        let fetch = LOCK.iter().find(|(_, n, _)| *n == name).map(|(.., imm)| imm | atomic::FETCH);
        let (mut size, imm) = match (name, fetch) {
            (_, Some(imm)) => (size::DW, imm),
            ("xchg_64", _) => (size::DW, atomic::XCHG),
            ("xchg32_32", _) => (size::W, atomic::XCHG),
            ("cmpxchg_64", _) => (size::DW, atomic::CMPXCHG),
            ("cmpxchg32_32", _) => (size::W, atomic::CMPXCHG),
            _ => return Err("unknown register or operation"),
        };
        self.expect("(")?;
        if fetch.is_some() {
            size = self.pointer()?.0;
            self.expect("(")?;
        }
        let (dst, off) = self.base()?;
        if fetch.is_some() {
            self.expect(")")?;
        }
        self.expect(",")?;
        if imm == atomic::CMPXCHG {
            if self.register()?.0 != 0 || insn.dst != 0 {
                return Err("cmpxchg compares with r0 and sets it");
            }
            self.expect(",")?;
        }
        let (src, _) = self.register()?;
        self.expect(")")?;
        if imm != atomic::CMPXCHG && src != insn.dst {
            return Err("the old value goes to the operand's register");
        }
        Ok(plain(Insn { op: class::STX | mode::ATOMIC | size, dst, src, off, imm }))
    }
}

fn wide_load<'t>(dst: u8, value: u64) -> Line<'t> {
    let op = class::LD | mode::IMM | size::DW;
    let first = Insn { op, dst, imm: value as i32, ..Insn::default() };
    let second = Insn { imm: (value >> 32) as i32, ..Insn::default() };
    Line { word: first.to_word(), second: Some(second.to_word()), fix: None }
}
