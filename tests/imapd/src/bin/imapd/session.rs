//! A client's session: RFC 3501 section 6, the commands that a mail reader cannot do without.
use crate::input::{self, Arg, Command, Input};
use crate::login;
use crate::store::{self, Message};
use std::io::{self, BufReader, BufWriter, Write};
use std::net::TcpStream;
use std::path::PathBuf;

const CAPABILITIES: &str = "CAPABILITY IMAP4rev1";

/// Why a command failed: `NO` (it could not be done) or `BAD` (it makes no sense), and the text.
enum Failure {
    No(&'static str),
    Bad(&'static str),
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Self {
        Failure::Io(e)
    }
}

/// Where the session stands (RFC 3501 section 3).
enum State {
    Greeted,
    LoggedIn,
    Selected(Vec<Message>),
}

struct Session {
    client: BufWriter<TcpStream>,
    directory: PathBuf,
    state: State,
}

/// Greets, then obeys until LOGOUT or the client's end.
pub(crate) fn run(connection: TcpStream, directory: PathBuf) -> io::Result<()> {
    let mut from = BufReader::new(connection.try_clone()?);
    let client = BufWriter::new(connection);
    let mut session = Session { client, directory, state: State::Greeted };
    session.say(&format!("* OK [{CAPABILITIES}] ready (deliberately vulnerable)"))?;
    loop {
        session.client.flush()?;
        // Literals are asked for on the connection itself: nothing is in the buffer now.
        match input::read(&mut from, session.client.get_mut())? {
            Input::End => return Ok(()),
            Input::Malformed(tag, why) => session.say(&format!("{tag} BAD {why}"))?,
            Input::Command(command) => {
                let tag = &command.tag;
                let reply = match session.obey(&command) {
                    Ok(()) => format!("{tag} OK {} completed", command.name),
                    Err(Failure::No(why)) => format!("{tag} NO {why}"),
                    Err(Failure::Bad(why)) => format!("{tag} BAD {why}"),
                    Err(Failure::Io(e)) => return Err(e),
                };
                session.say(&reply)?;
                if command.name == "LOGOUT" {
                    return session.client.flush();
                }
            }
        }
    }
}

impl Session {
    fn say(&mut self, line: &str) -> io::Result<()> {
        write!(self.client, "{line}\r\n")
    }

    fn obey(&mut self, command: &Command) -> Result<(), Failure> {
        let args = command.args.as_slice();
        match (command.name.as_str(), &self.state, args) {
            ("CAPABILITY", _, []) => Ok(self.say(&format!("* {CAPABILITIES}"))?),
            ("NOOP", _, []) => Ok(()),
            ("LOGOUT", _, []) => Ok(self.say("* BYE see you")?),
            ("LOGIN", State::Greeted, [user, password]) => self.login(user, password),
            ("LOGIN", State::Greeted, _) => Err(Failure::Bad("LOGIN user password")),
            ("LOGIN", ..) => Err(Failure::Bad("already logged in")),
            (_, State::Greeted, _) => Err(Failure::Bad("log in first")),
            ("LIST", _, [reference, pattern]) => self.list(reference, pattern),
            ("SELECT", _, [name]) => self.select(name),
            ("FETCH", State::Selected(_), [Arg::Atom(set), items @ ..]) => self.fetch(set, items),
            ("FETCH", State::LoggedIn, _) => Err(Failure::Bad("select a mailbox first")),
            _ => Err(Failure::Bad("unknown command or wrong arguments")),
        }
    }

    fn login(&mut self, user: &Arg, password: &Arg) -> Result<(), Failure> {
        let user = user.text().ok_or(Failure::Bad("a user is a string"))?;
        let password = password.text().ok_or(Failure::Bad("a password is a string"))?;
        if !login::accepts(user, password) {
            return Err(Failure::No("no such user or wrong password"));
        }
        self.state = State::LoggedIn;
        Ok(())
    }

    /// Patterns are `*`, `%` or a name; there is no hierarchy, so that `*` and `%` mean the same.
    fn list(&mut self, reference: &Arg, pattern: &Arg) -> Result<(), Failure> {
        let bad = || Failure::Bad("LIST reference pattern");
        let (reference, pattern) =
            (reference.text().ok_or_else(bad)?, pattern.text().ok_or_else(bad)?);
        if pattern.is_empty() {
            return Ok(self.say("* LIST (\\Noselect) NIL \"\"")?);
        }
        let all = matches!(pattern, b"*" | b"%");
        for name in store::list(&self.directory)? {
            if reference.is_empty() && (all || name.as_bytes() == pattern) {
                let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
                self.say(&format!("* LIST () NIL \"{quoted}\""))?;
            }
        }
        Ok(())
    }

    fn select(&mut self, name: &Arg) -> Result<(), Failure> {
        let name = name.text().ok_or(Failure::Bad("SELECT mailbox"))?;
        self.state = State::LoggedIn;
        let messages =
            store::open(&self.directory, name).map_err(|_| Failure::No("no such mailbox"))?;
        let recent = messages.iter().filter(|m| m.flags.contains("\\Recent")).count();
        self.say("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)")?;
        self.say(&format!("* {} EXISTS", messages.len()))?;
        self.say(&format!("* {recent} RECENT"))?;
        self.say("* OK [UIDVALIDITY 1] numbers do not change")?;
        self.state = State::Selected(messages);
        Ok(())
    }

    fn fetch(&mut self, set: &[u8], items: &[Arg]) -> Result<(), Failure> {
        let State::Selected(messages) = &self.state else { return Ok(()) };
        let items = match items {
            [Arg::Open, inside @ .., Arg::Close] => inside,
            bare => bare,
        };
        for number in numbers(set, messages.len()).ok_or(Failure::Bad("not a set of messages"))? {
            let Some(message) = messages.get(number - 1) else { continue };
            let text = message.text()?;
            let mut line = format!("* {number} FETCH (").into_bytes();
            for (n, item) in items.iter().enumerate() {
                let Arg::Atom(item) = item else { return Err(Failure::Bad("not an item")) };
                let item = String::from_utf8_lossy(item).to_ascii_uppercase();
                if n > 0 {
                    line.push(b' ');
                }
                answer(&mut line, &item, number, message, &text)?;
            }
            line.extend_from_slice(b")\r\n");
            self.client.write_all(&line)?;
        }
        Ok(())
    }
}

/// Appends one item of a FETCH response (RFC 3501 section 7.4.2).
fn answer(
    line: &mut Vec<u8>,
    item: &str,
    number: usize,
    message: &Message,
    text: &[u8],
) -> Result<(), Failure> {
    let body = text.windows(4).position(|w| w == b"\r\n\r\n").map_or(text.len(), |at| at + 4);
    let (header, rest) = text.split_at(body);
    let section = match item {
        "FLAGS" => return Ok(write!(line, "FLAGS ({})", message.flags)?),
        "UID" => return Ok(write!(line, "UID {number}")?),
        "RFC822.SIZE" => return Ok(write!(line, "RFC822.SIZE {}", text.len())?),
        "RFC822" | "BODY[]" | "BODY.PEEK[]" => text,
        "RFC822.HEADER" | "BODY[HEADER]" | "BODY.PEEK[HEADER]" => header,
        "RFC822.TEXT" | "BODY[TEXT]" | "BODY.PEEK[TEXT]" => rest,
        _ => return Err(Failure::Bad("unknown item")),
    };
    write!(line, "{} {{{}}}\r\n", item.replace(".PEEK", ""), section.len())?;
    line.extend_from_slice(section);
    Ok(())
}

/// The message numbers that a sequence set names (RFC 3501, `sequence-set`), of `count` messages.
fn numbers(set: &[u8], count: usize) -> Option<Vec<usize>> {
    let number = |text: &str| match text {
        "*" => Some(count),
        _ => text.parse().ok().filter(|&n| n > 0),
    };
    let mut out = Vec::new();
    for part in str::from_utf8(set).ok()?.split(',') {
        let (from, to) = part.split_once(':').unwrap_or((part, part));
        let (from, to) = (number(from)?, number(to)?);
        out.extend((from.min(to).max(1)..=from.max(to).min(count)).take(count));
    }
    out.sort_unstable();
    out.dedup();
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequence_sets() {
        assert_eq!(numbers(b"1", 3).unwrap(), [1]);
        assert_eq!(numbers(b"2:*", 3).unwrap(), [2, 3]);
        assert_eq!(numbers(b"*:2,1", 3).unwrap(), [1, 2, 3]);
        assert_eq!(numbers(b"1:4294967295", 3).unwrap(), [1, 2, 3]);
        assert_eq!(numbers(b"*", 0).unwrap(), [0usize; 0]);
        for bad in ["", "0", "a", "1:", "1,,2"] {
            assert!(numbers(bad.as_bytes(), 3).is_none(), "{bad}");
        }
    }
}
