//! Warnings that need only the shape of the source: `=` for `==`, stray semicolons.
use super::Parser;
use crate::ast::{BinaryOp, Declaration, Expr, ExprKind, Ident, Type, TypeKind, UnaryOp};
use crate::diag::{Diagnostic, codes::parse as code};
use crate::lex::Punct;

fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp::{Eq, Ge, Gt, Le, Lt, Ne};
    matches!(op, Eq | Ne | Lt | Le | Gt | Ge)
}

/// The comparison that an operand is, unless parentheses show that it is meant.
fn bare_comparison(expr: &Expr) -> Option<BinaryOp> {
    match &expr.kind {
        ExprKind::Binary(op, ..) if is_comparison(*op) && !expr.parens => Some(*op),
        _ => None,
    }
}

impl Parser<'_> {
    pub(super) fn warn_binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr) {
        if ordered(op) && bare_comparison(left).is_some_and(ordered) {
            self.diags.push(
                Diagnostic::new(
                    code::CHAINED,
                    left.span.to(right.span),
                    format!("`a {0} b {0} c` does not test whether b lies between", op.text()),
                )
                .note("the first comparison is 0 or 1, and that is what the second compares")
                .help("write both comparisons and join them with `&&`"),
            );
        } else if is_comparison(op) {
            self.warn_not(op, left);
        }
    }

    /// `!a == b`
    fn warn_not(&mut self, op: BinaryOp, left: &Expr) {
        let ExprKind::Unary(UnaryOp::Not, inner) = &left.kind else { return };
        let negation = matches!(&inner.kind, ExprKind::Unary(UnaryOp::Not, _));
        if left.parens || negation {
            return;
        }
        self.diags.push(
            Diagnostic::new(
                code::NOT_COMPARED,
                left.span,
                format!("`!` negates the left side of `{}` only", op.text()),
            )
            .here("compares 0 or 1")
            .help("write `!(a == b)` or `a != b`; or `(!a) == b` if that is meant"),
        );
    }

    /// `if (a = b)`
    pub(super) fn warn_assignment(&mut self, condition: &Expr) {
        if condition.parens || !matches!(condition.kind, ExprKind::Assign(None, ..)) {
            return;
        }
        self.diags.push(
            Diagnostic::new(code::ASSIGNMENT, condition.span, "assignment used as a condition")
                .here("always the value assigned")
                .help("compare with `==`; put parentheses around an assignment that is meant"),
        );
    }

    /// `if (c);`
    pub(super) fn warn_empty_body(&mut self, of: &str, condition: &Expr) {
        let semi = self.peek().clone();
        let block_follows = self.peek_at(1).is(Punct::LBrace);
        if semi.is(Punct::Semi) && (of == "if" || block_follows) {
            self.diags.push(
                Diagnostic::new(
                    code::EMPTY_BODY,
                    semi.span,
                    format!("the body of this `{of}` is empty"),
                )
                .here("ends here")
                .label(condition.span, "this decides nothing")
                .help("remove the semicolon; write `{}` if nothing is to be done"),
            );
        }
    }

    /// `int;`
    pub(super) fn warn_empty(&mut self, declaration: &Declaration, implicit: bool) {
        let declares = match &declaration.base.kind {
            TypeKind::Record(record) => record.tag.is_some(),
            TypeKind::Enum(_) | TypeKind::Error => true,
            _ => implicit,
        };
        if !declares {
            let text = "this declaration declares nothing";
            self.diags.push(Diagnostic::new(code::DECLARES_NOTHING, declaration.span, text));
        }
    }

    /// `int;` among members.
    pub(super) fn warn_unnamed(&mut self, ty: &Type) {
        let anonymous = matches!(&ty.kind, TypeKind::Record(r) if r.tag.is_none());
        let declares = match &ty.kind {
            TypeKind::Record(r) => anonymous || r.fields.is_some(),
            TypeKind::Enum(e) => e.items.is_some(),
            kind => matches!(kind, TypeKind::Error),
        };
        if !declares {
            let text = "this member has no name";
            self.diags.push(Diagnostic::new(code::DECLARES_NOTHING, ty.span, text));
        }
    }

    pub(super) fn warn_implicit(&mut self, name: &Ident) {
        self.diags.push(
            Diagnostic::new(
                code::IMPLICIT_INT,
                name.span,
                format!("no type is written for `{}`: taken as `int`", name.name),
            )
            .help("write the type"),
        );
    }
}

fn ordered(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge)
}
