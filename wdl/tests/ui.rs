//! Malformed sources and what the compiler says of them: each `NAME.wdl` below `ui/` is compiled, and
//! what is printed must equal `NAME.stderr` beside it. `BLESS=1 cargo test -p wdl --test ui` records what
//! is printed now; read the difference before you commit it.
use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use wdl::driver::{Source, compile_source};
use wss_abi::target::Target;

type Outcome = Result<(), Box<dyn Error>>;

fn folder() -> PathBuf {
    // Relative to the package, where cargo runs tests: what is recorded names no place of this machine.
    PathBuf::from("tests/ui")
}

fn sources() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut out = Vec::new();
    let mut folders = vec![folder()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "wdl") {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}

/// What the compiler says of a file: its name is shown without a folder.
fn said(path: &Path) -> Result<String, Box<dyn Error>> {
    let text = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut options = wdl::Options::new(Target::LinuxX86_64);
    options.include_dirs = vec![folder().join("inc")];
    let source = Source { name, text: text.into(), folder: folder() };
    let findings = match compile_source(&options, &source) {
        Ok(compiled) => compiled.warnings,
        Err(findings) => findings,
    };
    Ok(findings.text(false))
}

#[test]
fn every_source_is_answered_as_recorded() -> Outcome {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for path in sources()? {
        let said = said(&path)?;
        let record = path.with_extension("stderr");
        let recorded = std::fs::read_to_string(&record).unwrap_or_default();
        if said == recorded && record.exists() {
            continue;
        }
        if bless {
            std::fs::write(&record, said)?;
        } else {
            wrong.push(format!("==== {}\n{said}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} differ", wrong.join("\n"), wrong.len());
    Ok(())
}

/// Each code that a source can cause is caused by one.
#[test]
fn every_code_has_a_source() -> Outcome {
    // These are about files and systems, not sources: tests/cli.rs has those that can be caused.
    let elsewhere = ["E0701", "E0702", "E0703", "E0704", "E0706"];
    let mut seen = BTreeSet::new();
    for path in sources()? {
        let record = std::fs::read_to_string(path.with_extension("stderr"))?;
        for code in wdl::diag::codes::all() {
            if record.contains(&format!("[{}]", code.id)) {
                seen.insert(code.id);
            }
        }
    }
    let missing: Vec<_> = wdl::diag::codes::all()
        .map(|c| c.id)
        .filter(|id| !seen.contains(id) && !elsewhere.contains(id))
        .collect();
    assert!(missing.is_empty(), "no source in tests/ui causes {missing:?}");
    Ok(())
}

/// There are at least 300 sources; each is answered, at a line and column, and no answer says only
/// that something is wrong: what was found comes with what was expected.
#[test]
fn every_answer_says_what_was_expected() -> Outcome {
    let mut count = 0;
    for path in sources()? {
        let said = std::fs::read_to_string(path.with_extension("stderr"))?;
        let name = path.display();
        assert!(said.contains("error[") || said.contains("warning["), "{name}: no answer");
        for line in said.lines() {
            let head = line
                .split_once("]: ")
                .filter(|(id, _)| id.starts_with("error[") || id.starts_with("warning["));
            let Some((_, message)) = head else { continue };
            let lower = message.to_lowercase();
            for empty in ["syntax error", "parse error", "invalid syntax", "unexpected"] {
                assert!(!lower.contains(empty), "{name}: {message}");
            }
            assert!(!lower.contains("found") || lower.contains("expected"), "{name}: {message}");
            assert!(message.split_whitespace().count() >= 2, "{name}: {message}");
        }
        count += 1;
    }
    assert!(count >= 300, "{count} sources");
    Ok(())
}

/// Every code has an example, and it causes the code, unless it only describes what would.
#[test]
fn explained_codes_are_shown() -> Outcome {
    use wdl::diag::codes::examples;
    for code in wdl::diag::codes::all() {
        let text = examples::of(code).ok_or(format!("no example of {}", code.id))?;
        if examples::DESCRIBED.contains(&code.id) {
            continue;
        }
        let source = Source { name: "e.wdl".into(), text: text.into(), folder: PathBuf::new() };
        let options = wdl::Options::new(Target::LinuxX86_64);
        let found = compile_source(&options, &source).map_or_else(|e| e, |c| c.warnings);
        let shown = found.diags.list().iter().any(|d| d.code == code);
        assert!(shown, "{} is not shown by its example: {}", code.id, found.text(false));
    }
    Ok(())
}
