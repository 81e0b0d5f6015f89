//! The formatter over everything there is: what is shipped is formatted, and formatting a source
//! changes nothing that it means.
use std::error::Error;
use std::path::{Path, PathBuf};
use wdl::driver::{Source, compile_source};
use wss_abi::target::Target;

type Outcome = Result<(), Box<dyn Error>>;

fn files(folder: &Path, endings: &[&str], out: &mut Vec<PathBuf>) -> Outcome {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, endings, out)?;
        } else if path.extension().and_then(|e| e.to_str()).is_some_and(|e| endings.contains(&e)) {
            out.push(path);
        }
    }
    out.sort();
    Ok(())
}

fn found(folder: &str, endings: &[&str]) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut out = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), endings, &mut out)?;
    Ok(out)
}

#[test]
fn what_is_shipped_is_formatted() -> Outcome {
    let mut sources = found("../id-wrappers", &["wdl"])?;
    assert!(sources.len() >= 3);
    sources.extend(found("include", &["wdl", "h"])?);
    for path in sources {
        let text = std::fs::read_to_string(&path)?;
        let formatted = wdl::fmt::format("x", &text)?;
        assert!(formatted == text, "{}: run `wrapc fmt` on it", path.display());
    }
    Ok(())
}

#[test]
fn formatting_twice_is_formatting_once() -> Outcome {
    let mut count = 0;
    let mut sources = found("tests/ui", &["wdl"])?;
    sources.extend(found("tests/c", &["c"])?);
    for path in sources {
        let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
        // What does not lex is refused.
        let Ok(once) = wdl::fmt::format("x", &text) else { continue };
        assert_eq!(wdl::fmt::format("x", &once)?, once, "{}", path.display());
        count += 1;
    }
    assert!(count > 150, "{count}");
    Ok(())
}

#[test]
fn what_fuzzing_found_is_formatted_alike_twice() -> Outcome {
    let mut count = 0;
    for entry in
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus/fmt"))?
    {
        let path = entry?.path();
        let text = String::from_utf8(std::fs::read(&path)?)?;
        let Ok(once) = wdl::fmt::format("x", &text) else { continue };
        assert_eq!(wdl::fmt::format("x", &once)?, once, "{}", path.display());
        count += 1;
    }
    assert!(count >= 5, "{count}");
    Ok(())
}

#[test]
fn formatting_changes_no_code() -> Outcome {
    let mut changed = 0;
    for path in found("tests/c", &["c"])? {
        let text = std::fs::read_to_string(&path)?;
        let formatted = wdl::fmt::format("x", &text)?;
        changed += usize::from(formatted != text);
        let code = |text: String| {
            let options = wdl::Options { prelude: false, ..wdl::Options::new(Target::LinuxX86_64) };
            let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
            let source = Source { name: "x.c".into(), text: text.into(), folder };
            compile_source(&options, &source).map(|c| (c.object.code, c.object.rodata))
        };
        // Where a line stands, or a blank, is part of programs that say __LINE__ only.
        if !text.contains("__LINE__") {
            assert!(code(text)? == code(formatted)?, "{}", path.display());
        }
    }
    assert!(changed > 10, "{changed}");
    Ok(())
}
