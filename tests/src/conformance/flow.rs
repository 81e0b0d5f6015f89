//! One call, from its entry to what the caller sees: obligations 1 to 8, and the faults that break
//! them.
use super::calls::Done;
use super::kernel::Node;
use super::seed::Seed;
use super::sim::{Over, Pending, Run, table};
use wss_engine::Life;
use wss_engine::host::{Action, Call, Image, Replacement, Rewrite, Step, Tid};

const SIGKILL: u8 = 9;
const ERESTARTSYS: i64 = -512;

impl Run {
    fn trapped(&self, tid: Tid, nr: u32, args: &[u64; 6]) -> bool {
        if self.dead || self.is(Seed::EntrySkipped) {
            return false;
        }
        let Some(set) = self.engine.wrap_set(tid) else { return false };
        let holds = |all: &Vec<wss_abi::clause::ArgTest>| all.iter().all(|t| t.holds(args));
        set.traps().any(|t| t.nr == nr && t.tests.iter().any(holds))
    }

    /// A thread makes a call; what it shows.
    pub(super) fn call(
        &mut self,
        tid: Tid,
        name: &'static str,
        args: [u64; 6],
    ) -> Result<String, String> {
        match self.begin(tid, name, args)? {
            Ok(pending) => {
                let done = self.kernel.call(tid, name);
                self.end(pending, done)
            }
            Err(shown) => Ok(shown),
        }
    }

    /// Entry: the call as it is to be executed, or what its caller sees at once.
    pub(super) fn begin(
        &mut self,
        tid: Tid,
        name: &'static str,
        args: [u64; 6],
    ) -> Result<Result<Pending, String>, String> {
        let nr = table()?.by_name(name).ok_or(format!("no call {name}"))?.nr;
        let Some(t) = self.kernel.thread_mut(tid) else { return Ok(Err("gone".into())) };
        t.regs = args;
        let siblings = self.kernel.siblings(tid);
        let awaited = |p: &Pending| p.wants_exit && siblings.contains(&p.tid);
        if self.is(Seed::LockAcrossCall) && self.pending.iter().any(awaited) {
            return Ok(Err("blocks".into()));
        }
        let mut pending = Pending { tid, name, args, wants_exit: false };
        if !self.trapped(tid, nr, &args) {
            return Ok(Ok(pending));
        }
        if self.is(Seed::EntryAfter) {
            self.kernel.call(tid, name);
        }
        let pid = self.kernel.proc(tid).map_or(tid, |p| p.pid);
        let call = Call { nr, args };
        let entry = self.until_done(tid, |engine, host| match host.later {
            // A thread that it does not know is none that it could come to know here.
            true if engine.knows(tid) => engine.enter(host, pid, tid, call),
            _ => Step::Done(engine.entry(host, tid, call)),
        })?;
        if let Some(shown) = self.carry_out_kills(tid) {
            return Ok(Err(shown));
        }
        if let Action::Refuse(_) = entry.action
            && self.is(Seed::RefuseRuns)
        {
            self.kernel.call(tid, name);
        }
        match entry.action {
            Action::Refuse(e) => return Ok(Err(show(-i64::from(e.0))?)),
            Action::Return(v) if !self.is(Seed::ReturnIgnored) => return Ok(Err(show(v)?)),
            Action::Kill(signal) if !self.is(Seed::KillIgnored) => {
                self.die(tid, i32::from(signal));
                return Ok(Err(format!("killed {signal}")));
            }
            _ => {}
        }
        self.race(tid, name, &args);
        self.rewrite(tid, &entry.rewrites);
        pending.wants_exit = entry.wants_exit;
        Ok(Ok(pending))
    }

    /// Another thread writes over what was judged.
    fn race(&mut self, tid: Tid, name: &str, args: &[u64; 6]) {
        let Some((over, text)) = self.race.remove(&tid) else { return };
        let at = match over {
            Over::Path if name == "openat" => args[1],
            Over::Path => args[0],
            Over::Argv => {
                let mut word = [0; 8];
                // A vector that is not there is found out below.
                let _ = self.kernel.read(tid, args[1] + 8, &mut word);
                u64::from_le_bytes(word)
            }
        };
        let bytes: Vec<u8> = text.into_iter().chain([0]).collect();
        if self.kernel.write(tid, at, &bytes).is_err() {
            self.report.defects.push("the race found nothing to write over".into());
        }
    }

    /// Obligation 5: replaced arguments are what the kernel executes. The replacements lie where
    /// the process does not write.
    fn rewrite(&mut self, tid: Tid, rewrites: &[Rewrite]) {
        if self.is(Seed::RewriteDropped) || self.is(Seed::HeldClaimed) {
            return;
        }
        let Some(mut at) = self.kernel.thread(tid).map(|t| t.held()) else { return };
        for r in rewrites {
            let value = match &r.with {
                Replacement::Scalar(v) => *v,
                Replacement::Bytes(bytes) => self.put(tid, &mut at, bytes),
                Replacement::Strings(strings) => {
                    let mut words = Vec::new();
                    for s in strings {
                        words.extend(self.put(tid, &mut at, s).to_le_bytes());
                    }
                    words.extend([0; 8]);
                    self.put(tid, &mut at, &words)
                }
            };
            if let Some(t) = self.kernel.thread_mut(tid) {
                t.regs[usize::from(r.arg)] = value;
            }
        }
    }

    /// Puts bytes at `at`, and `at` behind them; where they lie.
    fn put(&mut self, tid: Tid, at: &mut u64, bytes: &[u8]) -> u64 {
        let here = *at;
        if self.kernel.write(tid, here, bytes).is_err() {
            self.report.defects.push("a replacement does not fit".into());
        }
        *at += (bytes.len() as u64).next_multiple_of(8);
        here
    }

    /// The call was executed: exit, and what the caller sees.
    pub(super) fn end(&mut self, p: Pending, done: Done) -> Result<String, String> {
        let exec = matches!(done, Done::Exec { .. });
        let mut ret = match done {
            Done::Ret(v) => v,
            Done::Blocks => {
                self.pending.push(p);
                return Ok("blocks".into());
            }
            done @ Done::Exec { .. } => {
                self.told_of_exec(p.tid, done)?;
                0
            }
        };
        if self.kernel.thread(p.tid).is_none() {
            return Ok("gone".into());
        }
        if p.wants_exit && !self.is(Seed::LeaveSkipped) {
            let of = match self.is(Seed::ThreadsMixed) {
                true => self.kernel.siblings(p.tid).into_iter().find(|t| *t != p.tid),
                false => None,
            };
            let of = of.unwrap_or(p.tid);
            let leave = self.until_done(of, |engine, host| match host.later {
                true => engine.result(host, of, ret),
                false => Step::Done(engine.leave(host, of, ret)),
            })?;
            if let Some(shown) = self.carry_out_kills(p.tid) {
                return Ok(shown);
            }
            if let Some(signal) = leave.kill.filter(|_| !self.is(Seed::KillIgnored)) {
                self.die(p.tid, i32::from(signal));
                return Ok(format!("killed {signal}"));
            }
            if !self.is(Seed::LeaveIgnored) {
                ret = leave.ret.unwrap_or(ret);
            }
        }
        if !exec {
            self.check_registers(&p);
        }
        if let Some(at) = self.late.iter().position(|(_, child)| *child == p.tid) {
            let (parent, child) = self.late.remove(at);
            let (engine, mut host) = self.parts();
            engine.fork(&mut host, parent, child);
        }
        show(ret)
    }

    /// Obligation 5: after the call the registers are as an unwrapped call leaves them.
    fn check_registers(&mut self, p: &Pending) {
        let left = self.is(Seed::RegistersLeft);
        let Some(t) = self.kernel.thread_mut(p.tid) else { return };
        if !left {
            t.regs = p.args;
        }
        if t.regs != p.args {
            self.report.defects.push(format!("{} leaves registers changed", p.name));
        }
    }

    /// A call that blocked is looked at again.
    pub(super) fn done(&mut self, tid: Tid) -> Result<String, String> {
        let Some(at) = self.pending.iter().position(|p| p.tid == tid) else {
            return Ok("gone".into());
        };
        let p = self.pending.remove(at);
        let done = self.kernel.call(tid, p.name);
        self.end(p, done)
    }

    /// A handled signal makes a blocked call start again, with the same arguments, once its handler
    /// has run.
    pub(super) fn restart(&mut self, tid: Tid) -> Result<(), String> {
        let Some(at) = self.pending.iter().position(|p| p.tid == tid) else { return Ok(()) };
        let p = self.pending.remove(at);
        let nr = table()?.by_name(p.name).ok_or("no such call")?.nr;
        let twice = self.is(Seed::RestartTwice);
        let (engine, mut host) = self.parts();
        if twice {
            engine.leave(&mut host, tid, ERESTARTSYS);
        } else {
            engine.interrupted(tid, Call { nr, args: p.args });
        }
        if let Some(name) = self.handlers.remove(&tid) {
            self.call(tid, name, [0; 6])?;
        }
        if let Ok(again) = self.begin(tid, p.name, p.args)? {
            self.pending.push(again);
        }
        Ok(())
    }

    /// Obligation 1.
    pub(super) fn told_of_exec(&mut self, tid: Tid, done: Done) -> Result<String, String> {
        let (path, script, argv, spelt) = match done {
            Done::Exec { path, script, argv, spelt } => (path, script, argv, spelt),
            Done::Ret(v) => return show(v),
            Done::Blocks => return Err("exec does not block".into()),
        };
        for other in self.kernel.siblings(tid) {
            if other != tid {
                self.end_thread(other, 0);
            }
        }
        // The thread that execs goes on under its process's id.
        let pid = self.kernel.proc(tid).map_or(tid, |p| p.pid);
        if pid != tid && !self.dead {
            return Err("exec by another thread than the first is not simulated".into());
        }
        let file = script.as_ref().unwrap_or(&path);
        let stat = match self.kernel.nodes.get(file) {
            Some(Node::File { stat, .. }) => *stat,
            _ => wss_abi::stat::WrStat::default(),
        };
        let parent = self.kernel.proc(tid).map_or(0, |p| p.ppid);
        let parent = self.kernel.proc(parent).map_or(&b"launcher"[..], |p| &p.exe).to_vec();
        let parent_program = parent.rsplit(|b| *b == b'/').next().unwrap_or(&parent).to_vec();
        let sha256 = self.kernel.sums.get(&path).copied();
        let mut image = Image {
            setuid: stat.mode & 0o4000 != 0,
            setgid: stat.mode & 0o2000 != 0,
            sha256: sha256.filter(|_| self.engine.wants_sha256()),
            path,
            script,
            argv,
            stat,
            parent_program,
        };
        match self.seed {
            Some(Seed::ExecNotTold) => return Ok("0".into()),
            Some(Seed::Argv0) => image.path = image.argv.first().cloned().unwrap_or_default(),
            Some(Seed::Unresolved) => image.path = spelt,
            Some(Seed::NoScript) => image.script = None,
            Some(Seed::PoorImage) => {
                image = Image { path: image.path, script: image.script, ..Image::default() };
            }
            Some(Seed::ExecSheds) => {
                let (engine, mut host) = self.parts();
                engine.gone(&mut host, tid, 0);
            }
            _ => {}
        }
        if self.dead {
            return Ok("0".into());
        }
        self.until_done(tid, |engine, host| engine.exec(host, tid, &image))?;
        Ok(self.carry_out_kills(tid).unwrap_or_else(|| "0".into()))
    }

    pub(super) fn set_exec_registers(&mut self, tid: Tid, args: &[String]) {
        let Some(base) = self.kernel.thread(tid).map(|t| t.arguments()) else { return };
        let path = args.first().cloned().unwrap_or_default();
        let argv0 = args.iter().find_map(|a| a.strip_prefix("argv0=")).unwrap_or(&path).to_owned();
        let rest = args.iter().skip(1).filter(|a| !a.contains("argv0=") && !a.starts_with("as="));
        let all: Vec<String> = [path, argv0].into_iter().chain(rest.cloned()).collect();
        let (mut at, mut pointers) = (base + 0x400, Vec::new());
        for text in &all {
            let bytes: Vec<u8> = text.bytes().chain([0]).collect();
            let _ = self.kernel.write(tid, at, &bytes);
            pointers.push(at);
            at += bytes.len() as u64;
        }
        for (n, p) in pointers.iter().skip(1).chain([&0]).enumerate() {
            let _ = self.kernel.write(tid, base + n as u64 * 8, &p.to_le_bytes());
        }
        if let Some(t) = self.kernel.thread_mut(tid) {
            t.regs = [pointers[0], base, 0, 0, 0, 0];
        }
    }

    pub(super) fn exec(&mut self, tid: Tid, args: &[String]) -> Result<String, String> {
        self.set_exec_registers(tid, args);
        let regs = self.kernel.thread(tid).map_or([0; 6], |t| t.regs);
        self.call(tid, "execve", regs)
    }

    /// Obligation 2, for processes.
    pub(super) fn fork(
        &mut self,
        tid: Tid,
        name: &'static str,
        actor: &str,
    ) -> Result<String, String> {
        let pending = match self.begin(tid, name, [0; 6])? {
            Ok(p) => p,
            Err(shown) => return Ok(shown),
        };
        let Some(mut child) = self.kernel.proc(tid).cloned() else { return Ok("gone".into()) };
        let pid = self.kernel.new_id();
        (child.ppid, child.pid) = (child.pid, pid);
        let exe = child.exe.clone();
        self.kernel.procs.push(child);
        let child = self.kernel.new_thread(self.kernel.procs.len() - 1);
        self.name(actor, child);
        if !self.dead {
            let image = Image { path: exe, ..Image::default() };
            let seed = self.seed;
            let (engine, mut host) = self.parts();
            match seed {
                Some(Seed::ForkNotTold) => {}
                Some(Seed::ForkToldLate) => self.late.push((tid, child)),
                Some(Seed::ForkFresh) => {
                    engine.exec(&mut host, child, &image);
                }
                _ => engine.fork(&mut host, tid, child),
            }
        }
        self.carry_out_kills(child);
        let shown = self.end(pending, Done::Ret(i64::from(pid)))?;
        Ok(if shown.parse::<i64>().is_ok() { "ok".into() } else { shown })
    }

    /// Obligation 2, for threads.
    pub(super) fn new_thread(&mut self, tid: Tid, actor: &str) -> Result<String, String> {
        // CLONE_VM | CLONE_SIGHAND | CLONE_THREAD
        let pending = match self.begin(tid, "clone", [0x10900, 0, 0, 0, 0, 0])? {
            Ok(p) => p,
            Err(shown) => return Ok(shown),
        };
        let Some(proc) = self.kernel.thread(tid).map(|t| t.proc) else {
            return Ok("gone".into());
        };
        let new = self.kernel.new_thread(proc);
        self.name(actor, new);
        if !self.is(Seed::ThreadNotTold) && !self.dead {
            self.engine.thread(tid, new);
        }
        let shown = self.end(pending, Done::Ret(i64::from(new)))?;
        Ok(if shown.parse::<i64>().is_ok() { "ok".into() } else { shown })
    }

    /// Signals: a wrapped process cannot reach the engine; the engine may suppress them.
    pub(super) fn kill(&mut self, tid: Tid, to: &str, signal: &str) -> Result<String, String> {
        let number = match signal {
            "KILL" => SIGKILL,
            "TERM" => 15,
            "USR1" => 10,
            other => return Err(format!("no signal is called {other}")),
        };
        let target = match to {
            "engine" => 1,
            name => *self.actors.get(name).ok_or(format!("nobody is called {name}"))?,
        };
        let pid = self.kernel.proc(target).map_or(target, |p| p.pid);
        let wrapped = self.engine.wrap_set(tid).is_some_and(|s| !s.is_empty()) && !self.dead;
        if target == 1 && wrapped && !self.is(Seed::Unprotected) {
            let subject = wss_abi::audit::Subject { pid, tid, ..Default::default() };
            let verdict = wss_abi::verdict::Verdict::Deny(1);
            let message = "a wrapped process may not signal the engine".to_owned();
            self.engine.host_record(0, subject, verdict, message);
            return Ok("EPERM".into());
        }
        let args = [u64::from(pid), u64::from(number), 0, 0, 0, 0];
        let shown = self.call(tid, "kill", args)?;
        if shown != "0" {
            return Ok(shown);
        }
        if target == 1 {
            self.engine_dies();
            return Ok(shown);
        }
        let catches = self.engine.wrap_set(target).is_some_and(|s| s.catches(Life::Signal));
        let ask = catches && number != SIGKILL && !self.dead && !self.is(Seed::SignalNotTold);
        let sender = self.kernel.proc(tid).map_or(0, |p| p.pid);
        let deliver = if ask {
            let (engine, mut host) = self.parts();
            engine.signal(&mut host, target, number, sender)
        } else {
            true
        };
        self.carry_out_kills(target);
        match number {
            10 if deliver => self.restart(target)?,
            9 | 15 if deliver => self.die(target, i32::from(number)),
            _ => {}
        }
        Ok(shown)
    }

    pub(super) fn exit(&mut self, tid: Tid, status: i32) -> Result<String, String> {
        match self.begin(tid, "exit_group", [status as u64, 0, 0, 0, 0, 0])? {
            Ok(_) => {
                self.die(tid, status << 8);
                Ok("gone".into())
            }
            Err(shown) => Ok(shown),
        }
    }

    /// Obligation 7, for kills that clauses asked the host for; what `tid` shows if it was hit.
    fn carry_out_kills(&mut self, tid: Tid) -> Option<String> {
        let kills = std::mem::take(&mut self.kills);
        let mut shown = None;
        for (who, signal) in kills {
            if self.is(Seed::KillIgnored) {
                continue;
            }
            let hit = self.kernel.siblings(who).contains(&tid);
            self.die(who, i32::from(signal));
            if hit {
                shown = Some(format!("killed {signal}"));
            }
        }
        shown
    }

    /// Obligation 8: a process is gone, all its threads.
    pub(super) fn die(&mut self, tid: Tid, status: i32) {
        // The first thread last, as wait(2) reports it.
        for t in self.kernel.siblings(tid).into_iter().rev() {
            self.end_thread(t, status);
        }
    }

    fn end_thread(&mut self, tid: Tid, status: i32) {
        self.pending.retain(|p| p.tid != tid);
        if !self.is(Seed::GoneNotTold) && !self.dead {
            let (engine, mut host) = self.parts();
            engine.gone(&mut host, tid, status);
        }
        if let Some(t) = self.kernel.thread_mut(tid) {
            t.alive = false;
        }
    }
}

/// A raw result as scenarios write it.
pub(super) fn show(ret: i64) -> Result<String, String> {
    Ok(match ret {
        -4095..=-1 => {
            let name = table()?.errno_name(-ret as u16);
            name.map_or_else(|| ret.to_string(), str::to_owned)
        }
        _ => ret.to_string(),
    })
}
