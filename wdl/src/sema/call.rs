//! Calls: functions of the program, and helpers with their conveniences.
use super::convert::promoted;
use super::expr::Node;
use super::typed::{Expr, ExprKind, FuncId, FuncKind, Place, PlaceKind};
use super::{Sema, codes, konst, unknown};
use crate::ast::{self, Encoding};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{FuncTy, Kind, Ty};
use std::rc::Rc;
use std::sync::Arc;
use wss_abi::helper::{self, ArgKind, id};

impl<'a> Sema<'a> {
    pub(super) fn call(&mut self, f: &'a ast::Expr, args: &'a [ast::Expr], span: Span) -> Expr {
        if let ast::ExprKind::Ident(name) = &f.kind
            && self.lookup(name).is_none()
        {
            if let Some(known) = self.builtin_call(name, args, span) {
                return known;
            }
            if !self.own.contains(name) {
                return self.unknown_function(name, f.span, args, span);
            }
            self.implicit_function(name, f.span);
        }
        if let ast::ExprKind::Ident(name) = &f.kind
            && let Some(checked) = self.overflow(name, args, span)
        {
            return checked;
        }
        let (func, at) = match self.node(f) {
            Node::Func(func, at) => (func, at),
            other => {
                let pointer = self.load(other);
                return self.indirect(pointer, f.span, args, span);
            }
        };
        self.use_func(func);
        let Some(known) = self.funcs.get(func.0 as usize) else { return Expr::error(span) };
        let (kind, declared, name) = (known.kind.clone(), known.span, known.name.clone());
        let Kind::Func(ty) = known.ty.kind.clone() else { return Expr::error(span) };
        if let FuncKind::Helper(number) = kind {
            return self.helper_call(number, &name, &ty, args, span);
        }
        if let FuncKind::Trap(reason) = kind {
            let values = args.iter().map(|a| self.value(a)).collect();
            return self.trap(reason, values, &ty, span);
        }
        if ty.variadic {
            self.variadic(&format!("`{name}`"), at);
            return Expr::error(span);
        }
        let values: Vec<Expr> = args.iter().map(|a| self.value(a)).collect();
        let Some(values) = self.arguments(&format!("`{name}`"), &ty, values, declared, span) else {
            return Expr::error(span);
        };
        self.called(func, values, &ty, span)
    }

    /// A call through a pointer.
    fn indirect(&mut self, pointer: Expr, at: Span, args: &'a [ast::Expr], span: Span) -> Expr {
        let values: Vec<Expr> = args.iter().map(|a| self.value(a)).collect();
        if pointer.ty.is_error() {
            return Expr::error(span);
        }
        let Some(Kind::Func(ty)) = pointer.ty.pointee().map(|t| t.kind.clone()) else {
            let text = format!("`{}` is no function", self.spell(&pointer.ty));
            self.report(codes::ARGUMENTS, at, text);
            return Expr::error(span);
        };
        if ty.variadic {
            self.variadic("the function called", at);
            return Expr::error(span);
        }
        let Some(values) = self.arguments("the function called", &ty, values, at, span) else {
            return Expr::error(span);
        };
        if let ExprKind::Func(f) = pointer.kind {
            return self.called(f, values, &ty, span);
        }
        if !ty.ret.is_void() && !self.complete(&ty.ret, span, "the result") {
            return Expr::error(span);
        }
        let kind = ExprKind::Indirect(Box::new(pointer), values);
        Expr { kind, ty: ty.ret.bare(), span }
    }

    /// A call that ends the program; the status is an argument of `exit`'s.
    fn trap(&mut self, reason: u64, args: Vec<Expr>, ty: &FuncTy, span: Span) -> Expr {
        let status = match args.into_iter().next() {
            Some(e) if e.ty.is_scalar() => e,
            _ => Expr::constant(0, Ty::int(), span),
        };
        let reason = Expr::constant(reason as i64, Ty::int(), span);
        Expr { kind: ExprKind::Helper(id::TRAP, vec![reason, status]), ty: ty.ret.bare(), span }
    }

    fn variadic(&mut self, what: &str, at: Span) {
        let text = format!("{what} takes a variable number of arguments");
        let d = Diagnostic::new(codes::UNSUPPORTED, at, text);
        let libc = unknown::is_libc(what.trim_matches('`'));
        let why = if libc {
            unknown::NO_LIBC
        } else {
            "functions of wrappers have a fixed number of arguments"
        };
        self.diags.push(d.note(why));
    }

    pub(super) fn called(
        &mut self,
        func: FuncId,
        args: Vec<Expr>,
        ty: &Rc<FuncTy>,
        span: Span,
    ) -> Expr {
        if !ty.ret.is_void() && !self.complete(&ty.ret, span, "the result") {
            return Expr::error(span);
        }
        Expr { kind: ExprKind::Call(func, args), ty: ty.ret.bare(), span }
    }

    /// Calls that are none: what gcc and clang know of expressions.
    fn builtin_call(&mut self, name: &str, args: &'a [ast::Expr], span: Span) -> Option<Expr> {
        match (name, args) {
            ("__builtin_constant_p", [a]) => {
                let value = self.unevaluated(|s| s.value(a));
                let text = matches!(a.kind, ast::ExprKind::Str(..));
                let known = text || konst::integer(&value).is_some();
                Some(Expr::constant(i64::from(known), Ty::int(), span))
            }
            ("__builtin_prefetch", [_, ..]) => {
                let none = Expr::constant(0, Ty::int(), span);
                let none = self.cast(none, Ty::void(), span);
                Some(args.iter().fold(none, |before, a| {
                    let a = self.effect(a);
                    let kind = ExprKind::Comma(Box::new(before), Box::new(a));
                    Expr { kind, ty: Ty::void(), span }
                }))
            }
            ("__builtin_expect", [value, likely]) => {
                let (value, likely) = (self.value(value), self.value(likely));
                let value = self.cast(value, Ty::long(), span);
                if konst::value(&likely).is_some() || likely.ty.is_error() {
                    return Some(value);
                }
                let before = self.cast(likely, Ty::void(), span);
                let (ty, kind) = (value.ty.clone(), ExprKind::Comma(before.into(), value.into()));
                Some(Expr { kind, ty, span })
            }
            ("__builtin_choose_expr", [c, a, b]) => {
                let chosen = self.constant(c, "what chooses")?;
                Some(self.value(if chosen != 0 { a } else { b }))
            }
            _ => None,
        }
    }

    /// A function that is defined further down, and called here already: C of 1989 declares it as
    /// returning `int`.
    fn implicit_function(&mut self, name: &Arc<str>, at: Span) {
        let text = format!("`{name}` is called before it is declared: taken to return `int`");
        let d = Diagnostic::new(codes::IMPLICIT_FUNCTION, at, text);
        self.diags.push(d.help("declare it, with its type, above"));
        let (ret, params) = (Ty::int(), Vec::new());
        let ty = FuncTy { ret, params, variadic: false, unprototyped: true };
        let name = ast::Ident { name: name.clone(), span: at };
        self.prototype(&name, Ty::new(Kind::Func(Rc::new(ty))), ast::Storage::None);
    }

    /// The number by which `wr_lock` knows a parameter.
    fn slot_number(&mut self, param: &'a ast::Expr) -> Expr {
        match self.node(param) {
            Node::Place(Place { kind: PlaceKind::Slot(n), .. }) => {
                Expr::constant(i64::from(n), Ty::int(), param.span)
            }
            Node::Place(p) if p.ty.is_error() => Expr::error(param.span),
            _ => {
                let text = "`wr_lock` takes a parameter of the event";
                self.report(codes::ARGUMENTS, param.span, text);
                Expr::error(param.span)
            }
        }
    }

    fn unknown_function(
        &mut self,
        name: &str,
        at: Span,
        args: &'a [ast::Expr],
        span: Span,
    ) -> Expr {
        let names: Vec<_> = self.funcs.iter().map(|f| f.name.clone()).collect();
        let near = self.diags.nearest(name, names.iter().map(|n| &**n));
        let d = unknown::function(name, at, &names, near);
        self.diags.push(d);
        for a in args {
            self.value(a);
        }
        Expr::error(span)
    }

    /// Converts arguments to the types of parameters.
    fn arguments(
        &mut self,
        name: &str,
        ty: &FuncTy,
        values: Vec<Expr>,
        declared: Span,
        span: Span,
    ) -> Option<Vec<Expr>> {
        let counted = !ty.params.is_empty() && values.len() == ty.params.len();
        if ty.unprototyped && !counted {
            return Some(values.into_iter().map(promoted).collect());
        }
        if values.len() != ty.params.len() {
            let text = format!(
                "{name} takes {}, but {} given",
                count(ty.params.len()),
                match values.len() {
                    0 => "none is".to_owned(),
                    1 => "1 is".to_owned(),
                    n => format!("{n} are"),
                }
            );
            let d = Diagnostic::new(codes::ARGUMENTS, span, text);
            self.diags.push(d.label(declared, "declared here"));
            return None;
        }
        let values = values.into_iter().zip(&ty.params);
        let values: Vec<_> = values.map(|(v, t)| self.assign_to(v, t, "argument")).collect();
        (!values.iter().any(|v| v.ty.is_error())).then_some(values)
    }

    fn helper_call(
        &mut self,
        number: u16,
        name: &str,
        ty: &Rc<FuncTy>,
        args: &'a [ast::Expr],
        span: Span,
    ) -> Expr {
        let ret = ty.ret.bare();
        if number == id::AUDIT_PRINTF {
            return self.printf(args, ret, span);
        }
        if (id::TABLE_FIND..=id::TABLE_UPDATE).contains(&number) {
            return self.table_call(number, name, args, ret, span);
        }
        let kinds = helper::by_id(i32::from(number)).map_or(&[][..], |h| h.args);
        let mut values = Vec::with_capacity(args.len());
        for (i, a) in args.iter().enumerate() {
            values.push(match (&a.kind, kinds.get(i)) {
                (ast::ExprKind::Param(p), Some(ArgKind::UserAddr)) => self.raw_slot(p, a.span),
                (ast::ExprKind::Param(_), _) if number == id::LOCK => self.slot_number(a),
                _ => self.value(a),
            });
        }
        // A message may be left out.
        if matches!(number, id::VIOLATION | id::AUDIT_EVENT) && values.is_empty() {
            let empty = self.string(b"", Encoding::Plain, span);
            values.push(self.load(Node::Place(empty)));
        }
        let declared = self.lookup(name).map_or(span, |(_, s)| *s);
        let Some(values) = self.arguments(&format!("`{name}`"), ty, values, declared, span) else {
            return Expr::error(span);
        };
        if values.len() != kinds.len() {
            let text =
                format!("library function `{name}` is declared with other parameters than it has");
            let d = Diagnostic::new(codes::ARGUMENTS, span, text);
            self.diags.push(d.label(declared, "declared here"));
            return Expr::error(span);
        }
        Expr { kind: ExprKind::Helper(number, values), ty: ret, span }
    }
}

fn count(n: usize) -> String {
    match n {
        0 => "no arguments".to_owned(),
        1 => "1 argument".to_owned(),
        n => format!("{n} arguments"),
    }
}
