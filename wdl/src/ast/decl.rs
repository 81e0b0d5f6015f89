//! Declarations, functions, initialisers.
use super::{Block, Expr, Ident, Type};
use crate::span::Span;
use std::sync::Arc;

/// Storage class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Storage {
    /// None written.
    #[default]
    None,
    /// `typedef`
    Typedef,
    /// `static`
    Static,
    /// `extern`
    Extern,
    /// `auto` or `register`: nothing differs.
    Auto,
    /// `shared`: one per loaded wrapper.
    Shared,
    /// `percall`: carried from `pre` to `post` of one call of one thread.
    PerCall,
}

/// `specifiers declarator [= initialiser], ...;`
#[derive(Clone, Debug)]
pub struct Declaration {
    /// Storage class.
    pub storage: Storage,
    /// `inline`, `_Noreturn` and so on change nothing and are dropped.
    pub base: Type,
    /// What is declared; empty for a bare `struct s { ... };`.
    pub declarators: Vec<InitDeclarator>,
    /// All of it.
    pub span: Span,
}

/// One declared name.
#[derive(Clone, Debug)]
pub struct InitDeclarator {
    /// The name.
    pub name: Ident,
    /// Its whole type.
    pub ty: Type,
    /// The initialiser, an expression, says the type; of `ty` the qualifiers count.
    pub inferred: bool,
    /// Alignments asked for by `_Alignas` and `aligned`.
    pub align: Aligns,
    /// Initialiser.
    pub init: Option<Init>,
}

/// Alignments that a declarator asks for.
#[derive(Clone, Debug)]
pub struct Aligns {
    /// For all declarators of its declaration, which share the list.
    pub all: Arc<[AlignSpec]>,
    /// For itself.
    pub own: Vec<AlignSpec>,
}

/// An alignment that a declaration asks for.
#[derive(Clone, Debug)]
pub struct AlignSpec {
    /// How strict.
    pub to: AlignTo,
    /// Where `_Alignas` stands; `None` of the attribute `aligned`, which has fewer rules.
    pub keyword: Option<Span>,
}

/// `(...)` behind `_Alignas` and `aligned`.
#[derive(Clone, Debug)]
pub enum AlignTo {
    /// In bytes.
    Bytes(Expr),
    /// As that type.
    Type(Type),
    /// `aligned` alone: as much as any type of the target needs.
    Most,
}

/// A function definition.
#[derive(Clone, Debug)]
pub struct Function {
    /// Name.
    pub name: Ident,
    /// Storage class: none, `static` or `extern`.
    pub storage: Storage,
    /// A [`TypeKind::Function`]; its parameters are named.
    pub ty: Type,
    /// No result type was written: C of 1989 means `int`, and lets it return nothing.
    pub implicit: bool,
    /// Body.
    pub body: Block,
    /// From the specifiers to the end of the declarator.
    pub span: Span,
}

/// `_Static_assert(condition[, "message"]);`
#[derive(Clone, Debug)]
pub struct StaticAssert {
    /// Must be a constant other than 0.
    pub condition: Expr,
    /// Message.
    pub message: Option<Vec<u8>>,
    /// All of it.
    pub span: Span,
}

/// An initialiser.
#[derive(Clone, Debug)]
pub enum Init {
    /// `= expression`
    Expr(Expr),
    /// `= { ... }`
    List(InitList),
}

/// A braced initialiser.
#[derive(Clone, Debug)]
pub struct InitList {
    /// Items in order.
    pub items: Vec<InitItem>,
    /// From brace to brace.
    pub span: Span,
}

/// An item of a braced initialiser.
#[derive(Clone, Debug)]
pub struct InitItem {
    /// `.name`, `[n]`, `[n ... m]`, outermost first; empty if none.
    pub designators: Vec<Designator>,
    /// Value.
    pub init: Init,
}

/// A designator.
#[derive(Clone, Debug)]
pub enum Designator {
    /// `.name`
    Field(Ident),
    /// `[n]`
    Index(Expr),
    /// `[n ... m]`
    Range(Expr, Expr),
}
