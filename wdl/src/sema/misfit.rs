//! Values that do not fit what an initialiser sets (C17 6.7.9).
use super::init::{Spot, string_for};
use super::{Sema, codes};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Kind, Ty};

impl Sema<'_> {
    pub(super) fn too_many(&mut self, ty: &Ty, span: Span) {
        let text = format!("too many values for `{}`", self.spell(ty));
        self.report(codes::BAD_INITIALISER, span, text);
    }

    /// Reports a string literal for an array of integers that it does not fit; says whether it is one.
    pub(super) fn other_string(&mut self, ty: &Ty, e: &ast::Expr) -> bool {
        let other = matches!(&ty.kind, Kind::Array(elem, _) if elem.as_int().is_some())
            && matches!(e.kind, ast::ExprKind::Str(..))
            && string_for(ty, e).is_none();
        if other {
            let text = format!("`{}` is no array of this string's characters", self.spell(ty));
            self.report(codes::BAD_INITIALISER, e.span, text);
        }
        other
    }

    /// Reports a member that is a flexible array and has no room in the object at hand.
    pub(super) fn has_room(&mut self, child: &Spot, span: Span) -> bool {
        let room = child.last || !matches!(child.ty.kind, Kind::Array(_, None));
        if !room {
            let text = "a flexible array member has room in an object with static storage only";
            let d = Diagnostic::new(codes::BAD_INITIALISER, span, text);
            self.diags.push(d.help("give the member a length"));
        }
        room
    }
}
