//! Enumerations (C17 section 6.7.2.2): with a chosen type as in C23 (section 6.7.3.3), and where only
//! the name is known yet as in GNU C.
use super::{EnumTag, Sema, Sym, Tag, codes, konst};
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
        // Again for the next declarator: its constants are in this scope already.
        let scope = self.scopes.last().map_or(0, |s| s.number);
        if let Some((_, ty)) = self.enumerated.get(&e.id).filter(|(at, _)| *at == scope) {
            return ty.clone();
        }
        let base = e.base.as_ref().and_then(|t| self.chosen_type(t));
        let ty = match base {
            Some(int) => self.enum_chosen(e, items, int),
            None => self.enum_measured(e, items),
        };
        self.enumerated.insert(e.id, (scope, ty.clone()));
        ty
    }

    /// An enumeration that is defined further down, where only its name is needed (GNU C).
    pub(super) fn forward_enum(&mut self, t: &'a ast::Type) {
        if let ast::TypeKind::Enum(e) = &t.kind {
            self.enum_alone(e);
        }
    }

    /// `enum tag;`
    pub(super) fn enum_alone(&mut self, e: &ast::Enum) {
        if let (Some(tag), None, None) = (&e.tag, &e.items, &e.base)
            && self.tag(&tag.name).is_none()
        {
            self.set_tag(tag, Tag::Enum(EnumTag::Named));
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
            Some(_) => self.tag_here(&tag.name),
            None => self.tag(&tag.name),
        };
        match (found, base) {
            (Some((Tag::Enum(known), before)), _) => {
                let ty = match known {
                    EnumTag::Chosen(ty) | EnumTag::Defined(ty) => ty,
                    EnumTag::Named | EnumTag::Assumed => {
                        self.assume(&tag.name);
                        Ty::uint()
                    }
                };
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
                self.set_tag(tag, Tag::Enum(EnumTag::Chosen(ty.clone())));
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
        self.enum_assumed(e, int);
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
        self.enum_assumed(e, int);
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
        match konst::integer(&value).filter(|_| value.ty.as_int().is_some()) {
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
        match self.tag_here(&tag.name)? {
            (Tag::Enum(EnumTag::Named | EnumTag::Assumed), _) => None,
            (Tag::Enum(EnumTag::Chosen(ty)), before) => {
                if ty.as_int() != base {
                    self.other_tag(tag, before, "is an enumeration of another type");
                }
                Some(ty)
            }
            (Tag::Enum(EnumTag::Defined(_)), before) => {
                self.other_tag(tag, before, "is already defined");
                None
            }
            (Tag::Record(_), before) => {
                self.other_tag(tag, before, "is the tag of another kind of type");
                None
            }
        }
    }

    /// Notes that an enumeration was taken for `unsigned int`, where its name stands.
    fn assume(&mut self, name: &str) {
        let known = self.scopes.iter_mut().rev().find_map(|s| s.tags.get_mut(name));
        if let Some((Tag::Enum(known), _)) = known {
            *known = EnumTag::Assumed;
        }
    }

    /// Reports an enumeration that was taken for another type than it turns out to be.
    fn enum_assumed(&mut self, e: &ast::Enum, int: Int) {
        let Some(tag) = &e.tag else { return };
        if let Some((Tag::Enum(EnumTag::Assumed), before)) = self.tag_here(&tag.name)
            && int != Int::UInt
        {
            let text = format!(
                "`enum {}` is `{}`, and was taken for `unsigned int` above",
                tag.name,
                int.text()
            );
            let d = Diagnostic::new(codes::REDECLARED, tag.span, text);
            self.diags.push(d.label(before, "used here").help("define it before it is used"));
        }
    }

    fn enum_tag(&mut self, e: &ast::Enum, ty: &Ty) {
        if let Some(tag) = &e.tag {
            self.set_tag(tag, Tag::Enum(EnumTag::Defined(ty.clone())));
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
