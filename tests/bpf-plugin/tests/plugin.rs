//! The plugin as the conformance runner starts it, interpreting and compiling.
use std::io::Write;
use std::process::{Command, Stdio};

/// What it prints; `Err`: on standard error, with exit status 1.
fn plugin(code: &str, memory: Option<&str>, jit: bool) -> Result<String, String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wss-bpf-plugin"))
        .args(memory)
        .args(jit.then_some("--jit"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(code.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap().trim_end().to_owned();
    match out.status.code() {
        Some(0) => Ok(text(out.stdout)),
        Some(1) => Err(text(out.stderr)),
        other => panic!("{other:?}"),
    }
}

fn both(code: &str, memory: Option<&str>) -> Result<String, String> {
    let interpreted = plugin(code, memory, false);
    assert_eq!(plugin(code, memory, true), interpreted);
    interpreted
}

const EXIT: &str = "95 00 00 00 00 00 00 00 ";

#[test]
fn memory_is_in_r1_and_its_length_in_r2() {
    // r0 = *(u16 *)(r1 + 1); r0 <<= 8; r0 += r2
    let code = format!("69 10 01 00 00 00 00 00 67 00 00 00 08 00 00 00 0f20000000000000 {EXIT}");
    assert_eq!(both(&code, Some("11  22  33  ")), Ok("332203".into()));
}

#[test]
fn functions_have_frames_of_their_own() {
    // r1 = 7; *(u64 *)(r10 - 512) = r1; call +3; r1 = *(u64 *)(r10 - 512); r0 += r1; exit;
    // callee: *(u64 *)(r10 - 512) = 1; r0 = 2; exit
    let code = format!(
        "b701000007000000 7b1a00fe00000000 8510000003000000 79a100fe00000000 0f10000000000000 {EXIT}
         7a0a00fe01000000 b700000002000000 {EXIT}"
    );
    assert_eq!(both(&code, None), Ok("9".into()));
}

#[test]
fn what_cannot_run_is_an_error() {
    assert!(both("ff", None).unwrap_err().contains("multiple of 8"));
    assert!(both("xy", None).unwrap_err().contains("not hex"));
    assert!(both(&format!("ff00000000000000 {EXIT}"), None).unwrap_err().contains("rule 4"));
    // r0 = *(u8 *)(r1 + 3)
    let beyond = format!("7110030000000000 {EXIT}");
    let error = both(&beyond, Some("112233")).unwrap_err();
    assert!(error.contains("bad read of 1 bytes"), "{error}");
}
