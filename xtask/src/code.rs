//! What a kernel demands of an object: no floating point register, small frames, relocations that
//! its linker knows, and no symbol that nobody gives it. Read from the output of binutils.
use crate::toolchain::output;
use std::path::Path;
use std::process::Command;

/// Largest stack frame: a kernel's stack is 16 KiB, and calls nest.
const MAX_FRAME: u32 = 2048;

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
    /// Functions by size of frame, the largest first.
    pub(crate) frames: Vec<(String, u32)>,
    /// Instructions on floating point registers, with their functions.
    floats: Vec<String>,
    /// Relocations that the kernel's linker refuses.
    relocations: Vec<String>,
    /// Symbols that nobody brings.
    undefined: Vec<String>,
}

impl Code {
    pub(crate) fn read(object: &Path) -> Result<Code, String> {
        let run = |tool: &str, args: &[&str]| {
            output(Command::new(tool).args(args).arg(object)).map_err(self::tool)
        };
        let (frames, floats) = instructions(&run("objdump", &["-dC", "--no-show-raw-insn"])?);
        Ok(Code {
            sizes: sizes(&run("size", &[])?),
            frames,
            floats,
            relocations: relocations(&run("objdump", &["-r"])?),
            undefined: undefined(&run("nm", &["-u"])?),
        })
    }

    /// What a kernel does not take; nothing if it is fit for one.
    pub(crate) fn wrong(&self) -> Vec<String> {
        let large = self.frames.iter().filter(|(_, bytes)| *bytes > MAX_FRAME);
        let large = large.map(|(f, n)| format!("frame of {n} bytes, of {MAX_FRAME} at most: {f}"));
        let floats = self.floats.iter().map(|f| format!("floating point register: {f}"));
        let moves = self.relocations.iter().map(|r| format!("relocation: {r}"));
        let symbols = self.undefined.iter().map(|s| format!("nobody brings the symbol {s}"));
        large.chain(floats).chain(moves).chain(symbols).collect()
    }
}

/// Says what to install when a tool is not there.
pub(crate) fn tool(why: String) -> String {
    format!("{why}\n(ld, nm, objdump and size come with binutils: apt-get install binutils)")
}

/// Frames and floating point instructions of a disassembly.
fn instructions(text: &str) -> (Vec<(String, u32)>, Vec<String>) {
    let (mut frames, mut floats): (Vec<(String, u32)>, _) = (Vec::new(), Vec::new());
    for line in text.lines() {
        if let Some(name) = line.strip_suffix(">:").and_then(|l| l.split_once('<')) {
            frames.push((name.1.to_string(), 0));
            continue;
        }
        let (Some((_, insn)), Some(top)) = (line.split_once(":\t"), frames.last_mut()) else {
            continue;
        };
        if ["%xmm", "%ymm", "%zmm", "%mm", "%st"].iter().any(|r| insn.contains(r)) {
            floats.push(format!("{}: {insn}", top.0));
        }
        top.1 += taken(insn);
    }
    // Probes the guard pages of frames larger than a page; whoever has such a frame shows by itself.
    frames.retain(|(f, _)| !f.ends_with("__rust_probestack"));
    frames.sort_by_key(|f| std::cmp::Reverse(f.1));
    (frames, floats)
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
    fn frames_and_floats_are_found_per_function() {
        let text = "
0000000000000000 <small>:
   0:\tpush   %rbp
   1:\tmov    %rsp,%rbp
   4:\tsub    $0x10,%rsp
   8:\tret

0000000000000010 <<T as wide>::call>:
  10:\tsub    $0x808,%rsp
  17:\tmovups %xmm0,(%rdi)
";
        let (frames, floats) = instructions(text);
        let of = |f: &str, n| (f.to_string(), n);
        assert_eq!(frames, [of("<T as wide>::call", 0x808), of("small", 24)]);
        assert_eq!(floats, ["<T as wide>::call: movups %xmm0,(%rdi)"]);
        let code = Code { sizes: vec![], frames, floats, relocations: vec![], undefined: vec![] };
        assert_eq!(code.wrong().len(), 2);
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
