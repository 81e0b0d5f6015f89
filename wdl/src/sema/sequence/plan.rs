//! From sequences as written to patterns, the events that concern them, and their bits.
use super::super::events::LIFE;
use super::super::slots::{Bind, Env};
use super::super::{Sema, codes};
use super::arrange::arrange;
use super::carried::{carried, event_names, names};
use super::{Key, Pattern, Plan, Role, Var, What};
use crate::ast::{self, StepKind};
use crate::diag::Diagnostic;
use crate::span::Span;
use std::collections::BTreeSet;
use std::sync::Arc;
use wss_abi::object::limit;

/// Steps that a sequence may have, repetitions counted.
const MOST_STEPS: usize = 64;
/// Names that a sequence may carry from step to step.
const MOST_VARS: usize = 6;
/// Bits of all sequences together.
const MOST_WORDS: usize = 256;
/// Partial matches kept when the source does not say.
const DEFAULT_ROWS: u32 = 256;

/// Roles by event.
pub(super) type Roles<'a> = Vec<(Key, Role<'a>)>;

impl<'a> Sema<'a> {
    /// Plans the sequences of a unit; `None` if there are none, or after a report.
    pub(super) fn plan(&mut self, unit: &'a ast::Unit) -> Option<Plan<'a>> {
        let errors = self.diags.errors();
        let (mut rows, mut faults) = (DEFAULT_ROWS, false);
        let (mut patterns, mut roles): (Vec<Pattern<'a>>, Vec<Roles<'a>>) = Default::default();
        let mut said: Option<Span> = None;
        for item in &unit.items {
            match item {
                ast::Item::Sequences(s) => {
                    if let Some(before) = said.replace(s.span) {
                        let text = "`sequences` is said twice";
                        let d = Diagnostic::new(codes::BAD_SEQUENCE, s.span, text);
                        self.diags.push(d.label(before, "already said here"));
                    }
                    (rows, faults) = self.sequence_bound(s, rows);
                }
                ast::Item::Sequence(s) => {
                    let number = patterns.len();
                    if let Some((pattern, its)) = self.pattern_of(s, number) {
                        patterns.push(pattern);
                        roles.push(its);
                    }
                }
                _ => {}
            }
        }
        if patterns.is_empty() || self.diags.errors() > errors {
            return None;
        }
        let plan = arrange(patterns, roles, rows, faults);
        let words: usize = plan.levels.iter().map(|l| l.words).sum();
        if words > MOST_WORDS {
            let span = plan.patterns.first().map_or(Span::default(), |p| p.seq.span);
            let text =
                format!("the sequences of this wrapper have more than {} steps", MOST_WORDS * 64);
            self.report(codes::TOO_MANY, span, text);
            return None;
        }
        Some(plan)
    }

    fn sequence_bound(&mut self, s: &'a ast::Sequences, default: u32) -> (u32, bool) {
        let faults = match s.full.as_ref().map(|f| (&*f.name, f.span)) {
            None | Some(("oldest", _)) => false,
            Some(("fault", _)) => true,
            Some((_, span)) => {
                let text = "a partial match too many makes the oldest go (`oldest`) or is a fault";
                self.report(codes::BAD_SEQUENCE, span, text);
                false
            }
        };
        let Some(n) = self.constant(&s.bound, "the most partial matches") else {
            return (default, faults);
        };
        match u32::try_from(n).ok().filter(|n| (1..=limit::TABLE_ROWS).contains(n)) {
            Some(n) => (n, faults),
            None => {
                let text = format!("1 to {} partial matches can be kept", limit::TABLE_ROWS);
                self.report(codes::BAD_SEQUENCE, s.bound.span, text);
                (default, faults)
            }
        }
    }

    fn pattern_of(
        &mut self,
        seq: &'a ast::Sequence,
        number: usize,
    ) -> Option<(Pattern<'a>, Roles<'a>)> {
        let steps = self.steps(seq)?;
        let carried = carried(seq, &steps);
        let mut roles = Vec::new();
        let (mut vars, mut bound): (Vec<Var>, Vec<usize>) = (Vec::new(), vec![0]);
        self.absent.clear();
        let errors = self.diags.errors();
        for (level, (step, ends)) in steps.iter().enumerate() {
            let before = vars.len();
            for end in ends {
                for name in names(seq, end).into_iter().filter(|n| carried.contains(&n.name)) {
                    if !vars.iter().any(|v| v.name == name.name) {
                        let text = format!("`{}` is not bound before this step", name.name);
                        let d = Diagnostic::new(codes::BAD_SEQUENCE, name.span, text);
                        self.diags.push(d.help("write `_` for any value"));
                        return None;
                    }
                }
                self.roles(seq, end, (level, true), &carried, &mut vars, &mut roles);
                vars.truncate(before);
            }
            let from = roles.len();
            self.roles(seq, step, (level, false), &carried, &mut vars, &mut roles);
            if roles.len() == from {
                if self.diags.errors() == errors {
                    self.nothing_here(step.span);
                }
                return None;
            }
            bound.push(vars.len());
        }
        if vars.len() > MOST_VARS {
            let text = format!("a sequence carries at most {MOST_VARS} names");
            self.report(codes::BAD_SEQUENCE, seq.span, text);
            return None;
        }
        for (_, role) in &mut roles {
            role.pattern = number;
        }
        let (kept, action, clause, verdicts) = (Vec::new(), None, None, false);
        let pattern = Pattern { seq, number, steps, vars, bound, kept, action, clause, verdicts };
        Some((pattern, roles))
    }

    /// Steps with what must not happen before each; repeated ones written out.
    #[allow(clippy::type_complexity)]
    fn steps(
        &mut self,
        seq: &'a ast::Sequence,
    ) -> Option<Vec<(&'a ast::Step, Vec<&'a ast::Step>)>> {
        let mut steps: Vec<(&'a ast::Step, Vec<&'a ast::Step>)> = Vec::new();
        let mut ends: Vec<&'a ast::Step> = Vec::new();
        for step in &seq.steps {
            if !step.negated {
                for _ in 0..step.times {
                    steps.push((step, std::mem::take(&mut ends)));
                }
            } else if steps.is_empty() {
                let text = "a sequence begins with something that happens";
                self.report(codes::BAD_SEQUENCE, step.span, text);
                return None;
            } else {
                ends.push(step);
            }
        }
        if let Some(last) = ends.last() {
            let text = "a sequence ends with something that happens";
            let d = Diagnostic::new(codes::BAD_SEQUENCE, last.span, text);
            self.diags.push(d.help("its action runs at the last step"));
            return None;
        }
        if steps.len() < 2 {
            let d = Diagnostic::new(codes::BAD_SEQUENCE, seq.span, "one step is no sequence");
            self.diags.push(d.help("write a clause: `op{event} pre { ... }`"));
            return None;
        }
        if steps.len() > MOST_STEPS {
            let text = format!("a sequence has at most {MOST_STEPS} steps, repetitions counted");
            self.report(codes::BAD_SEQUENCE, seq.span, text);
            return None;
        }
        let alone = seq.steps.last().is_none_or(|s| s.of.len() == 1);
        let other = seq.steps.last().and_then(|s| {
            s.of.iter().find(|e| !matches!(e.kind, StepKind::Call)).map(|e| e.event.span)
        });
        if let (Some(span), false) = (other, alone) {
            let text = "an event that is no call cannot share the last step with others";
            let d = Diagnostic::new(codes::BAD_SEQUENCE, span, text);
            self.diags.push(d.help("write one sequence for each"));
            return None;
        }
        Some(steps)
    }

    /// The roles of one step; binds names that it is the first to name.
    fn roles(
        &mut self,
        seq: &'a ast::Sequence,
        step: &'a ast::Step,
        (level, ends): (usize, bool),
        carried: &BTreeSet<Arc<str>>,
        vars: &mut Vec<Var>,
        out: &mut Roles<'a>,
    ) {
        let mut params = names(seq, step);
        params.retain(|n| carried.contains(&n.name) || seq.uses.contains(&n.name));
        let known: Vec<Arc<str>> = vars.iter().map(|v| v.name.clone()).collect();
        let all = params;
        let post = matches!(step.phase, Some((ast::Phase::Post, _)));
        for e in &step.of {
            let mut ways: Vec<(What, Role<'a>)> = Vec::new();
            let role = |env, tests, conditions| Role {
                pattern: 0,
                level,
                ends,
                env,
                tests,
                conditions,
                span: e.event.span,
                group: 0,
            };
            let mut types: Vec<crate::types::Ty> = Vec::new();
            // What an alternative does not name may have any value, but it binds what is new.
            let own = event_names(seq, e);
            let named = |n: &ast::Ident| {
                own.iter().any(|o| o.name == n.name) || !(ends || known.contains(&n.name))
            };
            let params: Vec<&ast::Ident> = all.iter().filter(|n| named(n)).collect();
            match &e.kind {
                StepKind::Call => {
                    for way in self.bound_ways(&e.event, &params, &mut Vec::new()) {
                        if post && way.call.no_return {
                            continue;
                        }
                        let env = way.env.unwrap_or_default();
                        ways.push((What::Call(way.call.nr), role(env, way.test, way.conditions)));
                    }
                }
                StepKind::Raised(wrapper) => {
                    self.no_phase(step);
                    let name = &*e.event.call.name;
                    let known = self.events.iter().find(|(d, ..)| d.name == *name);
                    types = known.map_or_else(Vec::new, |(_, tys, ..)| tys.clone());
                    let wrapper = wrapper.as_ref().map_or("", |w| &*w.name);
                    let what = What::Raised(wrapper.to_owned(), name.to_owned());
                    if let Some((env, conditions)) = self.elsewhere(e, &params, types.len()) {
                        ways.push((what, role(env, Vec::new(), conditions)));
                    }
                }
                StepKind::Life => {
                    self.no_phase(step);
                    let name = &e.event.call;
                    let Some(at) = self.life_event(name) else { continue };
                    let (_, _, declared) =
                        LIFE.get(at).copied().unwrap_or(("", wss_abi::clause::Life::Exit, &[]));
                    types = super::super::events::life_types(declared);
                    if let Some((env, conditions)) = self.elsewhere(e, &params, types.len()) {
                        ways.push((What::Life(at), role(env, Vec::new(), conditions)));
                    }
                }
            }
            for (what, role) in ways {
                let carried: Vec<&ast::Ident> =
                    params.iter().filter(|n| carried.contains(&n.name)).copied().collect();
                if !self.bind(&carried, &role.env, &types, vars, e.event.span) {
                    return;
                }
                let post = post && matches!(what, What::Call(_));
                out.push((Key { unlocked: seq.unlocked.is_some(), post, what }, role));
            }
        }
    }

    fn no_phase(&mut self, step: &ast::Step) {
        if let Some((_, span)) = step.phase {
            let text = "this event is no call: it has neither `pre` nor `post`";
            self.report(codes::WRONG_PHASE, span, text);
        }
    }

    /// Names and conditions of an event that is no call and has `count` parameters.
    #[allow(clippy::type_complexity)]
    fn elsewhere(
        &mut self,
        e: &'a ast::StepEvent,
        params: &[&ast::Ident],
        count: usize,
    ) -> Option<(Env, Vec<(&'a ast::Expr, Env)>)> {
        if e.event.args.len() > count {
            let text = format!("`{}` has {count} parameter(s)", e.event.call.name);
            self.report(codes::BAD_ALTERNATIVE, e.event.span, text);
            return None;
        }
        let named = e.event.args.iter().enumerate();
        let inner: Env = named
            .filter_map(|(n, a)| Some((a.as_ref()?.name.clone(), Bind::Slot(n as u8))))
            .collect();
        let env: Option<Env> = params
            .iter()
            .map(|p| Some((p.name.clone(), self.bound(&e.event, p, Some(&inner))?)))
            .collect();
        let conditions = e.event.condition.iter().map(|c| (c, inner.clone())).collect();
        Some((env?, conditions))
    }

    /// Checks the names that a step binds or names again, against what they are in other steps.
    fn bind(
        &mut self,
        params: &[&ast::Ident],
        env: &Env,
        types: &[crate::types::Ty],
        vars: &mut Vec<Var>,
        span: Span,
    ) -> bool {
        for p in params {
            let Some(bind) = env.get(&p.name) else { continue };
            let (ty, pointer) = match bind {
                Bind::Slot(n) => {
                    let ty = types.get(usize::from(*n)).cloned();
                    let ty = ty.unwrap_or_else(crate::types::Ty::error);
                    let pointer = ty.pointee().is_some();
                    (ty, pointer)
                }
                other => self.bind_type(other),
            };
            if pointer && ty != crate::types::Ty::string() {
                let text = format!("`{}` is neither a number nor a string here", p.name);
                let d = Diagnostic::new(codes::BAD_SEQUENCE, p.span, text);
                self.diags.push(d.note("only numbers and strings can agree from step to step"));
                return false;
            }
            match vars.iter().find(|v| v.name == p.name) {
                None => vars.push(Var { name: p.name.clone(), ty, text: pointer }),
                Some(v) if v.text == pointer || matches!(bind, Bind::Const(0)) => {}
                Some(v) => {
                    let kind = |text| if text { "a string" } else { "a number" };
                    let text = format!(
                        "`{}` is {} here, but {} in another step",
                        p.name,
                        kind(pointer),
                        kind(v.text)
                    );
                    self.report(codes::BAD_SEQUENCE, span, text);
                    return false;
                }
            }
        }
        true
    }
}
