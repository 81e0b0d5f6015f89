//! Running a compiled pattern: the set of its states, byte by byte.
use super::regex::{ALL, Class, Inst, MAX_PROGRAM, NONE, Regex, has};
use alloc::vec::Vec;

/// A set of states of a program of at most `64 * W` instructions.
#[derive(Clone, Copy)]
struct States<const W: usize>([u64; W]);

impl<const W: usize> States<W> {
    const EMPTY: States<W> = States([0; W]);

    fn is_empty(&self) -> bool {
        self.0.iter().all(|w| *w == 0)
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|w| w >> (at % 64) & 1 != 0)
    }

    fn add(&mut self, at: usize) {
        if let Some(w) = self.0.get_mut(at / 64) {
            *w |= 1 << (at % 64);
        }
    }

    /// Removes the lowest member.
    fn take_first(&mut self) -> Option<usize> {
        let (n, w) = self.0.iter_mut().enumerate().find(|(_, w)| **w != 0)?;
        let bit = w.trailing_zeros();
        *w &= *w - 1;
        Some(n * 64 + bit as usize)
    }
}

/// Words that any program's states fit.
const WORDS: usize = MAX_PROGRAM / 64;

impl Regex {
    /// A pattern of its program.
    pub(super) fn of(program: Vec<Inst>, whole: bool) -> Regex {
        let mut regex = Regex { program, whole, begins: ALL };
        let mut states = States::<WORDS>::EMPTY;
        states.add(0);
        if regex.follow(&mut states, false, false) {
            // Nothing at all is a match.
            return regex;
        }
        let mut begins = NONE;
        while let Some(at) = states.take_first() {
            if let Some(Inst::Class(c)) = regex.program.get(at) {
                join(&mut begins, c);
            }
        }
        regex.begins = begins;
        regex
    }

    /// Whether the text, which comes in pieces, matches: somewhere in it, or as a whole for a shell
    /// pattern.
    pub(crate) fn matches<'t>(&self, pieces: impl Iterator<Item = &'t [u8]>) -> bool {
        match self.program.len() {
            0..=64 => self.run::<1>(pieces),
            _ => self.run::<WORDS>(pieces),
        }
    }

    fn run<'t, const W: usize>(&self, pieces: impl Iterator<Item = &'t [u8]>) -> bool {
        let mut states = States::<W>::EMPTY;
        let mut start = true;
        for piece in pieces {
            for b in piece {
                if start || !self.whole {
                    // Most of a text is passed over here.
                    if !start && !has(&self.begins, *b) && states.is_empty() {
                        continue;
                    }
                    states.add(0);
                }
                if self.follow(&mut states, start, false) && !self.whole {
                    return true;
                }
                states = self.step(states, *b);
                if self.whole && states.is_empty() {
                    return false;
                }
                start = false;
            }
        }
        if start || !self.whole {
            states.add(0);
        }
        self.follow(&mut states, start, true)
    }

    /// Adds all that can be reached without a byte; whether the end of the program can.
    fn follow<const W: usize>(&self, states: &mut States<W>, start: bool, end: bool) -> bool {
        let mut pending = *states;
        let mut found = false;
        while let Some(at) = pending.take_first() {
            let mut go = |by: i16| {
                let to = (at as isize + by as isize) as usize;
                if to < self.program.len() && !states.has(to) {
                    states.add(to);
                    pending.add(to);
                }
            };
            match self.program.get(at) {
                Some(Inst::Split(a, b)) => {
                    go(*a);
                    go(*b);
                }
                Some(Inst::Jump(by)) => go(*by),
                Some(Inst::Start) if start => go(1),
                Some(Inst::End) if end => go(1),
                Some(Inst::Match) => found = true,
                _ => {}
            }
        }
        found
    }

    fn step<const W: usize>(&self, mut states: States<W>, b: u8) -> States<W> {
        let mut next = States::EMPTY;
        while let Some(at) = states.take_first() {
            if let Some(Inst::Class(c)) = self.program.get(at)
                && has(c, b)
            {
                next.add(at + 1);
            }
        }
        next
    }
}

fn join(to: &mut Class, more: &Class) {
    to.iter_mut().zip(more).for_each(|(to, w)| *to |= w);
}
