//! What a kernel demands of an object: no floating point register, small frames, relocations that
//! its linker knows, and no symbol that nobody gives it. Read from the output of binutils.
use crate::depth::deepest;
use crate::toolchain::output;
use std::path::Path;
use std::process::Command;

/// Largest stack frame: a kernel's stack is 16 KiB, and calls nest.
const MAX_FRAME: u32 = 2048;

/// Most stack that a call into the engine takes. The rest is the kernel's, below and above it.
const MAX_DEPTH: u32 = 10 << 10;

/// What link_elf_obj.c of FreeBSD/amd64 (sys/amd64/amd64/elf_machdep.c) applies to a module.
const RELOCATIONS: [&str; 5] =
    ["R_X86_64_NONE", "R_X86_64_64", "R_X86_64_PC32", "R_X86_64_PLT32", "R_X86_64_32S"];

/// What whoever links `core/*` has to bring: an allocator, a panic handler, and the functions on
/// memory that compilers take for granted.
const BROUGHT: [&str; 10] = [
    "__rust_alloc",
    "__rust_alloc_zeroed",
    "__rust_dealloc",
    "__rust_realloc",
    "__rust_no_alloc_shim_is_unstable_v2",
    "rust_begin_unwind",
    "memcpy",
    "memmove",
    "memset",
    "memcmp",
];

/// An object's code.
pub(crate) struct Code {
    /// Name and size of its parts.
    pub(crate) sizes: Vec<(String, u64)>,
    /// Functions, the one with the largest frame first.
    pub(crate) functions: Vec<Function>,
    /// The chain of calls that takes most stack, and how much it takes.
    pub(crate) deepest: (Vec<String>, u32),
    /// Instructions on floating point registers, with their functions.
    floats: Vec<String>,
    /// Relocations that the kernel's linker refuses.
    relocations: Vec<String>,
    /// Symbols that nobody brings.
    undefined: Vec<String>,
}

/// A function, by its symbol.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// Bytes of stack that it takes, without the return address.
    pub(crate) frame: u32,
    /// Symbols that it calls or ends in a jump to.
    pub(crate) calls: Vec<String>,
}

impl Code {
    pub(crate) fn read(object: &Path) -> Result<Code, String> {
        let run = |tool: &str, args: &[&str]| {
            output(Command::new(tool).args(args).arg(object)).map_err(self::tool)
        };
        let (functions, floats) = instructions(&run("objdump", &["-dr", "--no-show-raw-insn"])?);
        Ok(Code {
            sizes: sizes(&run("size", &[])?),
            deepest: deepest(&functions),
            functions,
            floats,
            relocations: relocations(&run("objdump", &["-r"])?),
            undefined: undefined(&run("nm", &["-u"])?),
        })
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
        let floats = self.floats.iter().map(|f| format!("floating point register: {f}"));
        let moves = self.relocations.iter().map(|r| format!("relocation: {r}"));
        let symbols = self.undefined.iter().map(|s| format!("nobody brings the symbol {s}"));
        large.chain(deep).chain(floats).chain(moves).chain(symbols).collect()
    }
}

/// Says what to install when a tool is not there.
pub(crate) fn tool(why: String) -> String {
    format!("{why}\n(ld, nm, objdump and size come with binutils: apt-get install binutils)")
}

/// The name that a person gave a symbol.
pub(crate) fn plain(symbol: &str) -> String {
    output(Command::new("c++filt").arg(symbol)).unwrap_or(symbol.to_string())
}

/// Functions and floating point instructions of a disassembly with relocations.
fn instructions(text: &str) -> (Vec<Function>, Vec<String>) {
    let (mut functions, mut floats): (Vec<Function>, _) = (Vec::new(), Vec::new());
    for line in text.lines() {
        if let Some((_, name)) = line.strip_suffix(">:").and_then(|l| l.split_once('<')) {
            functions.push(Function { name: name.to_string(), ..Function::default() });
            continue;
        }
        let Some(top) = functions.last_mut() else { continue };
        if let Some((_, symbol)) = line.split_once(": R_X86_64_PLT32\t") {
            // `memcpy-0x4`, or the section of a function: `.text._RNv...-0x4`.
            let symbol = symbol.rsplit_once('-').map_or(symbol, |(s, _)| s);
            let symbol = symbol.strip_prefix(".text.").unwrap_or(symbol);
            top.calls.push(symbol.strip_prefix("unlikely.").unwrap_or(symbol).to_string());
        } else if let Some((_, insn)) = line.split_once(":\t") {
            if ["%xmm", "%ymm", "%zmm", "%mm", "%st"].iter().any(|r| insn.contains(r)) {
                floats.push(format!("{}: {insn}", top.name));
            }
            if let Some((_, name)) = insn.strip_suffix('>').and_then(|i| i.split_once('<'))
                && insn.starts_with("call")
                && !name.contains("+0x")
            {
                top.calls.push(name.to_string());
            }
            top.frame += taken(insn);
        }
    }
    // Probes the guard pages of frames larger than a page; whoever has such a frame shows by itself.
    functions.retain(|f| !f.name.ends_with("__rust_probestack"));
    functions.sort_by_key(|f| std::cmp::Reverse(f.frame));
    (functions, floats)
}

/// Bytes of stack that an instruction takes.
fn taken(insn: &str) -> u32 {
    let mut words = insn.split_whitespace();
    match (words.next(), words.next()) {
        (Some("push" | "pushq"), _) => 8,
        (Some("sub" | "subq"), Some(operands)) => {
            let bytes = operands.strip_prefix("$0x").and_then(|o| o.strip_suffix(",%rsp"));
            bytes.and_then(|b| u32::from_str_radix(b, 16).ok()).unwrap_or(0)
        }
        _ => 0,
    }
}

/// The second line of size(1), by the headings of the first.
fn sizes(text: &str) -> Vec<(String, u64)> {
    let mut lines = text.lines().map(str::split_whitespace);
    let (Some(names), Some(values)) = (lines.next(), lines.next()) else { return Vec::new() };
    let parts = names.zip(values).take(3);
    parts.filter_map(|(n, v)| Some((n.to_string(), v.parse().ok()?))).collect()
}

/// Relocations of the sections that are loaded, without those that the kernel's linker takes.
fn relocations(text: &str) -> Vec<String> {
    let mut section = "";
    let mut refused = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("RELOCATION RECORDS FOR [") {
            section = name.trim_end_matches("]:");
        }
        let kind = line.split_whitespace().nth(1).filter(|k| k.starts_with("R_X86_64_"));
        // Notes on the code, which nobody loads.
        let loaded = ![".debug_", ".eh_frame", ".llvmbc"].iter().any(|n| section.starts_with(n));
        if let Some(kind) = kind.filter(|k| loaded && !RELOCATIONS.contains(k)) {
            let one = format!("{kind} in {section}");
            if !refused.contains(&one) {
                refused.push(one);
            }
        }
    }
    refused
}

/// Symbols of nm -u that nobody brings.
fn undefined(text: &str) -> Vec<String> {
    let names = text.lines().filter_map(|l| l.split_whitespace().last());
    names.filter(|n| !BROUGHT.iter().any(|b| is(n, b))).map(str::to_string).collect()
}

/// Whether a symbol is `name`, as it is or as an item of Rust's (mangling "v0": its length, `_`
/// before another `_`, itself).
fn is(symbol: &str, name: &str) -> bool {
    let gap = if name.starts_with('_') { "_" } else { "" };
    symbol == name || symbol.ends_with(&format!("{}{gap}{name}", name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_calls_and_floats_are_found_per_function() {
        let text = "
0000000000000000 <small>:
   0:\tpush   %rbp
   1:\tmov    %rsp,%rbp
   4:\tsub    $0x10,%rsp
   8:\tcall   d <small+0xd>
\t\t\t9: R_X86_64_PLT32\t.text.wide-0x4
   d:\tret

0000000000000010 <wide>:
  10:\tsub    $0x808,%rsp
  17:\tmovups %xmm0,(%rdi)
";
        let (functions, floats) = instructions(text);
        let function = |name: &str, frame, calls: &[&str]| Function {
            name: name.to_string(),
            frame,
            calls: calls.iter().map(|c| c.to_string()).collect(),
        };
        assert_eq!(functions, [function("wide", 0x808, &[]), function("small", 24, &["wide"])]);
        assert_eq!(floats, ["wide: movups %xmm0,(%rdi)"]);
        let code = Code {
            sizes: vec![],
            deepest: (vec!["small".into(), "wide".into()], MAX_DEPTH + 1),
            functions,
            floats,
            relocations: vec![],
            undefined: vec![],
        };
        assert_eq!(code.wrong().len(), 3);
    }

    #[test]
    fn only_known_relocations_pass() {
        let text = "
RELOCATION RECORDS FOR [.text.f]:
OFFSET           TYPE              VALUE
0000000000000007 R_X86_64_PLT32    memcpy-0x4
000000000000000e R_X86_64_REX_GOTPCRELX  g-0x4

RELOCATION RECORDS FOR [.debug_info]:
0000000000000006 R_X86_64_32       .debug_abbrev
";
        assert_eq!(relocations(text), ["R_X86_64_REX_GOTPCRELX in .text.f"]);
    }

    #[test]
    fn symbols_that_somebody_brings_pass() {
        let text = "                 U _RNvCsfgHYwM92fyn_7___rustc12___rust_alloc
                 U _RNvCsfgHYwM92fyn_7___rustc17rust_begin_unwind
                 U memcpy
                 U fmaf";
        assert_eq!(undefined(text), ["fmaf"]);
    }
}
