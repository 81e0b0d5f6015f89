//! What a clause gets to see of an event: scalars, then, once its guard holds, captures.
use crate::capture::{self, Failed};
use crate::context::Context;
use crate::engine::Scope;
use crate::errno::{E2BIG, EPERM};
use crate::event::Event;
use crate::held::holds;
use crate::host::{Errno, Tid};
use crate::run::Site;
use wss_abi::audit::Kind;
use wss_abi::clause::{Clause, On, Source, does};
use wss_abi::verdict::Verdict;

/// What the process's memory made of a clause.
pub(crate) enum Filled {
    /// All it needs is there.
    Ready,
    /// A slot it decides on cannot be had: refuse the call with this errno.
    Refuse(Errno, u8),
    /// Memory could not be had.
    OutOfMemory,
}

fn decides(clause: &Clause, slot: usize) -> bool {
    clause.decides.checked_shr(slot as u32).unwrap_or(0) & 1 != 0
}

#[inline(always)]
pub(crate) fn fill_scalars(
    scope: &mut Scope<'_>,
    event: &mut Event,
    tid: Tid,
    clause: &Clause,
    sources: &[Source],
    context: &mut Context,
) -> Filled {
    if !event.is_call() {
        for (n, (v, len)) in event.params.iter().enumerate() {
            context.slot(n, *v, *len);
        }
        return Filled::Ready;
    }
    for (n, source) in sources.iter().enumerate() {
        match capture::scalar(event, scope.host, tid, *source) {
            Ok(0) => {}
            Ok(v) => context.scalar(n, v),
            // A guard may look at the field, so that what it would say is not known.
            Err(Failed::Refuse(e)) if decides(clause, n) || clause.guard.is_some() => {
                return Filled::Refuse(e, n as u8);
            }
            Err(Failed::Refuse(_)) => {}
            Err(Failed::OutOfMemory) => return Filled::OutOfMemory,
        }
    }
    Filled::Ready
}

#[inline(never)]
pub(crate) fn fill_captures(
    scope: &mut Scope<'_>,
    event: &mut Event,
    tid: Tid,
    clause: &Clause,
    sources: &[Source],
    context: &mut Context,
) -> Filled {
    for (n, source) in sources.iter().enumerate() {
        if !matches!(source, Source::Capture { .. }) {
            continue;
        }
        let c = match capture::capture(event, scope.host, tid, *source) {
            Ok(Some(c)) => c,
            Ok(None) => continue,
            Err(_) => return Filled::OutOfMemory,
        };
        if decides(clause, n) {
            // Of what is held the whole is judged: a rest that was not captured would go by.
            let held = !c.out && holds(scope.policy.holds, event.nr, c.arg, c.shape);
            let errno = match capture::refusal(&c, scope.policy.target) {
                None if c.more && held && !clause.unlocked => Some(E2BIG),
                errno => errno,
            };
            if let Some(errno) = errno {
                return Filled::Refuse(errno, n as u8);
            }
            if held && !c.more {
                event.hold(&c);
            }
        }
        let (value, len) = capture::slot(&c);
        context.slot(n, value, len);
    }
    if clause.does & does::ALL_PARAMS != 0 && crate::record::capture_all(scope, event, tid).is_err()
    {
        return Filled::OutOfMemory;
    }
    Filled::Ready
}

/// Captures, at entry, what a `post` clause of the layer will look at: after the call it may have
/// changed, or be gone with the old image. `Err`: the verdict to apply instead.
pub(crate) fn prepare_post(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: &Site,
) -> Result<(), Verdict> {
    let policy = scope.policy;
    let Some(wrapper) = policy.wrappers.get(site.wrapper) else { return Ok(()) };
    let Some(clause) = wrapper.clause(site.pick.clause) else { return Ok(()) };
    let On::Calls(binds) = &clause.on else { return Ok(()) };
    let Some(bind) = binds.get(usize::from(site.pick.bind)) else { return Ok(()) };
    let mut scratch = Context::default();
    let mut end = fill_scalars(scope, event, site.tid, clause, &bind.sources, &mut scratch);
    if matches!(end, Filled::Ready) {
        end = fill_captures(scope, event, site.tid, clause, &bind.sources, &mut scratch);
    }
    let (kind, verdict, message) = match end {
        Filled::Ready => return Ok(()),
        Filled::Refuse(errno, _) => (Kind::Verdict, Verdict::Deny(errno.0), "unreadable argument"),
        Filled::OutOfMemory => (Kind::Fault, Verdict::Deny(EPERM.0), "out of memory"),
    };
    let message = wss_abi::mem::try_string(message).unwrap_or_default();
    crate::record::record(scope, event, Some(site), site.tid, kind, verdict, message);
    if wrapper.options.permissive { Ok(()) } else { Err(verdict) }
}
