//! `wssctl`, as an administrator uses it.
use super::{Run, Stop, ensure};
use serde_json::Value;
use std::cell::Cell;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Runs it; its output, whatever its status.
pub(crate) fn output(args: &[&str]) -> Result<Output, Stop> {
    let mut command = Command::new(Run::bin("wssctl")?);
    let out = command.args(args).stdin(Stdio::null()).output();
    Ok(out.map_err(|e| format!("wssctl: {e}"))?)
}

/// Runs it; what it prints. An error if it fails.
pub(crate) fn run(args: &[&str]) -> Result<String, Stop> {
    let out = output(args)?;
    let said = String::from_utf8_lossy(&out.stderr);
    let words = args.join(" ");
    ensure!(out.status.success(), "wssctl {words}: {}: {}", out.status, said.trim());
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// What it prints as JSON: the object's one field besides its schema number.
pub(crate) fn json(args: &[&str]) -> Result<Value, Stop> {
    let text = run(args)?;
    let value = serde_json::from_str::<Value>(&text);
    Ok(value.map_err(|e| format!("wssctl {}: {e}: {text}", args.join(" ")))?)
}

/// The loaded wrappers, by `list --json`.
fn list() -> Result<Vec<Value>, Stop> {
    Ok(json(&["list", "--json"])?["wrappers"].as_array().cloned().unwrap_or_default())
}

/// Names of the loaded wrappers, last loaded first.
pub(crate) fn loaded() -> Result<Vec<String>, Stop> {
    let name = |w: &Value| w["name"].as_str().unwrap_or_default().to_owned();
    let mut names: Vec<String> = list()?.iter().map(name).collect();
    names.reverse();
    Ok(names)
}

/// How often the clauses of a wrapper were run.
pub(crate) fn hits(name: &str) -> Result<u64, Stop> {
    let all = list()?;
    let found = all.iter().find(|w| w["name"] == name);
    let clauses = found.and_then(|w| w["clauses"].as_array()).cloned().unwrap_or_default();
    Ok(clauses.iter().filter_map(|c| c["hits"].as_u64()).sum())
}

/// Processes that a wrapper is bound to.
pub(crate) fn bindings(name: &str) -> Result<u64, Stop> {
    let all = list()?;
    Ok(all.iter().find(|w| w["name"] == name).and_then(|w| w["bindings"].as_u64()).unwrap_or(0))
}

/// Loads a wrapper from its source, with an activation criterion.
pub(crate) fn load(test: &Run, name: &str, source: &str, criterion: &str) -> Result<(), Stop> {
    let file = test.work.join(format!("{name}.wdl"));
    std::fs::write(&file, format!("wrapper {name};\n{source}\n"))?;
    load_file(&file, &["--activate", criterion])
}

/// Loads a wrapper from a file.
pub(crate) fn load_file(file: &Path, options: &[&str]) -> Result<(), Stop> {
    let file = file.to_string_lossy();
    let mut args = vec!["load", &file];
    args.extend(options);
    run(&args).map(drop)
}

/// `wssctl events --json`, running.
pub(crate) struct Events {
    child: Child,
    lines: Receiver<String>,
    /// Records that the engine has made up to the last one that came.
    seen: Cell<u64>,
}

impl Events {
    /// Subscribes; what happens from now on is seen.
    pub(crate) fn follow() -> Result<Events, Stop> {
        let mut command = Command::new(Run::bin("wssctl")?);
        command.args(["events", "--json"]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|e| format!("wssctl events: {e}"))?;
        let out = child.stdout.take().ok_or_else(|| "no output".to_owned())?;
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let events = Events { child, lines, seen: Cell::new(0) };
        // It says nothing when it is ready: its descriptor of the device is what shows it.
        events.wait_until_open()?;
        Ok(events)
    }

    fn wait_until_open(&self) -> Result<(), Stop> {
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            let status = json(&["status", "--json"])?;
            if status.pointer("/engine/subscribers").is_none_or(|n| n.as_u64() > Some(0)) {
                // An engine that does not count them is given a moment.
                std::thread::sleep(Duration::from_millis(200));
                return Ok(());
            }
            ensure!(Instant::now() < until, "wssctl events does not subscribe");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The next record for which `fits` holds, within some seconds.
    pub(crate) fn find(&self, seconds: u64, fits: impl Fn(&Value) -> bool) -> Option<Value> {
        let until = Instant::now() + Duration::from_secs(seconds);
        while let Some(record) = self.next(until.saturating_duration_since(Instant::now())) {
            if fits(&record) {
                return Some(record);
            }
        }
        None
    }

    /// The next record.
    pub(crate) fn next(&self, patience: Duration) -> Option<Value> {
        let line = self.lines.recv_timeout(patience).ok()?;
        let record: Value = serde_json::from_str(&line).ok()?;
        self.seen.set(record["seq"].as_u64()? + 1);
        Some(record)
    }

    /// How many records the engine had made when it made the last one that came.
    pub(crate) fn seen(&self) -> u64 {
        self.seen.get()
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        // It has ended already, or does so now.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
