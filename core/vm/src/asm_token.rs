//! Tokens of the assembler's lines.
use crate::asm::AsmError;
use alloc::vec::Vec;
use wss_abi::mem::TryVec;

/// A token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Token<'t> {
    /// An operator or punctuation.
    Op(&'static str),
    /// A name, register or directive.
    Name(&'t str),
    /// A number without sign.
    Num(u64),
    /// What stands between quotes, escapes as written.
    Str(&'t str),
}

/// Longest first, so that the first that fits is meant.
const OPERATORS: &[&str] = &[
    "s>>=", "s/=", "s%=", "s>=", "s<=", "<<=", ">>=", "s>", "s<", "+=", "-=", "*=", "/=", "|=",
    "&=", "%=", "^=", "==", "!=", ">=", "<=", ">", "<", "&", "=", "(", ")", "*", "+", "-", ",",
    ":",
];

/// Splits one line; `#` and `//` start a comment.
pub(crate) fn tokens(line: &str) -> Result<Vec<Token<'_>>, &'static str> {
    let mut out = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() && !rest.starts_with('#') && !rest.starts_with("//") {
        let (token, len) = one(rest)?;
        out.try_push(token).map_err(|_| AsmError::MEMORY)?;
        rest = rest.get(len..).unwrap_or("").trim_start();
    }
    Ok(out)
}

fn one(rest: &str) -> Result<(Token<'_>, usize), &'static str> {
    if let Some(op) = OPERATORS.iter().find(|op| rest.starts_with(**op)) {
        return Ok((Token::Op(op), op.len()));
    }
    if let Some(text) = rest.strip_prefix('"') {
        let len = string_len(text).ok_or("string without end")?;
        return Ok((Token::Str(text.get(..len).unwrap_or("")), len + 2));
    }
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$' | '@');
    let len = rest.find(|c| !word(c)).unwrap_or(rest.len());
    let text = rest.get(..len).unwrap_or("");
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let n = match text.strip_prefix("0x") {
            Some(hex) => u64::from_str_radix(hex, 16),
            None => text.parse(),
        };
        return Ok((Token::Num(n.map_err(|_| "number malformed or too large")?), len));
    }
    if len == 0 { Err("unexpected character") } else { Ok((Token::Name(text), len)) }
}

/// Bytes up to the closing quote.
fn string_len(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.bytes().enumerate() {
        match c {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at),
            _ => {}
        }
    }
    None
}

/// Appends a string's bytes with its escapes (`\n`, `\"`, `\\`, `\xHH`) undone.
pub(crate) fn unescape(text: &str, out: &mut Vec<u8>) -> Result<(), &'static str> {
    let mut bytes = text.bytes();
    while let Some(b) = bytes.next() {
        let value = match b {
            b'\\' => match bytes.next() {
                Some(b'n') => b'\n',
                Some(c @ (b'"' | b'\\')) => c,
                Some(b'x') => {
                    let mut digit = || char::from(bytes.next()?).to_digit(16);
                    match (digit(), digit()) {
                        (Some(high), Some(low)) => (high * 16 + low) as u8,
                        _ => return Err("\\x takes two hexadecimal digits"),
                    }
                }
                _ => return Err("unknown escape"),
            },
            b => b,
        };
        out.try_push(value).map_err(|_| AsmError::MEMORY)?;
    }
    Ok(())
}
