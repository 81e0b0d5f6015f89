//! `wss_guard`: a wrapped process, root included, can't lay hands on a ring of monitors.
use std::process::{Child, Command};
use std::time::Duration;
use wss_e2e::place::{Place, users};
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
    std::fs::copy("/bin/sleep", &program).unwrap();
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
