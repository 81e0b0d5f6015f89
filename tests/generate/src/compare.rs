//! Programs of seeds, run in the machine and as gcc compiles them.
use std::path::Path;
use std::process::Command;
use wdl::driver::{Source, compile_source};
use wdl::{Options, exec};
use wss_abi::object::Object;
use wss_abi::target::Target;

/// Bytes of a seed (xorshift), at most so many.
pub fn bytes(seed: u64, most: u64) -> Vec<u8> {
    let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        x.wrapping_mul(0x2545_f491_4f6c_dd1d)
    };
    let n = most / 4 + next() % (most * 3 / 4 + 1);
    (0..n).map(|_| (next() >> 32) as u8).collect()
}

/// What the machine returns for a program.
///
/// # Errors
/// What the compiler or the machine says against it.
pub fn here(text: &str) -> Result<i32, String> {
    let (object, main) = compiled(text)?;
    exec::run(&object, main).map(|v| v & 255).map_err(|e| e.to_string())
}

/// What the machine returns for a program, interpreted and as native code.
///
/// # Errors
/// What the compiler or the machine says against it, or that the two differ.
pub fn both(text: &str) -> Result<i32, String> {
    let (object, main) = compiled(text)?;
    let interpreted = exec::run(&object, main);
    let native = exec::run_with(&object, main, &[], Some(&wss_pages::JIT), exec::BUDGET);
    if interpreted != native {
        return Err(format!("interpreted {interpreted:?}, native {native:?}"));
    }
    native.map(|v| v & 255).map_err(|e| e.to_string())
}

fn compiled(text: &str) -> Result<(Object, u32), String> {
    let options = Options { prelude: false, ..Options::new(Target::LinuxX86_64) };
    let source = Source { name: "p.c".into(), text: text.into(), folder: Default::default() };
    let compiled = compile_source(&options, &source).map_err(|e| e.text(false))?;
    let main = compiled.main.ok_or("no main")?;
    Ok((compiled.object, main))
}

/// What gcc's program returns; files are written to `folder`.
///
/// # Errors
/// gcc refuses it, or it dies.
pub fn gcc(text: &str, folder: &Path) -> Result<i32, String> {
    let (source, out) = (folder.join("p.c"), folder.join("p"));
    std::fs::write(&source, text).map_err(|e| e.to_string())?;
    let built = Command::new("gcc")
        .args(["-w", "-O0", "-fwrapv", "-fno-strict-aliasing", "-std=gnu17", "-pipe", "-o"])
        .args([&out, &source])
        .status()
        .map_err(|e| e.to_string())?;
    if !built.success() {
        return Err("gcc refuses it".to_owned());
    }
    let status = Command::new(&out).status().map_err(|e| e.to_string())?;
    status.code().ok_or_else(|| status.to_string())
}
