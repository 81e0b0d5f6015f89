//! `wrapc fmt`: formats sources in place.
use crate::output;
use std::io::Read;
use std::path::{Path, PathBuf};
use wdl::diag::render::Diagnostics;
use wdl::driver::Source;
use wdl::preprocess::MAX_FILE;

/// Formats files in place, or, with `check`, only names those that would change. `-` is standard
/// input, formatted to standard output.
pub(crate) fn run(files: &[PathBuf], check: bool, color: bool) -> bool {
    let mut good = true;
    for file in files {
        good &= match one(file, check) {
            Ok(same) => same,
            Err(text) => {
                eprint!("{}", text.show(color));
                false
            }
        };
    }
    good
}

enum Failure {
    Findings(Box<Diagnostics>),
    Output(String),
}

impl Failure {
    fn show(&self, color: bool) -> String {
        match self {
            Failure::Findings(findings) => findings.text(color),
            Failure::Output(text) => format!("wrapc: {text}\n"),
        }
    }
}

/// False if the file is not formatted and was only to be checked.
fn one(file: &Path, check: bool) -> Result<bool, Failure> {
    let stdin = file.as_os_str() == "-";
    let source = if stdin { standard_input()? } else { read(file)? };
    let formatted = wdl::fmt::format(&source.name, &source.text)
        .map_err(|findings| Failure::Findings(Box::new(findings)))?;
    let same = *formatted == *source.text;
    if check {
        if !same {
            eprintln!("{}: not formatted", source.name);
        }
        return Ok(same);
    }
    if stdin {
        return if output::print(&formatted) {
            Ok(true)
        } else {
            Err(Failure::Output("cannot write standard output".into()))
        };
    }
    if !same {
        output::replace(file, formatted.as_bytes())
            .map_err(|e| Failure::Output(format!("cannot write {}: {e}", file.display())))?;
    }
    Ok(true)
}

fn read(file: &Path) -> Result<Source, Failure> {
    Source::read(file).map_err(|findings| Failure::Findings(Box::new(findings)))
}

fn standard_input() -> Result<Source, Failure> {
    let mut text = String::new();
    let mut input = std::io::stdin().lock().take(MAX_FILE as u64 + 1);
    let failed = |reason| Failure::Output(format!("cannot read standard input: {reason}"));
    input.read_to_string(&mut text).map_err(|e| failed(e.to_string()))?;
    if text.len() > MAX_FILE {
        return Err(failed(format!("longer than {} MiB", MAX_FILE >> 20)));
    }
    Ok(Source { name: "<standard input>".into(), text: text.into(), folder: PathBuf::new() })
}
