//! Enumerations (C17 section 6.7.2.2): with a chosen type as in C23 (section 6.7.3.3), and where only
//! the name is known yet as in GNU C.
use super::{Sema, Sym, Tag, codes, konst};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Int, Kind, Ty};

impl<'a> Sema<'a> {
    /// The type that an enumeration is.
    pub(super) fn enumeration(&mut self, e: &'a ast::Enum) -> Ty {
        let Some(items) = &e.items else {
            let base = e.base.as_ref().and_then(|t| self.chosen_type(t));
            return self.enum_mentioned(e, base);
        };
        // Again for the next declarator: its constants are there already.
        let first = items.first().map(|i| &i.name);
        let here = first.and_then(|n| self.scopes.last()?.names.get(&n.name));
        if here.map(|(_, span)| *span) == first.map(|n| n.span)
            && let Some(ty) = self.defined.get(&e.id)
        {
            return ty.clone();
        }
        let base = e.base.as_ref().and_then(|t| self.chosen_type(t));
        let ty = match base {
            Some(int) => self.enum_chosen(e, items, int),
            None => self.enum_measured(e, items),
        };
        self.defined.insert(e.id, ty.clone());
        ty
    }

    /// An enumeration that is defined further down, where only its name is needed (GNU C).
    pub(super) fn forward_enum(&mut self, t: &'a ast::Type) {
        let ast::TypeKind::Enum(e) = &t.kind else { return };
        if let (Some(tag), None, None) = (&e.tag, &e.items, &e.base)
            && self.tag(&tag.name).is_none()
        {
            self.set_tag(tag, Tag::Enum { ty: None, defined: false });
        }
    }

    fn chosen_type(&mut self, t: &'a ast::Type) -> Option<Int> {
        let ty = self.ty(t);
        if ty.as_int().is_none() && !ty.is_error() {
            let text =
                format!("an enumeration's type is an integer type, not `{}`", self.spell(&ty));
            self.report(codes::BAD_DECLARATION, t.span, text);
        }
        ty.as_int()
    }

    /// `enum tag`, and with a chosen type `enum tag : type`, which declares it.
    fn enum_mentioned(&mut self, e: &ast::Enum, base: Option<Int>) -> Ty {
        let Some(tag) = &e.tag else { return Ty::error() };
        let found = match base {
            Some(_) => self.scopes.last().and_then(|s| s.tags.get(&tag.name)).cloned(),
            None => self.tag(&tag.name),
        };
        match (found, base) {
            (Some((Tag::Enum { ty, .. }, before)), _) => {
                let ty = ty.unwrap_or_else(Ty::uint);
                if base.is_some_and(|int| ty.as_int() != Some(int)) {
                    self.other_tag(tag, before, "is an enumeration of another type");
                }
                ty
            }
            (Some((Tag::Record(_), before)), _) => {
                self.other_tag(tag, before, "is the tag of another kind of type");
                Ty::error()
            }
            (None, Some(int)) => {
                let ty = Ty { enumeration: Some(e.id), ..Ty::new(Kind::Int(int)) };
                self.set_tag(tag, Tag::Enum { ty: Some(ty.clone()), defined: false });
                ty
            }
            (None, None) => {
                let text = format!("there is no `enum {}`", tag.name);
                self.report(codes::UNDECLARED, tag.span, text);
                Ty::error()
            }
        }
    }

    /// Constants of a chosen type: it is theirs from the first on.
    fn enum_chosen(&mut self, e: &'a ast::Enum, items: &'a [ast::Enumerator], int: Int) -> Ty {
        let before = self.enum_before(e, Some(int));
        let id = before.and_then(|ty| ty.enumeration).unwrap_or(e.id);
        let ty = Ty { enumeration: Some(id), ..Ty::new(Kind::Int(int)) };
        self.enum_tag(e, &ty);
        let mut next = 0;
        for item in items {
            let value = item.value.as_ref().and_then(|v| self.enum_value(item, v));
            next = value.map_or(next, |(n, _)| n);
            if !holds(int, next) {
                let text = format!(
                    "enumerator `{}` is {next}, which the chosen type `{}` does not hold",
                    item.name.name,
                    int.text()
                );
                self.report(codes::BAD_DECLARATION, item.name.span, text);
            }
            self.declare(&item.name, Sym::Const(int.wrap(next as i64), ty.clone()));
            next += 1;
        }
        ty
    }

    /// Constants that choose the type: those beyond `int` have it too.
    fn enum_measured(&mut self, e: &'a ast::Enum, items: &'a [ast::Enumerator]) -> Ty {
        self.enum_before(e, None);
        let (mut next, mut low, mut high) = (0i128, 0i128, 0i128);
        let mut beyond = Vec::new();
        for item in items {
            let value = item.value.as_ref().and_then(|v| self.enum_value(item, v));
            next = value.as_ref().map_or(next, |(n, _)| *n);
            let mut ty = Ty::int();
            if !holds(Int::Int, next) {
                beyond.push((&item.name, next));
                ty = match value {
                    Some((_, ty)) => ty,
                    None if holds(Int::UInt, next) => Ty::uint(),
                    None if holds(Int::Long, next) => Ty::long(),
                    None => Ty::ulong(),
                };
            }
            (low, high) = (low.min(next), high.max(next));
            self.declare(&item.name, Sym::Const(next as i64, ty));
            next += 1;
        }
        let sizes = match low < 0 {
            true => [Int::SChar, Int::Short, Int::Int, Int::Long],
            false => [Int::UChar, Int::UShort, Int::UInt, Int::ULong],
        };
        let sizes = if e.packed { &sizes[..] } else { &sizes[2..] };
        let fits = sizes.iter().find(|int| holds(**int, low) && holds(**int, high));
        let int = fits.copied().unwrap_or_else(|| {
            let text = "no integer type holds all values of this enumeration";
            self.report(codes::BAD_DECLARATION, e.span, text);
            Int::Long
        });
        let ty = Ty { enumeration: Some(e.id), ..Ty::new(Kind::Int(int)) };
        for (name, value) in beyond {
            let scope = self.scopes.last_mut().and_then(|s| s.names.get_mut(&name.name));
            if let Some((sym @ Sym::Const(..), at)) = scope
                && *at == name.span
            {
                *sym = Sym::Const(int.wrap(value as i64), ty.clone());
            }
        }
        self.enum_tag(e, &ty);
        ty
    }

    /// The value of an enumerator, and its type.
    fn enum_value(&mut self, item: &ast::Enumerator, e: &'a ast::Expr) -> Option<(i128, Ty)> {
        let value = self.value(e);
        match konst::integer(&value) {
            Some(n) if value.ty.is_signed() => Some((n.into(), value.ty.bare())),
            Some(n) => Some(((n as u64).into(), value.ty.bare())),
            None => {
                if !value.ty.is_error() {
                    let name = &item.name.name;
                    let text = format!("value of enumerator `{name}` is not constant");
                    self.report(codes::NOT_CONSTANT, e.span, text);
                }
                None
            }
        }
    }

    /// The type that this scope gave an enumeration about to be defined, which must not be defined.
    fn enum_before(&mut self, e: &ast::Enum, base: Option<Int>) -> Option<Ty> {
        let tag = e.tag.as_ref()?;
        match self.scopes.last()?.tags.get(&tag.name).cloned()? {
            (Tag::Enum { ty, defined: false }, before) => {
                if ty.as_ref().is_some_and(|ty| ty.as_int() != base) {
                    self.other_tag(tag, before, "is an enumeration of another type");
                }
                ty
            }
            (Tag::Enum { defined: true, .. }, before) => {
                self.other_tag(tag, before, "is already defined");
                None
            }
            (Tag::Record(_), before) => {
                self.other_tag(tag, before, "is the tag of another kind of type");
                None
            }
        }
    }

    fn enum_tag(&mut self, e: &ast::Enum, ty: &Ty) {
        if let Some(tag) = &e.tag {
            self.set_tag(tag, Tag::Enum { ty: Some(ty.clone()), defined: true });
        }
    }

    /// Reports a tag that is taken.
    pub(super) fn other_tag(&mut self, tag: &ast::Ident, before: Span, what: &str) {
        let text = format!("`{}` {what}", tag.name);
        let d = Diagnostic::new(codes::REDECLARED, tag.span, text);
        self.diags.push(d.label(before, "first used here"));
    }
}

/// Whether a type has a value.
fn holds(int: Int, value: i128) -> bool {
    let kept = int.wrap(value as i64);
    value == if int.is_signed() { i128::from(kept) } else { i128::from(kept as u64) }
}
