//! `wssctl ring`, as an administrator uses it.
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use wss_e2e::place::copy_program;
use wss_e2e::process::{Ended, finish};
use wss_e2e::{program, wssctl_path};

const PATIENCE: Duration = Duration::from_secs(60);

/// Something to watch. Gone with this value.
struct Target(Child);

impl Target {
    fn new() -> Self {
        Self(Command::new("sleep").arg("1000").spawn().unwrap())
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A folder in which `wssctl` and the monitor lie side by side, as installed, and a ring's name that nobody else has.
struct Place(tempfile::TempDir, String);

impl Place {
    fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_program(&wssctl_path(), &folder.path().join("wssctl")).unwrap();
        let monitor = program("wss-monitors", "wss-monitor");
        copy_program(&monitor, &folder.path().join("wss-monitor")).unwrap();
        Self(folder, format!("{name}{}", std::process::id()))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn ring(&self, words: &[&str]) -> Ended {
        let mut command = Command::new(self.file("wssctl"));
        finish(command.current_dir(self.0.path()).arg("ring").args(words), PATIENCE)
    }

    fn started(&self, target: &Target, more: &[&str]) -> String {
        let pid = target.0.id().to_string();
        let words = ["start", "--target", &pid, "--name", &self.1, "-n", "4", "-d", "2"];
        let ended = self.ring(&[&words[..], more].concat());
        assert_eq!(ended.code(), 0, "{ended:?}");
        ended.out
    }

    fn status(&self) -> Value {
        let ended = self.ring(&["status", &self.1, "--json"]);
        let all: Value = serde_json::from_str(&ended.out).unwrap();
        all["rings"][0].clone()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.ring(&["stop", &self.1]);
    }
}

fn lines(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    // The last may still be being written.
    text.rsplit_once('\n').map_or("", |(whole, _)| whole).lines().map(str::to_owned).collect()
}

fn wait(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_ring_says_where_its_alerts_go_and_they_go_there() {
    let (place, mut target) = (Place::new("told"), Target::new());
    let command = "echo \"$WSS_CAUSE $WSS_VICTIM\" >> ran";
    let command = command.replace("ran", place.file("ran").to_str().unwrap());
    let said = place.started(&target, &["--log", "log", "--on-alert", &command, "--respawn"]);
    let log = place.file("log");
    assert!(said.contains(&format!("alerts go to {}, by '{command}'", log.display())), "{said}");
    let status = place.status();
    assert_eq!(status["alerts"]["files"][0], log.to_str().unwrap());
    assert_eq!(status["target_runs"], true);
    // A record per witness, of the form that audit records have.
    let victim = status["members"][3]["pid"].clone();
    assert!(Command::new("kill").args(["-9", &victim.to_string()]).status().unwrap().success());
    let killed = |r: &Value| r["event"]["name"] == "killed" && r["process"]["pid"] == victim;
    let records =
        || -> Vec<Value> { lines(&log).iter().map(|l| serde_json::from_str(l).unwrap()).collect() };
    wait("two witnesses", || records().iter().filter(|r| killed(r)).count() == 2);
    assert!(records().iter().all(|r| r["schema"] == 1 && r["verdict"]["action"] == "continue"));
    wait("the command", || lines(&place.file("ran")).iter().any(|l| l == "killed monitor 3"));
    wait("healed", || place.ring(&["status", &place.1]).code() == 0);
    // What has ended is not said to be watched.
    target.0.kill().unwrap();
    target.0.wait().unwrap();
    assert_eq!(place.status()["target_runs"], false);
    let said = place.ring(&["status", &place.1]).out;
    assert!(said.contains("which has ended"), "{said}");
    // Commands that just begin, under the monitors' name, are no monitors.
    let stopped = place.ring(&["stop", &place.1]);
    assert_eq!(stopped.out, format!("ring {}: 4 monitors reported it and stopped\n", place.1));
}

#[test]
fn what_cannot_be_done_is_said_with_what_to_do() {
    let (place, target) = (Place::new("wrong"), Target::new());
    let pid = target.0.id().to_string();
    let says = |words: &[&str], what: &str| {
        let ended = place.ring(words);
        assert!(ended.code() != 0 && ended.err.contains(what), "{what}: {ended:?}");
    };
    says(&["start", "--log", "x"], "<--target <PID|PROGRAM>|--service <NAME>>");
    says(&["start", "--target", "/usr/sbin/nginx", "--log", "x"], "'nginx', or the number");
    says(&["start", "--target", &pid, "-n", "3", "-d", "3", "--log", "x"], "1 to 2 others");
    says(&["start", "--target", &pid, "--log", "/nonexistent/x"], "cannot write alerts to");
    says(&["status", "nobody's"], "no ring 'nobody's' runs");
    let heard = ["/dev/log", "/var/run/log"]
        .iter()
        .any(|p| std::os::unix::net::UnixDatagram::unbound().unwrap().connect(p).is_ok());
    if !heard {
        // Some have a folder of that name.
        says(&["start", "--target", &pid], "give --log FILE or --on-alert CMD");
    }
}
