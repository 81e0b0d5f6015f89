//! Layout of data: an offset in its region for every object with static storage, and the initial
//! images.
use super::indirect::Targets;
use crate::sema::typed::{Datum, Global, GlobalId, Program};
use crate::types::Bits;
use wss_abi::addr::Region;
use wss_abi::object::Var;

/// Where data lies.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// Virtual addresses, 0 for what is not used.
    addresses: Vec<u64>,
    /// Images of the regions with one.
    pub(crate) rodata: Vec<u8>,
    pub(crate) state: Vec<u8>,
    pub(crate) shared: Vec<u8>,
    /// Bytes of per-call variables.
    pub(crate) call_data: u64,
    /// Variables of the state segment.
    pub(crate) vars: Vec<Var>,
    /// Sizes before images are made: rodata, state, shared.
    pub(crate) sizes: [u64; 3],
}

/// Largest image that is made at all; what is larger is refused by its size.
const MOST: u64 = 4 << 20;

impl Layout {
    /// Virtual address of an object.
    pub(crate) fn address(&self, id: GlobalId) -> u64 {
        self.addresses.get(id.0 as usize).copied().unwrap_or(0)
    }
}

/// Lays out all objects that are used.
pub(super) fn layout(p: &Program, ids: &Targets) -> Layout {
    let mut l = Layout::default();
    let (mut rodata, mut state, mut shared) = (0u64, 0u64, 0u64);
    for g in &p.globals {
        // An initialiser may fill an array without a length at the end of a structure.
        let ends = g.init.iter().map(Datum::end).max().unwrap_or(0);
        let size = p.types.size(&g.ty).unwrap_or(0).max(ends);
        let end = match g.region {
            Region::Rodata => &mut rodata,
            Region::Shared => &mut shared,
            Region::Call => &mut l.call_data,
            _ => &mut state,
        };
        let keep = (g.used || lasting(g)) && !g.only_extern;
        if !keep {
            l.addresses.push(0);
            continue;
        }
        // Literals, which have no name, stand close.
        let align =
            if g.name.is_empty() { g.align.max(1) } else { p.types.placing(&g.ty, g.align) };
        let at = end.next_multiple_of(align);
        *end = at.saturating_add(size.max(1));
        l.addresses.push(g.region.at(u32::try_from(at).unwrap_or(u32::MAX)));
        // A function's address means nothing to another wrapper: such a variable is not carried over.
        if g.region == Region::State && !g.name.is_empty() && !p.types.has_function(&g.ty) {
            l.vars.push(Var {
                name: g.name.clone(),
                ty: p.types.canonical(&g.ty),
                offset: at as u32,
                size: size as u32,
            });
        }
    }
    l.sizes = [rodata, state, shared];
    let image = |size: u64| vec![0u8; size.min(MOST) as usize];
    (l.rodata, l.state, l.shared) = (image(rodata), image(state), image(shared));
    for (g, address) in p.globals.iter().zip(l.addresses.clone()) {
        if address != 0 {
            fill(&mut l, ids, g, address as u32 as u64);
        }
    }
    l
}

/// State may be carried over by `wr_switch`, so what is declared is kept, used or not.
fn lasting(g: &Global) -> bool {
    g.region == Region::State && g.initialised
}

fn fill(l: &mut Layout, ids: &Targets, g: &Global, base: u64) {
    for d in &g.init {
        let (offset, bytes, bits) = match d {
            Datum::Int { offset, value, bits: Some(b), .. } => {
                (*offset, value.to_le_bytes().to_vec(), Some(*b))
            }
            Datum::Int { offset, size, value, bits: None } => {
                (*offset, value.to_le_bytes().into_iter().take(*size as usize).collect(), None)
            }
            Datum::Addr { offset, to, addend } => {
                let address = l.address(*to).wrapping_add(*addend as u64);
                (*offset, address.to_le_bytes().to_vec(), None)
            }
            Datum::Func { offset, to } => (*offset, ids.of(*to).to_le_bytes().to_vec(), None),
            Datum::Bytes { offset, bytes } => (*offset, bytes.clone(), None),
        };
        let image = match g.region {
            Region::Rodata => &mut l.rodata,
            Region::Shared => &mut l.shared,
            Region::State => &mut l.state,
            _ => return,
        };
        let at = (base + offset) as usize;
        let size = bits.map_or(bytes.len(), |b| usize::from(b.bytes));
        let Some(to) = image.get_mut(at..at.saturating_add(size)) else { continue };
        match bits {
            None => to.copy_from_slice(&bytes),
            Some(b) => merge(to, &bytes, b),
        }
    }
}

impl Datum {
    /// Where it ends.
    fn end(&self) -> u64 {
        match self {
            Datum::Int { offset, size, bits, .. } => {
                offset + u64::from(bits.map_or(*size, |b| b.bytes))
            }
            Datum::Addr { offset, .. } | Datum::Func { offset, .. } => offset + 8,
            Datum::Bytes { offset, bytes } => offset + bytes.len() as u64,
        }
    }
}

/// Sets a bit-field in its unit.
fn merge(unit: &mut [u8], value: &[u8], bits: Bits) {
    let word = |b: &[u8]| b.iter().rev().fold(0u128, |w, x| w << 8 | u128::from(*x));
    let mask = u128::from(u64::MAX >> (64 - u32::from(bits.width.clamp(1, 64)))) << bits.at;
    let new = word(unit) & !mask | word(value) << bits.at & mask;
    for (to, from) in unit.iter_mut().zip(new.to_le_bytes()) {
        *to = from;
    }
}
