//! Periodic looks at whether those that are watched still run.
use crate::alert::{Cause, Victim};
use crate::health::{Hindrance, Look};
use crate::monitor::{Monitor, TARGET};
use crate::places::Place;
use crate::sys::{self, Sight, Usual};
use std::time::Instant;

/// Looks in a row at which a monitor has not run before it counts as hindered.
const IDLE: u32 = 3;
/// Every so many looks also priorities, limits and control group are compared.
const THOROUGH: u32 = 12;
/// Nanoseconds by which the wall clock may be moved between two looks without a word.
const SHIFT: u64 = 1_000_000_000;

/// The state of a watched process at the last look.
pub(crate) struct Watch {
    pid: u32,
    sight: Sight,
    last: Look,
    idle: u32,
    /// What was said of it last, that it is still so.
    pub(crate) told: Option<Hindrance>,
    again: u32,
    usual: Usual,
    /// Who traced it at first: an engine, perhaps, if it is the target.
    tracer: u32,
    /// Whether it is the target, whose scheduling is its own affair.
    target: bool,
}

/// FNV-1a: to compare with, nothing more.
pub(crate) fn digest(text: Option<String>) -> u64 {
    text.unwrap_or_default()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}

impl Watch {
    /// `None`: the process has ended, or is not shown to us.
    pub(crate) fn new(pid: u32, target: bool) -> Option<Self> {
        let sight = Sight::of(pid)?;
        let last = sight.look()?;
        let (told, usual, tracer) = (None, Usual::of(pid), last.tracer);
        Some(Self { pid, sight, last, idle: 0, told, again: 0, usual, tracer, target })
    }

    /// One look. `late`: whoever looks was hindered itself and can't judge.
    fn look(&mut self, late: bool, thorough: bool) -> Option<Report> {
        let now = self.sight.look()?;
        let idle = now.switches == self.last.switches && !late && !self.target;
        self.idle = if idle { self.idle + 1 } else { 0 };
        self.last = now;
        let mut found = match now.hindrance() {
            Some(Hindrance::Traced(by)) if self.target && by == self.tracer => None,
            None if self.idle >= IDLE => Some(Hindrance::Idle),
            other => other,
        };
        if found.is_none() && thorough && !self.target {
            let usual = Usual::of(self.pid);
            found = self.usual.differs(&usual);
            if let Some(hindrance) = found {
                // Said once: what it is now is compared with from now on.
                self.usual = usual;
                return Some(Report::Changed(hindrance));
            }
        }
        self.again = if found.is_some() && found == self.told { self.again + 1 } else { 0 };
        match (std::mem::replace(&mut self.told, found), found) {
            (old, Some(new)) if old != Some(new) => Some(Report::Hindered(new)),
            (Some(_), Some(new)) if self.again == 1 => Some(Report::Still(new)),
            (Some(_), None) => Some(Report::Resumed),
            _ => None,
        }
    }
}

/// What a look found.
enum Report {
    Hindered(Hindrance),
    Still(Hindrance),
    Changed(Hindrance),
    Resumed,
}

impl Monitor {
    /// A tick: looks at everybody that it watches.
    pub(crate) fn look(&mut self) {
        let late = self.clocks();
        if self.deaf {
            self.prick_up();
        }
        self.ticks = self.ticks.wrapping_add(1);
        let thorough = self.ticks.is_multiple_of(THOROUGH);
        let mut reports = Vec::new();
        for edge in &mut self.edges {
            let Place::Held(Some(watch)) = &mut edge.state else { continue };
            if let Some(report) = watch.look(late, thorough) {
                reports.push((Victim::Place(edge.place), 1 + u32::from(edge.place), report));
            }
        }
        if let Some(report) = self.target.as_mut().and_then(|w| w.look(late, thorough)) {
            reports.push((Victim::Target, TARGET, report));
        }
        for (victim, token, report) in reports {
            // Its end is an event of its own.
            if self.events.process(token).is_none_or(sys::Process::ended) {
                continue;
            }
            let pid = self.last_pid(token);
            match report {
                Report::Hindered(h) | Report::Changed(h) => {
                    let sender =
                        if let Hindrance::Traced(by) = h { Some((by, None)) } else { None };
                    self.tell(victim, pid, Cause { sender, ..Cause::word(h.word()) }, true);
                    self.help(victim, token, h, false);
                }
                Report::Still(h) => self.help(victim, token, h, true),
                Report::Resumed => self.tell(victim, pid, Cause::word("runs-again"), false),
            }
        }
    }

    /// A stopped monitor is continued; one that stays stopped or traced is as good as dead, and where the
    /// dead are replaced, so is it.
    fn help(&mut self, victim: Victim, token: u32, hindrance: Hindrance, again: bool) {
        let Some(process) = self.events.process(token).filter(|_| victim != Victim::Target) else {
            return;
        };
        let signal = match hindrance {
            Hindrance::Stopped | Hindrance::Traced(_) if again && self.heals() => libc::SIGKILL,
            Hindrance::Stopped => libc::SIGCONT,
            _ => return,
        };
        // If it is not ours to signal, the alert has been given.
        let _ = process.signal(signal);
    }

    /// Reports a wall clock that was set; true if this monitor itself was kept from running.
    fn clocks(&mut self) -> bool {
        let (now, lead) = (Instant::now(), crate::monitor::lead());
        let (then, led) = std::mem::replace(&mut self.ticked, (now, lead));
        if was_set(led, lead) && self.config.graph.watches_target(self.place, self.config.graph.d())
        {
            self.tell(
                Victim::Place(self.place),
                std::process::id(),
                Cause::word("clock-set"),
                true,
            );
        }
        now.duration_since(then) > self.config.period.mul_f64(1.5)
    }
}

/// Whether the wall clock was set between two looks at which it led the other one by so many nanoseconds.
fn was_set(then: i64, now: i64) -> bool {
    now.abs_diff(then) > SHIFT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_is_told_from_one_that_is_adjusted() {
        let second = 1_000_000_000;
        let lead = 1_700_000_000 * second;
        assert!(!was_set(lead, lead + second / 2) && !was_set(lead, lead - second / 2));
        assert!(was_set(lead, lead + 2 * second) && was_set(lead, lead - 3600 * second));
        // Set to before 1970, as it were, and back.
        assert!(was_set(lead, -lead) && was_set(i64::MIN, i64::MAX));
    }
}
