//! Helpers 60 to 69 of [`wss_abi::helper`]: memory, strings, the trap. They need no host, so the engine,
//! `wrapc exec` and tests share them. Each checks its areas first, then charges the budget, then
//! works.
use crate::fault::{Budget, Fault};
use crate::find::find;
use crate::glob;
use crate::memory::Memory;
use core::cmp::Ordering;
use wss_abi::ctx::MAX_STRING;
use wss_abi::helper::id;

/// Runs helper `id`, if it is one of these. Copying and filling return their first argument,
/// comparisons -1, 0 or 1, searches an address or 0.
pub fn call(
    id: u16,
    args: [u64; 5],
    mem: &mut Memory<'_>,
    budget: &mut Budget,
) -> Option<Result<u64, Fault>> {
    let [r1, r2, r3, ..] = args;
    Some(match id {
        id::MEMCPY => copy(r1, r2, r3, mem, budget),
        id::MEMSET => fill(r1, r2 as u8, r3, mem, budget),
        id::MEMCMP => compare(r1, r2, r3, mem, budget),
        id::STRLEN => string(r1, mem, budget).map(|s| s.len() as u64),
        id::STRCMP => strings(r1, r2, mem, budget).map(|(a, b)| sign(a.cmp(b))),
        id::STRNCMP => compare_prefix(r1, r2, r3, mem, budget),
        id::STRSTR => strings(r1, r2, mem, budget)
            .map(|(hay, needle)| find(hay, needle).map_or(0, |n| r1.wrapping_add(n as u64))),
        id::STRCHR => string(r1, mem, budget).map(|s| match r2 as u8 {
            0 => r1.wrapping_add(s.len() as u64),
            c => s.iter().position(|b| *b == c).map_or(0, |n| r1.wrapping_add(n as u64)),
        }),
        id::GLOB => strings(r1, r2, mem, budget)
            .and_then(|(pattern, text)| glob::matches(pattern, text, budget))
            .map(u64::from),
        id::TRAP => Err(Fault::Trap(r1)),
        _ => return None,
    })
}

fn copy(to: u64, from: u64, n: u64, mem: &mut Memory<'_>, b: &mut Budget) -> Result<u64, Fault> {
    mem.slice(from, n)?;
    mem.slice_mut(to, n)?;
    b.charge_bytes(n)?;
    mem.copy(to, from, n)?;
    Ok(to)
}

fn fill(to: u64, byte: u8, n: u64, mem: &mut Memory<'_>, b: &mut Budget) -> Result<u64, Fault> {
    let area = mem.slice_mut(to, n)?;
    b.charge_bytes(n)?;
    area.fill(byte);
    Ok(to)
}

fn compare(r1: u64, r2: u64, n: u64, mem: &Memory<'_>, b: &mut Budget) -> Result<u64, Fault> {
    let (x, y) = (mem.slice(r1, n)?, mem.slice(r2, n)?);
    b.charge_bytes(n)?;
    Ok(sign(x.cmp(y)))
}

/// As `strncmp` of C: neither needs a NUL in its first `n` bytes.
fn compare_prefix(
    r1: u64,
    r2: u64,
    n: u64,
    mem: &Memory<'_>,
    b: &mut Budget,
) -> Result<u64, Fault> {
    let (x, y) = (prefix(r1, n, mem)?, prefix(r2, n, mem)?);
    b.charge_bytes((x.len() + y.len()) as u64)?;
    Ok(sign(x.cmp(y)))
}

fn prefix<'m>(addr: u64, n: u64, mem: &'m Memory<'_>) -> Result<&'m [u8], Fault> {
    if n == 0 {
        return Ok(&[]);
    }
    match mem.cstr(addr, n.min(MAX_STRING.into()) as u32) {
        Err(Fault::Unterminated { .. }) if n <= MAX_STRING.into() => mem.slice(addr, n),
        other => other,
    }
}

/// A string, charged for with its NUL.
fn string<'m>(addr: u64, mem: &'m Memory<'_>, budget: &mut Budget) -> Result<&'m [u8], Fault> {
    let s = mem.cstr(addr, MAX_STRING)?;
    budget.charge_bytes(s.len() as u64 + 1)?;
    Ok(s)
}

/// Two strings, both charged for.
fn strings<'m>(
    r1: u64,
    r2: u64,
    mem: &'m Memory<'_>,
    budget: &mut Budget,
) -> Result<(&'m [u8], &'m [u8]), Fault> {
    Ok((string(r1, mem, budget)?, string(r2, mem, budget)?))
}

fn sign(order: Ordering) -> u64 {
    order as i64 as u64
}
