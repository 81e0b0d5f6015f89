//! Finds a compiler that comes with the source of its library: a kernel's build compiles `core` and
//! `alloc` too, because prebuilt ones hold relocations that FreeBSD's kernel linker refuses.
use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Oldest compiler that will do: the workspace's.
const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

const INSTALL: &str = "\
install one of these:
  rustup:                rustup component add rust-src
  Debian, beside rustup: apt-get install --no-install-recommends rustc-web cargo-web rust-web-src";

/// A compiler, its cargo, and what it calls itself.
pub(crate) struct Toolchain {
    pub(crate) rustc: PathBuf,
    pub(crate) cargo: PathBuf,
    /// The folder with its libraries and their source.
    pub(crate) sysroot: PathBuf,
    version: String,
}

impl Display for Toolchain {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} with {}", self.version, self.cargo.display())
    }
}

/// The one on the path, else the system's, which the path may hide.
pub(crate) fn find() -> Result<Toolchain, String> {
    let mut missing = Vec::new();
    for (rustc, cargo) in [("rustc", "cargo"), ("/usr/bin/rustc", "/usr/bin/cargo")] {
        match usable(Path::new(rustc), Path::new(cargo)) {
            Ok(found) => return Ok(found),
            Err(why) => missing.push(format!("  {rustc}: {why}\n")),
        }
    }
    Err(format!("no compiler can build core and alloc:\n{}{INSTALL}", missing.concat()))
}

fn usable(rustc: &Path, cargo: &Path) -> Result<Toolchain, String> {
    let version = output(Command::new(rustc).arg("--version"))?;
    let release = version.split_whitespace().nth(1).unwrap_or_default();
    if number(release) < number(OLDEST) {
        return Err(format!("{version} is older than {OLDEST}"));
    }
    let sysroot = PathBuf::from(output(Command::new(rustc).args(["--print", "sysroot"]))?);
    let library = sysroot.join("lib/rustlib/src/rust/library/alloc/src/lib.rs");
    if !library.is_file() {
        return Err(format!("the source of its library is not there ({})", library.display()));
    }
    output(Command::new(cargo).arg("--version")).map_err(|why| format!("its cargo: {why}"))?;
    Ok(Toolchain { rustc: rustc.into(), cargo: cargo.into(), sysroot, version })
}

/// Major and minor number of a release.
pub(crate) fn number(release: &str) -> Option<(u32, u32)> {
    let mut parts = release.split('.').map(|n| n.parse().ok());
    Some((parts.next()??, parts.next()??))
}

/// What a command that succeeds prints.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let out = command.output().map_err(|e| format!("{name}: {e}"))?;
    if !out.status.success() {
        let why = String::from_utf8_lossy(&out.stderr);
        return Err(format!("{name}: {}: {}", out.status, why.trim()));
    }
    Ok(String::from_utf8_lossy(&out.stdout).trim_end().to_string())
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn releases_are_compared_by_number() {
        assert!(number("1.100.0-nightly") > number("1.95"));
        assert!(number("1.94.1") < number("1.95"));
        assert!(number("what") < number("1.0"));
    }
}
