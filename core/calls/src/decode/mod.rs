//! Renders calls for people, as strace(1) 6.1 does, so that what an engineer knows of strace's
//! output serves here: strings quoted and escaped, flags by name, modes in octal, socket addresses,
//! vectors and structures spelt out, errnos named.
//!
//! It renders what an audit record holds: the registers, and what was captured. Where that is not
//! what strace reads, the output differs, on purpose:
//! - What lies behind a captured structure isn't captured: the buffers of an iovec and the vectors
//!   of a msghdr are shown as addresses, and so are the arguments of `ioctl`, `fcntl`'s locks and
//!   `prctl`'s strings.
//! - An argument is shown once, as it was before the call (`inout`) or after it (`out`): no
//!   `[110 => 16]`, no second rendering of what `poll` and `select` changed.
//! - No column is padded, times bear no comment in the local time zone, and names that came to
//!   Linux after strace 6.1 are names here.
mod pointer;
mod scalar;
mod sockaddr;
mod special;
mod text;

pub use text::quoted;

use crate::table::Table;
use crate::types::{CallDesc, Dir, Param, Scalar, Type, VariantTest};
use alloc::vec::Vec;
use core::fmt::{self, Write};
use wss_abi::audit::{Event, Value};
use wss_abi::clause::{Len, Shape, Source, Width};

/// Most bytes of a string or buffer that are shown (strace's `-s`), and most elements of an array.
pub const MAX_SHOWN: usize = 32;

/// A call as an audit record has it.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Whose calls.
    pub table: &'static Table,
    /// Which call.
    pub desc: &'static CallDesc,
    /// Argument registers.
    pub args: &'a [u64; 6],
    /// What was captured, by index of the parameter.
    pub params: &'a [(u8, Value)],
    /// Result, negative errno on failure; `None` before the call.
    pub ret: Option<i64>,
}

/// Renders an event of an audit record: a call as [`Call`] does, a raised event with its named
/// parameters, a life-cycle event by its name. A call that the table doesn't know is rendered by
/// number.
pub fn event(out: &mut dyn Write, event: &Event) -> fmt::Result {
    match event {
        Event::Call { target, nr, args, ret, params, .. } => {
            let known = crate::table(*target).and_then(|t| Some((t, t.by_nr(*nr)?)));
            if let Some((table, desc)) = known {
                return Call { table, desc, args, params, ret: *ret }.render(out);
            }
            unknown(out, crate::table(*target), *nr, args, *ret)
        }
        Event::Raised { wrapper, name, params } => {
            write!(out, "{wrapper}::{name}(")?;
            for (i, (name, value)) in params.iter().enumerate() {
                write!(out, "{}{name}=", if i == 0 { "" } else { ", " })?;
                untyped(out, value)?;
            }
            out.write_char(')')
        }
        Event::Life(name) => out.write_str(name),
    }
}

/// A call that is not in the table.
fn unknown(
    out: &mut dyn Write,
    table: Option<&Table>,
    nr: u32,
    args: &[u64; 6],
    ret: Option<i64>,
) -> fmt::Result {
    write!(out, "syscall_{nr:#x}(")?;
    for (i, arg) in args.iter().enumerate() {
        out.write_str(if i == 0 { "" } else { ", " })?;
        scalar::hex(out, *arg)?;
    }
    out.write_char(')')?;
    match (ret, table) {
        (Some(ret @ -4095..0), Some(table)) => {
            out.write_str(" = ")?;
            failure(out, table, ret.unsigned_abs())
        }
        (Some(ret), _) => write!(out, " = {ret}"),
        (None, _) => Ok(()),
    }
}

/// A value of which only the shape is known.
pub fn untyped(out: &mut dyn Write, value: &Value) -> fmt::Result {
    match value {
        Value::Scalar(v) => write!(out, "{}", *v as i64),
        Value::Bytes(_, bytes, more) => quoted(out, bytes, *more),
        Value::Strings(_, strings, more) => text::strings(out, strings, *more),
        Value::Unreadable(at) => text::address(out, *at),
    }
}

impl Call<'_> {
    /// Renders the whole call: `openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3`; without the result
    /// before the call.
    pub fn render(&self, out: &mut dyn Write) -> fmt::Result {
        write!(out, "{}(", self.desc.name)?;
        if !special::arguments(self, out)? {
            let mut first = true;
            for (index, p) in (0u8..).zip(self.desc.params) {
                if self.is_repeated(index, p) || self.read_as(index) == Some(None) {
                    continue;
                }
                if !first {
                    out.write_str(", ")?;
                }
                first = false;
                self.param(out, index)?;
            }
        }
        out.write_char(')')?;
        if self.ret.is_some() || self.desc.no_return {
            out.write_str(" = ")?;
            self.result(out)?;
        }
        Ok(())
    }

    /// Renders one parameter's value, by index; nothing for an index that there is not.
    pub fn param(&self, out: &mut dyn Write, index: u8) -> fmt::Result {
        let Some(p) = self.desc.params.get(usize::from(index)) else {
            return Ok(());
        };
        let ty = self.read_as(index).flatten().unwrap_or(p.ty);
        let value = self.value(index);
        if ty.is_scalar() {
            let raw = match value {
                Some(Value::Scalar(v)) => *v,
                _ => self.raw(p),
            };
            return scalar::write(out, self.table, &ty, raw);
        }
        // The call stored nothing: empty, whether or not that was captured.
        let stored = Value::Bytes(self.raw(p), Vec::new(), false);
        let value = if self.ret == Some(0) && is_counted(p) { Some(&stored) } else { value };
        match value {
            Some(value) if !self.is_unwritten(p) => pointer::write(self, out, p, &ty, value),
            _ => text::address(out, self.raw(p)),
        }
    }

    /// Renders the result: `3`, `0x7f0000000000`, `-1 ENOENT (No such file or directory)`, `?` for
    /// a call that does not return.
    pub fn result(&self, out: &mut dyn Write) -> fmt::Result {
        let Some(ret) = self.ret else {
            return out.write_char('?');
        };
        if self.failed() {
            return failure(out, self.table, ret.unsigned_abs());
        }
        match self.ret_type() {
            Type::Flags(set, _) if ret != 0 => {
                write!(out, "{ret:#x} (flags ")?;
                scalar::flags(out, set, ret as u64)?;
                out.write_char(')')
            }
            Type::Flags(..) => write!(out, "{ret}"),
            Type::Enum(set, _) => match set.name_of(ret as u64) {
                Some(name) => write!(out, "{ret} ({name})"),
                None => write!(out, "{ret}"),
            },
            Type::Scalar(Scalar::Mode, _) => write!(out, "0{ret:o}"),
            Type::Scalar(Scalar::Address | Scalar::Hex, _) if ret != 0 => write!(out, "{ret:#x}"),
            Type::Scalar(Scalar::Address, _) => out.write_str("NULL"),
            _ => write!(out, "{ret}"),
        }?;
        if ret == 0 && special::timed_out(self) {
            out.write_str(" (Timeout)")?;
        }
        Ok(())
    }

    /// The result is an errno.
    fn failed(&self) -> bool {
        self.ret.is_some_and(|r| (-4095..0).contains(&r))
    }

    /// Not an argument of its own, or a second name for one.
    fn is_repeated(&self, index: u8, p: &Param) -> bool {
        let before = self.desc.params.iter().take(usize::from(index));
        p.is_pseudo() || before.filter(|b| !b.is_pseudo()).any(|b| b.register() == p.register())
    }

    /// The kernel has not written what the parameter points to.
    fn is_unwritten(&self, p: &Param) -> bool {
        p.dir == Dir::Out && (self.failed() || special::wrote_nothing(self))
    }

    /// Register of a parameter, or what it implies.
    fn raw(&self, p: &Param) -> u64 {
        if let Source::Const(value) = p.source {
            return value;
        }
        p.register().and_then(|r| self.args.get(usize::from(r))).copied().unwrap_or(0)
    }

    /// What was captured of a parameter.
    fn value(&self, index: u8) -> Option<&Value> {
        self.params.iter().find(|(i, _)| *i == index).map(|(_, v)| v)
    }

    fn param_value(&self, name: &str) -> Option<&Value> {
        self.value(self.desc.param(name)?.0)
    }

    /// Value of the scalar parameter `name`, extended.
    fn scalar(&self, name: &str) -> Option<u64> {
        let (_, p) = self.desc.param(name)?;
        Some(scalar::extend(self.raw(p), p.ty.width()?))
    }

    /// What a variant says of a parameter: nothing, ignored (`Some(None)`), or another type.
    fn read_as(&self, index: u8) -> Option<Option<Type>> {
        self.variants().find_map(|v| v.read_as.iter().find(|(i, _)| *i == index)).map(|(_, t)| *t)
    }

    fn ret_type(&self) -> Type {
        self.variants().find_map(|v| v.ret).unwrap_or(self.desc.ret)
    }

    /// Variants that hold, in order: the first that speaks of a parameter counts.
    fn variants(&self) -> impl Iterator<Item = &'static crate::types::Variant> + '_ {
        self.desc.variants.iter().filter(|v| {
            v.tests.iter().all(|(index, test)| {
                let Some(p) = self.desc.params.get(usize::from(*index)) else {
                    return false;
                };
                let value = scalar::extend(self.raw(p), p.ty.width().unwrap_or(Width::U64));
                match test {
                    VariantTest::OneOf(mask, values) => values.contains(&(value & mask)),
                    VariantTest::Without(bits) => value & bits == 0,
                }
            })
        })
    }
}

/// The result says how much the parameter holds.
fn is_counted(p: &Param) -> bool {
    let Source::Capture { shape: Shape::Bytes { len, .. }, .. } = p.source else {
        return false;
    };
    matches!(len, Len::Result { .. })
}

/// A failed call's result.
fn failure(out: &mut dyn Write, table: &Table, errno: u64) -> fmt::Result {
    if let Some(message) = restart(errno) {
        return out.write_str(message);
    }
    match u16::try_from(errno).ok().and_then(|n| table.errno_desc(n)) {
        Some(e) => write!(out, "-1 {} ({})", e.name, e.message),
        None => write!(out, "-1 (errno {errno})"),
    }
}

/// Results that only a tracer sees, and strace's words for them.
fn restart(errno: u64) -> Option<&'static str> {
    Some(match errno {
        512 => "? ERESTARTSYS (To be restarted if SA_RESTART is set)",
        513 => "? ERESTARTNOINTR (To be restarted)",
        514 => "? ERESTARTNOHAND (To be restarted if no handler)",
        516 => "? ERESTART_RESTARTBLOCK (Interrupted by signal)",
        _ => return None,
    })
}
