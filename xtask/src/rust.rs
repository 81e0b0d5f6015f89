//! Rust as a FreeBSD/amd64 kernel takes it: the flags, and cargo with them.
use crate::paths::{root, target};
use crate::toolchain::Toolchain;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// No operating system below. Brings by itself: kernel code model, no red zone, no floating point.
const TARGET: &str = "x86_64-unknown-none";

/// Besides that. Without the two about relocation, addresses go through a table (GOTPCREL), which
/// FreeBSD's kernel linker does not have.
const FLAGS: [&str; 6] = [
    "--cfg",
    "no_global_oom_handling",
    "-Cpanic=abort",
    "-Crelocation-model=static",
    "-Crelro-level=off",
    "-Cforce-frame-pointers=yes",
];

/// What cargo is to make.
pub(crate) struct Wanted<'a> {
    /// Its command and package.
    pub(crate) args: &'a [&'a str],
    /// Whether everything is optimised as one.
    pub(crate) lto: bool,
    /// How the names of the files end.
    pub(crate) ending: &'a str,
}

/// Has cargo build for a kernel, `core` and `alloc` included; the files that came out.
pub(crate) fn build(toolchain: &Toolchain, wanted: &Wanted<'_>) -> Result<Vec<PathBuf>, String> {
    let mut cargo = Command::new(&toolchain.cargo);
    cargo.current_dir(root()?).env("RUSTC", &toolchain.rustc);
    // Compiling the library is not a stable feature, so that only this opens the door to it.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_ENCODED_RUSTFLAGS", flags(toolchain)?);
    let lto = if wanted.lto { "fat" } else { "off" };
    for (key, value) in
        [("OPT_LEVEL", "2"), ("CODEGEN_UNITS", "1"), ("DEBUG", "false"), ("LTO", lto)]
    {
        cargo.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
    }
    // So that the compiler's functions on memory are apart, to be left out.
    cargo.args(["--config", "profile.release.package.compiler_builtins.codegen-units=10000"]);
    cargo.args(wanted.args).args(["--release", "--target", TARGET]);
    cargo.args(["-Zbuild-std=core,alloc", "--message-format=json-render-diagnostics"]);
    cargo.arg("--target-dir").arg(target("kernel")?);
    let made = cargo.stderr(Stdio::inherit()).output();
    let made = made.map_err(|e| format!("{}: {e}", toolchain.cargo.display()))?;
    if !made.status.success() {
        return Err("Rust does not build for a kernel: the messages above say why".into());
    }
    let messages = String::from_utf8_lossy(&made.stdout);
    Ok(messages.lines().flat_map(|m| files(m, wanted.ending)).collect())
}

/// With names for the folders whose paths panics and assertions quote, so that what is built does
/// not depend on where.
fn flags(toolchain: &Toolchain) -> Result<String, String> {
    let mut flags: Vec<String> = FLAGS.map(String::from).to_vec();
    let library = toolchain.sysroot.join("lib/rustlib/src/rust/library");
    for (from, to) in [(library.as_path(), "rust"), (root()?, "wss")] {
        flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    }
    Ok(flags.join("\x1f"))
}

/// Files that one of cargo's messages names; what they hold is for the target.
fn files<'m>(message: &'m str, ending: &str) -> impl Iterator<Item = PathBuf> + use<'m> {
    let ending = ending.to_string();
    let strings = message.split('"').filter(move |s| s.ends_with(&ending) && s.contains(TARGET));
    strings.map(|s| Path::new(s).to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::files;
    use std::path::Path;

    #[test]
    fn only_files_for_the_target_are_taken() {
        let message = r#"{"filenames":["/t/x86_64-unknown-none/release/libwss_kern.a",
            "/t/release/libhost.a"],"executable":null}"#;
        let found: Vec<_> = files(message, ".a").collect();
        assert_eq!(found, [Path::new("/t/x86_64-unknown-none/release/libwss_kern.a")]);
    }
}
