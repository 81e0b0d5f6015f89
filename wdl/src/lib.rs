//! The Wrapper Definition Language: a compiler from WDL to wrapper objects.
//!
//! Stages, each a module: [`lex`] and [`preprocess`] make tokens, [`parse`] the tree in [`ast`];
//! [`diag`] holds what is said to people.
#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod assemble;
pub mod ast;
mod code;
pub mod diag;
pub mod doc;
pub mod driver;
pub mod dump;
pub mod exec;
pub mod fmt;
mod ir;
pub mod lex;
pub mod library;
mod lower;
pub mod parse;
pub mod preprocess;
mod sema;
pub mod span;
mod types;

pub use driver::{Compiled, Options, compile};
