//! Conditions, and requests that mean harm.
use super::target::Target;
use super::watcher::{Event, Watcher};
use crate::guest::module::Module;
use crate::guest::{Done, Run, Stop, ensure};
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::process::Command;
use std::thread;
use wss_abi::clause::{Clause, On};
use wss_abi::object::{Func, Object, OnFault};
use wss_abi::target::Target as System;
use wss_abi::watch::{self, Condition, event, flag, limit};

const ALL: u32 = event::EXEC | event::FORK | event::EXIT;

/// `r0 = WR_D_BADPERM; exit`, `r0 = 0; exit` and a loop without an end (RFC 9669).
const DENY: [u64; 2] = [0x0100_0001_0000_00b7, 0x95];
const PASS: [u64; 2] = [0xb7, 0x95];
pub(super) const LOOP: [u64; 2] = [0xffff_0005, 0x95];

/// A condition on events, of that code.
pub(super) fn object(on: &[&str], code: [u64; 2]) -> Object {
    let clause = |on: &&str| Clause {
        does: wss_abi::clause::does::VERDICT,
        ..Clause::new("wss::event", On::Raised { wrapper: "wss".into(), event: (*on).into() }, 0)
    };
    Object {
        target: System::FreebsdAmd64,
        name: "condition".into(),
        on_fault: OnFault::Deny,
        budget: 1 << 20,
        code: code.to_vec(),
        funcs: vec![Func { name: "f".into(), entry: 0, len: 2, frame: 0 }],
        rodata: Vec::new(),
        state: Vec::new(),
        shared: Vec::new(),
        call_data: 0,
        vars: Vec::new(),
        tables: Vec::new(),
        events: Vec::new(),
        clauses: on.iter().map(clause).collect(),
        files: Vec::new(),
        lines: Vec::new(),
    }
}

/// Sets a condition; its errno.
pub(super) fn set(watcher: &Watcher, object: &[u8]) -> Option<i32> {
    let (at, len) = (object.as_ptr() as u64, object.len() as u64);
    let mut condition = Condition { abi: watch::ABI, spare: 0, object: at, len };
    watcher.ask(watch::IOC_CONDITION, &mut condition).err().and_then(|e| e.raw_os_error())
}

pub(super) fn condition(run: &mut Run) -> Done {
    let module = Module::load(run)?;
    for (code, execs, faults) in [(DENY, 0, false), (PASS, 5, false), (LOOP, 5, true)] {
        let script = "i=0; while [ $i -lt 5 ]; do /bin/echo $i; i=$((i+1)); done; exit 2";
        let mut target = Target::shell::<&str>(script, &[])?;
        let watcher = Watcher::open()?;
        let bytes = object(&["exec"], code).encode().map_err(|_| Stop::Fail("no memory".into()))?;
        ensure!(set(&watcher, &bytes).is_none(), "{:?}", set(&watcher, &bytes));
        watcher.watch(target.pid, ALL | event::FOLLOW, 0)?;
        target.go()?;
        let all = watcher.until_exit(target.pid)?;
        target.wait()?;
        let told: Vec<_> = all.iter().filter(|t| matches!(t.what, Event::Exec { .. })).collect();
        ensure!(told.len() == execs, "{} execs, not {execs}", told.len());
        ensure!(told.iter().all(|t| (t.flags == flag::FAULT) == faults), "{told:?}");
        ensure!(all.len() == execs + 5 + 6, "forks and exits: {all:?}");
        let (status, wanted) = (watcher.status()?, 5 - execs as u64);
        ensure!(status.denied == wanted && status.faults == 5 * u64::from(faults), "{status:?}");
    }
    let watcher = Watcher::open()?;
    let good = object(&["exec"], PASS).encode().map_err(|_| Stop::Fail("no memory".into()))?;
    let other = object(&["warning"], PASS).encode().map_err(|_| Stop::Fail("no memory".into()))?;
    ensure!(set(&watcher, &other) == Some(libc::ENOEXEC), "an event that there is not");
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x55;
        ensure!(set(&watcher, &bad) == Some(libc::ENOEXEC), "byte {at} is changed");
        ensure!(
            set(&watcher, good.get(..at).unwrap_or_default()).is_none() == (at == 0),
            "cut at {at}"
        );
    }
    ensure!(set(&watcher, &vec![0; limit::OBJECT + 1]) == Some(libc::E2BIG), "too long");
    module.unload()
}

/// Any numbers.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

pub(super) fn requests(run: &mut Run) -> Done {
    const EACH: u64 = 4000;
    let module = Module::load(run)?;
    let threads: Vec<_> = (1..=3)
        .map(|seed| thread::spawn(move || storm(Numbers(seed * 0x9e37_79b9), EACH)))
        .collect();
    // Meanwhile processes come and go that these may hit.
    for _ in 0..40 {
        Command::new("/bin/sh").args(["-c", "/bin/echo x >/dev/null & wait"]).status()?;
    }
    for t in threads {
        let done = t.join().unwrap_or_else(|_| Err("a thread panicked".into()));
        done?;
    }
    let watcher = Watcher::open()?;
    watcher.watch(std::process::id(), ALL, 0)?;
    ensure!(watcher.status()?.watched == 1, "it works still: {:?}", watcher.status()?);
    drop(watcher);
    module.unload()
}

/// Opens, asks for anything, reads, writes and closes.
fn storm(mut n: Numbers, rounds: u64) -> Result<(), String> {
    let mut opens: Vec<File> = Vec::new();
    let mut bytes = vec![0u8; limit::RECORD];
    for _ in 0..rounds {
        let which = n.next();
        if opens.len() < 8 {
            let how = File::options().read(true).write(true).open(watch::PATH);
            opens.push(how.map_err(|e| e.to_string())?);
        }
        let Some(file) = opens.get(which as usize % opens.len()) else { continue };
        let known =
            [watch::IOC_WATCH, watch::IOC_UNWATCH, watch::IOC_CONDITION, watch::IOC_WATCHED];
        // Numbers near those of running processes, flags that are mostly right, and junk.
        let pid = n.next() % 400 | (n.next() & (n.next() & 0xffff_ffff) << 40 >> 8);
        let flags = [7, 0x10f, 8, n.next() & 0x1ff, n.next()][which as usize / 8 % 5];
        let calls = if which & 64 == 0 { n.next() & 0xffff_ffff } else { 0 };
        let mut words = [1 | pid << 32, flags & 0xffff_ffff | calls << 32, n.next(), 0, 0, 0, 0, 0];
        if which & 128 != 0 {
            words = std::array::from_fn(|_| n.next());
        }
        match which >> 16 & 15 {
            // SAFETY: the kernel reads and writes at most the 64 bytes that `words` has: sizes of these
            // commands are no larger. An address in them is the kernel's to check; nothing is written
            // through one.
            0..=9 => unsafe {
                let command = known[(which >> 24) as usize % 4];
                libc::ioctl(file.as_raw_fd(), command, &mut words);
            },
            // SAFETY: as above; the size that the command states is at most 64.
            10 | 11 => unsafe {
                let (size, number) = (n.next() & 63, n.next() & 0xff);
                let command = [0x4000_0000u64, 0x8000_0000, 0xc000_0000, 0x2000_0000]
                    [which as usize >> 30 & 3];
                libc::ioctl(file.as_raw_fd(), command | size << 16 | 0x5700 | number, &mut words);
            },
            12 => {
                // SAFETY: a flag of this descriptor.
                unsafe { libc::fcntl(file.as_raw_fd(), libc::F_SETFL, libc::O_NONBLOCK) };
                let room = n.next() as usize % bytes.len();
                let mut file = file;
                // Nothing may wait, or not fit.
                let _ = file.read(bytes.get_mut(..room).unwrap_or_default());
            }
            13 => {
                let mut file = file;
                let written = file.write(&bytes[..16]);
                if written.is_ok_and(|n| n > 0) {
                    return Err("the device takes what is written".into());
                }
            }
            _ => drop(opens.swap_remove(which as usize % opens.len())),
        }
    }
    Ok(())
}
