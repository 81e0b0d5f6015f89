//! Sequences of events.
use super::{Alternative, Block, Expr, Ident, Phase};
use crate::span::Span;
use std::sync::Arc;

/// `sequence STEP; STEP; ... STEP [unlocked] { action }`
#[derive(Clone, Debug)]
pub struct Sequence {
    /// Steps in order, those that must not happen (`!b(x)*`) among them.
    pub steps: Vec<Step>,
    /// Where `unlocked` stands, if written.
    pub unlocked: Option<Span>,
    /// What is done when the last step happens.
    pub body: Block,
    /// Names that stand behind `$` in the action.
    pub uses: Vec<Arc<str>>,
    /// The head, as people know it: `sequence open(p); !close*; read(p)`.
    pub label: String,
    /// The head.
    pub span: Span,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// `!b(x)*`: it must not happen between its neighbours.
    pub negated: bool,
    /// Any of these is the step.
    pub of: Vec<StepEvent>,
    /// `{N}`: how often it happens, 1 if not written.
    pub times: u32,
    /// `pre` or `post`, if written.
    pub phase: Option<(Phase, Span)>,
    /// All of it.
    pub span: Span,
}

/// One event of a step.
#[derive(Clone, Debug)]
pub struct StepEvent {
    /// What kind of event the name is one of.
    pub kind: StepKind,
    /// Name, the names that its parameters get, condition.
    pub event: Alternative,
}

/// What a step's event is.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// A system call, family, tag or abstract event.
    Call,
    /// `[wrapper::]event{name}`: raised by a wrapper, or by any.
    Raised(Option<Ident>),
    /// `life{name}`
    Life,
}

/// `sequences N [full oldest|fault];`
#[derive(Clone, Debug)]
pub struct Sequences {
    /// How many partial matches that bind something may be kept.
    pub bound: Expr,
    /// What happens to one more.
    pub full: Option<Ident>,
    /// All of it.
    pub span: Span,
}
