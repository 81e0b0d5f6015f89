#![no_std]
#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! Characterisations: what system calls each target has, their parameters (name, type, direction,
//! where the value is found), families, tags, constants and errnos; and [`decode`], which renders
//! calls for people.
//!
//! The source is plain text beside this crate's `Cargo.toml` (`linux-x86_64.calls`,
//! `linux.consts`, `linux.structs`, `linux.errnos`, which explain their syntax at their top, and the
//! same for FreeBSD), which the build script turns into static tables.
//!
//! Ko et al. 2000 call this the characterisation of a system; Jain & Sekar 2000, section 3, its
//! interface definition.
//!
//! **Families.** An event name means its whole family: every call that performs the same
//! operation on the same kind of operand, so that a rule on a name can't be passed by. `open` is
//! open, openat, openat2 and creat; `chmod` (of a path) and `fchmod` (of a descriptor) are two.
//! Within a family a parameter name has one meaning. The reasons stand beside each family in the
//! text.
extern crate alloc;

pub mod decode;
mod table;
mod types;

pub use table::Table;
pub use types::{
    CallDesc, Const, Dir, Errno, Field, Membership, Param, Scalar, Set, SetKind, Struct, Type,
    Variant, VariantTest,
};

use wss_abi::target::Target;

mod linux {
    #![allow(non_upper_case_globals)]
    include!(concat!(env!("OUT_DIR"), "/linux_x86_64.rs"));
}

mod freebsd {
    #![allow(non_upper_case_globals)]
    include!(concat!(env!("OUT_DIR"), "/freebsd_amd64.rs"));
}

/// The characterisation of `target`; `None` for one that this build has none for.
pub const fn table(target: Target) -> Option<&'static Table> {
    match target {
        Target::LinuxX86_64 => Some(&linux::TABLE),
        Target::FreebsdAmd64 => Some(&freebsd::TABLE),
    }
}

/// Every characterisation: a name that only others than a target's own know is absent there, not
/// misspelt.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    [&linux::TABLE, &freebsd::TABLE].into_iter()
}
