//! Finds what building the module takes, and says how to get what is not there.
use crate::code;
use crate::toolchain::{self, Toolchain, output};
use crate::zig::{self, Zig};
use std::fmt::{self, Display, Formatter};
use std::path::Path;
use std::process::Command;

/// Everything that builds and checks the module.
pub(crate) struct Tools {
    pub(crate) rust: Toolchain,
    pub(crate) c: C,
    linker: String,
    pub(crate) objcopy: &'static str,
}

/// A C compiler for FreeBSD.
pub(crate) enum C {
    /// With FreeBSD's headers.
    Zig(Zig),
    /// Clang, for which the headers come from the kernel's source.
    Clang(&'static str, String),
}

impl Display for Tools {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let c = match &self.c {
            C::Zig(zig) => zig.to_string(),
            C::Clang(_, version) => version.clone(),
        };
        write!(f, "{}\n{c}\n{}\n{}", self.rust, self.linker, self.objcopy)
    }
}

/// All of them, or a text that names each that is missing.
pub(crate) fn find(sysdir: Option<&Path>) -> Result<Tools, String> {
    let linker = linker().and_then(|mut l| first_line(l.arg("--version")));
    let objcopy = ["objcopy", "llvm-objcopy"].into_iter().find(|n| version(n).is_ok());
    let objcopy = objcopy.ok_or_else(|| code::tool("no objcopy".into()));
    let dump = version("objdump").map_err(code::tool);
    match (toolchain::find(), c(sysdir), linker, objcopy, dump) {
        (Ok(rust), Ok(c), Ok(linker), Ok(objcopy), Ok(_)) => Ok(Tools { rust, c, linker, objcopy }),
        (rust, c, linker, objcopy, dump) => {
            let missing = [rust.err(), c.err(), linker.err(), objcopy.err(), dump.err()];
            let missing: Vec<String> = missing.into_iter().flatten().collect();
            Err(format!("the module can't be built here:\n{}", missing.join("\n")))
        }
    }
}

/// The linker of LLVM, zig's if there is no other: only it drops unused sections from an object that
/// stays relocatable.
pub(crate) fn linker() -> Result<Command, String> {
    match version("ld.lld") {
        Ok(_) => Ok(Command::new("ld.lld")),
        Err(_) => zig::find()?.command("ld.lld"),
    }
}

/// Zig; where the kernel's source is there, clang will do.
fn c(sysdir: Option<&Path>) -> Result<C, String> {
    let zig = zig::find();
    if sysdir.is_some()
        && zig.is_err()
        && let Some((name, text)) = ["clang", "cc"].into_iter().find_map(clang)
    {
        return Ok(C::Clang(name, text));
    }
    zig.map(C::Zig)
}

fn clang(name: &'static str) -> Option<(&'static str, String)> {
    version(name).ok().filter(|v| v.contains("clang")).map(|v| (name, v))
}

/// The first line of what a tool says of itself.
fn version(tool: &str) -> Result<String, String> {
    first_line(Command::new(tool).arg("--version"))
}

fn first_line(command: &mut Command) -> Result<String, String> {
    let text = output(command)?;
    Ok(text.lines().next().unwrap_or_default().to_string())
}
