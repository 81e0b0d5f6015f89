//! The server does a mail server's work, and refuses what it cannot do.
use imapd::{artifact, client, sample, server::Server};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

fn start() -> (Server, tempfile::TempDir) {
    let mail = tempfile::tempdir().unwrap();
    sample::write(mail.path()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_imapd"));
    let server = Server::start(command.arg("0").arg(mail.path()).stderr(Stdio::null())).unwrap();
    (server, mail)
}

#[test]
fn a_mail_reader_reads_its_mail() {
    let (server, _mail) = start();
    for _ in 0..3 {
        let mail = client::session(server.addr()).unwrap();
        assert_eq!(mail.mailboxes, ["INBOX", "Sent"]);
        assert_eq!(mail.subjects, sample::SUBJECTS);
    }
}

#[test]
fn answers_as_rfc_3501_has_it() {
    let (server, _mail) = start();
    let mut stream = TcpStream::connect(server.addr()).unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut next = || lines.next().unwrap().unwrap();
    assert!(next().starts_with("* OK [CAPABILITY IMAP4rev1]"));
    let mut dialogue = |send: &str, expect: &[&str]| {
        stream.write_all(format!("{send}\r\n").as_bytes()).unwrap();
        for line in expect {
            let got = next();
            assert!(got.starts_with(line), "{send:?}: {got:?} instead of {line:?}");
        }
    };
    dialogue("a capability", &["* CAPABILITY IMAP4rev1", "a OK"]);
    dialogue("b LIST \"\" *", &["b BAD"]);
    dialogue("c LOGIN fred barney", &["c NO"]);
    dialogue("d LOGIN fred", &["d BAD"]);
    dialogue("nonsense", &["nonsense BAD"]);
    dialogue("e LOGIN {4}", &["+ "]);
    dialogue("fred {5}", &["+ "]);
    dialogue("wilma", &["e OK"]);
    dialogue("f LOGIN fred wilma", &["f BAD"]);
    dialogue("g FETCH 1 FLAGS", &["g BAD"]);
    dialogue("h SELECT Quarry", &["h NO"]);
    dialogue("i LIST \"\" \"Sent\"", &["* LIST () NIL \"Sent\"", "i OK"]);
    dialogue("j SELECT inbox", &["* FLAGS", "* 3 EXISTS", "* 2 RECENT", "* OK", "j OK"]);
    dialogue(
        "k FETCH 3,1:1 (FLAGS UID RFC822.SIZE)",
        &[
            "* 1 FETCH (FLAGS (\\Seen) UID 1 RFC822.SIZE 90)",
            "* 3 FETCH (FLAGS (\\Recent) UID 3 RFC822.SIZE 103)",
            "k OK",
        ],
    );
    dialogue(
        "l FETCH * BODY[TEXT]",
        &["* 3 FETCH (BODY[TEXT] {24}", "See you there.", "Barney", ")", "l OK"],
    );
    dialogue("m FETCH 1 BODY[TAIL]", &["m BAD"]);
    dialogue("n FETCH 0 FLAGS", &["n BAD"]);
    dialogue("o EXPUNGE", &["o BAD"]);
    dialogue("p NOOP", &["p OK"]);
    dialogue("q LOGOUT", &["* BYE", "q OK"]);
    assert!(lines.next().is_none(), "the connection ends");
}

#[test]
fn wrong_use_is_told() {
    let server = |args: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_imapd")).args(args).output().unwrap();
        (out.status.code(), String::from_utf8(out.stderr).unwrap())
    };
    assert_eq!(server(&[]).0, Some(2));
    assert_eq!(server(&["port", "/"]).0, Some(2));
    let (status, message) = server(&["0", "/nonexistent"]);
    assert_eq!(status, Some(1));
    assert!(message.contains("/nonexistent/passwd"), "{message}");
}

#[test]
fn programs_are_found_beside_the_running_one() {
    let path = artifact::path("imapd", "imapd").unwrap();
    assert_eq!(
        path.canonicalize().unwrap(),
        std::path::Path::new(env!("CARGO_BIN_EXE_imapd")).canonicalize().unwrap()
    );
}
