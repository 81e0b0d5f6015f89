//! Declarations: typedefs, objects with static storage, variables of functions.
use super::align::Shared;
use super::typed::{Global, GlobalId, InitPart, Stmt};
use super::{Sema, Sym, codes};
use crate::ast::{self, Storage};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Kind, Ty, convert};
use wss_abi::addr::Region;

impl<'a> Sema<'a> {
    /// A declaration; statements that initialise locals go to `out`.
    pub(super) fn declaration(&mut self, d: &'a ast::Declaration, file: bool, out: &mut Vec<Stmt>) {
        self.sharing(|s| s.declarators(d, file, out));
    }

    fn declarators(&mut self, d: &'a ast::Declaration, file: bool, out: &mut Vec<Stmt>) {
        if d.declarators.is_empty() {
            self.tag_alone(&d.base);
            self.ty(&d.base); // declares tags and enumerators
        }
        let mut aligns = Shared::default();
        for x in &d.declarators {
            if d.storage == Storage::Typedef {
                self.forward_enum(&x.ty);
            }
            if x.inferred {
                self.inferred(x, d.storage, file, out);
                continue;
            }
            self.steady_length = None;
            let ty = self.ty(&x.ty);
            self.steady_array(x, d.storage);
            let align = self.alignments(&x.align, &mut aligns, &ty);
            if d.storage == Storage::Typedef {
                if let Some(init) = &x.init {
                    let text = "a typedef names a type: it has no initialiser";
                    self.report(codes::BAD_INITIALISER, init.span(), text);
                }
                let asked = u16::try_from(align).ok().filter(|n| *n > 0);
                self.typedef(&x.name, Ty { aligned: asked.or(ty.aligned), ..ty });
            } else if let Kind::Func(_) = ty.kind {
                if let Some(init) = &x.init {
                    self.report(
                        codes::BAD_INITIALISER,
                        init.span(),
                        "a function has no initialiser",
                    );
                }
                if !file && !matches!(d.storage, Storage::None | Storage::Extern) {
                    let text = format!(
                        "function `{}` is declared in a block: only `extern` may stand before it",
                        x.name.name
                    );
                    self.report(codes::BAD_DECLARATION, x.name.span, text);
                }
                let func = self.prototype(&x.name, ty, d.storage);
                if let Some(f) = func.and_then(|id| self.funcs.get_mut(id.0 as usize)) {
                    f.align = f.align.max(align);
                }
                if let (Some(id), false) = (func, file) {
                    self.redeclare(&x.name, Sym::Func(id));
                }
            } else if file || !matches!(d.storage, Storage::None | Storage::Auto) {
                self.object(x, ty, align, d.storage, file);
            } else {
                self.automatic(x, ty, align, out);
            }
        }
    }

    /// Refuses what an array must not be whose length is no constant expression: static, or initialised
    /// (C17 6.7.6.2 and 6.7.9).
    fn steady_array(&mut self, x: &ast::InitDeclarator, storage: Storage) {
        let plain = matches!(storage, Storage::None | Storage::Auto | Storage::Typedef);
        if let Some(at) = self.steady_length.filter(|at| has_length(&x.ty, *at))
            && (!plain || x.init.is_some())
        {
            let text =
                "the length of an array that is static or initialised is a constant expression";
            let d = Diagnostic::new(codes::NOT_CONSTANT, at, text);
            self.diags.push(d.help("name the length by `enum` or `#define`"));
        }
    }

    /// A variable that has its value's type. Its name is not in scope there.
    fn inferred(
        &mut self,
        x: &'a ast::InitDeclarator,
        storage: Storage,
        file: bool,
        out: &mut Vec<Stmt>,
    ) {
        let Some(ast::Init::Expr(e)) = &x.init else { return };
        if storage == Storage::Static || (file && storage == Storage::None) {
            let ty = self.unevaluated(|s| s.value(e)).ty.bare();
            let ty = self.bounded(ty, e.span);
            let ty = if x.ty.quals.is_const { ty.constant() } else { ty };
            let align = self.alignments(&x.align, &mut Shared::default(), &ty);
            return self.object(x, ty, align, storage, file);
        }
        let value = self.value(e);
        let ty = self.bounded(value.ty.bare(), e.span);
        if file
            || !matches!(storage, Storage::None | Storage::Auto)
            || matches!(ty.kind, Kind::Void)
        {
            let text = format!("variable `{}` needs a type written before its name", x.name.name);
            self.report(codes::BAD_DECLARATION, x.name.span, text);
            return self.poison(&x.name);
        }
        let ty = if x.ty.quals.is_const { ty.constant() } else { ty };
        let align = self.alignments(&x.align, &mut Shared::default(), &ty);
        let id = self.local(ty, align);
        self.declare(&x.name, Sym::Local(id));
        let part = InitPart { offset: 0, bits: None, value: super::typed::InitValue::Expr(value) };
        out.push(Stmt::Init { local: id, zero: false, parts: vec![part], span: x.name.span });
    }

    fn typedef(&mut self, name: &ast::Ident, ty: Ty) {
        let before = self.scopes.last().and_then(|s| s.names.get(&name.name));
        if let Some((Sym::Typedef(old), at)) = before
            && convert::indistinct(old, &ty)
            && (old.konst, old.volatile) == (ty.konst, ty.volatile)
        {
            let (aligned, at) = (old.aligned.max(ty.aligned), *at);
            let both = Sym::Typedef(Ty { aligned, ..ty });
            self.scopes.last_mut().map(|s| s.names.insert(name.name.clone(), (both, at)));
            return;
        }
        self.declare(name, Sym::Typedef(ty));
    }

    /// An object with static storage.
    fn object(
        &mut self,
        x: &'a ast::InitDeclarator,
        ty: Ty,
        align: u64,
        storage: Storage,
        file: bool,
    ) {
        if ty.is_error() {
            self.poison(&x.name);
            return;
        }
        let region = match storage {
            Storage::Shared => Region::Shared,
            Storage::PerCall => Region::Call,
            _ if ty.konst => Region::Rodata,
            _ => Region::State,
        };
        if let (Some(init), false, Storage::Extern) = (&x.init, file, storage) {
            let text = "what a block declares `extern` has its initialiser at file scope";
            self.report(codes::BAD_INITIALISER, init.span(), text);
        }
        if file && storage == Storage::Auto {
            let text = "`auto` and `register` are for variables of functions";
            self.report(codes::BAD_DECLARATION, x.name.span, text);
        }
        let only_extern = storage == Storage::Extern && x.init.is_none();
        let id = match self.declared_object(x, &ty, region, file || storage == Storage::Extern) {
            Ok(Some(id)) => {
                let mut before = None;
                if let Some(g) = self.globals.get_mut(id.0 as usize) {
                    g.only_extern &= only_extern;
                    g.align = g.align.max(align).max(self.types.align(&ty));
                    let other =
                        storage != Storage::Extern && g.internal != (storage == Storage::Static);
                    before = other.then_some((g.span, g.internal));
                }
                if let Some((at, internal)) = before {
                    self.other_linkage(&x.name, at, internal);
                }
                self.redeclare(&x.name, Sym::Global(id));
                id
            }
            Ok(None) => {
                let align = align.max(self.types.align(&ty));
                // What a block declares `extern` belongs to the file, which may define it below.
                let linked = file || storage == Storage::Extern;
                let name = if linked {
                    x.name.name.to_string()
                } else {
                    self.current.statics += 1;
                    format!("{}.{}.{}", self.current.name, x.name.name, self.current.statics)
                };
                let id = self.global(Global {
                    name,
                    ty,
                    region,
                    align,
                    init: Vec::new(),
                    internal: storage == Storage::Static,
                    only_extern,
                    initialised: false,
                    span: x.name.span,
                    used: false,
                });
                if linked {
                    self.linked.insert(x.name.name.clone(), (id, x.name.span));
                }
                self.declare(&x.name, Sym::Global(id));
                id
            }
            Err(()) => return,
        };
        self.initialise_object(id, x, storage);
    }

    fn initialise_object(&mut self, id: GlobalId, x: &'a ast::InitDeclarator, storage: Storage) {
        let Some(ty) = self.globals.get(id.0 as usize).map(|g| g.ty.clone()) else { return };
        let Some(init) = &x.init else {
            // A structure may be defined below its tentative definition (C17 6.9.2).
            let tentative = self.scopes.len() == 1 && storage == Storage::None;
            let deferred = matches!(ty.kind, Kind::Array(_, None)) || storage == Storage::Extern;
            if tentative && ty.record().is_some() {
                self.tentative.push(id);
            } else if !deferred {
                self.complete(&ty, x.name.span, &format!("variable `{}`", x.name.name));
            }
            return;
        };
        if storage == Storage::PerCall {
            let d = Diagnostic::new(
                codes::BAD_INITIALISER,
                init.span(),
                "a `percall` variable has no initialiser",
            );
            self.diags.push(d.note("per-call variables are 0 when a call begins"));
            return;
        }
        let (ty, parts) = self.initialiser(&ty, init, true);
        let data = self.data(parts);
        let mut twice = None;
        if let Some(g) = self.globals.get_mut(id.0 as usize) {
            twice = std::mem::replace(&mut g.initialised, true).then_some(g.span);
            g.ty = ty.clone();
            g.init = data;
        }
        if let Some(first) = twice {
            let text = format!("`{}` is initialised twice", x.name.name);
            let d = Diagnostic::new(codes::REDECLARED, x.name.span, text);
            self.diags.push(d.label(first, "first here"));
        }
        self.complete(&ty, x.name.span, &format!("variable `{}`", x.name.name));
    }

    fn poison(&mut self, name: &ast::Ident) {
        let ty = Ty::error();
        if self.scopes.len() > 1 {
            let id = self.local(ty, 0);
            self.declare(name, Sym::Local(id));
        } else {
            self.declare(name, Sym::Const(0, ty));
        }
    }

    fn automatic(&mut self, x: &'a ast::InitDeclarator, ty: Ty, align: u64, out: &mut Vec<Stmt>) {
        if ty.is_error() {
            self.poison(&x.name);
            return;
        }
        // The name is in scope in its own initialiser (C11 6.2.1).
        let id = self.local(ty.clone(), align);
        self.declare(&x.name, Sym::Local(id));
        let mut ty = ty;
        if let Some(init) = &x.init {
            let (whole, parts) = self.initialiser(&ty, init, false);
            ty = whole;
            if let Some(l) = self.current.body.locals.get_mut(id.0 as usize) {
                l.ty = ty.clone();
            }
            self.keep_local(id, &ty, &parts);
            let zero = !ty.is_scalar() && !self.covers(&ty, &parts);
            out.push(Stmt::Init { local: id, zero, parts, span: x.name.span });
        }
        if !self.complete(&ty, x.name.span, &format!("variable `{}`", x.name.name))
            && let Some(l) = self.current.body.locals.get_mut(id.0 as usize)
        {
            l.ty = Ty::error();
        }
    }

    /// One part that sets the whole object.
    fn covers(&self, ty: &Ty, parts: &[InitPart]) -> bool {
        ty.record().is_some()
            && matches!(parts, [InitPart { value: super::typed::InitValue::Expr(e), offset: 0, .. }]
                if e.ty.record() == ty.record())
    }

    pub(super) fn static_assert(&mut self, a: &'a ast::StaticAssert) {
        if self.constant(&a.condition, "a static assertion") == Some(0) {
            let text = match &a.message {
                Some(m) => format!("static assertion failed: {}", String::from_utf8_lossy(m)),
                None => "static assertion failed".to_owned(),
            };
            self.report(codes::ASSERTION, a.span, text);
        }
    }
}

/// Whether an array's length stands there; those of what its elements refer to do not count.
fn has_length(ty: &ast::Type, at: Span) -> bool {
    let mut ty = ty;
    while let ast::TypeKind::Array { elem, len } = &ty.kind {
        if len.as_ref().is_some_and(|e| e.span == at) {
            return true;
        }
        ty = elem;
    }
    false
}
