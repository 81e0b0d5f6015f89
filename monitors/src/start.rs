//! Starting a ring. The starter makes the ring's file, starts a monitor per place, waits until every one has
//! its place and watches, makes sure that those at the places are those it started, and goes: init is
//! the monitors' parent then, and nobody's death takes them along.
use crate::config::Config;
use crate::lacks::Lacks;
use crate::sys;
use std::io::Read;
use std::os::fd::AsFd;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A ring that runs.
#[derive(Debug)]
pub struct Started {
    /// Processes by place.
    pub pids: Vec<u32>,
    /// What some or all of them were not permitted.
    pub lacks: Lacks,
}

/// Starts a ring of the monitor program at `program`.
///
/// # Errors
/// Why not; nothing of it is left running then.
pub fn start(config: &Config, program: &Path) -> Result<Started, String> {
    let text = config.encode()?;
    if !crate::members::of(&config.name).is_empty() {
        return Err(format!(
            "a ring '{0}' runs already: give another --name, or 'wssctl ring stop {0}'",
            config.name
        ));
    }
    let roster =
        sys::anonymous(text.as_bytes()).map_err(|e| format!("cannot make the ring's file: {e}"))?;
    let (mut reader, writer) = std::io::pipe().map_err(|e| format!("cannot make a pipe: {e}"))?;
    let n = config.graph.n();
    let mut children = Vec::new();
    for place in 0..n {
        let mut command = Command::new(program);
        command.arg0("wss-monitor").arg(&config.name).arg(format!("{place}/{n}")).arg("start");
        command.env_clear().stdin(Stdio::null()).stdout(Stdio::null());
        match sys::launch(command, roster.as_fd(), writer.as_fd()) {
            Ok(child) => children.push(child),
            Err(e) => {
                end(children);
                return Err(format!("cannot run {}: {e}", program.display()));
            }
        }
        // Staggered: neither their numbers nor the times of their looks are those of a single moment.
        std::thread::sleep(Duration::from_micros(50 + sys::clocks().1 % 400));
    }
    drop(writer);
    // Every monitor says one thing and closes its end, or dies and closes it.
    let mut said = Vec::new();
    let read = reader.read_to_end(&mut said);
    match read.map_err(|e| e.to_string()).and_then(|_| gathered(&said, n)) {
        Ok(lacks) => {
            for (place, child) in (0..n).zip(&children) {
                if sys::holder(roster.as_fd(), place).ok().flatten() != Some(child.id()) {
                    end(children);
                    return Err(format!(
                        "the monitor at place {place} died while the ring started"
                    ));
                }
            }
            Ok(Started { pids: children.iter().map(Child::id).collect(), lacks })
        }
        Err(why) => {
            end(children);
            Err(format!("the ring did not come together: {why}"))
        }
    }
}

/// What all monitors said together.
fn gathered(mut said: &[u8], n: u16) -> Result<Lacks, String> {
    let (mut lacks, mut count) = (Lacks::default(), 0);
    while let Some(([a, b, length], rest)) = said.split_first_chunk::<3>() {
        let place = u16::from_le_bytes([*a, *b]);
        let (what, rest) =
            rest.split_at_checked((*length).into()).ok_or("a monitor was cut short")?;
        match what {
            [bits] => lacks = lacks.or(Lacks::from_bits(*bits)),
            why => return Err(format!("monitor {place}: {}", String::from_utf8_lossy(why))),
        }
        count += 1;
        said = rest;
    }
    if count < n {
        return Err(format!("{} of {n} monitors died", n - count));
    }
    Ok(lacks)
}

fn end(children: Vec<Child>) {
    for mut child in children {
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_monitor_must_have_come() {
        assert!(gathered(&[0, 0, 1, 0, 1, 0, 1, 4], 2).is_ok_and(|l| l.realtime && !l.memory));
        assert!(gathered(&[0, 0, 1, 0], 2).unwrap_err().contains("1 of 2"));
        assert!(gathered(b"\x07\x00\x02no", 2).unwrap_err().contains("monitor 7: no"));
        assert!(gathered(&[0, 0, 9, 0], 1).is_err());
    }
}
