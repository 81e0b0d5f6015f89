//! The Wrapper Definition Language: a compiler from WDL to wrapper objects.
//!
//! Stages, each a module: [`lex`] and [`preprocess`] make tokens, [`parse`] the tree in [`ast`];
//! [`diag`] holds what is said to people.
#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod ast;
pub mod diag;
pub mod driver;
pub mod lex;
pub mod library;
pub mod parse;
pub mod preprocess;
pub mod span;
