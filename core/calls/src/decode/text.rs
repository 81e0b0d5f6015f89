//! Strings and addresses.
use super::MAX_SHOWN;
use alloc::vec::Vec;
use core::fmt::{self, Write};

/// Writes bytes as a C string literal, `...` after it when `more` bytes follow.
pub fn quoted(out: &mut dyn Write, bytes: &[u8], more: bool) -> fmt::Result {
    out.write_char('"')?;
    for (i, b) in bytes.iter().enumerate() {
        match b {
            b'"' | b'\\' => write!(out, "\\{}", char::from(*b))?,
            b'\n' => out.write_str("\\n")?,
            b'\t' => out.write_str("\\t")?,
            b'\r' => out.write_str("\\r")?,
            0x0b => out.write_str("\\v")?,
            0x0c => out.write_str("\\f")?,
            b' '..=b'~' => out.write_char(char::from(*b))?,
            // As short as it can be: three digits only where a digit follows.
            _ if matches!(bytes.get(i + 1), Some(b'0'..=b'7')) => write!(out, "\\{b:03o}")?,
            _ => write!(out, "\\{b:o}")?,
        }
    }
    out.write_str(if more { "\"..." } else { "\"" })
}

/// Writes at most [`MAX_SHOWN`] bytes.
pub(super) fn shortened(out: &mut dyn Write, bytes: &[u8], more: bool) -> fmt::Result {
    match bytes.get(..MAX_SHOWN) {
        Some(head) if bytes.len() > MAX_SHOWN => quoted(out, head, true),
        _ => quoted(out, bytes, more),
    }
}

/// Writes at most [`MAX_SHOWN`] bytes in hexadecimal escapes (random bytes).
pub(super) fn hex(out: &mut dyn Write, bytes: &[u8], more: bool) -> fmt::Result {
    out.write_char('"')?;
    for b in bytes.iter().take(MAX_SHOWN) {
        write!(out, "\\x{b:02x}")?;
    }
    out.write_str(if more || bytes.len() > MAX_SHOWN { "\"..." } else { "\"" })
}

/// Writes text up to its first NUL.
pub(super) fn padded(out: &mut dyn Write, bytes: &[u8]) -> fmt::Result {
    quoted(out, bytes.split(|b| *b == 0).next().unwrap_or_default(), false)
}

/// Writes `["a", "b"]`.
pub(super) fn strings(out: &mut dyn Write, strings: &[Vec<u8>], more: bool) -> fmt::Result {
    out.write_char('[')?;
    for (i, s) in strings.iter().take(MAX_SHOWN).enumerate() {
        if i > 0 {
            out.write_str(", ")?;
        }
        shortened(out, s, false)?;
    }
    if more || strings.len() > MAX_SHOWN {
        out.write_str(", ...")?;
    }
    out.write_char(']')
}

/// Writes an address.
pub(super) fn address(out: &mut dyn Write, at: u64) -> fmt::Result {
    if at == 0 { out.write_str("NULL") } else { write!(out, "{at:#x}") }
}
