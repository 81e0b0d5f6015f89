//! Expressions.
use super::{Block, Designator, Ident, InitList, Type};
use crate::span::Span;
use std::sync::Arc;

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where, without parentheses around it.
    pub span: Span,
    /// Height of the tree below, at least 1.
    pub depth: u32,
    /// Stood in parentheses.
    pub parens: bool,
}

/// Kinds of expressions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// An integer constant.
    Int(IntLit),
    /// A character constant: value as `int` (or the wide type of its prefix).
    Char(i64, Encoding),
    /// A string, joined, escapes resolved, without NUL. Wide strings hold code units, little-endian.
    Str(Vec<u8>, Encoding),
    /// A name: variable, function, enumerator, constant of the target, or builtin (`_uid`, ...).
    Ident(Arc<str>),
    /// `$name`
    Param(Arc<str>),
    /// Prefix operator.
    Unary(UnaryOp, Box<Expr>),
    /// `++` and `--`.
    Step {
        /// `++` rather than `--`.
        up: bool,
        /// Before the operand rather than after it.
        prefix: bool,
        /// Operand.
        operand: Box<Expr>,
    },
    /// Binary operator, `&&` and `||` included.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `=`, or `op=` with its operator.
    Assign(Option<BinaryOp>, Box<Expr>, Box<Expr>),
    /// `c ? a : b`; no `a` in `c ?: b`.
    Cond(Box<Expr>, Option<Box<Expr>>, Box<Expr>),
    /// `a, b`
    Comma(Box<Expr>, Box<Expr>),
    /// `f(arguments)`
    Call(Box<Expr>, Vec<Expr>),
    /// `a[i]`
    Index(Box<Expr>, Box<Expr>),
    /// `s.name`, or `p->name` if the flag is set.
    Member(Box<Expr>, Ident, bool),
    /// `(type)operand`
    Cast(Box<Type>, Box<Expr>),
    /// `(type){ ... }`
    Compound(Box<Type>, InitList),
    /// `sizeof operand`
    SizeofExpr(Box<Expr>),
    /// `sizeof(type)`
    SizeofType(Box<Type>),
    /// `_Alignof(type)`
    AlignofType(Box<Type>),
    /// `__alignof__ operand`, of GNU C
    AlignofExpr(Box<Expr>),
    /// `&&label`, of GNU C
    LabelAddr(Ident),
    /// `({ ... })`, of GNU C: its value is that of its last statement.
    Block(Block),
    /// `__builtin_types_compatible_p(type, type)`, of GNU C
    Compatible(Box<Type>, Box<Type>),
    /// `__builtin_offsetof(type, member.path[i])`, which `offsetof` expands to.
    Offsetof(Box<Type>, Vec<Designator>),
    /// `_Generic(value, type: expression, default: expression)`
    Generic(Box<Expr>, Vec<Association>),
    /// Something that was reported already.
    Error,
}

/// An association of `_Generic`.
#[derive(Clone, Debug)]
pub struct Association {
    /// Type; `None` for `default`.
    pub ty: Option<Type>,
    /// Chosen expression.
    pub value: Expr,
}

/// An integer constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntLit {
    /// Value.
    pub value: u64,
    /// Has suffix `u`.
    pub unsigned: bool,
    /// Number of `l` in the suffix: 0, 1 or 2.
    pub long: u8,
    /// Written in decimal: its type is never chosen unsigned.
    pub decimal: bool,
}

/// Prefix of a character or string literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// None, or `u8` of a string: bytes.
    Plain,
    /// `u8` of a character: one unsigned byte.
    Utf8,
    /// `L`: 32-bit signed units (`wchar_t`).
    Wide,
    /// `u`: 16-bit units.
    Utf16,
    /// `U`: 32-bit unsigned units.
    Utf32,
}

/// Prefix operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `+`
    Plus,
    /// `-`
    Neg,
    /// `!`
    Not,
    /// `~`
    BitNot,
    /// `*`
    Deref,
    /// `&`
    AddrOf,
}

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BinaryOp {
    Mul,
    Div,
    Rem,
    Add,
    Sub,
    Shl,
    Shr,
    Lt,
    Gt,
    Le,
    Ge,
    Eq,
    Ne,
    BitAnd,
    BitXor,
    BitOr,
    And,
    Or,
}

impl BinaryOp {
    /// As written.
    pub const fn text(self) -> &'static str {
        match self {
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::Rem => "%",
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Shl => "<<",
            BinaryOp::Shr => ">>",
            BinaryOp::Lt => "<",
            BinaryOp::Gt => ">",
            BinaryOp::Le => "<=",
            BinaryOp::Ge => ">=",
            BinaryOp::Eq => "==",
            BinaryOp::Ne => "!=",
            BinaryOp::BitAnd => "&",
            BinaryOp::BitXor => "^",
            BinaryOp::BitOr => "|",
            BinaryOp::And => "&&",
            BinaryOp::Or => "||",
        }
    }
}
