//! Clauses: the guard, the body, and one object clause for each layer of bindings.
use super::Lower;
use super::build::Build;
use super::filter::bind;
use super::guard;
use crate::ir::{Cond, Term, Val, Width};
use crate::sema::typed::{Alternative, CallOn, Clause, Expr, On};
use crate::span::Span;
use wss_abi::clause::{self as object, ArgTest, Cmp, Phase};
use wss_abi::ctx;

/// A lowered clause.
pub(crate) struct Lowered {
    /// As written.
    pub(crate) label: String,
    /// What it catches.
    pub(crate) on: object::On,
    /// When.
    pub(crate) phase: Phase,
    /// Function that says whether it applies.
    pub(crate) guard: Option<u32>,
    /// Function that is the action.
    pub(crate) body: u32,
    /// Names of slots.
    pub(crate) params: Vec<String>,
    /// `unlocked`
    pub(crate) unlocked: bool,
    /// One of those that sequences are made of.
    pub(crate) sequence: bool,
    /// The head.
    pub(crate) span: Span,
}

/// Lowers all clauses.
pub(super) fn lower(l: &mut Lower<'_>) -> Vec<Lowered> {
    let mut out = Vec::new();
    let program = l.program;
    for c in &program.clauses {
        match &c.on {
            On::Calls(calls) => {
                for layer in layers(calls) {
                    let on = object::On::Calls(layer.iter().map(|m| bind(m, c)).collect());
                    out.push(one(l, c, &layer, on));
                }
            }
            On::Raised(wrapper, event) => {
                let on = object::On::Raised { wrapper: wrapper.clone(), event: event.clone() };
                out.push(one(l, c, &[], on));
            }
            On::Life(life) => out.push(one(l, c, &[], object::On::Life(*life))),
        }
    }
    out
}

/// Calls that occur once each: a second binding of a call goes to a second layer.
pub(crate) fn layers(calls: &[CallOn]) -> Vec<Vec<&CallOn>> {
    // One that catches nothing is there to be named.
    let mut layers: Vec<Vec<&CallOn>> =
        if calls.is_empty() { vec![Vec::new()] } else { Vec::new() };
    for m in calls {
        match layers.iter_mut().find(|l| !l.iter().any(|x| x.nr == m.nr)) {
            Some(l) => l.push(m),
            None => layers.push(vec![m]),
        }
    }
    layers
}

fn one(l: &mut Lower<'_>, c: &Clause, members: &[&CallOn], on: object::On) -> Lowered {
    let mut written = Vec::new();
    if let Some(e) = &c.condition {
        guard::conjuncts(e, &mut written);
    }
    let (mut early, mut late): (Vec<&Expr>, Vec<&Expr>) = Default::default();
    for e in written {
        // What is left for later may change variables that stand behind it.
        let fixed = late.is_empty() || !guard::reads_variable(e);
        let to = if fixed && guard::scalar_only(e, &c.params) { &mut early } else { &mut late };
        to.push(e);
    }
    let judged = |a: &Alternative| a.conditions.iter().all(|e| guard::scalar_only(e, &c.params));
    let guarded = !early.is_empty()
        || members.iter().any(|m| m.when.iter().any(|a| !a.tests.is_empty() || judged(a)));
    let guard = guarded.then(|| {
        let at = l.reserve();
        let mut b = Build::new(l, &format!("{} guard", c.label), c.span, &c.body);
        begin(&mut b);
        b.members(members, |e| guard::scalar_only(e, &c.params));
        b.conditions(&early);
        b.end(Term::Ret(Val::Imm(1)));
        let f = b.finish();
        l.put(at, f);
        at
    });
    let body = l.reserve();
    let mut b = Build::new(l, &c.label, c.span, &c.body);
    begin(&mut b);
    // What the guard could not judge, with the rest of its alternative.
    let rest: Vec<&CallOn> =
        members.iter().copied().filter(|m| !m.when.iter().all(judged)).collect();
    b.members(&rest, |_| true);
    b.conditions(&late);
    for s in &c.body.stmts {
        b.stmt(s);
    }
    let f = b.finish();
    l.put(body, f);
    Lowered {
        label: c.label.clone(),
        on,
        phase: c.phase,
        guard,
        body,
        params: c.params.iter().map(|p| p.name.clone()).collect(),
        unlocked: c.unlocked,
        sequence: c.sequence,
        span: c.span,
    }
}

fn begin(b: &mut Build<'_, '_>) {
    let r = b.f.reg();
    b.f.params.push(r);
    b.ctx = Some(r);
    b.variables();
}

impl Build<'_, '_> {
    /// Returns 0 unless all hold.
    fn conditions(&mut self, list: &[&Expr]) {
        for e in list {
            let (yes, no) = (self.block(), self.block());
            self.branch(e, yes, no);
            self.start(no);
            self.end(Term::Ret(Val::Imm(0)));
            self.start(yes);
        }
    }

    /// Returns 0 if the call is a member under conditions and those that `judge` admits rule it out.
    fn members(&mut self, members: &[&CallOn], judge: impl Fn(&Expr) -> bool) {
        for m in members.iter().filter(|m| !m.when.is_empty()) {
            let (this, after) = (self.block(), self.block());
            let nr = self.context(ctx::NR);
            let nr = self.load_mem(nr, 4, false);
            let b = Val::Imm(i64::from(m.nr));
            let w = Width::W32;
            self.end(Term::Branch { cond: Cond::Eq, w, a: nr, b, then: this, other: after });
            self.start(this);
            for alternative in &m.when {
                let next = self.block();
                for (slot, t) in &alternative.tests {
                    self.test(*slot, t, next);
                }
                for e in alternative.conditions.iter().filter(|e| judge(e)) {
                    let yes = self.block();
                    self.branch(e, yes, next);
                    self.start(yes);
                }
                self.end(Term::Jump(after));
                self.start(next);
            }
            self.end(Term::Ret(Val::Imm(0)));
            self.start(after);
        }
    }

    /// Goes to `no` unless the test holds of the register that a slot holds.
    fn test(&mut self, slot: u8, t: &ArgTest, no: crate::ir::BlockId) {
        let m = self.context(ctx::PARAMS + 8 * u32::from(slot));
        let w = if t.wide { Width::W64 } else { Width::W32 };
        let v = self.load_mem(m, if t.wide { 8 } else { 4 }, false);
        let v = self.bin(crate::ir::Op::And, w, v, Val::Imm(t.mask as i64));
        let cond = match t.op {
            Cmp::Eq => Cond::Eq,
            Cmp::Ne => Cond::Ne,
            Cmp::Lt => Cond::ULt,
            Cmp::Le => Cond::ULe,
            Cmp::Gt => Cond::UGt,
            Cmp::Ge => Cond::UGe,
        };
        let then = self.block();
        self.end(Term::Branch { cond, w, a: v, b: Val::Imm(t.value as i64), then, other: no });
        self.start(then);
    }
}
