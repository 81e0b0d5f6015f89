//! A small assembler of classic BPF as seccomp(2) runs it: forward jumps to labels, lengthened
//! where the target lies beyond the 255 instructions that a conditional jump reaches.
use libc::sock_filter;

const LD_W_ABS: u16 = 0x20;
const AND_K: u16 = 0x54;
const JA: u16 = 0x05;
const JEQ: u16 = 0x15;
const JGT: u16 = 0x25;
const JGE: u16 = 0x35;
const JSET: u16 = 0x45;
const RET_K: u16 = 0x06;

/// Longest program the kernel takes (`BPF_MAXINSNS`).
pub(crate) const MAX: usize = 4096;

/// A place in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label(usize);

/// Comparison of the accumulator with a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// Equal.
    Eq,
    /// Greater, unsigned.
    Gt,
    /// Greater or equal, unsigned.
    Ge,
    /// Any common bit.
    Set,
}

#[derive(Clone, Copy, Debug)]
enum Item {
    Plain(u16, u32),
    Jump(Label),
    Branch { code: u16, k: u32, yes: Label, no: Label },
    Bind(Label),
}

/// A program under construction.
#[derive(Debug, Default)]
pub(crate) struct Asm {
    items: Vec<Item>,
    labels: usize,
}

/// The program is too long, or a label is unbound or behind its jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CannotAssemble;

impl Asm {
    /// A label, to be bound once.
    pub(crate) fn label(&mut self) -> Label {
        self.labels += 1;
        Label(self.labels - 1)
    }

    /// Binds `label` here.
    pub(crate) fn bind(&mut self, label: Label) {
        self.items.push(Item::Bind(label));
    }

    /// Accumulator = the word of `struct seccomp_data` at `offset`.
    pub(crate) fn load(&mut self, offset: u32) {
        self.items.push(Item::Plain(LD_W_ABS, offset));
    }

    /// Accumulator &= mask.
    pub(crate) fn and(&mut self, mask: u32) {
        if mask != u32::MAX {
            self.items.push(Item::Plain(AND_K, mask));
        }
    }

    /// Goes to `to`.
    pub(crate) fn jump(&mut self, to: Label) {
        self.items.push(Item::Jump(to));
    }

    /// Goes to `yes` or `no`.
    pub(crate) fn branch(&mut self, test: Test, k: u32, yes: Label, no: Label) {
        let code = match test {
            Test::Eq => JEQ,
            Test::Gt => JGT,
            Test::Ge => JGE,
            Test::Set => JSET,
        };
        self.items.push(Item::Branch { code, k, yes, no });
    }

    /// Ends with this action.
    pub(crate) fn ret(&mut self, action: u32) {
        self.items.push(Item::Plain(RET_K, action));
    }

    /// Resolves the labels.
    pub(crate) fn finish(&self) -> Result<Vec<sock_filter>, CannotAssemble> {
        // Every branch starts short; one that does not reach becomes a branch over two jumps.
        // Lengthening only moves targets away, so this ends after at most one round per branch.
        let mut long = vec![false; self.items.len()];
        loop {
            let (at, bound) = self.layout(&long);
            let mut changed = false;
            for ((item, long), at) in self.items.iter().zip(&mut long).zip(&at) {
                if let Item::Branch { yes, no, .. } = item
                    && !*long
                    && (distance(*at, *yes, &bound)? > 255 || distance(*at, *no, &bound)? > 255)
                {
                    *long = true;
                    changed = true;
                }
            }
            if !changed {
                return self.emit(&long, &at, &bound);
            }
        }
    }

    fn layout(&self, long: &[bool]) -> (Vec<usize>, Vec<Option<usize>>) {
        let mut bound = vec![None; self.labels];
        let mut at = Vec::with_capacity(self.items.len());
        let mut next = 0;
        for (item, long) in self.items.iter().zip(long) {
            at.push(next);
            match item {
                Item::Bind(label) => bound[label.0] = Some(next),
                Item::Branch { .. } if *long => next += 3,
                _ => next += 1,
            }
        }
        (at, bound)
    }

    fn emit(
        &self,
        long: &[bool],
        at: &[usize],
        bound: &[Option<usize>],
    ) -> Result<Vec<sock_filter>, CannotAssemble> {
        let mut out = Vec::new();
        for ((item, long), at) in self.items.iter().zip(long).zip(at) {
            match *item {
                Item::Bind(_) => {}
                Item::Plain(code, k) => out.push(sock_filter { code, jt: 0, jf: 0, k }),
                Item::Jump(to) => {
                    let k = distance(*at, to, bound)? as u32;
                    out.push(sock_filter { code: JA, jt: 0, jf: 0, k });
                }
                Item::Branch { code, k, yes, no } if *long => {
                    out.push(sock_filter { code, jt: 0, jf: 1, k });
                    for (n, to) in [(1, yes), (2, no)] {
                        let k = distance(at + n, to, bound)? as u32;
                        out.push(sock_filter { code: JA, jt: 0, jf: 0, k });
                    }
                }
                Item::Branch { code, k, yes, no } => {
                    let jt = distance(*at, yes, bound)? as u8;
                    let jf = distance(*at, no, bound)? as u8;
                    out.push(sock_filter { code, jt, jf, k });
                }
            }
        }
        if out.len() > MAX { Err(CannotAssemble) } else { Ok(out) }
    }
}

/// Instructions between the one after `from` and `to`.
fn distance(from: usize, to: Label, bound: &[Option<usize>]) -> Result<usize, CannotAssemble> {
    let target = bound.get(to.0).copied().flatten().ok_or(CannotAssemble)?;
    target.checked_sub(from + 1).ok_or(CannotAssemble)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::interp::{Data, run};

    #[test]
    fn a_far_target_is_reached() {
        let mut a = Asm::default();
        let (far, near) = (a.label(), a.label());
        a.load(0);
        a.branch(Test::Eq, 7, far, near);
        a.bind(near);
        for _ in 0..300 {
            a.load(4);
        }
        a.ret(1);
        a.bind(far);
        a.ret(2);
        let program = a.finish().unwrap();
        assert_eq!(program.len(), 306, "the branch takes three");
        assert_eq!(run(&program, &Data { nr: 7, ..Data::default() }), 2);
        assert_eq!(run(&program, &Data { nr: 8, ..Data::default() }), 1);
    }

    #[test]
    fn what_cannot_be_assembled_is_refused() {
        let mut a = Asm::default();
        let l = a.label();
        a.jump(l);
        assert_eq!(a.finish().err(), Some(CannotAssemble), "unbound");
        let mut a = Asm::default();
        let l = a.label();
        a.bind(l);
        a.jump(l);
        assert_eq!(a.finish().err(), Some(CannotAssemble), "backward");
        let mut a = Asm::default();
        (0..=MAX).for_each(|_| a.ret(0));
        assert_eq!(a.finish().err(), Some(CannotAssemble), "too long");
    }
}
