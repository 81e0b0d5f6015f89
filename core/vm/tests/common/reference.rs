//! A second machine, written from RFC 9669 alone and as plainly as can be: the oracle of the random
//! tests. It shares no code with the interpreter: wide integers where that one wraps, no predecoding.
use super::LENT;
use wss_abi::insn::Insn;
use wss_abi::object::{Object, limit};
use wss_vm::{Fault, MAX_DEPTH};

pub(crate) struct Reference<'a> {
    object: &'a Object,
    regs: [u64; 11],
    stack: Vec<u8>,
    pub(crate) lent: Vec<u8>,
    /// Return word, frame size, saved registers.
    calls: Vec<(usize, u64, [u64; 5])>,
    frame: u64,
    pub(crate) used: u64,
}

/// What a step leads to.
enum Next {
    At(usize),
    Done,
}

impl<'a> Reference<'a> {
    pub(crate) fn new(object: &'a Object) -> Self {
        let stack = vec![0; extent(object, 0, 0).min(limit::STACK as u64) as usize];
        let mut regs = [0; 11];
        regs[1] = 8 << 32;
        regs[10] = (1 << 32) + stack.len() as u64;
        let lent = (0..LENT as u8).collect();
        let frame = object.funcs[0].frame.into();
        Reference { object, regs, stack, lent, calls: vec![], frame, used: 0 }
    }

    pub(crate) fn run(&mut self, budget: u64) -> Result<u64, (Fault, u32)> {
        let mut at = 0;
        loop {
            if self.used == budget {
                return Err((Fault::Budget, at as u32));
            }
            self.used += 1;
            match self.step(at).map_err(|fault| (fault, at as u32))? {
                Next::At(next) => at = next,
                Next::Done => return Ok(self.regs[0]),
            }
        }
    }

    fn memory(&mut self, addr: u64, len: u64, write: bool) -> Result<&mut [u8], Fault> {
        let bytes = match addr >> 32 {
            1 => &mut self.stack,
            8 => &mut self.lent,
            _ => return Err(Fault::BadAccess { addr, len, write }),
        };
        let from = addr & 0xffff_ffff;
        if from + len > bytes.len() as u64 {
            return Err(Fault::BadAccess { addr, len, write });
        }
        Ok(&mut bytes[from as usize..(from + len) as usize])
    }

    fn load(&mut self, addr: u64, len: u64) -> Result<u64, Fault> {
        let bytes = self.memory(addr, len, false)?;
        Ok(bytes.iter().rev().fold(0, |v, b| v << 8 | u64::from(*b)))
    }

    fn store(&mut self, addr: u64, len: u64, value: u64) -> Result<(), Fault> {
        let bytes = self.memory(addr, len, true)?;
        for (n, b) in bytes.iter_mut().enumerate() {
            *b = (value >> (8 * n)) as u8;
        }
        Ok(())
    }

    fn step(&mut self, at: usize) -> Result<Next, Fault> {
        let i = Insn::from_word(self.object.code[at]);
        let (dst, src) = (i.dst as usize, i.src as usize);
        let imm = i.imm as i64 as u64;
        let size = [4, 2, 1, 8][(i.op >> 3 & 3) as usize];
        let place = |base: u64| base.wrapping_add(i.off as i64 as u64);
        let operand = if i.op & 8 != 0 { self.regs[src] } else { imm };
        match i.op & 7 {
            0 => {
                let high = Insn::from_word(self.object.code[at + 1]).imm;
                self.regs[dst] = (high as u32 as u64) << 32 | i.imm as u32 as u64;
                return Ok(Next::At(at + 2));
            }
            1 => {
                let value = self.load(place(self.regs[src]), size)?;
                let signed = i.op >> 5 == 4;
                self.regs[dst] = if signed { extend(value, 8 * size) } else { value };
            }
            2 => self.store(place(self.regs[dst]), size, imm)?,
            3 if i.op >> 5 == 3 => self.store(place(self.regs[dst]), size, self.regs[src])?,
            3 => self.atomic(i, place(self.regs[dst]), size)?,
            class @ (4 | 7) => self.regs[dst] = arithmetic(i, class == 7, self.regs[dst], operand),
            class => return self.jump(i, at, class == 5, operand),
        }
        Ok(Next::At(at + 1))
    }

    fn atomic(&mut self, i: Insn, addr: u64, size: u64) -> Result<(), Fault> {
        let write = |_| Fault::BadAccess { addr, len: size, write: true };
        let old = self.load(addr, size).map_err(write)?;
        let source = self.regs[i.src as usize];
        let mask = u64::MAX >> (64 - 8 * size);
        let new = match i.imm {
            0xe1 => source,
            0xf1 if old == self.regs[0] & mask => source,
            0xf1 => old,
            n if n & 0xf0 == 0x00 => (old as u128 + source as u128) as u64,
            n if n & 0xf0 == 0x40 => old | source,
            n if n & 0xf0 == 0x50 => old & source,
            _ => old ^ source,
        };
        self.store(addr, size, new)?;
        match i.imm {
            0xf1 => self.regs[0] = old,
            n if n & 1 != 0 => self.regs[i.src as usize] = old,
            _ => {}
        }
        Ok(())
    }

    fn jump(&mut self, i: Insn, at: usize, wide: bool, operand: u64) -> Result<Next, Fault> {
        let to = |by: i64| (at as i64 + 1 + by) as usize;
        match i.op >> 4 {
            0 => return Ok(Next::At(to(if wide { i.off.into() } else { i.imm.into() }))),
            8 if i.src == 0 => return Err(Fault::BadHelper(i.imm as u16)),
            8 => {
                let target = to(i.imm.into());
                let callee = self.object.funcs.iter().find(|f| f.entry as usize == target).unwrap();
                if self.calls.len() == MAX_DEPTH as usize {
                    return Err(Fault::CallDepth);
                }
                let top = self.regs[10] - self.frame;
                if (top & 0xffff_ffff) < callee.frame.into() {
                    return Err(Fault::StackOverflow);
                }
                let saved = self.regs[6..11].try_into().unwrap();
                self.calls.push((at + 1, self.frame, saved));
                self.frame = callee.frame.into();
                self.regs[10] = top;
                return Ok(Next::At(target));
            }
            9 => {
                let Some((ret, frame, saved)) = self.calls.pop() else { return Ok(Next::Done) };
                self.regs[6..11].copy_from_slice(&saved);
                self.frame = frame;
                return Ok(Next::At(ret));
            }
            _ => {}
        }
        let narrow = |v: u64| if wide { v } else { v & 0xffff_ffff };
        let (a, b) = (narrow(self.regs[i.dst as usize]), narrow(operand));
        let bits = if wide { 64 } else { 32 };
        let (sa, sb) = (extend(a, bits) as i64, extend(b, bits) as i64);
        let holds = match i.op >> 4 {
            1 => a == b,
            2 => a > b,
            3 => a >= b,
            4 => a & b != 0,
            5 => a != b,
            6 => sa > sb,
            7 => sa >= sb,
            0xa => a < b,
            0xb => a <= b,
            0xc => sa < sb,
            _ => sa <= sb,
        };
        Ok(Next::At(if holds { to(i.off.into()) } else { at + 1 }))
    }
}

/// The low `bits` bits as a signed number.
fn extend(value: u64, bits: u64) -> u64 {
    let sign = 1u64 << (bits - 1);
    let low = value & (u64::MAX >> (64 - bits));
    if low & sign != 0 { low | !(u64::MAX >> (64 - bits)) } else { low }
}

fn arithmetic(i: Insn, wide: bool, dst: u64, operand: u64) -> u64 {
    let bits = if wide { 64 } else { 32 };
    let mask = u64::MAX >> (64 - bits);
    let (a, b) = (dst & mask, operand & mask);
    let (sa, sb) = (extend(a, bits) as i64 as i128, extend(b, bits) as i64 as i128);
    let signed = i.off == 1;
    let result = match i.op >> 4 {
        0x0 => (a as u128 + b as u128) as u64,
        0x1 => (a as i128 - b as i128) as u64,
        0x2 => (a as u128 * b as u128) as u64,
        0x3 if b == 0 => 0,
        0x3 if signed => (sa / sb) as u64,
        0x3 => a / b,
        0x4 => a | b,
        0x5 => a & b,
        0x6 => ((a as u128) << (b % bits)) as u64,
        0x7 => a >> (b % bits),
        0x8 => (-(a as i128)) as u64,
        0x9 if b == 0 => a,
        0x9 if signed => (sa % sb) as u64,
        0x9 => a % b,
        0xa => a ^ b,
        0xb if i.off != 0 => extend(b, i.off as u64),
        0xb => b,
        0xc => (sa >> (b % bits)) as u64,
        _ => {
            let bytes = (i.imm / 8) as usize;
            let mut le = dst.to_le_bytes();
            le[bytes..].fill(0);
            let swaps = wide || i.op & 8 != 0;
            if swaps {
                le[..bytes].reverse();
            }
            return u64::from_le_bytes(le);
        }
    };
    result & mask
}

/// Bytes of stack that a call of `func` can reach; the whole stack if it can recurse.
fn extent(object: &Object, func: usize, depth: usize) -> u64 {
    if depth > object.funcs.len() {
        return limit::STACK.into();
    }
    let f = &object.funcs[func];
    let range = f.entry as usize..(f.entry + f.len) as usize;
    let deepest = range.clone().filter_map(|at| {
        let i = Insn::from_word(object.code[at]);
        let second = at > range.start && object.code[at - 1] as u8 == 0x18;
        if i.op != 0x85 || i.src != 1 || second {
            return None;
        }
        let target = (at as i64 + 1 + i64::from(i.imm)) as u32;
        let callee = object.funcs.iter().position(|f| f.entry == target)?;
        Some(extent(object, callee, depth + 1))
    });
    u64::from(f.frame) + deepest.max().unwrap_or(0)
}
