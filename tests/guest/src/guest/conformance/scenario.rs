//! One scenario, played by real processes.
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
use wss_abi::audit::{Kind, Record, Subject};
use wss_abi::target::Target;
use wss_abi::verdict::Verdict;
use wss_tests::conformance::Report;
use wss_tests::conformance::build::build;
use wss_tests::conformance::format::{Expect, Part, Scene, Step};
use wss_tests::conformance::world;

/// How long a call may take that is expected to end, and how soon one counts as blocked.
const PATIENCE: Duration = Duration::from_secs(15);
const BLOCKED: Duration = Duration::from_millis(700);

/// A scenario being played.
pub(super) struct Scenario {
    dir: PathBuf,
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
    wrappers: Vec<String>,
}

fn text(stop: Stop) -> String {
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

    /// Compiles a wrapper; the words of `wssctl load`, and whether it is for later.
    fn wrapper(&self, run: &Run, part: &Part) -> Result<(Vec<String>, bool), String> {
        let dir = self.dir.to_string_lossy().into_owned();
        let mut options = Vec::new();
        let mut lines = Vec::new();
        for (n, line) in &part.lines {
            let placed = world::place(line, &dir);
            match placed.split_once(' ') {
                Some((what @ ("activate" | "deactivate"), criterion)) => {
                    options.extend([format!("--{what}"), self.confined(criterion)]);
                }
                _ if placed == "permissive" => options.push("--permissive".into()),
                _ => {}
            }
            lines.push((*n, placed));
        }
        let built = build(Target::FreebsdAmd64, &Part { name: part.name.clone(), lines })?;
        let file = run.work.join(format!("{}.wrap", part.name));
        let bytes = built.object.encode().map_err(|e| e.to_string())?;
        fs::write(&file, bytes).map_err(|e| e.to_string())?;
        let kept = self.dir.join(format!("{}.wrap", part.name));
        fs::rename(&file, &kept).map_err(|e| e.to_string())?;
        let mut words = vec!["load".to_owned(), kept.to_string_lossy().into_owned()];
        words.extend(options);
        Ok((words, built.later))
    }

    /// A criterion that fits in the scenario's folder alone: outside of it is the rest of the system.
    fn confined(&self, criterion: &str) -> String {
        format!("({criterion}) && path={}/**", self.dir.display())
    }

    fn load(&mut self, name: &str, words: &[String]) -> Result<String, String> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let out = wssctl::output(&words).map_err(text)?;
        if out.status.success() {
            self.wrappers.push(name.to_owned());
            return Ok("loaded".into());
        }
        Ok(refused(&String::from_utf8_lossy(&out.stderr)))
    }

    /// What the administrator does.
    fn admin(
        &mut self,
        step: &Step,
        later: &BTreeMap<String, Vec<String>>,
    ) -> Result<String, String> {
        let args: Vec<String> = step.args.iter().map(|a| self.word(a)).collect();
        let name = args.first().map_or("", String::as_str);
        match step.verb.as_str() {
            "load" => {
                let words = later.get(name).ok_or(format!("no wrapper {name}"))?;
                self.load(name, words)
            }
            "unload" => {
                let out = wssctl::output(&["unload", name]).map_err(text)?;
                if !out.status.success() {
                    return Ok(refused(&String::from_utf8_lossy(&out.stderr)));
                }
                match wssctl::bindings(name).map_err(text)? {
                    0 => Ok("unloaded".into()),
                    n => Ok(format!("in use by {n}")),
                }
            }
            verb @ ("activate" | "deactivate") => {
                let criterion = self.confined(&args.get(1..).unwrap_or_default().join(" "));
                let out = wssctl::output(&[verb, name, &criterion]).map_err(text)?;
                let said = String::from_utf8_lossy(&out.stderr).into_owned();
                Ok(if out.status.success() { "ok".into() } else { refused(&said) })
            }
            "bound" => Ok(wssctl::bindings(name).map_err(text)?.to_string()),
            "hits" => Ok(wssctl::hits(name).map_err(text)?.to_string()),
            // Criteria are judged on what runs whenever they change.
            "judge" => Ok(String::new()),
            other => Err(format!("no verb {other}")),
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
            records.push(self.record(&next));
        }
        Ok(records)
    }

    fn record(&self, r: &serde_json::Value) -> Record {
        let word = |at: &str| r.pointer(at).and_then(|v| v.as_str()).unwrap_or_default();
        let number = |at: &str| r.pointer(at).and_then(|v| v.as_u64()).unwrap_or_default();
        let kind = match word("/kind") {
            "audit" => Kind::Audit,
            "violation" => Kind::Violation,
            "verdict" => Kind::Verdict,
            "fault" => Kind::Fault,
            "activate" => Kind::Activate,
            "deactivate" => Kind::Deactivate,
            "host" => Kind::Host,
            _ => Kind::Lost,
        };
        // The suite's own notation has the numbers of Linux's errnos; it shows them by name.
        let errno = |name: &str| wss_calls::table(Target::LinuxX86_64).and_then(|t| t.errno(name));
        Record {
            seq: number("/seq"),
            time: 0,
            kind,
            wrapper: word("/wrapper").to_owned(),
            clause: None,
            subject: Subject { tid: number("/process/tid") as u32, ..Subject::default() },
            event: None,
            verdict: match word("/verdict/action") {
                "deny" => Verdict::Deny(errno(word("/verdict/errno")).unwrap_or(4095)),
                "return" => Verdict::Return,
                "kill" => Verdict::Kill(number("/verdict/signal") as u8),
                _ => Verdict::Continue,
            },
            permissive: r["permissive"] == true,
            unlocked: r["unlocked"] == true,
            message: word("/message").replace(&*self.dir.to_string_lossy(), ""),
        }
    }
}

impl Drop for Scenario {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Wait status of a process that has ended and whose parent has not asked; that of one that is not
/// there at all is 0.
fn zombie(pid: u32) -> Option<i32> {
    let mut mib = [libc::CTL_KERN, libc::KERN_PROC, libc::KERN_PROC_PID, pid as i32];
    // SAFETY: all-zero is a valid kinfo_proc: numbers, characters and null pointers.
    let mut info: libc::kinfo_proc = unsafe { std::mem::zeroed() };
    let mut size = size_of::<libc::kinfo_proc>();
    let (at, none) = ((&raw mut info).cast(), std::ptr::null());
    // SAFETY: so many bytes may be written, and the name has four numbers.
    let failed = unsafe { libc::sysctl(mib.as_mut_ptr(), 4, at, &mut size, none, 0) };
    /// SZOMB of sys/proc.h.
    const ZOMBIE: libc::c_char = 5;
    match failed {
        0 if size > 0 && info.ki_stat != ZOMBIE => None,
        0 if size > 0 => Some(i32::from(info.ki_xstat)),
        _ => Some(0),
    }
}

/// Channel, path and argument vector of an exec.
fn exec_words(channel: &str, args: &[String]) -> Vec<String> {
    let path = args.first().cloned().unwrap_or_default();
    let argv0 = args.iter().find_map(|a| a.strip_prefix("argv0=")).unwrap_or(&path).to_owned();
    let rest = args.iter().skip(1).filter(|a| !a.starts_with("argv0=") && !a.starts_with("as="));
    [channel.to_owned(), path, argv0].into_iter().chain(rest.cloned()).collect()
}

/// open(2)'s flags.
fn flags(mode: &str) -> Result<i32, String> {
    mode.split('+').try_fold(0, |sum, part| {
        Ok(sum
            | match part {
                "r" => libc::O_RDONLY,
                "w" => libc::O_WRONLY,
                "rw" => libc::O_RDWR,
                "creat" => libc::O_CREAT,
                "trunc" => libc::O_TRUNC,
                other => return Err(format!("no mode is called {other}")),
            })
    })
}

/// A raw result as scenarios write it.
fn show(raw: i64) -> String {
    let name = match raw {
        -4095..=-1 => wss_calls::table(Target::FreebsdAmd64)
            .and_then(|t| t.errno_name(raw.unsigned_abs() as u16)),
        _ => None,
    };
    name.map_or_else(|| raw.to_string(), str::to_owned)
}

/// A refusal as scenarios write it, from the text for people.
fn refused(said: &str) -> String {
    const WHY: [(&str, &str); 8] = [
        ("loaded already", "duplicate"),
        ("is compiled for", "target"),
        ("by the verifier", "unverifiable"),
        ("no system call", "unknown call"),
        ("cannot hold", "not held"),
        ("more than", "too many"),
        ("is loaded", "no such wrapper"),
        ("out of memory", "out of memory"),
    ];
    let why = WHY.iter().find(|(part, _)| said.contains(part)).map_or(said.trim(), |(_, why)| why);
    format!("refused: {why}")
}
