//! The demonstration: a mail server is broken into, as it is and wrapped by `imapd_id`.
use super::module::Module;
use super::wssctl::{self, Events};
use super::{Done, Run, Stop, Test, ensure};
use imapd::exploit::{self, Outcome};
use imapd::server::Server;
use imapd::{client, sample};
use std::path::PathBuf;
use std::process::{Command, Stdio};

pub(crate) const TESTS: &[Test] = &[
    Test {
        name: "imapd.native",
        about: "the exploit gets its shell: what the next test stops is real",
        limit: 120,
        run: native,
    },
    Test {
        name: "imapd.wrapped",
        about: "wrapped by imapd_id, execve is refused in the kernel and reported",
        limit: 120,
        run: wrapped,
    },
];

/// Starts the server on a fresh mail directory.
fn start(run: &Run) -> Result<(Server, PathBuf), Stop> {
    let mail = run.work.join("mail");
    sample::write(&mail)?;
    let program = Run::bin("imapd")?;
    let mut command = Command::new(&program);
    command.arg("0").arg(&mail).stderr(Stdio::null());
    let server = Server::start(&mut command).map_err(|e| format!("imapd: {e}"))?;
    Ok((server, program))
}

fn reads_mail(server: &Server) -> Done {
    let mail = client::session(server.addr()).map_err(|e| format!("a mail session: {e}"))?;
    ensure!(mail.subjects == sample::SUBJECTS, "a mail reader gets {:?}", mail.subjects);
    Ok(())
}

fn native(run: &mut Run) -> Done {
    let (server, program) = start(run)?;
    reads_mail(&server)?;
    let outcome = exploit::run(server.addr(), &program).map_err(|e| format!("the attack: {e}"))?;
    run.says.push(format!("unwrapped: {outcome}"));
    ensure!(matches!(outcome, Outcome::Shell { .. }), "no shell: {outcome}");
    Ok(())
}

fn wrapped(run: &mut Run) -> Done {
    let module = Module::load(run)?;
    let wrapper = run.payload.join("id-wrappers/imapd_id/imapd_id.wdl");
    wssctl::load_file(&wrapper, &["--activate", "prog=imapd"])?;
    run.says.push("kldload wss.ko; wssctl load imapd_id --activate prog=imapd".into());
    let events = Events::follow()?;
    let (server, program) = start(run)?;
    reads_mail(&server)?;
    ensure!(wssctl::bindings("imapd_id")? > 0, "imapd_id is bound to nothing");
    let outcome = exploit::run(server.addr(), &program).map_err(|e| format!("the attack: {e}"))?;
    run.says.push(format!("wrapped: {outcome}"));
    let refused = Outcome::Refused { errno: libc::EPERM };
    ensure!(outcome == refused, "execve was not refused: {outcome}");
    let found = events.find(10, |r| r["kind"] == "violation" && r["wrapper"] == "imapd_id");
    let record = found.ok_or_else(|| "wssctl events shows no violation".to_owned())?;
    let program = record.pointer("/process/program").and_then(|p| p.as_str()).unwrap_or_default();
    ensure!(program.ends_with("/imapd"), "the violation is of {program}");
    run.says.push(format!("wssctl events: {record}"));
    reads_mail(&server)?;
    for args in [&["list"][..], &["status"], &["ps"]] {
        run.says.push(format!("wssctl {}", args.join(" ")));
        run.says.extend(wssctl::run(args)?.lines().map(str::to_owned));
    }
    drop(server);
    drop(events);
    module.unload()
}
