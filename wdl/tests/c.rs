//! The C test programme: every program of `tests/c` compiles, runs in the machine, and returns what
//! its first line says (`// expect: N`), which is what gcc's program returns where there is a gcc.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use wdl::driver::{Source, compile_source};
use wdl::{Options, exec};
use wss_abi::target::Target;

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/c");
    let entries = std::fs::read_dir(folder).expect("tests/c").map(|e| e.expect("entry").path());
    let mut list: Vec<_> = entries.filter(|p| p.extension().is_some_and(|e| e == "c")).collect();
    list.sort();
    list
}

fn expected(path: &Path) -> i32 {
    let text = std::fs::read_to_string(path).expect("program");
    let first = text.lines().next().and_then(|l| l.strip_prefix("// expect: "));
    first.and_then(|n| n.trim().parse().ok()).unwrap_or_else(|| panic!("{}", path.display()))
}

fn run(path: &Path) -> Result<i32, String> {
    let mut options = Options::new(Target::LinuxX86_64);
    options.prelude = false;
    let source = Source::read(path).map_err(|e| e.text(false))?;
    let compiled = compile_source(&options, &source).map_err(|e| e.text(false))?;
    let main = compiled.main.ok_or("no main")?;
    exec::run(&compiled.object, main).map(|v| v & 255).map_err(|e| e.to_string())
}

#[test]
fn programs_return_what_they_should() {
    let mut wrong = Vec::new();
    let list = programs();
    for path in &list {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match run(path) {
            Ok(v) if v == expected(path) => {}
            Ok(v) => wrong.push(format!("{name}: {v}, not {}", expected(path))),
            Err(e) => wrong.push(format!("{name}: {e}")),
        }
    }
    assert!(list.len() >= 60, "only {} programs", list.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), list.len(), wrong.join("\n"));
}

#[test]
fn gcc_agrees_on_what_they_should_return() {
    let found = Command::new("gcc").arg("--version").stdout(Stdio::null()).status();
    if found.is_err() {
        eprintln!("no gcc here: the recorded values stand");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for path in programs() {
        let out = folder.join(path.file_stem().unwrap());
        let built = Command::new("gcc")
            .args(["-w", "-fwrapv", "-std=gnu17", "-o"])
            .args([&out, &path])
            .status()
            .expect("gcc");
        assert!(built.success(), "{}", path.display());
        let status = Command::new(&out).status().expect("runs");
        assert_eq!(status.code(), Some(expected(&path)), "{}", path.display());
        std::fs::remove_file(&out).expect("removes");
    }
}

#[test]
fn faults_say_where() {
    let text = "int main(void) {\n    int *p = 0;\n    return *p;\n}\n";
    let mut options = Options::new(Target::LinuxX86_64);
    options.prelude = false;
    let source = Source { name: "f.c".into(), text: text.into(), folder: PathBuf::new() };
    let compiled = compile_source(&options, &source).expect("compiles");
    let error = exec::run(&compiled.object, compiled.main.expect("main")).expect_err("faults");
    assert!(error.to_string().starts_with("f.c:3:12: "), "{error}");
}
