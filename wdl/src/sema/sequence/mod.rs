//! Sequences of events (`sequence a(x); !b(x)*; c(x) { action }`), all of a wrapper as one automaton.
//!
//! # What a sequence means
//!
//! The action runs at an event that is the last step, if there were, in the process, earlier events
//! that are the other steps in their order, such that names bound in several steps had one value,
//! and between two steps no event happened that the source says must not (`!b(x)*`). Other events
//! may come between. So what was begun ends only by such an event, by the end of the process or of
//! the binding, or by the bound: completing a sequence does not end it, and every further event that
//! is its last step completes it again. One event is one step: it does not count for two of them. An event that both
//! completes and ends completes. For one event the action of a sequence runs once, with the values
//! of the match that was begun last.
//!
//! # How it is done
//!
//! The positions of all patterns are bits: bit `j` of *level* `i` says that pattern `j` has seen its
//! first `i` steps. Partial matches that bind the same values are one set of bits, in a table whose
//! key is the values; those that bind nothing are in variables. For each event that some pattern
//! names there is one clause, whose guard asks whether any of the bits is set that the event
//! concerns: what nobody waits for costs that test. Moving all patterns on by an event is a handful
//! of operations on words ([`text`]), so that many patterns cost little more than one; conditions and
//! actions are evaluated for those that the event concerns ([`glue`]). Each sequence has besides a
//! clause that catches nothing, which records name and whose hits are its completions ([`names`]).
mod action;
mod arrange;
mod carried;
mod choose;
mod complete;
mod conditions;
mod glue;
mod guard;
mod names;
mod plan;
mod text;

use super::slots::{Bind, Env};
use super::typed::FuncId;
use crate::ast;
use crate::span::Span;
use crate::types::Ty;
use std::collections::BTreeMap;
use std::sync::Arc;
use wss_abi::clause::{ArgTest, Source};

pub(super) use action::Scope as ActionScope;

/// All sequences of a wrapper.
pub(super) struct Plan<'a> {
    /// Longest first: the order of their bits.
    patterns: Vec<Pattern<'a>>,
    /// What happens at each event.
    events: BTreeMap<Key, Event<'a>>,
    /// Levels from 1 on; level 0 holds always and has no bits.
    levels: Vec<Level>,
    /// Most values that a partial match binds.
    arity: usize,
    /// Bound of the table, and whether one row more is a fault.
    rows: u32,
    faults: bool,
}

/// Where a level's bits are.
#[derive(Clone, Copy, Default)]
struct Level {
    /// First word.
    base: usize,
    /// Number of words.
    words: usize,
}

/// One sequence.
struct Pattern<'a> {
    seq: &'a ast::Sequence,
    /// Its place among the sequences of the source.
    number: usize,
    /// Steps, each with what must not happen before it since the one before.
    steps: Vec<(&'a ast::Step, Vec<&'a ast::Step>)>,
    /// Names that a partial match carries, in the order in which they are bound.
    vars: Vec<Var>,
    /// How many of them are bound before each step, and after the last.
    bound: Vec<usize>,
    /// Variables whose value the action needs from an earlier step, with where it is kept.
    kept: Vec<(usize, usize)>,
    /// The action, once it is checked.
    action: Option<FuncId>,
    /// Number, in the object, of the clause that records name.
    clause: Option<u32>,
    /// The action may give a verdict.
    verdicts: bool,
}

/// A name that a partial match carries.
#[derive(Clone)]
struct Var {
    name: Arc<str>,
    ty: Ty,
    /// A string: its hash is carried.
    text: bool,
}

/// An event that some pattern names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Patterns that say `unlocked` are apart: they may not speak for those that do not.
    unlocked: bool,
    /// After the call.
    post: bool,
    what: What,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Call(u32),
    /// Wrapper (empty: any) and event.
    Raised(String, String),
    /// By its place in [`super::events::LIFE`].
    Life(usize),
}

/// What patterns have to do with one event.
#[derive(Default)]
struct Event<'a> {
    roles: Vec<Role<'a>>,
    /// What of the event is bound to names.
    values: Vec<(Value, Bind)>,
    groups: Vec<Group>,
    /// Words of conditions that the clause fills in.
    accumulators: usize,
    /// The function that moves the patterns on.
    func: Option<FuncId>,
}

/// Something of an event that a name stands for.
#[derive(Clone, Copy, PartialEq)]
enum Value {
    Source(Source, bool),
    Const(i64),
    Result,
    Slot(u8, bool),
}

/// One way in which one event is one step (or must not be) of one pattern.
struct Role<'a> {
    pattern: usize,
    /// The step, or the step before which it must not happen.
    level: usize,
    /// It must not happen.
    ends: bool,
    env: Env,
    tests: Vec<ArgTest>,
    conditions: Vec<(&'a ast::Expr, Env)>,
    span: Span,
    /// Where its bit is, once the groups are made.
    group: usize,
}

impl Role<'_> {
    fn is_conditional(&self) -> bool {
        !(self.tests.is_empty() && self.conditions.is_empty())
    }
}

/// Roles that look for the same partial matches, and make the same of them.
struct Group {
    level: usize,
    ends: bool,
    /// For each variable bound so far the value it must have, if the event says it.
    given: Vec<Option<usize>>,
    /// Values of the variables that the step binds.
    new: Vec<usize>,
    /// By word of the level.
    words: BTreeMap<usize, Word>,
}

/// Bits of one word of a group.
#[derive(Default)]
struct Word {
    /// Held whatever the event's parameters.
    always: u64,
    /// Of those under conditions, all.
    maybe: u64,
    /// The accumulator in which those that hold are.
    held: Option<usize>,
    /// Bits of patterns whose last step this is.
    last: u64,
}

impl Word {
    fn all(&self) -> u64 {
        self.always | self.maybe
    }
}

fn value_of(bind: &Bind, text: bool) -> Value {
    match bind {
        Bind::Param(p) => Value::Source(p.source, text),
        Bind::Const(v) => Value::Const(*v),
        Bind::Result => Value::Result,
        Bind::Slot(n) => Value::Slot(*n, text),
    }
}
