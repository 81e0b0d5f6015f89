//! Makes one relocatable object of all parts, as kmod.mk of FreeBSD does.
use super::tools;
use crate::paths::root;
use crate::toolchain::output;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Links `parts` into `module` and hides its names: modules share one space of them with the kernel.
pub(crate) fn link(parts: &[PathBuf], objcopy: &str, module: &Path) -> Result<(), String> {
    let linked = module.with_extension("full");
    let mut ld = tools::linker()?;
    ld.args(["-m", "elf_x86_64_fbsd", "-r", "--gc-sections", "-T"]);
    ld.arg(root()?.join("kmod/link/wss.ld")).arg("-o").arg(&linked).args(parts);
    output(&mut ld)?;
    let mut hide = Command::new(objcopy);
    hide.args(["--strip-debug", "--wildcard", "--localize-symbol=*"]).arg(&linked).arg(module);
    output(&mut hide).map(|_| ())
}
