//! `cargo xtask core`: builds `core/*` with the flags of a kernel module and checks the code.
use crate::code::{self, Code};
use crate::elf::Object;
use crate::paths::target;
use crate::rust::{self, Wanted};
use crate::toolchain::{self, output};
use std::path::PathBuf;
use std::process::Command;

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

/// Builds and checks; what was found on standard output.
pub(crate) fn build() -> Result<(), String> {
    let toolchain = toolchain::find()?;
    println!("{toolchain}");
    let args = ["build", "--package", "wss-engine", "--package", "wss-jit"];
    let libraries = rust::build(&toolchain, &Wanted { args: &args, lto: false, ending: ".rlib" })?;
    let path = link(&libraries)?;
    let code = Code::read(&path)?;
    code.print();
    let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let object = Object::parse(&bytes)?;
    let mut wrong = code.wrong();
    wrong.extend(object.refused_relocations());
    wrong.extend(nobody_brings(object.undefined().into_iter().map(|u| u.symbol)));
    code::verdict(&path, &wrong)
}

/// One object of all of `core/*` and what it uses of the libraries. Nothing calls into it yet, so
/// that everything stays in.
fn link(libraries: &[PathBuf]) -> Result<PathBuf, String> {
    let object = target("kernel")?.join("core.o");
    let ours =
        |l: &&PathBuf| l.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"libwss"));
    let theirs = |l: &&PathBuf| !ours(l);
    let mut ld = Command::new("ld");
    ld.args(["-r", "--no-warn-execstack", "-o"]).arg(&object);
    ld.arg("--whole-archive").args(libraries.iter().filter(ours));
    ld.args(["--no-whole-archive", "--start-group"]).args(libraries.iter().filter(theirs));
    output(ld.arg("--end-group")).map_err(code::tool)?;
    Ok(object)
}

/// Of undefined symbols, those that nobody brings.
fn nobody_brings(undefined: impl Iterator<Item = String>) -> Vec<String> {
    let nobody = undefined.filter(|n| !BROUGHT.iter().any(|b| is(n, b)));
    nobody.map(|s| format!("nobody brings the symbol {s}")).collect()
}

/// Whether a symbol is `name`, as it is or as an item of Rust's (mangling "v0": its length, `_`
/// before another `_`, itself).
fn is(symbol: &str, name: &str) -> bool {
    let gap = if name.starts_with('_') { "_" } else { "" };
    symbol == name || symbol.ends_with(&format!("{}{gap}{name}", name.len()))
}

#[cfg(test)]
mod tests {
    use super::nobody_brings;

    #[test]
    fn symbols_that_somebody_brings_pass() {
        let undefined = [
            "_RNvCsfgHYwM92fyn_7___rustc12___rust_alloc",
            "_RNvCsfgHYwM92fyn_7___rustc17rust_begin_unwind",
            "memcpy",
            "fmaf",
        ];
        let nobody = nobody_brings(undefined.map(String::from).into_iter());
        assert_eq!(nobody, ["nobody brings the symbol fmaf"]);
    }
}
