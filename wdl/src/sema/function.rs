//! Functions: prototypes, what the ones are that nobody defines, and bodies.
use super::typed::{Body, Func, FuncId, FuncKind, Stmt};
use super::{Current, Scope, Sema, Sym, codes};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{FuncTy, Kind, Ty, convert};
use std::rc::Rc;
use wss_abi::helper::{self, trap};

/// Names of C's library for helpers of the machine; a program may define its own.
const C_NAMES: &[(&str, &str)] = &[
    ("memcpy", "wr_memcpy"),
    ("memmove", "wr_memcpy"),
    ("memset", "wr_memset"),
    ("memcmp", "wr_memcmp"),
    ("strlen", "wr_strlen"),
    ("strcmp", "wr_strcmp"),
    ("strncmp", "wr_strncmp"),
    ("strstr", "wr_strstr"),
    ("strchr", "wr_strchr"),
];

/// Functions of C's library, and of gcc, that end the program.
const TRAPS: &[(&str, u64)] = &[
    ("abort", trap::ABORT),
    ("exit", trap::EXIT),
    ("_exit", trap::EXIT),
    ("_Exit", trap::EXIT),
    ("__builtin_trap", trap::ABORT),
    ("__builtin_unreachable", trap::UNREACHABLE),
];

impl<'a> Sema<'a> {
    pub(super) fn prototype(
        &mut self,
        name: &ast::Ident,
        ty: Ty,
        storage: ast::Storage,
    ) -> Option<FuncId> {
        let inside = storage == ast::Storage::Static;
        let found = self.scopes.first().and_then(|s| s.names.get(&name.name)).cloned();
        match found {
            Some((Sym::Func(id), before)) => {
                let lent = (id.0 as usize) < self.lent;
                let f = self.funcs.get_mut(id.0 as usize)?;
                if lent && convert::same_pointers(&f.ty, &ty) {
                    // A C function's pointers, as the program prefers them.
                    f.ty = ty;
                    return Some(id);
                }
                if !convert::indistinct(&f.ty, &ty) {
                    let d = Diagnostic::new(
                        codes::REDECLARED,
                        name.span,
                        format!("`{}` is declared with another type", name.name),
                    );
                    let d = d.label(before, "first declared here");
                    self.diags.push(d);
                    return None;
                }
                f.ty = convert::composite(&f.ty, &ty);
                let other = inside && !f.internal && !lent;
                f.internal |= inside;
                if other {
                    self.other_linkage(name, before, false);
                }
                Some(id)
            }
            Some((_, before)) => {
                let text = format!("`{}` is already declared, as something else", name.name);
                let d = Diagnostic::new(codes::REDECLARED, name.span, text);
                self.diags.push(d.label(before, "first declared here"));
                None
            }
            None => {
                let kind = self.function_kind(&name.name);
                let id = FuncId(self.funcs.len() as u32);
                let (name, span) = (name.name.clone(), name.span);
                self.funcs.push(Func {
                    name: name.clone(),
                    ty,
                    kind,
                    span,
                    used: false,
                    taken: false,
                    align: 0,
                    internal: inside,
                });
                if let Some(scope) = self.scopes.first_mut() {
                    scope.names.insert(name, (Sym::Func(id), span));
                }
                Some(id)
            }
        }
    }

    /// What a function means that no other declaration has declared.
    fn function_kind(&self, name: &str) -> FuncKind {
        if self.own.contains(name) {
            return FuncKind::Declared;
        }
        if let Some((_, reason)) = TRAPS.iter().find(|(c, _)| *c == name) {
            return FuncKind::Trap(*reason);
        }
        let c_name = C_NAMES.iter().find(|(c, _)| *c == name).map(|(_, h)| *h);
        helper::by_name(c_name.unwrap_or(name))
            .map_or(FuncKind::Declared, |h| FuncKind::Helper(h.id))
    }

    pub(super) fn function(&mut self, f: &'a ast::Function) {
        let ty = self.ty(&f.ty);
        let outside = self.parameters.take();
        let (Kind::Func(sig), ast::TypeKind::Function(written)) = (&ty.kind, &f.ty.kind) else {
            return;
        };
        let sig = sig.clone();
        let Some(id) = self.prototype(&f.name, ty.clone(), f.storage) else { return };
        if let Some(func) = self.funcs.get_mut(id.0 as usize) {
            if let FuncKind::Defined(_) = func.kind {
                let d = Diagnostic::new(
                    codes::REDECLARED,
                    f.name.span,
                    format!("function `{}` is defined twice", f.name.name),
                );
                let d = d.label(func.span, "first defined here");
                self.diags.push(d);
                return;
            }
            // Until its end the body is empty, so that calls in it know that there is one.
            func.kind = FuncKind::Defined(Rc::new(Body::default()));
            func.span = f.name.span;
            let vague = matches!(&func.ty.kind, Kind::Func(known) if known.unprototyped);
            let known = std::mem::replace(&mut func.ty, ty.clone());
            if !vague && sig.unprototyped {
                func.ty = known.clone();
                self.old_style(f, &known, &sig);
            }
        }
        if !sig.ret.is_void() {
            self.complete(&sig.ret, f.span, "the result");
        }
        let params: Vec<_> = written.params.iter().zip(&sig.params).collect();
        let body = self.body(
            &f.name.name,
            Some(sig.ret.clone()),
            false,
            |s| {
                s.current.implicit = f.implicit;
                s.adopt(outside);
                for (p, ty) in params {
                    s.complete(ty, p.span, "parameter");
                    let id = s.local(ty.clone(), 0);
                    s.current.body.params += 1;
                    if let Some(n) = &p.name {
                        // Two of one name were reported with the type.
                        let scope = s.scopes.last();
                        let again = scope.and_then(|x| x.names.get(&n.name));
                        if !matches!(again, Some((Sym::Local(_), _))) {
                            s.declare(n, Sym::Local(id));
                        }
                    }
                    // What the length does is done on the way in (C17 6.9.1).
                    if let ast::TypeKind::Array { len: Some(len), .. } = &p.ty.kind
                        && super::resolve::acts(len)
                    {
                        let value = s.effect(len);
                        s.current.body.stmts.push(Stmt::Expr(value));
                    }
                }
            },
            &f.body,
        );
        if !sig.ret.is_void() && &*f.name.name != "main" && super::ends::reached(&body.stmts) {
            let text = format!("`{}` may end without returning a value", f.name.name);
            let d = Diagnostic::new(codes::NO_RESULT, f.name.span, text);
            self.diags.push(d.help("return a value on every path"));
        }
        if let Some(func) = self.funcs.get_mut(id.0 as usize) {
            func.kind = FuncKind::Defined(Rc::new(body));
        }
    }

    /// A definition with old-style parameters agrees with the prototype before it (C17 6.7.6.3,
    /// paragraph 15).
    fn old_style(&mut self, f: &ast::Function, known: &Ty, sig: &FuncTy) {
        let Kind::Func(known) = &known.kind else { return };
        let fits = |(want, own): (&Ty, &Ty)| {
            let passed =
                own.as_int().map_or(own.clone(), |i| Ty::new(Kind::Int(convert::promote(i))));
            convert::compatible(want, own) || convert::compatible(want, &passed)
        };
        let counted = known.params.len() == sig.params.len() && !known.variadic;
        if !counted || !known.params.iter().zip(&sig.params).all(fits) {
            let text = format!(
                "`{}` is defined with other parameters than it was declared with",
                f.name.name
            );
            self.report(codes::REDECLARED, f.name.span, text);
        }
    }

    /// Takes over the tags and constants of the parameters' scope.
    fn adopt(&mut self, parameters: Option<Scope>) {
        if let (Some(from), Some(to)) = (parameters, self.scopes.last_mut()) {
            to.tags.extend(from.tags);
            to.names.extend(from.names);
        }
    }

    /// Checks a body in a scope of its own.
    pub(super) fn body(
        &mut self,
        name: &str,
        ret: Option<Ty>,
        clause: bool,
        params: impl FnOnce(&mut Self),
        block: &'a ast::Block,
    ) -> Body {
        self.body_of(name, ret, clause, block.span, |s| {
            params(s);
            let mut stmts = std::mem::take(&mut s.current.body.stmts);
            stmts.extend(s.statements(&block.stmts));
            stmts
        })
    }

    /// As [`Sema::body`], with statements that `make` gives.
    pub(super) fn body_of(
        &mut self,
        name: &str,
        ret: Option<Ty>,
        clause: bool,
        span: Span,
        make: impl FnOnce(&mut Self) -> Vec<Stmt>,
    ) -> Body {
        let current = Current {
            body: Body { ret, end: end_of(span), ..Body::default() },
            name: name.to_owned(),
            clause,
            ..Current::default()
        };
        let outer = std::mem::replace(&mut self.current, current);
        self.scoped(|s| {
            let stmts = make(s);
            s.current.body.stmts = stmts;
        });
        let labels = std::mem::take(&mut self.current.labels);
        self.labels_defined(&labels, "function");
        std::mem::replace(&mut self.current, outer).body
    }
}

fn end_of(span: Span) -> Span {
    Span { lo: span.hi.saturating_sub(1).max(span.lo), ..span }
}
