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

fn linux(dir: &Path) -> Result<Model, Bad> {
    let sets = consts::sets(&read(dir, "linux.consts")?)?;
    let errnos = consts::errnos(&read(dir, "linux.errnos")?)?;
    let known = consts::Known::new(&sets, &errnos)?;
    let structs = types::structs(&read(dir, "linux.structs")?, &known)?;
    let calls = calls::calls(&read(dir, "linux-x86_64.calls")?, &known, &structs)?;
    Ok(Model { sets, errnos, structs, calls })
}

fn run() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build");
    let var = |name: &str| std::env::var_os(name).ok_or(format!("cargo did not set {name}"));
    let dir = PathBuf::from(var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(var("OUT_DIR")?).join("linux_x86_64.rs");
    let model = linux(&dir).map_err(|bad| bad.to_string())?;
    let text = emit::table(&model, "LinuxX86_64");
    std::fs::write(&out, text).map_err(|e| format!("{}: {e}", out.display()))
}

fn main() {
    if let Err(message) = run() {
        println!("cargo::error={message}");
        eprintln!("{message}");
        std::process::exit(1);
    }
}
