#![no_std]
#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
#![cfg_attr(test, allow(clippy::indexing_slicing))]
//! The WSS engine: which wrappers are bound to which processes, and what they say about each event.
//! It performs no I/O and keeps no time of its own; a [`host`] brings events and carries out what
//! it answers.
//!
//! # For whoever writes a host
//!
//! [`host`] has the numbered contract. One [`Engine`] per host; every method that may run clauses
//! takes `&mut dyn Host` for the services it lends. In short:
//!
//! - A process becomes known by [`Engine::exec`] (or [`Engine::adopt`], for one that runs already);
//!   its process id is what [`host::Host::pid`] then says. Children come by [`Engine::fork`], threads by
//!   [`Engine::thread`]. If an exec by another thread takes over the leader's id (Linux), say
//!   [`Engine::rename`] before [`Engine::exec`]; `exec` forgets all threads but the one named.
//! - After `exec`, `fork`, `entry`, `leave`, `signal` the process's wrap set may have changed
//!   ([`Engine::wrap_set`], [`WrapSet::id`]; [`Engine::pop_changed`] lists processes whose set is
//!   another than when it was last listed). [`WrapSet::traps`] says which calls to bring, and
//!   which stops they need.
//! - [`Engine::entry`] answers with what to do. If it says `wants_exit`, [`Engine::leave`] is owed,
//!   with the raw result (negative: -errno). Otherwise it must not be called (it then answers with
//!   nothing to do). A call for a thread that is not known is refused with EPERM.
//! - A host that cannot tell of threads (a kernel that has no hook for each) brings calls by
//!   [`Engine::enter`] instead, with the process's id.
//! - [`Engine::signal`] need be called only if the set catches [`Life::Signal`]
//!   ([`WrapSet::catches`]).
//! - [`Engine::pop_record`] drains the audit queue; a sequence gap is loss, told by a `Lost` record.
//! - Kills that are not an answer to `entry` or `leave` (life-cycle clauses, `wr_kill`, want of
//!   memory) go through [`host::Host::kill`].
//!
//! # Parts, and where locks will go
//!
//! Today every method takes `&mut self`: one event at a time. A kernel host will have many at once;
//! the parts are kept apart for it:
//!
//! - *Policy* (wrappers, criteria, wrap sets): read by every event, changed by load, activate,
//!   deactivate, unload, and by the interning of a set at exec. One reader-writer lock, or
//!   generations; outermost. [`Engine::prepare`] does outside it all that can fail on account of
//!   an object; [`Engine::commit`] is the short exclusive part.
//! - *Processes*: a lock for the maps, and one per process for its bindings' state. A clause is
//!   one critical section: it holds its process's lock from guard to body's end (module `run`),
//!   never across the call itself. Across a look-up, which has no lock, it holds its state by a note
//!   (module `pause`).
//! - *Shared state* (`shared` variables and tables, statistics): one lock per wrapper, taken
//!   after the process's.
//! - *Audit queue*: the innermost lock, held for one push.
//! - Spare events and stacks: per processor, no lock.
//!
//! # Semantics decided here
//!
//! Where the design leaves room, the module that implements a thing says what holds: `dispatch`
//! (layers, the onion, verdicts), `event` (rewritten arguments), `capture` (pointers), `life`
//! (bindings), `catch` (composition), `ring` (loss), [`criteria`].
extern crate alloc;

mod again;
mod api;
mod ask;
mod binding;
mod buffer;
mod calls;
mod capture;
mod catch;
mod caught;
mod context;
pub mod criteria;
mod dispatch;
mod engine;
mod errno;
mod event;
mod events;
mod frame;
mod held;
mod helpers;
pub mod host;
mod idmap;
mod inspect;
mod keys;
mod lapse;
mod layer;
mod life;
mod pass;
mod pause;
mod pick;
mod prepare;
mod process;
mod read;
mod record;
mod registry;
mod result;
mod rewrite;
mod ring;
mod run;
mod set;
mod siphash;
mod slab;
mod stats;
mod still;
mod table;
mod taken;
mod tally;
mod verdict;

pub use api::{Binding, Engine, Status};
pub use criteria::Criterion;
pub use held::{Held, HeldKind};
pub use inspect::Known;
pub use registry::{LoadError, LoadOptions, MAX_WRAPPERS, Prepared};
pub use ring::{DEFAULT_BYTES, DEFAULT_RECORDS};
pub use set::{Trap, WrapSet};
pub use siphash::Seed;
pub use stats::{ClauseStats, WrapperStats};
pub use tally::Tally;
pub use wss_abi::clause::Life;
