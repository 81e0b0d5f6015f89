//! Where a monitor's alerts go. Every monitor opens its own; what one cannot take, the others still do.
use crate::alert::Alert;
use crate::config::Config;
use crate::sys;
use std::ffi::CString;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::net::UnixDatagram;

/// Where syslogd(8) listens.
pub const SYSLOG: [&str; 2] = ["/dev/log", "/var/run/log"];

/// A monitor's ways out.
#[derive(Default)]
pub(crate) struct Sink {
    files: Vec<File>,
    syslog: bool,
    command: Option<CString>,
    lost: u64,
}

impl Sink {
    /// Opens what the configuration names.
    pub(crate) fn open(config: &Config, place: u16) -> Result<Self, String> {
        let mut files = Vec::new();
        for path in &config.files {
            let path = path.replace('%', &place.to_string());
            let file = OpenOptions::new().append(true).create(true).mode(0o600).open(&path);
            files.push(file.map_err(|e| format!("cannot write alerts to {path}: {e}"))?);
        }
        // encode() refused what has a NUL in it.
        let command = config.command.as_deref().and_then(|c| CString::new(c).ok());
        Ok(Self { files, syslog: config.syslog, command, lost: 0 })
    }

    /// Records that no sink took since the last that one did.
    pub(crate) fn lost(&self) -> u64 {
        self.lost
    }

    /// Tells everybody, quickest first. Only alarms run the command.
    pub(crate) fn tell(&mut self, alert: &Alert<'_>) {
        let line = alert.line();
        let mut told = false;
        for file in &mut self.files {
            told |= file.write_all(line.as_bytes()).is_ok();
        }
        if self.syslog {
            told |= syslog(alert);
        }
        if let Some(command) = self.command.as_deref().filter(|_| alert.alarm) {
            let pairs = [
                ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".to_owned()),
                ("WSS_RING", alert.ring.to_owned()),
                ("WSS_VICTIM", alert.victim.to_string()),
                ("WSS_PID", alert.pid.to_string()),
                ("WSS_CAUSE", alert.cause.word.to_owned()),
                ("WSS_WITNESS", alert.witness.0.to_string()),
                ("WSS_MESSAGE", alert.message()),
                ("WSS_RECORD", line.trim_end().to_owned()),
            ];
            let environment: Vec<_> =
                pairs.iter().filter_map(|(k, v)| CString::new(format!("{k}={v}")).ok()).collect();
            told |= sys::command(command, &environment).is_ok();
        }
        self.lost = if told { 0 } else { self.lost + 1 };
    }
}

/// Whether the system's log would take an alert now.
pub fn syslog_listens() -> bool {
    UnixDatagram::unbound().is_ok_and(|s| SYSLOG.iter().any(|path| s.connect(path).is_ok()))
}

/// One datagram to the system's log (RFC 3164 framing, facility 4: security). False: nobody took it.
fn syslog(alert: &Alert<'_>) -> bool {
    let severity = if alert.alarm { 1 } else { 5 };
    let text =
        format!("<{}>wss-monitor[{}]: {}", 4 * 8 + severity, alert.witness.1, alert.message());
    let Ok(socket) = UnixDatagram::unbound() else { return false };
    // A log that takes nothing must not hold a monitor up.
    if socket.set_nonblocking(true).is_err() {
        return false;
    }
    SYSLOG.iter().any(|path| socket.send_to(text.as_bytes(), path).is_ok())
}
