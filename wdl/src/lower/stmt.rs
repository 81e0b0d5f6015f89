//! Statements.
use super::build::Build;
use crate::ir::{BlockId, Cond, Term, Val, Width};
use crate::sema::typed::{Case, LabelId, Stmt};
use crate::types::Ty;
use wss_abi::addr::Region;
use wss_abi::helper::{id, trap};

/// Up to this many cases are compared one after the other.
const LINEAR: usize = 4;

impl Build<'_, '_> {
    pub(super) fn stmt(&mut self, s: &Stmt) {
        match s {
            Stmt::Expr(e) => {
                self.span = e.span;
                self.effect(e);
            }
            Stmt::Init { local, zero, parts, span } => {
                self.span = *span;
                self.initialise(*local, *zero, parts);
            }
            Stmt::Block(stmts) => stmts.iter().for_each(|s| self.stmt(s)),
            Stmt::If { cond, then, other } => {
                self.span = cond.span;
                let (yes, done) = (self.block(), self.block());
                let no = if other.is_some() { self.block() } else { done };
                self.branch(cond, yes, no);
                self.start(yes);
                self.stmt(then);
                if let Some(other) = other {
                    self.end(Term::Jump(done));
                    self.start(no);
                    self.stmt(other);
                }
                self.into(done);
            }
            Stmt::Loop { first, cond, step, body, span } => {
                self.span = *span;
                self.depth = self.depth.saturating_add(1);
                let (top, test, next) = (self.block(), self.block(), self.block());
                self.depth -= 1;
                let done = self.block();
                self.depth += 1;
                self.breaks.push(done);
                self.continues.push(next);
                // The test stands at the end, where the body's way in passes too: the body knows
                // what the test computed.
                self.end(Term::Jump(if *first { test } else { top }));
                self.start(top);
                self.stmt(body);
                // In the test and the step they leave the loop around, as in gcc.
                self.breaks.pop();
                self.continues.pop();
                self.into(next);
                if let Some(step) = step {
                    self.span = step.span;
                    self.effect(step);
                }
                self.into(test);
                match cond {
                    Some(c) => {
                        self.span = c.span;
                        self.branch(c, top, done);
                    }
                    None => self.end(Term::Jump(top)),
                }
                self.depth -= 1;
                self.start(done);
            }
            Stmt::Switch { value, cases, default, body } => {
                self.span = value.span;
                let v = self.value(value);
                let v = self.copy(v);
                let done = self.block();
                let miss = default.map_or(done, |l| self.label(l));
                let mut cases = cases.clone();
                if value.ty.is_signed() {
                    cases.sort_by_key(|c| c.low);
                } else {
                    cases.sort_by_key(|c| c.low as u64);
                }
                self.select(v, &value.ty, &cases, miss);
                self.breaks.push(done);
                self.stmt(body);
                self.breaks.pop();
                self.into(done);
            }
            Stmt::Label(id, span) => {
                self.span = *span;
                let b = self.label(*id);
                self.into(b);
            }
            Stmt::Goto(id, span) => self.go(Some(self.label(*id)), *span),
            Stmt::GotoPointer(e) => {
                self.span = e.span;
                let v = self.value(e);
                let v = self.copy(v);
                let case = |(n, to): (usize, &LabelId)| {
                    let value = n as i64 + 1;
                    Case { low: value, high: value, to: *to, span: e.span }
                };
                let cases: Vec<Case> = self.body.addressed.iter().enumerate().map(case).collect();
                let miss = self.block();
                self.select(v, &e.ty, &cases, miss);
                self.start(miss);
                self.helper(id::TRAP, vec![Val::Imm(trap::LABEL as i64), Val::Imm(0)]);
                self.end(Term::Ret(Val::Imm(0)));
            }
            Stmt::Break(span) => self.go(self.breaks.last().copied(), *span),
            Stmt::Continue(span) => self.go(self.continues.last().copied(), *span),
            Stmt::Return(value, span) => {
                self.span = *span;
                let v = match (value, self.result) {
                    (Some(e), Some(to)) if e.ty.record().is_some() => {
                        let loc = super::build::Mem {
                            base: super::build::MemBase::Base(crate::ir::Base::Reg(to)),
                            off: 0,
                        };
                        self.record_into(e, loc);
                        Val::Reg(to)
                    }
                    (Some(e), _) if e.ty.is_void() => {
                        self.effect(e);
                        Val::Imm(0)
                    }
                    (Some(e), _) => self.value(e),
                    (None, _) => Val::Imm(0),
                };
                self.end(Term::Ret(v));
            }
            Stmt::Raise { event, args, span } => {
                self.span = *span;
                let nothing = Val::Imm(Region::Stack.at(0) as i64);
                let (at, size) = self.packed(args, nothing);
                self.helper(id::RAISE, vec![Val::Imm(i64::from(*event)), at, size]);
            }
        }
    }

    fn go(&mut self, to: Option<BlockId>, span: crate::span::Span) {
        self.span = span;
        if let Some(b) = to {
            self.end(Term::Jump(b));
        }
    }

    /// Goes to the case of a value, by bisection over the sorted cases.
    fn select(&mut self, v: Val, ty: &Ty, cases: &[Case], miss: BlockId) {
        let w = Self::width(ty);
        if cases.len() > LINEAR {
            let (low, high) = cases.split_at(cases.len() / 2);
            let Some(pivot) = high.first() else { return };
            let cond = if ty.is_signed() { Cond::SLt } else { Cond::ULt };
            let (left, right) = (self.block(), self.block());
            let b = Val::Imm(pivot.low);
            self.end(Term::Branch { cond, w, a: v, b, then: left, other: right });
            self.start(left);
            self.select(v, ty, low, miss);
            self.start(right);
            self.select(v, ty, high, miss);
            return;
        }
        for c in cases {
            let to = self.label(c.to);
            let next = self.block();
            if c.low == c.high {
                let b = Val::Imm(c.low);
                self.end(Term::Branch { cond: Cond::Eq, w, a: v, b, then: to, other: next });
            } else {
                self.in_range(v, ty, w, c, to, next);
            }
            self.start(next);
        }
        self.end(Term::Jump(miss));
    }

    fn in_range(&mut self, v: Val, ty: &Ty, w: Width, c: &Case, to: BlockId, next: BlockId) {
        let (ge, le) = match ty.is_signed() {
            true => (Cond::SGe, Cond::SLe),
            false => (Cond::UGe, Cond::ULe),
        };
        let above = self.block();
        let (a, b) = (v, Val::Imm(c.low));
        self.end(Term::Branch { cond: ge, w, a, b, then: above, other: next });
        self.start(above);
        let b = Val::Imm(c.high);
        self.end(Term::Branch { cond: le, w, a, b, then: to, other: next });
    }
}
