//! Types as written to types as meant: typedef names, tags, array lengths, enumerators.
use super::expr::Node;
use super::typed::{Place, PlaceKind};
use super::{Sema, Sym, codes};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{FuncTy, Incomplete, Kind, MAX_SIZE, Record, Ty};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Why arrays have constant lengths.
const NO_VLA: &str =
    "arrays of variable length are not supported: a wrapper's memory is known when it is loaded";

/// Pointers, arrays, functions and their parameters that one type is made of.
const MOST_PARTS: usize = 1000;

impl<'a> Sema<'a> {
    /// The type that `t` means.
    pub(super) fn ty(&mut self, t: &'a ast::Type) -> Ty {
        let ty = match &t.kind {
            ast::TypeKind::Void => Ty::void(),
            ast::TypeKind::Int(i) => Ty::new(Kind::Int(*i)),
            ast::TypeKind::Named(name) => match self.lookup(&name.name) {
                Some((Sym::Typedef(ty), _)) => ty.clone(),
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
            ast::TypeKind::TypeofExpr(e) => self.typeof_once(e),
            ast::TypeKind::TypeofType(t) => self.ty(t),
            ast::TypeKind::Unqualified(t) => unqualified(self.ty(t)),
            ast::TypeKind::Error => Ty::error(),
        };
        let ty = self.bounded(ty, t.span);
        if t.quals.is_restrict {
            self.restricted(&ty, t.span);
        }
        qualify(ty, t.quals)
    }

    /// Refuses `restrict` of what is no pointer to objects (C17 6.7.3, paragraph 2).
    fn restricted(&mut self, ty: &Ty, span: Span) {
        let mut one = ty;
        while let Kind::Array(elem, _) = &one.kind {
            one = elem;
        }
        if !one.is_error() && one.pointee().is_none_or(Ty::is_func) {
            let text =
                format!("`restrict` is for pointers to objects, not for `{}`", self.spell(ty));
            self.report(codes::BAD_DECLARATION, span, text);
        }
    }

    /// `ty`, if it is not made of more parts than any program needs: looking at it takes time for each.
    pub(super) fn bounded(&mut self, ty: Ty, span: Span) -> Ty {
        if !ty.heavier(MOST_PARTS) {
            return ty;
        }
        let text = format!("this type is made of more than {MOST_PARTS} others");
        self.report(codes::BAD_DECLARATION, span, text);
        Ty::error()
    }

    fn typeof_once(&mut self, e: &'a Arc<ast::Expr>) -> Ty {
        let at = Arc::as_ptr(e).addr();
        if let Some(ty) = self.typeofs.as_ref().and_then(|all| all.get(&at)) {
            return ty.clone();
        }
        let ty = self.unevaluated(|s| s.type_of(e, "typeof"));
        if let Some(all) = &mut self.typeofs {
            all.insert(at, ty.clone());
        }
        ty
    }

    /// Runs `f` on a declaration, or on members, whose declarators share specifiers.
    pub(super) fn sharing<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.typeofs.replace(HashMap::new());
        let result = f(self);
        self.typeofs = outer;
        result
    }

    fn array(&mut self, elem: &'a ast::Type, len: Option<&'a ast::Expr>, span: Span) -> Ty {
        let elem = self.ty(elem);
        if elem.is_error() {
            return elem;
        }
        if !self.element(&elem, span) {
            return Ty::error();
        }
        let len = match len {
            None => None,
            Some(e) => match self.length(e) {
                Some(n) => Some(n),
                None => return Ty::error(),
            },
        };
        let (size, align) = (self.types.size(&elem).unwrap_or(0), self.types.align(&elem));
        if !size.is_multiple_of(align) {
            let text = format!(
                "array of `{}`: its size, {size}, is no multiple of its alignment, {align}",
                self.spell(&elem)
            );
            self.report(codes::BAD_DECLARATION, span, text);
        }
        if len.is_some_and(|n| n.saturating_mul(size) > MAX_SIZE) {
            self.report(
                codes::BAD_DECLARATION,
                span,
                "array is larger than any memory of a wrapper",
            );
            return Ty::error();
        }
        let (konst, volatile) = (elem.konst, elem.volatile);
        Ty { konst, volatile, ..Ty::new(Kind::Array(Rc::new(elem), len)) }
    }

    /// Whether arrays can have such elements; reports it if not.
    fn element(&mut self, elem: &Ty, span: Span) -> bool {
        let sized = !elem.is_func() && self.types.size(elem).is_ok();
        if !sized {
            let text = format!("array of `{}`, whose size is not known", self.spell(elem));
            self.report(codes::INCOMPLETE, span, text);
        }
        sized
    }

    fn length(&mut self, e: &'a ast::Expr) -> Option<u64> {
        let errors = self.diags.errors();
        let value = self.value(e);
        if self.diags.errors() > errors || value.ty.is_error() {
            return None;
        }
        let mut known = super::konst::integer(&value);
        if known.is_none() && self.scopes.len() > 1 {
            // C calls it variable, but it never is.
            known = self.steady(&value);
            self.steady_length = known.map(|_| e.span).or(self.steady_length);
        }
        match known {
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

    /// Whether what stands for the parameters is a typedef's name for `void` (C17 6.7.6.3).
    fn nothing(&self, f: &ast::FunctionType) -> bool {
        let [only] = f.params.as_slice() else { return false };
        let ast::TypeKind::Named(name) = &only.ty.kind else { return false };
        // The parser numbers what has no name in a definition.
        let unnamed = only.name.as_ref().is_none_or(|n| n.name.starts_with(char::is_numeric));
        let plain = unnamed && !f.variadic && only.ty.quals == ast::Quals::default();
        let meant = self.lookup(&name.name).map(|(sym, _)| sym);
        plain && matches!(meant, Some(Sym::Typedef(ty)) if *ty == Ty::void() && !ty.volatile)
    }

    /// A function's type; parameters of array and function type become pointers.
    pub(super) fn function_type(&mut self, f: &'a ast::FunctionType) -> FuncTy {
        let ret = self.ty(&f.ret);
        if matches!(ret.kind, Kind::Array(..) | Kind::Func(_)) {
            let text = format!("function cannot return `{}`", self.spell(&ret));
            self.report(codes::BAD_DECLARATION, f.ret.span, text);
        }
        let mut names: HashMap<&str, Span> = HashMap::new();
        for name in f.params.iter().filter_map(|p| p.name.as_ref()) {
            if let Some(first) = names.insert(&name.name, name.span) {
                let text = format!("two parameters are named `{}`", name.name);
                let d = Diagnostic::new(codes::REDECLARED, name.span, text);
                self.diags.push(d.label(first, "the first"));
            }
        }
        let nothing = self.nothing(f);
        let (params, scope) = self.scoped(|s| {
            let one = |p: &'a ast::Param| {
                if let ast::TypeKind::Array { len: Some(len), .. } = &p.ty.kind {
                    s.declared(len, &names);
                }
                if s.varies(p, &names) { Ty::error() } else { s.param_type(p) }
            };
            let params = if nothing { Vec::new() } else { f.params.iter().map(one).collect() };
            (params, s.scopes.last_mut().map(std::mem::take))
        });
        // A definition's body sees the tags and constants that its parameters declare (C17 6.2.1).
        self.parameters = scope;
        FuncTy { ret, params, variadic: f.variadic, unprototyped: f.unprototyped }
    }

    /// Reports names in the length of a parameter's outermost array that neither a parameter has nor
    /// another thing: the length itself is not looked at.
    fn declared(&mut self, e: &'a ast::Expr, names: &HashMap<&str, Span>) {
        use ast::ExprKind as A;
        match &e.kind {
            A::Ident(name) if !names.contains_key(&**name) && self.lookup(name).is_none() => {
                self.unevaluated(|s| s.value(e));
            }
            A::Binary(_, a, b) => {
                self.declared(a, names);
                self.declared(b, names);
            }
            A::Unary(_, a) | A::Cast(_, a) => self.declared(a, names),
            _ => {}
        }
    }

    /// Refuses a parameter whose type holds an array as long as another parameter says; the outermost
    /// array is a pointer, of any length.
    fn varies(&mut self, p: &'a ast::Param, names: &HashMap<&str, Span>) -> bool {
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
            let sized = !elem.is_error() && self.element(&elem, p.ty.span);
            return if sized { elem.ptr() } else { Ty::error() };
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

    /// The type of an expression, without conversions.
    pub(super) fn type_of(&mut self, e: &'a ast::Expr, operator: &str) -> Ty {
        let node = self.node(e);
        self.no_bit_field(&node, operator, e.span);
        node.ty(self)
    }

    /// Refuses a bit-field as the operand of an operator that asks for a type (C17 6.5.3.4).
    pub(super) fn no_bit_field(&mut self, node: &Node, operator: &str, span: Span) {
        if let Node::Place(Place { kind: PlaceKind::Field(_, _, Some(_)), .. }) = node {
            let text = format!("{operator} of a bit-field, which has bits of a type only");
            self.report(codes::OPERANDS, span, text);
        }
    }

    /// Names of all visible things, for suggestions.
    pub(super) fn visible(&self) -> Vec<Arc<str>> {
        self.scopes.iter().flat_map(|s| s.names.keys().cloned()).collect()
    }
}

/// Whether a length names one of `names`.
fn mentions(e: &ast::Expr, names: &HashMap<&str, Span>) -> bool {
    use ast::ExprKind as A;
    match &e.kind {
        A::Ident(name) => names.contains_key(&**name),
        A::Binary(_, a, b) => mentions(a, names) || mentions(b, names),
        A::Unary(_, a) | A::Cast(_, a) => mentions(a, names),
        _ => false,
    }
}

/// A length that does nothing: names, constants and operators.
fn plain(e: &ast::Expr) -> bool {
    use ast::ExprKind as A;
    match &e.kind {
        A::Int(_) | A::Char(..) | A::Ident(_) => true,
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

/// As C23's `typeof_unqual`, of an array's elements too.
fn unqualified(ty: Ty) -> Ty {
    let kind = match ty.kind {
        Kind::Array(elem, len) => Kind::Array(Rc::new(unqualified((*elem).clone())), len),
        kind => kind,
    };
    Ty { kind, konst: false, volatile: false, ..ty }
}

/// Qualifiers on an array are on its elements.
pub(super) fn qualify(ty: Ty, quals: ast::Quals) -> Ty {
    if !quals.is_const && !quals.is_volatile {
        return ty;
    }
    let kind = match ty.kind {
        Kind::Array(elem, len) => Kind::Array(Rc::new(qualify((*elem).clone(), quals)), len),
        Kind::Func(_) => return ty,
        kind => kind,
    };
    let (konst, volatile) = (ty.konst | quals.is_const, ty.volatile | quals.is_volatile);
    Ty { kind, konst, volatile, ..ty }
}
