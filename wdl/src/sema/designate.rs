//! Designators of initialisers (C17 6.7.9): which parts of an object they name, and how the values
//! behind a designated one go on from there.
use super::init::{Items, Spot, string_for};
use super::overridden::Anew;
use super::typed::InitPart;
use super::{Sema, codes};
use crate::ast::{self, Designator};
use crate::types::{Field, Kind};

/// Elements that one initialiser may set by ranges.
const MOST_PARTS: u64 = 1 << 17;

impl<'a> Sema<'a> {
    /// Initialises what the designators of the next item name, then, with the items behind it, what
    /// follows there; `next` becomes the member of `spot` that comes after it.
    pub(super) fn designated(
        &mut self,
        spot: &Spot,
        item: &'a ast::InitItem,
        items: &mut Items<'a>,
        next: &mut u64,
        out: &mut Vec<InitPart>,
    ) {
        items.next();
        let Some((first, rest)) = item.designators.split_first() else { return };
        let Some((from, to)) = self.designator(spot, first) else { return };
        if out.len() as u64 + (to - from) > MOST_PARTS {
            let text = format!("an initialiser sets more than {MOST_PARTS} elements one by one");
            self.report(codes::BAD_INITIALISER, item.init.span(), text);
            return;
        }
        *next = to + 1;
        for i in from..=to {
            // The aggregates on the way to what is named, each with the number of its member.
            let mut way: Vec<(Spot, u64)> = Vec::new();
            let Some(mut child) = self.part(spot, first, i, out.len()) else { return };
            for d in rest {
                if !self.has_room(&child, item.init.span()) {
                    return;
                }
                let Some((at, _)) = self.designator(&child, d) else { return };
                let Some(inner) = self.part(&child, d, at, out.len()) else { return };
                way.push((std::mem::replace(&mut child, inner), at));
            }
            // Of a range, what follows goes on behind the last.
            let last = i == to;
            let whole = match &item.init {
                ast::Init::List(_) => !child.ty.is_scalar(),
                ast::Init::Expr(e) => string_for(&child.ty, e).is_some(),
            };
            if whole && !out.is_empty() {
                let size = self.types.size(&child.ty).unwrap_or(0);
                self.anew.push(Anew { before: out.len(), offset: child.offset, size });
            }
            let rest_of = if last { Some(&mut *items) } else { None };
            self.one(&child, &item.init, rest_of, out);
            if last {
                for (around, at) in way.iter().rev() {
                    if !self.is_union(&around.ty) {
                        self.aggregate(around, items, false, &mut (*at + 1), out);
                    }
                }
            }
        }
    }

    /// Initialises `child` with a value, and with those behind it if braces are left out.
    fn one(
        &mut self,
        child: &Spot,
        init: &'a ast::Init,
        items: Option<&mut Items<'a>>,
        out: &mut Vec<InitPart>,
    ) {
        let mut alone = Items::alone();
        let items = items.unwrap_or(&mut alone);
        items.give(init);
        self.member(child, items, out);
    }

    /// The member that a designator names: of an array, element `n`. So many parts are there already.
    fn part(&mut self, spot: &Spot, d: &Designator, n: u64, parts: usize) -> Option<Spot> {
        match d {
            Designator::Field(name) => self.named(spot, name, parts),
            _ => self.child(spot, n),
        }
    }

    /// The member of that name, be it one of an anonymous member.
    fn named(&mut self, spot: &Spot, name: &ast::Ident, parts: usize) -> Option<Spot> {
        let mut spot = spot.clone();
        loop {
            let fields = self.types.record(spot.ty.record()?)?.fields.as_ref()?;
            let direct = fields.iter().position(|f| f.name.as_ref() == Some(&name.name));
            let at = direct.or_else(|| self.anonymous(fields, name))? as u64;
            self.goes_to(&spot, at, parts);
            spot = self.child(&spot, at)?;
            if direct.is_some() {
                return Some(spot);
            }
        }
    }

    /// Which of the anonymous members has that member.
    fn anonymous(&self, fields: &[Field], name: &ast::Ident) -> Option<usize> {
        fields.iter().position(|f| {
            let inner = f.ty.record().filter(|_| f.name.is_none());
            inner.is_some_and(|r| self.types.member(r, &name.name).is_some())
        })
    }

    /// Which members a designator names: a range for arrays, else one number twice.
    fn designator(&mut self, spot: &Spot, d: &'a Designator) -> Option<(u64, u64)> {
        match (d, &spot.ty.kind) {
            (Designator::Field(name), Kind::Record(id)) => {
                let fields = self.types.record(*id).and_then(|r| r.fields.as_ref())?;
                let direct = fields.iter().position(|f| f.name.as_ref() == Some(&name.name));
                let at = direct.or_else(|| self.anonymous(fields, name));
                if at.is_none() {
                    self.no_member(*id, name);
                }
                at.map(|n| (n as u64, n as u64))
            }
            (Designator::Index(e), Kind::Array(_, len)) => {
                let n = self.index(e, *len)?;
                Some((n, n))
            }
            (Designator::Range(a, b), Kind::Array(_, len)) => {
                let (from, to) = (self.index(a, *len)?, self.index(b, *len)?);
                if from > to || to - from > 1 << 20 {
                    self.report(
                        codes::BAD_INITIALISER,
                        b.span,
                        "range of elements is empty or too long",
                    );
                    return None;
                }
                Some((from, to))
            }
            (Designator::Field(name), _) => {
                let text =
                    format!("`.{}` in an initialiser of `{}`", name.name, self.spell(&spot.ty));
                self.report(codes::BAD_INITIALISER, name.span, text);
                None
            }
            (Designator::Index(e) | Designator::Range(e, _), _) => {
                let text = format!("`[...]` in an initialiser of `{}`", self.spell(&spot.ty));
                self.report(codes::BAD_INITIALISER, e.span, text);
                None
            }
        }
    }

    fn index(&mut self, e: &'a ast::Expr, len: Option<u64>) -> Option<u64> {
        let n = self.constant(e, "an element's number")?;
        let fits = n >= 0 && (n as u64) < len.unwrap_or(1 << 28);
        if !fits {
            self.report(codes::BAD_INITIALISER, e.span, format!("there is no element {n}"));
            return None;
        }
        Some(n as u64)
    }
}
