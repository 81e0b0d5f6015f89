//! The events of calls: the one that is being judged, and those of calls that run meanwhile. They stay where
//! they are from a call's entry to its end; what changes hands is their number.
use crate::event::Event;
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec};

/// Events kept for their buffers.
const SPARE_EVENTS: usize = 256;
/// A spare event keeps no larger capture buffer than this.
const SPARE_BYTES: usize = 16 * 1024;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Events {
    all: Vec<Event>,
    /// There is room for all of them.
    free: Vec<u32>,
    now: u32,
}

impl Events {
    /// The call that is being judged. One per processor in a concurrent host.
    #[inline]
    pub(crate) fn now(&mut self) -> Result<&mut Event, OutOfMemory> {
        if self.all.is_empty() {
            self.add()?;
        }
        self.all.get_mut(self.now as usize).ok_or(OutOfMemory)
    }

    /// An event that was kept.
    pub(crate) fn get(&self, at: u32) -> Option<&Event> {
        self.all.get(at as usize)
    }

    /// Keeps the one that is being judged; its number. Another is judged from now on.
    #[inline]
    pub(crate) fn keep(&mut self) -> Result<u32, OutOfMemory> {
        let next = match self.free.pop() {
            Some(at) => at,
            None => self.add()?,
        };
        Ok(core::mem::replace(&mut self.now, next))
    }

    /// Goes on judging one that was kept.
    #[inline]
    pub(crate) fn take_up(&mut self, at: u32) -> Option<&mut Event> {
        let done = core::mem::replace(&mut self.now, at);
        self.free(done);
        self.all.get_mut(at as usize)
    }

    /// Forgets one that was kept.
    #[inline]
    pub(crate) fn free(&mut self, at: u32) {
        let spare = self.free.len();
        let Some(event) = self.all.get_mut(at as usize) else { return };
        if spare >= SPARE_EVENTS || event.bytes.held() > SPARE_BYTES {
            *event = Event::default();
        }
        // There is room for it.
        let _ = self.free.try_push(at);
    }

    #[inline(never)]
    fn add(&mut self) -> Result<u32, OutOfMemory> {
        let at = self.all.len() as u32;
        let more = self.all.len() + 1 - self.free.len();
        self.free.try_reserve(more).map_err(|_| OutOfMemory)?;
        self.all.try_push(Event::default())?;
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_stays_and_what_is_free_comes_again() {
        let mut events = Events::default();
        for nr in [7, 8, 9] {
            events.now().unwrap().nr = nr;
            assert_eq!(events.keep().ok(), Some(nr - 7));
        }
        events.now().unwrap().nr = 10;
        events.take_up(1);
        assert_eq!((events.now().unwrap().nr, events.get(0).unwrap().nr), (8, 7));
        events.free(0);
        // The one that was being judged, and the one that was freed.
        let kept = [events.keep().ok(), events.keep().ok(), events.keep().ok()];
        assert_eq!(kept, [Some(1), Some(0), Some(3)]);
        assert_eq!(events.get(2).unwrap().nr, 9);
        events.now().unwrap().bytes.try_grow(SPARE_BYTES + 1).unwrap();
        let at = events.keep().unwrap();
        events.free(at);
        assert_eq!(events.get(at).unwrap().bytes.held(), 0);
    }
}
