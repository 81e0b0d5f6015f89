//! `cargo xtask core`: builds `core/*` with the flags of a kernel module and checks the code.
use crate::code::{self, Code};
use crate::toolchain::{self, Toolchain, output};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "x86_64-unknown-none";

/// Besides what the target brings by itself: kernel code model, no red zone, no floating point.
const RUSTFLAGS: &str = "--cfg no_global_oom_handling \
    -C panic=abort -C relocation-model=static -C relro-level=off -C force-frame-pointers=yes";

/// Builds and checks; what was found on standard output.
pub(crate) fn core() -> Result<(), String> {
    let toolchain = toolchain::find()?;
    println!("{toolchain}");
    let libraries = build(&toolchain)?;
    let object = link(&libraries)?;
    let code = Code::read(&object)?;
    for (name, bytes) in &code.sizes {
        println!("{name}: {bytes} bytes");
    }
    for f in code.functions.iter().take(5) {
        println!("frame of {} bytes: {}", f.frame, code::plain(&f.name));
    }
    let (chain, bytes) = &code.deepest;
    println!("deepest chain of calls: {bytes} bytes in {} functions", chain.len());
    for name in chain {
        println!("  {}", code::plain(name));
    }
    let wrong = code.wrong();
    if wrong.is_empty() {
        println!("{}: fit for a kernel", object.display());
        return Ok(());
    }
    Err(format!("{} is not fit for a kernel:\n  {}", object.display(), wrong.join("\n  ")))
}

/// Everything that the engine is made of, `core` and `alloc` included.
fn build(toolchain: &Toolchain) -> Result<Vec<PathBuf>, String> {
    let mut cargo = Command::new(&toolchain.cargo);
    cargo.current_dir(root()?).env("RUSTC", &toolchain.rustc);
    // Compiling the library is not a stable feature, so that only this opens the door to it.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", RUSTFLAGS);
    cargo.env_remove("CARGO_ENCODED_RUSTFLAGS");
    for (key, value) in [("OPT_LEVEL", "2"), ("CODEGEN_UNITS", "1"), ("DEBUG", "false")] {
        cargo.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
    }
    cargo.args(["build", "--release", "--package", "wss-engine", "--target", TARGET]);
    cargo.args(["-Zbuild-std=core,alloc", "--message-format=json-render-diagnostics"]);
    cargo.arg("--target-dir").arg(target_dir()?);
    let made = cargo.stderr(Stdio::inherit()).output();
    let made = made.map_err(|e| format!("{}: {e}", toolchain.cargo.display()))?;
    if !made.status.success() {
        return Err("core does not build for a kernel: the messages above say why".into());
    }
    let messages = String::from_utf8_lossy(&made.stdout);
    Ok(messages.lines().flat_map(libraries).collect())
}

/// Libraries that one of cargo's messages names; what they hold is for the target.
fn libraries(message: &str) -> impl Iterator<Item = PathBuf> {
    let strings = message.split('"').filter(|s| s.ends_with(".rlib") && s.contains(TARGET));
    strings.map(PathBuf::from)
}

/// One object of all of `core/*` and what it uses of the libraries. Nothing calls into it yet, so
/// that everything stays in.
fn link(libraries: &[PathBuf]) -> Result<PathBuf, String> {
    let object = target_dir()?.join("core.o");
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

fn target_dir() -> Result<PathBuf, String> {
    let base = match std::env::var_os("CARGO_TARGET_DIR") {
        Some(given) => std::path::absolute(given).map_err(|e| format!("CARGO_TARGET_DIR: {e}"))?,
        None => root()?.join("target"),
    };
    Ok(base.join("kernel"))
}

fn root() -> Result<&'static Path, String> {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask has no folder above it".into())
}
