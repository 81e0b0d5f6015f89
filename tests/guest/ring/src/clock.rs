//! Clocks that an attacker sets. What this does to the clock of the whole machine is for a guest alone.
use crate::ring::{Ring, about};
use crate::run::{Said, ensure};
use crate::sys;
use std::time::{Duration, Instant};

/// The wall clock as it would be; set back when this value goes.
struct Wall(Instant, i64);

impl Wall {
    fn set(&self, ahead: i64) -> Result<(), String> {
        sys::set_wall(self.1 + self.0.elapsed().as_nanos() as i64 + ahead * 1_000_000_000)
    }
}

impl Drop for Wall {
    fn drop(&mut self) {
        let _ = self.set(0);
    }
}

/// Whatever becomes of the wall clock, a stopped monitor runs again within its period, what dies is told at once,
/// and that the clock was set is told, too.
pub(crate) fn clock() -> Said {
    let period = Duration::from_millis(400);
    let ring = Ring::start("clock", 4, 2, |c| {
        c.period = period;
        c.respawn = true;
    })?;
    let wall = Wall(Instant::now(), sys::wall());
    let mut slowest = Duration::ZERO;
    for (turn, ahead) in [3600, -86_400, 0, 30 * 365 * 86_400, 0].into_iter().enumerate() {
        let set = |r: &serde_json::Value| r["event"]["name"] == "clock-set";
        let before = (ring.records().iter().filter(|r| set(r)).count(), ring.records().len());
        wall.set(ahead)?;
        let (pid, began) = (ring.signal(1, libc::SIGSTOP)?, Instant::now());
        let again =
            |r: &serde_json::Value| about(1, "interrupted")(r) && r["process"]["pid"] == pid;
        while !ring.records().iter().skip(before.1).any(again) {
            ensure!(began.elapsed() < Duration::from_secs(10), "{:?}", ring.records());
            std::thread::sleep(Duration::from_millis(5));
        }
        slowest = slowest.max(began.elapsed());
        // By those who would watch the target if d did.
        ring.wait(before.0 + 2, set)?;
        let dead = ring.signal(turn as u16 % ring.n, libc::SIGKILL)?;
        ring.wait(2, |r| r["process"]["pid"] == dead && r["event"]["name"] == "killed")?;
        ring.whole()?;
    }
    ensure!(slowest < period * 8, "a stopped monitor ran again after {slowest:?} only");
    Ok(format!("set five times: told each time; a stop lasted {} ms at most", slowest.as_millis()))
}
