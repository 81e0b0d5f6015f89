//! Emission: a program's functions one after the other, block by block.
//!
//! A block is charged when it is entered. If the budget does not cover it, the interpreter runs what it
//! does cover. Wherever code leaves a block early it gives back what was not run.
use crate::blocks::{Lead, ends_block, leaders};
use crate::layout::{STACK, STACK_BIAS, home};
use crate::windows::Windows;
use crate::x86::{Asm, Cond, Hole, RAX, Reg, Two};
use crate::{alu, flow, memory, routines};
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec, try_filled};
use wss_abi::object::Func;
use wss_vm::Program;
use wss_vm::native::{Code, Op};

/// Most bytes of code of a program.
const MAX_CODE: usize = 4 << 20;
/// Of an instruction that none was emitted for.
const NOWHERE: u32 = u32::MAX;

/// Code and what is to be known to run it.
#[derive(Debug)]
pub(crate) struct Emitted {
    pub(crate) code: Vec<u8>,
    /// Where a run may enter: functions, what stands behind calls; by instruction word.
    pub(crate) entries: Vec<Entry>,
    pub(crate) funcs: Vec<Function>,
    /// Where Rust calls it to go on: [`routines::start`].
    pub(crate) start: u32,
}

/// What is to be known of a function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Function {
    /// Its first instruction word.
    pub(crate) entry: u32,
    pub(crate) frame: u32,
    /// Its code, and where Rust calls it: [`routines::begin`].
    pub(crate) offset: u32,
    pub(crate) begin: u32,
}

/// A place to enter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) insn: u32,
    pub(crate) offset: u32,
    /// It is where a call returns to, and takes the call back; else a run begins or goes on here.
    pub(crate) returns: bool,
}

/// What stands out of the way, for what happens rarely.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stub {
    /// The jump that leads here.
    pub(crate) hole: Hole,
    /// The instruction that is not done.
    pub(crate) insn: u32,
    /// What was charged for it and those behind it.
    pub(crate) refund: u32,
    pub(crate) what: What,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum What {
    /// The interpreter goes on.
    Interpret,
    /// The window is to be moved, and the access tried again.
    Refill { window: u8, size: u16, write: bool, again: u32 },
}

/// See the module.
pub(crate) struct Emitter<'p> {
    pub(crate) asm: Asm,
    pub(crate) windows: Windows,
    /// Windows that the function being emitted uses, and those that it calls, as bits.
    pub(crate) uses: u32,
    pub(crate) routines: routines::Routines,
    /// Frame of the function being emitted.
    pub(crate) frame: u32,
    /// Whether local calls lead to it.
    pub(crate) callable: bool,
    ops: &'p [Op],
    /// Whether a block starts at an instruction word, and whether a local call leads there.
    leaders: Vec<Lead>,
    /// Where each instruction's code starts.
    at: Vec<u32>,
    jumps: Vec<(Hole, u32)>,
    stubs: Vec<Stub>,
    entries: Vec<Entry>,
    /// Instruction being emitted, and what is charged from it to the end of its block.
    insn: u32,
    charged: u32,
    /// Registers that are known to be so far from r10.
    from_r10: [Option<i32>; 10],
    /// What is known of accesses by registers.
    pub(crate) groups: memory::Groups,
}

/// Emits a program; `None` if memory runs out or it takes more than [`MAX_CODE`].
pub(crate) fn program(program: &Program) -> Option<Emitted> {
    let (ops, funcs) = (program.ops(), &program.object().funcs);
    let mut e = Emitter {
        asm: Asm::new(MAX_CODE),
        windows: Windows::new(),
        uses: 0,
        routines: routines::Routines::default(),
        frame: 0,
        callable: false,
        ops,
        leaders: leaders(ops, funcs).ok()?,
        at: try_filled(ops.len(), NOWHERE).ok()?,
        jumps: Vec::new(),
        stubs: Vec::new(),
        entries: Vec::new(),
        insn: 0,
        charged: 0,
        from_r10: [None; 10],
        groups: memory::Groups::default(),
    };
    e.routines = routines::emit(&mut e.asm);
    let mut uses = Vec::new();
    uses.try_reserve_exact(funcs.len()).ok()?;
    for f in funcs {
        e.uses = 0;
        e.function(f).ok()?;
        uses.try_push(e.uses).ok()?;
    }
    let start = routines::start(&mut e.asm, e.windows.used);
    for (hole, insn) in e.jumps {
        let to = e.at.get(insn as usize).copied().filter(|to| *to != NOWHERE)?;
        e.asm.fill(hole, to);
    }
    let mut places = Vec::new();
    places.try_reserve_exact(funcs.len()).ok()?;
    for (f, uses) in funcs.iter().zip(uses) {
        let at = e.entries.binary_search_by_key(&f.entry, |p| p.insn).ok()?;
        let offset = e.entries.get(at).filter(|p| !p.returns)?.offset;
        let begin = routines::begin(&mut e.asm, &e.windows, uses, offset);
        places.try_push(Function { entry: f.entry, frame: f.frame, offset, begin }).ok()?;
    }
    Some(Emitted { code: e.asm.finish()?, entries: e.entries, funcs: places, start })
}

impl Emitter<'_> {
    fn function(&mut self, f: &Func) -> Result<(), OutOfMemory> {
        (self.frame, self.callable) = (f.frame, self.leads(f.entry).called);
        let end = f.entry.saturating_add(f.len);
        let mut done = f.entry;
        for insn in f.entry..end {
            if insn < done {
                continue;
            }
            let Some(op) = self.ops.get(insn as usize).copied() else { break };
            if op.code == Code::Tail {
                continue;
            }
            self.insn = insn;
            self.land(insn);
            if self.leads(insn).block {
                self.begin_block(insn, end, insn == f.entry)?;
            }
            if self.rotation(insn) {
                done = insn.saturating_add(alu::ROTATION as u32);
                self.charged = self.charged.saturating_sub(alu::ROTATION as u32);
                continue;
            }
            self.one(&op);
            self.charged = self.charged.saturating_sub(1);
        }
        self.flush();
        if self.asm.failed() { Err(OutOfMemory) } else { Ok(()) }
    }

    fn leads(&self, insn: u32) -> Lead {
        self.leaders.get(insn as usize).copied().unwrap_or_default()
    }

    fn begin_block(&mut self, insn: u32, end: u32, function: bool) -> Result<(), OutOfMemory> {
        self.from_r10 = [None; 10];
        self.groups = memory::Groups::default();
        let before = insn.checked_sub(1).and_then(|n| self.ops.get(n as usize)).map(|o| o.code);
        match before {
            _ if function => self.enter_here(insn, false)?,
            Some(Code::Call) => {
                self.enter_here(insn, true)?;
                flow::returned(self);
                // Jumps find the function's frame as it is.
                self.land(insn);
            }
            Some(Code::Helper) => self.enter_here(insn, false)?,
            _ => {}
        }
        self.charged = self.block_len(insn, end);
        let len = self.charged as i32;
        self.asm.two_imm(true, Two::Sub, crate::layout::BUDGET, len);
        self.interpret_if(Cond::Below);
        Ok(())
    }

    fn enter_here(&mut self, insn: u32, returns: bool) -> Result<(), OutOfMemory> {
        self.entries.try_push(Entry { insn, offset: self.asm.here(), returns })
    }

    /// Jumps to `insn` lead here.
    fn land(&mut self, insn: u32) {
        if let Some(at) = self.at.get_mut(insn as usize) {
            *at = self.asm.here();
        }
    }

    /// Instructions from `insn` to the end of its block.
    fn block_len(&self, insn: u32, end: u32) -> u32 {
        let mut len = 0;
        for at in insn..end {
            let Some(op) = self.ops.get(at as usize) else { break };
            if at != insn && self.leads(at).block {
                break;
            }
            len += u32::from(op.code != Code::Tail);
            if ends_block(op.code) {
                break;
            }
        }
        len
    }

    /// Emits the instructions from `insn` on in one, if they are a rotation within a block.
    fn rotation(&mut self, insn: u32) -> bool {
        let ops = self.ops.get(insn as usize..).and_then(|o| o.first_chunk());
        let Some(ops) = ops.filter(|_| self.charged >= alu::ROTATION as u32) else { return false };
        if !alu::rotate(self, ops) {
            return false;
        }
        for op in ops {
            self.set_from_r10(op.dst, None);
        }
        true
    }

    fn one(&mut self, op: &Op) {
        if alu::emit(self, op) {
            self.track(op);
        } else if memory::emit(self, op) || flow::emit(self, op) {
            self.forget(op);
        }
    }

    /// What an arithmetic instruction does to what is known of its register.
    fn track(&mut self, op: &Op) {
        let near = |by: Option<i32>| by.filter(|by| by.unsigned_abs() < 1 << 20);
        let of = |r: u8| self.beside_r10(r);
        let known = match op.code {
            Code::Mov64X => of(op.src),
            Code::Add64K => near(of(op.dst).and_then(|by| by.checked_add(op.imm as i32))),
            Code::Sub64K => near(of(op.dst).and_then(|by| by.checked_sub(op.imm as i32))),
            _ => None,
        };
        self.set_from_r10(op.dst, known);
    }

    /// What any other instruction does: only helpers, loads and atomics write registers in a block.
    fn forget(&mut self, op: &Op) {
        use Code::*;
        match op.code {
            Ld8 | Ld16 | Ld32 | Ld64 | LdS8 | LdS16 | LdS32 => self.set_from_r10(op.dst, None),
            Atomic32 | Atomic64 => {
                self.set_from_r10(op.src, None);
                self.set_from_r10(0, None);
            }
            _ => {}
        }
    }

    /// How far a register is from r10, if that is known.
    pub(crate) fn beside_r10(&self, r: u8) -> Option<i32> {
        if r == 10 { Some(0) } else { self.from_r10.get(usize::from(r)).copied().flatten() }
    }

    fn set_from_r10(&mut self, r: u8, by: Option<i32>) {
        self.groups.end(r);
        if let Some(known) = self.from_r10.get_mut(usize::from(r)) {
            *known = by;
        }
    }

    /// The register that holds `r`: its own, or for r10 `into`, to which the program's address is moved.
    pub(crate) fn read(&mut self, r: u8, into: Reg) -> Reg {
        if r != 10 {
            return home(r);
        }
        self.groups.uses(into);
        self.asm.mov(true, into, STACK);
        self.asm.two_from(Two::Sub, into, STACK_BIAS);
        into
    }

    /// The instructions from the one being emitted on, to the end of its block and no more than so many.
    pub(crate) fn ahead(&self, most: usize) -> impl Iterator<Item = &Op> {
        let rest = self.ops.iter().skip(self.insn as usize);
        rest.filter(|o| o.code != Code::Tail).take(most.min(self.charged as usize))
    }

    /// Instruction being emitted.
    pub(crate) fn insn(&self) -> u32 {
        self.insn
    }

    /// Makes a jump of the instruction being emitted lead to a stub.
    pub(crate) fn stub(&mut self, hole: Hole, what: What) {
        let stub = Stub { hole, insn: self.insn, refund: self.charged, what };
        if self.stubs.try_push(stub).is_err() {
            self.asm.fail();
        }
    }

    /// Leaves the instruction to the interpreter if a condition holds.
    pub(crate) fn interpret_if(&mut self, cond: Cond) {
        let hole = self.asm.jump_if(cond);
        self.stub(hole, What::Interpret);
    }

    /// Leaves the instruction to the interpreter.
    pub(crate) fn leave_to_interpreter(&mut self) {
        let hole = self.asm.jump();
        self.stub(hole, What::Interpret);
    }

    /// A jump to an instruction, on a condition or always.
    pub(crate) fn jump_to(&mut self, cond: Option<Cond>, insn: u32) {
        match self.at.get(insn as usize).copied() {
            Some(to) if to != NOWHERE => self.asm.jump_back(cond, to),
            _ => {
                let hole = match cond {
                    Some(c) => self.asm.jump_if(c),
                    None => self.asm.jump(),
                };
                if self.jumps.try_push((hole, insn)).is_err() {
                    self.asm.fail();
                }
            }
        }
    }

    /// Emits the stubs that wait.
    fn flush(&mut self) {
        let mut stubs = core::mem::take(&mut self.stubs);
        for stub in &stubs {
            self.asm.fill_here(stub.hole);
            if let What::Refill { window, size, write, again } = stub.what {
                routines::refill(&mut self.asm, self.routines.refill, window, size, write);
                self.asm.jump_back(Some(Cond::Equal), again);
            }
            if stub.refund != 0 {
                self.asm.two_imm(true, Two::Add, crate::layout::BUDGET, stub.refund as i32);
            }
            self.asm.set32(RAX, stub.insn);
            self.asm.jump_back(None, self.routines.interpret);
        }
        stubs.clear();
        self.stubs = stubs;
    }
}
