//! The target's end where it is to be started again (`wssctl ring start --restart`).
//!
//! One of its watchers runs the command: the first by place of those that live. Each decides alone, by who holds which
//! place; the next one does the same where nothing came of it after [`PATIENCE`]. All of them then look for the process
//! that took the target's place, and watch it: one of the same program and user that started later and whose parent is
//! none, so a daemon rather than its workers. Nobody tells anybody else which it is.
use crate::alert::{Cause, Victim};
use crate::config::Target;
use crate::look::Watch;
use crate::monitor::{Monitor, TARGET};
use crate::sys::{self, Process};
use std::collections::BTreeSet;
use std::ffi::CString;
use std::time::{Duration, Instant};

/// How long a watcher of lower place has to bring the target back.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most ends of the target within [`WINDOW`] after which it is started again: one that crashes at once is left alone.
const MOST: usize = 5;
/// See [`MOST`].
const WINDOW: Duration = Duration::from_secs(60);
/// Time between two looks for the successor: at first, and after [`PATIENCE`].
const LOOKS: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(2));

/// What is known of the target's ends.
#[derive(Default)]
pub(crate) struct Succession {
    /// When it ended, within the window.
    ends: Vec<Instant>,
    /// Since when there is none, and when to look again.
    vacant: Option<(Instant, Instant)>,
    /// When to run the command, unless it is back by then.
    command: Option<Instant>,
    /// When to say that it did not come back.
    patience: Option<Instant>,
    /// Processes that were there when it ended: for a while there is no need to look at them.
    before: BTreeSet<u32>,
}

impl Succession {
    /// Everybody is looked at.
    pub(crate) fn forget_others(&mut self) {
        self.before.clear();
    }

    /// When to do something.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.vacant.map(|(_, next)| next)
    }

    /// Another end, and after how long the target is started again, `rank` watchers of lower place living. `None`: it is
    /// not, since it ended too often.
    fn ended(&mut self, now: Instant, rank: u32, watchers: u16) -> Option<Duration> {
        self.ends.retain(|end| now.duration_since(*end) < WINDOW);
        self.ends.push(now);
        self.vacant = Some((now, now));
        let before = self.ends.len() - 1;
        // The first time at once, then after one second more each time.
        let wait = (before < MOST).then(|| Duration::from_secs(before as u64) + PATIENCE * rank);
        self.command = wait.map(|wait| now + wait);
        let all = Duration::from_secs(before as u64) + PATIENCE * u32::from(watchers);
        self.patience = wait.map(|_| now + all);
        wait
    }
}

impl Monitor {
    /// The target has ended, or was gone when this monitor came.
    pub(crate) fn succeed(&mut self, now: Instant) {
        if self.config.restart.is_none() || self.stopping.is_some() {
            return;
        }
        let watchers = self.config.target_watchers;
        let lower = (0..self.place).filter(|&p| self.config.graph.watches_target(p, watchers));
        let lives = |place: &u16| sys::holder(self.roster(), *place).ok().flatten().is_some();
        let rank = lower.filter(lives).count() as u32;
        self.succession.before = sys::processes().into_iter().collect();
        if self.succession.ended(now, rank, watchers).is_none() {
            let pid = self.last_pid(TARGET);
            self.tell(Victim::Target, pid, Cause::word("not-restarted"), true);
        }
    }

    /// Looks for the target's successor, and starts it when it is time.
    pub(crate) fn tend_target(&mut self, now: Instant) {
        let Some((since, _)) = self.succession.vacant.filter(|(_, next)| *next <= now) else {
            return;
        };
        if self.stopping.is_some() {
            self.succession.vacant = None;
            return;
        }
        let early = now.duration_since(since) < PATIENCE;
        let wait = if early { LOOKS.0 } else { LOOKS.1 };
        self.succession.vacant = Some((since, now + wait));
        if !early {
            // It may have one of their numbers by now, or have been among them.
            self.succession.before.clear();
        }
        if let Some((target, process)) = self.successor() {
            self.adopt(target, process);
        } else if self.succession.command.is_some_and(|at| at <= now) {
            self.succession.command = None;
            self.restart();
        } else if self.succession.patience.is_some_and(|end| end <= now) {
            self.succession.patience = None;
            self.tell(Victim::Target, self.last_pid(TARGET), Cause::word("not-restarted"), true);
        }
    }

    /// Who took the target's place.
    fn successor(&self) -> Option<(Target, Process)> {
        let old = self.config.target.as_ref()?;
        let new = sys::processes().into_iter().filter(|p| !self.succession.before.contains(p));
        let new: Vec<_> = new.filter_map(|pid| Some((pid, sys::describe(pid)?))).collect();
        let fits =
            |d: &sys::Described| d.name == old.name && d.uid == old.uid && d.started > old.started;
        let named = |pid: u32| new.iter().any(|(p, d)| *p == pid && fits(d));
        new.iter().filter(|(_, d)| fits(d) && !named(d.parent)).find_map(|(pid, found)| {
            let process = Process::open(*pid).ok()?;
            // Still the same with the handle open.
            let same = sys::describe(*pid).is_some_and(|d| d == *found) && !process.ended();
            let target = Target { pid: *pid, started: found.started, ..old.clone() };
            same.then_some((target, process))
        })
    }

    fn adopt(&mut self, target: Target, process: Process) {
        let pid = target.pid;
        if self.events.watch(TARGET, process).is_err() {
            return;
        }
        self.config.target = Some(target);
        self.target = Watch::new(pid, true);
        let ends = std::mem::take(&mut self.succession.ends);
        self.succession = Succession { ends, ..Succession::default() };
        // Signals and deeds are listened for by number. What is not permitted was not before, either.
        let _ = (self.listen(), self.follow(), self.choose());
        self.tell(Victim::Target, pid, Cause::word("restarted"), false);
    }

    fn restart(&mut self) {
        let line = self.config.restart.as_deref().and_then(|c| CString::new(c).ok());
        let Some(line) = line else { return };
        let path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".to_owned();
        let environment = [path, format!("WSS_RING={}", self.config.name)];
        let environment = environment.into_iter().filter_map(|e| CString::new(e).ok());
        let ran = sys::command(&line, &environment.collect::<Vec<_>>());
        let word = if ran.is_ok() { "restarting" } else { "not-restarted" };
        self.tell(Victim::Target, self.last_pid(TARGET), Cause::word(word), ran.is_err());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_at_once_again_and_again_is_left_alone() {
        let (mut s, start) = (Succession::default(), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        let waits: Vec<_> = (0..7).map(|i| s.ended(at(i), 0, 2)).collect();
        let seconds = |n| Some(Duration::from_secs(n));
        assert_eq!(waits, [seconds(0), seconds(1), seconds(2), seconds(3), seconds(4), None, None]);
        // After a quiet minute it is tried again; who is not the first waits longer.
        assert_eq!(s.ended(at(120), 2, 3), seconds(20));
        assert_eq!(s.due(), Some(at(120)));
    }
}
