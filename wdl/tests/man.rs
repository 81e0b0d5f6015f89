//! The manual pages: every example in wdl.5 compiles (or is refused, where it says so), every example
//! in wrapc.1 runs, every command is in wrapc.1, and mandoc has nothing to complain of.
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use wdl::driver::{Source, compile_source};
use wss_abi::target::Target;

type Outcome = Result<(), Box<dyn Error>>;

fn page(name: &str) -> Result<String, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("man").join(name);
    Ok(std::fs::read_to_string(path)?)
}

/// A literal block with what the line above it says.
struct Example {
    line: usize,
    kind: Vec<String>,
    text: String,
}

/// The marked literal blocks of a page, as a reader sees them.
fn examples(page: &str) -> Vec<Example> {
    let mut out = Vec::new();
    let mut lines = page.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let Some(kind) = line.strip_prefix(".\\\" example") else { continue };
        if !lines.peek().is_some_and(|(_, next)| next.starts_with(".Bd -literal")) {
            continue;
        }
        lines.next();
        let mut text = String::new();
        for (_, line) in lines.by_ref().take_while(|(_, line)| *line != ".Ed") {
            text.push_str(&line.replace("\\&", "").replace("\\e", "\\"));
            text.push('\n');
        }
        let kind = kind.split_whitespace().map(str::to_string).collect();
        out.push(Example { line: number + 1, kind, text });
    }
    out
}

#[test]
fn every_literal_block_of_the_language_is_an_example() -> Outcome {
    let page = page("wdl.5")?;
    let blocks = page.lines().filter(|l| l.starts_with(".Bd -literal")).count();
    assert_eq!(examples(&page).len(), blocks);
    assert!(blocks >= 20, "{blocks}");
    Ok(())
}

/// Every function that a wrapper can call is in the manual.
#[test]
fn every_library_function_is_in_the_manual() -> Outcome {
    let page = page("wdl.5")?;
    let header = include_str!("../include/wss.h");
    let mut count = 0;
    for line in header.lines().filter(|l| !l.starts_with([' ', '#', '/', '*', '}'])) {
        let Some((head, _)) = line.split_once('(').filter(|(head, _)| head.contains(' ')) else {
            continue;
        };
        let name = head.rsplit([' ', '*']).next().unwrap_or_default();
        let mut words = page.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        assert!(words.any(|w| w == name), "wdl.5 does not name {name}");
        count += 1;
    }
    assert!(count >= 60, "{count}");
    Ok(())
}

/// What is wrong with an example.
fn fault(example: &Example, target: Target) -> Result<(), String> {
    let words: Vec<&str> = example.kind.iter().map(String::as_str).collect();
    let c = words == ["c"];
    let options = wdl::Options { prelude: !c, ..wdl::Options::new(target) };
    let name = if c { "example.c" } else { "example.wdl" };
    let text = example.text.as_str().into();
    let source = Source { name: name.into(), text, folder: PathBuf::new() };
    let compiled = compile_source(&options, &source);
    match (&words[..], compiled) {
        (["refused", code], Err(findings)) => {
            let found = findings.diags.list().iter().any(|d| d.code.id == *code);
            if found { Ok(()) } else { Err(findings.text(false)) }
        }
        (["refused", _], Ok(_)) => Err("it compiles".into()),
        ([], Ok(compiled)) => match compiled.warnings.text(false) {
            said if !said.is_empty() => Err(said),
            _ => match wdl::fmt::format(name, &example.text) {
                Ok(formatted) if formatted == example.text => Ok(()),
                Ok(formatted) => Err(format!("formatted, it is\n{formatted}")),
                Err(findings) => Err(findings.text(false)),
            },
        },
        (["c"], Ok(compiled)) => {
            let main = compiled.main.ok_or("it has no main")?;
            match wdl::exec::run(&compiled.object, main) {
                Ok(0) => Ok(()),
                Ok(value) => Err(format!("main returns {value}")),
                Err(fault) => Err(fault.to_string()),
            }
        }
        (_, Ok(_)) => Err(format!("unknown kind {words:?}")),
        (_, Err(findings)) => Err(findings.text(false)),
    }
}

#[test]
fn examples_of_the_language_compile() -> Outcome {
    let mut wrong = Vec::new();
    for example in examples(&page("wdl.5")?) {
        for target in Target::ALL {
            if let Err(why) = fault(&example, *target) {
                wrong.push(format!("wdl.5:{} for {}: {why}", example.line, target.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn examples_of_the_compiler_run() -> Outcome {
    let folder = tempfile::tempdir()?;
    let wrapc = Path::new(env!("CARGO_BIN_EXE_wrapc"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = wrapc.parent().map(Path::to_path_buf).into_iter();
    let path = std::env::join_paths(folders.chain(std::env::split_paths(&path)))?;
    let mut ran = 0;
    for example in examples(&page("wrapc.1")?) {
        let words: Vec<&str> = example.kind.iter().map(String::as_str).collect();
        match &words[..] {
            ["file", name] => std::fs::write(folder.path().join(name), &example.text)?,
            ["sh"] => {
                let done = Command::new("sh")
                    .args(["-e", "-c", &example.text])
                    .current_dir(folder.path())
                    .env("PATH", &path)
                    .output()?;
                let said = String::from_utf8_lossy(&done.stderr).into_owned();
                assert!(done.status.success(), "wrapc.1:{}: {said}", example.line);
                ran += 1;
            }
            _ => panic!("wrapc.1:{}: unknown kind {words:?}", example.line),
        }
    }
    assert!(ran >= 2);
    Ok(())
}

#[test]
fn every_command_and_option_is_in_the_manual() -> Outcome {
    let page = page("wrapc.1")?;
    let help = Command::new(env!("CARGO_BIN_EXE_wrapc")).arg("--help").output()?;
    let help = String::from_utf8(help.stdout)?;
    let commands = help.split_once("Commands:").and_then(|(_, rest)| rest.split_once("\n\n"));
    let (commands, rest) = commands.ok_or("no commands in the help")?;
    for line in commands.lines() {
        let Some(word) = line.split_whitespace().next().filter(|_| line.starts_with("  ")) else {
            continue;
        };
        let named = page.contains(&format!(".Cm {word}")) || page.contains(&format!("Cm {word} "));
        assert!(named || word == "help" || line.starts_with("    "), "{word}");
    }
    for option in rest.split_whitespace().filter_map(|w| w.strip_prefix("--")) {
        let option = option.trim_end_matches([',', '.', ';']);
        let known = matches!(option, "help" | "version" | "output");
        assert!(known || page.contains(&format!("Fl -{option}")), "--{option}");
    }
    Ok(())
}

/// Skipped where there is no mandoc.
#[test]
fn pages_are_clean() -> Outcome {
    for name in ["wdl.5", "wrapc.1"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("man").join(name);
        let Ok(lint) = Command::new("mandoc").arg("-Tlint").arg(&path).output() else {
            eprintln!("skipped: no mandoc");
            return Ok(());
        };
        let said = String::from_utf8(lint.stdout)?;
        // Pages of this project need not be installed.
        let said: Vec<&str> =
            said.lines().filter(|l| !l.contains("referenced manual not found")).collect();
        assert!(said.is_empty(), "{said:#?}");
    }
    Ok(())
}
