//! A clause that runs, or waits while the clauses that catch its event run: what it has of the
//! machine, and what it took out of its binding, its wrapper and its event meanwhile.
use crate::ask::Answer;
use crate::buffer::Buffer;
use crate::catch::Raise;
use crate::context::Context;
use crate::engine::Scope;
use crate::event::{Event, What};
use crate::helpers::Call;
use crate::helpers::system::Asks;
use crate::run::{Named, Site};
use crate::taken::Taken;
use crate::verdict::{End, Trouble, finished};
use alloc::vec::Vec;
use wss_abi::addr::Region;
use wss_abi::clause::{Clause, Shape, Source};
use wss_abi::ctx::{MAX_CAPTURE, MAX_STRING};
use wss_abi::mem::TryVec;
use wss_abi::verdict::Verdict;
use wss_vm::{Budget, Memory, Outcome, Paused, Slot, Stack, resume, start_if};

/// See the module.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) site: Site,
    context: Context,
    stack: Stack,
    taken: Taken,
    /// The event's capture region, if it has one, and how much of it is in use.
    bytes: Buffer,
    moved: bool,
    used: usize,
    /// Strongest verdict of the wrappers that caught what it raised.
    pub(crate) caught: Verdict,
    paused: Option<Paused>,
    /// The event whose catchers it waits for.
    pub(crate) raise: Option<Raise>,
    /// What the raise returns to it.
    pub(crate) returned: u64,
    /// What it asked, until that is handed on, and where the answer goes.
    pub(crate) asks: Option<Asks>,
    /// What the host found.
    pub(crate) answer: Option<Answer>,
    /// Budget when it began.
    pub(crate) from: u64,
}

/// How far a clause came.
pub(crate) enum Went {
    /// It raised an event ([`Frame::raise`]) and waits.
    Waits,
    /// It asked the host ([`Frame::asks`]) and waits.
    Asks,
    Ended(End),
}

/// The clauses of a chain of raised events, the first raiser first. Frames stay when their clause
/// has ended, for their memory.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    all: Vec<Frame>,
    used: usize,
}

impl Frames {
    /// Appends a frame for a clause that has yet to begin; `None` when memory could not be had.
    #[inline]
    pub(crate) fn push(&mut self, site: &Site, from: u64) -> Option<&mut Frame> {
        if self.used == self.all.len() {
            self.add(site)?;
        }
        let frame = self.all.get_mut(self.used)?;
        self.used += 1;
        (frame.site, frame.from) = (*site, from);
        (frame.caught, frame.returned) = (Verdict::Continue, 0);
        Some(frame)
    }

    #[inline(never)]
    fn add(&mut self, site: &Site) -> Option<()> {
        let frame = Frame {
            site: *site,
            context: Context::default(),
            stack: Stack::new().ok()?,
            taken: Taken::default(),
            bytes: Buffer::default(),
            moved: false,
            used: 0,
            caught: Verdict::Continue,
            paused: None,
            raise: None,
            returned: 0,
            asks: None,
            answer: None,
            from: 0,
        };
        self.all.try_push(frame).ok()
    }

    /// Drops the last one, which holds nothing any more.
    #[inline]
    pub(crate) fn pop(&mut self) {
        self.used = self.used.saturating_sub(1);
        if let Some(frame) = self.all.get_mut(self.used) {
            frame.paused = None;
            if frame.raise.is_some() || frame.asks.is_some() {
                (frame.raise, frame.asks) = (None, None);
            }
        }
    }

    /// The last one.
    pub(crate) fn last_mut(&mut self) -> Option<&mut Frame> {
        self.all.get_mut(self.used.checked_sub(1)?)
    }

    /// Those in use.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Frame> {
        self.all.iter_mut().take(self.used)
    }

    /// The sets of the events that wait for their catchers.
    pub(crate) fn raised_sets(&self) -> impl Iterator<Item = u32> {
        self.all.iter().take(self.used).filter_map(|f| f.raise.as_ref()).map(|r| r.event.set)
    }

    /// The state of a binding that a clause of it has.
    pub(crate) fn state_of(&self, id: u64) -> Option<&[u8]> {
        let frame = self.all.iter().take(self.used).find(|f| f.site.id == id)?;
        Some(&frame.taken.state)
    }

    /// The last one, and those that wait for it.
    #[inline]
    pub(crate) fn split_last_mut(&mut self) -> Option<(&mut Frame, &mut [Frame])> {
        self.all.get_mut(..self.used)?.split_last_mut()
    }
}

impl Frame {
    /// Takes what the clause needs; `None`, and nothing taken, when memory could not be had. A clause whose guard
    /// has not been asked yet (`at_once`) has nothing in memory, so nothing to make room for.
    #[inline(always)]
    pub(crate) fn take(
        &mut self,
        scope: &mut Scope<'_>,
        event: &mut Event,
        clause: &Clause,
        sources: &[Source],
    ) -> Option<()> {
        let used = event.bytes.len().next_multiple_of(8);
        let room = match clause.rewrites != 0 && event.what == What::Pre {
            true => rewrite_room(clause, sources),
            false => 0,
        };
        if room > 0 {
            event.bytes.try_grow(used + room).ok()?;
        }
        self.taken.take(scope, event, &self.site);
        // Where there is nothing, neither need be moved.
        self.moved = used + room > 0;
        if self.moved {
            core::mem::swap(&mut self.bytes, &mut event.bytes);
            event.bytes.truncate(0);
        } else {
            self.bytes.truncate(0);
        }
        self.used = used;
        Some(())
    }

    /// Where it runs, what it sees, and a stack for its guard.
    pub(crate) fn seen(&mut self) -> (&Site, &mut Context, &mut Stack) {
        (&self.site, &mut self.context, &mut self.stack)
    }

    /// Runs the clause from its start, or on from where it waited.
    // The memory that it lends is large: what runs next need not hold it.
    #[inline(never)]
    pub(crate) fn go(
        &mut self,
        scope: &mut Scope<'_>,
        event: &mut Event,
        (wrapper, clause, sources): Named<'_>,
        budget: &mut Budget,
    ) -> Went {
        let guard = clause.guard.filter(|_| self.site.pick.at_once);
        let extent = wrapper.program.extent_if(guard, clause.body);
        let mut memory = Memory::cut(&mut self.stack, extent);
        memory.lend(Region::Rodata, Slot::ReadOnly(&wrapper.object().rodata));
        memory.lend(Region::State, Slot::ReadWrite(&mut self.taken.state));
        memory.lend(Region::Shared, Slot::ReadWrite(&mut self.taken.shared));
        memory.lend(Region::Call, Slot::ReadWrite(&mut self.taken.call));
        memory.lend(Region::Ctx, Slot::Engine(&mut self.context.bytes));
        memory.lend(Region::Capture, Slot::Engine(&mut self.bytes));
        let (site, used, raised) = (&mut self.site, self.used, &mut self.raise);
        let mut returned = self.returned;
        if self.asks.is_some() {
            returned = answered(&mut self.asks, &mut self.answer, &mut memory);
        }
        let (asked, oom) = (&mut self.asks, false);
        let mut helpers = Call { scope, event, site, clause, sources, used, raised, asked, oom };
        let r1 = Region::Ctx.at(0);
        let (program, body) = (&wrapper.program, clause.body);
        let went = match (self.paused.take(), guard) {
            (None, guard) => start_if(program, guard, body, r1, &mut memory, &mut helpers, budget),
            (Some(p), _) => resume(program, p, returned, &mut memory, &mut helpers, budget),
        };
        self.used = helpers.used;
        // Most clauses let the event pass.
        if matches!(went, Ok(Outcome::Done(0))) && !helpers.oom {
            return Went::Ended(End::Verdict(Verdict::Continue));
        }
        let end = match went {
            _ if helpers.oom => End::Trouble(Trouble::OutOfMemory),
            Ok(Outcome::Paused(p)) if self.raise.is_some() => {
                self.paused = Some(p);
                return Went::Waits;
            }
            Ok(Outcome::Done(r0)) => verdict(event.what, r0 as u32),
            Ok(Outcome::Idle) => End::Idle,
            Err(at) => End::Trouble(Trouble::Machine(at)),
            Ok(Outcome::Paused(p)) if self.asks.is_some() => {
                self.paused = Some(p);
                return Went::Asks;
            }
            // No helper pauses without a raise or a question.
            Ok(Outcome::Paused(_)) => End::Trouble(Trouble::OutOfMemory),
        };
        Went::Ended(end)
    }

    /// Finds its binding again: it has kept its id, and maybe not its place.
    pub(crate) fn relocate(&mut self, scope: &Scope<'_>) {
        let process = scope.core.processes.all.get(self.site.process);
        let found = process.and_then(|p| p.bindings.iter().position(|b| b.id == self.site.id));
        self.site.binding = found.unwrap_or(usize::MAX);
    }

    /// Puts back what it took: its clause is given up.
    #[inline(never)]
    pub(crate) fn give_up(&mut self, scope: &mut Scope<'_>, event: &mut Event) {
        self.relocate(scope);
        self.taken.put_back(scope, event, &self.site);
    }

    /// Puts everything back; the clause's verdict.
    #[inline(always)]
    pub(crate) fn finish(
        &mut self,
        scope: &mut Scope<'_>,
        event: &mut Event,
        named: Option<Named<'_>>,
        end: End,
        budget: &Budget,
    ) -> Verdict {
        if self.moved {
            core::mem::swap(&mut event.bytes, &mut self.bytes);
            event.bytes.truncate(self.used);
        }
        self.taken.put_back(scope, event, &self.site);
        finished(scope, event, &self.site, named, end, self.caught, self.from, budget)
    }
}

/// Gives a clause its answer: it was seen when it asked that there is room for it.
#[inline(never)]
fn answered(asks: &mut Option<Asks>, answer: &mut Option<Answer>, memory: &mut Memory<'_>) -> u64 {
    asks.take().map_or(0, |asks| asks.answer(answer.take(), memory))
}

/// Reads the code that a clause returned.
fn verdict(what: What, code: u32) -> End {
    match (Verdict::from_code(code), what) {
        // Only a call has a result to make up.
        (Some(Verdict::Return), What::Raised(..) | What::Life(_)) | (None, _) => {
            End::Trouble(Trouble::BadVerdict(code))
        }
        (Some(v), _) => End::Verdict(v),
    }
}

/// Bytes that the clause's assignments may need in the capture region.
#[inline(never)]
fn rewrite_room(clause: &Clause, sources: &[Source]) -> usize {
    let mut room = 0usize;
    for (n, source) in sources.iter().enumerate() {
        if clause.rewrites.checked_shr(n as u32).unwrap_or(0) & 1 == 0 {
            continue;
        }
        room += match source {
            Source::Capture { shape: Shape::Bytes { max, .. }, .. } => *max as usize + 8,
            Source::Capture { .. } => MAX_STRING as usize + 8,
            _ => 0,
        };
    }
    // Twice, for a clause that assigns a parameter more than once.
    (room * 2).min(MAX_CAPTURE as usize)
}
