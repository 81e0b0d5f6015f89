//! `wr_audit_printf`'s formatter: the conversions of printf(3) that make sense without floating
//! point. Arguments are 8 bytes each; `l`, `ll`, `z` say that all of them count, `h`, `hh` and
//! nothing cut to 16, 8 and 32 bits. An argument that is not there is 0; what is no conversion is
//! copied as it stands. The result is cut at [`MAX_MESSAGE`] bytes.
use alloc::vec::Vec;
use wss_abi::audit::MAX_MESSAGE;
use wss_abi::ctx::MAX_STRING;
use wss_abi::mem::{OutOfMemory, TryVec};
use wss_vm::{Budget, Fault, Memory};

/// Widest field.
const MAX_WIDTH: usize = 1024;

#[derive(Clone, Copy, Default)]
struct Spec {
    left: bool,
    zero: bool,
    plus: bool,
    space: bool,
    alt: bool,
    width: usize,
    precision: Option<usize>,
    /// Bits of an integer that count.
    bits: u32,
}

struct Args<'m> {
    bytes: &'m [u8],
}

impl Args<'_> {
    fn next(&mut self) -> u64 {
        match self.bytes.split_first_chunk::<8>() {
            Some((word, rest)) => {
                self.bytes = rest;
                u64::from_le_bytes(*word)
            }
            None => 0,
        }
    }
}

/// Formats; the message.
pub(super) fn format(
    format: u64,
    args: u64,
    len: u64,
    mem: &Memory<'_>,
    budget: &mut Budget,
) -> Result<Result<Vec<u8>, OutOfMemory>, Fault> {
    let format = mem.cstr(format, MAX_STRING)?;
    budget.charge_bytes(format.len() as u64)?;
    let mut args = Args { bytes: mem.slice(args, len)? };
    let mut out = Vec::new();
    let mut rest = format;
    while let Some(at) = rest.iter().position(|b| *b == b'%') {
        let (plain, from) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        if let Err(e) = put(&mut out, plain) {
            return Ok(Err(e));
        }
        let mut i = from.iter().copied().skip(1).peekable();
        let mut used = 1usize;
        let spec = spec(&mut i, &mut used, &mut args);
        let conversion = i.next();
        let done = match conversion {
            Some(b'%') => put(&mut out, b"%"),
            Some(b'd' | b'i') => {
                let raw = args.next();
                let shift = 64 - spec.bits;
                let v = ((raw << shift) as i64) >> shift;
                let sign: &[u8] = match v {
                    ..0 => b"-",
                    _ if spec.plus => b"+",
                    _ if spec.space => b" ",
                    _ => b"",
                };
                number(&mut out, spec, sign, v.unsigned_abs(), 10, false)
            }
            Some(c @ (b'u' | b'x' | b'X' | b'o')) => {
                let v = args.next() & (u64::MAX >> (64 - spec.bits));
                let (base, prefix): (u64, &[u8]) = match c {
                    b'u' => (10, b""),
                    b'x' => (16, if spec.alt && v != 0 { b"0x" } else { b"" }),
                    b'X' => (16, if spec.alt && v != 0 { b"0X" } else { b"" }),
                    _ => (8, if spec.alt && v != 0 { b"0" } else { b"" }),
                };
                number(&mut out, spec, prefix, v, base, c == b'X')
            }
            Some(b'p') => number(&mut out, spec, b"0x", args.next(), 16, false),
            Some(b'c') => field(&mut out, spec, &[args.next() as u8]),
            Some(b's') => {
                let text = match args.next() {
                    0 => &b"(null)"[..],
                    at => mem.cstr(at, MAX_STRING)?,
                };
                budget.charge_bytes(text.len() as u64)?;
                let cut = spec.precision.unwrap_or(text.len()).min(text.len());
                field(&mut out, spec, text.get(..cut).unwrap_or(text))
            }
            // No conversion: as it stands.
            _ => put(&mut out, from.get(..used + 1).unwrap_or(from)),
        };
        if let Err(e) = done {
            return Ok(Err(e));
        }
        rest = from.get(used + usize::from(conversion.is_some())..).unwrap_or(&[]);
    }
    Ok(put(&mut out, rest).map(|()| out))
}

fn spec(
    i: &mut core::iter::Peekable<impl Iterator<Item = u8>>,
    used: &mut usize,
    args: &mut Args<'_>,
) -> Spec {
    let mut s = Spec { bits: 32, ..Spec::default() };
    let mut take = |i: &mut core::iter::Peekable<_>| {
        i.next();
        *used += 1;
    };
    while let Some(flag) = i.peek().copied() {
        match flag {
            b'-' => s.left = true,
            b'0' => s.zero = true,
            b'+' => s.plus = true,
            b' ' => s.space = true,
            b'#' => s.alt = true,
            _ => break,
        }
        take(i);
    }
    let mut digits = |i: &mut core::iter::Peekable<_>, n: &mut usize, args: &mut Args<'_>| {
        if i.peek() == Some(&b'*') {
            take(i);
            *n = (args.next() as i32).max(0) as usize;
        }
        while let Some(d @ b'0'..=b'9') = i.peek().copied() {
            *n = n.saturating_mul(10).saturating_add(usize::from(d - b'0'));
            take(i);
        }
        *n = (*n).min(MAX_WIDTH);
    };
    digits(i, &mut s.width, args);
    if i.peek() == Some(&b'.') {
        let mut n = 0;
        i.next();
        digits(i, &mut n, args);
        s.precision = Some(n);
        *used += 1;
    }
    while let Some(size) = i.peek().copied() {
        s.bits = match size {
            b'l' | b'z' | b'j' | b't' => 64,
            b'h' if s.bits == 16 => 8,
            b'h' => 16,
            _ => break,
        };
        i.next();
        *used += 1;
    }
    s
}

/// Appends what fits.
fn put(out: &mut Vec<u8>, bytes: &[u8]) -> Result<(), OutOfMemory> {
    let room = MAX_MESSAGE.saturating_sub(out.len());
    out.try_extend(bytes.get(..room).unwrap_or(bytes))
}

fn pad(out: &mut Vec<u8>, byte: u8, n: usize) -> Result<(), OutOfMemory> {
    (0..n).try_for_each(|_| put(out, &[byte]))
}

fn field(out: &mut Vec<u8>, s: Spec, text: &[u8]) -> Result<(), OutOfMemory> {
    let fill = s.width.saturating_sub(text.len());
    if !s.left {
        pad(out, b' ', fill)?;
    }
    put(out, text)?;
    if s.left { pad(out, b' ', fill) } else { Ok(()) }
}

fn number(
    out: &mut Vec<u8>,
    s: Spec,
    prefix: &[u8],
    mut v: u64,
    base: u64,
    upper: bool,
) -> Result<(), OutOfMemory> {
    // 64 bits in octal take 22 digits.
    let mut digits = [0u8; 24];
    let mut n = 0;
    for place in digits.iter_mut().rev() {
        if v == 0 && (n > 0 || s.precision == Some(0)) {
            break;
        }
        let d = (v % base) as u8;
        *place = if d < 10 { b'0' + d } else { d - 10 + if upper { b'A' } else { b'a' } };
        v /= base;
        n += 1;
    }
    let digits = digits.get(24 - n..).unwrap_or(&[]);
    let zeros = match s.precision {
        Some(p) => p.saturating_sub(n),
        None if s.zero && !s.left => s.width.saturating_sub(n + prefix.len()),
        None => 0,
    };
    let fill = s.width.saturating_sub(prefix.len() + zeros + n);
    if !s.left {
        pad(out, b' ', fill)?;
    }
    put(out, prefix)?;
    pad(out, b'0', zeros)?;
    put(out, digits)?;
    if s.left { pad(out, b' ', fill) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wss_abi::addr::Region;
    use wss_vm::{Slot, Stack};

    fn fmt(f: &str, args: &[u64]) -> alloc::string::String {
        let mut data: Vec<u8> = f.bytes().chain([0]).collect();
        data.resize(256, 0);
        data.extend(args.iter().flat_map(|a| a.to_le_bytes()));
        let text = b"text\0";
        let mut stack = Stack::new().unwrap();
        let mem = Memory::new(&mut stack)
            .with(Region::Rodata, Slot::ReadOnly(&data))
            .with(Region::Shared, Slot::ReadOnly(text));
        let (f, a) = (Region::Rodata.at(0), Region::Rodata.at(256));
        let out = format(f, a, args.len() as u64 * 8, &mem, &mut Budget::new(10_000));
        alloc::string::String::from_utf8(out.unwrap().unwrap()).unwrap()
    }

    #[test]
    fn formats_as_printf_does() {
        let text = Region::Shared.at(0);
        let minus = -5i64 as u64;
        // Each expectation is what glibc's printf prints.
        let cases: &[(&str, &[u64], &str)] = &[
            ("plain", &[], "plain"),
            ("%d %i", &[minus, 7], "-5 7"),
            ("%u", &[minus], "4294967291"),
            ("%lu", &[minus], "18446744073709551611"),
            ("%hhd %hd", &[0x1ff, 0x1_8000], "-1 -32768"),
            ("%x %X %#x %o %#o", &[255, 255, 255, 8, 8], "ff FF 0xff 10 010"),
            ("[%5d][%-5d][%05d][%+d][% d]", &[42; 5], "[   42][42   ][00042][+42][ 42]"),
            ("[%.3d][%6.3d][%.0d]", &[7, 7, 0], "[007][   007][]"),
            ("[%s][%8s][%-8s][%.2s]", &[text; 4], "[text][    text][text    ][te]"),
            ("%s", &[0], "(null)"),
            ("%c%c", &[0x41, 0x42], "AB"),
            ("%p", &[0xdead], "0xdead"),
            ("100%%", &[], "100%"),
            ("%y %", &[], "%y %"),
            ("%*d", &[6, 42], "    42"),
            ("%ld", &[minus], "-5"),
            ("%zu%jd", &[1, 2], "12"),
            ("%#x %x", &[0, 0], "0 0"),
            ("%d", &[], "0"),
        ];
        for (f, args, expect) in cases {
            assert_eq!(fmt(f, args), *expect, "{f}");
        }
    }
}
