//! Bad input gives a clear error that names its place, and a failure; never a panic, and nothing
//! half-written.
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use wss_e2e::process::{Ended, finish};
use wss_e2e::{program, run, wssctl};

const PATIENCE: Duration = Duration::from_secs(60);

fn wrapc(args: &[&Path]) -> Ended {
    finish(Command::new(program("wdl", "wrapc")).args(args), PATIENCE)
}

/// A failure that is told, not a crash.
fn is_told(ended: &Ended, code: i32, words: &[&str]) {
    assert_eq!(ended.code(), code, "{ended:?}");
    assert!(!ended.err.contains("panicked"), "{}", ended.err);
    for word in words {
        assert!(ended.err.contains(word), "no {word:?} in {}", ended.err);
    }
}

#[test]
fn malformed_wdl_is_shown_with_a_caret() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("bad.wdl");
    let out = directory.path().join("bad.wrap");
    for (text, place) in [
        ("wrapper bad;\nunix::op{execve} pre {\n    retrun 1;\n}\n", "bad.wdl:3:12"),
        ("wrapper bad;\nunix::op{execvee} pre {\n}\n", "bad.wdl:2:10"),
        ("wrapper bad;\nunix::op{open} pre unlocked {\n    violation($pth);\n}\n", "bad.wdl:3:15"),
        ("wrapper bad;\nunix::op{open} pre {\n", "bad.wdl:2:21"),
        ("wrapper bad;\nint x = \"text\";\n", "bad.wdl:2:9"),
        ("#include \"nowhere.h\"\nwrapper bad;\n", "bad.wdl:1:10"),
        ("\u{1}\u{2}\u{3}", "bad.wdl:1:1"),
    ] {
        fs::write(&file, text).unwrap();
        let path = file.to_string_lossy();
        let marker = directory.path().join("ran");
        let touch = ["touch".to_owned(), marker.to_string_lossy().into_owned()];
        is_told(&run(&["-w", &path], &touch).ended, 125, &[place, "^"]);
        assert!(!marker.exists(), "the program ran without its wrapper");
        is_told(&finish(wssctl().arg("check").arg(&file), PATIENCE), 1, &[place, "^"]);
        is_told(&wrapc(&[&file, Path::new("-o"), &out]), 1, &[place, "^"]);
        assert!(!out.exists(), "half an object was written");
    }
    // Several at once.
    fs::write(&file, "wrapper bad;\nint a = b;\nint c = d;\n").unwrap();
    let check = finish(wssctl().arg("check").arg(&file), PATIENCE);
    is_told(&check, 1, &["bad.wdl:2:9", "bad.wdl:3:9"]);
}

#[test]
fn damaged_objects_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("wrappers/marks.wdl");
    let good = directory.path().join("marks.wrap");
    assert_eq!(wrapc(&[&source, Path::new("-o"), &good]).code(), 0);
    let bytes = fs::read(&good).unwrap();
    let bad = directory.path().join("bad.wrap");
    let name = bad.to_string_lossy();
    assert_eq!(run(&["-w", &good.to_string_lossy()], &["true"]).ended.code(), 0);
    for length in [0, 1, 7, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&bad, &bytes[..length]).unwrap();
        is_told(&run(&["-w", &name], &["true"]).ended, 125, &["bad.wrap"]);
        is_told(&finish(wssctl().arg("check").arg(&bad), PATIENCE), 1, &["bad.wrap"]);
        is_told(&wrapc(&[Path::new("dump"), &bad]), 1, &["bad.wrap"]);
    }
    let mut refused = 0;
    let step = bytes.len().div_ceil(40);
    for at in (0..bytes.len()).step_by(step) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0xff;
        fs::write(&bad, damaged).unwrap();
        let ended = run(&["-w", &name], &["true"]).ended;
        assert!(matches!(ended.code(), 0 | 125), "byte {at}: {ended:?}");
        assert!(!ended.err.contains("panicked"), "byte {at}: {}", ended.err);
        refused += i32::from(ended.code() == 125);
    }
    println!(
        "{refused} of 40 damaged bytes refused; the others are in names and code that is not run"
    );
    assert!(refused > 10, "{refused}");
}

#[test]
fn criteria_that_do_not_parse_are_shown_with_a_caret() {
    for bad in [
        "prog=",
        "prog",
        "(prog=a",
        "prog=a)",
        "prog=a &&",
        "|| prog=a",
        "uid=x",
        "uid=-1",
        "mode=999",
        "sha256=12",
        "argv~=(",
        "colour=red",
        "prog=a prog=b",
        "",
        "!",
    ] {
        let words: &[&str] = if bad.is_empty() { &[] } else { &["^", bad] };
        is_told(&run(&["-w", "marks", "--activate", bad], &["true"]).ended, 125, words);
    }
    let good = "(prog=sh || path=/bin/*) && !uid=4294967294 && argv~='^sh -c'";
    assert_eq!(run(&["-w", "marks", "--activate", good], &["sh", "-c", "true"]).ended.code(), 0);
}
