//! Function definitions (C17 section 6.9.1), those of C of 1989 included.
use super::decl::Params;
use super::{Parse, Parser, words};
use crate::ast::{Function, Ident, Param, Quals, Storage, Type, TypeKind};
use crate::diag::{Diagnostic, codes::parse as code};
use crate::lex::Punct;
use crate::span::Span;
use std::collections::HashMap;

impl Parser<'_> {
    /// At file scope where no type stands: `name(...) {` is a function of C of 1989.
    pub(super) fn implicit_int_or_complain(&mut self) -> Parse<()> {
        let token = self.peek().clone();
        let plain = token.ident().is_some_and(|w| !words::is_keyword(w));
        if plain && self.peek_at(1).is(Punct::LParen) && self.call_is_definition() {
            return Ok(());
        }
        self.unknown_type("a declaration, a function or a clause")
    }

    /// Whether behind `name(` ... `)` comes a body or an old-style parameter's type.
    pub(super) fn call_is_definition(&self) -> bool {
        self.after_parens(1).is_some_and(|at| {
            let ahead = at - self.at;
            self.peek_at(ahead).is(Punct::LBrace) || self.begins_type_at(ahead)
        })
    }

    pub(super) fn function_definition(
        &mut self,
        name: Ident,
        storage: Storage,
        mut ty: Type,
        span: Span,
    ) -> Parse<Function> {
        if !matches!(storage, Storage::None | Storage::Static | Storage::Extern) {
            let text = "a function is `static`, `extern` or neither";
            self.refuse(code::BAD_SPECIFIER, span, text);
        }
        let TypeKind::Function(function) = &mut ty.kind else { return self.expected("a function") };
        if !self.is(Punct::LBrace) {
            self.old_declarations(&mut function.params)?;
        }
        if function.variadic {
            self.diags.push(
                Diagnostic::new(
                    code::VARIADIC,
                    name.span,
                    format!("function `{}` takes a variable number of arguments", name.name),
                )
                .note("the machine passes arguments in registers, so there is no list to walk")
                .help("pass an array and its length, or write a variadic macro"),
            );
        }
        for (number, param) in function.params.iter_mut().enumerate() {
            // Nothing can name it (C23).
            let unnamed = || Ident { name: number.to_string().into(), span: param.span };
            param.name.get_or_insert_with(unnamed);
        }
        let names: Vec<_> = function
            .params
            .iter()
            .filter_map(|p| p.name.as_ref())
            .map(|n| n.name.clone())
            .collect();
        self.function = Some(name.name.clone());
        let body = self.in_scope(|p| {
            for param in &names {
                p.declare(param, false);
            }
            p.nested(Self::block)
        });
        self.function = None;
        Ok(Function { name, storage, ty, implicit: false, body: body?, span })
    }

    /// Types of old-style parameters, between `)` and `{`.
    pub(super) fn old_declarations(&mut self, params: &mut [Param]) -> Parse<()> {
        let mut types: HashMap<_, Type> = HashMap::new();
        while !self.is(Punct::LBrace) {
            if !self.begins_type_at(0) {
                return self.expected("the function's `{` or the type of a parameter");
            }
            let scope_kept = self.in_scope(Self::declaration)?;
            for declared in scope_kept.declarators {
                let known = params
                    .iter()
                    .any(|p| p.name.as_ref().is_some_and(|n| n.name == declared.name.name));
                if !known {
                    let text = format!("`{}` is no parameter of the function", declared.name.name);
                    self.refuse(code::BAD_SPECIFIER, declared.name.span, text);
                }
                types.insert(declared.name.name, declared.ty);
            }
        }
        for param in params {
            if let Some(ty) = param.name.as_ref().and_then(|n| types.remove(&n.name)) {
                param.ty = ty;
            }
        }
        Ok(())
    }

    /// `(a, b)` of an old-style definition; their types are declared behind it.
    pub(super) fn old_params(&mut self) -> Parse<Params> {
        let mut params = Params { unprototyped: true, ..Params::default() };
        loop {
            let name = self.name("a parameter's name")?;
            let span = name.span;
            let ty = Type {
                kind: TypeKind::Int(crate::ast::IntType::Int),
                quals: Quals::default(),
                span,
            };
            params.list.push(Param { name: Some(name), ty, span });
            if !self.eat(Punct::Comma) {
                return Ok(params);
            }
        }
    }
}
