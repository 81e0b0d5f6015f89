//! What the end-to-end tests share: running `wssctl` and the test programs, and reading audits.
pub mod marks;
pub mod place;
pub mod process;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use process::Ended;

/// Longest that a run may take.
const PATIENCE: Duration = Duration::from_secs(240);

/// A program of the workspace, built once per test program.
///
/// # Panics
/// If it cannot be built.
pub fn program(package: &str, bin: &str) -> PathBuf {
    static BUILT: Mutex<BTreeMap<String, PathBuf>> = Mutex::new(BTreeMap::new());
    let mut built = BUILT.lock().unwrap_or_else(|e| e.into_inner());
    let path = built.entry(bin.to_owned()).or_insert_with(|| {
        imapd::artifact::path(package, bin).unwrap_or_else(|e| panic!("{bin}: {e}"))
    });
    path.clone()
}

/// Path of `wssctl`, or of the program that `$WSSCTL` names instead.
pub fn wssctl_path() -> PathBuf {
    let other = std::env::var_os("WSSCTL");
    other.map_or_else(|| program("wssctl", "wssctl"), PathBuf::from)
}

/// `wssctl` with the wrappers of the project and of these tests in its path.
pub fn wssctl() -> Command {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = tests.join("wrappers");
    let id = tests.join("../../id-wrappers");
    let mut command = Command::new(wssctl_path());
    if std::env::var_os("WSSCTL").is_some() {
        // It is not cargo's: neither is what lies beside it.
        command.env_remove("CARGO");
    }
    command.env("WSS_PATH", std::env::join_paths([own, id]).unwrap_or_default());
    command.stdin(Stdio::null());
    command
}

/// A test program.
pub fn test_program(name: &str) -> String {
    program("test-programs", name).to_string_lossy().into_owned()
}

/// How a run under wrappers went.
#[derive(Debug)]
pub struct Run {
    /// Its end and output.
    pub ended: Ended,
    /// Its audit records, in order.
    pub records: Vec<serde_json::Value>,
}

/// A file for audit records, for as long as this lives.
#[derive(Debug)]
pub struct Audit(tempfile::TempDir);

impl Audit {
    /// An empty place.
    ///
    /// # Panics
    /// If there is no room for temporary files.
    #[expect(clippy::new_without_default, reason = "it makes a directory")]
    pub fn new() -> Self {
        Audit(tempfile::tempdir().unwrap_or_else(|e| panic!("no temporary directory: {e}")))
    }

    /// Its file, for `--audit`.
    pub fn path(&self) -> PathBuf {
        self.0.path().join("audit.jsonl")
    }

    /// What has been written; of a record that is still being written, nothing.
    pub fn records(&self) -> Vec<serde_json::Value> {
        let text = fs::read(self.path()).unwrap_or_default();
        let whole = text.iter().rposition(|&b| b == b'\n').map_or(0, |end| end + 1);
        let record = |line| match serde_json::from_slice(line) {
            Ok(record) => record,
            Err(e) => panic!("not a record: {e}: {}", String::from_utf8_lossy(line)),
        };
        text[..whole].split(|&b| b == b'\n').filter(|l| !l.is_empty()).map(record).collect()
    }
}

/// Runs `wssctl run OPTIONS -- COMMAND` to the end of all that holds its standard output.
pub fn run<S: AsRef<OsStr>>(options: &[&str], command: &[S]) -> Run {
    let audit = Audit::new();
    let mut wssctl = wssctl();
    wssctl.arg("run").args(options).arg("--json").arg("--audit").arg(audit.path());
    let ended = process::finish(wssctl.arg("--").args(command), PATIENCE);
    // The supervisor outlives the program by as long as it takes to write the last records.
    let mut records = audit.records();
    for _ in 0..100 {
        std::thread::sleep(Duration::from_millis(20));
        let now = audit.records();
        if now.len() == records.len() {
            break;
        }
        records = now;
    }
    Run { ended, records }
}
