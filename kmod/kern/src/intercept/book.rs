//! What interception keeps beside the engine: the vectors in use, execs under way, and the threads that
//! the engine knows for the moment.
use alloc::vec::Vec;
use core::ffi::c_void;
use wss_abi::mem::{OutOfMemory, TryVec};
use wss_engine::Tally;
use wss_engine::host::{Call, Image};

/// Open calls beyond which those of threads that are gone are looked for.
const FEW: usize = 256;

/// Seconds after which an interrupted call that comes again is judged again.
const STANDS: u64 = 10;

/// In place of a wrap set's id: the process is watched, and under no wrapper.
pub const NO_SET: u64 = u64::MAX;

/// The vector of a wrap set, for one native vector.
#[derive(Debug)]
pub struct Vector {
    /// The wrap set's id, or [`NO_SET`].
    pub set: u64,
    /// Classes of calls that watchers are told of.
    pub calls: u32,
    /// The native vector; never dereferenced here.
    pub origin: *mut c_void,
    /// The private one; never dereferenced here.
    pub at: *mut c_void,
    /// What the calls stand for that are counted by it.
    pub tally: Tally,
}

impl Vector {
    /// Whether it is a set's, and diverts some of the classes of calls for watchers, not all.
    pub fn is_apart(&self, set: u64) -> bool {
        self.set == set && self.calls != 0 && self.calls != u32::MAX
    }
}

// SAFETY: the pointers are names that the C half understands, under the engine's lock.
unsafe impl Send for Vector {}

/// An exec whose image is not judged yet.
#[derive(Debug)]
pub struct Pending {
    /// Process.
    pub pid: u32,
    /// The image, its set-id bits as if they were honoured.
    pub image: Image,
}

/// A call that the engine has judged and will hear of again.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    /// The thread inside it, or that will enter it again.
    pub tid: u32,
    /// Its process.
    pub pid: u32,
    /// As it came in.
    pub call: Call,
    /// `Engine::leave` is owed.
    pub owed: bool,
}

/// See the module.
#[derive(Debug)]
pub struct Book {
    /// Vectors that are some set's.
    pub vectors: Vec<Vector>,
    /// When one was given back last for others to be told apart, in seconds.
    pub recycled: u64,
    pending: Vec<Pending>,
    /// By thread.
    open: Vec<Open>,
    /// When to look for threads that are gone.
    many: usize,
    /// Open calls that were interrupted: thread, process, and when.
    interrupted: Vec<(u32, u32, u64)>,
    /// Processes in calls that the module itself completes: they hinder unloading.
    inside: Vec<u32>,
    /// Processes that a sweep has to come back to.
    pub again: Vec<u32>,
    /// A sweep found processes that were being made.
    pub making: bool,
}

impl Default for Book {
    fn default() -> Book {
        Book {
            vectors: Vec::new(),
            recycled: 0,
            pending: Vec::new(),
            open: Vec::new(),
            many: FEW,
            interrupted: Vec::new(),
            inside: Vec::new(),
            again: Vec::new(),
            making: false,
        }
    }
}

impl Book {
    /// The vector of a set, with these classes of calls watched.
    pub fn vector(&self, set: u64, calls: u32, origin: *mut c_void) -> Option<*mut c_void> {
        let same = |v: &&Vector| v.set == set && v.calls == calls && v.origin == origin;
        self.vectors.iter().find(same).map(|v| v.at)
    }

    /// How many sets of watched classes the vectors of a set tell apart.
    pub fn apart(&self, set: u64) -> usize {
        self.vectors.iter().filter(|v| v.is_apart(set)).count()
    }

    /// Whether the process is inside an exec that has yet to be judged.
    pub fn is_pending(&self, pid: u32) -> bool {
        self.pending.iter().any(|p| p.pid == pid)
    }

    /// Keeps an exec's image, instead of any older one.
    pub fn keep_pending(&mut self, pending: Pending) -> Result<(), OutOfMemory> {
        self.take_pending(pending.pid);
        self.pending.try_push(pending)
    }

    /// Takes it out.
    pub fn take_pending(&mut self, pid: u32) -> Option<Pending> {
        let at = self.pending.iter().position(|p| p.pid == pid)?;
        Some(self.pending.swap_remove(at))
    }

    /// The open call of a thread.
    pub fn open(&self, tid: u32) -> Option<Open> {
        let at = self.open.binary_search_by_key(&tid, |o| o.tid).ok()?;
        self.open.get(at).copied()
    }

    /// Keeps a call as its thread's open one.
    pub fn keep_open(&mut self, open: Open) -> Result<(), OutOfMemory> {
        match self.open.binary_search_by_key(&open.tid, |o| o.tid) {
            Ok(at) => {
                if let Some(place) = self.open.get_mut(at) {
                    *place = open;
                }
            }
            Err(at) => {
                self.open.try_push(open)?;
                if let Some(tail) = self.open.get_mut(at..) {
                    tail.rotate_right(1);
                }
            }
        }
        Ok(())
    }

    /// Forgets the open call of a thread.
    pub fn close(&mut self, tid: u32) -> Option<Open> {
        self.interrupted.retain(|i| i.0 != tid);
        let at = self.open.binary_search_by_key(&tid, |o| o.tid).ok()?;
        Some(self.open.remove(at))
    }

    /// Some thread of the process with an open call.
    pub fn open_of(&self, pid: u32) -> Option<u32> {
        self.open.iter().find(|o| o.pid == pid).map(|o| o.tid)
    }

    /// Forgets all open calls of a process.
    pub fn close_all(&mut self, pid: u32) {
        self.interrupted.retain(|i| i.1 != pid);
        self.open.retain(|o| o.pid != pid);
    }

    /// Notes that the open call of a thread was interrupted.
    pub fn interrupt(&mut self, tid: u32, pid: u32, now: u64) -> Result<(), OutOfMemory> {
        self.interrupted.retain(|i| i.0 != tid);
        self.interrupted.try_push((tid, pid, now))
    }

    /// A thread enters a call that is judged. What it may change, interrupted calls of the other threads
    /// were judged without; and one of its own may be too old. Whether the interrupted calls of the
    /// process are to end: they are forgotten here. Its own one, if it stands, is taken up or ended by
    /// the engine.
    pub fn lapse(&mut self, tid: u32, pid: u32, now: impl FnOnce() -> u64) -> bool {
        if self.interrupted.iter().all(|i| i.1 != pid) {
            return false;
        }
        let now = now();
        let ends = |i: &(u32, u32, u64)| i.0 != tid || now.saturating_sub(i.2) > STANDS;
        let end = self.interrupted.iter().filter(|i| i.1 == pid).any(ends);
        self.interrupted.retain(|i| if end { i.1 != pid } else { i.0 != tid });
        end
    }

    /// A thread whose call was interrupted may die before it comes again. When many calls are open,
    /// those for which `alive` does not hold are taken out and shown to `dead`.
    pub fn prune(&mut self, alive: impl Fn(&Open) -> bool, mut dead: impl FnMut(u32)) {
        if self.open.len() < self.many {
            return;
        }
        self.open.retain(|o| {
            let there = alive(o);
            if !there {
                dead(o.tid);
            }
            there
        });
        let open = &self.open;
        self.interrupted.retain(|i| open.binary_search_by_key(&i.0, |o| o.tid).is_ok());
        self.many = FEW.max(self.open.len().saturating_mul(2));
    }

    /// The process has a call that the module completes.
    pub fn go_inside(&mut self, pid: u32) -> Result<(), OutOfMemory> {
        self.inside.try_push(pid)
    }

    /// One such call is over; whether there was one.
    pub fn come_out(&mut self, pid: u32) -> bool {
        let at = self.inside.iter().position(|p| *p == pid);
        at.map(|at| self.inside.swap_remove(at)).is_some()
    }

    /// The processes with such calls.
    pub fn inside(&self) -> &[u32] {
        &self.inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(tid: u32, pid: u32) -> Open {
        Open { tid, pid, call: Call { nr: 3, args: [0; 6] }, owed: true }
    }

    #[test]
    fn open_calls_are_found_by_thread_and_process() {
        let mut book = Book::default();
        for (tid, pid) in [(5, 1), (3, 1), (9, 2), (3, 2)] {
            book.keep_open(open(tid, pid)).unwrap();
        }
        assert_eq!(book.open(3).unwrap().pid, 2);
        assert_eq!(book.open_of(1), Some(5));
        book.close_all(2);
        assert!(book.open(9).is_none() && book.open(3).is_none() && book.open(5).is_some());
        assert!(book.close(5).is_some() && book.close(5).is_none());
    }

    #[test]
    fn threads_that_died_are_found_when_there_are_many() {
        let mut book = Book::default();
        for tid in 0..FEW as u32 - 1 {
            book.keep_open(open(tid, 1)).unwrap();
        }
        book.prune(|_| false, |_| panic!("too early"));
        book.keep_open(open(1000, 1)).unwrap();
        let mut dead = 0;
        book.prune(|o| o.tid % 2 == 0, |_| dead += 1);
        assert_eq!((dead, book.open.len(), book.many), (127, 129, 258));
    }

    #[test]
    fn an_interrupted_call_stands_while_nothing_else_is_judged() {
        let mut book = Book::default();
        book.interrupt(5, 1, 100).unwrap();
        assert!(!book.lapse(9, 2, || 100), "another process");
        assert!(!book.lapse(5, 1, || 100 + STANDS), "it comes again");
        assert!(!book.lapse(6, 1, || 100), "it has come again");
        book.interrupt(5, 1, 100).unwrap();
        assert!(book.lapse(5, 1, || 101 + STANDS), "too late");
        book.interrupt(5, 1, 100).unwrap();
        book.interrupt(6, 1, 100).unwrap();
        assert!(book.lapse(6, 1, || 100), "another thread's call");
        assert!(!book.lapse(5, 1, || 100), "they have ended");
        book.interrupt(5, 1, 100).unwrap();
        book.close(5);
        assert!(!book.lapse(6, 1, || 100));
    }

    #[test]
    fn an_exec_is_pending_once() {
        let mut book = Book::default();
        book.keep_pending(Pending { pid: 7, image: Image::default() }).unwrap();
        let image = Image { setuid: true, ..Image::default() };
        book.keep_pending(Pending { pid: 7, image }).unwrap();
        assert!(book.is_pending(7) && book.take_pending(7).unwrap().image.setuid);
        assert!(!book.is_pending(7) && book.take_pending(7).is_none());
    }
}
