//! The event context: the structure at r1 when a clause starts, in [`Region::Ctx`], read-only to
//! the program. Little-endian, fixed offsets. Assignments to `$name`, `$ret`, `$errno` go through
//! helpers, which update it.
use crate::addr::Region;

/// Number of parameter slots of an event.
pub const MAX_PARAMS: usize = 16;

/// `u32` 0 = pre, 1 = post, 2 = raised event, 3 = life-cycle event.
pub const PHASE: u32 = 0;
/// `u32` native number of the call, or `u32::MAX`.
pub const NR: u32 = 4;
/// `i64` result of the call; in `post` what the caller will see, -1 on failure.
pub const RET: u32 = 8;
/// `i32` errno of the call, 0 when it succeeded.
pub const ERRNO: u32 = 16;
/// `u32` process id.
pub const PID: u32 = 24;
/// `u32` thread id.
pub const TID: u32 = 28;
/// `u32` parent's process id.
pub const PPID: u32 = 32;
/// `u32` real user id (`_uid`).
pub const UID: u32 = 36;
/// `u32` effective user id.
pub const EUID: u32 = 40;
/// `u32` real group id.
pub const GID: u32 = 44;
/// `u32` effective group id.
pub const EGID: u32 = 48;
/// `u32` jail id, 0 where there are none.
pub const JAIL: u32 = 52;
/// `u64[MAX_PARAMS]` parameter slots: a scalar's value (extended from its C width), or the address
/// in [`Region::Capture`] of what a pointer referred to (0: null or unreadable).
pub const PARAMS: u32 = 64;
/// `u32[MAX_PARAMS]` bytes captured per slot (strings: without the terminating NUL).
pub const LENS: u32 = PARAMS + 8 * MAX_PARAMS as u32;
/// Size of the context in bytes.
pub const SIZE: u32 = LENS + 4 * MAX_PARAMS as u32;

/// Most bytes that the captures of one event may take, all slots together.
pub const MAX_CAPTURE: u32 = 64 * 1024;
/// Longest path or string captured, terminating NUL included (Linux and FreeBSD `PATH_MAX`).
pub const MAX_STRING: u32 = 4096;

/// Address of parameter slot `slot`.
pub const fn param(slot: u8) -> u64 {
    Region::Ctx.at(PARAMS + 8 * slot as u32)
}
