//! Operands that are evaluated before others change what they read, and arguments of calls.
use super::build::Build;
use crate::ir::Val;
use crate::sema::typed::{Expr, ExprKind, FuncId, FuncKind, Place, PlaceKind};

impl Build<'_, '_> {
    /// Two operands; the first is kept safe from what computing the second changes.
    pub(super) fn operands(&mut self, a: &Expr, b: &Expr) -> (Val, Val) {
        let x = self.value(a);
        let x = if changes(b) { self.copy(x) } else { x };
        let y = self.value(b);
        (x, y)
    }

    /// Values of several expressions, each kept safe from the later ones.
    pub(super) fn stable(&mut self, args: &[Expr]) -> Vec<Val> {
        let any = args.iter().any(changes);
        args.iter()
            .map(|a| {
                let v = self.value(a);
                if any { self.copy(v) } else { v }
            })
            .collect()
    }

    /// Arguments of a function: structures as addresses of copies.
    pub(super) fn arguments(&mut self, args: &[Expr]) -> Vec<Val> {
        let any = args.iter().any(changes);
        args.iter()
            .map(|a| {
                if a.ty.record().is_some() {
                    let temp = self.temp(self.size(&a.ty));
                    self.record_into(a, temp);
                    self.address(temp)
                } else {
                    let v = self.value(a);
                    if any { self.copy(v) } else { v }
                }
            })
            .collect()
    }

    /// Arguments of that function: without a prototype there may be more, or less, than it takes.
    pub(super) fn arguments_of(&mut self, f: FuncId, args: &[Expr]) -> Vec<Val> {
        let mut values = self.arguments(args);
        if let Some(FuncKind::Defined(body)) =
            self.l.program.funcs.get(f.0 as usize).map(|f| &f.kind)
        {
            values.resize(body.params, Val::Imm(0));
        }
        values
    }

    /// Arguments as an array of 64-bit words: its address and size. `empty` stands for the address
    /// of none.
    pub(super) fn packed(&mut self, args: &[Expr], empty: Val) -> (Val, Val) {
        if args.is_empty() {
            return (empty, Val::Imm(0));
        }
        let size = 8 * args.len() as u64;
        let temp = self.temp(size);
        for (i, a) in args.iter().enumerate() {
            let v = self.value(a);
            let v = self.widen(v, &a.ty);
            self.store_mem(temp.plus(8 * i as i64), 8, v);
        }
        let at = self.address(temp);
        (at, Val::Imm(size as i64))
    }
}

/// Evaluating it may assign a variable.
pub(super) fn changes(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Error | ExprKind::Const(_) | ExprKind::Func(_) | ExprKind::Context { .. } => {
            false
        }
        ExprKind::Load(p) | ExprKind::Addr(p) => place_changes(p),
        ExprKind::Neg(a)
        | ExprKind::BitNot(a)
        | ExprKind::Not(a)
        | ExprKind::Narrow(a, _)
        | ExprKind::Cast(a) => changes(a),
        ExprKind::Binary(_, a, b)
        | ExprKind::And(a, b)
        | ExprKind::Or(a, b)
        | ExprKind::Elvis(a, b)
        | ExprKind::Comma(a, b) => changes(a) || changes(b),
        ExprKind::Offset { ptr, index, .. } => changes(ptr) || changes(index),
        ExprKind::Distance { a, b, .. } => changes(a) || changes(b),
        ExprKind::Cond(a, b, c) => changes(a) || changes(b) || changes(c),
        ExprKind::Assign(..) | ExprKind::Update { .. } | ExprKind::Block(..) => true,
        // A called function cannot assign a variable that is in a register here.
        ExprKind::Call(_, args) | ExprKind::Helper(_, args) => args.iter().any(changes),
        ExprKind::Indirect(to, args) => changes(to) || args.iter().any(changes),
        ExprKind::Printf(_, args) => args.iter().any(changes),
    }
}

pub(super) fn place_changes(p: &Place) -> bool {
    match &p.kind {
        PlaceKind::Deref(e) | PlaceKind::Value(e) => changes(e),
        PlaceKind::Field(inner, ..) => place_changes(inner),
        PlaceKind::Literal(..) => true,
        _ => false,
    }
}
