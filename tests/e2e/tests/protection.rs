//! What a wrapped process may not do to its supervisor (the tracer) and to the process that the
//! user started (its parent), and which doors of the kernel stay shut: as nobody and as root.
use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;
use wss_e2e::place::{Place, users};
use wss_e2e::process::finish;

const PATIENCE: Duration = Duration::from_secs(60);

/// Attacks that must fail, with whatever errno, and those of which a fixed outcome is expected.
const EXPECTED: [(&str, &str); 12] = [
    // The kernel gives a sibling the exit signal of its parent's child: nothing is sent.
    ("clone-parent-signal", "value 0"),
    ("dumpable", "errno 2"),
    ("i386-execve", "errno 38"),
    ("i386-getpid", "errno 38"),
    ("i386-lseek", "errno 38"),
    ("io_uring_setup", "errno 38"),
    ("kcmp", ""),
    ("seccomp-allow", "value 0"),
    ("seccomp-listener", "errno 16"),
    ("x32-execve", "errno 38"),
    ("x32-getpid", "errno 38"),
    ("x32-lseek", "errno 38"),
];

/// What root reaches in spite of being wrapped (SECURITY.md, "A wrapped root process"): /proc opens
/// to it whatever the owner, and programs of the kernel's own machine. No more than this.
const ROOT_REACHES: [&str; 15] = [
    "bpf",
    "proc-chdir-mem",
    "proc-clear_refs",
    "proc-creat-mem",
    "proc-dots-mem",
    "proc-fd",
    "proc-mem",
    "proc-mem-read",
    "proc-oom_score_adj",
    "proc-openat2-mem",
    "proc-root-mem",
    "proc-symlink-mem",
    "proc-task-mem",
    "proc-timerslack",
    "proc-truncate-oom",
];

fn attacks(out: &str) -> BTreeMap<String, String> {
    out.lines()
        .filter_map(|l| l.strip_prefix("attack "))
        .filter_map(|l| l.split_once(' '))
        .map(|(name, outcome)| (name.to_owned(), outcome.to_owned()))
        .collect()
}

fn attack(victim: &str) {
    let place = Place::new().unwrap();
    for &nobody in users() {
        for wrapper in ["marks", "trace"] {
            let audit = place.path("audit.jsonl");
            let mut command = place.wssctl(nobody);
            command.args(["run", "-w", wrapper, "--audit"]).arg(&audit).arg("--");
            let ended = finish(command.arg(place.path("attacker")).arg(victim), PATIENCE);
            let whom = format!("{victim}, {wrapper}, nobody {nobody}");
            let attacks = attacks(&ended.out);
            assert!(ended.out.contains("\ntotal "), "{whom}: it did not survive: {ended:?}");
            assert_eq!(ended.code(), 0, "{whom}: {}", ended.err);
            let wrong = |(name, outcome): &(&String, &String)| match EXPECTED
                .iter()
                .find(|(n, _)| n == name)
            {
                Some((_, expected)) => !outcome.starts_with(expected),
                None if *name == "seccomp-trace" => false,
                None => !outcome.starts_with("errno ") && *outcome != "skipped",
            };
            let wrong: Vec<_> = attacks.iter().filter(wrong).map(|(name, _)| name).collect();
            println!("{whom}: {} attacks, {} succeed: {wrong:?}", attacks.len(), wrong.len());
            let expected = if users() == [false] || nobody { &[][..] } else { &ROOT_REACHES };
            assert_eq!(wrong, expected, "{whom}");
            std::fs::remove_file(&audit).unwrap();
        }
    }
}

#[test]
fn the_supervisor_withstands_every_attack() {
    attack("tracer");
}

#[test]
fn the_process_that_the_user_started_withstands_every_attack() {
    attack("parent");
}

/// kill(-1) of root, in a PID namespace that nothing else is in.
#[test]
fn a_signal_to_everybody_spares_the_supervisor() {
    let place = Place::new().unwrap();
    let Ok(outer) = std::fs::read_link("/proc/self/ns/pid") else { panic!("no /proc") };
    let wssctl = place.wssctl(false);
    let mut unshare = Command::new("unshare");
    unshare.args(["--pid", "--fork", "--mount-proc", "--kill-child"]).arg(wssctl.get_program());
    unshare.env("WSS_TEST_OUTER_PIDNS", outer).env("WSS_PATH", place.path("."));
    unshare.args(["run", "-w", "marks", "--"]).arg(place.path("attacker"));
    if !users().contains(&true) {
        println!("skipped: needs root");
        return;
    }
    let ended = finish(unshare.args(["tracer", "kill-all"]), PATIENCE);
    assert_eq!(attacks(&ended.out)["kill-all"], "errno 1", "{ended:?}");
}

#[test]
fn a_programs_own_filters_work_as_unwrapped() {
    let place = Place::new().unwrap();
    for wrapper in ["marks", "marks_exit", "trace"] {
        let mut command = place.wssctl(false);
        command.args(["run", "-w", wrapper, "--"]).arg(place.path("attacker"));
        let ended = finish(command.args(["tracer", "seccomp-trace", "seccomp-allow"]), PATIENCE);
        let attacks = attacks(&ended.out);
        assert_eq!(attacks["seccomp-allow"], "value 0", "{wrapper}");
        assert_eq!(attacks["seccomp-trace"], format!("errno {}", libc::ENOSYS), "{wrapper}");
    }
}

/// A process that has made itself undumpable is still judged by what it names.
#[test]
fn an_undumpable_process_is_seen() {
    let place = Place::new().unwrap();
    for &nobody in users() {
        let audit = place.path("audit.jsonl");
        let mut command = place.wssctl(nobody);
        command.args(["run", "-w", "trace", "--json", "--audit"]).arg(&audit).arg("--");
        finish(command.arg(place.path("attacker")).args(["tracer", "dumpable"]), PATIENCE);
        let text = std::fs::read_to_string(&audit).unwrap();
        assert!(text.contains("/wss-marker/dumpable"), "nobody {nobody}");
        std::fs::remove_file(&audit).unwrap();
    }
}

/// The engine's control socket is not for those whom it wraps.
#[test]
fn a_wrapped_process_cannot_reconfigure_its_engine() {
    let place = Place::new().unwrap();
    for &nobody in users() {
        let mut command = place.wssctl(nobody);
        command.args(["run", "-w", "marks", "--"]).arg(place.path("wssctl"));
        let ended = finish(command.args(["unload", "marks"]), PATIENCE);
        assert_eq!(ended.status.code(), Some(1), "nobody {nobody}: {ended:?}");
        let mut command = place.wssctl(nobody);
        let audit = place.path("audit.jsonl");
        command.args(["run", "-w", "marks", "--audit"]).arg(&audit).args(["--", "sh", "-c"]);
        let script = "./wssctl unload marks; ./wssctl deactivate marks --pid $$; ./spawner fork 3";
        finish(command.arg(script), PATIENCE);
        let text = std::fs::read_to_string(&audit).unwrap();
        assert_eq!(text.matches("\"lseek\"").count(), 3, "nobody {nobody}: {text}");
        std::fs::remove_file(&audit).unwrap();
    }
}
