#![cfg_attr(target_os = "none", no_std)]
//! What the processes of the conformance suite run on FreeBSD/amd64: a program with nothing beneath
//! it. From exec to its first command it makes the calls of [`Actor::new`] and no other; a command
//! is a system call, made by its number, whose raw result goes back to the runner.
//!
//! `$WSS_CONFORMANCE` is the folder of the sockets, `$WSS_CHANNEL` the process's name in the
//! scenario. Each process and thread binds a datagram socket of its own there and says hello to
//! `runner` with its address. With the argument `first` the program is something else: it makes one
//! call, getppid, and exits with 0 if the answer is [`ANSWER`], else with 1.
//!
//! It is built for no operating system (`x86_64-unknown-none`) and linked for FreeBSD; for any
//! other target this crate is empty.
#[cfg(target_os = "none")]
mod actor;
#[cfg(target_os = "none")]
mod call;
#[cfg(target_os = "none")]
mod start;
#[cfg(target_os = "none")]
mod text;

/// What a wrapper of the tests makes getppid return.
pub const ANSWER: i64 = 4242;
