//! Conditions of many steps on one event: those that compare one parameter with different constants
//! are told apart by bisection rather than one after the other.
use super::super::typed::{BinOp, Case, Expr, ExprKind, Place, PlaceKind, Stmt};
use super::super::{Sema, konst};
use crate::span::Span;
use crate::types::Ty;
use std::collections::BTreeMap;
use wss_abi::helper::id;

/// Up to this many are asked one after the other.
const LINEAR: usize = 4;

/// A condition, and what to do where it holds.
pub(super) struct Choice {
    pub(super) cond: Expr,
    pub(super) then: Stmt,
}

/// A comparison of a parameter with a constant number.
pub(super) struct Number {
    pub(super) subject: Expr,
    pub(super) value: i64,
}

/// Choices that look at one parameter.
struct Numbers {
    subject: Expr,
    slot: u8,
    by: BTreeMap<i64, Vec<Choice>>,
}

/// Choices that compare one string: `compare` with its literal's bytes.
struct Texts {
    slot: u8,
    by: BTreeMap<Vec<u8>, (Expr, Vec<Choice>)>,
}

impl Sema<'_> {
    /// Does what each choice says whose condition holds.
    pub(super) fn choose(&mut self, list: Vec<Choice>, span: Span) -> Vec<Stmt> {
        let (mut numbers, mut texts): (Vec<Numbers>, Vec<Texts>) = Default::default();
        let mut out = Vec::new();
        for choice in list {
            if let Some((n, slot, rest)) = number(&choice.cond) {
                let choice = Choice { cond: all(rest, choice.cond.span), then: choice.then };
                let same = |x: &&mut Numbers| x.slot == slot && x.subject.ty == n.subject.ty;
                match numbers.iter_mut().find(same) {
                    Some(x) => x.by.entry(n.value).or_default().push(choice),
                    None => {
                        let by = [(n.value, vec![choice])].into();
                        numbers.push(Numbers { subject: n.subject, slot, by });
                    }
                }
            } else if let Some((literal, compare, slot, rest)) = self.text(&choice.cond) {
                let choice = Choice { cond: all(rest, choice.cond.span), then: choice.then };
                let at = match texts.iter().position(|x| x.slot == slot) {
                    Some(at) => at,
                    None => {
                        texts.push(Texts { slot, by: BTreeMap::new() });
                        texts.len() - 1
                    }
                };
                if let Some(x) = texts.get_mut(at) {
                    x.by.entry(literal).or_insert((compare, Vec::new())).1.push(choice);
                }
            } else {
                out.push(asked(choice));
            }
        }
        for n in numbers {
            out.extend(self.by_number(n, span));
        }
        for t in texts {
            let list: Vec<_> = t.by.into_values().collect();
            out.extend(self.by_text(list, span));
        }
        out
    }

    fn by_number(&mut self, n: Numbers, span: Span) -> Vec<Stmt> {
        if n.by.len() <= LINEAR {
            let list = n.by.into_iter().map(|(value, choices)| {
                let value = Expr::constant(value, n.subject.ty.clone(), span);
                let cond = compare(BinOp::Eq, n.subject.clone(), value);
                let then = Box::new(Stmt::Block(choices.into_iter().map(asked).collect()));
                Stmt::If { cond, then, other: None }
            });
            return list.collect();
        }
        let (mut cases, mut body) = (Vec::new(), Vec::new());
        for (value, choices) in n.by {
            let to = self.label_id();
            cases.push(Case { low: value, high: value, to, span });
            body.push(Stmt::Label(to, span));
            body.extend(choices.into_iter().map(asked));
            body.push(Stmt::Break(span));
        }
        let body = Box::new(Stmt::Block(body));
        vec![Stmt::Switch { value: n.subject, cases, default: None, body }]
    }

    /// `list` is sorted by the literals' bytes, as strcmp sorts them.
    fn by_text(&mut self, mut list: Vec<(Expr, Vec<Choice>)>, span: Span) -> Vec<Stmt> {
        if list.len() <= LINEAR / 2 {
            let list = list.into_iter().map(|(cmp, choices)| {
                let zero = Expr::constant(0, cmp.ty.clone(), span);
                let then = Box::new(Stmt::Block(choices.into_iter().map(asked).collect()));
                Stmt::If { cond: compare(BinOp::Eq, cmp, zero), then, other: None }
            });
            return list.collect();
        }
        let mut right = list.split_off(list.len() / 2);
        let (cmp, choices) = right.remove(0);
        let ty = cmp.ty.clone();
        let local = self.local(ty.clone(), 0);
        let place = || Box::new(Place { kind: PlaceKind::Local(local), ty: ty.clone(), span });
        let load = || Expr { kind: ExprKind::Load(place()), ty: ty.clone(), span };
        let zero = || Expr::constant(0, ty.clone(), span);
        let kind = ExprKind::Assign(place(), Box::new(cmp));
        let assign = Expr { kind, ty: ty.clone(), span };
        let kind = ExprKind::Cast(Box::new(assign));
        let assign = Stmt::Expr(Expr { kind, ty: Ty::void(), span });
        let here = Stmt::Block(choices.into_iter().map(asked).collect());
        let left = Box::new(Stmt::Block(self.by_text(list, span)));
        let right = Box::new(Stmt::Block(self.by_text(right, span)));
        let sides =
            Stmt::If { cond: compare(BinOp::Lt, load(), zero()), then: left, other: Some(right) };
        let cond = compare(BinOp::Eq, load(), zero());
        vec![assign, Stmt::If { cond, then: Box::new(here), other: Some(Box::new(sides)) }]
    }

    /// The conjunct of a condition that compares a parameter with a literal: the literal's bytes, the
    /// comparison, the parameter's slot, and the other conjuncts.
    fn text(&self, cond: &Expr) -> Option<(Vec<u8>, Expr, u8, Vec<Expr>)> {
        let mut list = Vec::new();
        conjuncts(cond, &mut list);
        let (at, found) = list.iter().enumerate().find_map(|(n, e)| Some((n, self.strcmp(e)?)))?;
        list.remove(at);
        let (literal, compare, slot) = found;
        Some((literal, compare, slot, list))
    }

    fn strcmp(&self, e: &Expr) -> Option<(Vec<u8>, Expr, u8)> {
        let call = match &e.kind {
            ExprKind::Not(a) => a,
            ExprKind::Binary(BinOp::Eq, a, b) if konst::integer(b) == Some(0) => a,
            _ => return None,
        };
        let ExprKind::Helper(id::STRCMP, args) = &call.kind else { return None };
        let [a, b] = args.as_slice() else { return None };
        let slot = slot_of(a)?;
        let Some(konst::Konst::Addr(global, 0)) = konst::value(b) else { return None };
        let global = self.globals.get(global.0 as usize).filter(|g| g.name.is_empty())?;
        let [super::super::typed::Datum::Bytes { offset: 0, bytes }] = global.init.as_slice()
        else {
            return None;
        };
        let text = bytes.strip_suffix(&[0]).filter(|t| !t.contains(&0))?;
        Some((text.to_vec(), (**call).clone(), slot))
    }
}

/// The conjunct of a condition that compares a parameter with a number: it, the parameter's slot, and
/// the other conjuncts.
pub(super) fn number(cond: &Expr) -> Option<(Number, u8, Vec<Expr>)> {
    let mut list = Vec::new();
    conjuncts(cond, &mut list);
    let test = |e: &Expr| -> Option<(Number, u8)> {
        let ExprKind::Binary(BinOp::Eq, a, b) = &e.kind else { return None };
        let (subject, value) = match (konst::integer(a), konst::integer(b)) {
            (None, Some(v)) => (a, v),
            (Some(v), None) => (b, v),
            _ => return None,
        };
        subject.ty.as_int()?;
        let value = konst::wrap(&subject.ty, value);
        Some((Number { subject: (**subject).clone(), value }, slot_of(subject)?))
    };
    let (at, (number, slot)) = list.iter().enumerate().find_map(|(n, e)| Some((n, test(e)?)))?;
    list.remove(at);
    Some((number, slot, list))
}

/// `(a) op (b)` as an int.
pub(super) fn compare(op: BinOp, a: Expr, b: Expr) -> Expr {
    let span = a.span;
    Expr { kind: ExprKind::Binary(op, Box::new(a), Box::new(b)), ty: Ty::int(), span }
}

fn slot_of(e: &Expr) -> Option<u8> {
    match &e.kind {
        ExprKind::Cast(a) => slot_of(a),
        ExprKind::Load(p) => match p.kind {
            PlaceKind::Slot(n) => Some(n),
            _ => None,
        },
        _ => None,
    }
}

fn conjuncts(e: &Expr, out: &mut Vec<Expr>) {
    match &e.kind {
        ExprKind::And(a, b) => {
            conjuncts(a, out);
            conjuncts(b, out);
        }
        _ => out.push(e.clone()),
    }
}

fn all(list: Vec<Expr>, span: Span) -> Expr {
    let and = |a: Expr, b: Expr| Expr {
        kind: ExprKind::And(Box::new(a), Box::new(b)),
        ty: Ty::int(),
        span,
    };
    list.into_iter().reduce(and).unwrap_or_else(|| Expr::constant(1, Ty::int(), span))
}

fn asked(c: Choice) -> Stmt {
    match konst::truth(&c.cond) {
        Some(true) => c.then,
        _ => Stmt::If { cond: c.cond, then: Box::new(c.then), other: None },
    }
}
