//! The typed tree: what [`super`] makes of the syntax tree. Names are resolved, every conversion is
//! written out, types are complete wherever a value or an object stands.
mod expr;

use crate::ast;
use crate::span::Span;
use crate::types::{Bits, Ty, Types};
pub(crate) use expr::{BinOp, Expr, ExprKind, Place, PlaceKind};
use std::rc::Rc;
use std::sync::Arc;
use wss_abi::addr::Region;
use wss_abi::clause::{ArgTest, Life, Phase, Source};
use wss_abi::object::{EventDef, OnFault, TableDef};

/// A whole wrapper.
#[derive(Debug)]
pub(crate) struct Program {
    /// Structures and unions.
    pub(crate) types: Types,
    /// Its name, if the source says it.
    pub(crate) name: Option<ast::Ident>,
    /// Fault policy.
    pub(crate) on_fault: OnFault,
    /// Instructions per event.
    pub(crate) budget: Option<u32>,
    /// Objects at file scope, `static` locals, string literals.
    pub(crate) globals: Vec<Global>,
    /// Functions, with a body if they are defined.
    pub(crate) funcs: Vec<Func>,
    /// How many of them, the first, are the library's.
    pub(crate) lent: usize,
    /// Clauses in source order.
    pub(crate) clauses: Vec<Clause>,
    /// Events that it raises.
    pub(crate) events: Vec<EventDef>,
    /// Keyed tables.
    pub(crate) tables: Vec<TableDef>,
}

/// Index into [`Program::globals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct GlobalId(pub(crate) u32);

/// Index into [`Program::funcs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FuncId(pub(crate) u32);

/// Index into [`Body::locals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LocalId(pub(crate) u32);

/// A label of a function: `case`s, `goto`s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct LabelId(pub(crate) u32);

/// An object with static storage.
#[derive(Clone, Debug)]
pub(crate) struct Global {
    /// Name; of a local one, with its function's; of a literal, empty.
    pub(crate) name: String,
    /// Type.
    pub(crate) ty: Ty,
    /// Where it lives.
    pub(crate) region: Region,
    /// Alignment.
    pub(crate) align: u64,
    /// What it starts with; the rest is 0.
    pub(crate) init: Vec<Datum>,
    /// Its linkage is internal: `static` at file scope (C17 6.2.2).
    pub(crate) internal: bool,
    /// Declared `extern` only, so far.
    pub(crate) only_extern: bool,
    /// Has an initialiser.
    pub(crate) initialised: bool,
    /// Where.
    pub(crate) span: Span,
    /// Stands in the prelude or the library: left out while nothing uses it.
    pub(crate) used: bool,
}

/// Part of an initial image.
#[derive(Clone, Debug)]
pub(crate) enum Datum {
    /// Low `size` bytes of a number, at an offset.
    Int { offset: u64, size: u8, value: i64, bits: Option<Bits> },
    /// Address of a global plus an addend, 8 bytes, at an offset.
    Addr { offset: u64, to: GlobalId, addend: i64 },
    /// Address of a function, 8 bytes, at an offset.
    Func { offset: u64, to: FuncId },
    /// Bytes.
    Bytes { offset: u64, bytes: Vec<u8> },
}

/// A function.
#[derive(Clone, Debug)]
pub(crate) struct Func {
    /// Name.
    pub(crate) name: Arc<str>,
    /// Type: a function's.
    pub(crate) ty: Ty,
    /// What calling it means.
    pub(crate) kind: FuncKind,
    /// Where.
    pub(crate) span: Span,
    /// Called from somewhere.
    pub(crate) used: bool,
    /// Its address is taken: a pointer may refer to it.
    pub(crate) taken: bool,
    /// Alignment asked for, or 0; only `__alignof__` sees it.
    pub(crate) align: u64,
    /// Its linkage is internal: `static` (C17 6.2.2).
    pub(crate) internal: bool,
}

/// What calling a function means.
#[derive(Clone, Debug)]
pub(crate) enum FuncKind {
    /// Declared, not defined.
    Declared,
    /// A helper of the machine.
    Helper(u16),
    /// Ends the program: a reason of [`wss_abi::helper::trap`].
    Trap(u64),
    /// A function of the program.
    Defined(Rc<Body>),
}

/// A function's or action's variables and statements.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    /// Parameters first.
    pub(crate) locals: Vec<Local>,
    /// Number of parameters.
    pub(crate) params: usize,
    /// Result type.
    pub(crate) ret: Option<Ty>,
    /// Statements.
    pub(crate) stmts: Vec<Stmt>,
    /// Number of labels.
    pub(crate) labels: u32,
    /// Labels whose addresses are taken: a label's address is its place here, from 1.
    pub(crate) addressed: Vec<LabelId>,
    /// The closing brace.
    pub(crate) end: Span,
}

impl Body {
    /// A label that the body has not had.
    pub(crate) fn label(&mut self) -> LabelId {
        self.labels += 1;
        LabelId(self.labels - 1)
    }
}

/// A variable with automatic storage.
#[derive(Clone, Debug)]
pub(crate) struct Local {
    /// Type.
    pub(crate) ty: Ty,
    /// Alignment.
    pub(crate) align: u64,
    /// Its address is taken, or it is no scalar: it lives in memory.
    pub(crate) memory: bool,
}

/// A statement.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub(crate) enum Stmt {
    Expr(Expr),
    /// Initialises a local: all zero first if `zero`, then the parts.
    Init {
        local: LocalId,
        zero: bool,
        parts: Vec<InitPart>,
        span: Span,
    },
    Block(Vec<Stmt>),
    If {
        cond: Expr,
        then: Box<Stmt>,
        other: Option<Box<Stmt>>,
    },
    Loop {
        first: bool,
        cond: Option<Expr>,
        step: Option<Expr>,
        body: Box<Stmt>,
        span: Span,
    },
    Switch {
        value: Expr,
        cases: Vec<Case>,
        default: Option<LabelId>,
        body: Box<Stmt>,
    },
    Label(LabelId, Span),
    Goto(LabelId, Span),
    /// To the label at an address.
    GotoPointer(Expr),
    Break(Span),
    Continue(Span),
    Return(Option<Expr>, Span),
    Raise {
        event: u32,
        args: Vec<Expr>,
        span: Span,
    },
}

/// Values of a `switch` that lead to a label: `low..=high` in the type switched on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) to: LabelId,
    pub(crate) span: Span,
}

/// Part of an initialiser.
#[derive(Clone, Debug)]
pub(crate) struct InitPart {
    /// Bytes from the start of the object.
    pub(crate) offset: u64,
    /// Bit-field.
    pub(crate) bits: Option<Bits>,
    /// Value.
    pub(crate) value: InitValue,
}

/// What a part is set to.
#[derive(Clone, Debug)]
pub(crate) enum InitValue {
    /// A value of the member's type.
    Expr(Expr),
    /// Bytes of a string literal.
    Bytes(Vec<u8>),
}

/// A clause.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    /// As written.
    pub(crate) label: String,
    /// What it catches.
    pub(crate) on: On,
    /// When.
    pub(crate) phase: Phase,
    /// Names of slots.
    pub(crate) params: Vec<Param>,
    /// Written condition.
    pub(crate) condition: Option<Expr>,
    /// Action; its locals serve the condition too.
    pub(crate) body: Rc<Body>,
    /// `unlocked`
    pub(crate) unlocked: bool,
    /// One of those that sequences are made of.
    pub(crate) sequence: bool,
    /// The head.
    pub(crate) span: Span,
}

/// What a clause catches.
#[derive(Clone, Debug)]
pub(crate) enum On {
    /// Calls.
    Calls(Vec<CallOn>),
    /// Events of other wrappers.
    Raised(String, String),
    /// Life-cycle.
    Life(Life),
}

/// One call of a clause.
#[derive(Clone, Debug)]
pub(crate) struct CallOn {
    /// Native number.
    pub(crate) nr: u32,
    /// Sources of the clause's slots.
    pub(crate) sources: Vec<Source>,
    /// It applies when any of these holds; of none, always.
    pub(crate) when: Vec<Alternative>,
}

/// Why a clause applies to a call: all of it holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alternative {
    /// Membership of the family; the slot that holds the register tested.
    pub(crate) tests: Vec<(u8, ArgTest)>,
    /// Conditions of abstract events.
    pub(crate) conditions: Vec<Expr>,
}

/// A slot of a clause.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    /// Name.
    pub(crate) name: String,
    /// Type as an expression.
    pub(crate) ty: Ty,
    /// A pointer whose target was captured.
    pub(crate) captured: bool,
}
