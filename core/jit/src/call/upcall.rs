//! What emitted code calls: a window is moved, a helper is called.
use super::length;
use crate::layout::{Ctx, Window, left};
use core::ffi::c_void;
use wss_abi::addr::split;
use wss_vm::native::ROOM;
use wss_vm::{Budget, Fault, Helpers, Memory};

/// A run's part that emitted code does not look at. It follows the context.
pub(super) struct Run<'a, 'm> {
    pub(super) mem: &'a mut Memory<'m>,
    pub(super) helpers: &'a mut dyn Helpers,
    /// [`Memory::changes`] when the run began.
    pub(super) changes: u32,
    pub(super) fault: Option<Fault>,
}

/// A context and its run.
#[repr(C)]
pub(super) struct Shared<'a, 'm> {
    pub(super) ctx: Ctx,
    pub(super) run: Run<'a, 'm>,
}

const _: () = assert!(size_of::<Shared<'_, '_>>() <= ROOM * 8);
const _: () = assert!(align_of::<Shared<'_, '_>>() == align_of::<u64>());

/// Moves a window of emitted code to the region of `addr`; 0 if the access is one that it holds.
///
/// # Safety
/// `shared` is what the code was started with; nobody else uses it now.
pub(super) unsafe extern "sysv64" fn refill(shared: *mut c_void, addr: u64, what: u32) -> u32 {
    // SAFETY: the start's argument, which nobody uses while emitted code runs but what it calls.
    let Shared { ctx, run } = unsafe { &mut *shared.cast::<Shared<'_, '_>>() };
    let (region, offset) = split(addr);
    let (n, size, write) = (what as u8, u64::from((what >> 8) as u16), what >> 24 != 0);
    let Some(lent) = run.mem.lent(region) else { return 1 };
    let Some(limit) = (length(&lent) + 1).checked_sub(size) else { return 1 };
    if u64::from(offset) >= limit || write && !lent.writable {
        return 1;
    }
    let Some(window) = ctx.window_mut(n) else { return 1 };
    let base = lent.base.expose_provenance() as u64;
    *window = Window { start: u64::from(region) << 32, limit, base };
    0
}

/// Calls a helper for emitted code with r1 to r4 and, from the context, r5; 0, or why the code is to be
/// left.
///
/// # Safety
/// As of [`refill`].
pub(super) unsafe extern "sysv64" fn helper(
    shared: *mut c_void,
    what: u32,
    r1: u64,
    r2: u64,
    r3: u64,
    r4: u64,
) -> u32 {
    // SAFETY: as in `refill`.
    let Shared { ctx, run } = unsafe { &mut *shared.cast::<Shared<'_, '_>>() };
    let (id, at) = ((what >> 20) as u16, what & ((1 << 20) - 1));
    let [_, _, _, _, _, r5, ..] = ctx.regs;
    let mut budget = Budget::new(ctx.budget);
    let result = run.helpers.call(id, [r1, r2, r3, r4, r5], run.mem, &mut budget);
    ctx.budget = budget.left();
    ctx.at = u64::from(at) + 1;
    match result {
        Ok(r0) => {
            let [place, ..] = &mut ctx.regs;
            *place = r0;
            if run.mem.changes() == run.changes { 0 } else { left::INTERPRET }
        }
        Err(Fault::Pause) => left::PAUSED,
        Err(fault) => {
            ctx.at = u64::from(at);
            run.fault = Some(fault);
            left::FAULTED
        }
    }
}
