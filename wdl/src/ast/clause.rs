//! Clauses and events.
use super::{Block, Expr, Ident, Param, Type};
use crate::span::Span;
use std::sync::Arc;

/// An event clause.
#[derive(Clone, Debug)]
pub struct Clause {
    /// What it catches.
    pub head: Head,
    /// The parenthesised condition.
    pub condition: Option<Expr>,
    /// Where the condition stands, outside of macros; its expression's span ends at the first of them.
    pub condition_span: Span,
    /// `pre` or `post`, if written.
    pub phase: Option<(Phase, Span)>,
    /// Where `unlocked` stands, if written.
    pub unlocked: Option<Span>,
    /// The action.
    pub body: Block,
    /// The head up to the action, on one line, as people know the clause: `bsd::op{open} post`.
    pub label: String,
    /// The head.
    pub span: Span,
}

/// When a clause on calls runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Phase {
    Pre,
    Post,
}

/// What a clause catches.
#[derive(Clone, Debug)]
pub enum Head {
    /// `[ns::]op{pattern, ...}`
    Op {
        /// `bsd`, `linux`, `unix`: not yet checked.
        namespace: Option<Ident>,
        /// Call names, tags, wildcards, abstract events; at least one.
        patterns: Vec<Pattern>,
    },
    /// `[wrapper::]event{name, ...}`
    Raised {
        /// Raising wrapper; `None` for `*::event{}` and bare `event{}`: any.
        wrapper: Option<Ident>,
        /// Events; at least one.
        names: Vec<Ident>,
    },
    /// `life{activate, ...}`
    Life {
        /// Life-cycle events; at least one, not yet checked.
        names: Vec<Ident>,
    },
}

/// A name in `op{...}`, possibly with `*` and `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As written, without blanks.
    pub text: Arc<str>,
    /// Where.
    pub span: Span,
}

/// `name(a, b) ::= alternative || ...;`
#[derive(Clone, Debug)]
pub struct AbstractEvent {
    /// Its name.
    pub name: Ident,
    /// Parameters; none if there are no parentheses.
    pub params: Vec<AbstractParam>,
    /// At least one.
    pub alternatives: Vec<Alternative>,
    /// The left-hand side.
    pub span: Span,
    /// All of it, outside of macros.
    pub whole: Span,
}

/// Parameter of an abstract event.
#[derive(Clone, Debug)]
pub struct AbstractParam {
    /// Type, if written (`Integer fd` and `CharPtr f` are typedefs of the prelude).
    pub ty: Option<Type>,
    /// Name.
    pub name: Ident,
}

/// `call(p, _, q)`, `(call(p, q) | condition)` or `call`.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// `bsd::` and so on, if written.
    pub namespace: Option<Ident>,
    /// A call, a tag, or another abstract event.
    pub call: Ident,
    /// One per written argument: the name it binds, or `None` for `_`. Trailing parameters of the
    /// call may be left out.
    pub args: Vec<Option<Ident>>,
    /// Condition over names bound here. A conjunct `p == expression` (or `p = expression`), with
    /// `p` a parameter of the abstract event that no argument binds, binds it.
    pub condition: Option<Expr>,
    /// All of it.
    pub span: Span,
}

/// `event NAME(type a, ...);`
#[derive(Clone, Debug)]
pub struct EventDecl {
    /// Its name.
    pub name: Ident,
    /// Parameters, all named.
    pub params: Vec<Param>,
    /// All of it.
    pub span: Span,
}
