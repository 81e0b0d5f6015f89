//! Making audit records. A record that there is no room or no memory for is dropped and counted.
use crate::capture::{Capture, Got};
use crate::capture::{blank, capture};
use crate::engine::Scope;
use crate::event::{Event, WARNING, What};
use crate::host::Tid;
use crate::run::Site;
use alloc::string::String;
use alloc::vec::Vec;
use wss_abi::addr::split;
use wss_abi::audit::{self, Kind, Record, Subject, Value};
use wss_abi::clause::{Clause, Life, Source};
use wss_abi::mem::{OutOfMemory, TryVec, lossy, try_string, try_vec};
use wss_abi::verdict::Verdict;

/// Puts a record about the event into the queue.
pub(crate) fn record(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: Option<&Site>,
    tid: Tid,
    kind: Kind,
    verdict: Verdict,
    message: String,
) {
    if !scope.core.audit.has_room(0) {
        return scope.core.audit.drop_one();
    }
    // Memory of the process may be read for it: before there is a record, which takes stack.
    let described = describe_whole(scope, event, tid, kind);
    scope.core.audit.make_room(scope.host.now(false));
    put(scope, event, site, tid, kind, verdict, message, described);
}

#[inline(never)]
#[allow(clippy::too_many_arguments)]
fn put(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: Option<&Site>,
    tid: Tid,
    kind: Kind,
    verdict: Verdict,
    message: String,
    described: Result<Option<audit::Event>, OutOfMemory>,
) {
    let made = described.and_then(|d| make(scope, event, site, tid, kind, verdict, message, d));
    match made {
        Ok(record) => scope.core.audit.push(record),
        Err(OutOfMemory) => scope.core.audit.drop_one(),
    }
}

#[allow(clippy::too_many_arguments)]
fn make(
    scope: &mut Scope<'_>,
    event: &mut Event,
    site: Option<&Site>,
    tid: Tid,
    kind: Kind,
    verdict: Verdict,
    message: String,
    described: Option<audit::Event>,
) -> Result<Record, OutOfMemory> {
    let creds = *scope.creds(event, tid);
    let policy = scope.policy;
    let wrapper = site.and_then(|s| policy.wrappers.get(s.wrapper));
    let clause = match (site, wrapper) {
        (Some(s), Some(w)) => w.clause(s.pick.clause),
        _ => None,
    };
    let named = match (site, wrapper) {
        (Some(s), Some(w)) => s.recorded_as.and_then(|n| w.clause(n)).or(clause),
        _ => None,
    };
    let process = match site {
        Some(s) => scope.core.processes.all.get(s.process),
        None => scope.core.processes.of(tid).map(|(_, p)| p),
    };
    let subject = Subject {
        pid: process.map_or(tid, |p| p.pid),
        tid,
        uid: creds.uid,
        jail: creds.jail,
        program: match process {
            Some(p) => lossy(&p.image.path)?,
            None => String::new(),
        },
    };
    Ok(Record {
        seq: 0,
        time: scope.host.now(false),
        kind,
        wrapper: try_string(wrapper.map_or("", |w| w.name()))?,
        clause: match named {
            Some(c) => Some((try_string(&c.label)?, c.line)),
            None => None,
        },
        subject,
        event: described,
        verdict,
        permissive: wrapper.is_some_and(|w| w.options.permissive),
        unlocked: clause.is_some_and(Clause::is_judged_unlocked),
        message,
    })
}

/// The event with what was captured of it. Of a violation, a verdict or a fault, every parameter
/// is told: those that no clause looked at are read for the record alone, and forgotten, so that
/// what a later clause judges is captured when it is judged.
#[inline(never)]
fn describe_whole(
    scope: &mut Scope<'_>,
    event: &mut Event,
    tid: Tid,
    kind: Kind,
) -> Result<Option<audit::Event>, OutOfMemory> {
    let (captures, bytes) = (event.captures.len(), event.bytes.len());
    let captured = match kind {
        Kind::Violation | Kind::Verdict | Kind::Fault => capture_all(scope, event, tid),
        _ => Ok(()),
    };
    let described = captured.and_then(|()| describe(scope, event));
    event.captures.truncate(captures);
    event.bytes.truncate(bytes);
    described
}

fn describe(scope: &Scope<'_>, event: &Event) -> Result<Option<audit::Event>, OutOfMemory> {
    Ok(Some(match event.what {
        What::Pre | What::Post => {
            let post = event.what == What::Post;
            let mut params = Vec::new();
            let calls = wss_calls::table(scope.policy.target);
            let desc = calls.and_then(|c| c.by_nr(event.nr));
            for (n, p) in desc.map_or(&[][..], |d| d.params).iter().enumerate() {
                if let Some(v) = value(event, p.source)? {
                    params.try_push((n as u8, v))?;
                }
            }
            audit::Event::Call {
                target: scope.policy.target,
                nr: event.nr,
                post,
                args: event.args,
                ret: post.then_some(event.ret),
                params,
            }
        }
        What::Raised(wrapper, number) => {
            let wrapper = scope.policy.wrappers.get(wrapper);
            let def = wrapper.and_then(|w| w.object().events.get(usize::from(number)));
            let mut params = Vec::new();
            for (n, (name, string)) in def.map_or(&[][..], |d| &d.params).iter().enumerate() {
                let (slot, len) = event.params.get(n).copied().unwrap_or((0, 0));
                params.try_push((try_string(name)?, raised(event, slot, len, *string)?))?;
            }
            let name = match (number, def) {
                (WARNING, _) => "warning",
                (_, Some(d)) => &d.name,
                (_, None) => "",
            };
            audit::Event::Raised {
                wrapper: try_string(wrapper.map_or("", |w| w.name()))?,
                name: try_string(name)?,
                params,
            }
        }
        What::Life(life) => audit::Event::Life(name_of(life)),
    }))
}

/// Name of a life-cycle event, as in WDL.
pub(crate) const fn name_of(life: Life) -> &'static str {
    match life {
        Life::Activate => "activate",
        Life::Deactivate => "deactivate",
        Life::Fork => "fork",
        Life::Exec => "exec",
        Life::Exit => "exit",
        Life::Signal => "signal",
    }
}

fn raised(event: &Event, slot: u64, len: u32, string: bool) -> Result<Value, OutOfMemory> {
    if !string || slot == 0 {
        return Ok(Value::Scalar(slot));
    }
    let from = split(slot).1 as usize;
    let bytes = event.bytes.get(from..from + len as usize).unwrap_or(&[]);
    Ok(Value::Bytes(0, try_vec(bytes)?, false))
}

/// A parameter's captured value.
fn value(event: &Event, source: Source) -> Result<Option<Value>, OutOfMemory> {
    use wss_abi::clause::Shape;
    let Source::Capture { arg, shape, out, .. } = source else { return Ok(None) };
    let kind = core::mem::discriminant(&shape);
    let c = event.captures.iter().rev().find(|c| {
        c.arg == arg && c.out == out && !c.dead && core::mem::discriminant(&c.shape) == kind
    });
    let Some(c) = c else { return Ok(None) };
    Ok(Some(match (c.got, shape) {
        (Got::Null, _) => Value::Scalar(0),
        (Got::Unreadable, _) => Value::Unreadable(c.addr),
        (_, Shape::StrVec) => {
            let mut strings = Vec::new();
            for s in event.strings(c) {
                let (_, text) = s.split_last().unwrap_or((&0, s));
                strings.try_push(try_vec(text)?)?;
            }
            Value::Strings(c.addr, strings, c.more)
        }
        _ => Value::Bytes(c.addr, try_vec(event.piece(c))?, c.more),
    }))
}

/// Captures every characterised parameter of the call that is there in this phase.
pub(crate) fn capture_all(
    scope: &mut Scope<'_>,
    event: &mut Event,
    tid: Tid,
) -> Result<(), OutOfMemory> {
    if !event.is_call() {
        return Ok(());
    }
    let calls = wss_calls::table(scope.policy.target);
    let Some(desc) = calls.and_then(|c| c.by_nr(event.nr)) else { return Ok(()) };
    for p in desc.params {
        let _: Option<Capture> = capture(event, scope.host, tid, p.source)?;
    }
    Ok(())
}

/// Records something about a process outside any event of it.
pub(crate) fn note(scope: &mut Scope<'_>, tid: Tid, kind: Kind, life: Option<Life>, text: &str) {
    outside(scope, tid, kind, life, "", text);
}

/// Records that a binding of a wrapper began or ended.
pub(crate) fn note_wrapper(scope: &mut Scope<'_>, tid: Tid, kind: Kind, life: Life, wrapper: &str) {
    outside(scope, tid, kind, Some(life), wrapper, "");
}

fn outside(
    scope: &mut Scope<'_>,
    tid: Tid,
    kind: Kind,
    life: Option<Life>,
    wrapper: &str,
    text: &str,
) {
    if !scope.core.audit.has_room(0) {
        return scope.core.audit.drop_one();
    }
    scope.core.audit.make_room(scope.host.now(false));
    let mut event = scope.core.take_event();
    let call = crate::host::Call { nr: 0, args: [0; 6] };
    event.reset(What::Life(life.unwrap_or(Life::Activate)), call, 0);
    let (none, described) = (Verdict::Continue, describe(scope, &event));
    let made = described
        .and_then(|d| Ok((d, try_string(text)?)))
        .and_then(|(d, m)| make(scope, &mut event, None, tid, kind, none, m, d))
        .and_then(|r| Ok(Record { wrapper: try_string(wrapper)?, ..r }));
    match made {
        Ok(mut r) => {
            if life.is_none() {
                r.event = None;
            }
            let mut named = scope.policy.wrappers.iter();
            r.permissive = named.any(|(_, w)| w.name() == wrapper && w.options.permissive);
            scope.core.audit.push(r);
        }
        Err(OutOfMemory) => scope.core.audit.drop_one(),
    }
    scope.core.give_event(event);
}

/// A string parameter of an event that is not a call: its address and length.
pub(crate) fn text_param(event: &mut Event, text: &[u8]) -> Result<(u64, u32), OutOfMemory> {
    let text = text.get(..4095).unwrap_or(text);
    let at = event.reserve(text.len() + 1)?;
    if let Some(to) = event.bytes.get_mut(at..at + text.len()) {
        to.copy_from_slice(text);
    }
    let c = Capture { offset: at as u32, len: text.len() as u32, ..blank(Got::Data) };
    Ok(crate::capture::slot(&c))
}
