//! The guest's serial console: every line into a log, the suite's into the report, and what a kernel
//! says when something is wrong with it into the report's troubles.
use super::qemu::Running;
use super::result::{Guest, Report, Test};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// What only a kernel in trouble says. Of the second kind, what matters follows; so many lines are
/// kept.
const TROUBLES: [&str; 10] = [
    "panic: ",
    "lock order reversal",
    "sleeping with non-sleepable",
    "non-sleepable locks held",
    "acquiring blockable sleep lock",
    "acquiring duplicate lock",
    "leaked memory on destroy",
    "Fatal trap",
    "Fatal double fault",
    "exclusive sleep mutex",
];
const CONTEXT: usize = 24;

/// The end of a guest that powered itself off is awaited so long.
const GRACE: Duration = Duration::from_secs(60);

/// Follows one guest.
pub(super) struct Console {
    log: File,
    limit: u64,
}

impl Console {
    /// Its log, begun anew; `limit` is told where a guest does not end in time.
    pub(super) fn new(log: &Path, limit: u64) -> Result<Console, String> {
        let log = File::create(log).map_err(|e| format!("{}: {e}", log.display()))?;
        Ok(Console { log, limit })
    }

    /// Reads until the guest has ended or `until` has come, printing a line per test.
    pub(super) fn follow(
        &mut self,
        guest: &mut Running,
        report: &mut Report,
        until: Instant,
    ) -> Result<(), String> {
        let out = guest.0.stdout.take().ok_or("the guest has no console")?;
        let lines = reader(out);
        let mut until = until;
        loop {
            match lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    writeln!(self.log, "{line}").map_err(|e| format!("console.log: {e}"))?;
                    if let Some(text) = report.hear(&line) {
                        println!("{text}");
                    }
                    if report.status.is_some() || line.starts_with("db>") {
                        until = until.min(Instant::now() + GRACE);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => {
                    if report.status.is_none() {
                        report.trouble(format!("the guest did not end within {} s", self.limit));
                    }
                    return Ok(());
                }
            }
        }
    }
}

/// Lines of the console, without what ends and colours them.
fn reader(out: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = channel();
    std::thread::spawn(move || {
        let mut out = BufReader::new(out);
        let mut line = Vec::new();
        while out.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
            let text = String::from_utf8_lossy(&line);
            if send.send(text.trim_end_matches(['\r', '\n']).to_owned()).is_err() {
                break;
            }
            line.clear();
        }
    });
    lines
}

impl Report {
    /// Takes in a line of the console; what is worth showing of it.
    fn hear(&mut self, line: &str) -> Option<String> {
        if let Some(left) = self.context.checked_sub(1) {
            self.context = left;
            if let Some(last) = self.troubles.last_mut() {
                last.push(line.to_owned());
            }
        }
        if let Some(rest) = after(line, "WSS-TEST ") {
            let test: Test = serde_json::from_str(rest).ok()?;
            let shown = test.line();
            self.tests.push(test);
            return Some(shown);
        }
        if let Some(rest) = after(line, "WSS-GUEST ") {
            let guest: Guest = serde_json::from_str(rest).ok()?;
            let shown = format!("{} (osreldate {})", guest.uname, guest.osreldate);
            self.guest = Some(guest);
            return Some(shown);
        }
        if let Some(rest) = after(line, "WSS-GUEST-TESTS ") {
            self.announced = rest.trim().parse().ok();
            return None;
        }
        if let Some(rest) = after(line, "WSS-GUEST-STATUS ") {
            self.status = rest.trim().parse().ok();
            return None;
        }
        if let Some(rest) = after(line, "WSS-SAYS ") {
            return Some(format!("     | {rest}"));
        }
        // Before the suite runs it is the image's own affair.
        if self.guest.is_some() && TROUBLES.iter().any(|t| line.contains(t)) && self.context == 0 {
            self.troubles.push(vec![line.to_owned()]);
            self.context = CONTEXT;
            return Some(format!("TROUBLE {line}"));
        }
        None
    }

    /// Adds a trouble of our own.
    fn trouble(&mut self, text: String) {
        println!("TROUBLE {text}");
        self.troubles.push(vec![text]);
    }
}

/// What follows a mark, which the kernel's own output may have displaced.
fn after<'l>(line: &'l str, mark: &str) -> Option<&'l str> {
    line.find(mark).and_then(|at| line.get(at + mark.len()..))
}

#[cfg(test)]
mod tests {
    use super::Report;

    const GUEST: &str = r#"WSS-GUEST {"uname":"FreeBSD 15.0","osreldate":1500068,"witness":true}"#;

    #[test]
    fn tests_and_troubles_are_heard() {
        let mut r = Report::new("aa".into(), "bb".into());
        assert!(r.hear("lock order reversal: before the suite").is_none());
        r.hear(GUEST).unwrap();
        r.hear("WSS-GUEST-TESTS 2");
        let line = r.hear(r#"kernWSS-TEST {"name":"a.b","outcome":"pass","seconds":1.5}"#).unwrap();
        assert!(line.contains("a.b") && line.contains("pass"), "{line}");
        assert!(r.verdict(false).unwrap_err().contains("1 of 2"));
        r.hear(r#"WSS-TEST {"name":"c","outcome":"skip","seconds":0.0,"why":"no jail"}"#);
        r.hear("WSS-GUEST-STATUS 0");
        assert_eq!(r.verdict(true), Ok(()));
        r.hear("lock order reversal:").unwrap();
        r.hear(" 1st 0xfffff wss engine");
        assert_eq!(r.troubles[0].len(), 2);
        assert!(r.verdict(false).unwrap_err().contains("lock order reversal"));
    }

    #[test]
    fn a_guest_that_says_nothing_has_failed() {
        let mut r = Report::new("aa".into(), "bb".into());
        assert!(r.verdict(false).is_err());
        r.hear(GUEST).unwrap();
        r.hear("WSS-GUEST-TESTS 0");
        r.hear("WSS-GUEST-STATUS 0");
        assert!(r.verdict(false).unwrap_err().contains("no test"));
    }
}
