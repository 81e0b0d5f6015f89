//! Malformed ioctls of `/dev/wsswatch`: random numbers and parameters, well-formed ones with something
//! wrong, conditions changed byte by byte, reads, poll, kqueue and closing in between, by two threads, while
//! processes that they may watch come and go. As root and as another user: each must have in the end what
//! he may have, all of it, as before.
use crate::device::same;
use crate::fuzz::{Random, Tally, change};
use crate::object::seal;
use crate::sys;
use std::fs::File;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use wss_abi::clause::{Clause, On, does};
use wss_abi::object::{Func, Object, OnFault};
use wss_abi::target::Target;
use wss_abi::watch::{self, ABI, event, limit};

type Done = Result<(), String>;

/// Another user.
const NOBODY: u32 = 65534;
const COMMANDS: [u64; 4] =
    [watch::IOC_WATCH, watch::IOC_UNWATCH, watch::IOC_CONDITION, watch::IOC_WATCHED];

/// So many as each of the two.
pub(crate) fn run(count: u64, seed: u64) -> Done {
    here(count, seed)?;
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let words = ["watch-here".to_owned(), count.to_string(), (seed + 1).to_string()];
    let out = (Command::new(own).args(words).uid(NOBODY).gid(NOBODY).output())
        .map_err(|e| e.to_string())?;
    print!("{}", String::from_utf8_lossy(&out.stdout));
    match out.status.success() {
        true => Ok(()),
        false => Err(format!("as a user: {}", String::from_utf8_lossy(&out.stderr))),
    }
}

/// So many as this user.
pub(crate) fn here(count: u64, seed: u64) -> Done {
    static OVER: AtomicBool = AtomicBool::new(false);
    OVER.store(false, Ordering::Relaxed);
    let coming = std::thread::spawn(|| {
        while !OVER.load(Ordering::Relaxed) {
            let mut sh = Command::new("/bin/sh");
            sh.args(["-c", "/bin/echo x & /bin/echo y; wait"]).stdout(Stdio::null());
            // Without a process more there is less to watch.
            let _ = sh.status();
        }
    });
    let threads: Vec<_> = (0..2)
        .map(|t| std::thread::spawn(move || one(count / 2, seed.wrapping_mul(2).wrapping_add(t))))
        .collect();
    let mut tally = Tally::new();
    let mut done = Ok(());
    for t in threads {
        match t.join().unwrap_or_else(|_| Err("a thread of the fuzzer panicked".into())) {
            Ok(told) => told.iter().for_each(|(e, n)| *tally.entry(*e).or_default() += n),
            Err(e) => done = Err(e),
        }
    }
    OVER.store(true, Ordering::Relaxed);
    coming.join().map_err(|_| "what comes and goes panicked")?;
    done?;
    whole()?;
    // SAFETY: no condition.
    let uid = unsafe { libc::getuid() };
    let counts: Vec<_> = tally.iter().map(|(e, n)| format!("\"{e}\":{n}")).collect();
    println!(
        "{{\"watch\":{count},\"uid\":{uid},\"seed\":{seed},\"errno\":{{{}}}}}",
        counts.join(",")
    );
    // Some of each kind came through, or little was tried.
    for errno in [0, libc::EINVAL, libc::ESRCH, libc::ENOTTY, libc::ENOEXEC, libc::EFAULT] {
        same!(tally.get(&errno).is_some_and(|n| *n > 0), true);
    }
    Ok(())
}

fn open() -> Result<File, String> {
    sys::open_at(watch::PATH, true).map_err(|e| format!("{}: errno {e}", watch::PATH))
}

/// Nothing is missing of what the user may have.
fn whole() -> Done {
    let (mut all, mut watching) = (Vec::new(), 0);
    let pid = std::process::id();
    let errno = loop {
        match sys::open_at(watch::PATH, true) {
            Ok(file) => {
                watching += usize::from(
                    ask(
                        &file,
                        watch::IOC_WATCH,
                        &[u64::from(ABI) | u64::from(pid) << 32, event::EXIT.into(), 1],
                    ) == 0,
                );
                all.push(file);
            }
            Err(errno) => break errno,
        }
        if all.len() > limit::OPENS {
            break 0;
        }
    };
    same!((all.len(), watching, errno), (limit::OPENS, limit::SHARE, libc::EDQUOT));
    let file = all.pop().ok_or("no open")?;
    let good = condition()?;
    let words = [ABI.into(), good.as_ptr() as u64, good.len() as u64];
    same!(ask(&file, watch::IOC_CONDITION, &words), 0);
    Ok(())
}

/// An ioctl whose parameter begins with these words.
fn ask(file: &File, command: u64, words: &[u64]) -> i32 {
    let mut block = Box::new([0; 8192]);
    for (to, from) in block.iter_mut().zip(words.iter().flat_map(|w| w.to_le_bytes())) {
        *to = from;
    }
    sys::ioctl(file, command, &mut block)
}

fn one(count: u64, seed: u64) -> Result<Tally, String> {
    let mut r = Random::new(seed);
    let mut tally = Tally::new();
    let mut bytes = vec![0u8; limit::RECORD];
    let mut files = vec![open()?];
    let good = condition()?;
    for _ in 0..count {
        if r.below(50) == 0 && files.len() < 40 {
            files.push(open()?);
        }
        if r.below(60) == 0 && files.len() > 1 {
            files.swap_remove(r.below(files.len() as u64) as usize);
        }
        let at = r.below(files.len() as u64) as usize;
        let Some(file) = files.get(at) else { continue };
        match r.below(100) {
            0 => {
                let room = r.below(bytes.len() as u64 + 1) as usize;
                // Nothing, records, or no room for one: no matter.
                let _ = sys::read(file, bytes.get_mut(..room).unwrap_or_default());
            }
            1 => {
                sys::poll(file, 0);
                sys::select(file, 0);
            }
            2 => {
                let queue = sys::Kqueue::new(file, libc::EVFILT_READ);
                queue.map_err(|e| format!("kevent: errno {e}"))?.wait(0);
            }
            _ => {}
        }
        let errno = match r.below(8) {
            0 => anything(&mut r, file),
            1 | 2 => put_condition(&mut r, file, &good),
            3 => ask(file, watch::IOC_UNWATCH, &[pid(&mut r)]),
            4 => ask(file, watch::IOC_WATCHED, &[r.next(); 6]),
            _ => ask(file, watch::IOC_WATCH, &request(&mut r)),
        };
        *tally.entry(errno).or_default() += 1;
    }
    Ok(tally)
}

/// A process that is there, one that may be, or any number.
fn pid(r: &mut Random) -> u64 {
    let own = u64::from(std::process::id());
    let pid = match r.below(5) {
        0 => own,
        1 => own + r.below(200),
        2 => r.below(100),
        3 => r.below(100_001),
        _ => r.odd(),
    };
    pid & 0xffff_ffff
}

fn request(r: &mut Random) -> [u64; 3] {
    let flags = match r.below(4) {
        0 => r.odd(),
        1 => u64::from(event::CALL | event::FOLLOW),
        2 => 0x107,
        _ => r.below(0x200),
    };
    let calls = if flags & u64::from(event::CALL) != 0 || r.below(8) == 0 { r.next() } else { 0 };
    let abi = if r.below(32) == 0 { r.odd() } else { ABI.into() };
    [abi & 0xffff_ffff | pid(r) << 32, flags & 0xffff_ffff | calls << 32, r.next()]
}

/// Any number, any parameter.
fn anything(r: &mut Random, file: &File) -> i32 {
    let mut block = Box::new([0; 8192]);
    for b in block.iter_mut() {
        *b = r.next() as u8;
    }
    let command = match r.below(3) {
        0 => r.next() & 0xffff_ffff,
        1 => (r.next() & 0xffff_0000) | u64::from(b'W') << 8 | (32 + r.below(8)),
        _ => COMMANDS.get(r.below(4) as usize).map_or(0, |c| c ^ 1 << r.below(32)),
    };
    // The generic ones that the system answers itself change this descriptor.
    if command >> 8 & 0xff == u64::from(b'f') {
        return 0;
    }
    sys::ioctl(file, command, &mut block)
}

/// A condition that was good once, or whose address or length are wrong.
fn put_condition(r: &mut Random, file: &File, good: &[u8]) -> i32 {
    let mut bytes = good.to_vec();
    let (mut at, mut len) = (None, None);
    match r.below(8) {
        0 => at = Some(r.odd()),
        1 => at = Some(0xffff_8000_0000_0000 | r.next() >> 17),
        2 => len = Some(r.below(bytes.len() as u64)),
        3 => len = Some((limit::OBJECT as u64).saturating_add(r.odd())),
        4 => {}
        _ => {
            change(r, bytes.get_mut(16..).unwrap_or_default());
            if r.below(8) != 0 {
                seal(&mut bytes);
            }
        }
    }
    let at = at.unwrap_or(bytes.as_ptr() as u64);
    let len = len.unwrap_or(bytes.len() as u64);
    let abi = if r.below(32) == 0 { r.odd() } else { ABI.into() };
    ask(file, watch::IOC_CONDITION, &[abi & 0xffff_ffff, at, len])
}

/// One that lets all execs and exits pass.
fn condition() -> Result<Vec<u8>, String> {
    let clause = |on: &str| Clause {
        does: does::VERDICT,
        ..Clause::new(
            "wss::event",
            On::Raised { wrapper: "wss".to_owned(), event: on.to_owned() },
            0,
        )
    };
    let object = Object {
        target: Target::FreebsdAmd64,
        name: "condition".to_owned(),
        on_fault: OnFault::Deny,
        budget: 1000,
        // r0 = 0; exit
        code: vec![0xb7, 0x95],
        funcs: vec![Func { name: "f".to_owned(), entry: 0, len: 2, frame: 0 }],
        rodata: b"constant".to_vec(),
        state: vec![0; 16],
        shared: vec![0; 8],
        call_data: 0,
        vars: Vec::new(),
        tables: Vec::new(),
        events: Vec::new(),
        clauses: vec![clause("exec"), clause("exit")],
        files: Vec::new(),
        lines: Vec::new(),
    };
    object.encode().map_err(|e| e.to_string())
}
