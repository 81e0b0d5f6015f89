//! Value numbering over the dominator tree (Briggs, Cooper and Simpson 1997): what was computed
//! before is not computed again; copies and constants take the place of what they copy; constant
//! offsets gather in memory accesses.
//!
//! Correct because a number stands for the value that one point of the program computed when it was
//! last executed, and is used only where that point dominates. A register that is assigned at
//! several places loses its number where control flow meets; so does memory, unless it is constant.
//! A load is dropped only where the same bytes were read or written before: then it would not have
//! faulted. Nothing is computed where it was not.
use super::dom::Tree;
use super::fold::fold;
use super::memory::{Held, Place, Root, Stores};
use super::{Base, Cond, Ext, Func, Inst, Op, Reg, SlotId, Term, Val, Width, flow};
use std::collections::HashMap;

type Vn = u32;

/// A computation over values.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Imm(i64),
    Bin(Op, Width, Vn, Vn),
    Ext(Ext, Vn),
    Set(Cond, Width, Vn, Vn),
    Addr(SlotId, i64),
}

/// What is known of a value.
struct Info {
    konst: Option<i64>,
    /// It is that plus a constant.
    root: Root,
    off: i64,
    /// How a truth value came about.
    test: Option<(Cond, Width, Vn, Vn)>,
    /// Registers that were given it.
    holders: Vec<Reg>,
    /// Values with this one as root.
    derived: Vec<Vn>,
}

struct Values {
    stable: Vec<bool>,
    current: Vec<(Vn, u32)>,
    infos: Vec<Info>,
    keys: HashMap<Key, Vn>,
    undo: Vec<(Reg, (Vn, u32))>,
    serial: u32,
    /// Registers that are not stable have lost what they were given before.
    epoch: u32,
    memory: Stores,
    changed: bool,
}

/// Most registers remembered as holding one value, and most values with one root.
const FEW: usize = 6;

/// Numbers the values of `f` and simplifies; says whether anything changed.
pub(crate) fn run(f: &mut Func) -> bool {
    let Some(tree) = Tree::of(f) else { return false };
    let children = tree.children();
    let mut v = Values {
        stable: stable(f),
        current: vec![(0, 0); f.regs as usize],
        infos: Vec::new(),
        keys: HashMap::new(),
        undo: Vec::new(),
        serial: 1,
        epoch: 1,
        memory: Stores::of(f),
        changed: false,
    };
    v.fresh(None); // 0 is no value
    let mut outs: HashMap<u32, Stores> = HashMap::new();
    let mut work = vec![(0u32, None)];
    while let Some((b, leave)) = work.pop() {
        if let Some((undo, epoch)) = leave {
            for (r, old) in v.undo.drain(undo..).rev().collect::<Vec<_>>() {
                v.restore(r, old);
            }
            v.epoch = epoch;
            outs.remove(&b);
            continue;
        }
        work.push((b, Some((v.undo.len(), v.epoch))));
        let preds = tree.preds.get(b as usize);
        match preds.map(Vec::as_slice) {
            Some([one]) if b != 0 => v.memory = outs.get(one).cloned().unwrap_or_default(),
            _ => {
                v.serial += 1;
                v.epoch = v.serial;
                v.memory.forget();
            }
        }
        v.block(f, b);
        let below = children.get(b as usize).map_or(&[][..], Vec::as_slice);
        if !below.is_empty() {
            outs.insert(b, v.memory.clone());
        }
        work.extend(below.iter().rev().map(|c| (*c, None)));
    }
    v.changed
}

/// Registers assigned at one place, which dominates every use; parameters that are never assigned.
fn stable(f: &Func) -> Vec<bool> {
    let mut defs = vec![0u32; f.regs as usize];
    let mut count = |r: Reg, n: u32| {
        if let Some(c) = defs.get_mut(r.0 as usize) {
            *c += n;
        }
    };
    f.params.iter().for_each(|p| count(*p, 1));
    for (i, _) in f.blocks.iter().flat_map(|b| &b.insts) {
        i.def().into_iter().for_each(|d| count(d, 1));
    }
    for r in flow::liveness(f).ins.first().into_iter().flatten() {
        if !f.params.contains(r) {
            count(*r, 2);
        }
    }
    defs.into_iter().map(|n| n == 1).collect()
}

impl Values {
    fn fresh(&mut self, konst: Option<i64>) -> Vn {
        let n = self.infos.len() as Vn;
        let (root, off) = konst.map_or((Root::Value(n), 0), |i| (Root::Const, i));
        let (holders, derived) = (Vec::new(), Vec::new());
        self.infos.push(Info { konst, root, off, test: None, holders, derived });
        n
    }

    fn info(&self, n: Vn) -> Option<&Info> {
        self.infos.get(n as usize)
    }

    fn restore(&mut self, r: Reg, value: (Vn, u32)) {
        if let Some(c) = self.current.get_mut(r.0 as usize) {
            *c = value;
        }
    }

    fn assign(&mut self, r: Reg, n: Vn) {
        let Some(c) = self.current.get_mut(r.0 as usize) else { return };
        self.undo.push((r, *c));
        self.serial += 1;
        *c = (n, self.serial);
        let held = |x: &Reg| self.current.get(x.0 as usize).is_some_and(|c| c.0 == n);
        if let Some(i) = self.infos.get_mut(n as usize) {
            i.holders.retain(|x| *x != r && held(x));
            if i.holders.len() < FEW {
                i.holders.push(r);
            }
        }
    }

    /// The value that a register is known to have here.
    fn known(&self, r: Reg) -> Option<Vn> {
        let (n, at) = *self.current.get(r.0 as usize)?;
        let stable = self.stable.get(r.0 as usize) == Some(&true);
        (n != 0 && (stable || at >= self.epoch)).then_some(n)
    }

    fn number(&mut self, v: Val) -> Vn {
        match v {
            Val::Imm(i) => self.keyed(Key::Imm(i)),
            Val::Reg(r) => self.known(r).unwrap_or_else(|| {
                let n = self.fresh(None);
                self.assign(r, n);
                n
            }),
        }
    }

    fn keyed(&mut self, k: Key) -> Vn {
        if let Some(n) = self.keys.get(&k) {
            return *n;
        }
        let n = self.fresh(if let Key::Imm(i) = k { Some(i) } else { None });
        self.keys.insert(k, n);
        let (mut root, mut off, mut test) = (Root::Value(n), 0, None);
        match k {
            Key::Imm(_) => return n,
            Key::Addr(slot, by) => (root, off) = (Root::Slot(slot), by),
            Key::Set(cond, w, a, b) => test = Some((cond, w, a, b)),
            Key::Bin(Op::Add, Width::W64, a, b) => {
                if let (Some(a), Some(by)) = (self.info(a), self.info(b).and_then(|b| b.konst)) {
                    (root, off) = (a.root, a.off.wrapping_add(by));
                }
            }
            _ => {}
        }
        if let Some(i) = self.infos.get_mut(n as usize) {
            (i.root, i.off, i.test) = (root, off, test);
        }
        if let Root::Value(r) = root
            && r != n
            && let Some(i) = self.infos.get_mut(r as usize)
        {
            if i.derived.len() >= FEW {
                i.derived.remove(0);
            }
            i.derived.push(n);
        }
        n
    }

    /// A register that has this value here: rather a variable than a temporary.
    fn holder(&self, n: Vn) -> Option<Reg> {
        let list = &self.info(n)?.holders;
        let here = |r: &&Reg| self.known(**r) == Some(n);
        let variable = |r: &&Reg| self.stable.get(r.0 as usize) == Some(&false);
        list.iter().filter(here).find(variable).or(list.iter().find(here)).copied()
    }

    /// An operand of this value: constant, or register.
    fn operand(&self, n: Vn) -> Option<Val> {
        let konst = self.info(n).and_then(|i| i.konst).map(Val::Imm);
        konst.or_else(|| self.holder(n).map(Val::Reg))
    }

    fn replace(&mut self, v: &mut Val) {
        let n = self.number(*v);
        if let Some(new) = self.operand(n)
            && new != *v
        {
            *v = new;
            self.changed = true;
        }
    }

    /// A base and offset of the same address: rather of a variable, of a slot, of what others use.
    fn place(&mut self, base: &mut Base, off: &mut i32) -> Place {
        let Base::Reg(r) = *base else { return Place::of(base, *off) };
        let n = self.number(Val::Reg(r));
        let Some(i) = self.info(n) else { return Place::of(base, *off) };
        let place = Place { root: i.root, off: i.off.wrapping_add(i64::from(*off)) };
        let direct = self.holder(n);
        let variable = |r: &Reg| self.stable.get(r.0 as usize) == Some(&false);
        let moved = |m: Vn| {
            let by = place.off.wrapping_sub(self.info(m)?.off);
            i16::try_from(by).ok().map(|by| (self.holder(m), i32::from(by)))
        };
        let found = match place.root {
            Root::Slot(s) => i32::try_from(place.off).ok().map(|o| (Base::Slot(s), o)),
            Root::Value(root) if !direct.as_ref().is_some_and(variable) => {
                let derived = self.info(root).map_or(&[][..], |i| &i.derived).iter().rev();
                let better = derived.copied().find_map(|m| match moved(m) {
                    Some((Some(r), by)) if variable(&r) => Some((r, by)),
                    _ => None,
                });
                let original = moved(root).and_then(|(r, by)| r.map(|r| (r, by)));
                let best = original.filter(|(r, _)| variable(r)).or(better).or(original);
                best.or(direct.map(|r| (r, *off))).map(|(r, o)| (Base::Reg(r), o))
            }
            _ => direct.map(|r| (Base::Reg(r), *off)),
        };
        if let Some((b, o)) = found
            && (b, o) != (*base, *off)
        {
            (*base, *off) = (b, o);
            self.changed = true;
        }
        place
    }

    fn block(&mut self, f: &mut Func, b: u32) {
        let Some(block) = f.blocks.get_mut(b as usize) else { return };
        for (inst, _) in &mut block.insts {
            self.inst(inst);
        }
        self.term(&mut block.term);
    }

    fn inst(&mut self, inst: &mut Inst) {
        match inst {
            Inst::Load { d, base, off, size, signed } => {
                let place = self.place(base, off);
                let d = *d;
                if let Some((n, held)) = self.memory.find(place, *size, *signed)
                    && let Some(a) = self.operand(n)
                {
                    *inst = match (held, Ext::of(*size, *signed)) {
                        (Held::Low, Some(ext)) => Inst::Ext { ext, d, a },
                        (Held::High(from), _) => {
                            let op = if *signed { Op::AShr } else { Op::LShr };
                            Inst::Bin { op, w: Width::W64, d, a, b: Val::Imm(from.into()) }
                        }
                        _ => Inst::Copy { d, a },
                    };
                    self.changed = true;
                    return self.inst(inst);
                }
                let n = self.fresh(None);
                self.memory.loaded(place, *size, *signed, n);
                return self.assign(d, n);
            }
            Inst::Store { base, off, size, a } => {
                let place = self.place(base, off);
                self.replace(a);
                let n = self.number(*a);
                return self.memory.stored(place, *size, n);
            }
            Inst::Call { d, args, .. } => {
                args.iter_mut().for_each(|a| self.replace(a));
                self.memory.called();
                if let Some(d) = *d {
                    let n = self.fresh(None);
                    self.assign(d, n);
                }
                return;
            }
            _ => {}
        }
        inst.uses_mut(&mut |v| self.replace(v));
        self.gather(inst);
        while let Some(new) = fold(inst) {
            *inst = new;
            self.changed = true;
        }
        let Some(d) = inst.def() else { return };
        let key = match *inst {
            Inst::Copy { a, .. } => {
                let n = self.number(a);
                return self.assign(d, n);
            }
            Inst::Bin { op, w, a, b, .. } => {
                let (mut a, mut b) = (self.number(a), self.number(b));
                if op.commutes() && a < b && self.info(b).is_some_and(|b| b.konst.is_none()) {
                    (a, b) = (b, a);
                }
                Key::Bin(op, w, a, b)
            }
            Inst::Ext { ext, a, .. } => Key::Ext(ext, self.number(a)),
            Inst::Set { cond, w, a, b, .. } => Key::Set(cond, w, self.number(a), self.number(b)),
            Inst::Addr { slot, off, .. } => Key::Addr(slot, off.into()),
            _ => return,
        };
        let n = self.keyed(key);
        if let Some(r) = self.holder(n)
            && r != d
        {
            *inst = Inst::Copy { d, a: Val::Reg(r) };
            self.changed = true;
        }
        self.assign(d, n);
    }

    /// Constants added one after the other become one; a truth value compared with 0 is a test.
    fn gather(&mut self, inst: &mut Inst) {
        let new = match *inst {
            Inst::Bin { op: Op::Add, w: Width::W64, d, a: a @ Val::Reg(_), b: Val::Imm(by) } => {
                let n = self.number(a);
                let Some(i) = self.info(n) else { return };
                let off = i32::try_from(i.off.wrapping_add(by));
                match (i.root, off) {
                    (Root::Slot(slot), Ok(off)) => Inst::Addr { d, slot, off },
                    (Root::Value(root), Ok(off)) if root != n => match self.holder(root) {
                        Some(r) => {
                            let (a, b) = (Val::Reg(r), Val::Imm(off.into()));
                            Inst::Bin { op: Op::Add, w: Width::W64, d, a, b }
                        }
                        None => return,
                    },
                    _ => return,
                }
            }
            Inst::Set { cond, d, a, b: Val::Imm(0), .. } => match self.test(cond, a) {
                Some((cond, w, a, b)) => Inst::Set { cond, w, d, a, b },
                None => return,
            },
            _ => return,
        };
        *inst = new;
        self.changed = true;
    }

    /// The comparison that made a truth value, if it is tested for (not) being 0.
    fn test(&mut self, cond: Cond, a: Val) -> Option<(Cond, Width, Val, Val)> {
        let n = self.number(a);
        let (made, w, x, y) = self.info(n)?.test?;
        let made = match cond {
            Cond::Ne => made,
            Cond::Eq => made.inverse()?,
            _ => return None,
        };
        Some((made, w, self.operand(x)?, self.operand(y)?))
    }

    fn term(&mut self, term: &mut Term) {
        term.uses_mut(&mut |v| self.replace(v));
        let Term::Branch { cond, w, a, b, then, other } = *term else { return };
        let new = match (a, b) {
            _ if then == other => Term::Jump(then),
            (Val::Imm(x), Val::Imm(y)) => Term::Jump(if cond.eval(w, x, y) { then } else { other }),
            (Val::Imm(_), Val::Reg(_)) => {
                Term::Branch { cond: cond.swapped(), w, a: b, b: a, then, other }
            }
            (_, Val::Imm(0)) => match self.test(cond, a) {
                Some((cond, w, a, b)) => Term::Branch { cond, w, a, b, then, other },
                None => return,
            },
            _ => return,
        };
        *term = new;
        self.changed = true;
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::ir::{Func, opt, text};

    fn pass(f: &mut Func) {
        assert!(run(f));
        opt::dead(f);
    }

    #[test]
    fn what_was_computed_is_not_computed_again() {
        text::check(
            "f(r0, r1)
            b0 0:
            r2 = add64 r0, r1
            if.ne64 r0, 0 b1 b2
            b1 0:
            r3 = add64 r1, r0
            ret r3
            b2 0:
            r0 = copy 7
            r4 = add64 r0, r1
            r5 = add64 r2, r4
            ret r5",
            "b0 0:
            r2 = add64 r0, r1
            if.ne64 r0, 0 b1 b2
            b1 0:
            ret r2
            b2 0:
            r4 = add64 r1, 7
            r5 = add64 r2, r4
            ret r5",
            pass,
        );
    }

    #[test]
    fn a_variable_changes_where_paths_meet() {
        let text = "b0 0:
            r1 = copy 1
            jump b1
            b1 1:
            r2 = add64 r1, 1
            r1 = copy r2
            if.slt64 r1, r0 b1 b2
            b2 0:
            ret r1";
        text::check(&format!("f(r0)\n{text}"), text, |f| {
            run(f);
        });
    }

    #[test]
    fn a_pointer_that_moved_on_is_the_base_still() {
        text::check(
            "f(r0)
            b0 0:
            jump b1
            b1 1:
            r1 = copy r0
            r2 = add64 r0, 1
            r0 = copy r2
            r3 = load1 r1+0
            if.ne32 r3, 0 b1 b2
            b2 0:
            ret r0",
            "b0 0:
            jump b1
            b1 1:
            r2 = add64 r0, 1
            r0 = copy r2
            r3 = load1 r0+-1
            if.ne32 r3, 0 b1 b2
            b2 0:
            ret r0",
            pass,
        );
    }

    #[test]
    fn stores_are_remembered_until_something_may_write_there() {
        text::check(
            "f(r0, r1) s0:8
            b0 0:
            store8 s0+0, r1
            store4 r0+4, r1
            r2 = load4s s0+0
            r3 = load4 s0+4
            r4 = load4 r0+4
            store4 r0+8, 1
            r5 = load4 r0+4
            store4 r1+0, 2
            r6 = load4 r0+4
            r7 = call h0(r2, r3, r4, r5, r6)
            ret r7",
            "b0 0:
            store8 s0+0, r1
            store4 r0+4, r1
            r2 = sx32 r1
            r3 = lshr64 r1, 32
            r4 = zx32 r1
            store4 r0+8, 1
            store4 r1+0, 2
            r6 = load4 r0+4
            r7 = call h0(r2, r3, r4, r4, r6)
            ret r7",
            pass,
        );
    }
}
