//! Turns the characterisations' text into static Rust tables. It runs on the host, reads only the
//! text files, and so works the same when the crate is compiled for another system.
mod calls;
mod consts;
mod emit;
mod text;
mod types;

use std::path::{Path, PathBuf};
use text::Bad;

/// Everything known of one target.
pub(crate) struct Model {
    pub(crate) sets: Vec<consts::Set>,
    pub(crate) errnos: Vec<consts::Errno>,
    pub(crate) structs: Vec<types::Struct>,
    pub(crate) calls: calls::Calls,
}

fn read(dir: &Path, name: &str) -> Result<text::Source, Bad> {
    println!("cargo::rerun-if-changed={name}");
    text::Source::read(dir, name)
}

/// A target: its module, its variant of `wss_abi::target::Target`, and the stems of its text files:
/// of constants, errnos and structures, and of calls.
const TARGETS: [(&str, &str, &str, &str); 2] = [
    ("linux_x86_64", "LinuxX86_64", "linux", "linux-x86_64"),
    ("freebsd_amd64", "FreebsdAmd64", "freebsd", "freebsd-amd64"),
];

fn model(dir: &Path, system: &str, calls: &str) -> Result<Model, Bad> {
    let sets = consts::sets(&read(dir, &format!("{system}.consts"))?)?;
    let errnos = consts::errnos(&read(dir, &format!("{system}.errnos"))?)?;
    let known = consts::Known::new(&sets, &errnos)?;
    let structs = types::structs(&read(dir, &format!("{system}.structs"))?, &known)?;
    let calls = calls::calls(&read(dir, &format!("{calls}.calls"))?, &known, &structs)?;
    Ok(Model { sets, errnos, structs, calls })
}

fn run() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build");
    let var = |name: &str| std::env::var_os(name).ok_or(format!("cargo did not set {name}"));
    let dir = PathBuf::from(var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(var("OUT_DIR")?);
    for (module, target, system, calls) in TARGETS {
        let model = model(&dir, system, calls).map_err(|bad| bad.to_string())?;
        let path = out.join(module).with_extension("rs");
        let text = emit::table(&model, target);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

fn main() {
    if let Err(message) = run() {
        println!("cargo::error={message}");
        eprintln!("{message}");
        std::process::exit(1);
    }
}
