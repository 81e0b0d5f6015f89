//! The Linux host in the suite. Each scenario has a directory that stands for `/`, in which every
//! file beneath a `bin` is the driver program (`tests/conformance/driver.rs`); the first process
//! runs it under `wss_linux::run` and starts the others. The runner tells each process by a
//! datagram what to do next and is shown the raw result.
mod front;
mod talk;

pub use front::front;

use super::flow::show;
use super::format::{Expect, Scene, Step};
use super::seed::Seed;
use super::sim::flags;
use super::{Report, System, world};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use talk::{Heard, Talk};

/// How long a call may take that is expected to end, and how soon one counts as blocked.
const PATIENCE: Duration = Duration::from_secs(10);
const BLOCKED: Duration = Duration::from_millis(400);

/// The Linux host.
#[derive(Debug)]
pub struct Linux {
    driver: PathBuf,
}

impl Linux {
    /// Builds the driver program.
    ///
    /// # Errors
    /// What the compiler says.
    pub fn new() -> Result<Linux, String> {
        let dir = std::env::temp_dir().join(format!("wss-conformance-{}", std::process::id()));
        std::fs::create_dir_all(&dir).map_err(|e| e.to_string())?;
        // From here on the directory goes with the value.
        let linux = Linux { driver: dir.join("driver") };
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance/driver.rs");
        let compiler = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
        let out = Command::new(compiler)
            .args(["--edition", "2024", "-Copt-level=1", "-Cpanic=abort", "-Cstrip=symbols"])
            .args(["-Ctarget-feature=+crt-static", "-o"])
            .arg(&linux.driver)
            .arg(source)
            .output()
            .map_err(|e| e.to_string())?;
        if out.status.success() {
            Ok(linux)
        } else {
            Err(String::from_utf8_lossy(&out.stderr).into_owned())
        }
    }
}

impl Drop for Linux {
    fn drop(&mut self) {
        if let Some(dir) = self.driver.parent() {
            // What is left of a failed run is in the way of nobody.
            let _ = std::fs::remove_dir_all(dir);
        }
    }
}

impl System for Linux {
    fn name(&self) -> &'static str {
        "linux"
    }

    fn takes_seeds(&self) -> bool {
        false
    }

    fn lacks(&self, scene: &Scene) -> Option<String> {
        if scene.holds {
            return Some("arguments that are held against other threads".into());
        }
        if scene.queue.is_some() {
            return Some("a queue that is not drained at once".into());
        }
        let words = scene.world.iter().map(|(_, w)| w);
        if words.clone().any(|w| w.first().is_some_and(|w| w == "sum")) {
            return Some("checksums as written".into());
        }
        let owned = words.into_iter().any(|w| w.iter().any(|w| w == "uid"));
        let mut starts = 0;
        let mut known: Vec<&str> = Vec::new();
        for s in &scene.steps {
            let what = s.verb.as_str();
            let args = s.args.iter().map(String::as_str).collect::<Vec<_>>();
            if what == "exec" && !known.contains(&s.actor.as_str()) {
                known.push(&s.actor);
                starts += 1;
            }
            match (s.actor.as_str(), what) {
                ("engine", "known" | "dies" | "sets") => {
                    return Some(format!("a way to ask the engine: {what}"));
                }
                ("engine", "load") if args.len() > 1 => {
                    return Some("a verb that loads several wrappers at once".into());
                }
                (_, "race") => return Some("arguments that are held".into()),
                (_, "chroot") => return Some("a root directory of the scenario's own".into()),
                (_, "kill") if args.first() == Some(&"engine") => {
                    return Some("a name for the engine".into());
                }
                (_, "setuid") if !root() => return Some("root".into()),
                _ => {}
            }
            if args.iter().any(|a| a.starts_with("as=")) && !root() {
                return Some("root".into());
            }
        }
        if owned && !root() {
            return Some("root".into());
        }
        (starts == 0).then(|| "a process".into())
    }

    fn run(&self, scene: &Scene, _: Option<Seed>) -> Result<Report, String> {
        let mut run = Run::new(self, scene)?;
        for step in &scene.steps {
            let shown = run.step(step).map_err(|e| format!("line {}: {e}", step.line))?;
            match &step.expect {
                Some(Expect::Keep(name)) => {
                    run.kept.insert(name.clone(), shown.clone());
                    run.report.shown.push(shown);
                }
                Some(_) => run.report.shown.push(shown),
                None => {}
            }
        }
        run.end()
    }
}

/// Whether this is root: /proc/self belongs to the effective user.
fn root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

static COUNT: AtomicUsize = AtomicUsize::new(0);

struct Run {
    dir: PathBuf,
    talk: Talk,
    front: Child,
    kept: BTreeMap<String, String>,
    /// Thread and process id of each actor.
    actors: BTreeMap<String, (u32, u32)>,
    report: Report,
}

impl Run {
    fn new(system: &Linux, scene: &Scene) -> Result<Run, String> {
        let text = |e: std::io::Error| e.to_string();
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let base = format!("wss-conformance-{}-{count}", std::process::id());
        let dir = system.driver.with_file_name(format!("scene-{count}"));
        std::fs::create_dir_all(&dir).map_err(text)?;
        world::make(&dir, &system.driver, scene).map_err(text)?;
        let talk = Talk::new(&base).map_err(text)?;
        let front = Command::new(std::env::current_exe().map_err(text)?)
            .arg("--front")
            .args([scene.name.as_str(), &dir.to_string_lossy(), &base])
            .env("WSS_CONFORMANCE", &base)
            .env("WSS_CHANNEL", "init")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(dir.join("stderr")).map_err(text)?)
            .spawn()
            .map_err(text)?;
        let (kept, actors) = (BTreeMap::new(), BTreeMap::new());
        let mut run = Run { dir, talk, front, kept, actors, report: Report::default() };
        match run.talk.hear("init", PATIENCE) {
            Some(Heard::Hello(..)) => Ok(run),
            other => {
                let said = std::fs::read_to_string(run.dir.join("stderr")).unwrap_or_default();
                Err(format!("the first process does not say hello: {other:?} {said}"))
            }
        }
    }

    fn word(&self, word: &str) -> String {
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
        if actor == "engine" {
            return self.admin(&step.verb, &args);
        }
        if !self.actors.contains_key(actor) {
            return self.start(actor, &args);
        }
        if !self.alive(actor) {
            return Ok("gone".into());
        }
        let mut words: Vec<String> = vec![step.verb.clone()];
        match step.verb.as_str() {
            "open" => words.extend([arg(0).into(), flags(arg(1))?.to_string()]),
            "openat" => {
                words.extend([arg(0).into(), arg(1).into(), flags(arg(2))?.to_string()]);
            }
            "chmod" => {
                let mode = u32::from_str_radix(arg(1), 8).map_err(|e| e.to_string())?;
                words.extend([arg(0).into(), mode.to_string()]);
            }
            "exec" => words.extend(exec_words(actor, &args)),
            "spawn" => words.extend(exec_words(arg(0), args.get(1..).unwrap_or(&[]))),
            "kill" => {
                let pid = self.actors.get(arg(0)).map_or(0, |(_, pid)| *pid);
                let number = match arg(1) {
                    "KILL" => 9,
                    "TERM" => 15,
                    _ => 10,
                };
                words.extend([pid.to_string(), number.to_string()]);
            }
            "done" => return self.shown(actor, "done", PATIENCE),
            _ => words.extend(args.iter().cloned()),
        }
        self.talk.tell(actor, &words).map_err(|e| e.to_string())?;
        let shown = match step.verb.as_str() {
            "read" => self.shown(actor, "read", BLOCKED)?,
            verb => self.shown(actor, verb, PATIENCE)?,
        };
        Ok(match step.verb.as_str() {
            verb @ ("fork" | "vfork" | "thread") if shown.parse::<i64>().is_ok() => {
                // A child that its wrapper killed says nothing.
                if let Some(pid) = shown.parse().ok().filter(|_| verb != "thread") {
                    self.name(arg(0), pid, pid);
                }
                self.expect_hello(arg(0), BLOCKED * 5);
                "ok".into()
            }
            "spawn" if shown.parse::<i64>().is_ok() => {
                let there = self.expect_hello(arg(0), PATIENCE);
                if there { "0".into() } else { "gone".into() }
            }
            "exit" if shown.starts_with("killed") => "gone".into(),
            "kill" => {
                // The signal takes effect in its own time.
                std::thread::sleep(BLOCKED);
                shown
            }
            _ => shown,
        })
    }

    fn start(&mut self, actor: &str, args: &[String]) -> Result<String, String> {
        let uid = args.iter().find_map(|a| a.strip_prefix("as=")).unwrap_or("0").to_owned();
        let mut words = vec!["start".to_owned()];
        let exec = exec_words(actor, args);
        words.extend([exec[0].clone(), exec[1].clone(), uid]);
        words.extend(exec.into_iter().skip(2));
        self.talk.tell("init", &words).map_err(|e| e.to_string())?;
        self.talk.hear("init", PATIENCE);
        if self.expect_hello(actor, PATIENCE) { Ok("0".into()) } else { Err("no start".into()) }
    }

    /// What an actor shows next.
    fn shown(&mut self, actor: &str, verb: &str, patience: Duration) -> Result<String, String> {
        let mut waited = Duration::ZERO;
        loop {
            match self.talk.hear(actor, Duration::from_millis(50)) {
                Some(Heard::Shows(raw)) => return show(raw),
                Some(Heard::Hello(tid, pid)) if verb == "exec" => {
                    self.actors.insert(actor.to_owned(), (tid, pid));
                    return Ok("0".into());
                }
                Some(Heard::Hello(..) | Heard::Says(_)) => {}
                None if !self.alive(actor) => return Ok(self.obituary(actor)),
                None if waited >= patience => return Ok("blocks".into()),
                None => waited += Duration::from_millis(50),
            }
        }
    }

    /// State and wait status of an actor's thread, from stat of proc(5).
    fn stat(&self, actor: &str) -> Option<(char, i32)> {
        let (tid, pid) = self.actors.get(actor)?;
        let text = std::fs::read_to_string(format!("/proc/{pid}/task/{tid}/stat")).ok()?;
        let mut fields = text.rsplit_once(')')?.1.split_whitespace();
        let state = fields.next()?.chars().next()?;
        Some((state, fields.nth(48)?.parse().ok()?))
    }

    fn alive(&self, actor: &str) -> bool {
        self.stat(actor).is_some_and(|(state, _)| !matches!(state, 'Z' | 'X'))
    }

    fn obituary(&self, actor: &str) -> String {
        match self.stat(actor) {
            Some((_, status)) if status & 0x7f != 0 => format!("killed {}", status & 0x7f),
            _ => "gone".into(),
        }
    }

    fn admin(&mut self, verb: &str, args: &[String]) -> Result<String, String> {
        let mut words = vec![verb.to_owned()];
        words.extend(args.iter().cloned());
        self.talk.tell("engine", &words).map_err(|e| e.to_string())?;
        match self.talk.hear("engine", PATIENCE) {
            Some(Heard::Says(text)) => Ok(text),
            other => Err(format!("the engine does not answer: {other:?}")),
        }
    }

    fn end(mut self) -> Result<Report, String> {
        self.stop();
        self.report.records = talk::records(&self.dir)?;
        Ok(std::mem::take(&mut self.report))
    }

    /// Ends every process of the scenario, and the front.
    fn stop(&mut self) {
        let mut actors: Vec<String> = self.actors.keys().cloned().collect();
        actors.push("init".into());
        for actor in actors {
            // Some are gone already.
            let _ = self.talk.tell(&actor, &["exit".to_owned(), "0".to_owned()]);
        }
        let until = Instant::now() + PATIENCE;
        while matches!(self.front.try_wait(), Ok(None)) {
            if Instant::now() > until {
                self.report.defects.push("the front does not end".into());
                // It has ended meanwhile, or does so now.
                let _ = self.front.kill();
                let _ = self.front.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.stop();
        // What is left of it goes with the driver's directory.
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// Channel, path and argument vector of an exec.
fn exec_words(channel: &str, args: &[String]) -> Vec<String> {
    let path = args.first().cloned().unwrap_or_default();
    let argv0 = args.iter().find_map(|a| a.strip_prefix("argv0=")).unwrap_or(&path).to_owned();
    let rest = args.iter().skip(1).filter(|a| !a.starts_with("argv0=") && !a.starts_with("as="));
    [channel.to_owned(), path, argv0].into_iter().chain(rest.cloned()).collect()
}
