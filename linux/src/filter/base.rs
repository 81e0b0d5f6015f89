//! The base filter, which every wrapped process has from before its first instruction: what would
//! pass interception by is refused, and calls that could reach the supervisor are brought to it
//! (see [`crate::guard`]) unless their scalar arguments show that they cannot.
use super::asm::{Asm, CannotAssemble, Label, Test};
use super::{Mechanism, arg_low, native_only, ret_errno};
use libc::sock_filter;

/// When a guarded call is brought to the supervisor.
#[derive(Clone, Copy, Debug)]
enum When {
    /// Each time.
    Always,
    /// Unless the 32-bit argument is this value (usually 0: the caller itself).
    Not(u8, u32),
    /// If the 32-bit argument is one of these.
    OneOf(u8, &'static [u32]),
    /// If the argument has any of these bits (of its low 32).
    Bits(u8, u32),
    /// A signal other than 0, beyond the caller's own process group (which the supervisor is not in).
    Kill,
}

const FIOSETOWN: u32 = 0x8901;
const SIOCSPGRP: u32 = 0x8902;
/// On `/dev/userfaultfd`: what userfaultfd(2) gives.
pub(crate) const USERFAULTFD_IOC_NEW: u32 = 0xaa00;

/// Guarded calls. Those that only ever act on the caller, its threads or its descriptors are
/// absent; so is what a filter cannot hold at all (see SECURITY.md).
const GUARDED: &[(libc::c_long, When)] = &[
    // Interfaces that perform system calls which no filter sees.
    (libc::SYS_io_uring_setup, When::Always),
    (libc::SYS_io_uring_enter, When::Always),
    (libc::SYS_io_uring_register, When::Always),
    // Would let the process stall the supervisor's reads of its memory.
    (libc::SYS_userfaultfd, When::Always),
    // A child that nobody traces; filters of its own that outrank the supervisor's.
    (libc::SYS_clone, When::Bits(0, libc::CLONE_UNTRACED as u32)),
    (libc::SYS_seccomp, When::OneOf(0, &[libc::SECCOMP_SET_MODE_FILTER])),
    (libc::SYS_ptrace, When::Always),
    (
        libc::SYS_prctl,
        When::OneOf(
            0,
            &[
                libc::PR_GET_DUMPABLE as u32,
                libc::PR_SET_DUMPABLE as u32,
                libc::PR_SET_SECCOMP as u32,
            ],
        ),
    ),
    // Signals.
    (libc::SYS_kill, When::Kill),
    (libc::SYS_tkill, When::Not(1, 0)),
    (libc::SYS_tgkill, When::Not(2, 0)),
    (libc::SYS_rt_sigqueueinfo, When::Not(1, 0)),
    (libc::SYS_rt_tgsigqueueinfo, When::Not(2, 0)),
    (libc::SYS_pidfd_send_signal, When::Not(1, 0)),
    (libc::SYS_pidfd_open, When::Always),
    (libc::SYS_fcntl, When::OneOf(1, &[libc::F_SETOWN as u32, F_SETOWN_EX])),
    (libc::SYS_ioctl, When::OneOf(1, &[FIOSETOWN, SIOCSPGRP, USERFAULTFD_IOC_NEW])),
    // Memory and descriptors of other processes.
    (libc::SYS_pidfd_getfd, When::Always),
    (libc::SYS_process_vm_readv, When::Always),
    (libc::SYS_process_vm_writev, When::Always),
    (libc::SYS_process_madvise, When::Always),
    (libc::SYS_process_mrelease, When::Always),
    (libc::SYS_move_pages, When::Not(0, 0)),
    (libc::SYS_migrate_pages, When::Not(0, 0)),
    (libc::SYS_perf_event_open, When::Always),
    // Resources and scheduling of other processes.
    (libc::SYS_prlimit64, When::Not(0, 0)),
    (libc::SYS_sched_setaffinity, When::Not(0, 0)),
    (libc::SYS_sched_setattr, When::Not(0, 0)),
    (libc::SYS_sched_setparam, When::Not(0, 0)),
    (libc::SYS_sched_setscheduler, When::Not(0, 0)),
    (libc::SYS_setpriority, When::Always),
    (libc::SYS_ioprio_set, When::Always),
    // Credentials: the supervisor forgets what it knew of the caller's.
    (libc::SYS_setuid, When::Always),
    (libc::SYS_setgid, When::Always),
    (libc::SYS_setreuid, When::Always),
    (libc::SYS_setregid, When::Always),
    (libc::SYS_setresuid, When::Always),
    (libc::SYS_setresgid, When::Always),
];

/// `F_SETOWN_EX` of fcntl(2).
pub(crate) const F_SETOWN_EX: u32 = 15;

/// Whether the base filter may bring this call to the supervisor: such a call is never notified,
/// since a notification would outrank the base filter's trap.
pub(crate) fn guards(nr: u32) -> bool {
    GUARDED.iter().any(|(n, _)| *n as u32 == nr)
}

/// Whether the base filter brings this very call: a wrap set's filter may bring it for other
/// reasons, and what it says hides what the base filter says.
pub(crate) fn applies(nr: u32, args: &[u64; 6]) -> bool {
    let Some((_, when)) = GUARDED.iter().find(|(n, _)| *n as u32 == nr) else { return false };
    let arg = |n: u8| args.get(usize::from(n)).copied().unwrap_or(0) as u32;
    match *when {
        When::Always => true,
        When::Not(n, value) => arg(n) != value,
        When::OneOf(n, values) => values.contains(&arg(n)),
        When::Bits(n, bits) => arg(n) & bits != 0,
        When::Kill => arg(1) != 0 && arg(0) != 0,
    }
}

/// The base filter.
pub(crate) fn compile(tag: u16) -> Result<Vec<sock_filter>, CannotAssemble> {
    let mut a = Asm::default();
    let (allow, trace, no_clone3) = (a.label(), a.label(), a.label());
    native_only(&mut a, trace);
    let mut rules: Vec<_> = GUARDED.iter().map(|(nr, when)| (*nr as u32, *when)).collect();
    rules.sort_unstable_by_key(|(nr, _)| *nr);
    // clone3's flags lie in memory, where a filter cannot see CLONE_UNTRACED: libcs fall back.
    let clone3 = libc::SYS_clone3 as u32;
    let next = a.label();
    a.branch(Test::Eq, clone3, no_clone3, next);
    a.bind(next);
    let mut leaves = Vec::new();
    search(&mut a, &rules, allow, &mut leaves);
    for (leaf, when) in leaves {
        a.bind(leaf);
        condition(&mut a, when, trace, allow);
    }
    a.bind(no_clone3);
    a.ret(ret_errno(libc::ENOSYS));
    a.bind(trace);
    a.ret(Mechanism::Trace.ret(tag));
    a.bind(allow);
    a.ret(libc::SECCOMP_RET_ALLOW);
    a.finish()
}

fn search(a: &mut Asm, rules: &[(u32, When)], allow: Label, leaves: &mut Vec<(Label, When)>) {
    match rules {
        [] => a.jump(allow),
        [(nr, when)] => {
            let leaf = a.label();
            a.branch(Test::Eq, *nr, leaf, allow);
            leaves.push((leaf, *when));
        }
        _ => {
            let (low, high) = rules.split_at(rules.len() / 2);
            let Some((pivot, _)) = high.first() else { return };
            let (below, above) = (a.label(), a.label());
            a.branch(Test::Ge, *pivot, above, below);
            a.bind(below);
            search(a, low, allow, leaves);
            a.bind(above);
            search(a, high, allow, leaves);
        }
    }
}

fn condition(a: &mut Asm, when: When, trace: Label, allow: Label) {
    match when {
        When::Always => a.jump(trace),
        When::Not(arg, value) => {
            a.load(arg_low(arg));
            a.branch(Test::Eq, value, allow, trace);
        }
        When::OneOf(arg, values) => {
            a.load(arg_low(arg));
            for value in values {
                let next = a.label();
                a.branch(Test::Eq, *value, trace, next);
                a.bind(next);
            }
            a.jump(allow);
        }
        When::Bits(arg, bits) => {
            a.load(arg_low(arg));
            a.branch(Test::Set, bits, trace, allow);
        }
        When::Kill => {
            let signal = a.label();
            a.load(arg_low(1));
            a.branch(Test::Eq, 0, allow, signal);
            a.bind(signal);
            a.load(arg_low(0));
            a.branch(Test::Eq, 0, allow, trace);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::interp::{Data, run};

    const TAG: u16 = 77;

    #[test]
    fn the_filter_and_the_supervisor_agree() {
        let program = compile(TAG).unwrap();
        let values = [0, 1, 2, 4, 8, 15, 0x8901, 0x0080_0000, u64::from(u32::MAX), u64::MAX];
        for nr in (0..470).filter(|nr| *nr != libc::SYS_clone3 as u32) {
            for a in values {
                for b in values {
                    let args = [a, b, a ^ b, a, b, a];
                    let action = run(&program, &Data { nr, args, ..Data::default() });
                    let brought = action == libc::SECCOMP_RET_TRACE | u32::from(TAG);
                    assert_eq!(brought, applies(nr, &args), "{nr} {args:x?}");
                    assert!(brought || action == libc::SECCOMP_RET_ALLOW);
                }
            }
        }
    }

    #[test]
    fn foreign_entries_and_clone3_do_not_pass() {
        let program = compile(TAG).unwrap();
        let trace = libc::SECCOMP_RET_TRACE | u32::from(TAG);
        assert_eq!(run(&program, &Data { nr: 1, arch: 0x4000_0003, ..Data::default() }), trace);
        assert_eq!(run(&program, &Data { nr: 0x4000_0001, ..Data::default() }), trace);
        let clone3 = Data { nr: libc::SYS_clone3 as u32, ..Data::default() };
        assert_eq!(run(&program, &clone3), ret_errno(libc::ENOSYS));
    }
}
