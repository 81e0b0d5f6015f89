//! Names and types: from the syntax tree to the typed tree. Reports everything it finds wrong and
//! goes on; what was reported is of type [`Kind::Error`], which fits everything, so that one
//! mistake is one message.
mod absent;
mod abstracts;
mod align;
mod call;
mod conditional;
mod convert;
mod decl;
mod designate;
mod ends;
mod enums;
mod events;
mod expr;
mod format;
mod function;
mod image;
mod init;
pub(crate) mod konst;
mod labels;
mod linkage;
mod meant;
mod misfit;
mod operand;
mod ops;
mod overflow;
mod overridden;
mod pattern;
mod pointers;
mod records;
mod resolve;
mod rewrite;
mod scope;
mod sequence;
mod slots;
mod sorts;
mod stmt;
mod table;
mod unknown;
mod width;

pub(crate) mod typed;

use crate::ast;
use crate::diag::{self, Code, Diagnostic, Diags, codes::sema as codes};
use crate::span::Span;
use crate::types::{Kind, RecordId, Ty, Types};
use scope::{EnumTag, Scope, Sym, Tag};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use typed::{Body, FuncKind, Global, GlobalId, Local, LocalId, Program};
use wss_abi::object::{EventDef, OnFault, limit};
use wss_calls::Table;

/// The function or clause being checked.
#[derive(Default)]
struct Current {
    body: Body,
    name: String,
    /// `case`s of the switches around, innermost last.
    switches: Vec<stmt::Switch>,
    /// How many loops, and loops or switches, are around.
    loops: u32,
    breaks: u32,
    labels: labels::Labels,
    /// The statement expression being read, by number, 0 outside of all, and which each is in.
    within: u32,
    expressions: Vec<u32>,
    statics: u32,
    /// The images of variables that are `const`, where they are known.
    known: HashMap<LocalId, Vec<typed::Datum>>,
    /// A clause: `return` gives a verdict.
    clause: bool,
    /// A function whose result type is not written.
    implicit: bool,
}

struct Sema<'a> {
    table: &'static Table,
    diags: &'a mut Diags,
    types: Types,
    globals: Vec<Global>,
    /// Variables declared at file scope before their structure may be defined.
    tentative: Vec<GlobalId>,
    /// Objects of the file, those that only blocks declare included, by name (C17 6.2.2).
    linked: HashMap<Arc<str>, (GlobalId, Span)>,
    /// What designators name again, in the initialiser being read.
    anew: Vec<overridden::Anew>,
    /// The members of unions, by place, that the initialiser at hand set last.
    chosen: HashMap<(u64, RecordId), u64>,
    /// Data that images of objects have of those of others, and images that are kept.
    copied: usize,
    /// How many initialisers are being read, one in another.
    filling: u32,
    /// Which structures their expressions, by address, are.
    structures: HashMap<usize, Option<RecordId>>,
    funcs: Vec<typed::Func>,
    events: Vec<(EventDef, Vec<Ty>, bool, Span)>,
    scopes: Vec<Scope>,
    strings: HashMap<Vec<u8>, GlobalId>,
    current: Current,
    slots: Option<slots::Slots>,
    /// The action of a sequence is being checked.
    action: Option<sequence::ActionScope>,
    /// Parses what the compiler wrote.
    generate: &'a dyn Fn(&str) -> &'a ast::Unit,
    abstracts: HashMap<Arc<str>, &'a ast::AbstractEvent>,
    /// Abstract events that something means: their definitions were looked at.
    meant: HashSet<Arc<str>>,
    clauses: Vec<typed::Clause>,
    tables: Vec<table::Table>,
    /// Alternatives of abstract events looked at so far: nesting multiplies them.
    expanded: u32,
    /// Structures by number: in `struct s { ... } a, b;` the syntax tree has the definition once for
    /// each declarator.
    defined: HashMap<u32, RecordId>,
    /// Scopes opened so far.
    opened: u32,
    /// Enumerations by number, with the scope that has their constants.
    enumerated: HashMap<u32, (u32, Ty)>,
    /// The scope of the parameters of the type of function last read.
    parameters: Option<Scope>,
    /// What `typeof` of an expression, by address, is in the declaration being read: its declarators share
    /// the specifiers, which mean what they meant before the first.
    typeofs: Option<HashMap<usize, Ty>>,
    /// Names of events, in the clause at hand, that only other targets have.
    absent: Vec<Arc<str>>,
    /// The last length of an array that is no constant expression, and yet known.
    steady_length: Option<Span>,
    /// Functions that the unit defines.
    own: HashSet<Arc<str>>,
    /// Nesting of [`Sema::unevaluated`].
    quiet_use: u32,
    /// How many functions, the first, the library has declared.
    lent: usize,
}

/// Checks a unit; `generate` parses a text that the compiler writes, at most once. The program means
/// something only if `diags` has no errors.
pub(crate) fn check<'a>(
    unit: &'a ast::Unit,
    table: &'static Table,
    diags: &'a mut Diags,
    generate: &'a dyn Fn(&str) -> &'a ast::Unit,
) -> Program {
    let mut s = Sema {
        table,
        diags,
        types: Types::default(),
        globals: Vec::new(),
        tentative: Vec::new(),
        linked: HashMap::new(),
        anew: Vec::new(),
        chosen: HashMap::new(),
        copied: 0,
        filling: 0,
        structures: HashMap::new(),
        funcs: Vec::new(),
        events: Vec::new(),
        scopes: vec![Scope::default()],
        strings: HashMap::new(),
        current: Current::default(),
        slots: None,
        action: None,
        generate,
        abstracts: HashMap::new(),
        meant: HashSet::new(),
        clauses: Vec::new(),
        tables: Vec::new(),
        expanded: 0,
        defined: HashMap::new(),
        opened: 0,
        enumerated: HashMap::new(),
        parameters: None,
        typeofs: None,
        absent: Vec::new(),
        steady_length: None,
        own: HashSet::new(),
        quiet_use: 0,
        lent: 0,
    };
    s.unit(unit);
    let on_fault = match unit.on_fault.as_ref().map(|i| &*i.name) {
        Some("allow") => OnFault::Allow,
        Some("kill") => OnFault::Kill,
        _ => OnFault::Deny,
    };
    let budget = unit.budget.as_ref().and_then(|e| s.budget(e));
    Program {
        types: s.types,
        name: unit.wrapper.clone(),
        on_fault,
        budget,
        globals: s.globals,
        funcs: s.funcs,
        lent: s.lent,
        clauses: s.clauses,
        tables: s.tables.into_iter().map(|t| t.def).collect(),
        events: s.events.into_iter().map(|(e, ..)| e).collect(),
    }
}

impl<'a> Sema<'a> {
    fn unit(&mut self, unit: &'a ast::Unit) {
        for item in &unit.items {
            match item {
                ast::Item::AbstractEvent(e) => self.abstract_event(e),
                ast::Item::Function(f) => {
                    self.own.insert(f.name.name.clone());
                }
                _ => {}
            }
        }
        for (n, item) in unit.items.iter().enumerate() {
            if n == unit.lent {
                self.lent = self.funcs.len();
            }
            match item {
                ast::Item::Decl(d) => {
                    self.declaration(d, true, &mut Vec::new());
                }
                ast::Item::Function(f) => self.function(f),
                ast::Item::StaticAssert(a) => self.static_assert(a),
                ast::Item::Event(e) => self.event(e),
                ast::Item::Table(t) => self.table_decl(t),
                ast::Item::AbstractEvent(_)
                | ast::Item::Clause(_)
                | ast::Item::Sequence(_)
                | ast::Item::Sequences(_) => {}
            }
            // Clauses see what is declared above them, and in the rest of the file too: a clause
            // may raise an event or call a function that is declared further down.
        }
        for item in &unit.items {
            if let ast::Item::Clause(c) = item {
                self.clause(c);
            }
        }
        self.sequences(unit);
        for item in &unit.items {
            if let ast::Item::AbstractEvent(e) = item {
                self.unmeant(e);
            }
        }
        self.undefined();
    }

    /// Functions called but not defined, objects only declared.
    fn undefined(&mut self) {
        // What is wrong elsewhere may be why there is no definition.
        let clean = !self.diags.has_errors();
        for f in &self.funcs {
            if f.used && clean && matches!(f.kind, FuncKind::Declared) {
                let d = Diagnostic::new(
                    codes::UNDEFINED,
                    f.span,
                    format!("function `{}` is called, but nothing defines it", f.name),
                );
                let d = d.here("declared here");
                self.diags.push(if unknown::is_libc(&f.name) {
                    d.note(unknown::NO_LIBC)
                } else {
                    d
                });
            }
        }
        self.complete_tentative();
        for g in &mut self.globals {
            if let (Kind::Array(elem, None), false) = (&g.ty.kind, g.only_extern) {
                // A tentative definition of an array without a length has one element (6.9.2).
                g.ty = Ty { kind: Kind::Array(elem.clone(), Some(1)), ..g.ty.clone() };
            }
            if g.only_extern && g.used {
                let d = Diagnostic::new(
                    codes::UNDEFINED,
                    g.span,
                    format!("variable `{}` is used, but nothing defines it", g.name),
                );
                self.diags.push(d.here("declared `extern` here"));
            }
        }
    }

    /// Structures whose definitions stood below: of what is not there, variables cannot be.
    fn complete_tentative(&mut self) {
        for id in std::mem::take(&mut self.tentative) {
            let at = id.0 as usize;
            let Some(g) = self.globals.get(at) else { continue };
            let (ty, span, what) = (g.ty.clone(), g.span, format!("variable `{}`", g.name));
            if !self.complete(&ty, span, &what) {
                // Of several declarations the first is told.
                break;
            }
            let align = self.types.align(&ty);
            if let Some(g) = self.globals.get_mut(at) {
                g.align = g.align.max(align);
            }
        }
    }

    fn budget(&mut self, e: &'a ast::Expr) -> Option<u32> {
        let value = self.constant(e, "a budget")?;
        match u32::try_from(value) {
            Ok(n) if (1..=limit::BUDGET).contains(&n) => Some(n),
            _ => {
                let text = format!("a budget is 1 to {} instructions", limit::BUDGET);
                self.report(codes::NOT_CONSTANT, e.span, text);
                None
            }
        }
    }

    fn report(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.diags.push(Diagnostic::new(code, span, message));
    }

    fn spell(&self, ty: &Ty) -> String {
        self.types.spell(ty)
    }

    /// Runs `f` on an expression that is looked at but never evaluated (`sizeof`): what it calls is
    /// not thereby used.
    fn unevaluated<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        self.quiet_use += 1;
        let result = f(self);
        self.quiet_use -= 1;
        result
    }

    fn local(&mut self, ty: Ty, align: u64) -> LocalId {
        let memory = !matches!(ty.kind, Kind::Int(_) | Kind::Ptr(_) | Kind::Error);
        let align = align.max(self.types.align(&ty));
        self.current.body.locals.push(Local { ty, align, memory });
        LocalId(self.current.body.locals.len() as u32 - 1)
    }

    fn global(&mut self, g: Global) -> GlobalId {
        self.globals.push(g);
        GlobalId(self.globals.len() as u32 - 1)
    }
}
