//! What numbers, character constants and strings mean (C17 sections 6.4.4 and 6.4.5).
use crate::ast::{Encoding, IntLit};

/// Why a literal means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteralError {
    /// Has a fraction or an exponent.
    Float,
    /// A digit that the base does not have.
    Digit(char),
    /// Nothing after `0x` or `0b`.
    NoDigits,
    /// Above 2^64 - 1.
    TooLarge,
    /// An unknown suffix.
    Suffix,
    /// An unknown escape sequence.
    Escape(char),
    /// An escape whose value does not fit its character, or is no character.
    EscapeRange,
    /// `''`
    Empty,
    /// More than one character (or a character of several bytes) in `'...'`.
    Long,
}

/// Value and suffix of a preprocessing number.
pub fn number(text: &str) -> Result<IntLit, LiteralError> {
    let lower = text.to_ascii_lowercase().replace('\'', "");
    let (base, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, lower.get(2..).unwrap_or_default()),
        [b'0', b'b', ..] => (2, lower.get(2..).unwrap_or_default()),
        [b'0', ..] => (8, lower.as_str()),
        _ => (10, lower.as_str()),
    };
    let is_float = digits.contains('.')
        || (base != 16 && base != 2 && digits.contains('e'))
        || (base == 16 && digits.contains('p'));
    if is_float {
        return Err(LiteralError::Float);
    }
    let is_digit = |c: char| if base == 16 { c.is_ascii_hexdigit() } else { c.is_ascii_digit() };
    let end = digits.find(|c| !is_digit(c)).unwrap_or(digits.len());
    let (digits, suffix) = digits.split_at_checked(end).unwrap_or((digits, ""));
    if digits.is_empty() {
        return Err(LiteralError::NoDigits);
    }
    if text.contains("lL") || text.contains("Ll") {
        return Err(LiteralError::Suffix);
    }
    let mut value: u64 = 0;
    for c in digits.chars() {
        let digit = c.to_digit(base).ok_or(LiteralError::Digit(c))?;
        value = value
            .checked_mul(u64::from(base))
            .and_then(|v| v.checked_add(u64::from(digit)))
            .ok_or(LiteralError::TooLarge)?;
    }
    let (unsigned, long) = match suffix {
        "" => (false, 0),
        "u" => (true, 0),
        "l" => (false, 1),
        "ll" => (false, 2),
        "ul" | "lu" => (true, 1),
        "ull" | "llu" => (true, 2),
        "f" if base == 10 => return Err(LiteralError::Float),
        _ => return Err(LiteralError::Suffix),
    };
    Ok(IntLit { value, unsigned, long, decimal: base == 10 })
}

/// Splits a literal's spelling into its prefix and what stands between the quotes.
fn unquote(text: &str, quote: char) -> (Encoding, &str) {
    let start = text.find(quote).unwrap_or(0);
    let encoding = match text.get(..start) {
        Some("L") => Encoding::Wide,
        Some("u") => Encoding::Utf16,
        Some("U") => Encoding::Utf32,
        _ => Encoding::Plain,
    };
    let end = text.rfind(quote).unwrap_or(text.len());
    (encoding, text.get(start + 1..end).unwrap_or_default())
}

/// A character of a literal: a Unicode character, or a code unit given by number.
enum Unit {
    Char(char),
    Code(u32),
}

fn units(mut body: &str) -> Result<Vec<Unit>, LiteralError> {
    let mut out = Vec::new();
    while let Some(c) = body.chars().next() {
        body = body.get(c.len_utf8()..).unwrap_or_default();
        if c != '\\' {
            out.push(Unit::Char(c));
            continue;
        }
        let Some(e) = body.chars().next() else { return Err(LiteralError::Escape(' ')) };
        let rest = body.get(e.len_utf8()..).unwrap_or_default();
        let simple = |value: u32, rest| Ok((Unit::Code(value), rest));
        let (unit, rest) = match e {
            'n' => simple(10, rest),
            't' => simple(9, rest),
            'r' => simple(13, rest),
            'a' => simple(7, rest),
            'b' => simple(8, rest),
            'f' => simple(12, rest),
            'v' => simple(11, rest),
            'e' | 'E' => simple(27, rest),
            '\\' | '\'' | '"' | '?' => simple(e as u32, rest),
            '0'..='7' => {
                let (value, rest) = digits(body, 8, 3)?;
                Ok((Unit::Code(value), rest))
            }
            'x' => {
                let (value, rest) = digits(rest, 16, usize::MAX)?;
                Ok((Unit::Code(value), rest))
            }
            'u' | 'U' => {
                let count = if e == 'u' { 4 } else { 8 };
                let (value, after) = digits(rest, 16, count)?;
                if rest.len() - after.len() != count {
                    return Err(LiteralError::EscapeRange);
                }
                let c = char::from_u32(value).ok_or(LiteralError::EscapeRange)?;
                Ok((Unit::Char(c), after))
            }
            _ => Err(LiteralError::Escape(e)),
        }?;
        out.push(unit);
        body = rest;
    }
    Ok(out)
}

/// Up to `max` digits of that base at the start of `text`: at least one.
fn digits(text: &str, base: u32, max: usize) -> Result<(u32, &str), LiteralError> {
    let mut value: u32 = 0;
    let mut count = 0;
    for c in text.chars() {
        let Some(digit) = c.to_digit(base).filter(|_| count < max) else { break };
        value = value
            .checked_mul(base)
            .and_then(|v| v.checked_add(digit))
            .ok_or(LiteralError::EscapeRange)?;
        count += 1;
    }
    if count == 0 {
        return Err(LiteralError::NoDigits);
    }
    Ok((value, text.get(count..).unwrap_or_default()))
}

/// Value of a character constant. Several characters make a number of their bytes, as gcc does.
pub fn character(text: &str) -> Result<(i64, Encoding), LiteralError> {
    let (encoding, body) = unquote(text, '\'');
    let units = units(body)?;
    if text.starts_with("u8") {
        return match encode(&units, encoding)?.as_slice() {
            [] => Err(LiteralError::Empty),
            [one] => Ok((i64::from(*one), Encoding::Utf8)),
            _ => Err(LiteralError::Long),
        };
    }
    if encoding != Encoding::Plain {
        let [unit] = units.as_slice() else {
            return Err(if units.is_empty() { LiteralError::Empty } else { LiteralError::Long });
        };
        let value = match unit {
            Unit::Char(c) => *c as u32,
            Unit::Code(code) => *code,
        };
        if encoding == Encoding::Utf16 && value > 0xffff {
            return Err(LiteralError::Long);
        }
        let signed = encoding == Encoding::Wide;
        return Ok((if signed { i64::from(value as i32) } else { i64::from(value) }, encoding));
    }
    let bytes = encode(&units, encoding)?;
    match bytes.as_slice() {
        [] => Err(LiteralError::Empty),
        [one] => Ok((i64::from(*one as i8), encoding)),
        [_, _] | [_, _, _] | [_, _, _, _] => {
            let value = bytes.iter().fold(0u32, |v, b| (v << 8) | u32::from(*b));
            Ok((i64::from(value as i32), encoding))
        }
        _ => Err(LiteralError::Long),
    }
}

/// Content of a string literal, without NUL.
pub fn string(text: &str) -> Result<(Vec<u8>, Encoding), LiteralError> {
    let (encoding, body) = unquote(text, '"');
    let units = units(body)?;
    Ok((encode(&units, encoding)?, encoding))
}

/// The prefix of a string literal, and its content as it would be under another prefix: adjacent
/// literals take the prefix that any of them has (C17 6.4.5 paragraph 5).
pub fn string_as(text: &str, encoding: Encoding) -> Result<Vec<u8>, LiteralError> {
    let (_, body) = unquote(text, '"');
    encode(&units(body)?, encoding)
}

/// The prefix of a string literal.
pub fn string_encoding(text: &str) -> Encoding {
    unquote(text, '"').0
}

/// The prefix of a string literal as it is written.
pub fn string_prefix(text: &str) -> &str {
    text.split('"').next().unwrap_or_default()
}

fn encode(units: &[Unit], encoding: Encoding) -> Result<Vec<u8>, LiteralError> {
    let mut out = Vec::with_capacity(units.len());
    for unit in units {
        match (unit, encoding) {
            (Unit::Char(c), Encoding::Plain | Encoding::Utf8) => {
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            (Unit::Code(v), Encoding::Plain | Encoding::Utf8) => {
                out.push(u8::try_from(*v).map_err(|_| LiteralError::EscapeRange)?);
            }
            (Unit::Char(c), Encoding::Utf16) => {
                for half in c.encode_utf16(&mut [0; 2]) {
                    out.extend_from_slice(&half.to_le_bytes());
                }
            }
            (Unit::Code(v), Encoding::Utf16) => {
                let half = u16::try_from(*v).map_err(|_| LiteralError::EscapeRange)?;
                out.extend_from_slice(&half.to_le_bytes());
            }
            (Unit::Char(c), _) => out.extend_from_slice(&(*c as u32).to_le_bytes()),
            (Unit::Code(v), _) => out.extend_from_slice(&v.to_le_bytes()),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_base_and_suffix() {
        let value = |t: &str| number(t).map(|n| (n.value, n.unsigned, n.long, n.decimal));
        assert_eq!(value("0"), Ok((0, false, 0, false)));
        assert_eq!(value("0777"), Ok((0o777, false, 0, false)));
        assert_eq!(value("0xFFuLL"), Ok((255, true, 2, false)));
        assert_eq!(value("1'000'000"), Ok((1_000_000, false, 0, true)));
        assert_eq!(value("0b101l"), Ok((5, false, 1, false)));
        assert_eq!(value("18446744073709551615"), Ok((u64::MAX, false, 0, true)));
        assert_eq!(value("18446744073709551616"), Err(LiteralError::TooLarge));
        assert_eq!(value("08"), Err(LiteralError::Digit('8')));
        assert_eq!(value("0b2"), Err(LiteralError::Digit('2')));
        assert_eq!(value("0x"), Err(LiteralError::NoDigits));
        for suffix in ["1z", "1lL", "0x1Ll", "1ulL", "1Llu"] {
            assert_eq!(value(suffix), Err(LiteralError::Suffix), "{suffix}");
        }
        for float in ["1.0", "1e3", "0x1p3", "1f", ".5"] {
            assert_eq!(value(float), Err(LiteralError::Float), "{float}");
        }
    }

    #[test]
    fn characters() {
        assert_eq!(character("'a'"), Ok((97, Encoding::Plain)));
        assert_eq!(character(r"'\xff'"), Ok((-1, Encoding::Plain)));
        assert_eq!(character(r"'\101'"), Ok((65, Encoding::Plain)));
        assert_eq!(character(r"u8'\xff'"), Ok((255, Encoding::Utf8)));
        assert_eq!(character("u8'é'"), Err(LiteralError::Long));
        assert_eq!(character("'ab'"), Ok((0x6162, Encoding::Plain)));
        assert_eq!(character("L'é'"), Ok((0xe9, Encoding::Wide)));
        assert_eq!(character("''"), Err(LiteralError::Empty));
        assert_eq!(character(r"'\q'"), Err(LiteralError::Escape('q')));
        assert_eq!(character(r"'\x100'"), Err(LiteralError::EscapeRange));
    }

    #[test]
    fn strings() {
        assert_eq!(string(r#""a\n\0\x41""#), Ok((b"a\n\0A".to_vec(), Encoding::Plain)));
        assert_eq!(string("u\"é\""), Ok((vec![0xe9, 0], Encoding::Utf16)));
        assert_eq!(string(r#""\u00e9""#), Ok((vec![0xc3, 0xa9], Encoding::Plain)));
    }
}
