//! What the engine and the machine themselves cost, without any host's mechanism: one open for reading
//! that `imapd_id` is bound to, again and again in this process against a host that answers from memory.
//!
//! Measured is all that the engine does for that call: `Engine::entry`, where of three clauses on open the
//! conditions on arguments are looked at and one stays, which sees the result; `Engine::leave`, where that
//! clause's guard runs, then its body, which asks the host for the file's status and judges it; and asking
//! for records. The clause looks at no string: of a file that it lets pass none is captured.
use crate::report::{Figure, Report};
use std::path::Path;
use std::process::Command;
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
    fn exe(&mut self, _: Tid, _: u32) -> Result<Vec<u8>, Errno> {
        Err(Errno(3))
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

/// A public file, which the clause lets pass, and a private one.
const FILES: [(&str, u32); 2] =
    [("a public file", 0o100_644), ("a private file: 16 probes, violation, record", 0o100_600)];

/// What one open for reading costs that `imapd_id` judges to its end: nanoseconds, instructions of the
/// wrapper, and, if valgrind is there to count them, of the processor.
pub(crate) fn measure(wrapper: &Path, rounds: usize, report: &mut Report) -> Result<(), String> {
    for (group, compiled, target) in [
        ("imapd_id's open clause: engine and native code alone", true, "150"),
        ("imapd_id's open clause: engine and interpreter alone", false, "1000"),
    ] {
        for (n, (name, mode)) in FILES.into_iter().enumerate() {
            let mut open = Open::new(wrapper, compiled, mode)?;
            let mut times = Vec::new();
            for _ in 0..rounds {
                let start = Instant::now();
                open.run(CALLS);
                times.push(start.elapsed().as_nanos() as f64 / f64::from(CALLS));
            }
            let target = Some(target).filter(|_| n == 0);
            report.add(group, name, "ns", Figure::of(times), target);
            let count = open.instructions(rounds as u64 * u64::from(CALLS))?;
            let own = format!("{name}: the wrapper's instructions");
            report.add(group, own, "", Figure::of(vec![count]), None);
            if let Some(count) = counted(wrapper, compiled, n) {
                let name = format!("{name}: the processor's instructions");
                report.add(group, name, "", Figure::of(vec![count]), None);
            }
        }
    }
    Ok(())
}

/// Instructions of the processor per open, as valgrind counts them.
fn counted(wrapper: &Path, compiled: bool, file: usize) -> Option<f64> {
    let run = |opens: u32| {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
        valgrind.arg(std::env::current_exe().ok()?).arg("--imapd-id").arg(wrapper);
        let which = if compiled { "compiled" } else { "interpreted" };
        valgrind.args(["--child", &format!("{which}-{file}"), &opens.to_string()]);
        let out = valgrind.output().ok().filter(|out| out.status.success())?;
        let text = String::from_utf8_lossy(&out.stderr).into_owned();
        let count = text.lines().find_map(|l| l.split_once("Collected : "))?.1;
        count.trim().parse::<f64>().ok()
    };
    Some((run(3000)? - run(1000)?) / 2000.0)
}

/// Makes opens of a kind that [`counted`] names; `None`: it names none.
pub(crate) fn child(wrapper: &Path, kind: &str, opens: u32) -> Option<Result<(), String>> {
    let (which, file) = kind.split_once('-')?;
    let compiled = match which {
        "compiled" => true,
        "interpreted" => false,
        _ => return None,
    };
    let (_, mode) = FILES.get(file.parse::<usize>().ok()?)?;
    Some(Open::new(wrapper, compiled, *mode).map(|mut open| open.run(opens)))
}

/// An engine with `imapd_id` bound to the process that opens.
struct Open {
    engine: Engine,
    host: Memory,
}

impl Open {
    fn new(wrapper: &Path, compiled: bool, mode: u32) -> Result<Open, String> {
        let options = wdl::Options::new(Target::LinuxX86_64);
        let object = wdl::compile(&options, wrapper).map_err(|e| e.to_string())?.object;
        let mut engine = Engine::new(Target::LinuxX86_64);
        if compiled {
            engine.set_compiler(Some(&wss_pages::JIT));
        }
        let load = LoadOptions { activate: vec![Criterion::always()], ..LoadOptions::default() };
        engine.load(object, load).map_err(|e| e.to_string())?;
        let image = Image { path: b"/usr/sbin/imapd".to_vec(), ..Image::default() };
        let mut host = Memory { mode };
        engine.exec(&mut host, TID, &image);
        Ok(Open { engine, host })
    }

    #[inline(never)]
    fn run(&mut self, opens: u32) {
        let Open { engine, host } = self;
        for _ in 0..opens {
            let call = Call { nr: OPENAT, args: [(-100_i64) as u64, 0x1000, 0, 0, 0, 0] };
            if engine.entry(host, TID, call).wants_exit {
                engine.leave(host, TID, 3);
            }
            // The record that a violation makes is part of its cost; the queue must not fill up.
            while engine.pop_record().is_some() {}
        }
    }

    /// The wrapper's instructions per open; an error if the clause did not run in each.
    fn instructions(&self, opens: u64) -> Result<f64, String> {
        let wrappers = self.engine.wrappers();
        let total = wrappers.first().map(|w| w.stats.total()).unwrap_or_default();
        if total.hits < opens {
            return Err(format!("the open clause ran {} times in {opens} opens", total.hits));
        }
        Ok(total.instructions as f64 / opens as f64)
    }
}
