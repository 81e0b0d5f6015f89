//! The README's story, told by `wssctl demo`, and its parts under one's own hands: an attack that
//! works, and does not once the server is wrapped.
use imapd::exploit::{self, Outcome};
use imapd::server::Server;
use imapd::{client, sample};
use std::process::{Command, Stdio};
use std::time::Duration;
use wss_e2e::process::finish;
use wss_e2e::{Audit, program, wssctl};

#[test]
fn the_demonstration_succeeds() {
    let ended = finish(wssctl().arg("demo"), Duration::from_secs(240));
    assert_eq!(ended.code(), 0, "{ended:?}");
    assert_eq!(ended.out.matches("PWNED-").count(), 1, "one shell: {}", ended.out);
    for word in ["violation", "execve", "EPERM", "imapd_id"] {
        assert!(ended.out.contains(word), "no {word} in {}", ended.out);
    }
}

/// `options` of `wssctl run`, or unwrapped.
fn attack(options: Option<&[&str]>) -> (Outcome, Vec<serde_json::Value>) {
    let mail = tempfile::tempdir().unwrap();
    sample::write(mail.path()).unwrap();
    let imapd = program("imapd", "imapd");
    let audit = Audit::new();
    let mut command = match options {
        None => Command::new(&imapd),
        Some(options) => {
            let mut wssctl = wssctl();
            wssctl.arg("run").args(options).arg("--json").arg("--audit").arg(audit.path());
            wssctl.arg("--").arg(&imapd);
            wssctl
        }
    };
    let command = command.arg("0").arg(mail.path()).stderr(Stdio::null());
    let server = Server::start(command).unwrap();
    assert_eq!(client::session(server.addr()).unwrap().subjects, sample::SUBJECTS);
    let outcome = exploit::run(server.addr(), &imapd).unwrap();
    // The attack was on one connection; the server goes on.
    assert_eq!(client::session(server.addr()).unwrap().subjects, sample::SUBJECTS);
    drop(server);
    (outcome, audit.records())
}

#[test]
fn the_wrapped_server_gives_no_shell() {
    assert!(matches!(attack(None).0, Outcome::Shell { .. }));
    let (outcome, records) = attack(Some(&["-w", "imapd_id", "--activate", "prog=imapd"]));
    assert_eq!(outcome, Outcome::Refused { errno: libc::EPERM });
    let kind = |kind: &str| records.iter().filter(|r| r["kind"] == kind).collect::<Vec<_>>();
    let [violation] = kind("violation")[..] else { panic!("{records:#?}") };
    assert_eq!(violation["wrapper"], "imapd_id");
    assert_eq!(violation["clause"]["label"], "bsd::op{execve} pre");
    assert_eq!(violation["event"]["name"], "execve");
    assert_eq!(violation["event"]["params"][0]["value"], "\"/bin/sh\"");
    assert!(violation["process"]["program"].as_str().unwrap().ends_with("/imapd"));
    let [verdict] = kind("verdict")[..] else { panic!("{records:#?}") };
    assert_eq!(verdict["verdict"]["action"], "deny");
    assert_eq!(verdict["verdict"]["errno"], "EPERM");
    assert_eq!(verdict["permissive"], false);
}

#[test]
fn a_permissive_wrapper_reports_and_does_not_refuse() {
    let options = ["-w", "imapd_id", "--activate", "prog=imapd", "--permissive", "imapd_id"];
    let (outcome, records) = attack(Some(&options));
    assert!(matches!(outcome, Outcome::Shell { .. }), "{outcome}");
    assert!(records.iter().any(|r| r["kind"] == "violation"));
    assert!(records.iter().any(|r| r["verdict"]["action"] == "deny" && r["permissive"] == true));
}

#[test]
fn a_wrapper_for_another_program_changes_nothing() {
    let (outcome, records) = attack(Some(&["-w", "imapd_id", "--activate", "prog=fingerd"]));
    assert!(matches!(outcome, Outcome::Shell { .. }), "{outcome}");
    assert!(records.is_empty(), "{records:#?}");
}
