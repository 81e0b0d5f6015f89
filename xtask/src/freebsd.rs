//! `cargo xtask freebsd`: builds programs for FreeBSD/amd64 with the standard library compiled along,
//! and acts as the linker that cargo calls for it: zig, which brings FreeBSD's libraries.
use crate::paths::{root, target};
use crate::toolchain;
use crate::zig;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "x86_64-unknown-freebsd";

/// Under this name the program is a linker.
const LINKER: &str = "freebsd-cc";

/// Libraries that the libc crate asks for on FreeBSD, of which zig has none and we use nothing.
const DROPPED: [&str; 4] = ["-lkvm", "-lmemstat", "-lprocstat", "-ldevstat"];

/// What to build.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Package to build, more than once for several
    #[arg(short, long, value_name = "NAME", default_value = "wssctl")]
    package: Vec<String>,
    /// Further arguments of `cargo build`, after `--`: `--tests`, `--features x`
    #[arg(last = true, value_name = "ARGUMENT")]
    cargo: Vec<OsString>,
}

/// Builds; says where the programs are.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let (rust, zig) = match (toolchain::find(), zig::find()) {
        (Ok(rust), Ok(zig)) => (rust, zig),
        (rust, zig) => {
            let missing: Vec<String> = [rust.err(), zig.err()].into_iter().flatten().collect();
            return Err(format!("nothing can be built for FreeBSD here:\n{}", missing.join("\n")));
        }
    };
    println!("{rust}\n{zig}");
    let folder = target("freebsd")?;
    let mut cargo = Command::new(&rust.cargo);
    cargo.current_dir(root()?).env("RUSTC", &rust.rustc).env("RUSTC_BOOTSTRAP", "1");
    cargo.env("CARGO_TARGET_X86_64_UNKNOWN_FREEBSD_LINKER", linker(&folder)?);
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo.args(["build", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort"]);
    cargo.args(options.package.iter().flat_map(|p| ["--package", p]));
    cargo.arg("--target-dir").arg(&folder).args(&options.cargo);
    let status = cargo.status().map_err(|e| format!("{}: {e}", rust.cargo.display()))?;
    if !status.success() {
        return Err("it does not build for FreeBSD: the messages above say why".into());
    }
    println!("{}", folder.join(TARGET).join("release").display());
    Ok(())
}

/// This program, under the name by which it links.
fn linker(folder: &Path) -> Result<PathBuf, String> {
    let (link, own) = (folder.join(LINKER), std::env::current_exe().map_err(|e| e.to_string())?);
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(own, &link).map_err(|e| format!("{}: {e}", link.display()))?;
    Ok(link)
}

/// Whether cargo started this program to link.
pub(crate) fn is_linker() -> bool {
    std::env::args_os().next().is_some_and(|name| Path::new(&name).ends_with(LINKER))
}

/// Links as its arguments say.
pub(crate) fn link() -> Result<(), String> {
    let mut cc = zig::find()?.command("cc")?;
    cc.args(["-target", zig::TARGET]);
    cc.args(std::env::args_os().skip(1).filter(|a| !DROPPED.iter().any(|d| a == d)));
    let status = cc.status().map_err(|e| e.to_string())?;
    if status.success() { Ok(()) } else { Err("zig does not link it".into()) }
}
