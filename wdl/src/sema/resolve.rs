//! Types as written to types as meant: typedef names, tags, array lengths, enumerators.
use super::align::Shared;
use super::{Sema, Sym, Tag, codes};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{FieldIn, FuncTy, Incomplete, Int, Kind, MAX_SIZE, Record, RecordId, Ty, Want};
use std::rc::Rc;
use std::sync::Arc;

/// Why arrays have constant lengths.
const NO_VLA: &str =
    "arrays of variable length are not supported: a wrapper's memory is known when it is loaded";

impl<'a> Sema<'a> {
    /// The type that `t` means.
    pub(super) fn ty(&mut self, t: &'a ast::Type) -> Ty {
        let mut ty = match &t.kind {
            ast::TypeKind::Void => Ty::void(),
            ast::TypeKind::Int(i) => Ty::new(Kind::Int(*i)),
            ast::TypeKind::Named(name) => match self.lookup(&name.name) {
                Some((Sym::Typedef(ty, _), _)) => ty.clone(),
                _ => {
                    let text = format!("`{}` is not a type", name.name);
                    self.report(codes::UNDECLARED, name.span, text);
                    Ty::error()
                }
            },
            ast::TypeKind::Record(r) => Ty::new(Kind::Record(self.record(r))),
            ast::TypeKind::Enum(e) => self.enumeration(e),
            ast::TypeKind::Pointer(to) => {
                self.forward_enum(to);
                self.ty(to).ptr()
            }
            ast::TypeKind::Array { elem, len } => self.array(elem, len.as_deref(), t.span),
            ast::TypeKind::Function(f) => Ty::new(Kind::Func(Rc::new(self.function_type(f)))),
            ast::TypeKind::TypeofExpr(e) => self.unevaluated(|s| s.type_of(e)),
            ast::TypeKind::TypeofType(t) => self.ty(t),
            ast::TypeKind::Error => Ty::error(),
        };
        if t.quals.is_const {
            ty = qualify(ty);
        }
        ty
    }

    fn array(&mut self, elem: &'a ast::Type, len: Option<&'a ast::Expr>, span: Span) -> Ty {
        let elem = self.ty(elem);
        if elem.is_error() {
            return elem;
        }
        if matches!(elem.kind, Kind::Func(_)) || self.types.size(&elem).is_err() {
            let text = format!("array of `{}`, whose size is not known", self.spell(&elem));
            self.report(codes::INCOMPLETE, span, text);
            return Ty::error();
        }
        let len = match len {
            None => None,
            Some(e) => match self.length(e) {
                Some(n) => Some(n),
                None => return Ty::error(),
            },
        };
        let size = self.types.size(&elem).unwrap_or(0);
        if len.is_some_and(|n| n.saturating_mul(size) > MAX_SIZE) {
            self.report(
                codes::BAD_DECLARATION,
                span,
                "array is larger than any memory of a wrapper",
            );
            return Ty::error();
        }
        let konst = elem.konst;
        Ty { konst, ..Ty::new(Kind::Array(Rc::new(elem), len)) }
    }

    fn length(&mut self, e: &'a ast::Expr) -> Option<u64> {
        let errors = self.diags.errors();
        let value = self.value(e);
        if self.diags.errors() > errors || value.ty.is_error() {
            return None;
        }
        match super::konst::integer(&value) {
            Some(n) if n >= 0 || !value.ty.is_signed() => Some(n as u64),
            Some(n) => {
                self.report(codes::BAD_DECLARATION, e.span, format!("array length is {n}"));
                None
            }
            None => {
                let d =
                    Diagnostic::new(codes::NOT_CONSTANT, e.span, "array length is not constant");
                self.diags.push(d.help(NO_VLA));
                None
            }
        }
    }

    /// A function's type; parameters of array and function type become pointers.
    pub(super) fn function_type(&mut self, f: &'a ast::FunctionType) -> FuncTy {
        let ret = self.ty(&f.ret);
        if matches!(ret.kind, Kind::Array(..) | Kind::Func(_)) {
            let text = format!("function cannot return `{}`", self.spell(&ret));
            self.report(codes::BAD_DECLARATION, f.ret.span, text);
        }
        let names: Vec<&str> =
            f.params.iter().filter_map(|p| p.name.as_ref()).map(|n| &*n.name).collect();
        let params = self.scoped(|s| {
            let one = |p| if s.varies(p, &names) { Ty::error() } else { s.param_type(p) };
            f.params.iter().map(one).collect()
        });
        FuncTy { ret, params, variadic: f.variadic, unprototyped: f.unprototyped }
    }

    /// Refuses a parameter whose type holds an array as long as another parameter says; the outermost
    /// array is a pointer, of any length.
    fn varies(&mut self, p: &'a ast::Param, names: &[&str]) -> bool {
        let mut ty = match &p.ty.kind {
            ast::TypeKind::Array { elem, .. } => elem,
            _ => &p.ty,
        };
        loop {
            ty = match &ty.kind {
                ast::TypeKind::Array { len: Some(len), .. } if mentions(len, names) => {
                    let text = "array length is not constant";
                    let d = Diagnostic::new(codes::NOT_CONSTANT, len.span, text);
                    self.diags.push(d.help(NO_VLA));
                    return true;
                }
                ast::TypeKind::Array { elem: to, .. } | ast::TypeKind::Pointer(to) => to,
                _ => return false,
            }
        }
    }

    pub(super) fn param_type(&mut self, p: &'a ast::Param) -> Ty {
        if let ast::TypeKind::Array { elem, len: Some(len) } = &p.ty.kind
            && (plain(len) || acts(len))
        {
            // The length says nothing of a pointer; it may name another parameter.
            let elem = self.ty(elem);
            return if elem.is_error() { elem } else { elem.ptr() };
        }
        let ty = self.ty(&p.ty);
        match &ty.kind {
            Kind::Array(elem, _) => Ty::new(Kind::Ptr(elem.clone())),
            Kind::Func(_) => ty.ptr(),
            Kind::Void => {
                self.report(codes::BAD_DECLARATION, p.span, "parameter of type `void`");
                Ty::error()
            }
            _ => ty,
        }
    }

    fn tag(&self, name: &str) -> Option<(Tag, Span)> {
        self.scopes.iter().rev().find_map(|s| s.tags.get(name)).cloned()
    }

    fn set_tag(&mut self, name: &ast::Ident, tag: Tag) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.tags.insert(name.name.clone(), (tag, name.span));
        }
    }

    /// The structure with that tag at file scope, complete or not.
    pub(super) fn tagged_record(&self, name: &str) -> Option<RecordId> {
        match self.scopes.first()?.tags.get(name)?.0 {
            Tag::Record(id) => Some(id),
            Tag::Enum(_) => None,
        }
    }

    fn record(&mut self, r: &'a ast::Record) -> RecordId {
        if r.fields.is_some()
            && let Some(id) = self.defined.get(&r.id).and_then(Ty::record)
        {
            if let Some(tag) = &r.tag {
                self.set_tag(tag, Tag::Record(id));
            }
            return id;
        }
        let id = self.record_id(r);
        if let Some(fields) = &r.fields {
            self.defined.insert(r.id, Ty::new(Kind::Record(id)));
            if self.types.record(id).is_some_and(|r| r.fields.is_some()) {
                let name = r.tag.as_ref().map_or("", |t| &t.name);
                let text = format!("`{name}` is already defined");
                let before = self.types.record(id).map_or(r.span, |r| r.span);
                let d = Diagnostic::new(codes::REDECLARED, r.span, text);
                self.diags.push(d.label(before, "first defined here"));
                return id;
            }
            r.asserts.iter().for_each(|a| self.static_assert(a));
            let mut aligns = None;
            let members = fields.iter().filter_map(|f| self.field(f, &mut aligns)).collect();
            let align = self.alignment(&r.align);
            let want = Want { packed: r.packed, align };
            if let Err(e) = self.types.define(id, members, want) {
                self.report(codes::BAD_DECLARATION, e.span, format!("member {}", e.what));
                let _ = self.types.define(id, Vec::new(), Want::default());
            }
            self.repeated_members(id, fields, r.span);
        }
        id
    }

    /// An enumeration that is defined further down, where only its name is needed (GNU C).
    pub(super) fn forward_enum(&mut self, t: &'a ast::Type) {
        let ast::TypeKind::Enum(e) = &t.kind else { return };
        if let (Some(tag), None) = (&e.tag, &e.items)
            && self.tag(&tag.name).is_none()
        {
            self.set_tag(tag, Tag::Enum(None));
        }
    }

    /// A structure or union mentioned without a declarator belongs to this scope (C17 6.7.2.3), even
    /// where an outer one has its tag.
    pub(super) fn tag_alone(&mut self, t: &'a ast::Type) {
        let ast::TypeKind::Record(r) = &t.kind else { return };
        let (Some(tag), None) = (&r.tag, &r.fields) else { return };
        if self.scopes.last().is_some_and(|s| !s.tags.contains_key(&tag.name)) {
            let id = self.types.declare(r.is_union, Some(tag.name.clone()), r.span);
            self.set_tag(tag, Tag::Record(id));
        }
    }

    fn record_id(&mut self, r: &'a ast::Record) -> RecordId {
        let Some(tag) = &r.tag else { return self.types.declare(r.is_union, None, r.span) };
        // A definition belongs to this scope; a mere mention finds an outer declaration.
        let found = if r.fields.is_some() {
            self.scopes.last().and_then(|s| s.tags.get(&tag.name)).cloned()
        } else {
            self.tag(&tag.name)
        };
        match found {
            Some((Tag::Record(id), _))
                if self.types.record(id).is_some_and(|o| o.is_union == r.is_union) =>
            {
                return id;
            }
            Some((_, before)) => {
                let text = format!("`{}` is the tag of another kind of type", tag.name);
                let d = Diagnostic::new(codes::REDECLARED, tag.span, text);
                self.diags.push(d.label(before, "first used here"));
            }
            None => {}
        }
        let id = self.types.declare(r.is_union, Some(tag.name.clone()), r.span);
        self.set_tag(tag, Tag::Record(id));
        id
    }

    fn repeated_members(&mut self, id: RecordId, fields: &[ast::Field], span: Span) {
        let mut names = self.types.member_names(id);
        names.sort_unstable();
        let twice = names.iter().zip(names.iter().skip(1)).find(|(a, b)| a == b);
        if let Some((name, _)) = twice {
            let text = format!("two members are named `{name}`");
            let named =
                |f: &ast::Field| f.name.as_ref().filter(|n| n.name == *name).map(|n| n.span);
            let mut at = fields.iter().filter_map(named);
            let d = match (at.next(), at.next()) {
                (Some(first), Some(second)) => {
                    Diagnostic::new(codes::REDECLARED, second, text).label(first, "the first")
                }
                // One of them is a member of an anonymous structure.
                (one, _) => Diagnostic::new(codes::REDECLARED, one.unwrap_or(span), text),
            };
            self.diags.push(d);
        }
    }

    fn field(&mut self, f: &'a ast::Field, aligns: &mut Shared<'a>) -> Option<FieldIn> {
        let ty = self.ty(&f.ty);
        // Without a name, a structure without a tag is a member; whatever else is declares at most
        // its tag or its constants.
        let anonymous = matches!(&f.ty.kind, ast::TypeKind::Record(r) if r.tag.is_none());
        if ty.is_error() || f.name.is_none() && f.bits.is_none() && !anonymous {
            return None;
        }
        if matches!(ty.kind, Kind::Func(_)) {
            self.report(codes::BAD_DECLARATION, f.span, "member of function type");
            return None;
        }
        let bits = match &f.bits {
            None => None,
            Some(e) if ty.as_int().is_none() => {
                self.report(
                    codes::BAD_DECLARATION,
                    e.span,
                    "bit-field of a type that is no integer",
                );
                return None;
            }
            Some(e) => match self.constant(e, "the width of a bit-field") {
                Some(n @ 0..=64) => Some(n as u64),
                Some(n) => {
                    self.report(codes::BAD_DECLARATION, e.span, format!("bit-field of {n} bits"));
                    return None;
                }
                None => return None,
            },
        };
        if f.name.is_none() && bits.is_none() && ty.record().is_none() {
            return None; // `int;` declares nothing
        }
        let align = self.alignments(&f.align, aligns);
        let natural = self.declared_align(&f.ty).unwrap_or(self.types.align(&ty));
        Some(FieldIn {
            name: f.name.as_ref().map(|n| n.name.clone()),
            ty,
            bits,
            natural,
            align,
            packed: f.packed,
            span: f.span,
        })
    }

    fn enumeration(&mut self, e: &'a ast::Enum) -> Ty {
        let Some(items) = &e.items else {
            let tag = e.tag.as_ref().map(|t| (t, self.tag(&t.name)));
            return match tag {
                Some((_, Some((Tag::Enum(Some(ty)), _)))) => ty,
                Some((tag, None)) => {
                    self.report(
                        codes::UNDECLARED,
                        tag.span,
                        format!("there is no `enum {}`", tag.name),
                    );
                    Ty::error()
                }
                _ => Ty::uint(),
            };
        };
        // Again for the next declarator: its constants are there already.
        let first = items.first().map(|i| &i.name);
        let here = first.and_then(|n| self.scopes.last()?.names.get(&n.name));
        if here.map(|(_, span)| *span) == first.map(|n| n.span)
            && let Some(ty) = self.defined.get(&e.id)
        {
            return ty.clone();
        }
        let (mut next, mut negative, mut wide) = (0i64, false, false);
        for item in items {
            let mut ty = Ty::int();
            if let Some(v) = &item.value {
                let value = self.value(v);
                match super::konst::integer(&value) {
                    Some(n) => {
                        next = n;
                        if i32::try_from(n).is_err() {
                            ty = value.ty.bare();
                        }
                    }
                    None if value.ty.is_error() => {}
                    None => self.report(
                        codes::NOT_CONSTANT,
                        v.span,
                        format!("value of enumerator `{}` is not constant", item.name.name),
                    ),
                }
            } else if i32::try_from(next).is_err() {
                ty = if u32::try_from(next).is_ok() { Ty::uint() } else { Ty::long() };
            }
            negative |= next < 0;
            wide |=
                if negative { i32::try_from(next).is_err() } else { u32::try_from(next).is_err() };
            self.declare(&item.name, Sym::Const(next, ty));
            next = next.wrapping_add(1);
        }
        let kind = Kind::Int(match (wide, negative) {
            (false, false) => Int::UInt,
            (false, true) => Int::Int,
            (true, false) => Int::ULong,
            (true, true) => Int::Long,
        });
        let ty = Ty { enumeration: Some(e.id), ..Ty::new(kind) };
        self.defined.insert(e.id, ty.clone());
        if let Some(tag) = &e.tag {
            self.set_tag(tag, Tag::Enum(Some(ty.clone())));
        }
        ty
    }

    /// Reports a type that has no size; says whether it has one.
    pub(super) fn complete(&mut self, ty: &Ty, span: Span, what: &str) -> bool {
        match self.types.size(ty) {
            Ok(_) => true,
            Err(Incomplete) => {
                let text = format!("{what} has incomplete type `{}`", self.spell(ty));
                let mut d = Diagnostic::new(codes::INCOMPLETE, span, text);
                if let Some(Record { span, fields: None, .. }) =
                    ty.record().and_then(|id| self.types.record(id))
                {
                    d = d.label(*span, "declared here, but not defined");
                }
                if let Some((near, at)) = self.nearest_record(ty) {
                    d = d.label(at, format!("`{near}` has a similar name"));
                }
                self.diags.push(d);
                false
            }
        }
    }

    /// The defined structure or union whose tag is most like that of `ty`, and where.
    fn nearest_record(&self, ty: &Ty) -> Option<(String, Span)> {
        let record = self.types.record(ty.record()?)?;
        let name = record.tag.as_deref()?;
        let tags = self.scopes.iter().flat_map(|s| &s.tags);
        let defined = tags.filter(|(_, (tag, _))| match tag {
            Tag::Record(id) => self.types.record(*id).is_some_and(|r| r.fields.is_some()),
            Tag::Enum(_) => false,
        });
        let known: Vec<(&str, Span)> = defined.map(|(n, (_, at))| (&**n, *at)).collect();
        let near = crate::diag::nearest(name, known.iter().map(|(n, _)| *n))?;
        let at = known.iter().find(|(n, _)| *n == near)?.1;
        let kind = if record.is_union { "union" } else { "struct" };
        Some((format!("{kind} {near}"), at))
    }

    /// The type of an expression, without conversions.
    pub(super) fn type_of(&mut self, e: &'a ast::Expr) -> Ty {
        self.node(e).ty(self)
    }

    /// Names of all visible things, for suggestions.
    pub(super) fn visible(&self) -> Vec<Arc<str>> {
        self.scopes.iter().flat_map(|s| s.names.keys().cloned()).collect()
    }
}

/// Whether a length names one of `names`.
fn mentions(e: &ast::Expr, names: &[&str]) -> bool {
    use ast::ExprKind as A;
    match &e.kind {
        A::Ident(name) => names.contains(&&**name),
        A::Binary(_, a, b) => mentions(a, names) || mentions(b, names),
        A::Unary(_, a) | A::Cast(_, a) => mentions(a, names),
        _ => false,
    }
}

/// A length that does nothing: names, constants and operators.
fn plain(e: &ast::Expr) -> bool {
    use ast::ExprKind as A;
    match &e.kind {
        A::Int(_) | A::Char(..) | A::Ident(_) | A::SizeofType(_) => true,
        A::Binary(_, a, b) => plain(a) && plain(b),
        A::Unary(_, a) | A::Cast(_, a) => plain(a),
        _ => false,
    }
}

/// A length that does something, so that it cannot be constant: assigns, steps or calls.
pub(super) fn acts(e: &ast::Expr) -> bool {
    use ast::ExprKind as A;
    match &e.kind {
        A::Assign(..) | A::Step { .. } | A::Call(..) => true,
        A::Binary(_, a, b) => acts(a) || acts(b),
        A::Unary(_, a) | A::Cast(_, a) => acts(a),
        _ => false,
    }
}

/// `const` on an array is on its elements.
fn qualify(ty: Ty) -> Ty {
    match ty.kind {
        Kind::Array(elem, len) => {
            let elem = Rc::new(qualify((*elem).clone()));
            Ty::new(Kind::Array(elem, len)).constant()
        }
        Kind::Func(_) => ty,
        kind => Ty { kind, konst: true, enumeration: ty.enumeration },
    }
}
