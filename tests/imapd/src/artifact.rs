//! Programs of the workspace that another of its programs needs.
use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Path of program `bin` of `package`: beside the running program, in the same profile. Under cargo
/// (which says so in `$CARGO`) it is built first, so that it is never missing or stale.
pub fn path(package: &str, bin: &str) -> io::Result<PathBuf> {
    let own = env::current_exe()?;
    let directory = own
        .ancestors()
        .skip(1)
        .find(|d| d.file_name().is_some_and(|n| n != "deps" && n != "examples"))
        .ok_or(io::ErrorKind::NotFound)?;
    if let Some(cargo) = env::var_os("CARGO") {
        build(cargo.as_ref(), package, bin, directory)?;
    }
    let path = directory.join(bin);
    if path.is_file() {
        return Ok(path);
    }
    let why = format!("there is no {}; `cargo build -p {package}` makes it", path.display());
    Err(io::Error::new(io::ErrorKind::NotFound, why))
}

fn build(cargo: &Path, package: &str, bin: &str, directory: &Path) -> io::Result<()> {
    let name = directory.file_name().unwrap_or_default();
    let target = directory.parent().ok_or(io::ErrorKind::NotFound)?;
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--manifest-path"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml"))
        .args(["--package", package, "--bin", bin, "--profile"])
        .arg(if name == "debug" { "dev".as_ref() } else { name })
        .arg("--target-dir")
        .arg(target)
        .status()?;
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("cargo build -p {package}: {status}")))
}
