//! Filters that a program installs itself. Without a tracer, RET_TRACE makes a call fail with
//! ENOSYS; here there is a tracer, and where the supervisor is notified of the call (a
//! notification outranks RET_TRACE) it would even run, past the program's own sandbox. So
//! RET_TRACE becomes RET_ERRNO with ENOSYS in the program's copy of the filter, before the kernel
//! reads it: the same result, by an action that nothing of the supervisor's outranks.
//!
//! A program that changes its filter meanwhile, or returns an action that it computes (RET A),
//! weakens nobody's sandbox but its own.
use crate::sys::mem;
use libc::{BPF_K, BPF_RET, SECCOMP_RET_ACTION_FULL, SECCOMP_RET_ERRNO, SECCOMP_RET_TRACE};

/// Longest filter that the kernel takes (`BPF_MAXINSNS`).
const MAX_INSNS: usize = 4096;
/// Bytes of an instruction: code (u16), two jumps, constant (u32).
const INSN: usize = 8;

/// Replaces RET_TRACE in the filter that `fprog` (a `struct sock_fprog`) in the process describes.
/// What cannot be read the kernel will not take either.
pub(crate) fn disarm(tid: i32, fprog: u64) {
    let mut head = [0u8; 16];
    if mem::read(tid, fprog, &mut head) != Ok(head.len()) {
        return;
    }
    let [l0, l1, _, _, _, _, _, _, address @ ..] = head;
    let len = usize::from(u16::from_le_bytes([l0, l1]));
    let at = u64::from_le_bytes(address);
    if len == 0 || len > MAX_INSNS {
        return;
    }
    let mut insns = vec![0u8; len * INSN];
    if mem::read(tid, at, &mut insns) == Ok(insns.len()) && replace(&mut insns) {
        // Failure leaves the filter as it was: stricter than running without it.
        let _ = mem::write_forced(tid, at, &insns);
    }
}

/// Replaces the actions; whether there were any.
fn replace(insns: &mut [u8]) -> bool {
    let mut found = false;
    for insn in insns.as_chunks_mut::<INSN>().0 {
        let [c0, c1, _, _, constant @ ..] = insn;
        let is_ret = u32::from(u16::from_le_bytes([*c0, *c1])) == BPF_RET | BPF_K;
        if is_ret && u32::from_le_bytes(*constant) & SECCOMP_RET_ACTION_FULL == SECCOMP_RET_TRACE {
            *constant = (SECCOMP_RET_ERRNO | libc::ENOSYS as u32).to_le_bytes();
            found = true;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_returns_of_trace_are_replaced() {
        let insn = |code: u32, k: u32| {
            let mut bytes = (code as u16).to_le_bytes().to_vec();
            bytes.extend([0, 0]);
            bytes.extend(k.to_le_bytes());
            bytes
        };
        let load = insn(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, SECCOMP_RET_TRACE);
        let trace = insn(BPF_RET | BPF_K, SECCOMP_RET_TRACE | 7);
        let allow = insn(BPF_RET | BPF_K, libc::SECCOMP_RET_ALLOW);
        let nosys = insn(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | libc::ENOSYS as u32);
        let mut filter = [load.clone(), trace, allow.clone()].concat();
        assert!(replace(&mut filter));
        assert_eq!(filter, [load, nosys, allow].concat());
        assert!(!replace(&mut filter));
    }
}
