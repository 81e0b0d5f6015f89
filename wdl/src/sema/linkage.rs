//! Names that several declarations declare, and their linkage (C17 6.2.2); declarations that must not
//! have one.
use super::typed::GlobalId;
use super::{Sema, codes};
use crate::ast::{self, Storage};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Ty, convert};
use wss_abi::addr::Region;

impl Sema<'_> {
    /// The object that a declaration at file scope declares again.
    pub(super) fn declared_object(
        &mut self,
        x: &ast::InitDeclarator,
        ty: &Ty,
        region: Region,
        file: bool,
    ) -> Result<Option<GlobalId>, ()> {
        if !file {
            return Ok(None);
        }
        let found = self.linked.get(&x.name.name).copied();
        let Some((id, before)) = found else { return Ok(None) };
        if let Some(g) = self.globals.get_mut(id.0 as usize)
            && convert::indistinct(&g.ty, ty)
            && g.ty.volatile == ty.volatile
            && g.ty.konst == ty.konst
            && (g.region == region || g.only_extern)
        {
            g.ty = convert::composite(&g.ty, ty);
            g.region = region;
            return Ok(Some(id));
        }
        let text = format!("`{}` is already declared, differently", x.name.name);
        let d = Diagnostic::new(codes::REDECLARED, x.name.span, text);
        self.diags.push(d.label(before, "first declared here"));
        Err(())
    }

    /// Reports a name declared with and without `static` at file scope. `internal`: with it first.
    pub(super) fn other_linkage(&mut self, name: &ast::Ident, before: Span, internal: bool) {
        let (now, then) = if internal { ("without", "with") } else { ("with", "without") };
        let text = format!("`{}` is declared {now} `static` here, and {then} before", name.name);
        let d = Diagnostic::new(codes::REDECLARED, name.span, text);
        self.diags.push(d.label(before, "first declared here"));
    }

    /// Refuses what the first part of `for` must not declare (C17 6.8.5, paragraph 3).
    pub(super) fn for_variables(&mut self, first: &ast::Stmt) {
        let ast::StmtKind::Decl(d) = &first.kind else { return };
        for x in &d.declarators {
            let function = matches!(x.ty.kind, ast::TypeKind::Function(_));
            if function || !matches!(d.storage, Storage::None | Storage::Auto) {
                let text = format!(
                    "`for` declares variables of its own only, which `{}` is not",
                    x.name.name
                );
                self.report(codes::BAD_DECLARATION, x.name.span, text);
            }
        }
    }
}
