//! The simulated host: a kernel of its own, the engine, and the host contract between them, each
//! obligation breakable by a seeded fault. This file runs the script; [`super::flow`] carries one
//! call through the contract, [`super::admin`] does what the administrator does.
use super::build::{Built, build};
use super::calls::AT_FDCWD;
use super::format::{self, Expect, Scene};
use super::host::Services;
use super::kernel::{Kernel, MEMORY, Node, Proc};
use super::seed::Seed;
use super::{Report, System};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use wss_abi::clause::{On, Source};
use wss_abi::object::{OnFault, WhenFull};
use wss_abi::stat::WrStat;
use wss_abi::target::Target;
use wss_calls::Table;
use wss_engine::host::{Step, Tid};
use wss_engine::{Engine, Held, HeldKind};

/// The simulated host: it looks files up while the engine is at work, or when it is not.
#[derive(Clone, Copy, Debug, Default)]
pub struct Simulated {
    /// Wrappers run as native code.
    pub compiled: bool,
    /// Clauses that ask pause, as in a host whose engine is behind a lock.
    pub later: bool,
}

impl System for Simulated {
    fn name(&self) -> &'static str {
        match (self.compiled, self.later) {
            (false, false) => "simulated",
            (false, true) => "simulated, asked",
            (true, false) => "simulated, compiled",
            (true, true) => "simulated, compiled, asked",
        }
    }

    fn lacks(&self, _: &Scene) -> Option<String> {
        None
    }

    fn takes_seeds(&self) -> bool {
        !self.compiled
    }

    fn run(&self, scene: &Scene, seed: Option<Seed>) -> Result<Report, String> {
        let mut run = Run::new(scene, seed, *self)?;
        for step in &scene.steps {
            let shown = run.step(step).map_err(|e| format!("line {}: {e}", step.line))?;
            run.drain(false);
            match &step.expect {
                Some(Expect::Keep(name)) => {
                    run.kept.insert(name.clone(), shown.clone());
                    run.report.shown.push(shown);
                }
                Some(_) => run.report.shown.push(shown),
                None => {}
            }
        }
        run.drain(true);
        Ok(run.report)
    }
}

/// A call that has not ended.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) tid: Tid,
    pub(super) name: &'static str,
    pub(super) args: [u64; 6],
    pub(super) wants_exit: bool,
}

/// What a race is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Over {
    Path,
    Argv,
}

/// A scenario being run.
pub(super) struct Run {
    pub(super) seed: Option<Seed>,
    pub(super) engine: Engine,
    pub(super) kernel: Kernel,
    pub(super) kills: Vec<(Tid, u8)>,
    pub(super) report: Report,
    pub(super) actors: BTreeMap<String, Tid>,
    pub(super) kept: BTreeMap<String, String>,
    pub(super) pending: Vec<Pending>,
    /// What another thread puts over the next call's path, or over its second argv string.
    pub(super) race: BTreeMap<Tid, (Over, Vec<u8>)>,
    /// Calls that a handler makes when a signal interrupts its thread.
    pub(super) handlers: BTreeMap<Tid, &'static str>,
    /// Children of which the engine is told too late.
    pub(super) late: Vec<(Tid, Tid)>,
    pub(super) built: Vec<Built>,
    pub(super) dead: bool,
    queue: bool,
    later: bool,
}

/// What the simulated host can hold: every argument that the kernel reads.
static HELD: LazyLock<Vec<Held>> = LazyLock::new(|| {
    let calls = wss_calls::table(Target::LinuxX86_64).map_or(&[][..], |t| t.calls());
    let params = calls.iter().flat_map(|c| c.params.iter().map(|p| (c.nr, p.source)));
    let held = params.filter_map(|(nr, source)| match source {
        Source::Capture { arg, shape, out: false, .. } => {
            Some(Held { nr: nr as u16, arg, kind: HeldKind::of(shape) })
        }
        _ => None,
    });
    held.collect()
});

pub(super) fn table() -> Result<&'static Table, String> {
    wss_calls::table(Target::LinuxX86_64).ok_or_else(|| "no characterisation".into())
}

impl Run {
    fn new(scene: &Scene, seed: Option<Seed>, how: Simulated) -> Result<Run, String> {
        let mut run = Run {
            seed,
            engine: Engine::new(Target::LinuxX86_64),
            kernel: Kernel::default(),
            kills: Vec::new(),
            report: Report::default(),
            actors: BTreeMap::new(),
            kept: BTreeMap::new(),
            pending: Vec::new(),
            race: BTreeMap::new(),
            handlers: BTreeMap::new(),
            late: Vec::new(),
            built: Vec::new(),
            dead: false,
            queue: scene.queue.is_some(),
            later: how.later,
        };
        if how.compiled {
            run.engine.set_compiler(Some(&wss_pages::JIT));
        }
        if scene.holds || run.is(Seed::HeldClaimed) {
            run.engine.set_holds(&HELD);
        }
        if let Some(n) = scene.queue {
            run.engine.set_queue(n, 1 << 20);
        }
        for (line, words) in &scene.world {
            run.world(words).map_err(|e| format!("line {line}: {e}"))?;
        }
        for part in &scene.wrappers {
            let mut built = build(Target::LinuxX86_64, part)?;
            run.tamper(&mut built);
            run.built.push(built);
        }
        let first: Vec<usize> = (0..run.built.len()).filter(|n| !run.built[*n].later).collect();
        match run.load(first)?.as_str() {
            "loaded" => Ok(run),
            refused => Err(format!("the wrappers do not load: {refused}")),
        }
    }

    pub(super) fn is(&self, seed: Seed) -> bool {
        self.seed == Some(seed)
    }

    /// What some seeded faults do to a wrapper.
    fn tamper(&self, b: &mut Built) {
        let o = &mut b.object;
        match self.seed {
            Some(Seed::FaultPolicyOther) => {
                o.on_fault = match o.on_fault {
                    OnFault::Deny | OnFault::Kill => OnFault::Allow,
                    OnFault::Allow => OnFault::Deny,
                }
            }
            Some(Seed::BudgetHuge) => o.budget = 1 << 26,
            Some(Seed::TablePolicyOther) => {
                for t in &mut o.tables {
                    t.full = match t.full {
                        WhenFull::Fault => WhenFull::Refuse,
                        WhenFull::Oldest | WhenFull::Lru => WhenFull::Refuse,
                        WhenFull::Refuse => WhenFull::Oldest,
                    }
                }
            }
            Some(Seed::NoCatch) => {
                for c in &mut o.clauses {
                    if let On::Raised { event, .. } = &mut c.on {
                        event.push_str("-nobody-raises");
                    }
                }
            }
            Some(Seed::NotPermissive) => b.options.permissive = false,
            Some(Seed::DeactivateDropped) => b.options.deactivate.clear(),
            _ => {}
        }
    }

    fn world(&mut self, words: &[String]) -> Result<(), String> {
        let word = |n: usize| words.get(n).map_or("", String::as_str);
        let path = word(1).as_bytes().to_vec();
        let mut dir = path.clone();
        while let Some(end) = dir.iter().rposition(|b| *b == b'/') {
            dir.truncate(end);
            if !dir.is_empty() {
                self.kernel.nodes.entry(dir.clone()).or_insert(Node::Dir);
            }
        }
        let mut stat = WrStat { mode: 0o100755, nlink: 1, ..WrStat::default() };
        stat.nodeid = self.kernel.nodes.len() as u64 + 2;
        let mut content = Vec::new();
        let mut rest = words.iter().skip(2);
        let mut interpreter = None;
        match word(0) {
            "file" => {
                while let (Some(what), Some(value)) = (rest.next(), rest.next()) {
                    match what.as_str() {
                        "mode" => {
                            let mode = u32::from_str_radix(value, 8).map_err(|e| e.to_string())?;
                            stat.mode = 0o100000 | mode;
                        }
                        "uid" => stat.uid = value.parse().map_err(|_| "a number".to_owned())?,
                        "is" => content = value.as_bytes().to_vec(),
                        other => return Err(format!("a file has no {other}")),
                    }
                }
            }
            "script" => interpreter = Some(word(2).as_bytes().to_vec()),
            "link" => {
                self.kernel.nodes.insert(path, Node::Link(word(2).as_bytes().to_vec()));
                return Ok(());
            }
            "dir" => {
                self.kernel.nodes.insert(path, Node::Dir);
                return Ok(());
            }
            "sum" => {
                let mut sum = [0; 32];
                for (n, byte) in sum.iter_mut().enumerate() {
                    let hex = word(2).get(n * 2..n * 2 + 2).ok_or("64 digits")?;
                    *byte = u8::from_str_radix(hex, 16).map_err(|e| e.to_string())?;
                }
                self.kernel.sums.insert(path, sum);
                return Ok(());
            }
            other => return Err(format!("the world has no {other}")),
        }
        stat.size = content.len() as u64;
        self.kernel.nodes.insert(path, Node::File { content, stat, interpreter });
        Ok(())
    }

    /// The engine with the services lent to it.
    pub(super) fn parts(&mut self) -> (&mut Engine, Services<'_>) {
        let (kernel, kills) = (&mut self.kernel, &mut self.kills);
        (&mut self.engine, Services { kernel, seed: self.seed, kills, later: self.later })
    }

    /// Makes a request of the engine until it is done with, and answers what its clauses ask meanwhile,
    /// in the asking thread `tid`.
    pub(super) fn until_done<T>(
        &mut self,
        tid: Tid,
        mut request: impl FnMut(&mut Engine, &mut Services<'_>) -> Step<T>,
    ) -> Result<T, String> {
        loop {
            let (engine, mut host) = self.parts();
            let question = match request(engine, &mut host) {
                Step::Done(done) => return Ok(done),
                Step::Ask(question) => question,
                Step::Wait { .. } => return Err("who could hold anything?".into()),
            };
            let answer = question.answer(&mut host, tid);
            self.engine.answer(tid, answer);
        }
    }

    /// Takes the records out of the queue: at each step, or, where the queue is bounded to be
    /// filled, at the end.
    fn drain(&mut self, end: bool) {
        if self.queue && !end {
            return;
        }
        while let Some(mut r) = self.engine.pop_record() {
            if self.is(Seed::UnlockedHidden) {
                r.unlocked = false;
            }
            if self.is(Seed::LostHidden) && r.kind == wss_abi::audit::Kind::Lost {
                continue;
            }
            self.report.records.push(r);
        }
        if end && self.queue {
            let (engine, mut host) = self.parts();
            engine.flush_loss(&mut host);
            self.queue = false;
            self.drain(true);
        }
    }

    fn word(&self, word: &str) -> String {
        match word.strip_prefix('$') {
            Some(name) => self.kept.get(name).cloned().unwrap_or_default(),
            None => word.to_owned(),
        }
    }

    fn step(&mut self, step: &format::Step) -> Result<String, String> {
        let args: Vec<String> = step.args.iter().map(|a| self.word(a)).collect();
        if step.actor == "engine" {
            return self.admin(&step.verb, &args);
        }
        let arg = |n: usize| args.get(n).map_or("", String::as_str);
        let number = |n: usize| arg(n).parse::<u64>().map_err(|_| format!("a number: {}", arg(n)));
        let Some(tid) = self.actors.get(&step.actor).copied() else {
            return match step.verb.as_str() {
                "exec" => self.start(&step.actor, &args),
                _ => Err(format!("nobody is called {}", step.actor)),
            };
        };
        let cwd = AT_FDCWD;
        let regs: (&'static str, [u64; 6]) = match step.verb.as_str() {
            "open" => {
                let path = self.put_path(tid, arg(0));
                ("openat", [cwd, path, flags(arg(1))?, 0o644, 0, 0])
            }
            "openat" => {
                let path = self.put_path(tid, arg(1));
                ("openat", [number(0)?, path, flags(arg(2))?, 0o644, 0, 0])
            }
            "creat" => ("creat", [self.put_path(tid, arg(0)), 0o644, 0, 0, 0, 0]),
            "read" => {
                let buffer = self.kernel.thread(tid).map_or(0, |t| t.arguments());
                ("read", [number(0)?, buffer, number(1)?, 0, 0, 0])
            }
            "write" => {
                let at = self.put_path(tid, arg(1));
                ("write", [number(0)?, at, arg(1).len() as u64, 0, 0, 0])
            }
            "close" => ("close", [number(0)?, 0, 0, 0, 0, 0]),
            "chmod" => {
                let mode = u64::from_str_radix(arg(1), 8).map_err(|e| e.to_string())?;
                ("chmod", [self.put_path(tid, arg(0)), mode, 0, 0, 0, 0])
            }
            "chown" => ("chown", [self.put_path(tid, arg(0)), u64::MAX, u64::MAX, 0, 0, 0]),
            "connect" => ("connect", [number(0)?, 0, 0, 0, 0, 0]),
            "unlink" => ("unlink", [self.put_path(tid, arg(0)), 0, 0, 0, 0, 0]),
            "chdir" => ("chdir", [self.put_path(tid, arg(0)), 0, 0, 0, 0, 0]),
            "chroot" => ("chroot", [self.put_path(tid, arg(0)), 0, 0, 0, 0, 0]),
            "pipe" => ("pipe", [0; 6]),
            "getpid" => ("getpid", [0; 6]),
            "getppid" => ("getppid", [0; 6]),
            "setuid" => ("setuid", [number(0)?, 0, 0, 0, 0, 0]),
            "exec" => return self.exec(tid, &args),
            "fork" => return self.fork(tid, "fork", arg(0)),
            "vfork" => return self.fork(tid, "vfork", arg(0)),
            "thread" => return self.new_thread(tid, arg(0)),
            "spawn" => {
                let shown = self.fork(tid, "vfork", arg(0))?;
                if shown != "ok" {
                    return Ok(shown);
                }
                let child = self.actors.get(arg(0)).copied().unwrap_or(0);
                return self.exec(child, args.get(1..).unwrap_or(&[]));
            }
            "kill" => return self.kill(tid, arg(0), arg(1)),
            "exit" => return self.exit(tid, number(0)? as i32),
            "race" => {
                self.race.insert(tid, (Over::Path, arg(0).as_bytes().to_vec()));
                return Ok(String::new());
            }
            "race-argv" => {
                self.race.insert(tid, (Over::Argv, arg(0).as_bytes().to_vec()));
                return Ok(String::new());
            }
            "handles" => {
                let desc = table()?.by_name(arg(0)).ok_or(format!("no call {}", arg(0)))?;
                self.handlers.insert(tid, desc.name);
                return Ok(String::new());
            }
            "done" => return self.done(tid),
            other => return Err(format!("there is no verb {other}")),
        };
        self.call(tid, regs.0, regs.1)
    }

    /// Puts a string where the thread's arguments lie; its address.
    pub(super) fn put_path(&mut self, tid: Tid, text: &str) -> u64 {
        let bytes = match text {
            "@bad" => return 0x7000_0000,
            "@null" => return 0,
            "@long" => vec![b'a'; 5000],
            other => other.as_bytes().to_vec(),
        };
        let at = self.kernel.thread(tid).map_or(0, |t| t.arguments());
        let bytes: Vec<u8> = bytes.into_iter().chain([0]).collect();
        // A thread that is gone has no memory; the call then shows that it is gone.
        let _ = self.kernel.write(tid, at, &bytes);
        at
    }

    /// The first exec of a name: the host starts a program, as `run` does.
    fn start(&mut self, actor: &str, args: &[String]) -> Result<String, String> {
        let uid = args.iter().find_map(|a| a.strip_prefix("as=")).map_or(Ok(1000), str::parse);
        let uid = uid.map_err(|_| "as= takes a number")?;
        let pid = self.kernel.new_id();
        let root = b"/".to_vec();
        self.kernel.procs.push(Proc {
            pid,
            ppid: 1,
            memory: vec![0; MEMORY],
            open: BTreeMap::new(),
            cwd: root.clone(),
            root,
            uid,
            euid: uid,
            exe: b"/sbin/launcher".to_vec(),
        });
        let tid = self.kernel.new_thread(self.kernel.procs.len() - 1);
        self.name(actor, tid);
        self.set_exec_registers(tid, args);
        let done = self.kernel.call(tid, "execve");
        self.told_of_exec(tid, done)
    }

    /// Gives a process or thread its name in the scenario.
    pub(super) fn name(&mut self, actor: &str, tid: Tid) {
        self.actors.insert(actor.to_owned(), tid);
        self.report.actors.push((tid, actor.to_owned()));
    }
}

pub(super) fn flags(mode: &str) -> Result<u64, String> {
    mode.split('+').try_fold(0, |sum, part| {
        Ok(sum
            | match part {
                "r" => 0,
                "w" => 1,
                "rw" => 2,
                "creat" => super::calls::O_CREAT,
                "trunc" => 0o1000,
                other => return Err(format!("no mode is called {other}")),
            })
    })
}
