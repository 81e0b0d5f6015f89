//! Statements (C11 6.8), and `raise`.
use super::labels::Use;
use super::typed::{Case, Expr, ExprKind, LabelId, Stmt};
use super::{Sema, codes, diag, konst};
use crate::ast::{self, StmtKind};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::Ty;
use std::collections::BTreeMap;
use wss_abi::verdict::Verdict;

/// A switch whose body is being checked.
pub(super) struct Switch {
    ty: Ty,
    cases: Vec<Case>,
    /// Where they are, by what they begin with, ascending.
    order: BTreeMap<u64, usize>,
    default: Option<(LabelId, Span)>,
    /// The statement expression that it stands in.
    within: u32,
}

impl<'a> Sema<'a> {
    /// Statements of a block, in the current scope.
    pub(super) fn statements(&mut self, stmts: &'a [ast::Stmt]) -> Vec<Stmt> {
        let mut out = Vec::new();
        for s in stmts {
            self.statement(s, &mut out);
        }
        out
    }

    /// `({ ... })`.
    pub(super) fn block_value(&mut self, block: &'a ast::Block, span: Span) -> Expr {
        let mut out = Vec::new();
        let outer = self.enter_expression();
        let last = self.scoped(|s| {
            let (mut last, before) = block.stmts.split_last()?;
            out = s.statements(before);
            // Labels may stand before the value.
            while let StmtKind::Label(name, body) = &last.kind {
                let id = s.goto_label(name, Use::Here);
                out.push(Stmt::Label(id, last.span));
                last = body;
            }
            match &last.kind {
                StmtKind::Expr(e) => Some(s.value(e)),
                _ => {
                    s.statement(last, &mut out);
                    None
                }
            }
        });
        self.current.within = outer;
        let ty = last.as_ref().map_or_else(Ty::void, |e| e.ty.clone());
        Expr { kind: ExprKind::Block(out, last.map(Box::new)), ty, span }
    }

    /// One statement in a scope of its own.
    fn nested(&mut self, s: &'a ast::Stmt) -> Box<Stmt> {
        let mut out = Vec::new();
        self.scoped(|x| x.statement(s, &mut out));
        Box::new(Stmt::Block(out))
    }

    fn condition(&mut self, e: &'a ast::Expr) -> Expr {
        let v = self.value(e);
        self.scalar(v)
    }

    fn in_loop(&mut self, body: &'a ast::Stmt) -> Box<Stmt> {
        self.current.loops += 1;
        self.current.breaks += 1;
        let body = self.nested(body);
        self.current.loops -= 1;
        self.current.breaks -= 1;
        body
    }

    fn statement(&mut self, s: &'a ast::Stmt, out: &mut Vec<Stmt>) {
        let span = s.span;
        match &s.kind {
            StmtKind::Empty | StmtKind::Error => {}
            StmtKind::Expr(e) => {
                let e = self.expression_statement(e);
                out.push(e);
            }
            StmtKind::Decl(d) => self.declaration(d, false, out),
            StmtKind::StaticAssert(a) => self.static_assert(a),
            StmtKind::Block(b) => {
                let stmts = self.scoped(|x| x.statements(&b.stmts));
                out.push(Stmt::Block(stmts));
            }
            StmtKind::If { cond, then, other } => {
                out.push(self.scoped(|x| {
                    let cond = x.condition(cond);
                    let then = x.nested(then);
                    let other = other.as_ref().map(|o| x.nested(o));
                    Stmt::If { cond, then, other }
                }));
            }
            StmtKind::While { cond, body } => {
                out.push(self.scoped(|x| {
                    let cond = Some(x.condition(cond));
                    let body = x.in_loop(body);
                    Stmt::Loop { first: true, cond, step: None, body, span }
                }));
            }
            StmtKind::DoWhile { body, cond } => {
                out.push(self.scoped(|x| {
                    let body = x.in_loop(body);
                    let cond = Some(x.condition(cond));
                    Stmt::Loop { first: false, cond, step: None, body, span }
                }));
            }
            StmtKind::For { init, cond, step, body } => {
                let stmts = self.scoped(|x| {
                    let mut stmts = Vec::new();
                    if let Some(init) = init {
                        x.for_variables(init);
                        x.statement(init, &mut stmts);
                    }
                    let cond = cond.as_ref().map(|c| x.condition(c));
                    let step = step.as_ref().map(|s| x.effect(s));
                    let body = x.in_loop(body);
                    stmts.push(Stmt::Loop { first: true, cond, step, body, span });
                    stmts
                });
                out.push(Stmt::Block(stmts));
            }
            StmtKind::Switch { value, body } => self.scoped(|x| x.switch(value, body, span, out)),
            StmtKind::Case { value, last, body } => {
                self.case(value, last.as_ref(), span, out);
                self.statement(body, out);
            }
            StmtKind::Default(body) => {
                let id = self.label_id();
                self.case_within(span);
                match self.current.switches.last_mut() {
                    None => {
                        let text = "`default` outside of a switch";
                        self.report(codes::BAD_CASE, span, text);
                    }
                    Some(Switch { default: Some((_, before)), .. }) => {
                        let d = Diagnostic::new(codes::BAD_CASE, span, "second `default`");
                        let d = d.label(*before, "the first one");
                        self.diags.push(d);
                    }
                    Some(s) => s.default = Some((id, span)),
                }
                out.push(Stmt::Label(id, span));
                self.statement(body, out);
            }
            StmtKind::Label(name, body) => {
                let id = self.goto_label(name, Use::Here);
                out.push(Stmt::Label(id, span));
                self.statement(body, out);
            }
            StmtKind::Goto(name) => {
                let id = self.goto_label(name, Use::Goto);
                out.push(Stmt::Goto(id, span));
            }
            StmtKind::Labels(names) => names.iter().for_each(|n| self.declare_label(n)),
            StmtKind::GotoPointer(e) => {
                let pointer = self.value(e);
                if !pointer.ty.is_error() && pointer.ty.pointee().is_none() {
                    let text =
                        format!("goto to `{}`, which is no pointer", self.spell(&pointer.ty));
                    self.report(codes::OPERANDS, e.span, text);
                }
                let pointer = self.assign_to(pointer, &Ty::void().constant().ptr(), "label");
                out.push(Stmt::GotoPointer(pointer));
            }
            StmtKind::Break => {
                if self.current.breaks == 0 {
                    self.report(codes::OUTSIDE_LOOP, span, "`break` outside of a loop or switch");
                } else {
                    out.push(Stmt::Break(span));
                }
            }
            StmtKind::Continue => {
                if self.current.loops == 0 {
                    self.report(codes::OUTSIDE_LOOP, span, "`continue` outside of a loop");
                } else {
                    out.push(Stmt::Continue(span));
                }
            }
            StmtKind::Return(value) => {
                let s = self.returned(value.as_ref(), span);
                out.push(s);
            }
            StmtKind::Raise(name, args) => self.raise(name, args, span, out),
        }
    }

    fn switch(
        &mut self,
        value: &'a ast::Expr,
        body: &'a ast::Stmt,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let value = super::convert::promoted(self.value(value));
        if value.ty.as_int().is_none() && !value.ty.is_error() {
            let text = format!("switch on `{}`, which is no integer", self.spell(&value.ty));
            self.report(codes::OPERANDS, span, text);
        }
        let ty = value.ty.clone();
        let within = self.current.within;
        self.current.switches.push(Switch {
            ty,
            cases: Vec::new(),
            order: BTreeMap::new(),
            default: None,
            within,
        });
        self.current.breaks += 1;
        let body = self.nested(body);
        self.current.breaks -= 1;
        let Some(done) = self.current.switches.pop() else { return };
        let default = done.default.map(|(id, _)| id);
        out.push(Stmt::Switch { value, cases: done.cases, default, body });
    }

    /// Refuses a label of a switch that stands outside of the statement expression, as GNU C does.
    fn case_within(&mut self, span: Span) {
        let within = self.current.within;
        if self.current.switches.last().is_some_and(|s| s.within != within) {
            let text = "this label is in a statement expression, which its switch is not in";
            self.report(codes::BAD_CASE, span, text);
        }
    }

    fn case(
        &mut self,
        value: &'a ast::Expr,
        last: Option<&'a ast::Expr>,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let id = self.label_id();
        out.push(Stmt::Label(id, span));
        self.case_within(span);
        let low = self.constant(value, "a case label");
        let high = match last {
            Some(e) => self.constant(e, "a case label"),
            None => low,
        };
        let Some(switch) = self.current.switches.last_mut() else {
            self.report(codes::BAD_CASE, span, "`case` outside of a switch");
            return;
        };
        let (Some(low), Some(high)) = (low, high) else { return };
        let (low, high) = (konst::wrap(&switch.ty, low), konst::wrap(&switch.ty, high));
        let unsigned = !switch.ty.is_signed();
        let before = |a: i64, b: i64| if unsigned { (a as u64) <= b as u64 } else { a <= b };
        if !before(low, high) {
            self.report(codes::BAD_CASE, span, "empty range of values");
            return;
        }
        // Of those so far, which do not meet, the last that begins no later than this one ends.
        let order = |v: i64| if unsigned { v as u64 } else { v as u64 ^ 1 << 63 };
        let near = switch.order.range(..=order(high)).next_back().map(|(_, at)| *at);
        let near = near.and_then(|at| switch.cases.get(at)).filter(|c| before(low, c.high));
        if let Some(c) = near {
            let text = format!("value {low} occurs twice in this switch");
            let d = Diagnostic::new(codes::BAD_CASE, value.span, text).label(c.span, "first here");
            self.diags.push(d);
            return;
        }
        switch.order.insert(order(low), switch.cases.len());
        switch.cases.push(Case { low, high, to: id, span: value.span });
    }

    fn returned(&mut self, value: Option<&'a ast::Expr>, span: Span) -> Stmt {
        let ret = self.current.body.ret.clone().unwrap_or_else(Ty::void);
        let value = match value {
            Some(e) if ret.is_void() => {
                let v = self.effect(e);
                if !matches!(&v.kind, ExprKind::Cast(x) if x.ty.is_void() || x.ty.is_error()) {
                    self.report(codes::BAD_RETURN, e.span, "this function returns no value");
                }
                Some(v)
            }
            Some(e) => {
                let v = self.value(e);
                let known = konst::integer(&v).filter(|_| self.current.clause);
                if let Some(code) = known.filter(|c| Verdict::from_code(*c as u32).is_none()) {
                    let text = format!("{code} is no verdict");
                    let d = Diagnostic::new(codes::BAD_RETURN, e.span, text);
                    let advice = "return 0 to continue, `WR_DENY(errno)` (1 to 4095), `WR_RETURN(value)` or `WR_KILL(signal)` (1 to 64)";
                    self.diags.push(d.help(advice));
                }
                let what = if self.current.clause { "verdict" } else { "result" };
                Some(self.assign_to(v, &ret, what))
            }
            None => {
                if !ret.is_void() && !self.current.clause && !self.current.implicit {
                    let text = format!("return without a value of type `{}`", self.spell(&ret));
                    self.report(codes::BAD_RETURN, span, text);
                }
                None
            }
        };
        Stmt::Return(value, span)
    }

    fn raise(&mut self, name: &ast::Ident, args: &'a [ast::Expr], span: Span, out: &mut Vec<Stmt>) {
        let values: Vec<Expr> = args.iter().map(|a| self.value(a)).collect();
        let found = self.events.iter().position(|(e, ..)| e.name == *name.name);
        let Some((event, tys)) =
            found.and_then(|i| self.events.get(i).map(|(_, tys, ..)| (i, tys.clone())))
        else {
            let text = format!("event `{}` is not declared", name.name);
            let mut d = Diagnostic::new(codes::BAD_RAISE, name.span, text);
            let names = self.events.iter().map(|(e, ..)| e.name.as_str());
            match diag::nearest(&name.name, names) {
                Some(near) => d = d.suggest(name.span, near, "an event with a similar name exists"),
                None => d = d.help(format!("declare it: `event {}(...);`", name.name)),
            }
            self.diags.push(d);
            return;
        };
        if values.len() != tys.len() {
            let text = format!(
                "event `{}` has {}, but {} given",
                name.name,
                diag::count(tys.len(), "parameter"),
                match values.len() {
                    1 => "1 argument is".to_string(),
                    n => format!("{n} arguments are"),
                }
            );
            self.report(codes::BAD_RAISE, span, text);
            return;
        }
        let args = values.into_iter().zip(&tys);
        let args = args.map(|(v, ty)| self.assign_to(v, ty, "argument")).collect();
        out.push(Stmt::Raise { event: event as u32, args, span });
    }
}
