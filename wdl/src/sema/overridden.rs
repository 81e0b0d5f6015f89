//! What of an initialiser does not count because something behind it sets the same (C17 6.7.9): a
//! braced list or a string sets all of what it is for, the members that it does not name to 0; of
//! a structure that was set as a whole, nothing is left where a designator goes into it, and of a
//! union nothing where it goes to another member (as gcc and clang do).
use super::Sema;
use super::init::Spot;
use super::typed::{InitPart, InitValue};
use std::collections::BTreeMap;

/// What a designator names is set anew from here on.
#[derive(Debug)]
pub(super) struct Anew {
    /// Parts that were there before.
    pub(super) before: usize,
    /// First byte.
    pub(super) offset: u64,
    /// Bytes.
    pub(super) size: u64,
}

impl Sema<'_> {
    /// A member of an aggregate is initialised, behind so many parts: what another member of a union
    /// was set to is gone.
    pub(super) fn goes_to(&mut self, spot: &Spot, member: u64, before: usize) {
        let Some(id) = spot.ty.record().filter(|_| self.is_union(&spot.ty)) else { return };
        let other = self.chosen.insert((spot.offset, id), member).is_some_and(|m| m != member);
        if other {
            let size = self.types.size(&spot.ty).unwrap_or(0);
            self.anew.push(Anew { before, offset: spot.offset, size });
        }
    }

    /// Leaves what counts.
    pub(super) fn overridden(&self, parts: &mut Vec<InitPart>, anew: &[Anew]) {
        let places: Vec<(u64, u64)> = parts.iter().map(|p| self.bits_of(p)).collect();
        let ascending = places.iter().zip(places.iter().skip(1)).all(|(a, b)| a.1 <= b.0);
        if ascending && anew.is_empty() {
            return;
        }
        let mut live: BTreeMap<u64, (u64, usize)> = BTreeMap::new();
        let mut dead = vec![false; parts.len()];
        let mut anew = anew.iter().peekable();
        for (number, (from, to)) in places.iter().enumerate() {
            while let Some(a) = anew.next_if(|a| a.before <= number) {
                kill(&mut live, &mut dead, a.offset * 8, (a.offset + a.size) * 8);
            }
            kill(&mut live, &mut dead, *from, *to);
            let around = live.range(..from).next_back().map(|(at, (end, n))| (*at, *end, *n));
            if let Some((at, end, around)) = around
                && end > *from
                && matches!(parts.get(around).map(|p| &p.value), Some(InitValue::Expr(_)))
            {
                live.remove(&at);
                dead.get_mut(around).into_iter().for_each(|d| *d = true);
            }
            live.insert(*from, (*to, number));
        }
        for a in anew {
            kill(&mut live, &mut dead, a.offset * 8, (a.offset + a.size) * 8);
        }
        let mut dead = dead.into_iter();
        parts.retain(|_| dead.next() != Some(true));
    }

    /// First bit that a part sets, and the one behind the last.
    fn bits_of(&self, part: &InitPart) -> (u64, u64) {
        let from = part.offset.saturating_mul(8);
        let (at, bits) = match (&part.bits, &part.value) {
            (Some(bits), _) => (u64::from(bits.at), u64::from(bits.width)),
            (None, InitValue::Bytes(bytes)) => (0, bytes.len() as u64 * 8),
            (None, InitValue::Expr(e)) => {
                (0, self.types.size(&e.ty).unwrap_or(0).saturating_mul(8))
            }
        };
        (from.saturating_add(at), from.saturating_add(at).saturating_add(bits))
    }
}

/// What begins in a range does not count.
fn kill(live: &mut BTreeMap<u64, (u64, usize)>, dead: &mut [bool], from: u64, to: u64) {
    while let Some((at, (_, number))) = live.range(from..to.max(from)).next() {
        let at = *at;
        dead.get_mut(*number).into_iter().for_each(|d| *d = true);
        live.remove(&at);
    }
}
