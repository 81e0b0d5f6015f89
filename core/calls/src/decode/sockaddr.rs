//! Socket addresses.
use super::{scalar, text};
use crate::table::Table;
use core::fmt::{self, Write};
use core::net::{Ipv4Addr, Ipv6Addr};
use wss_abi::clause::Width;
use wss_abi::target::Target;

/// Writes a `struct sockaddr`; bytes that are too few for their family as they are.
pub(super) fn write(out: &mut dyn Write, table: &Table, bytes: &[u8]) -> fmt::Result {
    // FreeBSD's begins with its length, which the kernel sets itself, and a family of one byte.
    let family = match table.target() {
        Target::LinuxX86_64 => scalar::read(bytes, Width::U16),
        Target::FreebsdAmd64 => bytes.get(1).map(|b| u64::from(*b)),
    };
    let Some(family) = family else {
        return text::shortened(out, bytes, false);
    };
    let data = bytes.get(2..).unwrap_or_default();
    out.write_str("{sa_family=")?;
    match table.value_name("address_family", family) {
        Some(name) => out.write_str(name)?,
        None => write!(out, "{family:#x} /* AF_??? */")?,
    }
    let known = match (table.target(), family) {
        (Target::LinuxX86_64, 1) => unix(out, data)?,
        (Target::FreebsdAmd64, 1) => local(out, data)?,
        (_, 2) => inet(out, data)?,
        (Target::LinuxX86_64, 10) | (Target::FreebsdAmd64, 28) => inet6(out, data)?,
        (Target::LinuxX86_64, 16) | (Target::FreebsdAmd64, 38) => netlink(out, data)?,
        _ => false,
    };
    if !known && !data.is_empty() {
        out.write_str(", sa_data=")?;
        text::quoted(out, data, false)?;
    }
    out.write_char('}')
}

/// A path, or an abstract name (after a NUL; it may hold any byte).
fn unix(out: &mut dyn Write, data: &[u8]) -> Result<bool, fmt::Error> {
    match data.split_first() {
        None => return Ok(true),
        Some((0, name)) => {
            out.write_str(", sun_path=@")?;
            text::quoted(out, name, false)?;
        }
        Some(_) => {
            out.write_str(", sun_path=")?;
            text::padded(out, data)?;
        }
    }
    Ok(true)
}

/// A path, always.
fn local(out: &mut dyn Write, data: &[u8]) -> Result<bool, fmt::Error> {
    out.write_str(", sun_path=")?;
    text::padded(out, data)?;
    Ok(true)
}

fn port(data: &[u8]) -> Option<u16> {
    data.get(..2)?.try_into().ok().map(u16::from_be_bytes)
}

fn inet(out: &mut dyn Write, data: &[u8]) -> Result<bool, fmt::Error> {
    let address: Option<[u8; 4]> = data.get(2..6).and_then(|b| b.try_into().ok());
    let (Some(port), Some(address)) = (port(data), address) else {
        return Ok(false);
    };
    let address = Ipv4Addr::from(address);
    write!(out, ", sin_port=htons({port}), sin_addr=inet_addr(\"{address}\")")?;
    Ok(true)
}

fn inet6(out: &mut dyn Write, data: &[u8]) -> Result<bool, fmt::Error> {
    let address: Option<[u8; 16]> = data.get(6..22).and_then(|b| b.try_into().ok());
    let flow: Option<[u8; 4]> = data.get(2..6).and_then(|b| b.try_into().ok());
    let scope = data.get(22..).and_then(|b| scalar::read(b, Width::U32));
    let (Some(port), Some(flow), Some(address)) = (port(data), flow, address) else {
        return Ok(false);
    };
    let (flow, address) = (u32::from_be_bytes(flow), Ipv6Addr::from(address));
    write!(out, ", sin6_port=htons({port}), sin6_flowinfo=htonl({flow})")?;
    write!(out, ", inet_pton(AF_INET6, \"{address}\", &sin6_addr)")?;
    if let Some(scope) = scope {
        write!(out, ", sin6_scope_id={scope}")?;
    }
    Ok(true)
}

fn netlink(out: &mut dyn Write, data: &[u8]) -> Result<bool, fmt::Error> {
    let pid = data.get(2..).and_then(|b| scalar::read(b, Width::U32));
    let groups = data.get(6..).and_then(|b| scalar::read(b, Width::U32));
    let (Some(pid), Some(groups)) = (pid, groups) else {
        return Ok(false);
    };
    write!(out, ", nl_pid={pid}, nl_groups={groups:08x}")?;
    Ok(true)
}
