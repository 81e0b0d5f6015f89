//! The tests.
use crate::{evasions, output, run, wrapped, wrapped_prog};
use std::collections::BTreeSet;
use std::io::Read;
use std::os::fd::AsRawFd;
use std::os::unix::process::ExitStatusExt;
use std::process::{Output, Stdio};
use std::time::Duration;

pub(crate) const ALL: &[(&str, fn())] = &[
    ("exit_status_and_signal_are_the_programs", exit_status_and_signal_are_the_programs),
    ("own_failures_have_their_statuses", own_failures_have_their_statuses),
    ("a_call_is_refused_by_each_mechanism", a_call_is_refused_by_each_mechanism),
    ("every_call_may_be_judged", every_call_may_be_judged),
    ("first_calls_of_children_are_seen", first_calls_of_children_are_seen),
    ("exec_by_another_thread_goes_on_supervised", exec_by_another_thread_goes_on_supervised),
    ("wrapped_processes_die_with_the_supervisor", wrapped_processes_die_with_the_supervisor),
    ("stop_and_continue_reach_the_front", stop_and_continue_reach_the_front),
    ("signals_to_the_front_reach_the_program", signals_to_the_front_reach_the_program),
    ("the_supervisor_is_out_of_reach", the_supervisor_is_out_of_reach),
    ("a_longer_path_is_put_in_place", a_longer_path_is_put_in_place),
    ("a_result_is_made_up", a_result_is_made_up),
    ("timers_do_not_interrupt_opens", timers_do_not_interrupt_opens),
    ("a_set_that_grows_is_served", a_set_that_grows_is_served),
    ("a_switch_reaches_all_threads", a_switch_reaches_all_threads),
    ("filters_reach_what_runs", filters_reach_what_runs),
    ("interrupted_calls_are_as_unwrapped", interrupted_calls_are_as_unwrapped),
    ("a_process_without_privilege_is_served", a_process_without_privilege_is_served),
    (
        "makers_killed_at_birth_leave_nothing_unwrapped",
        makers_killed_at_birth_leave_nothing_unwrapped,
    ),
    ("foreign_entries_are_refused", foreign_entries_are_refused),
    ("a_programs_own_filters_work", a_programs_own_filters_work),
    ("daemons_outlive_the_front", daemons_outlive_the_front),
    ("a_nested_run_says_why_not", a_nested_run_says_why_not),
    ("a_forged_success_is_not_believed", evasions::a_forged_success_is_not_believed),
    ("injected_calls_are_made_by_nobody_else", evasions::injected_calls_are_made_by_nobody_else),
    ("signals_go_where_they_are_sent", evasions::signals_go_where_they_are_sent),
    ("a_child_made_before_a_switch_is_served", evasions::a_child_made_before_a_switch_is_served),
    ("who_cannot_be_seen_is_guarded", evasions::who_cannot_be_seen_is_guarded),
    ("the_front_is_closed_to_its_own_user", evasions::the_front_is_closed_to_its_own_user),
    ("a_wide_call_number_makes_a_thread", evasions::a_wide_call_number_makes_a_thread),
];

fn sh(scenario: &str, script: &str) -> (Output, String) {
    run(&mut wrapped(scenario, "/bin/sh", &["-c", script]))
}

fn exit_status_and_signal_are_the_programs() {
    assert_eq!(sh("none", "exit 0").0.status.code(), Some(0));
    assert_eq!(sh("none", "exit 42").0.status.code(), Some(42));
    assert_eq!(sh("none", "kill -TERM $$").0.status.signal(), Some(libc::SIGTERM));
    assert_eq!(sh("none", "kill -KILL $$").0.status.signal(), Some(libc::SIGKILL));
    let script = "echo a; (echo b) | cat; ls /dev/null";
    let (text, _) = output(&mut wrapped("none", "/bin/sh", &["-c", script]));
    assert_eq!(text, "a\nb\n/dev/null\n");
}

fn own_failures_have_their_statuses() {
    let status =
        |p: &str| run(wrapped("none", p, &[]).env("PATH", "/usr/bin:/bin")).0.status.code();
    assert_eq!(status("/nonexistent"), Some(127));
    assert_eq!(status("no-such-program-anywhere"), Some(127));
    assert_eq!(status("/etc/passwd"), Some(126));
    assert_eq!(status("/etc"), Some(126));
}

fn a_call_is_refused_by_each_mechanism() {
    for scenario in ["deny-getpid", "deny-getpid-trace"] {
        let (text, _) = output(&mut wrapped_prog(scenario, "call", &["39"]));
        assert_eq!(text, format!("-{}\n", libc::EXDEV), "{scenario}");
    }
}

fn every_call_may_be_judged() {
    let script = "for i in 1 2 3; do echo $i | cat; done; ls -d /; sleep 0.01; exit 0";
    for scenario in ["all-pre", "all-both"] {
        let (text, _) = output(&mut wrapped(scenario, "/bin/sh", &["-c", script]));
        assert_eq!(text, "1\n2\n3\n/\n", "{scenario}");
    }
}

/// Distinct threads with an audit record.
fn audited(audit: &str) -> usize {
    let tid = |l: &str| l.split_once("tid: ")?.1.split_once(',')?.0.parse::<u32>().ok();
    let lines = audit.lines().filter(|l| l.contains("kind: Audit"));
    lines.filter_map(tid).collect::<BTreeSet<_>>().len()
}

fn first_calls_of_children_are_seen() {
    let vm = libc::CLONE_VM;
    let many = libc::CLONE_VM | libc::CLONE_FS | libc::CLONE_FILES | libc::CLONE_SIGHAND;
    let kinds = [
        ("fork".to_owned(), 2000),
        ("thread".to_owned(), 500),
        ("spawn".to_owned(), 50),
        ("double-fork".to_owned(), 200),
        (libc::SIGCHLD.to_string(), 200),
        ((vm | libc::CLONE_VFORK | libc::SIGCHLD).to_string(), 200),
        ((vm | libc::SIGCHLD).to_string(), 200),
        ((many | libc::SIGCHLD).to_string(), 200),
        ((many | libc::CLONE_THREAD | libc::CLONE_SYSVSEM).to_string(), 200),
        ("0".to_owned(), 200),
        (libc::CLONE_PARENT.to_string(), 50),
        ((libc::CLONE_UNTRACED | libc::SIGCHLD).to_string(), 200),
        ((libc::CLONE_UNTRACED | vm | libc::CLONE_VFORK | libc::SIGCHLD).to_string(), 200),
    ];
    for (kind, count) in kinds {
        let (out, audit) =
            run(&mut wrapped_prog("audit-times", "births", &[&kind, &count.to_string()]));
        assert!(out.status.success(), "{kind}: {out:?}");
        assert_eq!(audited(&audit), count, "{kind}");
    }
}

fn exec_by_another_thread_goes_on_supervised() {
    for scenario in ["deny-getpid", "deny-getpid-trace", "all-both"] {
        for _ in 0..20 {
            let (text, _) = output(&mut wrapped_prog(scenario, "thread-exec", &[]));
            let refused = text == format!("-{}\n", libc::EXDEV);
            assert_eq!(refused, scenario != "all-both", "{scenario}: {text}");
        }
    }
}

/// The supervisor of a front: the child of it that leads a session.
pub(crate) fn supervisor_of(front: u32) -> i32 {
    for _ in 0..200 {
        let children = std::fs::read_to_string(format!("/proc/{front}/task/{front}/children"));
        for child in children.unwrap_or_default().split_whitespace() {
            let stat = std::fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
            let session = stat.rsplit(')').next().and_then(|s| s.split_whitespace().nth(3));
            if session == Some(child) {
                return child.parse().unwrap();
            }
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("no supervisor");
}

pub(crate) fn send(pid: i32, signal: i32) {
    // SAFETY: takes numbers; the pid is that of a process these tests started.
    assert_eq!(unsafe { libc::kill(pid, signal) }, 0);
}

fn wrapped_processes_die_with_the_supervisor() {
    // Held in a notification, in a trace stop, and running.
    for (scenario, nr) in [("deny-getpid", "39"), ("deny-getpid-trace", "39"), ("none", "39")] {
        for round in 0..5 {
            let mut c = wrapped_prog(scenario, "hold", &[nr, "100"]);
            let mut front = c.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
            let mut pipe = front.stdout.take().unwrap();
            let supervisor = supervisor_of(front.id());
            pipe.read_exact(&mut [0; 2000]).unwrap();
            if scenario != "none" {
                send(supervisor, libc::SIGSTOP);
                drain(&pipe);
            }
            send(supervisor, libc::SIGKILL);
            let mut rest = Vec::new();
            pipe.read_to_end(&mut rest).unwrap();
            assert_eq!(front.wait().unwrap().code(), Some(125));
            if scenario != "none" {
                assert_eq!(rest.len(), 0, "{scenario} {round}: calls after the supervisor's death");
            }
        }
    }
}

/// Reads until nothing comes for a while.
fn drain(pipe: &impl AsRawFd) {
    loop {
        let mut p = libc::pollfd { fd: pipe.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        let mut buf = [0u8; 4096];
        // SAFETY: one pollfd, and a buffer of the length given.
        unsafe {
            if libc::poll(&mut p, 1, 300) == 0 {
                return;
            }
            assert!(libc::read(pipe.as_raw_fd(), buf.as_mut_ptr().cast(), buf.len()) > 0);
        }
    }
}

fn stop_and_continue_reach_the_front() {
    for scenario in ["none", "all-pre", "all-both"] {
        let script =
            "kill -STOP $$; echo resumed; sleep 0.2 & kill -STOP $!; kill -CONT $!; wait; exit 7";
        let mut c = wrapped(scenario, "/bin/sh", &["-c", script]);
        let front = c.stdout(Stdio::piped()).spawn().unwrap();
        let mut status = 0;
        // SAFETY: the status is live; the pid is the child's.
        let got = unsafe { libc::waitpid(front.id() as i32, &mut status, libc::WUNTRACED) };
        assert_eq!(got, front.id() as i32);
        assert!(libc::WIFSTOPPED(status) && libc::WSTOPSIG(status) == libc::SIGSTOP);
        send(front.id() as i32, libc::SIGCONT);
        let out = front.wait_with_output().unwrap();
        assert_eq!(out.status.code(), Some(7), "{scenario}");
        assert_eq!(out.stdout, b"resumed\n");
    }
}

fn signals_to_the_front_reach_the_program() {
    let script = "trap 'echo got; exit 3' TERM; echo ready; while :; do sleep 0.05; done";
    let mut c = wrapped("all-both", "/bin/sh", &["-c", script]);
    let mut front = c.stdout(Stdio::piped()).spawn().unwrap();
    let mut pipe = front.stdout.take().unwrap();
    pipe.read_exact(&mut [0; 6]).unwrap();
    send(front.id() as i32, libc::SIGTERM);
    let mut rest = String::new();
    pipe.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "got\n");
    assert_eq!(front.wait().unwrap().code(), Some(3));
    // The front killed outright takes the program with it.
    let mut c = wrapped("none", "/bin/sh", &["-c", "echo ready; sleep 100"]);
    let mut front = c.stdout(Stdio::piped()).spawn().unwrap();
    let mut pipe = front.stdout.take().unwrap();
    pipe.read_exact(&mut [0; 6]).unwrap();
    let supervisor = supervisor_of(front.id());
    front.kill().unwrap();
    front.wait().unwrap();
    for _ in 0..100 {
        let gone = std::fs::read_to_string(format!("/proc/{supervisor}/stat"))
            .map_or(true, |s| s.contains(") Z"));
        if gone || std::fs::read_to_string(format!("/proc/{supervisor}/comm")).is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
        // sh is gone; its `sleep` goes on, as it would unwrapped: end it.
        for pid in tracees_of(supervisor) {
            send(pid, libc::SIGKILL);
        }
    }
    panic!("the supervisor goes on");
}

fn tracees_of(tracer: i32) -> Vec<i32> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let name = entry.file_name();
        let Ok(pid) = name.to_str().unwrap_or("").parse::<i32>() else { continue };
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        if status.lines().any(|l| l == format!("TracerPid:\t{tracer}")) {
            all.push(pid);
        }
    }
    all
}

fn the_supervisor_is_out_of_reach() {
    for scenario in ["pre-open", "all-both"] {
        let (text, audit) = output(&mut wrapped_prog(scenario, "attack", &[]));
        for line in text.lines() {
            let (name, result) = line.split_once(": ").unwrap();
            match name {
                "alive" => assert_eq!(result, "true", "{text}"),
                "io_uring_setup" => assert_eq!(result, "-38"),
                _ if name.starts_with("own ") => assert_eq!(result, "0", "{scenario} {line}"),
                _ => assert_eq!(result, "-1", "{scenario} {line}"),
            }
        }
        assert_eq!(audit.matches("kind: Host").count(), 25, "{audit}");
    }
}

fn a_longer_path_is_put_in_place() {
    let _ = std::fs::write("/tmp/wss-test-target", "target\n");
    let (text, _) = output(&mut wrapped_prog("rewrite-path", "open-registers", &["/x"]));
    assert_eq!(text, "/x\n");
}

fn a_result_is_made_up() {
    let (text, _) = output(&mut wrapped_prog("made-up", "call", &["110"]));
    assert_eq!(text, "4242\n");
}

fn timers_do_not_interrupt_opens() {
    let (text, _) = output(&mut wrapped_prog("pre-open", "timers", &["20000"]));
    assert_eq!(text, "0 0\n");
}

fn a_set_that_grows_is_served() {
    let (text, _) = output(&mut wrapped_prog("grows", "exec-grow", &[]));
    assert_eq!(text, "true\n77\n");
}

fn a_switch_reaches_all_threads() {
    for scenario in ["switch", "switch-trace"] {
        let (text, _) = output(&mut wrapped_prog(scenario, "switch", &[]));
        let no = -libc::EXDEV;
        let threads = format!("thread: {no}\n").repeat(3);
        assert_eq!(text, format!("before: true\ncall: true\n{threads}after: {no}\n"), "{scenario}");
    }
}

fn filters_reach_what_runs() {
    let (text, _) = output(&mut wrapped_prog("running", "watch", &[]));
    let expected = "refused: false\nrefused: true\nrefused: false\nsleep: 0\nSeccomp_filters:\t2\n";
    assert_eq!(text, expected);
}

fn interrupted_calls_are_as_unwrapped() {
    let me = std::env::current_exe().unwrap();
    let bare = std::process::Command::new(me).args(["--prog", "restarts"]).output().unwrap();
    let bare = String::from_utf8(bare.stdout).unwrap();
    assert!(bare.contains("read, handler: -4\nread, SA_RESTART: 4\n"), "{bare}");
    for scenario in ["none", "all-pre", "all-both"] {
        let (text, _) = output(&mut wrapped_prog(scenario, "restarts", &[]));
        assert_eq!(text, bare, "{scenario}");
    }
    for scenario in ["audit-sleep", "audit-sleep-after"] {
        let (_, audit) = output(&mut wrapped_prog(scenario, "restarts", &[]));
        // Three sleeps. Stops and ignored signals do not make new events of a restarted one.
        let events = audit.lines().filter(|l| l.contains("kind: Audit")).count();
        assert_eq!(events, 3, "{scenario}: {audit}");
    }
}

fn a_process_without_privilege_is_served() {
    // SAFETY: takes no argument.
    if unsafe { libc::geteuid() } != 0 {
        println!("  (only root has privileges to drop)");
        return;
    }
    let me = std::env::current_exe().unwrap();
    let dropped = ["--reuid=65534", "--clear-groups", me.to_str().unwrap(), "--prog", "call", "39"];
    let (text, audit) = output(&mut wrapped("dropped", "setpriv", &dropped));
    assert_eq!(text, format!("-{}\n", libc::EXDEV));
    assert!(audit.contains("no_new_privs set"), "{audit}");
}

/// Processes that fork and are killed all the time: whatever survives is known and judged, and
/// the supervisor ends with the last of them.
fn makers_killed_at_birth_leave_nothing_unwrapped() {
    let (out, audit) = run(&mut wrapped_prog("audit-times", "killed-makers", &["200"]));
    assert!(out.status.success(), "{out:?}");
    let text = String::from_utf8(out.stdout).unwrap();
    let survivors: BTreeSet<u32> = text.lines().map(|l| l.parse().unwrap()).collect();
    assert!(!survivors.is_empty());
    let seen = |pid: &u32| audit.contains(&format!("tid: {pid},"));
    assert!(survivors.iter().all(seen), "{survivors:?}");
}

fn foreign_entries_are_refused() {
    let (text, audit) = output(&mut wrapped_prog("none", "foreign", &[]));
    assert_eq!(text, "-38\n-38\n");
    assert_eq!(audit.matches("foreign entry").count(), 1, "{audit}");
}

fn a_programs_own_filters_work() {
    for scenario in ["none", "deny-getpid", "deny-getpid-trace"] {
        let (text, _) = output(&mut wrapped_prog(scenario, "own-filters", &[]));
        // What a filter of the program's own refuses does not run, and is not judged.
        let expected = "errno: 0 -33\ntrace: 0 -38\nhide: 0 -38\nlistener: -16\n";
        assert_eq!(text, expected, "{scenario}");
    }
}

fn daemons_outlive_the_front() {
    let dir = tempfile::tempdir().unwrap();
    let done = dir.path().join("done");
    let script = format!(
        "(setsid sh -c 'sleep 0.5; /bin/echo x > {}' </dev/null >/dev/null 2>&1 &) ; exit 5",
        done.display()
    );
    let start = std::time::Instant::now();
    let (out, _) = sh("all-pre", &script);
    assert_eq!(out.status.code(), Some(5));
    assert!(start.elapsed() < Duration::from_millis(450), "the front waited for the daemon");
    assert!(!done.exists());
    for _ in 0..100 {
        if done.exists() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("the daemon did not go on");
}

fn a_nested_run_says_why_not() {
    let me = std::env::current_exe().unwrap();
    let args = ["--wrapped", "none", "/bin/true"];
    let (out, _) = run(&mut wrapped("none", me.to_str().unwrap(), &args));
    assert_eq!(out.status.code(), Some(125));
    let text = String::from_utf8_lossy(&out.stderr);
    assert!(text.contains("inside another"), "{text}");
}
