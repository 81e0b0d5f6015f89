//! Execs: who is judged, by what image, and before what.
use super::*;

#[test]
fn an_exec_is_judged_before_the_first_call_of_the_new_image() {
    let m = Module::load();
    m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
    for at_call in [false, true] {
        with(|k| k.start(60, "/bin/sh"));
        be(100_060, 60);
        assert!(exec("/bin/cat", &["cat"], at_call));
        assert_eq!((wrapped(60), with(|k| k.procs[&60].known)), (false, false));
        assert!(exec("/usr/sbin/imapd", &["imapd"], at_call));
        assert_eq!(call(GETPID, [0; 6]).error, EACCES, "{at_call}");
        assert!(wrapped(60));
        // A binding ends by no exec; and an image that cannot be wrapped does not run.
        assert!(exec("/bin/sh", &["sh"], at_call));
        assert_eq!(call(GETPID, [0; 6]).error, EACCES, "{at_call}");
        with(|k| k.procs.get_mut(&60).unwrap().native = false);
        assert!(!exec("/compat/linux/bin/sh", &["sh"], at_call));
        assert_eq!(with(|k| k.procs[&60].killed.clone()), [9]);
        exit(60, 9);
        assert_eq!(device::wss_rs_sysctl_count(WSS_SYSCTL_BOUND), 0);
    }
    assert!(vectors() <= 1);
}

#[test]
fn an_exec_that_concerns_nobody_does_not_wait_for_the_engine() {
    let m = Module::load();
    m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
    with(|k| k.start(60, "/bin/sh"));
    // As while a wrapper asks about a file on a file system that waits for that very exec.
    let engine = wss_kern::state::lock();
    let (done, heard) = std::sync::mpsc::channel();
    let thread = std::thread::spawn(move || {
        be(100_060, 60);
        let goes_on = exec("/sbin/mount", &["mount"], false);
        let _ = done.send(goes_on);
    });
    assert_eq!(heard.recv_timeout(std::time::Duration::from_secs(60)), Ok(true));
    drop(engine);
    assert!(thread.join().is_ok());
    be(100_060, 60);
    assert!(exec("/usr/sbin/imapd", &["imapd"], false) && wrapped(60));
    exit(60, 0);
}

#[test]
fn a_process_that_is_kept_for_a_call_is_known_by_its_new_image() {
    let m = Module::load();
    m.add(&wrapper("watch", vec![clause(READ, Phase::Post, 3)]), "prog=imapd");
    with(|k| k.start(60, "/bin/sh"));
    be(100_060, 60);
    exec("/usr/sbin/imapd", &["imapd"], false);
    call_with(READ, [0; 6], |_| {
        // Another thread ends this one by an exec, after the wrapper was taken away.
        let criteria = Criteria { text: "prog=imapd".into(), names: vec![] };
        assert_eq!(m.ask(Ask::Deactivate("watch".into(), criteria)), Answer::Done);
        be(101_060, 60);
        exec("/bin/cat", &["cat"], false);
        m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), "prog=cat");
        assert_eq!(call(GETPID, [0; 6]).error, EACCES);
        be(100_060, 60);
        (EINTR, 0)
    });
    exit(60, 0);
}

#[test]
fn an_exec_whose_name_cannot_be_had_is_judged_when_it_is_over() {
    let m = Module::load();
    m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), "prog=imapd");
    with(|k| {
        k.nameless = true;
        k.start(60, "/bin/sh");
    });
    be(100_060, 60);
    assert!(exec("/bin/cat", &["cat"], false));
    assert_eq!((wrapped(60), with(|k| k.procs[&60].known)), (false, false));
    assert!(exec("/usr/sbin/imapd", &["imapd"], true));
    assert_eq!(call(GETPID, [0; 6]).error, EACCES);
    exit(60, 0);
    // An image that cannot be wrapped is not killed for want of a name.
    with(|k| k.start(61, "/bin/sh"));
    be(100_061, 61);
    with(|k| k.procs.get_mut(&61).unwrap().native = false);
    assert!(exec("/compat/linux/bin/sh", &["sh"], false) && !wrapped(61));
}

#[test]
fn arguments_are_looked_at_and_kept() {
    let m = Module::load();
    let guard = vec![clause(GETPID, Phase::Pre, 1)];
    m.add(&wrapper("server", vec![clause(READ, Phase::Pre, 1)]), "prog=imapd");
    let start = |pid, argv: &[&str]| {
        with(|k| k.start(pid, "/bin/sh"));
        be(100_000 + pid, pid);
        assert!(exec("/usr/sbin/imapd", argv, false));
    };
    // Nobody asked for arguments when it was executed.
    start(60, &["imapd", "--debug", "7"]);
    start(61, &["imapd"]);
    m.add(&wrapper("guard", guard), "argv~='--debug [0-9]$'");
    for (pid, error) in [(60, EACCES), (61, 0)] {
        be(100_000 + pid, pid);
        assert_eq!(call(GETPID, [0; 6]).error, error, "{pid}");
    }
    with(|k| k.start(62, "/bin/sh"));
    be(100_062, 62);
    assert!(exec("/bin/cat", &["cat", "--debug"], false) && !wrapped(62));
    assert!(exec("/bin/cat", &["cat", "--debug", "8"], false) && wrapped(62));
}

#[test]
fn any_outcome_of_an_exec_may_concern_a_wrapper() {
    let cases = [
        ("prog=link", Some("/bin/link"), None, true),
        ("prog=program", Some("/bin/link"), None, true),
        ("prog=link", None, Some(0), false),
        // Set-id may be honoured or not: criteria see the effective user by what the file is set to.
        ("setuid", None, Some(0), true),
        ("!setuid", None, Some(0), true),
        ("setuid", None, None, false),
        ("prog=link && setuid", Some("/bin/link"), Some(0), true),
        ("prog=link && !setuid", Some("/bin/link"), Some(0), true),
        ("prog=other && !setuid", Some("/bin/link"), Some(0), false),
    ];
    for (criterion, called, setid, concerns) in cases {
        let m = Module::load();
        m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), criterion);
        with(|k| {
            k.start(60, "/bin/program");
            (k.called, k.setid) = (called.map(str::to_owned), setid);
        });
        // SAFETY: the image lives for the call.
        let what = shim::image(60, |i| unsafe { execs::wss_rs_exec(60, i) }).unwrap();
        let judged = what == wss_kern::ffi::hooks::WSS_EXEC_JUDGE;
        assert_eq!(judged, concerns, "{criterion} {called:?} {setid:?}");
    }
}

#[test]
fn what_cannot_be_hashed_is_told() {
    let m = Module::load();
    let subscriber = Subscriber::new();
    let told = |pid: u32| {
        let records = subscriber.read();
        let said = |r: &&wss_abi::audit::Record| r.message.contains("sha256=");
        records.iter().filter(said).filter(|r| r.subject.pid == pid).count()
    };
    with(|k| {
        k.start(60, "/usr/sbin/imapd");
        k.start(61, "/bin/sh");
    });
    m.add(&wrapper("plain", vec![clause(READ, Phase::Pre, 1)]), "prog=none");
    assert_eq!((told(60), with(|k| k.hashed)), (0, 0), "nobody asks for it");
    let sum = "ab".repeat(32);
    m.add(&wrapper("guard", vec![clause(GETPID, Phase::Pre, 1)]), &format!("sha256={sum}"));
    assert_eq!((told(60), with(|k| k.hashed), wrapped(60)), (1, 1, false));
    be(100_061, 61);
    assert!(exec("/bin/cat", &["cat"], false) && !wrapped(61));
    assert_eq!(told(61), 1);
    with(|k| k.sha256 = Some([0xab; 32]));
    assert!(exec("/bin/cat", &["cat"], false) && wrapped(61));
    assert_eq!(told(61), 0);
}
