//! Limits, priorities and processors of the supervisor.
use crate::{Attack, Result, Victim, call};

pub(crate) const ATTACKS: &[Attack] = &[
    ("prlimit-cpu", |v| prlimit(v, libc::RLIMIT_CPU, 1)),
    ("prlimit-nofile", |v| prlimit(v, libc::RLIMIT_NOFILE, 3)),
    ("prlimit-as", |v| prlimit(v, libc::RLIMIT_AS, 4096)),
    ("setpriority", |v| setpriority(libc::PRIO_PROCESS, v.pid as u64)),
    ("setpriority-group", setpriority_group),
    ("ioprio_set", |v| {
        const WHO_PROCESS: u64 = 1;
        const IDLE: u64 = 3 << 13;
        // SAFETY: takes no pointer.
        Some(unsafe { call(libc::SYS_ioprio_set, &[WHO_PROCESS, v.pid as u64, IDLE]) })
    }),
    ("sched_setscheduler", |v| with_zero(libc::SYS_sched_setscheduler, v, libc::SCHED_IDLE as u64)),
    ("sched_setparam", sched_setparam),
    ("sched_setattr", sched_setattr),
    ("sched_setaffinity", sched_setaffinity),
    ("migrate_pages", migrate_pages),
    ("move_pages", move_pages),
];

fn prlimit(victim: &Victim, resource: u32, limit: u64) -> Result {
    let limit = [limit, limit];
    let args = [victim.pid as u64, resource.into(), limit.as_ptr() as u64, 0];
    // SAFETY: `limit` is a struct rlimit64; no old limit is asked for.
    Some(unsafe { call(libc::SYS_prlimit64, &args) })
}

fn setpriority(which: u32, who: u64) -> Result {
    // SAFETY: takes no pointer.
    Some(unsafe { call(libc::SYS_setpriority, &[which.into(), who, 19]) })
}

fn setpriority_group(victim: &Victim) -> Result {
    setpriority(libc::PRIO_PGRP, crate::signals::group(victim)? as u64)
}

fn with_zero(nr: i64, victim: &Victim, policy: u64) -> Result {
    let priority = 0i32;
    // SAFETY: the last argument points to a struct sched_param, an int.
    Some(unsafe { call(nr, &[victim.pid as u64, policy, &raw const priority as u64]) })
}

fn sched_setparam(victim: &Victim) -> Result {
    let priority = 0i32;
    // SAFETY: as above.
    Some(unsafe {
        call(libc::SYS_sched_setparam, &[victim.pid as u64, &raw const priority as u64])
    })
}

fn sched_setattr(victim: &Victim) -> Result {
    // struct sched_attr, 48 bytes: size, policy SCHED_IDLE, and nothing.
    let attr = [48u32, libc::SCHED_IDLE as u32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    // SAFETY: `attr` says its size.
    Some(unsafe { call(libc::SYS_sched_setattr, &[victim.pid as u64, attr.as_ptr() as u64, 0]) })
}

fn sched_setaffinity(victim: &Victim) -> Result {
    let first = 1u64;
    let args = [victim.pid as u64, 8, &raw const first as u64];
    // SAFETY: the mask is as long as the call is told.
    Some(unsafe { call(libc::SYS_sched_setaffinity, &args) })
}

fn migrate_pages(victim: &Victim) -> Result {
    let node = 1u64;
    let mask = &raw const node as u64;
    // SAFETY: both masks are of at most 64 bits.
    Some(unsafe { call(libc::SYS_migrate_pages, &[victim.pid as u64, 64, mask, mask]) })
}

fn move_pages(victim: &Victim) -> Result {
    // SAFETY: a count of 0: nothing is read.
    Some(unsafe { call(libc::SYS_move_pages, &[victim.pid as u64, 0, 0, 0, 0]) })
}
