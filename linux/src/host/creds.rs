//! Credentials of a thread, from `/proc/TID/status`.
use wss_engine::host::Creds;

/// Credentials as the supervisor's own user namespace numbers them.
pub(super) fn of(tid: i32) -> Option<Creds> {
    let status = std::fs::read_to_string(format!("/proc/{tid}/status")).ok()?;
    let mut creds = Creds::default();
    for line in status.lines() {
        let mut words = line.split_ascii_whitespace();
        let key = words.next();
        let mut number = || words.next().and_then(|w| w.parse::<u32>().ok());
        match key {
            Some("PPid:") => creds.ppid = number()?,
            Some("Uid:") => (creds.uid, creds.euid) = (number()?, number()?),
            Some("Gid:") => {
                (creds.gid, creds.egid) = (number()?, number()?);
                break;
            }
            _ => {}
        }
    }
    Some(creds)
}
