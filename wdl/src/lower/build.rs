//! The builder of one IR function.
use super::Lower;
use crate::code::abi::FRAME_ALIGN;
use crate::ir::{Base, Block, BlockId, Callee, Cond, Ext, Func, Inst, Op, Reg, Term, Val, Width};
use crate::sema::typed::{Body, LabelId, LocalId};
use crate::span::Span;
use crate::types::{Kind, Ty};
use wss_abi::addr::Region;

/// Where a variable lives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Var {
    /// In a register: a scalar whose address nobody takes.
    Reg(Reg),
    /// In memory.
    Mem(Mem),
}

/// A place in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mem {
    pub(super) base: MemBase,
    pub(super) off: i64,
}

/// What a place in memory is relative to.
#[derive(Clone, Copy, Debug)]
pub(super) enum MemBase {
    Base(Base),
    /// A constant address.
    At(u64),
}

impl Mem {
    pub(super) fn plus(self, off: i64) -> Mem {
        Mem { off: self.off.wrapping_add(off), ..self }
    }

    pub(super) fn at(address: u64) -> Mem {
        Mem { base: MemBase::At(address), off: 0 }
    }
}

/// A function being built.
pub(super) struct Build<'a, 'b> {
    pub(super) l: &'b mut Lower<'a>,
    pub(super) f: Func,
    pub(super) body: &'b Body,
    pub(super) vars: Vec<Var>,
    /// The context's address, in clause functions.
    pub(super) ctx: Option<Reg>,
    /// Where a structure result goes.
    pub(super) result: Option<Reg>,
    pub(super) labels: Vec<BlockId>,
    pub(super) breaks: Vec<BlockId>,
    pub(super) continues: Vec<BlockId>,
    pub(super) depth: u8,
    pub(super) span: Span,
    cur: BlockId,
    order: Vec<BlockId>,
}

/// Lowers a function of the program.
pub(super) fn function(l: &mut Lower<'_>, name: &str, span: Span, body: &Body) -> Func {
    let mut b = Build::new(l, name, span, body);
    if body.ret.as_ref().is_some_and(|t| t.record().is_some()) {
        let r = b.f.reg();
        b.f.params.push(r);
        b.result = Some(r);
    }
    b.variables();
    for s in &body.stmts {
        b.stmt(s);
    }
    b.finish()
}

impl<'a, 'b> Build<'a, 'b> {
    pub(super) fn new(l: &'b mut Lower<'a>, name: &str, span: Span, body: &'b Body) -> Self {
        let f = Func::new(name.chars().take(80).collect(), span);
        let mut b = Build {
            l,
            f,
            body,
            vars: Vec::new(),
            ctx: None,
            result: None,
            labels: Vec::new(),
            breaks: Vec::new(),
            continues: Vec::new(),
            depth: 0,
            span,
            cur: BlockId(0),
            order: Vec::new(),
        };
        let entry = b.block();
        b.start(entry);
        b
    }

    /// Gives every variable and label of the body its place.
    pub(super) fn variables(&mut self) {
        for (i, local) in self.body.locals.iter().enumerate() {
            let is_param = i < self.body.params;
            let size = self.l.program.types.size(&local.ty).unwrap_or(0);
            let size = u32::try_from(size.max(1)).unwrap_or(u32::MAX / 2);
            let arg = is_param.then(|| self.f.reg());
            self.f.params.extend(arg);
            let var = match (arg, local.memory) {
                (Some(r), true) if local.ty.record().is_some() => {
                    Var::Mem(Mem { base: MemBase::Base(Base::Reg(r)), off: 0 })
                }
                (Some(r), false) => Var::Reg(r),
                (None, false) => Var::Reg(self.f.reg()),
                (arg, true) => {
                    let align = self.l.program.types.placing(&local.ty, local.align);
                    let mem = self.aligned_slot(size, align as u32);
                    if let Some(r) = arg {
                        self.store_mem(mem, size.min(8) as u8, Val::Reg(r));
                    }
                    Var::Mem(mem)
                }
            };
            self.vars.push(var);
        }
        for _ in 0..self.body.labels {
            let b = self.block();
            self.labels.push(b);
        }
    }

    /// Room in the frame. Frames are aligned to [`FRAME_ALIGN`]: what wants more lies somewhere in a
    /// larger slot, which its address, computed once, says.
    fn aligned_slot(&mut self, size: u32, align: u32) -> Mem {
        let more = if align > FRAME_ALIGN { align - 1 } else { 0 };
        let slot = self.f.slot(size.saturating_add(more), align.min(FRAME_ALIGN));
        let mut base = Base::Slot(slot);
        if more > 0 {
            let at = self.f.reg();
            self.emit(Inst::Addr { d: at, slot, off: more as i32 });
            let mask = Val::Imm(-i64::from(align));
            let at = self.bin(Op::And, Width::W64, Val::Reg(at), mask);
            base = self.in_reg(at);
        }
        Mem { base: MemBase::Base(base), off: 0 }
    }

    pub(super) fn var(&self, id: LocalId) -> Var {
        self.vars.get(id.0 as usize).copied().unwrap_or(Var::Mem(Mem::at(0)))
    }

    pub(super) fn label(&self, id: LabelId) -> BlockId {
        self.labels.get(id.0 as usize).copied().unwrap_or(BlockId(0))
    }

    pub(super) fn finish(mut self) -> Func {
        self.span = self.body.end;
        self.end(Term::Ret(Val::Imm(0)));
        // Blocks in the order they were written, which is the source's.
        let mut number = vec![None; self.f.blocks.len()];
        for (n, b) in self.order.iter().enumerate() {
            if let Some(x) = number.get_mut(b.0 as usize) {
                *x = Some(BlockId(n as u32));
            }
        }
        let mut order = self.order.clone();
        for (b, n) in number.iter_mut().enumerate() {
            if n.is_none() {
                *n = Some(BlockId(order.len() as u32));
                order.push(BlockId(b as u32));
            }
        }
        let rename = |b: BlockId| number.get(b.0 as usize).copied().flatten().unwrap_or(b);
        let blocks = order.iter().filter_map(|b| self.f.block(*b).cloned()).map(|mut b| {
            match &mut b.term {
                Term::Jump(t) => *t = rename(*t),
                Term::Branch { then, other, .. } => {
                    *then = rename(*then);
                    *other = rename(*other);
                }
                Term::Ret(_) => {}
            }
            b
        });
        self.f.blocks = blocks.collect();
        self.f
    }

    /// A new block, to be started later.
    pub(super) fn block(&mut self) -> BlockId {
        self.f.blocks.push(Block {
            insts: Vec::new(),
            term: Term::Ret(Val::Imm(0)),
            span: self.span,
            depth: self.depth,
        });
        BlockId(self.f.blocks.len() as u32 - 1)
    }

    /// What follows goes into `b`.
    pub(super) fn start(&mut self, b: BlockId) {
        self.order.push(b);
        self.cur = b;
        let depth = self.depth;
        if let Some(block) = self.f.blocks.get_mut(b.0 as usize) {
            block.depth = depth;
        }
    }

    pub(super) fn emit(&mut self, inst: Inst) {
        let span = self.span;
        if let Some(b) = self.f.blocks.get_mut(self.cur.0 as usize) {
            b.insts.push((inst, span));
        }
    }

    /// Ends the current block; what follows cannot be reached until a block is started.
    pub(super) fn end(&mut self, term: Term) {
        let span = self.span;
        if let Some(b) = self.f.blocks.get_mut(self.cur.0 as usize) {
            b.term = term;
            b.span = span;
        }
        let dead = self.block();
        self.start(dead);
    }

    /// Jumps to `b` and goes on there.
    pub(super) fn into(&mut self, b: BlockId) {
        self.end(Term::Jump(b));
        self.start(b);
    }

    pub(super) fn bin(&mut self, op: Op, w: Width, a: Val, b: Val) -> Val {
        let d = self.f.reg();
        self.emit(Inst::Bin { op, w, d, a, b });
        Val::Reg(d)
    }

    pub(super) fn ext(&mut self, ext: Ext, a: Val) -> Val {
        if let Val::Imm(i) = a {
            return Val::Imm(ext.eval(i));
        }
        let d = self.f.reg();
        self.emit(Inst::Ext { ext, d, a });
        Val::Reg(d)
    }

    pub(super) fn set(&mut self, cond: Cond, w: Width, a: Val, b: Val) -> Val {
        let d = self.f.reg();
        self.emit(Inst::Set { cond, w, d, a, b });
        Val::Reg(d)
    }

    pub(super) fn helper(&mut self, id: u16, args: Vec<Val>) -> Val {
        let d = self.f.reg();
        self.emit(Inst::Call { d: Some(d), callee: Callee::Helper(id), args });
        Val::Reg(d)
    }

    /// A value that does not change when variables do.
    pub(super) fn copy(&mut self, a: Val) -> Val {
        match a {
            Val::Imm(_) => a,
            Val::Reg(_) => {
                let d = self.f.reg();
                self.emit(Inst::Copy { d, a });
                Val::Reg(d)
            }
        }
    }

    /// A fresh slot of the frame.
    pub(super) fn temp(&mut self, size: u64) -> Mem {
        let size = u32::try_from(size.max(1)).unwrap_or(u32::MAX / 2);
        let slot = self.f.slot(size, 8);
        Mem { base: MemBase::Base(Base::Slot(slot)), off: 0 }
    }

    /// A field of the context.
    pub(super) fn context(&self, offset: u32) -> Mem {
        match self.ctx {
            Some(r) => Mem { base: MemBase::Base(Base::Reg(r)), off: i64::from(offset) },
            None => Mem::at(Region::Ctx.at(offset)),
        }
    }

    fn based(&mut self, m: Mem) -> (Base, i32) {
        match m.base {
            MemBase::Base(b) => match i32::try_from(m.off) {
                Ok(off) if off.unsigned_abs() < 1 << 30 => (b, off),
                _ => {
                    let a = self.address(Mem { base: m.base, off: 0 });
                    let a = self.bin(Op::Add, Width::W64, a, Val::Imm(m.off));
                    (self.in_reg(a), 0)
                }
            },
            MemBase::At(address) => {
                (self.in_reg(Val::Imm(address.wrapping_add(m.off as u64) as i64)), 0)
            }
        }
    }

    /// An address in a register, as memory accesses need it.
    fn in_reg(&mut self, v: Val) -> Base {
        match v {
            Val::Reg(r) => Base::Reg(r),
            Val::Imm(_) => {
                let d = self.f.reg();
                self.emit(Inst::Copy { d, a: v });
                Base::Reg(d)
            }
        }
    }

    pub(super) fn load_mem(&mut self, m: Mem, size: u8, signed: bool) -> Val {
        let (base, off) = self.based(m);
        let d = self.f.reg();
        self.emit(Inst::Load { d, base, off, size, signed });
        Val::Reg(d)
    }

    pub(super) fn store_mem(&mut self, m: Mem, size: u8, a: Val) {
        let (base, off) = self.based(m);
        self.emit(Inst::Store { base, off, size, a });
    }

    /// The address of a place in memory.
    pub(super) fn address(&mut self, m: Mem) -> Val {
        match m.base {
            MemBase::At(address) => Val::Imm(address.wrapping_add(m.off as u64) as i64),
            MemBase::Base(Base::Reg(r)) if m.off == 0 => Val::Reg(r),
            MemBase::Base(Base::Reg(r)) => {
                self.bin(Op::Add, Width::W64, Val::Reg(r), Val::Imm(m.off))
            }
            MemBase::Base(Base::Slot(slot)) => {
                let d = self.f.reg();
                let off = i32::try_from(m.off).unwrap_or(i32::MAX / 2);
                self.emit(Inst::Addr { d, slot, off });
                Val::Reg(d)
            }
        }
    }

    pub(super) fn size(&self, ty: &Ty) -> u64 {
        self.l.program.types.size(ty).unwrap_or(1)
    }

    pub(super) fn width(ty: &Ty) -> Width {
        if ty.is_wide() { Width::W64 } else { Width::W32 }
    }

    /// Converts a scalar value between types.
    pub(super) fn convert(&mut self, v: Val, from: &Ty, to: &Ty) -> Val {
        use crate::types::Int;
        let Kind::Int(i) = to.kind else {
            // To a pointer.
            return self.widen(v, from);
        };
        if i == Int::Bool {
            if from.as_int() == Some(Int::Bool) {
                return v;
            }
            return self.set(Cond::Ne, Self::width(from), v, Val::Imm(0));
        }
        match i.size() {
            8 => self.widen(v, from),
            4 => v,
            size => {
                let fits = from.as_int().is_some_and(|f| {
                    (f.size() < size && (!f.is_signed() || i.is_signed()))
                        || (f.size() == size && f.is_signed() == i.is_signed())
                });
                if fits {
                    return v;
                }
                let ext = match (size, i.is_signed()) {
                    (1, true) => Ext::S8,
                    (1, false) => Ext::Z8,
                    (_, true) => Ext::S16,
                    (_, false) => Ext::Z16,
                };
                self.ext(ext, v)
            }
        }
    }

    /// All 64 bits of a value.
    pub(super) fn widen(&mut self, v: Val, from: &Ty) -> Val {
        if from.is_wide() {
            v
        } else if from.is_signed() {
            self.ext(Ext::S32, v)
        } else {
            self.ext(Ext::Z32, v)
        }
    }
}
