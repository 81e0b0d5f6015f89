//! What of C is refused: every example in the tables of docs/c.md, with the code that stands beside it.
use std::error::Error;
use std::path::{Path, PathBuf};
use wdl::driver::{Source, compile_source};
use wss_abi::target::Target;

type Outcome = Result<(), Box<dyn Error>>;

/// Examples and codes of the page's rows.
fn rows(page: &str) -> Vec<(String, String)> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [_, example, code, ..] = cells.as_slice() else { return None };
        let example = example.strip_prefix('`')?.strip_suffix('`')?;
        code.starts_with('E').then(|| (example.to_string(), code.to_string()))
    };
    page.lines().filter_map(row).collect()
}

#[test]
fn examples_of_what_is_refused_are_refused_so() -> Outcome {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/c.md");
    let rows = rows(&std::fs::read_to_string(page)?);
    assert!(rows.len() >= 20, "{}", rows.len());
    let options = wdl::Options { prelude: false, ..wdl::Options::new(Target::LinuxX86_64) };
    for (text, code) in rows {
        let text_ = format!("{text}\n").into();
        let source = Source { name: "c.c".into(), text: text_, folder: PathBuf::new() };
        let found = match compile_source(&options, &source) {
            Ok(_) => return Err(format!("{text}: compiles").into()),
            Err(found) => found,
        };
        let mut errors = found.diags.list().iter().filter(|d| d.code.id.starts_with('E'));
        assert!(errors.any(|d| d.code.id == code), "{text}: not {code}: {}", found.text(false));
    }
    Ok(())
}
