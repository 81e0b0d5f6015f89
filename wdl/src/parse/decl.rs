//! Declarators, declarations and function definitions (C17 sections 6.7.6 and 6.9), the old style
//! of parameters included.
use super::specifiers::Specifiers;
use super::{Parse, Parser, Reported};
use crate::ast::{
    Aligns, Declaration, Expr, Function, FunctionType, Ident, InitDeclarator, Item, MAX_DEPTH,
    Param, Quals, StaticAssert, Storage, Type, TypeKind,
};
use crate::diag::codes::parse as code;
use crate::lex::{Punct, Tok};
use crate::span::Span;

/// What a declarator makes of the type below it; the first is nearest to the name.
enum Derive {
    Pointer(Quals, Span),
    Array(Option<Expr>, Span),
    Function(Params, Span),
}

/// A parameter list.
#[derive(Default)]
pub(super) struct Params {
    pub(super) list: Vec<Param>,
    pub(super) variadic: bool,
    pub(super) unprototyped: bool,
}

impl Parser<'_> {
    /// A declarator over `base`: the name, and its whole type. `abstract_ok`: the name may be
    /// missing.
    pub(super) fn declarator(
        &mut self,
        base: Type,
        abstract_ok: bool,
    ) -> Parse<(Option<Ident>, Type)> {
        let mut derives = Vec::new();
        let (name, below) = self.measured(|p| p.derive(&mut derives, abstract_ok))?;
        let height = below as usize + derives.len();
        if height > MAX_DEPTH as usize {
            return self.too_deep(base.span);
        }
        self.tallest = self.tallest.max(height as u32);
        let start = base.span;
        let ty = derives.into_iter().rev().fold(base, |below, derive| {
            let (kind, quals, span) = match derive {
                Derive::Pointer(quals, span) => (TypeKind::Pointer(Box::new(below)), quals, span),
                Derive::Array(len, span) => {
                    let kind = TypeKind::Array { elem: Box::new(below), len: len.map(Box::new) };
                    (kind, Quals::default(), span)
                }
                Derive::Function(params, span) => {
                    let Params { list, variadic, unprototyped } = params;
                    let function =
                        FunctionType { ret: below, params: list, variadic, unprototyped };
                    (TypeKind::Function(Box::new(function)), Quals::default(), span)
                }
            };
            Type { kind, quals, span: start.to(span) }
        });
        Ok((name, ty))
    }

    fn derive(&mut self, out: &mut Vec<Derive>, abstract_ok: bool) -> Parse<Option<Ident>> {
        let mut pointers = Vec::new();
        self.attributes()?;
        while self.is(Punct::Star) {
            let span = self.bump().span;
            let mut quals = Quals::default();
            loop {
                match self.peek().ident().map(|w| &**w) {
                    Some("__attribute__") => {
                        self.attributes()?;
                        continue;
                    }
                    Some(w) if quals.add(w) => {}
                    None if self.at_brackets(0) => {
                        self.attributes()?;
                        continue;
                    }
                    _ => break,
                }
                self.bump();
            }
            pointers.push(Derive::Pointer(quals, span));
        }
        self.attributes()?;
        let name = if self.is(Punct::LParen) && self.paren_is_declarator() {
            let open = self.bump().span;
            let name = self.nested(|p| p.derive(out, abstract_ok))?;
            self.idle_attributes()?;
            self.expect_close(Punct::RParen, open)?;
            name
        } else if self.peek().ident().is_some_and(|w| !super::words::is_keyword(w)) {
            Some(self.name("a name")?)
        } else if abstract_ok {
            None
        } else {
            return self.expected("the name being declared");
        };
        loop {
            let behind = self.peek_at(self.behind_brackets(0));
            if self.at_brackets(0) && (behind.is(Punct::LBracket) || behind.is(Punct::LParen)) {
                self.idle_attributes()?;
            }
            let open = self.span();
            if self.is(Punct::LBracket) && !self.at_brackets(0) {
                self.bump();
                let len = self.array_len()?;
                let close = self.expect_close(Punct::RBracket, open)?;
                out.push(Derive::Array(len, open.to(close)));
            } else if self.is(Punct::LParen) {
                self.bump();
                let params = self.params()?;
                let close = self.expect_list_close(Punct::RParen, open)?;
                out.push(Derive::Function(params, open.to(close)));
            } else {
                break;
            }
        }
        out.extend(pointers.into_iter().rev());
        Ok(name)
    }

    /// Of `(` in a declarator: does a nested declarator follow, rather than parameters?
    fn paren_is_declarator(&self) -> bool {
        let next = self.peek_at(1);
        match &next.kind {
            Tok::Punct(Punct::LBracket) => !self.at_brackets(1),
            Tok::Punct(Punct::Star | Punct::LParen) => true,
            Tok::Ident(word) if &**word == "__attribute__" => {
                let mut at = 1;
                while self.peek_at(at).is_word("__attribute__") {
                    let Some(behind) = self.after_parens(at + 1) else { return true };
                    at = behind - self.at;
                }
                !self.begins_type_at(at)
            }
            Tok::Ident(word) => !super::words::is_keyword(word) && !self.begins_type_at(1),
            _ => false,
        }
    }

    fn array_len(&mut self) -> Parse<Option<Expr>> {
        while self.is_word("static") || self.peek().ident().is_some_and(|w| Quals::default().add(w))
        {
            self.bump();
        }
        if self.is(Punct::RBracket) {
            return Ok(None);
        }
        if self.is(Punct::Star) && self.peek_at(1).is(Punct::RBracket) {
            self.bump();
            return Ok(None);
        }
        Ok(Some(self.nested(Self::assignment)?))
    }

    /// Parameters up to the `)`.
    fn params(&mut self) -> Parse<Params> {
        let mut params = Params::default();
        if self.is(Punct::RParen) {
            params.unprototyped = true;
            return Ok(params);
        }
        if self.is_word("void") && self.peek_at(self.behind_brackets(1)).is(Punct::RParen) {
            self.bump();
            self.idle_attributes()?;
            return Ok(params);
        }
        let old = self
            .peek()
            .ident()
            .is_some_and(|w| !self.begins_type_at(0) && !super::words::is_keyword(w));
        let separated = self.peek_at(1).is(Punct::Comma) || self.peek_at(1).is(Punct::RParen);
        if old && separated {
            return self.old_params();
        }
        loop {
            if self.eat(Punct::Ellipsis) {
                params.variadic = true;
                return Ok(params);
            }
            params.list.push(self.param()?);
            if !self.eat(Punct::Comma) {
                return Ok(params);
            }
        }
    }

    pub(super) fn param(&mut self) -> Parse<Param> {
        let start = self.span();
        if !self.begins_type_at(0) {
            return self.unknown_type("a parameter's type");
        }
        let specifiers = self.specifiers()?;
        if !matches!(specifiers.storage, Storage::None | Storage::Auto) {
            let text = "a parameter has no storage class";
            self.refuse(code::BAD_SPECIFIER, specifiers.span, text);
        }
        self.no_alignas(&specifiers.align, "parameters");
        let (name, ty) = self.declarator(specifiers.base, true)?;
        self.attributes()?;
        Ok(Param { name, ty, span: start.to(self.last_span()) })
    }

    /// A declaration inside a function.
    pub(super) fn declaration(&mut self) -> Parse<Declaration> {
        let specifiers = self.specifiers()?;
        let (declaration, _) = self.declarators(specifiers, false)?;
        Ok(declaration)
    }

    /// A declaration or function definition at file scope.
    pub(super) fn external_declaration(&mut self) -> Parse<Item> {
        if self.at_static_assert() {
            return Ok(Item::StaticAssert(self.static_assert()?));
        }
        if self.is_word("asm") || self.is_word("__asm__") {
            return self.no_asm(self.span());
        }
        if !self.at_declaration() {
            self.implicit_int_or_complain()?;
        }
        let specifiers = self.specifiers()?;
        match self.declarators(specifiers, true)? {
            (_, Some(function)) => Ok(Item::Function(function)),
            (declaration, None) => Ok(Item::Decl(declaration)),
        }
    }

    pub(super) fn no_asm<T>(&mut self, at: Span) -> Parse<T> {
        let text = "assembly is not part of WDL: a wrapper runs in a machine of its own";
        self.refuse(code::NOT_WDL, at, text);
        Err(Reported)
    }

    /// Position behind the `)` that matches the `(` that many tokens ahead.
    pub(super) fn after_parens(&self, ahead: usize) -> Option<usize> {
        let mut depth = 0u32;
        for (i, token) in self.tokens.iter().enumerate().skip(self.at + ahead) {
            match token.kind {
                Tok::Punct(Punct::LParen) => depth += 1,
                Tok::Punct(Punct::RParen) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Some(i + 1);
                    }
                }
                Tok::Punct(Punct::Semi | Punct::LBrace | Punct::RBrace) | Tok::Eof => return None,
                _ => {}
            }
        }
        None
    }

    fn declarators(
        &mut self,
        specifiers: Specifiers,
        file_scope: bool,
    ) -> Parse<(Declaration, Option<Function>)> {
        let Specifiers { storage, base, align, inferred, implicit, span: start, .. } = specifiers;
        if storage == Storage::Typedef {
            self.no_alignas(&align, "typedefs");
        }
        let mut declaration =
            Declaration { storage, base: base.clone(), declarators: Vec::new(), span: start };
        if self.eat(Punct::Semi) {
            declaration.span = start.to(self.last_span());
            self.warn_empty(&declaration, implicit);
            return Ok((declaration, None));
        }
        loop {
            let (name, ty) = self.declarator(base.clone(), false)?;
            let Some(name) = name else { return self.expected("the name being declared") };
            if self.is_word("asm") || self.is_word("__asm__") {
                return self.no_asm(self.span());
            }
            let after = self.attributes()?;
            if inferred && (self.is(Punct::Assign) || !implicit) {
                self.declare(&name.name, false);
                let init = Some(self.inferred(&ty)?);
                let align = Aligns { all: align.clone(), own: after.align };
                let inferred = true;
                declaration.declarators.push(InitDeclarator { name, ty, inferred, align, init });
                break;
            }
            let ty = after.moded(ty);
            let is_function = matches!(ty.kind, TypeKind::Function(_));
            if implicit && !matches!(base.kind, TypeKind::Error) {
                self.warn_implicit(&name);
            }
            self.declare(&name.name, storage == Storage::Typedef);
            let body = self.is(Punct::LBrace) || (self.begins_type_at(0) && file_scope);
            if is_function && file_scope && body && declaration.declarators.is_empty() {
                self.no_alignas(&align, "functions");
                let span = start.to(self.last_span());
                let function = self.function_definition(name, storage, ty, span)?;
                return Ok((declaration, Some(Function { implicit, ..function })));
            }
            let init = if self.eat(Punct::Assign) { Some(self.nested(Self::init)?) } else { None };
            let align = Aligns { all: align.clone(), own: after.align };
            declaration.declarators.push(InitDeclarator { name, ty, inferred: false, align, init });
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        if self.is(Punct::LBrace) && !file_scope {
            let text =
                "a function cannot be defined inside of another: it would need the other's frame";
            self.refuse(code::NOT_WDL, self.span(), text);
            return Err(Reported);
        }
        self.expect(Punct::Semi, "after the declaration")?;
        declaration.span = start.to(self.last_span());
        Ok((declaration, None))
    }

    /// `= value` of a variable that has the value's type: `__auto_type` of GNU C, `auto` of C23. `ty` is
    /// what was written.
    fn inferred(&mut self, ty: &Type) -> Parse<crate::ast::Init> {
        if !matches!(ty.kind, TypeKind::Error | TypeKind::Int(_)) || !self.is(Punct::Assign) {
            return self.expected("`=` and the value that gives the variable its type");
        }
        self.bump();
        Ok(crate::ast::Init::Expr(self.nested(Self::assignment)?))
    }

    /// `static_assert` is C23's spelling, and that of assert.h.
    pub(super) fn at_static_assert(&self) -> bool {
        let at = (0..).find(|at| !self.peek_at(*at).is_word("__extension__")).unwrap_or(0);
        let word = self.peek_at(at);
        let new = word.is_word("static_assert") && self.peek_at(at + 1).is(Punct::LParen);
        new || word.is_word("_Static_assert")
    }

    pub(super) fn static_assert(&mut self) -> Parse<StaticAssert> {
        let start = self.span();
        while self.eat_word("__extension__") {}
        self.bump();
        let open = self.expect(Punct::LParen, "after `_Static_assert`")?;
        let condition = self.nested(Self::conditional)?;
        let message = if self.eat(Punct::Comma) {
            if !matches!(self.peek().kind, Tok::Str(_)) {
                return self.expected("the message, a string");
            }
            Some(self.strings().0)
        } else {
            None
        };
        self.expect_close(Punct::RParen, open)?;
        self.expect(Punct::Semi, "after `_Static_assert(...)`")?;
        Ok(StaticAssert { condition, message, span: start.to(self.last_span()) })
    }
}
