//! `$names` of a clause: each is a slot of the event's context, filled in each call of the clause
//! from where that call has the parameter.
use super::sorts::Sort;
pub(super) use super::sorts::{sort_of, source_of};
use super::typed::{self, Expr, ExprKind, Place, PlaceKind};
use super::{Sema, codes, diag};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::Ty;
use std::collections::HashMap;
use std::sync::Arc;
use wss_abi::clause::{Phase, Source, Width};
use wss_abi::ctx::MAX_PARAMS;
use wss_calls::{CallDesc, Param};

/// What a name of an abstract event stands for in one call.
#[derive(Clone, Debug)]
pub(super) enum Bind {
    Param(&'static Param),
    Const(i64),
    /// What the call returned.
    Result,
    /// Parameter of a raised or life-cycle event.
    Slot(u8),
}

/// Names of an abstract event.
pub(super) type Env = HashMap<Arc<str>, Bind>;

/// One call of a clause.
pub(super) struct Member {
    pub(super) call: &'static CallDesc,
    /// Parameters by name; `None`: as the call has them.
    pub(super) env: Option<Env>,
    /// Source of each slot so far.
    pub(super) sources: Vec<Source>,
}

/// What the clause is on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Calls,
    Raised,
    Life,
}

/// The slots of the clause being checked.
pub(super) struct Slots {
    pub(super) about: About,
    pub(super) phase: Phase,
    pub(super) members: Vec<Member>,
    pub(super) params: Vec<typed::Param>,
}

impl Slots {
    /// Some call has a parameter of that name.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.params.iter().any(|p| p.name == name)
            || self.members.iter().any(|m| m.find(name).is_some())
    }

    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = match self.about {
            About::Calls => self.members.iter().flat_map(Member::names).collect(),
            _ => self.params.iter().map(|p| p.name.as_str()).collect(),
        };
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl Member {
    fn find(&self, name: &str) -> Option<Bind> {
        match &self.env {
            Some(env) => env.get(name).cloned(),
            None => self.call.param(name).map(|(_, p)| Bind::Param(p)),
        }
    }

    fn names(&self) -> Vec<&str> {
        match &self.env {
            Some(env) => env.keys().map(|k| &**k).collect(),
            None => self.call.params.iter().map(|p| p.name).collect(),
        }
    }
}

impl Sema<'_> {
    /// The type of a slot.
    pub(super) fn slot_type(&self, slot: u8) -> Ty {
        let param = self.slots.as_ref().and_then(|s| s.params.get(slot as usize));
        param.map_or_else(Ty::error, |p| p.ty.clone())
    }

    /// `$name`
    pub(super) fn slot(&mut self, name: &str, span: Span) -> Place {
        if let Some(place) = self.action_slot(name, span) {
            return place;
        }
        let Some(slots) = &self.slots else {
            let text = format!("`${name}` outside of a clause");
            let d = Diagnostic::new(codes::OUTSIDE_CLAUSE, span, text);
            self.diags.push(d.help("pass it to the function as an argument"));
            return Place::error(span);
        };
        if let Some(at) = slots.params.iter().position(|p| p.name == name) {
            let ty = self.slot_type(at as u8);
            return Place { kind: PlaceKind::Slot(at as u8), ty, span };
        }
        if matches!(name, "ret" | "fdret" | "errno") && !slots.knows(name) {
            if slots.about != About::Calls {
                let text = format!("`${name}`: this event is no call and has no result");
                self.report(codes::WRONG_PHASE, span, text);
                return Place::error(span);
            }
            return match name {
                "errno" => Place { kind: PlaceKind::Errno, ty: Ty::int(), span },
                "fdret" => Place { kind: PlaceKind::Ret, ty: Ty::int(), span },
                _ => Place { kind: PlaceKind::Ret, ty: Ty::long(), span },
            };
        }
        let binds: Vec<_> = slots.members.iter().map(|m| (m.call.name, m.find(name))).collect();
        let has: Vec<_> = binds.iter().filter_map(|(n, b)| Some((*n, b.clone()?))).collect();
        let Some((first, bind)) = has.first().cloned() else {
            self.unknown_parameter(name, span);
            return Place::error(span);
        };
        let sort = sort_of(&bind);
        if let Some((other, b)) = has.iter().find(|(_, b)| sort_of(b) != sort) {
            let text = format!(
                "`${name}` is {} in {first}, but {} in {other}",
                sort.text(),
                sort_of(b).text()
            );
            let d = Diagnostic::new(codes::PARAMETER_KINDS, span, text);
            self.diags.push(d.help("write one clause for each"));
            return Place::error(span);
        }
        if has.iter().any(|(_, b)| matches!(b, Bind::Result)) {
            return self.result_bound(name, &has, span);
        }
        self.absent(name, &binds, span);
        let binds: Vec<_> = has.iter().map(|(_, b)| b.clone()).collect();
        let ty = self.param_ty(sort, &binds);
        let late = |b: &Bind| matches!(source_of(b), Source::Capture { out: true, .. });
        if slots_phase(self) == Phase::Pre && binds.iter().any(late) {
            let text = format!("`${name}` is written by the call");
            let d = Diagnostic::new(codes::WRONG_PHASE, span, text)
                .here("not known before the call")
                .help("look at it in a `post` clause");
            self.diags.push(d);
            return Place::error(span);
        }
        let sources = |m: &Member| m.find(name).map_or(Source::Absent, |b| source_of(&b));
        let captured = sort != Sort::Number;
        match self.new_slot(name.to_owned(), ty.clone(), captured, span, sources) {
            Some(slot) => Place { kind: PlaceKind::Slot(slot), ty, span },
            None => Place::error(span),
        }
    }

    /// A name that stands for the call's result in some calls of the clause: then in all.
    pub(super) fn result_bound(
        &mut self,
        name: &str,
        has: &[(&'static str, Bind)],
        span: Span,
    ) -> Place {
        if let Some((other, _)) = has.iter().find(|(_, b)| !matches!(b, Bind::Result)) {
            let text = format!("`${name}` is a parameter in {other}, but a result elsewhere");
            self.report(codes::PARAMETER_KINDS, span, text);
            return Place::error(span);
        }
        Place { kind: PlaceKind::Ret, ty: Ty::long(), span }
    }

    pub(super) fn unknown_parameter(&mut self, name: &str, span: Span) {
        let Some(slots) = &self.slots else { return };
        let names = slots.names();
        let text = match slots.members.as_slice() {
            [only] => format!("`{}` has no parameter `${name}`", only.call.name),
            _ => format!("this event has no parameter `${name}`"),
        };
        let mut d = Diagnostic::new(codes::UNKNOWN_PARAMETER, span, text);
        if let Some(near) = diag::nearest(name, names.iter().copied()) {
            d = d.suggest(span, format!("${near}"), "a parameter with a similar name exists");
        } else if !names.is_empty() && names.len() <= 16 {
            let names: Vec<_> = names.iter().map(|n| format!("${n}")).collect();
            d = d.note(format!("its parameters are {}", names.join(", ")));
        } else if slots.about == About::Raised && names.is_empty() {
            d = d.help("declare the event with its parameters: `event NAME(type name, ...);`");
        }
        self.diags.push(d);
    }

    pub(super) fn absent(
        &mut self,
        name: &str,
        binds: &[(&'static str, Option<Bind>)],
        span: Span,
    ) {
        let without: Vec<_> = binds.iter().filter(|(_, b)| b.is_none()).map(|(n, _)| *n).collect();
        if without.is_empty() {
            return;
        }
        let mut list = without.iter().take(4).copied().collect::<Vec<_>>().join(", ");
        if without.len() > 4 {
            list.push_str(&format!(" and {} more", without.len() - 4));
        }
        let text = format!("`${name}` is 0 in {list}: no such parameter there");
        self.report(codes::ABSENT, span, text);
    }

    /// Adds a slot; reports one too many.
    pub(super) fn new_slot(
        &mut self,
        name: String,
        ty: Ty,
        captured: bool,
        span: Span,
        source: impl Fn(&Member) -> Source,
    ) -> Option<u8> {
        let slots = self.slots.as_mut()?;
        if slots.params.len() >= MAX_PARAMS {
            let text = format!("this clause uses more than {MAX_PARAMS} parameters");
            self.report(codes::TOO_MANY_PARAMETERS, span, text);
            return None;
        }
        for m in &mut slots.members {
            let s = source(m);
            m.sources.push(s);
        }
        slots.params.push(typed::Param { name, ty, captured });
        Some(slots.params.len() as u8 - 1)
    }

    /// The slot in which member `index` has `source`: an existing one, or a new one that other
    /// members may share.
    pub(super) fn hidden_slot(
        &mut self,
        index: usize,
        source: Source,
        ty: &Ty,
        captured: bool,
        span: Span,
    ) -> Option<u8> {
        let slots = self.slots.as_mut()?;
        let member = slots.members.get_mut(index)?;
        let same = member.sources.iter().position(|s| *s == source);
        if let Some(at) = same {
            return Some(at as u8);
        }
        let free = slots.params.iter().zip(&member.sources).position(|(p, s)| {
            p.name.starts_with('.') && *s == Source::Absent && p.ty == *ty && p.captured == captured
        });
        let at = match free {
            Some(at) => at as u8,
            None => {
                let name = format!(".{}", slots.params.len());
                self.new_slot(name, ty.clone(), captured, span, |_| Source::Absent)?
            }
        };
        let member = self.slots.as_mut()?.members.get_mut(index)?;
        if let Some(s) = member.sources.get_mut(at as usize) {
            *s = source;
        }
        Some(at)
    }

    /// The pointer itself that a parameter is, for `wr_read` and `wr_write`.
    pub(super) fn raw_slot(&mut self, name: &str, span: Span) -> Expr {
        let hidden = format!("&{name}");
        let ty = Ty::ulong();
        let known =
            self.slots.as_ref().and_then(|s| s.params.iter().position(|p| p.name == hidden));
        let slot = match known {
            Some(at) => Some(at as u8),
            None => {
                let knows = self.slots.as_ref().is_some_and(|s| {
                    s.about == About::Calls && s.members.iter().any(|m| m.find(name).is_some())
                });
                if !knows {
                    let place = self.slot(name, span);
                    return self.load(super::expr::Node::Place(place));
                }
                self.new_slot(hidden, ty.clone(), true, span, |m| match m.find(name) {
                    Some(Bind::Param(p)) => p
                        .register()
                        .map_or(Source::Absent, |arg| Source::Arg { arg, width: Width::U64 }),
                    _ => Source::Absent,
                })
            }
        };
        match slot {
            Some(slot) => {
                let place = Place { kind: PlaceKind::Slot(slot), ty: ty.clone(), span };
                Expr { kind: ExprKind::Load(Box::new(place)), ty, span }
            }
            None => Expr::error(span),
        }
    }
}

fn slots_phase(s: &Sema<'_>) -> Phase {
    s.slots.as_ref().map_or(Phase::Pre, |s| s.phase)
}
