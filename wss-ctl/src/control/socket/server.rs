//! The answering side, a thread of the supervisor: takes one request per connection from processes
//! of its user that it does not wrap itself.
use super::feed::Feed;
use super::{MAX_LINE, Request, VERSION};
use crate::control::proto::{Answer, Ask, Clause, Process, Status, Unit, Wrapper};
use crate::criteria;
use nix::sys::socket::{getsockopt, sockopt::PeerCredentials};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use wss_abi::object::{Object, limit};
use wss_engine::LoadOptions;
use wss_linux::{Shared, State};

/// Most connections served at a time; followers of events count until their request is answered.
const MAX_CONNECTIONS: usize = 32;
/// How long a connection may take to put its request.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the server answers from.
pub(crate) struct Server {
    state: Shared,
    feed: Feed,
    /// What was run, for `status`.
    program: String,
    started: Instant,
    /// `lock` was asked for.
    locked: AtomicBool,
}

/// Makes the socket and serves it until the supervisor ends. Failure is told on stderr and leaves
/// the run without control, not without wrappers.
pub(crate) fn start(state: Shared, feed: Feed, program: String) {
    let server =
        Arc::new(Server { state, feed, program, started: Instant::now(), locked: false.into() });
    match listen() {
        Ok(listener) => {
            std::thread::spawn(move || serve(&server, &listener));
        }
        Err(e) => eprintln!("wssctl: no control socket: {e}"),
    }
}

/// The engine's socket, in a folder that is this user's alone.
fn listen() -> Result<UnixListener, String> {
    let dir = super::dir();
    let tell = |what: &PathBuf, e: std::io::Error| format!("{}: {e}", what.display());
    match std::fs::DirBuilder::new().mode(0o700).create(&dir) {
        Ok(()) => {}
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(e) => return Err(tell(&dir, e)),
    }
    // Below /tmp another user may have made it first, or made it a link.
    let meta = std::fs::symlink_metadata(&dir).map_err(|e| tell(&dir, e))?;
    if !meta.is_dir() || meta.uid() != nix::unistd::geteuid().as_raw() || meta.mode() & 0o077 != 0 {
        return Err(format!("{} is not a folder of this user's alone", dir.display()));
    }
    sweep(&dir);
    let path = dir.join(format!("{}.sock", std::process::id()));
    // A socket of an earlier process with this id is stale.
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path).map_err(|e| tell(&path, e))?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))
        .map_err(|e| tell(&path, e))?;
    Ok(listener)
}

/// Removes the sockets of engines that were killed.
fn sweep(dir: &PathBuf) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        let pid = path.file_stem().and_then(|s| s.to_str()).and_then(|s| s.parse::<i32>().ok());
        let gone = |pid| {
            nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), None) == Err(nix::Error::ESRCH)
        };
        if pid.is_some_and(gone) {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// When a living process started, which tells it from another of the same pid.
fn birth(pid: i32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // After the name, which may hold anything: state, and 18 further on the time of start.
    let mut rest = stat.rsplit(')').next()?.split_ascii_whitespace();
    let alive = !matches!(rest.next()?, "Z" | "X");
    rest.nth(18)?.parse().ok().filter(|_| alive)
}

fn serve(server: &Arc<Server>, listener: &UnixListener) {
    let busy = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming().flatten() {
        if busy.load(Ordering::Relaxed) >= MAX_CONNECTIONS {
            continue;
        }
        busy.fetch_add(1, Ordering::Relaxed);
        let (server, busy) = (Arc::clone(server), Arc::clone(&busy));
        std::thread::spawn(move || {
            // A peer that goes away in the middle concerns nobody else.
            let _ = server.converse(&stream);
            busy.fetch_sub(1, Ordering::Relaxed);
        });
    }
}

impl Server {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One request and its answer.
    fn converse(&self, stream: &UnixStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let peer = getsockopt(stream, PeerCredentials)?;
        let born = birth(peer.pid());
        let mut reader = BufReader::new(stream);
        let mut line = Vec::new();
        if reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        // A wrapped process that sends its request and ends is not known any more, and its pid may be
        // another's by now: who cannot be seen alive after the engine was asked is not answered.
        let wrapped = self.state().engine().wrap_set(peer.pid() as u32).is_some();
        let answer = if born.is_none() || birth(peer.pid()) != born {
            Err("the process that asked is gone".to_owned())
        } else if wrapped {
            Err("a process under this engine may not control it".to_owned())
        } else {
            parse(&line).and_then(|ask| self.answer(ask, &mut reader, stream))
        };
        match answer {
            // Told already, ahead of the records.
            Ok(Answer::Following) => Ok(()),
            Ok(answer) => write(stream, &answer),
            Err(reason) => write(stream, &Answer::Refused { reason }),
        }
    }

    fn answer(
        &self,
        ask: Ask,
        body: &mut impl Read,
        stream: &UnixStream,
    ) -> Result<Answer, String> {
        let text = |e: wss_engine::LoadError| e.to_string();
        let asks = matches!(ask, Ask::List | Ask::Status | Ask::Ps | Ask::Events { .. });
        if let Some(why) = self.frozen().filter(|_| !asks) {
            return Err(format!("nothing can be changed: {why}"));
        }
        match ask {
            Ask::Load { units } => {
                let units: Result<Vec<_>, _> = units.into_iter().map(|u| load(u, body)).collect();
                self.state().load(units?).map_err(text)?;
                Ok(Answer::Done)
            }
            Ask::Unload { wrapper } => {
                self.state().unload(&wrapper).map_err(text)?;
                Ok(Answer::Done)
            }
            Ask::Activate { wrapper, criteria } => {
                self.state().activate(&wrapper, criteria::parse(&criteria)?).map_err(text)?;
                Ok(Answer::Done)
            }
            Ask::Deactivate { wrapper, criteria, pid } => {
                match (criteria, pid) {
                    (Some(c), None) => {
                        self.state().deactivate(&wrapper, criteria::parse(&c)?).map_err(text)?;
                    }
                    (None, Some(pid)) => {
                        if !self.state().detach(&wrapper, pid).map_err(text)? {
                            return Err(format!("{wrapper} is not bound to process {pid}"));
                        }
                    }
                    _ => return Err("either criteria or a process".to_owned()),
                }
                Ok(Answer::Done)
            }
            Ask::Lock => {
                self.locked.store(true, Ordering::Relaxed);
                Ok(Answer::Done)
            }
            Ask::List => Ok(Answer::Wrappers { wrappers: self.wrappers() }),
            Ask::Status => Ok(Answer::Status(self.status())),
            Ask::Ps => Ok(Answer::Processes { processes: self.processes() }),
            Ask::Events { wrapper, format, colour } => {
                let own = stream.try_clone().map_err(|e| e.to_string())?;
                // The answer goes first; the lines that follow it come from the feed alone.
                write(stream, &Answer::Following).map_err(|e| e.to_string())?;
                self.feed.follow(own, format, colour, wrapper).map_err(|e| e.to_string())?;
                Ok(Answer::Following)
            }
        }
    }

    /// Why nothing can be changed, if so.
    fn frozen(&self) -> Option<&'static str> {
        self.locked.load(Ordering::Relaxed).then_some("locked while this engine runs")
    }

    fn wrappers(&self) -> Vec<Wrapper> {
        let state = self.state();
        let criteria = |list: &[wss_engine::Criterion]| {
            let text = |c: &wss_engine::Criterion| match c.text() {
                "" => "always".to_owned(),
                text => text.to_owned(),
            };
            list.iter().map(text).collect::<Vec<_>>()
        };
        let wrappers = state.engine().wrappers();
        let shown = wrappers.into_iter().map(|w| Wrapper {
            name: w.name.to_owned(),
            permissive: w.options.permissive,
            runs: w.runs.to_owned(),
            activate: criteria(&w.options.activate),
            deactivate: criteria(&w.options.deactivate),
            clauses: (w.object.clauses.iter().zip(&w.stats.clauses))
                .map(|(c, s)| Clause {
                    label: c.label.clone(),
                    line: c.line,
                    unlocked: c.is_judged_unlocked(),
                    hits: s.hits,
                    verdicts: s.verdicts,
                    faults: s.faults,
                    instructions: s.instructions,
                })
                .collect(),
            bindings: w.stats.bound,
            faults: w.stats.total().faults,
        });
        shown.collect()
    }

    fn status(&self) -> Status {
        let state = self.state();
        let no_new_privs = state.no_new_privs();
        let engine = state.engine();
        Status {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            host: engine.target().name().to_owned(),
            pid: std::process::id(),
            uptime_seconds: self.started.elapsed().as_secs(),
            program: self.program.clone(),
            wrappers: engine.wrappers().len() as u64,
            processes: engine.processes() as u64,
            records: engine.records(),
            dropped: engine.dropped(),
            unread: 0,
            frozen: self.frozen().map(str::to_owned),
            hindering: Vec::new(),
            holds_arguments: engine.holds_arguments(),
            no_new_privs,
        }
    }

    fn processes(&self) -> Vec<Process> {
        let mut found: Vec<Process> = Vec::new();
        self.state().engine().each_process(|p| {
            found.push(Process {
                pid: p.pid,
                program: String::from_utf8_lossy(p.path).into_owned(),
                wrap_set: p.set,
                bindings: p.wrappers.iter().map(|w| (*w).to_owned()).collect(),
            });
        });
        found.sort_unstable_by_key(|p| p.pid);
        found
    }
}

/// A wrapper as asked for, its object read from what follows the request.
fn load(unit: Unit, body: &mut impl Read) -> Result<(Object, LoadOptions), String> {
    if unit.object > limit::OBJECT {
        return Err("the object is too long".to_owned());
    }
    let mut bytes = vec![0; unit.object];
    body.read_exact(&mut bytes).map_err(|e| format!("reading the object: {e}"))?;
    let object = Object::decode(&bytes).map_err(|e| e.to_string())?;
    let options = LoadOptions {
        permissive: unit.permissive,
        activate: criteria::parse_all(&unit.activate)?,
        deactivate: criteria::parse_all(&unit.deactivate)?,
    };
    Ok((object, options))
}

fn parse(line: &[u8]) -> Result<Ask, String> {
    #[derive(serde::Deserialize)]
    struct Versioned {
        version: u32,
    }
    let bad = |e: serde_json::Error| format!("the request is malformed: {e}");
    let Versioned { version } = serde_json::from_slice(line).map_err(bad)?;
    if version != VERSION {
        return Err(format!(
            "wssctl speaks version {version} of the control protocol, the engine {VERSION}"
        ));
    }
    serde_json::from_slice::<Request>(line).map(|r| r.ask).map_err(bad)
}

fn write(mut stream: &UnixStream, answer: &Answer) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(answer)?;
    line.push(b'\n');
    stream.write_all(&line)
}

#[cfg(test)]
mod tests {
    use super::birth;

    #[test]
    fn the_dead_were_not_born() {
        let own = std::process::id() as i32;
        assert!(birth(own).is_some());
        assert_eq!(birth(own), birth(own));
        assert_eq!(birth(0), None);
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let pid = child.id() as i32;
        // A zombie until it is waited for.
        std::thread::sleep(std::time::Duration::from_millis(200));
        assert_eq!(birth(pid), None);
        child.wait().unwrap();
        assert_eq!(birth(pid), None);
    }
}
