//! `wrapc` as people run it: exit status, what is written and where, errors of input and output.
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use wss_abi::object::Object;

type Outcome = Result<(), Box<dyn Error>>;

fn wrapc(folder: &Path, args: &[&str]) -> Result<Output, Box<dyn Error>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wrapc"));
    Ok(command.args(args).current_dir(folder).env("NO_COLOR", "1").output()?)
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../id-wrappers")
}

const GOOD: &str = "wrapper good; op{close} pre { if ($fd == 77) return WR_D_BADF; }\n";

fn with(text: &str) -> Result<tempfile::TempDir, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("w.wdl"), text)?;
    Ok(folder)
}

#[test]
fn compiling_writes_an_object() -> Outcome {
    let folder = with(GOOD)?;
    let done = wrapc(folder.path(), &["w.wdl"])?;
    assert!(done.status.success(), "{}", stderr(&done));
    let object = Object::decode(&std::fs::read(folder.path().join("w.wrap"))?);
    assert_eq!(object.map(|o| o.name), Ok("good".to_string()));
    let done = wrapc(folder.path(), &["w.wdl", "-o", "other.wrap"])?;
    assert!(done.status.success() && folder.path().join("other.wrap").exists());
    let done = wrapc(folder.path(), &["w.wdl", "-o", "-"])?;
    assert!(done.stdout.starts_with(b"WSSO"));
    Ok(())
}

#[test]
fn an_error_leaves_what_was_there() -> Outcome {
    let folder = with("op{close} pre { return }\n")?;
    let output = folder.path().join("w.wrap");
    std::fs::write(&output, "before")?;
    let failed = wrapc(folder.path(), &["w.wdl"])?;
    assert_eq!(failed.status.code(), Some(1));
    assert!(stderr(&failed).contains("w.wdl:1:24"), "{}", stderr(&failed));
    assert_eq!(std::fs::read_to_string(&output)?, "before");
    let names = std::fs::read_dir(folder.path())?.count();
    assert_eq!(names, 2, "no temporary file is left");
    Ok(())
}

#[test]
fn failures_of_files_name_the_file_and_the_reason() -> Outcome {
    let folder = with(GOOD)?;
    std::fs::write(folder.path().join("latin.wdl"), b"/* ok */\n/* \xe9 */\n")?;
    std::fs::write(folder.path().join("long.wdl"), vec![b' '; (4 << 20) + 1])?;
    let cases: &[(&[&str], &str)] = &[
        (&["none.wdl"], "E0701]: cannot read none.wdl: no such file"),
        (&["."], "cannot read .: not a regular file"),
        (&["latin.wdl"], "cannot read latin.wdl: not UTF-8 text (line 2)"),
        (&["long.wdl"], "cannot read long.wdl: longer than 4 MiB"),
        (&["w.wdl", "-o", "no/such/folder/w.wrap"], "E0703]: cannot write no/such/folder/w.wrap: "),
        (&["dump", "none.wrap"], "cannot read none.wrap: No such file"),
        (&["dump", "w.wrap"], "cannot read w.wrap: not a wrapper object"),
        (&[], "no input file"),
        (&["w.wdl", "--target", "vax"], "expected linux-x86_64 or freebsd-amd64"),
        (&["w.wdl", "-D", "1x"], "expected NAME or NAME=VALUE"),
        (&["explain", "E031"], "did you mean E03"),
    ];
    std::fs::write(folder.path().join("w.wrap"), "junk")?;
    for (args, expected) in cases {
        let failed = wrapc(folder.path(), args)?;
        assert_eq!(failed.status.code(), Some(1), "{args:?}");
        assert!(stderr(&failed).contains(expected), "{args:?}: {}", stderr(&failed));
    }
    Ok(())
}

#[test]
fn a_full_device_is_reported() -> Outcome {
    let folder = with(GOOD)?;
    let failed = wrapc(folder.path(), &["w.wdl", "-o", "/dev/full"])?;
    assert_eq!(failed.status.code(), Some(1));
    assert!(stderr(&failed).contains("cannot write /dev/full: "), "{}", stderr(&failed));
    Ok(())
}

#[test]
fn check_takes_many_and_writes_nothing() -> Outcome {
    let folder = with(GOOD)?;
    std::fs::write(folder.path().join("bad.wdl"), "op{opne} pre { }\n")?;
    let failed = wrapc(folder.path(), &["check", "w.wdl", "bad.wdl"])?;
    assert_eq!(failed.status.code(), Some(1));
    assert!(stderr(&failed).contains("E0501"), "{}", stderr(&failed));
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 2);
    assert!(wrapc(folder.path(), &["check", "w.wdl"])?.status.success());
    Ok(())
}

#[test]
fn json_is_one_document() -> Outcome {
    let folder = with("op{close} (1) pre { x; }\n")?;
    let failed = wrapc(folder.path(), &["check", "w.wdl", "--json"])?;
    assert_eq!(failed.status.code(), Some(1));
    assert_eq!(stderr(&failed), "");
    let document: serde_json::Value = serde_json::from_slice(&failed.stdout)?;
    assert_eq!(document["schema"], 1);
    assert_eq!(document["files"][0]["ok"], false);
    let found = &document["files"][0]["diagnostics"];
    let place = found.as_array().and_then(|l| l.iter().find(|d| d["code"] == "E0401"));
    let place = place.map(|d| (d["at"]["line"].clone(), d["at"]["column"].clone()));
    assert_eq!(place, Some((1.into(), 21.into())), "{document:#}");
    Ok(())
}

#[test]
fn macros_folders_and_warnings() -> Outcome {
    let folder =
        with("#include <limit.h>\nop{close} ($fd & LIMIT == MORE) pre { violation(); }\n")?;
    std::fs::create_dir(folder.path().join("inc"))?;
    std::fs::write(folder.path().join("inc/limit.h"), "#define LIMIT 3\n")?;
    let args = ["check", "w.wdl", "-I", "inc", "-DMORE=4"];
    let warned = wrapc(folder.path(), &args)?;
    assert!(warned.status.success(), "{}", stderr(&warned));
    assert!(stderr(&warned).contains("1 warning"), "{}", stderr(&warned));
    let failed = wrapc(folder.path(), &[&args[..], &["-W", "error"]].concat())?;
    assert_eq!(failed.status.code(), Some(1));
    assert!(stderr(&failed).contains("1 error"), "{}", stderr(&failed));
    Ok(())
}

#[test]
fn dump_shows_clauses_and_code_beside_the_source() -> Outcome {
    let folder = with(GOOD)?;
    for file in ["w.wdl", "w.wrap"] {
        assert!(wrapc(folder.path(), &["w.wdl"])?.status.success());
        let shown = wrapc(folder.path(), &["dump", file])?;
        let text = String::from_utf8_lossy(&shown.stdout).into_owned();
        for part in [
            "wrapper good",
            "op{close} pre",
            "$fd = arg0:",
            "; w.wdl:1  wrapper good;",
            "; $fd",
            "exit",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    Ok(())
}

#[test]
fn fmt_changes_files_in_place_and_nothing_else() -> Outcome {
    let folder = with(GOOD)?;
    let path = folder.path().join("w.wdl");
    let unchecked = wrapc(folder.path(), &["fmt", "--check", "w.wdl"])?;
    assert_eq!(unchecked.status.code(), Some(1));
    assert_eq!(stderr(&unchecked), "w.wdl: not formatted\n");
    assert_eq!(std::fs::read_to_string(&path)?, GOOD, "only checked");
    assert!(wrapc(folder.path(), &["fmt", "w.wdl"])?.status.success());
    let formatted = std::fs::read_to_string(&path)?;
    let lines = "wrapper good;\nop{close} pre {\n    if ($fd == 77) return WR_D_BADF;\n}\n";
    assert_eq!(formatted.replace("{ if", "{\n    if").replace("; }", ";\n}"), lines);
    assert!(wrapc(folder.path(), &["fmt", "--check", "w.wdl"])?.status.success());
    std::fs::write(&path, "int a; /* no end")?;
    let refused = wrapc(folder.path(), &["fmt", "w.wdl"])?;
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("E0102"), "{}", stderr(&refused));
    assert_eq!(std::fs::read_to_string(&path)?, "int a; /* no end");
    Ok(())
}

#[test]
fn fmt_is_a_filter() -> Outcome {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_wrapc"))
        .args(["fmt", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()?;
    child.stdin.take().ok_or("no input")?.write_all(b"int  a ;")?;
    let done = child.wait_with_output()?;
    assert!(done.status.success());
    assert_eq!(done.stdout, b"int a;\n");
    Ok(())
}

#[test]
fn doc_describes_for_every_target_or_one() -> Outcome {
    let folder = with(GOOD)?;
    let both = wrapc(folder.path(), &["doc", "w.wdl"])?;
    let text = String::from_utf8_lossy(&both.stdout).into_owned();
    assert!(text.contains("# good") && text.contains("**Verdicts**: `WR_D_BADF`"), "{text}");
    assert!(text.contains("on linux-x86_64: close") && text.contains("on freebsd-amd64: close"));
    let one = wrapc(folder.path(), &["doc", "--target", "freebsd-amd64", "w.wdl"])?;
    assert!(!String::from_utf8_lossy(&one.stdout).contains("linux"));
    let failed = wrapc(folder.path(), &["doc", "none.wdl"])?;
    assert_eq!(failed.status.code(), Some(1));
    assert!(stderr(&failed).contains("E0701"), "{}", stderr(&failed));
    Ok(())
}

#[test]
fn programs_run() -> Outcome {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("p.c");
    let cases = [
        ("int main(void) { int s = 0; for (int i = 1; i <= 10; i++) s += i; return s; }", 55),
        ("int main(void) { return -1; }", 255),
        ("int main(void) { int *p = 0; return *p; }", 101),
        ("int main(void) { return missing; }", 1),
        ("int other(void) { return 0; }", 1),
        ("void exit(int); int main(void) { exit(300); }", 44),
        ("void abort(void); int main(void) { abort(); }", 101),
        ("int main(void) { __builtin_unreachable(); }", 101),
    ];
    for (text, code) in cases {
        std::fs::write(&file, text)?;
        let done = wrapc(folder.path(), &["exec", "p.c"])?;
        assert_eq!(done.status.code(), Some(code), "{text}: {}", stderr(&done));
    }
    assert_eq!(
        stderr(&wrapc(folder.path(), &["exec", "p.c"])?),
        "wrapc: p.c:1:18: unreachable code was reached\n"
    );
    std::fs::write(&file, "int main(void) { int i = 0; while (i++ < 1000); return i & 7; }")?;
    for (budget, code) in [("1000000", 1), ("1000", 101)] {
        let done = wrapc(folder.path(), &["exec", "--budget", budget, "p.c"])?;
        assert_eq!(done.status.code(), Some(code), "{budget}: {}", stderr(&done));
    }
    Ok(())
}

#[test]
fn programs_get_arguments() -> Outcome {
    let folder = tempfile::tempdir()?;
    let text = "#include <string.h>\nint main(int argc, char **argv, char **envp) {\n\
        if (argv[argc] || *envp || strcmp(argv[0], \"p.c\")) return 100;\n\
        int n = argc; for (char **p = argv + 1; *p; p++) { n = n * 10 + strlen(*p); **p = 0; }\n\
        return n; }\n";
    std::fs::write(folder.path().join("p.c"), text)?;
    for (args, code) in [(&[][..], 1), (&["abc"], 23), (&["-O", ""], 3 * 100 % 256 + 20)] {
        let done = wrapc(folder.path(), &[&["exec", "p.c"], args].concat())?;
        assert_eq!(done.status.code(), Some(code), "{args:?}: {}", stderr(&done));
    }
    Ok(())
}

#[test]
fn help_version_explain_and_completions() -> Outcome {
    let here = Path::new(".");
    for args in [&["--help"][..], &["--version"], &["explain", "e0301"], &["completions", "bash"]] {
        let done = wrapc(here, args)?;
        assert!(done.status.success() && !done.stdout.is_empty(), "{args:?}");
    }
    let completions = wrapc(here, &["completions", "bash"])?;
    let completions = String::from_utf8_lossy(&completions.stdout).into_owned();
    let explained = wrapc(here, &["explain", "E0507"])?;
    assert!(String::from_utf8_lossy(&explained.stdout).contains("For example:"));
    for command in ["check", "completions", "doc", "dump", "exec", "explain", "fmt"] {
        assert!(
            completions.contains(&format!("wrapc__subcmd__{command}"))
                || completions.contains(&format!("wrapc__{command}")),
            "{command}"
        );
        let help = wrapc(here, &[command, "--help"])?;
        assert!(help.status.success() && help.stdout.len() > 60, "{command}");
    }
    Ok(())
}

#[test]
fn shipped_wrappers_compile_without_a_word() -> Outcome {
    let mut count = 0;
    for entry in std::fs::read_dir(shipped())? {
        let folder = entry?.path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = folder.join(&name).with_extension("wdl");
        let done = wrapc(&folder, &["check", &file.display().to_string()])?;
        // A member of a family that has no `$pid` acts on its caller, which 0 means to wss_guard too.
        let zeros = stderr(&done).matches("warning[").count();
        let meant = if name == "wss_guard" { 2 } else { 0 };
        assert!(done.status.success() && zeros == meant, "{name}: {}", stderr(&done));
        assert_eq!(stderr(&done).matches("warning[W0520]").count(), meant, "{name}");
        assert!(folder.join("README.md").exists(), "{name}");
        count += 1;
    }
    assert!(count >= 3);
    Ok(())
}

/// Figure 3 of Ko et al. (2000) verbatim: one warning, about the condition that does not mean what
/// the paper says it does.
#[test]
fn figure_3_compiles_verbatim() -> Outcome {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let done = wrapc(&here, &["check", "figure3.wdl"])?;
    assert!(done.status.success(), "{}", stderr(&done));
    let text = stderr(&done);
    assert!(text.contains("figure3.wdl:2") && text.ends_with("1 warning\n"), "{text}");
    Ok(())
}
