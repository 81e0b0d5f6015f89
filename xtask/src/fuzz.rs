//! `cargo xtask fuzz`: runs the targets of `fuzz/`, one after the other, each for a while.
//!
//! Seeds are what the repository has: sources under test, shipped wrappers, objects compiled from
//! them, and `fuzz/corpus/TARGET`, inputs that once showed a fault. What a run finds new goes to
//! `target/fuzz/TARGET`, inputs that fail to `fuzz/artifacts/TARGET`.
use crate::paths;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A target, the most bytes of an input, and what its seeds are.
struct Target {
    name: &'static str,
    most: u32,
    seeds: Seeds,
}

enum Seeds {
    /// Sources, with a byte before them that chooses the compiler's options.
    Chosen,
    /// Sources as they are.
    Sources,
    /// Compiled wrappers.
    Objects,
}

const TARGETS: &[Target] = &[
    Target { name: "front", most: 4096, seeds: Seeds::Chosen },
    Target { name: "fmt", most: 8192, seeds: Seeds::Sources },
    Target { name: "object", most: 16384, seeds: Seeds::Objects },
];

/// What to fuzz
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Seconds for each target
    #[arg(long, default_value = "60")]
    seconds: u32,
    /// Sanitizer: address, or none, which is several times faster
    #[arg(long, default_value = "none")]
    sanitizer: String,
    /// Targets [default: all]
    targets: Vec<String>,
}

/// Builds and runs the targets.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    if let Some(unknown) = options.targets.iter().find(|n| TARGETS.iter().all(|t| t.name != *n)) {
        let names: Vec<&str> = TARGETS.iter().map(|t| t.name).collect();
        return Err(format!("there is no target {unknown}, only {}", names.join(", ")));
    }
    if !Command::new("cargo").args(["fuzz", "--version"]).output().is_ok_and(|o| o.status.success())
    {
        return Err("cargo-fuzz is missing: cargo install cargo-fuzz --locked".into());
    }
    let root = paths::root()?;
    for target in TARGETS {
        if !options.targets.is_empty() && options.targets.iter().all(|n| n != target.name) {
            continue;
        }
        fuzz(root, target, options)?;
    }
    Ok(())
}

fn fuzz(root: &Path, target: &Target, options: &Options) -> Result<(), String> {
    let found = root.join("target/fuzz").join(target.name);
    let kept = root.join("fuzz/corpus").join(target.name);
    for folder in [&found, &kept] {
        std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    seed(root, target, &found)?;
    println!("fuzzing {} for {} s", target.name, options.seconds);
    let status = Command::new("cargo")
        .args(["fuzz", "run", "--sanitizer", &options.sanitizer, target.name])
        .args([&found, &kept])
        .arg("--")
        .arg(format!("-max_total_time={}", options.seconds))
        .arg(format!("-max_len={}", target.most))
        .args(["-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0"])
        .arg(format!("-dict={}", root.join("fuzz/wdl.dict").display()))
        // The instrumentation is an unstable option of the compiler.
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(root.join("fuzz"))
        .status()
        .map_err(|e| format!("cargo fuzz: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} failed: see fuzz/artifacts", target.name))
    }
}

/// Fills a corpus with what the repository has.
fn seed(root: &Path, target: &Target, to: &Path) -> Result<(), String> {
    let mut sources = Vec::new();
    for folder in ["id-wrappers", "wdl/tests", "wdl/include"] {
        collect(&root.join(folder), &mut sources)?;
    }
    for source in sources {
        let failed = |e: std::io::Error| format!("{}: {e}", source.display());
        let name = source.strip_prefix(root).unwrap_or(&source).display().to_string();
        let name = name.replace('/', "_");
        let c = source.extension().is_some_and(|e| e == "c");
        match target.seeds {
            Seeds::Objects => {
                let shipped = source.starts_with(root.join("id-wrappers"));
                if shipped {
                    compile(root, &source, &to.join(&name))?;
                }
            }
            Seeds::Sources => {
                std::fs::copy(&source, to.join(&name)).map_err(failed)?;
            }
            Seeds::Chosen => {
                let text = std::fs::read(&source).map_err(failed)?;
                let choice: &[u8] = if c { b"2" } else { b"0" };
                std::fs::write(to.join(&name), [choice, &text].concat()).map_err(failed)?;
            }
        }
    }
    Ok(())
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) -> Result<(), String> {
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            collect(&path, out)?;
        } else if path.extension().is_some_and(|e| e == "wdl" || e == "c") {
            out.push(path);
        }
    }
    out.sort();
    Ok(())
}

fn compile(root: &Path, source: &Path, to: &Path) -> Result<(), String> {
    let done = Command::new("cargo")
        .args(["run", "--quiet", "-p", "wdl", "--bin", "wrapc", "--"])
        .arg(source)
        .arg("-o")
        .arg(to)
        .current_dir(root)
        .status()
        .map_err(|e| format!("wrapc: {e}"))?;
    if done.success() { Ok(()) } else { Err(format!("{} does not compile", source.display())) }
}
