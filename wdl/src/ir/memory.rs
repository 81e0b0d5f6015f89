//! What value numbering knows of memory: bytes whose value some register holds.
use super::{Base, Func, Inst, SlotId};
use std::collections::HashSet;
use std::rc::Rc;
use wss_abi::addr::{Region, split};

/// What an address is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Root {
    /// A value, by number.
    Value(u32),
    /// A slot of the frame.
    Slot(SlotId),
    /// Nothing: it is a constant.
    Const,
}

/// An address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) root: Root,
    pub(crate) off: i64,
}

impl Place {
    /// Of an access to a slot; to anything else, relative to no value.
    pub(crate) fn of(base: &Base, off: i32) -> Place {
        match *base {
            Base::Slot(s) => Place { root: Root::Slot(s), off: off.into() },
            Base::Reg(_) => Place { root: Root::Value(0), off: 0 },
        }
    }
}

#[derive(Clone, Copy)]
struct Entry {
    place: Place,
    size: u8,
    /// As it was loaded; of a store, nothing says what is above the bytes.
    loaded: Option<bool>,
    value: u32,
}

/// How a value holds what a load would give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// It is that.
    Whole,
    /// Its low bits are, to be extended.
    Low,
    /// Its bits from this one to the top are.
    High(u32),
}

/// Bytes whose value is known.
#[derive(Clone, Default)]
pub(crate) struct Stores {
    list: Vec<Entry>,
    /// Slots whose address is taken.
    taken: Rc<HashSet<u32>>,
}

/// Most entries.
const MOST: usize = 24;

impl Stores {
    /// Nothing known, of the memory of `f`.
    pub(crate) fn of(f: &Func) -> Stores {
        let insts = f.blocks.iter().flat_map(|b| &b.insts);
        let taken = insts.filter_map(|(i, _)| match i {
            Inst::Addr { slot, .. } => Some(slot.0),
            _ => None,
        });
        Stores { list: Vec::new(), taken: Rc::new(taken.collect()) }
    }

    /// A value that holds the bytes at a place, and how.
    pub(crate) fn find(&self, place: Place, size: u8, signed: bool) -> Option<(u32, Held)> {
        self.list.iter().rev().find_map(|e| {
            let from = u32::try_from(place.off.wrapping_sub(e.place.off)).ok()?;
            let end = from.checked_add(size.into())?;
            let held = match from {
                _ if e.place.root != place.root || end > e.size.into() => return None,
                0 if size == 8 || (size == e.size && e.loaded == Some(signed)) => Held::Whole,
                0 => Held::Low,
                _ if end == 8 => Held::High(8 * from),
                _ => return None,
            };
            Some((e.value, held))
        })
    }

    /// A load gave `value`.
    pub(crate) fn loaded(&mut self, place: Place, size: u8, signed: bool, value: u32) {
        self.add(Entry { place, size, loaded: Some(signed), value });
    }

    /// A store wrote `value`.
    pub(crate) fn stored(&mut self, place: Place, size: u8, value: u32) {
        let taken = self.taken.clone();
        self.list.retain(|e| apart(&taken, e, place, size));
        self.add(Entry { place, size, loaded: None, value });
    }

    /// A function or helper was called: it may write whatever it has the address of.
    pub(crate) fn called(&mut self) {
        let taken = self.taken.clone();
        self.list.retain(|e| constant(e.place) || own(&taken, e.place.root));
    }

    /// Control flow meets: of memory that changes nothing is known.
    pub(crate) fn forget(&mut self) {
        self.list.retain(|e| constant(e.place));
    }

    fn add(&mut self, e: Entry) {
        if self.list.len() >= MOST {
            self.list.remove(0);
        }
        self.list.push(e);
    }
}

/// A slot that only this function's own accesses reach.
fn own(taken: &HashSet<u32>, root: Root) -> bool {
    matches!(root, Root::Slot(s) if !taken.contains(&s.0))
}

/// Read-only data.
fn constant(place: Place) -> bool {
    place.root == Root::Const && split(place.off as u64).0 == Region::Rodata as u32
}

/// Whether a store leaves the bytes of `e` alone.
fn apart(taken: &HashSet<u32>, e: &Entry, place: Place, size: u8) -> bool {
    let (a, b) = (e.place, place);
    if a.root == b.root {
        let (from, to) = (a.off.wrapping_sub(b.off), b.off.wrapping_sub(a.off));
        // The ranges of both lie within 2^63, so one of the distances is not negative.
        return (from >= 0 && from >= i64::from(size)) || (to >= 0 && to >= i64::from(e.size));
    }
    let data = |p: Place| {
        p.root == Root::Const && ![0, Region::Stack as u32].contains(&split(p.off as u64).0)
    };
    match (a.root, b.root) {
        (Root::Slot(_), Root::Slot(_)) => true,
        (Root::Slot(_), Root::Const) => data(b),
        (Root::Const, Root::Slot(_)) => data(a),
        _ => constant(a) || own(taken, a.root) || own(taken, b.root),
    }
}
