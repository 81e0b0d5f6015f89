//! The values of a function that is being numbered, and which registers hold them.
use super::memory::{Root, Stores};
use super::{Cond, Ext, Func, Op, Reg, SlotId, Val, Width, flow};
use std::collections::HashMap;

pub(super) type Vn = u32;

/// A computation over values.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Imm(i64),
    Bin(Op, Width, Vn, Vn),
    Ext(Ext, Vn),
    Set(Cond, Width, Vn, Vn),
    Addr(SlotId, i64),
}

/// What is known of a value.
pub(super) struct Info {
    pub(super) konst: Option<i64>,
    /// It is that plus a constant.
    pub(super) root: Root,
    pub(super) off: i64,
    /// How a truth value came about.
    pub(super) test: Option<(Cond, Width, Vn, Vn)>,
    /// Registers that were given it.
    pub(super) holders: Vec<Reg>,
    /// Values with this one as root.
    pub(super) derived: Vec<Vn>,
}

pub(super) struct Values {
    pub(super) stable: Vec<bool>,
    pub(super) current: Vec<(Vn, u32)>,
    pub(super) infos: Vec<Info>,
    pub(super) keys: HashMap<Key, Vn>,
    pub(super) undo: Vec<(Reg, (Vn, u32))>,
    pub(super) serial: u32,
    /// Registers that are not stable have lost what they were given before.
    pub(super) epoch: u32,
    pub(super) memory: Stores,
    pub(super) changed: bool,
}

/// Most registers remembered as holding one value, and most values with one root.
const FEW: usize = 6;

/// Registers assigned at one place, which dominates every use; parameters that are never assigned.
pub(super) fn stable(f: &Func) -> Vec<bool> {
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
    pub(super) fn fresh(&mut self, konst: Option<i64>) -> Vn {
        let n = self.infos.len() as Vn;
        let (root, off) = konst.map_or((Root::Value(n), 0), |i| (Root::Const, i));
        let (holders, derived) = (Vec::new(), Vec::new());
        self.infos.push(Info { konst, root, off, test: None, holders, derived });
        n
    }

    pub(super) fn info(&self, n: Vn) -> Option<&Info> {
        self.infos.get(n as usize)
    }

    pub(super) fn restore(&mut self, r: Reg, value: (Vn, u32)) {
        if let Some(c) = self.current.get_mut(r.0 as usize) {
            *c = value;
        }
    }

    pub(super) fn assign(&mut self, r: Reg, n: Vn) {
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
    pub(super) fn known(&self, r: Reg) -> Option<Vn> {
        let (n, at) = *self.current.get(r.0 as usize)?;
        let stable = self.stable.get(r.0 as usize) == Some(&true);
        (n != 0 && (stable || at >= self.epoch)).then_some(n)
    }

    pub(super) fn number(&mut self, v: Val) -> Vn {
        match v {
            Val::Imm(i) => self.keyed(Key::Imm(i)),
            Val::Reg(r) => self.known(r).unwrap_or_else(|| {
                let n = self.fresh(None);
                self.assign(r, n);
                n
            }),
        }
    }

    pub(super) fn keyed(&mut self, k: Key) -> Vn {
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
    pub(super) fn holder(&self, n: Vn) -> Option<Reg> {
        let list = &self.info(n)?.holders;
        let here = |r: &&Reg| self.known(**r) == Some(n);
        let variable = |r: &&Reg| self.stable.get(r.0 as usize) == Some(&false);
        list.iter().filter(here).find(variable).or(list.iter().find(here)).copied()
    }

    /// An operand of this value: constant, or register.
    pub(super) fn operand(&self, n: Vn) -> Option<Val> {
        let konst = self.info(n).and_then(|i| i.konst).map(Val::Imm);
        konst.or_else(|| self.holder(n).map(Val::Reg))
    }
}
