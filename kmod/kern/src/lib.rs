#![cfg_attr(target_os = "none", no_std)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
#![cfg_attr(test, allow(clippy::indexing_slicing))]
//! The FreeBSD kernel host: the Rust half of `wss.ko`. `kmod/README.md` has the rules of the boundary
//! to C; module [`ffi`] mirrors its headers.
//!
//! For `x86_64-unknown-none` it is the kernel's; for any other target it is a library to be tested,
//! whose C half the tests provide.
extern crate alloc;

pub mod audit;
pub mod control;
pub mod ffi;
pub mod hold;
pub mod host;
pub mod intercept;
mod jit;
pub mod look;
pub mod module;
#[cfg(target_os = "none")]
mod runtime;
pub mod state;
pub mod user;
pub mod watch;
