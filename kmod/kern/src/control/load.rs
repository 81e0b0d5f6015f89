//! Wrappers to load and criteria to add, before the engine's lock is taken. Objects are large and
//! decoding them takes stack: each step is a function of its own, so that no caller holds the stack of
//! all.
use super::{Refusal, Work, vital};
use crate::hold::{HELD, UNTOLD};
use crate::jit::compiler;
use alloc::string::String;
use alloc::vec::Vec;
use wss_abi::control::{Criteria, Name, Unit};
use wss_abi::mem::{OutOfMemory, TryVec, try_string};
use wss_abi::object::Object;
use wss_abi::target::Target;
use wss_engine::criteria::{CriterionError, Names};
use wss_engine::{Criterion, Engine, LoadOptions};

type Loads = Vec<(Object, LoadOptions)>;

/// Wrappers to load, all or none.
#[inline(never)]
pub(super) fn units(units: Vec<Unit>, confirmed: bool) -> Result<Work, Refusal> {
    let mut loads = Vec::new();
    for u in units {
        unit(&mut loads, u)?;
    }
    let question = match confirmed {
        true => None,
        false => confirm(loads.iter().flat_map(|(_, o)| &o.activate))?,
    };
    crate::intercept::hash_running(loads.iter().flat_map(|(_, o)| &o.activate));
    let prepared = Engine::prepare_for(Target::FreebsdAmd64, HELD, UNTOLD, compiler(), loads)?;
    Ok(Work::Load(prepared, question))
}

#[inline(never)]
fn unit(to: &mut Loads, unit: Unit) -> Result<(), Refusal> {
    let mut options = LoadOptions { permissive: unit.permissive, ..LoadOptions::default() };
    for c in &unit.activate {
        options.activate.try_push(criterion(c)?)?;
    }
    for c in &unit.deactivate {
        options.deactivate.try_push(criterion(c)?)?;
    }
    to.try_push((Object::decode(&unit.object)?, options))?;
    Ok(())
}

/// A criterion to add to a wrapper.
#[inline(never)]
pub(super) fn added(
    wrapper: String,
    criteria: &Criteria,
    activates: bool,
    confirmed: bool,
) -> Result<Work, Refusal> {
    let criterion = criterion(criteria)?;
    crate::intercept::hash_running(core::iter::once(&criterion).filter(|_| activates));
    let question = match activates && !confirmed {
        true => confirm(core::iter::once(&criterion))?,
        false => None,
    };
    Ok(Work::Criterion(wrapper, criterion, activates, question))
}

/// Puts in force what was prepared.
#[inline(never)]
pub(super) fn put(engine: &mut Engine, work: Work) -> Result<(), Refusal> {
    match work {
        Work::Load(prepared, _) => engine.commit(prepared)?,
        Work::Criterion(wrapper, c, true, _) => engine.activate(&wrapper, c)?,
        Work::Criterion(wrapper, c, false, _) => engine.deactivate(&wrapper, c)?,
        Work::Ask(_) => {}
    }
    Ok(())
}

/// The programs to ask about: those for which a criterion holds, of what administers the system.
#[inline(never)]
fn confirm<'c>(
    criteria: impl Iterator<Item = &'c Criterion>,
) -> Result<Option<Vec<String>>, OutOfMemory> {
    let mut what = Vec::new();
    for path in vital::held_by(criteria)? {
        what.try_push(try_string(path)?)?;
    }
    Ok((!what.is_empty()).then_some(what))
}

#[inline(never)]
fn criterion(c: &Criteria) -> Result<Criterion, CriterionError> {
    Criterion::parse(&c.text, &Given(&c.names))
}

/// Users and groups as the asker found them: a kernel has no user database.
struct Given<'a>(&'a [Name]);

impl Given<'_> {
    fn id(&self, group: bool, name: &str) -> Option<u32> {
        self.0.iter().find(|n| n.group == group && n.name == name).map(|n| n.id)
    }
}

impl Names for Given<'_> {
    fn user(&self, name: &str) -> Option<u32> {
        self.id(false, name)
    }

    fn group(&self, name: &str) -> Option<u32> {
        self.id(true, name)
    }
}
