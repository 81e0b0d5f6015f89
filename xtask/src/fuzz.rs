//! `cargo xtask fuzz`: runs the targets of `fuzz/`, as many at a time as there are processors, each for a
//! while.
//!
//! Seeds are what the repository has: sources under test, shipped wrappers, objects compiled from
//! them, and `fuzz/corpus/TARGET`, inputs that once showed a fault. What a run finds new goes to
//! `target/fuzz/TARGET`, inputs that fail to `fuzz/artifacts/TARGET`.
use crate::paths;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

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
    /// Compiled wrappers, with bytes before them that say how they are run.
    Started,
    /// None but the corpus: bytes mean decisions.
    Kept,
}

const TARGETS: &[Target] = &[
    Target { name: "front", most: 4096, seeds: Seeds::Chosen },
    Target { name: "fmt", most: 8192, seeds: Seeds::Sources },
    Target { name: "object", most: 16384, seeds: Seeds::Objects },
    Target { name: "machine", most: 16384, seeds: Seeds::Started },
    Target { name: "c", most: 2048, seeds: Seeds::Kept },
];

/// What to fuzz
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Seconds for each target; 0: only the seeds
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
    let chosen: Vec<&Target> = TARGETS
        .iter()
        .filter(|t| options.targets.is_empty() || options.targets.iter().any(|n| n == t.name))
        .collect();
    for target in &chosen {
        prepare(root, target)?;
    }
    let built = cargo_fuzz(root, "build", options).status();
    if !built.map_err(|e| format!("cargo fuzz: {e}"))?.success() {
        return Err("the targets do not build".into());
    }
    let queue = Mutex::new(chosen.iter());
    let work = || {
        let mut failures = Vec::new();
        loop {
            let next = queue.lock().ok().and_then(|mut q| q.next());
            let Some(target) = next else { return failures };
            failures.extend(fuzz(root, target, options).err());
        }
    };
    let failures = std::thread::scope(|scope| {
        let jobs = std::thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(work)).collect();
        let ended = workers.into_iter().map(|w| w.join());
        ended.flat_map(|e| e.unwrap_or_else(|_| vec!["a worker died".into()])).collect::<Vec<_>>()
    });
    if failures.is_empty() { Ok(()) } else { Err(failures.join("; ")) }
}

/// Where a target's inputs are: found, and kept.
fn folders(root: &Path, target: &Target) -> [PathBuf; 2] {
    [root.join("target/fuzz").join(target.name), root.join("fuzz/corpus").join(target.name)]
}

fn prepare(root: &Path, target: &Target) -> Result<(), String> {
    let [found, kept] = folders(root, target);
    for folder in [&found, &kept] {
        std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    seed(root, target, &found)
}

fn cargo_fuzz(root: &Path, what: &str, options: &Options) -> Command {
    let mut command = Command::new("cargo");
    command
        .args(["fuzz", what, "--sanitizer", &options.sanitizer])
        // The instrumentation is an unstable option of the compiler.
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(root.join("fuzz"));
    command
}

/// Runs a target, and shows what it said when it has ended.
fn fuzz(root: &Path, target: &Target, options: &Options) -> Result<(), String> {
    let limit = match options.seconds {
        0 => "-runs=0".into(),
        seconds => format!("-max_total_time={seconds}"),
    };
    println!("fuzzing {} for {} s", target.name, options.seconds);
    let ended = cargo_fuzz(root, "run", options)
        .arg(target.name)
        .args(folders(root, target))
        .arg("--")
        .arg(limit)
        .arg(format!("-max_len={}", target.most))
        .args(["-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0"])
        .arg(format!("-dict={}", root.join("fuzz/wdl.dict").display()))
        .output()
        .map_err(|e| format!("cargo fuzz: {e}"))?;
    let said = [ended.stdout, ended.stderr].concat();
    println!("{}: {}", target.name, String::from_utf8_lossy(&said).trim());
    if ended.status.success() {
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
            Seeds::Started => {
                if source.starts_with(root.join("id-wrappers")) {
                    let object = to.join(&name);
                    compile(root, &source, &object)?;
                    let bytes = std::fs::read(&object).map_err(failed)?;
                    std::fs::remove_file(&object).map_err(failed)?;
                    // See machine_differ::of_bytes; each of the first functions.
                    for func in 0..4u8 {
                        let started = [&[2, 255, 15, 7, func], &bytes[..]].concat();
                        std::fs::write(to.join(format!("{name}_{func}")), started)
                            .map_err(failed)?;
                    }
                }
            }
            Seeds::Kept => {}
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
