//! Held arguments: what was judged is what runs. A host that can execute a call with the engine's
//! copy of an argument, in memory that no other thread, process or mapping can change, says so per
//! call and argument. The engine then hands it, as rewrites, every such argument that a clause
//! decided on. A clause that decides through any other pointer is refused at load, unless it says
//! `unlocked`.
use wss_abi::clause::Shape;

/// An argument of a call that the host can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Native call number.
    pub nr: u16,
    /// Argument register, 0..=5.
    pub arg: u8,
    /// In what form.
    pub kind: HeldKind,
}

/// Form in which an argument can be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldKind {
    /// A string, with its NUL: paths and other strings.
    Path,
    /// Bytes of a length that the call's arguments say: socket addresses, buffers.
    Bytes,
    /// A vector of strings: argv, envp.
    Strings,
}

impl HeldKind {
    /// The form that an argument of this shape takes.
    pub const fn of(shape: Shape) -> HeldKind {
        match shape {
            Shape::Path | Shape::Str => HeldKind::Path,
            Shape::Sockaddr(_) | Shape::Bytes { .. } => HeldKind::Bytes,
            Shape::StrVec => HeldKind::Strings,
        }
    }
}

/// Whether an argument of call `nr` can be held.
pub(crate) fn holds(all: &[Held], nr: u32, arg: u8, shape: Shape) -> bool {
    let kind = HeldKind::of(shape);
    all.iter().any(|h| u32::from(h.nr) == nr && h.arg == arg && h.kind == kind)
}
