//! `wss_guard`: a wrapped process, root included, can't lay hands on a ring of monitors.
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;
use wss_e2e::place::{Place, copy_program, users};
use wss_e2e::process::finish;

const PATIENCE: Duration = Duration::from_secs(60);

/// Attacks by shell command, `$1` being a monitor. Each must fail and leave the monitor as it was.
const ATTACKS: [&str; 12] = [
    "kill -9 $1",
    "kill -STOP $1",
    "kill -TERM -- -$1",
    "kill -9 -- -1",
    "renice 19 -p $1",
    "chrt -o -p 0 $1",
    "taskset -p 1 $1",
    "ionice -c 3 -p $1",
    "prlimit --pid $1 --nofile=1",
    "cat /proc/$1/environ",
    "echo 500 > /proc/$1/oom_score_adj",
    "echo x >> $2",
];

/// Attacks that are none on the monitor, whatever comes of them.
const OTHERS: [&str; 13] = [
    // It makes a map; programs are refused.
    "bpf",
    "clone-parent-signal",
    "dumpable",
    "i386-execve",
    "i386-getpid",
    "i386-lseek",
    "io_uring_setup",
    "ptrace-traceme",
    "seccomp-allow",
    "seccomp-listener",
    "seccomp-trace",
    "x32-execve",
    "x32-getpid",
];

/// A monitor-like process: a copy of sleep under the monitor's name, which is what the guard goes by.
struct Decoy(Child, std::path::PathBuf);

impl Drop for Decoy {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_wrapped_process_can_do_nothing_to_a_monitor() {
    let place = Place::new().unwrap();
    let program = place.path("wss-monitor");
    copy_program(Path::new("/bin/sleep"), &program).unwrap();
    for &nobody in users() {
        let mut command = Command::new(&program);
        command.arg("1000");
        if nobody {
            std::os::unix::process::CommandExt::uid(&mut command, 65534);
        }
        let mut monitor = Decoy(command.spawn().unwrap(), program.clone());
        let pid = monitor.0.id().to_string();
        let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
        for attack in ATTACKS {
            let mut run = place.wssctl(nobody);
            run.args([
                "run",
                "-w",
                "wss_guard",
                "--audit",
                "/dev/null",
                "--",
                "sh",
                "-c",
                attack,
                "sh",
            ]);
            let ended = finish(run.arg(&pid).arg(&monitor.1), PATIENCE);
            assert_ne!(ended.code(), 0, "{attack}, nobody {nobody}: {ended:?}");
            assert!(monitor.0.try_wait().unwrap().is_none(), "{attack}, nobody {nobody}");
        }
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        assert!(stat.contains(") S "), "{stat}");
        assert_eq!(std::fs::read_to_string(format!("/proc/{pid}/limits")).unwrap(), limits);
    }
}

/// Every call that the test programs know to signal, trace, read, starve or change a process by, and every file.
#[test]
fn no_call_reaches_a_monitor() {
    let place = Place::new().unwrap();
    let program = place.path("wss-monitor");
    copy_program(Path::new("/bin/sleep"), &program).unwrap();
    for &nobody in users() {
        let mut command = Command::new(&program);
        command.arg("1000");
        if nobody {
            std::os::unix::process::CommandExt::uid(&mut command, 65534);
        }
        let mut monitor = Decoy(command.spawn().unwrap(), program.clone());
        let pid = monitor.0.id();
        let before = state(pid);
        let mut run = place.wssctl(nobody);
        run.args(["run", "-w", "wss_guard", "--audit", "/dev/null", "--"]);
        run.env("WSS_TEST_MONITOR", pid.to_string());
        let ended = finish(run.arg(place.path("attacker")).arg(pid.to_string()), PATIENCE);
        assert_eq!(ended.code(), 0, "nobody {nobody}: {ended:?}");
        let attacks: Vec<_> = ended.out.lines().filter_map(|l| l.strip_prefix("attack ")).collect();
        assert!(attacks.len() > 50, "{ended:?}");
        let aimed = attacks.iter().filter(|a| !OTHERS.iter().any(|o| a.starts_with(o)));
        let reached: Vec<_> =
            aimed.filter(|a| !a.contains(" errno ") && !a.ends_with(" skipped")).collect();
        assert!(reached.is_empty(), "nobody {nobody}: {reached:?}");
        assert!(monitor.0.try_wait().unwrap().is_none(), "nobody {nobody}");
        assert_eq!(state(pid), before, "nobody {nobody}");
    }
}

/// What of a process somebody else can change.
fn state(pid: u32) -> Vec<String> {
    let read = |file: &str| std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap();
    let status = read("status");
    let field = |key: &str| status.lines().find(|l| l.starts_with(key)).unwrap().to_owned();
    let stat = read("stat");
    let fields: Vec<_> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
    vec![
        field("State:").contains("(stopped)").to_string(),
        field("TracerPid:"),
        field("Cpus_allowed:"),
        // Priority, nice value, real-time priority, policy: fields 18, 19, 40, 41 of proc(5).
        [15, 16, 37, 38].map(|i: usize| fields[i]).join(" "),
        read("limits"),
        read("oom_score_adj"),
    ]
}

/// What the attacker does not try: of files, those of the kernel by which a ring is starved or deafened.
#[test]
fn what_a_ring_lives_by_stays_as_it_is() {
    let place = Place::new().unwrap();
    if !users().contains(&true) {
        println!("skipped: needs root");
        return;
    }
    let folder = Path::new("/var/log/wss");
    std::fs::create_dir_all(folder).unwrap();
    let log = folder.join(format!("guard-test-{}", std::process::id()));
    std::fs::write(&log, "x").unwrap();
    let name = log.to_str().unwrap().to_owned();
    let elsewhere = place.path("elsewhere").to_str().unwrap().to_owned();
    for attack in [
        "mv $1 $2",
        "mv $0 $1",
        "ln $1 $2",
        "rm -f $1 && ! test -e $1",
        "touch -d @1 $1",
        "chmod 777 $1",
        "mkdir /var/log/wss/guard-test",
        // Made by opening it to read.
        "python3 -c 'import os, sys; os.open(sys.argv[1] + \"-made\", os.O_RDONLY | os.O_CREAT)' $1",
        "python3 -c 'import os, sys; os.open(sys.argv[1], os.O_RDONLY | os.O_CREAT)' $1",
        // By openat2, with a struct open_how.
        "python3 -c 'import ctypes, sys; how = (ctypes.c_uint64 * 3)(0o100, 0o600, 0); sys.exit(ctypes.CDLL(None)\
            .syscall(437, -100, (sys.argv[1] + \"-made\").encode(), how, 24) < 0)' $1",
        "mount -t tmpfs none /var/log/wss",
        "mount -t proc none $2",
        "unshare -m mount -t tmpfs none /var/log/wss",
        "printf x > /proc/sys/kernel/sched_rt_runtime_us",
        "printf '?' > /proc/sysrq-trigger",
        "printf 1 > /sys/fs/cgroup/guard-test",
        "python3 -c 'import os, sys; os.fchmod(os.open(sys.argv[1], os.O_RDONLY), 0o777)' $1",
        "python3 -c 'import os, sys; os.utime(os.open(sys.argv[1], os.O_RDONLY), (1, 1))' $1",
        "python3 -c 'import ctypes, os, sys; sys.exit(ctypes.CDLL(None).linkat(os.open(sys.argv[1], \
            os.O_RDONLY), b\"\", -100, sys.argv[2].encode(), 0x1000) != 0)' $1 $2",
        "python3 -c 'import os, sys; os.chroot(\"/var\"); os.truncate(sys.argv[1][4:], 0)' $1",
        "python3 -c 'import fcntl, os, sys; fcntl.fcntl(os.open(sys.argv[1], os.O_RDONLY), 1024, 1)' $1",
    ] {
        let mut run = place.wssctl(false);
        run.args(["run", "-w", "wss_guard", "--audit", "/dev/null", "--", "sh", "-c", attack]);
        let ended = finish(run.args(["/etc/hostname", &name, &elsewhere]), PATIENCE);
        assert_ne!(ended.code(), 0, "{attack}: {ended:?}");
        assert_eq!(std::fs::read_to_string(&log).unwrap(), "x", "{attack}");
        assert!(!Path::new(&elsewhere).exists(), "{attack}");
        assert!(!Path::new(&format!("{name}-made")).exists(), "{attack}");
    }
    let modified = std::fs::metadata(&log).unwrap().modified().unwrap();
    assert!(modified.elapsed().unwrap() < Duration::from_secs(3600));
    std::fs::remove_file(&log).unwrap();
}

#[test]
fn a_wrapped_process_may_signal_and_renice_its_own() {
    let place = Place::new().unwrap();
    for &nobody in users() {
        let script =
            "sleep 100 & renice 5 -p $! >/dev/null && kill $! && kill -0 $$ && ulimit -c 0";
        let mut run = place.wssctl(nobody);
        run.args(["run", "-w", "wss_guard", "--", "sh", "-c", script]);
        let ended = finish(&mut run, PATIENCE);
        assert_eq!(ended.code(), 0, "nobody {nobody}: {ended:?}");
    }
}
