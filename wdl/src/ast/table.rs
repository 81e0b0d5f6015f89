//! Keyed tables.
use super::{Expr, Ident, Type};
use crate::span::Span;

/// `[shared] table ROW NAME[BOUND] by KEY [full POLICY];`
#[derive(Clone, Debug)]
pub struct TableDecl {
    /// Its name.
    pub name: Ident,
    /// Type of a row.
    pub row: Type,
    /// Type of a key.
    pub key: Type,
    /// Most rows.
    pub bound: Expr,
    /// What an insertion does when it is full, as written (the parser has checked the word).
    pub full: Option<Ident>,
    /// One per wrapper rather than one per process.
    pub shared: bool,
    /// All of it.
    pub span: Span,
}
