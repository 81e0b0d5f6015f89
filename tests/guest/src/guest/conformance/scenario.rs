//! One scenario, played by real processes.
use super::notation::{exec_words, flags, record, show, zombie};
use super::talk::{Heard, Talk};
use crate::guest::wssctl::{self, Events};
use crate::guest::{Run, Stop};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use wss_abi::audit::Record;
use wss_tests::conformance::Report;
use wss_tests::conformance::format::{Expect, Scene, Step};
use wss_tests::conformance::world;

/// How long a call may take that is expected to end, and how soon one counts as blocked.
const PATIENCE: Duration = Duration::from_secs(15);
const BLOCKED: Duration = Duration::from_millis(700);

/// A scenario being played.
pub(super) struct Scenario {
    pub(super) dir: PathBuf,
    talk: Talk,
    kept: BTreeMap<String, String>,
    /// Thread and process id of each actor.
    actors: BTreeMap<String, (u32, u32)>,
    /// Those that this process started.
    children: BTreeMap<u32, Child>,
    /// Statuses of those that it reaped.
    ended: BTreeMap<u32, i32>,
    report: Report,
    /// Wrappers that were loaded, in order.
    pub(super) wrappers: Vec<String>,
}

pub(super) fn text(stop: Stop) -> String {
    match stop {
        Stop::Skip(why) | Stop::Fail(why) => why,
    }
}

impl Scenario {
    /// Plays it; what came of it.
    pub(super) fn play(
        run: &Run,
        scene: &Scene,
        number: usize,
        events: &Events,
    ) -> Result<Report, String> {
        let dir = run.work.join(format!("s{number}"));
        let mut play = Scenario::new(&dir, scene)?;
        let done = play.steps(run, scene);
        play.stop();
        let records = play.records(events);
        for name in std::mem::take(&mut play.wrappers).iter().rev() {
            // Some the scenario has unloaded itself.
            let _ = wssctl::output(&["unload", name]);
        }
        // What comes of their unloading is none of the scenario's.
        let _ = play.records(events);
        // What is left of it is in the way of nobody.
        let _ = fs::remove_dir_all(&dir);
        done?;
        play.report.records = records?;
        Ok(std::mem::take(&mut play.report))
    }

    fn new(dir: &Path, scene: &Scene) -> Result<Scenario, String> {
        let error = |e: std::io::Error| e.to_string();
        fs::create_dir_all(dir).map_err(error)?;
        fs::set_permissions(dir, PermissionsExt::from_mode(0o755)).map_err(error)?;
        world::make(dir, &Run::bin("actor").map_err(text)?, scene).map_err(error)?;
        Ok(Scenario {
            dir: dir.into(),
            talk: Talk::new(&dir.join(".s")).map_err(error)?,
            kept: BTreeMap::new(),
            actors: BTreeMap::new(),
            children: BTreeMap::new(),
            ended: BTreeMap::new(),
            report: Report::default(),
            wrappers: Vec::new(),
        })
    }

    fn steps(&mut self, run: &Run, scene: &Scene) -> Result<(), String> {
        let mut later = BTreeMap::new();
        for part in &scene.wrappers {
            let (loads, built) = self.wrapper(run, part)?;
            if built {
                later.insert(part.name.clone(), loads);
            } else {
                let shown = self.load(&part.name, &loads)?;
                if shown != "loaded" {
                    return Err(format!("wrapper {} does not load: {shown}", part.name));
                }
            }
        }
        for step in &scene.steps {
            let shown = match step.actor.as_str() {
                "engine" => self.admin(step, &later),
                _ => self.step(step),
            };
            let shown = shown.map_err(|e| format!("line {}: {e}", step.line))?;
            if let Some(Expect::Keep(name)) = &step.expect {
                self.kept.insert(name.clone(), shown.clone());
            }
            if step.expect.is_some() {
                self.report.shown.push(shown);
            }
        }
        Ok(())
    }

    pub(super) fn word(&self, word: &str) -> String {
        let word = match word.strip_prefix('$') {
            Some(name) => self.kept.get(name).cloned().unwrap_or_default(),
            None => word.to_owned(),
        };
        if word.starts_with('/') { format!("{}{word}", self.dir.display()) } else { word }
    }

    /// Waits for an actor's first words.
    fn expect_hello(&mut self, actor: &str, patience: Duration) -> bool {
        let Some(Heard::Hello(tid, pid)) = self.talk.hear(actor, patience) else { return false };
        self.name(actor, tid, pid);
        true
    }

    fn name(&mut self, actor: &str, tid: u32, pid: u32) {
        self.actors.insert(actor.to_owned(), (tid, pid));
        self.report.actors.retain(|(t, _)| *t != tid);
        self.report.actors.push((tid, actor.to_owned()));
    }

    fn step(&mut self, step: &Step) -> Result<String, String> {
        let args: Vec<String> = step.args.iter().map(|a| self.word(a)).collect();
        let arg = |n: usize| args.get(n).map_or("", String::as_str);
        let actor = step.actor.as_str();
        if !self.actors.contains_key(actor) {
            return self.start(actor, &args);
        }
        if !self.alive(actor) {
            return Ok("gone".into());
        }
        let mut words: Vec<String> = vec![step.verb.clone()];
        match step.verb.as_str() {
            "open" => words.extend([arg(0).into(), flags(arg(1))?.to_string()]),
            "openat" => words.extend([arg(0).into(), arg(1).into(), flags(arg(2))?.to_string()]),
            "chmod" => {
                let mode = u32::from_str_radix(arg(1), 8).map_err(|e| e.to_string())?;
                words.extend([arg(0).into(), mode.to_string()]);
            }
            "exec" => words.extend(exec_words(actor, &args)),
            "spawn" => words.extend(exec_words(arg(0), args.get(1..).unwrap_or(&[]))),
            "kill" => {
                let pid = self.actors.get(arg(0)).map_or(0, |(_, pid)| *pid);
                let number = match arg(1) {
                    "KILL" => libc::SIGKILL,
                    "TERM" => libc::SIGTERM,
                    _ => libc::SIGUSR1,
                };
                words.extend([pid.to_string(), number.to_string()]);
            }
            "done" => return self.shown(actor, "done", PATIENCE),
            _ => words.extend(args.iter().cloned()),
        }
        self.talk.tell(actor, &words).map_err(|e| e.to_string())?;
        let patience = if step.verb == "read" { BLOCKED } else { PATIENCE };
        let shown = self.shown(actor, &step.verb, patience)?;
        Ok(match step.verb.as_str() {
            verb @ ("fork" | "vfork" | "thread") if shown.parse::<i64>().is_ok() => {
                // A child that its wrapper killed says nothing.
                if let Some(pid) = shown.parse().ok().filter(|_| verb != "thread") {
                    self.name(arg(0), pid, pid);
                }
                self.expect_hello(arg(0), BLOCKED * 4);
                "ok".into()
            }
            "spawn" if shown.parse::<i64>().is_ok() => {
                let there = self.expect_hello(arg(0), PATIENCE);
                if there { "0".into() } else { "gone".into() }
            }
            "exit" if shown.starts_with("killed") => "gone".into(),
            "kill" => {
                // The signal takes effect in its own time.
                std::thread::sleep(BLOCKED / 2);
                shown
            }
            _ => shown,
        })
    }

    /// Starts a process: its exec is the first that the kernel sees of it.
    fn start(&mut self, actor: &str, args: &[String]) -> Result<String, String> {
        let uid = args.iter().find_map(|a| a.strip_prefix("as=")).map_or(Ok(0), str::parse);
        let words = exec_words(actor, args);
        let mut words = words.iter().skip(1);
        let path = words.next().cloned().unwrap_or_default();
        let mut command = Command::new(&path);
        command.arg0(words.next().map_or(path.as_str(), String::as_str)).args(words);
        command.uid(uid.map_err(|_| "as= takes a number")?);
        command.env_clear().env("WSS_CONFORMANCE", self.dir.join(".s")).env("WSS_CHANNEL", actor);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().map_err(|e| format!("{path}: {e}"))?;
        let pid = child.id();
        self.children.insert(pid, child);
        self.name(actor, pid, pid);
        if self.expect_hello(actor, PATIENCE) {
            return Ok("0".into());
        }
        if self.alive(actor) {
            Err("it does not say hello".into())
        } else {
            Ok(self.obituary(actor))
        }
    }

    /// What an actor shows next.
    fn shown(&mut self, actor: &str, verb: &str, patience: Duration) -> Result<String, String> {
        let mut waited = Duration::ZERO;
        let moment = Duration::from_millis(50);
        loop {
            match self.talk.hear(actor, moment) {
                Some(Heard::Shows(raw)) => return Ok(show(raw)),
                Some(Heard::Hello(tid, pid)) if verb == "exec" => {
                    self.name(actor, tid, pid);
                    return Ok("0".into());
                }
                Some(Heard::Hello(..)) => {}
                None if !self.alive(actor) => return Ok(self.obituary(actor)),
                None if waited >= patience => return Ok("blocks".into()),
                None => waited += moment,
            }
        }
    }

    /// An actor's wait status, once its process has ended.
    fn status(&mut self, actor: &str) -> Option<i32> {
        let pid = self.actors.get(actor)?.1;
        if let Some(child) = self.children.get_mut(&pid) {
            let status = child.try_wait().ok()??.into_raw();
            self.children.remove(&pid);
            self.ended.insert(pid, status);
        }
        self.ended.get(&pid).copied().or_else(|| zombie(pid))
    }

    fn alive(&mut self, actor: &str) -> bool {
        self.status(actor).is_none()
    }

    fn obituary(&mut self, actor: &str) -> String {
        match self.status(actor) {
            Some(status) if status & 0x7f != 0 => format!("killed {}", status & 0x7f),
            _ => "gone".into(),
        }
    }

    /// Ends every process of the scenario.
    fn stop(&mut self) {
        let pids: Vec<u32> = self.actors.values().map(|(_, pid)| *pid).collect();
        for pid in pids.into_iter().filter(|p| *p > 1) {
            // SAFETY: no memory is passed; a process that is gone already is no harm, and a number
            // is not given again so soon.
            unsafe { libc::kill(pid as i32, libc::SIGKILL) };
        }
        for (_, mut child) in std::mem::take(&mut self.children) {
            // It was killed just now, or before.
            let _ = child.wait();
        }
    }

    /// The records of the scenario, its own paths as it writes them: all that the engine has made.
    fn records(&self, events: &Events) -> Result<Vec<Record>, String> {
        let mut records = Vec::new();
        let status = wssctl::json(&["status", "--json"]).map_err(text)?;
        let made = status.pointer("/engine/records").and_then(|n| n.as_u64()).unwrap_or_default();
        while events.seen() < made {
            let next = events.next(Duration::from_secs(5));
            let next = next.ok_or_else(|| format!("{} of {made} records come", events.seen()))?;
            records.push(record(&next, &self.dir));
        }
        Ok(records)
    }
}

impl Drop for Scenario {
    fn drop(&mut self) {
        self.stop();
    }
}
