//! Tests of what a program that knows the host's ways tries against it.
use crate::tests::{send, supervisor_of};
use crate::{output, run, wrapped, wrapped_prog};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::Stdio;
use std::time::Duration;

/// A program whose own filter answers for the calls by which ours is installed is killed rather
/// than run without.
pub(crate) fn a_forged_success_is_not_believed() {
    for nr in [libc::SYS_seccomp, libc::SYS_close, libc::SYS_mmap, libc::SYS_mprotect] {
        let nr = nr.to_string();
        let (out, audit) = run(&mut wrapped_prog("grown", "evade", &["errno-0", &nr]));
        let text = String::from_utf8_lossy(&out.stdout);
        let refused = format!("getpid -{} listener false\n", libc::EXDEV);
        let judged = !out.status.success() || text == refused;
        assert!(judged && (out.status.success() || text.is_empty()), "{nr}: {text} {audit}");
    }
}

pub(crate) fn injected_calls_are_made_by_nobody_else() {
    let (out, audit) = run(&mut wrapped_prog("running", "evade", &["forge-vdso"]));
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(text.starts_with("forged: 0\n"), "{text}");
    let refused = text.contains(&format!("getppid: -{}", libc::EXDEV));
    assert!(refused || !out.status.success(), "{text} {audit}");
}

pub(crate) fn signals_go_where_they_are_sent() {
    let (text, _) = output(&mut wrapped_prog("none", "evade", &["signals"]));
    let expected =
        "gone: -3\nno pidfd: -9\nno descriptor: -9\nkill: -3\nsetpriority: -3\nioprio_set: -22\n";
    assert_eq!(text, expected);
}

pub(crate) fn a_wide_call_number_makes_a_thread() {
    let (text, audit) = output(&mut wrapped_prog("audit-times", "evade", &["wide-clone"]));
    let (pid, tid) = text.trim().split_once(' ').unwrap();
    assert!(audit.contains(&format!("pid: {pid}, tid: {tid},")), "{text} {audit}");
}

/// Output of a script under `none`, run as a user without privileges.
fn as_nobody(script: &str) -> String {
    // SAFETY: takes no argument.
    if unsafe { libc::geteuid() } != 0 {
        return output(&mut wrapped("none", "/bin/sh", &["-c", script])).0;
    }
    // Nobody must be able to run this binary.
    let me = std::env::temp_dir().join(format!("wss-wrapped-{}", std::process::id()));
    std::fs::copy(std::env::current_exe().unwrap(), &me).unwrap();
    let mut c = std::process::Command::new(&me);
    c.args(["--wrapped", "none", "/bin/sh", "-c", script]).uid(65534).gid(65534).current_dir("/");
    let out = c.output();
    std::fs::remove_file(&me).unwrap();
    String::from_utf8(out.unwrap().stdout).unwrap()
}

/// The front is not wrapped: to write its memory would be to run code outside of all wrappers.
pub(crate) fn the_front_is_closed_to_its_own_user() {
    let script = "(exec 3<>/proc/$PPID/mem) 2>/dev/null && echo open || echo refused";
    assert_eq!(as_nobody(script), "refused\n");
}

/// A process that an unprivileged supervisor cannot look at is guarded against all the same.
pub(crate) fn who_cannot_be_seen_is_guarded() {
    let script = "sup=$(awk '/TracerPid/{print $2}' /proc/self/status)
        d=$(mktemp -d) && cp /bin/kill $d/kill && chmod 111 $d/kill
        $d/kill -CONT $sup 2>/dev/null && echo reached || echo refused
        $d/kill -0 $$ && echo others; rm -r $d";
    assert_eq!(as_nobody(script), "refused\nothers\n");
}

/// A child made just before its process got filters has not got them; the engine learns of it
/// afterwards and takes it for one that has.
pub(crate) fn a_child_made_before_a_switch_is_served() {
    let mut front = wrapped_prog("switch-trace", "evade", &["switch-fork"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(front.stdout.take().unwrap());
    let mut text = String::new();
    out.read_line(&mut text).unwrap();
    assert_eq!(text, "ready\n");
    let supervisor = supervisor_of(front.id());
    std::thread::sleep(Duration::from_millis(100));
    send(supervisor, libc::SIGSTOP);
    std::thread::sleep(Duration::from_millis(800));
    send(supervisor, libc::SIGCONT);
    text.clear();
    out.read_to_string(&mut text).unwrap();
    assert!(front.wait().unwrap().success());
    assert_eq!(text, "refused\n");
}
