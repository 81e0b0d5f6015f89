//! Conditions: as values, and as branches of the control flow.
use super::build::Build;
use crate::ir::{BlockId, Cond, Inst, Op, Term, Val};
use crate::sema::konst;
use crate::sema::typed::{Expr, ExprKind};

impl Build<'_, '_> {
    /// 0 or 1.
    pub(super) fn truth(&mut self, e: &Expr) -> Val {
        let (yes, no, done) = (self.block(), self.block(), self.block());
        let d = self.f.reg();
        self.branch(e, yes, no);
        self.start(yes);
        self.emit(Inst::Copy { d, a: Val::Imm(1) });
        self.end(Term::Jump(done));
        self.start(no);
        self.emit(Inst::Copy { d, a: Val::Imm(0) });
        self.into(done);
        Val::Reg(d)
    }

    /// Goes to `then` if the expression is not 0, else to `other`.
    pub(super) fn branch(&mut self, e: &Expr, then: BlockId, other: BlockId) {
        if let Some(t) = konst::truth(e) {
            self.end(Term::Jump(if t { then } else { other }));
            return;
        }
        let outer = std::mem::replace(&mut self.span, e.span);
        match &e.kind {
            ExprKind::Not(a) => self.branch(a, other, then),
            ExprKind::And(a, b) => {
                let next = self.block();
                self.branch(a, next, other);
                self.start(next);
                self.branch(b, then, other);
            }
            ExprKind::Or(a, b) => {
                let next = self.block();
                self.branch(a, then, next);
                self.start(next);
                self.branch(b, then, other);
            }
            ExprKind::Cond(c, a, b) => {
                let (yes, no) = (self.block(), self.block());
                self.branch(c, yes, no);
                self.start(yes);
                self.branch(a, then, other);
                self.start(no);
                self.branch(b, then, other);
            }
            ExprKind::Binary(op, a, b) => {
                let w = Self::width(&a.ty);
                match konst::operation(*op, a.ty.is_signed()) {
                    Err(cond) => {
                        let (a, b) = self.operands(a, b);
                        self.end(Term::Branch { cond, w, a, b, then, other });
                    }
                    Ok(Op::And) => {
                        let (a, b) = self.operands(a, b);
                        self.end(Term::Branch { cond: Cond::Set, w, a, b, then, other });
                    }
                    Ok(_) => self.branch_value(e, then, other),
                }
            }
            _ => self.branch_value(e, then, other),
        }
        self.span = outer;
    }

    pub(super) fn branch_value(&mut self, e: &Expr, then: BlockId, other: BlockId) {
        let a = self.value(e);
        let w = Self::width(&e.ty);
        self.end(Term::Branch { cond: Cond::Ne, w, a, b: Val::Imm(0), then, other });
    }
}
