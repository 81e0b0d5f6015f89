//! `cargo xtask kmod`: builds `wss.ko` out of `kmod/`, for FreeBSD/amd64, on FreeBSD or elsewhere,
//! and checks what came out.
mod headers;
mod library;
mod link;
mod metadata;
mod module;
mod shim;
mod symbols;
mod tools;

use self::symbols::Against;
use crate::code::{self, Code};
use crate::elf::Object;
use crate::paths::{root, target};
use crate::rust::{self, Wanted};
use crate::toolchain::{self, Toolchain};
use std::path::{Path, PathBuf};

/// What to build, and with what.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Only say which tools would build it, or what is missing
    #[arg(long)]
    toolchain: bool,
    /// Kernel source (/usr/src/sys) to take headers from, rather than those that zig brings
    #[arg(long, value_name = "DIR")]
    sysdir: Option<PathBuf>,
    /// Kernel (/boot/kernel/kernel) that must have each symbol that the module uses
    #[arg(long, value_name = "FILE")]
    kernel: Option<PathBuf>,
    /// Only build the Rust half, as one object; kmod/Makefile does the rest
    #[arg(long, value_name = "FILE")]
    rust: Option<PathBuf>,
}

/// Builds, checks and says what was found.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    if let Some(object) = &options.rust {
        return rust_half(&toolchain::find()?, object);
    }
    let sysdir = options.sysdir.as_deref().map(absolute).transpose()?;
    let tools = tools::find(sysdir.as_deref())?;
    println!("{tools}");
    if options.toolchain {
        return Ok(());
    }
    let mut parts = shim::build(&tools.c, sysdir.as_deref())?;
    let (rust, module) = (target("kmod")?.join("wss_kern.o"), target("kmod")?.join("wss.ko"));
    rust_half(&tools.rust, &rust)?;
    parts.push(rust);
    link::link(&parts, tools.objcopy, &module)?;
    check(&module, &parts, options)
}

/// One object of `kmod/kern` and all it needs.
fn rust_half(toolchain: &Toolchain, object: &Path) -> Result<(), String> {
    let args = ["rustc", "--package", "wss-kern", "--lib", "--crate-type", "staticlib"];
    let made = rust::build(toolchain, &Wanted { args: &args, lto: true, ending: ".a" })?;
    library::link(made.last().ok_or("cargo made no static library")?, object)
}

/// Everything that the kernel and this repository demand of the module.
fn check(module: &Path, parts: &[PathBuf], options: &Options) -> Result<(), String> {
    let code = Code::read(module)?;
    code.print();
    let bytes = read(module)?;
    let object = Object::parse(&bytes)?;
    let mut wrong = code.wrong();
    wrong.extend(object.refused_relocations());
    wrong.extend(module::wrong(&object));
    wrong.extend(metadata::check(&object));
    let mut files = Vec::new();
    for part in parts {
        files.push((part.file_name().unwrap_or_default().to_string_lossy(), read(part)?));
    }
    wrong.extend(module::lost(&object, &files)?);
    wrong.extend(module::paths(&bytes, &[root()?]));
    let list = root()?.join("kmod/symbols.txt");
    let text = std::fs::read_to_string(&list).map_err(|e| format!("{}: {e}", list.display()))?;
    let kernel = options.kernel.as_deref().map(read).transpose()?;
    let against =
        Against { list: &text, whole: options.sysdir.is_none(), kernel: kernel.as_deref() };
    wrong.extend(symbols::wrong(&object, &files, &against)?);
    code::verdict(module, &wrong)
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))
}

fn absolute(path: &Path) -> Result<PathBuf, String> {
    path.canonicalize().map_err(|e| format!("{}: {e}", path.display()))
}
