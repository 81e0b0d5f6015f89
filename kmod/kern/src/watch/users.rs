//! What each user has of what watching takes, and a jail's users together, whose root may be any of them.
use alloc::vec::Vec;
use core::ffi::c_int;
use wss_abi::mem::TryVec;
use wss_abi::watch::limit;

const ENOMEM: c_int = 12;
const EDQUOT: c_int = 69;

/// Who opened the device: the real user, and the outermost jail that it is in; 0: none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) uid: u32,
    pub(super) jail: u32,
}

/// What somebody has.
#[derive(Clone, Copy, Debug, Default)]
struct Has {
    opens: usize,
    watches: usize,
    bytes: usize,
}

/// Somebody with limits.
#[derive(Debug, Default)]
struct One {
    /// A jail's: with no user.
    who: (Option<u32>, u32),
    /// How many of a user's limits it has.
    times: usize,
    /// The place of the jail, of a user in one.
    jail: Option<usize>,
    has: Has,
    /// The event at which conditions were run last, and the instructions that are left for them.
    event: u64,
    left: u64,
}

/// A place is nobody's while no device is open there.
#[derive(Debug, Default)]
pub(super) struct Users(Vec<One>);

impl Users {
    pub(super) const NONE: Users = Users(Vec::new());

    /// Somebody opens the device; the place of the user.
    pub(super) fn open(&mut self, who: Who) -> Result<usize, c_int> {
        let jail = match who.jail {
            0 => None,
            id => Some(self.place((None, id), limit::JAIL, None)?),
        };
        let user = self.place((Some(who.uid), who.jail), 1, jail)?;
        self.take(user, limit::OPENS, |has| &mut has.opens)?;
        Ok(user)
    }

    pub(super) fn close(&mut self, user: usize) {
        self.give(user, 1, |has| &mut has.opens);
    }

    fn place(
        &mut self,
        who: (Option<u32>, u32),
        times: usize,
        jail: Option<usize>,
    ) -> Result<usize, c_int> {
        let open = |one: &One| one.has.opens > 0;
        if let Some(at) = self.0.iter().position(|one| open(one) && one.who == who) {
            return Ok(at);
        }
        let one = One { who, times, jail, ..One::default() };
        // What is about to be opened has no opens yet: a jail's place is not its user's.
        let free = self.0.iter().enumerate().position(|(at, one)| !open(one) && Some(at) != jail);
        match free.and_then(|at| Some((at, self.0.get_mut(at)?))) {
            Some((at, place)) => {
                *place = one;
                Ok(at)
            }
            None => {
                self.0.try_push(one).map_err(|_| ENOMEM)?;
                Ok(self.0.len().saturating_sub(1))
            }
        }
    }

    /// The user, and the jail if it is in one.
    fn both(&self, user: usize) -> [Option<usize>; 2] {
        [Some(user), self.0.get(user).and_then(|one| one.jail)]
    }

    /// One more of something, if that is within the limits.
    fn take(
        &mut self,
        user: usize,
        most: usize,
        what: impl Fn(&mut Has) -> &mut usize,
    ) -> Result<(), c_int> {
        for at in self.both(user).into_iter().flatten() {
            let one = self.0.get_mut(at).ok_or(ENOMEM)?;
            if *what(&mut one.has) >= most.saturating_mul(one.times) {
                return Err(EDQUOT);
            }
        }
        for at in self.both(user).into_iter().flatten() {
            if let Some(one) = self.0.get_mut(at) {
                *what(&mut one.has) += 1;
            }
        }
        Ok(())
    }

    fn give(&mut self, user: usize, n: usize, what: impl Fn(&mut Has) -> &mut usize) {
        for at in self.both(user).into_iter().flatten() {
            if let Some(one) = self.0.get_mut(at) {
                let has = what(&mut one.has);
                *has = has.saturating_sub(n);
            }
        }
    }

    /// A process more is watched.
    pub(super) fn watch(&mut self, user: usize) -> Result<(), c_int> {
        self.take(user, limit::WATCHES, |has| &mut has.watches)
    }

    pub(super) fn unwatch(&mut self, user: usize) {
        self.give(user, 1, |has| &mut has.watches);
    }

    /// Whether a user who watches a process so many times, and whose jail does so many times, may once
    /// more.
    pub(super) fn shares(&self, user: usize, times: impl Fn(usize) -> usize) -> bool {
        self.both(user).into_iter().flatten().all(|at| {
            let most = self.0.get(at).map_or(0, |one| one.times * limit::SHARE);
            times(at) < most
        })
    }

    /// Whether a user is one, or in that jail.
    pub(super) fn is_of(&self, user: usize, place: usize) -> bool {
        self.both(user).contains(&Some(place))
    }

    /// Bytes that a user may have more.
    pub(super) fn spare(&self, user: usize) -> usize {
        let spare = |at: usize| {
            let one = self.0.get(at)?;
            Some(limit::MEMORY.saturating_mul(one.times).saturating_sub(one.has.bytes))
        };
        self.both(user).into_iter().flatten().filter_map(spare).min().unwrap_or(0)
    }

    /// It had so many bytes, and has so many now.
    pub(super) fn bytes(&mut self, user: usize, before: usize, after: usize) {
        for at in self.both(user).into_iter().flatten() {
            if let Some(one) = self.0.get_mut(at) {
                one.has.bytes = one.has.bytes.saturating_add(after).saturating_sub(before);
            }
        }
    }

    /// The instructions that are left to a user's conditions at an event, which is numbered.
    pub(super) fn left(&mut self, user: usize, event: u64) -> u64 {
        let both = self.both(user);
        let left = |at: usize| {
            let one = self.0.get_mut(at)?;
            if one.event != event {
                (one.event, one.left) = (event, limit::STEPS.saturating_mul(one.times as u64));
            }
            Some(one.left)
        };
        both.into_iter().flatten().filter_map(left).min().unwrap_or(0)
    }

    /// Its conditions took so many of these.
    pub(super) fn took(&mut self, user: usize, steps: u64) {
        for at in self.both(user).into_iter().flatten() {
            if let Some(one) = self.0.get_mut(at) {
                one.left = one.left.saturating_sub(steps);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(uid: u32, jail: u32) -> Who {
        Who { uid, jail }
    }

    #[test]
    fn a_jails_users_have_limits_of_their_own_and_together() {
        let mut all = Users::NONE;
        let host = all.open(who(7, 0)).unwrap();
        let opened: Vec<_> = (0..2 * limit::JAIL * limit::OPENS)
            .filter_map(|n| all.open(who(n as u32 % 64, 3)).ok())
            .collect();
        assert_eq!(opened.len(), limit::JAIL * limit::OPENS, "all users of the jail");
        assert_eq!(all.open(who(999, 3)), Err(EDQUOT));
        assert!(all.open(who(7, 4)).is_ok(), "another jail's");
        let more = (0..2 * limit::OPENS).filter(|_| all.open(who(7, 0)).is_ok()).count();
        assert_eq!(more, limit::OPENS - 1, "a user of the system");
        all.bytes(*opened.first().unwrap(), 0, limit::MEMORY);
        let spare = |all: &Users, n: usize| all.spare(*opened.get(n).unwrap());
        assert_eq!((spare(&all, 0), spare(&all, 1)), (0, limit::MEMORY));
        all.bytes(*opened.get(1).unwrap(), 0, (limit::JAIL - 1) * limit::MEMORY);
        assert_eq!((spare(&all, 2), all.spare(host)), (0, limit::MEMORY));
        opened.iter().for_each(|user| all.close(*user));
        assert!(all.open(who(999, 3)).is_ok(), "places are given back");
        assert!(all.0.len() < 80, "and used again: {}", all.0.len());
    }

    #[test]
    fn conditions_of_a_user_share_what_an_event_may_take() {
        let mut all = Users::NONE;
        let (one, other) = (all.open(who(1, 0)).unwrap(), all.open(who(2, 0)).unwrap());
        assert_eq!(all.left(one, 5), limit::STEPS);
        all.took(one, 100);
        assert_eq!((all.left(one, 5), all.left(other, 5)), (limit::STEPS - 100, limit::STEPS));
        assert_eq!(all.left(one, 6), limit::STEPS);
    }
}
