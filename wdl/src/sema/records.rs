//! Structures and unions: their tags (C17 section 6.2.3) and members (6.7.2.1).
use super::align::Shared;
use super::{Sema, Tag, codes};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{FieldIn, Kind, RecordId, Ty, Want};

impl<'a> Sema<'a> {
    pub(super) fn tag(&self, name: &str) -> Option<(Tag, Span)> {
        self.scopes.iter().rev().find_map(|s| s.tags.get(name)).cloned()
    }

    /// What this scope says of a tag.
    pub(super) fn tag_here(&self, name: &str) -> Option<(Tag, Span)> {
        self.scopes.last()?.tags.get(name).cloned()
    }

    pub(super) fn set_tag(&mut self, name: &ast::Ident, tag: Tag) {
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

    pub(super) fn record(&mut self, r: &'a ast::Record) -> RecordId {
        if r.fields.is_some()
            && let Some(id) = self.defined.get(&r.id).copied()
        {
            if let Some(tag) = &r.tag {
                self.set_tag(tag, Tag::Record(id));
            }
            return id;
        }
        let id = self.record_id(r);
        if let Some(fields) = &r.fields {
            self.defined.insert(r.id, id);
            if self.types.record(id).is_some_and(|r| r.fields.is_some()) {
                let name = r.tag.as_ref().map_or("", |t| &t.name);
                let text = format!("`{name}` is already defined");
                let before = self.types.record(id).map_or(r.span, |r| r.span);
                let d = Diagnostic::new(codes::REDECLARED, r.span, text);
                self.diags.push(d.label(before, "first defined here"));
                return id;
            }
            r.asserts.iter().for_each(|a| self.static_assert(a));
            let mut aligns = Shared::default();
            let members =
                self.sharing(|s| fields.iter().filter_map(|f| s.field(f, &mut aligns)).collect());
            let align = self.alignment(&r.align);
            let want = Want { packed: r.packed, pack: r.pack, align };
            if self.types.record(id).is_some_and(|r| r.fields.is_some()) {
                let name = r.tag.as_ref().map_or("", |t| &t.name);
                let text = format!("`{name}` is defined among its own members");
                self.report(codes::REDECLARED, r.span, text);
                return id;
            }
            if let Err(e) = self.types.define(id, members, want) {
                self.report(codes::BAD_DECLARATION, e.span, format!("member {}", e.what));
                let _ = self.types.define(id, Vec::new(), Want::default());
            }
            self.repeated_members(id, fields, r.span);
        }
        id
    }

    /// A structure or union mentioned without a declarator belongs to this scope (C17 6.7.2.3), even
    /// where an outer one has its tag.
    pub(super) fn tag_alone(&mut self, t: &'a ast::Type) {
        let r = match &t.kind {
            ast::TypeKind::Record(r) => r,
            ast::TypeKind::Enum(e) => return self.enum_alone(e),
            _ => return,
        };
        let (Some(tag), None) = (&r.tag, &r.fields) else { return };
        if self.scopes.last().is_some_and(|s| !s.tags.contains_key(&tag.name)) {
            let id = self.types.declare(r.is_union, Some(tag.name.clone()), r.span);
            self.set_tag(tag, Tag::Record(id));
        }
    }

    fn record_id(&mut self, r: &'a ast::Record) -> RecordId {
        let Some(tag) = &r.tag else { return self.types.declare(r.is_union, None, r.span) };
        // A definition belongs to this scope; a mere mention finds an outer declaration.
        let found = if r.fields.is_some() { self.tag_here(&tag.name) } else { self.tag(&tag.name) };
        match found {
            Some((Tag::Record(id), _))
                if self.types.record(id).is_some_and(|o| o.is_union == r.is_union) =>
            {
                return id;
            }
            Some((_, before)) => {
                self.other_tag(tag, before, "is the tag of another kind of type");
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
        let align = self.alignments(&f.align, aligns, &ty);
        Some(FieldIn {
            name: f.name.as_ref().map(|n| n.name.clone()),
            ty,
            bits,
            align,
            packed: f.packed,
            span: f.span,
        })
    }

    /// The defined structure or union whose tag is most like that of `ty`, and where.
    pub(super) fn nearest_record(&self, ty: &Ty) -> Option<(String, Span)> {
        let record = self.types.record(ty.record()?)?;
        let name = record.tag.as_deref()?;
        let tags = self.scopes.iter().flat_map(|s| &s.tags);
        let defined = tags.filter(|(_, (tag, _))| match tag {
            Tag::Record(id) => self.types.record(*id).is_some_and(|r| r.fields.is_some()),
            Tag::Enum(_) => false,
        });
        let known: Vec<(&str, Span)> = defined.map(|(n, (_, at))| (&**n, *at)).collect();
        let near = self.diags.nearest(name, known.iter().map(|(n, _)| *n))?;
        let at = known.iter().find(|(n, _)| *n == near)?.1;
        let kind = if record.is_union { "union" } else { "struct" };
        Some((format!("{kind} {near}"), at))
    }
}
