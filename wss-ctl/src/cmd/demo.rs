//! `wssctl demo`: a mail server with a real stack overflow is broken into over TCP, first as it is,
//! then wrapped by `imapd_id` (the experiment of Ko et al. 2000, section 4). Succeeds only if the
//! attack gets its shell the first time, is refused and reported the second, and the wrapped server
//! goes on serving mail.
use crate::cli::Demo;
use imapd::exploit::{self, Outcome};
use imapd::server::Server;
use imapd::{artifact, client, sample};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Tells the story, and fails where it is not true.
pub(crate) fn main(args: &Demo) -> Result<(), String> {
    let program = artifact::path("imapd", "imapd").map_err(|e| e.to_string())?;
    let dir = tempfile::tempdir().map_err(|e| format!("a folder for the mail: {e}"))?;
    let mail = dir.path().join("mail");
    sample::write(&mail).map_err(|e| format!("{}: {e}", mail.display()))?;
    println!(
        "imapd is a small mail server whose LOGIN copies the user name into 512 bytes of stack,\n\
         however long it is (CERT CA-97.09). It never executes another program.\n"
    );

    println!("1. As it is");
    let mut command = Command::new(&program);
    command.arg("0").arg(&mail).stderr(std::process::Stdio::null());
    let server = Server::start(&mut command).map_err(|e| format!("imapd: {e}"))?;
    reads_mail(&server)?;
    match attack(&server, &program)? {
        Outcome::Shell { output } => {
            println!("   the attacker sends a long name and gets a shell:");
            output.lines().for_each(|line| println!("     | {line}"));
        }
        other => return Err(format!("the attack on the unwrapped server failed: {other}")),
    }
    drop(server);

    println!("\n2. Wrapped: wssctl run -w imapd_id --activate prog=imapd -- imapd");
    let audit = dir.path().join("audit.jsonl");
    let mut command = wrapped(args, &audit)?;
    command.arg(&program).arg("0").arg(&mail).stderr(std::process::Stdio::null());
    let server = Server::start(&mut command).map_err(|e| format!("imapd under wssctl: {e}"))?;
    reads_mail(&server)?;
    match attack(&server, &program)? {
        Outcome::Shell { output } => {
            return Err(format!("the attack got a shell in spite of imapd_id: {output:?}"));
        }
        outcome => println!("   the attacker sends the same name: {outcome}"),
    }
    let records = denied(&audit, Duration::from_secs(5))?;
    println!("   imapd_id reports:");
    for record in &records {
        if args.verbose {
            println!("     | {record}");
        } else if is_denied_exec(record) || is_violation(record) {
            println!("     | {}", told(record));
        }
    }
    reads_mail(&server)?;
    println!("\nThe same bytes, the same hole: with the wrapper, no shell.");
    Ok(())
}

/// `wssctl run` of this very program, with the options of the story.
fn wrapped(args: &Demo, audit: &Path) -> Result<Command, String> {
    let own = std::env::current_exe().map_err(|e| format!("this program's own path: {e}"))?;
    let mut command = Command::new(own);
    command.arg("run");
    for dir in &args.lookup.path {
        command.arg("--path").arg(dir);
    }
    command.args(["-w", "imapd_id", "--activate", "prog=imapd", "--json", "--audit"]);
    command.arg(audit).arg("--");
    Ok(command)
}

/// Logs in, lists and fetches, as a user would.
fn reads_mail(server: &Server) -> Result<(), String> {
    let mail = client::session(server.addr()).map_err(|e| format!("reading mail: {e}"))?;
    if mail.subjects != sample::SUBJECTS {
        return Err(format!("the server serves other mail than it was given: {mail:?}"));
    }
    println!("   a user logs in and fetches {} messages", mail.subjects.len());
    Ok(())
}

fn attack(server: &Server, program: &Path) -> Result<Outcome, String> {
    exploit::run(server.addr(), program).map_err(|e| format!("the attack: {e}"))
}

/// The audit records, once one of them denies an exec and one is a violation.
fn denied(audit: &Path, patience: Duration) -> Result<Vec<serde_json::Value>, String> {
    let start = Instant::now();
    loop {
        let text = std::fs::read_to_string(audit).unwrap_or_default();
        // The last line may still be in the writing.
        let records: Vec<_> = text.lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
        if records.iter().any(is_denied_exec) && records.iter().any(is_violation) {
            return Ok(records);
        }
        if start.elapsed() > patience {
            return Err(format!("no record of a denied execve and a violation came: {text}"));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A record in short: kind, process, call with its parameters, verdict, clause.
fn told(record: &serde_json::Value) -> String {
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    let params = record["event"]["params"].as_array().map_or(&[][..], Vec::as_slice);
    let params: Vec<_> = params.iter().map(|p| text(&p["value"])).collect();
    let program = text(&record["process"]["program"]);
    let verdict = match &record["verdict"]["errno"] {
        serde_json::Value::String(errno) => format!("denied, {errno}"),
        _ => text(&record["message"]),
    };
    format!(
        "{}: {program}[{}] {}({}): {verdict} ({}, line {})",
        text(&record["kind"]),
        record["process"]["pid"],
        text(&record["event"]["name"]),
        params.join(", "),
        text(&record["clause"]["label"]),
        record["clause"]["line"],
    )
}

fn is_denied_exec(record: &serde_json::Value) -> bool {
    record["verdict"]["action"] == "deny" && record["event"]["name"] == "execve"
}

fn is_violation(record: &serde_json::Value) -> bool {
    record["kind"] == "violation"
}
