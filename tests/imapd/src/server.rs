//! Starting the server, wrapped or not.
use std::io::{self, BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

/// A running server; it is killed when this is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    addr: SocketAddr,
}

impl Server {
    /// Runs `command` (`imapd 0 DIRECTORY`, or a supervisor with that behind it) and waits until it
    /// says on its standard output where it listens.
    pub fn start(command: &mut Command) -> io::Result<Server> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        match line.trim().strip_prefix("listening on ").and_then(|a| a.parse().ok()) {
            Some(addr) => Ok(Server { child, addr }),
            None => {
                child.kill()?;
                let status = child.wait()?;
                let why = format!("the server did not start ({status}), it said {line:?}");
                Err(io::Error::other(why))
            }
        }
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Process id of what was started: the server, or its supervisor.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Failure means that it is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
