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
use super::values::{Key, Values, Vn, stable};
use super::{Base, Cond, Ext, Func, Inst, Op, Reg, Term, Val, Width};
use std::collections::HashMap;

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

impl Values {
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
mod tests;
