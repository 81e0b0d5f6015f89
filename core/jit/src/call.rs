//! Runs emitted code: the one module that does. It and `upcall`, what that code calls, hold all unsafe code of this
//! crate.
//!
//! What emitted code may touch, and why that is sound:
//! - its own frame on the processor's stack, and [`Ctx`], which is in the room that the run's stack has for
//!   it ([`wss_vm::native::Beside`]);
//! - the stack of the run, between its first byte and what r10 says: a run enters only with r10 inside
//!   the stack and at least its function's frame above the first byte, every call checks the callee's
//!   frame, and every return adds what the call took ([`checked`] does the same for calls made before);
//! - what a window holds, that is, what [`refill`] or [`region`] found in the run's memory;
//! - places for calls, whose end it compares with.
//!
//! Helpers get the run's memory by reference meanwhile. Emitted code keeps addresses of it across the
//! call; if the helper lent other memory ([`Memory::changes`]), the run goes on in the interpreter. What was
//! lent before stays borrowed until the run is over, whatever became of the [`Memory`].
mod upcall;

use crate::emit::{Emitted, Entry, Function};
use crate::layout::{Ctx, left};
use crate::pages::Pages;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::ptr::NonNull;
use upcall::{Run, Shared, helper, refill};
use wss_abi::addr::{Region, split};
use wss_vm::native::{Beside, Frame, Left, Lent, Native, ROOM, Regs, State};
use wss_vm::{Budget, Fault, Helpers, Memory};

/// Emitted code takes its context and where to go on, and returns one of [`left`].
type Start = unsafe extern "sysv64" fn(*mut Ctx, u64) -> u32;
/// The same of a function with one argument, which takes that, the host's address for r10, the budget, and
/// the region of the argument: its first byte and one more than its bytes.
type Begin = unsafe extern "sysv64" fn(*mut Ctx, u64, u64, u64, u64, u64) -> u32;

/// No memory of a run is below; so that the distance to what a frame lacks never wraps.
const LOWEST: u64 = 1 << 16;

/// Executable code of one program.
#[derive(Debug)]
struct Sealed {
    pages: &'static dyn Pages,
    code: NonNull<u8>,
    len: usize,
    start: u32,
    entries: Vec<Entry>,
    funcs: Vec<Function>,
}

// SAFETY: the code is never written again and holds no state; the rest is plain data.
unsafe impl Send for Sealed {}
// SAFETY: as above.
unsafe impl Sync for Sealed {}

impl Drop for Sealed {
    fn drop(&mut self) {
        // SAFETY: `seal` got it of these pages, with this length; whoever runs in it borrows `self`.
        unsafe { self.pages.free(self.code, self.len) };
    }
}

/// Puts code where it can run.
pub(crate) fn seal(pages: &'static dyn Pages, emitted: Emitted) -> Option<Box<dyn Native>> {
    let Emitted { code: bytes, entries, funcs, start } = emitted;
    let code = pages.seal(&bytes)?;
    let sealed = Sealed { pages, code, len: bytes.len(), start, entries, funcs };
    let layout = Layout::new::<Sealed>();
    // SAFETY: the layout is not of size 0.
    let place = unsafe { alloc::alloc::alloc(layout) }.cast::<Sealed>();
    if place.is_null() {
        return None;
    }
    // SAFETY: the global allocator made the place for one `Sealed`, which it is given here.
    Some(unsafe {
        place.write(sealed);
        Box::from_raw(place)
    })
}

/// The stack of a run: the host's address of its first byte, and its bytes; `None` if emitted code
/// cannot use it.
#[inline]
fn stack(mem: &mut Memory<'_>) -> Option<(u64, u64)> {
    let stack = mem.lent(Region::Stack as u32)?;
    let base = stack.base.expose_provenance() as u64;
    (stack.writable && base >= LOWEST).then_some((base, stack.len as u64))
}

/// The region of an address, for reading: the host's address of its first byte, and its bytes; none if it
/// is empty.
#[inline]
fn region(mem: &mut Memory<'_>, addr: u64) -> Option<(u64, u64)> {
    let lent = mem.lent(split(addr).0).filter(|lent| lent.len > 0)?;
    Some((lent.base.expose_provenance() as u64, length(&lent)))
}

/// Bytes of a region that have an address: none is beyond 4 GiB.
#[inline]
fn length(lent: &Lent) -> u64 {
    (lent.len as u64).min(u32::MAX.into())
}

/// Calls that a run is inside.
fn inside(ctx: &Ctx) -> u32 {
    ((ctx.calls - ctx.calls_first) / size_of::<Frame>() as u64) as u32
}

/// The context of a run, in its room.
#[inline]
fn context(room: &mut [u64]) -> Option<&mut Ctx> {
    if room.len() < ROOM {
        return None;
    }
    let ctx: *mut Ctx = room.as_mut_ptr().cast();
    // SAFETY: the room is larger than that, aligned as its words are, and borrowed as long; a context is
    // numbers, which the words there are.
    Some(unsafe { &mut *ctx })
}

impl Sealed {
    /// Address of the code that goes on at an instruction word, if a run may enter there, or a call
    /// return.
    fn entry(&self, insn: u32, returns: bool) -> Option<u64> {
        let n = self.entries.binary_search_by_key(&insn, |e| e.insn).ok()?;
        let entry = self.entries.get(n).filter(|e| e.returns == returns)?;
        Some(self.code.as_ptr().expose_provenance() as u64 + u64::from(entry.offset))
    }

    /// Frame of the function that holds an instruction word.
    fn frame(&self, insn: u32) -> u32 {
        let after = self.funcs.partition_point(|f| f.entry <= insn);
        self.funcs.get(after.saturating_sub(1)).map_or(0, |f| f.frame)
    }

    /// Where r10 is in the stack, if the code may rely on what it relies on: the frame of each
    /// function that the run is in lies in the stack. Says where each call returns to.
    fn checked(&self, state: &State, frames: &mut [Frame], stack: u64) -> Option<u64> {
        let top = state.regs.get(10).checked_sub(Region::Stack.at(0))?;
        if top < u64::from(self.frame(state.next)) {
            return None;
        }
        let mut place = top;
        for call in frames.get_mut(..state.depth as usize)?.iter_mut().rev() {
            if call.size != self.frame(call.ret) {
                return None;
            }
            place += u64::from(call.size);
            call.native = self.entry(call.ret, true)? as usize;
        }
        (place <= stack).then_some(top)
    }

    /// What a run's registers and place are that left emitted code; `top` bytes of stack are its.
    #[inline(never)]
    fn leave(&self, ctx: &Ctx, top: u32, frames: &mut [Frame]) -> State {
        let next = ctx.at as u32;
        let depth = inside(ctx);
        let mut regs = ctx.regs;
        let [.., r10] = &mut regs;
        let mut place = Region::Stack.at(0) + (*r10 - ctx.stack);
        *r10 = place;
        for call in frames.iter_mut().take(depth as usize).rev() {
            place += u64::from(call.size);
            let [.., r10] = &mut call.saved;
            *r10 = place;
        }
        State { next, frame: self.frame(next), depth, top, regs: Regs::new(regs) }
    }

    /// Where a function begins that has `top` bytes of stack, and where its own code is, if there is such a
    /// function and its frame lies in the stack.
    #[inline]
    fn begin(&self, func: u32, top: u32) -> Option<(Begin, u32)> {
        let func = self.funcs.get(func as usize).filter(|f| f.frame <= top)?;
        // SAFETY: `seal` put there the code of a function of this type.
        let begin = unsafe { core::mem::transmute::<*const u8, Begin>(self.code(func.begin)) };
        Some((begin, func.offset))
    }

    /// The host's address of an offset in the code.
    fn code(&self, offset: u32) -> *const u8 {
        self.code.as_ptr().wrapping_add(offset as usize)
    }

    /// Runs the code, inside so many calls with the stack at `stack`, by `start`, which is given the context
    /// and calls one of the starts; the state that it leaves has `top` bytes of stack.
    ///
    /// # Safety
    /// There is room for a context, `start` does no more than that, and what the code relies on where it is
    /// entered holds (see the module).
    #[inline(always)]
    unsafe fn run(
        &self,
        (depth, stack, top): (u32, u64, u32),
        mem: &mut Memory<'_>,
        beside: &mut Beside,
        helpers: &mut dyn Helpers,
        budget: &mut Budget,
        start: impl FnOnce(*mut Ctx) -> u32,
    ) -> Left {
        let Beside { frames, room } = beside;
        let shared: *mut Shared<'_, '_> = room.as_mut_ptr().cast();
        // SAFETY: there is room for a context.
        let ctx = unsafe { &mut (*shared).ctx };
        let first = frames.as_mut_ptr().expose_provenance() as u64;
        let size = size_of::<Frame>() as u64;
        ctx.calls = first + u64::from(depth) * size;
        ctx.calls_end = first + frames.len() as u64 * size;
        ctx.calls_first = first;
        ctx.stack = stack;
        ctx.bias = stack.wrapping_sub(Region::Stack.at(0));
        ctx.helper = helper as *const () as u64;
        ctx.refill = refill as *const () as u64;
        let run = Run { changes: mem.changes(), mem, helpers, fault: None };
        // SAFETY: the context is what `Ctx` says, and the run behind it; memory and calls are borrowed until
        // it is over.
        let how = unsafe {
            (&raw mut (*shared).run).write(run);
            start(shared.cast())
        };
        // SAFETY: as above; the code has returned.
        let Shared { ctx, run } = unsafe { &mut *shared };
        *budget = Budget::new(ctx.budget);
        if how == left::DONE {
            let [r0, ..] = ctx.regs;
            return Left::Done(r0);
        }
        match how {
            left::FAULTED => {
                let depth = inside(ctx);
                Left::Faulted(run.fault.unwrap_or(Fault::Pause), ctx.at as u32, depth)
            }
            left::IDLE => Left::Idle,
            left::PAUSED => Left::Paused(self.leave(ctx, top, frames)),
            left::GUARD => Left::Guard(self.leave(ctx, top, frames)),
            _ => Left::Interpret(self.leave(ctx, top, frames)),
        }
    }

    /// Goes on at `place` with the registers of the context in `beside`, inside so many calls.
    ///
    /// # Safety
    /// There is a context, whose r10 is an address in the stack at `stack`; `place` is one to enter in this
    /// code, and what the code relies on there holds (see the module).
    #[inline(never)]
    unsafe fn enter(
        &self,
        place: u64,
        at: (u32, u64, u32),
        mem: &mut Memory<'_>,
        beside: &mut Beside,
        helpers: &mut dyn Helpers,
        budget: &mut Budget,
    ) -> Left {
        if let Some(ctx) = context(&mut beside.room) {
            ctx.budget = budget.left();
        }
        // SAFETY: `seal` put there the code of a function of this type.
        let start = unsafe { core::mem::transmute::<*const u8, Start>(self.code(self.start)) };
        // SAFETY: as the caller says.
        unsafe { self.run(at, mem, beside, helpers, budget, |ctx| start(ctx, place)) }
    }
}

impl Native for Sealed {
    fn start(
        &self,
        (guard, func): (Option<u32>, u32),
        top: u32,
        args: &[u64; 5],
        mem: &mut Memory<'_>,
        beside: &mut Beside,
        helpers: &mut dyn Helpers,
        budget: &mut Budget,
    ) -> Left {
        let asked = guard.map_or(Some(None), |guard| self.begin(guard, top).map(Some));
        let stack = stack(mem).filter(|(_, len)| u64::from(top) <= *len);
        let (Some((begin, place)), Some(asked), Some((stack, _)), Some(ctx)) =
            (self.begin(func, top), asked, stack, context(&mut beside.room))
        else {
            return Left::Unstarted;
        };
        let asked = asked.map(|(begin, _)| begin);
        let at = (0, stack, top);
        let top = u64::from(top);
        let [r1, r2, r3, r4, r5] = *args;
        if r2 | r3 | r4 | r5 != 0 {
            if guard.is_some() {
                return Left::Unstarted;
            }
            let place = self.code(place).expose_provenance() as u64;
            ctx.regs = [0, r1, r2, r3, r4, r5, 0, 0, 0, 0, stack + top];
            // SAFETY: the function's frame lies in the stack below r10, and it is inside no call.
            return unsafe { self.enter(place, at, mem, beside, helpers, budget) };
        }
        let (left, r10) = (budget.left(), stack + top);
        let (base, len) = region(mem, r1).unwrap_or((stack, 0));
        let start = |ctx: *mut Ctx| {
            let mut left = left;
            if let Some(asked) = asked {
                // SAFETY: as below; and the code has returned when its context is looked at.
                let (how, r0, rest) = unsafe {
                    let how = asked(ctx, r1, r10, left, base, len + 1);
                    (how, (*ctx).regs.first().copied(), (*ctx).budget)
                };
                match (how, r0) {
                    (left::DONE, Some(0)) => return left::IDLE,
                    (left::DONE, _) => left = rest,
                    (left::INTERPRET, _) => return left::GUARD,
                    // No helper is called.
                    _ => return left::FAULTED,
                }
            }
            // SAFETY: the frame of each function lies in the stack below r10, and it is inside no call.
            unsafe { begin(ctx, r1, r10, left, base, len + 1) }
        };
        // SAFETY: as above.
        unsafe { self.run(at, mem, beside, helpers, budget, start) }
    }

    fn go(
        &self,
        state: State,
        mem: &mut Memory<'_>,
        beside: &mut Beside,
        helpers: &mut dyn Helpers,
        budget: &mut Budget,
    ) -> Left {
        let Some(place) = self.entry(state.next, false) else { return Left::Interpret(state) };
        let Some((stack, len)) = stack(mem) else { return Left::Interpret(state) };
        let Some(top) = self.checked(&state, &mut beside.frames, len) else {
            return Left::Interpret(state);
        };
        let Some(ctx) = context(&mut beside.room) else { return Left::Interpret(state) };
        for (r, place) in (0..).zip(&mut ctx.regs) {
            *place = state.regs.get(r);
        }
        let [.., r10] = &mut ctx.regs;
        *r10 = stack + top;
        // SAFETY: `checked` looked at what the code relies on.
        unsafe { self.enter(place, (state.depth, stack, state.top), mem, beside, helpers, budget) }
    }

    fn size(&self) -> usize {
        self.len
    }
}
