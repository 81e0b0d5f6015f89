//! Operands: strings, members, compound literals, and what is computed of types.
use super::expr::Node;
use super::resolve::qualify;
use super::typed::{Datum, Expr, Global, Place, PlaceKind};
use super::{Sema, codes};
use crate::ast::{self, Encoding};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Int, Kind, RecordId, Ty, convert};
use std::rc::Rc;
use wss_abi::addr::Region;

/// Types that one `_Generic` may name: each is compared with those before it.
const MOST_ASSOCIATIONS: usize = 1000;

impl<'a> Sema<'a> {
    /// A string literal: an array in read-only memory, equal ones shared.
    pub(super) fn string(&mut self, bytes: &[u8], encoding: Encoding, span: Span) -> Place {
        let (unit, elem) = match encoding {
            Encoding::Plain | Encoding::Utf8 => (1, Int::Char),
            Encoding::Utf16 => (2, Int::UShort),
            Encoding::Wide => (4, Int::Int),
            Encoding::Utf32 => (4, Int::UInt),
        };
        let mut image = bytes.to_vec();
        image.extend(std::iter::repeat_n(0, unit));
        let len = (image.len() / unit) as u64;
        let elem = Ty::new(Kind::Int(elem));
        let ty = Ty::new(Kind::Array(Rc::new(elem), Some(len)));
        let mut key = image.clone();
        key.push(unit as u8);
        let id = match self.strings.get(&key) {
            Some(id) => *id,
            None => {
                let id = self.global(Global {
                    name: String::new(),
                    ty: ty.clone(),
                    region: Region::Rodata,
                    align: unit as u64,
                    init: vec![Datum::Bytes { offset: 0, bytes: image }],
                    internal: true,
                    only_extern: false,
                    initialised: true,
                    span,
                    used: false,
                });
                self.strings.insert(key, id);
                id
            }
        };
        self.use_global(id);
        Place { kind: PlaceKind::Global(id), ty, span }
    }

    pub(super) fn member_access(
        &mut self,
        object: &'a ast::Expr,
        name: &ast::Ident,
        arrow: bool,
        span: Span,
    ) -> Node {
        let place = if arrow {
            let pointer = self.value(object);
            if let Some(id) = pointer.ty.record() {
                let text = format!("`{}` is no pointer", self.spell(&Ty::new(Kind::Record(id))));
                let d = Diagnostic::new(codes::OPERANDS, span, text);
                self.diags.push(d.help("use `.` rather than `->`"));
                return Node::Place(Place::error(span));
            }
            self.deref(pointer, object.span)
        } else {
            match self.node(object) {
                Node::Place(p) => p,
                Node::Value(v) => {
                    let (ty, span) = (v.ty.clone(), v.span);
                    Place { kind: PlaceKind::Value(Box::new(v)), ty, span }
                }
                func @ (Node::Func(..) | Node::At(_)) => {
                    let text = format!("`{}` has no members", self.spell(&func.ty(self)));
                    self.report(codes::OPERANDS, span, text);
                    return Node::Place(Place::error(span));
                }
            }
        };
        if place.ty.is_error() {
            return Node::Place(Place::error(span));
        }
        let Some(id) = place.ty.record() else {
            let text = format!("`{}` has no members", self.spell(&place.ty));
            let mut d = Diagnostic::new(codes::OPERANDS, span, text);
            if place.ty.pointee().is_some_and(|t| t.record().is_some()) {
                d = d.help("use `->` to reach a member through a pointer");
            }
            self.diags.push(d);
            return Node::Place(Place::error(span));
        };
        if !self.complete(&place.ty, span, "object") {
            return Node::Place(Place::error(span));
        }
        let Some(field) = self.types.member(id, &name.name) else {
            self.no_member(id, name);
            return Node::Place(Place::error(span));
        };
        let (is_const, is_volatile) = (place.ty.konst, place.ty.volatile);
        let ty = qualify(field.ty, ast::Quals { is_const, is_volatile, is_restrict: false });
        Node::Place(Place {
            kind: PlaceKind::Field(Box::new(place), field.offset, field.bits),
            ty,
            span,
        })
    }

    pub(super) fn no_member(&mut self, id: RecordId, name: &ast::Ident) {
        let record = self.spell(&Ty::new(Kind::Record(id)));
        let text = format!("`{record}` has no member `{}`", name.name);
        let mut d = Diagnostic::new(codes::NO_MEMBER, name.span, text);
        let names = self.types.member_names(id);
        if let Some(near) = self.diags.nearest(&name.name, names.iter().map(|n| &**n)) {
            d = d.suggest(name.span, near, "a member with a similar name exists");
        } else if !names.is_empty() && names.len() <= 12 {
            d = d.note(format!("its members are {}", names.join(", ")));
        }
        self.diags.push(d);
    }

    pub(super) fn sizeof(&mut self, ty: &Ty, span: Span) -> Expr {
        if matches!(ty.kind, Kind::Void | Kind::Func(_)) {
            return Expr::constant(1, Ty::ulong(), span); // as GNU C has it
        }
        if !self.complete(ty, span, "operand of sizeof") {
            return Expr::error(span);
        }
        Expr::constant(self.types.size(ty).unwrap_or(0) as i64, Ty::ulong(), span)
    }

    /// The alignment of an object or a member, its own where it asked for one, or of a type.
    pub(super) fn alignment_of(&mut self, e: &'a ast::Expr) -> u64 {
        let node = self.node(e);
        self.no_bit_field(&node, "_Alignof", e.span);
        let ty = node.ty(self);
        let own = match node {
            Node::Place(Place { kind: PlaceKind::Local(id), .. }) => {
                self.current.body.locals.get(id.0 as usize).map(|l| l.align)
            }
            Node::Place(Place { kind: PlaceKind::Global(id), .. }) => {
                // Its structure may be defined behind it.
                let own = self.globals.get(id.0 as usize).map(|g| g.align);
                own.map(|own| own.max(self.types.align(&ty)))
            }
            Node::Func(id, _) => self.funcs.get(id.0 as usize).map(|f| f.align.max(1)),
            Node::Place(Place { kind: PlaceKind::Field(whole, ..), .. }) => match &e.kind {
                ast::ExprKind::Member(_, name, _) => {
                    let field = whole.ty.record().and_then(|id| self.types.member(id, &name.name));
                    field.map(|f| f.align)
                }
                _ => None,
            },
            _ => None,
        };
        own.unwrap_or(self.types.align(&ty))
    }

    pub(super) fn offsetof(
        &mut self,
        t: &'a ast::Type,
        path: &'a [ast::Designator],
        span: Span,
    ) -> Expr {
        let mut ty = self.ty(t);
        let mut offset = 0i64;
        for d in path {
            match (d, &ty.kind) {
                (_, Kind::Error) => return Expr::error(span),
                (ast::Designator::Field(name), Kind::Record(id)) => {
                    match self.types.member(*id, &name.name) {
                        Some(f) if f.bits.is_some() => {
                            let text = "offsetof a bit-field, which begins within a byte";
                            self.report(codes::OPERANDS, name.span, text);
                            return Expr::error(span);
                        }
                        Some(f) => {
                            offset += f.offset as i64;
                            ty = f.ty;
                        }
                        None => {
                            let id = *id;
                            self.no_member(id, name);
                            return Expr::error(span);
                        }
                    }
                }
                (ast::Designator::Index(e), Kind::Array(elem, _)) => {
                    let elem = (**elem).clone();
                    let Some(n) = self.constant(e, "an element's number") else {
                        return Expr::error(span);
                    };
                    let size = self.types.size(&elem).unwrap_or(0) as i64;
                    offset = offset.wrapping_add(n.wrapping_mul(size));
                    ty = elem;
                }
                _ => {
                    let text = format!("`{}` has no such part", self.spell(&ty));
                    self.report(codes::OPERANDS, span, text);
                    return Expr::error(span);
                }
            }
        }
        Expr::constant(offset, Ty::ulong(), span)
    }

    pub(super) fn compound(
        &mut self,
        t: &'a ast::Type,
        list: &'a ast::InitList,
        span: Span,
    ) -> Node {
        let ty = self.ty(t);
        if ty.is_error() {
            return Node::Place(Place::error(span));
        }
        let (whole, parts) = self.initialiser_list(&ty, list, self.scopes.len() == 1);
        if !self.complete(&whole, span, "compound literal") {
            return Node::Place(Place::error(span));
        }
        if self.scopes.len() == 1 {
            let init = self.data(parts);
            let align = self.types.align(&whole);
            let region = if whole.konst { Region::Rodata } else { Region::State };
            let id = self.global(Global {
                name: String::new(),
                ty: whole.clone(),
                region,
                align,
                init,
                internal: true,
                only_extern: false,
                initialised: true,
                span,
                used: true,
            });
            return Node::Place(Place { kind: PlaceKind::Global(id), ty: whole, span });
        }
        let id = self.local(whole.clone(), 0);
        if let Some(l) = self.current.body.locals.get_mut(id.0 as usize) {
            l.memory = true;
        }
        Node::Place(Place { kind: PlaceKind::Literal(id, parts), ty: whole, span })
    }

    /// Refuses a type that an association of `_Generic` names already, and one of no values.
    fn associated(&mut self, ty: &Ty, at: Span, before: &mut Vec<(Ty, Span)>) {
        let same = before.iter().find(|(t, _)| {
            convert::indistinct(t, ty) && (t.konst, t.volatile) == (ty.konst, ty.volatile)
        });
        if let Some((_, first)) = same {
            let text = format!("_Generic names `{}` twice", self.spell(ty));
            let d = Diagnostic::new(codes::REDECLARED, at, text);
            let d = d.label(*first, "first here");
            self.diags.push(d);
        } else if matches!(ty.kind, Kind::Func(_) | Kind::Void) || self.types.size(ty).is_err() {
            let text = format!("_Generic names `{}`, which no value has", self.spell(ty));
            self.report(codes::OPERANDS, at, text);
        } else if before.len() < MOST_ASSOCIATIONS {
            before.push((ty.clone(), at));
        } else {
            let text = format!("_Generic names more than {MOST_ASSOCIATIONS} types");
            self.report(codes::OPERANDS, at, text);
        }
    }

    pub(super) fn generic(
        &mut self,
        control: &'a ast::Expr,
        list: &'a [ast::Association],
        span: Span,
    ) -> Node {
        let value = self.unevaluated(|s| s.value(control));
        let (mut chosen, mut default) = (None, None);
        let mut types = Vec::new();
        for a in list {
            match &a.ty {
                None if default.is_some() => {
                    let text = "a second `default` in _Generic";
                    self.report(codes::REDECLARED, a.value.span, text);
                }
                None => default = Some(&a.value),
                Some(t) => {
                    let ty = self.ty(t);
                    self.associated(&ty, t.span, &mut types);
                    if convert::indistinct(&ty, &value.ty) && !ty.konst && !ty.volatile {
                        chosen = chosen.or(Some(&a.value));
                    }
                }
            }
        }
        match chosen.or(default) {
            Some(e) => self.node(e),
            None => {
                let text = format!("no association of _Generic fits `{}`", self.spell(&value.ty));
                self.report(codes::NO_ASSOCIATION, span, text);
                Node::Value(Expr::error(span))
            }
        }
    }
}
