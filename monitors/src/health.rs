//! Whether a process runs: from what the kernel says of it, which other users can read and nobody can forge.
//! The count of its context switches is a heartbeat that needs no message.

/// Why a process counts as hindered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// Stopped by a signal.
    Stopped,
    /// Traced, by this process.
    Traced(u32),
    /// It has not run when it should have: starved, or frozen.
    Idle,
    /// Its scheduling policy, priority or processors were changed.
    Priority,
    /// Its resource limits were changed.
    Limits,
    /// It was moved to another control group.
    Cgroup,
    /// It was moved to another jail.
    Jail,
}

impl Hindrance {
    /// One word for a record.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Traced(_) => "traced",
            Self::Idle => "not-running",
            Self::Priority => "priority-changed",
            Self::Limits => "limits-changed",
            Self::Cgroup => "cgroup-changed",
            Self::Jail => "jail-changed",
        }
    }
}

/// What one look at a process says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// State letter, as ps(1) has it: T for stopped.
    pub state: u8,
    /// Process that traces it; 0: none.
    pub tracer: u32,
    /// Times it was switched to or from.
    pub switches: u64,
}

impl Look {
    /// The state alone tells this.
    pub fn hindrance(&self) -> Option<Hindrance> {
        match (self.state, self.tracer) {
            (_, 1..) => Some(Hindrance::Traced(self.tracer)),
            (b'T', _) => Some(Hindrance::Stopped),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_traced_and_stopped_is_said_to_be_traced() {
        let look = |state, tracer| Look { state, tracer, switches: 0 }.hindrance();
        assert_eq!(look(b'T', 0), Some(Hindrance::Stopped));
        assert_eq!(look(b'T', 9), Some(Hindrance::Traced(9)));
        assert_eq!(look(b't', 9), Some(Hindrance::Traced(9)));
        assert_eq!(look(b'S', 0), None);
    }
}
