//! Which protections a monitor was not permitted to take.

/// What is missing. All false: nothing is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lacks {
    /// Its memory can be paged out (mlockall(2), `RLIMIT_MEMLOCK`).
    pub memory: bool,
    /// The memory killer may choose it (`oom_score_adj` -1000, `CAP_SYS_RESOURCE`).
    pub oom: bool,
    /// It has no real-time priority (`CAP_SYS_NICE`, `RLIMIT_RTPRIO`): a loop that kills the whole ring
    /// may be over before the first witness runs.
    pub realtime: bool,
    /// It does not hear signals while they are sent, nor from whom (`CAP_PERFMON`, tracefs): of SIGSTOP
    /// it learns at the next look only.
    pub signals: bool,
    /// It does not hear what the target does besides ending, nor at once who is traced (`CAP_NET_ADMIN` in the
    /// first user, PID and network namespace).
    pub watch: bool,
    /// It shares its control group with others (a writable cgroup2 hierarchy).
    pub cgroup: bool,
}

impl Lacks {
    /// As bits, to cross a pipe.
    pub(crate) fn bits(self) -> u8 {
        u8::from(self.memory)
            | u8::from(self.oom) << 1
            | u8::from(self.realtime) << 2
            | u8::from(self.cgroup) << 3
            | u8::from(self.signals) << 4
            | u8::from(self.watch) << 5
    }

    /// From [`Self::bits`].
    pub(crate) fn from_bits(bits: u8) -> Self {
        Self {
            memory: bits & 1 != 0,
            oom: bits & 2 != 0,
            realtime: bits & 4 != 0,
            cgroup: bits & 8 != 0,
            signals: bits & 16 != 0,
            watch: bits & 32 != 0,
        }
    }

    /// What either lacks.
    pub(crate) fn or(self, other: Self) -> Self {
        Self::from_bits(self.bits() | other.bits())
    }

    /// A sentence for each thing that is missing.
    pub fn sentences(self) -> Vec<&'static str> {
        let all = [self.memory, self.oom, self.realtime, self.signals, self.cgroup, self.watch];
        let all = all.into_iter().zip(crate::sys::LACKS);
        all.filter_map(|(lacks, sentence)| lacks.then_some(sentence)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_carry_everything() {
        for bits in 0..64 {
            assert_eq!(Lacks::from_bits(bits).bits(), bits);
            assert_eq!(Lacks::from_bits(bits).sentences().len(), bits.count_ones() as usize);
        }
    }
}
