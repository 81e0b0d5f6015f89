//! `imapd PORT DIRECTORY`: a small IMAP4rev1 server (RFC 3501) on 127.0.0.1 that can be broken
//! into, so that a wrapper has something real to stop. **Deliberately vulnerable: never expose it.**
//!
//! - PORT 0 picks a free port; the first line on standard output is `listening on 127.0.0.1:PORT`.
//! - DIRECTORY is a Maildir++ (INBOX in `cur` and `new`, other mailboxes in `.Name`) that also holds
//!   `passwd`, lines of `user:password`.
//! - Speaks CAPABILITY, NOOP, LOGOUT, LOGIN, LIST, SELECT and FETCH, with quoted strings and
//!   literals.
//! - A child process serves each connection, as in 1997: one that crashes takes nobody along.
//!   Standard error says how each child ended.
//!
//! The fault is in `login.rs`, and is CERT CA-97.09's: LOGIN's user name goes into a buffer on
//! the stack, however long it is. Nothing in this program executes another program.
mod input;
mod login;
mod server;
mod session;
mod store;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let (Some(port), Some(directory), None) = (args.next(), args.next(), args.next()) else {
        eprintln!("usage: imapd PORT DIRECTORY");
        return ExitCode::from(2);
    };
    let Some(port) = port.to_str().and_then(|p| p.parse().ok()) else {
        eprintln!("imapd: {} is not a port", port.display());
        return ExitCode::from(2);
    };
    match server::serve(port, directory.into()) {
        Ok(never) => match never {},
        Err(e) => {
            eprintln!("imapd: {e}");
            ExitCode::FAILURE
        }
    }
}
