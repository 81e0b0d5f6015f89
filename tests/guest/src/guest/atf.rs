//! The protocol by which kyua(1) runs a test program: atf-test-program(1).
use super::{suite, tests};
use std::fs;
use std::process::ExitCode;

/// Whether the arguments are of this protocol.
pub(crate) fn speaks(words: &[String]) -> bool {
    words.iter().any(|w| w == "-l" || w.starts_with("-r"))
}

/// The value of an option, in the word behind it or, as kyua(1) gives it, in the same one.
fn value(words: &[String], option: &str) -> Option<String> {
    let at = words.iter().position(|w| w.starts_with(option))?;
    let attached = words.get(at)?.strip_prefix(option)?;
    match attached {
        "" => words.get(at + 1).cloned(),
        word => Some(word.to_owned()),
    }
}

/// `-l`, or `[-r FILE] [-s FOLDER] [-v NAME=VALUE] TEST[:body|:cleanup]`.
pub(crate) fn main(words: &[String]) -> ExitCode {
    if words.iter().any(|w| w == "-l") {
        println!("Content-Type: application/X-atf-tp; version=\"1\"");
        for t in tests() {
            // Names of test cases have no dots.
            let ident = t.name.replace('.', "_");
            println!(
                "\nident: {ident}\ndescr: {}\ntimeout: {}\nrequire.user: root\nis.exclusive: true",
                t.about, t.limit
            );
        }
        return ExitCode::SUCCESS;
    }
    let name = words.last().map(String::as_str).unwrap_or_default();
    let (name, part) = name.split_once(':').unwrap_or((name, "body"));
    let Some(test) = tests().find(|t| t.name.replace('.', "_") == name) else {
        eprintln!("wss-guest: no test case {name}");
        return ExitCode::FAILURE;
    };
    if part == "cleanup" {
        return ExitCode::SUCCESS;
    }
    let result = suite::apart(test);
    let why = result["why"].as_str().unwrap_or_default().replace('\n', " ");
    let line = match result["outcome"].as_str() {
        Some("pass") => "passed\n".to_owned(),
        Some("skip") => format!("skipped: {why}\n"),
        _ => format!("failed: {why}\n"),
    };
    let written = match value(words, "-r") {
        Some(file) => fs::write(file, &line),
        None => {
            print!("{line}");
            Ok(())
        }
    };
    ExitCode::from(u8::from(line.starts_with("failed") || written.is_err()))
}
