//! An IMAP server that can be broken into, and the means to do so: what the demonstration, the
//! tests of the hosts and the benchmarks of WSS run against.
//!
//! The server is the program `imapd` of this package (see its `main.rs`); this library starts it,
//! talks to it as a mail reader does, and breaks into it over TCP. **All of it is for the loopback
//! interface of one's own machine.** x86-64 Linux and FreeBSD only, as is the
//! exploit's code.
pub mod artifact;
pub mod client;
pub mod exploit;
pub mod gadget;
pub mod sample;
pub mod server;
