//! Listening, a child per connection, and a word on how each child ended.
use crate::{login, session};
use std::convert::Infallible;
use std::fs;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

/// Most connections served at a time; more wait.
const MAX_CHILDREN: usize = 64;
/// A client that says nothing for so long is hung up on (RFC 3501 section 5.4).
const IDLE: Duration = Duration::from_secs(1800);

/// Serves until it is killed, or cannot go on.
pub(crate) fn serve(port: u16, directory: PathBuf) -> io::Result<Infallible> {
    let passwd = directory.join("passwd");
    let accounts = fs::read_to_string(&passwd)
        .map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", passwd.display())))?;
    login::load(&accounts);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let mut out = io::stdout().lock();
    writeln!(out, "listening on {}", listener.local_addr()?)?;
    out.flush()?;
    drop(out);
    interrupt_accept_when_a_child_ends()?;
    let mut children = 0;
    loop {
        while reap(&mut children) {}
        let connection = match listener.accept() {
            Ok((connection, _)) => connection,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        // SAFETY: this process has one thread, so that the child may do whatever its parent may.
        match unsafe { libc::fork() } {
            0 => {
                drop(listener);
                std::process::exit(i32::from(connected(connection, directory).is_err()));
            }
            -1 => eprintln!("imapd: fork: {}", io::Error::last_os_error()),
            _ => children += 1,
        }
    }
}

fn connected(connection: TcpStream, directory: PathBuf) -> io::Result<()> {
    connection.set_read_timeout(Some(IDLE))?;
    connection.set_write_timeout(Some(IDLE))?;
    session::run(connection, directory)
}

/// Lets SIGCHLD interrupt accept(2), so that ended children are reaped at once. (One that ends
/// between the last look and accept waits for the next connection: nothing but its line is late.)
fn interrupt_accept_when_a_child_ends() -> io::Result<()> {
    extern "C" fn nothing(_: libc::c_int) {}
    // SAFETY: all-zero is a valid sigaction: no flags (so no SA_RESTART), an empty mask.
    let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
    action.sa_sigaction = nothing as *const () as libc::sighandler_t;
    // SAFETY: `action` is initialised; a handler that does nothing is async-signal-safe.
    match unsafe { libc::sigaction(libc::SIGCHLD, &action, std::ptr::null_mut()) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Reaps a child, waiting for one if there are too many; false if none had ended.
fn reap(children: &mut usize) -> bool {
    let mut status = 0;
    let options = if *children >= MAX_CHILDREN { 0 } else { libc::WNOHANG };
    // SAFETY: `status` is an int that waitpid may write.
    let pid = unsafe { libc::waitpid(-1, &mut status, options) };
    if pid <= 0 {
        return false;
    }
    *children = children.saturating_sub(1);
    if libc::WIFSIGNALED(status) {
        eprintln!("imapd: child {pid} killed by signal {}", libc::WTERMSIG(status));
    } else {
        eprintln!("imapd: child {pid} ended with status {}", libc::WEXITSTATUS(status));
    }
    true
}
