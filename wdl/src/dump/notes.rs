//! What stands behind an instruction in a dump: the parameter, variable or string it is about.
use std::fmt::Write;
use wss_abi::addr::{Region, split};
use wss_abi::clause::Clause;
use wss_abi::ctx;
use wss_abi::insn::{Insn, alu, class, jmp};
use wss_abi::object::{Func, Object};

/// Longest piece of a string that is shown.
const MOST: usize = 40;

/// Notes on one function's instructions, asked for in order.
pub(super) struct Notes<'a> {
    object: &'a Object,
    /// The clause whose condition or action it is.
    clause: Option<&'a Clause>,
    /// Registers that hold the context's address.
    context: u16,
    /// How often the function writes each register.
    writes: [u32; 16],
    /// The first word that is jumped back to: from there on r1 to r5 are not what they were.
    loops: u32,
}

impl<'a> Notes<'a> {
    pub(super) fn new(object: &'a Object, number: usize, func: &Func) -> Self {
        let number = number as u32;
        let of = |c: &&Clause| c.body == number || c.guard == Some(number);
        let clause = object.clauses.iter().find(of);
        let mut notes = Notes {
            object,
            clause,
            context: if clause.is_some() { 1 << 1 } else { 0 },
            writes: [0; 16],
            loops: u32::MAX,
        };
        let mut word = func.entry;
        while word < func.entry.saturating_add(func.len) {
            let insn = notes.insn(word);
            for reg in 0..16u8 {
                if let Some(count) = notes.writes.get_mut(usize::from(reg)) {
                    *count += u32::from(writes(insn, reg));
                }
            }
            let at = wss_vm::disasm::at(object, word);
            if let Some(to) = at.target().filter(|to| *to <= word) {
                notes.loops = notes.loops.min(to);
            }
            word = word.saturating_add(at.words().max(1));
        }
        notes
    }

    fn insn(&self, word: u32) -> Insn {
        Insn::from_word(self.object.code.get(word as usize).copied().unwrap_or(0))
    }

    /// What the instruction at `word` is about; the next one has to be asked for next.
    pub(super) fn at(&mut self, word: u32) -> Option<String> {
        let insn = self.insn(word);
        if word >= self.loops {
            self.context &= !0x3f;
        }
        let holds = |context: u16, reg: u8| context >> (reg & 15) & 1 == 1;
        let mut note = None;
        match insn.op & 7 {
            class::LDX if holds(self.context, insn.src) => note = self.field(i64::from(insn.off)),
            class::LD if insn.src == 0 => {
                let high = u64::from(self.insn(word + 1).imm as u32) << 32;
                note = self.address(high | u64::from(insn.imm as u32));
            }
            _ => {}
        }
        let copies = insn.op == (class::ALU64 | alu::MOV | 8)
            && insn.off == 0
            && holds(self.context, insn.src);
        for reg in 0..16 {
            if writes(insn, reg) {
                self.context &= !(1 << reg);
            }
        }
        let once = self.writes.get(usize::from(insn.dst)).is_some_and(|n| *n == 1);
        if copies && once {
            self.context |= 1 << (insn.dst & 15);
        }
        note
    }

    /// A field of the context.
    fn field(&self, offset: i64) -> Option<String> {
        let offset = u32::try_from(offset).ok()?;
        let param = |slot: u32| {
            let name = self.clause?.params.get(slot as usize)?;
            Some(super::param_name(name))
        };
        if (ctx::PARAMS..ctx::LENS).contains(&offset) {
            return param((offset - ctx::PARAMS) / 8);
        }
        if (ctx::LENS..ctx::SIZE).contains(&offset) {
            return Some(format!("length of {}", param((offset - ctx::LENS) / 4)?));
        }
        let name = match offset {
            ctx::RET => "$ret",
            ctx::ERRNO => "$errno",
            ctx::PID => "_pid",
            ctx::TID => "_tid",
            ctx::PPID => "_ppid",
            ctx::UID => "_uid",
            ctx::EUID => "_euid",
            ctx::GID => "_gid",
            ctx::EGID => "_egid",
            ctx::JAIL => "_jail",
            ctx::NR => "number of the call",
            ctx::PHASE => "phase",
            _ => return None,
        };
        Some(name.to_string())
    }

    /// A variable or constant.
    fn address(&self, address: u64) -> Option<String> {
        let (region, offset) = split(address);
        if region == Region::State as u32 {
            let holds = |v: &&wss_abi::object::Var| {
                v.offset <= offset && u64::from(offset) < u64::from(v.offset) + u64::from(v.size)
            };
            let var = self.object.vars.iter().find(holds)?;
            let into = offset - var.offset;
            return Some(if into == 0 { var.name.clone() } else { format!("{}+{into}", var.name) });
        }
        if region == Region::Rodata as u32 {
            let rest = self.object.rodata.get(offset as usize..)?;
            let end = rest.iter().position(|b| *b == 0)?;
            let text = std::str::from_utf8(rest.get(..end)?).ok()?;
            if text.is_empty() || text.chars().any(char::is_control) {
                return None;
            }
            let mut out = String::new();
            let short: String = text.chars().take(MOST).collect();
            let dots = if short.len() < text.len() { "..." } else { "" };
            let _ = write!(out, "\"{short}\"{dots}");
            return Some(out);
        }
        None
    }
}

/// Whether an instruction may change a register.
fn writes(insn: Insn, reg: u8) -> bool {
    match insn.op & 7 {
        class::ALU | class::ALU64 | class::LDX | class::LD => insn.dst == reg,
        class::JMP if insn.op & 0xf0 == jmp::CALL => reg < 6,
        // Atomic operations fetch into their source or r0.
        class::STX if insn.op & 0xe0 == 0xc0 => insn.src == reg || reg == 0,
        _ => false,
    }
}
