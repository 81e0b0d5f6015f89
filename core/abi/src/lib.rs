#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(no_global_oom_handling, feature(vec_push_within_capacity, clone_from_ref))]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! What crosses a boundary in WSS: between compiler and engine (the object), between a program and
//! the machine (instructions, addresses, context, helpers, verdicts), between engine and listener
//! (audit records). Pure data and its bounded encodings; no policy and no I/O.
//!
//! Everything read from outside (`Object::decode`, `Record::decode`) treats its input as hostile:
//! each length is checked against what is left and against a stated limit before memory is asked for.
extern crate alloc;

pub mod addr;
pub mod audit;
pub mod clause;
pub mod control;
pub mod ctx;
pub mod device;
pub mod execargs;
pub mod helper;
pub mod insn;
pub mod mem;
pub mod object;
pub mod signals;
pub mod stat;
pub mod target;
pub mod verdict;
pub mod watch;
pub mod wire;
