//! C types as resolved: LP64, little-endian, plain `char` signed. `volatile` only tells types apart
//! (no access is ever removed or repeated across a call); enumerated types are their integer type,
//! and remember which they are.
pub(crate) mod convert;
mod int;
mod layout;
mod spell;

pub(crate) use crate::ast::IntType as Int;
use crate::span::Span;
pub(crate) use layout::{FieldIn, Want};
use std::rc::Rc;
use std::sync::Arc;

/// A type with its qualifiers.
#[derive(Clone, Debug)]
pub(crate) struct Ty {
    /// What it is.
    pub(crate) kind: Kind,
    /// `const`.
    pub(crate) konst: bool,
    /// `volatile`
    pub(crate) volatile: bool,
    /// The alignment that a typedef asks for (GNU C), at most 4096.
    pub(crate) aligned: Option<u16>,
    /// The enumeration that it is, by its number in the source.
    pub(crate) enumeration: Option<u32>,
}

/// As integers, enumerations are equal; `volatile` and a typedef's alignment make no other value.
impl PartialEq for Ty {
    fn eq(&self, other: &Ty) -> bool {
        self.kind == other.kind && self.konst == other.konst
    }
}

impl Eq for Ty {}

/// Kinds of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Was reported already; fits everything.
    Error,
    /// `void`
    Void,
    /// An integer.
    Int(Int),
    /// Pointer to.
    Ptr(Rc<Ty>),
    /// Array of; `None`: length not known.
    Array(Rc<Ty>, Option<u64>),
    /// Function.
    Func(Rc<FuncTy>),
    /// Structure or union, in [`Types`].
    Record(RecordId),
}

/// A function's type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FuncTy {
    /// Result.
    pub(crate) ret: Ty,
    /// Parameters, arrays and functions adjusted to pointers.
    pub(crate) params: Vec<Ty>,
    /// `...`
    pub(crate) variadic: bool,
    /// `()`: parameters not stated.
    pub(crate) unprototyped: bool,
}

/// A structure or union.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RecordId(pub(crate) u32);

/// A structure or union as declared.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// `union`
    pub(crate) is_union: bool,
    /// Tag, if it has one.
    pub(crate) tag: Option<Arc<str>>,
    /// Members; `None` while incomplete.
    pub(crate) fields: Option<Vec<Field>>,
    /// Bytes.
    pub(crate) size: u64,
    /// Alignment.
    pub(crate) align: u64,
    /// Members, those of its members' structures and unions counted.
    pub(crate) parts: u32,
    /// One of them is const.
    pub(crate) konst: bool,
    /// Where its tag stands.
    pub(crate) span: Span,
}

/// A member.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// Name; `None` for anonymous structures and unions.
    pub(crate) name: Option<Arc<str>>,
    /// Type.
    pub(crate) ty: Ty,
    /// Bytes from the start; of a bit-field, where its unit begins.
    pub(crate) offset: u64,
    /// Its alignment, in bytes.
    pub(crate) align: u64,
    /// First bit in the unit, and width.
    pub(crate) bits: Option<Bits>,
}

/// A bit-field's place in its unit: of a packed structure, in the bytes that hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    /// Bits below it.
    pub(crate) at: u8,
    /// Bits it has.
    pub(crate) width: u8,
    /// Bytes of the unit: up to 9 in a packed structure.
    pub(crate) bytes: u8,
}

/// All structures and unions of a compilation.
#[derive(Debug, Default)]
pub(crate) struct Types {
    records: Vec<Record>,
}

/// A type without a size here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Incomplete;

/// Largest object: more than any region holds.
pub(crate) const MAX_SIZE: u64 = 1 << 31;

impl Types {
    /// A new, incomplete structure or union.
    pub(crate) fn declare(
        &mut self,
        is_union: bool,
        tag: Option<Arc<str>>,
        span: Span,
    ) -> RecordId {
        self.records.push(Record {
            is_union,
            tag,
            fields: None,
            size: 0,
            align: 1,
            parts: 0,
            konst: false,
            span,
        });
        RecordId(self.records.len() as u32 - 1)
    }

    /// The structure or union of that number.
    pub(crate) fn record(&self, id: RecordId) -> Option<&Record> {
        self.records.get(id.0 as usize)
    }

    /// Size in bytes.
    pub(crate) fn size(&self, ty: &Ty) -> Result<u64, Incomplete> {
        match &ty.kind {
            Kind::Error => Ok(4),
            Kind::Void | Kind::Func(_) => Err(Incomplete),
            Kind::Int(i) => Ok(i.size()),
            Kind::Ptr(_) => Ok(8),
            Kind::Array(elem, len) => {
                let len = len.ok_or(Incomplete)?;
                Ok(self.size(elem)?.saturating_mul(len).min(MAX_SIZE * 4))
            }
            Kind::Record(id) => match self.record(*id) {
                Some(Record { fields: Some(_), size, .. }) => Ok(*size),
                _ => Err(Incomplete),
            },
        }
    }

    /// Alignment in bytes.
    pub(crate) fn align(&self, ty: &Ty) -> u64 {
        if let Some(asked) = ty.aligned {
            return asked.into();
        }
        match &ty.kind {
            Kind::Error | Kind::Void | Kind::Func(_) => 1,
            Kind::Int(i) => i.size(),
            Kind::Ptr(_) => 8,
            Kind::Array(elem, _) => self.align(elem),
            Kind::Record(id) => self.record(*id).map_or(1, |r| r.align),
        }
    }

    /// The member of that name, looked for in anonymous members too: its type, offset, bits.
    pub(crate) fn member(&self, id: RecordId, name: &str) -> Option<Field> {
        let fields = self.record(id)?.fields.as_ref()?;
        for f in fields {
            match (&f.name, &f.ty.kind) {
                (Some(n), _) if **n == *name => return Some(f.clone()),
                (None, Kind::Record(inner)) => {
                    if let Some(found) = self.member(*inner, name) {
                        let offset = f.offset + found.offset;
                        return Some(Field { offset, ..found });
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Whether a value of the type holds a function's address.
    pub(crate) fn has_function(&self, ty: &Ty) -> bool {
        match &ty.kind {
            Kind::Ptr(to) => to.is_func(),
            Kind::Array(elem, _) => self.has_function(elem),
            Kind::Record(id) => {
                let fields = self.record(*id).and_then(|r| r.fields.as_ref()).into_iter().flatten();
                fields.into_iter().any(|f| self.has_function(&f.ty))
            }
            _ => false,
        }
    }

    /// Names of all members, for suggestions.
    pub(crate) fn member_names(&self, id: RecordId) -> Vec<Arc<str>> {
        let fields = self.record(id).and_then(|r| r.fields.as_ref()).into_iter().flatten();
        fields
            .flat_map(|f| match (&f.name, &f.ty.kind) {
                (Some(n), _) => vec![n.clone()],
                (None, Kind::Record(inner)) => self.member_names(*inner),
                _ => Vec::new(),
            })
            .collect()
    }
}

impl Ty {
    /// An unqualified type.
    pub(crate) fn new(kind: Kind) -> Ty {
        Ty { kind, konst: false, volatile: false, aligned: None, enumeration: None }
    }

    /// The type of what was reported already.
    pub(crate) fn error() -> Ty {
        Ty::new(Kind::Error)
    }

    /// `void`
    pub(crate) fn void() -> Ty {
        Ty::new(Kind::Void)
    }

    /// `int`
    pub(crate) fn int() -> Ty {
        Ty::new(Kind::Int(Int::Int))
    }

    /// `unsigned int`
    pub(crate) fn uint() -> Ty {
        Ty::new(Kind::Int(Int::UInt))
    }

    /// `long`
    pub(crate) fn long() -> Ty {
        Ty::new(Kind::Int(Int::Long))
    }

    /// `unsigned long`, the type of `sizeof`.
    pub(crate) fn ulong() -> Ty {
        Ty::new(Kind::Int(Int::ULong))
    }

    /// Pointer to `self`.
    pub(crate) fn ptr(self) -> Ty {
        Ty::new(Kind::Ptr(Rc::new(self)))
    }

    /// `self` with `const`.
    pub(crate) fn constant(mut self) -> Ty {
        self.konst = true;
        self
    }

    /// `self` as a value has it: without qualifiers, and without a typedef's alignment.
    pub(crate) fn bare(&self) -> Ty {
        Ty { enumeration: self.enumeration, ..Ty::new(self.kind.clone()) }
    }

    /// `const char *`
    pub(crate) fn string() -> Ty {
        Ty::new(Kind::Int(Int::Char)).constant().ptr()
    }

    /// Without qualifiers.
    pub(crate) fn unqualified(&self) -> Ty {
        Ty { konst: false, volatile: false, ..self.clone() }
    }

    /// Whether it is made of more than `most` types, itself counted.
    pub(crate) fn heavier(&self, most: usize) -> bool {
        let mut left = most;
        self.weigh(&mut left).is_none()
    }

    fn weigh(&self, left: &mut usize) -> Option<()> {
        *left = left.checked_sub(1)?;
        match &self.kind {
            Kind::Ptr(to) | Kind::Array(to, _) => to.weigh(left),
            Kind::Func(f) => {
                f.ret.weigh(left)?;
                f.params.iter().try_for_each(|p| p.weigh(left))
            }
            _ => Some(()),
        }
    }

    /// Was reported already.
    pub(crate) fn is_error(&self) -> bool {
        self.kind == Kind::Error
    }

    /// `void`
    pub(crate) fn is_void(&self) -> bool {
        self.kind == Kind::Void
    }

    /// A function's type.
    pub(crate) fn is_func(&self) -> bool {
        matches!(self.kind, Kind::Func(_))
    }

    /// The integer type, if it is one.
    pub(crate) fn as_int(&self) -> Option<Int> {
        match self.kind {
            Kind::Int(i) => Some(i),
            _ => None,
        }
    }

    /// What it points to, if it is a pointer.
    pub(crate) fn pointee(&self) -> Option<&Ty> {
        match &self.kind {
            Kind::Ptr(to) => Some(to),
            _ => None,
        }
    }

    /// An integer or a pointer.
    pub(crate) fn is_scalar(&self) -> bool {
        matches!(self.kind, Kind::Int(_) | Kind::Ptr(_) | Kind::Error)
    }

    /// The structure or union, if it is one.
    pub(crate) fn record(&self) -> Option<RecordId> {
        match self.kind {
            Kind::Record(id) => Some(id),
            _ => None,
        }
    }

    /// Takes 64 bits in a register; otherwise at most 32.
    pub(crate) fn is_wide(&self) -> bool {
        match &self.kind {
            Kind::Int(i) => i.size() == 8,
            Kind::Ptr(_) | Kind::Array(..) | Kind::Func(_) => true,
            _ => false,
        }
    }

    /// A signed integer type.
    pub(crate) fn is_signed(&self) -> bool {
        self.as_int().is_some_and(Int::is_signed)
    }
}
