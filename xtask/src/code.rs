//! What a kernel demands of code: no floating point register, and little stack. Read from what
//! objdump makes of an object.
use crate::depth::{FIRST_SERVICE, SERVICES, deepest};
use crate::elf::Object;
use crate::toolchain::output;
use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

/// Largest stack frame: a kernel's stack is 16 KiB, and calls nest.
const MAX_FRAME: u32 = 2048;

/// Most stack that a call into the engine or the module takes. The rest is the kernel's, below and
/// above it.
const MAX_DEPTH: u32 = 10 << 10;

/// An object's code.
pub(crate) struct Code {
    /// Name and size of its parts.
    pub(crate) sizes: Vec<(String, u64)>,
    /// Functions, the one with the largest frame first.
    pub(crate) functions: Vec<Function>,
    /// The chain of calls that takes most stack, and how much it takes.
    pub(crate) deepest: (Vec<String>, u32),
    /// Instructions that a kernel does not have, with their functions.
    refused: Vec<String>,
}

/// A function, by its symbol.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// Bytes of stack that it takes, without the return address.
    pub(crate) frame: u32,
    /// Symbols that it calls or ends in a jump to.
    pub(crate) calls: Vec<String>,
    /// Where the pointers stand in their table that it calls through, as far as the call says.
    pub(crate) through: Vec<Option<u64>>,
}

impl Code {
    pub(crate) fn read(object: &Path) -> Result<Code, String> {
        let run = |tool: &str, args: &[&str]| {
            output(Command::new(tool).args(args).arg(object)).map_err(self::tool)
        };
        let (functions, refused) = instructions(&run("objdump", &["-dr", "--no-show-raw-insn"])?);
        let sizes = sizes(&run("size", &[])?);
        let bytes = std::fs::read(object).map_err(|e| format!("{}: {e}", object.display()))?;
        let services = Object::parse(&bytes)?.table(SERVICES, FIRST_SERVICE);
        Ok(Code { sizes, deepest: deepest(&functions, &services), functions, refused })
    }

    /// What there is to know, for a person.
    pub(crate) fn print(&self) {
        for (name, bytes) in &self.sizes {
            println!("{name}: {bytes} bytes");
        }
        for f in self.functions.iter().take(5) {
            println!("frame of {} bytes: {}", f.frame, plain(&f.name));
        }
        let (chain, bytes) = &self.deepest;
        println!("deepest chain of calls: {bytes} bytes in {} functions", chain.len());
        for name in chain {
            println!("  {}", plain(name));
        }
    }

    /// What a kernel does not take; nothing if it is fit for one.
    pub(crate) fn wrong(&self) -> Vec<String> {
        let large = self.functions.iter().filter(|f| f.frame > MAX_FRAME);
        let large = large.map(|f| {
            format!("frame of {} bytes, of {MAX_FRAME} at most: {}", f.frame, plain(&f.name))
        });
        let (chain, bytes) = &self.deepest;
        let deep = (*bytes > MAX_DEPTH).then(|| {
            let chain: Vec<String> = chain.iter().map(|f| plain(f)).collect();
            format!("{bytes} bytes of stack, of {MAX_DEPTH} at most: {}", chain.join(" > "))
        });
        large.chain(deep).chain(self.refused.iter().cloned()).collect()
    }
}

/// Says that an object is fit for a kernel, or what is wrong with it.
pub(crate) fn verdict(object: &Path, wrong: &[String]) -> Result<(), String> {
    if wrong.is_empty() {
        println!("{}: fit for a kernel", object.display());
        return Ok(());
    }
    Err(format!("{} is not fit for a kernel:\n  {}", object.display(), wrong.join("\n  ")))
}

/// Says what to install when a tool is not there.
pub(crate) fn tool(why: String) -> String {
    format!("{why}\n(ld, objdump and size come with binutils: apt-get install binutils)")
}

/// The name that a person gave a symbol.
pub(crate) fn plain(symbol: &str) -> String {
    output(Command::new("c++filt").arg(symbol)).unwrap_or(symbol.to_string())
}

/// Functions and refused instructions of a disassembly with relocations.
fn instructions(text: &str) -> (Vec<Function>, Vec<String>) {
    let (mut functions, mut refused): (Vec<Function>, _) = (Vec::new(), Vec::new());
    let (mut section, mut starts) = ("", HashMap::new());
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("Disassembly of section ") {
            section = name.trim_end_matches(':');
        } else if let Some((at, name)) = line.strip_suffix(">:").and_then(|l| l.split_once(" <")) {
            starts.insert((section, number(at)), name);
            functions.push(Function { name: name.to_string(), ..Function::default() });
        } else if let Some(top) = functions.last_mut() {
            if let Some((_, symbol)) = line.split_once(": R_X86_64_PLT32\t") {
                top.calls.push(symbol.to_string());
            } else if let Some((_, insn)) = line.split_once(":\t") {
                instruction(top, insn, &mut refused);
            }
        }
    }
    for call in functions.iter_mut().flat_map(|f| &mut f.calls) {
        *call = callee(call, &starts);
    }
    // Probes the guard pages of frames larger than a page; whoever has such a frame shows by itself.
    functions.retain(|f| !f.name.ends_with("__rust_probestack"));
    functions.sort_by_key(|f| std::cmp::Reverse(f.frame));
    (functions, refused)
}

/// Adds what an instruction of `f` does.
fn instruction(f: &mut Function, insn: &str, refused: &mut Vec<String>) {
    if ["%xmm", "%ymm", "%zmm", "%mm", "%st"].iter().any(|r| insn.contains(r)) {
        refused.push(format!("floating point register: {}: {insn}", f.name));
    }
    if insn.starts_with("call") || insn.starts_with("jmp") {
        match insn.strip_suffix('>').and_then(|i| i.split_once('<')) {
            Some((_, name)) if !name.contains("+0x") => f.calls.push(name.to_string()),
            _ if insn.starts_with("call") => f.through.extend(insn.split_once('*').map(in_table)),
            _ => {}
        }
    }
    match taken(insn) {
        Some(bytes) => f.frame += bytes,
        None => refused.push(format!("stack of a size that varies: {}: {insn}", f.name)),
    }
}

/// The distance from the beginning of a table in `call *0x18(%rax)`.
fn in_table((_, operand): (&str, &str)) -> Option<u64> {
    let (distance, register) = operand.split_once("(%r")?;
    let plain = register.ends_with(')') && !register.contains("bp") && !register.contains("sp");
    let distance = distance.strip_prefix("0x").filter(|_| plain)?;
    u64::from_str_radix(distance, 16).ok()
}

/// The symbol that a relocation of a call means: `memcpy-0x4`, or, by section and distance,
/// `.text.wide-0x4` or `.text+0xc`. The distance counts from the end of its own four bytes.
fn callee(call: &str, starts: &HashMap<(&str, i64), &str>) -> String {
    let signed = |sign, (name, distance)| (name, sign * number(distance));
    let (name, distance) = call
        .rsplit_once("+0x")
        .map(|parts| signed(1, parts))
        .or(call.rsplit_once("-0x").map(|parts| signed(-1, parts)))
        .unwrap_or((call, -4));
    starts.get(&(name, distance + 4)).unwrap_or(&name).to_string()
}

fn number(hex: &str) -> i64 {
    i64::from_str_radix(hex, 16).unwrap_or_default()
}

/// Bytes of stack that an instruction takes; `None` if they are in a register.
fn taken(insn: &str) -> Option<u32> {
    let mut words = insn.split_whitespace();
    let (name, operands) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let given = operands.strip_suffix(",%rsp");
    match (name, given) {
        ("push" | "pushq", _) => Some(8),
        ("sub" | "subq", Some(given)) => u32::try_from(number(given.strip_prefix("$0x")?)).ok(),
        // So that the number fits into a byte, `add $0xffffffffffffff80,%rsp`; and aligning.
        ("add" | "addq" | "and" | "andq", Some(given)) => {
            let given = u64::from_str_radix(given.strip_prefix("$0x")?, 16).ok()?;
            Some(u32::try_from(given.wrapping_neg()).unwrap_or(0))
        }
        _ => Some(0),
    }
}

/// The second line of size(1), by the headings of the first.
fn sizes(text: &str) -> Vec<(String, u64)> {
    let mut lines = text.lines().map(str::split_whitespace);
    let (Some(names), Some(values)) = (lines.next(), lines.next()) else { return Vec::new() };
    let parts = names.zip(values).take(3);
    parts.filter_map(|(n, v)| Some((n.to_string(), v.parse().ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(name: &str, frame: u32, calls: &[&str]) -> Function {
        let calls = calls.iter().map(|c| c.to_string()).collect();
        Function { name: name.to_string(), frame, calls, through: vec![] }
    }

    #[test]
    fn frames_calls_and_floats_are_found_per_function() {
        let text = "
Disassembly of section .text.small:

0000000000000000 <small>:
   0:\tpush   %rbp
   1:\tmov    %rsp,%rbp
   4:\tsub    $0x10,%rsp
   8:\tcall   d <small+0xd>
\t\t\t9: R_X86_64_PLT32\t.text.wide-0x4
   d:\tret

Disassembly of section .text.wide:

0000000000000000 <wide>:
   0:\tsub    $0x808,%rsp
   7:\tmovups %xmm0,(%rdi)
";
        let (functions, refused) = instructions(text);
        assert_eq!(functions, [function("wide", 0x808, &[]), function("small", 24, &["wide"])]);
        assert_eq!(refused, ["floating point register: wide: movups %xmm0,(%rdi)"]);
        let deepest = (vec!["small".into(), "wide".into()], MAX_DEPTH + 1);
        let code = Code { sizes: vec![], deepest, functions, refused };
        assert_eq!(code.wrong().len(), 3);
    }

    #[test]
    fn calls_within_one_section_and_through_pointers_are_found() {
        let text = "
Disassembly of section .text:

0000000000000000 <outer>:
   0:\tadd    $0xffffffffffffff80,%rsp
   4:\tcall   9 <outer+0x9>
\t\t\t5: R_X86_64_PLT32\t.text+0x1c
   9:\tcall   *0x18(%rsi)
   c:\tcall   *-0x70(%rbp)
   f:\tsub    $0xffffffffffffff80,%rsp
  10:\tjmp    20 <inner>

0000000000000020 <inner>:
  20:\tcall   25 <inner+0x5>
\t\t\t21: R_X86_64_PLT32\tmemcpy-0x4
  25:\tsub    %rax,%rsp
";
        let (functions, refused) = instructions(text);
        let outer = function("outer", 128, &["inner", "inner"]);
        let outer = Function { through: vec![Some(0x18), None], ..outer };
        assert_eq!(functions, [outer, function("inner", 0, &["memcpy"])]);
        assert_eq!(refused, ["stack of a size that varies: inner: sub    %rax,%rsp"]);
    }
}
