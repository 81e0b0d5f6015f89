//! What no table says: calls and structures whose rendering depends on their own content.
use super::pointer::{field, field_as};
use super::{Call, scalar, text};
use crate::types::Struct;
use core::fmt::{self, Write};
use wss_abi::audit::Value;

/// Renders the arguments of calls that strace names them for; `false`: not one of those.
pub(super) fn arguments(call: &Call<'_>, out: &mut dyn Write) -> Result<bool, fmt::Error> {
    if call.desc.name != "clone" {
        return Ok(false);
    }
    let [flags, stack, parent, child, tls, _] = *call.args;
    let has = |name| call.table.constant(name).is_some_and(|bit| flags & bit != 0);
    out.write_str("child_stack=")?;
    text::address(out, stack)?;
    out.write_str(", flags=")?;
    clone_flags(call, out, flags)?;
    if has("CLONE_PARENT_SETTID") {
        match call.param_value("parenttid") {
            Some(Value::Bytes(_, bytes, _)) if call.ret.is_some_and(|r| r > 0) => {
                let tid = scalar::read(bytes, wss_abi::clause::Width::I32).unwrap_or(0);
                write!(out, ", parent_tid=[{}]", tid as i64)?;
            }
            _ => {
                out.write_str(", parent_tid=")?;
                text::address(out, parent)?;
            }
        }
    }
    if has("CLONE_SETTLS") {
        out.write_str(", tls=")?;
        text::address(out, tls)?;
    }
    if has("CLONE_CHILD_SETTID") || has("CLONE_CHILD_CLEARTID") {
        out.write_str(", child_tidptr=")?;
        text::address(out, child)?;
    }
    Ok(true)
}

/// Flags, and the signal in the low byte.
fn clone_flags(call: &Call<'_>, out: &mut dyn Write, flags: u64) -> fmt::Result {
    let (names, sig) = (flags & !0xff, flags & 0xff);
    if names != 0 || sig == 0 {
        match call.table.set("clone_flags") {
            Some(set) => scalar::flags(out, set, names)?,
            None => write!(out, "{names:#x}")?,
        }
    }
    if sig != 0 {
        out.write_str(if names != 0 { "|" } else { "" })?;
        scalar::signal(out, call.table, sig)?;
    }
    Ok(())
}

/// Renders structures that show some fields only at times; `false`: not one of those.
pub(super) fn structure(
    call: &Call<'_>,
    out: &mut dyn Write,
    s: &Struct,
    bytes: &[u8],
) -> Result<bool, fmt::Error> {
    let all = |out: &mut dyn Write, names: &[&str], end: &str| -> Result<bool, fmt::Error> {
        out.write_char('{')?;
        for (i, name) in names.iter().enumerate() {
            if i > 0 {
                out.write_str(", ")?;
            }
            field_as(call, out, s, name, bytes)?;
        }
        out.write_str(end)?;
        Ok(true)
    };
    let value = |name| field(s, name, bytes).unwrap_or(0);
    match s.name {
        // A device's number instead of its size.
        "stat" if matches!(value("st_mode") & 0o170000, 0o020000 | 0o060000) => {
            all(out, &["st_mode", "st_rdev"], ", ...}")
        }
        "kernel_sigaction" if value("sa_flags") & 0x0400_0000 == 0 => {
            all(out, &["sa_handler", "sa_mask", "sa_flags"], "}")
        }
        "kernel_sigaction" => all(out, &["sa_handler", "sa_mask", "sa_flags", "sa_restorer"], "}"),
        "open_how" if value("flags") & 0o20000100 == 0 && value("mode") == 0 => {
            all(out, &["flags", "resolve"], "}")
        }
        "epoll_event" => {
            out.write_char('{')?;
            field_as(call, out, s, "events", bytes)?;
            let data = value("data");
            write!(out, ", data={{u32={}, u64={data}}}}}", data as u32)?;
            Ok(true)
        }
        "timespec" if matches!(call.desc.family, "utimes" | "futimes") => {
            match call.table.value_name("utime_nsec", value("tv_nsec")) {
                Some(name) => out.write_str(name).map(|()| true),
                None => Ok(false),
            }
        }
        "siginfo" if Some(value("si_signo")) != call.table.constant("SIGCHLD") => {
            all(out, &["si_signo", "si_code", "si_pid", "si_uid"], ", ...}")
        }
        "clone_args" => clone_args(call, out, s, bytes),
        _ => Ok(false),
    }
}

fn clone_args(
    call: &Call<'_>,
    out: &mut dyn Write,
    s: &Struct,
    bytes: &[u8],
) -> Result<bool, fmt::Error> {
    let flags = field(s, "flags", bytes).unwrap_or(0);
    let has = |name| call.table.constant(name).is_some_and(|bit| flags & bit != 0);
    let child = has("CLONE_CHILD_SETTID") || has("CLONE_CHILD_CLEARTID");
    let set_tid = field(s, "set_tid", bytes).unwrap_or(0) != 0;
    let shown = [
        ("flags", true),
        ("pidfd", has("CLONE_PIDFD")),
        ("child_tid", child),
        ("parent_tid", has("CLONE_PARENT_SETTID")),
    ];
    let after = [
        ("stack", true),
        ("stack_size", true),
        ("tls", has("CLONE_SETTLS")),
        ("set_tid", set_tid),
        ("set_tid_size", set_tid),
        ("cgroup", has("CLONE_INTO_CGROUP")),
    ];
    out.write_char('{')?;
    for (name, _) in shown.iter().filter(|(_, on)| *on) {
        field_as(call, out, s, name, bytes)?;
        out.write_str(", ")?;
    }
    out.write_str("exit_signal=")?;
    scalar::signal(out, call.table, field(s, "exit_signal", bytes).unwrap_or(0))?;
    for (name, _) in after.iter().filter(|(_, on)| *on) {
        out.write_str(", ")?;
        field_as(call, out, s, name, bytes)?;
    }
    out.write_char('}')?;
    Ok(true)
}

/// The result 0 means that the time ran out.
pub(super) fn timed_out(call: &Call<'_>) -> bool {
    matches!(call.desc.family, "poll" | "select")
}

/// Nothing was written although the call succeeded: no child had changed.
pub(super) fn wrote_nothing(call: &Call<'_>) -> bool {
    matches!(call.desc.name, "wait4" | "wait6") && call.ret == Some(0)
}

/// Random bytes are shown in hexadecimal.
pub(super) fn is_random(call: &Call<'_>) -> bool {
    call.desc.name == "getrandom"
}

/// Numbers above it are no members of a set of numbers: `select` looks at no descriptor from nfds.
pub(super) fn bits_bound(call: &Call<'_>) -> usize {
    match call.scalar("nfds") {
        Some(n) => usize::try_from(n as i64).unwrap_or(0),
        None => usize::MAX,
    }
}
