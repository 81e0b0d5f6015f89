//! The context structure that a clause sees at r1 ([`wss_abi::ctx`]).
use crate::event::{Event, What};
use crate::host::Creds;
use wss_abi::ctx;

/// A context under construction.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) bytes: [u8; ctx::SIZE as usize],
    /// Slots that may hold something.
    slots: usize,
}

impl Default for Context {
    fn default() -> Context {
        Context { bytes: [0; ctx::SIZE as usize], slots: 0 }
    }
}

impl Context {
    /// Fills event, result and identity in, as far as the event knows it. Of the slots `slots` will be used; all are zero.
    #[inline]
    pub(crate) fn fill(&mut self, event: &Event, pid: u32, tid: u32, slots: usize) {
        for n in 0..self.slots {
            self.slot(n, 0, 0);
        }
        self.slots = slots;
        let phase = match event.what {
            What::Pre => 0,
            What::Post => 1,
            What::Raised(..) => 2,
            What::Life(_) => 3,
        };
        let nr = if event.is_call() { event.nr } else { u32::MAX };
        self.word(ctx::PHASE, phase);
        self.word(ctx::NR, nr);
        result(&mut self.bytes, event.ret);
        let unknown = Creds::default();
        let creds = event.creds.as_ref().unwrap_or(&unknown);
        let fields = [
            (ctx::PID, pid),
            (ctx::TID, tid),
            (ctx::PPID, creds.ppid),
            (ctx::UID, creds.uid),
            (ctx::EUID, creds.euid),
            (ctx::GID, creds.gid),
            (ctx::EGID, creds.egid),
            (ctx::JAIL, creds.jail),
        ];
        for (at, v) in fields {
            self.word(at, v);
        }
    }

    fn word(&mut self, at: u32, v: u32) {
        put(&mut self.bytes, at, &v.to_le_bytes());
    }

    /// Fills slot `slot`, which is zero, with what is no address.
    #[inline]
    pub(crate) fn scalar(&mut self, slot: usize, value: u64) {
        put(&mut self.bytes, ctx::PARAMS + 8 * slot as u32, &value.to_le_bytes());
    }

    /// Fills slot `slot`.
    pub(crate) fn slot(&mut self, slot: usize, value: u64, len: u32) {
        set_slot(&mut self.bytes, slot, value, len);
    }
}

fn put(bytes: &mut [u8], at: u32, v: &[u8]) {
    let at = at as usize;
    if let Some(to) = bytes.get_mut(at..at + v.len()) {
        to.copy_from_slice(v);
    }
}

/// Fills slot `slot` of a context.
pub(crate) fn set_slot(bytes: &mut [u8], slot: usize, value: u64, len: u32) {
    put(bytes, ctx::PARAMS + 8 * slot as u32, &value.to_le_bytes());
    put(bytes, ctx::LENS + 4 * slot as u32, &len.to_le_bytes());
}

/// Whether a raw result is a failure: -errno.
pub(crate) fn failed(ret: i64) -> bool {
    (-4095..=-1).contains(&ret)
}

/// Fills result and errno of a context from a raw result.
pub(crate) fn result(bytes: &mut [u8], ret: i64) {
    let (ret, errno) = if failed(ret) { (-1, -ret as i32) } else { (ret, 0) };
    put(bytes, ctx::RET, &ret.to_le_bytes());
    put(bytes, ctx::ERRNO, &errno.to_le_bytes());
}
