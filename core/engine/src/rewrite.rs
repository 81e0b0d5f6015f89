//! What of a call the host must replace.
use crate::capture::{Capture, Got};
use crate::event::Event;
use crate::held::HeldKind;
use crate::host::{Replacement, Rewrite};
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec, try_vec};

/// What the host must replace: assigned arguments, and, where it can hold them, those that some
/// clause decided on.
pub(crate) fn rewrites(event: &Event) -> Result<Vec<Rewrite>, OutOfMemory> {
    let mut out: Vec<Rewrite> = Vec::new();
    for c in event.captures.iter().rev() {
        let kind = HeldKind::of(c.shape);
        let there = c.got == Got::Data && (kind != HeldKind::Bytes || c.len > 0);
        if c.dead || !(c.assigned || c.held && there) || out.iter().any(|r| r.arg == c.arg) {
            continue;
        }
        let with = match kind {
            HeldKind::Strings => Replacement::Strings(strings(event, c)?),
            HeldKind::Path => Replacement::Bytes(try_vec(event.text(c))?),
            HeldKind::Bytes => Replacement::Bytes(try_vec(event.piece(c))?),
        };
        out.try_push(Rewrite { arg: c.arg, with })?;
    }
    for (n, (new, old)) in event.args.iter().zip(event.original).enumerate() {
        let arg = n as u8;
        if *new != old && !out.iter().any(|r| r.arg == arg) {
            out.try_push(Rewrite { arg, with: Replacement::Scalar(*new) })?;
        }
    }
    Ok(out)
}

/// The strings of a captured vector.
fn strings(event: &Event, c: &Capture) -> Result<Vec<Vec<u8>>, OutOfMemory> {
    let mut out = Vec::new();
    for text in event.strings(c) {
        out.try_push(try_vec(text)?)?;
    }
    Ok(out)
}
