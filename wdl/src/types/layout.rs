//! Layout of structures and unions: System V ABI for AMD64, bit-fields included.
use super::{Bits, Field, Incomplete, Kind, MAX_SIZE, RecordId, Ty, Types};
use crate::span::Span;
use std::sync::Arc;

/// A member to lay out.
pub(crate) struct FieldIn {
    /// Name.
    pub(crate) name: Option<Arc<str>>,
    /// Type.
    pub(crate) ty: Ty,
    /// Width of a bit-field.
    pub(crate) bits: Option<u64>,
    /// Alignment asked for, or 0.
    pub(crate) align: u64,
    /// No padding before it.
    pub(crate) packed: bool,
    /// Where it stands.
    pub(crate) span: Span,
}

/// What attributes ask of a layout.
#[derive(Clone, Copy, Default)]
pub(crate) struct Want {
    /// No padding between members.
    pub(crate) packed: bool,
    /// The most that members are aligned to, or 0 (`#pragma pack`).
    pub(crate) pack: u64,
    /// Least alignment, or 0.
    pub(crate) align: u64,
}

/// Members of a structure, those of its members counted: each is looked at where it is described.
const MOST_MEMBERS: u32 = 1 << 16;

/// Why a layout could not be made: where, and what is wrong.
pub(crate) struct LayoutError {
    /// The member.
    pub(crate) span: Span,
    /// What is wrong with it.
    pub(crate) what: &'static str,
}

impl Types {
    /// Where a variable of a type may be placed that asks for an alignment, in bytes: an array of 16
    /// bytes or more at a multiple of 16 (System V ABI for AMD64, section 3.1.2).
    pub(crate) fn placing(&self, ty: &Ty, asked: u64) -> u64 {
        let long = matches!(ty.kind, Kind::Array(..)) && self.size(ty).is_ok_and(|n| n >= 16);
        asked.max(if long { 16 } else { 1 })
    }

    /// Members that one of the type counts for: itself, and those that it has.
    fn parts(&self, ty: &Ty) -> u32 {
        let mut ty = ty;
        while let Kind::Array(elem, _) = &ty.kind {
            ty = elem;
        }
        let inside = ty.record().and_then(|id| self.record(id)).map_or(0, |r| r.parts);
        inside.saturating_add(1)
    }

    /// Whether an object of the type is const, or has a member that is.
    pub(crate) fn is_konst(&self, ty: &Ty) -> bool {
        let mut ty = ty;
        while let (false, Kind::Array(elem, _)) = (ty.konst, &ty.kind) {
            ty = elem;
        }
        ty.konst || ty.record().and_then(|id| self.record(id)).is_some_and(|r| r.konst)
    }

    /// Completes a structure or union.
    pub(crate) fn define(
        &mut self,
        id: RecordId,
        members: Vec<FieldIn>,
        want: Want,
    ) -> Result<(), LayoutError> {
        let is_union = self.record(id).is_some_and(|r| r.is_union);
        let (mut bits, mut align) = (0u64, want.align.max(1)); // bits: first free bit
        let mut total = 0u64;
        let mut fields: Vec<Field> = Vec::with_capacity(members.len());
        let (mut parts, mut konst) = (0u32, false);
        let last = members.len().saturating_sub(1);
        for (i, m) in members.into_iter().enumerate() {
            let fail = |what| LayoutError { span: m.span, what };
            let flexible = matches!(m.ty.kind, Kind::Array(_, None)) && i == last && !is_union;
            let size = match self.size(&m.ty) {
                Ok(s) => s,
                Err(Incomplete) if flexible && i > 0 => 0,
                Err(Incomplete) => return Err(fail("has an incomplete type")),
            };
            parts = parts.saturating_add(self.parts(&m.ty));
            konst |= self.is_konst(&m.ty);
            if parts > MOST_MEMBERS {
                return Err(fail("makes more members than a structure may have, all in all"));
            }
            let (natural, mut packed) = (self.align(&m.ty), want.packed || m.packed);
            let mut a = if packed { 1 } else { natural }.max(m.align);
            if want.pack > 0 {
                // As gcc has it: bit-fields lie one behind the other, whatever the pragma's number, and
                // their type aligns the structure even if they are packed.
                if m.bits.is_some() {
                    (packed, a) = (true, natural.max(m.align));
                }
                a = a.min(want.pack);
            }
            if is_union {
                bits = 0;
            }
            match m.bits {
                None => {
                    let offset = bits.div_ceil(8).next_multiple_of(a);
                    bits = (offset.saturating_add(size)).saturating_mul(8);
                    align = align.max(a);
                    let at = fields.len();
                    let (name, ty) = (m.name, m.ty);
                    fields.insert(at, Field { name, ty, offset, align: a, bits: None });
                }
                Some(0) if m.name.is_some() => {
                    return Err(fail("is a bit-field of width 0, which must not have a name"));
                }
                Some(0) => bits = bits.next_multiple_of(8 * natural),
                Some(width) => {
                    let most = if m.ty.kind == Kind::Int(super::Int::Bool) { 1 } else { 8 * size };
                    if width > most {
                        return Err(fail("is a bit-field wider than its type"));
                    }
                    // Packed: right behind the member before it, in as many bytes as that takes. Otherwise
                    // in no more steps of its alignment than its type has.
                    let step = if packed { 8 } else { 8 * natural };
                    let unit = step.min(8 * size);
                    if !packed && (bits % step + width).div_ceil(step) > 8 * size / step {
                        bits = bits.next_multiple_of(step);
                    }
                    if m.align > 0 {
                        let most = if want.pack > 0 { want.pack } else { m.align };
                        bits = bits.next_multiple_of(8 * m.align.min(most));
                    }
                    let (offset, at) = (bits / unit * (unit / 8), (bits % unit) as u8);
                    let taken = (u64::from(at) + width).div_ceil(8);
                    let bytes = if packed { taken } else { size } as u8;
                    bits += width;
                    if let Some(name) = m.name {
                        align = align.max(a);
                        let place = Bits { at, width: width as u8, bytes };
                        fields.push(Field {
                            name: Some(name),
                            ty: m.ty,
                            offset,
                            align: a,
                            bits: Some(place),
                        });
                    }
                }
            }
            total = total.max(bits);
            if total / 8 > MAX_SIZE {
                return Err(fail("makes the structure larger than any memory of a wrapper"));
            }
        }
        if let Some(r) = self.records.get_mut(id.0 as usize) {
            r.size = total.div_ceil(8).next_multiple_of(align);
            r.align = align;
            r.parts = parts;
            r.konst = konst;
            r.fields = Some(fields);
        }
        Ok(())
    }
}
