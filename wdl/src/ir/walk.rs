//! What instructions and the ends of blocks read, assign and lead to: what every pass asks of them.
use super::{Base, BlockId, Inst, Reg, Term, Val};

impl Inst {
    /// The register it assigns.
    pub(crate) fn def(&self) -> Option<Reg> {
        match *self {
            Inst::Copy { d, .. }
            | Inst::Bin { d, .. }
            | Inst::Ext { d, .. }
            | Inst::Addr { d, .. }
            | Inst::Load { d, .. }
            | Inst::Set { d, .. } => Some(d),
            Inst::Call { d, .. } => d,
            Inst::Store { .. } => None,
        }
    }

    /// Applies `f` to every operand that is read.
    pub(crate) fn uses_mut(&mut self, f: &mut dyn FnMut(&mut Val)) {
        let base = |b: &mut Base, f: &mut dyn FnMut(&mut Val)| {
            if let Base::Reg(r) = b {
                let mut v = Val::Reg(*r);
                f(&mut v);
                if let Val::Reg(n) = v {
                    *r = n;
                }
            }
        };
        match self {
            Inst::Copy { a, .. } | Inst::Ext { a, .. } => f(a),
            Inst::Bin { a, b, .. } | Inst::Set { a, b, .. } => {
                f(a);
                f(b);
            }
            Inst::Addr { .. } => {}
            Inst::Load { base: b, .. } => base(b, f),
            Inst::Store { base: b, a, .. } => {
                base(b, f);
                f(a);
            }
            Inst::Call { args, .. } => args.iter_mut().for_each(f),
        }
    }

    /// Applies `f` to every register it names.
    pub(crate) fn regs_mut(&mut self, f: &mut dyn FnMut(&mut Reg)) {
        self.uses_mut(&mut |v| {
            if let Val::Reg(r) = v {
                f(r);
            }
        });
        match self {
            Inst::Copy { d, .. }
            | Inst::Bin { d, .. }
            | Inst::Ext { d, .. }
            | Inst::Addr { d, .. }
            | Inst::Load { d, .. }
            | Inst::Set { d, .. }
            | Inst::Call { d: Some(d), .. } => f(d),
            Inst::Call { d: None, .. } | Inst::Store { .. } => {}
        }
    }

    /// The registers it reads.
    pub(crate) fn uses(&self, f: &mut dyn FnMut(Reg)) {
        let mut one = |v: Val| {
            if let Val::Reg(r) = v {
                f(r);
            }
        };
        match self {
            Inst::Copy { a, .. } | Inst::Ext { a, .. } => one(*a),
            Inst::Bin { a, b, .. } | Inst::Set { a, b, .. } => {
                one(*a);
                one(*b);
            }
            Inst::Addr { .. } => {}
            Inst::Load { base, .. } => {
                if let Base::Reg(r) = base {
                    one(Val::Reg(*r));
                }
            }
            Inst::Store { base, a, .. } => {
                if let Base::Reg(r) = base {
                    one(Val::Reg(*r));
                }
                one(*a);
            }
            Inst::Call { args, .. } => args.iter().copied().for_each(one),
        }
    }

    /// It may be dropped when nobody reads what it assigns.
    pub(crate) fn pure(&self) -> bool {
        !matches!(self, Inst::Store { .. } | Inst::Call { .. })
    }
}

impl Term {
    /// Applies `f` to every block that may follow.
    pub(crate) fn targets_mut(&mut self, f: &mut dyn FnMut(&mut BlockId)) {
        match self {
            Term::Jump(t) => f(t),
            Term::Branch { then, other, .. } => {
                f(then);
                f(other);
            }
            Term::Ret(_) => {}
        }
    }

    /// Blocks that may follow.
    pub(crate) fn successors(&self) -> impl Iterator<Item = BlockId> + use<> {
        let (a, b) = match *self {
            Term::Jump(t) => (Some(t), None),
            Term::Branch { then, other, .. } => (Some(then), Some(other)),
            Term::Ret(_) => (None, None),
        };
        a.into_iter().chain(b)
    }

    /// Applies `f` to every operand that is read.
    pub(crate) fn uses_mut(&mut self, f: &mut dyn FnMut(&mut Val)) {
        match self {
            Term::Jump(_) => {}
            Term::Branch { a, b, .. } => {
                f(a);
                f(b);
            }
            Term::Ret(a) => f(a),
        }
    }

    /// The registers it reads.
    pub(crate) fn uses(&self, f: &mut dyn FnMut(Reg)) {
        let mut one = |v: Val| {
            if let Val::Reg(r) = v {
                f(r);
            }
        };
        match self {
            Term::Jump(_) => {}
            Term::Branch { a, b, .. } => {
                one(*a);
                one(*b);
            }
            Term::Ret(a) => one(*a),
        }
    }
}
