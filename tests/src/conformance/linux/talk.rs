//! Datagrams between the runner, the driver's processes and the supervisor; records in a file.
use std::collections::VecDeque;
use std::io;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::path::Path;
use std::time::{Duration, Instant};
use wss_abi::audit::{Kind, Record, Subject};
use wss_abi::verdict::Verdict;

/// What came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// A process or thread is there: its thread and process ids.
    Hello(u32, u32),
    /// A raw result.
    Shows(i64),
    /// The engine's answer.
    Says(String),
}

/// The runner's end.
#[derive(Debug)]
pub(super) struct Talk {
    socket: UnixDatagram,
    base: String,
    heard: VecDeque<(String, Heard)>,
}

/// The address of a party.
pub(super) fn address(base: &str, who: &str) -> io::Result<SocketAddr> {
    SocketAddr::from_abstract_name(format!("{base}-{who}"))
}

impl Talk {
    pub(super) fn new(base: &str) -> io::Result<Talk> {
        let socket = UnixDatagram::bind_addr(&address(base, "runner")?)?;
        Ok(Talk { socket, base: base.to_owned(), heard: VecDeque::new() })
    }

    /// Sends words to `who`.
    pub(super) fn tell(&self, who: &str, words: &[String]) -> io::Result<()> {
        self.socket.send_to_addr(words.join("\x1f").as_bytes(), &address(&self.base, who)?)?;
        Ok(())
    }

    /// What `who` says within `patience`.
    pub(super) fn hear(&mut self, who: &str, patience: Duration) -> Option<Heard> {
        let until = Instant::now() + patience;
        loop {
            if let Some(at) = self.heard.iter().position(|(w, _)| w == who) {
                return self.heard.remove(at).map(|(_, h)| h);
            }
            let left = until.checked_duration_since(Instant::now()).filter(|d| !d.is_zero())?;
            self.socket.set_read_timeout(Some(left)).ok()?;
            let mut buffer = [0; 4096];
            let n = self.socket.recv(&mut buffer).ok()?;
            let text = String::from_utf8_lossy(&buffer[..n]).into_owned();
            let words: Vec<&str> = text.split('\x1f').collect();
            let heard = match words.as_slice() {
                [_, "hello", tid, pid] => Heard::Hello(tid.parse().ok()?, pid.parse().ok()?),
                [_, "shows", raw] => Heard::Shows(raw.parse().ok()?),
                [_, "says", text] => Heard::Says((*text).to_owned()),
                _ => continue,
            };
            self.heard.push_back((words[0].to_owned(), heard));
        }
    }
}

/// A record as a line of the file that the sink writes.
pub(super) fn line(r: &Record) -> String {
    let fields = [
        r.seq.to_string(),
        (r.kind as u8).to_string(),
        r.wrapper.clone(),
        r.subject.tid.to_string(),
        r.verdict.code().to_string(),
        u8::from(r.permissive).to_string(),
        u8::from(r.unlocked).to_string(),
        r.message.replace('\n', " "),
    ];
    fields.join("\x1f")
}

/// The records of a scenario that ran in `dir`, its own paths as the scenario writes them.
pub(super) fn records(dir: &Path) -> Result<Vec<Record>, String> {
    const KINDS: [Kind; 8] = [
        Kind::Audit,
        Kind::Violation,
        Kind::Verdict,
        Kind::Fault,
        Kind::Activate,
        Kind::Deactivate,
        Kind::Host,
        Kind::Lost,
    ];
    let text = std::fs::read_to_string(dir.join("records")).map_err(|e| e.to_string())?;
    let parse = |line: &str| -> Option<Record> {
        let mut f = line.split('\x1f');
        let mut number = || f.next()?.parse::<u32>().ok();
        let (seq, kind) = (number()?, number()?);
        let wrapper = f.next()?.to_owned();
        let mut number = || f.next()?.parse::<u32>().ok();
        let (tid, verdict) = (number()?, Verdict::from_code(number()?)?);
        let (permissive, unlocked) = (number()? != 0, number()? != 0);
        let message = f.next()?.replace(&*dir.to_string_lossy(), "");
        let subject = Subject { tid, ..Subject::default() };
        Some(Record {
            seq: seq.into(),
            time: 0,
            kind: *KINDS.get(kind as usize)?,
            wrapper,
            clause: None,
            subject,
            event: None,
            verdict,
            permissive,
            unlocked,
            message,
        })
    };
    text.lines().map(|l| parse(l).ok_or(format!("not a record: {l}"))).collect()
}
