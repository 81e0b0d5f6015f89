//! A mail reader's session, to show that the server does its work.
use crate::sample::{PASSWORD, USER};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longest wait for an answer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// What a session saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// Names of the mailboxes.
    pub mailboxes: Vec<String>,
    /// Subjects of the messages in INBOX.
    pub subjects: Vec<String>,
}

/// Logs in to a server of [`crate::sample`]'s mail, lists the mailboxes, fetches INBOX's headers
/// and logs out. An answer other than OK is an error that quotes it.
pub fn session(addr: SocketAddr) -> io::Result<Mail> {
    let mut connection = Connection::open(addr)?;
    connection.ask("NOOP", |_| ())?;
    connection.ask(&format!("LOGIN {USER} \"{PASSWORD}\""), |_| ())?;
    let mut mail = Mail::default();
    connection.ask("LIST \"\" *", |line| {
        if let Some(name) = line.strip_prefix("* LIST () NIL ") {
            mail.mailboxes.push(name.trim_matches('"').to_owned());
        }
    })?;
    connection.ask("SELECT INBOX", |_| ())?;
    connection.ask("FETCH 1:* (FLAGS BODY.PEEK[HEADER])", |line| {
        if let Some(subject) = line.strip_prefix("Subject: ") {
            mail.subjects.push(subject.to_owned());
        }
    })?;
    connection.ask("LOGOUT", |_| ())?;
    Ok(mail)
}

/// A connection on which the greeting has been read.
pub(crate) struct Connection {
    from: BufReader<TcpStream>,
    /// Tags of commands so far.
    count: u32,
}

impl Connection {
    pub(crate) fn open(addr: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect_timeout(&addr, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut connection = Connection { from: BufReader::new(stream), count: 0 };
        match connection.line()? {
            greeting if greeting.starts_with("* OK") => Ok(connection),
            greeting => Err(unexpected(&greeting)),
        }
    }

    pub(crate) fn stream(&mut self) -> &mut TcpStream {
        self.from.get_mut()
    }

    /// The next line without its end; an error at the end of the connection.
    pub(crate) fn line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        self.from.by_ref().take(1 << 16).read_until(b'\n', &mut line)?;
        match line.last() {
            Some(b'\n') => Ok(String::from_utf8_lossy(&line).trim_end().to_owned()),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// Everything until the other side ends the connection.
    pub(crate) fn rest(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.from.by_ref().take(1 << 20).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Sends a command and gives each line of the answer to `each`, up to its OK.
    fn ask(&mut self, command: &str, mut each: impl FnMut(&str)) -> io::Result<()> {
        self.count += 1;
        let tag = format!("c{} ", self.count);
        self.stream().write_all(format!("{tag}{command}\r\n").as_bytes())?;
        loop {
            let line = self.line()?;
            match line.strip_prefix(&tag) {
                Some(status) if status.starts_with("OK") => return Ok(()),
                Some(_) => return Err(unexpected(&line)),
                None => each(&line),
            }
        }
    }
}

pub(crate) fn unexpected(answer: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("unexpected answer: {answer:?}"))
}
