//! How many bytes of stack a run of each function can reach: its frame and the deepest chain of
//! calls below it. So much is zeroed before a run, no more.
use alloc::vec::Vec;
use wss_abi::insn::Insn;
use wss_abi::mem::{OutOfMemory, TryVec, try_filled};
use wss_abi::object::Func;

use crate::op::Code;

/// Extent of each function of verified code; `u32::MAX` for one that recurses or calls one that
/// does. Linear in calls and functions: callees are settled before their callers (Kahn 1962).
pub(crate) fn extents(code: &[u64], funcs: &[Func]) -> Result<Vec<u32>, OutOfMemory> {
    let calls = calls(code, funcs)?;
    let mut open = try_filled(funcs.len(), 0u32)?;
    for (caller, _) in &calls {
        if let Some(n) = open.get_mut(*caller as usize) {
            *n += 1;
        }
    }
    let mut below = try_filled(funcs.len(), 0u32)?;
    let mut extents = try_filled(funcs.len(), u32::MAX)?;
    let mut ready = Vec::new();
    for (f, n) in open.iter().enumerate() {
        if *n == 0 {
            ready.try_push(f as u32)?;
        }
    }
    while let Some(f) = ready.pop() {
        let frame = funcs.get(f as usize).map_or(0, |f| f.frame);
        let deepest = below.get(f as usize).copied().unwrap_or(0);
        let extent = frame.saturating_add(deepest);
        if let Some(e) = extents.get_mut(f as usize) {
            *e = extent;
        }
        let first = calls.partition_point(|(_, callee)| *callee < f);
        let of_f = calls.iter().skip(first).take_while(|(_, callee)| *callee == f);
        for (caller, _) in of_f {
            if let Some(b) = below.get_mut(*caller as usize) {
                *b = (*b).max(extent);
            }
            if let Some(n) = open.get_mut(*caller as usize) {
                *n -= 1;
                if *n == 0 {
                    ready.try_push(*caller)?;
                }
            }
        }
    }
    Ok(extents)
}

/// Every (caller, callee), sorted by callee.
fn calls(code: &[u64], funcs: &[Func]) -> Result<Vec<(u32, u32)>, OutOfMemory> {
    let mut calls = Vec::new();
    for (caller, f) in funcs.iter().enumerate() {
        let words = code.iter().enumerate().skip(f.entry as usize).take(f.len as usize);
        for (at, word) in words {
            let i = Insn::from_word(*word);
            if Code::of(i) != Some(Code::Call) {
                continue;
            }
            let target = (at as u32).wrapping_add(1).wrapping_add(i.imm as u32);
            if let Ok(callee) = funcs.binary_search_by_key(&target, |f| f.entry) {
                calls.try_push((caller as u32, callee as u32))?;
            }
        }
    }
    calls.sort_unstable_by_key(|(_, callee)| *callee);
    Ok(calls)
}
