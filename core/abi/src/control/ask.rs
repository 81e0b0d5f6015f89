//! Requests.
use super::limit;
use crate::mem::OutOfMemory;
use crate::object::limit::{NAME, OBJECT};
use crate::wire::{Reader, WireError, Writer};
use alloc::string::String;
use alloc::vec::Vec;

/// A request.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// The user has agreed to what [`super::Answer::Confirm`] asks about.
    pub confirmed: bool,
    /// What is asked.
    pub ask: Ask,
}

/// What is asked.
#[derive(Debug, PartialEq, Eq)]
pub enum Ask {
    /// Load wrappers, all or none.
    Load(Vec<Unit>),
    /// Unload a wrapper.
    Unload(String),
    /// Add an activation criterion to a wrapper.
    Activate(String, Criteria),
    /// Add a deactivation criterion to a wrapper.
    Deactivate(String, Criteria),
    /// End the binding of a wrapper to a process.
    Detach(String, u32),
    /// The loaded wrappers.
    List,
    /// The engine.
    Status,
    /// The processes that the engine knows.
    Ps,
    /// Refuse every change until the system is started again.
    Lock,
}

/// A wrapper to load.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// The object, as `wrapc` writes it.
    pub object: Vec<u8>,
    /// Its verdicts are recorded, not enforced.
    pub permissive: bool,
    /// Bind it where any of these holds.
    pub activate: Vec<Criteria>,
    /// End its bindings where any of these holds.
    pub deactivate: Vec<Criteria>,
}

/// A criterion, as written, and what the names in it mean: a kernel has no user database.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Criteria {
    /// As written.
    pub text: String,
    /// Users and groups in it that were found.
    pub names: Vec<Name>,
}

/// The id that a name means.
#[derive(Debug, PartialEq, Eq)]
pub struct Name {
    /// A group rather than a user.
    pub group: bool,
    /// The name.
    pub name: String,
    /// Its id.
    pub id: u32,
}

impl Ask {
    /// The number that stands for it.
    pub const fn verb(&self) -> u32 {
        match self {
            Ask::Load(_) => 1,
            Ask::Unload(_) => 2,
            Ask::Activate(..) => 3,
            Ask::Deactivate(..) => 4,
            Ask::Detach(..) => 5,
            Ask::List => 6,
            Ask::Status => 7,
            Ask::Ps => 8,
            Ask::Lock => 9,
        }
    }

    /// Whether it changes anything.
    pub const fn changes(&self) -> bool {
        !matches!(self, Ask::List | Ask::Status | Ask::Ps)
    }
}

impl Request {
    /// The content; its verb goes beside it.
    pub fn encode(&self) -> Result<Vec<u8>, OutOfMemory> {
        let mut w = Writer::new();
        w.u8(u8::from(self.confirmed));
        match &self.ask {
            Ask::Load(units) => w.list(units, unit),
            Ask::Unload(wrapper) => w.bytes(wrapper.as_bytes()),
            Ask::Activate(wrapper, c) | Ask::Deactivate(wrapper, c) => {
                w.bytes(wrapper.as_bytes());
                criteria(&mut w, c);
            }
            Ask::Detach(wrapper, pid) => {
                w.bytes(wrapper.as_bytes());
                w.u32(*pid);
            }
            Ask::List | Ask::Status | Ask::Ps | Ask::Lock => {}
        }
        w.finish()
    }

    /// Reads the content of a request of this verb.
    pub fn decode(verb: u32, bytes: &[u8]) -> Result<Request, WireError> {
        if bytes.len() > limit::REQUEST {
            return Err(WireError::TooMany("request"));
        }
        let mut r = Reader::new(bytes);
        let confirmed = r.bool("confirmation")?;
        let wrapper = |r: &mut Reader<'_>| r.string(NAME, "wrapper name");
        let ask = match verb {
            1 => Ask::Load(r.list(limit::UNITS, "wrappers", read_unit)?),
            2 => Ask::Unload(wrapper(&mut r)?),
            3 => Ask::Activate(wrapper(&mut r)?, read_criteria(&mut r)?),
            4 => Ask::Deactivate(wrapper(&mut r)?, read_criteria(&mut r)?),
            5 => Ask::Detach(wrapper(&mut r)?, r.u32()?),
            6 => Ask::List,
            7 => Ask::Status,
            8 => Ask::Ps,
            9 => Ask::Lock,
            _ => return Err(WireError::Bad("verb")),
        };
        match r.is_empty() {
            true => Ok(Request { confirmed, ask }),
            false => Err(WireError::Bad("length of a request")),
        }
    }
}

fn unit(w: &mut Writer, u: &Unit) {
    w.bytes(&u.object);
    w.u8(u8::from(u.permissive));
    w.list(&u.activate, criteria);
    w.list(&u.deactivate, criteria);
}

fn criteria(w: &mut Writer, c: &Criteria) {
    w.bytes(c.text.as_bytes());
    w.list(&c.names, |w, n| {
        w.u8(u8::from(n.group));
        w.bytes(n.name.as_bytes());
        w.u32(n.id);
    });
}

fn read_unit(r: &mut Reader<'_>) -> Result<Unit, WireError> {
    Ok(Unit {
        object: r.bytes(OBJECT, "object")?,
        permissive: r.bool("permissive")?,
        activate: r.list(limit::CRITERIA, "criteria", read_criteria)?,
        deactivate: r.list(limit::CRITERIA, "criteria", read_criteria)?,
    })
}

fn read_criteria(r: &mut Reader<'_>) -> Result<Criteria, WireError> {
    Ok(Criteria {
        text: r.string(limit::CRITERION, "criterion")?,
        names: r.list(limit::NAMES, "names", |r| {
            Ok(Name {
                group: r.bool("kind of a name")?,
                name: r.string(limit::CRITERION, "name")?,
                id: r.u32()?,
            })
        })?,
    })
}
