//! Control: what `wssctl` asks through `/dev/wss`, carried out on the engine. Here is what is decided;
//! [`device`] is the boundary to C.
pub mod device;
mod show;
mod vital;

use crate::intercept;
use crate::state::State;
use alloc::string::String;
use alloc::vec::Vec;
use core::ffi::c_int;
use core::fmt::{Display, Write as _};
use wss_abi::control::{Answer, Ask, Criteria, Name, Request, Unit};
use wss_abi::mem::{OutOfMemory, Text, TryVec, try_string};
use wss_abi::object::{Object, ObjectError};
use wss_engine::criteria::{CriterionError, Names};
use wss_engine::host::Host;
use wss_engine::{Criterion, LoadError, LoadOptions};

// Errnos of FreeBSD (sys/errno.h).
const EPERM: u16 = 1;
const ENOENT: u16 = 2;
const ESRCH: u16 = 3;
const ENOEXEC: u16 = 8;
const ENOMEM: u16 = 12;
const EEXIST: u16 = 17;
const EINVAL: u16 = 22;
const ENOSPC: u16 = 28;
const EOPNOTSUPP: u16 = 45;

/// What control keeps.
#[derive(Debug, Default)]
pub struct Control {
    /// `wssctl lock` was given: nothing changes until the system is started again.
    pub locked: bool,
    /// What hindered the module's unloading when it was last tried: process ids and programs.
    pub hindering: Vec<(u32, String)>,
    /// When the module was loaded, in seconds since the system was started.
    pub loaded: u64,
}

/// What has to be done to processes that run, when a request has been carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nothing.
    None,
    /// Criteria have to be judged on all of them.
    Judge,
    /// Wrap sets of known ones have changed.
    Changed,
}

/// Why a request was refused: errno and words.
#[derive(Debug)]
struct Refusal(u16, String);

impl Refusal {
    fn new(errno: u16, reason: impl Display) -> Refusal {
        let mut text = Text::default();
        // A reason that memory is wanting for is told by its errno.
        let _ = write!(text, "{reason}");
        Refusal(errno, text.finish().unwrap_or_default())
    }
}

impl From<OutOfMemory> for Refusal {
    fn from(e: OutOfMemory) -> Self {
        Refusal::new(ENOMEM, e)
    }
}

impl From<LoadError> for Refusal {
    fn from(e: LoadError) -> Self {
        let errno = match &e {
            LoadError::Duplicate(_) => EEXIST,
            LoadError::NoSuchWrapper(_) => ENOENT,
            LoadError::NotHeld { .. } => EOPNOTSUPP,
            LoadError::TooMany => ENOSPC,
            LoadError::OutOfMemory => ENOMEM,
            _ => ENOEXEC,
        };
        Refusal::new(errno, e)
    }
}

impl From<ObjectError> for Refusal {
    fn from(e: ObjectError) -> Self {
        Refusal::new(ENOEXEC, e)
    }
}

impl From<CriterionError> for Refusal {
    fn from(e: CriterionError) -> Self {
        Refusal::new(EINVAL, e)
    }
}

/// Carries a request out; `secure`: the asker's securelevel is above 0.
pub fn carry_out(
    state: &mut State,
    host: &mut dyn Host,
    request: Request,
    secure: bool,
) -> (Answer, Reach) {
    match act(state, host, request, secure) {
        Ok(done) => done,
        Err(Refusal(errno, reason)) => (Answer::Refused { errno, reason }, Reach::None),
    }
}

/// Why nothing may be changed, if so.
pub fn frozen(control: &Control, secure: bool) -> Option<&'static str> {
    if control.locked {
        Some("locked until the system is started again")
    } else if secure {
        Some("the securelevel is above 0")
    } else {
        None
    }
}

/// Lets a change take effect on processes that run.
pub fn reach(state: &mut State, reach: Reach) {
    match reach {
        Reach::None => {}
        Reach::Judge => intercept::adopt_running(state),
        Reach::Changed => {
            intercept::watch(state);
            intercept::apply(state);
        }
    }
}

/// Whether a process may unload the module, as an errno: not while changes are refused, nor from
/// under a wrapper, nor while processes hinder it, which `status` then tells.
pub fn may_unload(state: &mut State, pid: u32, secure: bool) -> c_int {
    if frozen(&state.control, secure).is_some() || device::wrapped(state, pid) {
        return EPERM.into();
    }
    0
}

fn act(
    state: &mut State,
    host: &mut dyn Host,
    request: Request,
    secure: bool,
) -> Result<(Answer, Reach), Refusal> {
    if request.ask.changes()
        && let Some(why) = frozen(&state.control, secure)
    {
        return Err(Refusal::new(EPERM, format_args!("nothing can be changed: {why}")));
    }
    let done = |reach| Ok((Answer::Done, reach));
    let engine = &mut state.engine;
    match request.ask {
        Ask::Load(units) => {
            let mut loads = Vec::new();
            for unit in units {
                loads.try_push(load(unit)?)?;
            }
            let prepared = {
                if !request.confirmed {
                    let criteria = loads.iter().flat_map(|(_, o)| &o.activate);
                    if let Some(confirm) = confirm(criteria)? {
                        return Ok((confirm, Reach::None));
                    }
                }
                engine.prepare(loads)?
            };
            engine.commit(prepared)?;
            done(Reach::Judge)
        }
        Ask::Unload(wrapper) => {
            engine.unload(host, &wrapper)?;
            done(Reach::Changed)
        }
        Ask::Activate(wrapper, criteria) => {
            let criterion = criterion(&criteria)?;
            if !request.confirmed
                && let Some(confirm) = confirm([&criterion].into_iter())?
            {
                return Ok((confirm, Reach::None));
            }
            engine.activate(&wrapper, criterion)?;
            done(Reach::Judge)
        }
        Ask::Deactivate(wrapper, criteria) => {
            engine.deactivate(&wrapper, criterion(&criteria)?)?;
            done(Reach::Judge)
        }
        Ask::Detach(wrapper, pid) => match detach(state, host, &wrapper, pid)? {
            true => done(Reach::Changed),
            false => {
                Err(Refusal::new(ESRCH, format_args!("{wrapper} is not bound to process {pid}")))
            }
        },
        Ask::List => Ok((Answer::Wrappers(show::wrappers(&state.engine)?), Reach::None)),
        Ask::Status => Ok((Answer::Status(show::status(state, secure)?), Reach::None)),
        Ask::Ps => Ok((Answer::Processes(show::processes(&state.engine)?), Reach::None)),
        Ask::Lock => {
            state.control.locked = true;
            done(Reach::None)
        }
    }
}

fn detach(
    state: &mut State,
    host: &mut dyn Host,
    wrapper: &str,
    pid: u32,
) -> Result<bool, LoadError> {
    state.engine.detach(host, wrapper, pid)
}

fn load(unit: Unit) -> Result<(Object, LoadOptions), Refusal> {
    let object = Object::decode(&unit.object)?;
    let mut options = LoadOptions { permissive: unit.permissive, ..LoadOptions::default() };
    for c in &unit.activate {
        options.activate.try_push(criterion(c)?)?;
    }
    for c in &unit.deactivate {
        options.deactivate.try_push(criterion(c)?)?;
    }
    Ok((object, options))
}

/// Asks whether the user means it, if a criterion holds for what the system is administered by.
fn confirm<'c>(
    criteria: impl Iterator<Item = &'c Criterion>,
) -> Result<Option<Answer>, OutOfMemory> {
    let mut what = Vec::new();
    for path in vital::held_by(criteria)? {
        what.try_push(try_string(path)?)?;
    }
    Ok((!what.is_empty()).then_some(Answer::Confirm(what)))
}

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
