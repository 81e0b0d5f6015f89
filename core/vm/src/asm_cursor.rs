//! What every statement of the assembler is made of: registers, numbers, addresses.
use crate::asm_line::Names;
use crate::asm_token::Token::{self, Name, Num, Op};
use crate::spelling::TYPES;

pub(crate) type Parsed<T> = Result<T, &'static str>;

/// Reads the tokens of one statement.
pub(crate) struct Parser<'p, 't> {
    pub(crate) rest: &'p [Token<'t>],
    pub(crate) names: &'p Names<'t>,
}

impl<'t> Parser<'_, 't> {
    pub(crate) fn next(&mut self) -> Parsed<Token<'t>> {
        let (first, rest) = self.rest.split_first().ok_or("statement ends early")?;
        self.rest = rest;
        Ok(*first)
    }

    pub(crate) fn eat(&mut self, op: &str) -> bool {
        let found = matches!(self.rest.first(), Some(Op(o)) if *o == op);
        if found {
            self.rest = self.rest.get(1..).unwrap_or(&[]);
        }
        found
    }

    pub(crate) fn expect(&mut self, op: &str) -> Parsed<()> {
        if self.eat(op) { Ok(()) } else { Err("other punctuation expected") }
    }

    pub(crate) fn name(&mut self) -> Parsed<&'t str> {
        match self.next()? {
            Name(n) | Token::Str(n) => Ok(n),
            _ => Err("name expected"),
        }
    }

    /// A register and whether it is 64 bits wide.
    pub(crate) fn register(&mut self) -> Parsed<(u8, bool)> {
        match self.next()? {
            Name(n) => register(n).ok_or("register expected"),
            _ => Err("register expected"),
        }
    }

    pub(crate) fn signed(&mut self) -> Parsed<i128> {
        let negative = self.eat("-");
        match self.next()? {
            Num(n) => Ok(if negative { -i128::from(n) } else { n.into() }),
            _ => Err("number expected"),
        }
    }

    pub(crate) fn imm(&mut self) -> Parsed<i32> {
        i32::try_from(self.signed()?).map_err(|_| "immediate does not fit 32 bits: use ll")
    }

    /// `r1 + 8`
    pub(crate) fn base(&mut self) -> Parsed<(u8, i16)> {
        let (register, _) = self.register()?;
        let negative = match self.rest.first() {
            Some(Op("-")) => true,
            Some(Op("+")) => false,
            _ => return Ok((register, 0)),
        };
        self.next()?;
        let off = self.signed()?;
        let off = if negative { -off } else { off };
        Ok((register, i16::try_from(off).map_err(|_| "offset does not fit 16 bits")?))
    }

    /// `(u64 *)`: size and mode of a load.
    pub(crate) fn pointer(&mut self) -> Parsed<(u8, u8)> {
        self.expect("(")?;
        let name = self.name()?;
        self.expect("*")?;
        self.expect(")")?;
        let found = TYPES.iter().find(|(t, ..)| *t == name).ok_or("unknown type")?;
        Ok((found.1, found.2))
    }

    /// `(u64 *)(r1 + 8)`
    pub(crate) fn place(&mut self) -> Parsed<(u8, u8, u8, i16)> {
        let (size, mode) = self.pointer()?;
        self.expect("(")?;
        let (base, off) = self.base()?;
        self.expect(")")?;
        Ok((size, mode, base, off))
    }
}

/// Number of a register, and whether all 64 bits of it are meant.
pub(crate) fn register(name: &str) -> Option<(u8, bool)> {
    let wide = name.starts_with('r');
    let number = name.strip_prefix(['r', 'w'])?;
    match number.parse() {
        Ok(n @ 0..=10) if !number.starts_with('+') => Some((n, wide)),
        _ => None,
    }
}
