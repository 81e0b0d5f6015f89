//! What comes of a clause that has ended: its verdict as it is enforced, its record and its counts.
use crate::engine::Scope;
use crate::errno::EPERM;
use crate::event::Event;
use crate::host::Errno;
use crate::life::SIGKILL;
use crate::run::{Named, Site, named};
use core::fmt::Write as _;
use wss_abi::audit::Kind;
use wss_abi::mem::Text;
use wss_abi::object::{Object, OnFault};
use wss_abi::verdict::Verdict;
use wss_vm::{Budget, FaultAt};

/// Why a clause did not come to a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    Machine(FaultAt),
    BadVerdict(u32),
    OutOfMemory,
    /// Another event, which stands still, holds its state, and this one cannot wait.
    Held,
    /// The same, and this one has waited.
    TimedOut,
}

/// How a clause ended.
pub(crate) enum End {
    /// Its guard does not hold.
    Idle,
    Verdict(Verdict),
    /// A parameter that it decides on cannot be had.
    Refuse(Errno, u8),
    Trouble(Trouble),
}

/// The verdict that wins: kill, deny, return, continue; of two equals the first.
pub(crate) fn stronger(a: Verdict, b: Verdict) -> Verdict {
    let rank = |v| match v {
        Verdict::Continue => 0,
        Verdict::Return => 1,
        Verdict::Deny(_) => 2,
        Verdict::Kill(_) => 3,
    };
    if rank(b) > rank(a) { b } else { a }
}

/// Makes a clause's end a verdict, records it and counts it.
pub(crate) fn finish(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: &Site,
    end: End,
    caught: Verdict,
    from: u64,
    budget: &Budget,
) -> Verdict {
    let named = named(scope.policy, site);
    finished(scope, event, site, named, end, caught, from, budget)
}

/// The same, of what `site` names.
#[inline]
#[allow(clippy::too_many_arguments)]
pub(crate) fn finished(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: &Site,
    named: Option<Named<'_>>,
    end: End,
    caught: Verdict,
    from: u64,
    budget: &Budget,
) -> Verdict {
    let (idle, quiet) = match end {
        End::Idle => (true, true),
        End::Verdict(v) => (false, v == Verdict::Continue),
        End::Refuse(..) | End::Trouble(_) => (false, false),
    };
    if let Some(s) = scope.core.stats(site.wrapper, site.pick.clause) {
        s.hits += u64::from(!idle);
        s.verdicts += u64::from(!quiet);
        s.instructions += from.saturating_sub(budget.left());
    }
    match named {
        Some(named) if !quiet => stronger(tell(scope, event, site, named, end), caught),
        _ => caught,
    }
}

/// Records how a clause ended that did not just let the event pass; its verdict as it is enforced.
#[inline(never)]
fn tell(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: &Site,
    (wrapper, clause, _): Named<'_>,
    end: End,
) -> Verdict {
    let mut message = Text::default();
    let (mut own, mut kind) = (Verdict::Continue, Kind::Verdict);
    match end {
        End::Idle => {}
        End::Verdict(v) => own = v,
        End::Refuse(errno, slot) => {
            own = Verdict::Deny(errno.0);
            let name = clause.params.get(usize::from(slot)).map_or("?", |p| p);
            // Without memory for it the message ends early.
            let _ = write!(message, "${name}, which the clause decides on, cannot be captured");
        }
        End::Trouble(t) => {
            kind = Kind::Fault;
            own = match wrapper.object().on_fault {
                OnFault::Deny => Verdict::Deny(EPERM.0),
                OnFault::Allow => Verdict::Continue,
                OnFault::Kill => Verdict::Kill(SIGKILL),
            };
            explain(&mut message, wrapper.object(), t);
        }
    }
    if let Some(s) = scope.core.stats(site.wrapper, site.pick.clause) {
        s.verdicts -= u64::from(own == Verdict::Continue);
        s.faults += u64::from(kind == Kind::Fault);
    }
    let message = message.finish().unwrap_or_default();
    crate::record::record(scope, event, Some(site), site.tid, kind, own, message);
    if wrapper.options.permissive { Verdict::Continue } else { own }
}

fn explain(message: &mut Text, object: &Object, trouble: Trouble) {
    // Writing fails only where there is no memory, and then the message ends early.
    let _ = match trouble {
        Trouble::Machine(at) => match at.position(object) {
            Some(p) if p.file.len() < 256 => write!(message, "{p}: {}", at.fault),
            Some(_) | None => write!(message, "instruction {}: {}", at.insn, at.fault),
        },
        Trouble::BadVerdict(code) => write!(message, "{code:#x} is no verdict"),
        Trouble::OutOfMemory => write!(message, "out of memory"),
        Trouble::Held => write!(message, "its state is held by a clause that waits for the host"),
        Trouble::TimedOut => {
            write!(message, "timed out: its state is held by a clause that waits for the host")
        }
    };
}
