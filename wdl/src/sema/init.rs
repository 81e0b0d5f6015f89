//! Initialisers (C11 6.7.9): nested, strings for character arrays, brace elision.
use super::typed::{InitPart, InitValue};
use super::{Sema, codes};
use crate::ast::{self, Encoding};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Bits, Int, Kind, Ty};
use std::slice;

/// What is left of a list.
pub(super) struct Items<'a> {
    rest: slice::Iter<'a, ast::InitItem>,
    /// A value that comes before it: a designated one, whose designators were followed.
    given: Option<&'a ast::Init>,
}

/// What comes next in a list.
pub(super) struct Item<'a> {
    pub(super) init: &'a ast::Init,
    /// The item, if it has designators.
    pub(super) designated: Option<&'a ast::InitItem>,
}

impl<'a> Items<'a> {
    fn of(list: &'a ast::InitList) -> Items<'a> {
        Items { rest: list.items.iter(), given: None }
    }

    /// Nothing yet.
    pub(super) fn alone() -> Items<'a> {
        let none: &'a [ast::InitItem] = &[];
        Items { rest: none.iter(), given: None }
    }

    /// Puts a value in front.
    pub(super) fn give(&mut self, init: &'a ast::Init) {
        self.given = Some(init);
    }

    pub(super) fn peek(&self) -> Option<Item<'a>> {
        if let Some(init) = self.given {
            return Some(Item { init, designated: None });
        }
        let item = self.rest.as_slice().first()?;
        Some(Item { init: &item.init, designated: (!item.designators.is_empty()).then_some(item) })
    }

    pub(super) fn next(&mut self) -> Option<Item<'a>> {
        let item = self.peek()?;
        if self.given.take().is_none() {
            self.rest.next();
        }
        Some(item)
    }
}

/// A place inside the object being initialised.
#[derive(Clone)]
pub(super) struct Spot {
    pub(super) ty: Ty,
    pub(super) offset: u64,
    pub(super) bits: Option<Bits>,
    /// Nothing of an object with static storage lies behind it: a flexible array has room there.
    pub(super) last: bool,
}

impl<'a> Sema<'a> {
    /// The type of the object (with the length that the initialiser gives to an array), and what
    /// its parts are set to. `fixed`: it has static storage.
    pub(super) fn initialiser(
        &mut self,
        ty: &Ty,
        init: &'a ast::Init,
        fixed: bool,
    ) -> (Ty, Vec<InitPart>) {
        let expr = match init {
            ast::Init::List(list) => return self.initialiser_list(ty, list, fixed),
            ast::Init::Expr(e) => e,
        };
        self.filled(ty, fixed, |s, spot, parts, most| s.init_expr(spot, expr, parts, most))
    }

    /// As [`Sema::initialiser`], of a braced list.
    pub(super) fn initialiser_list(
        &mut self,
        ty: &Ty,
        list: &'a ast::InitList,
        fixed: bool,
    ) -> (Ty, Vec<InitPart>) {
        self.filled(ty, fixed, |s, spot, parts, most| s.init_list(spot, list, parts, most))
    }

    /// The type and the parts of an object that `fill` initialises.
    fn filled(
        &mut self,
        ty: &Ty,
        fixed: bool,
        fill: impl FnOnce(&mut Self, &Spot, &mut Vec<InitPart>, &mut u64),
    ) -> (Ty, Vec<InitPart>) {
        let (mut parts, mut most) = (Vec::new(), 0);
        let spot = Spot { ty: ty.clone(), offset: 0, bits: None, last: fixed };
        let outer = std::mem::take(&mut self.anew);
        let chosen = std::mem::take(&mut self.chosen);
        self.filling += 1;
        fill(self, &spot, &mut parts, &mut most);
        self.filling -= 1;
        if self.filling == 0 {
            self.structures.clear();
        }
        let anew = std::mem::replace(&mut self.anew, outer);
        self.chosen = chosen;
        self.overridden(&mut parts, &anew);
        (sized(ty, most), parts)
    }

    fn init_expr(
        &mut self,
        spot: &Spot,
        e: &'a ast::Expr,
        out: &mut Vec<InitPart>,
        most: &mut u64,
    ) {
        if let Some((bytes, units)) = string_for(&spot.ty, e) {
            self.init_string(spot, bytes, units, e.span, out, most);
            return;
        }
        if let Kind::Array(..) = spot.ty.kind {
            // `char a[] = "..."` aside, only a compound literal of the type initialises an array.
            if let ast::ExprKind::Compound(t, list) = &e.kind {
                let ty = self.ty(t);
                if crate::types::convert::compatible(&ty, &spot.ty) {
                    self.init_list(spot, list, out, most);
                    return;
                }
            }
            let d = Diagnostic::new(
                codes::BAD_INITIALISER,
                e.span,
                format!("`{}` needs a braced initialiser", self.spell(&spot.ty)),
            );
            self.diags.push(d);
            return;
        }
        let value = self.value(e);
        let value = self.assign_to(value, &spot.ty.bare(), "initialiser");
        out.push(InitPart { offset: spot.offset, bits: spot.bits, value: InitValue::Expr(value) });
    }

    fn init_string(
        &mut self,
        spot: &Spot,
        bytes: &[u8],
        unit: u64,
        span: Span,
        out: &mut Vec<InitPart>,
        most: &mut u64,
    ) {
        let units = bytes.len() as u64 / unit;
        *most = (*most).max(units + 1);
        let mut bytes = bytes.to_vec();
        if let Kind::Array(_, Some(n)) = spot.ty.kind
            && units > n
        {
            let text = format!("string of {units} characters for an array of {n}");
            self.report(codes::BAD_INITIALISER, span, text);
            bytes.truncate((n * unit) as usize);
        }
        if let Kind::Array(_, None) = spot.ty.kind {
            bytes.extend(std::iter::repeat_n(0, unit as usize));
        }
        out.push(InitPart { offset: spot.offset, bits: None, value: InitValue::Bytes(bytes) });
    }

    fn init_list(
        &mut self,
        spot: &Spot,
        list: &'a ast::InitList,
        out: &mut Vec<InitPart>,
        most: &mut u64,
    ) {
        if let [only] = list.items.as_slice()
            && only.designators.is_empty()
            && let ast::Init::Expr(e) = &only.init
        {
            if string_for(&spot.ty, e).is_some() {
                return self.init_expr(spot, e, out, most);
            }
            if self.other_string(&spot.ty, e) {
                return;
            }
        }
        let mut items = Items::of(list);
        if spot.ty.is_scalar() {
            match items.next() {
                Some(Item { designated: Some(_), .. }) => {
                    self.report(codes::BAD_INITIALISER, list.span, "designator for a scalar");
                }
                Some(Item { init: ast::Init::Expr(e), .. }) => {
                    self.init_expr(spot, e, out, most);
                }
                Some(Item { init: ast::Init::List(l), .. }) => {
                    self.init_list(spot, l, out, most);
                }
                None => {
                    let zero = super::typed::Expr::constant(0, spot.ty.bare(), list.span);
                    out.push(InitPart {
                        offset: spot.offset,
                        bits: spot.bits,
                        value: InitValue::Expr(zero),
                    });
                }
            }
        } else {
            *most = (*most).max(self.aggregate(spot, &mut items, true, &mut 0, out));
        }
        if let Some(extra) = items.next() {
            self.too_many(&spot.ty, extra.init.span());
        }
    }

    /// Fills an aggregate from a list, from member `next` on. With braces of its own (`own`),
    /// designators are for it; without, a designator ends it. The number of members that it then has
    /// at least.
    pub(super) fn aggregate(
        &mut self,
        spot: &Spot,
        items: &mut Items<'a>,
        own: bool,
        next: &mut u64,
        out: &mut Vec<InitPart>,
    ) -> u64 {
        let mut most = 0;
        while let Some(item) = items.peek() {
            if let Some(item) = item.designated {
                if !own {
                    break;
                }
                self.designated(spot, item, items, next, out);
                most = most.max(*next);
                continue;
            }
            let Some(child) = self.child(spot, *next) else { break };
            self.goes_to(spot, *next, out.len());
            *next += 1;
            most = most.max(*next);
            self.member(&child, items, out);
            if self.is_union(&spot.ty) {
                if own && items.peek().is_some_and(|i| i.designated.is_some()) {
                    continue;
                }
                break;
            }
        }
        most
    }

    /// Initialises one member from what comes next: a value, a braced list, or, with braces left
    /// out, as many items as it needs.
    pub(super) fn member(&mut self, child: &Spot, items: &mut Items<'a>, out: &mut Vec<InitPart>) {
        let Some(item) = items.peek() else { return };
        if !self.has_room(child, item.init.span()) {
            items.next();
            return;
        }
        match item.init {
            ast::Init::List(list) => {
                items.next();
                self.init_list(child, list, out, &mut 0);
            }
            ast::Init::Expr(e) => {
                let aggregate = !child.ty.is_scalar() && string_for(&child.ty, e).is_none();
                if aggregate && !self.same_record(&child.ty, e) {
                    if self.other_string(&child.ty, e) {
                        items.next();
                    } else if self.child(child, 0).is_none() {
                        // It takes no value, and an array of such would ask for ever.
                        items.next();
                        self.too_many(&child.ty, e.span);
                    } else {
                        self.aggregate(child, items, false, &mut 0, out);
                    }
                } else {
                    items.next();
                    self.init_expr(child, e, out, &mut 0);
                }
            }
        }
    }

    /// The expression is a structure of the type to initialise.
    fn same_record(&mut self, ty: &Ty, e: &'a ast::Expr) -> bool {
        let Some(id) = ty.record() else { return false };
        // Only these kinds of expressions can be structures: the others need no second look.
        let possible = matches!(
            e.kind,
            ast::ExprKind::Ident(_)
                | ast::ExprKind::Unary(ast::UnaryOp::Deref, _)
                | ast::ExprKind::Call(..)
                | ast::ExprKind::Index(..)
                | ast::ExprKind::Member(..)
                | ast::ExprKind::Compound(..)
                | ast::ExprKind::Cond(..)
                | ast::ExprKind::Comma(..)
                | ast::ExprKind::Assign(..)
        );
        if !possible {
            return false;
        }
        // Looked at once only: initialisers in initialisers would take time without bound.
        let key = std::ptr::from_ref(e).addr();
        let known = self.structures.get(&key).copied();
        let known = known.unwrap_or_else(|| self.unevaluated(|s| s.node(e).ty(s)).record());
        self.structures.insert(key, known);
        known == Some(id)
    }

    /// Member or element number `n` of an aggregate.
    pub(super) fn child(&self, spot: &Spot, n: u64) -> Option<Spot> {
        match &spot.ty.kind {
            Kind::Array(elem, len) => {
                if len.is_some_and(|len| n >= len) {
                    return None;
                }
                let size = self.types.size(elem).ok()?;
                let offset = spot.offset.checked_add(size.checked_mul(n)?)?;
                Some(Spot { ty: (**elem).clone(), offset, bits: None, last: false })
            }
            Kind::Record(id) => {
                let record = self.types.record(*id)?;
                let fields = record.fields.as_ref()?;
                let f = fields.get(n as usize)?;
                let last = spot.last && (record.is_union || n as usize + 1 == fields.len());
                Some(Spot { ty: f.ty.clone(), offset: spot.offset + f.offset, bits: f.bits, last })
            }
            _ => None,
        }
    }

    pub(super) fn is_union(&self, ty: &Ty) -> bool {
        ty.record().and_then(|id| self.types.record(id)).is_some_and(|r| r.is_union)
    }
}

/// Bytes and unit size of a string literal that initialises an array of `ty`'s elements.
pub(super) fn string_for<'e>(ty: &Ty, e: &'e ast::Expr) -> Option<(&'e [u8], u64)> {
    let (Kind::Array(elem, _), ast::ExprKind::Str(bytes, encoding)) = (&ty.kind, &e.kind) else {
        return None;
    };
    let unit = match encoding {
        Encoding::Plain | Encoding::Utf8 => 1,
        Encoding::Utf16 => 2,
        Encoding::Wide | Encoding::Utf32 => 4,
    };
    let fits = elem.as_int().is_some_and(|i| i.size() == unit && i != Int::Bool);
    fits.then_some((bytes.as_slice(), unit))
}

/// An array type without a length, with the length that its initialiser gave it.
fn sized(ty: &Ty, most: u64) -> Ty {
    match &ty.kind {
        Kind::Array(elem, None) => Ty { kind: Kind::Array(elem.clone(), Some(most)), ..ty.clone() },
        _ => ty.clone(),
    }
}

impl ast::Init {
    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        match self {
            ast::Init::Expr(e) => e.span,
            ast::Init::List(l) => l.span,
        }
    }
}
