//! Datagrams between the runner and the actors.
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// A process or thread is there: its thread and process ids.
    Hello(u32, u32),
    /// A raw result.
    Shows(i64),
}

/// The runner's end.
pub(super) struct Talk {
    socket: UnixDatagram,
    folder: PathBuf,
    heard: VecDeque<(String, Heard)>,
    /// The socket on which each actor said hello last.
    sockets: BTreeMap<String, String>,
}

impl Talk {
    /// Listens in a folder that anybody may write to.
    pub(super) fn new(folder: &Path) -> io::Result<Talk> {
        std::fs::create_dir_all(folder)?;
        let runner = folder.join("runner");
        let socket = UnixDatagram::bind(&runner)?;
        for path in [folder, &runner] {
            std::fs::set_permissions(path, PermissionsExt::from_mode(0o777))?;
        }
        let (heard, sockets) = (VecDeque::new(), BTreeMap::new());
        Ok(Talk { socket, folder: folder.into(), heard, sockets })
    }

    /// Sends words to `who`.
    pub(super) fn tell(&self, who: &str, words: &[String]) -> io::Result<()> {
        let name = self.sockets.get(who).ok_or(io::ErrorKind::NotFound)?;
        self.socket.send_to(words.join("\x1f").as_bytes(), self.folder.join(name)).map(drop)
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
            let text = String::from_utf8_lossy(buffer.get(..n)?).into_owned();
            let words: Vec<&str> = text.split('\x1f').collect();
            let (who, heard) = match words.as_slice() {
                [who, "hello", tid, pid, socket] => {
                    self.sockets.insert((*who).to_owned(), (*socket).to_owned());
                    (*who, Heard::Hello(tid.parse().ok()?, pid.parse().ok()?))
                }
                [who, "shows", raw] => (*who, Heard::Shows(raw.parse().ok()?)),
                _ => continue,
            };
            self.heard.push_back((who.to_owned(), heard));
        }
    }
}
