//! The images of objects with static storage: what their initialisers give before anything runs
//! (C17 6.7.9). Beyond constant expressions (6.6) they may read what cannot change, as gcc and clang
//! let them: objects that are `const` and were initialised, literals, and elements and members of both.
use super::konst::{self, Konst};
use super::typed::{
    Datum, Expr, ExprKind, GlobalId, InitPart, InitValue, LocalId, Place, PlaceKind,
};
use super::{Sema, codes};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Bits, Kind, Ty, convert};
use std::borrow::Cow;

/// As many data as the memory of variables has bytes.
const MOST_DATA: usize = 1 << 20;

/// Why there is no image.
pub(super) enum Unknown {
    /// This is not constant.
    Value(Span),
    /// There is more than any memory holds.
    Size(Span),
}

/// A part of an object whose image is known.
struct Part<'s> {
    /// The object's image, ascending.
    image: Cow<'s, [Datum]>,
    /// First byte.
    offset: u64,
    bits: Option<Bits>,
    /// A member of a union is on the way to it: the image may be that of another.
    shared: bool,
}

impl Sema<'_> {
    /// The image of an object with static storage.
    pub(super) fn data(&mut self, parts: Vec<InitPart>) -> Vec<Datum> {
        let (image, unknown) = self.image(&parts);
        self.copied += image.len().saturating_sub(parts.len());
        for why in unknown {
            let (code, span, text) = match why {
                Unknown::Value(span) => (codes::NOT_CONSTANT, span, "initialiser is not constant"),
                Unknown::Size(span) => (
                    codes::BAD_DECLARATION,
                    span,
                    "initialiser is larger than any memory of a wrapper",
                ),
            };
            let d = Diagnostic::new(code, span, text);
            self.diags.push(
                d.note("variables with static storage are initialised when the wrapper is loaded"),
            );
        }
        for datum in &image {
            if let Datum::Addr { to, .. } = datum {
                self.use_global(*to);
            }
        }
        image
    }

    /// What is known, ascending, of the parts of an object.
    fn image(&self, parts: &[InitPart]) -> (Vec<Datum>, Vec<Unknown>) {
        let (mut out, mut unknown) = (Vec::new(), Vec::new());
        for p in parts {
            let e = match &p.value {
                InitValue::Bytes(bytes) => {
                    out.push(Datum::Bytes { offset: p.offset, bytes: bytes.clone() });
                    continue;
                }
                InitValue::Expr(e) if e.ty.is_error() => continue,
                InitValue::Expr(e) => e,
            };
            let size = self.types.size(&e.ty).unwrap_or(8).min(8) as u8;
            match konst::value_with(e, &|e| self.known(e)) {
                Some(Konst::Int(value)) => {
                    out.push(Datum::Int { offset: p.offset, size, value, bits: p.bits });
                }
                Some(Konst::Addr(to, addend)) => {
                    out.push(Datum::Addr { offset: p.offset, to, addend });
                }
                Some(Konst::Func(to)) => out.push(Datum::Func { offset: p.offset, to }),
                None => match self.known_record(e) {
                    Some(inner) if inner.len() + out.len() > MOST_DATA => {
                        unknown.push(Unknown::Size(e.span));
                        break;
                    }
                    Some(inner) => out.extend(inner.into_iter().map(|d| d.moved(p.offset))),
                    None => unknown.push(Unknown::Value(e.span)),
                },
            }
        }
        out.sort_by_key(Datum::offset);
        (out, unknown)
    }

    /// Keeps what a `const` variable of a function is initialised with, if that is constant.
    pub(super) fn keep_local(&mut self, id: LocalId, ty: &Ty, parts: &[InitPart]) {
        if ty.konst && !ty.volatile {
            let (image, unknown) = self.image(parts);
            // What is not kept took time too.
            self.copied += image.len();
            if unknown.is_empty() && self.copied <= MOST_DATA {
                self.current.known.insert(id, image);
            }
        }
    }

    /// The value of an integer that is no constant expression, but cannot change.
    pub(super) fn steady(&self, e: &Expr) -> Option<i64> {
        match konst::value_with(e, &|e| self.known(e)) {
            Some(Konst::Int(i)) if e.ty.as_int().is_some() => Some(i),
            _ => None,
        }
    }

    /// What reading a scalar gives that cannot change.
    fn known(&self, e: &Expr) -> Option<Konst> {
        let ExprKind::Load(p) = &e.kind else { return None };
        let part = if p.ty.is_scalar() { self.fixed(p)? } else { return None };
        let size = self.types.size(&p.ty).ok()?;
        let end = part.image.partition_point(|d| d.offset() <= part.offset);
        let next = part.image.get(end).map(Datum::offset);
        let cut = next.is_some_and(|at| at < part.offset.saturating_add(size));
        if part.bits.is_none() && cut {
            return None;
        }
        let before = part.image.get(..end)?;
        // Of a union, what was set last only.
        let most = if part.shared { 1 } else { usize::MAX };
        let exact = before.iter().rev().take_while(|d| d.offset() == part.offset).take(most);
        for datum in exact {
            match datum {
                Datum::Int { size: n, value, bits, .. }
                    if *bits == part.bits && (bits.is_some() || u64::from(*n) == size) =>
                {
                    let cut = bits.map_or(0, |b| 64 - u32::from(b.width.clamp(1, 64)));
                    let high = value << cut;
                    let value =
                        if p.ty.is_signed() { high >> cut } else { (high as u64 >> cut) as i64 };
                    return Some(Konst::Int(konst::wrap(&p.ty, value)));
                }
                Datum::Addr { to, addend, .. } if size == 8 => {
                    return Some(Konst::Addr(*to, *addend));
                }
                Datum::Func { to, .. } if size == 8 => return Some(Konst::Func(*to)),
                _ => {}
            }
        }
        let Some(Datum::Bytes { offset, bytes }) = before.last().filter(|_| !part.shared) else {
            return None;
        };
        let from = usize::try_from(part.offset - offset).ok()?;
        let bytes = bytes.get(from..from.checked_add(size as usize)?)?;
        let value = bytes.iter().rev().fold(0u64, |v, b| v << 8 | u64::from(*b));
        Some(Konst::Int(konst::wrap(&p.ty, value as i64)))
    }

    /// The image of a structure or union that cannot change.
    fn known_record(&self, e: &Expr) -> Option<Vec<Datum>> {
        let ExprKind::Load(p) = &e.kind else { return None };
        e.ty.record()?;
        let part = self.fixed(p).filter(|part| !part.shared && self.copied < MOST_DATA)?;
        let end = part.offset.checked_add(self.types.size(&e.ty).ok()?)?;
        let from = part.image.partition_point(|d| d.offset() < part.offset);
        let to = part.image.partition_point(|d| d.offset() < end);
        let reaches_in = |d: &Datum| matches!(d, Datum::Bytes { offset, bytes } if offset + bytes.len() as u64 > part.offset);
        if part.image.get(..from)?.last().is_some_and(reaches_in) {
            return None;
        }
        let inner = part.image.get(from..to)?.iter();
        Some(inner.map(|d| d.clone().moved(part.offset.wrapping_neg())).collect())
    }

    /// The part of an object that a place is, if that cannot change and its image is known.
    fn fixed(&self, p: &Place) -> Option<Part<'_>> {
        if p.ty.volatile {
            return None;
        }
        let whole =
            |image| Part { image: Cow::Borrowed(image), offset: 0, bits: None, shared: false };
        match &p.kind {
            PlaceKind::Global(id) => self.constant_object(*id).map(whole),
            PlaceKind::Local(id) => self.current.known.get(id).map(|image| whole(image)),
            PlaceKind::Literal(_, parts) => {
                let (image, unknown) = self.image(parts);
                let known = Part { image: Cow::Owned(image), offset: 0, bits: None, shared: false };
                unknown.is_empty().then_some(known)
            }
            PlaceKind::Field(whole, offset, bits) => {
                let inner = self.fixed(whole)?;
                let offset = inner.offset.checked_add(*offset)?;
                let shared = inner.shared || self.is_union(&whole.ty);
                Some(Part { offset, bits: *bits, shared, ..inner })
            }
            PlaceKind::Deref(pointer) => self.target_of(pointer),
            _ => None,
        }
    }

    /// What a pointer refers to that is the address of such a part or of an element of it.
    fn target_of(&self, pointer: &Expr) -> Option<Part<'_>> {
        match &pointer.kind {
            ExprKind::Addr(p) => self.fixed(p),
            // As what it is: an image holds values of types, not the bytes that others would see.
            ExprKind::Cast(e) => {
                let (to, from) = (pointer.ty.pointee()?, e.ty.pointee()?);
                let same = convert::indistinct(to, from)
                    || matches!(&from.kind, Kind::Array(elem, _) if convert::indistinct(to, elem));
                if same { self.target_of(e) } else { None }
            }
            ExprKind::Offset { ptr, index, size, negative: false } => {
                let part = self.target_of(ptr)?;
                let index = match konst::value_with(index, &|e| self.known(e))? {
                    Konst::Int(i) => u64::try_from(i).ok()?,
                    _ => return None,
                };
                let offset = part.offset.checked_add(index.checked_mul(*size)?)?;
                Some(Part { offset, ..part })
            }
            _ => None,
        }
    }

    /// The image of an object that was initialised and cannot change.
    fn constant_object(&self, id: GlobalId) -> Option<&[Datum]> {
        let g = self.globals.get(id.0 as usize)?;
        let constant = g.name.is_empty() || g.ty.konst && !g.ty.volatile;
        (g.initialised && constant).then_some(g.init.as_slice())
    }
}

impl Datum {
    fn offset(&self) -> u64 {
        match self {
            Datum::Int { offset, .. }
            | Datum::Addr { offset, .. }
            | Datum::Func { offset, .. }
            | Datum::Bytes { offset, .. } => *offset,
        }
    }

    fn moved(mut self, by: u64) -> Datum {
        match &mut self {
            Datum::Int { offset, .. }
            | Datum::Addr { offset, .. }
            | Datum::Func { offset, .. }
            | Datum::Bytes { offset, .. } => *offset = offset.wrapping_add(by),
        }
        self
    }
}
