//! Alignments that declarations ask for: `_Alignas`, `aligned`, typedefs that carry one.
use super::{Sema, codes};
use crate::ast;

/// The alignments of a declaration's specifiers, and the strictest of them.
pub(super) type Shared<'a> = Option<(&'a [ast::AlignSpec], u64)>;

impl<'a> Sema<'a> {
    /// The strictest of the alignments asked for, or 0.
    pub(super) fn alignment(&mut self, specs: &'a [ast::AlignSpec]) -> u64 {
        specs.iter().map(|a| self.one_alignment(a)).max().unwrap_or(0)
    }

    /// As [`Sema::alignment`], of a declarator. `all` keeps what the list says that it shares with the
    /// declarators around it: each list is looked at once, or long ones would take their square of time.
    pub(super) fn alignments(&mut self, specs: &'a ast::Aligns, all: &mut Shared<'a>) -> u64 {
        let shared = match all {
            Some((list, align)) if std::ptr::eq(*list, &*specs.all) => *align,
            _ => all.insert((&*specs.all, self.alignment(&specs.all))).1,
        };
        self.alignment(&specs.own).max(shared)
    }

    fn one_alignment(&mut self, a: &'a ast::AlignSpec) -> u64 {
        match a {
            ast::AlignSpec::Most => 16,
            ast::AlignSpec::Type(t) => {
                let ty = self.ty(t);
                self.types.align(&ty)
            }
            ast::AlignSpec::Bytes(e) => match self.constant(e, "an alignment") {
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
