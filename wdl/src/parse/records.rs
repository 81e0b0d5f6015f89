//! Structures, unions and enumerations (C17 sections 6.7.2.1 to 6.7.2.3).
use super::specifiers::Specifiers;
use super::{Parse, Parser};
use crate::ast::{Aligns, Enum, Enumerator, Field, Ident, Record, Storage, TypeKind};
use crate::diag::codes::parse as code;
use crate::lex::Punct;
use std::sync::Arc;

impl Parser<'_> {
    pub(super) fn record(&mut self) -> Parse<TypeKind> {
        let keyword = self.bump();
        let is_union = keyword.is_word("union");
        let mut attributes = self.attributes()?;
        let tag = self.tag()?;
        let span = keyword.span.to(self.last_span());
        let id = self.fresh_id();
        if !self.is(Punct::LBrace) {
            if tag.is_none() {
                return self.expected(if is_union {
                    "the union's name or `{`"
                } else {
                    "the structure's name or `{`"
                });
            }
            let record = Record {
                id,
                is_union,
                tag,
                fields: None,
                asserts: Vec::new(),
                packed: false,
                pack: 0,
                align: Vec::new(),
                span,
            };
            return Ok(TypeKind::Record(Arc::new(record)));
        }
        let open = self.bump().span;
        let (mut fields, mut asserts) = (Vec::new(), Vec::new());
        while !self.is(Punct::RBrace) {
            if self.at_end() || self.at_clause() {
                self.expect_close(Punct::RBrace, open)?;
            }
            if self.eat(Punct::Semi) {
                continue;
            }
            if self.at_static_assert() {
                asserts.push(self.static_assert()?);
                continue;
            }
            self.fields(&mut fields)?;
        }
        self.bump();
        let after = self.attributes()?;
        attributes.packed |= after.packed;
        let (packed, pack, mut align) = (attributes.packed, attributes.pack, attributes.align);
        align.extend(after.align);
        let record =
            Record { id, is_union, tag, fields: Some(fields), asserts, packed, pack, align, span };
        Ok(TypeKind::Record(Arc::new(record)))
    }

    fn tag(&mut self) -> Parse<Option<Ident>> {
        match self.peek().ident() {
            Some(_) => Ok(Some(self.name("a name")?)),
            None => Ok(None),
        }
    }

    /// One declaration of members.
    fn fields(&mut self, fields: &mut Vec<Field>) -> Parse<()> {
        let start = self.span();
        if !self.begins_type_at(0) {
            return self.unknown_type("a member's type or `}`");
        }
        let specifiers = self.specifiers()?;
        if specifiers.storage != Storage::None {
            let text = "a member has no storage class";
            self.refuse(code::BAD_SPECIFIER, specifiers.span, text);
        }
        let Specifiers { align, packed, .. } = specifiers;
        if self.is(Punct::Semi) {
            self.bump();
            let ty = specifiers.base;
            let align = Aligns { all: align, own: Vec::new() };
            self.warn_unnamed(&ty);
            fields.push(Field { name: None, ty, bits: None, align, packed, span: start });
            return Ok(());
        }
        loop {
            let at = self.span();
            let (name, ty) = if self.is(Punct::Colon) {
                (None, specifiers.base.clone())
            } else {
                self.declarator(specifiers.base.clone(), true)?
            };
            let bits =
                if self.eat(Punct::Colon) { Some(self.nested(Self::conditional)?) } else { None };
            if bits.is_some() {
                self.no_alignas(&align, "bit-fields");
            }
            if name.is_none() && bits.is_none() {
                return self.expected("the member's name");
            }
            let after = self.attributes()?;
            let ty = after.moded(ty);
            let packed = packed | after.packed;
            let align = Aligns { all: align.clone(), own: after.align };
            let span = at.to(self.last_span());
            fields.push(Field { name, ty, bits, align, packed, span });
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        self.expect(Punct::Semi, "after the member")?;
        Ok(())
    }

    pub(super) fn enumeration(&mut self) -> Parse<TypeKind> {
        let keyword = self.bump();
        let attributes = self.attributes()?;
        let tag = self.tag()?;
        let span = keyword.span.to(self.last_span());
        let id = self.fresh_id();
        let mut base = None;
        if self.is(Punct::Colon) && self.begins_type_at(1) {
            self.bump();
            let specifiers = self.specifiers()?;
            if specifiers.storage != Storage::None {
                let text = "an enumeration's type has no storage class";
                self.refuse(code::BAD_SPECIFIER, specifiers.span, text);
            }
            self.no_alignas(&specifiers.align, "an enumeration's type");
            base = Some(specifiers.base);
        }
        if !self.is(Punct::LBrace) {
            if tag.is_none() {
                return self.expected("the enumeration's name or `{`");
            }
            let packed = attributes.packed;
            return Ok(TypeKind::Enum(Arc::new(Enum { id, tag, base, items: None, packed, span })));
        }
        let open = self.bump().span;
        let mut items = Vec::new();
        while !self.is(Punct::RBrace) {
            let name = self.name("the name of an enumeration constant")?;
            self.attributes()?;
            self.declare(&name.name, false);
            let value =
                if self.eat(Punct::Assign) { Some(self.nested(Self::conditional)?) } else { None };
            items.push(Enumerator { name, value });
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        if items.is_empty() {
            return self.expected("the name of an enumeration constant");
        }
        self.expect_list_close(Punct::RBrace, open)?;
        let after = self.attributes()?;
        let packed = attributes.packed || after.packed;
        if attributes.mode.or(after.mode).is_some() {
            let text = "`mode` is not for enumerations: `enum name : type` chooses their type";
            self.refuse(code::NOT_WDL, span, text);
        }
        Ok(TypeKind::Enum(Arc::new(Enum { id, tag, base, items: Some(items), packed, span })))
    }
}
