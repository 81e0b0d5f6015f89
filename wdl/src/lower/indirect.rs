//! Calls through pointers. The machine has no indirect call (RFC 9669, section 4.3), so a function's
//! address is a small number, and a call through one is a search among the functions that it may
//! mean; `code::abi` has the convention.
use super::Lower;
use super::arguments::changes;
use super::build::Build;
use crate::ir::{self, Block, BlockId, Callee, Cond, Ext, Inst, Op, Reg, Term, Val, Width};
use crate::sema::typed::{Expr, Func, FuncId, Program};
use crate::span::Span;
use crate::types::{Kind, RecordId, Ty};
use std::collections::HashMap;
use wss_abi::helper::{id, trap as reason};

/// How a value is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Pass {
    /// In the low 32 bits (or less) of a register; nothing at all too.
    Narrow,
    /// In 64 bits.
    Wide,
    /// By address.
    Record(RecordId),
}

impl Pass {
    fn of(ty: &Ty) -> Pass {
        match ty.kind {
            Kind::Record(r) => Pass::Record(r),
            _ if ty.is_wide() => Pass::Wide,
            _ => Pass::Narrow,
        }
    }
}

/// What functions have in common that a call can mean without knowing which: how their result and
/// arguments are passed. Coarser than C's compatible types, so that what runs elsewhere runs here.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    ret: Pass,
    params: Vec<Pass>,
}

impl Shape {
    /// That of a call with such a result and such arguments.
    pub(super) fn of<'t>(ret: &Ty, params: impl Iterator<Item = &'t Ty>) -> Shape {
        Shape { ret: Pass::of(ret), params: params.map(Pass::of).collect() }
    }

    /// Values that a function takes: its arguments, and where to put a structure.
    fn values(&self) -> usize {
        self.params.len() + usize::from(matches!(self.ret, Pass::Record(_)))
    }
}

/// Functions of one shape: their addresses are consecutive numbers.
#[derive(Debug)]
struct Group {
    shape: Shape,
    first: u64,
    funcs: Vec<FuncId>,
    /// The function that calls one of them, once a call needed it.
    dispatch: Option<u32>,
}

/// A group that a call can mean.
struct Meant {
    group: usize,
    /// Addresses: the first, and how many.
    first: u64,
    count: usize,
    /// The function, if there is one alone.
    only: Option<FuncId>,
    /// Values that it takes.
    values: usize,
}

/// The functions whose address is taken.
#[derive(Debug, Default)]
pub(super) struct Targets {
    groups: Vec<Group>,
    ids: HashMap<FuncId, u64>,
}

impl Targets {
    /// Numbers them, from 1.
    pub(super) fn new(p: &Program) -> Targets {
        let mut t = Targets::default();
        let mut by_shape: HashMap<Shape, usize> = HashMap::new();
        for (i, f) in p.funcs.iter().enumerate() {
            let Kind::Func(ty) = &f.ty.kind else { continue };
            if !f.taken {
                continue;
            }
            let shape = Shape::of(&ty.ret, ty.params.iter());
            let at = *by_shape.entry(shape.clone()).or_insert(t.groups.len());
            if at == t.groups.len() {
                t.groups.push(Group { shape, first: 0, funcs: Vec::new(), dispatch: None });
            }
            if let Some(g) = t.groups.get_mut(at) {
                g.funcs.push(FuncId(i as u32));
            }
        }
        let mut next = 1;
        for g in &mut t.groups {
            g.first = next;
            for f in &g.funcs {
                t.ids.insert(*f, next);
                next += 1;
            }
        }
        t
    }

    /// The groups that a call of that shape can mean; if it is `loose`, those that take fewer arguments
    /// too, after those that take all.
    fn meant(&self, shape: &Shape, loose: bool) -> Vec<Meant> {
        let all = self.groups.iter().enumerate().filter(|(_, g)| {
            let fits =
                loose && shape.ret == g.shape.ret && shape.params.starts_with(&g.shape.params);
            fits || g.shape == *shape
        });
        let mut list: Vec<_> = all
            .map(|(group, g)| Meant {
                group,
                first: g.first,
                count: g.funcs.len(),
                only: g.funcs.first().copied().filter(|_| g.funcs.len() == 1),
                values: g.shape.values(),
            })
            .collect();
        list.sort_by_key(|m| std::cmp::Reverse(m.values));
        list
    }

    /// The address of a function; 0 of one whose address nobody takes.
    pub(super) fn of(&self, f: FuncId) -> u64 {
        self.ids.get(&f).copied().unwrap_or(0)
    }
}

impl Build<'_, '_> {
    /// The pointer and the arguments of a call, evaluated.
    pub(super) fn indirect_operands(&mut self, to: &Expr, args: &[Expr]) -> (Val, Vec<Val>) {
        let v = self.value(to);
        let v = if args.iter().any(changes) { self.copy(v) } else { v };
        (v, self.arguments(args))
    }

    /// Calls the function at `to`, which faults here unless it is one of that shape; or, called without
    /// a prototype, one that takes the first of these arguments.
    pub(super) fn indirect(
        &mut self,
        d: Option<Reg>,
        to: Val,
        shape: &Shape,
        args: Vec<Val>,
        pointer: &Ty,
    ) {
        let loose =
            matches!(pointer.pointee().map(|t| &t.kind), Some(Kind::Func(f)) if f.unprototyped);
        let mut meant = self.l.targets.meant(shape, loose).into_iter();
        let Some(first) = meant.next() else {
            self.trap(reason::FUNCTION, Val::Imm(0));
            return;
        };
        let done = (meant.len() > 0).then(|| self.block());
        let mut target = first;
        loop {
            let (good, bad) = (self.block(), self.block());
            let n = self.bin(Op::Sub, Width::W64, to, Val::Imm(target.first as i64));
            let b = Val::Imm(target.count as i64);
            let cond = Cond::ULt;
            self.end(Term::Branch { cond, w: Width::W64, a: n, b, then: good, other: bad });
            let Some(next) = meant.next() else {
                self.start(bad);
                self.trap(reason::FUNCTION, Val::Imm(0));
                self.start(good);
                self.call_one(d, to, &target, &args);
                break;
            };
            self.start(good);
            self.call_one(d, to, &target, &args);
            if let Some(done) = done {
                self.end(Term::Jump(done));
            }
            self.start(bad);
            target = next;
        }
        if let Some(done) = done {
            self.into(done);
        }
    }

    fn call_one(&mut self, d: Option<Reg>, to: Val, target: &Meant, args: &[Val]) {
        let mut args: Vec<Val> = args.iter().take(target.values).copied().collect();
        let callee = match target.only {
            Some(f) => self.l.func(f),
            None => {
                args.push(to);
                self.l.dispatch(target.group)
            }
        };
        self.emit(Inst::Call { d, callee: Callee::Func(callee), args });
    }

    /// Ends the program; what follows is not reached.
    pub(super) fn trap(&mut self, reason: u64, status: Val) {
        self.helper(id::TRAP, vec![Val::Imm(reason as i64), status]);
        self.end(Term::Ret(Val::Imm(0)));
    }
}

impl Lower<'_> {
    /// The function that calls one of a group: it takes their arguments, and the address last.
    fn dispatch(&mut self, at: usize) -> u32 {
        if let Some(index) = self.targets.groups.get(at).and_then(|g| g.dispatch) {
            return index;
        }
        let index = self.reserve();
        let Some(g) = self.targets.groups.get_mut(at) else { return index };
        g.dispatch = Some(index);
        let (first, values, funcs) = (g.first, g.shape.values(), g.funcs.clone());
        let span = funcs.first().and_then(|f| self.program.funcs.get(f.0 as usize)).map(|f| f.span);
        let mut f = ir::Func::new(format!("dispatch.{at}"), span.unwrap_or_default());
        f.params = (0..=values).map(|_| f.reg()).collect();
        let args: Vec<Val> = f.params.iter().take(values).map(|r| Val::Reg(*r)).collect();
        let to = f.params.last().map_or(Val::Imm(0), |r| Val::Reg(*r));
        // Halves still to be told apart, each with the block that does it.
        let mut work = vec![(0, funcs.as_slice(), first)];
        f.blocks.push(blank(f.span));
        while let Some((block, list, first)) = work.pop() {
            let mut insts = Vec::new();
            let term = if let [only] = list {
                let (d, callee) = (f.reg(), Callee::Func(self.func(*only)));
                insts.push((Inst::Call { d: Some(d), callee, args: args.clone() }, f.span));
                Term::Ret(Val::Reg(d))
            } else {
                let (low, high) = list.split_at(list.len() / 2);
                let (left, right) = (f.blocks.len(), f.blocks.len() + 1);
                f.blocks.extend([blank(f.span), blank(f.span)]);
                let middle = first + low.len() as u64;
                work.push((left, low, first));
                work.push((right, high, middle));
                let (then, other) = (BlockId(left as u32), BlockId(right as u32));
                let b = Val::Imm(middle as i64);
                Term::Branch { cond: Cond::ULt, w: Width::W64, a: to, b, then, other }
            };
            if let Some(b) = f.blocks.get_mut(block) {
                (b.insts, b.term) = (insts, term);
            }
        }
        self.put(index, f);
        index
    }
}

fn blank(span: Span) -> Block {
    Block { insts: Vec::new(), term: Term::Ret(Val::Imm(0)), span, depth: 0 }
}

/// A function that does what a helper does, for pointers to refer to.
pub(super) fn helper(helper: u16, func: &Func) -> ir::Func {
    let mut f = ir::Func::new(func.name.chars().take(80).collect(), func.span);
    let mut block = blank(func.span);
    let mut args = Vec::new();
    if let Kind::Func(ty) = &func.ty.kind {
        for p in &ty.params {
            let r = f.reg();
            f.params.push(r);
            let ext = match p.as_int().map(|i| (i.size(), i.is_signed())) {
                Some((1, true)) => Ext::S8,
                Some((1, false)) => Ext::Z8,
                Some((2, true)) => Ext::S16,
                Some((2, false)) => Ext::Z16,
                Some((4, true)) => Ext::S32,
                Some((4, false)) => Ext::Z32,
                _ => {
                    args.push(Val::Reg(r));
                    continue;
                }
            };
            let d = f.reg();
            block.insts.push((Inst::Ext { ext, d, a: Val::Reg(r) }, func.span));
            args.push(Val::Reg(d));
        }
    }
    let d = f.reg();
    block.insts.push((Inst::Call { d: Some(d), callee: Callee::Helper(helper), args }, func.span));
    block.term = Term::Ret(Val::Reg(d));
    f.blocks.push(block);
    f
}

/// A function that ends the program, for pointers to refer to.
pub(super) fn trap(reason: u64, func: &Func) -> ir::Func {
    let mut f = ir::Func::new(func.name.chars().take(80).collect(), func.span);
    if let Kind::Func(ty) = &func.ty.kind {
        f.params = ty.params.iter().map(|_| f.reg()).collect();
    }
    let status = f.params.first().map_or(Val::Imm(0), |r| Val::Reg(*r));
    let args = vec![Val::Imm(reason as i64), status];
    let mut block = blank(func.span);
    block.insts.push((Inst::Call { d: None, callee: Callee::Helper(id::TRAP), args }, func.span));
    f.blocks.push(block);
    f
}
