//! The asking side: finds a running engine's socket and puts one request to it.
use super::{MAX_LINE, Request, VERSION};
use crate::control::Client;
use crate::control::proto::{Answer, Ask, Form};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;

/// A connection to an engine.
pub(crate) struct Socket {
    stream: BufReader<UnixStream>,
}

impl Client for Socket {
    fn connect(engine: Option<u32>) -> Result<Socket, String> {
        let engines = running();
        let path = match (engine, engines.as_slice()) {
            (Some(pid), _) => engines
                .iter()
                .find(|(p, _)| *p == pid)
                .map(|(_, path)| path)
                .ok_or_else(|| format!("no engine {pid}: {}", known(&engines)))?,
            (None, [(_, path)]) => path,
            (None, []) => {
                return Err("no engine is running; 'wssctl run -w WRAPPER -- PROGRAM' starts one"
                    .to_owned());
            }
            (None, _) => {
                return Err(format!("choose one with --engine PID: {}", known(&engines)));
            }
        };
        let stream = UnixStream::connect(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(Socket { stream: BufReader::new(stream) })
    }

    /// An engine of this user's binds none of the system's programs: `yes` is of no account.
    fn ask(&mut self, ask: Ask, _yes: bool) -> Result<Answer, String> {
        let request = Request { version: VERSION, ask };
        let mut line = serde_json::to_vec(&request).map_err(|e| e.to_string())?;
        line.push(b'\n');
        if let Ask::Load { units } = &request.ask {
            units.iter().for_each(|u| line.extend_from_slice(&u.bytes));
        }
        self.stream.get_mut().write_all(&line).map_err(|e| format!("engine: {e}"))?;
        let line = self.line()?.ok_or("the engine closed the connection without an answer")?;
        match serde_json::from_str(&line).map_err(|e| format!("engine's answer: {e}"))? {
            Answer::Refused { reason } => Err(reason),
            answer => Ok(answer),
        }
    }

    fn follow(
        mut self,
        wrapper: Option<&str>,
        format: Form,
        colour: bool,
        line: &mut dyn FnMut(&str) -> bool,
    ) -> Result<(), String> {
        self.ask(Ask::Events { wrapper: wrapper.map(str::to_owned), format, colour }, false)?;
        while let Some(text) = self.line()? {
            if !line(&text) {
                break;
            }
        }
        Ok(())
    }
}

impl Socket {
    /// The next line, without its newline; `None` when the engine has closed.
    ///
    /// # Errors
    /// Reading failed, or the line is not text or too long.
    fn line(&mut self) -> Result<Option<String>, String> {
        let mut line = String::new();
        let n = self
            .stream
            .by_ref()
            .take(MAX_LINE)
            .read_line(&mut line)
            .map_err(|e| format!("engine: {e}"))?;
        Ok((n > 0).then(|| line.trim_end_matches('\n').to_owned()))
    }
}

/// Process ids and sockets of this user's running engines.
fn running() -> Vec<(u32, PathBuf)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(super::dir()).into_iter().flatten().flatten() {
        let path = entry.path();
        let pid = path.file_stem().and_then(|s| s.to_str()).and_then(|s| s.parse().ok());
        // A socket that nobody listens on was left by an engine that was killed.
        if let Some(pid) = pid
            && UnixStream::connect(&path).is_ok()
        {
            found.push((pid, path));
        }
    }
    found.sort_unstable();
    found
}

fn known(engines: &[(u32, PathBuf)]) -> String {
    if engines.is_empty() {
        return "none is running".to_owned();
    }
    let pids: Vec<_> = engines.iter().map(|(pid, _)| pid.to_string()).collect();
    format!("running engines: {}", pids.join(", "))
}
