//! The verifier: what an object's code must be before it may run. It keeps the interpreter (and a
//! JIT) from deciding at run time what can be decided once; memory safety does not rest on it alone.
//! Linear in the code, one byte of memory per instruction word, no recursion.
//!
//! 1. **Size.** The code has 1 to [`limit::INSNS`] words in 1 to [`limit::FUNCS`] functions.
//! 2. **Functions** tile the code: by rising entry, none empty, no gap, no overlap.
//! 3. **Frames** are multiples of 8 of at most [`limit::FRAME`] bytes.
//! 4. **Opcodes** are those of RFC 9669 in the groups the machine has, each with a sub-code that it
//!    defines (`sdiv`, `smod`, `movsx`, byte swaps, atomics, kinds of `call` and `lddw`). Legacy
//!    packet access, `lddw` of maps, calls by BTF id and through registers are not.
//! 5. **Reserved** fields are zero.
//! 6. **Registers** are r0 to r10.
//! 7. **r10** is never written.
//! 8. **`lddw`** has its second word, in the same function.
//! 9. **Jumps** stay inside their function and land on the start of an instruction, never inside
//!    `lddw`.
//! 10. **Ends.** The last instruction of a function is `exit` or an unconditional jump.
//! 11. **Local calls** land on the entry of a function.
//! 12. **Helpers** called are in [`wss_abi::helper`].
//! 13. **Clauses** name functions that exist.
//! 14. **Positions** stand by rising instruction and name files that exist.
//!
//! Not rules, because RFC 9669 defines the result: division by an immediate 0 (0, or the dividend
//! as remainder), shifts by more than the width (masked), unreachable code, endless loops (the
//! budget ends them), reading a register that nothing was written to (0).
use crate::atomic;
use crate::op::Code;
use wss_abi::helper;
use wss_abi::insn::{Insn, SRC_REG, alu, class, jmp, mode};
use wss_abi::mem::try_filled;
use wss_abi::object::{Object, limit};

/// A rule of the verifier, by its number in the module's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Rule {
    /// No rule: there was no memory to verify or prepare the program.
    Memory = 0,
    Size = 1,
    Functions = 2,
    Frames = 3,
    Opcodes = 4,
    Reserved = 5,
    Registers = 6,
    FramePointer = 7,
    Lddw = 8,
    Jumps = 9,
    Ends = 10,
    LocalCalls = 11,
    Helpers = 12,
    Clauses = 13,
    Positions = 14,
}

impl Rule {
    /// What breaks it, for people.
    pub const fn text(self) -> &'static str {
        match self {
            Rule::Memory => "out of memory",
            Rule::Size => "no code, or more code or functions than allowed",
            Rule::Functions => "functions do not tile the code",
            Rule::Frames => "frame too large or not a multiple of 8",
            Rule::Opcodes => "unknown opcode or sub-code",
            Rule::Reserved => "a reserved field is not zero",
            Rule::Registers => "register above r10",
            Rule::FramePointer => "r10 is written",
            Rule::Lddw => "lddw without its second word",
            Rule::Jumps => "jump out of the function or into an instruction",
            Rule::Ends => "function does not end in exit or an unconditional jump",
            Rule::LocalCalls => "local call to what is no function's entry",
            Rule::Helpers => "call of an unknown helper",
            Rule::Clauses => "clause names a function that does not exist",
            Rule::Positions => "source positions out of order or without file",
        }
    }
}

/// Why a program may not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifyError {
    /// The rule that is broken.
    pub rule: Rule,
    /// In which function.
    pub func: Option<u32>,
    /// At which instruction word.
    pub insn: Option<u32>,
}

impl core::fmt::Display for VerifyError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("verifier: ")?;
        if let Some(func) = self.func {
            write!(f, "function {func}, ")?;
        }
        if let Some(insn) = self.insn {
            write!(f, "instruction {insn}, ")?;
        }
        write!(f, "rule {}: {}", self.rule as u8, self.rule.text())
    }
}

/// What stands at an instruction word.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Tail,
    Insn,
    Entry,
}

/// Checks every rule; the error names the first one found broken.
pub fn verify(object: &Object) -> Result<(), VerifyError> {
    let whole = |rule| VerifyError { rule, func: None, insn: None };
    let words = object.code.len();
    let sized = (1..=limit::INSNS).contains(&words);
    if !sized || !(1..=limit::FUNCS).contains(&object.funcs.len()) {
        return Err(whole(Rule::Size));
    }
    functions(object)?;
    let mut marks = try_filled(words, Mark::Tail).map_err(|_| whole(Rule::Memory))?;
    for_each_function(object, |first, code| instructions(first, code, &mut marks))?;
    for_each_function(object, |first, code| flow(first, code, &marks))?;
    let missing = |f: u32| f as usize >= object.funcs.len();
    if object.clauses.iter().any(|c| missing(c.body) || c.guard.is_some_and(missing)) {
        return Err(whole(Rule::Clauses));
    }
    let lines = &object.lines;
    let placed =
        lines.iter().all(|l| (l.insn as usize) < words && (l.file as usize) < object.files.len());
    if !placed || !lines.is_sorted_by_key(|l| l.insn) {
        return Err(whole(Rule::Positions));
    }
    Ok(())
}

/// Rules 2 and 3.
fn functions(object: &Object) -> Result<(), VerifyError> {
    let mut next = 0u32;
    for (n, f) in object.funcs.iter().enumerate() {
        let error = |rule| VerifyError { rule, func: Some(n as u32), insn: None };
        let end = f.entry.checked_add(f.len).ok_or(error(Rule::Functions))?;
        if f.entry != next || f.len == 0 || end as usize > object.code.len() {
            return Err(error(Rule::Functions));
        }
        if f.frame > limit::FRAME || f.frame % 8 != 0 {
            return Err(error(Rule::Frames));
        }
        next = end;
    }
    if next as usize != object.code.len() {
        return Err(VerifyError { rule: Rule::Functions, func: None, insn: None });
    }
    Ok(())
}

/// Runs `check` on each function's first word number and code; an error is a rule and the word.
fn for_each_function(
    object: &Object,
    mut check: impl FnMut(u32, &[u64]) -> Result<(), (Rule, u32)>,
) -> Result<(), VerifyError> {
    for (n, f) in object.funcs.iter().enumerate() {
        let range = f.entry as usize..(f.entry as usize).saturating_add(f.len as usize);
        let code = object.code.get(range).unwrap_or(&[]);
        check(f.entry, code).map_err(|(rule, insn)| VerifyError {
            rule,
            func: Some(n as u32),
            insn: Some(insn),
        })?;
    }
    Ok(())
}

/// Rules 4 to 8 and 10, 12; marks where instructions start.
fn instructions(first: u32, code: &[u64], marks: &mut [Mark]) -> Result<(), (Rule, u32)> {
    let mut words = (first..).zip(code.iter().map(|w| Insn::from_word(*w)));
    let mut mark = Mark::Entry;
    let mut last = (first, None);
    while let Some((at, i)) = words.next() {
        if let Some(m) = marks.get_mut(at as usize) {
            *m = mark;
        }
        mark = Mark::Insn;
        let code = Code::of(i).ok_or((Rule::Opcodes, at))?;
        if code == Code::Lddw {
            // Sub-codes of lddw other than 0 load what this machine does not have.
            if i.src != 0 {
                return Err((Rule::Opcodes, at));
            }
            let (_, tail) = words.next().ok_or((Rule::Lddw, at))?;
            if i.off != 0 || (tail.op, tail.dst, tail.src, tail.off) != (0, 0, 0, 0) {
                return Err((Rule::Reserved, at));
            }
        } else if !reserved_zero(i) {
            return Err((Rule::Reserved, at));
        }
        if i.dst > 10 || i.src > 10 {
            return Err((Rule::Registers, at));
        }
        if written(i).is_some_and(|r| r == 10) {
            return Err((Rule::FramePointer, at));
        }
        if code == Code::Helper && helper::by_id(i.imm).is_none() {
            return Err((Rule::Helpers, at));
        }
        last = (at, Some(code));
    }
    match last {
        (_, Some(Code::Exit | Code::Ja | Code::Ja32)) => Ok(()),
        (at, _) => Err((Rule::Ends, at)),
    }
}

/// Rule 5, for everything but `lddw`.
pub(crate) fn reserved_zero(i: Insn) -> bool {
    let register = i.op & SRC_REG != 0;
    match (i.op & 7, i.op & 0xf0) {
        (class::ALU | class::ALU64, alu::END) => i.src == 0 && i.off == 0,
        (class::ALU | class::ALU64, alu::NEG) => i.src == 0 && i.off == 0 && i.imm == 0,
        (class::ALU | class::ALU64, op) => {
            let sub_code = matches!(op, alu::DIV | alu::MOD | alu::MOV);
            (if register { i.imm == 0 } else { i.src == 0 }) && (sub_code || i.off == 0)
        }
        (class::JMP, jmp::JA) => i.dst == 0 && i.src == 0 && i.imm == 0,
        (class::JMP32, jmp::JA) => i.dst == 0 && i.src == 0 && i.off == 0,
        (class::JMP, jmp::CALL) => i.dst == 0 && i.off == 0,
        (class::JMP, jmp::EXIT) => i.dst == 0 && i.src == 0 && i.off == 0 && i.imm == 0,
        (class::JMP | class::JMP32, _) => {
            if register {
                i.imm == 0
            } else {
                i.src == 0
            }
        }
        (class::LDX, _) => i.imm == 0,
        (class::ST, _) => i.src == 0,
        (class::STX, _) => i.op & 0xe0 == mode::ATOMIC || i.imm == 0,
        _ => true,
    }
}

/// Register that an instruction writes, r0 of calls and `cmpxchg` aside.
fn written(i: Insn) -> Option<u8> {
    match i.op & 7 {
        class::ALU | class::ALU64 | class::LDX | class::LD => Some(i.dst),
        class::STX => {
            let atomic = i.op & 0xe0 == mode::ATOMIC;
            let fetches = i.imm & atomic::FETCH != 0 && i.imm != atomic::CMPXCHG;
            (atomic && fetches).then_some(i.src)
        }
        _ => None,
    }
}

/// Rules 9 and 11.
fn flow(first: u32, code: &[u64], marks: &[Mark]) -> Result<(), (Rule, u32)> {
    let end = i64::from(first) + code.len() as i64;
    for (at, i) in (first..).zip(code.iter().map(|w| Insn::from_word(*w))) {
        let here = usize::try_from(at).ok().and_then(|n| marks.get(n));
        if here == Some(&Mark::Tail) {
            continue;
        }
        let by = match Code::of(i) {
            Some(Code::Helper | Code::Exit) | None => continue,
            Some(Code::Call | Code::Ja32) => i.imm,
            Some(_) if matches!(i.op & 7, class::JMP | class::JMP32) => i.off.into(),
            Some(_) => continue,
        };
        let target = i64::from(at) + 1 + i64::from(by);
        let mark = usize::try_from(target).ok().and_then(|t| marks.get(t));
        if Code::of(i) == Some(Code::Call) {
            if mark != Some(&Mark::Entry) {
                return Err((Rule::LocalCalls, at));
            }
        } else if !(i64::from(first)..end).contains(&target)
            || !matches!(mark, Some(Mark::Insn | Mark::Entry))
        {
            return Err((Rule::Jumps, at));
        }
    }
    Ok(())
}
