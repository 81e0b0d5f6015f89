//! Runs emitted code: the one module that does, and holds all unsafe code of this crate.
//!
//! What emitted code may touch, and why that is sound:
//! - its own frame on the processor's stack, and [`Ctx`], which is in the room that the run's stack has for
//!   it ([`wss_vm::native::Beside`]);
//! - the stack of the run, between its first byte and what r10 says: a run enters only with r10 inside
//!   the stack and at least its function's frame above the first byte, every call checks the callee's
//!   frame, and every return adds what the call took ([`checked`] does the same for calls made before);
//! - what a window holds, that is, what [`refill`] found in the run's memory;
//! - places for calls, whose end it compares with.
//!
//! Helpers get the run's memory by reference meanwhile. Emitted code keeps addresses of it across the
//! call; they are looked at again behind it ([`Run::same`]), and the run goes on in the interpreter if
//! the helper lent other memory.
use crate::emit::{Emitted, Entry};
use crate::layout::{Ctx, Window, left};
use crate::pages::Pages;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::ffi::c_void;
use core::ptr::NonNull;
use wss_abi::addr::{REGIONS, Region, split};
use wss_vm::native::{Beside, Frame, Left, Native, ROOM, State};
use wss_vm::{Budget, Fault, Helpers, Memory, Slot};

/// Emitted code takes its context and where to go on, and returns one of [`left`].
type Start = unsafe extern "sysv64" fn(*mut Ctx, u64) -> u32;

/// No memory of a run is below; so that the distance to what a frame lacks never wraps.
const LOWEST: usize = 1 << 16;

/// Executable code of one program.
#[derive(Debug)]
struct Sealed {
    pages: &'static dyn Pages,
    code: NonNull<u8>,
    len: usize,
    start: u32,
    entries: Vec<Entry>,
    funcs: Vec<(u32, u32)>,
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

/// What one region was lent as when emitted code last asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lent {
    base: u64,
    len: u32,
    writable: bool,
}

/// A run's part that emitted code does not look at. It follows the context.
struct Run<'a, 'm> {
    mem: &'a mut Memory<'m>,
    helpers: &'a mut dyn Helpers,
    /// Regions whose addresses emitted code may hold, as they were.
    seen: [Option<Lent>; REGIONS],
    fault: Option<Fault>,
}

/// A context and its run.
#[repr(C)]
struct Shared<'a, 'm> {
    ctx: Ctx,
    run: Run<'a, 'm>,
}

const _: () = assert!(size_of::<Shared<'_, '_>>() <= ROOM * 8);
const _: () = assert!(align_of::<Shared<'_, '_>>() == align_of::<u64>());

impl Run<'_, '_> {
    /// Looks at a region.
    fn look(&mut self, region: u32) -> Option<Lent> {
        let lent = match self.mem.slot_mut(region)? {
            Slot::ReadOnly(b) => lent(b.as_ptr(), b.len(), false),
            Slot::Engine(b) => lent(b.as_mut_ptr(), b.len(), false),
            Slot::ReadWrite(b) => lent(b.as_mut_ptr(), b.len(), true),
        };
        Some(lent)
    }

    /// Whether every region that was looked at is still what it was.
    fn same(&mut self) -> bool {
        (0..).zip(self.seen).all(|(n, seen)| seen.is_none() || seen == self.look(n))
    }
}

fn lent(base: *const u8, len: usize, writable: bool) -> Lent {
    // No address is beyond 4 GiB of a region.
    let len = u32::try_from(len).unwrap_or(u32::MAX);
    Lent { base: base.expose_provenance() as u64, len, writable }
}

/// Moves a window of emitted code to the region of `addr`; 0 if the access is one that it holds.
///
/// # Safety
/// `shared` is what the code was started with; nobody else uses it now.
unsafe extern "sysv64" fn refill(shared: *mut c_void, addr: u64, what: u32) -> u32 {
    // SAFETY: the start's argument, which nobody uses while emitted code runs but what it calls.
    let Shared { ctx, run } = unsafe { &mut *shared.cast::<Shared<'_, '_>>() };
    let (region, offset) = split(addr);
    let (n, size, write) = (what as u8, u64::from((what >> 8) as u16), what >> 24 != 0);
    let Some(lent) = run.look(region) else { return 1 };
    let Some(limit) = (u64::from(lent.len) + 1).checked_sub(size) else { return 1 };
    if u64::from(offset) >= limit || write && !lent.writable {
        return 1;
    }
    let (Some(seen), Some(window)) = (run.seen.get_mut(region as usize), ctx.window_mut(n)) else {
        return 1;
    };
    *seen = Some(lent);
    *window = Window { start: u64::from(region) << 32, limit, base: lent.base };
    0
}

/// Calls a helper for emitted code; 0, or why the code is to be left.
///
/// # Safety
/// As of [`refill`].
unsafe extern "sysv64" fn helper(shared: *mut c_void, what: u32) -> u32 {
    // SAFETY: as in `refill`.
    let Shared { ctx, run } = unsafe { &mut *shared.cast::<Shared<'_, '_>>() };
    let (id, at) = ((what >> 20) as u16, what & ((1 << 20) - 1));
    let [_, r1, r2, r3, r4, r5, ..] = ctx.regs;
    let mut budget = Budget::new(ctx.budget);
    let result = run.helpers.call(id, [r1, r2, r3, r4, r5], run.mem, &mut budget);
    ctx.budget = budget.left();
    ctx.at = u64::from(at) + 1;
    match result {
        Ok(r0) => {
            let [place, ..] = &mut ctx.regs;
            *place = r0;
            if run.same() { 0 } else { left::INTERPRET }
        }
        Err(Fault::Pause) => left::PAUSED,
        Err(fault) => {
            ctx.at = u64::from(at);
            run.fault = Some(fault);
            left::FAULTED
        }
    }
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
        let after = self.funcs.partition_point(|(entry, _)| *entry <= insn);
        self.funcs.get(after.saturating_sub(1)).map_or(0, |(_, frame)| *frame)
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

    /// Makes `state` what a run's registers and place are that left emitted code.
    fn leave(&self, ctx: &Ctx, state: &mut State, frames: &mut [Frame]) {
        state.next = ctx.at as u32;
        state.frame = self.frame(state.next);
        state.depth = ((ctx.calls - ctx.calls_first) / size_of::<Frame>() as u64) as u32;
        for (r, v) in (0..10).zip(ctx.regs) {
            state.regs.set(r, v);
        }
        let [.., top] = ctx.regs;
        let mut place = Region::Stack.at(0) + (top - ctx.stack);
        state.regs.set(10, place);
        let depth = state.depth as usize;
        for call in frames.iter_mut().take(depth).rev() {
            place += u64::from(call.size);
            let [.., r10] = &mut call.saved;
            *r10 = place;
        }
    }
}

impl Native for Sealed {
    fn go(
        &self,
        state: &mut State,
        mem: &mut Memory<'_>,
        beside: &mut Beside,
        helpers: &mut dyn Helpers,
        budget: &mut Budget,
    ) -> Left {
        let Beside { frames, room } = beside;
        let Some(entry) = self.entry(state.next, false) else { return Left::Interpret };
        let mut run = Run { mem, helpers, seen: [None; REGIONS], fault: None };
        let stack = match run.look(Region::Stack as u32) {
            Some(stack) if stack.writable && stack.base >= LOWEST as u64 => stack,
            _ => return Left::Interpret,
        };
        let Some(top) = self.checked(state, frames, stack.len.into()) else {
            return Left::Interpret;
        };
        if room.len() < ROOM {
            return Left::Interpret;
        }
        if let Some(seen) = run.seen.get_mut(Region::Stack as usize) {
            *seen = Some(stack);
        }
        let shared: *mut Shared<'_, '_> = room.as_mut_ptr().cast();
        // SAFETY: the room is as large as that, aligned and borrowed by nobody else; a context is
        // numbers, which the words there are.
        let ctx = unsafe { &mut (*shared).ctx };
        for (r, place) in (0..).zip(&mut ctx.regs) {
            *place = state.regs.get(r);
        }
        let [.., r10] = &mut ctx.regs;
        *r10 = stack.base + top;
        let first = frames.as_mut_ptr().expose_provenance() as u64;
        let size = size_of::<Frame>() as u64;
        ctx.calls = first + u64::from(state.depth) * size;
        ctx.calls_end = first + frames.len() as u64 * size;
        ctx.calls_first = first;
        ctx.budget = budget.left();
        ctx.stack = stack.base;
        ctx.helper = helper as *const () as u64;
        ctx.refill = refill as *const () as u64;
        let code = self.code.as_ptr().wrapping_add(self.start as usize);
        // SAFETY: `seal` put there the code of a function of this type.
        let start = unsafe { core::mem::transmute::<*mut u8, Start>(code) };
        // SAFETY: the context is what `Ctx` says, and the run behind it; `entry` is a place to enter in the
        // same code; what the code relies on was checked; memory and calls are borrowed until it is over.
        let how = unsafe {
            (&raw mut (*shared).run).write(run);
            start(shared.cast(), entry)
        };
        // SAFETY: as above; the code has returned.
        let Shared { ctx, run } = unsafe { &mut *shared };
        *budget = Budget::new(ctx.budget);
        match how {
            left::DONE => {
                let [r0, ..] = ctx.regs;
                Left::Done(r0)
            }
            left::FAULTED => {
                self.leave(ctx, state, frames);
                Left::Faulted(run.fault.unwrap_or(Fault::Pause), ctx.at as u32)
            }
            _ => {
                self.leave(ctx, state, frames);
                if how == left::PAUSED { Left::Paused } else { Left::Interpret }
            }
        }
    }

    fn size(&self) -> usize {
        self.len
    }
}
