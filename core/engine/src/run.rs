//! Running one clause on one event: context, guard, captures, body, and what comes of it.
//!
//! A clause is one critical section: its binding's state and its wrapper's shared state are taken
//! out of their places while it runs and put back when it ends, so that nothing else can see them
//! half-changed; a concurrent host takes the two locks here.
use crate::capture::{self, Failed};
use crate::context::Context;
use crate::engine::Scope;
use crate::errno::EPERM;
use crate::event::{Event, What, grow};
use crate::helpers::Call;
use crate::host::{Errno, Tid};
use crate::set::Pick;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;
use wss_abi::addr::Region;
use wss_abi::audit::Kind;
use wss_abi::clause::{Clause, On, Phase, Shape, Source, does};
use wss_abi::ctx::{MAX_CAPTURE, MAX_STRING};
use wss_abi::object::OnFault;
use wss_abi::verdict::Verdict;
use wss_vm::{Bare, Budget, FaultAt, Memory, Slot, run};

/// Deepest chain of raised events.
pub(crate) const MAX_RAISE: u8 = 8;
/// SIGKILL, on every host.
const SIGKILL: u8 = 9;

/// Which clause runs, for whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub(crate) tid: Tid,
    pub(crate) process: u32,
    /// Position among the process's bindings.
    pub(crate) binding: usize,
    pub(crate) wrapper: u32,
    pub(crate) pick: Pick,
    /// Position among the layers passed, whose per-call variables the clause has.
    pub(crate) passed: Option<usize>,
    /// How many raised events deep.
    pub(crate) depth: u8,
}

/// Why a clause did not come to a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    Machine(FaultAt),
    BadVerdict(u32),
    OutOfMemory,
}

/// What the process's memory made of a clause.
enum Filled {
    Ready,
    Refuse(Errno, u8),
    OutOfMemory,
}

/// Runs a clause; its verdict as it is to be enforced (that of wrappers that caught what it raised
/// included). Everything worth a record was recorded.
pub(crate) fn clause(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: Site,
    budget: &mut Budget,
) -> Verdict {
    let policy = scope.policy;
    let Some(wrapper) = policy.wrappers.get(site.wrapper) else { return Verdict::Continue };
    let Some(clause) = wrapper.clause(site.pick.clause) else { return Verdict::Continue };
    let sources: &[Source] = match &clause.on {
        On::Calls(binds) => {
            binds.get(usize::from(site.pick.bind)).map_or(&[], |b| b.sources.as_slice())
        }
        _ => &[],
    };
    let start = budget.left();
    let creds = if clause.does & does::NO_CREDS == 0 {
        scope.creds(event, site.tid)
    } else {
        event.creds.unwrap_or_default()
    };
    let pid = scope.core.processes.all.get(site.process).map_or(0, |p| p.pid);
    let mut context = Context::new(event, pid, site.tid, &creds);
    let mut end = fill_scalars(scope, event, site, clause, sources, &mut context);
    let mut applies = true;
    let mut trouble = None;
    if let (Filled::Ready, Some(guard)) = (&end, clause.guard) {
        match run_guard(scope, event, site, guard, &context, budget) {
            Ok(holds) => applies = holds,
            Err(t) => trouble = Some(t),
        }
    }
    if applies && trouble.is_none() && matches!(end, Filled::Ready) {
        end = fill_captures(scope, event, site, clause, sources, &mut context);
    }
    let mut own = Verdict::Continue;
    let mut caught = Verdict::Continue;
    let mut kind = Kind::Verdict;
    let mut message = String::new();
    match end {
        Filled::Ready if trouble.is_some() || !applies => {}
        Filled::Ready => {
            match run_body(scope, event, site, clause, sources, &mut context, budget) {
                Ok((verdict, from_catchers)) => (own, caught) = (verdict, from_catchers),
                Err((t, from_catchers)) => (trouble, caught) = (Some(t), from_catchers),
            }
        }
        Filled::Refuse(errno, slot) => {
            own = Verdict::Deny(errno.0);
            let name = clause.params.get(usize::from(slot)).map_or("?", |p| p);
            // Without memory for it the record has no message.
            let _ = message.try_reserve(name.len() + 64).map(|()| {
                write!(message, "${name}, which the clause decides on, cannot be captured")
            });
        }
        Filled::OutOfMemory => trouble = Some(Trouble::OutOfMemory),
    }
    if let Some(t) = trouble {
        kind = Kind::Fault;
        own = match wrapper.object().on_fault {
            OnFault::Deny => Verdict::Deny(EPERM.0),
            OnFault::Allow => Verdict::Continue,
            OnFault::Kill => Verdict::Kill(SIGKILL),
        };
        explain(&mut message, wrapper.object(), t);
    }
    if let Some(shared) = scope.core.shared.get_mut(site.wrapper as usize)
        && let Some(s) = shared.stats.clauses.get_mut(usize::from(site.pick.clause))
    {
        s.hits += u64::from(applies);
        s.verdicts += u64::from(own != Verdict::Continue);
        s.faults += u64::from(trouble.is_some());
        s.instructions += start.saturating_sub(budget.left());
    }
    if own != Verdict::Continue || trouble.is_some() {
        crate::record::record(scope, event, Some(&site), site.tid, kind, own, message);
    }
    if wrapper.options.permissive {
        own = Verdict::Continue;
    }
    stronger(own, caught)
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

fn decides(clause: &Clause, slot: usize) -> bool {
    clause.decides.checked_shr(slot as u32).unwrap_or(0) & 1 != 0
}

fn fill_scalars(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: Site,
    clause: &Clause,
    sources: &[Source],
    context: &mut Context,
) -> Filled {
    if !event.is_call() {
        for (n, (v, len)) in event.params.iter().zip(event.lens).enumerate() {
            context.slot(n, *v, len);
        }
        return Filled::Ready;
    }
    for (n, source) in sources.iter().enumerate() {
        match capture::scalar(event, scope.host, site.tid, *source) {
            Ok(0) => {}
            Ok(v) => context.slot(n, v, 0),
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

fn fill_captures(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: Site,
    clause: &Clause,
    sources: &[Source],
    context: &mut Context,
) -> Filled {
    for (n, source) in sources.iter().enumerate() {
        if !matches!(source, Source::Capture { .. }) {
            continue;
        }
        let c = match capture::capture(event, scope.host, site.tid, *source) {
            Ok(Some(c)) => c,
            Ok(None) => continue,
            Err(_) => return Filled::OutOfMemory,
        };
        if decides(clause, n) {
            if let Some(errno) = capture::refusal(&c, scope.policy.target) {
                return Filled::Refuse(errno, n as u8);
            }
            event.decided(&c);
        }
        let (value, len) = capture::slot(&c);
        context.slot(n, value, len);
    }
    if clause.does & does::ALL_PARAMS != 0
        && crate::record::capture_all(scope, event, site.tid).is_err()
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
    site: Site,
) -> Result<(), Verdict> {
    let policy = scope.policy;
    let Some(wrapper) = policy.wrappers.get(site.wrapper) else { return Ok(()) };
    let Some(clause) = wrapper.clause(site.pick.clause) else { return Ok(()) };
    let On::Calls(binds) = &clause.on else { return Ok(()) };
    let Some(bind) = binds.get(usize::from(site.pick.bind)) else { return Ok(()) };
    let mut scratch = Context([0; _]);
    let mut end = fill_scalars(scope, event, site, clause, &bind.sources, &mut scratch);
    if matches!(end, Filled::Ready) {
        end = fill_captures(scope, event, site, clause, &bind.sources, &mut scratch);
    }
    let (kind, verdict, message) = match end {
        Filled::Ready => return Ok(()),
        Filled::Refuse(errno, _) => (Kind::Verdict, Verdict::Deny(errno.0), "unreadable argument"),
        Filled::OutOfMemory => (Kind::Fault, Verdict::Deny(EPERM.0), "out of memory"),
    };
    let message = wss_abi::mem::try_string(message).unwrap_or_default();
    crate::record::record(scope, event, Some(&site), site.tid, kind, verdict, message);
    if wrapper.options.permissive { Ok(()) } else { Err(verdict) }
}

/// State that a clause may reach, out of its place while the clause runs.
struct Taken {
    state: Vec<u8>,
    shared: Vec<u8>,
    call: Vec<u8>,
}

impl Taken {
    fn take(scope: &mut Scope<'_>, event: &mut Event, site: Site) -> Taken {
        let process = scope.core.processes.all.get_mut(site.process);
        let state = match process.and_then(|p| p.bindings.get_mut(site.binding)) {
            Some(b) => {
                b.busy = true;
                core::mem::take(&mut b.state)
            }
            None => Vec::new(),
        };
        let shared = scope.core.shared.get_mut(site.wrapper as usize);
        let shared = shared.map(|s| core::mem::take(&mut s.bytes)).unwrap_or_default();
        let call = site.passed.and_then(|n| event.passed_mut(n));
        let call = call.map(|p| core::mem::take(&mut p.data)).unwrap_or_default();
        Taken { state, shared, call }
    }

    fn put_back(self, scope: &mut Scope<'_>, event: &mut Event, site: Site) {
        let process = scope.core.processes.all.get_mut(site.process);
        if let Some(b) = process.and_then(|p| p.bindings.get_mut(site.binding)) {
            b.busy = false;
            b.state = self.state;
        }
        if let Some(s) = scope.core.shared.get_mut(site.wrapper as usize) {
            s.bytes = self.shared;
        }
        if let Some(p) = site.passed.and_then(|n| event.passed_mut(n)) {
            p.data = self.call;
        }
    }
}

fn run_guard(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: Site,
    guard: u32,
    context: &Context,
    budget: &mut Budget,
) -> Result<bool, Trouble> {
    let Some(wrapper) = scope.policy.wrappers.get(site.wrapper) else { return Ok(false) };
    let Some(mut stack) = scope.core.take_stack() else { return Err(Trouble::OutOfMemory) };
    let process = scope.core.processes.all.get(site.process);
    let state = process.and_then(|p| p.bindings.get(site.binding)).map_or(&[][..], |b| &b.state);
    let shared = scope.core.shared.get(site.wrapper as usize).map_or(&[][..], |s| &s.bytes);
    let call = site.passed.and_then(|n| event.passed(n)).map_or(&[][..], |p| &p.data);
    let mut memory = Memory::new(&mut stack)
        .with(Region::Rodata, Slot::ReadOnly(&wrapper.object().rodata))
        .with(Region::State, Slot::ReadOnly(state))
        .with(Region::Shared, Slot::ReadOnly(shared))
        .with(Region::Call, Slot::ReadOnly(call))
        .with(Region::Ctx, Slot::ReadOnly(&context.0));
    let r1 = Region::Ctx.at(0);
    let result = run(&wrapper.program, guard, r1, &mut memory, &mut Bare, budget);
    scope.core.give_stack(stack);
    result.map(|r0| r0 != 0).map_err(Trouble::Machine)
}

/// Bytes that the clause's assignments may need in the capture region.
fn rewrite_room(clause: &Clause, sources: &[Source], event: &Event) -> usize {
    if clause.rewrites == 0 || event.what != What::Pre {
        return 0;
    }
    let mut room = 0usize;
    for (n, source) in sources.iter().enumerate() {
        if clause.rewrites.checked_shr(n as u32).unwrap_or(0) & 1 == 0 {
            continue;
        }
        room += match source {
            Source::Capture { shape: Shape::Bytes { max, .. }, .. } => *max as usize + 8,
            Source::Capture { .. } => MAX_STRING as usize + 8,
            _ => 0,
        };
    }
    // Twice, for a clause that assigns a parameter more than once.
    (room * 2).min(MAX_CAPTURE as usize)
}

type Ran = Result<(Verdict, Verdict), (Trouble, Verdict)>;

fn run_body(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: Site,
    clause: &Clause,
    sources: &[Source],
    context: &mut Context,
    budget: &mut Budget,
) -> Ran {
    let none = Verdict::Continue;
    let Some(wrapper) = scope.policy.wrappers.get(site.wrapper) else { return Ok((none, none)) };
    let used = event.bytes.len().next_multiple_of(8);
    let room = rewrite_room(clause, sources, event);
    if room > 0 && grow(&mut event.bytes, used + room).is_err() {
        return Err((Trouble::OutOfMemory, none));
    }
    let Some(mut stack) = scope.core.take_stack() else {
        return Err((Trouble::OutOfMemory, none));
    };
    let mut taken = Taken::take(scope, event, site);
    let mut bytes = core::mem::take(&mut event.bytes);
    let (result, caught, used) = {
        let mut memory = Memory::new(&mut stack)
            .with(Region::Rodata, Slot::ReadOnly(&wrapper.object().rodata))
            .with(Region::State, Slot::ReadWrite(&mut taken.state))
            .with(Region::Shared, Slot::ReadWrite(&mut taken.shared))
            .with(Region::Call, Slot::ReadWrite(&mut taken.call))
            .with(Region::Ctx, Slot::Engine(&mut context.0))
            .with(Region::Capture, Slot::Engine(&mut bytes));
        let mut helpers =
            Call { scope, event, site, clause, sources, used, caught: none, oom: false };
        let r1 = Region::Ctx.at(0);
        let result = run(&wrapper.program, clause.body, r1, &mut memory, &mut helpers, budget);
        let result = if helpers.oom { Err(Trouble::OutOfMemory) } else { checked(result) };
        (result, helpers.caught, helpers.used)
    };
    bytes.truncate(used.min(bytes.len()));
    event.bytes = bytes;
    taken.put_back(scope, event, site);
    scope.core.give_stack(stack);
    match result {
        Ok(verdict) => match (verdict, event.what, clause.phase) {
            // Only a call has a result to make up.
            (Verdict::Return, What::Raised(..) | What::Life(_), _) => {
                Err((Trouble::BadVerdict(verdict.code()), caught))
            }
            (v, _, Phase::Pre | Phase::Post) => Ok((v, caught)),
        },
        Err(t) => Err((t, caught)),
    }
}

fn checked(result: Result<u64, FaultAt>) -> Result<Verdict, Trouble> {
    let r0 = result.map_err(Trouble::Machine)?;
    Verdict::from_code(r0 as u32).ok_or(Trouble::BadVerdict(r0 as u32))
}

fn explain(message: &mut String, object: &wss_abi::object::Object, trouble: Trouble) {
    if message.try_reserve(512).is_err() {
        return;
    }
    // Writing to a string fails only where it has no room, and then the message ends early.
    let _ = match trouble {
        Trouble::Machine(at) => match at.position(object) {
            Some(p) if p.file.len() < 256 => write!(message, "{p}: {}", at.fault),
            Some(_) | None => write!(message, "instruction {}: {}", at.insn, at.fault),
        },
        Trouble::BadVerdict(code) => write!(message, "{code:#x} is no verdict"),
        Trouble::OutOfMemory => write!(message, "out of memory"),
    };
}
