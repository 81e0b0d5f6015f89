//! `$names` in the action of a sequence: what the last step binds, parameters of its event, and
//! numbers that earlier steps bound.
use super::super::slots::{Bind, Env, sort_of, source_of};
use super::super::typed::{GlobalId, Place, PlaceKind};
use super::super::{Sema, codes};
use super::{Pattern, value_of};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::Ty;
use std::collections::HashMap;
use std::sync::Arc;
use wss_abi::clause::{Phase, Source};

/// What `$names` mean in the action being checked.
pub(in super::super) struct Scope {
    /// Calls of the last step, by their place among the members at hand, with the names bound.
    calls: Vec<(usize, Env)>,
    /// Names bound by a last step that is no call.
    own: Env,
    /// Numbers of earlier steps: where they are kept.
    kept: HashMap<Arc<str>, (usize, Ty)>,
    /// Strings of earlier steps, of which only hashes are kept.
    hashed: Vec<Arc<str>>,
    /// Slots given out.
    slots: HashMap<String, u8>,
    /// The array of what is kept.
    array: GlobalId,
}

impl Scope {
    pub(super) fn new(
        p: &Pattern<'_>,
        calls: Vec<(usize, Env)>,
        own: Env,
        array: GlobalId,
    ) -> Scope {
        let mut scope = Scope {
            calls,
            own,
            kept: HashMap::new(),
            hashed: Vec::new(),
            slots: HashMap::new(),
            array,
        };
        for (var, at) in &p.kept {
            let Some(v) = p.vars.get(*var) else { continue };
            match v.text {
                true => scope.hashed.push(v.name.clone()),
                false => {
                    scope.kept.insert(v.name.clone(), (*at, v.ty.bare()));
                }
            }
        }
        scope
    }

    /// Whether a member is a call of the last step.
    pub(in super::super) fn concerns(&self, member: usize) -> bool {
        self.calls.iter().any(|(m, _)| *m == member)
    }
}

impl Sema<'_> {
    /// `$name` in an action; `None`: as in any clause.
    pub(in super::super) fn action_slot(&mut self, name: &str, span: Span) -> Option<Place> {
        let scope = self.action.as_ref()?;
        if let Some((at, ty)) = scope.kept.get(name).cloned() {
            let array = scope.array;
            return Some(self.word(array, at, ty, span));
        }
        if scope.hashed.iter().any(|n| **n == *name) {
            let text = format!("`${name}` is a string of an earlier step");
            let d = Diagnostic::new(codes::BAD_SEQUENCE, span, text);
            self.diags.push(d.note("of strings only a hash is kept").help(
                "the action can read strings that the last step names, and numbers of all steps",
            ));
            return Some(Place::error(span));
        }
        if let Some(at) = scope.slots.get(name) {
            let (kind, ty) = (PlaceKind::Slot(*at), self.slot_type(*at));
            return Some(Place { kind, ty, span });
        }
        if let Some(Bind::Slot(n)) = scope.own.get(name) {
            let (kind, ty) = (PlaceKind::Slot(*n), self.slot_type(*n));
            return Some(Place { kind, ty, span });
        }
        if scope.calls.is_empty() {
            return None;
        }
        let slots = self.slots.as_ref()?;
        let found = scope.calls.iter().filter_map(|(m, env)| {
            let call = slots.members.get(*m)?.call;
            let own = || call.param(name).map(|(_, p)| Bind::Param(p));
            Some((*m, call.name, env.get(name).cloned().or_else(own)))
        });
        let found: Vec<_> = found.collect();
        if found.iter().all(|(.., b)| b.is_none()) {
            if matches!(name, "ret" | "fdret" | "errno") {
                return None;
            }
            self.unknown_parameter(name, span);
            return Some(Place::error(span));
        }
        Some(self.shared_slot(name, &found, span))
    }

    /// One slot for what the calls of the last step call by one name.
    fn shared_slot(
        &mut self,
        name: &str,
        found: &[(usize, &'static str, Option<Bind>)],
        span: Span,
    ) -> Place {
        let has: Vec<_> = found.iter().filter_map(|(_, n, b)| Some((*n, b.clone()?))).collect();
        if has.iter().any(|(_, b)| matches!(b, Bind::Result)) {
            return self.result_bound(name, &has, span);
        }
        let Some(sort) = has.first().map(|(_, b)| sort_of(b)) else { return Place::error(span) };
        if let Some((other, _)) = has.iter().find(|(_, b)| sort_of(b) != sort) {
            let text = format!("`${name}` is of another kind in {other} than in the other calls");
            self.report(codes::PARAMETER_KINDS, span, text);
            return Place::error(span);
        }
        let binds: Vec<_> = found.iter().map(|(_, n, b)| (*n, b.clone())).collect();
        self.absent(name, &binds, span);
        let all: Vec<_> = has.iter().map(|(_, b)| b.clone()).collect();
        let ty = self.param_ty(sort, &all);
        let early = self.slots.as_ref().is_some_and(|s| s.phase == Phase::Pre);
        if early && all.iter().any(|b| matches!(source_of(b), Source::Capture { out: true, .. })) {
            let text = format!("`${name}` is written by the call");
            let d = Diagnostic::new(codes::WRONG_PHASE, span, text);
            self.diags.push(d.help("say `post` behind the last step"));
            return Place::error(span);
        }
        let (_, captured) = match all.first() {
            Some(b) => self.bind_type(b),
            None => return Place::error(span),
        };
        // A call without it has 0 there, and keeps it: the slot is not free for something else.
        let wanted: Vec<_> = found
            .iter()
            .map(|(m, _, b)| (*m, b.as_ref().map_or(Source::Const(0), source_of)))
            .collect();
        let Some(at) = self.slot_for(&ty, captured, &wanted, span) else {
            return Place::error(span);
        };
        if let Some(scope) = &mut self.action {
            scope.slots.insert(name.to_owned(), at);
        }
        Place { kind: PlaceKind::Slot(at), ty, span }
    }

    fn slot_for(
        &mut self,
        ty: &Ty,
        captured: bool,
        wanted: &[(usize, Source)],
        span: Span,
    ) -> Option<u8> {
        let slots = self.slots.as_ref()?;
        let source = |m: usize, at: usize| slots.members.get(m).and_then(|m| m.sources.get(at));
        let free = (0..slots.params.len()).find(|at| {
            slots.params.get(*at).is_some_and(|p| p.ty == *ty && p.captured == captured)
                && wanted
                    .iter()
                    .all(|(m, s)| source(*m, *at).is_some_and(|x| x == s || *x == Source::Absent))
        });
        let at = match free {
            Some(at) => at as u8,
            None => {
                let name = format!(".{}", slots.params.len());
                self.new_slot(name, ty.clone(), captured, span, |_| Source::Absent)?
            }
        };
        for (m, s) in wanted {
            let member = self.slots.as_mut()?.members.get_mut(*m)?;
            if let Some(x) = member.sources.get_mut(usize::from(at)) {
                *x = *s;
            }
        }
        Some(at)
    }

    /// A word of an array of the automaton, read as a value of type `ty`.
    pub(super) fn word(&mut self, array: GlobalId, at: usize, ty: Ty, span: Span) -> Place {
        self.use_global(array);
        let whole = self.globals.get(array.0 as usize).map_or_else(Ty::error, |g| g.ty.clone());
        let whole = Place { kind: PlaceKind::Global(array), ty: whole, span };
        Place { kind: PlaceKind::Field(Box::new(whole), 8 * at as u64, None), ty, span }
    }
}

/// Whether two ways of one call bind the names that an action uses alike.
pub(super) fn alike(p: &Pattern<'_>, a: &Env, b: &Env) -> bool {
    p.seq.uses.iter().all(|n| match (a.get(n), b.get(n)) {
        (Some(x), Some(y)) => value_of(x, false) == value_of(y, false),
        (x, y) => x.is_none() == y.is_none(),
    })
}
