//! Control: what `wssctl` asks through `/dev/wss`, carried out on the engine. Here is what is decided;
//! [`device`] is the boundary to C.
pub mod device;
mod load;
mod show;
mod unload;
mod vital;

pub use unload::may_unload;

use crate::intercept;
use crate::state::State;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{Display, Write as _};
use wss_abi::control::{Answer, Ask, Request};
use wss_abi::mem::{OutOfMemory, Text};
use wss_abi::object::ObjectError;
use wss_engine::criteria::CriterionError;
use wss_engine::host::Host;
use wss_engine::{Criterion, LoadError, Prepared};

// Errnos of FreeBSD (sys/errno.h).
const EPERM: u16 = 1;
const ENOENT: u16 = 2;
const ESRCH: u16 = 3;
const ENOEXEC: u16 = 8;
const ENOMEM: u16 = 12;
const EBUSY: u16 = 16;
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
    #[inline(never)]
    fn new(errno: u16, reason: impl Display) -> Refusal {
        let mut text = Text::default();
        // A reason that memory is wanting for is told by its errno.
        let _ = write!(text, "{reason}");
        Refusal(errno, text.finish().unwrap_or_default())
    }

    /// As an answer.
    #[inline(never)]
    fn encode(self) -> Told {
        Answer::Refused { errno: self.0, reason: self.1 }.encode()
    }
}

impl From<OutOfMemory> for Refusal {
    fn from(e: OutOfMemory) -> Self {
        Refusal::new(ENOMEM, e)
    }
}

impl From<LoadError> for Refusal {
    #[inline(never)]
    fn from(e: LoadError) -> Self {
        let errno = match &e {
            LoadError::Duplicate(_) => EEXIST,
            LoadError::NoSuchWrapper(_) => ENOENT,
            LoadError::NotHeld { .. } | LoadError::Untold { .. } => EOPNOTSUPP,
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

/// A request, with all done that needs no engine.
#[derive(Debug)]
pub enum Work {
    /// Wrappers to put in force, and what to ask about them first.
    Load(Prepared, Option<Vec<String>>),
    /// A criterion to add, activating or not, and what to ask about it first.
    Criterion(String, Criterion, bool, Option<Vec<String>>),
    /// Anything else.
    Ask(Ask),
}

/// Does what a request needs no engine for: its lock is not held while objects are decoded and
/// verified and criteria are parsed. Error: the answer that comes of it, in bytes.
pub fn prepare(request: Request) -> Result<Work, Told> {
    ready(request).map_err(Refusal::encode)
}

#[inline(never)]
fn ready(request: Request) -> Result<Work, Refusal> {
    match request.ask {
        Ask::Load(units) => load::units(units, request.confirmed),
        Ask::Activate(wrapper, c) => load::added(wrapper, &c, true, request.confirmed),
        Ask::Deactivate(wrapper, c) => load::added(wrapper, &c, false, request.confirmed),
        other => Ok(Work::Ask(other)),
    }
}

/// An answer in bytes.
pub type Told = Result<Vec<u8>, OutOfMemory>;

/// Carries a request out; `secure`: the asker's securelevel is above 0. What it does is in functions of
/// their own, so that what an unloading runs has the stack to itself.
pub fn carry_out(
    state: &mut State,
    host: &mut dyn Host,
    work: Work,
    secure: bool,
) -> (Told, Reach) {
    match work {
        Work::Ask(ask @ (Ask::List | Ask::Status | Ask::Ps)) => {
            (tell(state, &ask, secure), Reach::None)
        }
        work => match frozen(&state.control, secure) {
            Some(why) => {
                let reason = format_args!("nothing can be changed: {why}");
                (Refusal::new(EPERM, reason).encode(), Reach::None)
            }
            None => change(state, host, work),
        },
    }
}

#[inline(never)]
fn tell(state: &mut State, ask: &Ask, secure: bool) -> Told {
    let answer = match ask {
        Ask::List => {
            intercept::collect(state);
            Answer::Wrappers(show::wrappers(&state.engine)?)
        }
        Ask::Ps => Answer::Processes(show::processes(&state.engine)?),
        _ => Answer::Status(show::status(state, secure)?),
    };
    answer.encode()
}

#[inline(never)]
fn well() -> Told {
    Answer::Done.encode()
}

#[inline(never)]
fn ask(what: Vec<String>) -> Told {
    Answer::Confirm(what).encode()
}

#[inline(never)]
fn change(state: &mut State, host: &mut dyn Host, work: Work) -> (Told, Reach) {
    let engine = &mut state.engine;
    let done = match work {
        Work::Load(_, Some(what)) | Work::Criterion(_, _, _, Some(what)) => {
            return (ask(what), Reach::None);
        }
        Work::Load(..) | Work::Criterion(..) => load::put(engine, work).map(|()| Reach::Judge),
        Work::Ask(Ask::Unload(wrapper)) => unload::wrapper(engine, host, &wrapper),
        Work::Ask(Ask::Detach(wrapper, pid)) => unload::binding(engine, host, &wrapper, pid),
        Work::Ask(Ask::Lock) => {
            state.control.locked = true;
            Ok(Reach::None)
        }
        // Prepared, or told.
        Work::Ask(_) => Ok(Reach::None),
    };
    match done {
        Ok(reach) => (well(), reach),
        Err(refusal) => (refusal.encode(), Reach::None),
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
