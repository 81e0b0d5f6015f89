//! What parameters of calls are in a clause: a number, a string, memory; and of which type.
use super::Sema;
use super::slots::Bind;
use crate::types::{Int, Kind, Ty};
use wss_abi::clause::{Source, Width};
use wss_calls::Type;

/// Kinds of parameters that a slot can hold: all calls of a clause must agree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Number,
    Text,
    Texts,
    Sockaddr,
    Memory,
}

pub(super) fn sort_of(b: &Bind) -> Sort {
    match b {
        Bind::Const(_) | Bind::Result | Bind::Slot(_) => Sort::Number,
        Bind::Param(p) => match p.ty {
            Type::Path | Type::Str => Sort::Text,
            Type::StrVec => Sort::Texts,
            Type::Sockaddr => Sort::Sockaddr,
            t if t.is_scalar() => Sort::Number,
            _ => Sort::Memory,
        },
    }
}

impl Sort {
    pub(super) fn text(self) -> &'static str {
        match self {
            Sort::Number => "a number",
            Sort::Text => "a string",
            Sort::Texts => "a list of strings",
            Sort::Sockaddr => "a socket address",
            Sort::Memory => "a pointer to memory",
        }
    }
}

pub(super) fn source_of(b: &Bind) -> Source {
    match b {
        Bind::Const(v) => Source::Const(*v as u64),
        Bind::Result | Bind::Slot(_) => Source::Absent,
        Bind::Param(p) => p.source,
    }
}

fn int_of(w: Width) -> Int {
    match w {
        Width::I32 => Int::Int,
        Width::U32 => Int::UInt,
        Width::I64 => Int::Long,
        Width::U64 => Int::ULong,
        Width::I16 => Int::Short,
        Width::U16 => Int::UShort,
        Width::U8 => Int::UChar,
        Width::I8 => Int::SChar,
    }
}

impl Sema<'_> {
    /// The type that a parameter has in the clause.
    pub(super) fn param_ty(&self, sort: Sort, binds: &[Bind]) -> Ty {
        match sort {
            Sort::Text => Ty::string(),
            Sort::Texts => Ty::string().constant().ptr(),
            Sort::Sockaddr => self.pointer_to("sockaddr"),
            Sort::Memory => {
                let tys: Vec<_> = binds
                    .iter()
                    .map(|b| match b {
                        Bind::Param(p) => self.memory_ty(&p.ty),
                        _ => Ty::void().constant().ptr(),
                    })
                    .collect();
                match tys.split_first() {
                    Some((first, rest)) if rest.iter().all(|t| t == first) => first.clone(),
                    _ => Ty::void().constant().ptr(),
                }
            }
            Sort::Number => {
                let widths = binds.iter().filter_map(|b| match b {
                    Bind::Param(p) => p.ty.width().map(int_of),
                    Bind::Const(v) => i32::try_from(*v).is_err().then_some(Int::Long),
                    Bind::Result | Bind::Slot(_) => Some(Int::Long),
                });
                // One type if they agree, else one that holds the values of all.
                let joined = widths.reduce(|a, b| match (a == b, a.size().max(b.size())) {
                    (true, _) => a,
                    (_, 8) => Int::Long,
                    (_, 4) if a.is_signed() != b.is_signed() => Int::Long,
                    _ if a.size() >= b.size() => a,
                    _ => b,
                });
                Ty::new(Kind::Int(joined.unwrap_or(Int::Int)))
            }
        }
    }

    fn memory_ty(&self, t: &Type) -> Ty {
        match t {
            Type::Pointee(inner) | Type::Array(inner) => match inner {
                Type::Struct(s) => self.pointer_to(s.name),
                Type::Scalar(_, w) | Type::Flags(_, w) | Type::Enum(_, w) => {
                    Ty::new(Kind::Int(int_of(*w))).constant().ptr()
                }
                _ => Ty::void().constant().ptr(),
            },
            _ => Ty::void().constant().ptr(),
        }
    }

    /// Pointer to a structure of the library, or to void where it has none of that name.
    fn pointer_to(&self, tag: &str) -> Ty {
        let to = match self.tagged_record(tag) {
            Some(id) => Ty::new(Kind::Record(id)),
            None => Ty::void(),
        };
        to.constant().ptr()
    }

    /// The type of what a name of an abstract event stands for, and whether it is captured.
    pub(super) fn bind_type(&self, b: &Bind) -> (Ty, bool) {
        if let Bind::Slot(n) = b {
            let ty = self.slot_type(*n);
            let text = ty.pointee().is_some();
            return (ty, text);
        }
        let sort = sort_of(b);
        (self.param_ty(sort, std::slice::from_ref(b)), sort != Sort::Number)
    }
}
