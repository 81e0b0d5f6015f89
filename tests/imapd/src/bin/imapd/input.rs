//! Commands as they come from a client: RFC 3501 section 9, the part that this server needs.
//! Strings may be quoted or literals (`{n}`), and literals carry any byte.
use std::io::{self, BufRead, Read, Write};

/// Longest line, and longest literal, in bytes.
const MAX: usize = 8192;
/// Most literals in one command.
const MAX_LITERALS: usize = 8;

/// An argument of a command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Arg {
    /// An atom, `BODY[HEADER]` and `1:*` included.
    Atom(Vec<u8>),
    /// A quoted string or a literal.
    Text(Vec<u8>),
    /// `(`
    Open,
    /// `)`
    Close,
}

impl Arg {
    /// An astring's bytes.
    pub(crate) fn text(&self) -> Option<&[u8]> {
        match self {
            Arg::Atom(bytes) | Arg::Text(bytes) => Some(bytes),
            Arg::Open | Arg::Close => None,
        }
    }
}

/// A command: its tag, its name in capitals, its arguments.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Command {
    pub(crate) tag: String,
    pub(crate) name: String,
    pub(crate) args: Vec<Arg>,
}

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Command(Command),
    /// Not a command; the tag, as far as one could be told, and what is wrong.
    Malformed(String, &'static str),
    /// The client has gone.
    End,
}

/// Reads one command, asking for literals on `client` as they come.
pub(crate) fn read(from: &mut impl BufRead, client: &mut impl Write) -> io::Result<Input> {
    let mut words = Vec::new();
    for _ in 0..=MAX_LITERALS {
        let Some(line) = line(from)? else { return Ok(Input::End) };
        let (text, literal) = match literal_length(&line) {
            Some((text, length)) => (text, Some(length)),
            None => (line.as_slice(), None),
        };
        if let Err(why) = split(text, &mut words) {
            return Ok(Input::Malformed(tag(&words), why));
        }
        let Some(length) = literal else { return Ok(command(words)) };
        if length > MAX {
            return Ok(Input::Malformed(tag(&words), "literal too long"));
        }
        client.write_all(b"+ Ready for literal data\r\n")?;
        let mut bytes = vec![0; length];
        from.read_exact(&mut bytes)?;
        words.push(Arg::Text(bytes));
    }
    Ok(Input::Malformed(tag(&words), "too many literals"))
}

/// One line without its CRLF; `None` at the end of input.
fn line(from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    from.by_ref().take(MAX as u64).read_until(b'\n', &mut line)?;
    if line.pop() != Some(b'\n') {
        return Ok(None);
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Some(line))
}

/// Splits `…{n}` into what stands before it and n.
fn literal_length(line: &[u8]) -> Option<(&[u8], usize)> {
    let inside = line.strip_suffix(b"}")?;
    let open = inside.iter().rposition(|&b| b == b'{')?;
    let (text, number) = inside.split_at(open);
    let length = std::str::from_utf8(number.get(1..)?).ok()?.parse().ok()?;
    Some((text, length))
}

fn split(mut text: &[u8], words: &mut Vec<Arg>) -> Result<(), &'static str> {
    while let Some((&first, rest)) = text.split_first() {
        text = match first {
            b' ' => rest,
            b'(' => {
                words.push(Arg::Open);
                rest
            }
            b')' => {
                words.push(Arg::Close);
                rest
            }
            b'"' => quoted(rest, words)?,
            _ => atom(text, words),
        };
    }
    Ok(())
}

fn quoted<'a>(text: &'a [u8], words: &mut Vec<Arg>) -> Result<&'a [u8], &'static str> {
    let mut out = Vec::new();
    let mut bytes = text.iter();
    loop {
        match bytes.next() {
            Some(b'"') => break,
            Some(b'\\') => out.extend(bytes.next()),
            Some(&b) => out.push(b),
            None => return Err("unterminated string"),
        }
    }
    words.push(Arg::Text(out));
    Ok(bytes.as_slice())
}

/// An atom ends at a space or parenthesis, but not inside the brackets of `BODY[…]`.
fn atom<'a>(text: &'a [u8], words: &mut Vec<Arg>) -> &'a [u8] {
    let mut bracketed = false;
    let end = text.iter().position(|&b| {
        bracketed = (bracketed || b == b'[') && b != b']';
        !bracketed && matches!(b, b' ' | b'(' | b')')
    });
    let (atom, rest) = text.split_at(end.unwrap_or(text.len()));
    words.push(Arg::Atom(atom.into()));
    rest
}

fn tag(words: &[Arg]) -> String {
    match words.first() {
        Some(Arg::Atom(tag)) => String::from_utf8_lossy(tag).into_owned(),
        _ => "*".into(),
    }
}

fn command(words: Vec<Arg>) -> Input {
    let tag = tag(&words);
    let mut words = words.into_iter().skip(1);
    match words.next() {
        Some(Arg::Atom(name)) => Input::Command(Command {
            tag,
            name: String::from_utf8_lossy(&name).to_ascii_uppercase(),
            args: words.collect(),
        }),
        _ => Input::Malformed(tag, "a tag and a command, please"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(bytes: &[u8]) -> (Input, Vec<u8>) {
        let mut reply = Vec::new();
        let input = read(&mut &bytes[..], &mut reply).unwrap();
        (input, reply)
    }

    #[test]
    fn reads_quoted_strings_lists_and_sections() {
        let (input, reply) = parse(b"a1 fetch 1:* (FLAGS BODY[HEADER] \"q\\\"x y\")\r\n");
        let Input::Command(c) = input else { panic!("{input:?}") };
        assert_eq!((c.tag.as_str(), c.name.as_str()), ("a1", "FETCH"));
        let atom = |s: &str| Arg::Atom(s.as_bytes().into());
        assert_eq!(
            c.args,
            [
                atom("1:*"),
                Arg::Open,
                atom("FLAGS"),
                atom("BODY[HEADER]"),
                Arg::Text(b"q\"x y".into()),
                Arg::Close
            ]
        );
        assert!(reply.is_empty());
    }

    #[test]
    fn literals_carry_any_byte() {
        let (input, reply) = parse(b"t LOGIN {5}\r\n\0\r\n)\xff {2}\r\npw\r\n");
        let Input::Command(c) = input else { panic!("{input:?}") };
        assert_eq!(c.args, [Arg::Text(b"\0\r\n)\xff".into()), Arg::Text(b"pw".into())]);
        assert_eq!(reply, b"+ Ready for literal data\r\n".repeat(2));
    }

    #[test]
    fn malformed_input_is_told_from_the_end() {
        for (bytes, tag) in [
            (&b"a LOGIN \"open\r\n"[..], "a"),
            (b"a LOGIN {99999}\r\n", "a"),
            (b"\r\n", "*"),
            (b"a\r\n", "a"),
            (b"a \"x\"\r\n", "a"),
        ] {
            let (input, _) = parse(bytes);
            assert!(matches!(&input, Input::Malformed(t, _) if t == tag), "{input:?}");
        }
        assert_eq!(parse(b"").0, Input::End);
        assert_eq!(parse(&[b'x'; 3 * MAX]).0, Input::End, "a line without end is given up");
    }
}
