//! `wss-bpf-plugin [MEMORY] [--jit]`: a plugin of the public eBPF conformance runner
//! (github.com/Alan-Jowett/bpf_conformance). The program comes as hex on standard input, its initial
//! memory as hex in the argument: r1 is the memory's address, r2 its length. Prints r0 in hex; a program
//! that is refused or faults is exit status 1 and a line on standard error.
//!
//! Functions begin where local calls lead, each with the 512 bytes of stack that eBPF programs expect.
//! Helpers return their first argument.
use std::collections::BTreeSet;
use std::io::Read;
use std::process::ExitCode;
use wss_abi::addr::Region;
use wss_abi::insn::{CALL_LOCAL, Insn, class, jmp};
use wss_abi::object::{Func, Object};
use wss_vm::native::Compiler;
use wss_vm::{Budget, Fault, Helpers, Memory, Program, Slot, Stack};

/// Instructions that a program may run.
const BUDGET: u64 = 1 << 30;
/// Bytes of a function's frame.
const FRAME: u32 = 512;

struct First;

impl Helpers for First {
    fn call(
        &mut self,
        _: u16,
        [r1, ..]: [u64; 5],
        _: &mut Memory<'_>,
        _: &mut Budget,
    ) -> Result<u64, Fault> {
        Ok(r1)
    }
}

fn main() -> ExitCode {
    match answer() {
        Ok(r0) => {
            println!("{r0:x}");
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<u64, String> {
    let (mut jit, mut memory) = (false, Vec::new());
    for word in std::env::args().skip(1) {
        match word.as_str() {
            "--jit" => jit = true,
            option if option.starts_with('-') => return Err(format!("unknown option {option}")),
            hex => memory = bytes(hex)?,
        }
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|e| e.to_string())?;
    let code = bytes(&text)?;
    let (words, rest) = code.as_chunks::<8>();
    if !rest.is_empty() {
        return Err("the program is no multiple of 8 bytes".into());
    }
    let object = object(words.iter().map(|w| u64::from_le_bytes(*w)).collect())?;
    let mut program = Program::new(object).map_err(|e| e.to_string())?;
    if jit {
        wss_pages::JIT.compile(&mut program)?;
    }
    let mut stack = Stack::new().map_err(|e| e.to_string())?;
    let len = memory.len() as u64;
    let mut mem = Memory::new(&mut stack).with(Region::Lent, Slot::ReadWrite(&mut memory));
    let args = [Region::Lent.at(0), len, 0, 0, 0];
    let mut budget = Budget::new(BUDGET);
    wss_vm::call(&program, 0, args, &mut mem, &mut First, &mut budget).map_err(|e| e.to_string())
}

/// The bytes of a text in hex; blanks are left out.
fn bytes(hex: &str) -> Result<Vec<u8>, String> {
    let digits: Option<Vec<u8>> = (hex.chars().filter(|c| !c.is_whitespace()))
        .map(|c| c.to_digit(16).map(|d| d as u8))
        .collect();
    let digits = digits.ok_or_else(|| format!("not hex: {hex}"))?;
    let (pairs, rest) = digits.as_chunks::<2>();
    if !rest.is_empty() {
        return Err("an odd number of hex digits".into());
    }
    Ok(pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

/// An object of that code.
fn object(code: Vec<u64>) -> Result<Object, String> {
    let mut entries = BTreeSet::from([0]);
    let mut second = false;
    for (at, i) in (0i64..).zip(code.iter().map(|w| Insn::from_word(*w))) {
        if !second && i.op == class::JMP | jmp::CALL && i.src == CALL_LOCAL {
            let target = at + 1 + i64::from(i.imm);
            let target = u32::try_from(target).ok().filter(|t| (*t as usize) < code.len());
            entries.insert(target.ok_or("a call leads out of the program")?);
        }
        second = !second && i.op == 0x18;
    }
    let ends = entries.iter().skip(1).copied().chain([code.len() as u32]);
    let funcs = entries.iter().zip(ends).map(|(entry, end)| Func {
        name: format!("f{entry}"),
        entry: *entry,
        len: end - entry,
        frame: FRAME,
    });
    let mut object =
        wss_vm::asm::object("plugin", ".func main\nexit").map_err(|e| e.to_string())?;
    (object.funcs, object.code) = (funcs.collect(), code);
    object.lines.clear();
    Ok(object)
}
