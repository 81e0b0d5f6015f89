//! Numbers, flags and named values.
use super::text;
use crate::table::Table;
use crate::types::{Scalar, Set, Type};
use core::fmt::{self, Write};
use wss_abi::clause::Width;
use wss_abi::target::Target;

/// Reads a register as the C type does.
pub(super) fn extend(raw: u64, width: Width) -> u64 {
    match width {
        Width::I8 => raw as i8 as u64,
        Width::U8 => raw as u8 as u64,
        Width::I16 => raw as i16 as u64,
        Width::U16 => raw as u16 as u64,
        Width::I32 => raw as i32 as u64,
        Width::U32 => raw as u32 as u64,
        Width::I64 | Width::U64 => raw,
    }
}

/// Bytes of a width.
pub(super) fn size(width: Width) -> usize {
    match width {
        Width::I8 | Width::U8 => 1,
        Width::I16 | Width::U16 => 2,
        Width::I32 | Width::U32 => 4,
        Width::I64 | Width::U64 => 8,
    }
}

/// Reads the little-endian number at the start of `bytes`.
pub(super) fn read(bytes: &[u8], width: Width) -> Option<u64> {
    let bytes = bytes.get(..size(width))?;
    let raw = bytes.iter().rev().fold(0u64, |n, b| n << 8 | u64::from(*b));
    Some(extend(raw, width))
}

fn is_signed(width: Width) -> bool {
    matches!(width, Width::I8 | Width::I16 | Width::I32 | Width::I64)
}

/// Bits that a width has.
fn truncate(value: u64, width: Width) -> u64 {
    value & (u64::MAX >> (64 - 8 * size(width)))
}

/// Writes a scalar.
pub(super) fn write(out: &mut dyn Write, table: &Table, ty: &Type, raw: u64) -> fmt::Result {
    let (kind, width) = match ty {
        Type::Flags(set, width) => return flags(out, set, truncate(raw, *width)),
        Type::Enum(set, width) => return named(out, table, set, extend(raw, *width), *width),
        Type::Scalar(kind, width) => (kind, *width),
        _ => return text::address(out, raw),
    };
    let value = extend(raw, width);
    match kind {
        Scalar::Hex => hex(out, truncate(value, width)),
        Scalar::Dirfd if table.constant("AT_FDCWD") == Some(value) => out.write_str("AT_FDCWD"),
        Scalar::Mode => mode(out, truncate(value, width)),
        Scalar::FileMode => file_mode(out, table, truncate(value, width)),
        Scalar::Uid | Scalar::Gid if value == u64::from(u32::MAX) => out.write_str("-1"),
        Scalar::Signal => signal(out, table, value),
        Scalar::Device => {
            let (major, minor) = device(table.target(), value);
            write!(out, "makedev({major:#x}, {minor:#x})")
        }
        Scalar::Address => text::address(out, value),
        Scalar::WaitStatus => wait_status(out, table, value as u32),
        Scalar::Limit => limit(out, table, value),
        _ if is_signed(width) => write!(out, "{}", value as i64),
        _ => write!(out, "{value}"),
    }
}

/// Permission bits, at least three digits.
pub(super) fn mode(out: &mut dyn Write, value: u64) -> fmt::Result {
    match value {
        0..=0o7 => write!(out, "00{value:o}"),
        0o10..=0o77 => write!(out, "0{value:o}"),
        _ => write!(out, "0{value:o}"),
    }
}

fn file_mode(out: &mut dyn Write, table: &Table, value: u64) -> fmt::Result {
    let Some(name) = table.value_name("file_type", value & 0o170000) else {
        return mode(out, value);
    };
    write!(out, "{name}|")?;
    for (bit, name) in [(0o4000, "S_ISUID|"), (0o2000, "S_ISGID|"), (0o1000, "S_ISVTX|")] {
        if value & bit != 0 {
            out.write_str(name)?;
        }
    }
    mode(out, value & 0o777)
}

/// Major and minor number: makedev(3) of each system mixes them its way.
fn device(target: Target, dev: u64) -> (u64, u64) {
    match target {
        Target::LinuxX86_64 => (
            (dev >> 8 & 0xfff) | (dev >> 32 & 0xffff_f000),
            (dev & 0xff) | (dev >> 12 & 0xffff_ff00),
        ),
        Target::FreebsdAmd64 => (
            (dev >> 8 & 0xff) | (dev >> 32 & 0xffff_ff00),
            (dev & 0xffff_00ff) | (dev >> 24 & 0xff00),
        ),
    }
}

/// A resource limit: in units of 1024 where it is a multiple.
fn limit(out: &mut dyn Write, table: &Table, value: u64) -> fmt::Result {
    match value {
        _ if table.target() == Target::FreebsdAmd64 && value == i64::MAX as u64 => {
            out.write_str("RLIM_INFINITY")
        }
        u64::MAX => out.write_str("RLIM64_INFINITY"),
        _ if value > 1024 && value.is_multiple_of(1024) => write!(out, "{}*1024", value / 1024),
        _ => write!(out, "{value}"),
    }
}

/// A signal's name; real-time ones are counted from the first.
pub(super) fn signal(out: &mut dyn Write, table: &Table, number: u64) -> fmt::Result {
    let (first, last) = real_time(table.target());
    match table.value_name("signal", number) {
        Some(name) => out.write_str(name),
        None if number == first => out.write_str("SIGRTMIN"),
        None if (first..=last).contains(&number) => write!(out, "SIGRT_{}", number - first),
        None => write!(out, "{}", number as i64),
    }
}

/// The real-time signals, the first and the last.
pub(super) fn real_time(target: Target) -> (u64, u64) {
    match target {
        Target::LinuxX86_64 => (32, 64),
        Target::FreebsdAmd64 => (65, 126),
    }
}

fn wait_status(out: &mut dyn Write, table: &Table, status: u32) -> fmt::Result {
    let low = status & 0x7f;
    let continued = match table.target() {
        Target::LinuxX86_64 => 0xffff,
        Target::FreebsdAmd64 => 0x13,
    };
    if status == continued {
        return out.write_str("{WIFCONTINUED(s)}");
    }
    if low == 0 {
        return write!(out, "{{WIFEXITED(s) && WEXITSTATUS(s) == {}}}", status >> 8 & 0xff);
    }
    let (what, which, sig) = match low {
        0x7f => ("WIFSTOPPED", "WSTOPSIG", status >> 8 & 0xff),
        _ => ("WIFSIGNALED", "WTERMSIG", low),
    };
    write!(out, "{{{what}(s) && {which}(s) == ")?;
    signal(out, table, u64::from(sig))?;
    out.write_str(if low != 0x7f && status & 0x80 != 0 { " && WCOREDUMP(s)}" } else { "}" })
}

/// Writes flags by name in the set's order; what is left over in hexadecimal.
pub(super) fn flags(out: &mut dyn Write, set: &Set, value: u64) -> fmt::Result {
    let mut left = value;
    let mut first = true;
    for c in set.members {
        if c.mask != 0 && left & c.mask == c.value && (c.value != 0 || value & c.mask == 0) {
            write!(out, "{}{}", if first { "" } else { "|" }, c.name)?;
            left &= !c.value;
            first = false;
        }
    }
    let octal = set.unknown == "octal?";
    match (first, left) {
        (true, _) if octal => mode(out, left),
        (true, 0) => out.write_char('0'),
        (true, _) if set.unknown.is_empty() => write!(out, "{left:#x}"),
        (true, _) => write!(out, "{left:#x} /* {} */", set.unknown),
        (false, 0) => Ok(()),
        (false, _) if octal => {
            out.write_char('|')?;
            mode(out, left)
        }
        (false, _) => write!(out, "|{left:#x}"),
    }
}

/// Writes one value of a set by name.
fn named(out: &mut dyn Write, table: &Table, set: &Set, value: u64, width: Width) -> fmt::Result {
    let shown = truncate(value, width);
    let found = set.members.iter().find(|c| truncate(c.value, width) == shown);
    match found {
        Some(c) => out.write_str(c.name),
        None if set.name == "ioctl_cmd" => ioctl(out, table.target(), shown),
        None if set.unknown.is_empty() && shown == 0 => out.write_char('0'),
        None if set.unknown.is_empty() => write!(out, "{shown:#x}"),
        None => write!(out, "{shown:#x} /* {} */", set.unknown),
    }
}

/// C's `%#x`: a zero bears no prefix.
pub(super) fn hex(out: &mut dyn Write, n: u64) -> fmt::Result {
    if n == 0 { out.write_char('0') } else { write!(out, "{n:#x}") }
}

/// The parts of an ioctl command without a name.
fn ioctl(out: &mut dyn Write, target: Target, cmd: u64) -> fmt::Result {
    let names: &[&str] = match target {
        Target::LinuxX86_64 => &["_IOC_NONE", "_IOC_WRITE", "_IOC_READ", "_IOC_READ|_IOC_WRITE"],
        Target::FreebsdAmd64 => &[
            "0",
            "IOC_VOID",
            "IOC_OUT",
            "IOC_VOID|IOC_OUT",
            "IOC_IN",
            "IOC_VOID|IOC_IN",
            "IOC_INOUT",
            "IOC_VOID|IOC_INOUT",
        ],
    };
    // How many bits say the direction; those of the size are above bit 16.
    let bits = names.len().trailing_zeros();
    let dir = usize::try_from(cmd >> (32 - bits)).ok().and_then(|i| names.get(i)).unwrap_or(&"0");
    let size = cmd >> 16 & ((1 << (16 - bits)) - 1);
    let (group, nr) = (cmd >> 8 & 0xff, cmd & 0xff);
    write!(out, "_IOC({dir}")?;
    for part in [group, nr, size] {
        out.write_str(", ")?;
        hex(out, part)?;
    }
    out.write_char(')')
}
