//! Abstract events (Jain and Sekar 2000, section 3): which calls they mean, what their parameters
//! are bound to in each, and under which conditions.
use super::slots::{Bind, Env};
use super::typed::{Alternative, Expr};
use super::{Scope, Sema, Sym, codes};
use crate::ast::{self, BinaryOp, ExprKind};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Int, Kind, Ty};
use std::sync::Arc;
use wss_abi::clause::{ArgTest, Source, Width};
use wss_calls::CallDesc;

/// Alternatives that a compilation looks at, those of nested events counted each time.
const MOST_ALTERNATIVES: u32 = 1 << 14;

/// One way in which a call is in an event.
pub(super) struct Way<'a> {
    pub(super) call: &'static CallDesc,
    /// `None`: named itself, with all its parameters.
    pub(super) env: Option<Env>,
    pub(super) test: Vec<ArgTest>,
    pub(super) conditions: Vec<(&'a ast::Expr, Env)>,
}

impl<'a> Sema<'a> {
    /// Declares an abstract event.
    pub(super) fn abstract_event(&mut self, e: &'a ast::AbstractEvent) {
        if let Some(before) = self.abstracts.get(&e.name.name) {
            let text = format!("abstract event `{}` is defined twice", e.name.name);
            let d = Diagnostic::new(codes::REDECLARED, e.name.span, text);
            let d = d.label(before.name.span, "first defined here");
            self.diags.push(d);
            return;
        }
        self.abstracts.insert(e.name.name.clone(), e);
    }

    /// The calls that an abstract event means.
    pub(super) fn expand(
        &mut self,
        name: &str,
        span: Span,
        stack: &mut Vec<Arc<str>>,
    ) -> Vec<Way<'a>> {
        let Some(event) = self.abstracts.get(name).copied() else { return Vec::new() };
        if stack.iter().any(|s| **s == *name) {
            let text = format!("abstract event `{name}` is defined by itself");
            let d = Diagnostic::new(codes::EVENT_CYCLE, span, text);
            let path: Vec<_> = stack.iter().map(|s| &**s).chain([name]).collect();
            self.diags.push(d.note(format!("by way of {}", path.join(" -> "))));
            return Vec::new();
        }
        stack.push(event.name.name.clone());
        self.meant.insert(event.name.name.clone());
        let mut out = Vec::new();
        for alt in &event.alternatives {
            self.expanded += 1;
            if self.expanded > MOST_ALTERNATIVES {
                let text = format!("more than {MOST_ALTERNATIVES} alternatives of abstract events");
                self.report(codes::BAD_ALTERNATIVE, span, text);
                break;
            }
            let params: Vec<&ast::Ident> = event.params.iter().map(|p| &p.name).collect();
            out.extend(self.bound_ways(alt, &params, stack));
        }
        stack.pop();
        out
    }

    /// The calls of one alternative that is to bind `params`, which their environments then name.
    pub(super) fn bound_ways(
        &mut self,
        alt: &'a ast::Alternative,
        params: &[&ast::Ident],
        stack: &mut Vec<Arc<str>>,
    ) -> Vec<Way<'a>> {
        let mut out = Vec::new();
        self.namespace(alt.namespace.as_ref());
        if let Some(e) = &alt.condition {
            conjuncts(e, &mut |e| self.binds_something(e, alt, params));
        }
        for mut way in self.alternative(alt, stack) {
            let bound: Option<Env> = params
                .iter()
                .map(|p| Some((p.name.clone(), self.bound(alt, p, way.env.as_ref())?)))
                .collect();
            let Some(outer) = bound else { continue };
            if let Some(e) = &alt.condition {
                let mut inner = way.env.clone().unwrap_or_default();
                let results = outer.iter().filter(|(_, b)| matches!(b, Bind::Result));
                inner.extend(results.map(|(n, b)| (n.clone(), b.clone())));
                way.conditions.push((e, inner));
            }
            way.env = Some(outer);
            out.push(way);
        }
        out
    }

    /// Calls of one alternative; the environment binds the alternative's argument names.
    fn alternative(
        &mut self,
        alt: &'a ast::Alternative,
        stack: &mut Vec<Arc<str>>,
    ) -> Vec<Way<'a>> {
        let name = &*alt.call.name;
        if let Some(inner) = self.abstracts.get(name).copied() {
            if alt.args.len() > inner.params.len() {
                let text =
                    format!("`{name}` has {}", crate::diag::count(inner.params.len(), "parameter"));
                let d = Diagnostic::new(codes::BAD_ALTERNATIVE, alt.span, text);
                self.diags.push(d.label(inner.span, "defined here"));
                return Vec::new();
            }
            let mut ways = self.expand(name, alt.call.span, stack);
            for way in &mut ways {
                let from = way.env.take().unwrap_or_default();
                let named = alt.args.iter().zip(&inner.params);
                way.env = Some(
                    named
                        .filter_map(|(arg, p)| {
                            Some((arg.as_ref()?.name.clone(), from.get(&p.name.name)?.clone()))
                        })
                        .collect(),
                );
            }
            return ways;
        }
        // A family's name means all of it; another call's name means that call.
        let own = self.table.by_name(name);
        let mut ways: Vec<Way<'a>> = if self.table.family_name(name) == Some(name) || own.is_none()
        {
            match self.table.family_name(name) {
                Some(f) => self.members(f),
                None => Vec::new(),
            }
        } else {
            own.map(|call| Way { call, env: None, test: Vec::new(), conditions: Vec::new() })
                .into_iter()
                .collect()
        };
        let tagged = ways.is_empty();
        if tagged {
            let calls = self.table.tagged(name);
            ways.extend(calls.map(|call| Way {
                call,
                env: None,
                test: Vec::new(),
                conditions: Vec::new(),
            }));
        }
        let Some(model) = own.or_else(|| ways.first().map(|w| w.call)) else {
            self.pattern(
                &ast::Pattern { text: alt.call.name.clone(), span: alt.call.span },
                &mut Vec::new(),
            );
            return Vec::new();
        };
        if tagged && !alt.args.is_empty() {
            let text = format!("`{name}` is a tag: its calls have no parameters in common");
            self.report(codes::BAD_ALTERNATIVE, alt.span, text);
            return Vec::new();
        }
        if alt.args.len() > model.params.len() {
            let names: Vec<_> = model.params.iter().map(|p| p.name).collect();
            let text = format!("`{name}` has {}", crate::diag::count(names.len(), "parameter"));
            let d = Diagnostic::new(codes::BAD_ALTERNATIVE, alt.span, text);
            self.diags.push(d.note(format!("they are {}", names.join(", "))));
            return Vec::new();
        }
        for way in &mut ways {
            let named = alt.args.iter().zip(model.params);
            way.env = Some(
                named
                    .filter_map(|(arg, p)| {
                        // A member of the family that lacks it: 0.
                        let own = way.call.param(p.name);
                        let own = own.map_or(Bind::Const(0), |(_, own)| Bind::Param(own));
                        Some((arg.as_ref()?.name.clone(), own))
                    })
                    .collect(),
            );
        }
        ways
    }

    /// What a parameter of an abstract event is bound to in one alternative.
    pub(super) fn bound(
        &mut self,
        alt: &'a ast::Alternative,
        p: &ast::Ident,
        env: Option<&Env>,
    ) -> Option<Bind> {
        if alt.args.iter().flatten().any(|a| a.name == p.name) {
            return match env.and_then(|e| e.get(&p.name)) {
                Some(b) => Some(b.clone()),
                None => Some(Bind::Const(0)), // this member of the family lacks it
            };
        }
        let mut equal = None;
        if let Some(c) = &alt.condition {
            conjuncts(c, &mut |e| {
                if let ExprKind::Binary(BinaryOp::Eq, a, b) | ExprKind::Assign(None, a, b) = &e.kind
                    && matches!(&a.kind, ExprKind::Ident(n) if *n == p.name)
                {
                    equal = Some(&**b);
                }
            });
        }
        let Some(e) = equal else {
            let text = format!("this alternative does not bind `{}`", p.name);
            let d = Diagnostic::new(codes::BAD_ALTERNATIVE, alt.span, text);
            self.diags.push(d.label(p.span, "declared here").help(format!(
                "name it among the arguments, or add a condition `{} == ...`",
                p.name
            )));
            return None;
        };
        if matches!(&e.kind, ExprKind::Param(n) if matches!(&**n, "ret" | "fdret")) {
            return Some(Bind::Result);
        }
        if let ExprKind::Ident(n) = &e.kind
            && let Some(b) = env.and_then(|env| env.get(n))
        {
            return Some(b.clone());
        }
        self.constant(e, "what a parameter of an abstract event is bound to").map(Bind::Const)
    }

    /// The alternatives under which member `index` is in the event; none: always.
    pub(super) fn ways(&mut self, index: usize, ways: &[Way<'a>], span: Span) -> Vec<Alternative> {
        if ways.iter().any(|w| w.test.is_empty() && w.conditions.is_empty()) {
            return Vec::new();
        }
        let mut out = Vec::new();
        for w in ways {
            out.push(self.way(index, &w.test, &w.conditions, span));
        }
        out
    }

    /// What must hold for member `index` to be in the event in one way.
    pub(super) fn way(
        &mut self,
        index: usize,
        tests: &[ArgTest],
        conditions: &[(&'a ast::Expr, Env)],
        span: Span,
    ) -> Alternative {
        let mut alt = Alternative::default();
        for t in tests {
            let width = if t.wide { Width::U64 } else { Width::U32 };
            let source = Source::Arg { arg: t.arg, width };
            let int = if t.wide { Int::ULong } else { Int::UInt };
            let ty = Ty::new(Kind::Int(int));
            if let Some(slot) = self.hidden_slot(index, source, &ty, false, span) {
                alt.tests.push((slot, *t));
            }
        }
        for (e, env) in conditions {
            self.scopes.push(Scope::default());
            for (name, bind) in env {
                let (ty, captured) = self.bind_type(bind);
                let sym = match bind {
                    Bind::Const(v) => Some(Sym::Const(*v, ty)),
                    Bind::Result => Some(Sym::Result),
                    Bind::Slot(n) => Some(Sym::Slot(*n, ty)),
                    Bind::Param(p) => self
                        .hidden_slot(index, p.source, &ty, captured, e.span)
                        .map(|slot| Sym::Slot(slot, ty)),
                };
                if let (Some(sym), Some(scope)) = (sym, self.scopes.last_mut()) {
                    scope.names.insert(name.clone(), (sym, e.span));
                }
            }
            self.condition_of(e, env, &mut alt.conditions);
            self.scopes.pop();
        }
        alt
    }

    /// Conjuncts of an abstract event's condition, but for those that only bind a parameter.
    fn condition_of(&mut self, e: &'a ast::Expr, env: &Env, out: &mut Vec<Expr>) {
        if let ExprKind::Binary(BinaryOp::And, a, b) = &e.kind {
            self.condition_of(a, env, out);
            self.condition_of(b, env, out);
            return;
        }
        if let ExprKind::Binary(BinaryOp::Eq, a, _) | ExprKind::Assign(None, a, _) = &e.kind
            && matches!(&a.kind, ExprKind::Ident(n) if !env.contains_key(n) && self.lookup(n).is_none())
        {
            return;
        }
        let v = self.value(e);
        let v = self.scalar(v);
        out.push(v);
    }
}

fn conjuncts<'e>(e: &'e ast::Expr, f: &mut dyn FnMut(&'e ast::Expr)) {
    match &e.kind {
        ExprKind::Binary(BinaryOp::And, a, b) => {
            conjuncts(a, f);
            conjuncts(b, f);
        }
        _ => f(e),
    }
}
