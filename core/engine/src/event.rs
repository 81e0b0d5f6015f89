//! An event in flight: a call from entry to `leave`, a raised event, or a life-cycle event. It
//! holds what the event's pointers referred to (captured once, shared by all layers), the
//! arguments as the layers see them, and each layer's per-call variables.
//!
//! Rewrites and the onion: a layer's assignment to a parameter is seen by the layers further in.
//! On the way out each layer sees the arguments as they stood when its own `pre` had ended; what
//! layers further in assigned is undone as the walk passes them outwards ([`Event::leave_layer`]).
//!
//! Events are reused: their buffers keep their memory from one call to the next, so that a call
//! of which nothing is audited allocates nothing.
use crate::buffer::Buffer;
use crate::capture::Capture;
use crate::host::{Call, Creds};
use alloc::vec::Vec;
use wss_abi::addr::split;
use wss_abi::clause::{Life, Shape};
use wss_abi::ctx::{MAX_CAPTURE, MAX_PARAMS};
use wss_abi::mem::{OutOfMemory, TryVec};

/// What kind of event it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum What {
    /// A system call, before it runs.
    #[default]
    Pre,
    /// A system call, after it ran (or was refused further in).
    Post,
    /// Event number `.1` of wrapper `.0`; `u16::MAX` is `warning`, raised by `violation()`.
    Raised(u32, u16),
    /// A life-cycle event.
    Life(Life),
}

/// Event number of `warning`, which every wrapper raises by `violation()`.
pub(crate) const WARNING: u16 = u16::MAX;

/// A layer that a call passed on its way in.
#[derive(Debug, Default)]
pub(crate) struct Passed {
    /// Position in the set, and the binding that was there.
    pub(crate) layer: u16,
    pub(crate) binding: u64,
    /// Per-call variables.
    pub(crate) data: Vec<u8>,
    /// The first of its `post` clauses that may apply.
    pub(crate) post: Option<u16>,
}

/// A change that a layer made to the arguments, to be undone on the way out.
#[derive(Clone, Copy, Debug)]
enum Undo {
    Scalar { layer: u16, arg: u8, old: u64 },
    Assigned { layer: u16, capture: u16 },
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Event {
    pub(crate) what: What,
    pub(crate) nr: u32,
    /// As the caller set them.
    pub(crate) original: [u64; 6],
    /// As the current layer sees them.
    pub(crate) args: [u64; 6],
    /// What the caller will see: a result, or -errno.
    pub(crate) ret: i64,
    /// The call itself ran.
    pub(crate) ran: bool,
    /// Parameters of an event that is not a call: values, and lengths of those that are strings.
    pub(crate) params: Vec<(u64, u32)>,
    pub(crate) captures: Vec<Capture>,
    /// Content of [`wss_abi::addr::Region::Capture`].
    pub(crate) bytes: Buffer,
    /// Asked of the host once per event, when first needed.
    pub(crate) creds: Option<Creds>,
    /// Layers passed, outermost first: `passed_len` of them, the rest is kept for its memory.
    passed: Vec<Passed>,
    passed_len: usize,
    undo: Vec<Undo>,
    /// The set that judges it, with a reference held while in flight.
    pub(crate) set: u32,
}

impl Event {
    /// Makes it a new event.
    #[inline]
    pub(crate) fn reset(&mut self, what: What, call: Call, set: u32) {
        self.what = what;
        self.nr = call.nr;
        self.original = call.args;
        self.args = call.args;
        self.ret = 0;
        self.ran = false;
        self.params.clear();
        self.captures.clear();
        self.bytes.truncate(0);
        self.creds = None;
        self.passed_len = 0;
        self.undo.clear();
        self.set = set;
    }

    /// Whether it is a system call.
    pub(crate) fn is_call(&self) -> bool {
        matches!(self.what, What::Pre | What::Post)
    }

    /// Adds a parameter to an event that is not a call; there is room for [`MAX_PARAMS`].
    pub(crate) fn add_param(&mut self, value: u64, len: u32) -> Result<(), OutOfMemory> {
        if self.params.len() < MAX_PARAMS { self.params.try_push((value, len)) } else { Ok(()) }
    }

    /// Adds a layer with `data` zeroed bytes of per-call variables; `post`: [`Passed::post`].
    #[inline(always)]
    pub(crate) fn pass(
        &mut self,
        layer: u16,
        binding: u64,
        data: usize,
        post: Option<u16>,
    ) -> Result<(), OutOfMemory> {
        if self.passed_len == self.passed.len() {
            self.passed.try_push(Passed::default())?;
        }
        let Some(p) = self.passed.get_mut(self.passed_len) else { return Err(OutOfMemory) };
        (p.layer, p.binding, p.post) = (layer, binding, post);
        if p.data.len() == data {
            p.data.fill(0);
        } else {
            p.data.clear();
            p.data.try_grow(data, 0)?;
        }
        self.passed_len += 1;
        Ok(())
    }

    /// The `n`th layer passed, outermost first.
    pub(crate) fn passed(&self, n: usize) -> Option<&Passed> {
        self.passed.get(..self.passed_len)?.get(n)
    }

    /// The same, to change.
    pub(crate) fn passed_mut(&mut self, n: usize) -> Option<&mut Passed> {
        self.passed.get_mut(..self.passed_len)?.get_mut(n)
    }

    /// How many layers were passed.
    pub(crate) fn depth(&self) -> usize {
        self.passed_len
    }

    /// Whether some layer passed wants to see the result.
    pub(crate) fn wants_post(&self) -> bool {
        self.passed.get(..self.passed_len).is_some_and(|p| p.iter().any(|p| p.post.is_some()))
    }

    /// Whether the call runs as it came in and leaves nothing behind.
    pub(crate) fn is_plain(&self) -> bool {
        self.passed_len == 0 && !self.is_changed()
    }

    /// Whether something in it may have to be replaced.
    pub(crate) fn is_changed(&self) -> bool {
        !self.captures.is_empty() || !self.undo.is_empty()
    }

    /// Argument register `arg` as the current layer sees it.
    pub(crate) fn arg(&self, arg: u8) -> u64 {
        self.args.get(usize::from(arg)).copied().unwrap_or(0)
    }

    /// A layer assigns a scalar.
    pub(crate) fn assign(&mut self, layer: u16, arg: u8, value: u64) -> Result<(), OutOfMemory> {
        let old = self.arg(arg);
        self.undo.try_push(Undo::Scalar { layer, arg, old })?;
        if let Some(a) = self.args.get_mut(usize::from(arg)) {
            *a = value;
        }
        Ok(())
    }

    /// A layer assigns what a pointer refers to; `capture` holds it.
    pub(crate) fn assign_bytes(&mut self, layer: u16, capture: Capture) -> Result<(), OutOfMemory> {
        self.undo.try_reserve(1).map_err(|_| OutOfMemory)?;
        self.captures.try_push(capture)?;
        let at = self.captures.len() as u16 - 1;
        self.undo.try_push(Undo::Assigned { layer, capture: at })
    }

    /// Undoes what layers from `layer` inwards assigned.
    pub(crate) fn leave_layer(&mut self, layer: u16) {
        while let Some(last) = self.undo.last().copied() {
            match last {
                Undo::Scalar { layer: l, arg, old } if l >= layer => {
                    if let Some(a) = self.args.get_mut(usize::from(arg)) {
                        *a = old;
                    }
                }
                Undo::Assigned { layer: l, capture } if l >= layer => {
                    if let Some(c) = self.captures.get_mut(usize::from(capture)) {
                        c.dead = true;
                    }
                }
                _ => return,
            }
            self.undo.pop();
        }
    }

    /// The capture that stands for `arg` in this shape, if there is one.
    pub(crate) fn find(&self, arg: u8, shape: Shape, out: bool, want: u32) -> Option<Capture> {
        let addr = self.arg(arg);
        self.captures.iter().rev().copied().find(|c| {
            c.arg == arg
                && !c.dead
                && c.out == out
                && (c.assigned || (c.shape == shape && c.addr == addr && c.want == want))
        })
    }

    /// A clause decides on a capture that the host can hold: what was judged must be what runs.
    pub(crate) fn hold(&mut self, c: &Capture) {
        let same = |x: &&mut Capture| x.offset == c.offset && x.arg == c.arg && x.out == c.out;
        if let Some(x) = self.captures.iter_mut().find(same) {
            x.held = true;
        }
    }

    /// What was captured; of a vector of strings, the array of addresses.
    pub(crate) fn piece(&self, c: &Capture) -> &[u8] {
        let from = c.offset as usize;
        self.bytes.get(from..from + c.len as usize).unwrap_or(&[])
    }

    /// A captured string, with its NUL.
    pub(crate) fn text(&self, c: &Capture) -> &[u8] {
        let from = c.offset as usize;
        self.bytes.get(from..from + c.len as usize + 1).unwrap_or(&[0])
    }

    /// The strings of a captured vector, with their NULs.
    pub(crate) fn strings(&self, c: &Capture) -> impl Iterator<Item = &[u8]> {
        let (words, _) = self.piece(c).as_chunks::<8>();
        words.iter().map(|w| {
            let at = split(u64::from_le_bytes(*w)).1 as usize;
            let rest = self.bytes.get(at..).unwrap_or(&[0]);
            rest.split_inclusive(|b| *b == 0).next().unwrap_or(&[0])
        })
    }

    /// Bytes that may still be captured.
    pub(crate) fn room(&self) -> usize {
        (MAX_CAPTURE as usize).saturating_sub(self.bytes.len())
    }

    /// Adds `len` zero bytes, aligned to 8, to the capture buffer; returns their offset.
    pub(crate) fn reserve(&mut self, len: usize) -> Result<usize, OutOfMemory> {
        let start = self.bytes.len().next_multiple_of(8);
        self.bytes.try_grow(start + len)?;
        Ok(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Got, blank};

    fn event(args: [u64; 6]) -> Event {
        let mut e = Event::default();
        e.reset(What::Pre, Call { nr: 1, args }, 0);
        e
    }

    #[test]
    fn each_layer_gets_its_own_view_back() {
        let mut e = event([1, 2, 3, 4, 5, 6]);
        let path = Capture { arg: 1, shape: Shape::Path, addr: 2, ..blank(Got::Data) };
        e.captures.push(path);
        let assigned = Capture { offset: 8, assigned: true, ..path };
        assert!(e.assign(0, 0, 10).is_ok());
        assert!(e.assign_bytes(0, assigned).is_ok());
        assert!(e.assign(2, 0, 20).is_ok());
        assert!(e.assign(2, 5, 60).is_ok());
        assert_eq!(e.args, [20, 2, 3, 4, 5, 60]);
        assert_eq!(e.find(1, Shape::Path, false, 0).map(|c| c.offset), Some(8));
        // Out through layer 2, which sees what it assigned, then 1, then 0.
        e.leave_layer(3);
        assert_eq!(e.args, [20, 2, 3, 4, 5, 60]);
        e.leave_layer(2);
        assert_eq!(e.args, [10, 2, 3, 4, 5, 6]);
        e.leave_layer(1);
        assert_eq!(e.find(1, Shape::Path, false, 0).map(|c| c.offset), Some(8));
        e.leave_layer(0);
        assert_eq!(e.args, e.original);
        assert_eq!(e.find(1, Shape::Path, false, 0).map(|c| c.offset), Some(0));
    }

    #[test]
    fn per_call_variables_begin_as_zero_each_time() {
        let mut e = event([0; 6]);
        assert!(e.pass(3, 7, 8, None).is_ok());
        if let Some(p) = e.passed_mut(0) {
            p.data.fill(9);
            p.post = Some(0);
        }
        assert!(e.wants_post());
        e.reset(What::Pre, Call { nr: 1, args: [0; 6] }, 0);
        assert_eq!((e.depth(), e.wants_post(), e.passed(0).is_none()), (0, false, true));
        assert!(e.pass(1, 8, 16, None).is_ok());
        assert_eq!(e.passed(0).map(|p| p.data.as_slice()), Some(&[0; 16][..]));
    }
}
