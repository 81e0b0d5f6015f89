//! Which captured parameters a clause decides on ([`wss_abi::clause::Clause::decides`]): a
//! conservative taint analysis over the IR that a clause can reach.
//!
//! A register carries two sets of slots: those whose captured memory its value may point into, and
//! those whose content its value may depend on. What is loaded through a pointer depends on what it
//! points into; memory the program writes is one cell. Calls join arguments with parameters over all
//! call sites. A decision is a verdict, a violation, a raise, a rewrite, a signal, or a write to
//! state; it depends on its operands, and on every branch that decides whether it is reached
//! (Ferrante, Ottenstein and Warren 1987).
use super::control::dependences;
use super::effects::reachable;
use crate::ir::{Base, BlockId, Callee, Func, Inst, Reg, Term, Val};
use crate::lower::LoweredClause;
use std::collections::HashMap;
use wss_abi::addr::{Region, split};
use wss_abi::clause::{On, Source};
use wss_abi::ctx;
use wss_abi::helper::{self, ArgKind, id};

/// What is known of a value.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Taint {
    /// Slots whose captured memory it may point into.
    into: u16,
    /// Slots whose content it may depend on.
    on: u16,
    /// It may point outside of the frame: a store through it is a write to state.
    outside: bool,
}

impl Taint {
    fn join(&mut self, o: Taint) -> bool {
        let before = *self;
        self.into |= o.into;
        self.on |= o.on;
        self.outside |= o.outside;
        *self != before
    }

    /// Content that is reached by way of this value.
    fn content(self) -> u16 {
        self.into | self.on
    }
}

/// What is known of a function.
#[derive(Default)]
struct Known {
    regs: HashMap<Reg, Taint>,
    result: Taint,
    /// Slots on which it depends whether the function is called.
    called: u16,
}

struct Analysis<'a> {
    funcs: &'a [Func],
    clause: &'a LoweredClause,
    known: HashMap<u32, Known>,
    /// The cell of all memory that the program writes.
    memory: Taint,
    decides: u16,
    changed: bool,
    /// Slots that hold addresses in captured memory, and those that hold raw pointers.
    captured: u16,
    /// The body may return another verdict than to continue.
    verdicts: bool,
    /// Blocks of each function, with those that their execution depends on.
    control: HashMap<u32, Vec<Vec<BlockId>>>,
}

/// The slots that the clause decides on; of `slots` slots.
pub(super) fn slots(c: &LoweredClause, funcs: &[Func], slots: usize) -> u16 {
    let captured = pointers(c, slots);
    if captured == 0 {
        return 0;
    }
    let list = reachable([Some(c.body), c.guard].into_iter().flatten(), funcs);
    let body = funcs.get(c.body as usize).into_iter().flat_map(|f| &f.blocks);
    let verdicts = body.into_iter().any(|b| matches!(b.term, Term::Ret(v) if v != Val::Imm(0)));
    let mut a = Analysis {
        funcs,
        clause: c,
        known: list.iter().map(|f| (*f, Known::default())).collect(),
        memory: Taint::default(),
        decides: 0,
        changed: true,
        captured,
        verdicts,
        control: HashMap::new(),
    };
    for at in &list {
        if let Some(f) = funcs.get(*at as usize) {
            a.control.insert(*at, dependences(f));
        }
    }
    while a.changed {
        a.changed = false;
        for at in &list {
            a.function(*at);
        }
    }
    a.decides & captured
}

/// Slots that are pointers: captured, or raw addresses for `wr_read`.
fn pointers(c: &LoweredClause, slots: usize) -> u16 {
    let On::Calls(calls) = &c.on else { return 0 };
    let mut set = 0;
    for (n, name) in c.params.iter().enumerate().take(slots.min(16)) {
        let captured = calls.iter().any(|b| {
            matches!(b.sources.get(n), Some(Source::Capture { .. } | Source::Field { .. }))
        });
        if captured || name.starts_with('&') {
            set |= 1 << n;
        }
    }
    set
}

impl Analysis<'_> {
    fn get(&self, at: u32, v: Val) -> Taint {
        match v {
            Val::Imm(i) => {
                let (region, offset) = split(i as u64);
                let mut t = Taint { outside: region != 0, ..Taint::default() };
                if region == Region::Ctx as u32 {
                    t.into |= self.slot_at(i64::from(offset), 8);
                }
                t
            }
            Val::Reg(r) => {
                self.known.get(&at).and_then(|k| k.regs.get(&r)).copied().unwrap_or_default()
            }
        }
    }

    /// The captured slots in this part of the context.
    fn slot_at(&self, offset: i64, size: i64) -> u16 {
        let (from, to) = (i64::from(ctx::PARAMS), i64::from(ctx::LENS));
        if offset + size <= from || offset >= to {
            return 0;
        }
        let n = ((offset - from) / 8).clamp(0, 15);
        self.captured & (1 << n)
    }

    fn set(&mut self, at: u32, d: Reg, t: Taint) {
        if let Some(k) = self.known.get_mut(&at) {
            self.changed |= k.regs.entry(d).or_default().join(t);
        }
    }

    fn decide(&mut self, on: u16) {
        self.changed |= on & !self.decides != 0;
        self.decides |= on;
    }

    fn function(&mut self, at: u32) {
        let funcs = self.funcs;
        let Some(f) = funcs.get(at as usize) else { return };
        let clause_function = at == self.clause.body || Some(at) == self.clause.guard;
        if clause_function && let Some(p) = f.params.first() {
            // The context: loads through it are told apart by their offset.
            self.set(at, *p, Taint { outside: true, ..Taint::default() });
        }
        let context = f.params.first().filter(|_| clause_function).copied();
        for (n, b) in f.blocks.iter().enumerate() {
            let mut control = self.known.get(&at).map_or(0, |k| k.called);
            let on = self.control.get(&at).and_then(|c| c.get(n)).cloned().unwrap_or_default();
            for branch in on {
                if let Some(Term::Branch { a, b, .. }) = f.block(branch).map(|b| &b.term) {
                    control |= self.get(at, *a).on | self.get(at, *b).on;
                }
            }
            for (inst, _) in &b.insts {
                self.inst(at, inst, control, context);
            }
            if let Term::Ret(v) = b.term {
                let mut t = self.get(at, v);
                t.on |= control;
                if at == self.clause.body {
                    // A verdict: `continue` too, where another one was possible.
                    if self.verdicts {
                        self.decide(t.on);
                    }
                } else if Some(at) == self.clause.guard {
                    self.decide(t.on);
                }
                if let Some(k) = self.known.get_mut(&at) {
                    self.changed |= k.result.join(t);
                }
            }
        }
    }

    fn inst(&mut self, at: u32, inst: &Inst, control: u16, context: Option<Reg>) {
        let mut t = Taint { on: control, ..Taint::default() };
        match inst {
            Inst::Copy { a, .. } | Inst::Ext { a, .. } => {
                t.join(self.get(at, *a));
            }
            Inst::Bin { a, b, .. } => {
                t.join(self.get(at, *a));
                t.join(self.get(at, *b));
            }
            Inst::Set { a, b, .. } => {
                t.on |= self.get(at, *a).on | self.get(at, *b).on;
            }
            Inst::Addr { .. } => {}
            Inst::Load { base, off, size, .. } => match base {
                Base::Reg(r) if Some(*r) == context => {
                    t.into |= self.slot_at(i64::from(*off), i64::from(*size));
                    t.outside = true;
                    // A scalar inside a captured structure is content of it.
                    t.on |= self.fields(i64::from(*off));
                }
                Base::Reg(r) => {
                    let p = self.get(at, Val::Reg(*r));
                    t.on |= p.content() | self.memory.on;
                    // Captured vectors hold pointers to captured strings.
                    t.into |= p.into | self.memory.into;
                    t.outside = true;
                }
                Base::Slot(_) => {
                    t.on |= self.memory.on;
                    t.into |= self.memory.into;
                    t.outside = true;
                }
            },
            Inst::Store { base, a, .. } => {
                let mut v = self.get(at, *a);
                v.on |= control;
                if let Base::Reg(r) = base {
                    let p = self.get(at, Val::Reg(*r));
                    v.on |= p.on;
                    if p.outside {
                        self.decide(v.on);
                    }
                }
                self.changed |= self.memory.join(v);
            }
            Inst::Call { callee, args, .. } => t = self.call(at, *callee, args, control),
        }
        if let Some(d) = inst.def() {
            self.set(at, d, t);
        }
    }

    /// Slots whose value in the context is content of a captured structure.
    fn fields(&self, offset: i64) -> u16 {
        let bit = self.slot_at(offset, 8);
        let On::Calls(calls) = &self.clause.on else { return 0 };
        let n = bit.trailing_zeros() as usize;
        let field = calls.iter().any(|b| matches!(b.sources.get(n), Some(Source::Field { .. })));
        if field { bit } else { 0 }
    }

    fn call(&mut self, at: u32, callee: Callee, args: &[Val], control: u16) -> Taint {
        let taints: Vec<Taint> = args.iter().map(|a| self.get(at, *a)).collect();
        match callee {
            Callee::Func(to) => {
                let params = self.funcs.get(to as usize).map(|f| f.params.clone());
                for (p, t) in params.unwrap_or_default().into_iter().zip(&taints) {
                    self.set(to, p, *t);
                }
                let Some(k) = self.known.get_mut(&to) else { return Taint::default() };
                self.changed |= control & !k.called != 0;
                k.called |= control;
                let mut t = k.result;
                t.on |= control;
                t
            }
            Callee::Helper(number) => self.helper(number, &taints, control),
        }
    }

    fn helper(&mut self, number: u16, taints: &[Taint], control: u16) -> Taint {
        // Strings and buffers that the program wrote itself are memory's cell.
        let kinds = helper::by_id(i32::from(number)).map_or(&[][..], |h| h.args);
        let mut on = control;
        let mut writes = false;
        for (t, kind) in taints.iter().zip(kinds) {
            on |= match kind {
                ArgKind::Scalar => t.on,
                ArgKind::CStr | ArgKind::In(_) => t.content() | self.memory.on,
                // What lies behind a raw pointer is content too.
                ArgKind::UserAddr => t.content(),
                ArgKind::Out(_) | ArgKind::OutStat | ArgKind::OutKey | ArgKind::OutRow => {
                    writes = true;
                    t.on
                }
            };
        }
        let mut into = taints.iter().fold(0, |i, t| i | t.into);
        match number {
            id::AUDIT | id::AUDIT_PRINTF | id::AUDIT_EVENT | id::LOCK | id::RECORD_AS => {
                return Taint { on: control, ..Taint::default() };
            }
            // A message is no decision, but whether it is sent is one, and so is a fault.
            id::VIOLATION | id::TRAP => self.decide(control),
            id::RAISE => self.decide(on | into | self.memory.into),
            id::SET_ARG
            | id::SET_ARG_BYTES
            | id::SET_RET
            | id::SET_ERRNO
            | id::KILL
            | id::SWITCH
            | id::WRITE
            | id::TABLE_PUT
            | id::TABLE_DELETE => self.decide(on),
            // These return places in their arguments.
            id::STRSTR | id::STRCHR => {
                return Taint { into, on, outside: true };
            }
            _ => into = 0,
        }
        if writes {
            // Copies carry pointers along too; the destination may be state.
            let carried = if number == id::MEMCPY { self.memory.into } else { into };
            self.changed |= self.memory.join(Taint { into: carried, on, outside: true });
            let kinds = taints.iter().zip(kinds);
            let state = kinds.filter(|(_, k)| {
                matches!(k, ArgKind::Out(_) | ArgKind::OutStat | ArgKind::OutKey | ArgKind::OutRow)
            });
            if state.into_iter().any(|(t, _)| t.outside) {
                self.decide(on);
            }
        }
        Taint { into: 0, on, outside: false }
    }
}
