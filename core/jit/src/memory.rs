//! Loads, stores and atomic instructions.
//!
//! What lies in the frame of the function, at a place that the code says plainly, is accessed there: the
//! stack is that long in every run. Every other access goes by a *window* ([`crate::layout::Window`]): compare the
//! distance from its start with its limit, clamp it behind the comparison, so that a processor that
//! guesses wrong reads the region's first byte (Spectre variant 1), access. What a window does not hold
//! is looked up by [`crate::call`]'s `refill`, and is left to the interpreter if it is no place at all.
//!
//! Accesses by one register in one block are checked together, by the first of them: all of them run,
//! or something faults, and then the interpreter finds out what. The checked and clamped address is kept
//! for the others.
use crate::emit::{Emitter, What};
use crate::layout::{STACK, checked, home, window};
use crate::x86::{Cond, Mem, RAX, RCX, Reg, Two, at};
use wss_vm::native::{Code, Op};

// Operations of atomic instructions (RFC 9669, tables 9 and 10).
const FETCH: i32 = 0x01;
const XCHG: i32 = 0xe1;
const CMPXCHG: i32 = 0xf1;

/// Emits an access; false for what is none.
pub(crate) fn emit(e: &mut Emitter<'_>, op: &Op) -> bool {
    use Code::*;
    let Some((_, _, size, _)) = access(op) else { return false };
    match op.code {
        Ld8 | Ld16 | Ld32 | Ld64 | LdS8 | LdS16 | LdS32 => {
            let signed = matches!(op.code, LdS8 | LdS16 | LdS32);
            let m = place(e, op.src, op.off, size, false);
            e.asm.load(size, signed, home(op.dst), m);
        }
        St8K | St16K | St32K | St64K => {
            let m = place(e, op.dst, op.off, size, true);
            e.asm.store_imm(size, m, op.imm as i32);
        }
        Atomic32 | Atomic64 => atomic(e, op, size),
        _ => {
            let m = place(e, op.dst, op.off, size, true);
            if op.src == 10 {
                // Both registers may be in use: the address becomes one.
                e.asm.lea(RCX, m);
                let from = e.read(10, RAX);
                e.asm.store(size, at(RCX, 0), from);
            } else {
                e.asm.store(size, m, home(op.src));
            }
        }
    }
    true
}

/// How far ahead accesses are looked for that are checked with the first.
const AHEAD: usize = 64;
/// How many bytes apart they are at most.
const APART: i32 = 1024;

/// Accesses that are checked together: the displacements of the lowest byte and behind the highest,
/// and whether one writes.
#[derive(Clone, Copy, Debug)]
struct Group {
    low: i32,
    high: i32,
    write: bool,
}

impl Group {
    /// With another access, if they are not too far apart.
    fn with(self, off: i32, size: u8, write: bool) -> Option<Group> {
        let (low, high) = (self.low.min(off), self.high.max(off + i32::from(size)));
        (high - low <= APART).then_some(Group { low, high, write: self.write || write })
    }

    fn holds(self, off: i32, size: u8, write: bool) -> bool {
        off >= self.low && off + i32::from(size) <= self.high && (self.write || !write)
    }
}

/// What was checked in a block and still stands.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    by_base: [Option<Group>; 11],
    /// The base register whose group's place is in RAX.
    in_rax: Option<u8>,
}

impl Groups {
    /// A base register is written.
    pub(crate) fn end(&mut self, base: u8) {
        if let Some(group) = self.by_base.get_mut(usize::from(base)) {
            *group = None;
        }
    }

    /// A register of the processor's is written.
    pub(crate) fn uses(&mut self, r: Reg) {
        if r == RAX {
            self.in_rax = None;
        }
    }

    fn of(&self, base: u8) -> Option<Group> {
        self.by_base.get(usize::from(base)).copied().flatten()
    }
}

/// Base, displacement, bytes and kind of an access, and the register that it writes.
fn access(op: &Op) -> Option<(u8, i32, u8, bool)> {
    use Code::*;
    let (base, size, write) = match op.code {
        Ld8 | LdS8 => (op.src, 1, false),
        Ld16 | LdS16 => (op.src, 2, false),
        Ld32 | LdS32 => (op.src, 4, false),
        Ld64 => (op.src, 8, false),
        St8K | St8X => (op.dst, 1, true),
        St16K | St16X => (op.dst, 2, true),
        St32K | St32X | Atomic32 => (op.dst, 4, true),
        St64K | St64X | Atomic64 => (op.dst, 8, true),
        _ => return None,
    };
    Some((base, op.off, size, write))
}

/// Whether an instruction may write a register.
fn writes(op: &Op, r: u8) -> bool {
    use Code::*;
    match op.code {
        St8K | St16K | St32K | St64K | St8X | St16X | St32X | St64X => false,
        Atomic32 | Atomic64 => op.src == r || r == 0,
        // What ends a block writes no register that is looked at behind it.
        _ => op.dst == r,
    }
}

/// What is to be checked for an access and those by the same register that follow.
fn gather(e: &Emitter<'_>, base: u8, first: Group) -> Group {
    let mut group = first;
    for op in e.ahead(AHEAD) {
        if let Some((b, off, size, write)) = access(op)
            && b == base
        {
            group = group.with(off, size, write).unwrap_or(group);
        }
        if writes(op, base) {
            break;
        }
    }
    group
}

/// The host's place of an access, checked; RAX and RCX may be part of it.
fn place(e: &mut Emitter<'_>, base: u8, off: i32, size: u8, write: bool) -> Mem {
    if let Some(from_r10) = e.beside_r10(base) {
        let low = i64::from(from_r10) + i64::from(off);
        if low >= -i64::from(e.frame) && low + i64::from(size) <= 0 {
            return at(STACK, low as i32);
        }
    }
    if let Some(group) = e.groups.of(base).filter(|g| g.holds(off, size, write)) {
        if e.groups.in_rax != Some(base) {
            e.asm.load(8, false, RAX, checked(base));
            e.groups.in_rax = Some(base);
        }
        return at(RAX, off - group.low);
    }
    let alone = Group { low: off, high: off + i32::from(size), write };
    let together = gather(e, base, alone);
    let mut kind = |g: Group| e.windows.of(base, (g.high - g.low) as u16, g.write);
    let (group, n) = match kind(together) {
        Some(n) => (together, n),
        None => (alone, kind(alone).unwrap_or(0)),
    };
    e.uses |= 1 << n;
    let [start, limit, first] = window(n);
    let from = e.read(base, RAX);
    match group.low {
        0 => e.asm.mov(true, RAX, from),
        low => e.asm.lea(RAX, at(from, low)),
    }
    let again = e.asm.here();
    e.asm.two_from(Two::Sub, RAX, start);
    e.asm.set(RCX, 0);
    e.asm.two_from(Two::Cmp, RAX, limit);
    let hole = e.asm.jump_if(Cond::NotBelow);
    let bytes = (group.high - group.low) as u16;
    e.stub(hole, What::Refill { window: n, size: bytes, write: group.write, again });
    e.asm.move_if(Cond::NotBelow, RAX, RCX);
    e.groups.in_rax = None;
    let shared = group.high - group.low > i32::from(size) || shares(e, base, group);
    if !shared {
        e.asm.load(8, false, RCX, first);
        return Mem { base: RCX, index: Some(RAX), disp: 0 };
    }
    e.asm.two_from(Two::Add, RAX, first);
    e.asm.store(8, checked(base), RAX);
    e.groups.in_rax = Some(base);
    if let Some(place) = e.groups.by_base.get_mut(usize::from(base)) {
        *place = Some(group);
    }
    at(RAX, off - group.low)
}

/// Whether a later access has use for what is checked now.
fn shares(e: &Emitter<'_>, base: u8, group: Group) -> bool {
    let mut ahead = e.ahead(AHEAD);
    let Some(this) = ahead.next() else { return false };
    if writes(this, base) {
        return false;
    }
    for op in ahead {
        if let Some((b, off, size, write)) = access(op)
            && b == base
        {
            return group.holds(off, size, write);
        }
        if writes(op, base) {
            break;
        }
    }
    false
}

/// The memory of a run is the run's alone, so that an access and another one are atomic.
fn atomic(e: &mut Emitter<'_>, op: &Op, size: u8) {
    if op.src == 10 {
        return e.leave_to_interpreter();
    }
    let (wide, src, operation) = (size == 8, home(op.src), op.imm as i32);
    let m = place(e, op.dst, op.off, size, true);
    let how = match operation & !FETCH {
        0x40 => Two::Or,
        0x50 => Two::And,
        0xa0 => Two::Xor,
        _ => Two::Add,
    };
    if operation & FETCH == 0 {
        return e.asm.two_into(wide, how, m, src);
    }
    e.groups.uses(RAX);
    e.asm.lea(RAX, m);
    e.asm.load(size, false, RCX, at(RAX, 0));
    match operation {
        XCHG => e.asm.store(size, at(RAX, 0), src),
        CMPXCHG => {
            e.asm.two(wide, Two::Cmp, RCX, home(0));
            let differs = e.asm.jump_if(Cond::NotEqual);
            e.asm.store(size, at(RAX, 0), src);
            e.asm.fill_here(differs);
            return e.asm.mov(true, home(0), RCX);
        }
        _ => e.asm.two_into(wide, how, at(RAX, 0), src),
    }
    e.asm.mov(true, src, RCX);
}
