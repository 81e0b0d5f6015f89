//! Structures as values: copying, clearing, filling.
use super::build::{Build, Mem};
use super::indirect::Shape;
use super::place::Loc;
use crate::ir::{Callee, Inst, Term, Val};
use crate::sema::typed::{Expr, ExprKind};
use wss_abi::helper::id;

/// Up to this many bytes are copied by instructions, more by the helper.
const INLINE: u64 = 64;

/// Pieces of `size` bytes: offset and width.
fn pieces(size: u64) -> impl Iterator<Item = (i64, u8)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let left = size - at;
        let width = [8, 4, 2, 1].into_iter().find(|w| *w <= left)?;
        at += width;
        Some(((at - width) as i64, width as u8))
    })
}

impl Build<'_, '_> {
    pub(super) fn copy_mem(&mut self, to: Mem, from: Mem, size: u64) {
        if size <= INLINE {
            for (off, width) in pieces(size) {
                let v = self.load_mem(from.plus(off), width, false);
                self.store_mem(to.plus(off), width, v);
            }
        } else {
            let (to, from) = (self.address(to), self.address(from));
            self.helper(id::MEMCPY, vec![to, from, Val::Imm(size as i64)]);
        }
    }

    pub(super) fn zero(&mut self, to: Mem, size: u64) {
        if size <= 2 * INLINE {
            for (off, width) in pieces(size) {
                self.store_mem(to.plus(off), width, Val::Imm(0));
            }
        } else {
            let to = self.address(to);
            self.helper(id::MEMSET, vec![to, Val::Imm(0), Val::Imm(size as i64)]);
        }
    }

    /// Writes constant bytes.
    pub(super) fn fill(&mut self, to: Mem, bytes: &[u8]) {
        for (off, width) in pieces(bytes.len() as u64) {
            let piece = bytes.iter().skip(off as usize).take(width as usize);
            let word = piece.rev().fold(0u64, |w, b| w << 8 | u64::from(*b));
            self.store_mem(to.plus(off), width, Val::Imm(word as i64));
        }
    }

    /// Where the structure that `e` gives lies.
    pub(super) fn record(&mut self, e: &Expr) -> Mem {
        match &e.kind {
            ExprKind::Load(p) => self.memory(p),
            ExprKind::Comma(a, b) => {
                self.effect(a);
                self.record(b)
            }
            ExprKind::Cast(inner) => self.record(inner),
            ExprKind::Block(stmts, Some(last)) => {
                for s in stmts {
                    self.stmt(s);
                }
                self.record(last)
            }
            ExprKind::Assign(place, value) => {
                let to = match self.place(place) {
                    Loc::Mem(m, _) => m,
                    _ => Mem::at(0),
                };
                self.assign_record(to, value);
                to
            }
            _ => {
                let temp = self.temp(self.size(&e.ty));
                self.record_into(e, temp);
                temp
            }
        }
    }

    /// `to = value`; a call's result may read `to` while it is made, so it goes through a copy.
    fn assign_record(&mut self, to: Mem, value: &Expr) {
        if matches!(value.kind, ExprKind::Call(..) | ExprKind::Indirect(..) | ExprKind::Cond(..)) {
            let size = self.size(&value.ty);
            let temp = self.temp(size);
            self.record_into(value, temp);
            self.copy_mem(to, temp, size);
        } else {
            self.record_into(value, to);
        }
    }

    /// Puts the structure that `e` gives at `to`.
    pub(super) fn record_into(&mut self, e: &Expr, to: Mem) {
        match &e.kind {
            ExprKind::Call(f, args) => {
                let address = self.address(to);
                let mut values = vec![address];
                values.extend(self.arguments_of(*f, args));
                let callee = Callee::Func(self.l.func(*f));
                self.emit(Inst::Call { d: None, callee, args: values });
            }
            ExprKind::Indirect(pointer, args) => {
                let (callee, passed) = self.indirect_operands(pointer, args);
                let mut values = vec![self.address(to)];
                values.extend(passed);
                let shape = Shape::of(&e.ty, args.iter().map(|a| &a.ty));
                self.indirect(None, callee, &shape, values, &pointer.ty);
            }
            ExprKind::Cond(c, a, b) => {
                let (then, other, done) = (self.block(), self.block(), self.block());
                self.branch(c, then, other);
                self.start(then);
                self.record_into(a, to);
                self.end(Term::Jump(done));
                self.start(other);
                self.record_into(b, to);
                self.into(done);
            }
            _ => {
                let from = self.record(e);
                let size = self.size(&e.ty);
                self.copy_mem(to, from, size);
            }
        }
    }
}
