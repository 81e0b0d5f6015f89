//! What clauses catch: calls by family, tag and pattern; abstract events; raised events;
//! life-cycle events.
use super::abstracts::Way;
use super::slots::{About, Bind, Member, Slots};
use super::typed::{self, CallOn, Clause, Expr, On};
use super::{Sema, codes, diag, konst};
use crate::ast::{self, Head};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::Ty;
use std::rc::Rc;
use wss_abi::clause::{Life, Phase, Source};
use wss_abi::object::EventDef;

/// A life-cycle event: name, and parameters with whether they are strings.
pub(super) type LifeEvent = (&'static str, Life, &'static [(&'static str, bool)]);
pub(super) const LIFE: [LifeEvent; 6] = [
    ("activate", Life::Activate, &[]),
    ("deactivate", Life::Deactivate, &[]),
    ("fork", Life::Fork, &[("parent", false)]),
    ("exec", Life::Exec, &[("path", true)]),
    ("exit", Life::Exit, &[("status", false)]),
    ("signal", Life::Signal, &[("number", false), ("sender", false)]),
];

impl<'a> Sema<'a> {
    /// `event NAME(parameters);`
    pub(super) fn event(&mut self, e: &'a ast::EventDecl) {
        if let Some((.., before)) = self.events.iter().find(|(d, ..)| d.name == *e.name.name) {
            let before = *before;
            let text = format!("event `{}` is declared twice", e.name.name);
            let d = Diagnostic::new(codes::REDECLARED, e.name.span, text);
            self.diags.push(d.label(before, "first declared here"));
            return;
        }
        let (mut params, mut tys) = (Vec::new(), Vec::new());
        for p in &e.params {
            let ty = self.param_type(p);
            let text = ty.pointee().is_some_and(|t| t.as_int().is_some_and(|i| i.size() == 1));
            if !text && ty.as_int().is_none() && !ty.is_error() {
                let what = "a parameter of an event is a number or a string";
                self.report(codes::BAD_RAISE, p.span, what);
            }
            let name = p.name.as_ref().map(|n| n.name.to_string()).unwrap_or_default();
            params.push((name, text));
            tys.push(ty);
        }
        if params.len() > wss_abi::ctx::MAX_PARAMS {
            self.report(codes::TOO_MANY_PARAMETERS, e.span, "an event has at most 16 parameters");
            return;
        }
        let def = EventDef { name: e.name.name.to_string(), params };
        self.events.push((def, tys, false, e.name.span));
    }

    /// A clause.
    pub(super) fn clause(&mut self, c: &'a ast::Clause) {
        let phase = match c.phase {
            Some((ast::Phase::Post, _)) => Phase::Post,
            _ => Phase::Pre,
        };
        match &c.head {
            Head::Op { namespace, patterns } => {
                self.namespace(namespace.as_ref());
                let mut ways = Vec::new();
                let errors = self.diags.errors();
                self.absent.clear();
                for p in patterns {
                    self.pattern(p, &mut ways);
                }
                if ways.is_empty() && self.diags.errors() == errors {
                    self.nothing_here(c.span);
                }
                if phase == Phase::Post {
                    self.drop_no_return(c.span, &mut ways);
                }
                if ways.is_empty() {
                    // Reported; the body is checked all the same, as far as that goes.
                    return;
                }
                self.clause_on_calls(c, phase, ways);
            }
            Head::Raised { wrapper, names } => {
                for name in names {
                    let known = self.events.iter().find(|(e, ..)| e.name == *name.name);
                    let params = known.map_or(Vec::new(), |(e, tys, ..)| {
                        e.params.iter().zip(tys).map(|((n, _), t)| (n.clone(), t.clone())).collect()
                    });
                    let wrapper = wrapper.as_ref().map(|w| w.name.to_string()).unwrap_or_default();
                    let on = On::Raised(wrapper, name.name.to_string());
                    self.clause_elsewhere(c, About::Raised, params, on);
                }
            }
            Head::Life { names } => {
                for name in names {
                    let found = self.life_event(name).and_then(|at| LIFE.get(at));
                    let Some((_, life, params)) = found else { continue };
                    let names = params.iter().map(|(n, _)| (*n).to_owned());
                    let params = names.zip(life_types(params)).collect();
                    self.clause_elsewhere(c, About::Life, params, On::Life(*life));
                }
            }
        }
    }

    /// The place of a life-cycle event in [`LIFE`]; reports a name that is none.
    pub(super) fn life_event(&mut self, name: &ast::Ident) -> Option<usize> {
        let found = LIFE.iter().position(|(n, ..)| *n == &*name.name);
        if found.is_none() {
            let text = format!("there is no life-cycle event `{}`", name.name);
            let mut d = Diagnostic::new(codes::BAD_LIFE_EVENT, name.span, text);
            let names = LIFE.iter().map(|(n, ..)| *n);
            if let Some(near) = diag::nearest(&name.name, names) {
                d = d.suggest(name.span, near, "a similar event exists");
            } else {
                let names: Vec<_> = LIFE.iter().map(|(n, ..)| *n).collect();
                d = d.help(format!("there are {}", names.join(", ")));
            }
            self.diags.push(d);
        }
        found
    }

    /// Calls that never return have no `post`.
    fn drop_no_return(&mut self, span: Span, ways: &mut Vec<Way<'a>>) {
        let never: Vec<_> = ways.iter().filter(|w| w.call.no_return).map(|w| w.call.name).collect();
        let all = never.len() == ways.len();
        if all && !never.is_empty() {
            let text = format!("{} never returns: this clause is never run", never.join(", "));
            self.report(codes::NEVER_RETURNS, span, text);
        }
        if !all {
            ways.retain(|w| !w.call.no_return);
        }
    }

    fn clause_on_calls(&mut self, c: &'a ast::Clause, phase: Phase, ways: Vec<Way<'a>>) {
        // One member for each call; ways that differ in their bindings are members of their own.
        let mut members: Vec<(Member, Vec<Way<'a>>)> = Vec::new();
        for way in ways {
            let same = members.iter_mut().find(|(m, ws)| {
                m.call.nr == way.call.nr && ws.first().is_some_and(|w| same_env(w, &way))
            });
            match same {
                Some((_, ws)) => ws.push(way),
                None => {
                    let (call, env) = (way.call, way.env.clone());
                    members.push((Member { call, env, sources: Vec::new() }, vec![way]));
                }
            }
        }
        members.sort_by_key(|(m, _)| m.call.nr);
        let (members, ways): (Vec<_>, Vec<_>) = members.into_iter().unzip();
        self.slots = Some(Slots { about: About::Calls, phase, members, params: Vec::new() });
        let (mut condition, mut when) = (None, Vec::new());
        let body = self.body(
            &c.label,
            Some(Ty::int()),
            true,
            |s| {
                condition = s.written(c);
                for (i, ways) in ways.iter().enumerate() {
                    when.push(s.ways(i, ways, c.span));
                }
            },
            &c.body,
        );
        let Some(slots) = self.slots.take() else { return };
        let mut calls: Vec<CallOn> = Vec::new();
        for (m, when) in slots.members.into_iter().zip(when) {
            let new = CallOn { nr: m.call.nr, sources: m.sources, when };
            let known = calls.iter_mut().filter(|c| c.nr == new.nr);
            match known.into_iter().find_map(|c| Some((joined(c, &new, &slots.params)?, c))) {
                Some((both, c)) => *c = both,
                None => calls.push(new),
            }
        }
        self.clauses.push(Clause {
            label: c.label.clone(),
            on: On::Calls(calls),
            phase,
            params: slots.params,
            condition,
            body: Rc::new(body),
            unlocked: c.unlocked.is_some(),
            sequence: false,
            span: c.span,
        });
    }

    fn written(&mut self, c: &'a ast::Clause) -> Option<Expr> {
        let e = c.condition.as_ref()?;
        let v = self.value(e);
        let v = self.scalar(v);
        if let Some(truth) = konst::truth(&v) {
            let text = format!("this condition always {}", if truth { "holds" } else { "fails" });
            self.report(codes::CONSTANT_CONDITION, e.span, text);
        }
        Some(v)
    }

    fn clause_elsewhere(
        &mut self,
        c: &'a ast::Clause,
        about: About,
        params: Vec<(String, Ty)>,
        on: On,
    ) {
        if let Some((_, span)) = c.phase {
            let text = "this event is no call: it has neither `pre` nor `post`";
            self.report(codes::WRONG_PHASE, span, text);
        }
        let params = params
            .into_iter()
            .map(|(name, ty)| typed::Param { name, captured: ty.pointee().is_some(), ty })
            .collect();
        self.slots = Some(Slots { about, phase: Phase::Pre, members: Vec::new(), params });
        let mut condition = None;
        let body =
            self.body(&c.label, Some(Ty::int()), true, |s| condition = s.written(c), &c.body);
        let Some(slots) = self.slots.take() else { return };
        self.clauses.push(Clause {
            label: c.label.clone(),
            on,
            phase: Phase::Pre,
            params: slots.params,
            condition,
            body: Rc::new(body),
            unlocked: c.unlocked.is_some(),
            sequence: false,
            span: c.span,
        });
    }
}

/// Types of a life-cycle event's parameters.
pub(super) fn life_types(params: &[(&'static str, bool)]) -> Vec<Ty> {
    params.iter().map(|(_, text)| if *text { Ty::string() } else { Ty::int() }).collect()
}

/// Two bindings of one call as one, if they do not differ in any slot that both use.
fn joined(a: &CallOn, b: &CallOn, params: &[typed::Param]) -> Option<CallOn> {
    let slots = a.sources.iter().zip(&b.sources).zip(params);
    let sources: Option<Vec<Source>> = slots
        .map(|((x, y), p)| match (x, y) {
            _ if x == y => Some(*x),
            (Source::Absent, other) | (other, Source::Absent) if p.name.starts_with('.') => {
                Some(*other)
            }
            _ => None,
        })
        .collect();
    let always = a.when.is_empty() || b.when.is_empty();
    let both = a.when.iter().chain(&b.when).cloned();
    let when = if always { Vec::new() } else { both.collect() };
    Some(CallOn { nr: a.nr, sources: sources?, when })
}

fn same_env(a: &Way<'_>, b: &Way<'_>) -> bool {
    match (&a.env, &b.env) {
        (None, None) => true,
        (Some(x), Some(y)) => {
            x.len() == y.len()
                && x.iter().all(|(k, v)| {
                    matches!((v, y.get(k)),
                        (Bind::Const(p), Some(Bind::Const(q))) if p == q)
                        || matches!((v, y.get(k)), (Bind::Result, Some(Bind::Result)))
                        || matches!((v, y.get(k)),
                        (Bind::Param(p), Some(Bind::Param(q))) if p.source == q.source)
                })
        }
        _ => false,
    }
}
