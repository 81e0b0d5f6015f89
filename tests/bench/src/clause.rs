//! What the engine and the machine themselves cost, without any host's mechanism: `imapd_id`'s
//! open clause, judged again and again in this process against a host that answers from memory.
use crate::report::{Figure, Report};
use std::path::Path;
use std::time::Instant;
use wss_abi::stat::WrStat;
use wss_abi::target::Target;
use wss_engine::host::{At, Call, Creds, Errno, Host, Image, Tid};
use wss_engine::{Criterion, Engine, LoadOptions};

const OPENAT: u32 = 257;
const TID: Tid = 10;
const CALLS: u32 = 100_000;

/// A host whose every file is root's, with this mode.
struct Memory {
    mode: u32,
}

impl Host for Memory {
    fn read(&mut self, _: Tid, _: u64, buf: &mut [u8]) -> Result<usize, Errno> {
        let path = b"/srv/mail/inbox\0";
        let n = path.len().min(buf.len());
        for (to, from) in buf.iter_mut().zip(path) {
            *to = *from;
        }
        Ok(n)
    }
    fn write(&mut self, _: Tid, _: u64, _: &[u8]) -> Result<(), Errno> {
        Err(Errno(14))
    }
    fn stat(&mut self, _: Tid, _: At<'_>) -> Result<WrStat, Errno> {
        Ok(WrStat { nodeid: 77, mode: self.mode, nlink: 1, ..WrStat::default() })
    }
    fn fstat(&mut self, _: Tid, _: i32) -> Result<WrStat, Errno> {
        Ok(WrStat { nodeid: 77, mode: self.mode, nlink: 1, ..WrStat::default() })
    }
    fn sockaddr(&mut self, _: Tid, _: i32, _: bool) -> Result<Vec<u8>, Errno> {
        Err(Errno(88))
    }
    fn resolve(&mut self, _: Tid, _: At<'_>) -> Result<Vec<u8>, Errno> {
        Err(Errno(2))
    }
    fn fd_path(&mut self, _: Tid, _: i32) -> Result<Vec<u8>, Errno> {
        Err(Errno(9))
    }
    fn readlink(&mut self, _: Tid, _: At<'_>) -> Result<Vec<u8>, Errno> {
        Err(Errno(2))
    }
    fn pread(&mut self, _: Tid, _: i32, _: &mut [u8], _: u64) -> Result<usize, Errno> {
        Err(Errno(9))
    }
    fn now(&mut self, _: bool) -> u64 {
        0
    }
    fn kill(&mut self, _: Tid, _: u8) -> Result<(), Errno> {
        Ok(())
    }
    fn creds(&mut self, _: Tid) -> Creds {
        Creds { uid: 1000, ..Creds::default() }
    }
}

/// Nanoseconds and instructions of one open for reading, judged by `imapd_id` to its end.
pub(crate) fn measure(wrapper: &Path, rounds: usize, report: &mut Report) -> Result<(), String> {
    for (group, compiled, target) in [
        ("imapd_id's open clause: engine and native code alone", true, "150"),
        ("imapd_id's open clause: engine and interpreter alone", false, "1000"),
    ] {
        for (name, mode, target) in [
            ("a public file", 0o100_644, Some(target)),
            ("a private file: 16 probes, violation, record", 0o100_600, None),
        ] {
            let (times, count) = judged(wrapper, rounds, compiled, &mut Memory { mode })?;
            report.add(group, name, "ns", Figure::of(times), target);
            let name = format!("{name}: instructions");
            report.add(group, name, "", Figure::of(vec![count]), None);
        }
    }
    Ok(())
}

fn judged(
    wrapper: &Path,
    rounds: usize,
    compiled: bool,
    host: &mut Memory,
) -> Result<(Vec<f64>, f64), String> {
    let options = wdl::Options::new(Target::LinuxX86_64);
    let object = wdl::compile(&options, wrapper).map_err(|e| e.to_string())?.object;
    let mut engine = Engine::new(Target::LinuxX86_64);
    if compiled {
        engine.set_compiler(Some(&wss_pages::JIT));
    }
    let load = LoadOptions { activate: vec![Criterion::always()], ..LoadOptions::default() };
    engine.load(object, load).map_err(|e| e.to_string())?;
    let image = Image { path: b"/usr/sbin/imapd".to_vec(), ..Image::default() };
    engine.exec(host, TID, &image);
    let mut times = Vec::new();
    for _ in 0..rounds {
        let start = Instant::now();
        for _ in 0..CALLS {
            let call = Call { nr: OPENAT, args: [(-100_i64) as u64, 0x1000, 0, 0, 0, 0] };
            if engine.entry(host, TID, call).wants_exit {
                engine.leave(host, TID, 3);
            }
            // The record that a violation makes is part of its cost; the queue must not fill up.
            while engine.pop_record().is_some() {}
        }
        times.push(start.elapsed().as_nanos() as f64 / f64::from(CALLS));
    }
    let wrappers = engine.wrappers();
    let total = wrappers.first().map(|w| w.stats.total()).unwrap_or_default();
    let opens = rounds as u64 * u64::from(CALLS);
    if total.hits < opens {
        return Err(format!("the open clause ran {} times in {opens} opens", total.hits));
    }
    Ok((times, total.instructions as f64 / opens as f64))
}
