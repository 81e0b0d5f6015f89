//! Expressions and places, typed.
use super::{FuncId, GlobalId, InitPart, LocalId, Stmt};
use crate::span::Span;
use crate::types::{Bits, Ty};

/// An expression: a value.
#[derive(Clone, Debug)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) ty: Ty,
    pub(crate) span: Span,
}

/// Operators on integers and pointers of one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    And,
    Or,
    Xor,
    Shl,
    Shr,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// Kinds of expressions. Operand types are equal unless said otherwise.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub(crate) enum ExprKind {
    /// Reported already.
    Error,
    Const(i64),
    /// Value of an object; a structure's too.
    Load(Box<Place>),
    /// Address of an object; of an array, of its first element.
    Addr(Box<Place>),
    Neg(Box<Expr>),
    BitNot(Box<Expr>),
    /// `!`: 1 if it is 0.
    Not(Box<Expr>),
    /// Arithmetic and comparisons; the right operand of a shift has its own type.
    Binary(BinOp, Box<Expr>, Box<Expr>),
    /// Pointer plus integer (64 bits) times size.
    Offset {
        ptr: Box<Expr>,
        index: Box<Expr>,
        size: u64,
        negative: bool,
    },
    /// Pointer minus pointer, in units of size.
    Distance {
        a: Box<Expr>,
        b: Box<Expr>,
        size: u64,
    },
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Cond(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `c ?: b`
    Elvis(Box<Expr>, Box<Expr>),
    Comma(Box<Expr>, Box<Expr>),
    /// Stores; its value is what was stored.
    Assign(Box<Place>, Box<Expr>),
    /// `place = (type)((common)place op value)`; for pointers `op` is Add or Sub and `scale` the size.
    Update {
        place: Box<Place>,
        op: BinOp,
        value: Box<Expr>,
        common: Ty,
        scale: u64,
        old: bool,
    },
    Call(FuncId, Vec<Expr>),
    /// Address of a function.
    Func(FuncId),
    /// Call of the function that a pointer refers to.
    Indirect(Box<Expr>, Vec<Expr>),
    Helper(u16, Vec<Expr>),
    /// `wr_audit_printf`: format and packed arguments.
    Printf(Box<Expr>, Vec<Expr>),
    /// Statements, then the value.
    Block(Vec<Stmt>, Option<Box<Expr>>),
    /// The low bits of an integer, their highest its sign if it has one.
    Narrow(Box<Expr>, u8),
    /// Conversion to the expression's type (scalars), or to void.
    Cast(Box<Expr>),
    /// A field of the context: offset, bytes.
    Context {
        offset: u32,
        size: u8,
    },
}

/// An object, or something that can be read and assigned like one.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) kind: PlaceKind,
    pub(crate) ty: Ty,
    pub(crate) span: Span,
}

/// Kinds of places.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub(crate) enum PlaceKind {
    /// Reported already.
    Error,
    Local(LocalId),
    Global(GlobalId),
    /// What a pointer refers to.
    Deref(Box<Expr>),
    /// A member.
    Field(Box<Place>, u64, Option<Bits>),
    /// A structure that an expression gives.
    Value(Box<Expr>),
    /// A compound literal: initialised each time it is evaluated.
    Literal(LocalId, Vec<InitPart>),
    /// `$name`: a parameter slot.
    Slot(u8),
    /// `$ret`, `$fdret`
    Ret,
    /// `$errno`
    Errno,
}

impl Place {
    /// Part of what an expression gives, rather than of an object.
    pub(crate) fn is_value(&self) -> bool {
        let mut place = self;
        while let PlaceKind::Field(whole, ..) = &place.kind {
            place = whole;
        }
        matches!(place.kind, PlaceKind::Value(_))
    }
}

impl Expr {
    /// An integer constant of that type.
    pub(crate) fn constant(value: i64, ty: Ty, span: Span) -> Expr {
        Expr { kind: ExprKind::Const(value), ty, span }
    }

    /// What was reported already.
    pub(crate) fn error(span: Span) -> Expr {
        Expr { kind: ExprKind::Error, ty: Ty::error(), span }
    }
}

impl Place {
    /// What was reported already.
    pub(crate) fn error(span: Span) -> Place {
        Place { kind: PlaceKind::Error, ty: Ty::error(), span }
    }
}
