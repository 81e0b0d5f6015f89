//! The syntax tree: what was written, before names and types are resolved. Typedef names are
//! already told from variables (C cannot be parsed otherwise), declarators are already turned
//! inside out, adjacent string literals joined, macros expanded.
//!
//! Depth is bounded: no path from [`Unit`] to a leaf is longer than two times [`MAX_DEPTH`] nodes
//! (expressions and derived types, and what they are nested in), so stages may recurse over it.
mod clause;
mod decl;
mod expr;
mod sequence;
mod stmt;
mod table;
mod types;

use crate::span::Span;
use std::sync::Arc;

pub use clause::*;
pub use decl::*;
pub use expr::*;
pub use sequence::*;
pub use stmt::*;
pub use table::*;
pub use types::*;

/// Bound on the height of expressions with the types in them, and on the nesting of everything.
pub const MAX_DEPTH: u32 = 512;

/// A name where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name.
    pub name: Arc<str>,
    /// Where.
    pub span: Span,
}

/// A whole compilation: prelude, library files and the root file, in this order.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// `wrapper NAME;`; the driver's default is the root file's stem.
    pub wrapper: Option<Ident>,
    /// `on_fault deny|allow|kill;` as written (the parser has checked the word).
    pub on_fault: Option<Ident>,
    /// `budget N;`
    pub budget: Option<Expr>,
    /// Everything else, in source order.
    pub items: Vec<Item>,
    /// How many of them, the first, the library has given.
    pub lent: usize,
}

/// Something at file scope.
#[derive(Clone, Debug)]
pub enum Item {
    /// Variables, prototypes, typedefs, tags.
    Decl(Declaration),
    /// A function with its body.
    Function(Function),
    /// `_Static_assert(condition, "message");`
    StaticAssert(StaticAssert),
    /// An event clause.
    Clause(Clause),
    /// `name(a, b) ::= alternative || ...;`
    AbstractEvent(AbstractEvent),
    /// `event NAME(type a, ...);`
    Event(EventDecl),
    /// A sequence of events with its action.
    Sequence(Sequence),
    /// What holds for all sequences.
    Sequences(Sequences),
    /// A keyed table.
    Table(TableDecl),
}
