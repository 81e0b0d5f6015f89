//! The memory of a run: region slots over slices that the engine lends. A program names memory by
//! virtual address only ([`wss_abi::addr`]); each access is checked against its slot here.
use crate::fault::Fault;
use alloc::vec::Vec;
use wss_abi::addr::{REGIONS, Region, split};
use wss_abi::mem::{OutOfMemory, try_filled};
use wss_abi::object::limit;

/// Deepest nesting of `call local` on a [`Stack::new`].
pub const MAX_DEPTH: u32 = 64;

/// What is lent as one region.
#[derive(Debug)]
pub enum Slot<'a> {
    /// Nobody writes. An empty slice is an absent region.
    ReadOnly(&'a [u8]),
    /// The engine writes ([`Memory::engine_mut`]), the program only reads.
    Engine(&'a mut [u8]),
    /// The program reads and writes.
    ReadWrite(&'a mut [u8]),
}

impl Slot<'_> {
    /// No such region: every access faults.
    pub const ABSENT: Slot<'static> = Slot::ReadOnly(&[]);

    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        match self {
            Slot::ReadOnly(b) => b,
            Slot::Engine(b) | Slot::ReadWrite(b) => b,
        }
    }

    fn reborrow(&mut self) -> Slot<'_> {
        match self {
            Slot::ReadOnly(b) => Slot::ReadOnly(b),
            Slot::Engine(b) => Slot::Engine(b),
            Slot::ReadWrite(b) => Slot::ReadWrite(b),
        }
    }
}

/// What a `call local` comes back to. The program cannot reach it. Its layout is known to emitted code.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct Frame {
    /// Instruction word after the call.
    pub ret: u32,
    /// Frame size of the caller.
    pub size: u32,
    /// r6 to r10 of the caller.
    pub saved: [u64; 5],
    /// Where emitted code goes on ([`crate::native`]); its own to set and read.
    pub native: usize,
}

/// Preallocated stack of one run at a time: the bytes of [`Region::Stack`], and beside them what the
/// program does not see. The default one holds nothing: every frame overflows it.
#[derive(Debug, Default)]
pub struct Stack {
    bytes: Vec<u8>,
    beside: Beside,
}

/// What a stack holds beside its bytes.
#[derive(Debug, Default)]
pub struct Beside {
    /// Places for calls that a run is inside.
    pub frames: Vec<Frame>,
    /// Room for native code while it runs: [`ROOM`] words. What is in it afterwards means nothing.
    pub room: Vec<u64>,
}

/// Words of [`Beside::room`].
pub const ROOM: usize = 160;

impl Stack {
    /// A stack of [`limit::STACK`] bytes and [`MAX_DEPTH`] nested calls.
    pub fn new() -> Result<Stack, OutOfMemory> {
        Stack::sized(limit::STACK, MAX_DEPTH)
    }

    /// A stack of `bytes` bytes and `depth` nested calls, for whoever runs deeply recursive bare
    /// programs.
    pub fn sized(bytes: u32, depth: u32) -> Result<Stack, OutOfMemory> {
        Ok(Stack {
            bytes: try_filled(bytes as usize, 0)?,
            beside: Beside {
                frames: try_filled(depth as usize, Frame::default())?,
                room: try_filled(ROOM, 0)?,
            },
        })
    }

    /// Instruction words of the calls that a run was inside when it faulted, `depth` of them
    /// ([`crate::FaultAt::depth`]), innermost first. Nothing may have run on the stack since.
    pub fn calls(&self, depth: u32) -> impl Iterator<Item = u32> {
        let inside = self.beside.frames.iter().take(depth as usize);
        inside.rev().map(|frame| frame.ret.saturating_sub(1))
    }
}

/// The regions of a run.
#[derive(Debug)]
pub struct Memory<'a> {
    slots: [Slot<'a>; REGIONS],
    /// Of the stack; while a run goes on, it is taken out.
    pub(crate) beside: Option<&'a mut Beside>,
    /// How often something was lent.
    changes: u32,
}

/// Where a region lies on the host, for native code.
#[derive(Clone, Copy, Debug)]
pub struct Lent {
    /// Its first byte.
    pub base: *const u8,
    /// Bytes.
    pub len: usize,
    /// The program may write there.
    pub writable: bool,
}

impl<'a> Memory<'a> {
    /// Memory with a stack and no other region.
    #[inline]
    pub fn new(stack: &'a mut Stack) -> Memory<'a> {
        Memory::cut(stack, u32::MAX)
    }

    /// The same with no more of the stack than its first `extent` bytes. A run of a function whose
    /// extent ([`Program::extent`](crate::Program::extent)) that is need not cut them out itself.
    #[inline]
    pub fn cut(stack: &'a mut Stack, extent: u32) -> Memory<'a> {
        let mut slots = [const { Slot::ABSENT }; REGIONS];
        let at = stack.bytes.len().min(extent as usize);
        if let Some(slot) = slots.get_mut(Region::Stack as usize)
            && let Some(bytes) = stack.bytes.get_mut(..at)
        {
            *slot = Slot::ReadWrite(bytes);
        }
        Memory { slots, beside: Some(&mut stack.beside), changes: 0 }
    }

    /// The same with `slot` as `region`.
    #[inline]
    #[must_use]
    pub fn with(mut self, region: Region, slot: Slot<'a>) -> Memory<'a> {
        self.lend(region, slot);
        self
    }

    /// Lends `slot` as `region`, in place of what was lent before.
    #[inline]
    pub fn lend(&mut self, region: Region, slot: Slot<'a>) {
        self.changes = self.changes.wrapping_add(1);
        if let Some(old) = self.slots.get_mut(region as usize) {
            *old = slot;
        }
    }

    /// Bytes of stack that the program may use; 0 if there is no stack.
    #[inline]
    pub fn stack(&self) -> usize {
        match self.slots.get(Region::Stack as usize) {
            Some(Slot::ReadWrite(bytes)) => bytes.len(),
            _ => 0,
        }
    }

    /// Makes the stack zeros; how many there are.
    #[inline]
    pub(crate) fn clear_stack(&mut self) -> u32 {
        match self.slots.get_mut(Region::Stack as usize) {
            Some(Slot::ReadWrite(bytes)) => {
                if !bytes.is_empty() {
                    bytes.fill(0);
                }
                bytes.len() as u32
            }
            _ => 0,
        }
    }

    /// The memory as a run sees it that may use the first `extent` bytes of the stack.
    pub(crate) fn enter(&mut self, extent: u32) -> Memory<'_> {
        let mut slots = self.slots.each_mut().map(Slot::reborrow);
        if let Some(slot @ Slot::ReadWrite(_)) = slots.get_mut(Region::Stack as usize)
            && let Slot::ReadWrite(bytes) = core::mem::replace(slot, Slot::ABSENT)
        {
            let at = bytes.len().min(extent as usize);
            *slot = Slot::ReadWrite(bytes.split_at_mut(at).0);
        }
        Memory { slots, beside: self.beside.as_deref_mut(), changes: 0 }
    }

    /// How often something was lent: where that is as it was, every region is.
    #[inline]
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// Where region `number` lies; `None` where there is no such region.
    #[inline]
    pub fn lent(&mut self, number: u32) -> Option<Lent> {
        let (base, len, writable) = match self.slots.get_mut(number as usize)? {
            Slot::ReadOnly(b) => (b.as_ptr(), b.len(), false),
            Slot::Engine(b) => (b.as_mut_ptr().cast_const(), b.len(), false),
            Slot::ReadWrite(b) => (b.as_mut_ptr().cast_const(), b.len(), true),
        };
        Some(Lent { base, len, writable })
    }

    #[inline(always)]
    pub(crate) fn load<const N: usize>(&self, addr: u64) -> Option<[u8; N]> {
        let (region, offset) = split(addr);
        let bytes = self.slots.get(region as usize)?.bytes();
        bytes.get(offset as usize..)?.first_chunk().copied()
    }

    #[inline(always)]
    pub(crate) fn place<const N: usize>(&mut self, addr: u64) -> Option<&mut [u8; N]> {
        let (region, offset) = split(addr);
        match self.slots.get_mut(region as usize)? {
            Slot::ReadWrite(b) => b.get_mut(offset as usize..)?.first_chunk_mut(),
            _ => None,
        }
    }

    /// `len` bytes at `addr`; no bytes at any address when `len` is 0.
    pub fn slice(&self, addr: u64, len: u64) -> Result<&[u8], Fault> {
        if len == 0 {
            return Ok(&[]);
        }
        let (region, from, to) = bounds(addr, len);
        let slot = self.slots.get(region);
        slot.and_then(|s| s.bytes().get(from..to)).ok_or(bad(addr, len, false))
    }

    /// `len` bytes at `addr` where the program may write; none at any address when `len` is 0.
    pub fn slice_mut(&mut self, addr: u64, len: u64) -> Result<&mut [u8], Fault> {
        if len == 0 {
            return Ok(&mut []);
        }
        let (region, from, to) = bounds(addr, len);
        let bytes = match self.slots.get_mut(region) {
            Some(Slot::ReadWrite(b)) => b.get_mut(from..to),
            _ => None,
        };
        bytes.ok_or(bad(addr, len, true))
    }

    /// The string at `addr`, without its NUL, which must stand in the first `max` bytes.
    pub fn cstr(&self, addr: u64, max: u32) -> Result<&[u8], Fault> {
        let (region, from, _) = bounds(addr, 1);
        let rest = self.slots.get(region).and_then(|s| s.bytes().get(from..));
        let rest = rest.filter(|r| !r.is_empty()).ok_or(bad(addr, 1, false))?;
        let (seen, more) = rest.split_at_checked(max as usize).unwrap_or((rest, &[]));
        match seen.iter().position(|b| *b == 0) {
            Some(n) => Ok(seen.get(..n).unwrap_or(&[])),
            None if more.is_empty() && seen.len() < max as usize => {
                Err(bad(addr.wrapping_add(seen.len() as u64), 1, false))
            }
            None => Err(Fault::Unterminated { addr }),
        }
    }

    /// Copies `len` bytes; the areas may overlap.
    pub fn copy(&mut self, to: u64, from: u64, len: u64) -> Result<(), Fault> {
        if len == 0 {
            return Ok(());
        }
        self.slice(from, len)?;
        self.slice_mut(to, len)?;
        let (to_region, to_start, to_end) = bounds(to, len);
        let (from_region, from_start, from_end) = bounds(from, len);
        if to_region == from_region {
            if let Some(Slot::ReadWrite(bytes)) = self.slots.get_mut(to_region) {
                bytes.copy_within(from_start..from_end, to_start);
            }
        } else if let Ok([Slot::ReadWrite(target), source]) =
            self.slots.get_disjoint_mut([to_region, from_region])
            && let Some(target) = target.get_mut(to_start..to_end)
            && let Some(source) = source.bytes().get(from_start..from_end)
        {
            target.copy_from_slice(source);
        }
        Ok(())
    }

    /// A whole region for the engine to write: one lent as [`Slot::Engine`] or
    /// [`Slot::ReadWrite`].
    pub fn engine_mut(&mut self, region: Region) -> Option<&mut [u8]> {
        match self.slots.get_mut(region as usize)? {
            Slot::ReadOnly(_) => None,
            Slot::Engine(b) | Slot::ReadWrite(b) => Some(b),
        }
    }

    /// A whole region, empty if absent.
    pub fn region(&self, region: Region) -> &[u8] {
        self.slots.get(region as usize).map_or(&[], Slot::bytes)
    }
}

fn bad(addr: u64, len: u64, write: bool) -> Fault {
    Fault::BadAccess { addr, len, write }
}

/// Region, first and last offset of an area. A length that does not fit saturates: no slice has it.
fn bounds(addr: u64, len: u64) -> (usize, usize, usize) {
    let (region, from) = split(addr);
    let len = usize::try_from(len).unwrap_or(usize::MAX);
    (region as usize, from as usize, (from as usize).saturating_add(len))
}
