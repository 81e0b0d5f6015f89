//! Initialisers (C11 6.7.9): nested and designated, strings for character arrays, brace elision.
use super::typed::{InitPart, InitValue};
use super::{Sema, codes};
use crate::ast::{self, Designator, Encoding};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Bits, Int, Kind, Ty};
use std::iter::Peekable;
use std::slice;

type Items<'i> = Peekable<slice::Iter<'i, ast::InitItem>>;

/// Elements that one initialiser may set by ranges.
const MOST_PARTS: u64 = 1 << 17;

/// A place inside the object being initialised.
#[derive(Clone)]
struct Spot {
    ty: Ty,
    offset: u64,
    bits: Option<Bits>,
}

impl<'a> Sema<'a> {
    /// The type of the object (with the length that the initialiser gives to an array), and what
    /// its parts are set to.
    pub(super) fn initialiser(&mut self, ty: &Ty, init: &'a ast::Init) -> (Ty, Vec<InitPart>) {
        let expr = match init {
            ast::Init::List(list) => return self.initialiser_list(ty, list),
            ast::Init::Expr(e) => e,
        };
        let (mut parts, mut most) = (Vec::new(), 0);
        let spot = Spot { ty: ty.clone(), offset: 0, bits: None };
        self.init_expr(&spot, expr, &mut parts, &mut most);
        (sized(ty, most), parts)
    }

    /// As [`Sema::initialiser`], of a braced list.
    pub(super) fn initialiser_list(
        &mut self,
        ty: &Ty,
        list: &'a ast::InitList,
    ) -> (Ty, Vec<InitPart>) {
        let (mut parts, mut most) = (Vec::new(), 0);
        let spot = Spot { ty: ty.clone(), offset: 0, bits: None };
        self.init_list(&spot, list, &mut parts, &mut most);
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
            && string_for(&spot.ty, e).is_some()
        {
            return self.init_expr(spot, e, out, most);
        }
        let mut items = list.items.iter().peekable();
        if spot.ty.is_scalar() {
            match items.next() {
                Some(ast::InitItem { init: ast::Init::Expr(e), designators })
                    if designators.is_empty() =>
                {
                    self.init_expr(spot, e, out, most);
                }
                Some(ast::InitItem { init: ast::Init::List(l), .. }) => {
                    self.init_list(spot, l, out, most);
                }
                Some(_) => {
                    self.report(codes::BAD_INITIALISER, list.span, "designator for a scalar");
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
            self.aggregate(spot, &mut items, true, out, most);
        }
        if let Some(extra) = items.next() {
            let span = extra.init.span();
            let text = format!("too many values for `{}`", self.spell(&spot.ty));
            self.report(codes::BAD_INITIALISER, span, text);
        }
    }

    /// Fills an aggregate from a list. With braces of its own (`own`), designators are for it;
    /// without, a designator ends it.
    fn aggregate(
        &mut self,
        spot: &Spot,
        items: &mut Items<'a>,
        own: bool,
        out: &mut Vec<InitPart>,
        most: &mut u64,
    ) {
        let mut next = 0u64;
        while let Some(item) = items.peek().copied() {
            if let Some((first, rest)) = item.designators.split_first() {
                if !own {
                    return;
                }
                items.next();
                self.designated(spot, first, rest, item, items, &mut next, out, most);
                continue;
            }
            let Some(child) = self.child(spot, next) else { return };
            next += 1;
            *most = (*most).max(next);
            self.member(&child, items, out);
            if self.is_union(&spot.ty) {
                if own && items.peek().is_some_and(|i| !i.designators.is_empty()) {
                    continue;
                }
                return;
            }
        }
    }

    /// Initialises one member from what comes next: a value, a braced list, or, with braces left
    /// out, as many items as it needs.
    fn member(&mut self, child: &Spot, items: &mut Items<'a>, out: &mut Vec<InitPart>) {
        let Some(item) = items.peek().copied() else { return };
        match &item.init {
            ast::Init::List(list) => {
                items.next();
                self.init_list(child, list, out, &mut 0);
            }
            ast::Init::Expr(e) => {
                let aggregate = !child.ty.is_scalar() && string_for(&child.ty, e).is_none();
                if aggregate && !self.same_record(&child.ty, e) {
                    self.aggregate(child, items, false, out, &mut 0);
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
        possible && self.unevaluated(|s| s.type_of(e)).record() == Some(id)
    }

    #[allow(clippy::too_many_arguments)]
    fn designated(
        &mut self,
        spot: &Spot,
        first: &'a Designator,
        rest: &'a [Designator],
        item: &'a ast::InitItem,
        items: &mut Items<'a>,
        next: &mut u64,
        out: &mut Vec<InitPart>,
        most: &mut u64,
    ) {
        let Some((from, to)) = self.designator(spot, first) else { return };
        if out.len() as u64 + (to - from) > MOST_PARTS {
            let text = format!("an initialiser sets more than {MOST_PARTS} elements one by one");
            self.report(codes::BAD_INITIALISER, item.init.span(), text);
            return;
        }
        *next = to + 1;
        *most = (*most).max(to + 1);
        for i in from..=to {
            let child = match first {
                Designator::Field(name) => self.named(spot, name),
                _ => self.child(spot, i),
            };
            let Some(mut child) = child else { return };
            let mut ok = true;
            for d in rest {
                let Some((at, _)) = self.designator(&child, d) else {
                    ok = false;
                    break;
                };
                let inner = match d {
                    Designator::Field(name) => self.named(&child, name),
                    _ => self.child(&child, at),
                };
                match inner {
                    Some(c) => child = c,
                    None => return,
                }
            }
            if !ok {
                return;
            }
            match &item.init {
                ast::Init::List(list) => self.init_list(&child, list, out, &mut 0),
                ast::Init::Expr(e) => {
                    let whole = child.ty.is_scalar()
                        || string_for(&child.ty, e).is_some()
                        || self.same_record(&child.ty, e);
                    if whole {
                        self.init_expr(&child, e, out, &mut 0);
                    } else {
                        // Braces left out after a designator: this item is the first of several.
                        self.elided(&child, e, items, out);
                    }
                }
            }
        }
    }

    fn elided(
        &mut self,
        child: &Spot,
        e: &'a ast::Expr,
        items: &mut Items<'a>,
        out: &mut Vec<InitPart>,
    ) {
        let mut at = child.clone();
        while !at.ty.is_scalar() {
            match self.child(&at, 0) {
                Some(c) => at = c,
                None => return,
            }
        }
        self.init_expr(&at, e, out, &mut 0);
        if let Some(second) = self.child(child, 1)
            && at.offset == child.offset
            && self.child(child, 0).is_some_and(|c| c.ty.is_scalar())
        {
            let mut n = 1;
            let mut spot = second;
            while items.peek().is_some_and(|i| i.designators.is_empty()) {
                self.member(&spot, items, out);
                n += 1;
                match self.child(child, n) {
                    Some(c) => spot = c,
                    None => break,
                }
            }
        }
    }

    /// Which members a designator names: a range for arrays, else one number twice.
    fn designator(&mut self, spot: &Spot, d: &'a Designator) -> Option<(u64, u64)> {
        match (d, &spot.ty.kind) {
            (Designator::Field(name), Kind::Record(id)) => {
                let fields = self.types.record(*id).and_then(|r| r.fields.as_ref())?;
                let direct = fields.iter().position(|f| f.name.as_ref() == Some(&name.name));
                let at = direct.or_else(|| {
                    fields.iter().position(|f| {
                        f.name.is_none()
                            && f.ty
                                .record()
                                .is_some_and(|r| self.types.member(r, &name.name).is_some())
                    })
                });
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

    fn named(&self, spot: &Spot, name: &ast::Ident) -> Option<Spot> {
        let f = self.types.member(spot.ty.record()?, &name.name)?;
        Some(Spot { ty: f.ty, offset: spot.offset + f.offset, bits: f.bits })
    }

    /// Member or element number `n` of an aggregate.
    fn child(&self, spot: &Spot, n: u64) -> Option<Spot> {
        match &spot.ty.kind {
            Kind::Array(elem, len) => {
                if len.is_some_and(|len| n >= len) {
                    return None;
                }
                let size = self.types.size(elem).ok()?;
                let offset = spot.offset.checked_add(size.checked_mul(n)?)?;
                Some(Spot { ty: (**elem).clone(), offset, bits: None })
            }
            Kind::Record(id) => {
                let f = self.types.record(*id)?.fields.as_ref()?.get(n as usize)?;
                Some(Spot { ty: f.ty.clone(), offset: spot.offset + f.offset, bits: f.bits })
            }
            _ => None,
        }
    }

    fn is_union(&self, ty: &Ty) -> bool {
        ty.record().and_then(|id| self.types.record(id)).is_some_and(|r| r.is_union)
    }
}

/// Bytes and unit size of a string literal that initialises an array of `ty`'s elements.
fn string_for<'e>(ty: &Ty, e: &'e ast::Expr) -> Option<(&'e [u8], u64)> {
    let (Kind::Array(elem, _), ast::ExprKind::Str(bytes, encoding)) = (&ty.kind, &e.kind) else {
        return None;
    };
    let unit = match encoding {
        Encoding::Plain => 1,
        Encoding::Utf16 => 2,
        Encoding::Wide | Encoding::Utf32 => 4,
    };
    let fits = elem.as_int().is_some_and(|i| i.size() == unit && i != Int::Bool);
    fits.then_some((bytes.as_slice(), unit))
}

/// An array type without a length, with the length that its initialiser gave it.
fn sized(ty: &Ty, most: u64) -> Ty {
    match &ty.kind {
        Kind::Array(elem, None) => {
            Ty { kind: Kind::Array(elem.clone(), Some(most)), konst: ty.konst }
        }
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
