//! Mailboxes on disk: Maildir++. A message is a file of `cur` or `new`; a file name ending in
//! `:2,` and letters carries its flags.
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Most messages that a mailbox shows.
const MAX_MESSAGES: usize = 10_000;

/// A message of a selected mailbox. Its number is its place in the list, from 1.
pub(crate) struct Message {
    path: PathBuf,
    /// IMAP's names of its flags, separated by spaces.
    pub(crate) flags: String,
}

impl Message {
    /// The message's text with CRLF line ends.
    pub(crate) fn text(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        for line in fs::read(&self.path)?.split_inclusive(|&b| b == b'\n') {
            match line.strip_suffix(b"\n") {
                Some(body) => {
                    out.extend_from_slice(body.strip_suffix(b"\r").unwrap_or(body));
                    out.extend_from_slice(b"\r\n");
                }
                None => out.extend_from_slice(line),
            }
        }
        Ok(out)
    }
}

/// Names of the mailboxes under `root`, INBOX first.
pub(crate) fn list(root: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        if let Some(name) = entry.file_name().to_str().and_then(|n| n.strip_prefix('.'))
            && entry.path().join("cur").is_dir()
        {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    names.insert(0, "INBOX".into());
    Ok(names)
}

/// The messages of mailbox `name`, oldest name first.
pub(crate) fn open(root: &Path, name: &[u8]) -> io::Result<Vec<Message>> {
    let name = str::from_utf8(name).map_err(|_| io::ErrorKind::NotFound)?;
    let directory = if name.eq_ignore_ascii_case("INBOX") {
        root.to_owned()
    } else if list(root)?.iter().any(|n| n == name) {
        root.join(format!(".{name}"))
    } else {
        return Err(io::ErrorKind::NotFound.into());
    };
    let mut messages = Vec::new();
    for sub in ["cur", "new"] {
        let entries = match fs::read_dir(directory.join(sub)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries.take(MAX_MESSAGES) {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if !name.starts_with('.') && entry.file_type()?.is_file() {
                messages.push(Message { path: entry.path(), flags: flags(&name, sub == "new") });
            }
        }
    }
    messages.sort_unstable_by(|a, b| a.path.file_name().cmp(&b.path.file_name()));
    messages.truncate(MAX_MESSAGES);
    Ok(messages)
}

fn flags(name: &str, recent: bool) -> String {
    let letters = name.rsplit_once(":2,").map_or("", |(_, letters)| letters);
    let known = [
        ('R', "\\Answered"),
        ('F', "\\Flagged"),
        ('T', "\\Deleted"),
        ('S', "\\Seen"),
        ('D', "\\Draft"),
    ];
    let mut out: Vec<&str> =
        known.iter().filter(|(letter, _)| letters.contains(*letter)).map(|(_, f)| *f).collect();
    if recent {
        out.push("\\Recent");
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_maildir_and_stays_in_it() {
        let dir = tempfile::tempdir().unwrap();
        for sub in ["cur", "new", ".Sent/cur"] {
            fs::create_dir_all(dir.path().join(sub)).unwrap();
        }
        fs::write(dir.path().join("cur/1:2,SR"), "A: b\n\nhi\r\nend").unwrap();
        fs::write(dir.path().join("new/2"), "").unwrap();
        assert_eq!(list(dir.path()).unwrap(), ["INBOX", "Sent"]);
        let inbox = open(dir.path(), b"inbox").unwrap();
        let flags: Vec<_> = inbox.iter().map(|m| m.flags.as_str()).collect();
        assert_eq!(flags, ["\\Answered \\Seen", "\\Recent"]);
        assert_eq!(inbox[0].text().unwrap(), b"A: b\r\n\r\nhi\r\nend");
        assert_eq!(open(dir.path(), b"Sent").unwrap().len(), 0);
        for outside in [&b"../x"[..], b"./cur", b".", b"", b"no"] {
            assert!(open(dir.path(), outside).is_err());
        }
    }
}
