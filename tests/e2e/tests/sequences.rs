//! Wrappers that look at more than one call, on real programs.
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;
use wss_e2e::process::finish;
use wss_e2e::{Audit, wssctl};

/// What bash says that reads a file of this mode and then reaches for the network, and the audit.
fn leak(mode: u32) -> (String, Vec<serde_json::Value>) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, "secret\n").unwrap();
    std::fs::set_permissions(&file, PermissionsExt::from_mode(mode)).unwrap();
    let audit = Audit::new();
    let script = format!("read x < {}; exec 3<>/dev/tcp/127.0.0.1/9", file.display());
    let mut command = wssctl();
    command.args(["run", "-w", "data_leak", "--json", "--audit"]).arg(audit.path());
    command.args(["--", "bash", "-c", &script]);
    let ended = finish(&mut command, Duration::from_secs(60));
    (ended.err, audit.records())
}

#[test]
fn what_was_read_of_a_private_file_stays_here() {
    let (said, records) = leak(0o600);
    assert!(said.contains("Operation not permitted"), "{said}");
    let kinds = |kind: &str| records.iter().filter(|r| r["kind"] == kind).count();
    assert_eq!((kinds("violation"), kinds("verdict")), (1, 1), "{records:#?}");
    let verdict = records.iter().find(|r| r["kind"] == "verdict").unwrap();
    assert_eq!(verdict["event"]["name"], "connect");
}

#[test]
fn what_everybody_may_read_does_not_matter() {
    let (said, records) = leak(0o644);
    assert!(!said.contains("not permitted"), "{said}");
    assert!(records.iter().all(|r| r["kind"] == "activate"), "{records:#?}");
}
