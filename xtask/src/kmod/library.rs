//! Makes one object of the static library of `kmod/kern`, without the compiler's functions on memory:
//! the kernel has its own, which know the processor.
use super::tools;
use crate::elf::{Object, members};
use crate::paths::target;
use crate::toolchain::output;
use std::path::Path;

/// What the kernel has.
const MEMORY: [&str; 4] = ["memcpy", "memmove", "memset", "memcmp"];

/// How names of members begin whose code is taken only if something calls it.
const BUILTINS: &str = "compiler_builtins";

/// Links the library's members into `object`.
pub(crate) fn link(library: &Path, object: &Path) -> Result<(), String> {
    let why = |e: std::io::Error| format!("{}: {e}", library.display());
    let bytes = std::fs::read(library).map_err(why)?;
    let folder = target("kmod/members")?;
    let (mut whole, mut lazy) = (Vec::new(), Vec::new());
    for (number, (name, bytes)) in (0..).zip(members("", &bytes)?) {
        let builtin = name.contains(BUILTINS);
        if builtin && defines_memory(bytes)? {
            continue;
        }
        let file = folder.join(format!("{number}.o"));
        std::fs::write(&file, bytes).map_err(|e| format!("{}: {e}", file.display()))?;
        if builtin { &mut lazy } else { &mut whole }.push(file);
    }
    let mut ld = tools::linker()?;
    ld.args(["-m", "elf_x86_64_fbsd", "-r", "-o"]).arg(object).args(whole);
    output(ld.arg("--start-lib").args(lazy).arg("--end-lib")).map(|_| ())
}

fn defines_memory(object: &[u8]) -> Result<bool, String> {
    let exports = Object::parse(object)?.exports();
    Ok(MEMORY.iter().any(|m| exports.contains(*m)))
}
