//! Designators of initialisers (C17 6.7.9): which parts of an object they name, and how the values
//! behind a designated one go on from there.
use super::init::{Items, Spot, string_for};
use super::overridden::Anew;
use super::typed::InitPart;
use super::{Sema, codes};
use crate::ast::{self, Designator};
use crate::diag::Diagnostic;
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
        let Some((_, to)) = item.designators.first().and_then(|d| self.designator(spot, d)) else {
            return;
        };
        *next = to + 1;
        let range = item.designators.iter().any(|d| matches!(d, Designator::Range(..)));
        if range && !quiet(&item.init) {
            let text =
                "the value of a range of elements is computed once, and must do nothing else";
            let d = Diagnostic::new(codes::BAD_INITIALISER, item.init.span(), text);
            self.diags.push(d.help("compute it into a variable first"));
            return;
        }
        self.reached(spot, &item.designators, &item.init, 1, Some(items), out);
    }

    /// Initialises what `path` names in `spot`, one of so many (`times`) that ranges name, and with the
    /// items behind the last what follows there: in the aggregates that are on the way to it, but for
    /// the first. `None` after a complaint.
    fn reached(
        &mut self,
        spot: &Spot,
        path: &'a [Designator],
        init: &'a ast::Init,
        times: u64,
        mut items: Option<&mut Items<'a>>,
        out: &mut Vec<InitPart>,
    ) -> Option<()> {
        let Some((first, rest)) = path.split_first() else {
            let whole = match init {
                ast::Init::List(_) => !spot.ty.is_scalar(),
                ast::Init::Expr(e) => string_for(&spot.ty, e).is_some(),
            };
            if whole && !out.is_empty() {
                let size = self.types.size(&spot.ty).unwrap_or(0);
                self.anew.push(Anew { before: out.len(), offset: spot.offset, size });
            }
            self.one(spot, init, items, out);
            return Some(());
        };
        let (from, to) = self.designator(spot, first)?;
        let times = times.saturating_mul((to - from).saturating_add(1));
        if times > 1 && (out.len() as u64).saturating_add(times) > MOST_PARTS {
            let text = format!("an initialiser sets more than {MOST_PARTS} elements one by one");
            self.report(codes::BAD_INITIALISER, init.span(), text);
            return None;
        }
        for i in from..=to {
            let child = self.part(spot, first, i, out.len())?;
            if !rest.is_empty() && !self.has_room(&child, init.span()) {
                return None;
            }
            // Of a range, what follows goes on behind the last.
            let mut behind = items.as_deref_mut().filter(|_| i == to);
            self.reached(&child, rest, init, times, behind.as_deref_mut(), out)?;
            if let (Some(items), [next, ..]) = (behind, rest)
                && !self.is_union(&child.ty)
            {
                let (_, at) = self.designator(&child, next)?;
                self.aggregate(&child, items, false, &mut (at + 1), out);
            }
        }
        Some(())
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

/// Whether an initialiser only reads: it may be computed for each element of a range.
fn quiet(init: &ast::Init) -> bool {
    match init {
        ast::Init::Expr(e) => reads(e),
        ast::Init::List(list) => list.items.iter().all(|item| quiet(&item.init)),
    }
}

fn reads(e: &ast::Expr) -> bool {
    use ast::ExprKind as A;
    match &e.kind {
        A::Step { .. } | A::Assign(..) | A::Call(..) | A::Block(_) => false,
        A::Unary(_, a) | A::Cast(_, a) | A::Member(a, ..) => reads(a),
        A::Binary(_, a, b) | A::Comma(a, b) | A::Index(a, b) => reads(a) && reads(b),
        A::Cond(c, a, b) => reads(c) && a.as_deref().is_none_or(reads) && reads(b),
        A::Compound(_, list) => list.items.iter().all(|item| quiet(&item.init)),
        A::Generic(_, list) => list.iter().all(|a| reads(&a.value)),
        _ => true,
    }
}
