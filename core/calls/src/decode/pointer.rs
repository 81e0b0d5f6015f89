//! What pointers refer to: buffers, vectors, structures.
use super::{Call, MAX_SHOWN, scalar, sockaddr, special, text};
use crate::types::{Field, Param, Scalar, Struct, Type};
use core::fmt::{self, Write};
use wss_abi::audit::Value;
use wss_abi::clause::Width;
use wss_abi::target::Target;

/// Writes what was captured behind a pointer.
pub(super) fn write(
    call: &Call<'_>,
    out: &mut dyn Write,
    p: &Param,
    ty: &Type,
    value: &Value,
) -> fmt::Result {
    match value {
        Value::Scalar(at) | Value::Unreadable(at) => text::address(out, *at),
        Value::Bytes(0, ..) | Value::Strings(0, ..) => out.write_str("NULL"),
        Value::Strings(at, vars, more) if p.name == "envp" => {
            let plural = if vars.len() == 1 { "" } else { "s" };
            let or_more = if *more { " or more" } else { "" };
            write!(out, "{at:#x} /* {} var{plural}{or_more} */", vars.len())
        }
        Value::Strings(_, strings, more) => text::strings(out, strings, *more),
        Value::Bytes(at, bytes, more) => captured(call, out, ty, *at, bytes, *more),
    }
}

fn captured(
    call: &Call<'_>,
    out: &mut dyn Write,
    ty: &Type,
    at: u64,
    bytes: &[u8],
    more: bool,
) -> fmt::Result {
    match ty {
        Type::Path => text::quoted(out, bytes, more),
        Type::Buffer if special::is_random(call) => text::hex(out, bytes, more),
        Type::Str | Type::Buffer => text::shortened(out, bytes, more),
        Type::Sockaddr => sockaddr::write(out, call.table, bytes),
        Type::Pointee(inner) => match inner {
            Type::Struct(_) | Type::Sigset => element(call, out, inner, bytes),
            _ => {
                out.write_char('[')?;
                element(call, out, inner, bytes)?;
                out.write_char(']')
            }
        },
        Type::Array(inner) => array(call, out, inner, bytes, more),
        Type::Bits => bits(out, bytes, special::bits_bound(call)),
        Type::Dirents => {
            let plus = if more { "+" } else { "" };
            write!(out, "{at:#x} /* {}{plus} entries */", entries(bytes))
        }
        _ => text::address(out, at),
    }
}

/// Size of an element in memory.
fn size(ty: &Type) -> Option<usize> {
    match ty {
        Type::Struct(s) => usize::try_from(s.size).ok(),
        Type::Sigset => Some(8),
        _ => ty.width().map(scalar::size),
    }
}

fn array(
    call: &Call<'_>,
    out: &mut dyn Write,
    inner: &Type,
    bytes: &[u8],
    more: bool,
) -> fmt::Result {
    let Some(size) = size(inner).filter(|n| *n > 0) else {
        return text::shortened(out, bytes, more);
    };
    out.write_char('[')?;
    for (i, item) in bytes.chunks_exact(size).enumerate() {
        if i > 0 {
            out.write_str(", ")?;
        }
        if i == MAX_SHOWN {
            return out.write_str("...]");
        }
        element(call, out, inner, item)?;
    }
    out.write_str(if more { ", ...]" } else { "]" })
}

/// Writes one value from memory.
pub(super) fn element(
    call: &Call<'_>,
    out: &mut dyn Write,
    ty: &Type,
    bytes: &[u8],
) -> fmt::Result {
    match ty {
        Type::Struct(s) => match special::structure(call, out, s, bytes)? {
            true => Ok(()),
            false => structure(call, out, s, bytes),
        },
        Type::Sigset => sigset(call, out, bytes),
        Type::Chars => text::padded(out, bytes),
        Type::Array(inner) => array(call, out, inner, bytes, false),
        _ => match ty.width().and_then(|w| scalar::read(bytes, w)) {
            Some(value) => scalar::write(out, call.table, ty, value),
            None => text::shortened(out, bytes, true),
        },
    }
}

/// Writes `{name=value, ...}`.
fn structure(call: &Call<'_>, out: &mut dyn Write, s: &Struct, bytes: &[u8]) -> fmt::Result {
    out.write_char('{')?;
    let mut first = true;
    for f in s.fields.iter().filter(|f| !f.hidden && !f.silent) {
        // A caller of an older interface passes a shorter structure.
        if !first && usize::from(f.offset) == bytes.len() {
            return out.write_char('}');
        }
        if !first {
            out.write_str(", ")?;
        }
        first = false;
        // Captured in part: what is there is shown.
        let Some(value) = slice(f, bytes) else {
            return out.write_str("...}");
        };
        write!(out, "{}=", f.name)?;
        element(call, out, &f.ty, value)?;
    }
    out.write_str(if s.fields.iter().any(|f| f.hidden) { ", ...}" } else { "}" })
}

/// The bytes of a field.
pub(super) fn slice<'a>(f: &Field, bytes: &'a [u8]) -> Option<&'a [u8]> {
    let start = usize::from(f.offset);
    bytes.get(start..start.checked_add(usize::from(f.size))?)
}

fn sigset(call: &Call<'_>, out: &mut dyn Write, bytes: &[u8]) -> fmt::Result {
    let target = call.table.target();
    let (rtmin, last) = scalar::real_time(target);
    let words = match target {
        Target::LinuxX86_64 => (scalar::read(bytes, Width::U64), Some(0)),
        Target::FreebsdAmd64 => (
            scalar::read(bytes, Width::U64),
            bytes.get(8..).and_then(|b| scalar::read(b, Width::U64)),
        ),
    };
    let (Some(low), Some(high)) = words else {
        return text::shortened(out, bytes, true);
    };
    let mut set = u128::from(high) << 64 | u128::from(low);
    // Most signals: those that are missing are fewer to name.
    if u64::from(set.count_ones()) >= last * 2 / 3 {
        set = !set;
        out.write_char('~')?;
    }
    out.write_char('[')?;
    let mut first = true;
    for n in (1..=last).filter(|n| set >> (n - 1) & 1 == 1) {
        if !first {
            out.write_char(' ')?;
        }
        first = false;
        match (call.table.value_name("signal", n), n) {
            (Some(name), _) => out.write_str(name.trim_start_matches("SIG"))?,
            (None, n) if n == rtmin => out.write_str("RTMIN")?,
            (None, n) if n > rtmin => write!(out, "RT_{}", n - rtmin)?,
            (None, n) => write!(out, "{n}")?,
        }
    }
    out.write_char(']')
}

/// Writes the numbers whose bits are set, up to `bound`.
fn bits(out: &mut dyn Write, bytes: &[u8], bound: usize) -> fmt::Result {
    out.write_char('[')?;
    let mut first = true;
    for n in 0..bound.min(bytes.len().saturating_mul(8)) {
        if bytes.get(n / 8).is_some_and(|b| b >> (n % 8) & 1 == 1) {
            write!(out, "{}{n}", if first { "" } else { " " })?;
            first = false;
        }
    }
    out.write_char(']')
}

/// Counts directory entries by their lengths.
fn entries(mut bytes: &[u8]) -> usize {
    let mut n = 0;
    while let Some(len) = bytes.get(16..).and_then(|b| scalar::read(b, Width::U16)) {
        n += 1;
        match bytes.get(usize::try_from(len).unwrap_or(0).max(19)..) {
            Some(rest) => bytes = rest,
            None => break,
        }
    }
    n
}

/// Writes a field of a structure as another type than its own.
pub(super) fn field_as(
    call: &Call<'_>,
    out: &mut dyn Write,
    s: &Struct,
    name: &str,
    bytes: &[u8],
) -> fmt::Result {
    match s.field(name).and_then(|f| Some((f, slice(f, bytes)?))) {
        Some((f, value)) => {
            write!(out, "{name}=")?;
            element(call, out, &f.ty, value)
        }
        None => out.write_str("..."),
    }
}

/// Value of a scalar field.
pub(super) fn field(s: &Struct, name: &str, bytes: &[u8]) -> Option<u64> {
    let f = s.field(name)?;
    let value = slice(f, bytes)?;
    match f.ty {
        Type::Scalar(Scalar::Address, _) => scalar::read(value, Width::U64),
        ty => scalar::read(value, ty.width()?),
    }
}
