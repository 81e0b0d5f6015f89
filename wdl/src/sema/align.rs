//! Alignments that declarations ask for: `_Alignas`, `aligned`, typedefs that carry one.
use super::{Sema, codes};
use crate::ast;
use crate::span::Span;
use crate::types::{Kind, Ty};

/// What alignments come to.
#[derive(Clone, Copy, Default)]
struct Asked {
    /// The strictest, or 0.
    most: u64,
    /// The strictest of those by `_Alignas`, and where the first of them stands.
    alignas: Option<(u64, Span)>,
}

/// The alignments of a declaration's specifiers, and what they come to.
#[derive(Default)]
pub(super) struct Shared<'a>(Option<(&'a [ast::AlignSpec], Asked)>);

impl<'a> Sema<'a> {
    /// The strictest of the alignments asked for, or 0.
    pub(super) fn alignment(&mut self, specs: &'a [ast::AlignSpec]) -> u64 {
        self.asked(specs).most
    }

    /// As [`Sema::alignment`], of a declarator of that type. `all` keeps what the list says that it shares
    /// with the declarators around it: each list is looked at once, or long ones would take their square
    /// of time.
    pub(super) fn alignments(
        &mut self,
        specs: &'a ast::Aligns,
        all: &mut Shared<'a>,
        ty: &Ty,
    ) -> u64 {
        let shared = match &all.0 {
            Some((list, asked)) if std::ptr::eq(*list, &*specs.all) => *asked,
            _ => all.0.insert((&*specs.all, self.asked(&specs.all))).1,
        };
        if let Some((n, at)) = shared.alignas {
            self.alignas(n, at, ty);
        }
        self.alignment(&specs.own).max(shared.most)
    }

    fn asked(&mut self, specs: &'a [ast::AlignSpec]) -> Asked {
        let mut asked = Asked::default();
        for a in specs {
            let n = self.one_alignment(a);
            asked.most = asked.most.max(n);
            if let Some(at) = a.keyword {
                let (most, first) = asked.alignas.unwrap_or((0, at));
                asked.alignas = Some((most.max(n), first));
            }
        }
        asked
    }

    /// What `_Alignas` must not ask (C17 6.7.5, paragraphs 2 and 4).
    fn alignas(&mut self, n: u64, at: Span, ty: &Ty) {
        let needed = self.types.align(ty);
        if let Kind::Func(_) = ty.kind {
            let text = "`_Alignas` is for objects and members, not for functions";
            self.report(codes::BAD_DECLARATION, at, text);
        } else if n > 0 && n < needed && !ty.is_error() {
            let text = format!(
                "`_Alignas` asks for multiples of {n}, type `{}` needs {needed}",
                self.spell(ty)
            );
            self.report(codes::BAD_DECLARATION, at, text);
        }
    }

    fn one_alignment(&mut self, a: &'a ast::AlignSpec) -> u64 {
        match &a.to {
            ast::AlignTo::Most => 16,
            ast::AlignTo::Type(t) => {
                let ty = self.ty(t);
                self.types.align(&ty)
            }
            ast::AlignTo::Bytes(e) => match self.constant(e, "an alignment") {
                Some(n) if n == 0 || (n > 0 && n.count_ones() == 1 && n <= 4096) => n as u64,
                Some(n) => {
                    let text = format!("alignment {n} is no power of two up to 4096");
                    self.report(codes::BAD_DECLARATION, e.span, text);
                    0
                }
                None => 0,
            },
        }
    }
}
