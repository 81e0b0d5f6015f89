//! Events that stand still: a clause asked the host something ([`crate::ask`]), or needs state that a
//! clause which asked holds. What is to be known to go on is kept here, with the thread whose event it is.
//!
//! **A clause is atomic over the state that it names**, asking or not. While it waits for an answer it
//! *holds* its binding's state, that of the bindings that may catch what it raises, and, of each of these
//! wrappers that declares any, the shared state. Another event that comes to a clause which needs some
//! of that waits. What a clause holds it takes all at once, when it asks first, and gives back when it
//! has ended; an event that waits holds nothing. Hence nobody waits in a circle. Between its clauses an
//! event holds nothing either.
//!
//! **Nobody waits for ever.** What is waited for may wait for who waits: a file system's daemon under the
//! wrapper whose clause asks of that file system. The host says when an event has waited long enough
//! (`Engine::time_out`): then a clause of it that cannot have its state faults.
//!
//! **What does not wait.** A clause that looks at nothing (`crate::pick::Known`). A child of fork: it
//! gets the state as the clause that holds it has left it so far. What an administrator does: bindings
//! begin at once, though their `activate` clauses may run later, and none of their calls is judged before
//! (`fresh`); a binding ends when its state is free.
//!
//! **Bindings come and go meanwhile**, but those that are held, and change places. What stands still names
//! bindings by id, and the layers of its set by wrapper ([`bound`]); one that is gone is passed over. The wrap sets that it goes by are held (`Pause::sets`),
//! and with them their wrappers.
use crate::ask::{Answer, Question};
use crate::binding::Binding;
use crate::engine::{Core, Policy, Scope};
use crate::event::Event;
use crate::frame::Frames;
use crate::host::{Call, Tid};
use crate::registry::Wrapper;
use crate::run::Site;
use alloc::vec::Vec;
use wss_abi::clause::Life;
use wss_abi::mem::{OutOfMemory, TryVec};
use wss_abi::verdict::Verdict;
use wss_vm::Budget;

/// Why an event stands still.
#[derive(Debug)]
pub(crate) enum Why {
    /// The clause that runs asked this; the engine has handed it on if it is not there.
    Asks(Option<Question>),
    /// The clause that is next cannot have its state.
    Waits,
}

/// Left by the clause that made its event stand still.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) why: Why,
    /// Of a clause that runs, its frames and those of the ones that it waits for.
    pub(crate) frames: Option<Frames>,
    /// Where among the layers and their clauses that was, and what is known there.
    pub(crate) at: Cursor,
    /// Some clause has run for the event.
    pub(crate) judged: bool,
    /// The event has waited long enough ([`crate::Engine::time_out`]).
    pub(crate) timed_out: bool,
}

/// What an event that stood still goes on with.
#[derive(Debug)]
pub(crate) struct Again {
    pub(crate) at: Cursor,
    /// Of the clause that asked, with its answer; none if it has yet to run.
    pub(crate) frames: Option<Frames>,
    /// Some clause has run for it.
    pub(crate) judged: bool,
    /// It has waited long enough.
    pub(crate) timed_out: bool,
}

/// Where in its dispatch an event is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor {
    /// On the way in: position among the layers of the call; on the way out: among the layers passed.
    pub(crate) layer: usize,
    /// Position of the clause among the layer's.
    pub(crate) pick: usize,
    /// What the layer may still spend.
    pub(crate) budget: Budget,
    /// On the way in: the layer's position among those passed.
    pub(crate) passed: Option<usize>,
    /// On the way out: the result as the layer found it.
    pub(crate) before: i64,
    /// Of a life-cycle event: what its clauses said so far.
    pub(crate) verdict: Verdict,
}

impl Cursor {
    pub(crate) fn new(layer: usize, budget: Budget) -> Cursor {
        Cursor { layer, pick: 0, budget, passed: None, before: 0, verdict: Verdict::Continue }
    }
}

/// What the event is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It is asked whether this call may run.
    Entry(Call),
    /// The call has run, with this result.
    Leave(i64),
    /// A new image; the clauses of one binding, or of all.
    Life(Life, Option<u64>),
}

/// An event that stands still.
#[derive(Debug)]
pub(crate) struct Pause {
    pub(crate) way: Way,
    pub(crate) event: Event,
    pub(crate) stop: Stop,
    pub(crate) answer: Option<Answer>,
    /// The sets that it goes by, each with a reference.
    pub(crate) sets: Vec<u32>,
    pub(crate) process: u32,
}

/// The binding that stands for a layer of a set in a process: with its position.
#[inline]
pub(crate) fn bound<'c>(
    policy: &Policy,
    core: &'c Core,
    process: u32,
    set: u32,
    layer: u16,
) -> Option<(usize, &'c Binding)> {
    let p = core.processes.all.get(process)?;
    let at = usize::from(layer);
    if p.set == set {
        return Some((at, p.bindings.get(at)?));
    }
    moved(policy, &p.bindings, set, at)
}

/// The process has another set by now.
#[inline(never)]
fn moved<'b>(
    policy: &Policy,
    bindings: &'b [Binding],
    set: u32,
    layer: usize,
) -> Option<(usize, &'b Binding)> {
    let wrapper = policy.sets.get(set)?.wrappers().get(layer)?;
    bindings.iter().enumerate().find(|(_, b)| b.wrapper == *wrapper)
}

/// Whether wrappers of this kind have state that all their processes share.
fn shares(wrapper: &Wrapper) -> bool {
    let object = wrapper.object();
    !object.shared.is_empty() || object.tables.iter().any(|t| t.shared)
}

/// Shows `each` who holds what a clause of the binding may need, to look at or to change; stops when it
/// says so.
fn each_needed(
    policy: &Policy,
    core: &mut Core,
    process: u32,
    id: u64,
    mut each: impl FnMut(&mut Tid) -> bool,
) -> bool {
    let Some(p) = core.processes.all.get_mut(process) else { return false };
    let raised = policy.sets.get(p.set).map_or(&[][..], |s| s.raised());
    for (at, b) in p.bindings.iter_mut().enumerate() {
        let catches = || raised.iter().any(|pick| usize::from(pick.layer) == at);
        if b.id != id && !catches() {
            continue;
        }
        if each(&mut b.holder) {
            return true;
        }
        if policy.wrappers.get(b.wrapper).is_some_and(shares)
            && let Some(s) = core.shared.get_mut(b.wrapper as usize)
            && each(&mut s.holder)
        {
            return true;
        }
    }
    false
}

/// Whether some other thread's event holds what a clause of this binding needs.
pub(crate) fn held(policy: &Policy, core: &mut Core, process: u32, id: u64, tid: Tid) -> bool {
    if core.held == 0 {
        return false;
    }
    // A thread whose event stands still may stand for its process.
    let mine = if core.pause_of(tid).is_some() { 0 } else { tid };
    each_needed(policy, core, process, id, |holder| *holder != 0 && *holder != mine)
}

/// Whether a clause has to wait for its state.
#[inline(never)]
pub(crate) fn must_wait(scope: &mut Scope<'_>, site: &Site) -> bool {
    let process = scope.core.processes.all.get(site.process);
    let binding = process.and_then(|p| p.bindings.get(site.binding));
    // Another event asked for another wrapper in its place, which is late because something is held; or
    // its `activate` clauses are.
    let early = binding.is_some_and(|b| b.switch.is_some_and(|s| s.tid != site.tid) || b.fresh);
    early || held(scope.policy, scope.core, site.process, site.id, site.tid)
}

/// Takes hold of what a clause needs, that asks; nobody else holds any of it.
pub(crate) fn hold(scope: &mut Scope<'_>, site: &Site) {
    let tid = site.tid;
    each_needed(scope.policy, scope.core, site.process, site.id, |holder| {
        *holder = tid;
        false
    });
    scope.core.held += 1;
}

impl Core {
    /// Gives back what the event of a thread holds.
    pub(crate) fn release(&mut self, process: u32, tid: Tid) {
        if let Some(p) = self.processes.all.get_mut(process) {
            for b in p.bindings.iter_mut().filter(|b| b.holder == tid) {
                b.holder = 0;
            }
        }
        for s in self.shared.iter_mut().filter(|s| s.holder == tid) {
            s.holder = 0;
        }
        self.held = self.held.saturating_sub(1);
        self.released = true;
    }

    /// What stands still in a thread.
    pub(crate) fn pause_of(&mut self, tid: Tid) -> Option<&mut Pause> {
        let at = self.processes.thread(tid)?.paused?;
        self.pauses.get_mut(at)
    }

    /// Takes it out, to go on with it.
    #[inline(never)]
    pub(crate) fn take_pause(&mut self, tid: Tid) -> Option<Pause> {
        let thread = self.processes.thread_mut(tid)?;
        let (at, process) = (thread.paused.take()?, thread.process);
        if let Some(p) = self.processes.all.get_mut(process) {
            p.paused = p.paused.saturating_sub(1);
        }
        self.pauses.remove(at)
    }

    /// Makes room for what is to stand still in a thread.
    pub(crate) fn room_for_pause(&mut self, tid: Tid, process: u32) -> Result<(), OutOfMemory> {
        if self.processes.thread(tid).is_none() {
            self.processes.add_thread(process, tid)?;
        }
        self.pauses.reserve()
    }

    /// Keeps what stands still in a thread; there is room for it.
    #[inline(never)]
    pub(crate) fn keep_pause(&mut self, tid: Tid, pause: Pause) {
        let process = pause.process;
        let at = self.pauses.insert(pause).ok();
        if let Some(t) = self.processes.thread_mut(tid) {
            t.paused = at;
        }
        if let Some(p) = self.processes.all.get_mut(process) {
            p.paused += 1;
        }
    }
}

impl Stop {
    /// The sets that frames go by, each once.
    pub(crate) fn sets(&self, event: &Event) -> Result<Vec<u32>, OutOfMemory> {
        let mut all = Vec::new();
        all.try_push(event.set)?;
        for set in self.frames.iter().flat_map(|f| f.raised_sets()) {
            if !all.contains(&set) {
                all.try_push(set)?;
            }
        }
        Ok(all)
    }
}
