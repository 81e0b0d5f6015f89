//! Types as they are written.
use super::{AlignSpec, Aligns, Expr, Ident, StaticAssert};
use crate::span::Span;
use std::sync::Arc;

/// A type as written.
#[derive(Clone, Debug)]
pub struct Type {
    /// What it is.
    pub kind: TypeKind,
    /// Qualifiers.
    pub quals: Quals,
    /// Where (roughly: of derived types, the declarator).
    pub span: Span,
}

/// Qualifiers; `_Atomic` changes nothing here and is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Quals {
    pub is_const: bool,
    pub is_volatile: bool,
    /// Changes nothing, but that only pointers have it.
    pub is_restrict: bool,
}

impl Quals {
    /// Takes in the qualifier that a word is (C17 6.7.3); says whether it is one.
    pub fn add(&mut self, word: &str) -> bool {
        match word {
            "const" | "__const" => self.is_const = true,
            "volatile" | "__volatile__" => self.is_volatile = true,
            "restrict" | "__restrict" | "__restrict__" => self.is_restrict = true,
            "_Atomic" => {}
            _ => return false,
        }
        true
    }
}

/// Integer types of C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum IntType {
    Bool,
    /// Plain `char`: signed on both targets, and a type of its own.
    Char,
    SChar,
    UChar,
    Short,
    UShort,
    Int,
    UInt,
    Long,
    ULong,
    LongLong,
    ULongLong,
}

/// Kinds of types.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// `void`
    Void,
    /// An integer type.
    Int(IntType),
    /// A typedef name.
    Named(Ident),
    /// `struct` or `union`. All declarators of a declaration share one: see [`Record::id`].
    Record(Arc<Record>),
    /// `enum`
    Enum(Arc<Enum>),
    /// Pointer to.
    Pointer(Box<Type>),
    /// Array of.
    Array {
        /// Element.
        elem: Box<Type>,
        /// Length; `None` for `[]`.
        len: Option<Box<Expr>>,
    },
    /// Function.
    Function(Box<FunctionType>),
    /// `typeof(expression)`
    TypeofExpr(Arc<Expr>),
    /// `typeof(type)`
    TypeofType(Arc<Type>),
    /// `typeof_unqual(...)` of what is inside (C23).
    Unqualified(Arc<Type>),
    /// Something that was reported already: be silent about it.
    Error,
}

/// A function's type.
#[derive(Clone, Debug)]
pub struct FunctionType {
    /// Result.
    pub ret: Type,
    /// Parameters; `(void)` gives none.
    pub params: Vec<Param>,
    /// Ends in `...` (prototypes of library functions only: the parser refuses definitions).
    pub variadic: bool,
    /// `()`: parameters not stated.
    pub unprototyped: bool,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// Name, if written.
    pub name: Option<Ident>,
    /// Type as written (arrays and functions not yet adjusted to pointers).
    pub ty: Type,
    /// All of it.
    pub span: Span,
}

/// `struct` or `union`.
#[derive(Clone, Debug)]
pub struct Record {
    /// Distinguishes records and enums of the unit; the same definition, met again through another
    /// declarator of its declaration, has the same one.
    pub id: u32,
    /// `union` rather than `struct`.
    pub is_union: bool,
    /// Tag; `None` if anonymous.
    pub tag: Option<Ident>,
    /// Members, if defined here.
    pub fields: Option<Vec<Field>>,
    /// `_Static_assert`s among the members.
    pub asserts: Vec<StaticAssert>,
    /// `__attribute__((packed))`
    pub packed: bool,
    /// The most that `#pragma pack` lets members be aligned to, in bytes, or 0.
    pub pack: u64,
    /// `__attribute__((aligned(n)))`
    pub align: Vec<AlignSpec>,
    /// Keyword to tag.
    pub span: Span,
}

/// A member of a struct or union.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name; `None` for an anonymous struct or union, or an unnamed bit-field.
    pub name: Option<Ident>,
    /// Type.
    pub ty: Type,
    /// Width of a bit-field.
    pub bits: Option<Expr>,
    /// Alignments asked for.
    pub align: Aligns,
    /// `__attribute__((packed))`
    pub packed: bool,
    /// All of it.
    pub span: Span,
}

/// `enum`
#[derive(Clone, Debug)]
pub struct Enum {
    /// As [`Record::id`].
    pub id: u32,
    /// Tag; `None` if anonymous.
    pub tag: Option<Ident>,
    /// The type chosen for it (C23).
    pub base: Option<Type>,
    /// Enumerators, if defined here.
    pub items: Option<Vec<Enumerator>>,
    /// `__attribute__((packed))`: of the smallest type that holds its values.
    pub packed: bool,
    /// Keyword to tag.
    pub span: Span,
}

/// A constant of an enum.
#[derive(Clone, Debug)]
pub struct Enumerator {
    /// Name.
    pub name: Ident,
    /// Value, if written.
    pub value: Option<Expr>,
}
