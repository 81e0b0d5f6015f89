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
use wss_engine::LoadError;
use wss_engine::criteria::CriterionError;
use wss_engine::host::Host;

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

fn act(
    state: &mut State,
    host: &mut dyn Host,
    request: Request,
    secure: bool,
) -> Result<(Answer, Reach), Refusal> {
    let Request { confirmed, ask } = request;
    if ask.changes()
        && let Some(why) = frozen(&state.control, secure)
    {
        return Err(Refusal::new(EPERM, format_args!("nothing can be changed: {why}")));
    }
    let engine = &mut state.engine;
    let answer = match ask {
        Ask::Load(units) => load::units(engine, units, confirmed)?,
        Ask::Activate(wrapper, c) => load::activate(engine, &wrapper, &c, confirmed)?,
        Ask::Deactivate(wrapper, c) => load::deactivate(engine, &wrapper, &c)?,
        Ask::List => (Answer::Wrappers(show::wrappers(engine)?), Reach::None),
        Ask::Status => (Answer::Status(show::status(state, secure)?), Reach::None),
        Ask::Ps => (Answer::Processes(show::processes(engine)?), Reach::None),
        Ask::Unload(wrapper) => {
            engine.unload(host, &wrapper)?;
            (Answer::Done, Reach::Changed)
        }
        Ask::Detach(wrapper, pid) => {
            if !engine.detach(host, &wrapper, pid)? {
                let reason = format_args!("{wrapper} is not bound to process {pid}");
                return Err(Refusal::new(ESRCH, reason));
            }
            (Answer::Done, Reach::Changed)
        }
        Ask::Lock => {
            state.control.locked = true;
            (Answer::Done, Reach::None)
        }
    };
    Ok(answer)
}
