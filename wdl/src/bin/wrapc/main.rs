//! `wrapc`: compiles wrappers. Exit status 0 if everything went well, else 1; `wrapc exec` exits as
//! the program does.
#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod cli;
mod dump;
mod fmt;
mod output;

use clap::{CommandFactory, Parser};
use cli::{Cli, Command, Dialect, Reading};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use wdl::diag::codes;
use wdl::diag::render::Diagnostics;
use wss_abi::target::Target;
use wss_vm::native::Compiler;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            let failed = e.use_stderr();
            let printed = e.print().is_ok();
            return if failed || !printed { ExitCode::FAILURE } else { ExitCode::SUCCESS };
        }
    };
    let done = match (&cli.command, &cli.file) {
        (Some(Command::Check { files, dialect }), _) => check(files, dialect),
        (Some(Command::Dump { file, dialect }), _) => dump::run(file, dialect),
        (Some(Command::Exec { file, args, no_jit, budget, dialect }), _) => {
            let jit: &dyn Compiler = &wss_pages::JIT;
            return exec(file, args, (!no_jit).then_some(jit), *budget, dialect);
        }
        (Some(Command::Doc { file, targets, reading }), _) => doc(file, targets, reading),
        (Some(Command::Fmt { files, check, color }), _) => fmt::run(files, *check, color.wanted()),
        (Some(Command::Explain { code }), _) => explain(code),
        (Some(Command::Completions { shell }), _) => completions(*shell),
        (None, Some(file)) => compile(file, cli.output.as_deref(), &cli.dialect),
        (None, None) => {
            eprintln!("wrapc: no input file; see wrapc --help");
            false
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Compiles one file and writes its object.
fn compile(file: &Path, output: Option<&Path>, dialect: &Dialect) -> bool {
    let output = output.map_or_else(
        || PathBuf::from(file.file_name().unwrap_or_default()).with_extension("wrap"),
        Path::to_path_buf,
    );
    let mut findings = match wdl::compile(&dialect.options(), file) {
        Ok(compiled) => match output::write(&output, &compiled.object) {
            Ok(()) => compiled.warnings,
            Err(reason) => {
                let text = format!("cannot write {}: {reason}", output.display());
                let mut all = compiled.warnings;
                all.diags.push(wdl::diag::Diagnostic::new(
                    codes::driver::NO_OUTPUT,
                    Default::default(),
                    text,
                ));
                all
            }
        },
        Err(findings) => findings,
    };
    findings.diags.sort();
    let done = !findings.diags.has_errors();
    report(&[(file, findings)], &dialect.reading) && done
}

/// Compiles files and writes nothing.
fn check(files: &[PathBuf], dialect: &Dialect) -> bool {
    let options = dialect.options();
    let results: Vec<(&Path, Diagnostics)> = files
        .iter()
        .map(|file| {
            let result = wdl::compile(&options, file).map(|c| c.warnings);
            (file.as_path(), result.unwrap_or_else(|findings| findings))
        })
        .collect();
    let done = results.iter().all(|(_, findings)| !findings.diags.has_errors());
    report(&results, &dialect.reading) && done
}

/// Describes a wrapper.
fn doc(file: &Path, targets: &[Target], reading: &Reading) -> bool {
    let targets = if targets.is_empty() { Target::ALL } else { targets };
    let first = targets.first().copied().unwrap_or(Target::LinuxX86_64);
    let done = wdl::driver::Source::read(file)
        .and_then(|source| wdl::doc::document(&reading.options(first), targets, &source));
    match done {
        Ok(text) => output::print(&text),
        Err(findings) => {
            report(&[(file, findings)], reading);
            false
        }
    }
}

/// Shows findings: text on standard error, or one JSON document on standard output.
fn report(results: &[(&Path, Diagnostics)], reading: &Reading) -> bool {
    if reading.json {
        let files: Vec<serde_json::Value> = results
            .iter()
            .map(|(file, findings)| {
                let mut value = findings.json();
                if let Some(object) = value.as_object_mut() {
                    object.remove("schema");
                    object.insert("file".into(), file.display().to_string().into());
                    object.insert("ok".into(), (!findings.diags.has_errors()).into());
                }
                value
            })
            .collect();
        let schema = wdl::diag::render::SCHEMA;
        let document = serde_json::json!({ "schema": schema, "files": files });
        return output::print(&format!("{document:#}\n"));
    }
    let color = reading.color();
    let mut stderr = std::io::stderr().lock();
    results.iter().all(|(_, findings)| stderr.write_all(findings.text(color).as_bytes()).is_ok())
}

/// What a program exits with when it faults.
const FAULT: u8 = 101;

/// Compiles a C program and runs it.
fn exec(
    file: &Path,
    args: &[String],
    jit: Option<&dyn Compiler>,
    budget: u64,
    dialect: &Dialect,
) -> ExitCode {
    let options = wdl::Options { prelude: false, ..dialect.options() };
    let (compiled, main) = match wdl::compile(&options, file) {
        Ok(compiled) => match compiled.main {
            Some(main) => (compiled, main),
            None => {
                let mut findings = compiled.warnings;
                let text = format!("{} has no function main to run", file.display());
                findings.diags.push(wdl::diag::Diagnostic::new(
                    codes::driver::NO_MAIN,
                    Default::default(),
                    text,
                ));
                report(&[(file, findings)], &dialect.reading);
                return ExitCode::FAILURE;
            }
        },
        Err(findings) => {
            report(&[(file, findings)], &dialect.reading);
            return ExitCode::FAILURE;
        }
    };
    report(&[(file, compiled.warnings)], &dialect.reading);
    let name = file.to_string_lossy();
    let args: Vec<&str> = [&*name].into_iter().chain(args.iter().map(String::as_str)).collect();
    match wdl::exec::run_with(&compiled.object, main, &args, jit, budget) {
        // C's exit status: the low eight bits.
        Ok(value) => ExitCode::from(value as u8),
        Err(fault) => {
            eprintln!("wrapc: {fault}");
            ExitCode::from(FAULT)
        }
    }
}

fn explain(code: &str) -> bool {
    if let Some(known) = codes::by_id(code) {
        let example = codes::examples::of(known).unwrap_or_default();
        let indented: String = example.lines().map(|l| format!("    {l}\n")).collect();
        return output::print(&format!(
            "{}: {}\n\n{}\n\nFor example:\n\n{indented}",
            known.id, known.title, known.explanation
        ));
    }
    let upper = code.to_ascii_uppercase();
    let near = wdl::diag::nearest(&upper, codes::all().map(|c| c.id));
    let hint = near.map_or(String::new(), |n| format!("; did you mean {n}?"));
    eprintln!("wrapc: there is no diagnostic code {code}{hint}");
    false
}

fn completions(shell: clap_complete::Shell) -> bool {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "wrapc", &mut text);
    output::print(&String::from_utf8_lossy(&text))
}
