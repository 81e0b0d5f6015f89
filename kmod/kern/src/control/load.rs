//! Loading wrappers and adding criteria. Objects are large and decoding them takes stack: each step is
//! a function of its own, so that no caller holds the stack of all.
use super::{Reach, Refusal, vital};
use alloc::vec::Vec;
use wss_abi::control::{Answer, Criteria, Name, Unit};
use wss_abi::mem::{OutOfMemory, TryVec, try_string};
use wss_abi::object::Object;
use wss_engine::criteria::{CriterionError, Names};
use wss_engine::{Criterion, Engine, LoadError, LoadOptions};

type Loads = Vec<(Object, LoadOptions)>;
type Done = Result<(Answer, Reach), Refusal>;

const JUDGE: (Answer, Reach) = (Answer::Done, Reach::Judge);

/// Loads wrappers, all or none.
#[inline(never)]
pub(super) fn units(engine: &mut Engine, units: Vec<Unit>, confirmed: bool) -> Done {
    let mut loads = Vec::new();
    for u in units {
        unit(&mut loads, u)?;
    }
    if !confirmed && let Some(answer) = confirm(loads.iter().flat_map(|(_, o)| &o.activate))? {
        return Ok((answer, Reach::None));
    }
    put(engine, loads)?;
    Ok(JUDGE)
}

#[inline(never)]
fn put(engine: &mut Engine, loads: Loads) -> Result<(), LoadError> {
    let prepared = engine.prepare(loads)?;
    engine.commit(prepared)
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

/// Adds an activation criterion.
#[inline(never)]
pub(super) fn activate(
    engine: &mut Engine,
    wrapper: &str,
    criteria: &Criteria,
    confirmed: bool,
) -> Done {
    let criterion = criterion(criteria)?;
    if !confirmed && let Some(answer) = confirm(core::iter::once(&criterion))? {
        return Ok((answer, Reach::None));
    }
    engine.activate(wrapper, criterion)?;
    Ok(JUDGE)
}

/// Adds a deactivation criterion.
#[inline(never)]
pub(super) fn deactivate(engine: &mut Engine, wrapper: &str, criteria: &Criteria) -> Done {
    engine.deactivate(wrapper, criterion(criteria)?)?;
    Ok(JUDGE)
}

/// Asks whether the user means it, if a criterion holds for what the system is administered by.
#[inline(never)]
fn confirm<'c>(
    criteria: impl Iterator<Item = &'c Criterion>,
) -> Result<Option<Answer>, OutOfMemory> {
    let mut what = Vec::new();
    for path in vital::held_by(criteria)? {
        what.try_push(try_string(path)?)?;
    }
    Ok((!what.is_empty()).then_some(Answer::Confirm(what)))
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
