//! Statements.
use super::{Declaration, Expr, Ident, StaticAssert};
use crate::span::Span;

/// `{ ... }`
#[derive(Clone, Debug)]
pub struct Block {
    /// Statements and declarations in order.
    pub stmts: Vec<Stmt>,
    /// From brace to brace.
    pub span: Span,
}

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where.
    pub span: Span,
}

/// Kinds of statements.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// `;`
    Empty,
    /// `expression;`
    Expr(Expr),
    /// A declaration.
    Decl(Declaration),
    /// `_Static_assert`
    StaticAssert(StaticAssert),
    /// `{ ... }`
    Block(Block),
    /// `if`
    If {
        /// Condition.
        cond: Expr,
        /// Taken if it holds.
        then: Box<Stmt>,
        /// Taken if not.
        other: Option<Box<Stmt>>,
    },
    /// `while`
    While {
        /// Condition.
        cond: Expr,
        /// Body.
        body: Box<Stmt>,
    },
    /// `do ... while`
    DoWhile {
        /// Body.
        body: Box<Stmt>,
        /// Condition.
        cond: Expr,
    },
    /// `for`
    For {
        /// First clause: `None`, an expression or a declaration.
        init: Option<Box<Stmt>>,
        /// Condition.
        cond: Option<Expr>,
        /// Step.
        step: Option<Expr>,
        /// Body.
        body: Box<Stmt>,
    },
    /// `switch`
    Switch {
        /// What is looked at.
        value: Expr,
        /// Body.
        body: Box<Stmt>,
    },
    /// `case value:` or `case value ... last:`
    Case {
        /// Value.
        value: Expr,
        /// Last value of a range.
        last: Option<Expr>,
        /// The labelled statement.
        body: Box<Stmt>,
    },
    /// `default:`
    Default(Box<Stmt>),
    /// `name:`
    Label(Ident, Box<Stmt>),
    /// `goto`
    Goto(Ident),
    /// `__label__ name, ...;`, of GNU C
    Labels(Vec<Ident>),
    /// `goto *pointer;`, of GNU C
    GotoPointer(Expr),
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `return`
    Return(Option<Expr>),
    /// `raise name(arguments);`
    Raise(Ident, Vec<Expr>),
    /// Something that was reported already.
    Error,
}
