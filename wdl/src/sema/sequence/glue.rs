//! The clauses of a plan: for each event one, which evaluates the conditions of the steps that it may
//! be, moves the patterns on and runs the actions of those that are complete.
use super::super::slots::{About, Env, Member, Slots};
use super::super::typed::{
    self, BinOp, CallOn, Clause, Expr, ExprKind, Func, FuncId, FuncKind, GlobalId, On, Stmt,
};
use super::super::{Sema, Sym, codes};
use super::action::{Scope, alike};
use super::choose::Choice;
use super::complete::gives_verdict;
use super::conditions::source_name;
use super::{Event, Key, Pattern, Plan, Role, What, text};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{FuncTy, Kind, Ty};
use std::rc::Rc;
use wss_abi::clause::Phase;

/// Objects and functions of the automaton.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    pub(super) waiting: GlobalId,
    pub(super) done: GlobalId,
    held: GlobalId,
    kept: GlobalId,
    pub(super) text: FuncId,
}

/// What a clause comes to before its slots are final.
struct Made {
    key: Key,
    label: String,
    span: Span,
    condition: Option<Expr>,
    body: typed::Body,
}

impl<'a> Sema<'a> {
    /// Checks all sequences of a unit and adds their clauses behind the wrapper's own.
    pub(in super::super) fn sequences(&mut self, unit: &'a ast::Unit) {
        let Some(mut plan) = self.plan(unit) else { return };
        let generate = self.generate;
        for item in &generate(&text::text(&plan)).items {
            match item {
                ast::Item::Decl(d) => self.declaration(d, true, &mut Vec::new()),
                ast::Item::Function(f) => self.function(f),
                ast::Item::Table(t) => self.table_decl(t),
                _ => {}
            }
        }
        let Some(parts) = self.parts() else { return };
        self.names(&mut plan);
        for (n, event) in plan.events.values_mut().enumerate() {
            let name = format!("{}{n}", text::PREFIX);
            event.func = match self.lookup(&name) {
                Some((Sym::Func(id), _)) => Some(*id),
                _ => None,
            };
        }
        for unlocked in [false, true] {
            for post in [false, true] {
                self.calls(&mut plan, parts, unlocked, post);
            }
        }
        let others: Vec<Key> =
            plan.events.keys().filter(|k| !matches!(k.what, What::Call(_))).cloned().collect();
        for key in others {
            self.elsewhere_clause(&mut plan, parts, &key);
        }
    }

    fn parts(&self) -> Option<Parts> {
        let global = |name: &str| match self.lookup(name) {
            Some((Sym::Global(id), _)) => Some(*id),
            _ => None,
        };
        let Some((Sym::Func(text), _)) = self.lookup("__seq_text") else { return None };
        Some(Parts {
            waiting: global("__seq_u")?,
            done: global("__seq_d")?,
            held: global("__seq_m")?,
            kept: global("__seq_a")?,
            text: *text,
        })
    }

    /// The clauses on calls of one phase.
    fn calls(&mut self, plan: &mut Plan<'a>, parts: Parts, unlocked: bool, post: bool) {
        let mut keys: Vec<Key> = Vec::new();
        let mut members = Vec::new();
        for key in plan.events.keys().filter(|k| k.unlocked == unlocked && k.post == post) {
            let What::Call(nr) = key.what else { continue };
            let Some(call) = self.table.by_nr(nr) else { continue };
            keys.push(key.clone());
            members.push(Member { call, env: None, sources: Vec::new() });
        }
        if keys.is_empty() {
            return;
        }
        let phase = if post { Phase::Post } else { Phase::Pre };
        let about = About::Calls;
        self.slots = Some(Slots { about, phase, members, params: Vec::new() });
        for at in 0..plan.patterns.len() {
            let mut focus: Vec<(usize, Env)> = Vec::new();
            for (m, key) in keys.iter().enumerate() {
                let Some(event) = plan.events.get(key) else { continue };
                for role in event.roles.iter().filter(|r| plan.completes(r, at)) {
                    let Some(p) = plan.patterns.get(at) else { continue };
                    match focus.iter().find(|(x, _)| *x == m) {
                        Some((_, env)) if !alike(p, env, &role.env) => {
                            let text =
                                "one call is this step in two ways that bind names differently";
                            let d = Diagnostic::new(codes::BAD_SEQUENCE, role.span, text);
                            self.diags.push(d.help("write one sequence for each"));
                        }
                        Some(_) => {}
                        None => focus.push((m, role.env.clone())),
                    }
                }
            }
            if !focus.is_empty() {
                self.action_of(plan, parts, at, focus, Env::new());
            }
        }
        let mut made = Vec::new();
        for (member, key) in keys.iter().enumerate() {
            made.extend(self.made(plan, parts, key, member));
        }
        let Some(slots) = self.slots.take() else { return };
        for (m, c) in slots.members.iter().zip(made) {
            let What::Call(nr) = c.key.what else { continue };
            let named = slots.params.iter().zip(&m.sources).map(|(p, s)| typed::Param {
                name: source_name(m, s).unwrap_or(&p.name).to_owned(),
                ..p.clone()
            });
            let params = named.collect();
            let on = On::Calls(vec![CallOn { nr, sources: m.sources.clone(), when: Vec::new() }]);
            self.add_clause(c, on, phase, params);
        }
    }

    /// The clause on an event that is no call.
    fn elsewhere_clause(&mut self, plan: &mut Plan<'a>, parts: Parts, key: &Key) {
        let (about, params, on) = match &key.what {
            What::Raised(wrapper, event) => {
                let known = self.events.iter().find(|(d, ..)| d.name == *event);
                let params = known.map_or_else(Vec::new, |(d, tys, ..)| {
                    d.params.iter().zip(tys).map(|((n, _), t)| (n.clone(), t.clone())).collect()
                });
                (About::Raised, params, On::Raised(wrapper.clone(), event.clone()))
            }
            What::Life(at) => {
                let Some((_, life, declared)) = super::super::events::LIFE.get(*at) else { return };
                let names = declared.iter().map(|(n, _)| (*n).to_owned());
                let types = super::super::events::life_types(declared);
                (About::Life, names.zip(types).collect(), On::Life(*life))
            }
            What::Call(_) => return,
        };
        let params: Vec<(String, Ty)> = params;
        let params: Vec<typed::Param> = params
            .into_iter()
            .map(|(name, ty)| typed::Param { name, captured: ty.pointee().is_some(), ty })
            .collect();
        self.slots = Some(Slots { about, phase: Phase::Pre, members: Vec::new(), params });
        for at in 0..plan.patterns.len() {
            let roles = plan.events.get(key).map_or(&[][..], |e| &e.roles);
            let own = roles.iter().find(|r| plan.completes(r, at)).map(|r| r.env.clone());
            if let Some(own) = own {
                self.action_of(plan, parts, at, Vec::new(), own);
            }
        }
        let made = self.made(plan, parts, key, 0);
        let Some(slots) = self.slots.take() else { return };
        if let Some(c) = made {
            self.add_clause(c, on, Phase::Pre, slots.params);
        }
    }

    fn add_clause(&mut self, c: Made, on: On, phase: Phase, params: Vec<typed::Param>) {
        self.clauses.push(Clause {
            label: c.label,
            on,
            phase,
            params,
            condition: c.condition,
            body: Rc::new(c.body),
            unlocked: c.key.unlocked,
            sequence: true,
            span: c.span,
        });
    }

    /// Checks the action of a pattern, which becomes a function.
    fn action_of(
        &mut self,
        plan: &mut Plan<'a>,
        parts: Parts,
        at: usize,
        calls: Vec<(usize, Env)>,
        own: Env,
    ) {
        let Some(p) = plan.patterns.get_mut(at).filter(|p| p.action.is_none()) else { return };
        self.action = Some(Scope::new(p, calls, own, parts.kept));
        let seq = p.seq;
        let name = seq.label.as_str();
        let body = self.body(name, Some(Ty::int()), true, |_| {}, &seq.body);
        self.action = None;
        p.verdicts = body.stmts.iter().any(gives_verdict);
        let ty =
            FuncTy { ret: Ty::int(), params: Vec::new(), variadic: false, unprototyped: false };
        let (ty, kind) = (Ty::new(Kind::Func(Rc::new(ty))), FuncKind::Defined(Rc::new(body)));
        p.action = Some(FuncId(self.funcs.len() as u32));
        self.funcs.push(Func {
            name: name.into(),
            ty,
            kind,
            span: seq.span,
            used: true,
            taken: false,
            align: 0,
            internal: true,
        });
    }

    /// Condition and body of an event's clause.
    fn made(&mut self, plan: &Plan<'a>, parts: Parts, key: &Key, member: usize) -> Option<Made> {
        let event = plan.events.get(key)?;
        let mut patterns: Vec<&Pattern<'a>> =
            event.roles.iter().filter_map(|r| plan.patterns.get(r.pattern)).collect();
        patterns.sort_by_key(|p| p.number);
        patterns.dedup_by_key(|p| p.number);
        let first = patterns.first()?;
        let span = first.seq.span;
        let label = match (plan.patterns.len(), &key.what) {
            (1, _) => first.seq.label.clone(),
            (_, What::Call(nr)) => {
                let name = self.table.by_nr(*nr).map_or("?", |c| c.name);
                format!("sequences on {name}{}", if key.post { " post" } else { "" })
            }
            (_, What::Raised(_, e)) => format!("sequences on event{{{e}}}"),
            (_, What::Life(at)) => {
                let name = super::super::events::LIFE.get(*at).map_or("?", |(n, ..)| n);
                format!("sequences on life{{{name}}}")
            }
        };
        let mut condition = None;
        let body = self.body_of(&label, Some(Ty::int()), true, span, |s| {
            condition = s.guard(plan, parts, event, member, span);
            s.glue(plan, parts, event, member, span)
        });
        Some(Made { key: key.clone(), label, span, condition, body })
    }

    fn glue(
        &mut self,
        plan: &Plan<'a>,
        parts: Parts,
        event: &Event<'a>,
        member: usize,
        span: Span,
    ) -> Vec<Stmt> {
        let mut out = Vec::new();
        for at in 0..event.accumulators {
            let place = Box::new(self.word(parts.held, at, Ty::ulong(), span));
            let zero = Box::new(Expr::constant(0, Ty::ulong(), span));
            out.push(effect(ExprKind::Assign(place, zero), span));
        }
        let mut choices = Vec::new();
        for role in event.roles.iter().filter(|r| r.is_conditional()) {
            let word = event.groups.get(role.group).and_then(|g| g.words.get(&(role.pattern / 64)));
            let bit = 1u64 << (role.pattern % 64);
            let Some(held) = word.filter(|w| w.maybe & bit != 0).and_then(|w| w.held) else {
                continue;
            };
            let cond = self.role_test(role, member);
            let place = Box::new(self.word(parts.held, held, Ty::ulong(), role.span));
            let value = Box::new(Expr::constant(bit as i64, Ty::ulong(), role.span));
            let (common, scale, old) = (Ty::ulong(), 1, false);
            let kind = ExprKind::Update { place, op: BinOp::Or, value, common, scale, old };
            choices.push(Choice { cond, then: effect(kind, role.span) });
        }
        out.extend(self.choose(choices, span));
        let Some(func) = event.func else { return out };
        self.use_func(func);
        let values: Vec<Expr> = event
            .values
            .iter()
            .map(|(v, b)| self.bound_value(*v, b, parts, member, span))
            .collect();
        let call = Expr { kind: ExprKind::Call(func, values), ty: Ty::ulong(), span };
        let mut ended: Vec<(&Pattern<'a>, usize)> = plan
            .patterns
            .iter()
            .enumerate()
            .filter(|(at, _)| event.roles.iter().any(|r| plan.completes(r, *at)))
            .map(|(at, p)| (p, at))
            .collect();
        if ended.is_empty() {
            out.push(effect(call.kind, span));
            return out;
        }
        ended.sort_by_key(|(p, _)| p.number);
        let then = self.actions(parts, &ended, span);
        out.push(Stmt::If { cond: call, then: Box::new(Stmt::Block(then)), other: None });
        out
    }
}

impl Plan<'_> {
    /// Whether a role is the last step of pattern `at`.
    fn completes(&self, role: &Role<'_>, at: usize) -> bool {
        let last = self.patterns.get(at).map_or(0, |p| p.steps.len()).wrapping_sub(1);
        role.pattern == at && !role.ends && role.level == last
    }
}

pub(super) fn effect(kind: ExprKind, span: Span) -> Stmt {
    let value = Box::new(Expr { kind, ty: Ty::ulong(), span });
    Stmt::Expr(Expr { kind: ExprKind::Cast(value), ty: Ty::void(), span })
}
